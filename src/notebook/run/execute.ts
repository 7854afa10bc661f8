import type { Diagnostic } from "../../diagnostic.js";
import { isError } from "../../rules/rule.js";
import { type Memory, remembers } from "../analyse/hidden-state.js";
import { show } from "../library/reasons.js";
import { dataTable } from "../library/tables.js";
import { dataToText } from "../process/text.js";
import { plainCopy, receivedGiven, revive } from "../process/wire.js";
import type { ChartThreshold, ClaimResult, FigureRenderer, FigureResult } from "../types.js";
import * as claims from "./claims.js";
import { type CompiledBlock, compileBlock, mayGoOn, type RunnableBlock } from "./compile.js";
import { type Described, described } from "./described.js";
import { Freezer, type Handed, type Sealed } from "./freeze.js";
import type { Views } from "./given-again.js";
import { HELPERS } from "./helpers.js";
import type { BlockRecord, ExecutionJob, Held, SentResult } from "./job.js";
import type { KeptBlock, KeptBlocks } from "./kept-blocks.js";
import { functionText } from "./kinds.js";
import type { Outside } from "./outside.js";
import { NEVER, NOTHING_TO_WAIT_FOR, Patience } from "./patience.js";
import { keptCopy } from "./purity.js";
import type { Realm } from "./realm.js";
import { sameData } from "./same.js";
import { placeOf, thrownDiagnostic } from "./stack.js";
import { plainGiven, tracedGiven } from "./trace.js";

/** What an execution takes from around it. */
export interface ExecutionEffects {
  library: ReadonlyMap<string, unknown>;
  renderer?: FigureRenderer;
  realm: Realm;
  sealed: Sealed;
  outside: Pick<Outside, "compile" | "turn" | "start">;
  /** Of texts of functions: whether one stands in the blocks. */
  authored?: Map<string, boolean>;
  /** What the same blocks came to in the job before in this realm, and a clock in milliseconds. */
  before?: { kept: KeptBlocks<Running>; clock: () => number };
}

/** A block that runs, with what came of it so far. */
export interface Running {
  block: RunnableBlock;
  reads: Set<string>;
  printed: Described[][];
  diagnostics: Diagnostic[];
  figure?: FigureResult;
  claim?: ClaimResult;
  kept?: BlockRecord["kept"];
  holds?: Map<string, Held>;
  inputs?: string;
  same?: true;
  again?: true;
  /** What it hands on, where it would hand on the same from the same. */
  handed?: Pick<KeptBlock<Running>, "values" | "plain" | "size">;
}

const LONGEST_PRINT = 20_000;
const MOST_PRINTS = 1_000;
/** The most letters of what a chart is drawn from that are kept and compared. */
const MOST_INPUTS = 2 ** 18;

/** One run of a program's blocks in a realm of their own, in this process. */
export class Execution {
  private readonly given: object;
  private readonly namespace = new Map<string, unknown>();
  private readonly failed = new Set<string>();
  private readonly freezer: Freezer;
  private readonly kept: KeptBlocks<Running> | undefined;
  private readonly views: Views;
  private readonly owners: ReadonlyMap<string, RunnableBlock>;
  private readonly usedElsewhere: ReadonlySet<string>;
  private readonly compiled = new Map<string, CompiledBlock>();
  /** Names through which a block might remember what others do, with where it would. */
  private readonly loose = new Map<string, Memory>();
  /** Names of plain data, all of it read. */
  private readonly plain = new Set<string>();
  /** What runs is a repetition: it prints and reads nothing new. */
  private muted = false;
  private readonly finished: Running[] = [];
  private current: Running | undefined;
  private readonly patience = new Patience();

  constructor(
    private readonly job: ExecutionJob,
    private readonly effects: ExecutionEffects,
  ) {
    const kept = job.trace ? effects.before?.kept : undefined;
    this.kept = kept;
    this.views = kept?.views ?? new Map<unknown, string>();
    const { views } = this;
    const record = (path: string): void => {
      if (!this.muted) this.current?.reads.add(path);
    };
    if (kept) this.given = kept.begin(job.given, record);
    else {
      const given = receivedGiven(job.given);
      this.given = job.trace ? tracedGiven(given, record, views) : plainGiven(given);
    }
    const sources = job.blocks.map(({ source }) => source);
    const { authored = new Map<string, boolean>() } = effects;
    const isAuthors = (value: object): boolean => {
      const text = functionText(value);
      const isKnown = authored.get(text) ?? sources.some((source) => source.includes(text));
      authored.set(text, isKnown);
      return isKnown;
    };
    this.freezer = kept?.freezer ?? new Freezer(effects.realm, effects.sealed, views, isAuthors);
    if (kept) kept.freezer = this.freezer;
    this.owners = new Map(job.blocks.flatMap((block) => block.defines.map((name) => [name, block] as const)));
    this.usedElsewhere = new Set(job.blocks.flatMap(({ uses }) => uses));
    for (const [name, value] of job.supplied) {
      this.share(name, revive(value));
    }
  }

  /** Runs all that is to run, one block after the other; a block that rests on one that failed is left out. */
  async run(): Promise<SentResult> {
    for (const [index, block] of this.job.blocks.entries()) {
      if (this.job.idle.has(block.id)) continue;
      if (block.dependsOn.some((id) => this.failed.has(id))) {
        this.failed.add(block.id);
        continue;
      }
      if (this.takeAgain(block)) continue;
      this.freezer.owner = block.id;
      await this.effects.outside.start(index);
      const started = this.effects.before?.clock() ?? 0;
      const running: Running = { block, reads: new Set(), printed: [], diagnostics: [] };
      this.current = running;
      this.finished.push(running);
      try {
        await this.runBlock(running);
      } catch (thrown) {
        this.fail(thrown, running, block.kind === "table" ? "notebook/table" : "notebook/threw");
      }
      this.checkWatched(running);
      if (running.diagnostics.some(isError)) this.failed.add(block.id);
      this.keep(running, started);
    }
    await this.effects.outside.turn();
    this.current = undefined;
    const { values, same } = this.wanted();
    return {
      records: this.finished.map(({ block, reads, again, handed: _, ...rest }) =>
        again && rest.diagnostics.length === 0
          ? { blockId: block.id, again }
          : { blockId: block.id, reads: [...reads].sort(), ...rest },
      ),
      values,
      ...(same.length > 0 ? { same } : {}),
    };
  }

  /** For the process's unhandled rejections: a promise made by a block failed and nobody awaited it. */
  rejected(reason: unknown): void {
    const running = this.current ?? this.finished.at(-1);
    if (running) this.fail(reason, running, "notebook/unhandled-rejection");
  }

  /** For a process with nothing left to do: the promise that is awaited will never settle. The other blocks run on. */
  abandon(): boolean {
    return this.patience.end();
  }

  /** Whether a block's code may be running. */
  get isRunning(): boolean {
    return this.current !== undefined;
  }

  private async runBlock(running: Running): Promise<void> {
    const { block } = running;
    const inputs = block.kind === "chart" ? this.drawnFrom(block) : undefined;
    if (inputs !== undefined) {
      running.inputs = inputs;
      if (this.job.drawn?.get(block.id) === inputs) {
        running.same = true;
        return;
      }
    }
    const compiled = await this.compile(running);
    if (!compiled) return;
    const { handedOn } = this.freezer;
    const copies = await this.copiesFor(block);
    const values = await this.call(block, compiled, copies);
    if (!values) {
      running.diagnostics.push({
        rule: "notebook/never-settles",
        severity: "error",
        message: `block \`${block.id}\` awaits a promise that never settles`,
        place: block.place,
        hint: NOTHING_TO_WAIT_FOR,
      });
      return;
    }
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
    const { handed } = running;
    if (copies.size > 0) running.handed = undefined;
    else if (handed) running.handed = { ...handed, size: this.freezer.handedOn - handedOn };
    if (copies.size > 0) await this.compareAgain(running, compiled, copies, values);
  }

  /** What a chart is drawn from besides its code and what it reads of the assumptions; undefined where that is nothing or more than plain data, or others use what it defines. */
  private drawnFrom(block: RunnableBlock): string | undefined {
    const { drawn, want } = this.job;
    const names = [...new Set(namesUsed(block))].sort();
    const others = (name: string): boolean => this.usedElsewhere.has(name) || want.includes(name);
    if (!drawn || names.length === 0 || block.defines.some(others) || !names.every((name) => this.plain.has(name)))
      return undefined;
    let isWhole = true;
    const copy = plainCopy(
      names.map((name) => this.namespace.get(name)),
      () => {
        isWhole = false;
      },
    );
    const text = isWhole ? dataToText([names, copy]) : "";
    return isWhole && text.length <= MOST_INPUTS ? text : undefined;
  }

  /** One run of a block's code; undefined when it waits for what never comes. */
  private async call(
    block: RunnableBlock,
    compiled: CompiledBlock,
    copies: ReadonlyMap<string, unknown>,
  ): Promise<Record<string, unknown> | undefined> {
    let returned = compiled.call(
      ...compiled.parameters.map((name) => (copies.has(name) ? copies.get(name) : this.parameter(name))),
    );
    if (block.isAsync) {
      const settled = await this.patience.settled(returned);
      if (settled === NEVER) return undefined;
      returned = settled as Record<string, unknown>;
    }
    if (mayGoOn(block)) await this.effects.outside.turn();
    return returned as Record<string, unknown>;
  }

  /**
   * What a block gets for names through which others might remember what it does: values of its own, from another run of the blocks that
   * define them. So it makes no difference which blocks ran before, or at all.
   */
  private async copiesFor(block: RunnableBlock): Promise<Map<string, unknown>> {
    const copies = new Map<string, unknown>();
    const copy = async (name: string): Promise<void> => {
      const owner = this.owners.get(name);
      const compiled = owner && this.compiled.get(owner.id);
      if (!compiled || copies.has(name) || !this.loose.has(name)) return;
      for (const other of owner.uses) await copy(other);
      const values = await this.call(owner, compiled, copies);
      for (const [at, value] of Object.entries(values ?? {})) {
        this.freezer.freeze(value, at);
        if (owner.defines.includes(at) && this.loose.has(at)) copies.set(at, value);
      }
    };
    await this.repeating(async () => {
      for (const name of namesUsed(block)) await copy(name);
    });
    return copies;
  }

  /** Runs a block once more over the same values: what comes to something else then was remembered. */
  private async compareAgain(
    running: Running,
    compiled: CompiledBlock,
    copies: ReadonlyMap<string, unknown>,
    first: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const { block } = running;
    const names = [...block.defines, ...(block.kind === "claim" || block.kind === "table" ? ["__result"] : [])];
    const [memory] = [...copies.keys()].flatMap((name) => this.loose.get(name) ?? []);
    if (names.length === 0 || !memory) return;
    await this.repeating(async () => {
      let again: Record<string, unknown> | undefined;
      try {
        again = await this.call(block, compiled, copies);
      } catch (thrown) {
        running.diagnostics.push(
          remembers(memory, [`block \`${block.id}\` fails when it runs again: ${show(thrown)}`]),
        );
        return;
      }
      for (const name of names) {
        const [before, after] = [keptCopy(first[name]), keptCopy(again?.[name])];
        if (sameData(before, after)) continue;
        const what = name === "__result" ? `${block.kind} \`${block.id}\`` : `\`${name}\` of block \`${block.id}\``;
        const values = [show(before), show(after)];
        const then = values[0] === values[1] ? "something else" : values[1];
        running.diagnostics.push(remembers(memory, [`${what} is ${values[0]}, and ${then} when the block runs again`]));
        return;
      }
    });
  }

  private async repeating(work: () => Promise<void>): Promise<void> {
    this.muted = true;
    try {
      await work();
    } finally {
      this.muted = false;
    }
  }

  private async compile(running: Running): Promise<CompiledBlock | undefined> {
    try {
      const { compile } = this.effects.outside;
      const compiled = await compileBlock(running.block, compile, undefined, running.block.inner);
      this.compiled.set(running.block.id, compiled);
      return compiled;
    } catch (thrown) {
      this.fail(thrown, running, "notebook/compile");
      return undefined;
    }
  }

  private parameter(name: string): unknown {
    if (name === "given") return this.given;
    if (this.namespace.has(name)) return this.namespace.get(name);
    return HELPERS.get(name) ?? this.effects.library.get(name);
  }

  private draw(values: Record<string, unknown>, running: Running): void {
    const { block } = running;
    const { renderer } = this.effects;
    if (!renderer) throw new Error("a chart was run without a renderer");
    let drawn: ReturnType<FigureRenderer["drawChart"]>;
    try {
      const thresholds = values.__thresholds as readonly ChartThreshold[] | undefined;
      drawn = renderer.drawChart(values.__result, {
        id: block.id,
        alt: block.alt,
        ...(block.beside ? { beside: block.beside } : {}),
        ...(thresholds ? { thresholds } : {}),
      });
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
        hint,
      });
    const named = block.data === undefined ? undefined : (values[block.data] ?? this.namespace.get(block.data));
    const data = block.data === undefined ? drawn.data : [dataTable(named)];
    const { svg, narrow, tips, narrowTips } = drawn;
    running.figure = {
      kind: "chart",
      blockId: block.id,
      svg,
      data,
      ...(narrow === undefined ? {} : { narrow }),
      ...(tips === undefined ? {} : { tips }),
      ...(narrowTips === undefined ? {} : { narrowTips }),
    };
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
      if (reason === undefined) defined = revive(copied) as Map<string, unknown>;
    }
    if (this.kept && !this.job.keep.has(block.id))
      defined = this.kept.handedOn(block.id, defined, this.inputsOf(block), this.plain);
    const memory = this.memoryOf(running, values, defined);
    let isPure = !this.job.keep.has(block.id);
    for (const [name, value] of defined) {
      const { plain, iterator, loose, watched, given } = this.share(name, value);
      isPure &&= !(iterator || loose || watched || (!plain && memory));
      const itself = this.views.get(value);
      if (given.length > 0)
        running.holds = (running.holds ?? new Map()).set(name, {
          ...(itself === undefined ? {} : { itself }),
          within: given,
        });
      if (!plain && memory) this.loose.set(name, memory);
      if (!iterator || !this.usedElsewhere.has(name)) continue;
      running.diagnostics.push({
        rule: "notebook/hidden-state",
        severity: "error",
        message: `\`${name}\` holds an iterator, which gives each of its values once: what a block gets would depend on those that ran before`,
        place: this.job.places?.get(name) ?? block.place,
        expected: "values that stay as they are",
        hint: "hand on the values, `[...iterator]`, or the function that makes the iterator",
      });
    }
    const names = [...defined.keys()].filter((name) => this.plain.has(name));
    if (isPure) running.handed = { values: defined, plain: new Set(names), size: 0 };
  }

  /** Whether what a block hands on might remember: as its code says, as its values do, or as those of others that it hands on. */
  private memoryOf(
    { block }: Running,
    values: Readonly<Record<string, unknown>>,
    defined: ReadonlyMap<string, unknown>,
  ): Memory | undefined {
    let memory = block.memory ?? namesUsed(block).flatMap((name) => this.loose.get(name) ?? [])[0];
    for (const name of [...(block.inner ?? []), ...defined.keys()]) {
      const { loose, iterator } = this.freezer.freeze(defined.has(name) ? defined.get(name) : values[name], name);
      if (loose || iterator) memory ??= { name, place: this.job.places?.get(name) ?? block.place };
    }
    return memory;
  }

  private share(name: string, value: unknown): Handed {
    this.namespace.set(name, value);
    const handed = this.freezer.freeze(value, name);
    if (handed.plain && !handed.iterator && !handed.loose && handed.given.length === 0) this.plain.add(name);
    return handed;
  }

  /** Takes what a block came to in the job before, where it would come to that again. */
  private takeAgain({ id }: RunnableBlock): boolean {
    const known = this.kept?.of(id, (name) => this.namespace.get(name));
    if (!known) return false;
    this.finished.push({ ...known.record, diagnostics: [], again: true });
    for (const [name, value] of known.values) this.namespace.set(name, value);
    for (const name of known.plain) this.plain.add(name);
    return true;
  }

  private inputsOf(block: RunnableBlock): Map<string, unknown> {
    return new Map(namesUsed(block).map((name) => [name, this.namespace.get(name)]));
  }

  /** Keeps what a block came to for the next job. One that waits, or draws, is always called. */
  private keep(running: Running, started: number): void {
    const { block, handed, reads, diagnostics } = running;
    const { kept } = this;
    if (!kept || !handed || diagnostics.length > 0 || block.kind === "chart" || mayGoOn(block)) return;
    kept.keep(block.id, {
      ...handed,
      inputs: this.inputsOf(block),
      reads,
      record: running,
      milliseconds: (this.effects.before?.clock() ?? 0) - started,
    });
  }

  private checkWatched(running: Running): void {
    this.freezer.changes((name, kind, advice) => {
      const { id, place } = running.block;
      running.diagnostics.push({
        rule: "notebook/read-only",
        severity: "error",
        message: `block \`${id}\` changes the ${kind} in \`${name}\`, which another block defines`,
        place,
        hint: advice,
      });
    });
  }

  private fail(thrown: unknown, running: Running, rule: Diagnostic["rule"]): void {
    running.diagnostics.push(thrownDiagnostic(thrown, running.block, this.job.blocks, rule));
  }

  /** For what blocks print. */
  print(values: readonly unknown[]): void {
    const printed = this.current?.printed;
    if (!printed || this.muted || printed.length > MOST_PRINTS) return;
    printed.push(printed.length === MOST_PRINTS ? ["… (the rest is left out)"] : described(values, LONGEST_PRINT));
  }

  private wanted(): { values: Map<string, unknown>; same: string[] } {
    const values = new Map<string, unknown>();
    const same: string[] = [];
    for (const name of this.job.want) {
      const value = this.namespace.get(name);
      if (!this.namespace.has(name) || typeof value === "function") continue;
      if (this.kept?.wasSent(name, value)) {
        same.push(name);
        continue;
      }
      try {
        values.set(name, plainCopy(value));
      } catch (thrown) {
        // Nested deeper than the stack, or a proxy that throws.
        const owner = this.finished.find(({ block }) => block.defines.includes(name));
        if (owner) this.fail(thrown, owner, "notebook/not-plain");
      }
    }
    return { values, same };
  }
}

const namesUsed = ({ uses, data }: RunnableBlock): string[] => [...uses, ...(data === undefined ? [] : [data])];
