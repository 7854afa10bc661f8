import { expect, it } from "vitest";
import { append, largest, least } from "../src/lists.js";

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
