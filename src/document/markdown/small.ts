import type { MarkdownIt } from "markdown-it";
import { blanked } from "../../text/spans.js";

/** Index and exponent in running text, `CO~2~` and `m^2^`, behind a letter, a digit or a bracket; and the elements that GitHub knows for the same. */
const SMALL: readonly { type: string; sign: string; before: RegExp; pattern: RegExp }[] = [
  {
    type: "subscript",
    sign: "~",
    before: /[\p{L}\p{N})\]\uE01F]$/u,
    pattern: /~(?!~)((?:[^\s~\\]){1,24})~(?!~)/y,
  },
  {
    type: "superscript",
    sign: "^",
    before: /[\p{L}\p{N})\]\uE01F]$/u,
    pattern: /\^(?!\[)([+\u2212-]?[\p{L}\p{N}.,+\u2212\uE010-\uE01F-]{1,24})\^(?!\p{N})/uy,
  },
];
const ELEMENT = /<(sub|sup|kbd)>([^<>\n]{1,80})<\/\1>/iy;
const TYPES: Readonly<Record<string, string>> = { sub: "subscript", sup: "superscript", kbd: "key" };

/** Makes a reader know index, exponent and keys of a keyboard (`<kbd>Ctrl</kbd>`): tokens of these types with their text as content. */
export function readSmall(markdown: MarkdownIt): void {
  markdown.inline.ruler.before("strikethrough", "small", (state, silent) => {
    const sign = state.src[state.pos];
    const kind = SMALL.find((one) => one.sign === sign);
    if (!kind?.before.test(state.src.slice(Math.max(0, state.pos - 2), state.pos))) return false;
    kind.pattern.lastIndex = state.pos;
    const found = kind.pattern.exec(state.src);
    if (!found || state.pos + found[0].length > state.posMax) return false;
    if (!silent) state.push(kind.type, "", 0).content = found[1] ?? "";
    state.pos += found[0].length;
    return true;
  });
  markdown.inline.ruler.before("autolink", "elements", (state, silent) => {
    ELEMENT.lastIndex = state.pos;
    const found = ELEMENT.exec(state.src);
    if (!found || state.pos + found[0].length > state.posMax) return false;
    if (!silent) state.push(TYPES[found[1]?.toLowerCase() ?? ""] ?? "", "", 0).content = found[2] ?? "";
    state.pos += found[0].length;
    return true;
  });
}

/** A text without what `readSmall` reads, each offset kept: the signs are blank. */
export const withoutSmall = (text: string): string =>
  text
    .replace(new RegExp(ELEMENT.source, "gi"), blanked)
    .replace(/(?<=[\p{L}\p{N})\]])~(?!~)[^\s~\\]{1,24}~(?!~)/gu, blanked)
    .replace(/(?<=[\p{L}\p{N})\]])\^(?!\[)[+\u2212-]?[\p{L}\p{N}.,+\u2212-]{1,24}\^(?!\p{N})/gu, blanked);
