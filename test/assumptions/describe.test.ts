import { describe, expect, it } from "vitest";
import { describeColumn, describeData } from "../../src/assumptions/data/describe.js";
import { describeNumber, describeRange, describeUnit, describeValue } from "../../src/assumptions/register/describe.js";
import { toDigits } from "../../src/text/counts.js";

describe("a number in words", () => {
  it.each([
    [7411320.6, 6, "7,411,321"],
    [7411321, 4, "7,411,321"],
    [-7411320.6, 6, "−7,411,321"],
    [123456.7, 6, "123,457"],
    [99999.96, 6, "100,000"],
    [1234.5678, 6, "1234.57"],
    [0.000123456789, 6, "0.000123457"],
    [1234567890123, 6, "1,234,567,890,123"],
    [1234567890123.4, 6, "1,234,567,890,123"],
  ])("cuts no digit before the point: %d to %d is %s", (value, digits, text) => {
    expect(describeNumber(toDigits(value, digits))).toBe(text);
  });

  it("rounds what is derived behind the point alone", () => {
    const value = { shape: "scalar", keys: [], expression: "a * b" } as const;
    expect(describeValue({ ...value, value: 7411320.6 })).toBe("7,411,321");
    expect(describeValue({ ...value, value: 1 / 3 })).toBe("0.333333");
  });

  it.each([
    [1.71828182845905, "1.71828182845905"],
    [1234567890.12345, "1,234,567,890.12345"],
    [9007199254740991, "9,007,199,254,740,991"],
    [-1234567.1234567, "−1,234,567.1234567"],
    [0.1 + 0.2, "0.3"],
    [1e-9, "1e-9"],
  ])("leaves what is given all its digits: %d is %s", (value, text) => {
    const given = { shape: "scalar", keys: [], low: value, high: value } as const;
    expect(describeValue({ ...given, value })).toBe(text);
    expect(describeRange(given)).toBe(text);
    expect(describeValue({ shape: "series", keys: ["a"], value: { a: value } })).toBe(`a ${text}`);
  });

  it("has a blank before degrees of a column, and none before a percent sign", () => {
    const column = { name: "air", type: "number", unit: "K", shown: "degC", least: 270.15, most: 290.15 } as const;
    expect(describeColumn(column, describeNumber, describeUnit)).toBe("air −3 to 17 °C");
    const share = { name: "part", type: "number", unit: "1", shown: "%", least: 0.1, most: 0.2 } as const;
    expect(describeColumn(share, describeNumber, describeUnit)).toBe("part 10–20%");
  });

  it("gives the whole sum and ends of a file's column", () => {
    const column = {
      name: "inflow",
      type: "number",
      unit: "m^3",
      least: 1234567,
      most: 2345678.5,
      sum: 7411321,
    } as const;
    const text = "inflow 1,234,567–2,345,679 m³, sum 7,411,321";
    expect(describeColumn(column, describeNumber, describeUnit)).toBe(text);
    const summary = { file: "a.csv", digest: "", bytes: 1, rows: 4, columns: [column] };
    expect(describeData(summary, describeNumber, describeUnit)).toBe(`a.csv, 4 rows: ${text}`);
  });
});
