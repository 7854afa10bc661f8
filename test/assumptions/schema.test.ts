import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  DEFAULTS_FIELDS,
  ENTRY_FIELDS,
  type FieldTable,
  SCENARIO_FIELDS,
  SOURCE_FIELDS,
  TABLE_FIELDS,
  VERSION_FIELDS,
} from "../../src/assumptions/files/field-table.js";
import { assumptionSchema, SCHEMAS, type SchemaName } from "../../src/assumptions/files/schema.js";
import { loadRegister } from "../../src/assumptions/index.js";
import { readProject } from "../../src/memo/project.js";
import { Problems } from "../../src/yaml/problems.js";
import { parseYaml } from "../../src/yaml/tree.js";
import { ROOT, sourcesIn, starter } from "../cli/memo.js";
import { matchGolden } from "../golden.js";
import { caseNames, readCase, readFolder } from "./cases.js";
import { accepts, plainOf } from "./json-schema.js";

const schemas = new Map(SCHEMAS.map((name) => [name, assumptionSchema(name)]));

const schemaFor = (path: string): SchemaName =>
  path.endsWith("/sources.yaml") ? "sources" : path.endsWith("/scenarios.yaml") ? "scenarios" : "assumptions";

/** Whether the schema of a file lets it pass; undefined for one that is no YAML. */
function passes(path: string, text: string): boolean | undefined {
  const node = parseYaml(path, text, new Problems("assumptions"));
  const schema = schemas.get(schemaFor(path));
  return node && schema && accepts(schema, plainOf(node));
}

/** What the engine says of a file that a schema of that one file could say too. */
const SHAPE = [
  "wrong-type",
  "choice",
  "date",
  "stale-after",
  "url",
  "percentiles",
  "number",
  "key",
  "name",
  "unknown-key",
  "missing-key",
  "value-and-expression",
  "no-value",
  "unit-definition",
].map((rule) => `assumptions/${rule}`);

const VERSION = "version: 2026-01\nas_of: 2026-01-15\n";
const SOURCES = "sources:\n  survey: {title: Survey}\n  words: {title: Words}\n";
const ENTRY = "unit: GW, kind: assumed, source: survey, as_of: 2026-01";

/** Where each field stands, in files that are right but for it. `without` are lines the field takes the place of. */
const HOSTS: readonly { of: string; fields: FieldTable; file: string; text(key: string, value: string): string }[] = [
  {
    of: "an assumption",
    fields: ENTRY_FIELDS,
    file: "assumptions/2026-01.yaml",
    text: (key, value) => {
      const others = `value: 7, ${ENTRY}`
        .split(", ")
        .filter((pair) => !pair.startsWith(`${key}:`) && !(key === "expression" && pair.startsWith("value:")));
      return `${VERSION}assumptions:\n  gw:\n    stock: {${[...others, `${key}: ${value}`].join(", ")}}\n`;
    },
  },
  {
    of: "defaults",
    fields: DEFAULTS_FIELDS,
    file: "assumptions/2026-01.yaml",
    text: (key, value) => `${VERSION}defaults: {${key}: ${value}}\nassumptions: {gw: {stock: {value: 7, ${ENTRY}}}}\n`,
  },
  {
    of: "a version",
    fields: VERSION_FIELDS,
    file: "assumptions/2026-01.yaml",
    text: (key, value) =>
      `${VERSION}assumptions: {gw: {stock: {value: 7, ${ENTRY}}}}\n`.replace(new RegExp(`^${key}: .*\n`, "m"), "") +
      `${key}: ${value}\n`,
  },
  {
    of: "a table",
    fields: TABLE_FIELDS,
    file: "assumptions/2026-01.yaml",
    text: (key, value) => {
      const others = ["rows: [old]", `columns: {bw: {value: [7], ${ENTRY}}}`].filter((p) => !p.startsWith(`${key}:`));
      return `${VERSION}assumptions: {gw: {table: {${[...others, `${key}: ${value}`].join(", ")}}}}\n`;
    },
  },
  {
    of: "a scenario",
    fields: SCENARIO_FIELDS,
    file: "assumptions/scenarios.yaml",
    text: (key, value) => `scenarios:\n  fast: {${key === "set" ? "" : "set: {gw.stock: 8}, "}${key}: ${value}}\n`,
  },
  {
    of: "a source",
    fields: SOURCE_FIELDS,
    file: "assumptions/sources.yaml",
    text: (key, value) => `${SOURCES}  more: {${key === "title" ? "" : "title: More, "}${key}: ${value}}\n`,
  },
];

const SAMPLES = [
  "words",
  "survey",
  "assumed",
  "pert",
  "paths",
  "7",
  "7 GW",
  "2026",
  "2026-03-15",
  "2026-3",
  "7.5",
  "1_000",
  "12,000 GW",
  "12 000",
  "5 / 0.5 year",
  "$5",
  "true",
  "null",
  '""',
  '" "',
  "12 months",
  "12 moons",
  "https://example.org/a",
  "example.org",
  "[]",
  "[survey]",
  "[[survey]]",
  "[survey, null]",
  "[1, 2]",
  "[10, 90]",
  "[90, 100]",
  "[old, new]",
  "[1.5]",
  "{}",
  "{a: 1}",
  "{a: words}",
  "{a.b: 1}",
  "{a: {b: 1}}",
  "{a: {b: 1}, c: 2}",
  "{a: {}}",
  "{a: null}",
];

/** Said with the same rules of how fields go together, and of what `defaults:` or an earlier version may give. */
const AMONG_FIELDS = /its value no table|and no distribution|has no `(kind|as_of|unit|source)`/;

/** What the engine knows and a schema can't say: that a name is another file's, that a text is a formula or a unit, that numbers fit. */
function shapeProblems(file: string, text: string): string[] {
  const base = new Map([
    ["assumptions/2026-01.yaml", `${VERSION}assumptions: {gw: {stock: {value: 7, ${ENTRY}}}}\n`],
    ["assumptions/sources.yaml", SOURCES],
  ]);
  return loadRegister(new Map([...base, [file, text]]))
    .diagnostics.filter(({ rule, place }) => SHAPE.includes(rule) && place?.file === file)
    .map(({ rule, message }) => `${rule}: ${message}`)
    .filter((said) => !AMONG_FIELDS.test(said));
}

describe("the schemas of assumption files", () => {
  it.each(HOSTS)("refuse what the engine refuses in a field of $of, and nothing else", ({ fields, file, text }) => {
    const differ = Object.keys(fields).flatMap((key) =>
      SAMPLES.flatMap((sample) => {
        const written = text(key, sample);
        const said = shapeProblems(file, written);
        return passes(file, written) === (said.length === 0)
          ? []
          : [`${key}: ${sample} → ${said.join("; ") || "fine"}`];
      }),
    );
    expect(differ).toEqual([]);
  });

  it("know every key of the engine and no other", () => {
    for (const { fields, file, text } of HOSTS) {
      for (const key of Object.keys(fields))
        expect(shapeProblems(file, text(key, "7")).join(), key).not.toContain("unknown-key");
      const unknown = text("colour", "7");
      expect([shapeProblems(file, unknown).join(), passes(file, unknown)]).toEqual([
        expect.stringContaining("unknown-key"),
        false,
      ]);
    }
  });

  it("let pass every file that the engine reads without a word", () => {
    const folders = [
      readFolder("register"),
      readFolder("small"),
      new Map(Object.entries(starter())),
      new Map(readProject(ROOT).assumptions),
    ];
    for (const folder of ["test/cli/fixtures/changes", "test/cli/fixtures/sweeps"])
      folders.push(new Map(Object.entries(sourcesIn(folder))));
    const files = folders.flatMap((folder) => [...folder]).filter(([path]) => /^assumptions\/[^/]+\.yaml$/.test(path));
    expect(files.length).toBeGreaterThan(15);
    for (const [path, text] of files) expect(passes(path, text), path).toBe(true);
  });

  it("catch these of the bad registers, the others being wrong in what no schema knows", () => {
    const lines = caseNames().flatMap((name) =>
      [...readCase(name).files].map(([path, text]) => {
        const found = passes(path, text);
        return `${name}, ${path}: ${found === undefined ? "no YAML" : found ? "let pass" : "refused"}\n`;
      }),
    );
    matchGolden(join(import.meta.dirname, "golden", "schema-catches.txt"), lines.join(""));
  });

  it("are committed as they are made", () => {
    for (const [name, schema] of schemas)
      expect(readFileSync(join(ROOT, "schema", `${name}.schema.json`), "utf8")).toBe(
        `${JSON.stringify(schema, undefined, 2)}\n`,
      );
    expect(readdirSync(join(ROOT, "schema")).sort()).toEqual(SCHEMAS.map((name) => `${name}.schema.json`).sort());
  });
});
