import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Assumption, Register } from "../../src/assumptions/index.js";
import type { Program } from "../../src/notebook/analyse/program.js";
import type { Evaluator } from "../../src/notebook/evaluate/evaluator.js";
import type { OutputColumn } from "../../src/sensitivity/index.js";
import { compiledEngine, type Engine } from "./engine.js";
import { asSupply, HAND_WRITTEN_OUTPUTS, type SupplyModel, supplyByHand, supplyOverArrays } from "./hand-written.js";
import type { Section } from "./report.js";
import { type Trial, timeTrials } from "./trials.js";

const DRAWS = 10_000;
/** Quasi-random points come in powers of two; the first 10,000 rows of these are run. */
const POINTS = 16_384;
const SEED = 1;
/** Sobol' indices of 20 inputs. */
const SOBOL = { inputs: 20, n: 1024 };
const NAIVE_RUNS = 20;
/** The assumption whose movement alone is measured. */
const ONE = "mef.base";
/** Groups and assumptions that the supply model reads. */
const SUPPLY = ["gw", "share.inf", "chip", "mix", "custom", "retire", "mef"];

interface Memo {
  root: string;
  engine: Engine;
  program: Program;
  register: Register;
  rounds: number;
}

/** Draws of the register's ranges, a row each. */
interface Points {
  paths: string[];
  inputs: number;
  values: Float64Array;
}

/**
 * Times how the memo's model runs many times over, compiled into `dist`: all of it and parts of it beside the imports of one cold
 * build, and its supply model beside functions written by hand.
 */
export async function evaluateSections(root: string, dist: string, rounds: number): Promise<Section[]> {
  const memo = { root, rounds, ...load(root, await compiledEngine(dist)) };
  return [await whole(memo), await supply(memo)];
}

function load(root: string, engine: Engine): Pick<Memo, "engine" | "program" | "register"> {
  const { readProject, readChapters, loadRegister, formatDiagnostics, analyse, leafPaths } = engine;
  const project = readProject(root);
  const { chapters } = readChapters(project.chapters);
  const { register, diagnostics } = loadRegister(project.assumptions, {
    version: chapters[0]?.front.memo?.assumptions,
  });
  if (!register) throw new Error(formatDiagnostics(diagnostics));
  const program = analyse(
    chapters.flatMap((chapter) => chapter.blocks),
    {
      givenPaths: new Set([...register.assumptions.keys(), ...leafPaths(register).keys()]),
      library: engine.LIBRARY_NAMES,
      globals: engine.GLOBAL_NAMES,
    },
  );
  return { engine, program, register };
}

const ranged = ({ low, expression, distribution }: Assumption): boolean =>
  low !== undefined && expression === undefined && distribution.name !== "point";

function pointsOver({ engine, register }: Memo, wanted: (assumption: Assumption) => boolean): Points {
  const ids = [...register.assumptions.values()].filter((one) => ranged(one) && wanted(one)).map(({ id }) => id);
  const draws = engine.drawInputs(engine.inputsOf(register, ids), { n: POINTS, seed: SEED });
  const paths = engine.pathsOf(draws.inputs);
  return { paths, inputs: draws.inputs.length, values: draws.points.slice(0, DRAWS * paths.length) };
}

function opened({ engine, program, register }: Memo, outputs: readonly string[]): Promise<Evaluator> {
  return engine.openEvaluator(program, {
    given: engine.givenTree(register, ["*", "range.*"]),
    derivations: engine.derivations(register),
    outputs,
  });
}

async function whole(memo: Memo): Promise<Section> {
  const { program, register, root, rounds } = memo;
  const claims = program.blocks.filter(({ block }) => block.kind === "claim").map(({ block }) => block.id);
  const key = program.outputs.filter((output) => output.key).map(({ name }) => name);
  const everything = await opened(memo, [...program.outputs.map(({ name }) => name), ...claims]);
  const headline = await opened(memo, key);
  const all = pointsOver(memo, () => true);
  const one = pointsOver(memo, ({ id }) => id === ONE);
  const imports = "a cold build's imports";
  const drawn = (of: Evaluator, what: string, { paths, inputs, values }: Points): Trial => ({
    name: `${n(DRAWS)} draws over ${inputs === 1 ? `\`${ONE}\`` : `${inputs} assumptions`}, ${what}, ${of.moving(paths).length} blocks`,
    runs: DRAWS,
    against: imports,
    work: async () => {
      await of.evaluate(values, DRAWS, paths);
      return undefined;
    },
  });
  const every = `${program.outputs.length} outputs and ${claims.length} claims`;
  const trials: Trial[] = [
    {
      name: imports,
      against: imports,
      work: () => Number(execFileSync(process.execPath, [join(root, "test/bench/libraries.mjs")])) / 1000,
    },
    drawn(headline, `${key.length} key outputs`, all),
    drawn(headline, `${key.length} key outputs`, one),
    indices(memo, headline, key),
    drawn(everything, every, all),
    drawn(everything, every, one),
    naive(memo, all, imports),
  ];
  const rows = await timeTrials(trials, rounds);
  everything.close();
  headline.close();
  return { title: `This memo's model, ${register.assumptions.size} assumptions`, against: "imports", rows };

  function indices(
    { engine: { indexDesign, inputsOf, runIndices, sobolIndices, pathsOf } }: Memo,
    of: Evaluator,
    names: readonly string[],
  ): Trial {
    const ids = [...register.assumptions.values()]
      .filter(ranged)
      .slice(0, SOBOL.inputs)
      .map(({ id }) => id);
    const design = indexDesign(inputsOf(register, ids), { n: SOBOL.n, seed: SEED });
    const numbers = names.filter((name) =>
      program.outputs.some((output) => output.name === name && output.format.style !== "text"),
    );
    const columns: OutputColumn[] = names.map((name) => ({ name, kind: numbers.includes(name) ? "number" : "text" }));
    return {
      name: `Sobol' indices of ${numbers.length} key outputs, ${SOBOL.inputs} inputs at N = ${n(SOBOL.n)}`,
      runs: design.runs,
      against: imports,
      work: async () => {
        const runs = await runIndices(
          async (points, count) => {
            const { outputs, texts } = await of.evaluate(points, count, pathsOf(design.inputs));
            return {
              outputs,
              failures: [],
              text: new Map(texts.flatMap((list, column) => (list ? [[column, list]] : []))),
            };
          },
          design,
          columns,
        );
        for (const name of numbers) sobolIndices(design, columns, runs, name);
        return undefined;
      },
    };
  }
}

async function supply(memo: Memo): Promise<Section> {
  const { engine, program, register, rounds } = memo;
  const outputs = HAND_WRITTEN_OUTPUTS.filter((name) => program.names.has(name));
  if (outputs.length < HAND_WRITTEN_OUTPUTS.length) return { title: "The supply model is not in this memo", rows: [] };
  const points = pointsOver(memo, ({ id }) => SUPPLY.some((start) => id === start || id.startsWith(`${start}.`)));
  const { paths, values } = points;
  const evaluator = await opened(memo, outputs);
  const given = engine.givenTree(register, ["*", "range.*"]);
  const places = engine.leaves(given);
  const write = paths.map((path): ((value: number) => void) => {
    const keys = places.get(path) ?? [];
    const node = engine.leafOf(given, keys.slice(0, -1)) as unknown as Record<string, number>;
    const last = keys.at(-1) ?? "";
    return (value) => {
      node[last] = value;
    };
  });
  const out = new Float64Array(DRAWS * outputs.length);
  const loop = (model: SupplyModel) => (): undefined => {
    for (let draw = 0; draw < DRAWS; draw++) {
      for (let at = 0; at < write.length; at++) write[at]?.(values[draw * write.length + at] ?? 0);
      model(asSupply(given), out, draw * outputs.length);
    }
  };
  const throughEngine = await evaluator.evaluate(values, DRAWS, paths);
  for (const model of [supplyByHand, supplyOverArrays]) {
    loop(model)();
    agree(out, throughEngine.outputs);
  }
  const byHand = "one function written by hand";
  const rows = await timeTrials(
    [
      { name: byHand, runs: DRAWS, against: byHand, work: loop(supplyByHand) },
      {
        name: "the chapters' blocks",
        runs: DRAWS,
        against: byHand,
        work: async () => {
          await evaluator.evaluate(values, DRAWS, paths);
          return undefined;
        },
      },
      { name: "one function over arrays", runs: DRAWS, against: byHand, work: loop(supplyOverArrays) },
      naive(memo, points, byHand),
    ],
    rounds,
  );
  evaluator.close();
  return {
    title: `${outputs.length} outputs of the supply model, ${n(DRAWS)} draws over ${points.inputs} assumptions`,
    against: "by hand",
    rows,
  };
}

/** What it would take to run every block for each draw, as a build does but in one process; from a few of them. */
function naive({ engine, program, register }: Memo, { paths, values }: Points, against: string): Trial {
  const blocks = program.blocks.filter(({ block, library }) => block.kind !== "chart" && !library.includes("Plot"));
  const given = engine.givenTree(register, ["*", "range.*"]);
  const derive = engine.deriver(register);
  const places = engine.leaves(given);
  return {
    name: "every block for each draw, as in a build",
    runs: DRAWS,
    against,
    work: async () => {
      const script = engine.realmScript(readFileSync(engine.compiledRealm().realm, "utf8"));
      const started = performance.now();
      for (let draw = 0; draw < NAIVE_RUNS; draw++) {
        for (const [at, path] of paths.entries())
          engine.setLeaf(given, places.get(path) ?? [], values[draw * paths.length + at] ?? 0);
        derive(given);
        const job = {
          blocks: blocks.map(engine.runnable),
          idle: new Set<string>(),
          supplied: new Map(),
          keep: new Set<string>(),
          given,
          want: [],
          trace: false,
        };
        const request = engine.requestText({ type: "job", job }).slice(1);
        await new engine.BlockRealm(script).perform(request, () => {});
      }
      return ((performance.now() - started) / 1000 / NAIVE_RUNS) * DRAWS;
    },
  };
}

/** @throws when the functions don't come to the same as the blocks. */
function agree(byHand: Float64Array, throughEngine: Float64Array): void {
  for (const [at, value] of byHand.entries()) {
    const other = throughEngine[at] ?? Number.NaN;
    if (!(Math.abs(value - other) <= 1e-12 * Math.abs(other)))
      throw new Error(`output ${at}: ${value} by hand, ${other} by the blocks`);
  }
}

const n = (count: number): string => count.toLocaleString("en-US");
