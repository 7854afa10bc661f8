import type { MemoTree } from "../../document/tree.js";
import { basisFields } from "../text.js";
import { escapeAttribute } from "./escape.js";

/** Elements of a head that say what a page was made by and from, for `memo verify`. */
export function receiptHead(tree: MemoTree): string[] {
  if (tree.origin === undefined) return [];
  const { engine, inputs, commit } = tree.origin;
  const meta = (name: string, content: string): string => `<meta name="${name}" content="${escapeAttribute(content)}">`;
  return [
    meta("generator", `memo ${engine}`),
    meta("memo-inputs", inputs),
    meta("memo-basis", basisFields(tree)),
    ...(commit === undefined ? [] : [meta("memo-commit", commit)]),
  ];
}
