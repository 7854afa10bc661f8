import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { givenDeclaration } from "../assumptions/index.js";
import { modulesOf } from "../check/types/memo-modules.js";
import { blockFile, GIVEN } from "../check/types/names.js";
import { type Diagnostic, MemoError } from "../diagnostic.js";
import { entryAt, updateFolder } from "../files/index.js";
import { readMemo } from "../memo/compute.js";
import type { Program } from "../notebook/analyse/program.js";
import { counted } from "../text/counts.js";
import { runCommand } from "./runner.js";
import { printDiagnostics, type Terminal } from "./terminal/terminal.js";

export interface DeclareOptions {
  folder: string;
  assumptions?: string;
  write: boolean;
  /** Overwrites files of the names that are written, whoever wrote or changed them. */
  adopt?: boolean;
}

/** Where the declarations are written, in a memo's folder; never committed. */
const FOLDER = ".memo";

/** `memo declare`: prints what blocks see as TypeScript declarations, or writes them for an editor. Returns the exit code. */
export function declare({ folder, assumptions, write, adopt }: DeclareOptions, terminal: Terminal): Promise<number> {
  return runCommand(terminal, async ({ project: read, sources }) => {
    const project = read(folder);
    const diagnostics: Diagnostic[] = [];
    const memo = readMemo(project, { version: assumptions }, diagnostics);
    const { register } = memo;
    // Blocks that are wrong, half-written ones among them, are declared as far as they go.
    if (!register) throw new MemoError(diagnostics);
    const { texts, written } = modulesOf({ ...memo, register });
    const files = new Map<string, string>();
    for (const [name, text] of texts) files.set(`blocks/${name}`, name === GIVEN ? givenDeclaration(register) : text);
    files.set("memo.d.ts", globalsDeclaration(memo.program, new Set(texts.keys())));
    files.set("tsconfig.json", `${JSON.stringify(configFor(join(project.root, FOLDER)), undefined, 2)}\n`);
    if (!write) {
      terminal.out(files.get("memo.d.ts") ?? "");
      return 0;
    }
    const target = ownFolder(join(project.root, FOLDER));
    const { written: changed, warnings } = await updateFolder(target, { name: FOLDER, files, adopt });
    printDiagnostics(terminal, warnings, sources);
    const where = relative(process.cwd(), join(project.root, FOLDER)) || FOLDER;
    terminal.out(
      `${where}: ${counted(written.size, "block")}, ${changed === 0 ? "all as they were" : `${counted(changed, "file")} written`}\n`,
    );
    return 0;
  });
}

/** @throws MemoError where something that is no folder has its name; a link could lead anywhere */
function ownFolder(folder: string): string {
  const entry = entryAt(folder);
  if (entry === undefined || entry.isDirectory()) return folder;
  const what = entry.isSymbolicLink() ? "a link" : "no folder";
  throw new MemoError(
    [{ rule: "files/refused", severity: "error", message: `${FOLDER} is ${what}`, expected: "a folder of memo's own" }],
    2,
  );
}

/** `given` and every name of a block for code that stands in no module, each as its block's module has it. */
function globalsDeclaration({ names }: Program, modules: ReadonlySet<string>): string {
  const lines = [...names.values()].flatMap(({ name, kind, blockId }) => {
    const file = blockFile(blockId);
    if (!modules.has(file)) return [];
    const module = `import("./blocks/${file.replace(/\.ts$/, ".js")}")`;
    if (kind === "type") return [`type ${name} = ${module}.${name};`];
    return [
      `declare const ${name}: typeof ${module}.${name};`,
      ...(kind === "class" ? [`type ${name} = ${module}.${name};`] : []),
    ];
  });
  return [
    "// What blocks see: the assumptions, the standard library and the names of all blocks. Written by `memo declare`.",
    '/// <reference path="./blocks/library.d.ts" />',
    `declare const given: import("./blocks/${GIVEN.replace(/\.d\.ts$/, ".js")}").Given;`,
    ...lines,
    "",
  ].join("\n");
}

/** As the check of types is set up, with the engine's own packages where blocks see their types. */
function configFor(folder: string): object {
  const found = ["@observablehq/plot", "d3-array"].flatMap((name) => {
    const typed = name === "d3-array" ? "@types/d3-array" : name;
    const path = (createRequire(import.meta.url).resolve.paths(typed) ?? [])
      .map((modules) => join(modules, typed))
      .find((one) => existsSync(one));
    return path === undefined ? [] : [[name, [relative(folder, path).replaceAll("\\", "/")]]];
  });
  return {
    compilerOptions: {
      target: "es2023",
      lib: ["es2023"],
      module: "nodenext",
      moduleResolution: "nodenext",
      moduleDetection: "force",
      strict: true,
      // Functions of chapters need not say what they take; the check lets them.
      noImplicitAny: false,
      skipLibCheck: true,
      types: [],
      noEmit: true,
      paths: Object.fromEntries(found) as object,
    },
    include: ["*.ts", "blocks/*.ts"],
  };
}
