import { roleOf } from "./directives.js";

const TAG = /<\/?([a-z][a-z0-9-]*)(?:\s[^<>]*)?\/?>/gi;
const KEPT_TAGS = new Set(["br", "kbd", "sub", "sup"]);

/** Code between backticks, with the role before it and the format behind it; and mathematics, right behind the first dollar and right before the last. */
const SPAN =
  /(?<![\\`])(\{[\w:-]+\})?(`+)(?!`)(.*?[^`])\2(?!`)(\{=\w+\})?|(?<![\\$\w])(?:\$(?![\s$])(?:\\.|[^$`\\])*?(?<!\s)\$(?![\w$])|\$\$(?:\\.|[^$`\\])+\$\$)/g;

/** Where what is left to the author is told, of many of a kind once. */
export interface Report {
  tell(at: string, what: string): void;
  once(at: string, what: string): void;
}

/** Carries over running text. */
export class Words {
  constructor(
    private readonly sources: ReadonlySet<string>,
    /** What can be referred to. */
    private readonly ids: ReadonlySet<string>,
    private readonly report: Report,
  ) {}

  /** A line of running text; what stands in code stays as it is. */
  of(text: string, at: string): string {
    const plain = text.replace(SPAN, (whole, name?: string, _?: string, content = "", behind = "") => {
      if (name === undefined) return whole;
      const role = roleOf(name.slice(1, -1), content, this.ids);
      if (role.left !== undefined) this.report.tell(at, role.left);
      return role.text + behind;
    });
    let [carried, end] = ["", 0];
    for (const { 0: span, index } of plain.matchAll(SPAN)) {
      carried += this.plain(plain.slice(end, index), at) + this.span(span, at);
      end = index + span.length;
    }
    return carried + this.plain(plain.slice(end), at);
  }

  private span(piece: string, at: string): string {
    if (piece.startsWith("$")) return piece.replaceAll("{{", "{ {").replaceAll("}}", "} }");
    const raw = /^`+([^`]+)`+\{=(\w+)\}$/.exec(piece);
    if (raw) this.report.tell(at, `raw ${raw[2]}, which a memo doesn't take: it is shown as it is written`);
    if (raw) return `\`${raw[1]}\``;
    const code = /^`(?:r|\{(?:r|python|julia|ojs)\})\s+(.+)`$/.exec(piece)?.[1];
    if (code === undefined) return piece;
    this.report.tell(at, `an inline value, \`${code}\`: quote one that a block computes, {{number … digits=1}}`);
    return `\`${code}\``;
  }

  private plain(piece: string, at: string): string {
    return piece
      .replace(/\{\{<\s*(\w+)([^>]*)>\}\}/g, (_, name: string, rest: string) => {
        if (name === "pagebreak") return "\\newpage";
        this.report.tell(at, `a shortcode, ${name}${rest.trimEnd()}`);
        return "";
      })
      .replace(/(?<!\\)\{\{/g, "\\{{")
      .replace(
        /\\@ref\((\w+):([\w-]+)\)/g,
        (_, kind: string, name: string) => `@${kind === "tab" ? "tbl" : kind}-${name}`,
      )
      .replace(/!\[([^\]]*)\]\(([^)\s]+)[^)]*\)(?:\{[^}]*\})?/g, (_, alt: string, path: string) => {
        this.report.tell(at, `a picture within a line, ${path}: put it on a line by itself`);
        return alt === "" ? "" : `*${alt}*`;
      })
      .replace(/\[\]\(#([\w:-]+)\)/g, (_, name: string) => {
        const role = roleOf("ref", name, this.ids);
        if (role.left !== undefined) this.report.tell(at, role.left);
        return role.text;
      })
      .replace(/(\]\([^)\n]*\))\{[^{}\n]*\}/g, (_, link: string) => {
        this.report.once(at, "attributes of a link");
        return link;
      })
      .replace(TAG, (whole, name: string) => {
        if (KEPT_TAGS.has(name.toLowerCase())) return whole;
        this.report.once(at, `HTML, \`<${name.toLowerCase()}>\`: its text is kept`);
        return "";
      })
      .replace(/(?<![\w@/.\\])@([A-Za-z][\w:-]*\w|[A-Za-z])/g, (whole, key: string) => {
        if (/^(?:fig|tbl|sec|eq)-/.test(key) ? this.ids.has(key) : this.sources.has(key)) return whole;
        this.report.once(
          at,
          /^(?:fig|tbl|sec|eq)-/.test(key)
            ? `a reference to \`${key}\`, which is not there yet`
            : `a citation of \`${key}\`: write it into assumptions/sources.yaml`,
        );
        return `\\@${key}`;
      })
      .replace(/\[([^[\]]+)\]\{[.#][^{}]*\}|(?<=\S)[ \t]*\{[.#][^{}]*\}/g, (whole, words?: string) => {
        if (/\{#eq-/.test(whole)) return whole;
        this.report.once(at, "attributes in braces");
        return words ?? "";
      });
  }
}
