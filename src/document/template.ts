import Handlebars from "handlebars";
import type { Locator } from "../chapters/locator.js";
import { type Diagnostic, didYouMean, LineMap, type Place } from "../diagnostic.js";
import { COMMON_OPTIONS, FORMAT_HELPERS } from "./helpers.js";

/** A `{{…}}` of the prose. */
export interface Quotation {
  /** As written, without the braces. */
  expression: string;
  /** Names of the memo it mentions, with the dotted rest of each path. */
  paths: readonly string[];
  helper?: string;
  place: Place;
}

/** A `@fig-x`, `@sec-x` … of the prose. */
export interface CrossReference {
  target: string;
  place: Place;
}

/** A `[@key, p. 3; @other]` or a bare `@key` of the prose. */
export interface Citation {
  items: readonly { key: string; locator?: string; place: Place }[];
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
  /** Handlebars' own tree, rewritten; undefined when the text could not be read. */
  program?: hbs.AST.Program;
  quotations: readonly Quotation[];
  references: readonly CrossReference[];
  citations: readonly Citation[];
  paths: readonly TemplatePath[];
  /** `{{#claim "id"}}` sections. */
  claims: readonly { id: string; place: Place; text: string }[];
}

const MARKS = { quotation: "\uE010", reference: "\uE011", citation: "\uE012" } as const;
const END = "\uE01F";
export type MarkKind = keyof typeof MARKS;

export function mark(kind: MarkKind, index: number): string {
  return `${MARKS[kind]}${index}${END}`;
}

const MARK = /([\uE010-\uE012])(\d+)\uE01F/g;

/** Splits a text at its marks, in order. */
export function splitMarks(text: string): (string | { kind: MarkKind; index: number })[] {
  const pieces: (string | { kind: MarkKind; index: number })[] = [];
  let last = 0;
  for (const match of text.matchAll(MARK)) {
    if (match.index > last) pieces.push(text.slice(last, match.index));
    const kind = (Object.keys(MARKS) as MarkKind[]).find((name) => MARKS[name] === match[1]) ?? "quotation";
    pieces.push({ kind, index: Number(match[2]) });
    last = match.index + match[0].length;
  }
  if (last < text.length) pieces.push(text.slice(last));
  return pieces;
}

/**
 * Handlebars reads `x.2029` as a number after a dot and gives up. A first digit after a dot is lent a private-use
 * character of the same width, which keeps every position, and gets it back in the tree.
 */
const lend = (text: string): string =>
  text.replace(/\{\{[\s\S]*?\}\}/g, (mustache) =>
    mustache.replace(/("[^"]*"|'[^']*')|(?<=[\w\]])\.(\d)/g, (whole, quoted: string | undefined, digit: string) =>
      quoted === undefined ? `.${String.fromCharCode(0xe030 + Number(digit))}` : whole,
    ),
  );
const giveBack = (text: string): string => text.replace(/[\uE030-\uE039]/g, (c) => String(c.charCodeAt(0) - 0xe030));

const SECTIONS = ["if", "unless", "each", "with", "claim"];

interface Options {
  /** Keys of the register's sources; a bare `@word` that is none of them is left as text. */
  sources: ReadonlySet<string>;
  /** Names prose may mention; a path that begins with another is reported. */
  names: ReadonlySet<string>;
}

/** Reads a text with Handlebars, cross-references and citations; reports what can be told before anything runs. */
export function readTemplate(
  source: string,
  locate: Locator,
  options: Options,
  report: (d: Diagnostic) => void,
): Template {
  const text = lend(source);
  let program: hbs.AST.Program;
  try {
    program = Handlebars.parse(text);
  } catch (error) {
    report(syntaxError(error, text, locate));
    return { source, quotations: [], references: [], citations: [], paths: [], claims: [] };
  }
  const reader = new Reader(text, locate, options, report);
  reader.program(program, false);
  return {
    source,
    program,
    quotations: reader.quotations,
    references: reader.references,
    citations: reader.citations,
    paths: reader.paths,
    claims: reader.claims,
  };
}

class Reader {
  readonly quotations: Quotation[] = [];
  readonly references: CrossReference[] = [];
  readonly citations: Citation[] = [];
  readonly paths: TemplatePath[] = [];
  readonly claims: { id: string; place: Place; text: string }[] = [];
  /** Paths of the sections around the current node: a row's values come from them. */
  private around: string[] = [];
  private locals: string[] = [];
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

  private error(rule: string, message: string, node: hbs.AST.Node, more: Partial<Diagnostic> = {}): void {
    this.report({ rule, severity: "error", message, place: this.place(node), ...more });
  }

  program(program: hbs.AST.Program, nested: boolean): void {
    program.body = program.body.filter((statement) => this.statement(statement, nested));
  }

  /** Rewrites a statement in place; false for one that is refused and leaves the program. */
  private statement(node: hbs.AST.Statement, nested: boolean): boolean {
    switch (node.type) {
      case "ContentStatement":
        this.content(node as hbs.AST.ContentStatement);
        return true;
      case "MustacheStatement":
        this.mustache(node as hbs.AST.MustacheStatement, nested);
        return true;
      case "BlockStatement":
        return this.section(node as hbs.AST.BlockStatement, nested);
      case "CommentStatement":
        return false;
      default:
        this.error("prose/handlebars", `\`${node.type}\` is not available in a memo`, node, {
          expected: "values, formats, and the sections claim, if, unless, each, with",
        });
        return false;
    }
  }

  private content(node: hbs.AST.ContentStatement): void {
    const original = (node as unknown as { original?: string }).original ?? node.value;
    const shift = Math.max(0, original.indexOf(node.value));
    const start = this.offset(node.loc.start) + shift;
    const value = giveBack(node.value);
    const pattern =
      /(`+)(?!`)[\s\S]*?[^`]\1(?!`)|\]\([^)\n]*\)|<[^>\s]+@[^>\s]+>|\[(@[^[\]]+)\]|(?<![\w@/.\\])@([A-Za-z][\w:-]*[\w])/g;
    node.value = value.replace(
      pattern,
      (whole: string, _ticks, bracketed: string | undefined, bare: string | undefined, at: number) => {
        if (bracketed !== undefined) return this.citation(bracketed, start + at + 1, whole.length, start + at);
        if (bare === undefined) return whole;
        const place = this.locate(start + at, whole.length);
        if (/^(fig|tbl|sec|eq)-/.test(bare))
          return mark("reference", this.references.push({ target: bare, place }) - 1);
        if (this.options.sources.has(bare))
          return mark("citation", this.citations.push({ items: [{ key: bare, place }], place }) - 1);
        return whole;
      },
    );
  }

  private citation(text: string, offset: number, length: number, from: number): string {
    const items: { key: string; locator?: string; place: Place }[] = [];
    let at = 0;
    for (const part of text.split(";")) {
      const match = /^(\s*)@([^\s,;]+)\s*(?:,\s*(.*?))?\s*$/.exec(part);
      if (!match) {
        this.report({
          rule: "prose/citation",
          severity: "error",
          message: `cannot read the citation \`${part.trim()}\``,
          expected: "[@key] or [@key, p. 3; @other]",
          place: this.locate(offset + at, part.length),
        });
      } else {
        const key = match[2] ?? "";
        const place = this.locate(offset + at + (match[1]?.length ?? 0), key.length + 1);
        if (!this.options.sources.has(key))
          this.report({
            rule: "prose/unknown-source",
            severity: "error",
            message: `unknown source \`${key}\``,
            expected: "a key of the sources file",
            hint: didYouMean(key, this.options.sources),
            place,
          });
        items.push({ key, locator: match[3], place });
      }
      at += part.length + 1;
    }
    return mark("citation", this.citations.push({ items, place: this.locate(from, length) }) - 1);
  }

  private mustache(node: hbs.AST.MustacheStatement, nested: boolean): void {
    const first = this.paths.length;
    const place = this.place(node);
    const expression = giveBack(this.text.slice(this.offset(node.loc.start), this.offset(node.loc.end)))
      .replace(/^\{+~?\s*/, "")
      .replace(/\s*~?\}+$/, "");
    const path = node.path as hbs.AST.PathExpression;
    const helper =
      path.type === "PathExpression" && path.parts.length === 1 && FORMAT_HELPERS.has(path.original)
        ? path.original
        : undefined;
    let operand: hbs.AST.Expression;
    if (helper !== undefined || (node.params.length > 0 && path.original === "lookup")) {
      const fits = this.call(path.original, node, nested);
      operand = !fits
        ? call("__failed", [], node.loc)
        : ({
            type: "SubExpression",
            path,
            params: node.params,
            hash: node.hash,
            loc: node.loc,
          } as hbs.AST.SubExpression);
    } else if (node.params.length > 0 || (node.hash?.pairs.length ?? 0) > 0) {
      this.error("prose/unknown-format", `unknown format \`${giveBack(path.original)}\``, path, {
        expected: [...FORMAT_HELPERS.keys()].join(", "),
        hint: didYouMean(path.original, FORMAT_HELPERS.keys()),
      });
      operand = call("__failed", [], node.loc);
    } else operand = this.expression(path, nested);
    const index =
      this.quotations.push({
        expression,
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

  /** Rewrites the operands of a format; false when there are too few or too many. */
  private call(name: string, node: hbs.AST.MustacheStatement | hbs.AST.SubExpression, nested: boolean): boolean {
    const helper = FORMAT_HELPERS.get(name);
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
      const name = (inner.path as hbs.AST.PathExpression).original;
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
    path.parts = path.parts.map((part) => giveBack(String(part)));
    path.original = giveBack(path.original);
    const head = path.parts[0];
    if (path.data || path.depth > 0 || (head !== undefined && this.locals.includes(head))) return path;
    if (!nested && head !== undefined && !this.options.names.has(head))
      this.error("prose/unknown-value", `unknown value \`${path.original}\``, path, {
        hint: didYouMean(head, this.options.names),
        expected: "a name that a block defines, or `given.…`",
      });
    const index = this.paths.push({ parts: path.parts, original: path.original, place: this.place(path), nested }) - 1;
    return call("__get", [numberLiteral(index, path.loc)], path.loc);
  }

  private section(node: hbs.AST.BlockStatement, nested: boolean): boolean {
    const name = (node.path as hbs.AST.PathExpression).original;
    if (!SECTIONS.includes(name)) {
      this.error("prose/unknown-section", `unknown section \`{{#${name}}}\``, node.path, {
        expected: SECTIONS.join(", "),
        hint: didYouMean(name, SECTIONS),
      });
      return false;
    }
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
      const text = giveBack(this.text.slice(from, last ? this.offset(last.loc.end) : from)).trim();
      const index =
        this.claims.push({ id: (id as hbs.AST.StringLiteral).value, place: this.place(node.path), text }) - 1;
      node.params = [id, numberLiteral(index, node.loc)];
    } else {
      if (node.params.length !== 1)
        this.error("prose/handlebars", `\`{{#${name}}}\` got ${node.params.length} values`, node.path, {
          expected: "one value",
        });
      node.params = node.params.map((param) => this.expression(param, nested));
    }
    const rows = name === "each" || name === "with";
    const around = this.around;
    const locals = this.locals;
    if (rows) {
      this.around = [...around, ...this.paths.slice(first).map((p) => p.parts.join("."))];
      this.locals = [...locals, ...(node.program.blockParams ?? [])];
    }
    this.program(node.program, nested || rows);
    this.around = around;
    this.locals = locals;
    if (node.inverse) this.program(node.inverse, nested);
    return true;
  }
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

/** Handlebars' parser says the line, and shows some twenty characters before the column. */
function syntaxError(error: unknown, text: string, locate: Locator): Diagnostic {
  const message = error instanceof Error ? error.message : String(error);
  const found = /^(?:Parse|Lexical) error on line (\d+)[^\n]*\n([^\n]*)\n(-*)\^(?:\n(Expecting [^\n]*))?/.exec(message);
  const base = { rule: "prose/handlebars", severity: "error" as const };
  if (!found) {
    const plain = /^(.*?) - (\d+):(\d+)$/.exec(message);
    const offset = plain ? new LineMap(text).offset({ line: Number(plain[2]), column: Number(plain[3]) + 1 }) : 0;
    return { ...base, message: giveBack(plain?.[1] ?? message), place: locate(offset) };
  }
  const [, line = "1", shown = "", dashes = ""] = found;
  const before = shown.slice(0, dashes.length).replace(/^\.\.\./, "");
  const after = shown.slice(dashes.length).replace(/\.\.\.$/, "");
  const map = new LineMap(text);
  const flat = text.replaceAll("\n", "");
  const lineStart = map.offset({ line: Number(line), column: 1 });
  const newlinesBefore = (offset: number): number => map.at(offset).line - 1;
  // The parser's window has its line ends taken out; look for it in a text without any, near the line it names.
  const nearFlat = Math.max(0, lineStart - newlinesBefore(lineStart) - before.length - after.length);
  let hit = flat.indexOf(before + after, nearFlat);
  if (hit === -1) hit = flat.indexOf(before + after);
  let offset = lineStart;
  if (hit !== -1) {
    let rest = hit + before.length;
    offset = 0;
    while (rest > 0 || text[offset] === "\n") {
      if (text[offset] !== "\n") rest--;
      offset++;
    }
  }
  const opened = text.lastIndexOf("{{", offset);
  const stuck = opened !== -1 && text.indexOf("}}", opened) === -1;
  return stuck
    ? { ...base, message: "`{{` is never closed", expected: "`}}`", place: locate(opened, 2) }
    : {
        ...base,
        message: `cannot read \`${giveBack(after.trim()).slice(0, 20) || "the end of the text"}\` in this expression`,
        expected: "{{format value option=…}}",
        place: locate(Math.min(offset, Math.max(0, text.length - 1))),
      };
}
