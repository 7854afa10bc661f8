export interface Face {
  glyph(codePoint: number): number;
  /** In ems. */
  advance(codePoint: number): number;
  readonly unitsPerEm: number;
}

/**
 * Reads a TrueType or OpenType file: its character map and horizontal metrics (Microsoft's OpenType specification 1.9, tables cmap, head,
 * hhea, hmtx). Throws an Error when it lacks one, or has no Unicode character map of format 4 or 12.
 */
export function readFont(bytes: Uint8Array): Face {
  const tables = readTables(bytes);
  const unitsPerEm = viewOf(tableOf(tables, "head")).getUint16(18);
  const metrics = viewOf(tableOf(tables, "hhea")).getUint16(34);
  const widths = viewOf(tableOf(tables, "hmtx"));
  const glyph = characterMap(tableOf(tables, "cmap"));
  return {
    glyph,
    unitsPerEm,
    advance(codePoint) {
      const index = glyph(codePoint);
      if (index === 0) return 1;
      return widths.getUint16(4 * Math.min(index, metrics - 1)) / unitsPerEm;
    },
  };
}

/** The tables of a font file by their tags, as parts of its bytes. */
export function readTables(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const data = viewOf(bytes);
  const tables = new Map<string, Uint8Array>();
  for (let i = 0; i < data.getUint16(4); i++) {
    const record = 12 + i * 16;
    const tag = String.fromCharCode(...bytes.subarray(record, record + 4));
    const start = data.getUint32(record + 8);
    tables.set(tag, bytes.subarray(start, start + data.getUint32(record + 12)));
  }
  return tables;
}

export function tableOf(tables: ReadonlyMap<string, Uint8Array>, tag: string): Uint8Array {
  const found = tables.get(tag);
  if (found === undefined) throw new Error(`the font has no \`${tag}\` table`);
  return found;
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A face as data that a script can hold: units of an em, and for each stretch of code points that have a glyph the first and the advances. */
export interface FaceData {
  unitsPerEm: number;
  stretches: readonly (readonly [first: number, ...advances: number[]])[];
}

/** What `faceOf` needs of a font file. */
export function faceData(bytes: Uint8Array): FaceData {
  const { glyph, advance, unitsPerEm } = readFont(bytes);
  const stretches: [number, ...number[]][] = [];
  let current: [number, ...number[]] | undefined;
  for (let code = 0; code <= LAST; code++) {
    if (glyph(code) === 0) current = undefined;
    else {
      if (!current) {
        current = [code];
        stretches.push(current);
      }
      current.push(Math.round(advance(code) * unitsPerEm));
    }
  }
  return { unitsPerEm, stretches };
}

/** A face from its data; no glyph has a number. */
export function faceOf({ unitsPerEm, stretches }: FaceData): Face {
  const advances = new Map<number, number>();
  for (const [first, ...widths] of stretches)
    for (const [at, width] of widths.entries()) advances.set(first + at, width);
  return {
    unitsPerEm,
    glyph: (codePoint) => (advances.has(codePoint) ? 1 : 0),
    advance(codePoint) {
      const width = advances.get(codePoint);
      return width === undefined ? 1 : width / unitsPerEm;
    },
  };
}

/** The last code point there is. */
const LAST = 0x10ffff;

/** From code points to glyphs by a `cmap` table; 0 where there is none. */
export function characterMap(cmap: Uint8Array): (codePoint: number) => number {
  const data = viewOf(cmap);
  const ranges: { first: number; last: number; glyph(codePoint: number): number }[] = [];
  let best: { format: number; at: number } | undefined;
  for (let i = 0; i < data.getUint16(2); i++) {
    const record = 4 + i * 8;
    const platform = data.getUint16(record);
    const at = data.getUint32(record + 4);
    const format = data.getUint16(at);
    const unicode = platform === 0 || platform === 3;
    if (unicode && (format === 4 || format === 12) && (!best || format > best.format)) best = { format, at };
  }
  if (!best) throw new Error("the font has no Unicode character map of format 4 or 12");
  const { at } = best;
  if (best.format === 12) {
    for (let i = 0; i < data.getUint32(at + 12); i++) {
      const group = at + 16 + i * 12;
      const first = data.getUint32(group);
      const glyph = data.getUint32(group + 8);
      ranges.push({ first, last: data.getUint32(group + 4), glyph: (c) => glyph + c - first });
    }
  } else {
    const count = data.getUint16(at + 6) / 2;
    for (let i = 0; i < count; i++) {
      const last = data.getUint16(at + 14 + 2 * i);
      const first = data.getUint16(at + 16 + 2 * (count + i));
      const delta = data.getUint16(at + 16 + 2 * (2 * count + i));
      const offsetAt = at + 16 + 2 * (3 * count + i);
      const offset = data.getUint16(offsetAt);
      ranges.push({
        first,
        last,
        glyph(c) {
          if (offset === 0) return (c + delta) & 0xffff;
          const index = data.getUint16(offsetAt + offset + 2 * (c - first));
          return index === 0 ? 0 : (index + delta) & 0xffff;
        },
      });
    }
  }
  return (codePoint) => {
    let low = 0;
    let high = ranges.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ranges[middle]?.last ?? 0) < codePoint) low = middle + 1;
      else high = middle;
    }
    const range = ranges[low];
    return range && codePoint >= range.first && codePoint <= range.last ? range.glyph(codePoint) : 0;
  };
}
