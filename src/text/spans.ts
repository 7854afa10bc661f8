/**
 * A text with spans of it replaced, in time that grows with the text alone.
 *
 * @param spans in rising order; of one that begins before the last one's end only the rest counts
 */
export function replaceSpans(text: string, spans: Iterable<readonly [from: number, to: number, by: string]>): string {
  const pieces: string[] = [];
  let last = 0;
  for (const [from, to, by] of spans) {
    if (to < last) continue;
    pieces.push(text.slice(last, Math.max(last, from)), by.slice(Math.max(0, last - from)));
    last = to;
  }
  pieces.push(text.slice(last));
  return pieces.join("");
}

/** A text of one sign, with the lines and characters of another: it keeps the offsets of all behind it. */
export const filledWith = (sign: string, text: string): string => text.replace(/[^\n]/g, sign);

/** The same of blanks. */
export const blanked = (text: string): string => filledWith(" ", text);
