import { unitSystem } from "../../assumptions/index.js";
import { figureKindOf } from "../../chapters/sweep.js";
import type { Diagnostic } from "../../diagnostic.js";
import { append } from "../../lists.js";
import { pathsOverlap } from "../../notebook/analyse/analyse.js";
import type { Program, ProgramBlock } from "../../notebook/analyse/program.js";
import type { Cache, Runner } from "../../notebook/run/runner.js";
import type { FigureResult, RunResult } from "../../notebook/types.js";
import {
  AS_A_WHOLE,
  MEANING,
  MEANING_AGAIN,
  movedBy,
  type Naming,
  present,
  resultNames,
  type Study,
  type StudyRequest,
  type StudyResult,
} from "../../sensitivity/index.js";
import { chartInPlace, drawCharts } from "../chart-blocks.js";
import { ownerOf } from "./model.js";
import { placed } from "./places.js";
import { type ResultsInput, type StudyResults, studyResults } from "./results.js";
import { behindStudy } from "./study-keys.js";

export interface StudiesInput extends ResultsInput {
  run: RunResult;
  /** Of the engine and its libraries, for cache keys. */
  versions: string;
  cache?: Cache | undefined;
  /** Draws figures; a process of its own does unless given. */
  runner?: Runner;
  /** What they came to, where that was begun before. */
  results?: Promise<StudyResults> | undefined;
  /** Those of studies that are charts, among others, as soon as all of these are there: nothing where that doesn't come about. */
  charted?: Promise<StudyResults["results"]> | undefined;
}

/** What the studies of a memo's chapters came to. */
export interface StudiesResult {
  /** By the name each is quoted by. */
  values: Map<string, unknown>;
  figures: Map<string, FigureResult>;
  /** For each study by the id of its block: the assumptions it moves, the results it asks for, and paths of limits that its chart marks. */
  restsOn: Map<string, { moved: readonly string[]; results: readonly string[]; limits: readonly string[] }>;
  remarks: Map<string, readonly string[]>;
  /** Ids of the studies left to another time. */
  postponed: ReadonlySet<string>;
  diagnostics: Diagnostic[];
}

const NOTHING: StudyResults = { results: new Map(), postponed: new Set(), diagnostics: [] };

/** Runs the studies that are not in the cache, and draws those that are figures. */
export async function runStudies(input: StudiesInput): Promise<StudiesResult> {
  const { studies } = input;
  const none = studies.length === 0;
  const naming = namingOf(input);
  const drawnOf = drawing(input, naming);
  const { results: done, postponed, diagnostics } = none ? NOTHING : await (input.results ?? studyResults(input));
  const result: StudiesResult = {
    values: new Map(),
    figures: new Map(),
    restsOn: new Map(),
    remarks: new Map(),
    postponed,
    diagnostics: [...diagnostics],
  };
  if (none) return result;
  const charts: Study[] = [];
  const told = onceAChapter();
  const units = JSON.stringify(input.register.units);
  for (const study of studies) {
    const found = done.get(study.block.id);
    const { block, request, name } = study;
    if (!found) {
      const shown = result.postponed.has(block.id) ? figureKindOf(block.id) : undefined;
      if (shown) result.figures.set(block.id, emptyFigure(block.id, shown));
      continue;
    }
    try {
      const { value, table, remarks, gaps } = presented(found, study, [input.program, units], naming);
      // What an earlier result lacked is said again, or not, when there is a new one.
      for (const gap of result.postponed.has(block.id) ? [] : gaps)
        result.diagnostics.push({
          rule: "sweep/no-result",
          severity: "warning",
          message: `sweep \`${block.id}\`: ${gap}`,
          expected: "a result everywhere in the ranges",
          place: block.place,
        });
      result.values.set(name, value);
      const shown = figureKindOf(block.id);
      const limits = shown === "chart" ? limitsIn(input, study) : () => [];
      result.restsOn.set(block.id, {
        moved: moved(request, input),
        results: resultNames(request),
        limits: resultNames(request).flatMap((one) => limits(one).flatMap(({ path }) => path ?? [])),
      });
      if (shown !== undefined) result.remarks.set(block.id, told(remarks, block.file));
      if (shown === "table") result.figures.set(block.id, { kind: "table", blockId: block.id, table });
      if (shown === "chart") {
        result.figures.set(block.id, { kind: "chart", blockId: block.id, svg: "", data: [table] });
        charts.push(study);
      }
    } catch (error) {
      append(result.diagnostics, placed(error, study));
    }
  }
  const drawn = await drawnOf(charts, done);
  append(result.diagnostics, drawn.diagnostics);
  for (const [id, figure] of result.figures) {
    if (figure.kind !== "chart" || figure.svg !== "") continue;
    const picture = drawn.figures.get(id);
    if (picture?.kind === "chart") result.figures.set(id, { ...picture, data: figure.data });
    else result.figures.delete(id);
  }
  return result;
}

const known = new WeakMap<StudyResult, { by: readonly unknown[]; made: ReturnType<typeof present> }>();

/**
 * As `present`; once for a result that is told of again and again in the same words.
 *
 * @param words what these hang on besides the study
 */
function presented(
  found: StudyResult,
  study: Study,
  words: readonly unknown[],
  naming: (study: Study) => Naming,
): ReturnType<typeof present> {
  const by = [study, ...words];
  const before = known.get(found);
  if (before?.by.every((one, at) => one === by[at])) return before.made;
  const made = present(found, study.request, naming(study));
  known.set(found, { by, made });
  return made;
}

/** How studies name what they tell of. */
function namingOf({ studies, program, register }: StudiesInput): (study: Study) => Naming {
  const naming: Naming = {
    outputs: namesOf(
      studies.flatMap(({ request }) => request.outputs),
      program,
    ),
    convert: (value, from, to) => unitSystem(register.units).convert(value, from, to),
    blockOf: (name) => ownerOf(name, program),
  };
  return ({ labels }) => ({ ...naming, labels });
}

/** Draws the studies that are charts: while others still run, where their results are told of before. */
function drawing(
  input: StudiesInput,
  naming: (study: Study) => Naming,
): (charts: readonly Study[], results: StudyResults["results"]) => ReturnType<typeof drawCharts> {
  const early = input.studies.filter(({ block }) => figureKindOf(block.id) === "chart");
  let begun: ReturnType<typeof drawCharts> | undefined;
  const begin = (results: StudyResults["results"]): void => {
    begun = drawCharts(chartBlocks(early, results, input, naming), input);
    // Nobody may come to ask for it.
    begun.catch(() => {});
  };
  // What can't be begun is told of when all are there.
  input.charted?.then(begin).catch(() => {});
  return (charts, results) => {
    if (begun && charts.length === early.length) return begun;
    // Its one job may have been another.
    const { runner: _, ...alone } = input;
    return drawCharts(chartBlocks(charts, results, input, naming), begun ? alone : input);
  };
}

const chartBlocks = (
  charts: readonly Study[],
  results: StudyResults["results"],
  input: StudiesInput,
  naming: (study: Study) => Naming,
): ProgramBlock[] =>
  charts.flatMap((study) => {
    const found = results.get(study.block.id);
    return found ? chartBlock(study, found, naming(study), limitsIn(input, study)) : [];
  });

/** Says in full what shares of draws mean under the first figure of a chapter that has some, and shortly under the others. */
function onceAChapter(): (remarks: readonly string[], chapter: string) => readonly string[] {
  const said = new Set<string>();
  return (remarks, chapter) => {
    if (!remarks.includes(MEANING)) return remarks;
    const before = said.has(chapter);
    said.add(chapter);
    return before
      ? remarks.flatMap((remark) => (remark === MEANING ? MEANING_AGAIN : remark.startsWith(AS_A_WHOLE) ? [] : remark))
      : remarks;
  };
}

/** Keeps the place of a figure that is still to come. */
function emptyFigure(blockId: string, kind: "chart" | "table"): FigureResult {
  const table = { columns: [], rows: [] };
  if (kind === "table") return { kind, blockId, table };
  return { kind, blockId, svg: '<svg viewBox="0 0 640 240" xmlns="http://www.w3.org/2000/svg"></svg>', data: [table] };
}

/** Declared outputs, and for the keys of a series (`tightness.2026`) the declaration of an output that is called like it. */
export function namesOf(names: readonly string[], program: Program): Naming["outputs"] {
  const outputs = new Map(program.outputs.map((output) => [output.name, output]));
  const all = new Map(outputs);
  for (const name of names) {
    if (all.has(name) || !name.includes(".")) continue;
    const [head = "", ...rest] = name.split(".");
    const like = outputs.get(name.replace(/\./g, "_")) ?? program.outputs.find((o) => o.name.startsWith(`${head}_`));
    if (like)
      all.set(name, {
        ...like,
        name,
        label: like.name === name.replace(/\./g, "_") ? like.label : `${head} ${rest.join(" ")}`,
      });
  }
  return all;
}

/** Assumptions that a study moves, and that its results may follow. */
function moved(request: StudyRequest, memo: Pick<StudiesInput, "program" | "register">): string[] {
  const behind = behindStudy(request, memo);
  return movedBy(request, memo.register).filter((id) => behind.has(id));
}

/** Where claims about a result flip: at a number, or at an assumption, with its path, that the study leaves where it is. */
function limitsIn(
  input: StudiesInput,
  { block, request }: Study,
): (name: string) => readonly { value: number; path?: string }[] {
  if (block.options.get("thresholds")?.text === "false") return () => [];
  const moving = moved(request, input);
  const limits = input.program.blocks.flatMap(({ claim }) => claim?.thresholds ?? []);
  const named = new Map(input.program.outputs.map((output) => [output.name, output.of]));
  const meant = (path: string): string => named.get(path) ?? path;
  return (name) =>
    limits.flatMap(({ values, is }) => {
      if (is === undefined || !values.some(({ path }) => meant(path) === meant(name))) return [];
      if (typeof is === "number") return { value: is };
      if (moving.some((id) => pathsOverlap(id, is))) return [];
      const value = is
        .split(".")
        .reduce<unknown>((node, key) => (node as Record<string, unknown> | null)?.[key], input.given);
      return typeof value === "number" ? { value, path: is } : [];
    });
}

/** A chart block that draws a study, so that it is run, kept in the cache and reported like any other. */
function chartBlock(
  { block, request }: Study,
  study: StudyResult,
  naming: Naming,
  limitsAt: ReturnType<typeof limitsIn>,
): ProgramBlock {
  const about = Object.fromEntries(
    resultNames(request).flatMap((name) => {
      const declared = naming.outputs.get(name);
      const label = naming.labels?.get(name) ?? declared?.label;
      if (label === undefined) return [];
      const limits = [...new Set(limitsAt(name).map(({ value }) => value))].sort((a, b) => a - b);
      const told = declared ? { unit: declared.unit, format: declared.format } : {};
      return [[name, { label, ...told, ...(limits.length > 0 ? { limits } : {}) }]];
    }),
  );
  const drawing = JSON.stringify({ study, outputs: about, top: request.top }, (_, x: unknown) =>
    typeof x === "number" && !Number.isFinite(x) ? undefined : x,
  );
  return chartInPlace(block, `Plot.study(${drawing})`);
}
