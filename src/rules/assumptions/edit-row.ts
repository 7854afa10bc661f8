import { newer } from "../base.js";
import type { Rule } from "../rule.js";

export const rule: Rule = {
  id: "assumptions/edit-row",
  severity: "error",
  summary: "`memo set` is given a value for a row that the table of this version doesn't have",
  why: "The version restates some rows of a table as columns, and a number for another row has no place in them. Add the row to the table by hand, with a number in every column.",
  fixed: true,
  wrong: {
    files: {
      "assumptions/2026-03.yaml": `version: 2026-03
as_of: 2026-03-15
defaults: {kind: cited, source: count, as_of: 2026-03}
assumptions:
  orchard:
    trees: {label: Trees, value: 120, unit: "1"}
    apples: {label: Apples of a tree, value: 40 kg}
    table:
      rows: [2026, 2027, 2028]
      columns:
        yield: {unit: kg, value: [20, 22, 24]}
  press:
    capacity: {label: Capacity of the press, value: {2026: 4500, 2027: 6000}, unit: kg}
`,
      "assumptions/2026-06.yaml": newer(`orchard:
  table:
    rows: [2026, 2027]
    columns:
      yield: {value: [21, 23], reason: a new count}`),
    },
    command: ["set", "orchard.yield.2028", "25", "--because", "a new count"],
  },
  right: {
    files: {
      "assumptions/2026-03.yaml": `version: 2026-03
as_of: 2026-03-15
defaults: {kind: cited, source: count, as_of: 2026-03}
assumptions:
  orchard:
    trees: {label: Trees, value: 120, unit: "1"}
    apples: {label: Apples of a tree, value: 40 kg}
    table:
      rows: [2026, 2027, 2028]
      columns:
        yield: {unit: kg, value: [20, 22, 24]}
  press:
    capacity: {label: Capacity of the press, value: {2026: 4500, 2027: 6000}, unit: kg}
`,
      "assumptions/2026-06.yaml": newer(`orchard:
  table:
    rows: [2026, 2027]
    columns:
      yield: {value: [21, 23], reason: a new count}`),
    },
    command: ["set", "orchard.yield.2027", "25", "--source", "count", "--as-of", "2026-06"],
  },
};
