import type { Place } from "../../diagnostic.js";
import { describeNode, Fields } from "../../yaml/fields.js";
import { Problems } from "../../yaml/problems.js";
import type { YamlNode } from "../../yaml/tree.js";
import { type Cells, readCells } from "./cells.js";
import { keysOf, NAME, SCENARIO_FIELDS, SCENARIOS_FIELDS } from "./field-table.js";

/** An override as written. What keeps it from being numbers is told where it should be: some assumptions are none. */
export interface RawOverride {
  path: string;
  cells?: Cells;
  node: YamlNode;
  noNumber: Problems;
  keyPlace: Place;
}

/** A scenario as written; its overrides are settled against a version. */
export interface RawScenario {
  name: string;
  title: string;
  note?: string;
  set: readonly RawOverride[];
  place: Place;
}

/** Reads scenarios.yaml: named sets of overrides. */
export function readScenarios(node: YamlNode, problems: Problems): Map<string, RawScenario> {
  const out = new Map<string, RawScenario>();
  if (node.kind !== "map") {
    problems.error("wrong-type", `the scenarios are ${describeNode(node)}`, node.place, {
      expected: "a map with `scenarios`",
    });
    return out;
  }
  const top = new Fields(node, "the scenarios file", problems);
  top.only(keysOf(SCENARIOS_FIELDS));
  if (!node.get("scenarios")) top.missing("scenarios", "a map of scenarios by name");
  for (const { key, keyPlace, value } of top.mapAt("scenarios", "a map of scenarios by name")?.entries ?? []) {
    const subject = `scenario \`${key}\``;
    if (!NAME.scenario.test(key)) {
      problems.error("name", `\`${key}\` can't name a scenario`, keyPlace, {
        expected: "letters from a to z, digits, `_` and `-`, beginning with a letter",
      });
      continue;
    }
    if (value.kind !== "map") {
      problems.error("wrong-type", `${subject} is ${describeNode(value)}`, value.place, {
        expected: "a map with `title`, `note` and `set`",
      });
      continue;
    }
    const fields = new Fields(value, subject, problems);
    fields.only(keysOf(SCENARIO_FIELDS));
    if (!value.get("set")) fields.missing("set", "a map from assumption to value", keyPlace);
    const set: RawOverride[] = [];
    for (const entry of fields.mapAt("set", "a map from assumption to value")?.entries ?? []) {
      const noNumber = new Problems("assumptions");
      const cells = readCells(entry.value, `${subject}: \`${entry.key}\``, noNumber);
      set.push({ path: entry.key, cells, node: entry.value, noNumber, keyPlace: entry.keyPlace });
    }
    const note = fields.text("note");
    out.set(key, { name: key, title: fields.text("title")?.text ?? key, note: note?.text, set, place: keyPlace });
  }
  return out;
}
