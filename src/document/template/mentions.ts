import type { Locator } from "../../chapters/locator.js";
import { type Diagnostic, didYouMean, type Place } from "../../diagnostic.js";
import { mark } from "./marks.js";

/** A `@fig-x`, `@sec-x` … of the prose. */
export interface CrossReference {
  target: string;
  written: string;
  place: Place;
}

/** One source of a citation, as it is written: `see -@key, p. 3`. */
export interface CitedSource {
  key: string;
  prefix?: string;
  /** With a minus sign: the text names the author itself, and the year alone is printed. */
  yearOnly?: boolean;
  locator?: string;
  place: Place;
}

/** A `[see @key, p. 3; @other]` or a bare `@key` of the prose. */
export interface Citation {
  items: readonly CitedSource[];
  written: string;
  place: Place;
}

/** Addresses and what a backslash stands before, which hold no mention; `[see @key …]` that is no link and no note; `@key`. */
const MENTION =
  /\]\((?:<[^>\n]*>|[^\s)]*)|<[^>\s]+@[^>\s]+>|\\\[(?:[^[\]\n@]*[\s;-])?@[^[\]\n]*\]|(?<!\^)\[((?:[^[\]@]*[\s;-])?@[^[\]]+)\](?![[(])|(?<![\p{L}\p{N}_@/.]|(?<!\\)(?:\\\\)*\\)@(\p{L}(?:[\p{L}\p{N}_:-]*[\p{L}\p{N}_])?)/gu;

/** Whether a line of Markdown, its code lent, cites a source or refers to something. */
export const hasMention = (text: string): boolean =>
  [...text.matchAll(MENTION)].some(([, several, bare]) => (several ?? bare) !== undefined);

/** A citation that is still open where a text ends. */
const OPEN_CITATION = /(?<![\\^])\[(?:[^[\]@]*[\s;-])?@[^[\]]*$/;

/** A minus sign that belongs to a mention behind it, and to no word. */
const MINUS = /(?<![\p{L}\p{N}\])}-])-$/u;

/** What a reference can lead to, by what its id begins with. */
export const REFERENCE_KINDS = ["fig", "tbl", "sec", "eq"];
const REFERENCE = new RegExp(`^(?:${REFERENCE_KINDS.join("|")})-`, "i");

/** Finds cross-references and citations in the texts of a template, and reports those that can't be followed. */
export class Mentions {
  readonly references: CrossReference[] = [];
  readonly citations: Citation[] = [];

  constructor(
    private readonly locate: Locator,
    /** Keys of the register's sources. */
    private readonly sources: ReadonlySet<string>,
    private readonly report: (d: Diagnostic) => void,
  ) {}

  /**
   * The stretches of a text that marks are to stand for, in order.
   *
   * @param start where in the template the text begins
   * @param afterValue whether it stands right behind a quoted value, as in `{{name}}@example.org`
   */
  *in(text: string, start: number, afterValue: boolean): Generator<{ from: number; to: number; mark: string }> {
    for (const match of text.matchAll(MENTION)) {
      const [whole, bracketed, bare] = match;
      const [from, to] = [match.index, match.index + whole.length];
      const minus = MINUS.test(text.slice(0, from));
      const kind = bracketed === undefined && REFERENCE.test(bare ?? "") ? "reference" : "citation";
      const index =
        bracketed !== undefined
          ? this.citation(bracketed, start + from)
          : bare !== undefined && !(from === 0 && afterValue)
            ? this.bare(bare, start + from, minus)
            : undefined;
      if (index === undefined) continue;
      // A citation has parentheses of its own; a minus sign asks for the year alone.
      const sign = kind === "citation" && minus && bare !== undefined ? 1 : 0;
      const enclosed = kind === "citation" && text[from - 1 - sign] === "(" && text[to] === ")" ? 1 : 0;
      yield { from: from - sign - enclosed, to: to + enclosed, mark: mark(kind, index) };
    }
  }

  /** Reports a citation that a value would stand in, in a text before one. */
  refuseOpen(text: string, start: number): void {
    const open = OPEN_CITATION.exec(text);
    if (open)
      this.report({
        rule: "prose/citation",
        severity: "error",
        message: "a value can't stand in a citation",
        expected: "[@key, p. 3], with the page written out",
        place: this.locate(start + open.index, open[0].length),
      });
  }

  /** The number of a reference or citation among its kind; undefined for what is to be printed as it is typed. */
  private bare(name: string, at: number, yearOnly: boolean): number | undefined {
    const written = `@${name}`;
    const place = this.locate(at, written.length);
    if (REFERENCE.test(name)) return this.references.push({ target: name, written, place }) - 1;
    if (this.sources.has(name))
      return this.citations.push({ items: [{ key: name, yearOnly, place }], written, place }) - 1;
    this.report({
      rule: "prose/unknown-source",
      severity: "error",
      message: `\`@${name}\` is no source, and no figure, table, section or equation`,
      expected: `a key of the sources file, an id such as @fig-name, or \`\\@${name}\` to print it`,
      hint: didYouMean(name, this.sources),
      place,
    });
    return undefined;
  }

  /** @param text between the brackets, of which the first stands at an offset of the template */
  private citation(text: string, bracket: number): number {
    const items: CitedSource[] = [];
    const offset = bracket + 1;
    let at = 0;
    for (const part of text.split(";")) {
      const match = /^(\s*)((?:[^@]*?\s)?)\s*(-?)@([^\s,;@]+)\s*(?:,\s*([^@]*?))?\s*$/.exec(part);
      if (!match) {
        const several = /@[^@]*,\s*-?@/.test(part);
        this.report({
          rule: "prose/citation",
          severity: "error",
          message:
            part.trim() === ""
              ? `nothing stands ${at === 0 ? "before" : "behind"} a semicolon of the citation`
              : `cannot read the citation \`${part.trim()}\``,
          expected: several
            ? "a semicolon between sources: [@key; @other]"
            : "[@key], or with more: [see @key, p. 3; also -@other, ch. 2]",
          place: this.locate(offset + at, part.length),
        });
      } else {
        const [, blank = "", prefix = "", minus = "", key = "", written] = match;
        // A range of pages has an en dash, however it is typed.
        const locator = written?.replace(/\\([!-/:-@[-`{-~])/g, "$1").replace(/(?<=\d)\s?--?\s?(?=\d)/g, "\u2013");
        const place = this.locate(offset + at + part.indexOf("@", blank.length + prefix.length), key.length + 1);
        if (!this.sources.has(key))
          this.report({
            rule: "prose/unknown-source",
            severity: "error",
            message: `unknown source \`${key}\``,
            expected: "a key of the sources file",
            hint: didYouMean(key, this.sources),
            place,
          });
        items.push({ key, prefix: prefix.trim() || undefined, yearOnly: minus !== "", locator, place });
      }
      at += part.length + 1;
    }
    const written = `[${text}]`;
    return this.citations.push({ items, written, place: this.locate(bracket, written.length) }) - 1;
  }
}
