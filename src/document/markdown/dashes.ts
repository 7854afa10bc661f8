/**
 * Dashes as Pandoc and Quarto read them: `--` between words or blanks is an en dash, `---` an em dash. What begins a word, as an option of a command does
 * (`--only`, `(--only)`, `--a,--b`), arrows and addresses stay; a backslash before either sign keeps them too.
 *
 * @param text words between two marks or signs of Markdown
 * @param isInside whether something stands right before them: a value, emphasis, code
 */
export function withDashes(text: string, isInside: boolean): string {
  if (!text.includes("--")) return text;
  const isBlank = (sign: string): boolean => sign === "" || /\s/.test(sign);
  return text.replace(/\S*--\S*/g, (word, start: number) =>
    ADDRESS.test(word)
      ? word
      : word.replace(/(?<!-)-{2,3}(?!-)/g, (dash, at: number) => {
          const from = start + at;
          const [before, after] = [text[from - 1] ?? "", text[from + dash.length] ?? ""];
          const isFirst = dash.length === 2 ? beginsWord(text, from) : isBlank(before);
          const isOption = isFirst && !(from === 0 && isInside) && !isBlank(after);
          return isOption || /[<>!|=+]/.test(before + after) ? dash : dash.length === 2 ? "\u2013" : "\u2014";
        }),
  );
}

const ADDRESS = /:\/\/|^[^@]+@[^@]+\.[^@]+$/;

/** Whether a word may begin at an index: behind a blank, what opens a bracket or a quotation, or what stands between options. */
function beginsWord(text: string, at: number): boolean {
  const before = text[at - 1] ?? "";
  return before === "" || /[\s([\u201c\u2018,/;]/.test(before) || (/["']/.test(before) && beginsWord(text, at - 1));
}

const DASH = /^(?:-{2,3}|[\u2013\u2014])\s/;

/** A dash before words, as before who said something; gives the words behind it. */
export const behindDash = (text: string): string | undefined => (DASH.test(text) ? text.replace(DASH, "") : undefined);

/** A name, in quotation marks or not, with what stands before family names. */
const NAME =
  /^\s*["'\u201c\u2018\u00ab(]?(?:(?:van|von|vom|de|der|den|del|della|di|da|dos|du|la|le|ter|ten|zu|zum|zur|af|av|al|el|ibn|bin|y|e)\s+|(?:[dl]['\u2019]|al-|el-))*[\p{Lu}\p{Lt}\p{Lo}]/u;

/**
 * The last line of a quotation, where it says whose words those above it are: behind the end of a sentence, a dash and a name, and no other line
 * begins with a dash, as in dialogue. Gives the index of the line break before it among the children of the paragraph.
 */
export function attributionAt(
  children: readonly { type: string; content: string; nesting: number }[],
): number | undefined {
  const isBreak = ({ type }: { type: string }): boolean => type === "softbreak" || type === "hardbreak";
  const at = children.findLastIndex(isBreak);
  const after = children[at + 1];
  if (at === -1 || after?.type !== "text") return undefined;
  const isSpoken = children.some(
    ({ content }, n) => n < at && DASH.test(content) && (n === 0 || isBreak(children[n - 1] ?? { type: "" })),
  );
  const end = children.slice(0, at).findLast(({ nesting, type }) => nesting === 0 && type !== "footnote_ref");
  const name = behindDash(
    children
      .slice(at + 1)
      .map(({ content }) => content)
      .join(""),
  );
  if (isSpoken || name === undefined || !end) return undefined;
  return /[.!?\u2026]["'\u201d\u2019)\u00bb]*\s*$/.test(end.content) && NAME.test(name) ? at : undefined;
}
