import { Unpackable } from "./codecs.js";

/** A place in a FlatBuffers buffer, from which a table is read: all that it says of itself is held against where the buffer ends. */
export class FlatTable {
  private readonly ends: number;

  constructor(
    private readonly view: DataView,
    private readonly at: number,
  ) {
    this.ends = view.byteLength;
    this.inside(at, 4);
  }

  /** The table that a buffer begins with. */
  static root(view: DataView): FlatTable {
    if (view.byteLength < 8) throw new Unpackable("is damaged");
    return new FlatTable(view, view.getUint32(0, true));
  }

  private inside(at: number, length: number): number {
    if (!(at >= 0 && length >= 0 && at + length <= this.ends)) throw new Unpackable("is damaged");
    return at;
  }

  /** Where a field stands; undefined for one that isn't there. */
  private field(slot: number, length: number): number | undefined {
    const fields = this.inside(this.at - this.view.getInt32(this.at, true), 4);
    const size = this.view.getUint16(fields, true);
    const entry = 4 + 2 * slot;
    if (entry + 2 > size) return undefined;
    const offset = this.view.getUint16(this.inside(fields + entry, 2), true);
    return offset === 0 ? undefined : this.inside(this.at + offset, length);
  }

  byte(slot: number, preset = 0): number {
    const at = this.field(slot, 1);
    return at === undefined ? preset : this.view.getUint8(at);
  }

  short(slot: number, preset = 0): number {
    const at = this.field(slot, 2);
    return at === undefined ? preset : this.view.getInt16(at, true);
  }

  int(slot: number, preset = 0): number {
    const at = this.field(slot, 4);
    return at === undefined ? preset : this.view.getInt32(at, true);
  }

  long(slot: number): number {
    const at = this.field(slot, 8);
    return at === undefined ? 0 : Number(this.view.getBigInt64(at, true));
  }

  private reference(slot: number): number | undefined {
    const at = this.field(slot, 4);
    return at === undefined ? undefined : this.inside(at + this.view.getUint32(at, true), 4);
  }

  table(slot: number): FlatTable | undefined {
    const at = this.reference(slot);
    return at === undefined ? undefined : new FlatTable(this.view, at);
  }

  text(slot: number): string {
    const at = this.reference(slot);
    if (at === undefined) return "";
    const length = this.view.getUint32(at, true);
    this.inside(at + 4, length);
    return Buffer.from(this.view.buffer, this.view.byteOffset + at + 4, length).toString("utf8");
  }

  tables(slot: number): FlatTable[] {
    const at = this.reference(slot);
    if (at === undefined) return [];
    return this.places(at, 4).map(
      (item) => new FlatTable(this.view, this.inside(item + this.view.getUint32(item, true), 4)),
    );
  }

  /** A list of structures of whole numbers of eight bytes, so many each. */
  longs(slot: number, each: number): number[][] {
    const at = this.reference(slot);
    if (at === undefined) return [];
    return this.places(at, 8 * each).map((item) =>
      Array.from({ length: each }, (_, n) => Number(this.view.getBigInt64(item + 8 * n, true))),
    );
  }

  private places(at: number, size: number): number[] {
    const count = this.view.getUint32(at, true);
    this.inside(at + 4, count * size);
    return Array.from({ length: count }, (_, n) => at + 4 + n * size);
  }
}
