const OPENS = /^(\s*)(`{3,}(?!.*`)|~{3,})\s*(.*?)\s*$/;

/** Code between fences. */
export interface Fenced {
  /** Blanks before the opening mark, of a list's item as a rule. */
  indent: string;
  /** What stands behind the opening mark. */
  info: string;
  /** Index of the closing line; the number of lines where it is never closed. */
  end: number;
}

/** The fenced code that a line opens, as CommonMark has it but for indentation: a list's items may be indented by any number of blanks. */
export function fenceAt(lines: readonly { text: string }[], first: number): Fenced | undefined {
  const [, indent = "", mark = "", info = ""] = OPENS.exec(lines[first]?.text ?? "") ?? [];
  if (mark === "") return undefined;
  let end = first + 1;
  while (end < lines.length && !closes(lines[end]?.text.trim() ?? "", mark)) end++;
  return { indent, info, end };
}

/** Only the mark's sign, at least as often. */
const closes = (line: string, mark: string): boolean =>
  line.length >= mark.length && line === (mark[0] ?? "").repeat(line.length);

/** A mark that nothing within the code closes. */
export function markAround(code: readonly string[]): string {
  const longest = code.reduce(
    (most, line) => (line.match(/`+/g) ?? []).reduce((longer, { length }) => Math.max(longer, length), most),
    0,
  );
  return "`".repeat(Math.max(3, longest + 1));
}
