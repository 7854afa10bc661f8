import { describeMeaning, describeRange, describeUnitOf, describeValue } from "../assumptions/register/describe.js";
import { type Assumption, groupOf, type Register, type Source } from "../assumptions/register/types.js";
import { figureKindOf } from "../chapters/sweep.js";
import type { Block, Fence } from "../chapters/types.js";
import type { Diagnostic, Place } from "../diagnostic.js";
import { areStretches } from "../keys/calendar.js";
import { append } from "../lists.js";
import type { Program, ProgramBlock } from "../notebook/analyse/program.js";
import {
  type FormatContext,
  type FormatSpec,
  formatUnit,
  formatValue,
  sharedDigits,
} from "../notebook/library/format.js";
import { isYearName } from "../notebook/library/year-names.js";
import type { Cell, ChartExtras, Column, DataTable, FigureResult, RunResult } from "../notebook/types.js";
import type { SaidOfOutput } from "../sensitivity/index.js";
import { isAddress } from "./addresses/address.js";
import { nameQuoted } from "./addresses/quote-ids.js";
import { drawnBeside, isLegibleBeside } from "./beside.js";
import { barsOf, grouped, lineNumbers, pointsOf } from "./cells/drawn-cells.js";
import { checkFormulaCells } from "./cells/formula-cells.js";
import { markdownCell } from "./cells/markdown-cells.js";
import { type CitationText, citationTexts, referenceList } from "./citations.js";
import { type Filled, type FilledBefore, fillAgain, fillTemplate } from "./fill.js";
import { listOf } from "./lists-of-figures.js";
import type { MarkdownContext, Where } from "./markdown/context.js";
import { ChapterMarkdown } from "./markdown.js";
import { letters, Numbering } from "./numbering.js";
import { type ChapterTemplates, type ProseOption, targetsOf } from "./prepare.js";
import { unprintableCharacters } from "./private-use.js";
import type { ProseScope } from "./prose-scope.js";
import { meantFor } from "./quoted/print.js";
import type { MarkKind } from "./template/marks.js";
import type { Template } from "./template.js";
import type {
  BlockNode,
  ChapterNode,
  CitationItem,
  FigureNode,
  FootnoteNode,
  FormattedTable,
  HeadingNode,
  InlineNode,
  MemoTree,
  OutputNode,
  QuoteNode,
  RegisterGroup,
  ShownPicture,
  TableCell,
} from "./tree.js";
import { plainText } from "./words.js";

export interface ResolveInput {
  templates: readonly ChapterTemplates[];
  program: Program;
  run: RunResult;
  scope: ProseScope;
  register: Register;
  /** By the id of a sweep: what it says about itself beside its figure. */
  remarks?: ReadonlyMap<string, readonly string[]>;
  /** By the name of an output. */
  studied?: ReadonlyMap<string, SaidOfOutput>;
  /** What is shown from files: by the id of a block, and with the title. */
  pictures?: { figures: ReadonlyMap<string, ShownPicture>; logo?: MemoTree["logo"] };
  /** What templates came to before, where a process resolves again and again. */
  filled?: FilledBefore;
  /** Told of each quoted value's node, with the template it is of and which of its values it is. */
  met?(filled: Filled, index: number, node: QuoteNode): void;
}

/** Mutable while the memo is being resolved: texts that need the whole memo are filled in at the end. */
type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type ReferenceInline = Mutable<Extract<InlineNode, { type: "reference" }>>;
type CitationInline = Extract<InlineNode, { type: "citation" }>;

/** Results and chapters to the resolved tree: values in, everything numbered, every reference and citation followed. */
export function resolveMemo(input: ResolveInput): { tree: MemoTree; diagnostics: Diagnostic[] } {
  const resolver = new Resolver(input);
  const tree = resolver.resolve();
  const found = [...resolver.diagnostics, ...unprintableCharacters(tree)];
  // What a section of an unknown claim would print is unknown too.
  const isAll = !found.some(({ rule }) => rule === "prose/unknown-claim");
  return { tree, diagnostics: isAll ? [...found, ...resolver.unprinted] : found };
}

export class Resolver {
  readonly diagnostics: Diagnostic[] = [];
  /** Of what refers to parts that are not printed. */
  readonly unprinted: Diagnostic[] = [];
  protected readonly numbering: Numbering;
  protected readonly footnotes: FootnoteNode[] = [];
  protected readonly references: { node: ReferenceInline; place: Place }[] = [];
  protected readonly citations: CitationInline[] = [];
  /** Those that print the year alone. */
  protected readonly yearsOnly = new Set<CitationItem>();
  /** Alternative texts are plain, but may refer to what is numbered later. */
  private readonly alternatives: { figure: Mutable<FigureNode>; alt: readonly InlineNode[] }[] = [];
  protected readonly links: { href: string; place: () => Place }[] = [];
  protected readonly cited = new Set<string>();
  protected readonly usedAssumptions = new Set<string>();
  private readonly programBlocks: ReadonlyMap<string, ProgramBlock>;
  private quotes = 0;
  protected readonly language: string;
  /** The first chapter's summary; what it refers to may be numbered later. */
  protected description: readonly InlineNode[] | undefined;
  /** Figures side by side with a number, of which what is resolved now are parts. */
  private whole: { kind: "chart" | "table"; number: number | undefined; parts: number } | undefined;
  /** Of the chapter that is being resolved. */
  private markdown!: ChapterMarkdown;

  constructor(protected readonly input: ResolveInput) {
    this.numbering = new Numbering(targetsOf(input.templates), (d) => this.report(d));
    this.language = input.templates[0]?.chapter.front.memo?.language ?? "en";
    this.programBlocks = new Map(input.program.blocks.map((b) => [b.block.id, b]));
  }

  protected report(d: Diagnostic): void {
    this.diagnostics.push(d);
  }

  resolve(): MemoTree {
    const { templates, register, run, scope } = this.input;
    const front = this.titleBlock(templates[0]);
    const chapters = templates.map((template) => this.chapter(template));
    for (const id of this.input.program.blocks.flatMap(({ block }) => scope.restsOn(block.id)))
      this.usedAssumptions.add(id);
    const appendix = this.appendix();
    for (const group of appendix)
      for (const { assumption } of group.rows) for (const key of assumption.sources) this.cited.add(key);
    const references = this.finishReferences(appendix);
    // What captions refer to has its number now.
    const listed = templates[0]?.chapter.front.memo?.lists ?? [];
    for (const kind of listed)
      append(
        chapters,
        listOf(kind, chapters, (id, name) => this.numbering.claim(id, name, undefined)),
      );
    this.finishLinks();
    return {
      ...front,
      title: front.title ?? again(chapters[0]?.heading.children ?? []),
      language: templates[0]?.chapter.front.memo?.language ?? "en",
      ...(this.input.pictures?.logo ? { logo: this.input.pictures.logo } : {}),
      description: this.description && plainText(this.description),
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

  /** What the first chapter's front matter says of the whole. */
  private titleBlock(first: ChapterTemplates | undefined): Pick<
    MemoTree,
    "subtitle" | "authors" | "notice" | "contents" | "pdf"
  > & {
    title?: readonly InlineNode[];
  } {
    if (!first) return { authors: [] };
    const { contents, pdf } = first.chapter.front.memo ?? {};
    this.markdown = new ChapterMarkdown("", this.context(emptyText(first.title), first), 0, this.language);
    const line = (name: string): InlineNode[] | undefined => this.line(first.facts.get(name), first);
    return {
      title: line("memo.title"),
      subtitle: line("memo.subtitle"),
      authors: [...first.facts.keys()]
        .filter((name) => name.startsWith("memo.authors."))
        .map((name) => line(name) ?? []),
      notice: line("memo.notice"),
      contents,
      pdf,
    };
  }

  /** A line of prose with its values in; undefined where there is none. */
  private line(template: Template | undefined, templates: ChapterTemplates): InlineNode[] | undefined {
    if (!template) return undefined;
    const evaluated = this.fill(template);
    return this.markdown.line(evaluated.text, this.context(evaluated, templates));
  }

  private fill(template: Template): Filled {
    const { scope, filled } = this.input;
    const report = (d: Diagnostic): void => this.report(d);
    return filled ? fillAgain(template, scope, report, filled) : fillTemplate(template, scope, report);
  }

  protected chapter(templates: ChapterTemplates): ChapterNode {
    const { chapter } = templates;
    const number = this.numbering.chapter(chapter.front.numbered, chapter.front.appendix !== undefined);
    const prose = this.fill(templates.prose);
    const markdown = new ChapterMarkdown(
      prose.text,
      this.context(prose, templates),
      this.footnotes.length,
      this.language,
    );
    this.markdown = markdown;
    const children = this.line(templates.title, templates) ?? [];
    const heading: HeadingNode = {
      type: "heading",
      level: 1,
      id: this.numbering.claim(`sec-${chapter.slug}`, sectionName(number, children), chapter.front.title.place),
      number,
      children,
    };
    const summary = this.line(templates.facts.get("summary"), templates);
    if (chapter.number === 1) this.description = summary;
    const blocks = [
      ...(summary ? [{ type: "paragraph", children: [{ type: "emphasis", children: summary }] } as const] : []),
      ...markdown.blocks(),
    ];
    append(this.footnotes, markdown.notes());
    return { type: "chapter", id: heading.id, number, file: chapter.file, heading, children: blocks };
  }

  private context(evaluated: Filled, templates: ChapterTemplates): MarkdownContext {
    const { chapter } = templates;
    return {
      inlineMark: (kind, index) => this.mark(evaluated, kind, index),
      fence: (n, until) => this.fence(n, templates, until),
      heading: (level, children, n) => {
        const written = n === undefined ? undefined : templates.headings[n];
        const number = this.numbering.heading(level, !written?.unnumbered);
        const target = sectionName(number, children);
        // A row is known by what it is called, which a section on its own need not be.
        const words = written && !written.inRows ? written.words : wordsWithoutNumbers(children);
        const id =
          written?.id === undefined
            ? this.numbering.slug(chapter.slug, words, target, written?.place)
            : this.numbering.claim(written.id.text, target, written.id.place);
        return { type: "heading", level, id, number, children };
      },
      equation: (label) => {
        const number = this.numbering.figure("formula");
        const places = templates.equations.get(label) ?? [];
        return {
          id: this.numbering.claim(label, `Equation ${number}`, this.numbering.has(label) ? places.at(-1) : places[0]),
          number,
        };
      },
      unprintedNote: (label, at) => {
        // One that has no text anywhere was reported when the prose was read.
        if (!templates.notes.has(label)) return;
        this.unprinted.push({
          rule: "prose/footnote",
          severity: "error",
          message: `the text of the footnote \`[^${label}]\` is not printed under these assumptions`,
          expected: "its text in the same branch of the claim, or outside",
          place: placeOf(evaluated, at),
        });
      },
      emptyNote: (label) =>
        this.report({
          rule: "prose/footnote",
          severity: "error",
          message: `the footnote \`[^${label}]\` has no text`,
          expected: `words after \`[^${label}]:\``,
          place: templates.notes.get(label),
        }),
      marked: (kind, index) => this.marked(evaluated, kind, index),
      link: (href, at) => {
        this.links.push({ href, place: placeLater(evaluated, at) });
      },
      problem: (rule, message, expected, at) =>
        this.report({
          rule,
          severity: "error",
          message,
          expected,
          place: placeOf(evaluated, at),
        }),
    };
  }

  private marked(evaluated: Filled, kind: MarkKind, index: number): { written: string; words?: string; place?: Place } {
    if (kind === "quotation") {
      const quoted = evaluated.quoted[index];
      for (const id of quoted?.restsOn ?? []) this.usedAssumptions.add(id);
      return { written: quoted?.quotation.written ?? "", words: quoted?.text, place: quoted?.quotation.place };
    }
    const { references, citations } = evaluated.template;
    const found = kind === "reference" ? references[index] : citations[index];
    return { written: found?.written ?? "", place: found?.place };
  }

  private mark(evaluated: Filled, kind: MarkKind, index: number): InlineNode {
    if (kind === "quotation") return this.quote(evaluated, index);
    if (kind === "reference") {
      const found = evaluated.template.references[index];
      if (!found) return { type: "text", text: "" };
      const node: ReferenceInline = { type: "reference", target: found.target, text: found.target };
      this.references.push({ node, place: found.place });
      return node;
    }
    const citation = evaluated.template.citations[index];
    const items: CitationItem[] = [];
    for (const { key, prefix, yearOnly, locator } of citation?.items ?? []) {
      // An unknown one was reported when the prose was read.
      if (!this.input.register.sources.has(key)) continue;
      this.cited.add(key);
      const item: CitationItem = { key, prefix, text: key, locator };
      if (yearOnly) this.yearsOnly.add(item);
      items.push(item);
    }
    const node: CitationInline = { type: "citation", items };
    this.citations.push(node);
    return node;
  }

  private quote(evaluated: Filled, index: number): InlineNode {
    const quoted = evaluated.quoted[index];
    if (!quoted) return { type: "text", text: "" };
    const { quotation, text, value, full, blockId, restsOn } = quoted;
    for (const id of restsOn) this.usedAssumptions.add(id);
    const movedBy = this.input.studied?.get(nameQuoted(quotation.expression))?.movedBy;
    const node: QuoteNode = {
      type: "quote-value",
      id: `q${++this.quotes}`,
      text,
      expression: quotation.expression,
      full,
      value,
      blockId,
      restsOn,
      ...(movedBy ? { movedBy } : {}),
      place: quotation.place,
    };
    this.input.met?.(evaluated, index, node);
    return node;
  }

  private fence(
    n: number,
    templates: ChapterTemplates,
    until: (end: number) => readonly BlockNode[],
  ): readonly BlockNode[] {
    const fence = templates.chapter.fences[n];
    if (!fence || fence.type === "nothing") return [];
    if (fence.type === "layout") return this.layout(fence, templates, () => until(fence.end));
    if (fence.type === "verbatim")
      return [{ type: "verbatim", text: fence.text, language: fence.language || undefined }];
    const { block } = fence;
    const code: BlockNode = {
      type: "code",
      blockId: block.id,
      kind: block.kind,
      text: block.code,
      language: block.kind === "formula" || block.kind === "sql" ? block.kind : block.kind === "sweep" ? "yaml" : "ts",
      ...(block.options.get("echo")?.text === "true" ? { echo: true as const } : {}),
      place: block.place,
    };
    if (block.kind === "compute" || block.kind === "sql" || block.kind === "claim") return [code];
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
    if (block.kind === "graph" || block.kind === "diagram" || block.kind === "picture") {
      const drawn = this.figure(block, "chart", templates);
      return drawn ? [drawn] : [];
    }
    const shown = block.kind === "sweep" ? figureKindOf(block.id) : block.kind === "table" ? "table" : "chart";
    const figure = shown && this.figure(block, shown, templates);
    if (!figure) return block.kind === "sweep" ? [code] : [];
    const remarks = this.input.remarks?.get(block.id) ?? [];
    const note: BlockNode[] =
      remarks.length === 0
        ? []
        : [
            {
              type: "paragraph",
              of: figure.id,
              children: [{ type: "emphasis", children: [{ type: "text", text: remarks.join(" ") }] }],
            },
          ];
    return [figure, ...note, code];
  }

  private figure(block: Block, kind: "chart" | "table", templates: ChapterTemplates): FigureNode | undefined {
    const whole = this.whole;
    if (whole) whole.number ??= this.numbering.figure(whole.kind);
    const number = whole?.number ?? this.numbering.figure(kind);
    const letter = whole && letters(++whole.parts).toLowerCase();
    const of = whole?.kind ?? kind;
    const name = `${of === "chart" ? "Figure" : "Table"} ${number}${letter ?? ""}`;
    const id = this.numbering.claim(block.id, name, block.place);
    // A figure whose block failed has been reported; what refers to it is not wrong.
    const result = this.input.run.figures.get(block.id);
    const picture = this.input.pictures?.figures.get(block.id);
    if (!result && !picture) return undefined;
    const option = (key: ProseOption): Template | undefined => templates.options.get(block.id)?.get(key);
    const caption = this.line(option("caption"), templates) ?? [];
    const altTemplate = option("alt");
    const alt = altTemplate && this.fill(altTemplate);
    const restsOn = this.input.scope.restsOn(block.id);
    // What a diagram prints stands in the register too, as what a sentence does.
    if (block.kind === "diagram") for (const id of restsOn) this.usedAssumptions.add(id);
    const drawn = result?.kind === "chart" ? this.drawn(result, block) : undefined;
    const figure: Mutable<FigureNode> = {
      type: "figure",
      kind,
      id,
      number,
      ...(letter === undefined ? {} : { part: { letter, of } }),
      ...(block.beside ? { beside: block.beside } : {}),
      blockId: block.id,
      caption,
      alt: "",
      source: this.line(option("source"), templates) ?? [],
      svg: drawn?.svg,
      ...(drawn?.extras ? { extras: drawn.extras } : {}),
      ...(picture ? { picture } : {}),
      table: result?.kind === "table" ? this.formatTable(result.table, block, templates) : undefined,
      data: result === undefined ? [] : result.kind === "chart" ? result.data : [result.table],
      restsOn,
      place: block.place,
    };
    checkFormulaCells(block.id, figure.data, { isStudy: block.study !== undefined, place: block.place }, (d) =>
      this.report(d),
    );
    this.alternatives.push({ figure, alt: alt ? this.words(alt, templates) : caption });
    return figure;
  }

  /** A chart's drawing; beside others the one for a narrow column. */
  private drawn(
    { svg, narrow, tips, narrowTips }: FigureResult & { kind: "chart" },
    { id, kind, beside, place }: Block,
  ): { svg: string; extras?: ChartExtras } {
    const extras = { narrow, tips, narrowTips };
    const found = beside && drawnBeside({ svg, ...extras }, beside);
    if (found) return found;
    const others = beside === 2 ? "another" : "two others";
    if (beside && kind !== "diagram")
      this.report({
        rule: "notebook/chart-beside",
        severity: "warning",
        message: `chart \`${id}\` has no room for its texts beside ${others}`,
        expected: "shorter labels, fewer of them, or the chart by itself",
        place,
      });
    else if (beside && !isLegibleBeside(svg, beside))
      this.report({
        rule: "diagrams/beside",
        severity: "warning",
        message: `diagram \`${id}\` is set at less than three quarters of its size beside ${others}`,
        expected: "fewer nodes in a row, such as with `rankdir=TB`, or the diagram by itself",
        place,
      });
    return { svg, ...((narrow ?? tips) === undefined ? {} : { extras }) };
  }

  /** Figures side by side; code that stands among them comes behind. */
  private layout(
    { columns, block }: Extract<Fence, { type: "layout" }>,
    templates: ChapterTemplates,
    inside: () => readonly BlockNode[],
  ): readonly BlockNode[] {
    const of = block && { kind: figureKindOf(block.id) ?? "chart", parts: 0, number: undefined };
    const line = (key: ProseOption): readonly InlineNode[] =>
      (block && this.line(templates.options.get(block.id)?.get(key), templates)) ?? [];
    const caption = line("caption");
    this.whole = of;
    const nodes = inside();
    const number = this.whole?.number;
    this.whole = undefined;
    const children = nodes.filter(({ type }) => type !== "code");
    const code = nodes.filter(({ type }) => type === "code");
    if (children.length === 0) return code;
    if (!block || !of || number === undefined) return [{ type: "layout", columns, children }, ...code];
    const rests = new Set(children.flatMap((node) => (node.type === "figure" ? node.restsOn : [])));
    const whole: FigureNode = {
      type: "figure",
      kind: of.kind,
      id: this.numbering.claim(block.id, `${of.kind === "chart" ? "Figure" : "Table"} ${number}`, block.place),
      number,
      isWhole: true,
      blockId: block.id,
      caption,
      alt: plainText(caption),
      source: line("source"),
      data: [],
      restsOn: [...this.input.register.assumptions.keys()].filter((id) => rests.has(id)),
      place: block.place,
    };
    return [{ type: "layout", columns, whole, children }, ...code];
  }

  /** A text that is printed without markup: values stand in it as their words. */
  private words(evaluated: Filled, templates: ChapterTemplates): InlineNode[] {
    const context = this.context(evaluated, templates);
    return this.markdown.line(evaluated.text, {
      ...context,
      inlineMark: (kind, index) =>
        kind === "quotation"
          ? { type: "text", text: evaluated.quoted[index]?.text ?? "" }
          : context.inlineMark(kind, index),
    });
  }

  private formatTable(table: DataTable, block: Block, templates: ChapterTemplates): FormattedTable {
    // The words of a total, "All", stand in a column of months or years as what they are.
    const isWord = (value: Cell, at: number): boolean =>
      at >= table.rows.length - (table.totals ?? 0) && typeof value === "string" && !areStretches([value]);
    // Once a column: how one without a format is printed hangs on all of its cells.
    const printed = table.columns.map((column, index) => ({
      format:
        column.format ??
        usualFormat(
          column,
          table.rows.flatMap((cells, at) => {
            const value = cells[index] ?? null;
            if (column.drawn === "line") return lineNumbers(value);
            return isWord(value, at) ? [] : [value];
          }),
        ),
      bars: column.drawn === "bar" ? barsOf(table, index) : [],
      context: { unit: column.unit, convert: this.input.scope.convert, nonFinite: "\u2013" } satisfies FormatContext,
    }));
    const inCells = this.context(emptyText(templates.title), templates);
    const rows = table.rows.map((row, at) =>
      row.map((value, index): TableCell => {
        const { format, context, bars } = printed[index] ?? {
          format: undefined,
          context: { nonFinite: "\u2013" },
          bars: [],
        };
        const print = (one: Cell): string => this.cellText(one, isWord(one, at) ? undefined : format, context, block);
        if (typeof value === "string" && table.columns[index]?.markdown) {
          const where = { name: block.id, place: block.place };
          return markdownCell(value, where, this.markdown, inCells, (d) => this.report(d));
        }
        const line = table.columns[index]?.drawn === "line" ? pointsOf(value) : undefined;
        if (line) {
          const numbers = lineNumbers(value);
          return { value, text: `${print(numbers[0] ?? null)} \u2013 ${print(numbers.at(-1) ?? null)}`, line };
        }
        return { value, text: print(value), ...(bars[at] ? { bar: bars[at] } : {}) };
      }),
    );
    // A head with nothing below it looks like a table that was cut off.
    const none = table.columns.map((_, i) => ({ value: null, text: i === 0 ? NO_ROWS : "" }));
    const columns = table.columns.map((column, i) => ({ ...column, unit: unitOfHead(column, printed[i]?.format) }));
    return grouped({ columns, rows: rows.length === 0 ? [none] : rows }, table);
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
        expected: "cells that their column's `format` prints",
        place: block.place,
      });
      return "";
    }
  }

  private finishReferences(appendix: readonly RegisterGroup[]): ReturnType<typeof referenceList> {
    const known = targetsOf(this.input.templates);
    for (const { node, place } of this.references) {
      const text = this.numbering.textOf(node.target);
      if (text !== undefined) node.text = text;
      // One that is nowhere was reported when the prose was read.
      else if (known.has(node.target))
        this.unprinted.push({
          rule: "prose/unknown-reference",
          severity: "error",
          message: `\`${node.target}\` is not printed under these assumptions`,
          expected: "a reference in the same branch of the claim as what it refers to",
          place,
        });
    }
    const sources = [...this.cited]
      .map((key) => this.input.register.sources.get(key))
      .filter((s): s is Source => s !== undefined);
    const list = referenceList(sources);
    const texts = citationTexts(list);
    const name = ({ by, year }: CitationText): string => `${by} ${year}`;
    for (const citation of this.citations)
      for (const item of citation.items as Mutable<CitationItem>[]) {
        const text = texts.get(item.key);
        if (text) item.text = this.yearsOnly.has(item) ? text.year : name(text);
      }
    for (const { figure, alt } of this.alternatives) {
      figure.alt = plainText(alt);
      if (figure.svg !== undefined) figure.svg = withAlternativeText(figure.svg, figure.alt);
    }
    for (const { rows } of appendix)
      for (const row of rows as Mutable<RegisterGroup["rows"][number]>[])
        row.sources = row.assumption.sources
          .map((key) => {
            const text = texts.get(key);
            return text ? name(text) : key;
          })
          .join("; ");
    return list;
  }

  private finishLinks(): void {
    for (const { href, place: find } of this.links) {
      if (href.startsWith("#")) {
        if (!this.numbering.has(href.slice(1)))
          this.report({
            rule: "prose/unknown-reference",
            severity: "error",
            message: `the link \`${href}\` leads nowhere`,
            expected: "the id of a section or figure",
            place: find(),
          });
      } else if (!isAddress(href))
        this.report({
          rule: "prose/link",
          severity: "error",
          message: /^(?:https?|mailto):/i.test(href)
            ? `the link \`${href}\` is no whole address`
            : `the link \`${href}\` leads out of the one file`,
          expected: "an https address, or #id",
          place: find(),
        });
    }
  }

  private appendix(): RegisterGroup[] {
    const groups = new Map<string, RegisterGroup["rows"][number][]>();
    for (const assumption of this.input.register.assumptions.values()) {
      if (!this.usedAssumptions.has(assumption.id)) continue;
      const group = groupOf(assumption.id);
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
    return [...groups].map(([id, rows]) => ({ id, title: this.input.register.groups?.[id] ?? id, rows }));
  }

  private outputs(): OutputNode[] {
    const { scope } = this.input;
    const nodes: OutputNode[] = [];
    for (const declaration of this.input.program.outputs) {
      if (!scope.values.has(declaration.name)) continue;
      const raw = scope.values.get(declaration.name);
      const value: Cell = typeof raw === "number" || typeof raw === "string" || typeof raw === "boolean" ? raw : null;
      const restsOn = scope.valueRestsOn(declaration.name);
      try {
        const print = (number: Cell): string =>
          formatValue(number, declaration.format, { unit: declaration.unit, convert: scope.convert });
        const text = typeof value === "string" ? value : print(value);
        const band = this.input.studied?.get(declaration.name)?.band;
        nodes.push({
          declaration,
          value,
          text,
          restsOn,
          ...(band ? { band: `${print(band[0])} to ${print(band[1])}` } : {}),
        });
      } catch (error) {
        this.report({
          rule: "prose/format",
          severity: "error",
          message: `output \`${declaration.name}\`: ${error instanceof Error ? error.message : String(error)}`,
          ...meantFor(error, declaration.format, value),
          place: declaration.place,
        });
      }
    }
    return nodes.sort((a, b) => (a.declaration.name < b.declaration.name ? -1 : 1));
  }
}

/** Where what stands in a text was written. */
function placeOf({ template, sourceOf }: Filled, where: Where): Place {
  return "place" in where ? where.place : template.locate(sourceOf(where.at), where.length);
}

/** The same, when it is asked: made here, since it may outlast the resolver that it would hold if it were made there. */
const placeLater = (filled: Filled, where: Where) => (): Place => placeOf(filled, where);

/** A title printed a second time: its notes stay with the first, and values are words, as each is one node of the tree. */
function again(nodes: readonly InlineNode[]): InlineNode[] {
  return nodes.flatMap((node): InlineNode[] => {
    if (node.type === "footnoteReference") return [];
    if (node.type === "quote-value") return [{ type: "text", text: node.text }];
    return ["children" in node ? { ...node, children: again(node.children) } : node];
  });
}

const emptyText = (template: Template): Filled => ({
  template,
  text: "",
  quoted: [],
  sourceOf: (offset) => offset,
});

/** What a heading says in words: the texts it quotes, and none of the numbers. */
function wordsWithoutNumbers(nodes: readonly InlineNode[]): string {
  return nodes
    .map((node) => {
      if (node.type === "quote-value") return typeof node.value === "string" ? node.text : "";
      if (node.type === "reference" || node.type === "citation") return "";
      return "children" in node ? wordsWithoutNumbers(node.children) : plainText([node]);
    })
    .join("");
}

/** In the first cell of a table without rows. */
const NO_ROWS = "no rows";

/**
 * How a column is printed that says nothing of it: years without a mark for thousands, parts of them too, months, quarters and dates in
 * words, and numbers with as many decimals as the one of them that has most.
 */
function usualFormat(column: Column | undefined, cells: readonly Cell[]): Column["format"] {
  const isNamed = isYearName(column?.key) || isYearName(column?.label);
  const years = cells.every(
    (x) => typeof x === "number" && (isNamed || (Number.isInteger(x) && x >= 1800 && x < 2200)),
  );
  if (years) return { style: "text" };
  if (areStretches(cells)) return { style: "date" };
  const digits = sharedDigits(cells.filter((x) => typeof x === "number"));
  return digits === undefined ? undefined : { style: "number", digits };
}

/** How a reference names a section: by its number, or by its title where it has none. */
function sectionName(number: string | undefined, title: readonly InlineNode[]): string {
  return number === undefined
    ? `\u201c${plainText(title)}\u201d`
    : /^[A-Z]+$/.test(number)
      ? `Appendix ${number}`
      : `Section ${number}`;
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

const PRINT_A_UNIT: ReadonlySet<FormatSpec["style"]> = new Set(["unit", "dollars", "percent", "times"]);

/** The unit that the head of a column names: as readers see it, and none where every cell prints its own. */
function unitOfHead({ unit }: Column, format: FormatSpec | undefined): string | undefined {
  return unit === undefined || (format && PRINT_A_UNIT.has(format.style)) ? undefined : formatUnit(unit) || undefined;
}
