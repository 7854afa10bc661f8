import { join, relative } from "node:path";
import { declarationsOf } from "../check/types/declarations.js";
import { type Diagnostic, MemoError } from "../diagnostic.js";
import { entryAt, updateFolder } from "../files/index.js";
import { readMemo } from "../memo/compute.js";
import { cacheFolderOf } from "../store/index.js";
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
    const memo = readMemo(project, { version: assumptions, cacheFolder: cacheFolderOf(project.root) }, diagnostics);
    const { register } = memo;
    // Blocks that are wrong, half-written ones among them, are declared as far as they go.
    if (!register) throw new MemoError(diagnostics);
    const { files, blocks } = declarationsOf({ ...memo, register }, join(project.root, FOLDER));
    if (!write) {
      terminal.out(files.get("memo.d.ts") ?? "");
      return 0;
    }
    const target = ownFolder(join(project.root, FOLDER));
    // As in the cache: what is written here is for an editor on this machine.
    const all = new Map([...files, [".gitignore", "*\n"]]);
    const { written: changed, warnings } = await updateFolder(target, { name: FOLDER, files: all, adopt });
    printDiagnostics(terminal, warnings, sources);
    const where = relative(process.cwd(), join(project.root, FOLDER)) || FOLDER;
    terminal.out(
      `${where}: ${counted(blocks, "block")}, ${changed === 0 ? "all as they were" : `${counted(changed, "file")} written`}\n`,
    );
    return 0;
  });
}

/** @throws MemoError where something that is no folder has its name; a link could lead anywhere */
function ownFolder(folder: string): string {
  const entry = entryAt(folder);
  if (entry === undefined || entry.isDirectory()) return folder;
  const what = entry.isSymbolicLink() ? "a link" : "no folder";
  throw MemoError.of({ rule: "files/refused", message: `${FOLDER} is ${what}`, expected: "a folder of memo's own" }, 2);
}
