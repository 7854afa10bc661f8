/** Where the text is before a figure that may float, or before the headings right above one, or where the figure begins. */
export interface Mark {
  id: string;
  at: "above" | "before" | "begins";
  page: number;
}

/**
 * Decides which figures float. One that has room stands where it is written. One that has none begins the next page and would leave the rest of its own
 * blank; floating to that same place it lets the text go on. One right below a heading stays with it. No figure comes before one that was written before it.
 *
 * Whether a figure has room rests on what is written before it, on nothing after it, and not on whether it floats itself (`document.typ` gives it the same
 * space). So there is one answer, whatever a search begins with, and each layout settles at least one more figure.
 */
export class Floats {
  private readonly may: readonly string[];
  private floated: Set<string>;
  private best: { wrong: number; floated: Set<string> } | undefined;

  /** @param first those that float at first: all, unless something nearer to the answer is known */
  constructor(may: Iterable<string>, first?: readonly string[]) {
    this.may = [...may];
    this.floated = new Set(first ?? this.may);
  }

  /** Reads a layout. Returns how many figures stand where they should not: with these changed, another is to be made. @param marks in the order of the source */
  read(marks: readonly Mark[]): number {
    const pages = (of: Mark["at"]): Map<string, number> =>
      new Map(marks.flatMap(({ id, at, page }) => (at === of ? [[id, page]] : [])));
    const begins = pages("begins");
    const above = pages("above");
    const next = new Set<string>();
    let wrong = 0;
    let last = 0;
    for (const { id, at, page } of marks) {
      const begun = begins.get(id);
      if (at !== "before" || begun === undefined) continue;
      const heading = above.get(id);
      const stands = heading === undefined ? begun === page && last <= page : last <= heading;
      if (!stands) next.add(id);
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
}
