import type { YamlNode } from "../../yaml/tree.js";
import { ENTRY_KEYS } from "../files/entry.js";
import type { Register } from "../register/types.js";
import { statementOf } from "./entries.js";
import { cellText, type Typed } from "./typed.js";
import { type Order, scalarOf, type Written, type YamlText } from "./yaml-text.js";

/** In the order in which an entry's fields are usually written. */
const FIELDS: readonly string[] = ENTRY_KEYS;

export type End = "value" | "low" | "high";

/** Raised where the file's own form has no room for a number; `writeCell` says what is missing. */
export class NoRow extends Error {}

/** How new cells are to be written. */
export interface CellStyle {
  /** A cell of an earlier version, where this one has none to go by. */
  like?: string;
  /** This file's cells are what declares the unit. */
  declaresUnit: boolean;
}

/**
 * The file with one number of an assumption set: in place where it stands, else as a new key, field or entry in the file's own style.
 * @throws NoRow when the number belongs to a row that the `table:` block there doesn't have.
 */
export function writeCell(
  yaml: YamlText,
  register: Register,
  id: string,
  end: End,
  typed: Typed,
  style: CellStyle,
): YamlText {
  const found = statementOf(yaml.root, id);
  const flow = valuesInFlow(yaml, register);
  const written = (like: string | undefined): Written => ({
    kind: "prose",
    text: cellText(typed, like ?? style.like, style.declaresUnit),
  });
  if (!found) return withStatement(yaml, register, id, end, nested(typed.keys, written(undefined), flow));
  const path = [...found.path, end];
  const value = yaml.at(path);
  const map = yaml.at(found.path);
  if (!value || !map) return withField(yaml, found.path, end, nested(typed.keys, written(undefined), flow));
  if (value.kind === "list") {
    const item = value.items[found.rows?.indexOf(typed.keys[0] ?? "") ?? -1];
    if (item?.kind !== "scalar") throw new NoRow(typed.keys[0]);
    return yaml.withValue(item, written(item.text), yaml.isFlow(value));
  }
  let at = path;
  let node: YamlNode = value;
  let parent: YamlNode = map;
  for (const [n, key] of typed.keys.entries()) {
    const below: YamlNode | undefined = node.kind === "map" ? node.get(key)?.value : undefined;
    if (!below) {
      const sibling = node.kind === "map" ? scalarOf(node.entries.at(-1)?.value)?.text : undefined;
      const rest = nested(typed.keys.slice(n + 1), written(sibling), flow);
      return yaml.withEntry(at, key, rest, keyOrder(register, id, n, key));
    }
    at = [...at, key];
    parent = node;
    node = below;
  }
  return yaml.withValue(node, written(scalarOf(node)?.text), yaml.isFlow(parent));
}

/** The file with a field of an assumption's entry set; the entry is added where there is none. */
export function writeField(yaml: YamlText, register: Register, id: string, field: string, value: Written): YamlText {
  const found = statementOf(yaml.root, id);
  if (!found) return withStatement(yaml, register, id, field, value);
  const node = yaml.at([...found.path, field]);
  const map = yaml.at(found.path);
  if (!node || !map) return withField(yaml, found.path, field, value);
  return yaml.withValue(node, value, yaml.isFlow(map));
}

function withField(yaml: YamlText, path: readonly string[], field: string, value: Written): YamlText {
  const rank = FIELDS.indexOf(field);
  return yaml.withEntry(path, field, value, { before: (key) => FIELDS.indexOf(key) < rank, otherwise: "first" });
}

/** A new entry, with the groups around it that are missing, where the register's order puts it. */
function withStatement(yaml: YamlText, register: Register, id: string, field: string, value: Written): YamlText {
  const parts = id.split(".");
  let path: readonly string[] = ["assumptions"];
  let depth = 0;
  for (; depth < parts.length - 1; depth++) {
    const below = yaml.at([...path, parts[depth] ?? ""]);
    if (below?.kind !== "map") break;
    path = [...path, parts[depth] ?? ""];
  }
  const entry: Written = { kind: "map", flow: entriesInFlow(yaml, register), entries: new Map([[field, value]]) };
  const group = nested(parts.slice(depth + 1), entry, false);
  const prefix = parts
    .slice(0, depth)
    .map((part) => `${part}.`)
    .join("");
  const rank = (key: string): number => rankOf(register, prefix + key);
  const own = rank(parts[depth] ?? "");
  return yaml.withEntry(path, parts[depth] ?? "", group, { before: (key) => rank(key) < own, otherwise: "last" });
}

/** Place of an assumption or group in the register's order; before all where it is neither. */
function rankOf({ assumptions }: Register, name: string): number {
  return [...assumptions.keys()].findIndex((id) => id === name || id.startsWith(`${name}.`));
}

function keyOrder(register: Register, id: string, depth: number, key: string): Order {
  const { keys, columns = [] } = register.assumptions.get(id) ?? { keys: [] };
  const names = depth === 0 ? keys : columns;
  return { before: (other) => names.indexOf(other) < names.indexOf(key), otherwise: "first" };
}

function nested(keys: readonly string[], value: Written, flow: boolean): Written {
  return keys.reduceRight<Written>((inner, key) => ({ kind: "map", flow, entries: new Map([[key, inner]]) }), value);
}

/** Whether most entries of a file stand in braces. */
function entriesInFlow(yaml: YamlText, { assumptions }: Register): boolean {
  const maps = [...assumptions.keys()].flatMap((id) => statementOf(yaml.root, id)?.map ?? []);
  return maps.filter((map) => yaml.isFlow(map)).length > maps.length / 2;
}

/** Whether a file writes maps of numbers in braces, as is usual. */
function valuesInFlow(yaml: YamlText, { assumptions }: Register): boolean {
  for (const id of assumptions.keys()) {
    const value = statementOf(yaml.root, id)?.map.get("value")?.value;
    if (value?.kind === "map") return yaml.isFlow(value);
  }
  return true;
}
