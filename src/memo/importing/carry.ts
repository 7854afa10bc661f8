import { CALLOUTS } from "../../chapters/callouts.js";
import { least } from "../../lists.js";
import { attributesOf, othersOf } from "./attributes.js";
import { CODE, calloutNamed, directiveAt, type Held } from "./directives.js";
import { displayedAt } from "./equations.js";
import { fenceAt } from "./fences.js";
import { columnsOf, isSideBySide, sideBySide } from "./layouts.js";
import { indentedIn, underlined } from "./lines.js";
import { CHAPTER_ID, HEADING, namesIn, QUOTED } from "./names.js";
import type { ImportedLine } from "./notebook.js";
import { bare, type Carried, isAddress, type KnownNames, PICTURE, quoted, Writer } from "./writer.js";

export type { Carried, KnownNames } from "./writer.js";

/** Markdown of Quarto, R Markdown, Jupyter and others as chapters of a memo, with a list of what it leaves to its author. */
export function carry(lines: readonly ImportedLine[], known: KnownNames): Carried {
  return new Carrier(underlined(lines.map(labelled)), known).all();
}

/** The label of an equation as MyST writes it behind its dollars, `$$ (name)`, as a chapter has it. */
const labelled = ({ text, at }: ImportedLine): ImportedLine => ({
  text: text.replace(
    /^(\s*\$\$)\s*\(([\w:-]+)\)\s*$/,
    (_, mark: string, name: string) => `${mark} {#eq-${bare(name, "eq")}}`,
  ),
  at,
});

class Carrier extends Writer {
  private level = 1;
  /** A name of MyST, `(name)=`, for the heading behind it. */
  private target: { name: string; at: string } | undefined;
  /** Indices of lines that are code by indentation. */
  private readonly indented: ReadonlySet<number>;
  private readonly titles: boolean;
  private readonly shift: number;

  constructor(
    private readonly lines: readonly ImportedLine[],
    known: KnownNames,
  ) {
    super(known);
    this.indented = indentedIn(lines);
    const { ids, levels } = namesIn(lines, this.indented);
    for (const id of ids) this.ids.add(id);
    this.titles = levels.includes(1);
    this.shift = this.titles || levels.length === 0 ? 0 : Math.min(6, least(levels)) - 2;
  }

  all(): Carried {
    this.pass(this.lines, this.indented);
    this.forget();
    if (this.divisions.length > 0) this.tell(this.lines.at(-1)?.at ?? "", "a division `:::` that is never closed");
    return { chapters: this.chapters, pictures: this.pictures, left: this.left };
  }

  /** Carries lines over, those of a quotation by themselves. */
  private pass(lines: readonly ImportedLine[], indented: ReadonlySet<number>): void {
    for (let n = 0; n < lines.length; n++) {
      const { text, at } = lines[n] ?? { text: "", at: "" };
      if (indented.has(n)) {
        this.put(text);
        continue;
      }
      const held = directiveAt(lines, n);
      const fence = held?.fence ?? fenceAt(lines, n);
      const displayed = fence ? undefined : displayedAt(lines, n);
      if (QUOTED.test(text)) n = this.quotation(lines, n);
      else if (fence) {
        const code = lines.slice(n + 1, fence.end).map((line) => line.text);
        if (held) this.directive(held, at);
        else this.code(fence, code, at);
        n = fence.end;
      } else if (displayed) {
        for (const line of ["", ...displayed.lines, ""]) this.put(line);
        if (displayed.label !== undefined) this.ids.add(`eq-${displayed.label}`);
        n = displayed.end;
      } else if (/^\s*:{3,}/.test(text)) n = this.sideBySide(lines, n) ?? this.division(text, at, n);
      else if (/^\([\w:-]+\)=\s*$/.test(text)) {
        this.forget();
        this.target = { name: text.trim().slice(1, -2), at };
      } else if (/^\+\+\+/.test(text)) this.once(at, "breaks between cells, `+++`");
      else if (/^%\s/.test(text)) {
        this.once(at, "comments that begin with %: they are kept as comments");
        this.put(`<!-- ${text.replace(/^%+\s*/, "").replaceAll("--", "–")} -->`);
      } else if (HEADING.test(text)) this.heading(text, at);
      else if (PICTURE.test(text)) this.picture(text, at);
      else if (/^:\s+\S/.test(text) && this.isBelowTable()) {
        const { words, braces } = takeBraces(text.replace(/^:\s+/, ""));
        const about = attributesOf(braces);
        const others = othersOf(about, []);
        this.tell(
          at,
          `a table's caption, "${words}"${others === "" ? "" : `, with ${others}`}: a block \`ts {#${about.id ?? "tbl-…"} .table}\` has one`,
        );
        this.put(this.words(words, at));
      } else this.put(this.words(text, at));
    }
  }

  /** A quotation that begins on a line: what stands in it is carried over as what stands outside. The index of its last line. */
  private quotation(lines: readonly ImportedLine[], first: number): number {
    let end = first;
    while (QUOTED.test(lines[end + 1]?.text ?? "")) end++;
    const inner = underlined(
      lines.slice(first, end + 1).map(({ text, at }) => ({ text: text.replace(QUOTED, ""), at })),
    );
    this.quotations++;
    this.pass(inner, indentedIn(inner));
    this.quotations--;
    return end;
  }

  private isBelowTable(): boolean {
    const last = this.chapters.at(-1)?.lines.findLast((line) => line.trim() !== "") ?? "";
    return /^[\s>]*\|/.test(last);
  }

  /** Figures side by side; the index of the line that ends them, or nothing where they are none. */
  private sideBySide(lines: readonly ImportedLine[], first: number): number | undefined {
    const { text = "", at = "" } = lines[first] ?? {};
    const attributes = attributesOf(/\{(.*)\}/.exec(text)?.[1] ?? "");
    if (!isSideBySide(attributes)) return undefined;
    const found = sideBySide(
      lines,
      first,
      attributes,
      (line) => PICTURE.test(line) && !isAddress(PICTURE.exec(line)?.[2] ?? ""),
    );
    if (!found || this.quotations > 0 || this.divisions.length > 0) return undefined;
    const laid = columnsOf(attributes, found.pictures.length);
    if (!laid) return undefined;
    const { columns, lost } = laid;
    for (const what of lost) this.tell(at, `of figures side by side: ${what}`);
    const { words, last, end } = found;
    const said = attributes.options.get("fig-cap") ?? last.map((line) => line.text.trim()).join(" ");
    const id = attributes.id === undefined ? undefined : `fig-${bare(attributes.id, "fig")}`;
    if (words.length > 0) this.tell(words[0]?.at ?? at, "words among figures side by side: they stand before them");
    for (const line of words) for (const one of [this.words(line.text, line.at), ""]) this.put(one);
    if (id !== undefined && said === "")
      this.tell(at, `the caption of all figures side by side in \`${id}\`: write one`);
    if (id === undefined && said !== "")
      this.tell(at, "a caption of figures side by side without an id: it stands behind them");
    const caption = this.words(said || "To be written.", at);
    this.put("");
    this.put(
      `::: {${id === undefined ? "" : `#${this.free(id)} `}layout-ncol=${columns}${id === undefined ? "" : ` caption=${quoted(caption)}`}}`,
    );
    for (const line of found.pictures) this.picture(line.text, line.at);
    for (const one of [":::", "", ...(id === undefined && said !== "" ? [caption, ""] : [])]) this.put(one);
    return end;
  }

  private division(text: string, at: string, n: number): number {
    const [, attributes = ""] = /^\s*:{3,}\s*(.*?)\s*:*\s*$/.exec(text) ?? [];
    if (attributes === "") {
      const closed = this.divisions.pop();
      if (closed?.callout) this.chapters.at(-1)?.lines.push("");
      return n;
    }
    const [, name = "", argument = ""] = /^\{?([\w-]+)\}?(?:\s+(.*))?$/.exec(attributes) ?? [];
    const kind = CALLOUTS.find((one) => attributes.includes(`callout-${one}`)) ?? calloutNamed(name);
    this.divisions.push({ callout: kind !== undefined });
    if (kind) {
      const about = attributesOf(attributes);
      this.callout(kind, about.options.get("title") ?? argument, othersOf(about, ["title", `.callout-${kind}`]), at);
    } else this.tell(at, `a division \`${attributes}\`: its text is kept, without what it did`);
    return n;
  }

  /** A directive of MyST. */
  private directive({ directive, fence, lines, isText, isClosed }: Held, at: string): void {
    const { name, argument, options, head } = directive;
    const kind = calloutNamed(name);
    const body = lines.slice(head);
    const texts = body.map((line) => line.text);
    const others = (known: readonly string[]): string => othersOf({ classes: [], options }, known);
    const lost = (of: string, known: readonly string[] = []): void => {
      if (others(known) !== "") this.tell(at, `of ${of}: ${others(known)}`);
    };
    if (!isClosed && isText) this.tell(at, `a directive, ${name}, that is never closed`);
    if (kind) {
      const around = [...this.divisions];
      this.divisions.push({ callout: true });
      this.callout(kind, argument, others([]), at);
      this.pass(body, indentedIn(body));
      this.divisions.splice(0, this.divisions.length, ...around);
      this.chapters.at(-1)?.lines.push("");
    } else if (/^(?:figure|image)$/.test(name) && argument !== "") this.figure(directive, body, at);
    else if (name === "math") {
      lost("an equation", ["label", "name"]);
      this.equation([argument, ...texts], options.get("label") ?? options.get("name"), at);
    } else if (CODE.test(name)) {
      lost("code");
      this.code({ ...fence, info: name === "code-cell" ? `{${argument || "python"}}` : argument }, texts, at);
    } else {
      const what = `a directive, ${[name, argument].filter(Boolean).join(" ")}${options.size > 0 ? `, with ${others([])}` : ""}`;
      this.tell(at, `${what}: ${isText ? "its text is kept, without what it did" : "what it holds is kept as code"}`);
      if (isText) this.pass(body, indentedIn(body));
      else this.code({ ...fence, info: "" }, texts, at);
    }
  }

  /** A picture with its caption, its first paragraph; what follows stands behind it. */
  private figure({ argument, options }: Held["directive"], body: readonly ImportedLine[], at: string): void {
    const first = body.findIndex(({ text }) => text.trim() !== "");
    const ends = body.findIndex(({ text }, n) => n > first && text.trim() === "");
    const [caption, behind] = ends < 0 ? [body, []] : [body.slice(0, ends), body.slice(ends)];
    const id = options.get("name");
    const width = /^\d+(?:\.\d+)?%$/.test(options.get("width") ?? "") ? options.get("width") : undefined;
    const others = othersOf({ classes: [], options }, ["alt", "name", ...(width ? ["width"] : [])]);
    if (others !== "") this.tell(at, `of a picture: ${others}`);
    const words = caption.map(({ text }) => text.trim()).join(" ");
    this.show(
      { path: argument, alt: options.get("alt") ?? "", caption: words, id: id && `fig-${bare(id, "fig")}`, width },
      at,
    );
    const legend = behind.find(({ text }) => text.trim() !== "");
    if (legend) this.tell(legend.at, "words below a picture's caption: they stand behind it");
    this.pass(behind, indentedIn(behind));
  }

  private equation(tex: readonly string[], label: string | undefined, at: string): void {
    const ends = label ? `$$ {#eq-${bare(label, "eq")}}` : "$$";
    const lines = ["$$", ...tex.filter((one) => one.trim() !== ""), ends];
    const displayed = displayedAt(
      lines.map((text) => ({ text, at })),
      0,
    );
    for (const line of ["", ...(displayed?.lines ?? lines), ""]) this.put(line);
    if (displayed?.label !== undefined) this.ids.add(`eq-${displayed.label}`);
  }

  /** A name that no heading took. */
  private forget(): void {
    if (this.target) this.tell(this.target.at, `a name for what follows, \`(${this.target.name})=\``);
    this.target = undefined;
  }

  private heading(text: string, at: string): void {
    const [, signs = "#", rest = ""] = HEADING.exec(text) ?? [];
    const { words, braces } = takeBraces(rest);
    const title = this.words(words, at);
    if (this.quotations > 0 || this.divisions.some(({ callout }) => callout)) {
      for (const line of [`**${title}**`, ""]) this.put(line);
      return;
    }
    const about = attributesOf(braces);
    const others = othersOf(about, [".unnumbered"]);
    if (others !== "") this.tell(at, `of a heading: ${others}`);
    const unnumbered = about.classes.includes("unnumbered");
    if (this.titles && signs.length === 1) {
      const current = this.chapters.at(-1);
      const { target } = this;
      const slug = CHAPTER_ID.exec(about.id ?? (target ? `sec-${bare(target.name, "sec")}` : ""))?.[1];
      if (slug !== undefined) this.target = undefined;
      if (current && current.title === undefined && current.lines.every((line) => line.trim() === ""))
        Object.assign(current, { title, slug, unnumbered });
      else this.chapters.push({ title, slug, unnumbered, lines: [] });
      this.level = 1;
      return;
    }
    const wanted = Math.max(2, signs.length - this.shift);
    this.level = Math.min(wanted, this.level + 1, 6);
    if (this.level < wanted) this.tell(at, `a heading that skipped a level, now ${"#".repeat(this.level)}`);
    const { target } = this;
    this.target = undefined;
    const id = about.id ?? (target && bare(target.name, "sec"));
    const own = [
      ...(id ? [`#${id.startsWith("sec-") ? id : `sec-${id}`}`] : []),
      ...(unnumbered ? [".unnumbered"] : []),
    ];
    this.put(`${"#".repeat(this.level)} ${title}${own.length > 0 ? ` {${own.join(" ")}}` : ""}`);
  }
}

function takeBraces(text: string): { words: string; braces: string } {
  const found = /\s*\{([^{}]*)\}\s*$/.exec(text);
  return found && /[#.=-]/.test(found[1] ?? "")
    ? { words: text.slice(0, found.index), braces: found[1] ?? "" }
    : { words: text, braces: "" };
}
