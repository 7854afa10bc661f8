import { COLUMN_WIDTH } from "../../chapters/columns.js";
import { mustacheEnd } from "../../chapters/mustache.js";
import type { Block, Chapter } from "../../chapters/types.js";
import type { Diagnostic, Place } from "../../diagnostic.js";
import type { CheckedDot, DotFault, LaidOut } from "../../diagrams/index.js";
import { type Filled, fillTemplate, type Quoted } from "../../document/fill.js";
import type { ChapterTemplates } from "../../document/prepare.js";
import { inRegisterOrder, type ProseScope } from "../../document/prose-scope.js";
import { mark, splitMarks } from "../../document/template/marks.js";
import type { Template } from "../../document/template.js";
import type { DataTable, FigureResult } from "../../notebook/types.js";
import { keyOf, openShelf } from "../../store/index.js";
import { widthOf } from "../pictures.js";

/** Diagrams of a memo as figures, by block, and the assumptions that what each draws hangs on. */
export interface Diagrams {
  figures: Map<string, FigureResult>;
  restsOn: Map<string, readonly string[]>;
}

/** A diagram whose source is right, before it is laid out. */
interface Ready {
  block: Block;
  text: string;
  checked: CheckedDot;
  /** Values that it prints. */
  quoted: readonly Quoted[];
  restsOn: readonly string[];
  share: number | undefined;
  alt: string;
  place(from: number, to: number): Place;
}

type Report = (d: Diagnostic) => void;
type Library = typeof import("../../diagrams/index.js");

/** Fills the sources of diagrams with values, looks through them and draws them. */
export async function diagramFigures(
  templates: readonly ChapterTemplates[],
  scope: ProseScope,
  cacheFolder: string | undefined,
  report: Report,
): Promise<Diagrams> {
  const made: Diagrams = { figures: new Map(), restsOn: new Map() };
  if (templates.every(({ diagrams }) => diagrams.size === 0)) return made;
  const library = await import("../../diagrams/index.js");
  const ready = templates.flatMap(({ chapter, diagrams, options }) =>
    chapter.blocks.flatMap((block) => {
      const template = diagrams.get(block.id);
      const alt = options.get(block.id)?.get("alt");
      return (template?.program && readyToDraw(block, template, alt, scope, library, report)) || [];
    }),
  );
  const layouts = await layOutKept(ready, cacheFolder, library, report);
  for (const [at, { block, text, checked, quoted, restsOn, share, alt, place }] of ready.entries()) {
    const laid = layouts[at];
    if (laid === undefined) continue;
    const { layout, faults } = library.layoutOf(laid, text);
    for (const { from, to, ...fault } of faults) report({ ...fault, severity: "error", place: place(from, to) });
    if (!layout) continue;
    const least = block.beside && { least: COLUMN_WIDTH[block.beside] };
    const { svg, texts, tables } = library.drawLayout(layout, { id: block.id, alt, share, ...least });
    // What has room in a phone's column needs no blanks beside it there.
    const isNarrow = !block.beside && share === undefined && library.sidesOf(layout)[0] <= COLUMN_WIDTH[2];
    const narrow = isNarrow && {
      narrow: library.drawLayout(layout, { id: `${block.id}.narrow`, alt, least: COLUMN_WIDTH[2] }).svg,
    };
    looks(checked, library.missingLetters(texts), text, place, report);
    made.restsOn.set(block.id, restsOn);
    made.figures.set(block.id, {
      kind: "chart",
      blockId: block.id,
      svg,
      ...narrow,
      data: [...tables, ...valuesOf(quoted)],
    });
  }
  return made;
}

function readyToDraw(
  block: Block,
  template: Template,
  altTemplate: Template | undefined,
  scope: ProseScope,
  { checkDiagram, DotValues, withoutComments }: Library,
  report: Report,
): Ready | undefined {
  let isWhole = true;
  const filled = fillTemplate(template, scope, (d) => {
    isWhole = false;
    report(d);
  });
  const share = widthOf(block.options, ({ place }, rule, message, expected) => {
    isWhole = false;
    report({ rule, severity: "error", message, expected, place });
  });
  if (!isWhole) return undefined;
  const { checked, faults } = checkDiagram(filled.text, new DotValues(filled.quoted, splitAt));
  const place = placesIn(filled);
  for (const { from, to, ...fault } of faults)
    report({ ...inWords(fault, filled.quoted), severity: "error", place: place(from, to) });
  if (!checked || faults.length > 0) return undefined;
  const printed = new Set(splitAt(withoutComments(filled.text)));
  const quoted = filled.quoted.filter((_, n) => printed.has(n));
  const alt = altTemplate ? wordsOf(fillTemplate(altTemplate, scope, () => {})) : "";
  const restsOn = inRegisterOrder(scope.register, [
    ...quoted.flatMap((one) => one.restsOn),
    ...behindSections(template, scope),
  ]);
  return { block, text: filled.text, checked, quoted, restsOn, share, alt, place };
}

/** Assumptions behind what decides which parts of a source are drawn, and how often: claims, and what sections are about. */
function behindSections({ quotations, paths, claims }: Template, scope: ProseScope): string[] {
  const { assumptions } = scope.register;
  const ofClaims = claims.flatMap(({ id }) => scope.restsOn(scope.claims.get(id)?.blockId ?? id));
  const ofPaths = paths
    .filter(({ place }) => !quotations.some((one) => isWithin(place, one.place)))
    .flatMap(({ parts: [head = "", ...rest] }) => {
      if (head !== "given")
        return scope.blockOf(head) === undefined ? [] : scope.valueRestsOn([head, ...rest].join("."));
      const inside = rest.join(".");
      const one = scope.assumptionOf(inside);
      const ids = one === undefined ? [...assumptions.keys()].filter((id) => `${id}.`.startsWith(`${inside}.`)) : [one];
      return ids.flatMap((id) => [id, ...(assumptions.get(id)?.restsOn ?? [])]);
    });
  return [...ofClaims, ...ofPaths];
}

const isWithin = (inner: Place, outer: Place): boolean => {
  const isBefore = (a: Place["start"], b: Place["start"]): boolean =>
    a.line < b.line || (a.line === b.line && a.column <= b.column);
  return isBefore(outer.start, inner.start) && isBefore(inner.end ?? inner.start, outer.end ?? outer.start);
};

const splitAt = (text: string): (string | number)[] =>
  splitMarks(text).map((piece) => (typeof piece === "string" ? piece : piece.index));

/** A filled text with its values as their words. */
const wordsOf = ({ text, quoted }: { text: string; quoted: readonly Pick<Quoted, "text">[] }): string =>
  splitMarks(text)
    .map((piece) => (typeof piece === "string" ? piece : (quoted[piece.index]?.text ?? "")))
    .join("");

/** What is told of a filled text, with its values as their words. */
function inWords<T extends Omit<DotFault, "from" | "to">>(fault: T, quoted: readonly Pick<Quoted, "text">[]): T {
  const { message, expected, hint } = fault;
  return {
    ...fault,
    message: wordsOf({ text: message, quoted }),
    expected: expected && wordsOf({ text: expected, quoted }),
    hint: hint && wordsOf({ text: hint, quoted }),
  };
}

/** Where a stretch of a filled text was written. */
function placesIn({ template, sourceOf }: Filled): Ready["place"] {
  return (from, to) => {
    const start = sourceOf(from);
    return template.locate(start, Math.max(1, sourceOf(to) - start));
  };
}

/** Layouts of diagrams: those that are kept, and the others made and kept. */
async function layOutKept(
  ready: readonly Ready[],
  cacheFolder: string | undefined,
  { layOut, layoutProgram }: Library,
  report: Report,
): Promise<(LaidOut | undefined)[]> {
  const shelf = openShelf<LaidOut>(cacheFolder, "diagrams", new URL("../../diagrams/engine.js", import.meta.url).href);
  const keys = ready.map(({ checked: { dot, engine } }) => keyOf(engine, dot));
  const known = keys.map((key) => shelf.get(key));
  const missing = ready.flatMap(({ checked }, at) => (known[at] === undefined ? [{ at, ...checked }] : []));
  if (missing.length === 0) return known;
  const program = layoutProgram();
  if (program === undefined) {
    for (const { at } of missing)
      report({
        rule: "diagrams/engine",
        severity: "error",
        message: "there is no Graphviz beside the engine, which was compiled without it, or it is damaged",
        expected: "the package `@viz-js/viz` where the engine is compiled, or the engine installed anew",
        place: ready[at]?.block.place,
      });
    return known;
  }
  const laid = await layOut(program, missing);
  for (const [n, { at }] of missing.entries()) {
    known[at] = laid[n];
    // One that took too long may be quicker on another day.
    if (laid[n] !== undefined && typeof laid[n] !== "string") shelf.put(keys[at] ?? "", laid[n]);
  }
  return known;
}

/** Warnings `diagrams/color` and `diagrams/letter`. */
function looks(
  { foreign }: CheckedDot,
  missing: readonly string[],
  text: string,
  place: Ready["place"],
  report: Report,
): void {
  for (const { color, from, to } of foreign)
    report({
      rule: "diagrams/color",
      severity: "warning",
      message: `the colour \`${color}\` is not one of the palette, so it stays the same in dark mode`,
      expected: "blue, orange, green, purple, gold, indigo, gray, or ramp-1 to ramp-6",
      place: place(from, to),
    });
  const [first] = missing;
  // Written as an entity, or printed by a value, it stands nowhere in the source.
  const at = first === undefined ? -1 : text.indexOf(first);
  if (first !== undefined)
    report({
      rule: "diagrams/letter",
      severity: "warning",
      message: `the font of diagrams has no glyph for ${missing.map((one) => `\`${one}\``).join(", ")}`,
      expected: "letters that it has, or words",
      place: at === -1 ? place(0, 1) : place(at, at + first.length),
    });
}

/** What is quoted, without how it is printed. */
const nameIn = ({ expression, helper }: Quoted["quotation"]): string =>
  (helper === undefined
    ? expression
    : expression
        .slice(helper.length)
        .replace(/\s+[\w-]+=(?:"[^"]*"|'[^']*'|\S+)/g, "")
        .trim()
  )
    // `@key` of a row; a spreadsheet takes what begins with `@` for a formula.
    .replace(/^@/, "");

/** The values that a diagram prints, each once. */
function valuesOf(quoted: readonly Quoted[]): DataTable[] {
  const rows = new Map(
    quoted.map(({ quotation, text, full }) => {
      const row = [nameIn(quotation), text, full];
      return [row.join("\0"), row];
    }),
  );
  if (rows.size === 0) return [];
  return [
    {
      columns: [
        { key: "value", label: "Value", align: "left" },
        { key: "printed", label: "Printed", align: "right" },
        { key: "exactly", label: "Exactly", align: "right" },
      ],
      rows: [...rows.values()],
    },
  ];
}

/** What can be told of diagrams of a memo that can't be run: what their values come to is not known. */
export async function wrongInDiagrams(
  chapters: readonly Chapter[],
  templates: readonly ChapterTemplates[],
): Promise<Diagnostic[]> {
  if (chapters.every(({ blocks }) => blocks.every(({ kind }) => kind !== "diagram"))) return [];
  const { checkDiagram, DotValues } = await import("../../diagrams/index.js");
  return templates.flatMap(({ diagrams }) =>
    [...diagrams.values()].flatMap((template): Diagnostic[] => {
      const open = template.program && withOpenValues(template.source);
      if (!open) return [];
      const { faults } = checkDiagram(open.text, new DotValues(undefined, splitAt));
      return faults.map(({ from, to, ...fault }) => ({
        ...inWords(fault, open.quoted),
        severity: "error",
        place: template.locate(from, to - from),
      }));
    }),
  );
}

/** A source in which a mark as wide stands for each value, and what is written there; undefined for one with sections, of which a part is printed. */
function withOpenValues(source: string): { text: string; quoted: { text: string }[] } | undefined {
  let [text, last] = ["", 0];
  const quoted: { text: string }[] = [];
  for (let at = source.indexOf("{{"); at !== -1; at = source.indexOf("{{", last)) {
    const end = mustacheEnd(source, at);
    if (end === undefined || /^\{\{~?\s*[#/^!]/.test(source.slice(at, end)) || source.slice(at, end).includes("\n"))
      return undefined;
    const [sign = "", , close = ""] = mark("quotation", 0);
    const width = end - at - 2;
    // Of more than there are numbers of that width, some share one.
    const index = String(quoted.push({ text: source.slice(at, end) }) - 1).slice(-width);
    text += `${source.slice(last, at)}${sign}${index.padStart(width, "0")}${close}`;
    last = end;
  }
  return { text: text + source.slice(last), quoted };
}
