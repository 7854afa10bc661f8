import { characterMap, readTables, tableOf } from "../../../text/open-type.js";

/**
 * A TrueType font cut down to a few characters: for signs that the web fonts' Latin subset lacks (→ ≥ ≈ †). Outlines and
 * widths only; kerning and other features don't matter for lone signs. Formats: Microsoft's OpenType specification 1.9.
 */
export function subsetFont(font: Buffer, characters: readonly number[], options: SubsetOptions = {}): Buffer {
  const tables = readTables(font);
  const glyphOf = characterMap(table(tables, "cmap"));
  const source = glyphReader(tables);

  // Glyph 0 is what a missing character shows and must be first; parts of composed glyphs come along.
  const kept: number[] = [0];
  const place = new Map<number, number>([[0, 0]]);
  const keep = (glyph: number): number => {
    const known = place.get(glyph);
    if (known !== undefined) return known;
    place.set(glyph, kept.length);
    kept.push(glyph);
    return kept.length - 1;
  };
  const mapped = [...new Set(characters)]
    .filter((c) => c <= 0xffff && glyphOf(c) !== 0)
    .sort((a, b) => a - b)
    .map((c) => [c, keep(glyphOf(c))] as const);
  const glyphs: Glyph[] = [];
  for (let i = 0; i < kept.length; i++) {
    const glyph = source(kept[i] ?? 0);
    glyphs.push({ ...glyph, outline: renumber(glyph.outline, keep) });
  }
  const { addTables } = options;
  const added = addTables === undefined ? new Map<string, Buffer>() : addTables(glyphs, new Map(mapped));

  const hmtx = Buffer.alloc(glyphs.length * 4);
  glyphs.forEach(({ advance, bearing }, i) => {
    hmtx.writeUInt16BE(advance, i * 4);
    hmtx.writeInt16BE(bearing, i * 4 + 2);
  });
  const offsets = Buffer.alloc((glyphs.length + 1) * 4);
  const padded = glyphs.map(({ outline }) => pad(outline));
  let end = 0;
  padded.forEach((data, i) => {
    end += data.length;
    offsets.writeUInt32BE(end, (i + 1) * 4);
  });
  const head = Buffer.from(table(tables, "head"));
  head.writeUInt32BE(0, 8);
  head.writeInt16BE(1, 50);
  const hhea = Buffer.from(table(tables, "hhea"));
  hhea.writeUInt16BE(glyphs.length, 34);
  const maxp = Buffer.from(table(tables, "maxp"));
  maxp.writeUInt16BE(glyphs.length, 4);
  maxp.writeUInt16BE(16, 30);
  const post = Buffer.alloc(32);
  table(tables, "post").copy(post, 0, 0, 32);
  post.writeUInt32BE(0x00030000, 0);
  const all = new Map([
    ...added,
    ["OS/2", table(tables, "OS/2")],
    ["cmap", writeCharacterMap(mapped)],
    ["glyf", Buffer.concat(padded)],
    ["head", head],
    ["hhea", hhea],
    ["hmtx", hmtx],
    ["loca", offsets],
    ["maxp", maxp],
    ["name", Buffer.from([0, 0, 0, 0, 0, 6])],
    ["post", post],
  ]);
  return writeTables(new Map([...all].sort(([x], [y]) => (x < y ? -1 : 1))));
}

export interface SubsetOptions {
  /** May append glyphs to those kept, and gives further tables by tag; the map is from character to glyph. */
  addTables?: (glyphs: Glyph[], glyphOf: ReadonlyMap<number, number>) => ReadonlyMap<string, Buffer>;
}

export interface Glyph {
  /** Its entry in the table of outlines; empty for a blank. */
  outline: Buffer;
  /** Width and left side bearing, font units. */
  advance: number;
  bearing: number;
}

/**
 * A glyph drawn from another, scaled by less than 2 along each axis, about the point `axis` above the baseline.
 * @param number of the glyph `from` in the font to be
 */
export function scaledGlyph(from: Glyph, number: number, across: number, along: number, axis: number): Glyph {
  const shift = Math.round(axis * (1 - along));
  const box = [2, 4, 6, 8].map((at, i) =>
    Math.round(from.outline.readInt16BE(at) * (i % 2 ? along : across) + (i % 2 ? shift : 0)),
  );
  const outline = Buffer.alloc(22);
  outline.writeInt16BE(-1, 0);
  box.forEach((value, i) => {
    outline.writeInt16BE(value, 2 + i * 2);
  });
  outline.writeUInt16BE(0x1 | 0x2 | 0x40, 10);
  outline.writeUInt16BE(number, 12);
  outline.writeInt16BE(0, 14);
  outline.writeInt16BE(shift, 16);
  outline.writeInt16BE(Math.round(across * 16384), 18);
  outline.writeInt16BE(Math.round(along * 16384), 20);
  return { outline, advance: Math.round(from.advance * across), bearing: Math.round(from.bearing * across) };
}

/** The characters of `characters` that the font has a glyph for, in the order given. */
export function coveredBy(font: Buffer, characters: readonly number[]): number[] {
  const glyphOf = characterMap(table(readTables(font), "cmap"));
  return characters.filter((c) => glyphOf(c) !== 0);
}

function glyphReader(tables: ReadonlyMap<string, Uint8Array>): (glyph: number) => Glyph {
  const longOffsets = table(tables, "head").readInt16BE(50) === 1;
  const loca = table(tables, "loca");
  const glyf = table(tables, "glyf");
  const metrics = table(tables, "hmtx");
  const wide = table(tables, "hhea").readUInt16BE(34);
  const offset = (glyph: number): number =>
    longOffsets ? loca.readUInt32BE(glyph * 4) : loca.readUInt16BE(glyph * 2) * 2;
  return (glyph) => ({
    outline: glyf.subarray(offset(glyph), offset(glyph + 1)),
    advance: metrics.readUInt16BE(Math.min(glyph, wide - 1) * 4),
    bearing: metrics.readInt16BE(glyph < wide ? glyph * 4 + 2 : wide * 4 + (glyph - wide) * 2),
  });
}

function table(tables: ReadonlyMap<string, Uint8Array>, tag: string): Buffer {
  const found = tableOf(tables, tag);
  return Buffer.from(found.buffer, found.byteOffset, found.byteLength);
}

/** A composed glyph names its parts by number. */
function renumber(outline: Buffer, keep: (glyph: number) => number): Buffer {
  if (outline.length === 0 || outline.readInt16BE(0) >= 0) return outline;
  const copy = Buffer.from(outline);
  let at = 10;
  for (;;) {
    const flags = copy.readUInt16BE(at);
    copy.writeUInt16BE(keep(copy.readUInt16BE(at + 2)), at + 2);
    at += 4 + (flags & 0x1 ? 4 : 2) + (flags & 0x8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0);
    if ((flags & 0x20) === 0) return copy;
  }
}

/** One segment a character, and the closing one that the format asks for. */
function writeCharacterMap(mapped: readonly (readonly [number, number])[]): Buffer {
  const count = mapped.length + 1;
  const power = 2 ** Math.floor(Math.log2(count));
  const map = Buffer.alloc(12 + 16 + count * 8);
  const words = [0, 1, 3, 1, 0, 12, 4, 16 + count * 8, 0, count * 2, power * 2, Math.log2(power), (count - power) * 2];
  words.forEach((word, i) => {
    map.writeUInt16BE(word, i * 2);
  });
  [...mapped, [0xffff, 0] as const].forEach(([character, glyph], i) => {
    map.writeUInt16BE(character, 26 + i * 2);
    map.writeUInt16BE(character, 28 + count * 2 + i * 2);
    map.writeUInt16BE((glyph - character) & 0xffff, 28 + count * 4 + i * 2);
  });
  return map;
}

function writeTables(tables: ReadonlyMap<string, Buffer>): Buffer {
  const count = tables.size;
  const power = 2 ** Math.floor(Math.log2(count));
  const header = Buffer.alloc(12 + count * 16);
  [0, 1, count, power * 16, Math.log2(power), (count - power) * 16].forEach((word, i) => {
    header.writeUInt16BE(word, i * 2);
  });
  header.writeUInt32BE(0x00010000, 0);
  const parts: Buffer[] = [header];
  let offset = header.length;
  let headAt = 0;
  let record = 12;
  for (const [tag, data] of tables) {
    const padded = pad(data);
    if (tag === "head") headAt = offset;
    header.write(tag, record, "latin1");
    header.writeUInt32BE(checksum(padded), record + 4);
    header.writeUInt32BE(offset, record + 8);
    header.writeUInt32BE(data.length, record + 12);
    parts.push(padded);
    offset += padded.length;
    record += 16;
  }
  const font = Buffer.concat(parts);
  font.writeUInt32BE((0xb1b0afba - checksum(font)) >>> 0, headAt + 8);
  return font;
}

function checksum(data: Buffer): number {
  let sum = 0;
  for (let i = 0; i < data.length; i += 4) sum = (sum + data.readUInt32BE(i)) >>> 0;
  return sum;
}

function pad(data: Buffer): Buffer {
  const rest = data.length % 4;
  return rest === 0 ? data : Buffer.concat([data, Buffer.alloc(4 - rest)]);
}
