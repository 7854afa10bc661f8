import type * as Plot from "@observablehq/plot";
import type { ChartFinding } from "../../notebook/types.js";
import { chartFont } from "../chart-font.js";
import { clipped, overlapping, type TextBox } from "../layout.js";
import { fewOf } from "../words.js";

/** Texts of a finished chart that can't be read for one another. */
export function overlapFindings(boxes: readonly TextBox[]): ChartFinding[] {
  const pairs = overlapping(boxes);
  const [first] = pairs;
  if (!first) return [];
  const more = pairs.length - 1;
  const others = more === 0 ? "" : `, and so do ${more === 1 ? "two other texts" : `${more} other pairs`}`;
  const roles = new Set(pairs.flat().map(({ role }) => role));
  const hint = roles.has("x-axis tick label")
    ? "set names down the side with `Plot.barX`, shorten them, or show fewer: `x: {ticks: […]}`"
    : roles.has("text")
      ? "move one with `dx` or `dy`, label fewer, or let `Plot.directLabels` keep them apart"
      : "shorten them, or give the chart more room: `width`, `height`, `fx: {padding: 0.3}`";
  return [
    {
      rule: "notebook/chart-overlap",
      severity: "warning",
      message: `\`${first[0].text}\` and \`${first[1].text}\` lie over each other${others}`,
      hint,
    },
  ];
}

/** One sentence a side, however many texts are cut off there. */
export function clippings(drawing: ReturnType<typeof Plot.plot>, boxes: readonly TextBox[]): string[] {
  const [width, height] = [Number(drawing.getAttribute("width")), Number(drawing.getAttribute("height"))];
  const sides = new Map<string, { texts: Set<string>; most: number }>();
  for (const { box, side, by } of clipped(boxes, width, height)) {
    const known = sides.get(side) ?? { texts: new Set(), most: 0 };
    known.texts.add(box.text);
    sides.set(side, { texts: known.texts, most: Math.max(known.most, by) });
  }
  return [...sides].map(([side, { texts, most }]) => {
    const said = [...texts].map((text) => `\`${text}\``);
    const some = said.length === 1 ? `${said[0]} is` : `${fewOf(said)} are`;
    const upTo = said.length === 1 ? "by" : "by up to";
    return `${some} cut off at the ${side} ${upTo} ${Math.ceil(most)} pixels; give ${said.length === 1 ? "it" : "them"} more margin or less text`;
  });
}

/** Characters of a chart that its font can't show. */
export function missingGlyphs(text: readonly string[]): string[] {
  const missing = new Set<string>();
  for (const character of text.join("")) {
    const code = character.codePointAt(0) ?? 0;
    if (code > 0x20 && !chartFont().has(code)) missing.add(character);
  }
  if (missing.size === 0) return [];
  const said = [...missing].map((character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    return `\`${character}\` (U+${code})`;
  });
  return [`the chart's font has no glyph for ${fewOf(said)}`];
}
