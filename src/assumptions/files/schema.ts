import { DATE, DATE_EXPECTED } from "../../yaml/dates.js";
import { STALE_AFTER, STALE_EXPECTED } from "../register/stale.js";
import { NUMBER } from "../units/quantity.js";
import {
  ADDRESS,
  COLUMN_FIELDS,
  DATA_FIELDS,
  DEFAULTS_FIELDS,
  ENTRY_FIELDS,
  type FieldTable,
  type FieldType,
  NAME,
  SCENARIO_FIELDS,
  SCENARIOS_FIELDS,
  SOURCE_FIELDS,
  SOURCES_FIELDS,
  TABLE_FIELDS,
  VERSION_FIELDS,
} from "./field-table.js";

/** A JSON Schema, draft 7, which is what editors check YAML against. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** The files of `assumptions/` that a schema is for: versions, scenarios.yaml, sources.yaml. */
export const SCHEMAS = ["assumptions", "scenarios", "sources"] as const;
export type SchemaName = (typeof SCHEMAS)[number];

/**
 * The schema of one kind of assumption file, from the table that its reader goes by. It says what may stand where; what hangs on other
 * files, on units or on the numbers themselves is left to the engine, which is why a file can please the schema and not the engine.
 */
export function assumptionSchema(name: SchemaName): JsonSchema {
  const head = { $schema: "http://json-schema.org/draft-07/schema#" };
  if (name === "sources")
    return {
      ...head,
      title: "Sources of a memo",
      ...mapOf(SOURCES_FIELDS),
      definitions: { source: mapOf(SOURCE_FIELDS) },
    };
  if (name === "scenarios")
    return {
      ...head,
      title: "Scenarios of a memo",
      ...mapOf(SCENARIOS_FIELDS),
      definitions: { scenario: mapOf(SCENARIO_FIELDS), ...cellDefinitions },
    };
  return {
    ...head,
    title: "A version of a memo's assumptions",
    ...mapOf(VERSION_FIELDS),
    definitions: {
      node: {
        if: { anyOf: [{ required: ["value"] }, { required: ["expression"] }] },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
        then: {
          allOf: [
            ref("entry"),
            {
              not: {
                anyOf: [
                  ["value", "expression"],
                  ["value", "data"],
                  ["expression", "data"],
                ].map((required) => ({ required })),
              },
            },
          ],
        },
        // What a later version changes needs no value; nothing in the file tells it from a group but its keys.
        else: { anyOf: [{ allOf: [ref("entry"), { minProperties: 1 }] }, ref("data"), ref("group")] },
      },
      group: { ...nodesByName, properties: { table: ref("table") }, minProperties: 1 },
      entry: {
        ...mapOf({ ...ENTRY_FIELDS, value: { ...ENTRY_FIELDS.value, type: "value" } }),
        // What a later version changes may be a word, of which the file alone doesn't tell; a number has its unit beside it.
        anyOf: [
          { required: ["type"] },
          { required: ["one_of"] },
          { not: { required: ["unit"] } },
          { properties: { value: ref("cells") } },
        ],
      },
      data: { ...mapOf(DATA_FIELDS), minProperties: 1 },
      "data-column": mapOf(COLUMN_FIELDS),
      table: mapOf(TABLE_FIELDS),
      column: mapOf(ENTRY_FIELDS, true),
      defaults: mapOf(DEFAULTS_FIELDS),
      ...cellDefinitions,
    },
  };
}

const ref = (name: string): JsonSchema => ({ $ref: `#/definitions/${name}` });

const named = (pattern: RegExp, values: JsonSchema): JsonSchema => ({
  type: "object",
  propertyNames: { pattern: pattern.source },
  additionalProperties: values,
});

const nodesByName = named(NAME.assumption, ref("node"));

/** A map with these fields and no others. */
function mapOf(fields: FieldTable, column = false): JsonSchema {
  const required = Object.keys(fields).filter((key) => fields[key]?.required);
  return {
    type: "object",
    properties: Object.fromEntries(
      Object.entries(fields).map(([key, { type, about }]) => [key, { description: about, ...schemaOf(type, column) }]),
    ),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
}

const scalar: JsonSchema = { type: ["string", "number", "boolean"], pattern: "\\S" };
const word: JsonSchema = { type: ["string", "number"], pattern: "\\S" };

/** No date or range, no more digits behind marks, and no calculation. */
const QUANTITY = `(?!\\d+-\\d)${NUMBER.source.slice(1)}(?![\\d_,']| \\d|\\s*[*/^])`;

const cellDefinitions: JsonSchema = {
  cell: {
    type: ["number", "string"],
    pattern: `^\\s*${QUANTITY}`,
    patternErrorMessage: "a number, or a number and its unit such as `22 TB/s`",
  },
  cells: {
    anyOf: [
      ref("cell"),
      { ...named(NAME.key, ref("cell")), minProperties: 1 },
      {
        ...named(NAME.key, { ...named(NAME.key, ref("cell")), minProperties: 1 }),
        minProperties: 1,
      },
    ],
  },
};

/** Where a reference stands beside other keywords, draft 7 looks at nothing but the reference. */
const all = (schema: JsonSchema): JsonSchema => ({ allOf: [schema] });

function schemaOf(type: FieldType, column: boolean): JsonSchema {
  switch (type) {
    case "text":
      return word;
    case "texts":
      return { anyOf: [word, { type: "array", items: word }] };
    case "date":
      return {
        type: ["string", "integer"],
        pattern: DATE.source,
        minimum: 1000,
        maximum: 9999,
        patternErrorMessage: DATE_EXPECTED,
      };
    case "stale-after":
      return { type: "string", pattern: `^never$|${STALE_AFTER.source}`, patternErrorMessage: STALE_EXPECTED };
    case "boolean":
      return { type: "boolean" };
    case "address":
      return { type: "string", pattern: ADDRESS.source, patternErrorMessage: "an address with http:// or https://" };
    case "cells":
      return column ? { anyOf: [{ type: "array", items: ref("cell") }, ref("cells")] } : all(ref("cells"));
    case "unit":
      return { anyOf: [word, { type: "object", additionalProperties: { type: ["string", "number"] } }] };
    case "percentiles":
      return {
        type: "array",
        items: { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 100 },
        minItems: 2,
        maxItems: 2,
      };
    case "units":
      return named(NAME.unit, { type: ["string", "number"], pattern: `^\\s*(?:new\\s*$|${QUANTITY})` });
    case "groups":
      // That no assumption is in a group is told of the memo as a whole.
      return { type: "object", additionalProperties: word };
    case "defaults":
      return all(ref("defaults"));
    case "tree":
      // The line may stand without anything below it yet.
      return { ...nodesByName, type: ["object", "null"] };
    case "rows":
      return {
        type: "array",
        items: { type: ["string", "integer", "boolean"], pattern: NAME.row.source },
        uniqueItems: true,
      };
    case "columns":
      return named(NAME.assumption, ref("column"));
    case "overrides":
      return { type: "object", additionalProperties: { anyOf: [scalar, ref("cells")] } };
    case "value":
      return { anyOf: [scalar, ref("cells")] };
    case "data-columns":
      return named(NAME.assumption, ref("data-column"));
    case "missing":
      return {
        anyOf: [
          { type: ["string", "null"], pattern: "^allowed$" },
          { type: "array", items: word },
        ],
      };
    case "scenarios":
      return named(NAME.scenario, ref("scenario"));
    case "sources":
      return named(NAME.source, ref("source"));
    default:
      return { type: "string", enum: type };
  }
}
