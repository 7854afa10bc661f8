import { describe, expect, it } from "vitest";
import type { FormatSpec } from "../../src/notebook/library/format.js";
import { type Naming, printDifference, printError, printExact, printInput } from "../../src/sensitivity/printing.js";
import { shareErrorText } from "../../src/sensitivity/studies/parts/draws.js";

const naming = (format: FormatSpec, unit = "USD"): Naming =>
  ({ outputs: new Map([["x", { name: "x", label: "X", unit, format }]]) }) as unknown as Naming;

describe("the digits of studies", () => {
  it.each([
    // With the digits of what it is of, and no digit before the point cut to a nought.
    [1234.4, { style: "dollars", digits: 0 }, "$1,234"],
    [12.34, { style: "dollars", digits: 2 }, "$12.34"],
    // At least two that say something.
    [0.0345, { style: "number", digits: 1 }, "0.035"],
    [0.00123, { style: "percent", digits: 0 }, "0.12%"],
    [0, { style: "number", digits: 1 }, "0.0"],
  ] as const)("an error of %d in %j is %s", (error, format, text) => {
    expect(printError("x", error, naming(format, format.style === "dollars" ? "USD" : "1"))).toBe(text);
  });

  it("how much something is worth has no plus sign, and an error neither", () => {
    const format = { style: "unit", digits: 1, sign: true } as const;
    expect(printDifference("x", 0.02, naming(format, "kg"))).toBe("0.02\u00a0kg");
    expect(printDifference("x", -1.5, naming(format, "kg"))).toBe("\u22121.5\u00a0kg");
    expect(printError("x", 0.093, naming(format, "kg"))).toBe("0.093\u00a0kg");
  });

  it("digits of a unit are none of the number's", () => {
    const format = { style: "unit", digits: 0 } as const;
    expect(printError("x", 0.4, naming(format, "kg/m2"))).toBe("0.40\u00a0kg/m2");
    expect(printError("x", 1.4, naming(format, "m2"))).toBe("1.4\u00a0m2");
    expect(printDifference("x", 0.4, naming(format, "m2"))).toBe("0.4\u00a0m2");
    const edges = [0, 0.5, 1, 1.5];
    expect(edges.map(printExact("x", edges, naming(format, "m2")))).toEqual([
      "0.0\u00a0m2",
      "0.5\u00a0m2",
      "1.0\u00a0m2",
      "1.5\u00a0m2",
    ]);
  });

  it("an error of what nothing is declared of keeps the digits before its point", () => {
    expect(printError("y", 12345.6, naming({ style: "number" }))).toBe("12,346");
    expect(printError("y", 0.01234, naming({ style: "number" }))).toBe("0.012");
  });

  it.each([
    // As it was written.
    [12345, [], "12,345 kg"],
    [0.2375, [], "0.2375 kg"],
    // Computed: three digits, or those of the assumption's own numbers.
    [13247.3333333, [12500], "13,247 kg"],
    [2.20123456, [2, 3], "2.2 kg"],
    [0.241234567, [0.2375, 0.2, 0.3], "0.2412 kg"],
  ])("an assumption at %d beside %j is at %s", (value, beside, text) => {
    expect(printInput(value, { unit: "kg" }, "value", { beside })).toBe(text);
  });

  it.each([
    [1.2345678, "1.2345678 kg"],
    [1000000.25, "1,000,000.25 kg"],
    [2.00000005, "2.00000005 kg"],
    [1.2345678901234, "1.2345678901234 kg"],
    [1.23456789012345, "1.23456789012345 kg"],
    [-0.123456789012345, "\u22120.123456789012345 kg"],
    [9007199254740991, "9,007,199,254,740,991 kg"],
  ])("an end of an assumption's range that is %d is printed as it was written", (value, text) => {
    expect(printInput(value, { unit: "kg" }, "value", { isOwn: true })).toBe(text);
  });

  it.each([
    // Written as 5 a year.
    [5 / 12, "0.417 kg"],
    [0.5669904625, "0.5669904625 kg"],
  ])("one of %d that was written in another unit has no digits that nobody gave", (value, text) => {
    expect(printInput(value, { unit: "kg", converted: [value] }, "value", { isOwn: true })).toBe(text);
  });

  it("edges of bins lose no digit", () => {
    const print = printExact("x", [1, 1.25, 1.5], naming({ style: "number", digits: 0 }, "1"));
    expect([1, 1.25, 1.5].map(print)).toEqual(["1.00", "1.25", "1.50"]);
    expect(printExact("x", [1, 2], naming({ style: "number", digits: 0 }, "1"))(2)).toBe("2");
  });

  it("the error of a share has its tenths", () => {
    expect([0.1044, 0.00123].map(shareErrorText)).toEqual(["10.4%", "0.12%"]);
  });
});
