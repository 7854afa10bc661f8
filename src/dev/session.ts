import { resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as pause, setImmediate as turn } from "node:timers/promises";
import { type Diagnostic, formatDiagnostics, MemoError, type Place, sortDiagnostics, toldOf } from "../diagnostic.js";
import { withoutMarks } from "../document/private-use.js";
import type { MemoTree } from "../document/tree.js";
import { append } from "../lists.js";
import {
  type CommandOptions,
  type Computed,
  type ComputeOptions,
  computeMemo,
  computeOptions,
} from "../memo/compute.js";
import { type Incremental, openIncremental } from "../memo/incremental.js";
import { liveSetting } from "../memo/live/setting.js";
import { type Project, readProject, sourcesOf } from "../memo/project.js";
import { type PageParts, type WrittenBefore, writeParts } from "../render/html/index.js";
import { isError } from "../rules/rule.js";
import { counted } from "../text/counts.js";
import { changedFiles, isHalfWritten } from "./saved.js";
import type { Problems, Shown } from "./shown.js";
import { mayBeOf, staleIn } from "./stale.js";

/** A file that an editor is about to write is empty, or not there, for a moment. */
const REWRITE_MS = 60;
/** What is not needed to show a change waits so long, so that the page is drawn first and another change finds nothing under way. */
const AFTER_UPDATE_MS = 150;
/** A page is painted within this time, or nobody sees it. */
const PAINTING_MS = 300;
/** Blocks that are at work when something newer is to be done may come to their end within this time; then they are given up. */
const PATIENCE_MS = 400;

/** What a session says of itself, on a terminal or elsewhere. */
export interface Teller {
  /** What is going on, until the next word. */
  step(text: string): void;
  clear(): void;
  say(text: string): void;
  diagnose(diagnostics: readonly Diagnostic[], sources: ReadonlyMap<string, string>): void;
}

/** A memo that is computed again and again as its files change, and shown. */
export class DevSession {
  private readonly incremental: Incremental;
  private project: Project | undefined;
  /** Of what was found last, so that it is said once. */
  private said: ReadonlySet<string> = new Set();
  private complete: MemoTree | undefined;
  /** Files that changed since something was shown: an update that is given up leaves them to the next. */
  private readonly unsaid = new Set<string>();
  /** Whether what is laid over the page was found by a check, which looks again after each update. */
  private fromChecks = false;
  /** Whether the last update came to its end, well or not. */
  private settled = false;
  private words = "the memo is being computed";
  /** Texts of the page that were looked through. */
  private clean: ReadonlySet<string> = new Set();
  /** What is shown, where something of it is yet to come. */
  private partly: Computed | undefined;
  private isClosed = false;
  /** Whether something on it is marked that stays as it was. */
  private isMarked = false;
  private readonly written: WrittenBefore = { svg: new Map(), made: new Map() };

  constructor(
    private readonly options: CommandOptions,
    private readonly shown: Shown,
    private readonly teller: Teller,
    /** How many pages are open. */
    private readonly listeners: () => number = () => 0,
  ) {
    const { cacheFolder } = computeOptions({ root: resolve(options.folder) }, options);
    this.incremental = openIncremental({ cacheFolder, limits: options.limits });
  }

  /** The latest memo without anything stale in it; undefined before there is one. */
  get tree(): MemoTree | undefined {
    return this.complete;
  }

  /** Why there is none. */
  get whyNone(): string {
    return this.words;
  }

  close(): void {
    this.isClosed = true;
    this.incremental.close();
    this.teller.clear();
  }

  /**
   * Brings what is shown up to date: first all but sweeps that have to run, then, unless there is something newer to do, checks, and
   * sweeps. Never rejects.
   */
  async update(signal: AbortSignal): Promise<void> {
    const started = performance.now();
    const before = this.project;
    this.incremental.takeRan();
    let project: Project | undefined;
    let patience: NodeJS.Timeout | undefined;
    let isGivenUp = false;
    const giveUp = (): void => {
      patience = setTimeout(() => {
        isGivenUp = true;
        this.incremental.interrupt();
      }, PATIENCE_MS);
    };
    signal.addEventListener("abort", giveUp, { once: true });
    try {
      project = await this.read();
      const changed = changedFiles(before, project);
      if (before && changed.length === 0 && this.settled) return;
      this.settled = false;
      this.project = project;
      for (const path of before ? changed : []) this.unsaid.add(path);
      if (!before) this.teller.step("computing the memo");
      const found = this.fromChecks;
      this.fromChecks = false;
      const first = await this.early(project, signal);
      const isWhole = first.undrawn.size === 0;
      try {
        this.show(first, { keepProblems: found });
      } catch (error) {
        // What an earlier drawing holds that can't be shown may be gone from the one that is to come.
        if (isWhole) throw error;
      }
      const what = before ? listOf([...this.unsaid]) : basis(first.tree);
      this.unsaid.clear();
      this.report(what, [`${this.incremental.takeRan()} blocks ran`, since(started)]);
      let quick = first;
      if (!isWhole) {
        // Nothing takes a core from the browser while it paints the page.
        await turn();
        if (this.listeners() > 0) await this.shown.painted(PAINTING_MS, signal);
        if (signal.aborted) {
          this.fromChecks = found;
          return;
        }
        quick = await this.compute(project, this.knownResults);
        this.show(quick, { keepProblems: found });
        this.report(counted(first.undrawn.size, "chart"), [since(started)]);
      }
      this.fromChecks = found;
      await pause(AFTER_UPDATE_MS);
      if (signal.aborted) return;
      await this.finish(project, quick, signal);
      this.settled = !signal.aborted;
    } catch (error) {
      this.teller.clear();
      if (this.isClosed) return;
      // What was given up is done again.
      if (signal.aborted && (isGivenUp || !(error instanceof MemoError))) return;
      this.settled = true;
      this.fail(error, project);
    } finally {
      signal.removeEventListener("abort", giveUp);
      clearTimeout(patience);
    }
  }

  /** The memo as far as it is there without new charts; with them, where what is wrong with it may be of the earlier ones. */
  private async early(project: Project, signal: AbortSignal): Promise<Computed> {
    // What an earlier update left is no matter of this one.
    this.incremental.takeLeft();
    try {
      return await this.compute(project, { ...this.knownResults, drawLater: true });
    } catch (error) {
      const left = this.incremental.takeLeft();
      if (signal.aborted || !mayBeOf(left, error)) throw error;
      return this.compute(project, this.knownResults);
    }
  }

  /** Shows of a sweep that has to run what it came to the last time. */
  private readonly knownResults: Pick<ComputeOptions, "postpone"> = {
    postpone: (study) => this.incremental.lastResult(study),
  };

  private async finish(project: Project, quick: Computed, signal: AbortSignal): Promise<void> {
    const { size } = quick.postponed;
    this.fromChecks = true;
    const first = await this.compute(project, { check: true, ...this.knownResults });
    if (signal.aborted) return;
    let { diagnostics } = first;
    if (size === 0) this.settle(first);
    else {
      this.show(first);
      const started = performance.now();
      this.teller.step(`running ${counted(size, "sweep")}`);
      const all = await this.compute(project, { check: true, signal });
      this.teller.clear();
      this.settle(all);
      ({ diagnostics } = all);
      this.report(counted(size, "sweep"), [since(started)]);
    }
    this.fromChecks = false;
    this.print(diagnostics, project);
  }

  private settle(computed: Computed): void {
    this.show(computed, { isWhole: true });
    this.complete = computed.tree;
  }

  private compute(project: Project, more: Partial<ComputeOptions>): Promise<Computed> {
    return computeMemo(project, {
      ...computeOptions(project, this.options),
      incremental: this.incremental,
      live: "late",
      ...more,
    });
  }

  private show(computed: Computed, { keepProblems = false, isWhole = false } = {}): void {
    const { tree, livePage } = computed;
    this.teller.clear();
    const parts = writeParts(tree, { before: this.written });
    this.look(parts);
    const follows = liveSetting(computed) !== undefined;
    const stale = staleIn(computed);
    this.partly = stale.text === "" ? undefined : computed;
    this.shown.show(parts, { stale, keepProblems, live: livePage, follows, isWhole });
  }

  /** Looks for marks of the engine's own in what is new on the page. */
  private look(parts: PageParts): void {
    const texts = [parts.language, parts.title, ...parts.about, parts.style, ...parts.lead, parts.open, parts.tail];
    for (const { id, open, children = [] } of parts.sections) append(texts, [id, open, ...children]);
    for (const text of texts) if (!this.clean.has(text)) withoutMarks(text, "the preview");
    this.clean = new Set(texts);
  }

  private fail(error: unknown, project: Project | undefined): void {
    const stale = this.partly && staleIn(this.partly, true);
    if (stale) this.shown.mark(stale);
    this.isMarked = (stale?.ids.length ?? 0) > 0;
    if (!(error instanceof MemoError)) {
      const text = error instanceof Error ? error.message : String(error);
      this.words = text;
      this.shown.trouble({ title: "memo itself has failed", about: this.about(), items: [text] });
      this.say(`${text}\n`);
      return;
    }
    const { diagnostics } = error;
    const sources = project ? sourcesOf(project) : new Map<string, string>();
    const errors = sortDiagnostics(diagnostics.filter(isError));
    this.words = formatDiagnostics(errors, { sources });
    this.shown.trouble(problemsOf(errors, sources, this.about(), resolve(this.options.folder)));
    this.print(diagnostics, project);
  }

  private about(): string {
    if (this.isMarked) return "What is marked on the page is older than the rest of it.";
    return this.shown.hasPage ? "The page is as it was when all was well." : "There is no page yet.";
  }

  private async read(): Promise<Project> {
    const project = readProject(this.options.folder);
    if (!this.project || !isHalfWritten(this.project, project)) return project;
    await pause(REWRITE_MS);
    return readProject(this.options.folder);
  }

  private report(what: string, facts: readonly string[]): void {
    this.say(`${what}: ${facts.join(", ")}\n`);
  }

  private say(text: string): void {
    this.teller.clear();
    this.teller.say(text);
  }

  /** Says what was not found the last time; hints are for `memo check`. */
  private print(diagnostics: readonly Diagnostic[], project: Project | undefined): void {
    const nameOf = ({ rule, message, place }: Diagnostic): string => JSON.stringify([rule, message, place?.file]);
    const told = diagnostics.filter(({ severity }) => severity !== "hint");
    const fresh = told.filter((diagnostic) => !this.said.has(nameOf(diagnostic)));
    this.said = new Set(told.map(nameOf));
    this.teller.diagnose(fresh, project ? sourcesOf(project) : new Map());
  }
}

function problemsOf(
  errors: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  about: string,
  folder: string,
): Problems {
  const told = toldOf(errors);
  return {
    title: counted(errors.length, "error"),
    about,
    items: told.map((error) => formatDiagnostics([error], { sources })),
    places: told.map(({ place }) => (place ? placeOf(place, folder) : null)),
  };
}

/** Where editors of the family of VS Code open a file of this machine at a line and column. */
function placeOf({ file, start: { line, column } }: Place, folder: string): { said: string; address: string } {
  const path = resolve(folder, file).replaceAll("\\", "/");
  const address = `vscode://file${path.startsWith("/") ? "" : "/"}${encodeURI(path).replace(/[?#]/g, encodeURIComponent)}:${line}:${column}`;
  return { said: `${file}:${line}:${column}`, address };
}

const MOST_NAMED = 3;

const listOf = (files: readonly string[]): string =>
  files.length <= MOST_NAMED ? files.join(", ") : `${files.length} files`;

const basis = ({ register: { version, scenario } }: MemoTree): string =>
  `assumptions ${version}${scenario ? `, scenario ${scenario.name}` : ""}`;

function since(started: number): string {
  const ms = performance.now() - started;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
