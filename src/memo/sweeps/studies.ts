import { derivations } from "../../assumptions/expressions/derive.js";
import { type GivenTree, unitSystem } from "../../assumptions/index.js";
import type { Register } from "../../assumptions/register/types.js";
import { figureKindOf } from "../../chapters/sweep.js";
import { type Diagnostic, didYouMean, MemoError, type Place } from "../../diagnostic.js";
import { append } from "../../lists.js";
import { closure, pathsOverlap } from "../../notebook/analyse/analyse.js";
import type { Program, ProgramBlock } from "../../notebook/analyse/program.js";
import { EvaluatorClosed, openEvaluator } from "../../notebook/evaluate/evaluator.js";
import { listable, plainCopy } from "../../notebook/process/wire.js";
import type { Cache, Limits, Runner } from "../../notebook/run/runner.js";
import type { FigureResult, RunResult } from "../../notebook/types.js";
import {
  AS_A_WHOLE,
  MEANING,
  MEANING_AGAIN,
  type Model,
  modelOf,
  movedBy,
  type Naming,
  present,
  resultNames,
  runStudy,
  type Study,
  type StudyRequest,
  type StudyResult,
} from "../../sensitivity/index.js";
import { codeBehind, openShelf } from "../../store/index.js";
import type { YamlNode } from "../../yaml/tree.js";
import { chartInPlace, drawCharts } from "../chart-blocks.js";
import { behindStudy, keysOfStudy, namesDraws, type StudyKeys } from "./study-keys.js";

export interface StudiesInput {
  studies: readonly Study[];
  program: Program;
  register: Register;
  given: GivenTree;
  run: RunResult;
  /** Of the engine and its libraries, for cache keys. */
  versions: string;
  cacheFolder?: string;
  cache?: Cache;
  limits?: Limits;
  /** Where results are kept; in the cache folder unless given. */
  store?: StudyStore;
  /** Draws figures; a process of its own does unless given. */
  runner?: Runner;
  /** Leaves studies that are not kept to another time; those with an earlier result show it, the others nothing yet. */
  postpone?(study: Study): StudyResult | undefined;
  /** Gives up what is being computed. */
  signal?: AbortSignal;
  onProgress?(done: number, of: number): void;
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
  postponed: Set<string>;
  diagnostics: Diagnostic[];
}

/** Runs the studies that are not in the cache on one evaluator, and draws those that are figures. */
export async function runStudies(input: StudiesInput): Promise<StudiesResult> {
  const { studies, program, register } = input;
  const result: StudiesResult = {
    values: new Map(),
    figures: new Map(),
    restsOn: new Map(),
    remarks: new Map(),
    postponed: new Set(),
    diagnostics: [],
  };
  if (studies.length === 0) return result;
  const naming: Naming = {
    outputs: namesOf(
      studies.flatMap(({ request }) => request.outputs),
      program,
    ),
    convert: (value, from, to) => unitSystem(register.units).convert(value, from, to),
    blockOf: (name) => ownerOf(name, program),
  };
  const done = await resultsOf(input, result);
  const charts: ProgramBlock[] = [];
  const told = onceAChapter();
  for (const study of studies) {
    const found = done.get(study.block.id);
    const { block, request, name, labels } = study;
    if (!found) {
      const shown = result.postponed.has(block.id) ? figureKindOf(block.id) : undefined;
      if (shown) result.figures.set(block.id, emptyFigure(block.id, shown));
      continue;
    }
    const called: Naming = { ...naming, labels };
    try {
      const { value, table, remarks, gaps } = present(found, request, called);
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
        charts.push(chartBlock(study, found, called, limits));
      }
    } catch (error) {
      append(result.diagnostics, placed(error, study));
    }
  }
  const drawn = await drawCharts(charts, input);
  append(result.diagnostics, drawn.diagnostics);
  for (const [id, figure] of result.figures) {
    if (figure.kind !== "chart" || figure.svg !== "") continue;
    const picture = drawn.figures.get(id);
    if (picture?.kind === "chart") result.figures.set(id, { ...picture, data: figure.data });
    else result.figures.delete(id);
  }
  return result;
}

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

async function resultsOf(
  input: StudiesInput,
  { diagnostics, postponed }: Pick<StudiesResult, "diagnostics" | "postponed">,
): Promise<Map<string, StudyResult>> {
  const { studies, signal } = input;
  const results = new Map<string, StudyResult>();
  const keys = new Map(studies.map((study) => [study.block.id, keysOfStudy(study.request, input)]));
  const store = input.store ?? studyStore(input.cacheFolder);
  for (const [id, key] of keys) {
    const kept = store.read(key, id);
    if (kept) results.set(id, kept);
  }
  const open = studies.filter(({ block }) => !results.has(block.id));
  const known = open.filter((study) => {
    const unknown = unknownOutputs(study.request, input.program);
    append(
      diagnostics,
      unknown.map(({ name, problem }) => ({ ...problem, place: placeOfName(name, study) })),
    );
    return unknown.length === 0;
  });
  if (known.length === 0) return results;
  if (input.postpone) {
    for (const study of known) {
      const earlier = input.postpone(study);
      if (earlier) results.set(study.block.id, earlier);
      postponed.add(study.block.id);
    }
    return results;
  }
  signal?.throwIfAborted();
  const names = [...new Set(known.flatMap(({ request }) => resultNames(request)))];
  let opened: OpenedModel;
  try {
    opened = await openModel(input, names, input.onProgress);
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    append(
      diagnostics,
      error.diagnostics.map((d) => asked(d, known)),
    );
    return results;
  }
  const giveUp = (): void => opened.close();
  signal?.addEventListener("abort", giveUp);
  try {
    const problems = new Map<Study, readonly Diagnostic[]>();
    const told = new Set<unknown>();
    let closed: unknown;
    const queue = known.values();
    const work = async (): Promise<void> => {
      for (const study of queue) {
        signal?.throwIfAborted();
        try {
          const found = await runStudy(study.request, opened.model);
          results.set(study.block.id, found);
          const key = keys.get(study.block.id);
          if (key) store.write(key, found, study.block.id);
        } catch (error) {
          // What went wrong in one has ended the process of all; it is told there.
          if (error instanceof EvaluatorClosed) closed = error;
          else if (!told.has(error)) problems.set(study, placed(error, study));
          told.add(error);
        }
      }
    };
    // Two, so that the model runs for one while something is made of the runs of the other.
    await Promise.all([work(), work()]);
    signal?.throwIfAborted();
    if (closed !== undefined && problems.size === 0) throw closed;
    for (const study of known) append(diagnostics, problems.get(study) ?? []);
  } finally {
    signal?.removeEventListener("abort", giveUp);
    opened.close();
  }
  return results;
}

/** A model in a process of its own. */
export interface OpenedModel {
  model: Model;
  /** Ends the process. */
  close(): void;
}

/**
 * Opens the blocks behind some results as a model.
 *
 * @throws MemoError for what blocks do wrong at the register's values, and for a block that isn't the same when it runs again.
 */
export async function openModel(
  { program, register, given, limits }: Pick<StudiesInput, "program" | "register" | "given" | "limits">,
  names: readonly string[],
  onProgress?: (done: number, of: number) => void,
  processes = 1,
): Promise<OpenedModel> {
  const evaluator = await openEvaluator(program, {
    given,
    outputs: names,
    derivations: derivations(register),
    limits,
    processes,
  });
  try {
    const impure = await evaluator.checkPurity();
    if (impure.length > 0) throw new MemoError(impure);
    const about = {
      register,
      claims: new Set(claimsOf(program)),
      outputs: new Map(program.outputs.map((o) => [o.name, o])),
      behind: (name: string) => blocksBehind(name, program),
    };
    return { model: await modelOf(evaluator, names, about, onProgress), close: () => evaluator.close() };
  } catch (error) {
    evaluator.close();
    throw error;
  }
}

const ownerOf = (name: string, program: Program): string =>
  program.names.get(name.split(".")[0] ?? "")?.blockId ?? name;

/** Ids of the blocks that a result rests on, the one that holds it among them. */
const blocksBehind = (name: string, program: Program): string[] => closure(program, ownerOf(name, program)).blocks;

const claimsOf = (program: Program): string[] =>
  program.blocks.filter(({ block }) => block.kind === "claim").map(({ block }) => block.id);

/** Names a study asks for that are neither outputs, claims nor values of blocks, each with the nearest that is. */
export function unknownOutputs(request: StudyRequest, program: Program): { name: string; problem: Diagnostic }[] {
  const claims = claimsOf(program);
  const candidates = [...program.outputs.map(({ name }) => name), ...claims, ...program.names.keys()];
  return resultNames(request)
    .filter((name) => !claims.includes(name) && !program.names.has(name.split(".")[0] ?? ""))
    .map((name) => ({
      name,
      problem: {
        rule: "sweep/unknown-output",
        severity: "error",
        message: `unknown output \`${name}\``,
        expected: "an output, a claim, or a value of a block",
        hint: didYouMean(name, candidates),
      },
    }));
}

/** Assumptions that a study moves, and that its results may follow. */
function moved(request: StudyRequest, memo: Pick<StudiesInput, "program" | "register">): string[] {
  const behind = behindStudy(request, memo);
  return movedBy(request, memo.register).filter((id) => behind.has(id));
}

/** Problems of a study, each where the fence writes what it is about. */
function placed(error: unknown, study: Study): Diagnostic[] {
  if (!(error instanceof MemoError)) throw error;
  return error.diagnostics.map((d) => ({
    ...movedTo(placeOfName(firstName(d), study), study, d),
    message: `sweep \`${study.block.id}\`: ${d.message}`,
  }));
}

/** A value that can't be followed over many runs is reported where it is asked for; what a block does wrong, in the block. */
function asked(d: Diagnostic, studies: readonly Study[]): Diagnostic {
  const [first] = studies;
  if (d.rule !== "notebook/not-an-output") return { ...d, place: d.place ?? first?.block.place };
  for (const study of studies) {
    const name = resultNames(study.request).find((one) => one.split(".")[0] === d.about);
    if (name !== undefined) return movedTo(placeOfName(name, study), study, d);
  }
  return d;
}

const firstName = ({ message }: Diagnostic): string => /`([^`]+)`/.exec(message)?.[1] ?? "";

/** With the place in the fence instead of that of what is named there, which is noted. */
function movedTo(place: Place, { block }: Study, d: Diagnostic): Diagnostic {
  if (!d.place || place === block.place) return { ...d, place: d.place ?? place };
  return { ...d, place, related: [...(d.related ?? []), { words: "it stands at", place: d.place }] };
}

/** Where the fence of a study writes a name, or else its head. */
function placeOfName(name: string, { block }: Study): Place {
  const find = (node: YamlNode): Place | undefined => {
    if (node.kind === "scalar") return node.text.trim() === name ? node.place : undefined;
    const inner = node.kind === "list" ? node.items : node.entries.map(({ value }) => value);
    for (const one of inner) {
      const found = find(one);
      if (found) return found;
    }
    return undefined;
  };
  return (block.study && find(block.study.settings)) ?? block.place;
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

/** Results of studies by their keys; told too whose they are. */
export interface StudyStore {
  read(keys: StudyKeys, id?: string): StudyResult | undefined;
  write(keys: StudyKeys, result: StudyResult, id?: string): void;
}

/** Keeps results of studies by their keys; without a folder, none. */
export function studyStore(cacheFolder: string | undefined): StudyStore {
  const results = openShelf<StudyResult>(cacheFolder, "study", import.meta.url);
  return {
    read: ({ own, whole }) => listable(results.get(own) ?? results.get(whole)) as StudyResult | undefined,
    write: ({ own, whole }, result) => results.put(namesDraws(result) ? whole : own, plainCopy(result) as StudyResult),
  };
}

/** What the results of studies depend on besides the memo and the request. */
export const studyVersion = (): string => codeBehind(import.meta.url);
