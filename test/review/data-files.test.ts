import { beforeAll, describe, expect, it } from "vitest";
import { sourceGroups } from "../../src/review/sources/wording.js";
import type { Review } from "../../src/review/types.js";
import type { Sources } from "../cli/memo.js";
import { FERRY, type FerrySide, ferryReview, ferrySide } from "./ferry.js";

const V1 = "assumptions/2026-01.yaml";
const MODEL = "chapters/02-model.md";
const CSV = "data/fuel.csv";
const WITH_DATA: Sources = {
  ...FERRY,
  [V1]: (FERRY[V1] ?? "").replace(
    "  boat:\n",
    `  bought:
    label: Fuel bought
    data: fuel.csv
    columns: { day: { type: date }, fuel: { unit: kg } }
    key: [day]
    kind: observed
  boat:
`,
  ),
  [MODEL]: `${FERRY[MODEL]}
\`\`\`ts {#bought}
const bought = output(d3.sum(given.bought.rows, (row) => row.fuel), { label: "Fuel bought", unit: "kg", format: "unit 0 kg" });
\`\`\`

\`\`\`ts {#tbl-bought .table}
//| caption: Fuel.
[{ bought }]
\`\`\`

Bought are {{bought}}.
`,
  [CSV]: "day,fuel\n2026-01-01,100\n2026-01-02,120\n2026-01-03,90\n",
};

let base: FerrySide;
beforeAll(async () => {
  base = await ferrySide(WITH_DATA);
});

const edited = (...edits: [file: string, from: string, to: string][]): Sources => {
  const files = { ...WITH_DATA };
  for (const [file, from, to] of edits) {
    if (!files[file]?.includes(from)) throw new Error(`${file} has no ${from}`);
    files[file] = files[file].replaceAll(from, to);
  }
  return files;
};

const told = ({ assumptions }: Review) =>
  assumptions.map(({ id, cells, fields, valueChanged }) => [
    id,
    cells.map(({ key, oldText, newText }) => [key, oldText, newText].filter(Boolean).join(" ")),
    fields.map(({ name, old, new: now }) => `${name} ${old} → ${now}`),
    valueChanged,
  ]);

const moved = ({ outputs }: Review) =>
  outputs.map(({ name, attribution }) => [name, attribution?.steps.flatMap(({ parts }) => parts.map(({ id }) => id))]);

const OTHER_NAME: [string, string, string][] = [
  [V1, "fuel: { unit: kg }", "mass: { unit: kg }"],
  [MODEL, "row.fuel", "row.mass"],
  [CSV, "day,fuel", "day,mass"],
];

describe("a data file", () => {
  it("whose column only has another name has no other values", async () => {
    const review = await ferryReview(base, edited(...OTHER_NAME));
    expect(told(review)).toEqual([
      ["bought", ["data/fuel.csv: the same rows, written otherwise"], ["column fuel → mass"], false],
    ]);
    expect(review.outputs).toEqual([]);
    expect(review.sources.map(({ kind, owner, field }) => [kind, owner, field])).toEqual([["block", "bought", "code"]]);
  });

  it("whose column has another name and another value moves what rests on it, and the block that reads it does not", async () => {
    const review = await ferryReview(base, edited(...OTHER_NAME, [CSV, "01,100", "01,200"]));
    expect(told(review)).toEqual([
      ["bought", ["data/fuel.csv: 1 of 3 rows changed", "sum of mass 310 410 kg (+32%)"], ["column fuel → mass"], true],
    ]);
    expect(moved(review)).toEqual([["bought", ["bought"]]]);
  });

  it("that is counted in another unit, with the same quantities, has no other values", async () => {
    const review = await ferryReview(
      base,
      edited(
        [V1, "fuel: { unit: kg }", "fuel: { unit: t }"],
        [MODEL, "row.fuel)", "row.fuel * (1000 /* kg/t */))"],
        [CSV, "100\n", "0.1\n"],
        [CSV, "120\n", "0.12\n"],
        [CSV, "90\n", "0.09\n"],
      ),
    );
    expect(told(review)).toEqual([
      ["bought", ["data/fuel.csv: the same rows, written otherwise"], ["column fuel kg → t"], false],
    ]);
  });

  it("whose numbers are counted in another unit moves what rests on it, and no code does", async () => {
    const rows: [string, string, string][] = [
      [CSV, "100\n", "0.1\n"],
      [CSV, "120\n", "0.12\n"],
      [CSV, "90\n", "0.09\n"],
    ];
    const review = await ferryReview(base, edited([V1, "fuel: { unit: kg }", "fuel: { unit: t }"], ...rows));
    expect(moved(review)).toEqual([["bought", ["bought"]]]);
  });

  it("under another name, with another row, moves what rests on it", async () => {
    const review = await ferryReview(
      base,
      edited([V1, "  bought:\n", "  burnt:\n"], [MODEL, "given.bought", "given.burnt"], [CSV, "03,90", "03,190"]),
    );
    expect(moved(review)).toEqual([["bought", ["burnt"]]]);
    expect(told(review)).toEqual([
      ["burnt", ["data/fuel.csv: 1 of 3 rows changed", "sum of fuel 310 410 kg (+32%)"], [], true],
    ]);
  });

  it("in the place of another is told once", async () => {
    const { [CSV]: rows = "", ...files } = edited([V1, "data: fuel.csv", "data: oil.csv"], [CSV, "03,90", "03,190"]);
    const review = await ferryReview(base, { ...files, "data/oil.csv": rows });
    expect(told(review)[0]?.[2]).toEqual(["file data/fuel.csv → data/oil.csv"]);
    expect(review.sources).toEqual([]);
  });
});

describe("an expression that is another one", () => {
  it("moves what rests on it, and no code does", async () => {
    const derived = edited(
      [V1, "  boat:\n", "  crossed: { expression: trips.a_day * trips.days, unit: trip, kind: derived }\n  boat:\n"],
      [MODEL, "given.trips.a_day * given.trips.days", "given.crossed"],
    );
    const now = { ...derived, [V1]: derived[V1]?.replace("a_day * trips.days,", "a_day * trips.days * 2,") ?? "" };
    const [first] = moved(await ferryReview(await ferrySide(derived), now));
    expect(first?.[1]).toEqual(["crossed"]);
  });
});

describe("changes of the sources", () => {
  const SWEEP = `
1. first of all
2. second of all

Half of them lie above it; {{number double digits=0}} is twice that.

\`\`\`formula {#double}
double = 2 * 21
\`\`\`
`;
  const MORE: Sources = { ...WITH_DATA, [MODEL]: `${WITH_DATA[MODEL]}${SWEEP}` };
  const review = async (from: string, to: string): Promise<[string, string[]][]> => {
    const now = MORE[MODEL]?.replace(from, to) ?? "";
    expect(now).not.toBe(MORE[MODEL]);
    const found = await ferryReview(await ferrySide(MORE), { ...MORE, [MODEL]: now });
    return sourceGroups(found).map(({ title, changes }) => [
      title,
      changes.map(({ owner, field }) => `${owner} ${field}`),
    ]);
  };

  it("that change a number in a sentence alone are not called changes of none", async () => {
    expect(await review("2 * 21", "3 * 21")).toEqual([["Changed code and settings: 1", ["double code"]]]);
  });

  it.each([
    ["items in another order", "1. first of all\n2. second of all", "1. second of all\n2. first of all"],
    ["a sign between words", "Half of them lie", "Half of them, lie"],
  ])("are told once, as they are printed: %s", async (_, from, to) => {
    expect(await review(from, to)).toEqual([]);
  });
});
