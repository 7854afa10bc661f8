import type { Place } from "../../diagnostic.js";
import { nameQuoted } from "../../document/addresses/quote-ids.js";
import {
  type BlockNode,
  displayedIn,
  type FootnoteNode,
  type InlineNode,
  type MemoTree,
  type QuoteNode,
  visitBlocks,
} from "../../document/tree.js";
import { type PageRoom, pageRoom } from "./page.js";
import { literal } from "./strings.js";

/** A text the PDF prints, with where it stands as exactly as the tree says. */
export interface PrintedText {
  text: string;
  /** The node's own place, where it has one. */
  place?: Place;
  /** "chapters/01-supply.md, section 1.1": for texts without a place. */
  where: string;
  /** The only families that may set it; all of the memo's when absent. Charts have no fallback. */
  families?: readonly string[];
}

/** Something that has a place of its own on a page, as messages name it. */
export interface Placed {
  /** "Table 3", "Equation 1", "a table". */
  name: string;
  where: string;
  place?: Place;
}

/**
 * Something that has no room on a page: what it needs and what there is, in points. `small` is a chart that would have to shrink until its
 * letters can't be read; these are then their sizes.
 */
export interface TooLarge {
  /** Of `PdfContext.placed`. */
  id: string;
  way: "wide" | "tall" | "small" | "long";
  needs: number;
  room: number;
}

/** The ids of figures that float, as the source names them; it says of none that it does. */
export const FLOATED = "floated";

/** Rows of one table: some hundred pages. */
const MOST_ROWS = 5000;

/** What the parts of the PDF's source share while they are written in document order. */
export class PdfContext {
  page: PageRoom;
  /** Everything printed, to be checked against the fonts. */
  readonly printed: PrintedText[] = [];
  /** Charts, tables and equations by the id that the typesetter tells of those without room. */
  readonly placed = new Map<string, Placed>();
  /** Known before anything is set. */
  readonly tooLarge: TooLarge[] = [];
  /** Files the source includes, by path: charts and pictures. */
  readonly files = new Map<string, string | Uint8Array>();
  /** Ids of the figures that may float, and of those among them that have notes. */
  readonly floating: string[] = [];
  readonly noted: string[] = [];
  /** Whether a figure may go on on the next page. */
  hasLong = false;
  /** Footnotes printed already; a second mention refers back to the first. */
  readonly notesWritten = new Set<number>();
  readonly notes: ReadonlyMap<number, FootnoteNode>;
  readonly referenceKeys: ReadonlySet<string>;
  /** Id of the section (level 1 or 2) in which each thing that can be referred to stands. */
  readonly sections: ReadonlyMap<string, string>;
  /** Labels of places that changed, by the ids of marks: a heading's are its own, since its words are repeated elsewhere. */
  readonly marks = new Map<string, string>();
  /** Label of the heading that is being written. */
  heading: string | undefined;
  /** Within a link, where no other may be. */
  inLink = false;
  private readonly published: string | undefined;
  /** Names of key outputs. */
  private readonly keys: ReadonlySet<string>;
  /** Section, phrase and place of what is being written. */
  section = "";
  where = "the title block";
  place: Place | undefined;
  /** What is said below the figure that is being written. */
  remark: readonly InlineNode[] | undefined;
  /** Within a list, a quotation or a note, where nothing has a page to itself. */
  nested = false;
  /** Within the summary on the title's page, where all stands as it is written. */
  fixed = false;

  constructor(
    tree: MemoTree,
    /** Writes blocks as Typst markup: notes hold blocks, and stand in lines. */
    readonly blocks: (nodes: readonly BlockNode[], context: PdfContext) => string,
  ) {
    this.page = pageRoom(tree.pdf);
    this.notes = new Map(tree.footnotes.map((note) => [note.number, note]));
    this.referenceKeys = new Set(tree.references.map((reference) => reference.key));
    this.sections = sectionsOf(tree);
    this.published = tree.published;
    this.keys = new Set(tree.outputs.flatMap(({ declaration: { name, key } }) => (key ? [name] : [])));
  }

  /** Where a key number stands on the published page; undefined for other values, and where nothing is published. */
  addressOf({ id, expression }: QuoteNode): string | undefined {
    if (this.published === undefined || this.inLink || this.heading !== undefined) return undefined;
    const [name = ""] = nameQuoted(expression).split(/[.[]/);
    return this.keys.has(name) ? `${this.published}#${encodeURIComponent(id)}` : undefined;
  }

  /** `text` as a Typst string, remembered for the check against the fonts. No font has a tab: it is a blank. */
  text(written: string): string {
    const text = written.replaceAll("\t", " ");
    this.printed.push({ text, where: this.where, ...(this.place ? { place: this.place } : {}) });
    return literal(text);
  }

  /** Rows take the typesetter minutes and gigabytes where there are tens of thousands of them, and a hundred pages that nobody reads. */
  checkRows(id: string, rows: number): void {
    if (rows > MOST_ROWS) this.tooLarge.push({ id, way: "long", needs: rows, room: MOST_ROWS });
  }

  /** Remembers what is being written under an id, its own or one made up; returns the id. */
  placing(name: string, id = `memo:placed-${this.placed.size}`): string {
    this.placed.set(id, { name, where: this.where, ...(this.place ? { place: this.place } : {}) });
    return id;
  }

  /** Notes where a change stands; whether it is to be labelled there. */
  mark(id: string): boolean {
    if (this.marks.has(id)) return false;
    this.marks.set(id, this.heading ?? id);
    return this.heading === undefined;
  }

  /** Whether a figure is one of those that float, as an argument; one that may go on on the next page never does. */
  floats(id: string, whole = true): string {
    if (this.nested || this.fixed) return "none";
    if (!whole) {
      this.hasLong = true;
      return literal("never");
    }
    this.floating.push(id);
    return `${FLOATED}.contains(${literal(id)})`;
  }

  /** Runs `write` for what stands within something else. */
  inside<T>(write: () => T): T {
    const before = this.nested;
    this.nested = true;
    const out = write();
    this.nested = before;
    return out;
  }

  /** Runs `write` for what stands in a column of its own, so many points wide. */
  inColumn<T>(width: number, write: () => T): T {
    const before = this.page;
    this.page = { ...before, full: width, text: width };
    const out = this.inside(write);
    this.page = before;
    return out;
  }

  /** Runs `write` with texts placed at `place`. */
  at(place: Place, write: () => string): string {
    const before = this.place;
    this.place = place;
    const out = write();
    this.place = before;
    return out;
  }

  /** Runs `write` with texts said to stand in `where`. */
  within(where: string, write: () => string): string {
    const before = { where: this.where, place: this.place, section: this.section };
    Object.assign(this, { where, place: undefined });
    const out = this.inside(write);
    Object.assign(this, before);
    return out;
  }
}

function sectionsOf(tree: MemoTree): Map<string, string> {
  const sections = new Map<string, string>();
  for (const chapter of tree.chapters) {
    let section = chapter.heading.id;
    sections.set(chapter.id, section);
    sections.set(section, section);
    visitBlocks(chapter.children, (block) => {
      if (block.type === "heading" && block.level <= 2) section = block.id;
      if (block.type === "heading" || block.type === "figure" || block.type === "formula")
        sections.set(block.id, section);
      const displayed = block.type === "paragraph" ? displayedIn(block.children)?.display.id : undefined;
      if (displayed !== undefined) sections.set(displayed, section);
    });
  }
  return sections;
}
