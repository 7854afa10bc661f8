import { describe, expect, it } from "vitest";
import type { Cell } from "../../src/notebook/types.js";
import { compareOutputs, exactly, isChanged, isMaterial } from "../../src/review/output-changes.js";
import type { OutputState } from "../../src/review/snapshot.js";
import type { OutputChange } from "../../src/review/types.js";

const output = (value: Cell, more: Partial<OutputState> = {}): OutputState => ({
  name: "y",
  value,
  text: String(value),
  label: "Y",
  unit: "1",
  format: { style: "number" },
  tolerance: { relative: 0.01 },
  key: false,
  restsOn: [],
  place: { file: "chapters/01-a.md", start: { line: 1, column: 1 } },
  ...more,
});
const side = (...outputs: readonly OutputState[]) => ({ outputs: new Map(outputs.map((one) => [one.name, one])) });
const change = (old: OutputState, now: OutputState): OutputChange => {
  const [found] = compareOutputs(side(old), side(now));
  if (!found) throw new Error("nothing was compared");
  return found;
};

describe("an output", () => {
  it.each<[string, number, number, number, number | undefined]>([
    ["is told in percent of the old value", 100, 150, 50, 50],
    ["also when it falls", 150, 100, -50, -33.3333333333],
    ["of the old value's size where that is negative", -4, -5, -1, -25],
    ["without percent from zero", 0, 780, 780, undefined],
    ["in percent to zero", 8, 0, -8, -100],
    ["without percent where it changed its sign", -2, 3, 5, undefined],
    ["without the noise of binary arithmetic", 2.24, 2.61, 0.37, 16.5178571429],
  ])("%s", (_, old, now, difference, percent) => {
    const found = change(output(old), output(now));
    expect(found.difference).toBe(difference);
    expect(found.percent).toBe(percent);
    expect("percent" in found).toBe(percent !== undefined);
  });

  it.each<[string, OutputState["tolerance"], number, number, number | undefined, boolean]>([
    ["a relative tolerance is of the old value", { relative: 0.01 }, 200, 210, 5, true],
    ["of the new one from zero", { relative: 0.01 }, 0, 3, 100, true],
    ["a change of just the tolerance is material", { absolute: 0.05 }, 1.2, 1.25, 1, true],
    ["a smaller one is not", { absolute: 0.05 }, 1.2, 1.24, 0.8, false],
    ["with a tolerance of zero every change is", { absolute: 0 }, 1, 1.0001, undefined, true],
    ["and none is none", { absolute: 0 }, 1, 1, undefined, false],
  ])("%s", (_, tolerance, old, now, materiality, material) => {
    const found = change(output(old, { tolerance: { absolute: 99 } }), output(now, { tolerance }));
    expect([found.materiality, isMaterial(found)]).toEqual([materiality, material]);
  });

  it("differs by what was computed on both sides, not by what is written of them", () => {
    const found = change(output(25273), output(25031));
    expect(exactly(found, { from: 25272.6375, to: 25031.4993 })).toMatchObject({
      difference: -241.1382,
      percent: -0.954147346117,
      materiality: found.materiality,
    });
    // What is written alike did not move, and what moved is never told as if it hadn't.
    expect(exactly(change(output(5), output(5)), { from: 4.9999, to: 5.0001 }).difference).toBe(0);
    expect(exactly(found, { from: 25273, to: 25273 })).toBe(found);
    expect(exactly(change(output("a"), output("b")), { from: 1, to: 2 }).difference).toBeUndefined();
  });

  it("that is a temperature in degrees has no percent", () => {
    const format = { style: "unit", to: "degC" } as const;
    const found = change(output(290.15, { unit: "K", format }), output(290.65, { unit: "K", format }));
    expect([found.difference, found.percent]).toEqual([0.5, undefined]);
    const kelvins = change(output(290, { unit: "K" }), output(292.9, { unit: "K" }));
    expect(kelvins.percent).toBeCloseTo(1);
  });

  it("in another unit is told and never subtracted", () => {
    const found = change(output(2, { unit: "GW" }), output(2, { unit: "MW" }));
    expect(found).toMatchObject({ unit: "MW", oldUnit: "GW", presence: "changed" });
    expect([found.difference, found.percent, found.materiality]).toEqual([undefined, undefined, undefined]);
    expect(isMaterial(found)).toBe(true);
  });

  it.each<[Cell, Cell, boolean]>([
    ["power", "memory", true],
    ["power", "power", false],
    [true, false, true],
    [null, null, false],
    ["NaN", "NaN", false],
    [1, "NaN", true],
    ["Infinity", 4, true],
  ])("%s → %s is material: %s", (old, now, material) => {
    const found = change(output(old), output(now));
    expect([isChanged(found), isMaterial(found), found.difference]).toEqual([material, material, undefined]);
  });

  it("that one side lacks is told", () => {
    const [added, removed] = compareOutputs(side(output(1, { name: "a" })), side(output(2, { name: "b" }))).sort(
      (x, y) => (x.presence < y.presence ? -1 : 1),
    );
    expect(added).toMatchObject({ name: "b", presence: "added", new: 2, newText: "2" });
    expect(removed).toMatchObject({ name: "a", presence: "removed", old: 1, oldText: "1" });
    expect(added && "old" in added).toBe(false);
  });
});

describe("outputs", () => {
  it("stand by materiality: texts, then numbers, key ones before others, then those of one side", () => {
    const named = (values: Readonly<Record<string, Cell>>) =>
      side(
        ...Object.entries(values).map(([name, value]) =>
          output(value, { name, key: name.startsWith("key"), tolerance: { absolute: name === "exact" ? 0 : 1 } }),
        ),
      );
    const old = named({ b: 1, a: 1, key: 1, large: 1, binding: "power", same: 3, gone: 1, exact: 5 });
    const now = named({ b: 3, a: 3, key: 3, large: 9, binding: "memory", same: 3, come: 1, exact: 6 });
    expect(compareOutputs(old, now).map(({ name }) => name)).toEqual([
      "binding",
      "exact",
      "large",
      "key",
      "a",
      "b",
      "same",
      "come",
      "gone",
    ]);
  });
});
