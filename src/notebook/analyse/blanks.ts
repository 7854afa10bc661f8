/** A stretch of code that becomes blank, and punctuation that has to stand at its ends instead. */
export interface Blank {
  start: number;
  end: number;
  first?: string;
  last?: string;
}

/**
 * The code with each stretch turned into spaces, character for character in UTF-16, so that no offset, line or column moves.
 *
 * @param blanks in source order, none overlapping.
 */
export function blanked(code: string, blanks: readonly Blank[]): string {
  let text = "";
  let from = 0;
  for (const { start, end, first = "", last = "" } of blanks) {
    text += code.slice(from, start) + first;
    text += code.slice(start + first.length, end - last.length).replace(/\S/g, " ") + last;
    from = end;
  }
  return text + code.slice(from);
}

/** The stretches in source order, without those that lie inside another. */
export function outermost(blanks: readonly Blank[]): Blank[] {
  const kept: Blank[] = [];
  let end = 0;
  for (const blank of [...blanks].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (blank.start < end) continue;
    kept.push(blank);
    end = blank.end;
  }
  return kept;
}

/** The first character from `offset` on that is no white space, or the text's end. */
export function nextInk(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && /\s/.test(text.charAt(at))) at++;
  return at;
}

/** The last character before `offset` that is no white space, or -1. */
export function lastInk(text: string, offset: number): number {
  let at = offset - 1;
  while (at >= 0 && /\s/.test(text.charAt(at))) at--;
  return at;
}
