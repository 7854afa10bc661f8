import * as d3 from "d3-array";
import { applyScenario, applySets } from "../../assumptions/files/apply.js";
import { assumptionOf, getGiven, givenTree, pathsUnder } from "../../assumptions/register/given.js";
import { ABOUT, isBeside, RANGE } from "../../assumptions/register/ranges.js";
import type { Assumption, Register, Value } from "../../assumptions/register/types.js";
import { entriesOf } from "../../keys/ordered.js";
import { pathsOverlap } from "../../notebook/analyse/paths.js";
import { createLibrary } from "../../notebook/library/library.js";
import { dataTable } from "../../notebook/library/tables.js";
import { listable, plainCopy, receivedGiven, rowsAndColumns } from "../../notebook/process/wire.js";
import * as claims from "../../notebook/run/claims.js";
import { HELPERS } from "../../notebook/run/helpers.js";
import { freezeLanguage } from "../../notebook/run/realm.js";
import { type GivenCell, type GivenTree, plainGiven } from "../../notebook/run/trace.js";
import type { ClaimResult, FigureResult } from "../../notebook/types.js";
import { Problems } from "../../yaml/problems.js";
import { type LiveBlock, type LiveCode, type LiveModel, TABLE_HELPER } from "../model.js";
import { sameValue, touchedLeaves } from "./leaves.js";
import { unitSystem } from "./units.js";

/** What a reader asks for: a scenario, and values over it as `--set` takes them. */
export interface Asked {
  scenario?: string;
  sets: readonly { id: string; text: string }[];
}

/** Why something can't be taken, with the assumption that it is about where one is known. */
export interface Refusal {
  about?: string;
  message: string;
}

const NOWHERE = { file: "", start: { line: 1, column: 1 } };

/** The model as a page runs it: assumptions, and the blocks that follow them. */
export class World {
  register: Register;
  /** What blocks are given, as prose quotes it, once it is asked for. */
  private quotedGiven: GivenTree | undefined;
  /** `given` as blocks are given it. */
  private received: object = {};
  /** Values that prose quotes, as plain data. */
  readonly values = new Map<string, unknown>();
  readonly claims = new Map<string, ClaimResult>();
  readonly tables = new Map<string, FigureResult>();
  /** Blocks that came to nothing, and all that rest on one, each with the reason. */
  readonly failed = new Map<string, string>();
  /** Blocks and sweeps that would be others now and are as they were published. */
  readonly stale = new Set<string>();
  /** Names whose values the last change made anew, and claims. */
  moved: ReadonlySet<string> = new Set();
  /** Assumptions that the last change made others. */
  movedGiven: ReadonlySet<string> = new Set();

  private readonly names = new Map<string, unknown>();
  private readonly constants: ReadonlyMap<string, unknown>;
  private readonly readers = new Map<string, readonly number[]>();
  private readonly position: ReadonlyMap<string, number>;
  private readonly base: ReadonlyMap<string, Assumption>;
  private readonly quoted: ReadonlySet<string>;

  constructor(
    private readonly model: LiveModel,
    private readonly code: LiveCode,
    quoted: Iterable<string>,
  ) {
    this.register = model.register;
    this.base = model.register.assumptions;
    this.quoted = new Set(quoted);
    this.position = new Map(model.blocks.map(({ id }, at) => [id, at]));
    this.constants = new Map<string, unknown>([
      ...createLibrary({ d3: { ...d3 } }),
      ...HELPERS,
      [TABLE_HELPER, tableOf],
    ]);
    // Before any block runs: none can change what the page's own code does.
    freezeLanguage(globalThis, [code, ...this.constants.values()]);
    for (const [id, claim] of model.claims) this.claims.set(id, { ...claim, place: NOWHERE });
    for (const [name, value] of model.published) this.values.set(name, listable(value));
    for (const [id, { kind, result }] of model.figures)
      if (result) this.tables.set(id, listable(result) as FigureResult);
      else if (kind === "chart") this.tables.set(id, { kind, blockId: id, svg: CHART, data: [] });
    this.received = this.givenOf(new Map(this.base));
    this.run(model.blocks.keys());
  }

  get given(): GivenTree {
    // Prose may quote ranges and sources that no block reads.
    this.quotedGiven ??= givenTree({ assumptions: this.register.assumptions }, ["*", `${RANGE}.*`, `${ABOUT}.*`]);
    return this.quotedGiven;
  }

  /** Whether scenarios can be asked for: a page that was built with one, or with values of its own, has lost what they stand over. */
  get hasScenarios(): boolean {
    const { scenario, sets, scenarios } = this.model.register;
    return scenarios.size > 0 && scenario === undefined && sets.length === 0;
  }

  /**
   * Takes what is asked for, and runs the blocks that follow from it. Where it can't be taken all stays as it is.
   *
   * @returns what is wrong with it, and what is to be told all the same
   */
  ask({ scenario: name, sets }: Asked): { refused: Refusal[]; remarks: Refusal[] } {
    if (name !== undefined && !this.hasScenarios)
      return {
        refused: [
          { message: `scenario \`${name}\` can't be shown over the scenario or values that this page was built with` },
        ],
        remarks: [],
      };
    const problems = new Problems("assumptions");
    const assumptions = new Map(this.base);
    const scenario = name === undefined ? undefined : this.model.register.scenarios.get(name);
    if (scenario) applyScenario(scenario, undefined, assumptions, problems);
    applySets(sets, assumptions, { failed: new Set(), system: unitSystem() as never }, problems);
    const told = (severity: "error" | "warning"): Refusal[] =>
      problems
        .list()
        .filter((d) => d.severity === severity)
        .map(({ about, message, expected, hint }) => {
          // A page has fields, and no command line.
          const words = message.replace(/^`--set [^`]*`:? ?/, "");
          return { about, message: [words, expected && `expected ${expected}`, hint].filter(Boolean).join("; ") };
        });
    if (name !== undefined && !scenario)
      return { refused: [{ message: `this memo has no scenario \`${name}\`` }, ...told("error")], remarks: [] };
    const refused = told("error");
    if (refused.length > 0) return { refused, remarks: [] };
    const given = this.givenOf(assumptions);
    const infinite = [...assumptions.values()].find(
      ({ expression, value }) => expression !== undefined && !allFinite(value),
    );
    if (infinite)
      return {
        refused: [
          { about: infinite.id, message: `\`${infinite.id}\`, which is calculated, would be no finite number` },
        ],
        remarks: [],
      };
    const touched = touchedLeaves(this.register.assumptions, assumptions);
    this.register = {
      ...this.model.register,
      assumptions,
      sets: [...this.model.register.sets, ...sets],
      ...(scenario ? { scenario } : {}),
    };
    this.quotedGiven = undefined;
    const moving = this.moving(touched);
    this.received = given;
    this.run(moving);
    const moved = moving.flatMap((at) => [this.model.blocks[at]?.id ?? "", ...(this.model.blocks[at]?.defines ?? [])]);
    this.moved = new Set(moved);
    this.movedGiven = new Set(touched.map((path) => assumptionOf(this.register, path)?.id ?? path));
    this.markStale(assumptions);
    return { refused: [], remarks: told("warning") };
  }

  /** What of it names something that this memo has. */
  known({ scenario, sets }: Asked): Asked {
    return {
      ...(scenario !== undefined && this.hasScenarios && this.model.register.scenarios.has(scenario)
        ? { scenario }
        : {}),
      sets: sets.filter(({ id }) => assumptionOf(this.model.register, id) !== undefined),
    };
  }

  /** `given` as blocks reach it, with what is calculated worked out; values of derived assumptions are put into the register too. */
  private givenOf(assumptions: Map<string, Assumption>): object {
    const besides = this.model.blocks.flatMap(({ givenPaths }) => givenPaths.filter(isBeside));
    const tree = givenTree({ assumptions }, ["*", ...besides]);
    for (const [at, { id }] of this.model.derivations.entries()) {
      const assumption = assumptions.get(id);
      if (assumption?.expression === undefined) continue;
      this.code.derivations[at]?.(tree);
      assumptions.set(id, { ...assumption, value: getGiven(tree, id) as Value });
    }
    return plainGiven(receivedGiven(plainCopy(tree) as GivenTree));
  }

  private moving(touched: readonly string[]): number[] {
    const { blocks } = this.model;
    const moving = new Set<number>();
    for (const path of touched) for (const at of this.readersOf(path)) moving.add(at);
    for (const [at, { dependsOn }] of blocks.entries())
      if (dependsOn.some((id) => moving.has(this.position.get(id) ?? -1))) moving.add(at);
    return this.withRestless(moving);
  }

  /** Blocks in their order, with what may remember one state until the next and is made anew for whatever uses it. */
  private withRestless(moving: Set<number>): number[] {
    const { blocks } = this.model;
    for (let at = blocks.length - 1; at >= 0; at--)
      if (moving.has(at))
        for (const id of blocks[at]?.dependsOn ?? []) {
          const other = this.position.get(id) ?? -1;
          if (blocks[other]?.restless) moving.add(other);
        }
    return [...moving].sort((a, b) => a - b);
  }

  /** What a block that is not run with the others is called with now, but for names that it has of its own. */
  argumentsOf({ parameters }: LiveBlock, own: ReadonlyMap<string, unknown> = new Map()): unknown[] {
    return parameters.map((name) => (own.has(name) ? own.get(name) : this.argument(name)));
  }

  /** Calls a block that is not run with the others: a chart. */
  call(block: LiveBlock, own: ReadonlyMap<string, unknown>): Record<string, unknown> {
    const at = this.position.get(block.id) ?? -1;
    const call = this.code.blocks[at];
    if (!call) throw new Error("it is no part of this page");
    this.run(this.withRestless(new Set([at])));
    const reason = this.failed.get(block.id);
    if (reason !== undefined) throw new Error(reason);
    return call(...this.argumentsOf(block, own));
  }

  /** The value of a name that blocks hand on. */
  named(name: string): unknown {
    return this.names.get(name);
  }

  private readersOf(path: string): readonly number[] {
    let readers = this.readers.get(path);
    if (!readers) {
      readers = [...this.model.blocks.entries()].flatMap(([at, { givenPaths }]) =>
        givenPaths.some((read) => pathsOverlap(read, path)) ? [at] : [],
      );
      this.readers.set(path, readers);
    }
    return readers;
  }

  private run(indices: Iterable<number>): void {
    for (const at of indices) {
      const block = this.model.blocks[at];
      const call = this.code.blocks[at];
      if (!block || !call) continue;
      this.failed.delete(block.id);
      const behind = block.dependsOn.find((id) => this.failed.has(id));
      if (behind !== undefined) {
        this.fail(block, `it rests on \`${behind}\`, which can't be computed`);
        continue;
      }
      if (block.chart) continue;
      try {
        const values = call(...this.argumentsOf(block));
        this.take(block, values);
      } catch (thrown) {
        this.fail(block, thrown instanceof Error ? thrown.message : String(thrown));
      }
    }
  }

  private argument(name: string): unknown {
    if (name === "given") return this.received;
    return this.names.has(name) ? this.names.get(name) : this.constants.get(name);
  }

  private take(block: LiveBlock, values: Record<string, unknown>): void {
    if (block.kind === "claim") {
      const outcome = claims.claimOutcome(values.__result);
      this.claims.set(block.id, {
        id: block.id,
        blockId: block.id,
        ...outcome,
        expression: block.expression ?? "",
        place: NOWHERE,
      });
    } else if (block.kind === "table")
      this.tables.set(block.id, { kind: "table", blockId: block.id, table: dataTable(values.__result) });
    for (const name of block.defines) {
      const value = values[name];
      this.names.set(name, value);
      if (!this.quoted.has(name) || typeof value === "function") continue;
      this.values.set(name, listable(plainCopy(value)));
    }
  }

  private fail(block: LiveBlock, reason: string): void {
    this.failed.set(block.id, reason);
    for (const name of block.defines) this.values.delete(name);
  }

  /** Sweeps and blocks that are not run here, charts that stay among them, as far as what they rest on is not what it was when they were published. */
  private markStale(assumptions: ReadonlyMap<string, Assumption>): void {
    this.stale.clear();
    const { rests } = this.model;
    const ids = [...this.base.keys()];
    const changed = new Set<number>();
    for (const [at, id] of ids.entries()) {
      const [before, now] = [this.base.get(id), assumptions.get(id)];
      if (before && now && before !== now && !sameValue(before, now)) changed.add(at);
    }
    if (changed.size === 0) return;
    for (const [id, list] of entriesOf(rests.blocks)) {
      const block = this.model.blocks[this.position.get(id) ?? -1];
      if (block && !block.still) continue;
      if (rests.lists[list]?.some((at) => changed.has(at))) this.stale.add(id);
    }
    // By the paths of its code too, for branches that the published run did not take.
    const touched = [...changed].flatMap((at) => pathsUnder(assumptions.get(ids[at] ?? "") as Assumption));
    for (const at of this.moving(touched)) {
      const block = this.model.blocks[at];
      if (block?.still) this.stale.add(block.id);
    }
  }
}

/** A query's result as blocks have it. */
const tableOf = (columns: readonly (readonly [string, readonly GivenCell[]])[]): GivenTree =>
  plainGiven(rowsAndColumns(new Map(columns))) as GivenTree;

const allFinite = (value: Value): boolean =>
  typeof value === "number" ? Number.isFinite(value) : Object.values(value).every((inner) => allFinite(inner as Value));

/** Stands for a chart in the tree: the page's figures keep their drawings, or have them of `Charts`. */
const CHART = '<svg aria-label=""></svg>';
