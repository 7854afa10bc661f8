import { takeComments } from "../chapters/comments.js";
import { locateCode, locateLines, locateOption } from "../chapters/locator.js";
import { figureKindOf } from "../chapters/sweep.js";
import type { Block, Chapter, FrontMatter, Located } from "../chapters/types.js";
import { lendCodeOfLine } from "../chapters/verbatim.js";
import { type Diagnostic, didYouMean, type Place } from "../diagnostic.js";
import { append } from "../lists.js";
import { blanked } from "../text/spans.js";
import { checkConstructs, checkFences } from "./constructs.js";
import { readHeadings, type WrittenHeading } from "./headings.js";
import type { OwnFormat } from "./helpers.js";
import { checkMathematics } from "./mathematics.js";
import { checkNotes, type NotedText } from "./notes.js";
import { checkShape } from "./shape.js";
import { readTemplate, type Template } from "./template.js";

/** Options of figures that hold prose. */
const PROSE_OPTIONS = ["caption", "alt", "source"] as const;
export type ProseOption = (typeof PROSE_OPTIONS)[number];

/** A chapter's texts, read with Handlebars but without values yet. */
export interface ChapterTemplates {
  chapter: Chapter;
  prose: Template;
  title: Template;
  /** What the front matter says besides the title, by the names of `factsOf`. */
  facts: ReadonlyMap<string, Template>;
  /** In the order in which they are written. */
  headings: readonly WrittenHeading[];
  /** Where the text of each footnote stands, by its label. */
  notes: ReadonlyMap<string, Place>;
  /** Where the label of each displayed formula stands, by its id. */
  equations: ReadonlyMap<string, readonly Place[]>;
  /** By block id. */
  options: ReadonlyMap<string, ReadonlyMap<ProseOption, Template>>;
  /** Sources of diagrams, by block id. */
  diagrams: ReadonlyMap<string, Template>;
}

interface Known {
  /** Names blocks define, and `given`. */
  names: ReadonlySet<string>;
  sources: ReadonlySet<string>;
  /** Formats besides the engine's. */
  formats?: ReadonlyMap<string, OwnFormat>;
  /** Ids of claims. */
  claims?: ReadonlySet<string>;
  /** What references may point at besides, because it could not be read. */
  targets?: ReadonlySet<string>;
}

interface Prepared {
  known: string;
  made: ChapterTemplates;
  diagnostics: Diagnostic[];
}

/** Templates of chapters as they were prepared before, each with what was known and what was reported; a `WeakMap` is one. */
export interface PreparedBefore {
  get(chapter: Chapter, known: string): Prepared | undefined;
  set(chapter: Chapter, prepared: Prepared): unknown;
}

export interface PreparedChapters {
  templates: ChapterTemplates[];
  diagnostics: Diagnostic[];
}

/**
 * Reads all prose of the memo; reports what can be told before any block runs.
 *
 * @param given what is known besides the claims of the chapters
 * @param before takes from there, and puts there, chapters that stay as they are while the same names and sources are known
 */
export function prepareChapters(...of: Parameters<typeof preparing>): PreparedChapters {
  const steps = preparing(...of);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** As `prepareChapters`, which goes through all of it at once: a step for each chapter. */
export function* preparing(
  chapters: readonly Chapter[],
  given: Known,
  before?: PreparedBefore,
): Generator<undefined, PreparedChapters, undefined> {
  const diagnostics: Diagnostic[] = [];
  const report = (d: Diagnostic): void => {
    diagnostics.push(d);
  };
  const claims = new Set(
    chapters.flatMap(({ blocks }) => blocks.flatMap(({ id, kind }) => (kind === "claim" ? [id] : []))),
  );
  const known = { ...given, claims };
  const key = before
    ? JSON.stringify([[...known.names], [...known.sources], [...(known.formats?.keys() ?? [])], [...claims]])
    : "";
  const templates: ChapterTemplates[] = [];
  for (const chapter of chapters) {
    let found = before?.get(chapter, key);
    if (found?.known !== key) {
      const own: Diagnostic[] = [];
      found = { known: key, made: prepareChapter(chapter, known, (d) => own.push(d)), diagnostics: own };
      before?.set(chapter, found);
    }
    append(diagnostics, found.diagnostics);
    templates.push(found.made);
    yield;
  }
  const targets = new Set([...targetsOf(templates), ...(known.targets ?? [])]);
  for (const chapter of templates) checkReferences(templatesOf(chapter), targets, report);
  return { templates, diagnostics };
}

function prepareChapter(chapter: Chapter, known: Known, report: (d: Diagnostic) => void): ChapterTemplates {
  const { prose, headings } = readHeadings(chapter, report);
  const locate = locateLines(chapter.file, prose, chapter.bodyLine);
  let hasBroken = false;
  const reportTemplate = (d: Diagnostic): void => {
    hasBroken ||= d.rule === "prose/handlebars";
    report(d);
  };
  const read = {
    chapter,
    headings,
    prose: readTemplate(prose, locate, known, reportTemplate),
    title: readLine(chapter.front.title, known, report),
    facts: new Map([...factsOf(chapter.front)].map(([name, value]) => [name, readLine(value, known, report)])),
    options: new Map(chapter.blocks.map((block) => [block.id, readOptions(block, known, report)])),
    diagrams: new Map(
      chapter.blocks.flatMap((block) =>
        block.kind === "diagram" ? [[block.id, readDiagram(block, known, report)] as const] : [],
      ),
    ),
  };
  const lines = linesOf(read);
  checkShape(read.prose.source, locate, report);
  checkConstructs(read.prose.source, locate, false, report);
  for (const line of lines) checkConstructs(line.text, line.locate, true, report);
  checkFences(chapter.fences, report);
  const equations = checkMathematics(read.prose.source, locate, false, report);
  for (const line of lines) checkMathematics(line.text, line.locate, true, report);
  // Which notes stand in rows is unknown where a section doesn't end.
  const reportNote = (d: Diagnostic): void => {
    if (!hasBroken || d.rule !== "prose/duplicate-footnote") report(d);
  };
  return { ...read, equations, notes: checkNotes({ text: read.prose.source, locate }, lines, reportNote) };
}

/** Texts of the front matter besides the title, by their names: `summary`, `memo.title`, `memo.authors.0` … */
export function factsOf({ summary, memo }: FrontMatter): Map<string, Located> {
  const facts = new Map<string, Located>();
  const add = (name: string, value: Located | undefined): unknown => value && facts.set(name, value);
  add("summary", summary);
  for (const key of ["title", "subtitle", "notice"] as const) add(`memo.${key}`, memo?.[key]);
  for (const [index, author] of (memo?.authors ?? []).entries()) add(`memo.authors.${index}`, author);
  return facts;
}

/** The lines of Markdown that stand beside a chapter's running text. */
function linesOf({
  chapter,
  title,
  facts,
  options,
}: Pick<ChapterTemplates, "chapter" | "title" | "facts" | "options">): NotedText[] {
  const lines: NotedText[] = [{ text: title.source, locate: locateOption(chapter.front.title) }];
  for (const [name, value] of factsOf(chapter.front)) {
    const refused = name === "summary" ? undefined : "the title block stands outside the text";
    lines.push({ text: facts.get(name)?.source ?? "", locate: locateOption(value), refused });
  }
  for (const block of chapter.blocks)
    for (const [key, { source }] of options.get(block.id) ?? []) {
      const value = block.options.get(key);
      const refused = key === "alt" ? "an alternative text is read aloud as it stands" : undefined;
      if (value) lines.push({ text: source, locate: locateOption(value), refused });
    }
  return lines;
}

/** All texts of a chapter. */
export function templatesOf({ prose, title, facts, options, diagrams }: ChapterTemplates): Template[] {
  const inOptions = [...options.values()].flatMap((byKey) => [...byKey.values()]);
  return [prose, title, ...facts.values(), ...inOptions, ...diagrams.values()];
}

/** Lines of options at the head of a source. */
const OPTION_LINES = /^(?:[ \t]*\/\/\|.*(?:\n|$))+/;

/** A `{{…}}` whose first quotation mark has a backslash, as one of a label in quotation marks has elsewhere. */
const ESCAPED = /\{\{[^{}"'\\\n]*\\["'][^{}\n]*\}\}/g;

/** The source of a diagram, without its options. */
function readDiagram(block: Block, known: Known, report: (d: Diagnostic) => void): Template {
  const code = block.code.replace(OPTION_LINES, blanked);
  const source = code.replace(ESCAPED, (whole, at: number) => {
    const mark = at + whole.indexOf("\\");
    report({
      rule: "prose/handlebars",
      severity: "error",
      message: "a backslash before a quotation mark of a `{{…}}`",
      expected: `\`${whole.replaceAll("\\", "").trim()}\`: its marks have none within \`label="…"\` either`,
      place: locateCode(block)(mark, 2),
    });
    return whole.replaceAll("\\", " ");
  });
  return readTemplate(source, locateCode(block), { ...known, bare: true }, (d) =>
    report(
      d.rule === "prose/handlebars" && block.code.includes("{{")
        ? { hint: "braces of a record that stand beside each other are written `{ {`", ...d }
        : d,
    ),
  );
}

function readOptions(block: Block, known: Known, report: (d: Diagnostic) => void): Map<ProseOption, Template> {
  const read = new Map<ProseOption, Template>();
  for (const key of PROSE_OPTIONS) {
    const value = block.options.get(key);
    if (value) read.set(key, readLine(value, known, report));
  }
  return read;
}

/** A line of prose that stands outside a chapter's body. */
function readLine(value: Located, known: Known, report: (d: Diagnostic) => void): Template {
  const locate = locateOption(value);
  const { text } = takeComments(value.text, locate, report, true);
  return readTemplate(lendCodeOfLine(text), locate, known, report);
}

/** Every name prose mentions, so that the run brings its value back. */
export function wantedNames(templates: readonly ChapterTemplates[]): Set<string> {
  const names = new Set<string>();
  for (const chapter of templates)
    for (const template of templatesOf(chapter))
      for (const path of template.paths)
        if (path.parts[0] !== undefined && path.parts[0] !== "given") names.add(path.parts[0]);
  return names;
}

/** The paths under `given` that prose quotes, `*` for all of it. */
export const givenQuoted = (templates: readonly ChapterTemplates[]): string[] =>
  templates
    .flatMap(templatesOf)
    .flatMap(({ paths }) => paths)
    .flatMap(({ parts }) => (parts[0] === "given" ? [parts.slice(1).join(".") || "*"] : []));

/** What references can point at, in whatever branch of a claim it stands. */
export function targetsOf(chapters: readonly ChapterTemplates[]): Set<string> {
  const targets = new Set<string>();
  for (const {
    chapter: { slug, blocks },
    headings,
    equations,
  } of chapters) {
    targets.add(`sec-${slug}`);
    for (const { id, kind } of blocks)
      if (
        kind === "chart" ||
        kind === "table" ||
        kind === "formula" ||
        kind === "graph" ||
        kind === "diagram" ||
        kind === "picture" ||
        kind === "layout" ||
        (kind === "sweep" && figureKindOf(id))
      )
        targets.add(id);
    for (const id of equations.keys()) targets.add(id);
    for (const { id } of headings) if (id) targets.add(id.text);
  }
  return targets;
}

function checkReferences(
  templates: readonly Template[],
  targets: ReadonlySet<string>,
  report: (d: Diagnostic) => void,
): void {
  for (const template of templates)
    for (const { target, place } of template.references)
      if (!targets.has(target))
        report({
          rule: "prose/unknown-reference",
          severity: "error",
          message: `nothing here is called \`${target}\``,
          expected: "the id of a figure, table, section or equation",
          hint: didYouMean(target, targets),
          place,
        });
}
