import { unpacked } from "../assumptions/data/packed.js";
import type { DataTable } from "../assumptions/data/types.js";
import { type DerivationCode, derivations } from "../assumptions/index.js";
import type { Assumption, Register } from "../assumptions/register/types.js";
import type { Place } from "../diagnostic.js";
import type { Redirect } from "../document/addresses/redirects.js";
import type { ChapterTemplates } from "../document/prepare.js";
import type { ProseScope } from "../document/prose-scope.js";
import { figuresOf, type LivePage, type MemoTree, type ShownPicture } from "../document/tree.js";
import type { Program } from "../notebook/analyse/program.js";
import { dataToText } from "../notebook/process/text.js";
import { plainCopy } from "../notebook/process/wire.js";
import type { FigureResult, RunResult } from "../notebook/types.js";
import { chartsUsed, codeText, packBlock, stillBlocks } from "./blocks.js";
import { packChapter } from "./chapters.js";
import { liveBoot, liveCharts, liveEngine, packedCharts, packedEngine } from "./compiled.js";
import type { LiveChapter, LiveModel } from "./model.js";
import { LIVE_STYLE } from "./style.js";
import { templatesIn } from "./templates.js";
import { unitsNamed } from "./units.js";

/** What a live page is made from: a memo that was computed. */
export interface LiveInput {
  register: Register;
  program: Program;
  templates: readonly ChapterTemplates[];
  run: RunResult;
  scope: ProseScope;
  figures: ReadonlyMap<string, FigureResult>;
  /** From files, by block. */
  pictures: ReadonlyMap<string, ShownPicture>;
  /** The page as it is published. */
  tree: MemoTree;
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
  const charts = chartsUsed(input.program, model.blocks);
  return {
    data: dataToText(model),
    later: [codeText(input.program, model.blocks, derived, input.run.values)],
    engine: { text: liveEngine(), packed: packedEngine() },
    ...(charts === "none"
      ? {}
      : { charts: { text: liveCharts(charts === "all"), packed: packedCharts(charts === "all") } }),
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
  const drawn = [...figures.keys()].filter((id) => !own.has(id) && !study.has(id));
  const printed = new Set(figuresOf(input.tree).map(({ blockId }) => blockId));
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
      [...figures].map(([id, figure]) => {
        const { kind } = figure;
        const isHere = kind === "chart" && printed.has(id);
        return [id, ran.has(id) || isHere ? { kind } : { kind, result: figure }];
      }),
    ),
    pictures: new Map([...input.pictures].map(([id, picture]) => [id, printed.has(id) ? undefined : picture])),
    still: drawn,
    remarks: new Map(input.remarks),
    ...(input.redirects ? { redirects: input.redirects } : {}),
    rests: restsOf(packed, [...own, ...study, ...drawn], register, scope),
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

const NOWHERE: Place = { file: "", start: { line: 1, column: 1 } };

/** Without places, which a page doesn't tell, and without what only the printed register says. */
function packRegister(register: Register): Register {
  const { assumptions, sources, scenarios, ...rest } = register;
  return {
    ...rest,
    ...(rest.scenario ? { scenario: { ...rest.scenario, place: NOWHERE } } : {}),
    assumptions: new Map(
      [...assumptions].map(([id, one]): [string, Assumption] => [
        id,
        { ...one, ...(one.table ? { table: listed(one.table) } : {}), place: NOWHERE, valuePlace: NOWHERE },
      ]),
    ),
    sources: new Map([...sources].map(([key, source]) => [key, { ...source, place: NOWHERE }])),
    scenarios: new Map([...scenarios].map(([name, one]) => [name, { ...one, place: NOWHERE }])),
  };
}

const listed = (table: DataTable): DataTable => new Map([...table].map(([name, cells]) => [name, unpacked(cells)]));

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
