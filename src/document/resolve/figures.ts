import { figureKindOf } from "../../chapters/sweep.js";
import type { Block, Fence } from "../../chapters/types.js";
import type { Diagnostic } from "../../diagnostic.js";
import type { ChartExtras, DataTable, FigureResult } from "../../notebook/types.js";
import { drawnBeside, isLegibleBeside } from "../beside.js";
import { checkFormulaCells } from "../cells/formula-cells.js";
import { formatTable } from "../cells/table.js";
import { letters, type Numbering } from "../numbering.js";
import type { ChapterTemplates, ProseOption } from "../prepare.js";
import type { Template } from "../template.js";
import type { BlockNode, FigureNode, FormattedTable, InlineNode, TableCell } from "../tree.js";
import { plainText } from "../words.js";
import type { ResolveInput } from "./input.js";

/** How the texts beside figures are read, which share numbers, notes and citations with those around. */
interface Texts {
  /** With its values in; undefined where there is none. */
  line(template: Template | undefined, templates: ChapterTemplates): readonly InlineNode[] | undefined;
  /** A text that is printed without markup. */
  words(template: Template, templates: ChapterTemplates): readonly InlineNode[];
  /** A cell of Markdown. */
  cell(text: string, block: Block, templates: ChapterTemplates): TableCell;
  /** Told of assumptions that a figure prints. */
  uses(ids: readonly string[]): void;
}

/** Makes the nodes of charts, pictures, tables, and of those that stand side by side. */
export class Figures {
  /** Alternative texts are plain, but may refer to what is numbered later. */
  private readonly alternatives: { figure: FigureNode; alt: readonly InlineNode[] }[] = [];
  /** Figures side by side with a number, of which what is resolved now are parts. */
  private whole: { kind: "chart" | "table"; number: number | undefined; parts: number } | undefined;

  constructor(
    private readonly input: Pick<ResolveInput, "run" | "pictures" | "scope" | "register">,
    private readonly numbering: Numbering,
    private readonly texts: Texts,
    private readonly report: (d: Diagnostic) => void,
  ) {}

  /** A figure with its number, the texts beside it and its data; undefined where its block failed. */
  figure(block: Block, kind: "chart" | "table", templates: ChapterTemplates): FigureNode | undefined {
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
    const caption = this.texts.line(option("caption"), templates) ?? [];
    const alt = option("alt");
    const restsOn = this.input.scope.restsOn(block.id);
    // What a diagram prints stands in the register too, as what a sentence does.
    if (block.kind === "diagram") this.texts.uses(restsOn);
    const drawn = result?.kind === "chart" ? this.drawn(result, block) : undefined;
    const figure: FigureNode = {
      type: "figure",
      kind,
      id,
      number,
      ...(letter === undefined ? {} : { part: { letter, of } }),
      ...(block.beside ? { beside: block.beside } : {}),
      blockId: block.id,
      caption,
      alt: "",
      source: this.texts.line(option("source"), templates) ?? [],
      svg: drawn?.svg,
      ...(drawn?.extras ? { extras: drawn.extras } : {}),
      ...(picture ? { picture } : {}),
      table: result?.kind === "table" ? this.table(result.table, block, templates) : undefined,
      data: result === undefined ? [] : result.kind === "chart" ? result.data : [result.table],
      restsOn,
      place: block.place,
    };
    checkFormulaCells(block.id, figure.data, { isStudy: block.study !== undefined, place: block.place }, this.report);
    const words = alt && this.texts.words(alt, templates);
    if (words?.some(({ type }) => type === "quote-value")) figure.spoken = words;
    this.alternatives.push({ figure, alt: words ?? caption });
    return figure;
  }

  private table(table: DataTable, block: Block, templates: ChapterTemplates): FormattedTable {
    const cell = (text: string): TableCell => this.texts.cell(text, block, templates);
    return formatTable(table, block, this.input.scope.convert, cell, this.report);
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
  layout(
    { columns, block }: Extract<Fence, { type: "layout" }>,
    templates: ChapterTemplates,
    inside: () => readonly BlockNode[],
  ): readonly BlockNode[] {
    const of = block && { kind: figureKindOf(block.id) ?? "chart", parts: 0, number: undefined };
    const line = (key: ProseOption): readonly InlineNode[] =>
      (block && this.texts.line(templates.options.get(block.id)?.get(key), templates)) ?? [];
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

  /** Sets the alternative texts, once what they refer to has its number. */
  finish(): void {
    for (const { figure, alt } of this.alternatives) {
      figure.alt = plainText(alt);
      if (figure.svg !== undefined) figure.svg = withAlternativeText(figure.svg, figure.alt);
    }
  }
}

/** A chart is drawn, and kept in the cache, before its alternative text has its values in. */
function withAlternativeText(svg: string, alt: string): string {
  const text = alt.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  return svg.replace(/ aria-label="[^"]*"/, () => ` aria-label="${text}"`);
}
