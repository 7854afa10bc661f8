import type { Locator } from "../chapters/locator.js";
import { mustacheEnd } from "../chapters/mustache.js";
import { type Diagnostic, didYouMean, LineMap, type Place } from "../diagnostic.js";
import { COMMON_OPTIONS, FORMAT_HELPERS } from "./helpers.js";
import { parseTemplate, restoreDigits } from "./syntax.js";
import { conditionElsewhere, wordElsewhere } from "./template/habits.js";
import { type Citation, type CrossReference, Mentions } from "./template/mentions.js";
import { halfOfPair, nameAround } from "./template/misplaced.js";
import { type Content, trace } from "./template/traces.js";

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

/** A path under the namespace, with where it stands. */
export interface TemplatePath {
  parts: readonly string[];
  original: string;
  place: Place;
  /** Inside each or with, where a name may belong to the current row. */
  nested: boolean;
}

/** A text with Handlebars, read once. Marks stand in `program` for what must reach the resolved tree as a node. */
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

/** Sections that a template opens: `{{#if …}}`. */
export const SECTIONS = ["if", "unless", "each", "with", "claim"];

interface Options {
  /** Keys of the register's sources. */
  sources: ReadonlySet<string>;
  /** Names prose may mention; a path that begins with another is reported. */
  names: ReadonlySet<string>;
  /** Formats besides the engine's. */
  formats?: ReadonlyMap<string, unknown>;
  /** Ids of claims, which are no names of values. */
  claims?: ReadonlySet<string>;
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
    references: reader.mentions.references,
    citations: reader.mentions.citations,
    paths: reader.paths,
    claims: reader.claims,
    lists: reader.lists,
  };
}

class Reader {
  readonly quotations: Quotation[] = [];
  readonly mentions: Mentions;
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
    this.mentions = new Mentions(locate, options.sources, report);
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
    for (const { from, to, mark } of this.options.bare ? [] : this.mentions.in(text, start, this.afterValue)) {
      keep(from);
      value += mark;
      traced += mark + trace(start + to);
      last = to;
    }
    keep(text.length);
    if (this.beforeValue && !this.options.bare) {
      // A backslash that is left before a value is a character: Markdown would take it and the mark for one.
      if (/(?<!\\)(?:\\\\)*\\$/.test(value)) {
        value += "\\";
        traced += "\\";
      }
      this.mentions.refuseOpen(text, start);
    }
    node.value = value;
    node.traced = traced;
    node.span = [start, start + text.length];
  }

  /** Values can't stand in what is read before them, and names something: a note, an address, a heading. */
  private checkPlace(node: hbs.AST.MustacheStatement): void {
    const [from, to] = [this.offset(node.loc.start), this.offset(node.loc.end)];
    const before = this.text.slice(this.text.lastIndexOf("\n", from - 1) + 1, from);
    const after = restoreDigits(this.text.slice(to).split("\n", 1)[0] ?? "");
    const where = nameAround(before, after);
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
        hint: wordElsewhere(name) ?? didYouMean(name, this.formatNames()),
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
        hint: didYouMean(name, FORMAT_HELPERS.keys()) ?? conditionElsewhere(name),
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
        hint:
          wordElsewhere(path.original) ??
          (this.options.claims?.has(path.original)
            ? `\`${path.original}\` is a claim: \`{{#claim "${path.original}"}}…{{/claim}}\``
            : undefined) ??
          (path.original.endsWith(":")
            ? `an option has an equals sign: \`${path.original.slice(0, -1)}=…\``
            : didYouMean(head, this.options.names)),
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
    const open = halfOfPair(words);
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
