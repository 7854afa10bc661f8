import { Problems } from "../../yaml/problems.js";
import { parseYaml, type YamlMap, type YamlNode } from "../../yaml/tree.js";

/** Where a version file states an assumption. */
export interface Statement {
  /** Keys from the file's root to the entry. */
  path: readonly string[];
  map: YamlMap;
  /** Names of the rows, in order, where it is a column of a `table:` block. */
  rows?: readonly string[];
}

/** Finds an assumption's entry in a version file, a column of a `table:` block too; undefined where the file says nothing of it. */
export function statementOf(root: YamlNode, id: string): Statement | undefined {
  const parts = id.split(".");
  let path: readonly string[] = ["assumptions"];
  let map = root.kind === "map" ? root.get("assumptions")?.value : undefined;
  for (const [n, part] of parts.entries()) {
    if (map?.kind !== "map") return undefined;
    const below: YamlNode | undefined = map.get(part)?.value;
    if (below === undefined) {
      const table = n === parts.length - 1 ? map.get("table")?.value : undefined;
      return table?.kind === "map" ? columnOf(table, [...path, "table"], part) : undefined;
    }
    path = [...path, part];
    map = below;
  }
  return map?.kind === "map" ? { path, map } : undefined;
}

function columnOf(table: YamlMap, path: readonly string[], column: string): Statement | undefined {
  const [rows, columns] = [table.get("rows")?.value, table.get("columns")?.value];
  const map = columns?.kind === "map" ? columns.get(column)?.value : undefined;
  if (map?.kind !== "map" || rows?.kind !== "list") return undefined;
  const names = rows.items.map((item) => (item.kind === "scalar" ? item.text : ""));
  return { path: [...path, "columns", column], map, rows: names };
}

/** The root of a file that is known to be right; undefined where it isn't. */
export function rootOf(file: string, text: string): YamlNode | undefined {
  return parseYaml(file, text, new Problems("assumptions"));
}
