import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import {
  type Assumption,
  derivations,
  deriver,
  type GivenTree,
  givenTree,
  leafPaths,
  loadRegister,
  pathsUnder,
  type Register,
} from "../../src/assumptions/index.js";
import { readChapters } from "../../src/chapters/index.js";
import { readProject } from "../../src/cli/project.js";
import { formatDiagnostics } from "../../src/diagnostic.js";
import { analyse } from "../../src/notebook/analyse.js";
import { type Evaluator, openEvaluator } from "../../src/notebook/evaluator.js";
import { leafOf, setLeaf } from "../../src/notebook/leaves.js";
import { GLOBAL_NAMES, LIBRARY_NAMES } from "../../src/notebook/library-names.js";
import type { Program } from "../../src/notebook/program.js";
import { run } from "../../src/notebook/runner.js";
import { asSupply, HAND_WRITTEN_OUTPUTS, type SupplyModel, supplyByHand, supplyOverArrays } from "./hand-written.js";
import { type Measured, reportTable, type Section } from "./report.js";

const ROUNDS = 3;
const DRAWS = 10_000;
/** Sobol' indices of 20 inputs: N (D + 2) runs. */
const SOBOL = { inputs: 20, n: 1024, runs: 1024 * 22 };
const NAIVE_RUNS = 5;

interface Memo {
  program: Program;
  register: Register;
}

/** Points that move assumptions within their ranges, or by a tenth where they have none. */
interface Points {
  paths: string[];
  values: Float64Array;
  n: number;
}

function load(root: string): Memo {
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
      library: LIBRARY_NAMES,
      globals: GLOBAL_NAMES,
    },
  );
  return { program, register };
}

function pointsOver(register: Register, assumptions: readonly Assumption[], n: number): Points {
  const base = givenTree(register);
  const paths = assumptions.flatMap((assumption) => pathsUnder(assumption));
  const middle = paths.map((path) => Number(leafOf(base, placeOf(base, path))));
  // A linear congruential generator does: nothing rests on these numbers but time.
  let state = 1;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const values = new Float64Array(n * paths.length);
  for (let at = 0; at < values.length; at++) values[at] = (middle[at % paths.length] ?? 0) * (0.95 + 0.1 * next());
  return { paths, values, n };
}

/** Keys on the way to a leaf; a key may hold dots itself. */
function placeOf(tree: GivenTree, path: string): string[] {
  const parts = path.split(".");
  const keys: string[] = [];
  let node: GivenTree | number | undefined = tree;
  for (let from = 0; from < parts.length; ) {
    let to = from + 1;
    while (to < parts.length && typeof node === "object" && !Object.hasOwn(node, parts.slice(from, to).join("."))) to++;
    const key = parts.slice(from, to).join(".");
    keys.push(key);
    node = typeof node === "object" ? node[key] : undefined;
    from = to;
  }
  return keys;
}

async function best(work: () => Promise<unknown> | unknown): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    await work();
    least = Math.min(least, (performance.now() - started) / 1000);
  }
  return least;
}

const rate = (name: string, runs: number, seconds: number): Measured => ({
  name: `${name} (${Math.round(runs / seconds).toLocaleString("en-US")} a second)`,
  seconds,
});

/** Times how the memo's model runs many times over: all of it and parts of it, and its supply model against functions written by hand. */
export async function evaluateSections(root: string): Promise<Section[]> {
  const memo = load(root);
  return [await whole(memo), await supply(memo)];
}

function opened({ program, register }: Memo, outputs: readonly string[]): Promise<Evaluator> {
  return openEvaluator(program, { given: givenTree(register), derivations: derivations(register), outputs });
}

async function whole(memo: Memo): Promise<Section> {
  const { program, register } = memo;
  const claims = program.blocks.filter(({ block }) => block.kind === "claim").map(({ block }) => block.id);
  const all = [...program.outputs.map(({ name }) => name), ...claims];
  const key = program.outputs.filter((output) => output.key).map(({ name }) => name);
  const free = [...register.assumptions.values()].filter(({ expression }) => expression === undefined);
  const isPoint = ({ distribution }: Assumption): number => Number(distribution.name === "point");
  const rangedFirst = [...free].sort((a, b) => isPoint(a) - isPoint(b));
  const rows: Measured[] = [];
  const started = performance.now();
  const evaluator = await opened(memo, all);
  rows.push({ name: "process started, base run", seconds: (performance.now() - started) / 1000 });
  const time = async (name: string, of: Evaluator, { paths, values, n }: Points): Promise<void> => {
    const seconds = await best(() => of.evaluate(values, n, paths));
    rows.push(rate(`${name}, ${of.moving(paths).length} blocks`, n, seconds));
  };
  const oneOf = free.find(({ id }) => id === "mef.base") ?? rangedFirst[0];
  await time(`${n(DRAWS)} draws over all assumptions`, evaluator, pointsOver(register, free, DRAWS));
  if (oneOf) await time(`${n(DRAWS)} draws of \`${oneOf.id}\``, evaluator, pointsOver(register, [oneOf], DRAWS));
  evaluator.close();
  const headline = await opened(memo, key);
  const twenty = pointsOver(register, rangedFirst.slice(0, SOBOL.inputs), SOBOL.runs);
  await time(
    `Sobol' indices of key outputs, ${SOBOL.inputs} inputs at N = ${n(SOBOL.n)}, ${n(SOBOL.runs)} runs`,
    headline,
    twenty,
  );
  headline.close();
  return { title: `Many runs of this memo: ${program.outputs.length} outputs, ${claims.length} claims`, rows };
}

async function supply(memo: Memo): Promise<Section> {
  const { program, register } = memo;
  const outputs = HAND_WRITTEN_OUTPUTS.filter((name) => program.names.has(name));
  if (outputs.length < HAND_WRITTEN_OUTPUTS.length) return { title: "The supply model is not in this memo", rows: [] };
  const read = ["gw", "share.inf", "chip", "mix", "custom", "retire", "mef"];
  const moved = [...register.assumptions.values()].filter(
    ({ id, expression }) =>
      expression === undefined && read.some((start) => id === start || id.startsWith(`${start}.`)),
  );
  const { paths, values, n: draws } = pointsOver(register, moved, DRAWS);
  const evaluator = await opened(memo, outputs);
  const result = await evaluator.evaluate(values, draws, paths);
  const throughEngine = await best(() => evaluator.evaluate(values, draws, paths));
  evaluator.close();
  const given = givenTree(register);
  const places = paths.map((path) => placeOf(given, path));
  const nodes = places.map((keys) => leafOf(given, keys.slice(0, -1)) as Record<string, number>);
  const lasts = places.map((keys) => keys.at(-1) ?? "");
  const out = new Float64Array(draws * outputs.length);
  const loop = (model: SupplyModel) => (): void => {
    for (let draw = 0; draw < draws; draw++) {
      for (let at = 0; at < paths.length; at++) {
        const node = nodes[at];
        if (node) node[lasts[at] ?? ""] = values[draw * paths.length + at] ?? 0;
      }
      model(asSupply(given), out, draw * outputs.length);
    }
  };
  const byHand = await best(loop(supplyByHand));
  agree(out, result.outputs);
  const overArrays = await best(loop(supplyOverArrays));
  agree(out, result.outputs);
  const naive = await naiveSeconds(memo, outputs, { paths, values, n: draws });
  const ratio = (row: Measured): Measured => ({ ...row, ratio: row.seconds / byHand });
  return {
    title: `${outputs.length} outputs of the supply model, ${n(draws)} draws over ${paths.length} numbers`,
    against: "by hand",
    rows: [
      rate("one function written by hand", draws, byHand),
      rate("the chapters' blocks", draws, throughEngine),
      rate("one function over arrays", draws, overArrays),
      rate(`a run of all blocks for each (of ${NAIVE_RUNS})`, draws, naive),
    ].map(ratio),
  };
}

/** What a run for each draw would take, from a few of them. */
async function naiveSeconds(
  { program, register }: Memo,
  want: readonly string[],
  { paths, values, n: draws }: Points,
): Promise<number> {
  const given = givenTree(register);
  const derive = deriver(register);
  const started = performance.now();
  for (let draw = 0; draw < NAIVE_RUNS; draw++) {
    for (const [at, path] of paths.entries()) setLeaf(given, placeOf(given, path), values[draw * paths.length + at]);
    derive(given);
    await run(program, { given, want, versions: "bench", trace: false });
  }
  return ((performance.now() - started) / 1000 / NAIVE_RUNS) * draws;
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = process.argv[2] ?? fileURLToPath(new URL("../..", import.meta.url));
  const sections = await evaluateSections(root);
  process.stdout.write(
    reportTable({ node: process.versions.node, cores: availableParallelism(), rounds: ROUNDS, sections }),
  );
}
