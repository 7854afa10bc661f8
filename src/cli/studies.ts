import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { derivations } from "../assumptions/derive.js";
import { type GivenTree, unitSystem } from "../assumptions/index.js";
import type { Register } from "../assumptions/types.js";
import { figureKindOf } from "../chapters/sweep.js";
import { type Diagnostic, didYouMean, MemoError } from "../diagnostic.js";
import { closure } from "../notebook/analyse.js";
import { openEvaluator } from "../notebook/evaluator.js";
import type { Program, ProgramBlock } from "../notebook/program.js";
import { type Cache, type Limits, run } from "../notebook/runner.js";
import type { FigureResult, RunResult } from "../notebook/types.js";
import {
  inputsOf,
  modelOf,
  type Naming,
  present,
  runStudy,
  type Study,
  type StudyRequest,
  type StudyResult,
} from "../sensitivity/index.js";

export interface StudiesInput {
  studies: readonly Study[];
  program: Program;
  register: Register;
  given: GivenTree;
  run: RunResult;
  /** Of the engine and its libraries, for cache keys. */
  versions: string;
  figureModule: string;
  cacheFolder?: string;
  cache?: Cache;
  limits?: Limits;
  onProgress?(done: number, of: number): void;
}

/** What the studies of a memo's chapters came to. */
export interface StudiesResult {
  /** By the name each is quoted by. */
  values: Map<string, unknown>;
  figures: Map<string, FigureResult>;
  /** Ids of the assumptions each rests on: what it moves, and what its results rest on anyway. */
  restsOn: Map<string, readonly string[]>;
  remarks: Map<string, readonly string[]>;
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
    diagnostics: [],
  };
  if (studies.length === 0) return result;
  const outputs = new Map(program.outputs.map((output) => [output.name, output]));
  const naming: Naming = {
    outputs: named(studies, program, outputs),
    convert: (value, from, to) => unitSystem(register.units).convert(value, from, to),
  };
  const done = await resultsOf(input, result.diagnostics);
  const charts: ProgramBlock[] = [];
  for (const study of studies) {
    const found = done.get(study.block.id);
    if (!found) continue;
    const { block, request, name } = study;
    try {
      const { value, table, remarks } = present(found, request, naming);
      result.values.set(name, value);
      result.restsOn.set(block.id, [...moved(request, register), ...blocksOf(request, program)]);
      const shown = figureKindOf(block.id);
      if (shown !== undefined) result.remarks.set(block.id, remarks);
      if (shown === "table") result.figures.set(block.id, { kind: "table", blockId: block.id, table });
      if (shown === "chart") {
        result.figures.set(block.id, { kind: "chart", blockId: block.id, svg: "", data: [table] });
        charts.push(chartBlock(study, found, naming));
      }
    } catch (error) {
      result.diagnostics.push(...placed(error, study));
    }
  }
  const drawn = await draw(charts, input);
  result.diagnostics.push(...drawn.diagnostics);
  for (const [id, figure] of result.figures) {
    if (figure.kind !== "chart") continue;
    const picture = drawn.figures.get(id);
    if (picture?.kind === "chart") result.figures.set(id, { ...figure, svg: picture.svg });
    else result.figures.delete(id);
  }
  return result;
}

/** Declared outputs, and for the keys of a series (`tightness.2026`) the declaration of an output that is called like it. */
function named(
  studies: readonly Study[],
  program: Program,
  outputs: ReadonlyMap<string, Program["outputs"][number]>,
): Naming["outputs"] {
  const all = new Map(outputs);
  for (const name of studies.flatMap(({ request }) => request.outputs)) {
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

async function resultsOf(input: StudiesInput, diagnostics: Diagnostic[]): Promise<Map<string, StudyResult>> {
  const { studies, program, register, given, run: base, limits } = input;
  const results = new Map<string, StudyResult>();
  const keys = new Map(studies.map((study) => [study.block.id, keyOfStudy(study.request, input)]));
  const store = input.cacheFolder === undefined ? undefined : join(input.cacheFolder, "studies");
  for (const { block } of studies) {
    const kept = store && read(join(store, keys.get(block.id) ?? ""));
    if (kept) results.set(block.id, kept);
  }
  const open = studies.filter(({ block }) => !results.has(block.id));
  const known = open.filter((study) => {
    const unknown = resultNames(study.request).filter(
      (name) => !base.claims.has(name) && !program.names.has(name.split(".")[0] ?? ""),
    );
    if (unknown.length > 0) diagnostics.push(...placedUnknown(unknown, study, program, base));
    return unknown.length === 0;
  });
  if (known.length === 0) return results;
  const names = [...new Set(known.flatMap(({ request }) => resultNames(request)))];
  let evaluator: Awaited<ReturnType<typeof openEvaluator>>;
  try {
    evaluator = await openEvaluator(program, { given, outputs: names, derivations: derivations(register), limits });
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    const [first] = known;
    diagnostics.push(...error.diagnostics.map((d) => ({ ...d, place: d.place ?? first?.block.place })));
    return results;
  }
  try {
    diagnostics.push(...(await evaluator.checkPurity()));
    const about = {
      register,
      claims: new Set(base.claims.keys()),
      outputs: new Map(program.outputs.map((o) => [o.name, o])),
    };
    const model = await modelOf(evaluator, names, about, input.onProgress);
    for (const study of known) {
      try {
        const found = await runStudy(study.request, model);
        results.set(study.block.id, found);
        if (store) write(store, keys.get(study.block.id) ?? "", found);
      } catch (error) {
        diagnostics.push(...placed(error, study));
      }
    }
  } finally {
    evaluator.close();
  }
  return results;
}

function resultNames(request: StudyRequest): string[] {
  return request.kind === "break-even" && request.text !== undefined
    ? [...request.outputs, request.text]
    : [...request.outputs];
}

/** Assumptions a study moves. */
function moved(request: StudyRequest, register: Register): string[] {
  if (request.kind === "break-even") return [request.vary];
  if (request.kind === "two-way") return [request.rows.id, request.columns.id];
  if (request.kind === "scenarios")
    return [...register.scenarios.values()]
      .filter(({ name }) => request.scenarios?.includes(name) ?? true)
      .flatMap(({ overrides }) => [...overrides.keys()]);
  return inputsOf(register, request.over)
    .filter(({ low }) => low !== undefined)
    .map(({ id }) => id);
}

/** Marks the blocks behind a study's results, for who turns them into assumptions: `block:<id>`. */
function blocksOf(request: StudyRequest, program: Program): string[] {
  return resultNames(request).map((name) => `block:${program.names.get(name.split(".")[0] ?? "")?.blockId ?? name}`);
}

function placed(error: unknown, { block }: Study): Diagnostic[] {
  if (!(error instanceof MemoError)) throw error;
  return error.diagnostics.map((d) => ({
    ...d,
    message: `sweep \`${block.id}\`: ${d.message}`,
    place: d.place ?? block.place,
  }));
}

function placedUnknown(unknown: readonly string[], { block }: Study, program: Program, base: RunResult): Diagnostic[] {
  const candidates = [...program.outputs.map(({ name }) => name), ...base.claims.keys(), ...program.names.keys()];
  return unknown.map((name) => {
    const node = block.study?.settings.entries.find(({ value }) =>
      value.kind === "scalar"
        ? value.text.trim() === name
        : value.kind === "list" && value.items.some((i) => i.kind === "scalar" && i.text.trim() === name),
    );
    return {
      rule: "sweep/unknown-output",
      severity: "error" as const,
      message: `unknown output \`${name}\``,
      expected: "an output, a claim, or a value of a block",
      hint: didYouMean(name, candidates),
      place: node?.value.place ?? block.place,
    };
  });
}

/** A chart block that draws a study, so that it is run, kept in the cache and reported like any other. */
function chartBlock({ block, request }: Study, study: StudyResult, { outputs }: Naming): ProgramBlock {
  const about = Object.fromEntries(
    resultNames(request).flatMap((name) => {
      const declared = outputs.get(name);
      return declared ? [[name, { label: declared.label, unit: declared.unit, format: declared.format }]] : [];
    }),
  );
  const drawing = JSON.stringify({ study, outputs: about, top: request.top }, (_, x: unknown) =>
    typeof x === "number" && !Number.isFinite(x) ? undefined : x,
  );
  return {
    block: { ...block, kind: "chart" },
    defines: [],
    uses: [],
    dependsOn: [],
    givenPaths: [],
    library: ["Plot"],
    isAsync: false,
    source: `const __result = (Plot.study(${drawing}));`,
  };
}

async function draw(
  charts: readonly ProgramBlock[],
  { register: _, figureModule, versions, cache, limits }: StudiesInput,
): Promise<Pick<RunResult, "figures" | "diagnostics">> {
  if (charts.length === 0) return { figures: new Map(), diagnostics: [] };
  const program: Program = { blocks: charts, names: new Map(), outputs: [], diagnostics: [] };
  // What changed since the last build is told of the memo's own blocks.
  const kept = cache && { ...cache, finish: () => {} };
  return run(program, { given: {}, want: [], limits, figureModule, versions, ...(kept ? { cache: kept } : {}) });
}

/** Everything a study's result depends on: what is asked, the code behind its results, the register, the engine. */
function keyOfStudy(request: StudyRequest, { program, register, versions }: StudiesInput): string {
  const ids = new Set(
    resultNames(request).flatMap((name) => {
      const owner = program.names.get(name.split(".")[0] ?? "")?.blockId ?? name;
      return program.blocks.some(({ block }) => block.id === owner)
        ? [...closure(program, owner).blocks, owner]
        : [owner];
    }),
  );
  const code = program.blocks
    .filter(({ block }) => ids.has(block.id))
    .map(({ block, source, claim }) => [block.id, source, claim?.expression]);
  const rows = [...register.assumptions.values()].map((a) => [
    a.id,
    a.label,
    a.value,
    a.low,
    a.high,
    a.distribution,
    a.ends,
    a.mix,
    a.expression,
    a.unit,
  ]);
  const scenarios =
    request.kind === "scenarios"
      ? [...register.scenarios.values()].map((s) => [s.name, s.title, [...s.overrides]])
      : [];
  const declared = program.outputs.filter(({ name }) => request.outputs.includes(name));
  return createHash("sha256")
    .update(
      JSON.stringify([versions, request, code, rows, scenarios, declared.map(({ label, unit }) => [label, unit])]),
    )
    .digest("hex");
}

const MOST_KEPT = 500;

function read(path: string): StudyResult | undefined {
  try {
    return deserialize(readFileSync(path)) as StudyResult;
  } catch {
    // Absent, or not readable: it is computed again.
    return undefined;
  }
}

function write(folder: string, key: string, result: StudyResult): void {
  try {
    mkdirSync(folder, { recursive: true });
    const fresh = join(folder, `.${key}-${process.pid}`);
    writeFileSync(fresh, serialize(result));
    renameSync(fresh, join(folder, key));
    const old = readdirSync(folder)
      .map((name) => ({ name, used: statSync(join(folder, name)).mtimeMs }))
      .sort((a, b) => b.used - a.used || (a.name < b.name ? -1 : 1));
    for (const { name } of old.slice(MOST_KEPT)) rmSync(join(folder, name), { force: true });
  } catch {
    // A cache that can't be written keeps nothing.
  }
}
