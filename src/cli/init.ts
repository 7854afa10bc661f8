import { readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { schemaFiles, schemaSettings } from "../assumptions/files/schema-files.js";
import { MemoError } from "../diagnostic.js";
import { entryAt, fillFolder, restoreFolder, whyUnreadable } from "../files/index.js";
import { type PlacedWorkflows, placeWorkflows, writeAtTop } from "../memo/repository/workflows.js";
import { quotedForShell } from "../text/shell.js";
import { slugOf } from "../text/slug.js";
import { type CiOptions, ciFiles } from "./ci/files.js";
import type { Terminal } from "./terminal/terminal.js";

/** The starter memo; it ships as the files it consists of, beside the source also of a compiled package. */
const STARTER = fileURLToPath(new URL("../../src/cli/starter/", import.meta.url));

/** Files in out/ are compared byte for byte; of the list of them a merge takes both sides' lines, and the next build writes it anew. */
const ATTRIBUTES = "out/** -text\nout/.memo-files.json merge=union\n";

/**
 * `memo init`, and `npm init memo-report`: writes a small memo that builds as it is. Returns the exit code.
 *
 * @param isInstalled `memo` can be called where one is
 * @throws MemoError when the folder holds something, or is none.
 */
export async function init(folder: string, terminal: Terminal, ci?: CiOptions, isInstalled = true): Promise<number> {
  const target = await emptyFolder(folder);
  const none: PlacedWorkflows = { files: new Map() };
  const workflows = ci ? placeWorkflows(target, (at) => ciFiles({ ...ci, folder: at })) : none;
  const files = new Map<string, string>();
  for (const room of ["chapters", "assumptions"])
    for (const name of readdirSync(join(STARTER, room)).sort())
      files.set(`${room}/${name}`, readFileSync(join(STARTER, room, name), "utf8"));
  files.set(".gitignore", "node_modules/\n.memo-cache/\n.memo/\n");
  files.set("package.json", packageText(target));
  for (const [name, path] of Object.entries(PROJECT))
    files.set(path, readFileSync(join(STARTER, "project", name), "utf8").replaceAll("{title}", TITLE));
  for (const [path, text] of schemaFiles()) files.set(path, text);
  files.set(".vscode/settings.json", schemaSettings());
  files.set(".gitattributes", ATTRIBUTES);
  if (workflows.top === undefined) for (const [path, text] of workflows.files) files.set(path, text);
  await fillFolder(target, folder, files);
  const placed = await writeAtTop(workflows);
  const where = relative(process.cwd(), target) || ".";
  const named = quotedForShell(where);
  const inside = where === "." ? "" : `cd ${named} && `;
  const own = `${inside}npm install && npm run build`;
  const how = isInstalled ? `  memo build -C ${named}\nor, with the engine that it names, \`${own}\`,` : `  ${own}`;
  terminal.out(
    `${where}: ${files.size} files\n${placed}\nbuild it with\n${how}\nand open ${join(where, "out/index.html")}\n`,
  );
  return 0;
}

/** Files beside the memo, and where they stand in its folder. */
const PROJECT = {
  "README.md": "README.md",
  "AGENTS.md": "AGENTS.md",
  "llms.txt": "llms.txt",
  "tsconfig.json": "tsconfig.json",
  "tasks.json": ".vscode/tasks.json",
  "extensions.json": ".vscode/extensions.json",
};

/** What the starter memo is called. */
const TITLE = "Electric or diesel";

/** The engine's own version, exactly: what a memo says changes when its engine does, and then it is for somebody to look at. */
function packageText(target: string): string {
  const { name, version, engines } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  ) as { name: string; version: string; engines: { node: string } };
  // The package that `npm init` calls has the engine's own version.
  const engine = name.replace(/^create-/, "");
  const own = slugOf(basename(target));
  const about = {
    name: own === "" || own === engine ? "my-memo" : own,
    private: true,
    type: "module",
    engines,
    scripts: { build: "memo build", dev: "memo dev", check: "memo check", review: "memo diff" },
    dependencies: { [engine]: version },
  };
  return `${JSON.stringify(about, undefined, 2)}\n`;
}

/** The real path of the folder, for what is written into it; links to an empty folder are followed. */
async function emptyFolder(folder: string): Promise<string> {
  const refuse = (what: string): never => {
    const message = `${folder === "" ? '""' : folder} ${what}`;
    const expected = "a folder that is empty, holds `.git` alone, or is not there yet";
    throw MemoError.of({ rule: "init/not-empty", message, expected }, 2);
  };
  if (folder.trim() === "") refuse("names no folder");
  const given = resolve(folder);
  let names: string[] = [];
  try {
    await restoreFolder(given, folder);
    if (!entryAt(given)) return given;
    names = readdirSync(given);
  } catch (error) {
    if (error instanceof MemoError) throw error;
    refuse((error as NodeJS.ErrnoException).code === "ENOTDIR" ? "is no folder" : whyUnreadable(given, error));
  }
  if (names.some((name) => name !== ".git")) refuse("is not empty");
  return realpathSync(given);
}
