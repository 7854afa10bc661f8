import { CALLOUTS } from "../../chapters/callouts.js";
import { DRAWN } from "../../chapters/drawn.js";
import { least } from "../../lists.js";
import { displayedAt } from "./equations.js";
import { type Fenced, fenceAt, markAround } from "./fences.js";
import { indentedIn, underlined } from "./lines.js";
import type { ImportedLine } from "./notebook.js";

/** What a text comes to as Markdown of a memo. */
export interface Carried {
  /** One for each heading of level 1, or one. */
  chapters: { title?: string; slug?: string; lines: string[] }[];
  /** Names of the pictures, by their paths in the text. */
  pictures: Map<string, string>;
  /** What was not carried over, or is to be looked at. */
  left: { at: string; what: string }[];
}

/** What the text may refer to and cite. */
export interface KnownNames {
  sources: ReadonlySet<string>;
  /** A name in the memo's `pictures/` that no other picture has, by the picture's path in the text; asked for once for each. */
  pictureName(path: string): string;
}

const HEADING = /^(#{1,6})\s+(.*?)(?:\s+#+)?\s*$/;
const PICTURE = /^\s*!\[([^\]]*)\]\(\s*<?([^)\s>"]+)>?(?:\s+"([^"]*)")?\s*\)\s*(\{[^}]*\})?\s*$/;
const TAG = /<\/?([a-z][a-z0-9-]*)(?:\s[^<>]*)?\/?>/gi;
const KEPT_TAGS = new Set(["br", "kbd", "sub", "sup"]);
const RUN = /^\{\s*\.?([A-Za-z]\w*)(?:[\s,]+([^}]*))?\}$/;

/** Markdown of Quarto, R Markdown, Jupyter and others as chapters of a memo, with a list of what it leaves to its author. */
export function carry(lines: readonly ImportedLine[], known: KnownNames): Carried {
  return new Carrier(underlined(lines), known).all();
}

/** An id that a chapter has by the name of its file. */
const CHAPTER_ID = /^sec-([a-z0-9][a-z0-9-]*)$/;
const QUOTED = /^ {0,3}> ?/;

class Carrier {
  private readonly chapters: Carried["chapters"] = [{ lines: [] }];
  private readonly pictures = new Map<string, string>();
  private readonly left: { at: string; what: string }[] = [];
  /** Quotations around. */
  private quotations = 0;
  /** Divisions around: of a callout its lines are quoted. */
  private readonly divisions: { callout: boolean }[] = [];
  private readonly told = new Set<string>();
  private readonly ids = new Set<string>();
  private level = 1;
  private figures = 0;
  /** Indices of lines that are code by indentation. */
  private readonly indented: ReadonlySet<number>;
  private readonly titles: boolean;
  private readonly shift: number;

  constructor(
    private readonly lines: readonly ImportedLine[],
    private readonly known: KnownNames,
  ) {
    this.indented = indentedIn(lines);
    const levels = this.headings();
    this.titles = levels.includes(1);
    this.shift = this.titles || levels.length === 0 ? 0 : Math.min(6, least(levels)) - 2;
  }

  /** Levels of the headings outside code; and what can be referred to. */
  private headings(): number[] {
    const levels: number[] = [];
    let end = -1;
    for (const [n, { text }] of this.lines.entries()) {
      if (n > end && !this.indented.has(n)) end = fenceAt(this.lines, n)?.end ?? end;
      if (n <= end || this.indented.has(n)) continue;
      // A chapter's file is named after its heading's id, where that can name one.
      for (const [, id = ""] of text.matchAll(/\{[^}]*#((?:sec|eq|fig)-[\w-]+)[^}]*\}/g))
        if (!/^# /.test(text) || CHAPTER_ID.test(id)) this.ids.add(id);
      for (const [, id = ""] of text.matchAll(/\\label\{(?:eq:)?([\w:-]+)\}/g))
        this.ids.add(`eq-${id.replaceAll(":", "-")}`);
      const found = HEADING.exec(text);
      if (found) levels.push(found[1]?.length ?? 1);
    }
    return levels;
  }

  private tell(at: string, what: string): void {
    this.left.push({ at, what });
  }

  private once(at: string, what: string): void {
    if (!this.told.has(what)) this.tell(at, what);
    this.told.add(what);
  }

  private put(text: string): void {
    const depth = this.quotations + (this.divisions.some(({ callout }) => callout) ? 1 : 0);
    this.chapters.at(-1)?.lines.push(depth > 0 ? `${"> ".repeat(depth)}${text}`.trimEnd() : text);
  }

  all(): Carried {
    this.pass(this.lines, this.indented);
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
      const fence = fenceAt(lines, n);
      const displayed = fence ? undefined : displayedAt(lines, n);
      if (QUOTED.test(text)) n = this.quotation(lines, n);
      else if (fence) {
        this.code(
          fence,
          lines.slice(n + 1, fence.end).map((line) => line.text),
          at,
        );
        n = fence.end;
      } else if (displayed) {
        for (const line of ["", ...displayed.lines, ""]) this.put(line);
        if (displayed.label !== undefined) this.ids.add(`eq-${displayed.label}`);
        n = displayed.end;
      } else if (/^\s*:{3,}/.test(text)) this.division(text, at);
      else if (HEADING.test(text)) this.heading(text, at);
      else if (PICTURE.test(text)) this.picture(text, at);
      else if (/^:\s+\S/.test(text) && this.isBelowTable()) {
        const { words } = takeBraces(text.replace(/^:\s+/, ""));
        this.tell(at, `a table's caption, "${words}": a block \`ts {#tbl-… .table}\` has one`);
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

  private code({ indent, info }: Fenced, code: readonly string[], at: string): void {
    const run = RUN.exec(info);
    const language = run?.[1] ?? /^[\w+-]+/.exec(info)?.[0] ?? "";
    const runs = run !== null && !info.startsWith("{.");
    const isOption = (line: string): boolean => runs && /^\s*(?:#|\/\/|%%|--)\|/.test(line);
    const options = code.filter(isOption).join("\n");
    const caption = /(?:fig[-.]cap|caption)\s*[:=]\s*["']?([^"'\n]+)/
      .exec(`${run?.[2] ?? ""}\n${options}`)?.[1]
      ?.trim();
    const hidden = /(?:include|echo)\s*[:=]\s*(?:FALSE|false)/.test(`${run?.[2] ?? ""}\n${options}`);
    if (runs) {
      const what = caption
        ? `a figure, "${caption}": a block \`ts {#fig-… .chart}\` in its place`
        : `a block \`${language === "sql" ? "sql" : "ts"} {#…}\` in its place`;
      const why = language === "sql" ? "a memo asks of data files of assumptions alone" : "a memo doesn't run";
      this.tell(at, `code in ${language}, which ${why}: ${what}`);
      this.put(`${indent}<!-- ${caption ? `figure: ${caption.replaceAll("--", "–")}` : `computed in ${language}`} -->`);
      this.put("");
      if (hidden) return;
    }
    const isDrawn = DRAWN.includes(language.toLowerCase());
    if (isDrawn && !runs) this.tell(at, `a drawing in ${language}: a picture in its place, or a block \`graph\``);
    const mark = markAround(code);
    this.put(
      indent +
        mark +
        (language === "ts" || language === "formula" || language === "picture" || language === "sweep" || isDrawn
          ? "text"
          : language),
    );
    for (const line of code) if (!isOption(line)) this.put(line);
    this.put(indent + mark);
  }

  private division(text: string, at: string): void {
    const [, attributes = ""] = /^\s*:{3,}\s*(.*?)\s*:*\s*$/.exec(text) ?? [];
    if (attributes === "") {
      const closed = this.divisions.pop();
      if (closed?.callout) this.chapters.at(-1)?.lines.push("");
      return;
    }
    const kind = CALLOUTS.find((one) => attributes.includes(`callout-${one}`));
    this.divisions.push({ callout: kind !== undefined });
    if (kind) {
      this.chapters.at(-1)?.lines.push("", `> [!${kind.toUpperCase()}]`);
      const title = /title\s*=\s*"([^"]+)"/.exec(attributes)?.[1];
      if (title) for (const line of [`**${title}**`, ""]) this.put(line);
    } else this.tell(at, `a division \`${attributes}\`: its text is kept, without what it did`);
  }

  private heading(text: string, at: string): void {
    const [, signs = "#", rest = ""] = HEADING.exec(text) ?? [];
    const { words, braces } = takeBraces(rest);
    const title = this.words(words, at);
    if (this.quotations > 0 || this.divisions.some(({ callout }) => callout)) {
      for (const line of [`**${title}**`, ""]) this.put(line);
      return;
    }
    if (this.titles && signs.length === 1) {
      const current = this.chapters.at(-1);
      const slug = CHAPTER_ID.exec(/#([\w-]+)/.exec(braces)?.[1] ?? "")?.[1];
      if (current && current.title === undefined && current.lines.every((line) => line.trim() === ""))
        Object.assign(current, { title, slug });
      else this.chapters.push({ title, ...(slug === undefined ? {} : { slug }), lines: [] });
      this.level = 1;
      return;
    }
    const wanted = Math.max(2, signs.length - this.shift);
    this.level = Math.min(wanted, this.level + 1, 6);
    if (this.level < wanted) this.tell(at, `a heading that skipped a level, now ${"#".repeat(this.level)}`);
    const id = /#([\w-]+)/.exec(braces)?.[1];
    const own = [
      ...(id ? [`#${id.startsWith("sec-") ? id : `sec-${id}`}`] : []),
      ...(/\.unnumbered|(?:^|\s)-(?:\s|$)/.test(braces) ? [".unnumbered"] : []),
    ];
    this.put(`${"#".repeat(this.level)} ${title}${own.length > 0 ? ` {${own.join(" ")}}` : ""}`);
  }

  private picture(text: string, at: string): void {
    const [, alt = "", path = "", title = "", braces = ""] = PICTURE.exec(text) ?? [];
    if (/^[a-z]+:/i.test(path) || path.startsWith("//")) {
      this.tell(at, `a picture at an address, ${path}: fetch it into pictures/`);
      this.put(`[${alt.trim() || path}](${path})`);
      return;
    }
    const file = this.pictures.get(path) ?? this.known.pictureName(path);
    this.pictures.set(path, file);
    const id =
      /#(fig-[\w-]+)/.exec(braces)?.[1] ??
      `fig-${
        file
          .replace(/\.[^.]*$/, "")
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, "-")
          .replace(/^-+|-+$/g, "") || ++this.figures
      }`;
    const said = /fig-alt\s*=\s*"([^"]+)"/.exec(braces)?.[1] ?? alt;
    const caption = title || alt;
    if (said.trim() === "" || caption.trim() === "")
      this.tell(at, `the picture ${file}: say what it shows, and give it a caption`);
    const width = /width\s*=\s*"?(\d+(?:\.\d+)?%)/.exec(braces)?.[1];
    const plain = (words: string): string => words.replace(/[[\]"\\]/g, "").trim();
    this.put("");
    this.put(
      `![${plain(said) || "To be said: what it shows"}](pictures/${file.replaceAll(" ", "%20")} "${plain(caption) || "To be written."}"){#${id}${width ? ` width=${width}` : ""}}`,
    );
    this.put("");
  }

  /** A line of running text; what stands in code stays as it is. */
  private words(text: string, at: string): string {
    const pieces = text.split(/(`+[^`]+`+|\$\$?[^$]+\$\$?)/);
    return pieces.map((piece, n) => (n % 2 === 1 ? this.span(piece, at) : this.plain(piece, at))).join("");
  }

  private span(piece: string, at: string): string {
    if (piece.startsWith("$")) return piece.replaceAll("{{", "{ {").replaceAll("}}", "} }");
    const code = /^`(?:r|\{(?:r|python|julia|ojs)\})\s+(.+)`$/.exec(piece)?.[1];
    if (code === undefined) return piece;
    this.tell(at, `an inline value, \`${code}\`: quote one that a block computes, {{number … digits=1}}`);
    return `\`${code}\``;
  }

  private plain(piece: string, at: string): string {
    return piece
      .replace(/\{\{<\s*(\w+)([^>]*)>\}\}/g, (_, name: string, rest: string) => {
        if (name === "pagebreak") return "\\newpage";
        this.tell(at, `a shortcode, ${name}${rest.trimEnd()}`);
        return "";
      })
      .replace(/(?<!\\)\{\{/g, "\\{{")
      .replace(
        /\\@ref\((\w+):([\w-]+)\)/g,
        (_, kind: string, name: string) => `@${kind === "tab" ? "tbl" : kind}-${name}`,
      )
      .replace(/!\[([^\]]*)\]\(([^)\s]+)[^)]*\)(?:\{[^}]*\})?/g, (_, alt: string, path: string) => {
        this.tell(at, `a picture within a line, ${path}: put it on a line by itself`);
        return alt === "" ? "" : `*${alt}*`;
      })
      .replace(TAG, (whole, name: string) => {
        if (KEPT_TAGS.has(name.toLowerCase())) return whole;
        this.once(at, `HTML, \`<${name.toLowerCase()}>\`: its text is kept`);
        return "";
      })
      .replace(/(?<![\w@/.\\])@([A-Za-z][\w:-]*\w|[A-Za-z])/g, (whole, key: string) => {
        if (/^(?:fig|tbl|sec|eq)-/.test(key) ? this.ids.has(key) : this.known.sources.has(key)) return whole;
        this.once(
          at,
          /^(?:fig|tbl|sec|eq)-/.test(key)
            ? `a reference to \`${key}\`, which is not there yet`
            : `a citation of \`${key}\`: write it into assumptions/sources.yaml`,
        );
        return `\\@${key}`;
      })
      .replace(/\[([^[\]]+)\]\{[.#][^{}]*\}|(?<=\S)[ \t]*\{[.#][^{}]*\}/g, (whole, words?: string) => {
        if (/\{#eq-/.test(whole)) return whole;
        this.once(at, "attributes in braces");
        return words ?? "";
      });
  }
}

function takeBraces(text: string): { words: string; braces: string } {
  const found = /\s*\{([^{}]*)\}\s*$/.exec(text);
  return found && /[#.=-]/.test(found[1] ?? "")
    ? { words: text.slice(0, found.index), braces: found[1] ?? "" }
    : { words: text, braces: "" };
}
