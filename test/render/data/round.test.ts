import { describe, expect, it } from "vitest";
import { digitsForTolerance, roundAsPrinted, roundCell } from "../../../src/render/data/round.js";

describe("rounding", () => {
  it.each([
    [3.5302418, "3.5×", 3.53],
    [0.354999, "35%", 0.355],
    [1234567891, "$1.2B", 1235000000],
    [1050.4567, "1,050", 1050.46],
    [0.0512345, "0.05", 0.0512],
    [2.23456789, "", 2.23457],
    [1.602176634e-19, "0.00000000000000000016 C", 1.602e-19],
    [3.456789e-13, "0.35 pF", 3.457e-13],
    [1.2e-17, "0.0", 0],
    [1.2e-17, "0 m2", 0],
    [-1.2e-17, "", 0],
    [-0, "0", 0],
  ])("keeps two significant digits more than printed: %d as %s", (value, text, rounded) => {
    expect(roundAsPrinted(value, text)).toBe(rounded);
  });

  it("makes noise and minus zero zero, and names what is not finite", () => {
    expect(Object.is(roundCell(-0), 0)).toBe(true);
    expect(roundCell(-1.2e-17)).toBe(0);
    expect(roundCell(Number.POSITIVE_INFINITY)).toBe("Infinity");
    expect(roundCell("text")).toBe("text");
    expect(roundCell(null)).toBe(null);
  });

  it("keeps as many digits as a tolerance needs", () => {
    expect(digitsForTolerance(20, { relative: 0.01 })).toBe(4);
    expect(digitsForTolerance(20, { absolute: 0.002 })).toBe(6);
    expect(digitsForTolerance(0, { absolute: 0.1 })).toBe(0);
  });
});
