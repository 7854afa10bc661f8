import type { Register } from "../../assumptions/register/types.js";
import type { Chapter } from "../../chapters/index.js";
import type { Coverage } from "../../check/dimensions/index.js";
import type { Exception } from "../../check/index.js";
import { type Diagnostic, MemoError, sortDiagnostics } from "../../diagnostic.js";
import type { OwnFormat } from "../../document/helpers.js";
import type { ProseScope } from "../../document/prose-scope.js";
import type { LivePage, MemoTree } from "../../document/tree.js";
import { append } from "../../lists.js";
import type { Program } from "../../notebook/analyse/program.js";
import type { Runner } from "../../notebook/run/runner.js";
import type { RunResult } from "../../notebook/types.js";
import { isError } from "../../rules/rule.js";
import type { Severities } from "../../rules/severities.js";
import type { Incremental } from "../incremental.js";
import type { Inputs } from "../inputs.js";
import type { Project } from "../project.js";
import type { StudiesInput } from "../sweeps/studies.js";

/** The rule of a sentence whose claim doesn't hold, without another one to print in its place. */
export const CLAIM_FALLEN = "prose/claim-fails";

/** Whether it is an error, and not of a claim that fell. */
export const isRefusal = (one: Diagnostic): boolean => isError(one) && one.rule !== CLAIM_FALLEN;

export interface ComputeOptions extends Inputs {
  /** Names to bring back besides those the prose quotes. */
  want?: readonly string[];
  /** Absent for a run without a cache. */
  cacheFolder?: string;
  /** Looks the cache up without noting this run in it, so that the next build still tells what changed since the last one. */
  onlyLooking?: boolean;
  limits?: { seconds: number; megabytes: number };
  /**
   * Gives the memo too where the only errors are sentences whose claim fell, which are then among the diagnostics, and what checks refuse, which
   * is apart.
   */
  keepRefused?: boolean;
  /** Checks types, prose and what is unused, and applies the exceptions that the sources make. */
  check?: boolean;
  /** Lets the page carry what follows its reader's changes, where the memo doesn't say otherwise; `late` has it made when it is asked for. */
  live?: boolean | "late";
  /** Formats for prose besides the engine's, by name. */
  formats?: ReadonlyMap<string, OwnFormat>;
  /** Told once blocks and sweeps came to something, and the document is still to be resolved. */
  ran?(): void;
  /** Given the document before it is checked, and what a live page carries and digests of blocks are added to it; that waits until this is done. */
  resolved?(tree: MemoTree): void | Promise<void>;
  /** Told what is going on. */
  step?(text: string): void;
  /** What was kept of computing this memo before, where a process does so again and again. It has the cache, and the process for blocks. */
  incremental?: Incremental;
  /** Leaves sweeps that are not kept to another time. */
  postpone?: StudiesInput["postpone"];
  /** Leaves charts to another time that were drawn by the same code before: shown are those drawings, until there are new ones. */
  drawLater?: boolean;
  /** Gives up running sweeps; the computation then rejects. */
  signal?: AbortSignal;
}

/** Everything a memo's sources come to. */
export interface Computed {
  register: Register;
  chapters: readonly Chapter[];
  program: Program;
  run: RunResult;
  scope: ProseScope;
  tree: MemoTree;
  /** What a page carries to follow its reader, where that is made late: the tree is without it. */
  livePage?(): LivePage | undefined;
  /** Ids of the sweeps that were left to another time. */
  postponed: ReadonlySet<string>;
  /** Names of the outputs of which these say what moves them or between which values they lie. */
  awaited: ReadonlySet<string>;
  /** Ids of the charts that are drawn from earlier values. */
  undrawn: ReadonlySet<string>;
  /** Warnings and hints; errors are thrown, but for those of fallen claims where they are kept. */
  diagnostics: readonly Diagnostic[];
  /** What checks refuse, where that is kept. */
  refused: readonly Diagnostic[];
  /** How much of the model was checked for dimensions; absent without `check`. */
  coverage?: Coverage;
  /** What the sources let stand, with reasons; none without `check`. */
  exceptions: readonly Exception[];
  /** Of rules that the memo wants told otherwise; none without `check`. */
  severities: Severities;
}

/** What is to be computed, with what, and what was found wrong so far. */
export class Job {
  readonly diagnostics: Diagnostic[] = [];
  /** What checks refuse, where that is kept apart. */
  readonly refused: Diagnostic[] = [];
  private readonly over = new AbortController();
  private readonly rest: (() => void)[] = [];
  /** Of what is begun and not waited for: that it is to be given up. */
  readonly signal: AbortSignal;

  constructor(
    readonly project: Project,
    readonly options: ComputeOptions,
    /** Runs blocks. */
    readonly runner: Runner,
    /** Evaluates sweeps, where it was started before; whoever made this ends it. */
    readonly sweeper?: Runner,
  ) {
    const { signal } = options;
    this.signal = signal ? AbortSignal.any([signal, this.over.signal]) : this.over.signal;
  }

  /** Gives up what is under way: all is there, or nothing will be. Then what was left to the end is done. */
  end(): void {
    this.over.abort();
    for (const work of this.rest.splice(0)) work();
  }

  /** Leaves to the end what nobody waits for, such as keeping what was made for another time. */
  readonly atEnd = (work: () => void): void => {
    this.rest.push(work);
  };

  step(text: string): void {
    this.options.step?.(text);
  }

  /** Calls a function without effects, unless it is known what it comes to. */
  again<Args extends readonly unknown[], Made>(make: (...args: Args) => Made, ...args: Args): Made {
    const { incremental } = this.options;
    return incremental ? incremental.again(make, ...args) : make(...args);
  }

  report(diagnostics: readonly Diagnostic[]): void {
    append(this.diagnostics, diagnostics);
  }

  /** As `report`, of what checks found. */
  reportChecked(diagnostics: readonly Diagnostic[]): void {
    const { keepRefused } = this.options;
    for (const one of diagnostics) (keepRefused && isRefusal(one) ? this.refused : this.diagnostics).push(one);
  }

  hasErrors(): boolean {
    return this.diagnostics.some(isError);
  }

  /** @throws MemoError with all that was found, if errors are among it. */
  failOnErrors(): void {
    if (this.hasErrors()) this.fail();
  }

  fail(): never {
    throw new MemoError(sortDiagnostics(this.diagnostics));
  }
}

/**
 * One step from sources to everything computed: takes what earlier ones came to, gives what it adds.
 *
 * @throws MemoError where nothing after it could be right.
 */
export type Pass<Needs, Adds> = (job: Job, memo: Needs) => Adds | Promise<Adds>;
