import { slugify } from "./numbering.js";
import type { BlockNode, InlineNode, MemoTree, QuoteNode } from "./tree.js";

type Changeable = { -readonly [Key in keyof QuoteNode]: QuoteNode[Key] };

/** Words of an expression that say how a value is printed, not which it is. */
const HELPERS: ReadonlySet<string> = new Set([
  "number",
  "percent",
  "times",
  "dollars",
  "unit",
  "range",
  "date",
  "text",
  "format",
]);

/**
 * Gives quoted values ids that last: "v-sec-supply-bandwidth-2029" by the heading, figure or part of the memo that they stand in and the
 * value's own name, however it is printed and whatever it comes to; a number follows only where one stands there more than once. What is
 * written elsewhere doesn't move them. Changes the tree.
 */
export function giveLastingIds(tree: MemoTree): void {
  const taken = new Set<string>(["title", "notes"]);
  const quotes: { quote: Changeable; around: string }[] = [];
  const inline = (nodes: readonly InlineNode[], around: string): void => {
    for (const node of nodes) {
      if (node.type === "quote-value") quotes.push({ quote: node as Changeable, around });
      else if ("children" in node) inline(node.children, around);
    }
  };
  let section = "title";
  const blocks = (nodes: readonly BlockNode[]): void => {
    for (const node of nodes) {
      if (node.type === "heading") {
        taken.add(node.id);
        section = node.id;
        inline(node.children, section);
      } else if (node.type === "figure") {
        taken.add(node.id);
        inline([...node.caption, ...node.source], node.id);
      } else if (node.type === "formula") taken.add(node.id);
      else if (node.type === "list") node.items.forEach(blocks);
      else if (node.type === "quote") blocks(node.children);
      else if (node.type === "definitions")
        for (const item of node.items) {
          inline(item.term, section);
          item.details.forEach(blocks);
        }
      else if (node.type === "markdownTable")
        for (const row of [node.head, ...node.rows]) for (const cell of row) inline(cell, section);
      else if (node.type === "paragraph") inline(node.children, section);
    }
  };
  for (const line of [tree.title, tree.subtitle, ...tree.authors, tree.notice]) if (line) inline(line, section);
  for (const { id, heading, children } of tree.chapters) {
    taken.add(id);
    blocks([heading, ...children]);
  }
  section = "notes";
  for (const { children } of tree.footnotes) blocks(children);
  const counts = new Map<string, number>();
  for (const { quote, around } of quotes) {
    const base = `v-${around}-${slugify(nameQuoted(quote.expression))}`;
    let count = (counts.get(base) ?? 0) + 1;
    const named = (n: number): string => (n === 1 ? base : `${base}-${n}`);
    while (taken.has(named(count))) count++;
    counts.set(base, count);
    taken.add(named(count));
    quote.id = named(count);
  }
}

/** "times bandwidth.2029 digits=1" is about bandwidth.2029. */
export function nameQuoted(expression: string): string {
  const words = expression
    .replace(/\s[\w-]+=(?:"[^"]*"|'[^']*'|\S+)/g, "")
    .trim()
    .split(/\s+/);
  return (words.length > 1 && HELPERS.has(words[0] ?? "") ? words.slice(1) : words).join(" ");
}
