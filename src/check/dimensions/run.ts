// Runs a memo's blocks over quantities, in their realm.
import { entriesOf, mark, put } from "../../keys/ordered.js";
import { type OfCell, receivedGiven } from "../../notebook/process/wire.js";
import { compileBlock, type RunnableBlock } from "../../notebook/run/compile.js";
import type { Outside } from "../../notebook/run/outside.js";
import { type GivenTree, isGroup } from "../../notebook/run/trace.js";
import type { RunQuery } from "../../notebook/sql/run.js";
import { QUERY_HELPER } from "../../notebook/sql/types.js";
import { Arithmetic, fitsAll, isUnknown } from "./arithmetic.js";
import { Functions } from "./functions.js";
import { GIVEN_ZERO, plain, Quantity } from "./quantity.js";
import { type Finding, OPERATIONS, type Printed, type Site, type UnitTree } from "./sites.js";
import { type Unit, unitText } from "./unit.js";

/** What a run over quantities needs; plain data, made by the parent. */
export interface DimensionJob {
  /** Rewritten blocks, each after those it depends on. */
  blocks: readonly RunnableBlock[];
  /** By block: the unit of time its model steps in. */
  steps: readonly (Unit | undefined)[];
  /** By block: findings in it are not wanted. */
  silent: readonly boolean[];
  /** Which base dimensions are things counted. */
  things: readonly boolean[];
  sites: readonly Site[];
  given: GivenTree;
  /** By assumption id, or by leaf path where an assumption has several units; only those that are no pure numbers. */
  units: ReadonlyMap<string, Unit>;
  /** Assumption id by leaf path. */
  leaves: ReadonlyMap<string, string>;
  outputs: ReadonlyMap<string, Unit>;
  /** Units of the columns that queries give, by block. */
  queries: ReadonlyMap<string, ReadonlyMap<string, Unit>>;
  /** Names whose units come back. */
  want: readonly string[];
}

/** What came of it. */
export interface DimensionRun {
  findings: readonly Finding[];
  printed: readonly Printed[];
  /** By site, see `CHECKED`. */
  seen: Uint8Array;
  /** Sites at which a flow was taken for what a step of it brings. */
  stepped: readonly number[];
  /** Blocks that ran only without quantities, with why. */
  failed: readonly { block: number; reason: string }[];
  /** By name, as indices from 1 into `table`. */
  values: ReadonlyMap<string, UnitTree>;
  table: readonly Unit[];
  /** Literals still open to be conversions, by name and path, for values that have any. */
  literals: ReadonlyMap<string, readonly number[]>;
  /** Numbers of those names, to be compared with a plain run's. */
  numbers: ReadonlyMap<string, unknown>;
}

/** Runs the blocks. A block that throws, which it doesn't in a plain run, is left out with those that rest on it. */
export async function perform(
  job: DimensionJob,
  library: ReadonlyMap<string, unknown>,
  outside: Pick<Outside, "compile" | "start">,
): Promise<DimensionRun> {
  const arithmetic = new Arithmetic(job.sites, job.steps, job.silent, job.things);
  const functions = new Functions(arithmetic, job.sites, library, job.outputs);
  const operations = functions.operations();
  const given = givenOver(job);
  const namespace = new Map<string, unknown>();
  const failed = new Map<string, { block: number; reason: string }>();
  for (const [index, block] of job.blocks.entries()) {
    const lost = block.dependsOn.find((id) => failed.has(id));
    if (lost !== undefined) {
      failed.set(block.id, { block: index, reason: `it rests on block \`${lost}\`` });
      continue;
    }
    await outside.start(index);
    try {
      const compiled = await compileBlock(block, outside.compile);
      const values = compiled.parameters.map((name) => {
        if (name === "given") return given;
        if (name === OPERATIONS) return operations;
        if (name === QUERY_HELPER) return overUnits(functions.names.get(name) as RunQuery, job.queries.get(block.id));
        return namespace.has(name) ? namespace.get(name) : functions.names.get(name);
      });
      const returned = await compiled.call(...values);
      for (const name of block.defines) namespace.set(name, returned[name]);
    } catch (thrown) {
      failed.set(block.id, { block: index, reason: reasonOf(thrown) });
    }
  }
  const units = new UnitTable();
  const values = new Map(
    job.want.flatMap((name) => (namespace.has(name) ? [[name, units.tree(name, namespace.get(name))]] : [])),
  );
  const numbers = new Map(
    job.want.flatMap((name) => (namespace.has(name) ? [[name, numbersOf(namespace.get(name))]] : [])),
  );
  return {
    findings: arithmetic.findings,
    printed: [...functions.printed.values()],
    seen: arithmetic.seen,
    stepped: [...arithmetic.stepped].sort((a, b) => a - b),
    failed: [...failed.values()],
    values,
    table: units.units,
    literals: units.literals,
    numbers,
  };
}

/** What runs a query, with quantities in the columns that have a unit. */
function overUnits(run: RunQuery, units: ReadonlyMap<string, Unit> | undefined): RunQuery {
  return (query, tables) =>
    run(query, tables, (path) => {
      const unit = units?.get(path.replace(/^\.columns\./, ""));
      return unit && ((cell) => (typeof cell === "number" ? new Quantity(cell, unit) : cell));
    });
}

function reasonOf(thrown: unknown): string {
  const { message } = (typeof thrown === "object" && thrown !== null ? thrown : {}) as { message?: unknown };
  return typeof message === "string" ? message : String(thrown);
}

/** The assumptions as frozen objects of the realm, with quantities at the leaves that have a unit. */
function givenOver({ given, units, leaves }: DimensionJob): object {
  const build = (node: GivenTree, path: string): object => {
    const made = {} as Record<string, unknown>;
    const entries = entriesOf(node);
    for (const [key, value] of entries) {
      const at = path === "" ? key : `${path}.${key}`;
      if (isGroup(value)) put(made, key, build(value, at));
      else if (typeof value !== "number") put(made, key, value);
      else {
        const id = leaves.get(at) ?? at;
        const unit = units.get(at) ?? units.get(id);
        put(made, key, unit ? new Quantity(value, unit, [], [id]) : value === 0 ? GIVEN_ZERO : value);
      }
    }
    return Object.freeze(
      mark(
        made,
        entries.map(([key]) => key),
      ),
    );
  };
  // Cells of a column with a unit are quantities, in its rows too.
  const ofCell: OfCell = (path) => {
    const unit = units.get(path);
    const from = [leaves.get(path) ?? path];
    return unit && ((cell) => (typeof cell === "number" ? new Quantity(cell, unit, [], from) : cell));
  };
  return build(receivedGiven(given, ofCell), "");
}

const DEEPEST = 8;

class UnitTable {
  readonly units: Unit[] = [];
  readonly literals = new Map<string, readonly number[]>();
  private readonly indices = new Map<string, number>();

  tree(path: string, value: unknown, depth = 0): UnitTree {
    // Nothing of anything has lost its unit, and is nothing in any.
    if (typeof value === "number") return fitsAll(value) ? -1 : 0;
    if (value instanceof Quantity) {
      if (isUnknown(value) || !value.unit) return -1;
      if (value.literals?.length !== 0) this.literals.set(path, value.literals ?? []);
      return this.index(value.unit);
    }
    if (typeof value !== "object" || value === null || depth > DEEPEST) return null;
    const entries = value instanceof Map ? [...value] : entriesOf(value as Record<string, unknown>);
    return Object.fromEntries(entries.map(([key, one]) => [String(key), this.tree(`${path}.${key}`, one, depth + 1)]));
  }

  private index(unit: Unit): number {
    const key = `${unitText(unit)} ${unit.zero ?? ""}`;
    const known = this.indices.get(key);
    if (known !== undefined) return known;
    const made = this.units.push(unit);
    this.indices.set(key, made);
    return made;
  }
}

/** A value with its numbers in place of quantities. */
function numbersOf(value: unknown, depth = 0): unknown {
  if (typeof value === "function" || depth > DEEPEST) return undefined;
  if (typeof value !== "object" || value === null || value instanceof Quantity) return plain(value);
  if (Array.isArray(value)) return value.map((one) => numbersOf(one, depth + 1));
  return Object.fromEntries(
    entriesOf(value as Record<string, unknown>).map(([key, one]) => [key, numbersOf(one, depth + 1)]),
  );
}
