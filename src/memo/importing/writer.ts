import { DIAGRAMS, DRAWN } from "../../chapters/drawn.js";
import { slugOf } from "../../text/slug.js";
import { attributesOf, othersOf } from "./attributes.js";
import { RUN } from "./directives.js";
import { type Fenced, markAround } from "./fences.js";
import { Words } from "./words.js";

/** What a text comes to as Markdown of a memo. */
export interface Carried {
  /** One for each heading of level 1, or one. */
  chapters: { title?: string; slug?: string; unnumbered?: boolean; lines: string[] }[];
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

/** A picture and nothing else: what stands in its brackets, its path, its title and its attributes. */
export const PICTURE =
  /^\s*!\[((?:\\.|`[^`]*`|\[(?:\\.|[^[\]\\])*\]|[^[\]\\])*)\]\(\s*<?([^)\s>"]+)>?(?:\s+"((?:\\.|[^"\\])*)")?\s*\)\s*(\{(?:"(?:\\.|[^"\\])*"|[^}"])*\})?\s*$/;

/** What a text of Graphviz's lacks to be drawn. */
const DRAWN_WITH = "with an id, a caption and an alternative text the memo draws it";

/** Writes the lines of a draft, and tells what is left to its author. */
export class Writer {
  protected readonly chapters: Carried["chapters"] = [{ lines: [] }];
  protected readonly pictures = new Map<string, string>();
  protected readonly left: { at: string; what: string }[] = [];
  /** What can be referred to. */
  protected readonly ids = new Set<string>();
  /** Quotations around. */
  protected quotations = 0;
  /** Divisions around: of a callout its lines are quoted. */
  protected readonly divisions: { callout: boolean }[] = [];
  private readonly told = new Set<string>();
  private readonly running: Words;
  /** Ids that figures have. */
  private readonly figures = new Set<string>();

  constructor(private readonly known: KnownNames) {
    this.running = new Words(known.sources, this.ids, {
      tell: (at, what) => this.tell(at, what),
      once: (at, what) => this.once(at, what),
    });
  }

  protected tell(at: string, what: string): void {
    this.left.push({ at, what });
  }

  protected once(at: string, what: string): void {
    if (!this.told.has(what)) this.tell(at, what);
    this.told.add(what);
  }

  protected words(text: string, at: string): string {
    return this.running.of(text, at);
  }

  protected put(text: string): void {
    const depth = this.quotations + (this.divisions.some(({ callout }) => callout) ? 1 : 0);
    this.chapters.at(-1)?.lines.push(depth > 0 ? `${"> ".repeat(depth)}${text}`.trimEnd() : text);
  }

  /** An id that no other figure has. */
  protected free(wanted: string): string {
    let id = wanted;
    for (let n = 2; this.figures.has(id); n++) id = `${wanted}-${n}`;
    this.figures.add(id);
    return id;
  }

  protected callout(kind: string, title: string, others: string, at: string): void {
    if (others !== "") this.tell(at, `of a callout: ${others}`);
    this.chapters.at(-1)?.lines.push("", `> [!${kind.toUpperCase()}]`);
    if (title !== "") for (const line of [`**${this.words(title, at)}**`, ""]) this.put(line);
  }

  protected code({ indent, info }: Fenced, code: readonly string[], at: string): void {
    const run = RUN.exec(info);
    const language = run?.[1] ?? /^[\w+-]+/.exec(info)?.[0] ?? "";
    const runs = run !== null && !info.startsWith("{.");
    const isOption = (line: string): boolean => runs && /^\s*(?:#|\/\/|%%|--)\|/.test(line);
    const options = code.filter(isOption).join("\n");
    const all = `${run?.[2] ?? ""}\n${options}`;
    const option = (name: RegExp): string | undefined =>
      new RegExp(`(?:^|[^\\w-])${name.source}\\s*[:=]\\s*(?:"([^"\\n]*)"|'([^'\\n]*)'|([^"'\\n,]+))`)
        .exec(all)
        ?.slice(1)
        .find((one) => one !== undefined)
        ?.trim();
    const [caption, ofTable] = [option(/(?:fig[-.]cap|caption)/), option(/tbl[-.]cap/)];
    // R Markdown names a chunk without a key, and what it draws by that name.
    const name = /^([A-Za-z][\w.-]*)\s*(?:,|$)/.exec(run?.[2] ?? "")?.[1];
    const label =
      option(/label/) ?? (name === undefined ? undefined : `${ofTable ? "tbl" : "fig"}-${name.replaceAll(".", "-")}`);
    const others = [...all.matchAll(/(?:\|\s*|(?:^|,)\s*)([\w.-]+)\s*[:=]/gm)]
      .flatMap(([, key = ""]) => (/^(?:label|(?:fig|tbl)[-.]cap|caption|echo|include)$/.test(key) ? [] : [key]))
      .join(", ");
    const hidden = /(?:include|echo)\s*[:=]\s*(?:FALSE|false)/.test(`${run?.[2] ?? ""}\n${options}`);
    if (runs && DIAGRAMS.includes(language)) {
      const source = code.filter((line) => !isOption(line));
      this.diagram({ indent, caption, label, alt: option(/fig[-.]alt/) }, source, at);
      return;
    }
    if (runs) {
      const id = (kind: string): string => (label?.startsWith(`${kind}-`) ? label : `${kind}-…`);
      const what = caption
        ? `a figure, "${caption}": a block \`ts {#${id("fig")} .chart}\` in its place`
        : ofTable
          ? `a table, "${ofTable}": a block \`ts {#${id("tbl")} .table}\` in its place`
          : `a block \`${language === "sql" ? "sql" : "ts"} {#…}\` in its place`;
      const why = language === "sql" ? "a memo asks of data files of assumptions alone" : "a memo doesn't run";
      this.tell(at, `code in ${language}, which ${why}: ${what}${others === "" ? "" : `; its options: ${others}`}`);
      this.put(`${indent}<!-- ${caption ? `figure: ${caption.replaceAll("--", "–")}` : `computed in ${language}`} -->`);
      this.put("");
      if (hidden) return;
    }
    const raw = /^\{=(\w+)\}$/.exec(info)?.[1];
    if (raw) this.tell(at, `raw ${raw}, which a memo doesn't take: it is shown as it is written`);
    const isDiagram = DIAGRAMS.includes(language.toLowerCase());
    const isDrawn = isDiagram || DRAWN.includes(language.toLowerCase());
    if (isDiagram) this.tell(at, `a diagram in ${language}, as text: ${DRAWN_WITH}`);
    else if (isDrawn && !runs)
      this.tell(at, `a drawing in ${language}: a diagram in \`dot\` in its place, or a picture`);
    const mark = markAround(code);
    this.put(
      indent +
        mark +
        (language === "ts" || language === "formula" || language === "picture" || language === "sweep" || isDrawn
          ? "text"
          : (raw ?? language)),
    );
    for (const line of code) if (!isOption(line)) this.put(line);
    this.put(indent + mark);
  }

  /** A diagram in Graphviz's language, which a memo draws; without a caption it stays a text. */
  private diagram(
    { indent, caption, label, alt }: { indent: string; caption?: string; label?: string; alt?: string },
    source: readonly string[],
    at: string,
  ): void {
    const mark = markAround(source);
    if (caption === undefined) {
      this.tell(at, `a diagram without a caption, as text: ${DRAWN_WITH}`);
      for (const line of [`${indent}${mark}text`, ...source, indent + mark]) this.put(line);
      return;
    }
    if (alt === undefined)
      this.tell(at, "a diagram without an alternative text, which is its caption now: say what it shows");
    const id = this.free(`fig-${bare(label ?? "diagram", "fig")}`);
    this.ids.add(id);
    const says = this.words(caption, at);
    this.put(
      `${indent}${mark}dot {#${id} caption=${quoted(says)} alt=${quoted(alt === undefined ? says : this.words(alt, at))}}`,
    );
    // Two braces beside each other would begin a value.
    for (const line of source) this.put(line.replace(/\{(?=\{)/g, "{ "));
    if (source.some((line) => line.includes("{{")))
      this.tell(
        at,
        "braces beside each other, which stand apart now: a record's stay what they are, another label shows it",
      );
    this.put(indent + mark);
  }

  protected picture(text: string, at: string): void {
    const [, alt = "", path = "", title = "", braces = ""] = PICTURE.exec(text) ?? [];
    const about = attributesOf(braces);
    const width = /^\d+(?:\.\d+)?%$/.exec(about.options.get("width") ?? "")?.[0];
    const others = othersOf(about, ["fig-alt", "fig-cap", "alt", ...(width ? ["width"] : [])]);
    if (others !== "") this.tell(at, `of a picture: ${others}`);
    const said = about.options.get("fig-alt") ?? about.options.get("alt") ?? alt;
    const caption = about.options.get("fig-cap") ?? (title || alt);
    this.show({ path, alt: said, caption, id: about.id?.startsWith("fig-") ? about.id : undefined, width }, at);
  }

  protected show(
    {
      path,
      alt,
      caption,
      id,
      width,
    }: { path: string; alt: string; caption: string; id?: string | undefined; width?: string | undefined },
    at: string,
  ): void {
    if (isAddress(path)) {
      this.tell(at, `a picture at an address, ${path}: fetch it into pictures/`);
      const [says, below] = [alt.trim() || caption.trim(), caption.trim()];
      this.put(`[${says === "" ? path : this.words(says, at)}](${path})`);
      if (below !== "" && below !== says) for (const one of ["", this.words(below, at), ""]) this.put(one);
      return;
    }
    const file = this.pictures.get(path) ?? this.known.pictureName(path);
    this.pictures.set(path, file);
    const named = slugOf(file.replace(/\.[^.]*$/, ""));
    const own = this.free(id ?? `fig-${named || "picture"}`);
    if (alt.trim() === "" || caption.trim() === "")
      this.tell(at, `the picture ${file}: say what it shows, and give it a caption`);
    const says = this.words((alt.trim() || caption).trim(), at);
    const below = alt.trim() === "" || alt.trim() === caption.trim() ? says : this.words(caption.trim(), at);
    this.put("");
    this.put(
      `![${within(says, "]") || "To be said: what it shows"}](pictures/${file.replaceAll(" ", "%20")} "${(caption.trim() && within(below, '"')) || "To be written."}"){#${own}${width ? ` width=${width}` : ""}}`,
    );
    this.put("");
  }
}

/** Words up to a mark that ends them, which stands behind a backslash in them. */
const within = (words: string, mark: string): string =>
  words.replace(/\\.|\\$|["\]]/g, (found) => (found === "\\" ? "\\\\" : found === mark ? `\\${found}` : found));

/** A value between quotation marks in braces. */
export const quoted = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;

export const isAddress = (path: string): boolean => /^[a-z]+:/i.test(path) || path.startsWith("//");

/** A name without the word for its kind before it: `fig:a` and `fig-a` are `a`. */
export const bare = (name: string, kind: string): string =>
  name.replace(new RegExp(`^${kind}[:-]`), "").replaceAll(":", "-");
