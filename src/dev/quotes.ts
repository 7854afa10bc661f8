import { createHash } from "node:crypto";
import { type MemoTree, type QuoteNode, visitQuotes } from "../document/tree.js";

const digests = new Map<string, string>();

/**
 * Gives quoted values ids that other quotations don't move, so that a new one leaves the rest of the page as it is: by chapter and
 * expression, counted among the same. Changes the tree; its numbers and texts stay.
 */
export function steadyQuotes(tree: MemoTree): void {
  const counts = new Map<string, number>();
  visitQuotes(tree, (quote: { -readonly [Key in keyof QuoteNode]: QuoteNode[Key] }) => {
    const name = `${quote.place.file}\0${quote.expression}`;
    const digest = digests.get(name) ?? createHash("sha1").update(name).digest("hex").slice(0, 10);
    digests.set(name, digest);
    const count = (counts.get(digest) ?? 0) + 1;
    counts.set(digest, count);
    quote.id = `q-${digest}-${count}`;
  });
}
