import type { TexNode } from "./tree.js";

/**
 * A formula in one line of plain text, as it is read aloud, searched and shown where no formula can stand: "E = mc^2", "a/(b + c)".
 *
 * @param value the text of a quoted value, by its number
 */
export function texWords(node: TexNode, value: (index: number) => string): string {
  const words = (inner: TexNode): string => texWords(inner, value);
  const grouped = (inner: TexNode): string => {
    const text = words(inner);
    return /^[\p{L}\p{N}.′]+$/u.test(text) || inBrackets(text) || text.length < 2 ? text : `(${text})`;
  };
  switch (node.type) {
    case "row":
      return joined(node.children.map((child) => [child, words(child)]));
    case "letter":
    case "number":
    case "words":
      return node.text;
    case "sign":
      return node.text;
    case "function":
      return node.name;
    case "value":
      return value(node.index);
    case "space":
      return node.width > 0 ? " " : "";
    case "fraction":
      return node.line
        ? `${grouped(node.over)}/${grouped(node.under)}`
        : `${words(node.over)} over ${words(node.under)}`;
    case "root":
      return `${node.degree ? `${words(node.degree)}-th root of ` : "√"}${grouped(node.of)}`;
    case "scripts": {
      const { base, sub, sup, primes } = node;
      return `${words(base)}${"′".repeat(primes)}${sub ? `_${grouped(sub)}` : ""}${sup ? `^${grouped(sup)}` : ""}`;
    }
    case "fenced":
      return `${node.open}${words(node.of)}${node.close}`;
    case "accent":
      return `${grouped(node.of)}${node.mark === "¯" ? "\u0304" : node.mark}`;
    case "bar":
      return grouped(node.of);
    case "brace":
      return `${words(node.of)}${node.note ? ` (${words(node.note)})` : ""}`;
    case "stack":
      return `${words(node.of)}${node.under ? `_${grouped(node.under)}` : ""}${node.over ? `^${grouped(node.over)}` : ""}`;
    case "table": {
      const between = node.kind === "matrix" || node.kind === "cases" ? ", " : " ";
      const text = node.rows.map((cells) => cells.map(words).join(between).trim()).join("; ");
      return node.kind === "matrix" || node.kind === "cases" ? `${node.open || "("}${text}${node.close || ")"}` : text;
    }
  }
}

/** Whether one pair of parentheses holds all of it, which "(a) + (b)" is not. */
function inBrackets(text: string): boolean {
  let open = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "(") open++;
    else if (text[at] === ")") open--;
    if (open === 0) return at > 0 && at === text.length - 1;
  }
  return false;
}

/** Signs between things have blanks beside them, names one behind them. */
function joined(pieces: readonly (readonly [TexNode, string])[]): string {
  let text = "";
  for (const [i, [node, words]] of pieces.entries()) {
    const isBetween = node.type === "sign" && /^(?:binary|relation)$/.test(node.class);
    const before = pieces[i - 1]?.[0];
    const leads =
      before === undefined || (before.type === "sign" && before.class !== "closing" && before.class !== "ordinary");
    if (isBetween && !(node.class === "binary" && leads)) text = `${text.trimEnd()} ${words} `;
    else if (node.type === "sign" && node.class === "punctuation") text = `${text.trimEnd()}${words} `;
    else if (isName(node)) text = `${text}${/[\p{L}\p{N})\]]$/u.test(text) ? " " : ""}${words}`;
    else text += before && isName(before) && /^[\p{L}\p{N}]/u.test(words) ? ` ${words}` : words;
  }
  return text.replace(/ {2,}/g, " ").trim();
}

const isName = (node: TexNode): boolean =>
  node.type === "function" ||
  (node.type === "sign" && node.class === "large") ||
  (node.type === "scripts" && isName(node.base));
