import { fileURLToPath } from "node:url";
import { MemoError } from "../../diagnostic.js";
import { groupBy } from "../../lists.js";
import { installedVersion } from "../../packages.js";
import { affected, importsFirst, stubOf } from "./module-graph.js";
import { openWatch } from "./watch.js";

/** What the compiler found in a module; offsets are UTF-16, from 0, in the module's text. */
export interface Finding {
  module: string;
  start: number;
  end: number;
  /** TypeScript's number of the message: 2339. */
  code: number;
  /** The message, and below it what TypeScript says further, outermost first. */
  texts: readonly string[];
  /** Not what the compiler said: it didn't come to an end with this module, for which `texts` says why. */
  unfinished?: true;
}

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

/**
 * Where the modules are said to be: below the engine's own folder, so that `@observablehq/plot` and the types of `d3-array` are
 * found as the engine itself finds them.
 */
const FOLDER = fileURLToPath(new URL("./memo/", import.meta.url)).replaceAll("\\", "/");
const CONFIG = "tsconfig.json";

/**
 * As strict as the engine's own code, but for `noUncheckedIndexedAccess`: a series is read with a year in a variable, and prose
 * reads it at years that the run knows and the types don't.
 */
const OPTIONS = {
  target: "es2023",
  lib: ["es2023"],
  module: "nodenext",
  moduleResolution: "nodenext",
  moduleDetection: "force",
  strict: true,
  skipLibCheck: true,
  types: [],
  noEmit: true,
} as const;

/** The part of `typescript/unstable/sync` that is used here. */
interface Api {
  updateSnapshot(parameters: {
    openProjects?: string[];
    fileChanges?: { changed?: string[]; created?: string[]; deleted?: string[] };
  }): Snapshot;
  close(): void;
  /** Private there, and only asked for. */
  client?: { close?(): void; channel?: { child?: { pid?: number; kill(signal: "SIGKILL"): boolean } } };
}

interface Snapshot {
  getProject(config: string): { program: Record<Report, (file?: string) => readonly RawDiagnostic[]> } | undefined;
  dispose(): void;
}

const REPORTS = ["getSyntacticDiagnostics", "getSemanticDiagnostics"] as const;
const PROGRAM_REPORTS = ["getConfigFileParsingDiagnostics", "getProgramDiagnostics"] as const;
type Report = (typeof REPORTS)[number] | (typeof PROGRAM_REPORTS)[number];

interface RawDiagnostic {
  fileName?: string;
  pos: number;
  end: number;
  code: number;
  category: number;
  text: string;
  messageChain?: readonly RawDiagnostic[];
}

const ERROR = 1;

/** How the package is loaded; tests put others in its place. */
export interface Package {
  load(): Promise<unknown>;
  version(): string;
}

const installed: Package = { load: () => import("typescript/unstable/sync"), version: () => versionOf("typescript") };

/** @throws when it is not installed. */
function versionOf(name: string): string {
  const version = installedVersion(name);
  if (version === undefined) throw new Error(`${name} is not installed`);
  return version;
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
export async function openCompiler(from: Package = installed, limits: CompilerLimits = LIMITS): Promise<Compiler> {
  let found: unknown;
  let version = "typescript";
  try {
    version = `typescript ${from.version()}`;
    found = await from.load();
  } catch (error) {
    throw unusable("TypeScript, which checks the types of blocks and prose, can't be loaded", [
      error instanceof Error ? error.message : String(error),
    ]);
  }
  const moved = (what: string): MemoError =>
    unusable(`${version} has no ${what}`, [
      "its interface `typescript/unstable/sync` has moved; src/check/types/compiler.ts was written for 7.0.2",
    ]);
  const read = (raw: RawDiagnostic): Finding | undefined => {
    for (const key of ["pos", "end", "code", "category"] as const)
      if (typeof raw[key] !== "number") throw moved(`number \`${key}\` in what it finds`);
    if (typeof raw.text !== "string") throw moved("text in what it finds");
    const { fileName, pos: start, end, code, category } = raw;
    if (category !== ERROR || !fileName?.startsWith(FOLDER)) return undefined;
    return { module: fileName.slice(FOLDER.length), start, end, code, texts: textsOf(raw) };
  };
  const files = new Map<string, string>();
  const Constructor = (found as { API?: new (options: object) => Api }).API;
  if (typeof Constructor !== "function") throw moved("class `API`");
  const start = (): Api => {
    const started = new Constructor({ cwd: FOLDER, fs: virtualFiles(files) });
    for (const name of ["updateSnapshot", "close"] as const)
      if (typeof started[name] !== "function") throw moved(`method \`API.${name}\``);
    return started;
  };
  const end = (one: Api): void => {
    // Ended by `close` alone, the process now and then writes "context canceled" to the terminal.
    one.client?.channel?.child?.kill("SIGKILL");
    try {
      one.close();
    } catch {
      // It says goodbye to a process that is gone, and leaves its pipes open.
      one.client?.close?.();
    }
  };
  let api = start();
  const watch = openWatch();
  const within = <T>(milliseconds: number, call: () => T): T =>
    watch.during(api.client?.channel?.child?.pid, { milliseconds, megabytes: limits.megabytes }, call);

  let last: Snapshot | undefined;
  const kept = new Map<string, Finding[]>();
  /** Modules that the compiler came to no end with, and the texts of the last check: they are tried again when what they hang on changes. */
  const unfinished = new Set<string>();
  let asked: ReadonlyMap<string, string> = new Map();
  /** Whether modules were left that are to be checked when something changes. */
  let isIncomplete = false;

  /** A new process, that knows nothing yet. */
  const restart = (): void => {
    end(api);
    files.clear();
    last = undefined;
    api = start();
  };

  /** Brings the program up to date; the modules that what changed can make a difference to. */
  const take = (modules: ReadonlyMap<string, string>): ReadonlySet<string> => {
    const created: string[] = [];
    const changed: string[] = [];
    for (const [name, text] of [...modules, [CONFIG, configFor(modules)] as const]) {
      const before = files.get(FOLDER + name);
      if (before === undefined) created.push(name);
      else if (before !== text) changed.push(name);
      files.set(FOLDER + name, text);
    }
    const deleted = [...files.keys()]
      .map((path) => path.slice(FOLDER.length))
      .filter((name) => name !== CONFIG && !modules.has(name));
    for (const name of deleted) files.delete(FOLDER + name);
    const touched = [...created, ...changed, ...deleted];
    if (last && touched.length === 0) return new Set();
    const paths = (names: readonly string[]): string[] => names.map((name) => FOLDER + name);
    const next = api.updateSnapshot(
      last
        ? { fileChanges: { created: paths(created), changed: paths(changed), deleted: paths(deleted) } }
        : { openProjects: [FOLDER + CONFIG] },
    );
    if (typeof next?.getProject !== "function") throw moved("method `Snapshot.getProject`");
    if (typeof next.dispose !== "function") throw moved("method `Snapshot.dispose`");
    last?.dispose();
    last = next;
    return affected(new Set(touched), modules);
  };

  const ask = (name: Report, file?: string): readonly RawDiagnostic[] => {
    const program = last?.getProject(FOLDER + CONFIG)?.program;
    if (!program) throw moved("project for a configuration that is on no disk");
    if (typeof program[name] !== "function") throw moved(`method \`Program.${name}\``);
    const list = program[name](file === undefined ? undefined : FOLDER + file);
    if (!Array.isArray(list)) throw moved(`list of findings from \`Program.${name}\``);
    return list;
  };
  /** What is found in one module, or in all at once, which are then checked side by side. */
  const gather = (file?: string): Finding[] =>
    REPORTS.flatMap((report) => ask(report, file)).flatMap((raw) => read(raw) ?? []);
  const checkSetUp = (): void => {
    for (const name of PROGRAM_REPORTS)
      for (const { text, code } of ask(name))
        throw unusable(`TypeScript refuses how it is set up: ${text} (TS${code})`, []);
  };
  const standing = (modules: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
    new Map([...modules].map(([name, text]) => [name, unfinished.has(name) ? stubOf(text) : text]));
  const why = (error: unknown, milliseconds: number): string =>
    watch.ended === "time"
      ? `it took longer than ${Math.round(milliseconds / 100) / 10} s`
      : watch.ended === "memory"
        ? `it took more than ${limits.megabytes} MB`
        : `it ended: ${error instanceof Error ? error.message : String(error)}`;

  const forText = (text: string): number => Math.ceil((text.length / 1000) * limits.text);
  const forTexts = (modules: ReadonlyMap<string, string>): number =>
    [...modules.values()].reduce((all, text) => all + forText(text), 0);

  /** Each of these by itself, what it imports first, so that what takes too long is found where it stands. */
  const checkAlone = (modules: ReadonlyMap<string, string>, open: ReadonlySet<string>): Map<string, Finding[]> => {
    const begin = (): void => {
      restart();
      try {
        within(limits.whole + forTexts(modules), () => {
          take(standing(modules));
          checkSetUp();
        });
      } catch (error) {
        if (error instanceof MemoError) throw error;
        throw unusable(`${version} can't read the blocks and prose`, [why(error, limits.whole + forTexts(modules))]);
      }
    };
    begin();
    const found = new Map<string, Finding[]>();
    let endless = 0;
    for (const name of importsFirst(modules)) {
      if (!open.has(name) || unfinished.has(name)) continue;
      if (endless === limits.endless) {
        isIncomplete = true;
        break;
      }
      const alone = limits.alone + forText(modules.get(name) ?? "");
      try {
        found.set(
          name,
          within(alone, () => gather(name)),
        );
      } catch (error) {
        if (error instanceof MemoError) throw error;
        const texts = [why(error, alone)];
        unfinished.add(name);
        endless++;
        found.set(name, [{ module: name, start: 0, end: 0, code: 0, texts, unfinished: true }]);
        begin();
      }
    }
    return found;
  };

  return {
    version,
    check(modules) {
      const changed = [...new Set([...modules.keys(), ...asked.keys()])].filter(
        (name) => modules.get(name) !== asked.get(name),
      );
      asked = new Map(modules);
      if (isIncomplete && changed.length > 0) {
        isIncomplete = false;
        restart();
      }
      const reached = unfinished.size > 0 ? affected(new Set(changed), modules) : new Set<string>();
      for (const name of [...unfinished]) if (reached.has(name) || !modules.has(name)) unfinished.delete(name);
      let open: ReadonlySet<string> = new Set(modules.keys());
      const attempt = (): Map<string, Finding[]> =>
        within(limits.whole + limits.each * modules.size + forTexts(modules), () => {
          open = take(standing(modules));
          checkSetUp();
          // Asked for at once the modules are checked side by side, which pays from some number on.
          const all = open.size > modules.size / 3;
          const list = all ? gather() : [...open].flatMap((name) => (modules.has(name) ? gather(name) : []));
          return groupBy(list, ({ module }) => module);
        });
      const goesOn = last !== undefined;
      let found: Map<string, Finding[]>;
      try {
        try {
          found = attempt();
        } catch (error) {
          // A program that goes on may hold to a module that is gone: one made anew tells whether it is set up wrongly.
          if (!(error instanceof MemoError) || !goesOn) throw error;
          restart();
          found = attempt();
        }
      } catch (error) {
        if (error instanceof MemoError) throw error;
        found = checkAlone(modules, open);
      }
      for (const name of [...kept.keys()])
        if (!modules.has(name) || (open.has(name) && !(unfinished.has(name) && !found.has(name)))) kept.delete(name);
      for (const name of open) {
        const list = found.get(name);
        if (list) kept.set(name, list);
      }
      return [...modules.keys()].flatMap((name) =>
        (kept.get(name) ?? []).sort((a, b) => a.start - b.start || a.end - b.end || a.code - b.code),
      );
    },
    close() {
      try {
        last?.dispose();
      } catch {
        // The process was ended, and holds nothing any more.
      }
      watch.close();
      end(api);
    },
  };
}

function configFor(modules: ReadonlyMap<string, string>): string {
  return JSON.stringify({ compilerOptions: OPTIONS, files: [...modules.keys()] });
}

function textsOf(raw: RawDiagnostic): string[] {
  return [raw.text, ...(raw.messageChain ?? []).flatMap(textsOf)];
}

/** The modules, and the disk for everything else: TypeScript's own library, Plot's declarations. */
function virtualFiles(files: ReadonlyMap<string, string>): object {
  const folder = FOLDER.replace(/\/$/, "");
  const inside = (path: string): boolean => path === folder || path.startsWith(FOLDER);
  return {
    // Of what is asked for in the memo's folder, only the modules are there; `null` and `false` keep the disk out of it.
    readFile: (path: string) => files.get(path) ?? (inside(path) ? null : undefined),
    fileExists: (path: string) => (inside(path) ? files.has(path) : undefined),
    directoryExists: (path: string) => (inside(path) ? path === folder || path === FOLDER : undefined),
    getAccessibleEntries: (path: string) =>
      inside(path) ? { files: [...files.keys()].map((name) => name.slice(FOLDER.length)), directories: [] } : undefined,
    realpath: (path: string) => (inside(path) ? path : undefined),
  };
}

function unusable(message: string, notes: string[]): MemoError {
  return new MemoError([
    { rule: "types/compiler", severity: "error", message, ...(notes.length > 0 ? { notes } : {}) },
  ]);
}
