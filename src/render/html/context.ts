import type { BlockNode, CodeNode, MemoTree, OutputNode, QuoteNode, RegisterRow } from "../../document/tree.js";

/** What every part of the page needs to know about the whole; made once a page. */
export interface PageContext {
  readonly tree: MemoTree;
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
  readonly outputs: ReadonlyMap<string, OutputNode>;
  /** Quoted values that were written so far, in the order of the page. */
  readonly quotes: QuoteNode[];
  readonly ids: PageIds;
  /** How many quoted values rest on an assumption. */
  readonly uses: Map<string, number>;
  /** How often each footnote was referred to so far; the n-th reference gets an id of its own. */
  readonly noteReferences: Map<number, number>;
  /** The name of an area without a caption, told apart from earlier ones by a number. */
  name(label: string): string;
}

/** A context for `tree`; `colors` as in `PageContext`. */
export function pageContext(tree: MemoTree, colors: ReadonlyMap<string, string>): PageContext {
  const ids = new PageIds();
  const codeBlocks = new Map<string, CodeNode>();
  const collect = (blocks: readonly BlockNode[]): void => {
    for (const node of blocks) {
      if (node.type === "heading" || node.type === "figure" || node.type === "formula") ids.take(node.id);
      else if (node.type === "code") codeBlocks.set(node.blockId, node);
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
  const rows = tree.appendix.flatMap((group) => group.rows);
  return {
    tree,
    colors,
    rows: new Map(rows.map((row) => [row.assumption.id, row])),
    order: new Map(rows.map((row, place) => [row.assumption.id, place])),
    outputs: new Map(tree.outputs.map((output) => [output.declaration.name, output])),
    quotes: [],
    uses: new Map(),
    references: new Set(tree.references.map((reference) => reference.key)),
    codeBlocks,
    ids,
    noteReferences: new Map(),
    name(label) {
      const count = (names.get(label) ?? 0) + 1;
      names.set(label, count);
      return count === 1 ? label : `${label} ${count}`;
    },
  };
}

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

/** a: assumption, block: code, ref: reference, fn and fnref: footnote and the places that refer to it, of: what stands behind a value. */
export type IdPrefix = "a" | "block" | "ref" | "fn" | "fnref" | "caption" | "of" | "memo" | "group";
