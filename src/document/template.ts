import type { Locator } from "../chapters/locator.js";
import { mustacheEnd } from "../chapters/mustache.js";
import { type Diagnostic, didYouMean, LineMap, type Place } from "../diagnostic.js";
import { COMMON_OPTIONS, FORMAT_HELPERS } from "./helpers.js";
import { parseTemplate, restoreDigits } from "./syntax.js";

/** A `{{…}}` of the prose. */
export interface Quotation {
  /** As written, without the braces. */
  expression: string;
  /** As written, with them. */
  written: string;
  /** Names of the memo it mentions, with the dotted rest of each path. */
  paths: readonly string[];
  helper?: string;
  place: Place;
}

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

/** A path under the namespace, with where it stands. */
export interface TemplatePath {
  parts: readonly string[];
  original: string;
  place: Place;
  /** Inside each or with, where a name may belong to the current row. */
  nested: boolean;
}

/**
 * A text with Handlebars, read once. Marks of the private-use area stand in `program` for what must reach the resolved tree as a
 * node: they pass through Markdown untouched, so a value is never read as markup.
 */
export interface Template {
  source: string;
  /** The text that the tree's places are in; every offset is the source's. */
  text: string;
  /** Gives the place of a stretch of it. */
  locate: Locator;
  /** Handlebars' own tree, rewritten; undefined when the text could not be read. */
  program?: hbs.AST.Program;
  quotations: readonly Quotation[];
  references: readonly CrossReference[];
  citations: readonly Citation[];
  paths: readonly TemplatePath[];
  /** `{{#claim "id"}}` sections. */
  claims: readonly { id: string; place: Place; text: string }[];
  /** What each `{{#each}}` goes through, as written. */
  lists: readonly { place: Place; text: string }[];
}

const MARKS = { quotation: "\uE010", reference: "\uE011", citation: "\uE012" } as const;
const END = "\uE01F";
export type MarkKind = keyof typeof MARKS;

export function mark(kind: MarkKind, index: number): string {
  return `${MARKS[kind]}${index}${END}`;
}

/** A mark in a text: what it stands for, and itself. */
interface Mark {
  kind: MarkKind;
  index: number;
  mark: string;
}

const MARK = /([\uE010-\uE012])(\d+)\uE01F/g;

/** Splits a text at its marks, in order. */
export function splitMarks(text: string): (string | Mark)[] {
  const pieces: (string | Mark)[] = [];
  let last = 0;
  for (const match of text.matchAll(MARK)) {
    if (match.index > last) pieces.push(text.slice(last, match.index));
    const kind = (Object.keys(MARKS) as MarkKind[]).find((name) => MARKS[name] === match[1]) ?? "quotation";
    pieces.push({ kind, index: Number(match[2]), mark: match[0] });
    last = match.index + match[0].length;
  }
  if (last < text.length) pieces.push(text.slice(last));
  return pieces;
}

/** Handlebars' node of plain text, with what it keeps there besides, and the same text with traces. */
type Content = Omit<hbs.AST.ContentStatement, "original"> & {
  original?: string;
  rightStripped?: boolean;
  traced?: string;
  /** Where it stands in the source. */
  span?: Span;
};

/** From an offset in the source up to another. */
export type Span = readonly [from: number, to: number];

/** Behind a line end, and behind what a mark stands for: the offset in the source of what begins there. */
const trace = (offset: number): string => `\uE060${offset}\uE061`;

/** Before a text: the offset in the source at which it begins. */
const traceText = (offset: number): string => `\uE062${offset}\uE061`;

/** A program that leaves a trace at each line end of its own, before each text, and behind each mark in one. */
export function tracedProgram(program: hbs.AST.Program): hbs.AST.Program {
  const traced = structuredClone(program);
  const visit = (nodes: readonly hbs.AST.Statement[]): void => {
    for (const node of nodes) {
      const { traced: text, span } = node as Content;
      if (text !== undefined && span) (node as unknown as Content).value = traceText(span[0]) + text;
      const { program, inverse } = node as hbs.AST.BlockStatement;
      for (const branch of [program, inverse]) if (branch) visit(branch.body);
    }
  };
  visit(traced.body);
  return traced;
}

/** For an offset in the text that a program came to, where it stands in the source, by what the traced program came to. */
export function sourceTraced(traced: string): (offset: number) => number {
  const pieces: { from: number; source: number }[] = [];
  let traces = 0;
  for (const { 0: whole, 1: source, index } of traced.matchAll(/[\uE060\uE062](\d+)\uE061/g)) {
    pieces.push({ from: index - traces, source: Number(source) });
    traces += whole.length;
  }
  return (offset) => {
    const piece = pieces.findLast(({ from }) => from <= offset);
    return piece ? piece.source + offset - piece.from : 0;
  };
}

/** Addresses and what a backslash stands before, which hold no mention; `[see @key …]` that is no link and no note; `@key`. */
const MENTION =
  /\]\((?:<[^>\n]*>|[^\s)]*)|<[^>\s]+@[^>\s]+>|\\\[(?:[^[\]\n@]*[\s;-])?@[^[\]\n]*\]|(?<!\^)\[((?:[^[\]@]*[\s;-])?@[^[\]]+)\](?![[(])|(?<![\p{L}\p{N}_@/.]|(?<!\\)(?:\\\\)*\\)@(\p{L}(?:[\p{L}\p{N}_:-]*[\p{L}\p{N}_])?)/gu;

/** Whether a line of Markdown, its code lent, cites a source or refers to something. */
export const hasMention = (text: string): boolean =>
  [...text.matchAll(MENTION)].some(([, several, bare]) => (several ?? bare) !== undefined);

/** A citation that is still open where a text ends. */
const OPEN_CITATION = /(?<![\\^])\[(?:[^[\]@]*[\s;-])?@[^[\]]*$/;

/** Signs of Markdown that come in pairs and stand for nothing else. */
const PAIRED: readonly (readonly [sign: string, pattern: RegExp])[] = [
  ["**", /\*\*(?=\S)|(?<=\S)\*\*/g],
  ["~~", /~~(?=\S)|(?<=\S)~~/g],
  ["`", /`/g],
];

/** A minus sign that belongs to a mention behind it, and to no word. */
const MINUS = /(?<![\p{L}\p{N}\])}-])-$/u;

/** What a reference can lead to, by what its id begins with. */
export const REFERENCE_KINDS = ["fig", "tbl", "sec", "eq"];
const REFERENCE = new RegExp(`^(?:${REFERENCE_KINDS.join("|")})-`, "i");

/** Sections that a template opens: `{{#if …}}`. */
export const SECTIONS = ["if", "unless", "each", "with", "claim"];

interface Options {
  /** Keys of the register's sources. */
  sources: ReadonlySet<string>;
  /** Names prose may mention; a path that begins with another is reported. */
  names: ReadonlySet<string>;
  /** Formats besides the engine's. */
  formats?: ReadonlyMap<string, unknown>;
  /** Of what is no prose: an `@` means nothing in it. */
  bare?: true;
}

/** Formats of a program's own take one value, and no options but those that every format takes. */
const OWN_FORMAT = { operands: 1, options: [] as readonly string[] } as const;

/** Reads a text with Handlebars, cross-references and citations; reports what can be told before anything runs. */
export function readTemplate(
  source: string,
  locate: Locator,
  options: Options,
  report: (d: Diagnostic) => void,
): Template {
  const syntax = parseTemplate(source, locate, report);
  if (!syntax)
    return {
      source,
      text: source,
      locate,
      quotations: [],
      references: [],
      citations: [],
      paths: [],
      claims: [],
      lists: [],
    };
  const { text, program } = syntax;
  const reader = new Reader(text, locate, options, report);
  reader.program(program, false);
  return {
    source,
    text,
    locate,
    program,
    quotations: reader.quotations,
    references: reader.references,
    citations: reader.citations,
    paths: reader.paths,
    claims: reader.claims,
    lists: reader.lists,
  };
}

class Reader {
  readonly quotations: Quotation[] = [];
  readonly references: CrossReference[] = [];
  readonly citations: Citation[] = [];
  readonly paths: TemplatePath[] = [];
  readonly claims: { id: string; place: Place; text: string }[] = [];
  readonly lists: { place: Place; text: string }[] = [];
  /** Paths of the sections around the current node: a row's values come from them. */
  private around: string[] = [];
  private locals: string[] = [];
  /** How many sections around the current node have rows, or a thing, of their own. */
  private rows = 0;
  /** Whether the text at hand stands right behind a quoted value, as in `{{name}}@example.org`. */
  private afterValue = false;
  private beforeValue = false;
  private readonly lines: LineMap;

  constructor(
    readonly text: string,
    readonly locate: Locator,
    readonly options: Options,
    readonly report: (d: Diagnostic) => void,
  ) {
    this.lines = new LineMap(text);
  }

  private offset(position: { line: number; column: number }): number {
    return this.lines.offset({ line: position.line, column: position.column + 1 });
  }

  private place(node: hbs.AST.Node): Place {
    const from = this.offset(node.loc.start);
    return this.locate(from, Math.max(1, this.offset(node.loc.end) - from));
  }

  /** A node as its author wrote it. */
  private written(node: hbs.AST.Node): string {
    return restoreDigits(this.text.slice(this.offset(node.loc.start), this.offset(node.loc.end)));
  }

  private error(rule: Diagnostic["rule"], message: string, node: hbs.AST.Node, more: Partial<Diagnostic> = {}): void {
    this.report({ rule, severity: "error", message, place: this.place(node), ...more });
  }

  program(program: hbs.AST.Program, nested: boolean): void {
    const { body } = program;
    const isValue = body.map(({ type }) => type === "MustacheStatement");
    program.body = body.filter((statement, n) => {
      this.afterValue = isValue[n - 1] ?? false;
      this.beforeValue = isValue[n + 1] ?? false;
      return this.statement(statement, nested);
    });
  }

  /** Rewrites a statement in place; false for one that is refused and leaves the program. */
  private statement(node: hbs.AST.Statement, nested: boolean): boolean {
    switch (node.type) {
      case "ContentStatement":
        this.content(node as unknown as Content);
        return true;
      case "MustacheStatement":
        this.mustache(node as hbs.AST.MustacheStatement, nested);
        return true;
      case "BlockStatement":
        return this.section(node as hbs.AST.BlockStatement, nested);
      case "CommentStatement":
        return false;
      default: {
        // Partials and decorators; of a section's the opening tag is enough to know it by.
        const [tag] = this.written(node).split("\n");
        const end = mustacheEnd(tag ?? "", 0) ?? tag?.length ?? 2;
        this.report({
          rule: "prose/handlebars",
          severity: "error",
          message: `\`${tag?.slice(0, end)}\` is not available in a memo`,
          expected: "values, formats, and the sections claim, if, unless, each, with",
          place: this.locate(this.offset(node.loc.start), end),
        });
        return false;
      }
    }
  }

  private content(node: Content): void {
    const original = node.original ?? node.value;
    const shift =
      node.rightStripped && original.endsWith(node.value)
        ? original.length - node.value.length
        : Math.max(0, original.indexOf(node.value));
    const start = this.offset(node.loc.start) + shift;
    const text = restoreDigits(node.value);
    let [value, traced, last] = ["", "", 0];
    const keep = (to: number): void => {
      const piece = text.slice(last, to);
      value += piece;
      traced += piece.replace(/\n/g, (_, at: number) => `\n${trace(start + last + at + 1)}`);
      last = to;
    };
    for (const match of this.options.bare ? [] : text.matchAll(MENTION)) {
      const minus = MINUS.test(text.slice(0, match.index));
      const made = this.mention(match, start + match.index, match.index === 0, minus);
      if (made === undefined) continue;
      keep(match.index);
      const end = match.index + match[0].length;
      // A citation has parentheses of its own; a minus sign asks for the year alone.
      const isCitation = made.startsWith(MARKS.citation);
      const signs = isCitation && minus && match[2] !== undefined ? 1 : 0;
      const enclosed = isCitation && text[match.index - 1 - signs] === "(" && text[end] === ")";
      const dropped = signs + (enclosed ? 1 : 0);
      value = value.slice(0, value.length - dropped);
      traced = traced.slice(0, traced.length - dropped);
      value += made;
      last = enclosed ? end + 1 : end;
      traced += made + trace(start + last);
    }
    keep(text.length);
    // A backslash that is left before a value is a character: Markdown would take it and the mark for one.
    if (this.beforeValue && !this.options.bare && /(?<!\\)(?:\\\\)*\\$/.test(value)) {
      value += "\\";
      traced += "\\";
    }
    const open = this.beforeValue && !this.options.bare && OPEN_CITATION.exec(text);
    if (open)
      this.report({
        rule: "prose/citation",
        severity: "error",
        message: "a value can't stand in a citation",
        expected: "[@key, p. 3], with the page written out",
        place: this.locate(start + open.index, open[0].length),
      });
    node.value = value;
    node.traced = traced;
    node.span = [start, start + text.length];
  }

  /** The mark of a reference or citation; undefined for what is to be printed as it is typed. */
  private mention(
    [whole, bracketed, bare]: RegExpExecArray,
    at: number,
    inWord: boolean,
    yearOnly: boolean,
  ): string | undefined {
    if (bracketed !== undefined) return this.citation(bracketed, at + 1, whole.length, at);
    if (bare === undefined || (inWord && this.afterValue)) return undefined;
    const place = this.locate(at, whole.length);
    if (REFERENCE.test(bare))
      return mark("reference", this.references.push({ target: bare, written: whole, place }) - 1);
    if (this.options.sources.has(bare))
      return mark(
        "citation",
        this.citations.push({ items: [{ key: bare, yearOnly, place }], written: whole, place }) - 1,
      );
    this.report({
      rule: "prose/unknown-source",
      severity: "error",
      message: `\`@${bare}\` is no source, and no figure, table, section or equation`,
      expected: `a key of the sources file, an id such as @fig-name, or \`\\@${bare}\` to print it`,
      hint: didYouMean(bare, this.options.sources),
      place,
    });
    return undefined;
  }

  private citation(text: string, offset: number, length: number, from: number): string {
    const items: CitedSource[] = [];
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
        if (!this.options.sources.has(key))
          this.report({
            rule: "prose/unknown-source",
            severity: "error",
            message: `unknown source \`${key}\``,
            expected: "a key of the sources file",
            hint: didYouMean(key, this.options.sources),
            place,
          });
        items.push({ key, prefix: prefix.trim() || undefined, yearOnly: minus !== "", locator, place });
      }
      at += part.length + 1;
    }
    return mark("citation", this.citations.push({ items, written: `[${text}]`, place: this.locate(from, length) }) - 1);
  }

  /** Values can't stand in what is read before them, and names something: a note, an address, a heading. */
  private checkPlace(node: hbs.AST.MustacheStatement): void {
    const [from, to] = [this.offset(node.loc.start), this.offset(node.loc.end)];
    const before = this.text.slice(this.text.lastIndexOf("\n", from - 1) + 1, from);
    const after = restoreDigits(this.text.slice(to).split("\n", 1)[0] ?? "");
    const where = /\[\^[^\]\s]*$/.test(before)
      ? "the label of a footnote"
      : /^[ >]*\[[^\]]*$/.test(before) && /^[^\]]*\]:/.test(after)
        ? "the label of an address"
        : /^[ >]*#{1,6}\s.*\{(?!#[^\s{}]*$)[#.][^{}]*$/.test(before) && /^[^{}]*\}[^{}]*$/.test(after)
          ? "the braces of a heading"
          : undefined;
    if (where)
      this.error("prose/value-place", `a value in ${where}`, node, {
        expected: "a name that stays when the values change",
      });
  }

  private mustache(node: hbs.AST.MustacheStatement, nested: boolean): void {
    this.checkPlace(node);
    const first = this.paths.length;
    const place = this.place(node);
    const expression = this.written(node)
      .replace(/^\{+~?[{&]?\s*/, "")
      .replace(/\s*\}?~?\}+$/, "");
    const path = node.path as hbs.AST.PathExpression;
    const name = nameOf(path);
    const isOwn = this.options.formats?.has(name) === true;
    const helper =
      path.type === "PathExpression" && path.parts.length === 1 && (FORMAT_HELPERS.has(name) || isOwn)
        ? name
        : undefined;
    let operand: hbs.AST.Expression;
    if (helper !== undefined || (node.params.length > 0 && name === "lookup")) {
      const fits = this.call(name, node, nested);
      operand = !fits
        ? call("__failed", [], node.loc)
        : ({
            type: "SubExpression",
            path: isOwn ? identifier("__own", node.loc) : path,
            params: isOwn ? [stringLiteral(name, node.loc), ...node.params] : node.params,
            hash: node.hash,
            loc: node.loc,
          } as hbs.AST.SubExpression);
    } else if (node.params.length > 0 || (node.hash?.pairs.length ?? 0) > 0) {
      this.error("prose/unknown-format", `unknown format \`${name}\``, path, {
        expected: this.formatNames().join(", "),
        hint: didYouMean(name, this.formatNames()),
      });
      operand = call("__failed", [], node.loc);
    } else operand = this.expression(path, nested);
    const index =
      this.quotations.push({
        expression,
        written: this.written(node),
        helper,
        paths: [...this.paths.slice(first).map((p) => p.parts.join(".")), ...this.around],
        place,
      }) - 1;
    const quote = node as {
      path: hbs.AST.Expression;
      params: hbs.AST.Expression[];
      hash?: hbs.AST.Hash;
      escaped: boolean;
    };
    quote.path = identifier("__quote", node.loc);
    quote.params = [numberLiteral(index, node.loc), operand];
    quote.hash = undefined;
    // The mark holds no character that escaping would change; values are escaped by each writer.
    quote.escaped = false;
  }

  private formatNames(): string[] {
    return [...FORMAT_HELPERS.keys(), ...(this.options.formats?.keys() ?? [])];
  }

  /** Rewrites the operands of a format; false when there are too few or too many. */
  private call(name: string, node: hbs.AST.MustacheStatement | hbs.AST.SubExpression, nested: boolean): boolean {
    const helper = this.options.formats?.has(name) ? OWN_FORMAT : FORMAT_HELPERS.get(name);
    node.params = node.params.map((param) => this.expression(param, nested));
    for (const pair of node.hash?.pairs ?? []) {
      if (helper && ![...helper.options, ...COMMON_OPTIONS].includes(pair.key))
        this.error("prose/unknown-option", `unknown option \`${pair.key}\` of \`${name}\``, pair, {
          expected: [...helper.options, ...COMMON_OPTIONS].join(", "),
          hint: didYouMean(pair.key, [...helper.options, ...COMMON_OPTIONS]),
        });
      pair.value = this.expression(pair.value, nested);
    }
    if (!helper) return true;
    const extra = node.params[helper.operands];
    const digits =
      extra?.type === "NumberLiteral" &&
      node.params.length === helper.operands + 1 &&
      helper.options.includes("digits");
    const fits = node.params.length === helper.operands || digits;
    if (!fits)
      this.error("prose/format", `\`${name}\` got ${node.params.length} values`, node, {
        expected: helper.operands === 1 ? `one value: {{${name} x}}` : `two values: {{${name} x y}}`,
      });
    return fits;
  }

  private expression(node: hbs.AST.Expression, nested: boolean): hbs.AST.Expression {
    if (node.type === "SubExpression") {
      const inner = node as hbs.AST.SubExpression;
      const name = nameOf(inner.path);
      if (FORMAT_HELPERS.has(name) || name === "lookup") {
        return this.call(name, inner, nested) ? inner : call("__failed", [], node.loc);
      }
      this.error("prose/unknown-format", `unknown helper \`${name}\``, node, {
        expected: [...FORMAT_HELPERS.keys(), "lookup"].join(", "),
        hint: didYouMean(name, FORMAT_HELPERS.keys()),
      });
      return call("__failed", [], node.loc);
    }
    if (node.type !== "PathExpression") return node;
    const path = node as hbs.AST.PathExpression;
    path.parts = path.parts.map((part) => restoreDigits(String(part)));
    path.original = restoreDigits(path.original);
    const up = this.upwards(path);
    const [head] = up?.parts ?? path.parts;
    if (!up && (path.data || path.depth > 0 || (head !== undefined && this.locals.includes(head)))) return path;
    const inRow = nested && !up;
    if (head !== undefined && /^[-+]?\.?\d/.test(path.original))
      this.error("prose/handlebars", `\`${path.original}\` is no number here`, path, {
        expected: "digits, with a point before decimals: 1000, 12.5, -3",
      });
    else if (!inRow && head !== undefined && !this.options.names.has(head))
      this.error("prose/unknown-value", `unknown value \`${path.original}\``, path, {
        hint: didYouMean(head, this.options.names),
        expected: "a name that a block defines, or `given.…`",
      });
    const { parts } = up ?? path;
    const index = this.paths.push({ parts, original: path.original, place: this.place(path), nested: inRow }) - 1;
    return call("__get", [numberLiteral(index, path.loc)], path.loc);
  }

  /** A path that leads out of all rows, to the memo's own names: `../total` in one, `@root.total` in any. */
  private upwards({ data, depth, parts }: hbs.AST.PathExpression): { parts: string[] } | undefined {
    if (data && parts[0] === "root" && parts.length > 1) return { parts: parts.slice(1).map(String) };
    return !data && depth > 0 && depth >= this.rows && parts.length > 0 ? { parts: parts.map(String) } : undefined;
  }

  /** What a branch opens it has to close: a reader gets it alone. */
  private checkBranch({ body }: hbs.AST.Program, name: string): void {
    const words = body
      .map((node) => (node.type === "ContentStatement" ? (node as unknown as Content).value : "x"))
      .join("");
    // Code is shown as it is written.
    const prose = words.replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "").replace(/\\[^\w\s]/g, "");
    const [open] = PAIRED.find(([, pattern]) => (prose.match(pattern)?.length ?? 0) % 2 === 1) ?? [];
    const first = body.find(
      (node) => node.type === "ContentStatement" && (node as unknown as Content).value.includes(open ?? ""),
    );
    if (open === undefined || !first) return;
    this.report({
      rule: "prose/branch",
      severity: "error",
      message: `one \`${open}\` of a pair stands in a branch of \`{{#${name}}}\`, the other doesn't`,
      expected: "both in the branch, or both around the section",
      place: this.locate(
        this.offset(first.loc.start) + (first as unknown as Content).value.lastIndexOf(open),
        open.length,
      ),
    });
  }

  private section(node: hbs.AST.BlockStatement, nested: boolean): boolean {
    const name = nameOf(node.path);
    if (!SECTIONS.includes(name)) {
      const raw = this.written(node).startsWith("{{{{");
      this.error(
        "prose/unknown-section",
        `unknown section \`${raw ? `{{{{${name}}}}}` : `{{${this.written(node).startsWith("{{^") ? "^" : "#"}${name}}}`}\``,
        node.path,
        {
          expected: SECTIONS.join(", "),
          hint: didYouMean(name, SECTIONS),
        },
      );
      return false;
    }
    // Of `{{^name}}` Handlebars keeps what is printed otherwise, and nothing else.
    node.program ??= { type: "Program", body: [], strip: {}, loc: node.loc, blockParams: [] } as hbs.AST.Program;
    const first = this.paths.length;
    if (name === "claim") {
      const [id] = node.params;
      if (node.params.length !== 1 || id?.type !== "StringLiteral") {
        this.error("prose/claim", "a claim section names its claim in quotation marks", node.path, {
          expected: '{{#claim "id"}}…{{/claim}}',
        });
        return false;
      }
      const from = node.program.body[0] ? this.offset(node.program.body[0].loc.start) : this.offset(node.loc.start);
      const last = node.program.body.at(-1);
      const text = restoreDigits(this.text.slice(from, last ? this.offset(last.loc.end) : from)).trim();
      const index =
        this.claims.push({ id: (id as hbs.AST.StringLiteral).value, place: this.place(node.path), text }) - 1;
      node.params = [id, numberLiteral(index, node.loc)];
    } else {
      if (node.params.length !== 1) {
        this.error("prose/handlebars", `\`{{#${name}}}\` got ${node.params.length} values`, node.path, {
          expected: "one value",
        });
        return false;
      }
      const [of] = node.params;
      const list = of && { place: this.place(of), text: nameOf(of) };
      node.params = node.params.map((param) => this.expression(param, nested));
      if (name === "each" && list)
        node.params = [call("__list", [numberLiteral(this.lists.push(list) - 1, node.loc), ...node.params], node.loc)];
    }
    for (const pair of node.hash?.pairs ?? [])
      if (!(pair.key === "includeZero" && (name === "if" || name === "unless") && pair.value.type === "BooleanLiteral"))
        this.error("prose/unknown-option", `unknown option \`${pair.key}\` of \`{{#${name}}}\``, pair, {
          expected: name === "if" || name === "unless" ? "includeZero=true, or no option" : "no option",
        });
    for (const branch of [node.program, node.inverse]) if (branch) this.checkBranch(branch, name);
    const rows = name === "each" || name === "with";
    const { around, locals } = this;
    if (rows) {
      this.around = [...around, ...this.paths.slice(first).map((p) => p.parts.join("."))];
      this.locals = [...locals, ...(node.program.blockParams ?? [])];
      this.rows++;
    }
    this.program(node.program, nested || rows);
    this.around = around;
    this.locals = locals;
    if (rows) this.rows--;
    if (node.inverse) this.program(node.inverse, nested);
    return true;
  }
}

/** What a path or literal is called, as it is written. */
function nameOf(node: hbs.AST.Expression): string {
  return restoreDigits(String((node as hbs.AST.PathExpression).original ?? node.type));
}

const identifier = (name: string, loc: hbs.AST.SourceLocation): hbs.AST.PathExpression =>
  ({ type: "PathExpression", data: false, depth: 0, parts: [name], original: name, loc }) as hbs.AST.PathExpression;

const call = (name: string, params: hbs.AST.Expression[], loc: hbs.AST.SourceLocation): hbs.AST.SubExpression =>
  ({
    type: "SubExpression",
    path: identifier(name, loc),
    params,
    hash: undefined,
    loc,
  }) as unknown as hbs.AST.SubExpression;

const numberLiteral = (value: number, loc: hbs.AST.SourceLocation): hbs.AST.NumberLiteral =>
  ({ type: "NumberLiteral", value, original: value, loc }) as hbs.AST.NumberLiteral;

const stringLiteral = (value: string, loc: hbs.AST.SourceLocation): hbs.AST.StringLiteral =>
  ({ type: "StringLiteral", value, original: value, loc }) as hbs.AST.StringLiteral;
