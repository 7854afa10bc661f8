/** Where the text is before a figure that may float, or before the headings right above one, or where the figure begins. */
export interface Mark {
  id: string;
  at: "above" | "before" | "begins";
  page: number;
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

  constructor(may: Iterable<string>) {
    this.may = [...may];
    this.floated = new Set(this.may);
  }

  /** Reads a layout. Returns how many figures stand where they should not: with these changed, another is to be made. @param marks in the order of the source */
  read(marks: readonly Mark[]): number {
    const pages = (of: Mark["at"]): Map<string, number> =>
      new Map(marks.flatMap(({ id, at, page }) => (at === of ? [[id, page]] : [])));
    const begins = pages("begins");
    const above = pages("above");
    const next = new Set<string>();
    let overtaking = 0;
    let wrong = 0;
    let last = 0;
    for (const { id, at, page } of marks) {
      const begun = begins.get(id);
      if (at !== "before" || begun === undefined) continue;
      const heading = above.get(id);
      const stands = heading === undefined ? begun === page && last <= page : last <= heading;
      if (!stands || !this.mayReturn(id)) next.add(id);
      if (next.has(id) !== this.floated.has(id)) wrong++;
      if (begun < last) overtaking++;
      last = Math.max(last, begun);
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
