import { randomBytes } from "node:crypto";
import { joinPage, type PageParts } from "../render/html/index.js";
import { pageChange } from "./changes.js";
import { CLIENT, CLIENT_STYLE, PAGE_NAME } from "./client.js";
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
}

const NOTHING_STALE: Stale = { ids: [], text: "" };

/** What the preview shows, and what pages must be told when that changes. */
export class Shown {
  private readonly run = randomBytes(6).toString("hex");
  private number = 0;
  private parts: PageParts | undefined;
  private problems: Problems | null = null;
  private stale: Stale = NOTHING_STALE;

  /** @param tell sends an event to all pages */
  constructor(private readonly tell: (event: PageEvent) => void) {}

  /** Whether there is a good page. */
  get hasPage(): boolean {
    return this.parts !== undefined;
  }

  /**
   * Shows a page that is right but for what is stale, and takes away the problems unless they are to be judged anew. Returns whether
   * it is another page than before.
   */
  show(parts: PageParts, stale: Stale = NOTHING_STALE, keepProblems = false): boolean {
    const from = this.name();
    const first = this.parts === undefined;
    const change = this.parts && pageChange(this.parts, parts);
    if (first || change) {
      this.parts = parts;
      this.number++;
    }
    if (first) this.tell({ event: "whole", data: {} });
    else if (change) this.tell({ event: "page", data: { from, to: this.name(), change } });
    this.mark(stale);
    if (!keepProblems) this.trouble(null);
    return first || change !== undefined;
  }

  /** Says what keeps the page from being shown anew; null for nothing. */
  trouble(problems: Problems | null): void {
    if (JSON.stringify(problems) === JSON.stringify(this.problems)) return;
    this.problems = problems;
    this.tell({ event: "problems", data: problems });
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
      { event: "problems", data: this.problems },
      { event: "stale", data: this.stale },
    ];
  }

  /** The whole page as it is now; one that waits where there is none yet. */
  page(): string {
    if (!this.parts) return waitingPage(this.name());
    const head = [`<meta name="${PAGE_NAME}" content="${this.name()}">`];
    return joinPage(this.parts, { script: CLIENT, style: CLIENT_STYLE, head, connects: true, isPlain: true });
  }

  private name(): string {
    return `${this.run}-${this.number}`;
  }
}
