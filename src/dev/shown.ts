import { randomBytes } from "node:crypto";
import type { LivePage } from "../document/tree.js";
import { sameData } from "../notebook/run/same.js";
import { escapeAttribute } from "../render/html/escape.js";
import { joinPage, type PageParts } from "../render/html/index.js";
import { pageChange } from "./changes.js";
import { CLIENT, CLIENT_STYLE, PAGE_NAME, STALE_NAME } from "./client.js";
import type { PageEvent } from "./server.js";
import { waitingPage } from "./waiting.js";

/** What is laid over the page: a title, a line below it, and each problem as text. */
export interface Problems {
  title: string;
  about: string;
  items: readonly string[];
  /** Of each problem the words in it that say where it is, and the address that opens an editor there; nothing for one without a place. */
  places?: readonly ({ said: string; address: string } | null)[];
}

/** What of the page is out of date, by ids of elements, and a word on it; empty for nothing. */
export interface Stale {
  ids: readonly string[];
  text: string;
  /** It is on its way, and another page with it. */
  more?: boolean;
  /** Nothing is at work on it any more. */
  isOver?: boolean;
}

/** What goes with a page that is shown. */
export interface ShowOptions {
  stale?: Stale;
  /** Leaves the problems where they are. */
  keepProblems?: boolean;
  /** Makes what the page carries to follow its reader. */
  live?: () => LivePage | undefined;
  /** Whether it carries that. */
  follows?: boolean;
  /** Whether nothing more is to come. */
  isWhole?: boolean;
}

const NOTHING_STALE: Stale = { ids: [], text: "" };

/** What the preview shows, and what pages must be told when that changes. */
export class Shown {
  private readonly run = randomBytes(6).toString("hex");
  private number = 0;
  private parts: PageParts | undefined;
  private problems: Problems | null = null;
  /** Why pages can't follow their reader, as far as that is known. */
  private unfollowed: string | undefined;
  /** What pages were told of both. */
  private told: Problems | null = null;
  private stale: Stale = NOTHING_STALE;
  private live: () => LivePage | undefined = () => undefined;
  /** What pages may hold of it that were not told that it is old. */
  private readonly held = new Set<LivePage>();
  private follows = false;
  /** Told when a page has painted what is shown; undefined once one has, or where there was nothing to paint. */
  private waiting: (() => void)[] | undefined;

  /**
   * @param tell sends an event to all pages
   * @param failed told why a page can't follow its reader
   */
  constructor(
    private readonly tell: (event: PageEvent) => void,
    private readonly failed: (error: unknown) => void = () => {},
  ) {}

  /** Whether there is a good page. */
  get hasPage(): boolean {
    return this.parts !== undefined;
  }

  /**
   * Shows a page that is right but for what is stale, and takes away the problems unless they are to be judged anew. Returns whether
   * it is another page than before.
   */
  show(
    parts: PageParts,
    {
      stale = NOTHING_STALE,
      keepProblems = false,
      live = () => undefined,
      follows = false,
      isWhole = false,
    }: ShowOptions = {},
  ): boolean {
    const from = this.name();
    const first = this.parts === undefined;
    const inText = this.parts && pageChange(this.parts, parts);
    this.live = live;
    // What the end says of the sources is no matter of the model.
    const isOther = Object.keys(inText ?? {}).some((part) => part !== "tail");
    const change = first || !this.isOtherModel(isOther, follows, isWhole) ? inText : { ...inText, live: follows };
    this.follows = follows;
    this.parts = parts;
    if (first || change) this.number++;
    if (first || change) this.waiting ??= [];
    if (first) this.tell({ event: "whole", data: {} });
    // What is stale comes with it: a page shows nothing as right, for no moment, that isn't.
    else if (change) this.tell({ event: "page", data: { from, to: this.name(), change, stale } });
    this.mark(stale);
    this.trouble(keepProblems ? this.problems : null);
    return first || change !== undefined;
  }

  /**
   * Whether pages are to hear that what follows their reader is another now. A page that is about to change on the way to another one is told
   * so without making it; one that stays as it is, only when it is known. Where there was none to be had, there may be one again.
   */
  private isOtherModel(changes: boolean, follows: boolean, isWhole: boolean): boolean {
    if (!follows) this.unfollowed = undefined;
    if (follows !== this.follows) return true;
    const isBack = this.unfollowed !== undefined && isWhole && this.model() !== undefined;
    if (!isBack && (this.held.size === 0 || !(changes || isWhole))) return false;
    const isOther = isBack || changes || [...this.held].some((one) => !sameData(one, this.model()));
    if (isOther) this.held.clear();
    return isOther;
  }

  /** Says what keeps the page from being shown anew; null for nothing. */
  trouble(problems: Problems | null): void {
    this.problems = problems;
    this.tellTroubles();
  }

  private tellTroubles(): void {
    const all = both(this.problems, this.unfollowed);
    if (JSON.stringify(all) === JSON.stringify(this.told)) return;
    this.told = all;
    this.tell({ event: "problems", data: all });
  }

  mark(stale: Stale): void {
    if (stale.ids.length === 0 && stale.text === this.stale.text && this.stale.ids.length === 0) return;
    this.stale = stale;
    this.tell({ event: "stale", data: stale });
  }

  /** What a page hears first. */
  greet(showing: string): PageEvent[] {
    return [
      ...(showing === this.name() ? [] : [{ event: "whole", data: {} }]),
      { event: "problems", data: this.told },
      { event: "stale", data: this.stale },
    ];
  }

  /** For a page that says that it has painted what it shows. */
  hear(showing: string): void {
    if (showing !== this.name()) return;
    const { waiting = [] } = this;
    this.waiting = undefined;
    for (const tell of waiting) tell();
  }

  /** Until a page has painted what was shown last, but no longer than so many milliseconds: one that nobody sees paints nothing. */
  painted(most: number, signal: AbortSignal): Promise<void> {
    const { waiting } = this;
    if (!waiting || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, most);
      const over = (): void => {
        clearTimeout(timer);
        resolve();
      };
      signal.addEventListener("abort", over, { once: true });
      waiting.push(over);
    });
  }

  /** The whole page as it is now; one that waits where there is none yet. */
  page(): string {
    if (!this.parts) return waitingPage(this.name());
    const live = this.model();
    if (live) this.held.add(live);
    const parts = live ? { ...this.parts, live } : this.parts;
    const { ids, isOver } = this.stale;
    const head = [
      `<meta name="${PAGE_NAME}" content="${this.name()}">`,
      ...(ids.length === 0
        ? []
        : [`<meta name="${STALE_NAME}" content="${escapeAttribute(JSON.stringify({ ids, isOver }))}">`]),
    ];
    return joinPage(parts, { script: CLIENT, style: CLIENT_STYLE, head, connects: true, isPlain: true });
  }

  /** What follows a reader; nothing where it can't be made, which is told once, beside other problems, and takes no page away. */
  private model(): LivePage | undefined {
    const before = this.unfollowed;
    try {
      const live = this.live();
      this.unfollowed = undefined;
      return live;
    } catch (error) {
      this.unfollowed = error instanceof Error ? error.message : String(error);
      if (this.unfollowed !== before) this.failed(error);
      return undefined;
    } finally {
      this.tellTroubles();
    }
  }

  private name(): string {
    return `${this.run}-${this.number}`;
  }
}

const UNFOLLOWED = "The page can't follow its reader";

/** Problems, and why a page can't follow its reader, as one: a page has room for one list. */
function both(problems: Problems | null, unfollowed: string | undefined): Problems | null {
  if (unfollowed === undefined) return problems;
  if (!problems) return { title: UNFOLLOWED, about: "All else on it is right.", items: [unfollowed] };
  const { items, places = items.map(() => null) } = problems;
  return { ...problems, items: [...items, `${UNFOLLOWED}: ${unfollowed}`], places: [...places, null] };
}
