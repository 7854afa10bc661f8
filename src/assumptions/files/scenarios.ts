import type { Place } from "../../diagnostic.js";
import { describeNode, Fields } from "../../yaml/fields.js";
import type { Problems } from "../../yaml/problems.js";
import type { YamlNode } from "../../yaml/tree.js";
import { type Cells, readCells } from "./cells.js";
import { keysOf, NAME, SCENARIO_FIELDS, SCENARIOS_FIELDS } from "./field-table.js";

/** A scenario as written; its overrides are settled against a version. */
export interface RawScenario {
  name: string;
  title: string;
  note?: string;
  set: readonly { path: string; cells: Cells; keyPlace: Place }[];
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
        expected: "letters, digits, `_` and `-`, beginning with a letter",
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
    const set: { path: string; cells: Cells; keyPlace: Place }[] = [];
    for (const entry of fields.mapAt("set", "a map from assumption to value")?.entries ?? []) {
      const cells = readCells(entry.value, `${subject}: \`${entry.key}\``, problems);
      if (cells) set.push({ path: entry.key, cells, keyPlace: entry.keyPlace });
    }
    const note = fields.text("note");
    out.set(key, {
      name: key,
      title: fields.text("title")?.text ?? key,
      ...(note ? { note: note.text } : {}),
      set,
      place: keyPlace,
    });
  }
  return out;
}
