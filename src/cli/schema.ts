import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { assumptionSchema, SCHEMAS, type SchemaName } from "../assumptions/files/schema.js";
import { writeIfOther } from "../files/index.js";
import { outputOf } from "../memo/project.js";
import type { Terminal } from "./terminal/terminal.js";

export interface SchemaOptions {
  folder: string;
  write: boolean;
  /** Overwrites schemas that were changed, or that memo did not write. */
  force?: boolean;
}

/** Which files of a memo each schema is for, as editors match them. A version's name begins with its year. */
export const SCHEMA_FILES: Readonly<Record<SchemaName, string>> = {
  assumptions: "assumptions/2*.yaml",
  scenarios: "assumptions/scenarios.yaml",
  sources: "assumptions/sources.yaml",
};

/** The path of a schema in a memo's folder. */
const pathOf = (name: SchemaName): string => `schema/${name}.schema.json`;

/** The schemas as files, by path in a memo's folder. */
export function schemaFiles(): Map<string, string> {
  return new Map(SCHEMAS.map((name) => [pathOf(name), `${JSON.stringify(assumptionSchema(name), undefined, 2)}\n`]));
}

/** Settings of Visual Studio Code that map them to the files of `assumptions/`. */
export const schemaSettings = (): string =>
  `${JSON.stringify(
    { "yaml.schemas": Object.fromEntries(SCHEMAS.map((name) => [pathOf(name), SCHEMA_FILES[name]])) },
    undefined,
    2,
  )}\n`;

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
