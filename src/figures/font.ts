/** Files of the chart font, by the package they lie in. */
export const FONT_FILES = {
  regular: "@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf",
  bold: "@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf",
} as const;

export interface Face {
  glyph(codePoint: number): number;
  /** In ems. */
  advance(codePoint: number): number;
  readonly unitsPerEm: number;
}

/** Reads a TrueType or OpenType file; throws an Error when it has no Unicode character map of format 4 or 12. */
export function readFont(bytes: Uint8Array): Face {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<string, number>();
  for (let i = 0; i < data.getUint16(4); i++) {
    const record = 12 + i * 16;
    const tag = String.fromCharCode(...bytes.subarray(record, record + 4));
    tables.set(tag, data.getUint32(record + 8));
  }
  const table = (tag: string): number => {
    const offset = tables.get(tag);
    if (offset === undefined) throw new Error(`the font has no \`${tag}\` table`);
    return offset;
  };
  const unitsPerEm = data.getUint16(table("head") + 18);
  const metrics = data.getUint16(table("hhea") + 34);
  const hmtx = table("hmtx");
  const glyph = characterMap(data, table("cmap"));
  return {
    glyph,
    unitsPerEm,
    advance(codePoint) {
      const index = glyph(codePoint);
      if (index === 0) return 1;
      return data.getUint16(hmtx + 4 * Math.min(index, metrics - 1)) / unitsPerEm;
    },
  };
}

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

function characterMap(data: DataView, cmap: number): (codePoint: number) => number {
  const ranges: { first: number; last: number; glyph(codePoint: number): number }[] = [];
  let best: { format: number; at: number } | undefined;
  for (let i = 0; i < data.getUint16(cmap + 2); i++) {
    const record = cmap + 4 + i * 8;
    const platform = data.getUint16(record);
    const at = cmap + data.getUint32(record + 4);
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
