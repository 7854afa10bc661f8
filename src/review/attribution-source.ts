import type { Said } from "../assumptions/data/types.js";
import {
  type Assumption,
  assumptionOrBeside,
  type DerivationCode,
  derivations,
  type GivenTree,
  givenTree,
  pathsUnder,
  type Register,
  unitSystem,
  type Value,
} from "../assumptions/index.js";
import { ABOUT, RANGE, TOLD, withTold } from "../assumptions/register/ranges.js";
import { MemoError } from "../diagnostic.js";
import { addTo } from "../lists.js";
import { pathsOverlap } from "../notebook/analyse/paths.js";
import { givenReads, type Program } from "../notebook/analyse/program.js";
import { type Evaluator, openEvaluator } from "../notebook/evaluate/evaluator.js";
import { blocksBehind, findOutputs, Movement } from "../notebook/evaluate/scope.js";
import type { Limits, Runner } from "../notebook/process/block-process.js";
import type { AttributionSession, AttributionSource, Link, Point, Worths } from "./attribution/source.js";
import { isNumbers, type OldValue } from "./inputs.js";
import { asDeclaredNow } from "./runs/declared-now.js";
import { MixedBlocks, type OldBlocks } from "./runs/mixed-blocks.js";
import { computable } from "./runs/programs.js";

export interface SourceOptions {
  limits?: Limits;
  /** Gives a process to run blocks in; asked once, and again for each set of new assumptions that is left out. */
  runner?: () => Runner;
  /** The old side, whose blocks can then be run in the place of those that changed. */
  old?: OldBlocks;
}

/** The blocks of a memo over its register, run at other assumptions in a process of their own. */
export function attributionSource(
  program: Program,
  register: Register,
  { limits, runner, old }: SourceOptions = {},
): AttributionSource {
  const derived = derivations(register);
  const mixed = old && new MixedBlocks(program, register, old);
  const units = unitSystem(register.units);
  return {
    links: (output, ids) => linksOf(program, register, derived, output, ids),
    convert(value, from, to) {
      try {
        return units.convert(value, from, to);
      } catch {
        return undefined;
      }
    },
    blocks: (output) => mixed?.behind(output) ?? [],
    reads: (block, id) => mixed?.reads(block, id) ?? false,
    open: (outputs) => new Session(program, register, derived, outputs, limits, runner, mixed, mixed?.old),
  };
}

/** Static read paths say what an output may rest on, branches not taken included. */
function linksOf(
  program: Program,
  register: Register,
  derived: readonly DerivationCode[],
  output: string,
  ids: readonly string[],
): ReadonlyMap<string, Link> | string {
  const { outputs, diagnostics } = findOutputs(program, [output]);
  const behind = blocksBehind(program, outputs);
  const [problem] = [...diagnostics, ...behind.diagnostics];
  if (problem) return problem.message;
  const reads = behind.blocks.flatMap(({ givenPaths }) => givenPaths);
  const links = new Map<string, Link>();
  for (const id of ids) {
    const assumption = assumptionOrBeside(register, id);
    if (!assumption) continue;
    const paths = pathsUnder(assumption);
    const { blocks, derivations: moved } = new Movement(behind.blocks, derived).of(paths);
    if (blocks.length === 0) continue;
    const isNamed = moved.length > 0 || reads.some((read) => pathsOverlap(read, id) && names(read, id));
    links.set(id, isNamed ? "named" : "member");
  }
  return links;
}

/** Whether a read path spells an id out, rather than reach it through a star. */
function names(read: string, id: string): boolean {
  return read === id || read.startsWith(`${id}.`);
}

class Session implements AttributionSession {
  /** One for each set of assumptions that are not there, by their ids. */
  private readonly evaluators = new Map<string, Promise<Opened | undefined>>();

  constructor(
    private readonly program: Program,
    private readonly register: Register,
    private readonly derived: readonly DerivationCode[],
    private readonly outputs: readonly string[],
    private readonly limits: Limits | undefined,
    private readonly runner: (() => Runner) | undefined,
    private readonly mixed: MixedBlocks | undefined,
    /** The old side's, whose data files can stand in for the new ones. */
    private readonly old: Register | undefined,
  ) {}

  async evaluate(outputs: readonly string[], points: readonly Point[], blocks?: ReadonlySet<string>): Promise<Worths> {
    const values = new Float64Array(outputs.length * points.length).fill(Number.NaN);
    const groups = new Map<string, number[]>();
    points.forEach((point, row) => {
      // What is no number is put in place before blocks run, as what is not there.
      const apart = [...point].flatMap(([id, value]): [string, OldValue | null][] =>
        value === undefined ? [[id, null]] : isNumbers(value) ? [] : [[id, value]],
      );
      const key = JSON.stringify(apart.sort(([a], [b]) => (a < b ? -1 : 1)));
      addTo(groups, key, row);
    });
    const trouble = new Map<string, string>();
    for (const [key, rows] of groups) {
      const found = await this.rows(
        new Map(JSON.parse(key) as [string, OldValue | null][]),
        outputs,
        rows.map((row) => points[row] ?? new Map()),
        blocks,
      );
      rows.forEach((row, at) => {
        outputs.forEach((_, column) => {
          const value = found.values[at * outputs.length + column] ?? Number.NaN;
          values[row * outputs.length + column] = Number.isFinite(value) ? value : Number.NaN;
        });
      });
      for (const [output, message] of found.trouble) if (!trouble.has(output)) trouble.set(output, message);
    }
    return { values, trouble };
  }

  tied(blocks: readonly string[]): readonly (readonly string[])[] {
    return this.mixed?.tied(blocks) ?? blocks.map((id) => [id]);
  }

  close(): void {
    for (const evaluator of this.evaluators.values())
      evaluator.then(
        (one) => one?.evaluator.close(),
        () => {},
      );
  }

  /** Points that lack the same assumptions. */
  private async rows(
    absent: Apart,
    outputs: readonly string[],
    points: readonly Point[],
    blocks: ReadonlySet<string> | undefined,
  ): Promise<Worths> {
    const opened = await this.evaluator(absent, blocks);
    const nothing = { values: new Float64Array(points.length * outputs.length).fill(Number.NaN), trouble: new Map() };
    if (!opened) return nothing;
    const { evaluator, names } = opened;
    const varied = [...new Set(points.flatMap((point) => [...point.keys()]))].filter((id) => !absent.has(id)).sort();
    // Old blocks read an assumption by its old name.
    const oldNames = (blocks && this.mixed?.oldNames) ?? new Map<string, string>();
    const base = varied.flatMap((id) => {
      const one = assumptionOrBeside(this.register, id);
      if (!one || one.said || one.data) return [];
      return [id, oldNames.get(id) ?? id].filter(isFirst).map((name) => ({ ...one, id: name, of: id }));
    });
    const paths = base.flatMap(pathsUnder);
    const matrix = new Float64Array(points.length * paths.length);
    let at = 0;
    for (const point of points)
      for (const one of base) {
        const value = point.get(one.of);
        const numbers = numbersOf(one.id, value !== undefined && isNumbers(value) ? value : one.value);
        for (const path of pathsUnder(one)) matrix[at++] = numbers.get(path) ?? Number.NaN;
      }
    const { outputs: all, failures } = await evaluator.evaluate(matrix, points.length, paths);
    const columns = outputs.map((name) => names.indexOf(name));
    const values = new Float64Array(points.length * columns.length);
    points.forEach((_, row) => {
      columns.forEach((column, i) => {
        values[row * columns.length + i] = column < 0 ? Number.NaN : (all[row * names.length + column] ?? Number.NaN);
      });
    });
    const trouble = new Map<string, string>();
    for (const output of failures.length === 0 ? [] : outputs) {
      const failure = failures.find(({ blockId }) => this.behind(output).has(blockId));
      if (failure) trouble.set(output, failure.message);
    }
    return { values, trouble };
  }

  /** Ids of the blocks that an output rests on. */
  private behind(output: string): ReadonlySet<string> {
    const { blocks } = blocksBehind(this.program, findOutputs(this.program, [output]).outputs);
    return new Set(blocks.map(({ block }) => block.id));
  }

  /** Of some outputs: a mixture of old and new blocks may not compute all of them. Undefined where it computes none. */
  private evaluator(absent: Apart, blocks: ReadonlySet<string> | undefined): Promise<Opened | undefined> {
    const key = JSON.stringify([[...absent], blocks && [...blocks].sort()]);
    const known = this.evaluators.get(key);
    if (known) return known;
    const opened = blocks && this.mixed ? this.openMixed(this.mixed, absent, blocks) : this.open(absent);
    this.evaluators.set(key, opened);
    return opened;
  }

  private async open(absent: Apart): Promise<Opened> {
    const evaluator = await openEvaluator(this.program, {
      given: without(this.register, givenReads(this.program), absent, this.old),
      outputs: this.outputs,
      derivations: this.derived,
      limits: this.limits,
      runner: this.runner?.(),
    });
    return { evaluator, names: this.outputs };
  }

  private async openMixed(mixed: MixedBlocks, absent: Apart, blocks: ReadonlySet<string>): Promise<Opened | undefined> {
    const program = mixed.program(blocks);
    const names = computable(program, this.outputs);
    const underBoth = new Map(
      [...absent].flatMap(([id, was]) => [[id, was] as const, [mixed.oldNames.get(id) ?? id, was] as const]),
    );
    if (names.length === 0) return undefined;
    try {
      const evaluator = await openEvaluator(program, {
        given: without(mixed.register, givenReads(program), underBoth, this.old),
        outputs: names,
        derivations: derivations(mixed.register),
        limits: this.limits,
        runner: this.runner?.(),
      });
      return { evaluator, names };
    } catch (error) {
      if (error instanceof MemoError) return undefined;
      throw error;
    }
  }
}

interface Opened {
  evaluator: Evaluator;
  names: readonly string[];
}

/** Assumptions that are not there, as null, and those that are no numbers and as they were; in the order of their ids. */
type Apart = ReadonlyMap<string, OldValue | null>;

function without(
  { assumptions, units }: Register,
  reads: readonly string[],
  apart: Apart,
  old: Register | undefined,
): GivenTree {
  const all = [...assumptions].flatMap(([id, now]): [string, Assumption][] => {
    const one = TOLD.reduce((so, name) => {
      const told = apart.get(`${ABOUT}.${id}.${name}`);
      return typeof told === "object" && told !== null && "said" in told
        ? withTold(so, name, String((told.said as Said).content))
        : so;
    }, now);
    const was = apart.get(id);
    const { low: _, high: __, ...rangeless } = one;
    if (was === undefined) return [[id, apart.get(`${RANGE}.${id}`) === null ? rangeless : one]];
    if (was === null || typeof was === "number") return [];
    if ("said" in was) return [[id, { ...one, said: was.said as Said }]];
    const { table, data } = old?.assumptions.get(id) ?? {};
    return [
      [id, table ? { ...one, table: data && one.data ? asDeclaredNow(table, data, one.data, units) : table } : one],
    ];
  });
  return givenTree({ assumptions: new Map(all) }, reads);
}

const isFirst = (name: string, at: number, all: readonly string[]): boolean => all.indexOf(name) === at;

/** The numbers of a value by path under `given`. */
export function numbersOf(path: string, value: Value): Map<string, number> {
  if (typeof value === "number") return new Map([[path, value]]);
  return new Map(Object.entries(value).flatMap(([key, inner]) => [...numbersOf(`${path}.${key}`, inner as Value)]));
}
