import { describeMeaning, describeRange, describeUnitOf, describeValue } from "../assumptions/describe.js";
import type { Assumption, Register, Source } from "../assumptions/types.js";
import { figureKindOf } from "../chapters/sweep.js";
import type { Block, Chapter } from "../chapters/types.js";
import { type Diagnostic, didYouMean, type Place } from "../diagnostic.js";
import { type FormatContext, formatValue } from "../notebook/format.js";
import type { Program, ProgramBlock } from "../notebook/program.js";
import type { Cell, DataTable, RunResult } from "../notebook/types.js";
import { citationTexts, referenceList } from "./citations.js";
import { type Evaluated, evaluateTemplate, plainText } from "./evaluate.js";
import { type MarkdownContext, textOf, toInline, toNodes } from "./markdown.js";
import { Numbering } from "./numbering.js";
import type { ChapterTemplates, ProseOption } from "./prepare.js";
import type { Scope } from "./scope.js";
import type {
  BlockNode,
  ChapterNode,
  FigureNode,
  FootnoteNode,
  FormattedTable,
  HeadingNode,
  InlineNode,
  MemoTree,
  OutputNode,
  QuoteNode,
  RegisterGroup,
} from "./tree.js";

export interface ResolveInput {
  templates: readonly ChapterTemplates[];
  program: Program;
  run: RunResult;
  scope: Scope;
  register: Register;
}

/** Mutable while the memo is being resolved: texts that need the whole memo are filled in at the end. */
type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type ReferenceInline = Mutable<Extract<InlineNode, { type: "reference" }>>;
type CitationInline = Extract<InlineNode, { type: "citation" }>;

/** Results and chapters to the resolved tree: values in, everything numbered, every reference and citation followed. */
export function resolveMemo(input: ResolveInput): { tree: MemoTree; diagnostics: Diagnostic[] } {
  const resolver = new Resolver(input);
  const tree = resolver.resolve();
  return { tree, diagnostics: resolver.diagnostics };
}

class Resolver {
  readonly diagnostics: Diagnostic[] = [];
  private readonly numbering: Numbering;
  private readonly footnotes: FootnoteNode[] = [];
  private readonly references: { node: ReferenceInline; place: Place }[] = [];
  private readonly citations: CitationInline[] = [];
  private readonly links: { href: string; chapter: Chapter }[] = [];
  private readonly cited = new Set<string>();
  private readonly usedAssumptions = new Set<string>();
  private readonly programBlocks: ReadonlyMap<string, ProgramBlock>;
  private quotes = 0;

  constructor(private readonly input: ResolveInput) {
    this.numbering = new Numbering((d) => this.report(d));
    this.programBlocks = new Map(input.program.blocks.map((b) => [b.block.id, b]));
  }

  private report(d: Diagnostic): void {
    this.diagnostics.push(d);
  }

  resolve(): MemoTree {
    const { templates, register, run, scope } = this.input;
    const chapters = templates.map((template) => this.chapter(template));
    for (const id of this.input.program.blocks.flatMap(({ block }) => scope.restsOn(block.id)))
      this.usedAssumptions.add(id);
    const appendix = this.appendix();
    for (const group of appendix)
      for (const { assumption } of group.rows) for (const key of assumption.sources) this.cited.add(key);
    const references = this.finishReferences(appendix);
    this.finishLinks();
    const first = templates[0]?.chapter.front;
    const memo = first?.memo;
    return {
      title: memo?.title ?? first?.title.text ?? "",
      subtitle: memo?.subtitle,
      authors: memo?.authors ?? [],
      language: memo?.language ?? "en",
      description: first?.summary?.text,
      notice: memo?.notice,
      date: register.asOf,
      register,
      chapters,
      footnotes: this.footnotes,
      references,
      appendix,
      outputs: this.outputs(),
      claims: [...run.claims.values()].map((claim) => ({ ...claim, restsOn: scope.restsOn(claim.blockId) })),
    };
  }

  private chapter(templates: ChapterTemplates): ChapterNode {
    const { chapter } = templates;
    const number = this.numbering.chapter(chapter.front.numbered);
    const prose = evaluateTemplate(templates.prose, this.input.scope, (d) => this.report(d));
    const title = evaluateTemplate(templates.title, this.input.scope, (d) => this.report(d));
    const context = this.context(prose, templates);
    const heading: HeadingNode = {
      type: "heading",
      level: 1,
      id: this.numbering.claim(
        `sec-${chapter.slug}`,
        number === undefined ? chapter.front.title.text : `Section ${number}`,
        chapter.front.title.place,
      ),
      number,
      children: toInline(title.text, { ...context, inlineMark: (kind, index) => this.mark(title, kind, index) }),
    };
    const { blocks, footnotes } = toNodes(prose.text, context);
    this.footnotes.push(...footnotes);
    return { type: "chapter", id: heading.id, number, file: chapter.file, heading, children: blocks };
  }

  private context(evaluated: Evaluated, templates: ChapterTemplates): MarkdownContext {
    const { chapter } = templates;
    const offset = this.footnotes.length;
    return {
      inlineMark: (kind, index) => this.mark(evaluated, kind, index),
      fence: (n) => this.fence(n, templates),
      heading: (level, children, id) => {
        const number = this.numbering.heading(level);
        const text = textOf(children);
        const target = number === undefined ? `\u201c${text}\u201d` : `Section ${number}`;
        const found =
          id === undefined
            ? this.numbering.slug(`${chapter.slug}-${text}`, target)
            : this.numbering.claim(id, target, this.find(chapter, `{#${id}}`));
        return { type: "heading", level, id: found, number, children };
      },
      footnoteNumber: (n) => offset + n,
      link: (href) => {
        this.links.push({ href, chapter });
      },
      problem: (rule, message, expected, near) =>
        this.report({ rule, severity: "error", message, expected, place: this.find(chapter, near) }),
    };
  }

  /** Where a piece of text stands in a chapter; the chapter's head when it can't be found. */
  private find(chapter: Chapter, near: string): Place {
    const lines = chapter.text.split("\n");
    const index = lines.findIndex((line) => line.includes(near));
    const column = index === -1 ? 1 : (lines[index]?.indexOf(near) ?? 0) + 1;
    const line = Math.max(0, index) + 1;
    return {
      file: chapter.file,
      start: { line, column },
      end: { line, column: column + (index === -1 ? 1 : near.length) },
    };
  }

  private mark(evaluated: Evaluated, kind: "quotation" | "reference" | "citation", index: number): InlineNode {
    if (kind === "quotation") return this.quote(evaluated, index);
    if (kind === "reference") {
      const found = evaluated.template.references[index];
      if (!found) return { type: "text", text: "" };
      const node: ReferenceInline = { type: "reference", target: found.target, text: found.target };
      this.references.push({ node, place: found.place });
      return node;
    }
    const citation = evaluated.template.citations[index];
    const items: { key: string; text: string; locator?: string }[] = [];
    for (const { key, locator, place } of citation?.items ?? []) {
      if (!this.input.register.sources.has(key)) {
        this.report({
          rule: "prose/unknown-source",
          severity: "error",
          message: `unknown source \`${key}\``,
          expected: "a key of the sources file",
          hint: didYouMean(key, this.input.register.sources.keys()),
          place,
        });
        continue;
      }
      this.cited.add(key);
      items.push({ key, text: key, locator });
    }
    const node: CitationInline = { type: "citation", items };
    this.citations.push(node);
    return node;
  }

  private quote(evaluated: Evaluated, index: number): InlineNode {
    const quoted = evaluated.quoted[index];
    if (!quoted) return { type: "text", text: "" };
    const { quotation, text, value, full, blockId, restsOn } = quoted;
    for (const id of restsOn) this.usedAssumptions.add(id);
    const node: QuoteNode = {
      type: "quote-value",
      id: `q${++this.quotes}`,
      text,
      expression: quotation.expression,
      full,
      value,
      blockId,
      restsOn,
      place: quotation.place,
    };
    return node;
  }

  private fence(n: number, templates: ChapterTemplates): readonly BlockNode[] {
    const fence = templates.chapter.fences[n];
    if (!fence) return [];
    if (fence.type === "verbatim")
      return [{ type: "verbatim", text: fence.text, language: fence.language || undefined }];
    const { block } = fence;
    if (block.kind === "sweep") {
      const shown = figureKindOf(block.id);
      const figure = shown && this.figure(block, shown, templates);
      return figure ? [figure] : [];
    }
    const code: BlockNode = {
      type: "code",
      blockId: block.id,
      kind: block.kind,
      text: block.code,
      language: block.kind === "formula" ? "formula" : "ts",
      place: block.place,
    };
    if (block.kind === "compute" || block.kind === "claim") return [code];
    if (block.kind === "formula") {
      const formula = this.programBlocks.get(block.id)?.formula;
      if (!formula) return [];
      const number = this.numbering.figure("formula");
      const id = this.numbering.claim(block.id, `Equation ${number}`, block.place);
      return [
        {
          type: "formula",
          id,
          number,
          math: formula.math,
          alt: formula.spoken,
          expression: formula.expression,
          place: block.place,
        },
      ];
    }
    const figure = this.figure(block, block.kind, templates);
    return figure ? [figure, code] : [];
  }

  private figure(block: Block, kind: "chart" | "table", templates: ChapterTemplates): FigureNode | undefined {
    const number = this.numbering.figure(kind);
    const id = this.numbering.claim(block.id, `${kind === "chart" ? "Figure" : "Table"} ${number}`, block.place);
    // A figure whose block failed has been reported; what refers to it is not wrong.
    const result = this.input.run.figures.get(block.id);
    if (!result) return undefined;
    const option = (key: ProseOption): Evaluated | undefined => {
      const template = templates.options.get(block.id)?.get(key);
      return template && evaluateTemplate(template, this.input.scope, (d) => this.report(d));
    };
    const inline = (evaluated: Evaluated | undefined): InlineNode[] =>
      evaluated ? toInline(evaluated.text, this.context(evaluated, templates)) : [];
    const caption = inline(option("caption"));
    const alt = option("alt");
    const altText = alt ? plainText(alt) : textOf(caption);
    const restsOn = this.input.scope.restsOn(block.id);
    return {
      type: "figure",
      kind,
      id,
      number,
      blockId: block.id,
      caption,
      alt: altText,
      source: inline(option("source")),
      svg: result.kind === "chart" ? withAlternativeText(result.svg, altText) : undefined,
      table: result.kind === "table" ? this.formatTable(result.table, block) : undefined,
      data: result.kind === "chart" ? this.chartData(block, result.data) : [result.table],
      restsOn,
      place: block.place,
    };
  }

  /** The rows named by the option `data`, or those the chart's marks were given. */
  private chartData(block: Block, marks: readonly DataTable[]): readonly DataTable[] {
    const named = block.options.get("data");
    if (!named) return marks;
    const value = this.input.scope.values.get(named.text);
    const rows = Array.isArray(value)
      ? value.filter((row): row is Record<string, unknown> => typeof row === "object" && row !== null)
      : [];
    if (rows.length === 0) {
      this.report({
        rule: "prose/figure-data",
        severity: "error",
        message: `\`${named.text}\` is no list of rows`,
        expected: "the name of a list of objects",
        hint: didYouMean(named.text, this.input.scope.names),
        place: named.place,
      });
      return marks;
    }
    const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const cell = (x: unknown): Cell =>
      typeof x === "number" || typeof x === "string" || typeof x === "boolean" ? x : null;
    return [
      {
        columns: keys.map((key) => ({
          key,
          label: key,
          align: rows.every((row) => typeof row[key] !== "string") ? "right" : "left",
        })),
        rows: rows.map((row) => keys.map((key) => cell(row[key]))),
      },
    ];
  }

  private formatTable(table: DataTable, block: Block): FormattedTable {
    const rows = table.rows.map((row) =>
      row.map((value, index) => {
        const column = table.columns[index];
        const context: FormatContext = { unit: column?.unit, convert: this.input.scope.convert, nonFinite: "\u2013" };
        return { value, text: this.cellText(value, column?.format, context, block) };
      }),
    );
    return { columns: table.columns, rows };
  }

  private cellText(
    value: Cell,
    format: DataTable["columns"][number]["format"],
    context: FormatContext,
    block: Block,
  ): string {
    if (value === null) return "\u2013";
    if (typeof value === "boolean") return value ? "yes" : "no";
    if (typeof value === "string" && format?.style !== "date") return value;
    try {
      return formatValue(value, format ?? { style: "number" }, context);
    } catch (error) {
      this.report({
        rule: "prose/format",
        severity: "error",
        message: `a cell of table \`${block.id}\`: ${error instanceof Error ? error.message : String(error)}`,
        place: block.place,
      });
      return "";
    }
  }

  private finishReferences(appendix: readonly RegisterGroup[]): ReturnType<typeof referenceList> {
    for (const { node, place } of this.references) node.text = this.numbering.textOf(node.target, place);
    const sources = [...this.cited]
      .map((key) => this.input.register.sources.get(key))
      .filter((s): s is Source => s !== undefined);
    const list = referenceList(sources);
    const texts = citationTexts(list);
    for (const citation of this.citations)
      for (const item of citation.items as { key: string; text: string }[]) item.text = texts.get(item.key) ?? item.key;
    for (const { rows } of appendix)
      for (const row of rows as Mutable<RegisterGroup["rows"][number]>[])
        row.sources = row.assumption.sources.map((key) => texts.get(key) ?? key).join("; ");
    return list;
  }

  private finishLinks(): void {
    for (const { href, chapter } of this.links) {
      const place = this.find(chapter, `(${href}`);
      if (href.startsWith("#")) {
        if (!this.numbering.has(href.slice(1)))
          this.report({
            rule: "prose/unknown-reference",
            severity: "error",
            message: `the link \`${href}\` leads nowhere`,
            expected: "the id of a section or figure",
            place,
          });
      } else if (!/^(https?:|mailto:)/.test(href))
        this.report({
          rule: "prose/link",
          severity: "error",
          message: `the link \`${href}\` leads out of the one file`,
          expected: "an https address, or #id",
          place,
        });
    }
  }

  private appendix(): RegisterGroup[] {
    const groups = new Map<string, RegisterGroup["rows"][number][]>();
    for (const assumption of this.input.register.assumptions.values()) {
      if (!this.usedAssumptions.has(assumption.id)) continue;
      const group = assumption.id.split(".")[0] ?? "";
      const rows = groups.get(group) ?? [];
      groups.set(group, rows);
      rows.push({
        assumption,
        value: describeValue(assumption),
        range: describeRange(assumption),
        meaning: meaningOf(assumption),
        unit: describeUnitOf(assumption),
        sources: "",
      });
    }
    return [...groups].map(([id, rows]) => ({ id, rows }));
  }

  private outputs(): OutputNode[] {
    const { scope } = this.input;
    const nodes: OutputNode[] = [];
    for (const declaration of this.input.program.outputs) {
      if (!scope.values.has(declaration.name)) continue;
      const raw = scope.values.get(declaration.name);
      const value: Cell = typeof raw === "number" || typeof raw === "string" || typeof raw === "boolean" ? raw : null;
      const restsOn = scope.restsOn(declaration.blockId);
      try {
        const text =
          typeof value === "string"
            ? value
            : formatValue(value, declaration.format, { unit: declaration.unit, convert: scope.convert });
        nodes.push({ declaration, value, text, restsOn });
      } catch (error) {
        this.report({
          rule: "prose/format",
          severity: "error",
          message: `output \`${declaration.name}\`: ${error instanceof Error ? error.message : String(error)}`,
          place: declaration.place,
        });
      }
    }
    return nodes.sort((a, b) => (a.declaration.name < b.declaration.name ? -1 : 1));
  }
}

/** A chart is drawn, and kept in the cache, before its alternative text has its values in. */
function withAlternativeText(svg: string, alt: string): string {
  const text = alt.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  return svg.replace(/ aria-label="[^"]*"/, () => ` aria-label="${text}"`);
}

/** What a range means; nothing where there is none. A range that draws don't use is said to be one. */
function meaningOf(assumption: Assumption): string {
  const meaning = describeMeaning(assumption);
  if (meaning !== "point") return meaning;
  return describeRange(assumption) === "" ? "" : "not sampled";
}
