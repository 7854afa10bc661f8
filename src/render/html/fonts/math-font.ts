import { type Glyph, scaledGlyph, subsetFont } from "./truetype.js";

/** Signs that grow with what they enclose: of equations, and those that TeX has besides, sums and integrals too. */
const STRETCHED = [0x28, 0x29, 0x221a];
const STRETCHED_OF_TEX = [..."[]{}|/∑∏∫"].map((sign) => sign.charCodeAt(0));
const SPACE = 0x20;
/** Sizes beyond the first, and how much each is taller and wider than the one before: strokes grow less than heights. */
const STEPS = 14;
const ALONG = 1.15;
const ACROSS = 1.035;
/** Height of a minus sign's middle over the baseline, per 1000 of the em. */
const AXIS = 260;

/**
 * A font for equations made from the text font: space, parentheses and root sign, in sizes, with the table from which browsers
 * lay out MathML. Without such a font they draw no root at all and leave parentheses at text size, and not every machine has
 * one. `tex` takes all signs that grow. Table after the OpenType specification 1.9, "MATH".
 */
export function mathFont(font: Buffer, tex = false): Buffer {
  return subsetFont(font, [SPACE, ...STRETCHED, ...(tex ? STRETCHED_OF_TEX : [])], {
    addTables: (glyphs, glyphOf) => {
      const root = glyphs[glyphOf.get(0x221a) ?? 0];
      // The bar over a root starts where its sign's width ends.
      if (root !== undefined) root.advance = root.outline.readInt16BE(6);
      const variants = [...glyphOf]
        .filter(([character]) => character !== SPACE)
        .map(([, number]) => ({ number, sizes: sizes(glyphs, number) }));
      return new Map([["MATH", mathTable(variants)]]);
    },
  });
}

interface Size {
  number: number;
  height: number;
}

function sizes(glyphs: Glyph[], first: number): Size[] {
  const found: Size[] = [];
  // Drawn from the first as far as a scale reaches (below 2), then from the last one drawn.
  let from = first;
  let steps = 0;
  for (let number = first; found.length <= STEPS; number = glyphs.length - 1) {
    const { outline } = glyphs[number] ?? { outline: Buffer.alloc(10) };
    found.push({ number, height: outline.readInt16BE(8) - outline.readInt16BE(4) });
    if (ALONG ** (steps + 1) >= 2) [from, steps] = [number, 0];
    steps++;
    const glyph = glyphs[from];
    if (glyph !== undefined) glyphs.push(scaledGlyph(glyph, from, ACROSS ** steps, ALONG ** steps, AXIS));
  }
  glyphs.pop();
  return found;
}

/** Values of the constants in their order, per 1000 of the em; roughly those of Latin Modern Math. */
const CONSTANTS = [
  154,
  AXIS,
  450,
  660,
  220,
  344,
  200,
  370,
  290,
  110,
  250,
  160,
  344,
  50,
  110,
  170,
  160,
  600,
  440,
  680,
  340,
  690,
  120,
  350,
  110,
  600,
  200,
  170,
  390,
  660,
  340,
  680,
  60,
  120,
  46,
  60,
  120,
  350,
  96,
  120,
  46,
  46,
  120,
  46,
  46,
  60,
  110,
  46,
  46,
  280,
  -550,
];

function mathTable(variants: readonly { number: number; sizes: readonly Size[] }[]): Buffer {
  const constants = words([72, 56, 1300, 1300, ...CONSTANTS.flatMap((value) => [value, 0]), 60]);
  const info = words([0, 0, 0, 0]);
  const sorted = [...variants].sort((a, b) => a.number - b.number);
  const head = 10 + sorted.length * 2;
  const coverage = words([1, sorted.length, ...sorted.map((v) => v.number)]);
  const constructions = sorted.map((v) => words([0, v.sizes.length, ...v.sizes.flatMap((s) => [s.number, s.height])]));
  let at = head + coverage.length;
  const offsets = constructions.map((construction) => {
    const offset = at;
    at += construction.length;
    return offset;
  });
  const stretching = Buffer.concat([words([20, head, 0, sorted.length, 0, ...offsets]), coverage, ...constructions]);
  return Buffer.concat([
    words([1, 0, 10, 10 + constants.length, 10 + constants.length + info.length]),
    constants,
    info,
    stretching,
  ]);
}

function words(values: readonly number[]): Buffer {
  const data = Buffer.alloc(values.length * 2);
  values.forEach((value, i) => {
    data.writeUInt16BE(value & 0xffff, i * 2);
  });
  return data;
}
