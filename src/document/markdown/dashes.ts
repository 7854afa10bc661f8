/**
 * Dashes as Pandoc and Quarto read them: `--` between words or blanks is an en dash, `---` an em dash. What begins a word, as an option of a command does
 * (`--only`), arrows and addresses stay; a backslash before either sign keeps them too.
 *
 * @param text words between two marks or signs of Markdown
 * @param isInside whether something stands right before them: a value, emphasis, code
 */
export function withDashes(text: string, isInside: boolean): string {
  if (!text.includes("--")) return text;
  const isBlank = (sign: string): boolean => sign === "" || /\s/.test(sign);
  return text
    .split(/(\S*:\/\/\S*)/)
    .map((piece, at) =>
      at % 2 === 1
        ? piece
        : piece.replace(/(?<!-)-{2,3}(?!-)/g, (dash, from: number) => {
            const [before, after] = [piece[from - 1] ?? "", piece[from + dash.length] ?? ""];
            const beginsWord = isBlank(before) && !(from === 0 && at === 0 && isInside) && !isBlank(after);
            return beginsWord || /[<>!|=+]/.test(before + after) ? dash : dash.length === 2 ? "\u2013" : "\u2014";
          }),
    )
    .join("");
}

/**
 * The last line of a quotation, where it says whose words those above it are: behind the end of a sentence, a dash and a name. Gives the index of the
 * line break before it among the children of the paragraph.
 */
export function attributionAt(children: readonly { type: string; content: string }[]): number | undefined {
  const at = children.findLastIndex(({ type }) => type === "softbreak" || type === "hardbreak");
  const [before, after] = [children[at - 1], children[at + 1]];
  if (at === -1 || before?.type !== "text" || after?.type !== "text") return undefined;
  return /[.!?\u2026]["'\u201d\u2019)\u00bb]*\s*$/.test(before.content) &&
    /^(?:-{2,3}|[\u2013\u2014])\s+\p{Lu}/u.test(after.content)
    ? at
    : undefined;
}
