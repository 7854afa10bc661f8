import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { MemoError } from "../diagnostic.js";
import { replaceFolder } from "./replace.js";
import { schemaFiles, schemaSettings } from "./schema.js";
import type { Terminal } from "./terminal.js";

/** The starter memo; it ships as the files it consists of, beside the source also of a compiled package. */
const STARTER = fileURLToPath(new URL("../../src/cli/starter/", import.meta.url));

/**
 * `memo init`: writes a small memo that builds as it is. Returns the exit code.
 * @throws MemoError when the folder holds something.
 */
export function init(folder: string, terminal: Terminal): number {
  const target = resolve(folder);
  if (existsSync(target) && readdirSync(target).length > 0)
    throw new MemoError(
      [
        {
          rule: "init/not-empty",
          severity: "error",
          message: `${folder} is not empty`,
          expected: "a folder that is empty or not there yet",
        },
      ],
      2,
    );
  const files = new Map<string, string>();
  for (const room of ["chapters", "assumptions"])
    for (const name of readdirSync(join(STARTER, room)).sort())
      files.set(`${room}/${name}`, readFileSync(join(STARTER, room, name), "utf8"));
  files.set(".gitignore", ".memo-cache/\n.memo/\n");
  for (const [path, text] of schemaFiles()) files.set(path, text);
  files.set(".vscode/settings.json", schemaSettings());
  replaceFolder(target, files);
  const where = relative(process.cwd(), target) || ".";
  terminal.out(
    `${where}: ${files.size} files\n\nbuild it with\n  memo build -C ${where}\nand open ${join(where, "out/index.html")}\n`,
  );
  return 0;
}
