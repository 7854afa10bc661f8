import { type Locator, locateLines, locateOption } from "../../chapters/locator.js";
import type { Chapter } from "../../chapters/types.js";
import { LineMap, type Place } from "../../diagnostic.js";
import { COMMON_OPTIONS, FORMAT_HELPERS } from "../../document/helpers.js";
import { type ChapterTemplates, factsOf } from "../../document/prepare.js";
import type { Quotation, Template, TemplatePath } from "../../document/template.js";
import { parseFormat } from "../../notebook/library/parse-format.js";
import type { OutputDeclaration } from "../../notebook/types.js";
import { printing } from "./block-module.js";
import { ModuleText } from "./module-text.js";
import { imports, isIdentifier, keyText } from "./names.js";

/** What prose can name. */
export interface ProseNames {
  /** The module that exports a name; undefined for one that nothing defines. */
  fileOf(name: string): string | undefined;
  isType(name: string): boolean;
  outputs: ReadonlyMap<string, OutputDeclaration>;
}

/**
 * All that a chapter quotes, in prose, front matter, captions, alternative texts, sources and diagrams, as a module: each value the argument of its
 * format, sections as statements, so that what `if` makes sure of is known inside it.
 */
export function proseModule({ chapter, ...templates }: ChapterTemplates, names: ProseNames): ModuleText {
  const texts: [Template, Locator][] = [
    [templates.prose, locateLines(chapter.file, templates.prose.source, chapter.bodyLine)],
    [templates.title, locateOption(chapter.front.title)],
  ];
  for (const [name, value] of factsOf(chapter.front)) {
    const template = templates.facts.get(name);
    if (template) texts.push([template, locateOption(value)]);
  }
  for (const [template, locate] of optionTexts(chapter, templates.options)) texts.push([template, locate]);
  for (const template of templates.diagrams.values()) texts.push([template, template.locate]);
  const heads = new Set(texts.flatMap(([{ paths }]) => paths.flatMap(({ parts }) => parts[0] ?? [])));
  const wanted = [...heads].flatMap((name) => {
    const file = names.fileOf(name);
    // Each value again, with the keys that are written down and no others: prose reads by keys that must be there.
    return file === undefined ? [] : [{ name, file, as: names.isType(name) ? undefined : `__of_${name}` }];
  });
  const module = new ModuleText();
  module.raw(`${imports(wanted)}\nexport {};\n`);
  for (const { name, as } of wanted) if (as) module.raw(`const ${name} = __known(${as});\n`);
  for (const [template, locate] of texts)
    if (template.program) new Writer(module, template, locate, names).program(template.program);
  return module;
}

function optionTexts(chapter: Chapter, options: ChapterTemplates["options"]): [Template, Locator][] {
  return chapter.blocks.flatMap((block) =>
    [...(options.get(block.id) ?? [])].flatMap(([key, template]): [Template, Locator][] => {
      const value = block.options.get(key);
      return value ? [[template, locateOption(value)]] : [];
    }),
  );
}

/** Stands for what has been reported elsewhere, and for what Handlebars alone knows the value of. */
const ANYTHING = "__anything";
const VOID = "void ";

class Writer {
  private readonly lines: LineMap;
  /** The variables that hold the row, innermost last, of the sections around. */
  private readonly rows: string[] = [];
  private readonly locals = new Map<string, string>();
  private made = 0;
  /** Inside a claim's section: that the claim holds may mean that a value is there, which no type says. */
  private claims = 0;

  constructor(
    private readonly module: ModuleText,
    private readonly template: Template,
    private readonly locate: Locator,
    private readonly names: ProseNames,
  ) {
    this.lines = new LineMap(template.text);
  }

  program(program: hbs.AST.Program): void {
    for (const statement of program.body)
      if (statement.type === "MustacheStatement") this.quotation(statement as hbs.AST.MustacheStatement);
      else if (statement.type === "BlockStatement") this.section(statement as hbs.AST.BlockStatement);
  }

  private place({ loc }: hbs.AST.Node): Place {
    const offset = ({ line, column }: hbs.AST.Position): number => this.lines.offset({ line, column: column + 1 });
    const from = offset(loc.start);
    return this.locate(from, Math.max(1, offset(loc.end) - from));
  }

  /** `{{…}}`, which the template room has rewritten to `__quote index operand`. */
  private quotation({ params: [index, operand] }: hbs.AST.MustacheStatement): void {
    const quotation = this.template.quotations[(index as hbs.AST.NumberLiteral | undefined)?.value ?? -1];
    if (!quotation || !operand) return;
    // A call that is a statement by itself might be an assertion about what it is given: the compiler then goes back over all such calls before, for each.
    this.module.raw(VOID);
    if (quotation.helper !== undefined) this.value(operand);
    else this.bare(operand, quotation);
    this.module.raw(";\n");
  }

  /** A value without a format: a text, or an output, which has one declared. */
  private bare(operand: hbs.AST.Expression, { paths, expression }: Quotation): void {
    const [path] = paths;
    const output = paths.length === 1 ? this.names.outputs.get(path ?? "") : undefined;
    if (output)
      this.module.about({ kind: "format", format: output.format.style, expression }, () =>
        this.call(printing(output.format.style), [operand]),
      );
    else
      this.module.about({ kind: "bare", expression }, () =>
        this.call(this.claims > 0 ? "__bare_or_empty" : "__bare", [operand]),
      );
  }

  private call(name: string, operands: readonly hbs.AST.Expression[], options?: () => void): void {
    this.module.raw(`${name}(`);
    for (const [index, operand] of operands.entries()) {
      if (index > 0) this.module.raw(", ");
      this.value(operand);
    }
    options?.();
    this.module.raw(")");
  }

  /** An expression as one of TypeScript. */
  private value(node: hbs.AST.Expression): void {
    switch (node.type) {
      case "SubExpression": {
        const { path, params, hash } = node as hbs.AST.SubExpression;
        const name = (path as hbs.AST.PathExpression).original;
        const [first] = params;
        if (name === "__get") {
          const found = this.template.paths[(first as hbs.AST.NumberLiteral | undefined)?.value ?? -1];
          if (found) this.path(found);
          else this.module.raw(ANYTHING);
        } else if (name === "lookup") this.call("__lookup", params.slice(0, 2));
        else if (FORMAT_HELPERS.has(name)) this.format(name, params, hash);
        else this.module.raw(ANYTHING);
        return;
      }
      case "PathExpression":
        this.own(node as hbs.AST.PathExpression);
        return;
      case "StringLiteral":
      case "NumberLiteral":
      case "BooleanLiteral":
        this.module.at(this.place(node), JSON.stringify((node as hbs.AST.StringLiteral).value));
        return;
      case "NullLiteral":
      case "UndefinedLiteral":
        this.module.at(this.place(node), node.type === "NullLiteral" ? "null" : "undefined");
        return;
      default:
        this.module.raw(ANYTHING);
    }
  }

  private format(name: string, params: readonly hbs.AST.Expression[], hash: hbs.AST.Hash | undefined): void {
    const pairs = hash?.pairs ?? [];
    const literal = (node: hbs.AST.Expression | undefined): string | undefined =>
      node?.type === "StringLiteral" ? (node as hbs.AST.StringLiteral).value : undefined;
    let style: string = name;
    if (name === "range") style = literal(pairs.find(({ key }) => key === "style")?.value) ?? "number";
    if (name === "format") {
      const declared = parseFormat(literal(params[1]) ?? "text");
      style = "error" in declared ? "text" : declared.style;
    }
    const known = style === "text" || style === "date" ? style : "number";
    const mayBeEmpty = this.claims > 0 || pairs.some(({ key }) => key === "empty");
    const callee = `${printing(known)}${mayBeEmpty ? "_or_empty" : ""}`;
    for (const [index, operand] of params.slice(0, name === "range" ? 2 : 1).entries()) {
      if (index > 0) this.module.raw(`; ${VOID}`);
      this.module.about({ kind: "format", format: style, expression: this.written(operand) }, () =>
        this.call(callee, [operand], index === 0 ? () => this.options(name, pairs) : undefined),
      );
    }
  }

  /** The options of a format, but for those it doesn't have, which the template room reports. */
  private options(format: string, pairs: readonly hbs.AST.HashPair[]): void {
    const had = [...(FORMAT_HELPERS.get(format)?.options ?? []), ...COMMON_OPTIONS];
    const known = pairs.filter(({ key }) => had.includes(key));
    if (known.length === 0) return;
    this.module.raw(", { ");
    for (const pair of known)
      this.module.about({ kind: "option", format, option: pair.key }, () => {
        this.module.at(this.place(pair), pair.key).raw(": ");
        this.value(pair.value);
        this.module.raw(", ");
      });
    this.module.raw("}");
  }

  /** A path as its author wrote it. */
  private written(node: hbs.AST.Expression): string {
    const [index] = isCall(node, "__get") ? (node as hbs.AST.SubExpression).params : [];
    const path = this.template.paths[(index as hbs.AST.NumberLiteral | undefined)?.value ?? -1];
    if (path) return path.original;
    const from = this.lines.offset({ line: node.loc.start.line, column: node.loc.start.column + 1 });
    return this.template.source.slice(
      from,
      this.lines.offset({ line: node.loc.end.line, column: node.loc.end.column + 1 }),
    );
  }

  /** A path under a name of the memo, or of the row around. */
  private path({ parts, original, place, nested }: TemplatePath): void {
    const [head, ...keys] = parts;
    const row = this.rows.at(-1);
    if (head === undefined) {
      this.module.at(place, row ?? ANYTHING);
      return;
    }
    const places = placesOf(parts, original, place);
    const at = places[0] ?? place;
    const known = this.names.fileOf(head) !== undefined;
    if (nested && row !== undefined) {
      // A row's own name goes before the memo's.
      if (known)
        this.module
          .raw(`__row(${row}, ${JSON.stringify(head)}, `)
          .at(at, head)
          .raw(")");
      else this.keys([head], [at], this.module.raw(row), "");
    } else if (known) this.module.at(at, head);
    else {
      this.module.raw(ANYTHING);
      return;
    }
    this.keys(keys, places.slice(1), this.module, head);
  }

  private keys(keys: readonly string[], places: readonly Place[], module: ModuleText, before: string): void {
    let owner = before;
    for (const [index, key] of keys.entries()) {
      const place = places[index];
      if (!place) return;
      if (isIdentifier(key)) module.raw(".").at(place, key, owner);
      else module.raw("[").at(place, keyText(key), owner).raw("]");
      owner = owner === "" ? key : `${owner}.${key}`;
    }
  }

  /** A path that Handlebars follows itself: a name given with `as |row|`, `@index`, `../x`. */
  private own({ data, depth, parts, loc, original }: hbs.AST.PathExpression): void {
    const [head = "", ...keys] = parts.map(String);
    const local = data || depth > 0 ? undefined : this.locals.get(head);
    if (local === undefined) {
      this.module.raw(ANYTHING);
      return;
    }
    const place = this.place({ type: "PathExpression", loc });
    const places = placesOf([head, ...keys], original, place);
    this.module.at(places[0] ?? place, local);
    this.keys(keys, places.slice(1), this.module, head);
  }

  private section(node: hbs.AST.BlockStatement): void {
    const name = (node.path as hbs.AST.PathExpression).original;
    const { module } = this;
    const [operand] = node.params;
    if (name === "if" || name === "unless") {
      if (!operand) return;
      module.raw(name === "if" ? "if (" : "if (!(");
      this.value(operand);
      module.raw(name === "if" ? ")" : "))");
      this.body(node.program);
      if (node.inverse) {
        module.raw(" else");
        this.body(node.inverse);
      }
      module.raw("\n");
      return;
    }
    if ((name === "each" || name === "with") && operand) this.inRows(name, listed(operand), node.program);
    else {
      if (name === "claim") this.claims++;
      this.body(node.program);
      if (name === "claim") this.claims--;
    }
    if (node.inverse) this.body(node.inverse);
  }

  private body(program: hbs.AST.Program): void {
    this.module.raw(" {\n");
    this.program(program);
    this.module.raw("}\n");
  }

  private inRows(name: "each" | "with", operand: hbs.AST.Expression, program: hbs.AST.Program): void {
    const { module } = this;
    const row = `__r${++this.made}`;
    const key = `__k${this.made}`;
    if (name === "each") {
      module.raw(`for (const [${key}, ${row}] of `);
      module.about({ kind: "each", expression: this.written(operand) }, () => this.call("__each", [operand]));
      module.raw(") {\n");
    } else {
      module.raw(`{ const ${row} = (`);
      this.value(operand);
      module.raw(`)!;\n`);
    }
    const names = program.blockParams ?? [];
    const before = names.map((local) => [local, this.locals.get(local)] as const);
    for (const [index, local] of names.entries()) this.locals.set(local, index === 0 ? row : key);
    this.rows.push(row);
    this.program(program);
    this.rows.pop();
    for (const [local, variable] of before)
      if (variable === undefined) this.locals.delete(local);
      else this.locals.set(local, variable);
    module.raw("}\n");
  }
}

/** What a section goes through, without the call that asks whether it is a list. */
const listed = (operand: hbs.AST.Expression): hbs.AST.Expression =>
  (isCall(operand, "__list") && (operand as hbs.AST.SubExpression).params[1]) || operand;

const isCall = (node: hbs.AST.Expression, name: string): boolean =>
  node.type === "SubExpression" && ((node as hbs.AST.SubExpression).path as hbs.AST.PathExpression).original === name;

/** Where each part of a path stands. The parts end the path, one character between two; `this.` or `../` may go before. */
function placesOf(parts: readonly string[], original: string, place: Place): Place[] {
  const { file, start, end } = place;
  const whole = end?.line === start.line ? end.column - start.column : undefined;
  // A path with a part in brackets is longer than what is left of it.
  if (whole !== original.length) return parts.map(() => place);
  let column = start.column + original.length;
  return parts
    .toReversed()
    .map((part): Place => {
      const to = { line: start.line, column };
      const from = { line: start.line, column: column - part.length };
      column = from.column - 1;
      return { file, start: from, end: to };
    })
    .reverse();
}
