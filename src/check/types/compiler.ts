import { MemoError } from "../../diagnostic.js";
import { groupBy } from "../../lists.js";
import { installedVersion } from "../../packages.js";
import { affected, importsFirst, stubOf } from "./module-graph.js";
import {
  type Finding,
  loadTypeScript,
  messageOf,
  type Package,
  type TypeScript,
  TypeScriptProcess,
  unusable,
} from "./typescript-process.js";
import { openWatch } from "./watch.js";

/** What the compiler may take: milliseconds, and megabytes of memory where the system tells what it holds. */
export interface CompilerLimits {
  /** For all modules at once, and for each of them besides. */
  whole: number;
  each: number;
  /** For one module, where all at once took too long. */
  alone: number;
  /** Besides, for a thousand letters of what is checked: a chapter may quote twenty thousand values. */
  text: number;
  megabytes: number;
  /** Modules that are found to come to no end before the others are left for the time when these are mended. */
  endless: number;
}

/** A memo of sixty blocks takes a tenth of a second and 200 MB. */
export const LIMITS: CompilerLimits = { whole: 10_000, each: 20, alone: 5000, text: 10, megabytes: 2048, endless: 4 };

/** TypeScript over modules that are on no disk. */
export interface Compiler {
  /** Its name and version: "typescript 7.0.2". */
  readonly version: string;
  /**
   * Checks `modules`, texts by file name without a folder (`a.ts`, `library.d.ts`), as one program: those anew that import what
   * changed since the call before. Imports stand on a module's first line. Findings come by module in the order given, then by
   * offset. Where all at once take longer than they may, or the process dies of them, each is checked alone: one that still does is
   * `unfinished`, and what imports it knows nothing of its types. After some of these the rest are left until something changes.
   */
  check(modules: ReadonlyMap<string, string>): Finding[];
  /** Ends the compiler's process. */
  close(): void;
}

/** What a finding hangs on besides the modules: the compiler, and the packages whose declarations blocks see. */
export function compilerVersion(): string {
  return ["typescript", "@observablehq/plot", "@types/d3-array"]
    .map((name) => {
      const version = installedVersion(name);
      return version === undefined ? `no ${name}` : `${name} ${version}`;
    })
    .join(", ");
}

/**
 * Starts TypeScript in a process of its own. Call `close` when done.
 *
 * @throws MemoError when the package isn't there, or its interface, which it calls unstable, is no longer the one used here.
 */
export async function openCompiler(from?: Package, limits: CompilerLimits = LIMITS): Promise<Compiler> {
  return new WatchedCompiler(await loadTypeScript(from), limits);
}

/** Checks all modules at once, and each alone where that takes longer than it may. */
class WatchedCompiler implements Compiler {
  readonly version: string;
  private process: TypeScriptProcess;
  private readonly watch = openWatch();
  private readonly kept = new Map<string, Finding[]>();
  /** Modules that the compiler came to no end with: they are tried again when what they hang on changes. */
  private readonly unfinished = new Set<string>();
  /** The texts of the last check. */
  private asked: ReadonlyMap<string, string> = new Map();
  /** Whether modules were left that are to be checked when something changes. */
  private isIncomplete = false;

  constructor(
    private readonly typescript: TypeScript,
    private readonly limits: CompilerLimits,
  ) {
    this.version = typescript.version;
    this.process = new TypeScriptProcess(typescript);
  }

  check(modules: ReadonlyMap<string, string>): Finding[] {
    this.noteChanges(modules);
    let open: ReadonlySet<string> = new Set(modules.keys());
    const attempt = (): Map<string, Finding[]> =>
      this.within(this.limits.whole + this.limits.each * modules.size + this.forTexts(modules), () => {
        open = this.process.update(this.standing(modules));
        this.process.checkSetUp();
        // Asked for at once the modules are checked side by side, which pays from some number on.
        const all = open.size > modules.size / 3;
        const list = all
          ? this.process.findings()
          : [...open].flatMap((name) => (modules.has(name) ? this.process.findings(name) : []));
        return groupBy(list, ({ module }) => module);
      });
    const goesOn = this.process.hasProgram;
    let found: Map<string, Finding[]>;
    try {
      try {
        found = attempt();
      } catch (error) {
        // A program that goes on may hold to a module that is gone: one made anew tells whether it is set up wrongly.
        if (!(error instanceof MemoError) || !goesOn) throw error;
        this.restart();
        found = attempt();
      }
    } catch (error) {
      if (error instanceof MemoError) throw error;
      found = this.checkAlone(modules, open);
    }
    this.keep(modules, open, found);
    return [...modules.keys()].flatMap((name) =>
      (this.kept.get(name) ?? []).sort((a, b) => a.start - b.start || a.end - b.end || a.code - b.code),
    );
  }

  close(): void {
    this.watch.close();
    this.process.end();
  }

  /** A new process, that knows nothing yet. */
  private restart(): void {
    this.process.end();
    this.process = new TypeScriptProcess(this.typescript);
  }

  /** What came to no end, or was left, is tried again where what it hangs on is another than at the last check. */
  private noteChanges(modules: ReadonlyMap<string, string>): void {
    const { asked, unfinished } = this;
    const changed = [...new Set([...modules.keys(), ...asked.keys()])].filter(
      (name) => modules.get(name) !== asked.get(name),
    );
    this.asked = new Map(modules);
    if (this.isIncomplete && changed.length > 0) {
      this.isIncomplete = false;
      this.restart();
    }
    const reached = unfinished.size > 0 ? affected(new Set(changed), modules) : new Set<string>();
    for (const name of [...unfinished]) if (reached.has(name) || !modules.has(name)) unfinished.delete(name);
  }

  /** @param open modules that were to be checked */
  private keep(
    modules: ReadonlyMap<string, string>,
    open: ReadonlySet<string>,
    found: ReadonlyMap<string, Finding[]>,
  ): void {
    const { kept, unfinished } = this;
    for (const name of [...kept.keys()])
      if (!modules.has(name) || (open.has(name) && !(unfinished.has(name) && !found.has(name)))) kept.delete(name);
    for (const name of open) {
      const list = found.get(name);
      if (list) kept.set(name, list);
    }
  }

  /** Each of these by itself, what it imports first, so that what takes too long is found where it stands. */
  private checkAlone(modules: ReadonlyMap<string, string>, open: ReadonlySet<string>): Map<string, Finding[]> {
    this.begin(modules);
    const found = new Map<string, Finding[]>();
    let endless = 0;
    for (const name of importsFirst(modules)) {
      if (!open.has(name) || this.unfinished.has(name)) continue;
      if (endless === this.limits.endless) {
        this.isIncomplete = true;
        break;
      }
      const alone = this.limits.alone + this.forText(modules.get(name) ?? "");
      try {
        const list = this.within(alone, () => this.process.findings(name));
        found.set(name, list);
      } catch (error) {
        if (error instanceof MemoError) throw error;
        const texts = [this.why(error, alone)];
        this.unfinished.add(name);
        endless++;
        found.set(name, [{ module: name, start: 0, end: 0, code: 0, texts, unfinished: true }]);
        this.begin(modules);
      }
    }
    return found;
  }

  /** A new process that has read the modules and checked none. */
  private begin(modules: ReadonlyMap<string, string>): void {
    const limit = this.limits.whole + this.forTexts(modules);
    this.restart();
    try {
      this.within(limit, () => {
        this.process.update(this.standing(modules));
        this.process.checkSetUp();
      });
    } catch (error) {
      if (error instanceof MemoError) throw error;
      throw unusable(`${this.version} can't read the blocks and prose`, this.why(error, limit));
    }
  }

  /** The modules, those without an end as what they export and no more. */
  private standing(modules: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
    return new Map([...modules].map(([name, text]) => [name, this.unfinished.has(name) ? stubOf(text) : text]));
  }

  private within<T>(milliseconds: number, call: () => T): T {
    return this.watch.during(this.process.pid, { milliseconds, megabytes: this.limits.megabytes }, call);
  }

  private why(error: unknown, milliseconds: number): string {
    if (this.watch.ended === "time") return `it took longer than ${Math.round(milliseconds / 100) / 10} s`;
    if (this.watch.ended === "memory") return `it took more than ${this.limits.megabytes} MB`;
    return `it ended: ${messageOf(error)}`;
  }

  private forText(text: string): number {
    return Math.ceil((text.length / 1000) * this.limits.text);
  }

  private forTexts(modules: ReadonlyMap<string, string>): number {
    return [...modules.values()].reduce((all, text) => all + this.forText(text), 0);
  }
}
