import { FileRefusal } from "../refusal.js";

// SQLite's file format (sqlite.org/fileformat2.html), as far as a table is read from front to end: pages, b-trees of tables, records.

export const DAMAGED = "a database as SQLite wrote it";
const LEAF = 13;
const INNER = 5;

/** A value of a record: none, a number, a text, or bytes. */
export type Stored = null | number | bigint | string | Uint8Array;

/** A database's pages. */
export class Pages {
  private readonly view: DataView;
  private readonly size: number;
  /** What of a page is used. */
  private readonly usable: number;
  private readonly decoder: TextDecoder;

  /** @throws FileRefusal for what is no database, or one that can't be read by itself */
  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < 100 || Buffer.from(bytes.subarray(0, 16)).toString("latin1") !== "SQLite format 3\0")
      throw new FileRefusal(
        "is no SQLite database, or has a password",
        DAMAGED,
        undefined,
        "databases of other programs can be saved as CSV or Parquet",
      );
    const size = this.view.getUint16(16);
    this.size = size === 1 ? 65_536 : size;
    this.usable = this.size - this.view.getUint8(20);
    const encoding = { 0: "utf-8", 1: "utf-8", 2: "utf-16le", 3: "utf-16be" }[this.view.getUint32(56)];
    const isPower = this.size >= 512 && (this.size & (this.size - 1)) === 0;
    if (!isPower || this.usable < 480 || encoding === undefined) throw new FileRefusal("is damaged", DAMAGED);
    // The count of pages holds where the two numbers of the last change are the same.
    const counted = this.view.getUint32(24) === this.view.getUint32(92) ? this.view.getUint32(28) : 0;
    if (counted * this.size > bytes.length) throw new FileRefusal("is cut off", DAMAGED);
    this.decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  }

  private page(number: number): number {
    const at = (number - 1) * this.size;
    if (number < 1 || at + this.size > this.bytes.length) throw new FileRefusal("is damaged, or cut off", DAMAGED);
    return at;
  }

  /** The rows of a table whose tree begins at a page, in the order of their ids. */
  *rows(root: number, seen = new Set<number>()): Generator<{ id: number | bigint; record: Uint8Array }> {
    // A page that leads back to itself would never end.
    if (seen.has(root)) throw new FileRefusal("is damaged", DAMAGED);
    seen.add(root);
    const page = this.page(root);
    const head = page + (root === 1 ? 100 : 0);
    const kind = this.view.getUint8(head);
    if (kind !== LEAF && kind !== INNER) throw new FileRefusal("is damaged", DAMAGED);
    const count = this.view.getUint16(head + 3);
    const cells = head + (kind === INNER ? 12 : 8);
    if (cells + 2 * count > page + this.size) throw new FileRefusal("is damaged", DAMAGED);
    for (let n = 0; n < count; n++) {
      const at = page + this.view.getUint16(cells + 2 * n);
      if (kind === INNER) yield* this.rows(this.view.getUint32(at), seen);
      else yield this.leaf(at, page + this.size);
    }
    if (kind === INNER) yield* this.rows(this.view.getUint32(head + 8), seen);
  }

  private leaf(from: number, end: number): { id: number | bigint; record: Uint8Array } {
    const length = varint(this.view, from);
    const id = varint(this.view, length.next);
    const size = Number(length.value);
    const [most, least] = [this.usable - 35, Math.floor(((this.usable - 12) * 32) / 255) - 23];
    if (size > this.bytes.length) throw new FileRefusal("is damaged", DAMAGED);
    const spilled = least + ((size - least) % (this.usable - 4));
    const here = size <= most ? size : spilled <= most ? spilled : least;
    if (id.next + here > end) throw new FileRefusal("is damaged", DAMAGED);
    const own = this.bytes.subarray(id.next, id.next + here);
    return {
      id: signed(id.value),
      record: here === size ? own : this.overflown(own, size, this.view.getUint32(id.next + here)),
    };
  }

  /** A record that goes on in pages of its own. */
  private overflown(own: Uint8Array, size: number, first: number): Uint8Array {
    const whole = new Uint8Array(size);
    whole.set(own);
    let [at, next] = [own.length, first];
    while (at < size) {
      const page = this.page(next);
      const part = this.bytes.subarray(page + 4, page + 4 + Math.min(this.usable - 4, size - at));
      whole.set(part, at);
      at += part.length;
      next = this.view.getUint32(page);
    }
    return whole;
  }

  /**
   * The values of a record whose places are wanted; those beyond its end are absent: the table got those columns later.
   *
   * @throws FileRefusal where it is damaged, TypeError for a text that is not in the database's encoding
   */
  values(record: Uint8Array, wanted: (at: number) => boolean): (Stored | undefined)[] {
    const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
    const head = varint(view, 0);
    const end = Number(head.value);
    let [at, body] = [head.next, end];
    const values: (Stored | undefined)[] = [];
    while (at < end) {
      const { value, next } = varint(view, at);
      const type = Number(value);
      const length = type >= 12 ? Math.floor((type - 12) / 2) : (LENGTHS[type] ?? -1);
      if (length < 0 || body + length > record.length) throw new FileRefusal("is damaged", DAMAGED);
      values.push(wanted(values.length) ? this.value(view, record, type, body, length) : undefined);
      at = next;
      body += length;
    }
    return values;
  }

  private value(view: DataView, record: Uint8Array, type: number, at: number, length: number): Stored {
    if (type === 0) return null;
    if (type <= 6) {
      let value = 0n;
      for (let n = 0; n < length; n++) value = value * 256n + BigInt(view.getUint8(at + n));
      const whole = BigInt.asIntN(8 * length, value);
      return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole;
    }
    if (type === 7) return view.getFloat64(at);
    if (type <= 9) return type - 8;
    const bytes = record.subarray(at, at + length);
    return type % 2 === 0 ? bytes : this.decoder.decode(bytes);
  }
}

/** How many bytes the value of each kind of number takes; 10 and 11 are none. */
const LENGTHS: Readonly<Record<number, number>> = { 0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8, 8: 0, 9: 0 };

/** A number in one to nine bytes, highest first, seven bits in each but the ninth. */
function varint(view: DataView, from: number): { value: bigint; next: number } {
  let value = 0n;
  for (let n = 0; n < 9; n++) {
    const byte = view.getUint8(from + n);
    if (n === 8) return { value: value * 256n + BigInt(byte), next: from + 9 };
    value = value * 128n + BigInt(byte & 127);
    if (byte < 128) return { value, next: from + n + 1 };
  }
  return { value, next: from + 9 };
}

function signed(value: bigint): number | bigint {
  const whole = BigInt.asIntN(64, value);
  return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole;
}
