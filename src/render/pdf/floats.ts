import { FLOATED } from "./context.js";
import { literal } from "./strings.js";

/** Where a figure begins, in points from the top of its page, and where the text of pages begins. */
export interface Begun {
  id: string;
  page: number;
  y: number;
  top: number;
  /** Whether it may float. */
  may: boolean;
}

/** The page of the text that follows a figure in the source; of a figure in the text its own page. */
export interface Anchored {
  id: string;
  page: number;
}

/** Where a figure that floats ends, in points from the top of its page. */
export interface Finished {
  id: string;
  page: number;
  y: number;
}

/** Points below the top of a page at which a figure still stands first on it, and below what floats there: less than a line more than the space kept. */
const FIRST = { page: 8, float: 42 };

const MOST_RETURNS = 2;

/**
 * Decides which figures float. One that has no room on its page begins the next and leaves the rest of its own blank; floating to that same place it
 * lets the text go on. What has room stands where it is written, and no figure comes before one that was written before it.
 */
export class Floats {
  readonly floated = new Set<string>();
  /** How often one turned out to have room: after the second time it stays. */
  private readonly fitted = new Map<string, number>();

  /** Reads a layout. Returns whether another is to be made. @param anchored in the order of the source */
  read(anchored: readonly Anchored[], begun: readonly Begun[], finished: readonly Finished[]): boolean {
    const places = new Map(begun.map((one) => [one.id, one]));
    const free = new Map<number, number>();
    for (const { page, y } of finished) free.set(page, Math.max(free.get(page) ?? 0, y + FIRST.float));
    let changed = false;
    let before = 0;
    for (const { id, page } of anchored) {
      const place = places.get(id);
      if (place === undefined) continue;
      if (!place.may) {
        // It begins before what was written before it, and would be torn by it.
        if (place.page < before) changed = this.returnAll(places, place.page) || changed;
        continue;
      }
      const floats = this.floated.has(id);
      const overtakes = !floats && place.page < before;
      if (floats && place.page === page && before < page) {
        this.floated.delete(id);
        this.fitted.set(id, (this.fitted.get(id) ?? 0) + 1);
        changed = true;
      } else if (
        overtakes ||
        (!floats &&
          (this.fitted.get(id) ?? 0) < MOST_RETURNS &&
          place.y <= Math.max(place.top + FIRST.page, free.get(place.page) ?? 0))
      ) {
        this.floated.add(id);
        changed = true;
      }
      before = Math.max(before, place.page);
    }
    return changed;
  }

  /** Those that float behind a page stay where they are written from now on. */
  private returnAll(places: ReadonlyMap<string, Begun>, page: number): boolean {
    const late = [...this.floated].filter((id) => (places.get(id)?.page ?? 0) === page + 1);
    for (const id of late) {
      this.floated.delete(id);
      this.fitted.set(id, MOST_RETURNS);
    }
    return late.length > 0;
  }

  /** The source with those that float named in it. */
  in(source: string): string {
    const list = [...this.floated].map((id) => `${literal(id)},`).join(" ");
    return source.replace(`#let ${FLOATED} = ()`, `#let ${FLOATED} = (${list})`);
  }
}
