import { expect, test } from "vitest";
import { chartFont } from "../../src/figures/chart-font.js";
import { spreadOut } from "../../src/figures/labels.js";

const at = (...ys: number[]) => ys.map((y) => ({ y, height: 10 }));

test("labels with room stay where they are", () => {
  expect(spreadOut(at(80, 20, 50), 0, 100)).toEqual([80, 20, 50]);
});

test("labels that overlap share the move", () => {
  expect(spreadOut(at(50, 50), 0, 100)).toEqual([45, 55]);
  expect(spreadOut(at(50, 52, 54), 0, 100)).toEqual([42, 52, 62]);
});

test("a run pushed into its neighbour takes it along", () => {
  const spread = spreadOut(at(50, 50, 64), 0, 100);
  spread.forEach((y, i) => {
    expect(y).toBeCloseTo(45 + 10 * i - 1 / 3);
  });
});

test("labels stay inside while there is room", () => {
  expect(spreadOut(at(2, 3, 99), 0, 100)).toEqual([5, 15, 95]);
  expect(spreadOut(at(98, 99), 0, 100)).toEqual([85, 95]);
});

test("labels of several lines take their own height", () => {
  expect(
    spreadOut(
      [
        { y: 50, height: 10 },
        { y: 50, height: 30 },
      ],
      0,
      100,
    ),
  ).toEqual([40, 60]);
});

test("no labels are no trouble", () => {
  expect(spreadOut([], 0, 100)).toEqual([]);
});

test("the font measures what it can draw", () => {
  const font = chartFont();
  expect([..."Aé×–−→≤€·²"].filter((c) => !font.has(c.codePointAt(0) ?? 0))).toEqual([]);
  expect(font.has(0x6f22)).toBe(false);
  expect(font.has(0x1f600)).toBe(false);
  expect(font.width("", 14)).toBe(0);
  expect(font.width("WW", 14)).toBeCloseTo(2 * font.width("W", 14));
  expect(font.width("Bandwidth", 28)).toBeCloseTo(2 * font.width("Bandwidth", 14));
  expect(font.width("Bandwidth", 14)).toBeGreaterThan(60);
  expect(font.width("Bandwidth", 14)).toBeLessThan(80);
  expect(font.width("Bandwidth", 14, 600)).toBeGreaterThan(font.width("Bandwidth", 14));
});
