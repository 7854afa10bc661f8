import { figureKindOf } from "../chapters/sweep.js";
import type { Block } from "../chapters/types.js";
import type { Diagnostic, Place } from "../diagnostic.js";
import { append } from "../lists.js";
import type { ProgramBlock } from "../notebook/analyse/program.js";
import { nameQuoted } from "./addresses/quote-ids.js";
import { markdownCell } from "./cells/markdown-cells.js";
import { type Filled, fillAgain, fillTemplate, type Quoted } from "./fill.js";
import { listOf } from "./lists-of-figures.js";
import type { MarkdownContext, Where } from "./markdown/context.js";
import { ChapterMarkdown } from "./markdown.js";
import { Numbering } from "./numbering.js";
import { type ChapterTemplates, targetsOf } from "./prepare.js";
import { unprintableCharacters } from "./private-use.js";
import { appendixOf } from "./resolve/appendix.js";
import { Figures } from "./resolve/figures.js";
import type { ResolveInput } from "./resolve/input.js";
import { Leads } from "./resolve/leads.js";
import { outputsOf } from "./resolve/outputs.js";
import type { MarkKind } from "./template/marks.js";
import type { Template } from "./template.js";
import type {
  BlockNode,
  ChapterNode,
  FootnoteNode,
  HeadingNode,
  InlineNode,
  MemoTree,
  QuoteNode,
  TableCell,
} from "./tree.js";
import { plainText } from "./words.js";

/** Results and chapters to the resolved tree: values in, everything numbered, every reference and citation followed. */
export function resolveMemo(input: ResolveInput): { tree: MemoTree; diagnostics: Diagnostic[] } {
  const resolver = new Resolver(input);
  const tree = resolver.resolve();
  return { tree, diagnostics: resolver.told(tree) };
}

export class Resolver {
  protected readonly diagnostics: Diagnostic[] = [];
  /** Of what refers to parts that are not printed. */
  protected readonly unprinted: Diagnostic[] = [];
  protected readonly numbering: Numbering;
  protected readonly footnotes: FootnoteNode[] = [];
  protected readonly usedAssumptions = new Set<string>();
  protected readonly leads: Leads;
  private readonly figures: Figures;
  private readonly programBlocks: ReadonlyMap<string, ProgramBlock>;
  private quotes = 0;
  protected readonly language: string;
  /** The first chapter's summary; what it refers to may be numbered later. */
  protected description: readonly InlineNode[] | undefined;
  /** Of the chapter that is being resolved. */
  private markdown!: ChapterMarkdown;

  constructor(
    protected readonly input: ResolveInput,
    Numbers: typeof Numbering = Numbering,
  ) {
    const report = (d: Diagnostic): void => this.report(d);
    this.numbering = new Numbers(targetsOf(input.templates), report);
    this.leads = new Leads(input.register.sources, this.numbering, report);
    const texts = {
      line: (template: Template | undefined, templates: ChapterTemplates) => this.line(template, templates),
      words: (template: Template, templates: ChapterTemplates) => this.words(template, templates),
      cell: (text: string, block: Block, templates: ChapterTemplates) => this.cell(text, block, templates),
      uses: (ids: readonly string[]) => this.uses(ids),
    };
    this.figures = new Figures(input, this.numbering, texts, report);
    this.language = input.templates[0]?.chapter.front.memo?.language ?? "en";
    this.programBlocks = new Map(input.program.blocks.map((b) => [b.block.id, b]));
  }

  protected report(d: Diagnostic): void {
    this.diagnostics.push(d);
  }

  private uses(ids: readonly string[]): void {
    for (const id of ids) this.usedAssumptions.add(id);
  }

  /** All that is wrong with a memo, once it is resolved. */
  told(tree: MemoTree): Diagnostic[] {
    const found = [...this.diagnostics, ...unprintableCharacters(tree)];
    // What a section of an unknown claim would print is unknown too.
    const isAll = !found.some(({ rule }) => rule === "prose/unknown-claim");
    return isAll ? [...found, ...this.unprinted] : found;
  }

  resolve(): MemoTree {
    const { templates, program, register, run, scope, studied } = this.input;
    const front = this.titleBlock(templates[0]);
    const chapters = templates.map((template) => this.chapter(template));
    for (const { block } of program.blocks) this.uses(scope.restsOn(block.id));
    const appendix = appendixOf(register, this.usedAssumptions);
    for (const group of appendix)
      for (const { assumption } of group.rows) for (const key of assumption.sources) this.leads.cited.add(key);
    const references = this.leads.finish(appendix, targetsOf(templates), (d) => this.unprinted.push(d));
    this.figures.finish();
    // What captions refer to has its number now.
    const listed = templates[0]?.chapter.front.memo?.lists ?? [];
    for (const kind of listed)
      append(
        chapters,
        listOf(kind, chapters, (id, name) => this.numbering.claim(id, name, undefined)),
      );
    this.leads.checkLinks();
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
      outputs: outputsOf(program.outputs, scope, studied, (d) => this.report(d)),
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
        this.leads.links.push({ href, place: placeLater(evaluated, at) });
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
      this.uses(quoted?.restsOn ?? []);
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
      return this.leads.reference(found);
    }
    return this.leads.citation(evaluated.template.citations[index]);
  }

  private quote(evaluated: Filled, index: number): InlineNode {
    const quoted = evaluated.quoted[index];
    if (!quoted) return { type: "text", text: "" };
    this.uses(quoted.restsOn);
    const movedBy = this.input.studied?.get(nameQuoted(quoted.quotation.expression))?.movedBy;
    const node = { ...quoteNode(quoted, `q${++this.quotes}`), ...(movedBy ? { movedBy } : {}) };
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
    if (fence.type === "layout") return this.figures.layout(fence, templates, () => until(fence.end));
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
      const drawn = this.figures.figure(block, "chart", templates);
      return drawn ? [drawn] : [];
    }
    const shown = block.kind === "sweep" ? figureKindOf(block.id) : block.kind === "table" ? "table" : "chart";
    const figure = shown && this.figures.figure(block, shown, templates);
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

  /** A text that is printed without markup: values in it have no address. */
  private words(template: Template, templates: ChapterTemplates): InlineNode[] {
    const evaluated = this.fill(template);
    const context = this.context(evaluated, templates);
    return this.markdown.line(evaluated.text, {
      ...context,
      inlineMark: (kind, index) => {
        const quoted = kind === "quotation" ? evaluated.quoted[index] : undefined;
        return quoted ? quoteNode(quoted, "") : context.inlineMark(kind, index);
      },
    });
  }

  private cell(text: string, { id, place }: Block, templates: ChapterTemplates): TableCell {
    const context = this.context(emptyText(templates.title), templates);
    return markdownCell(text, { name: id, place }, this.markdown, context, (d) => this.report(d));
  }
}

const quoteNode = ({ quotation, text, value, full, blockId, restsOn }: Quoted, id: string): QuoteNode => ({
  type: "quote-value",
  id,
  text,
  expression: quotation.expression,
  full,
  value,
  blockId,
  restsOn,
  place: quotation.place,
});

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

/** How a reference names a section: by its number, or by its title where it has none. */
function sectionName(number: string | undefined, title: readonly InlineNode[]): string {
  return number === undefined
    ? `\u201c${plainText(title)}\u201d`
    : /^[A-Z]+$/.test(number)
      ? `Appendix ${number}`
      : `Section ${number}`;
}
