import { describe, expect, it } from "vitest";
import { givenTree, loadRegister } from "../../src/assumptions/index.js";
import { formatDiagnostics } from "../../src/diagnostic.js";
import { FAMILIES, shuffled } from "../keys/families.js";

const file = (name: string, head: string, entries: string): [string, string] => [
  `assumptions/${name}.yaml`,
  `version: ${name}\nas_of: ${name}-15\n${head}defaults: {kind: assumed, as_of: 2026-01}\nassumptions:\n${entries}`,
];

function load(files: [string, string][], options: Parameters<typeof loadRegister>[1] = {}) {
  const { register, diagnostics } = loadRegister(new Map(files), options);
  if (!register) throw new Error(formatDiagnostics(diagnostics));
  return register;
}

const written = (keys: readonly string[], first = 0): string =>
  `{${keys.map((key, at) => `${JSON.stringify(key)}: ${first + at}`).join(", ")}}`;

describe("a register's keys", () => {
  const families = Object.entries(FAMILIES).filter(([, keys]) => keys.every((key) => !key.includes(".")));

  it.each(families)("stand in one order in values, ranges, tables, overrides and later versions: %s", (_, keys) => {
    const rest = shuffled(keys, 2);
    const [moved = ""] = rest;
    const older = file(
      "2026-01",
      "",
      `  s: {value: ${written(rest.slice(1), 5)}, low: ${written(rest.slice(1))}, high: ${written(rest.slice(1), 9)}, distribution: uniform, unit: "1", note: n}
  t: {value: {${rest.map((key) => `${JSON.stringify(key)}: {b: 1, "10": 2, "9": 3}`).join(", ")}}, unit: "1", note: n}
  d: {expression: 2 * s, unit: "1"}
`,
    );
    const newer = file(
      "2026-02",
      "extends: 2026-01\n",
      `  s: {value: {${JSON.stringify(moved)}: 7}, low: {${JSON.stringify(moved)}: 1}, high: {${JSON.stringify(moved)}: 8}, reason: new}\n`,
    );
    const register = load([older, newer], {
      sets: [{ id: `s.${moved}`, text: "6" }],
    });
    const { s, t, d } = Object.fromEntries(register.assumptions);
    for (const assumption of [s, t, d]) {
      expect(assumption?.keys).toEqual(keys);
      expect(Object.keys(assumption?.value ?? {})).toEqual(keys);
    }
    expect(Object.keys(s?.low ?? {})).toEqual(keys);
    expect(Object.keys(s?.high ?? {})).toEqual(keys);
    expect(s?.value).toMatchObject({ [moved]: 6 });
    expect(t?.columns).toEqual(["b", "10", "9"]);
    const tree = givenTree(register) as Record<string, Record<string, object>>;
    expect(Object.keys(tree.s ?? {})).toEqual(keys);
    expect(Object.keys(tree.d ?? {})).toEqual(keys);
    expect(Object.keys(tree.t?.[moved] ?? {})).toEqual(["b", "10", "9"]);
  });

  it.each(["2026-02-30", "2026-13", "2025-W53", "2026-Q5"])("that the calendar doesn't have are refused: %s", (key) => {
    const [name, text] = file("2026-01", "", `  s: {value: {"${key}": 1, 2026-01-02: 2}, unit: "1", note: n}\n`);
    const { diagnostics } = loadRegister(new Map([[name, text]]));
    expect(diagnostics.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
      expect.stringMatching(new RegExp(`^assumptions/key the key \`${key}\` of .* is no day`)),
    ]);
  });

  it("name one element of a series in `--set`, for months and quarters too", () => {
    const sources = [file("2026-01", "", `  kwh: {value: {2026-04: 1, 2026-05: 2}, unit: "1", note: n}\n`)];
    const { kwh } = Object.fromEntries(load(sources, { sets: [{ id: "kwh", text: "2026-05:3" }] }).assumptions);
    expect(kwh?.value).toEqual({ "2026-04": 1, "2026-05": 3 });
    const { kwh: again } = Object.fromEntries(load(sources, { sets: [{ id: "kwh.2026-04", text: "9" }] }).assumptions);
    expect(again?.value).toEqual({ "2026-04": 9, "2026-05": 2 });
  });

  it("keep groups named by numbers in the order of declaration", () => {
    const register = load([
      file(
        "2026-01",
        "",
        `  group:\n    b: {value: 1, unit: "1", note: n}\n    10: {value: 2, unit: "1", note: n}\n    9: {value: 3, unit: "1", note: n}\n`,
      ),
    ]);
    expect(Object.keys(givenTree(register).group as object)).toEqual(["b", "10", "9"]);
  });
});
