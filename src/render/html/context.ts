import { formerQuoteIds, nameQuoted } from "../../document/addresses/quote-ids.js";
import { idOf } from "../../document/addresses/redirects.js";
import {
  type BlockNode,
  type CodeNode,
  displayedIn,
  type MemoTree,
  type OutputNode,
  partsOf,
  type QuoteNode,
  type RegisterRow,
  visitQuotes,
} from "../../document/tree.js";
import { escapeAttribute } from "./escape.js";
import type { SvgBefore } from "./svg.js";

/** What a process keeps that writes pages of one memo again and again, in the same colours. */
export interface WrittenBefore {
  svg: SvgBefore;
  /** By the code of a block and a name in it. */
  made: Map<string, Map<string | undefined, string | undefined>>;
}

/** What every part of the page needs to know about the whole; made once a page. */
export interface PageContext {
  readonly tree: MemoTree;
  /** What was written of pages before. */
  readonly before: WrittenBefore | undefined;
  /** Light palette's hex, lower case, to the CSS variable that replaces it in charts. */
  readonly colors: ReadonlyMap<string, string>;
  /** Rows of the printed register by assumption id. */
  readonly rows: ReadonlyMap<string, RegisterRow>;
  /** Keys of the reference list. */
  readonly references: ReadonlySet<string>;
  /** Blocks whose code is on the page. */
  readonly codeBlocks: ReadonlyMap<string, CodeNode>;
  /** Place of an assumption among the rows of the printed register, from 0. */
  readonly order: ReadonlyMap<string, number>;
  /** Such places of lists of assumptions, as they are written. */
  readonly ordinals: WeakMap<readonly string[], string>;
  readonly outputs: ReadonlyMap<string, OutputNode>;
  /** Quoted values that were written so far, in the order of the page. */
  readonly quotes: QuoteNode[];
  readonly ids: PageIds;
  /** How many quoted values rest on an assumption. */
  readonly uses: Map<string, number>;
  /** How often each footnote was referred to so far; the n-th reference gets an id of its own. */
  readonly noteReferences: Map<number, number>;
  /** Ids besides its own under which something is found: those it had before, and an output's where it is declared. */
  readonly former: ReadonlyMap<string, readonly string[]>;
  /** The name of an area without a caption, told apart from earlier ones by a number. */
  name(label: string): string;
}

/** A context for `tree`; `colors` as in `PageContext`. */
export function pageContext(tree: MemoTree, colors: ReadonlyMap<string, string>, before?: WrittenBefore): PageContext {
  const ids = new PageIds();
  const codeBlocks = new Map<string, CodeNode>();
  const collect = (blocks: readonly BlockNode[]): void => {
    for (const node of blocks) {
      if (node.type === "heading" || node.type === "figure" || node.type === "formula") ids.take(node.id);
      else if (node.type === "paragraph") {
        const id = displayedIn(node.children)?.display.id;
        if (id !== undefined) ids.take(id);
      } else if (node.type === "code") codeBlocks.set(node.blockId, node);
      else if (node.type === "layout") collect(partsOf(node));
      else if (node.type === "quote" || node.type === "changed") collect(node.children);
      else if (node.type === "list") for (const item of node.items) collect(item);
      else if (node.type === "definitions")
        for (const item of node.items) for (const detail of item.details) collect(detail);
    }
  };
  for (const chapter of tree.chapters) {
    ids.take(chapter.heading.id);
    if (chapter.id !== chapter.heading.id) ids.take(chapter.id);
    collect(chapter.children);
  }
  for (const note of tree.footnotes) collect(note.children);
  const names = new Map<string, number>();
  const former = formerIds(tree, ids, codeBlocks);
  const rows = tree.appendix.flatMap((group) => group.rows);
  return {
    tree,
    before,
    colors,
    rows: new Map(rows.map((row) => [row.assumption.id, row])),
    order: new Map(rows.map((row, place) => [row.assumption.id, place])),
    ordinals: new WeakMap(),
    outputs: new Map(tree.outputs.map((output) => [output.declaration.name, output])),
    quotes: [],
    uses: new Map(),
    references: new Set(tree.references.map((reference) => reference.key)),
    codeBlocks,
    ids,
    noteReferences: new Map(),
    former,
    name(label) {
      const count = (names.get(label) ?? 0) + 1;
      names.set(label, count);
      return count === 1 ? label : `${label} ${count}`;
    },
  };
}

/** Where each output is found: at the code that declares it, which stays where it is, else at the first value quoted of it. */
export function outputPlaces(tree: MemoTree, codeBlocks: ReadonlyMap<string, CodeNode>, ids: PageIds) {
  const first = new Map<string, string>();
  visitQuotes(tree, ({ id, expression }) => {
    const [name = ""] = nameQuoted(expression).split(/[.[]/);
    if (!first.has(name)) first.set(name, id);
  });
  return tree.outputs.flatMap(({ declaration: { name, blockId } }) => {
    const at = codeBlocks.has(blockId) ? ids.of("block", blockId) : first.get(name);
    return at === undefined ? [] : [{ name, at, id: ids.of("output", name) }];
  });
}

function formerIds(tree: MemoTree, ids: PageIds, codeBlocks: ReadonlyMap<string, CodeNode>): Map<string, string[]> {
  const { redirects = [] } = tree;
  const quoted = formerQuoteIds(tree, redirects);
  const places = outputPlaces(tree, codeBlocks, ids);
  const found = new Map<string, string[]>();
  const living = new Set<string>();
  visitQuotes(tree, ({ id }) => living.add(id));
  const add = (at: string | undefined, id: string): void => {
    // No id stands twice, whatever the sources say.
    if (at === undefined || living.has(id) || ids.has(id)) return;
    living.add(id);
    found.set(at, [...(found.get(at) ?? []), id]);
  };
  for (const { at, id } of places) {
    living.add(id);
    found.set(at, [...(found.get(at) ?? []), id]);
  }
  for (const [at, old] of quoted) for (const id of old) add(at, id);
  const output = new Map(places.map(({ name, at }) => [name, at]));
  for (const { kind, from, to } of redirects) {
    if (kind === "place") add(to, from);
    else if (kind === "value") add(output.get(to), idOf(kind, from));
    else if (kind === "assumption") add(ids.of("a", to), idOf(kind, from));
    else if (kind === "block" && codeBlocks.has(to)) add(ids.of("block", to), idOf(kind, from));
    else if (kind === "address") add(places.find(({ id }) => id === to)?.at ?? to, from);
  }
  return found;
}

/** Anchors of the other ids under which something is found; they stand in it, or right before it. */
export const anchors = (id: string, { former }: PageContext): string =>
  (former.get(id) ?? []).map((one) => `<span class="was" id="${escapeAttribute(one)}"></span>`).join("");

/** The page's ids: the tree's own stay as they are, the page's give way. */
class PageIds {
  private readonly taken = new Set<string>();
  private readonly made = new Map<string, string>();

  /** Claims an id of the tree. @throws Error when it is claimed already. */
  take(id: string): void {
    if (this.taken.has(id)) throw new Error(`two nodes of the memo have the id ${JSON.stringify(id)}`);
    this.taken.add(id);
  }

  /** Whether the tree has a node with this id. */
  has(id: string): boolean {
    return this.taken.has(id);
  }

  /** The id of something only the page has; the same for the same name, different from all others. */
  of(prefix: IdPrefix, key: string | number): string {
    const name = `${prefix}-${String(key).replace(/\s+/g, "-")}`;
    const known = this.made.get(name);
    if (known !== undefined) return known;
    let id = name;
    while (this.taken.has(id)) id += "_";
    this.taken.add(id);
    this.made.set(name, id);
    return id;
  }
}

/** a: assumption, output: where an output is first found, block: code, ref: reference, fn and fnref: footnote and the places that refer to it, of: what stands behind a value. */
export type IdPrefix = "a" | "output" | "block" | "ref" | "fn" | "fnref" | "caption" | "of" | "memo" | "group";
