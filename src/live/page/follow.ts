import type { Diagnostic } from "../../diagnostic.js";
import { figuresOf, type MemoTree, type QuoteNode, visitQuotes } from "../../document/tree.js";
import { writeFold } from "../../render/html/code.js";
import type { LiveCode, LiveModel } from "../model.js";
import { templatesIn } from "../templates.js";
import { Charts } from "./charts/charts.js";
import { type Parts, partsOf, put } from "./charts/parts.js";
import { LiveDocument, UNKNOWN } from "./document.js";
import { elementOf, morph } from "./morph.js";
import { AS_PUBLISHED, note, OWN, sentence } from "./own.js";
import { FOLD, KEPT, type Pieces, writePieces } from "./pieces.js";
import { type Asked, type Refusal, World } from "./world.js";

/** A section of the page as it is shown: its pieces, each with its element. */
interface Shown {
  section: Element;
  pieces: string[];
  elements: Element[];
}

/** What a change came to. */
export interface Followed {
  refused: readonly Refusal[];
  remarks: readonly Refusal[];
  /** Blocks that came to nothing. */
  failed: ReadonlyMap<string, string>;
}

/** The page over its model: brings what is shown to what is asked for. */
export class Follower {
  readonly world: World;
  readonly document: LiveDocument;
  readonly charts: Charts;
  /** The memo as it was published. */
  readonly base: MemoTree;
  /** The memo as it is shown. */
  tree: MemoTree;
  diagnostics: readonly Diagnostic[] = [];
  private readonly baseQuotes = new Map<string, string>();
  /** What the cells of each table say, as it was published. */
  private readonly baseCells = new Map<string, readonly string[]>();
  /** Drawings and pictures that don't follow, by the ids of their figures. */
  private readonly still = new Map<string, Parts>();
  /** What is referred to and not printed. */
  private absent: ReadonlySet<string> = new Set();
  private readonly shown = new Map<string, Shown>();
  private title: string;
  private contents: string;

  constructor(
    readonly model: LiveModel,
    code: LiveCode,
  ) {
    const quoted = model.chapters.flatMap((chapter) =>
      templatesIn(chapter).flatMap(({ paths }) => paths.map(({ parts }) => parts[0] ?? "")),
    );
    this.world = new World(model, code, [...quoted, ...model.outputs.map(({ name }) => name)]);
    this.document = new LiveDocument(model, this.world);
    this.charts = new Charts(this.world, model.blocks);
    const { tree } = this.document.resolve();
    this.base = tree;
    this.tree = tree;
    visitQuotes(tree, ({ id, text }) => this.baseQuotes.set(id, text));
    const { title, contents, sections } = writePieces(tree);
    this.title = title;
    this.contents = contents;
    for (const { id, pieces } of sections) this.adopt(id, pieces);
    for (const { id, blockId, kind } of figuresOf(tree)) {
      const figure = document.getElementById(id);
      if (kind === "chart" && !this.charts.has(blockId) && figure) this.still.set(id, partsOf(figure));
    }
    for (const { id, cells } of tables()) this.baseCells.set(id, cells.map(textOf));
  }

  /** Takes what is asked for; where it is refused the page stays as it is. What follows is shown by `quick` and `show`. */
  ask(asked: Asked): Followed {
    this.charts.pause();
    const { refused, remarks } = this.world.ask(asked);
    if (refused.length > 0) this.charts.resume();
    return { refused, remarks, failed: this.world.failed };
  }

  /** Shows the values of sentences that stay as they are, those on the screen first, bit by bit. */
  quick(): Generator<undefined> {
    const seen = new Set([...document.querySelectorAll("main > section, header.title")].filter(isOnScreen));
    const isFirst = (id: string): boolean => {
      const around = document.getElementById(id)?.closest("main > section, header.title");
      return !!around && seen.has(around);
    };
    return this.document.quick(isFirst, (id, text) => {
      const element = document.getElementById(id);
      const first = element?.firstChild;
      if (!element || first?.nodeType !== Node.TEXT_NODE) return;
      first.nodeValue = text;
      this.markAs(element, id, text);
    });
  }

  /** Brings the whole page to what the world has come to. */
  show(): void {
    const { tree, diagnostics, absent } = this.document.resolve();
    this.tree = tree;
    this.diagnostics = diagnostics;
    this.absent = absent;
    const { title, contents, sections } = writePieces(tree);
    if (title !== this.title) replace("header.title", title, withOwn);
    if (contents !== this.contents) replace("nav.contents", contents);
    this.title = title;
    this.contents = contents;
    const wanted = new Set(sections.map(({ id }) => id));
    for (const [id, { section }] of this.shown)
      if (!wanted.has(id)) {
        section.remove();
        this.shown.delete(id);
      }
    let after: Element | null = null;
    for (const each of sections) {
      if (!this.shown.has(each.id)) this.addSection(each, after);
      this.showSection(each);
      after = this.shown.get(each.id)?.section ?? after;
    }
    for (const { id, alt } of figuresOf(tree)) {
      const [figure, parts] = [document.getElementById(id), this.still.get(id)];
      if (figure && parts) put(figure, parts, alt);
    }
    this.mark();
    this.charts.follow(tree, this.isPublished);
    // What the page's script found there holds no longer: headings, stops of the keyboard.
    document.dispatchEvent(new Event("memo-update"));
  }

  /** Finds the elements of a section as the page has it. */
  private adopt(id: string, pieces: readonly string[]): void {
    const section = document.getElementById(id)?.closest("main > section");
    if (!section) return;
    const elements =
      pieces.length === 1 && section.classList.contains("back-matter") ? [section] : [...section.children];
    this.shown.set(id, { section, pieces: [...pieces], elements: elements.slice(0, pieces.length) });
  }

  /** Notes and the like, which the published page may have none of. */
  private addSection({ id, pieces: [html = "", ...more] }: Pieces, after: Element | null): void {
    const main = document.querySelector("main");
    if (!main || more.length > 0) return;
    const section = elementOf(html);
    if (after) after.after(section);
    else main.prepend(section);
    this.shown.set(id, { section, pieces: [html], elements: [section] });
  }

  private showSection({ id, pieces }: Pieces): void {
    const shown = this.shown.get(id);
    if (!shown) return;
    const { section } = shown;
    let begin = 0;
    while (begin < pieces.length && pieces[begin] === shown.pieces[begin]) begin++;
    let end = 0;
    while (
      end < pieces.length - begin &&
      end < shown.pieces.length - begin &&
      pieces[pieces.length - 1 - end] === shown.pieces[shown.pieces.length - 1 - end]
    )
      end++;
    const last = shown.pieces.length - end;
    const before = shown.pieces.slice(begin, last);
    const there = shown.elements.slice(begin, last);
    const made: Element[] = [];
    const left = new Set(there.keys());
    const take = (at: number): Element | undefined => {
      left.delete(at);
      return there[at];
    };
    const wanted = pieces.slice(begin, pieces.length - end);
    const following = shown.elements[last];
    for (const [offset, piece] of wanted.entries()) {
      const same = [...left].find((at) => before[at] === piece);
      if (same !== undefined) {
        const element = take(same);
        if (element) made.push(element);
        continue;
      }
      const { length } = wanted;
      // In order, one for one, where nothing came or went; else the next of its kind.
      const like =
        length === before.length
          ? offset
          : [...left].find((at) => kindOf(before[at] ?? "") === kindOf(piece) && !wanted.includes(before[at] ?? ""));
      if (like !== undefined && left.has(like) && !piece.startsWith(KEPT) && !(before[like] ?? "").startsWith(KEPT)) {
        const element = take(like);
        if (element) made.push(morph(element, elementOf(piece)));
      } else made.push(elementFor(piece));
    }
    for (const at of left) there[at]?.remove();
    for (const element of made)
      if (section !== element) section.insertBefore(element, following?.parentElement === section ? following : null);
    shown.elements.splice(begin, last - begin, ...made);
    shown.pieces = [...pieces];
  }

  /** Marks values that changed, and what did not follow. */
  private mark(): void {
    for (const old of document.querySelectorAll(`[${OWN}]`))
      if (old.getAttribute(OWN) === "own") old.remove();
      else {
        old.removeAttribute(OWN);
        old.removeAttribute("title");
      }
    const { world } = this;
    if (this.isPublished) return;
    visitQuotes(this.tree, (quote) => this.markQuote(quote));
    for (const { id, cells } of tables()) this.markCells(cells, this.baseCells.get(id) ?? []);
    for (const id of world.stale) {
      const figure = document.getElementById(id);
      if (figure?.matches("figure")) note(figure, AS_PUBLISHED);
    }
    for (const id of this.absent)
      for (const link of document.querySelectorAll<HTMLElement>(`main a[href="#${CSS.escape(id)}"]`)) {
        link.setAttribute(OWN, "failed");
        link.title = "What this leads to is not printed under these assumptions";
      }
    for (const id of this.world.failed.keys()) {
      const figure = document.getElementById(id);
      if (figure?.matches("figure") && !this.charts.has(id))
        note(figure, sentence(`As published: ${this.world.failed.get(id)}`));
    }
  }

  /** Cells are told from the published ones by their places; a table with other rows than those has none to compare with. */
  private markCells(cells: readonly HTMLElement[], before: readonly string[]): void {
    if (cells.length !== before.length) return;
    for (const [at, cell] of cells.entries()) {
      if (textOf(cell) === before[at]) continue;
      cell.setAttribute(OWN, "changed");
      cell.title = `Published: ${before[at]}`;
    }
  }

  private markQuote(quote: QuoteNode): void {
    const element = document.getElementById(quote.id);
    if (!element) return;
    if (quote.blockId !== undefined && this.world.stale.has(quote.blockId)) {
      element.setAttribute(OWN, "published");
      element.title = "As published: it does not follow the changed assumptions";
    } else if (quote.text === UNKNOWN && this.baseQuotes.get(quote.id) !== UNKNOWN) {
      element.setAttribute(OWN, "failed");
      element.title = quote.full;
    } else this.markAs(element, quote.id, quote.text);
  }

  private markAs(element: HTMLElement, id: string, text: string): void {
    const before = this.baseQuotes.get(id);
    if (before === text) {
      element.removeAttribute(OWN);
      element.removeAttribute("title");
      return;
    }
    element.setAttribute(OWN, "changed");
    element.title = before === undefined ? "Not in the published text" : `Published: ${before}`;
  }

  /** Whether the memo is shown as it was published. */
  get isPublished(): boolean {
    const { register } = this.world;
    return register.sets.length === this.base.register.sets.length && register.scenario === this.base.register.scenario;
  }
}

function isOnScreen(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

/** The cells of the page's tables, without the names of their rows. */
const tables = (): { id: string; cells: HTMLElement[] }[] =>
  [...document.querySelectorAll("main figure.table")].map((figure) => ({
    id: figure.id,
    cells: [...figure.querySelectorAll("td")],
  }));

const textOf = (element: HTMLElement): string => element.textContent ?? "";

/** What a piece can be made of: an element of the same name, but a figure only of itself. */
const kindOf = (piece: string): string =>
  piece.startsWith(KEPT) ? piece : (/^<(?:figure [^>]*|\w+)/.exec(piece)?.[0] ?? "");

/** A new element for a piece; code is not part of the model, so that its blocks move to where they are folded now. */
function elementFor(piece: string): Element {
  if (piece.startsWith(FOLD)) return foldOf(piece.slice(FOLD.length).split(" "));
  return piece.startsWith(KEPT) ? missing() : elementOf(piece);
}

function foldOf(ids: readonly string[]): Element {
  const fold = elementOf(writeFold(ids.length, ""));
  const blocks = ids.flatMap((id) => document.getElementById(id) ?? []);
  fold.lastChild?.remove();
  for (const block of blocks) fold.append("\n", block);
  fold.append("\n");
  return fold;
}

function missing(): Element {
  const element = document.createElement("p");
  element.textContent = "What stands here under these assumptions is not part of this page.";
  element.setAttribute(OWN, "missing");
  return element;
}

function replace(selector: string, html: string, also: (old: Element, fresh: Element) => void = () => {}): void {
  const old = document.querySelector(selector);
  if (!old) return;
  const fresh = elementOf(html);
  also(old, fresh);
  morph(old, fresh);
}

/** The title's picture, and when the memo was read: no part of the model, they stay. */
function withOwn(old: Element, fresh: Element): void {
  const picture = old.querySelector(":scope > .shown");
  if (picture) fresh.querySelector("h1")?.before(picture.cloneNode(true), "\n");
  const read = old.querySelector(":scope > p.read");
  if (read) fresh.querySelector("p.date")?.after("\n", read.cloneNode(true));
}
