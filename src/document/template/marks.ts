// Characters of the private-use area that stand in a text for a node of the tree: they pass through Markdown untouched, so that what they
// stand for is never read as markup.

const MARKS = { quotation: "\uE010", reference: "\uE011", citation: "\uE012" } as const;
const END = "\uE01F";
export type MarkKind = keyof typeof MARKS;

export function mark(kind: MarkKind, index: number): string {
  return `${MARKS[kind]}${index}${END}`;
}

/** A mark in a text: what it stands for, and itself. */
interface Mark {
  kind: MarkKind;
  index: number;
  mark: string;
}

const MARK = /([\uE010-\uE012])(\d+)\uE01F/g;

/** Splits a text at its marks, in order. */
export function splitMarks(text: string): (string | Mark)[] {
  const pieces: (string | Mark)[] = [];
  let last = 0;
  for (const match of text.matchAll(MARK)) {
    if (match.index > last) pieces.push(text.slice(last, match.index));
    const kind = (Object.keys(MARKS) as MarkKind[]).find((name) => MARKS[name] === match[1]) ?? "quotation";
    pieces.push({ kind, index: Number(match[2]), mark: match[0] });
    last = match.index + match[0].length;
  }
  if (last < text.length) pieces.push(text.slice(last));
  return pieces;
}
