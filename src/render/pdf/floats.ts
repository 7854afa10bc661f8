import { FLOATED } from "./context.js";
import { array, literal } from "./strings.js";

/** Where the text is before a figure that may float, or where the figure begins. */
export interface Mark {
  id: string;
  at: "before" | "begins";
  page: number;
  /** Points from there to the foot of the text on its page. */
  room: number;
}

/** The part of a page that may stay blank at its foot before a figure which begins the next: what little moves then comes to rest. */
const MOST_BLANK = 0.15;
/** How often one figure may be found to have room after all. */
const MOST_RETURNS = 2;

/**
 * Decides which figures float. One that has room stands where it is written. One that has none begins the next page and would leave the rest of its own
 * blank; floating to that same place it lets the text go on. No figure comes before one that was written before it.
 *
 * At first all float, so that the typesetter itself says which have room: it sets them at the head of the page on which they are written. Standing in the
 * text they take as much of that page (`document.typ` has the space for it), so that little of what comes after them moves.
 */
export class Floats {
  private readonly may: readonly string[];
  private floated: Set<string>;
  private readonly returns = new Map<string, number>();
  private best: { wrong: number; floated: Set<string> } | undefined;

  /** @param height of a page, in points */
  constructor(
    may: Iterable<string>,
    private readonly height: number,
  ) {
    this.may = [...may];
    this.floated = new Set(this.may);
  }

  /** Reads a layout. Returns how many figures stand where they should not: with these changed, another is to be made. @param marks in the order of the source */
  read(marks: readonly Mark[]): number {
    const begins = new Map(marks.flatMap((mark) => (mark.at === "begins" ? [[mark.id, mark.page]] : [])));
    const next = new Set(this.floated);
    let wrong = 0;
    let last = 0;
    for (const { id, at, page, room } of marks) {
      const begun = begins.get(id);
      if (at !== "before" || begun === undefined) continue;
      if (!this.floated.has(id)) {
        if (begun < last || (begun > page && room > MOST_BLANK * this.height)) next.add(id);
      } else if (begun === page && (this.returns.get(id) ?? 0) < MOST_RETURNS) {
        next.delete(id);
        this.returns.set(id, (this.returns.get(id) ?? 0) + 1);
      }
      if (next.has(id) !== this.floated.has(id)) wrong++;
      last = Math.max(last, begun);
    }
    if (this.best === undefined || wrong < this.best.wrong) this.best = { wrong, floated: this.floated };
    this.floated = next;
    return wrong;
  }

  /** Goes back to the layout in which the fewest stood where they should not. */
  takeBest(): void {
    if (this.best) this.floated = this.best.floated;
  }

  /** Those that float, in the order in which they may. */
  get ids(): string[] {
    return this.may.filter((id) => this.floated.has(id));
  }

  /** Lets those float that were found to for the same source. */
  take(ids: readonly string[]): void {
    this.floated = new Set(ids);
  }

  /** The source with those that float named in it. */
  in(source: string): string {
    const floated = this.ids;
    return source.replace(`#let ${FLOATED} = ()`, `#let ${FLOATED} = ${array(floated.map(literal))}`);
  }
}
