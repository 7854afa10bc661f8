import { expect, it } from "vitest";
import { append, components, largest, least } from "../src/lists.js";

it("lists of any length are joined and measured", () => {
  const many = Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 300_007);
  const list = [1];
  append(list, many);
  expect(list).toHaveLength(300_001);
  expect([largest(many), least(many)]).toEqual([300_006, 0]);
});

it("the largest and the least of few numbers are what `Math` says", () => {
  for (const values of [[], [3], [-0, 0], [2, Number.NaN, 1], [-1, -2], [1, Number.POSITIVE_INFINITY]]) {
    expect(Object.is(largest(values), Math.max(...values))).toBe(true);
    expect(Object.is(least(values), Math.min(...values))).toBe(true);
  }
});

it("what needs each other in a circle is one group, behind all that it needs", () => {
  const needs: Record<string, string[]> = { a: ["b"], b: ["c", "d"], c: ["b", "e"], d: [], e: ["e"], f: ["a", "d"] };
  const groups = components(Object.keys(needs), (one) => needs[one] ?? []);
  expect(groups.map((group) => group.sort().join("")).sort()).toEqual(["a", "bc", "d", "e", "f"]);
  const at = (one: string): number => groups.findIndex((group) => group.includes(one));
  for (const [one, others] of Object.entries(needs))
    for (const other of others) expect(at(other)).toBeLessThanOrEqual(at(one));
  const chain = components([0], (n) => (n < 100_000 ? [n + 1] : [0]));
  expect(chain.map((group) => group.length)).toEqual([100_001]);
});
