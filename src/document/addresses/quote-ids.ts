import { slugify } from "../numbering.js";
import { type BlockNode, type InlineNode, type MemoTree, partsOf, type QuoteNode } from "../tree.js";
import type { Redirect } from "./redirects.js";

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
  const { quotes, taken } = placedQuotes(tree);
  const counts = new Map<string, number>();
  for (const { quote, around } of quotes)
    (quote as Changeable).id = numbered(baseOf(around, nameQuoted(quote.expression)), counts, taken);
}

/**
 * The ids that quoted values had under names that are gone, by the ids that they have: as if the old heading, figure or value were there in
 * the place of the new one.
 */
export function formerQuoteIds(tree: MemoTree, redirects: readonly Redirect[]): Map<string, string[]> {
  const places = gathered(redirects, ["place"]);
  const names = gathered(redirects, ["value", "assumption"]);
  if (places.size === 0 && names.size === 0) return new Map();
  const { quotes, taken } = placedQuotes(tree);
  for (const { quote } of quotes) taken.add(quote.id);
  const counts = new Map<string, number>();
  const former = new Map<string, string[]>();
  for (const { quote, around } of quotes) {
    const name = nameQuoted(quote.expression);
    const [olderPlaces, olderNames] = [places.get(around) ?? [], formerNames(name, names)];
    if (olderPlaces.length === 0 && olderNames.length === 0) continue;
    const bases = [around, ...olderPlaces].flatMap((where) => [name, ...olderNames].map((one) => baseOf(where, one)));
    for (const base of new Set(bases.slice(1))) {
      if (base === bases[0]) continue;
      const id = numbered(base, counts, taken);
      former.set(quote.id, [...(former.get(quote.id) ?? []), id]);
    }
  }
  return former;
}

/** Old names by their new ones. */
function gathered(redirects: readonly Redirect[], kinds: readonly Redirect["kind"][]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { kind, from, to } of redirects) if (kinds.includes(kind)) found.set(to, [...(found.get(to) ?? []), from]);
  return found;
}

/** What a quoted name was: of a value or assumption under its old names, with the keys behind it. */
function formerNames(name: string, names: ReadonlyMap<string, readonly string[]>): string[] {
  const [, lead = "", path = ""] = /^(given\.(?:(?:range|about)\.)?)?(.*)$/.exec(name) ?? [];
  const parts = path.split(".");
  return parts.flatMap((_, end) => {
    const rest = parts.slice(end + 1);
    return (names.get(parts.slice(0, end + 1).join(".")) ?? []).map((old) => lead + [old, ...rest].join("."));
  });
}

const baseOf = (around: string, name: string): string => `v-${around}-${slugify(name)}`;

function numbered(base: string, counts: Map<string, number>, taken: Set<string>): string {
  let count = (counts.get(base) ?? 0) + 1;
  const named = (n: number): string => (n === 1 ? base : `${base}-${n}`);
  while (taken.has(named(count))) count++;
  counts.set(base, count);
  taken.add(named(count));
  return named(count);
}

/** Quoted values with the heading, figure or part that each stands in, and the ids of all else. */
function placedQuotes(tree: MemoTree): { quotes: { quote: QuoteNode; around: string }[]; taken: Set<string> } {
  const taken = new Set<string>(["title", "notes"]);
  const quotes: { quote: QuoteNode; around: string }[] = [];
  const inline = (nodes: readonly InlineNode[], around: string): void => {
    for (const node of nodes) {
      if (node.type === "quote-value") quotes.push({ quote: node, around });
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
      else if (node.type === "layout") blocks(partsOf(node));
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
  return { quotes, taken };
}

const named = new Map<string, string>();
/** Enough for a page; while a memo is written there are ever more. */
const MOST_NAMED = 5000;

/** "times bandwidth.2029 digits=1" is about bandwidth.2029. */
export function nameQuoted(expression: string): string {
  // A page asks for the same ones with each change.
  const known = named.get(expression) ?? nameIn(expression);
  if (named.size >= MOST_NAMED) named.clear();
  named.set(expression, known);
  return known;
}

function nameIn(expression: string): string {
  const words = expression
    .replace(/\s[\w-]+=(?:"[^"]*"|'[^']*'|\S+)/g, "")
    .trim()
    .split(/\s+/);
  return (words.length > 1 && HELPERS.has(words[0] ?? "") ? words.slice(1) : words).join(" ");
}
