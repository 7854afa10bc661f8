import { formatWithOptions } from "node:util";
import type { Diagnostic } from "../diagnostic.js";
import * as claims from "./claims.js";
import { type CompiledBlock, compileBlock, LOOP_HELPER, type RunnableBlock } from "./compile.js";
import { changed, deepFreeze, type Watched } from "./freeze.js";
import { createRealm, type Realm } from "./realm.js";
import { BlockError, show } from "./reasons.js";
import { listedForLoop } from "./series-keys.js";
import { placeOf, thrownDiagnostic } from "./stack.js";
import { dataTable } from "./tables.js";
import { type GivenTree, plainGiven, tracedGiven } from "./trace.js";
import type { ClaimResult, FigureRenderer, FigureResult } from "./types.js";
import { plainCopy, receivedGiven, revive } from "./wire.js";

/** What to run; plain data, made by the parent. */
export interface ExecutionJob {
  /** All blocks, each after those it depends on. */
  blocks: readonly RunnableBlock[];
  /** Ids of the blocks that don't run. */
  idle: ReadonlySet<string>;
  /** Values of the names that idle blocks define, as kept by the cache. */
  supplied: ReadonlyMap<string, unknown>;
  /** Ids of the blocks whose values are to be handed back for the cache, and handed on as plain data so that a cache makes no difference. */
  keep: ReadonlySet<string>;
  given: GivenTree;
  /** Names whose plain values come back. */
  want: readonly string[];
  /** Record reads of `given`; plain frozen objects otherwise. */
  trace: boolean;
}

/** What came of one block. */
export interface BlockRecord {
  blockId: string;
  /** Leaves of `given` it read, sorted. */
  reads: readonly string[];
  printed: readonly string[];
  diagnostics: readonly Diagnostic[];
  figure?: FigureResult;
  claim?: ClaimResult;
  /** For the cache: the values it defines as plain data, or why they can't be kept. */
  kept?: { values: ReadonlyMap<string, unknown> } | { reason: string };
}

export interface ExecutionResult {
  records: readonly BlockRecord[];
  values: ReadonlyMap<string, unknown>;
}

/** What an execution takes from outside. */
export interface ExecutionEffects {
  library: ReadonlyMap<string, unknown>;
  renderer?: FigureRenderer;
  /** Told the index of each block before it runs. */
  onStart?: (index: number) => void;
}

interface Running {
  block: RunnableBlock;
  reads: Set<string>;
  printed: string[];
  diagnostics: Diagnostic[];
  figure?: FigureResult;
  claim?: ClaimResult;
  kept?: BlockRecord["kept"];
}

const LONGEST_PRINT = 20_000;
const MOST_PRINTS = 1_000;
const NEVER = Symbol("never settles");

/** One run of a program's blocks in a realm of their own, in this process. */
export class Execution {
  private readonly realm: Realm;
  private readonly given: object;
  private readonly namespace = new Map<string, unknown>();
  private readonly failed = new Set<string>();
  private readonly frozen: Set<unknown>;
  private readonly watched: (Watched & { name: string })[] = [];
  private readonly finished: Running[] = [];
  private current: Running | undefined;
  private giveUp: (() => void) | undefined;

  constructor(
    private readonly job: ExecutionJob,
    private readonly effects: ExecutionEffects,
  ) {
    this.realm = createRealm((values) => this.print(values));
    const given = receivedGiven(job.given);
    this.given = job.trace
      ? tracedGiven(given, (path) => this.current?.reads.add(path), this.realm.intrinsics)
      : plainGiven(given, this.realm.intrinsics);
    // The library is shared with the host: it is frozen where it is made, or not ours to freeze.
    this.frozen = new Set([...effects.library.values()].flatMap((value) => [value, ...ownValues(value)]));
    for (const [name, value] of job.supplied) {
      const revived = revive(value, this.realm.intrinsics);
      this.share(name, revived);
    }
  }

  /** Runs all that is to run, one block after the other; a block that rests on one that failed is left out. */
  async run(): Promise<ExecutionResult> {
    for (const [index, block] of this.job.blocks.entries()) {
      if (this.job.idle.has(block.id)) continue;
      if (block.dependsOn.some((id) => this.failed.has(id))) {
        this.failed.add(block.id);
        continue;
      }
      this.effects.onStart?.(index);
      const running: Running = { block, reads: new Set(), printed: [], diagnostics: [] };
      this.current = running;
      this.finished.push(running);
      try {
        await this.runBlock(running);
      } catch (thrown) {
        this.fail(thrown, running, block.kind === "table" ? "notebook/table" : "notebook/threw");
      }
      this.checkWatched(running);
      if (running.diagnostics.some(({ severity }) => severity === "error")) this.failed.add(block.id);
    }
    await turn();
    this.current = undefined;
    const values = this.wanted();
    return {
      records: this.finished.map(({ block, reads, ...rest }) => ({
        blockId: block.id,
        reads: [...reads].sort(),
        ...rest,
      })),
      values,
    };
  }

  /** For the process's unhandled rejections: a promise made by a block failed and nobody awaited it. */
  rejected(reason: unknown): void {
    const running = this.current ?? this.finished.at(-1);
    if (running) this.fail(reason, running, "notebook/unhandled-rejection");
  }

  /** For a process with nothing left to do: the promise that is awaited will never settle. The other blocks run on. */
  abandon(): boolean {
    this.giveUp?.();
    return this.giveUp !== undefined;
  }

  /** Whether a block's code may be running. */
  get isRunning(): boolean {
    return this.current !== undefined;
  }

  private async runBlock(running: Running): Promise<void> {
    const { block } = running;
    const compiled = this.compile(running);
    if (!compiled) return;
    const parameters = compiled.parameters.map((name) => this.parameter(name));
    let returned = compiled.call(...parameters);
    if (block.isAsync) {
      const never = new Promise<typeof NEVER>((resolve) => {
        this.giveUp = () => resolve(NEVER);
      });
      const settled = await Promise.race([returned, never]).finally(() => {
        this.giveUp = undefined;
      });
      if (settled === NEVER) {
        running.diagnostics.push({
          rule: "notebook/never-settles",
          severity: "error",
          message: `block \`${block.id}\` awaits a promise that never settles`,
          place: block.place,
          hint: "blocks have no timers, files or network to wait for",
        });
        return;
      }
      returned = settled as Record<string, unknown>;
    }
    if (block.isAsync || /\bPromise\b|\basync\b/.test(block.source)) await turn();
    const values = returned as Record<string, unknown>;
    if (block.kind === "claim") {
      running.claim = {
        id: block.id,
        blockId: block.id,
        ...claims.claimOutcome(values.__result),
        expression: block.expression,
        place: block.place,
      };
    } else if (block.kind === "table") {
      running.figure = { kind: "table", blockId: block.id, table: dataTable(values.__result) };
    } else if (block.kind === "chart") this.draw(values, running);
    this.exportValues(values, running);
  }

  private compile(running: Running): CompiledBlock | undefined {
    try {
      return compileBlock(running.block, this.realm.context);
    } catch (thrown) {
      this.fail(thrown, running, "notebook/compile");
      return undefined;
    }
  }

  private parameter(name: string): unknown {
    if (name === "given") return this.given;
    if (this.namespace.has(name)) return this.namespace.get(name);
    switch (name) {
      case LOOP_HELPER:
        return listedForLoop;
      case "__compare":
        return checkedCompare;
      case "__all":
        return claims.all;
      case "__any":
        return claims.any;
      case "__not":
        return claims.not;
    }
    return this.effects.library.get(name);
  }

  private draw(values: Record<string, unknown>, running: Running): void {
    const { block } = running;
    const { renderer } = this.effects;
    if (!renderer) throw new Error("a chart was run without a renderer");
    let drawn: ReturnType<FigureRenderer["drawChart"]>;
    try {
      drawn = renderer.drawChart(values.__result, { id: block.id, alt: block.alt });
    } catch (thrown) {
      this.fail(thrown, running, "notebook/chart");
      return;
    }
    for (const message of drawn.warnings)
      running.diagnostics.push({
        rule: "notebook/chart-warning",
        severity: "warning",
        message: `chart \`${block.id}\`: ${message}`,
        place: block.place,
      });
    for (const { rule, severity, message, hint, at } of drawn.findings)
      running.diagnostics.push({
        rule,
        severity,
        message: `chart \`${block.id}\`: ${message}`,
        place: (at && placeOf(at, this.job.blocks)) ?? block.place,
        ...(hint === undefined ? {} : { hint }),
      });
    const named = block.data === undefined ? undefined : (values[block.data] ?? this.namespace.get(block.data));
    const data = block.data === undefined ? drawn.data : [dataTable(named)];
    running.figure = { kind: "chart", blockId: block.id, svg: drawn.svg, data };
  }

  private exportValues(values: Record<string, unknown>, running: Running): void {
    const { block } = running;
    let defined = new Map(block.defines.map((name) => [name, values[name]]));
    if (this.job.keep.has(block.id)) {
      let reason: string | undefined;
      const copied = plainCopy(defined, (path, what) => {
        reason ??= `${path.replace(/^\[(.*?)\]/, "$1")} holds ${what}`;
      }) as Map<string, unknown>;
      running.kept = reason === undefined ? { values: copied } : { reason };
      if (reason === undefined) defined = revive(copied, this.realm.intrinsics) as Map<string, unknown>;
    }
    for (const [name, value] of defined) this.share(name, value);
  }

  private share(name: string, value: unknown): void {
    for (const part of deepFreeze(value, name, this.frozen)) this.watched.push({ ...part, name });
    this.namespace.set(name, value);
  }

  private checkWatched(running: Running): void {
    for (const part of this.watched) {
      if (!changed(part)) continue;
      running.diagnostics.push({
        rule: "notebook/read-only",
        severity: "error",
        message: `block \`${running.block.id}\` changes the typed array in \`${part.name}\`, which another block defines`,
        place: running.block.place,
        hint: "change a copy: `array.slice()`",
      });
    }
  }

  private fail(thrown: unknown, running: Running, rule: string): void {
    running.diagnostics.push(thrownDiagnostic(thrown, running.block, this.job.blocks, rule));
  }

  private print(values: readonly unknown[]): void {
    const printed = this.current?.printed;
    if (!printed || printed.length > MOST_PRINTS) return;
    if (printed.length === MOST_PRINTS) printed.push("… (the rest is left out)");
    else {
      let text: string;
      try {
        text = formatWithOptions({ customInspect: false, depth: 4, maxArrayLength: 100, breakLength: 100 }, ...values);
      } catch {
        text = "(a value that can't be shown)";
      }
      printed.push(text.length > LONGEST_PRINT ? `${text.slice(0, LONGEST_PRINT)}…` : text);
    }
  }

  private wanted(): Map<string, unknown> {
    const values = new Map<string, unknown>();
    for (const name of this.job.want) {
      const value = this.namespace.get(name);
      if (!this.namespace.has(name) || typeof value === "function") continue;
      try {
        values.set(name, plainCopy(value));
      } catch (thrown) {
        // Nested deeper than the stack, or a proxy that throws.
        const owner = this.finished.find(({ block }) => block.defines.includes(name));
        if (owner) this.fail(thrown, owner, "notebook/not-plain");
      }
    }
    return values;
  }
}

/** A comparison in a claim; what no number can be compared with would make it false in silence. */
export function checkedCompare(operator: string, left: unknown, right: unknown): unknown {
  const wrong = [left, right].some((side) => side === undefined || (typeof side === "number" && Number.isNaN(side)));
  if (wrong)
    throw new BlockError(`the claim compares ${show(left)} ${operator} ${show(right)}`, { expected: "two numbers" });
  return claims.compare(operator, left, right);
}

/** Lets promises settle and their unhandled rejections be reported. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function ownValues(value: unknown): unknown[] {
  return typeof value === "object" && value !== null ? Object.values(value) : [];
}
