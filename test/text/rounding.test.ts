import { describe, expect, test } from "vitest";
import { percent, signed } from "../../src/figures/studies/parts/numbers.js";
import { shareText } from "../../src/sensitivity/studies/parts/draws.js";
import { likeWritten, toDigits } from "../../src/text/counts.js";
import { roundedTo, roundedToSignificant, withoutNoise } from "../../src/text/decimal.js";

describe("numbers are rounded as the decimals they are read as, wherever they are printed", () => {
  test.each([
    [1.005, 2, 1.01],
    [-1.005, 2, -1.01],
    [1.45, 1, 1.5],
    [-2.5, 0, -3],
    [0.35, 1, 0.4],
    [1234.5, -2, 1200],
    [0.49999999, 0, 0],
    [5e-324, 2, 0],
    [1e300, 2, 1e300],
    [Number.NaN, 1, Number.NaN],
    [Number.NEGATIVE_INFINITY, 1, Number.NEGATIVE_INFINITY],
  ])("%d to %d digits behind the point is %d", (value, places, expected) => {
    expect(roundedTo(value, places)).toBe(expected);
  });

  test("a difference of decimals has their digits, and none that binary arithmetic leaves behind them", () => {
    let noisy = 0;
    for (let n = 0; n < 2000; n++) {
      const [places, less] = [(n * 7) % 13, n % 5];
      const [a, b] = [(n * 7919 + 13) % 100_003, (n * 104_729 + 7) % 9_973];
      const [old, now] = [a, b].map((coefficient) => Number(`${coefficient}e${-places + less}`)) as [number, number];
      const exact = Number(`${b - a}e${-places + less}`);
      if (now - old !== exact) noisy++;
      expect(withoutNoise(now - old, Math.max(old, now)), `${now} - ${old}`).toBe(exact);
    }
    expect(noisy).toBeGreaterThan(100);
    expect(withoutNoise(0.14138 - 0.12763, 0.14138)).toBe(0.01375);
    expect(withoutNoise(1e6 + 0.0275 - 1e6, 1e6)).toBe(0.0275);
    expect(withoutNoise(0, 0)).toBe(0);
    expect(withoutNoise(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
  });

  test.each([
    [2.675, 3, 2.68],
    [-2.675, 3, -2.68],
    [9.995, 3, 10],
    [0.00012345, 4, 0.0001235],
    [0, 3, 0],
    [Number.POSITIVE_INFINITY, 3, Number.POSITIVE_INFINITY],
  ])("%d to %d significant digits is %d", (value, figures, expected) => {
    expect(roundedToSignificant(value, figures)).toBe(expected);
  });

  test("a computed number is so, and its opposite is the opposite", () => {
    for (const sign of [1, -1]) {
      expect(toDigits(sign * 100.5, 3)).toBe(sign * 101);
      expect(toDigits(sign * 2.675, 3)).toBe(sign * 2.68);
      expect(likeWritten(sign * 1.316085000001, [0.12345])).toBe(sign * 1.31609);
      expect(likeWritten(sign * 4.0150000001, [0.25])).toBe(sign * 4.02);
    }
  });

  test("and so are the labels of studies, which have no negative zero", () => {
    expect([0.285, -0.285, -0.001, 0].map(signed)).toEqual(["0.29", "−0.29", "0.00", "0.00"]);
    expect([0.0145, 0.2285].map(percent)).toEqual(["1.5%", "22.9%"]);
    expect([0.0145, 0.2285].map(shareText)).toEqual(["1.5%", "22.9%"]);
  });
});
