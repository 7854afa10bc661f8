import { describe, expect, it } from "vitest";
import { column } from "../../src/sensitivity/cells.js";
import { keyedSequence, MAX_DIMENSIONS, sobolPoints, uniforms } from "../../src/sensitivity/numerics/sobol-points.js";
import { correlation } from "../../src/sensitivity/numerics/statistics.js";

const row = (points: Float64Array, d: number, i: number): number[] => [...points.subarray(i * d, (i + 1) * d)];

/** Whether the numbers have one in each of as many equal cells. */
const balanced = (values: readonly number[]): boolean =>
  new Set(values.map((x) => Math.floor(x * values.length))).size === values.length;

describe("Sobol' points", () => {
  const ten = sobolPoints(9, 10);

  it.each([
    [0, "0 0 0 0 0 0 0 0 0 0"],
    [1, ".5 .5 .5 .5 .5 .5 .5 .5 .5 .5"],
    [2, ".75 .25 .25 .25 .75 .75 .25 .75 .75 .75"],
    [3, ".25 .75 .75 .75 .25 .25 .75 .25 .25 .25"],
    [4, ".375 .375 .625 .875 .375 .125 .375 .875 .875 .625"],
    [5, ".875 .875 .125 .375 .875 .625 .875 .375 .375 .125"],
    [6, ".625 .125 .875 .625 .625 .875 .125 .125 .125 .375"],
    [7, ".125 .625 .375 .125 .125 .375 .625 .625 .625 .875"],
    [8, ".1875 .3125 .9375 .4375 .5625 .3125 .4375 .9375 .9375 .3125"],
  ])("are exact at index %s", (i, expected) => {
    expect(row(ten, 10, i)).toEqual(expected.split(" ").map(Number));
  });

  it("are exact at index 1023 in 20 dimensions", () => {
    expect(row(sobolPoints(1024, 20), 20, 1023)).toEqual([
      0.0009765625, 0.7529296875, 0.6123046875, 0.1455078125, 0.1865234375, 0.4384765625, 0.1396484375, 0.6181640625,
      0.3447265625, 0.8505859375, 0.6787109375, 0.0361328125, 0.1298828125, 0.6650390625, 0.3623046875, 0.4638671875,
      0.3134765625, 0.8759765625, 0.5849609375, 0.3193359375,
    ]);
  });

  it("have one point in each cell of every dimension, and the right sum", () => {
    const points = sobolPoints(1024, MAX_DIMENSIONS);
    for (let j = 0; j < MAX_DIMENSIONS; j++) {
      const values = [...column(points, MAX_DIMENSIONS, j)];
      expect(values.reduce((sum, x) => sum + x, 0)).toBe(511.5);
      for (const k of [16, 64, 256]) {
        expect(balanced(values.slice(0, k))).toBe(true);
        expect(balanced(values.slice(k, 2 * k))).toBe(true);
      }
    }
  });

  it("go on to 512 dimensions and are refused beyond", () => {
    expect(MAX_DIMENSIONS).toBe(512);
    expect(() => sobolPoints(2, 513)).toThrow("dimension 513");
  });
});

describe("a sequence of its own for each name", () => {
  const names = ["gw.add", "gw.adds", "mef.base", "chip.bw", "x1", "x2"];

  it("is balanced at every power of two and never meets 0 or 1", () => {
    for (const name of names) {
      const values = [...keyedSequence(name, 7, 1024)];
      for (let k = 2; k <= 1024; k *= 2) expect(balanced(values.slice(0, k))).toBe(true);
      expect(values.every((u) => u > 0 && u < 1)).toBe(true);
    }
  });

  it("follows from name and seed alone", () => {
    const alone = uniforms(["mef.base"], 256, 7);
    const among = uniforms(names, 256, 7);
    const turned = uniforms([...names].reverse(), 256, 7);
    expect(column(among, 6, 2)).toEqual(alone);
    expect(column(turned, 6, 3)).toEqual(alone);
    expect(uniforms(["mef.base"], 256, 8)).not.toEqual(alone);
  });

  it("goes on where a shorter one ends", () => {
    // The short one first: of a long one that is known already it would be a part.
    const short = keyedSequence("a name of its own", 7, 1024);
    const long = keyedSequence("a name of its own", 7, 4096);
    expect(long.slice(0, 1024)).toEqual(short);
    expect(keyedSequence("a name of its own", 7, 1000)).toEqual(short.slice(0, 1000));
  });

  it("is made anew where it was let go to make room", () => {
    const first = keyedSequence("early", 7, 2 ** 12);
    for (let i = 0; i < 5; i++) keyedSequence(`late ${i}`, 7, 2 ** 20);
    expect(keyedSequence("early", 7, 2 ** 12)).not.toBe(first);
    expect(keyedSequence("early", 7, 2 ** 12)).toEqual(first);
  });

  it("has nothing to do with that of another name", () => {
    const n = 1024;
    const many = Array.from({ length: 40 }, (_, i) => `input.${i}`);
    const points = uniforms(many, n, 7);
    const columns = many.map((_, j) => column(points, many.length, j));
    let most = 0;
    for (const [i, a] of columns.entries())
      for (const b of columns.slice(0, i)) most = Math.max(most, Math.abs(correlation(a, b)));
    // The largest of 780 correlations of independent draws is about 3.5 / √n.
    expect(most).toBeLessThan(4.5 / Math.sqrt(n));
  });
});
