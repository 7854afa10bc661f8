import { chartFont } from "../../chart-font.js";
import { size } from "../../theme.js";

/** Width in pixels of words set in the charts' font. */
export const widthOf = (words: string, fontSize: number = size.text): number => chartFont().width(words, fontSize);

/** Lines of whole words, none wider than `width` unless one word is. */
export function wrapped(words: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && widthOf(`${line} ${word}`) <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Width that a line across the chart, such as the label of an axis, may take. */
const ACROSS = size.width - 24;

/** The first of the wordings that fits across the chart; else the last one, cut at a word. */
export function fitting(wordings: readonly string[]): string {
  const found = wordings.find((wording) => widthOf(wording) <= ACROSS);
  if (found !== undefined) return found;
  const [first = ""] = wrapped(wordings.at(-1) ?? "", ACROSS - widthOf("\u2026"));
  return `${first.replace(/[,;:(]+$/, "")}\u2026`;
}
