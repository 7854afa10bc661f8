import type { Diagnostic, Place } from "../diagnostic.js";

/** What a cross-reference can point at. */
interface Target {
  /** "Figure 3", "Table 1", "Section 6.2", "Equation 4". */
  text: string;
}

/** Numbers of chapters, sections, figures, tables and equations, and every id of the page. */
export class Numbering {
  private readonly targets = new Map<string, Target>();
  private readonly taken = new Map<string, Place | undefined>();
  private readonly counts = { chart: 0, table: 0, formula: 0, chapter: 0 };
  private section: number[] = [];
  private chapterNumber: string | undefined;

  constructor(private readonly report: (d: Diagnostic) => void) {}

  chapter(numbered: boolean): string | undefined {
    this.section = [];
    this.chapterNumber = numbered ? String(++this.counts.chapter) : undefined;
    return this.chapterNumber;
  }

  /** Number of a heading of level 2 and deeper within its chapter; none in chapters without a number. */
  heading(level: number): string | undefined {
    const depth = level - 2;
    this.section = this.section.slice(0, depth + 1);
    while (this.section.length <= depth) this.section.push(0);
    this.section[depth] = (this.section[depth] ?? 0) + 1;
    return this.chapterNumber === undefined ? undefined : [this.chapterNumber, ...this.section].join(".");
  }

  figure(kind: "chart" | "table" | "formula"): number {
    return ++this.counts[kind];
  }

  /** Takes an explicit id; a second use is reported. */
  claim(id: string, text: string, place: Place | undefined): string {
    if (this.taken.has(id)) {
      const first = this.taken.get(id);
      this.report({
        rule: "prose/duplicate-id",
        severity: "error",
        message: `the id \`${id}\` is given twice`,
        notes: first ? [`first at ${first.file}:${first.start.line}:${first.start.column}`] : undefined,
        place,
      });
    }
    this.taken.set(id, place);
    this.targets.set(id, { text });
    return id;
  }

  /** An id made from words, with a number behind it where it is taken. */
  slug(words: string, text: string): string {
    const base = slugify(words) || "section";
    let id = base;
    for (let n = 2; this.taken.has(id); n++) id = `${base}-${n}`;
    this.taken.set(id, undefined);
    this.targets.set(id, { text });
    return id;
  }

  has(id: string): boolean {
    return this.taken.has(id);
  }

  /** The text of a cross-reference; undefined when nothing printed is called that. */
  textOf(target: string): string | undefined {
    return this.targets.get(target)?.text;
  }
}

export function slugify(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}
