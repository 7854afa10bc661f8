import { describe, expect, it } from "vitest";
import { twoWay } from "../../src/sensitivity/methods/two-way.js";
import { contour } from "../../src/sensitivity/numerics/contour.js";
import { twoWay as shownTwoWay } from "../../src/sensitivity/studies/two-way.js";
import { exceeds, input, model } from "./plain.js";

const inputs = [input("a", 100, [80, 150]), input("b", 2, [1, 2.5])];
const study = model(
  {
    y: (a = 0, b = 0) => (a * b) / 4,
    most: (a = 0, b = 0) => exceeds((a * b) / 4, 45),
    plain: (a = 0, b = 0) => (a * b) / 4 > 45,
  },
  [1, 1],
);
const values = { rows: { id: "a", values: [80, 100, 150] }, columns: { id: "b", values: [1, 2, 2.5] } };

describe("a two-way table", () => {
  it("has an output for every pair of values and knows the base case", async () => {
    const found = await twoWay(study.evaluate, inputs, study.columns, "y", values);
    expect(found.cells).toEqual([
      [20, 40, 50],
      [25, 50, 62.5],
      [37.5, 75, 93.75],
    ]);
    expect(found.base).toEqual({ row: 1, column: 1 });
    expect(found.baseValue).toBe(50);
    expect(found.flips).toBeUndefined();
  });

  it("asks the model for the very numbers that its places are read as", async () => {
    const rates = [input("rate", 0.03, [0.02, 0.09]), input("size", 2, [1, 100])];
    const { evaluate, columns } = model({ dear: (rate = 0) => Number(rate >= 0.055) }, [1, 1]);
    const found = await twoWay(evaluate, rates, columns, "dear", {
      rows: { id: "size", count: 3, spacing: "ratio" },
      columns: { id: "rate" },
    });
    expect(found.rows.values).toEqual([1, 10, 100]);
    expect(found.columns.values[3]).toBe(0.055);
    expect(found.cells[0]).toEqual([0, 0, 0, 1, 1, 1, 1]);
  });

  it("keeps places apart that lie closer than people read them", async () => {
    const near = [input("a", 1, [1, 1 + 2 ** -50]), input("b", 2, [1, 2.5])];
    const { columns } = await twoWay(study.evaluate, near, study.columns, "y", {
      rows: { id: "b" },
      columns: { id: "a", count: 3 },
    });
    expect(columns.values).toEqual([1, 1 + 2 ** -51, 1 + 2 ** -50]);
  });

  it("has either input on either side", async () => {
    const turned = { rows: values.columns, columns: values.rows };
    const found = await twoWay(study.evaluate, inputs, study.columns, "y", turned);
    expect(found.cells[2]).toEqual([50, 62.5, 93.75]);
  });

  it("shows where a claim flips, straight between the values tried", async () => {
    const found = await twoWay(study.evaluate, inputs, study.columns, "most", values);
    expect(found.holds).toEqual([
      [false, false, true],
      [false, true, true],
      [false, true, true],
    ]);
    expect(found.flips).toHaveLength(1);
    const line = [...(found.flips?.[0] ?? [])].sort((p, q) => p[0] - q[0]);
    // Between b = 1 and 2 at a = 150: 37.5 to 75; at a = 100: 25 to 50. Between a = 80 and 100 at b = 2: 40 to 50. Between 2 and 2.5 at a = 80: 40 to 50.
    const exact = [
      [1.2, 150],
      [1.8, 100],
      [2, 90],
      [2.25, 80],
    ];
    for (const [i, [x = 0, y = 0]] of exact.entries()) {
      expect(line[i]?.[0]).toBeCloseTo(x, 12);
      expect(line[i]?.[1]).toBeCloseTo(y, 12);
    }
  });

  it("shows it halfway where the claim has no margin", async () => {
    const found = await twoWay(study.evaluate, inputs, study.columns, "plain", values);
    expect(found.flips?.[0]).toContainEqual([2, 90]);
    expect(found.cells[0]).toEqual([0, 0, 1]);
  });

  it("spaces values by steps or by ratios, with the base case put in if asked for", async () => {
    const found = await twoWay(study.evaluate, inputs, study.columns, "y", {
      rows: { id: "a", from: 50, to: 200, count: 3, spacing: "ratio" },
      columns: { id: "b", count: 4, withBase: true, from: 1, to: 4 },
    });
    expect(found.rows.values.map((v) => Number(v.toFixed(9)))).toEqual([50, 100, 200]);
    expect(found.columns.values).toEqual([1, 2, 3, 4]);
    expect(found.rows.base).toBe(1);
    const odd = { id: "b", count: 2, withBase: true };
    const { columns } = await twoWay(study.evaluate, inputs, study.columns, "y", { rows: values.rows, columns: odd });
    expect(columns).toMatchObject({ values: [1, 2, 2.5], base: 1 });
  });

  it("has no factors and no ratios of a temperature", async () => {
    const warm = inputs.map((one) => ({ ...one, hasOwnZero: true as const }));
    for (const rows of [
      { id: "a", how: "factor" as const },
      { id: "a", from: 50, to: 200, spacing: "ratio" as const },
    ])
      await expect(twoWay(study.evaluate, warm, study.columns, "y", { rows, columns: { id: "b" } })).rejects.toThrow(
        "is a temperature, of which a ratio says nothing",
      );
  });

  it("goes on where a cell has no result, and names it", async () => {
    const { evaluate, columns } = model(
      {
        y: (a = 0, b = 0) => {
          if (a + b > 3) throw new Error("too much");
          return a + b;
        },
      },
      [0, 0],
    );
    const found = await twoWay(evaluate, [input("a", 1), input("b", 1)], columns, "y", {
      rows: { id: "a", values: [1, 2] },
      columns: { id: "b", values: [1, 2] },
    });
    expect(found.cells).toEqual([
      [2, 3],
      [3, undefined],
    ]);
    expect(found.gaps).toEqual({ count: 1, first: [{ draw: 3, blockId: "y", message: "too much" }] });
  });
});

describe("places of a two-way table", () => {
  it("that were written are printed as they were in heads, sentences and warnings, and those in between as computed", async () => {
    const { evaluate, columns } = model({ y: (a = 0, b = 0) => (a > 2 ? Number.NaN : a + b) }, [0, 0]);
    const sides = {
      rows: { id: "a", values: [1.2345678, 2.3456789] },
      columns: { id: "b", from: 1.0000001, to: 2.0000002, count: 3, withBase: true },
    };
    const b = { ...input("b", 1.2345678), unit: "kg", converted: [1.2345678] };
    const found = await twoWay(evaluate, [{ ...input("a", 1), unit: "kg" }, b], columns, "y", sides);
    const request = { kind: "two-way", outputs: ["y"], top: 5, ...sides } as const;
    const { table } = shownTwoWay.show(found, request, { outputs: new Map() } as never) as never as {
      table: { columns: { label: string }[]; rows: unknown[][] };
    };
    expect(table.rows.map(([head]) => head)).toEqual(["1.2345678 kg", "2.3456789 kg"]);
    expect(table.columns.slice(1).map(({ label }) => label)).toEqual([
      "1.0000001 kg",
      "1.2345678 kg (base)",
      "1.5 kg",
      "2.0000002 kg",
    ]);
    const words = { label: (name: string) => name, output: "y", why: () => "no number" };
    expect(shownTwoWay.gaps(found, words as never)).toEqual([
      expect.stringContaining("at 2.3456789 kg and b at 1.0000001 kg"),
    ]);
    const told: unknown[] = [];
    const troubles = { because: () => "", of: (...of: unknown[]) => told.push(of) };
    shownTwoWay.troubles(found, troubles as never);
    expect(JSON.stringify(told)).toContain("a = 2.3456789 kg, b = 1.0000001 kg");
  });
});

describe("a contour", () => {
  it("closes around a summit", () => {
    const places = [0, 1, 2];
    const lines = contour(places, places, (r, c) => (r === 1 && c === 1 ? 1 : 0), 0.5);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.[0]).toEqual(lines[0]?.[4]);
    expect(new Set(lines[0]?.map(String))).toEqual(new Set(["1,0.5", "1.5,1", "1,1.5", "0.5,1"]));
  });

  it("keeps two lines apart at a saddle, by the mean of its corners", () => {
    const lines = (centre: number) =>
      contour([0, 1], [0, 1], (r, c) => (r === c ? 1 : centre), 0.5).map((line) => line.map(String).sort().join(" "));
    expect(lines(0.4).sort()).toEqual([
      "0,0.8333333333333334 0.16666666666666663,1",
      "0.8333333333333334,0 1,0.16666666666666663",
    ]);
    expect(lines(-2).sort()).toEqual([
      "0,0.16666666666666666 0.16666666666666666,0",
      "0.8333333333333334,1 1,0.8333333333333334",
    ]);
  });

  it("leaves out squares without a value", () => {
    expect(contour([0, 1, 2], [0, 1], (_, c) => (c === 2 ? Number.NaN : c), 0.5)).toEqual([
      [
        [0.5, 0],
        [0.5, 1],
      ],
    ]);
  });
});
