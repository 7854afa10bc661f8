import type { JsonSchema } from "../../src/assumptions/files/schema.js";
import type { YamlNode } from "../../src/yaml/tree.js";

/** A node as an editor hands it to a schema. */
export function plainOf(node: YamlNode): unknown {
  if (node.kind === "list") return node.items.map(plainOf);
  if (node.kind === "map") return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainOf(value)]));
  return node.value;
}

type Check = (argument: never, value: unknown, schema: JsonSchema, root: JsonSchema) => boolean;

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isA: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  integer: Number.isInteger,
  boolean: (value) => typeof value === "boolean",
  null: (value) => value === null,
  array: Array.isArray,
  object: isMap,
};

/** The keywords that the schemas use, and no others: one that is not here is an error. */
const KEYWORDS: Readonly<Record<string, Check>> = {
  type: (types: string | string[], value) => [types].flat().some((type) => isA[type]?.(value)),
  enum: (values: unknown[], value) => values.includes(value),
  pattern: (pattern: string, value) => typeof value !== "string" || new RegExp(pattern).test(value),
  minimum: (least: number, value) => typeof value !== "number" || value >= least,
  maximum: (most: number, value) => typeof value !== "number" || value <= most,
  exclusiveMinimum: (below: number, value) => typeof value !== "number" || value > below,
  exclusiveMaximum: (above: number, value) => typeof value !== "number" || value < above,
  required: (keys: string[], value) => !isMap(value) || keys.every((key) => Object.hasOwn(value, key)),
  minProperties: (least: number, value) => !isMap(value) || Object.keys(value).length >= least,
  properties: (properties: Record<string, JsonSchema>, value, _, root) =>
    !isMap(value) ||
    Object.entries(properties).every(([key, inner]) => !Object.hasOwn(value, key) || accepts(inner, value[key], root)),
  additionalProperties: (inner: false | JsonSchema, value, { properties = {} }, root) =>
    !isMap(value) ||
    Object.keys(value)
      .filter((key) => !Object.hasOwn(properties as object, key))
      .every((key) => inner !== false && accepts(inner, value[key], root)),
  propertyNames: (inner: JsonSchema, value, _, root) =>
    !isMap(value) || Object.keys(value).every((key) => accepts(inner, key, root)),
  items: (inner: JsonSchema, value, _, root) =>
    !Array.isArray(value) || value.every((item) => accepts(inner, item, root)),
  minItems: (least: number, value) => !Array.isArray(value) || value.length >= least,
  maxItems: (most: number, value) => !Array.isArray(value) || value.length <= most,
  uniqueItems: (_: true, value) => !Array.isArray(value) || new Set(value).size === value.length,
  anyOf: (some: JsonSchema[], value, _, root) => some.some((inner) => accepts(inner, value, root)),
  allOf: (every: JsonSchema[], value, _, root) => every.every((inner) => accepts(inner, value, root)),
  not: (inner: JsonSchema, value, _, root) => !accepts(inner, value, root),
  if: (condition: JsonSchema, value, schema, root) =>
    accepts((accepts(condition, value, root) ? schema.then : schema.else) as JsonSchema, value, root),
};
const SAID = ["$schema", "title", "description", "patternErrorMessage", "definitions", "then", "else"];

/**
 * Whether a value keeps a schema of draft 7.
 *
 * @throws for a keyword that isn't known here, or a reference that leads nowhere.
 */
export function accepts(schema: JsonSchema, value: unknown, root = schema): boolean {
  if (typeof schema.$ref === "string") {
    const name = schema.$ref.replace("#/definitions/", "");
    const found = (root.definitions as Record<string, JsonSchema>)[name];
    if (!found || Object.keys(schema).length > 1) throw new Error(`${schema.$ref} can't be followed`);
    return accepts(found, value, root);
  }
  return Object.entries(schema).every(([keyword, argument]) => {
    if (SAID.includes(keyword)) return true;
    const check = KEYWORDS[keyword];
    if (!check) throw new Error(`the keyword ${keyword} is not known here`);
    return check(argument as never, value, schema, root);
  });
}
