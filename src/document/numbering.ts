import type { Diagnostic, Place } from "../diagnostic.js";

/** What a cross-reference can point at. */
interface Target {
  /** "Figure 3", "Table 1", "Section 6.2", "Equation 4". */
  text: string;
}

/** Numbers of chapters, sections, figures, tables and equations, and every id of the page. */
export class Numbering {
  private readonly targets = new Map<string, Target>();
  protected readonly taken = new Map<string, Place | undefined>();
  protected readonly counts = { chart: 0, table: 0, formula: 0, chapter: 0, appendix: 0 };
  private section: number[] = [];
  private chapterNumber: string | undefined;

  /** Depth of the section without a number around, whose own sections have none either. */
  private unnumbered: number | undefined;

  /** @param given ids that the author gives somewhere in the memo: none that is made is one of them */
  constructor(
    protected readonly given: ReadonlySet<string>,
    private readonly report: (d: Diagnostic) => void,
  ) {}

  /** Number of a chapter, letter of an appendix. */
  chapter(numbered: boolean, appendix = false): string | undefined {
    this.section = [];
    this.unnumbered = undefined;
    this.chapterNumber = appendix
      ? letters(++this.counts.appendix)
      : numbered
        ? String(++this.counts.chapter)
        : undefined;
    return this.chapterNumber;
  }

  /** Number of a heading of level 2 and deeper within its chapter; none in chapters and sections without a number. */
  heading(level: number, numbered: boolean): string | undefined {
    const depth = level - 2;
    if (this.unnumbered !== undefined && depth > this.unnumbered) return undefined;
    this.unnumbered = numbered ? undefined : depth;
    if (!numbered) return undefined;
    this.section = this.section.slice(0, depth + 1);
    while (this.section.length <= depth) this.section.push(0);
    this.section[depth] = (this.section[depth] ?? 0) + 1;
    return this.chapterNumber === undefined ? undefined : [this.chapterNumber, ...this.section].join(".");
  }

  figure(kind: "chart" | "table" | "formula"): number {
    return ++this.counts[kind];
  }

  /** The next number of an id that was made of words more than once. */
  private readonly alike = new Map<string, number>();

  /** Takes an explicit id; a second use is reported. */
  claim(id: string, text: string, place: Place | undefined): string {
    if (this.taken.has(id)) {
      const first = this.taken.get(id);
      this.report({
        rule: "prose/duplicate-id",
        severity: "error",
        message: `the id \`${id}\` is given twice`,
        expected: "an id that nothing else in the memo has",
        notes: first && [firstAt(first, id)],
        place,
      });
    }
    this.taken.set(id, place);
    this.targets.set(id, { text });
    return id;
  }

  /**
   * An id made from a heading's words, behind the name of its chapter. Where another heading of the chapter has the same words it gets a
   * number, which is reported: it would change with what is written before it.
   */
  slug(chapter: string, words: string, text: string, place: Place | undefined): string {
    const base = `${chapter}-${slugify(words)}`;
    let id = base;
    // Numbers that were given out once are never free again.
    for (let n = this.alike.get(base) ?? 2; this.taken.has(id) || this.given.has(id); n++) {
      id = `${base}-${n}`;
      this.alike.set(base, n + 1);
    }
    if (id !== base) {
      const first = this.taken.get(base);
      this.report({
        rule: "prose/alike-headings",
        severity: "warning",
        message: `the id \`${base}\`, made from this heading's words, is taken; \`${id}\` would move with what is written before`,
        expected: "words of its own, or an id behind them: `{#sec-…}`",
        notes: first && [firstAt(first, id)],
        place,
      });
    }
    this.taken.set(id, place);
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

/** A, B, … Z, AA: from 1. */
export function letters(count: number): string {
  const before = Math.floor((count - 1) / 26);
  return `${before > 0 ? letters(before) : ""}${String.fromCharCode(65 + ((count - 1) % 26))}`;
}

/**
 * Words as part of an address: letters and digits of any script, without the accents of Latin ones. Signs alone are said by their codes, so that
 * the id hangs on nothing else; no words at all are a section.
 */
export function slugify(text: string): string {
  const slug = text
    .normalize("NFKD")
    .replace(/(?<=\p{Script=Latin}\p{M}*)\p{M}/gu, "")
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  if (slug !== "") return slug;
  const signs = [...text].filter((sign) => sign.trim() !== "");
  return signs.map((sign) => `u${sign.codePointAt(0)?.toString(16)}`).join("-") || "section";
}

/** Where an id stands first; a chapter's stands nowhere: it is that of its file. */
function firstAt({ file, start }: Place, id: string): string {
  const ofFile = id === `sec-${/\/\d+-(.+)\.md$/.exec(file)?.[1]}`;
  return `first at ${file}:${start.line}:${start.column}${ofFile ? ", which the chapter has of its file’s name" : ""}`;
}
