import { type DerivationCode, derivations } from "../assumptions/index.js";
import type { Assumption, Register } from "../assumptions/register/types.js";
import { unitSystem } from "../assumptions/units/units.js";
import type { FrontMatter } from "../chapters/types.js";
import type { Place } from "../diagnostic.js";
import type { Redirect } from "../document/addresses/redirects.js";
import type { ChapterTemplates } from "../document/prepare.js";
import type { PackedHash, PackedProgram, PackedValue } from "../document/programs/packed.js";
import type { ProseScope } from "../document/prose-scope.js";
import type { LivePage } from "../document/tree.js";
import type { Program, ProgramBlock } from "../notebook/analyse/program.js";
import { parseFormat } from "../notebook/library/format.js";
import { dataToText } from "../notebook/process/text.js";
import { plainCopy } from "../notebook/process/wire.js";
import { parametersOf, returnedOf, runnable } from "../notebook/run/compile.js";
import type { FigureResult, RunResult } from "../notebook/types.js";
import { hasOwnArithmetic, roundsOtherwise, withPowers } from "./arithmetic.js";
import { liveBoot, liveEngine } from "./compiled.js";
import type { LiveBlock, LiveChapter, LiveModel, PackedUnit } from "./model.js";
import { packTemplate } from "./pack.js";
import { LIVE_STYLE } from "./style.js";
import { templatesIn } from "./templates.js";

/** What a live page is made from: a memo that was computed. */
export interface LiveInput {
  register: Register;
  program: Program;
  templates: readonly ChapterTemplates[];
  run: RunResult;
  scope: ProseScope;
  figures: ReadonlyMap<string, FigureResult>;
  remarks: ReadonlyMap<string, readonly string[]>;
  studies: readonly { name: string; block: { id: string } }[];
  redirects?: readonly Redirect[];
  /** Values of studies by name. */
  values: ReadonlyMap<string, unknown>;
  /** Assumptions, or leaves of them, that the author offers; the drivers of the key outputs where there are none. */
  offered: readonly string[] | undefined;
}

/** All that a page carries to follow what its reader changes. The same memo gives the same bytes. */
export function makeLive(input: LiveInput): LivePage {
  const derived = derivations(input.register);
  const model = makeModel(input, derived);
  return {
    data: dataToText(model),
    later: [codeText(input.program, model.blocks, derived), liveEngine()],
    scripts: [liveBoot()],
    style: LIVE_STYLE,
  };
}

function makeModel(input: LiveInput, derived: readonly DerivationCode[]): LiveModel {
  const { register, program, templates, run, scope, figures, studies } = input;
  const still = stillBlocks(program);
  const blocks = program.blocks.map((analysed) => packBlock(analysed, still));
  const packed = templates.map(packChapter);
  const heads = new Set(
    packed.flatMap((chapter) => templatesIn(chapter).flatMap(({ paths }) => paths.map(({ parts }) => parts[0] ?? ""))),
  );
  const pathsOf = (name: string): (readonly string[])[] =>
    packed.flatMap((chapter) =>
      templatesIn(chapter).flatMap(({ paths }) =>
        paths.flatMap(({ parts }) => (parts[0] === name ? [parts.slice(1)] : [])),
      ),
    );
  const published = new Map<string, unknown>();
  for (const { name } of studies)
    if (heads.has(name) && input.values.has(name))
      published.set(name, quotedOf(plainCopy(input.values.get(name)), pathsOf(name)));
  for (const { block, defines } of program.blocks)
    if (still.has(block.id))
      for (const name of defines)
        if (heads.has(name) && run.values.has(name)) published.set(name, plainCopy(run.values.get(name)));
  const own = new Set(program.blocks.map(({ block }) => block.id));
  const ran = new Set(program.blocks.filter(({ block }) => !still.has(block.id)).map(({ block }) => block.id));
  const study = new Set(studies.map(({ block }) => block.id));
  return {
    register: packRegister(register),
    units: unitsNamed(input, packed),
    derivations: derived.map(({ id, uses, leaves }) => ({ id, uses, leaves })),
    blocks,
    outputs: program.outputs.map(({ place: _, ...output }) => output),
    claims: new Map([...run.claims].map(([id, { place: _, ...claim }]) => [id, claim])),
    studies: studies.map(({ name, block }) => ({ name, blockId: block.id })),
    published,
    figures: new Map(
      [...figures].map(([id, figure]) => [
        id,
        figure.kind === "table" && !ran.has(id) ? { kind: figure.kind, table: figure.table } : { kind: figure.kind },
      ]),
    ),
    still: [...figures.keys()].filter((id) => !own.has(id) && !study.has(id)),
    remarks: new Map(input.remarks),
    ...(input.redirects ? { redirects: input.redirects } : {}),
    rests: restsOf(packed, [...own, ...study], register, scope),
    chapters: packed,
    offered: input.offered ?? driversOf(input),
  };
}

/** Of a value only what is quoted of it: a sweep's holds far more than a memo says. */
function quotedOf(value: unknown, paths: readonly (readonly string[])[]): unknown {
  const isPlain = typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Map);
  if (!isPlain || paths.some(({ length }) => length === 0)) return value;
  const keys = new Set(paths.map(([key = ""]) => key));
  const whole = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.keys(whole)
      .filter((key) => keys.has(key))
      .map((key) => [
        key,
        quotedOf(
          whole[key],
          paths.filter(([first]) => first === key).map(([, ...rest]) => rest),
        ),
      ]),
  );
}

/** Blocks that a page doesn't run: those that draw, wait or compute what a browser may round otherwise, and those that rest on one. */
function stillBlocks(program: Program): Set<string> {
  const still = new Set<string>();
  for (const { block, library, isAsync, dependsOn, source } of program.blocks)
    if (
      block.kind === "chart" ||
      library.includes("Plot") ||
      isAsync ||
      /\bPromise\b|\basync\b/.test(source) ||
      roundsOtherwise(source) ||
      dependsOn.some((id) => still.has(id))
    )
      still.add(block.id);
  return still;
}

function packBlock(analysed: ProgramBlock, still: ReadonlySet<string>): LiveBlock {
  const { block, defines, dependsOn, givenPaths, restless, claim } = analysed;
  return {
    id: block.id,
    kind: block.kind,
    parameters: still.has(block.id) ? [] : parametersOf(runnable(analysed)),
    defines,
    dependsOn,
    givenPaths,
    ...(restless ? { restless } : {}),
    ...(still.has(block.id) ? { still: true as const } : {}),
    ...(claim ? { expression: claim.expression } : {}),
  };
}

const NOWHERE: Place = { file: "", start: { line: 1, column: 1 } };

/** Without places, which a page doesn't tell, and without what only the printed register says. */
function packRegister(register: Register): Register {
  const { assumptions, sources, scenarios, ...rest } = register;
  return {
    ...rest,
    ...(rest.scenario ? { scenario: { ...rest.scenario, place: NOWHERE } } : {}),
    assumptions: new Map(
      [...assumptions].map(([id, one]): [string, Assumption] => [id, { ...one, place: NOWHERE, valuePlace: NOWHERE }]),
    ),
    sources: new Map([...sources].map(([key, source]) => [key, { ...source, place: NOWHERE }])),
    scenarios: new Map([...scenarios].map(([name, one]) => [name, { ...one, place: NOWHERE }])),
  };
}

function packChapter(templates: ChapterTemplates): LiveChapter {
  const { chapter, prose, title, facts, headings, notes, equations, options } = templates;
  return {
    file: chapter.file,
    number: chapter.number,
    slug: chapter.slug,
    front: packFront(chapter.front),
    prose: packTemplate(prose),
    title: packTemplate(title),
    facts: [...facts].map(([name, template]) => [name, packTemplate(template)] as const),
    headings: headings.map(({ id, unnumbered, words, inRows }) => ({
      ...(id ? { id: id.text } : {}),
      unnumbered,
      words,
      inRows,
    })),
    notes: [...notes.keys()],
    equations: [...equations.keys()],
    options: [...options]
      .filter(([, of]) => of.size > 0)
      .map(([id, of]) => [id, [...of].map(([key, template]) => [key, packTemplate(template)] as const)] as const),
    fences: chapter.fences.map((fence) => {
      if (fence.type === "nothing") return 0;
      if (fence.type === "verbatim") return { text: fence.text, language: fence.language };
      return { block: fence.block.id, kind: fence.block.kind };
    }),
  };
}

function packFront({ numbered, appendix, memo }: FrontMatter): LiveChapter["front"] {
  return {
    numbered,
    ...(appendix ? { appendix: true as const } : {}),
    ...(memo
      ? {
          memo: {
            language: memo.language,
            ...(memo.contents === undefined ? {} : { contents: memo.contents }),
            ...(memo.lists === undefined ? {} : { lists: memo.lists }),
          },
        }
      : {}),
  };
}

/** What quoted paths and blocks rest on. */
function restsOf(
  chapters: readonly LiveChapter[],
  blocks: readonly string[],
  register: Register,
  scope: ProseScope,
): LiveModel["rests"] {
  const positions = new Map([...register.assumptions.keys()].map((id, at) => [id, at]));
  const lists: (readonly number[])[] = [];
  const known = new Map<string, number>();
  const numbered = (ids: readonly string[]): number => {
    const key = ids.join(" ");
    const found = known.get(key);
    if (found !== undefined) return found;
    const at = lists.push(ids.map((id) => positions.get(id) ?? -1)) - 1;
    known.set(key, at);
    return at;
  };
  const paths: Record<string, number> = {};
  for (const chapter of chapters)
    for (const { quotations } of templatesIn(chapter))
      for (const path of quotations.flatMap((one) => one.paths))
        if (!path.startsWith("given.") && !Object.hasOwn(paths, path)) paths[path] = numbered(scope.valueRestsOn(path));
  return { lists, paths, blocks: Object.fromEntries(blocks.map((id) => [id, numbered(scope.restsOn(id))])) };
}

/** Every unit that the memo names, in its register, its outputs, its formats and its tables, with its size. */
function unitsNamed(
  { register, program, figures }: LiveInput,
  chapters: readonly LiveChapter[],
): Map<string, PackedUnit> {
  const named = new Set<string>(["1", "USD", "K"]);
  const add = (unit: string | undefined): unknown => unit !== undefined && named.add(unit);
  const addFormat = (format: { to?: string; from?: string } | undefined): void => {
    add(format?.to);
    add(format?.from);
  };
  for (const { unit, shown, columnUnits, columnShown } of register.assumptions.values())
    for (const one of [unit, shown, ...Object.values(columnUnits ?? {}), ...Object.values(columnShown ?? {})]) add(one);
  for (const { unit, shown, format } of program.outputs) {
    add(unit);
    add(shown);
    addFormat(format);
  }
  for (const figure of figures.values())
    if (figure.kind === "table")
      for (const { unit, format } of figure.table.columns) {
        add(unit);
        addFormat(format);
      }
  const value = (packed: PackedValue): void => {
    if (typeof packed === "string") {
      const format = parseFormat(packed);
      if (!("error" in format)) addFormat(format);
      add(packed);
    } else if (typeof packed === "object" && packed !== null && "call" in packed) {
      for (const one of packed.params) value(one);
      hash(packed.hash);
    }
  };
  const hash = (packed: PackedHash | 0 | undefined): void => {
    if (packed) for (const one of Object.values(packed)) value(one);
  };
  const program_ = (packed: PackedProgram): void => {
    for (const statement of packed) {
      if (typeof statement === "string") continue;
      for (const one of statement[2]) value(one);
      hash(statement[3]);
      if (statement[0] !== "b") continue;
      program_(statement[4]);
      if (statement[5] !== 0) program_(statement[5]);
    }
  };
  for (const chapter of chapters) for (const template of templatesIn(chapter)) program_(template.program);
  const system = unitSystem(register.units);
  const sizes = new Map<string, PackedUnit>();
  for (const name of [...named].sort()) {
    const read = system.parse(name);
    if (!read.ok) continue;
    const { factor, dimensions, hasOffset } = read.unit;
    sizes.set(name, { factor, dimensions: [...dimensions], hasOffset });
  }
  return sizes;
}

/** Assumptions behind the most key outputs, the first ten; those of one number or with a range before others. */
function driversOf({ register, program, scope }: LiveInput): string[] {
  const counts = new Map<string, number>();
  for (const { name, key } of program.outputs)
    if (key) for (const id of scope.valueRestsOn(name)) counts.set(id, (counts.get(id) ?? 0) + 1);
  const weight = (id: string): number => {
    const one = register.assumptions.get(id);
    if (!one || one.expression !== undefined || one.said || one.data || one.mix) return 0;
    return (counts.get(id) ?? 0) * (one.low === undefined ? 0.5 : 1);
  };
  return [...counts.keys()]
    .map((id, at) => ({ id, at, weight: weight(id) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.at - b.at)
    .slice(0, 10)
    .map(({ id }) => id);
}

/** What `withPowers` calls. */
const POWERS = `power: (a, b) => Math.pow(a, b),
raise: (object, key, by) => (object[key] = memoLive.power(object[key], by())),
`;

/** The model's code as one script, which leaves its functions behind and runs none. */
function codeText(program: Program, blocks: readonly LiveBlock[], derived: readonly DerivationCode[]): string {
  const functions = program.blocks.map((analysed, at) => {
    if (blocks[at]?.still) return "0";
    const block = runnable(analysed);
    return `function (${parametersOf(block).join(", ")}) {\n${tidied(withPowers(block.source))}\nreturn { ${returnedOf(block).join(", ")} };\n}`;
  });
  const code = `"use strict";\nvar memoLive = { arithmetic: ${hasOwnArithmetic()},\n${POWERS}blocks: [\n${functions.join(",\n")}\n],\nderivations: [\n${derived.map(({ code }) => `function (given) {\n${withPowers(code)}\n}`).join(",\n")}\n] };\n`;
  // Inside a script element these would begin or end something; in strings and patterns a backslash before them changes nothing.
  return code.replace(/<\/(?=script)/gi, "<\\/").replaceAll("<!--", "<\\!--");
}

/** Without the blanks that types left at the ends of lines. */
function tidied(source: string): string {
  return source.includes("`") ? source : source.replace(/[ \t]+$/gm, "").replace(/\n{2,}/g, "\n");
}
