/** Where the text is before a figure that may float, or before the headings right above one, or where the figure begins. */
export interface Mark {
  id: string;
  at: "above" | "before" | "begins";
  page: number;
}

/** A figure of a layout that may float. */
interface Found {
  id: string;
  /** The page on which it begins, and the last on which one written before it does. */
  begun: number;
  last: number;
  /** Whether it has room where it is written. */
  hasRoom: boolean;
}

/** @param marks in the order of the source */
function figuresOf(marks: readonly Mark[]): Found[] {
  const pages = (of: Mark["at"]): Map<string, number> =>
    new Map(marks.flatMap(({ id, at, page }) => (at === of ? [[id, page]] : [])));
  const begins = pages("begins");
  const above = pages("above");
  let last = 0;
  return marks.flatMap(({ id, at, page }): Found[] => {
    const begun = begins.get(id);
    if (at !== "before" || begun === undefined) return [];
    const heading = above.get(id);
    const found = {
      id,
      begun,
      last,
      hasRoom: heading === undefined ? begun === page && last <= page : last <= heading,
    };
    last = Math.max(last, begun);
    return [found];
  });
}

/** How often one figure may be found to have room after all. */
const MOST_RETURNS = 2;

/**
 * Decides which figures float. One that has room stands where it is written. One that has none begins the next page and would leave the rest of its own
 * blank; floating to that same place it lets the text go on. One right below a heading stays with it. No figure comes before one that was written before it.
 *
 * At first all float, so that the typesetter itself says which have room: it sets them at the head of the page on which they are written. Standing in the
 * text they take as much of that page (`document.typ` has the space for it), so that little of what comes after them moves, and nothing in other chapters
 * where each begins a page.
 */
export class Floats {
  private readonly may: readonly string[];
  private floated: Set<string>;
  private readonly returns = new Map<string, number>();
  private found: { overtaking: number; wrong: number; ids: readonly string[] } | undefined;

  /** @param first those that float to begin with */
  constructor(may: Iterable<string>, first: Iterable<string> = may) {
    this.may = [...may];
    this.floated = new Set(first);
  }

  /** Reads a layout. Returns how many figures stand where they should not: with these changed, another is to be made. @param marks in the order of the source */
  read(marks: readonly Mark[]): number {
    const next = new Set<string>();
    let overtaking = 0;
    let wrong = 0;
    for (const { id, begun, last, hasRoom } of figuresOf(marks)) {
      if (!hasRoom || !this.mayReturn(id)) next.add(id);
      if (next.has(id) !== this.floated.has(id)) wrong++;
      if (begun < last) overtaking++;
    }
    const { found } = this;
    const isBetter =
      found === undefined || overtaking < found.overtaking || (overtaking === found.overtaking && wrong < found.wrong);
    if (isBetter) this.found = { overtaking, wrong, ids: this.ids };
    this.floated = next;
    return wrong;
  }

  /** Whether a figure that has room may stand: one that floats and has had room again and again has it only while it floats. */
  private mayReturn(id: string): boolean {
    if (!this.floated.has(id)) return true;
    const times = (this.returns.get(id) ?? 0) + 1;
    this.returns.set(id, times);
    return times <= MOST_RETURNS;
  }

  /** Those that float, in the order in which they may. */
  get ids(): string[] {
    return this.may.filter((id) => this.floated.has(id));
  }

  /** Those of the layout that was read in which the fewest figures came before earlier ones, and of those the fewest stood where they should not. */
  get best(): readonly string[] {
    return this.found?.ids ?? this.ids;
  }
}

/**
 * Decides which figures float in the first run of a layout, in which no page is known, so that nothing in it rests on what comes after it: the page of the
 * text before a figure, and the room there, rest on it and on the figures before it alone. One stands if it has room both when it floats and when it stands.
 * So there is one answer, whatever is tried first, and what floated in an older build may be: taken figure by figure, all before one are as they will be
 * at last from some layout on, and by then the layouts say of it whether it has room. It takes as much either way, so that both are tried only of those that
 * have notes, or no text above them on a page, where one that stands has no space above it. The text above a heading is where it is either way.
 */
export class FirstFloats {
  private readonly noted: ReadonlySet<string>;
  private floated: ReadonlySet<string>;
  /** Of those before which all are as they will be: which have room while they float, and which have none while they stand. */
  private readonly roomAfloat = new Set<string>();
  private readonly noRoomStanding = new Set<string>();

  /**
   * @param may in the order of the source
   * @param noted those that have notes or no text above them on a page, for which there may be room in one way and not in the other
   * @param guess those that may float; without one, all are tried
   */
  constructor(
    private readonly may: readonly string[],
    noted: Iterable<string> = [],
    guess?: readonly string[],
  ) {
    this.noted = new Set(noted);
    const known = new Set(may);
    this.floated = guess ? new Set(guess.filter((id) => known.has(id))) : known;
  }

  /** Reads a layout. Returns how many figures are not as they will be, or not surely; 0: none. @param marks of the first run, in the order of the source */
  read(marks: readonly Mark[]): number {
    const next = new Set<string>();
    let open = 0;
    for (const found of figuresOf(marks)) {
      const { id } = found;
      const isAfloat = this.floated.has(id);
      const floats = open > 0 ? !found.hasRoom : isAfloat ? this.ofAfloat(found) : this.ofStanding(found);
      if (floats) next.add(id);
      if (floats !== isAfloat) open++;
    }
    this.floated = next;
    return open;
  }

  /** Whether one is to float that did, all before it being as they will be. */
  private ofAfloat({ id, hasRoom }: Found): boolean {
    if (hasRoom) this.roomAfloat.add(id);
    return !hasRoom || this.noRoomStanding.has(id);
  }

  /** Whether one is to float that stood, all before it being as they will be. */
  private ofStanding({ id, hasRoom }: Found): boolean {
    if (!hasRoom) this.noRoomStanding.add(id);
    return !hasRoom || (this.noted.has(id) && !this.roomAfloat.has(id));
  }

  /** Begins anew. */
  all(): void {
    this.floated = new Set(this.may);
  }

  /** Those that float, in the order in which they may. */
  get ids(): string[] {
    return this.may.filter((id) => this.floated.has(id));
  }
}
