import type { MemoTree } from "../../document/tree.js";
import { writePdf } from "../../render/pdf/index.js";
import { sourceName, sourceText } from "../sources/wording.js";
import type { Review, SourceChange } from "../types.js";
import { markList } from "./list.js";
import { markTree } from "./tree.js";

/**
 * The whole memo of the newer side as a PDF that shows what changed in its places, with a list of them, by page, at its head.
 * @throws MemoError where it can't be set
 */
export function markedPdf(old: MemoTree, now: MemoTree, review: Review): Promise<Uint8Array> {
  const { tree, marks } = markTree(old, now);
  const { said, between, count, sections, rest } = markList(marks, review);
  return writePdf(tree, undefined, {
    said: plain(said),
    between: plain(`${between} What went is struck through, what came is underlined. ${count}.`),
    sections,
    rest: { name: rest.name, entries: rest.changes.map(entry) },
  });
}

/** Names that a page would show as code. */
const plain = (text: string): string => text.replaceAll("`", "");

/** A longer text with what went and came in brackets, and code by its lines. */
function entry(change: SourceChange): string {
  const { tokens = [], lines = [] } = change;
  const words = tokens.map((token) => {
    if (token.type === "value") return `[−${token.old}−][+${token.new}+]`;
    if (token.type === "same") return token.text;
    return token.type === "deleted" ? `[−${token.text}−]` : `[+${token.text}+]`;
  });
  const code = lines.map(({ type, text }) => `${type === "deleted" ? "−" : "+"} ${text}`);
  return [plain(`${sourceName(change)}: ${sourceText(change)}`), words.join(""), ...code]
    .filter((part) => part !== "")
    .join(" ");
}
