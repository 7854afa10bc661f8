import { fileURLToPath } from "node:url";
import { MemoError } from "../../diagnostic.js";
import { installedVersion } from "../../packages.js";
import { COMPILER_OPTIONS } from "./compiler-options.js";
import { affected } from "./module-graph.js";

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

/**
 * Where the modules are said to be: below the engine's own folder, so that `@observablehq/plot` and the types of `d3-array` are
 * found as the engine itself finds them.
 */
const FOLDER = fileURLToPath(new URL("./memo/", import.meta.url)).replaceAll("\\", "/");
const CONFIG = "tsconfig.json";

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

/** What was loaded. */
export interface TypeScript {
  /** Name and version: "typescript 7.0.2". */
  version: string;
  Api: new (options: object) => Api;
}

const installed: Package = { load: () => import("typescript/unstable/sync"), version: () => versionOf("typescript") };

/** @throws when it is not installed. */
function versionOf(name: string): string {
  const version = installedVersion(name);
  if (version === undefined) throw new Error(`${name} is not installed`);
  return version;
}

/** @throws MemoError when the package isn't there, or its interface, which it calls unstable, is no longer the one used here. */
export async function loadTypeScript(from: Package = installed): Promise<TypeScript> {
  let found: unknown;
  let version = "typescript";
  try {
    version = `typescript ${from.version()}`;
    found = await from.load();
  } catch (error) {
    throw unusable("TypeScript, which checks the types of blocks and prose, can't be loaded", messageOf(error));
  }
  const Api = (found as { API?: TypeScript["Api"] }).API;
  if (typeof Api !== "function") throw moved(version, "class `API`");
  return { version, Api };
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The program of a memo in TypeScript's own process. Call `end` when done. */
export class TypeScriptProcess {
  /** By path, what is on no disk. */
  private readonly files = new Map<string, string>();
  private readonly api: Api;
  private last: Snapshot | undefined;

  constructor(private readonly typescript: TypeScript) {
    this.api = new typescript.Api({ cwd: FOLDER, fs: virtualFiles(this.files) });
    for (const name of ["updateSnapshot", "close"] as const)
      if (typeof this.api[name] !== "function") throw moved(typescript.version, `method \`API.${name}\``);
  }

  get pid(): number | undefined {
    return this.api.client?.channel?.child?.pid;
  }

  /** Whether it has been given modules. */
  get hasProgram(): boolean {
    return this.last !== undefined;
  }

  /** Brings the program up to date; the modules that what changed can make a difference to. */
  update(modules: ReadonlyMap<string, string>): ReadonlySet<string> {
    const { files, last } = this;
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
    const next = this.api.updateSnapshot(
      last
        ? { fileChanges: { created: paths(created), changed: paths(changed), deleted: paths(deleted) } }
        : { openProjects: [FOLDER + CONFIG] },
    );
    for (const name of ["getProject", "dispose"] as const)
      if (typeof next?.[name] !== "function") throw this.moved(`method \`Snapshot.${name}\``);
    last?.dispose();
    this.last = next;
    return affected(new Set(touched), modules);
  }

  /** What is found in one module, or in all at once, which are then checked side by side. */
  findings(file?: string): Finding[] {
    return REPORTS.flatMap((report) => this.ask(report, file)).flatMap((raw) => this.read(raw) ?? []);
  }

  /** @throws MemoError when the program as a whole is refused. */
  checkSetUp(): void {
    for (const name of PROGRAM_REPORTS)
      for (const { text, code } of this.ask(name))
        throw unusable(`TypeScript refuses how it is set up: ${text} (TS${code})`);
  }

  end(): void {
    try {
      this.last?.dispose();
    } catch {
      // The process was ended, and holds nothing any more.
    }
    const { client } = this.api;
    // Ended by `close` alone, the process now and then writes "context canceled" to the terminal.
    client?.channel?.child?.kill("SIGKILL");
    try {
      this.api.close();
    } catch {
      // It says goodbye to a process that is gone, and leaves its pipes open.
      client?.close?.();
    }
  }

  private ask(name: Report, file?: string): readonly RawDiagnostic[] {
    const program = this.last?.getProject(FOLDER + CONFIG)?.program;
    if (!program) throw this.moved("project for a configuration that is on no disk");
    if (typeof program[name] !== "function") throw this.moved(`method \`Program.${name}\``);
    const list = program[name](file === undefined ? undefined : FOLDER + file);
    if (!Array.isArray(list)) throw this.moved(`list of findings from \`Program.${name}\``);
    return list;
  }

  /** An error in a module; undefined for what is none. */
  private read(raw: RawDiagnostic): Finding | undefined {
    for (const key of ["pos", "end", "code", "category"] as const)
      if (typeof raw[key] !== "number") throw this.moved(`number \`${key}\` in what it finds`);
    if (typeof raw.text !== "string") throw this.moved("text in what it finds");
    const { fileName, pos: start, end, code, category } = raw;
    if (category !== ERROR || !fileName?.startsWith(FOLDER)) return undefined;
    return { module: fileName.slice(FOLDER.length), start, end, code, texts: textsOf(raw) };
  }

  private moved(what: string): MemoError {
    return moved(this.typescript.version, what);
  }
}

function moved(version: string, what: string): MemoError {
  return unusable(
    `${version} has no ${what}`,
    "its interface `typescript/unstable/sync` has moved; src/check/types/typescript-process.ts was written for 7.0.2",
  );
}

function configFor(modules: ReadonlyMap<string, string>): string {
  return JSON.stringify({ compilerOptions: COMPILER_OPTIONS, files: [...modules.keys()] });
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

export function unusable(message: string, note?: string): MemoError {
  return MemoError.of({ rule: "types/compiler", message, notes: note === undefined ? undefined : [note] });
}
