import { MOST_ROWS } from "../file.js";
import type { RawCell } from "../raw-table.js";
import { FileRefusal } from "../refusal.js";
import { type ArrowField, buffersOf, fieldOf } from "./arrow-schema.js";
import { type Buffers, placesOf, valuesOf } from "./arrow-values.js";
import { LARGEST_BUFFER, Unpackable, unlz4Frame, unzstd } from "./codecs.js";
import { type Columns, DAMAGED, damaged, joined, limited } from "./columns.js";
import { FlatTable } from "./flatbuffer.js";

const MAGIC = "ARROW1";
const SCHEMA = 1;
const DICTIONARY = 2;
const BATCH = 3;
/** What version 5 of the format is counted as. */
const V5 = 4;

/**
 * The columns of an Arrow file (format 1.5) that are wanted: of Arrow's format for files, which is Feather 2, or of its stream, which has to end as
 * streams do, so that one that was cut off between two batches is told. Whatever it says of lengths is held against what is there.
 *
 * @throws FileRefusal where it can't be read as flat rows
 */
export function readArrow(bytes: Uint8Array, wanted: (header: string) => boolean): Columns {
  const ascii = (from: number, to?: number): string => Buffer.from(bytes.subarray(from, to)).toString("latin1");
  if (ascii(0, 4) === "FEA1")
    throw new FileRefusal("is a file of Feather 1, which is not read", "Arrow's format for files, which is Feather 2");
  const isFile = ascii(0, 6) === MAGIC;
  const isStream = ascii(0, 4) === "\xff\xff\xff\xff";
  if (!isFile && !isStream) throw new FileRefusal("is no Arrow file", "Arrow's format for files or for streams");
  if (isFile ? bytes.length < 24 || ascii(-6) !== MAGIC : ascii(-8) !== "\xff\xff\xff\xff\0\0\0\0")
    throw new FileRefusal("is cut off", DAMAGED);
  return damaged(() => {
    const reader = new ArrowReader(bytes, wanted);
    if (isFile) reader.file();
    else reader.stream();
    return reader.columns();
  });
}

interface Message {
  version: number;
  type: number;
  header: FlatTable;
  body: Uint8Array;
  /** Where the next one begins. */
  next: number;
}

class ArrowReader {
  private fields: readonly ArrowField[] = [];
  private cells: RawCell[][] = [];
  private rows = 0;
  private readonly dictionaries = new Map<number, RawCell[]>();

  constructor(
    private readonly bytes: Uint8Array,
    private readonly wanted: (header: string) => boolean,
  ) {}

  columns(): Columns {
    return { headers: this.fields.map(({ name }) => name), columns: this.cells, rows: this.rows };
  }

  private viewOf(from: number, length: number): DataView {
    if (!(from >= 0 && length >= 0 && from + length <= this.bytes.length)) throw new Unpackable("is cut off");
    return new DataView(this.bytes.buffer, this.bytes.byteOffset + from, length);
  }

  /** A file: its footer says where the pieces stand. */
  file(): void {
    const end = this.bytes.length - 10;
    const length = this.viewOf(end, 4).getInt32(0, true);
    const footer = FlatTable.root(this.viewOf(end - length, length));
    this.schema(footer.table(1));
    let last = 0;
    for (const slot of [2, 3])
      for (const [offset = -1] of footer.longs(slot, 3)) {
        const message = this.message(offset);
        if (!message) throw new Unpackable("is damaged");
        this.take(message);
        last = Math.max(last, message.next);
      }
    // Between the last piece and the footer is the end of a stream, and what fills up; another file that stands before would be there.
    if (last > 0 && this.bytes.subarray(last, end - length).some((byte) => byte !== 0 && byte !== 0xff)) throw joined();
  }

  /** A stream: one piece behind the other, the schema first. */
  stream(): void {
    let end = 0;
    for (let message = this.message(0); message; message = this.message(end)) {
      if (message.type === SCHEMA) this.schema(message.header);
      else this.take(message);
      end = message.next;
    }
    if (end + 8 !== this.bytes.length) throw joined();
  }

  /** The piece at a place; undefined for the end of a stream. */
  private message(at: number): Message | undefined {
    const head = this.viewOf(at, 8);
    const isMarked = head.getInt32(0, true) === -1;
    const length = head.getInt32(isMarked ? 4 : 0, true);
    if (length === 0) return undefined;
    const from = at + (isMarked ? 8 : 4);
    const about = FlatTable.root(this.viewOf(from, length));
    const size = about.long(3);
    const header = about.table(2);
    this.viewOf(from + length, size);
    if (!header) throw new Unpackable("is damaged");
    const body = this.bytes.subarray(from + length, from + length + size);
    return { version: about.short(0), type: about.byte(1), header, body, next: from + length + size };
  }

  private schema(table: FlatTable | undefined): void {
    if (table?.short(0) !== 0) throw new Unpackable("is written in another way");
    this.fields = table.tables(1).map((field) => fieldOf(field));
    this.cells = this.fields.map(() => []);
    for (const [at, field] of this.fields.entries())
      if (this.wanted(field.name) && field.children.length > 0) throw unread(field, at);
  }

  private take({ type, header, body, version }: Message): void {
    if (type === DICTIONARY) this.dictionary(header, body, version);
    else if (type === BATCH) this.batch(header, body, version);
    else throw new Unpackable("is damaged");
  }

  private batch(table: FlatTable, body: Uint8Array, version: number): void {
    const length = table.long(0);
    limited(this.rows + length, this.fields.length);
    const batch = new Batch(table, body, version);
    for (const [at, field] of this.fields.entries()) {
      const wanted = this.wanted(field.name);
      const buffers = batch.next(field, wanted);
      if (!wanted) continue;
      const { dictionary } = field;
      const cells = this.cells[at] ?? [];
      if (dictionary) {
        const known = this.dictionaries.get(dictionary.id) ?? [];
        for (const place of placesOf(dictionary.index, buffers, length)) {
          if (place >= known.length) throw new Unpackable("is damaged");
          cells.push(place < 0 ? null : known[place]);
        }
        continue;
      }
      const values = valuesOf(field.type, buffers, length);
      if (!values) throw unread(field, at);
      for (const value of values) cells.push(value);
    }
    this.rows += length;
  }

  /** The values that the columns of a dictionary take theirs from; those of a stream may be replaced, or get more, from then on. */
  private dictionary(table: FlatTable, body: Uint8Array, version: number): void {
    const id = table.long(0);
    const data = table.table(1);
    // Several columns may take theirs from the same ones.
    const at = this.fields.findIndex(({ name, dictionary }) => dictionary?.id === id && this.wanted(name));
    const field = this.fields[at];
    if (!field) return;
    const length = data?.long(0) ?? 0;
    if (!data || length < 0 || length > MOST_ROWS) throw new Unpackable("is damaged");
    const values = valuesOf(
      field.type,
      new Batch(data, body, version).next({ ...field, dictionary: undefined }, true),
      length,
    );
    if (!values) throw unread(field, at);
    const before = table.byte(2) === 0 ? [] : (this.dictionaries.get(id) ?? []);
    this.dictionaries.set(id, [...before, ...values]);
  }
}

/** The buffers of a batch, handed out field by field in their order. */
class Batch {
  private readonly buffers: readonly number[][];
  private readonly variadic: readonly number[][];
  private readonly codec: number | undefined;
  private readonly isOld: boolean;
  private at = 0;
  private view = 0;

  constructor(
    table: FlatTable,
    private readonly body: Uint8Array,
    version: number,
  ) {
    this.buffers = table.longs(2, 2);
    this.variadic = table.longs(4, 1);
    const compression = table.table(3);
    this.codec = compression?.byte(0);
    this.isOld = version < V5;
    if (compression && compression.byte(1) !== 0) throw new Unpackable("is packed in another way");
  }

  /** The buffers of the next field, those of a column that nobody wants as they are. */
  next(field: ArrowField, wanted: boolean): Buffers {
    const isView = !field.dictionary && (field.type.kind === "Utf8View" || field.type.kind === "BinaryView");
    const count = buffersOf(field, this.isOld) + (isView ? (this.variadic[this.view++]?.[0] ?? 0) : 0);
    if (this.at + count > this.buffers.length) throw new Unpackable("is damaged");
    const found = this.buffers.slice(this.at, this.at + count);
    this.at += count;
    if (!field.dictionary) for (const child of field.children) this.next(child, false);
    const [validity = new Uint8Array(), ...data] = wanted
      ? found.map(([from, length]) => this.buffer(from, length))
      : [];
    return { validity, data };
  }

  private buffer(from = 0, length = 0): Uint8Array {
    if (from < 0 || length < 0 || from + length > this.body.length) throw new Unpackable("is damaged");
    const bytes = this.body.subarray(from, from + length);
    if (this.codec === undefined || length === 0) return bytes;
    if (length < 8) throw new Unpackable("is damaged");
    const size = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigInt64(0, true));
    const packed = bytes.subarray(8);
    if (size === -1) return packed;
    if (size > LARGEST_BUFFER) throw new Unpackable("comes to too much");
    const unpacked = this.codec === 0 ? unlz4Frame(packed) : this.codec === 1 ? unzstd(packed) : undefined;
    if (unpacked?.length !== size) throw new Unpackable("is damaged");
    return unpacked;
  }
}

function unread({ name, type, dictionary }: ArrowField, at: number): FileRefusal {
  const kind = dictionary ? `${type.kind} by dictionary` : type.kind;
  return new FileRefusal(
    `has values of the kind ${kind}, which are not read, in the column \`${name}\``,
    "a column of plain values: numbers, texts, booleans, dates",
    [0, at],
    `to leave it out, write \`ignore: [${name}]\``,
  );
}
