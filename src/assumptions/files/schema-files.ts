import { assumptionSchema, SCHEMAS, type SchemaName } from "./schema.js";

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
