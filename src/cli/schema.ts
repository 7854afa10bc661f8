import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { assumptionSchema, type SchemaName } from "../assumptions/files/schema.js";
import { schemaFiles, schemaSettings } from "../assumptions/files/schema-files.js";
import { writeIfOther } from "../files/index.js";
import { outputOf } from "../memo/project.js";
import type { Terminal } from "./terminal/terminal.js";

export interface SchemaOptions {
  folder: string;
  write: boolean;
  /** Overwrites schemas that were changed, or that memo did not write. */
  force?: boolean;
}

/** `memo schema`: prints a schema of assumption files, or writes all of them into the memo's folder. Returns the exit code. */
export async function schema(
  name: SchemaName,
  { folder, write, force }: SchemaOptions,
  terminal: Terminal,
): Promise<number> {
  if (!write) {
    terminal.out(`${JSON.stringify(assumptionSchema(name), undefined, 2)}\n`);
    return 0;
  }
  const root = resolve(folder);
  const files = schemaFiles();
  let changed = 0;
  for (const [path, text] of files) {
    if (await writeIfOther({ ...outputOf({ folder }), given: path, force }, text)) changed++;
  }
  const where = relative(process.cwd(), join(root, "schema")) || "schema";
  terminal.out(`${where}: ${files.size} schemas, ${changed === 0 ? "all as they were" : `${changed} written`}\n`);
  if (changed > 0 && !existsSync(join(root, ".vscode/settings.json")))
    terminal.out(`\nfor .vscode/settings.json:\n${schemaSettings()}`);
  return 0;
}
