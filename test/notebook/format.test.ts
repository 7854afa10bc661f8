import { describe, expect, test } from "vitest";
import {
  type FormatContext,
  FormatError,
  type FormatSpec,
  formatRange,
  formatUnit,
  formatValue,
  sharedDigits,
} from "../../src/notebook/library/format.js";
import { parseFormat } from "../../src/notebook/library/parse-format.js";

function spec(text: string): FormatSpec {
  const parsed = parseFormat(text);
  if ("error" in parsed) throw new Error(parsed.error);
  return parsed;
}

const show = (value: unknown, format: string, context?: FormatContext): string =>
  formatValue(value, spec(format), context);
const range = (lo: unknown, hi: unknown, format: string, context?: FormatContext): string =>
  formatRange(lo, hi, spec(format), context);

/** Stands in for the unit library. */
const convert = (value: number, from: string, to: string): number => {
  const sizes: Record<string, [string, number]> = {
    "1": ["", 1],
    "%": ["", 0.01],
    MW: ["power", 1e6],
    GW: ["power", 1e9],
    USD: ["money", 1],
    BUSD: ["money", 1e9],
  };
  const [a, b] = [sizes[from], sizes[to]];
  if (!a || !b || a[0] !== b[0]) throw new Error(`${from} and ${to} measure different things`);
  return (value * a[1]) / b[1];
};

describe("a declared format is read", () => {
  test.each([
    ["number 2", { style: "number", digits: 2 }],
    ["number 3sf", { style: "number", significant: 3 }],
    ["number", { style: "number" }],
    ["  number  1 ", { style: "number", digits: 1 }],
    ["percent 0", { style: "percent", digits: 0 }],
    ["percent 1 signed", { style: "percent", digits: 1, sign: true }],
    ["times 1", { style: "times", digits: 1 }],
    ["dollars 1 B", { style: "dollars", digits: 1, scale: "B" }],
    ["dollars auto", { style: "dollars", scale: "auto" }],
    ["dollars 0", { style: "dollars", digits: 0 }],
    ["unit 0 GW", { style: "unit", digits: 0, to: "GW" }],
    ["unit 1 MB / s / W", { style: "unit", digits: 1, to: "MB / s / W" }],
    ["unit 0 1 / year", { style: "unit", digits: 0, to: "1 / year" }],
    ["unit 1 MW from 1 / s", { style: "unit", digits: 1, to: "MW", from: "1 / s" }],
    ["unit 0 MW from GW", { style: "unit", digits: 0, to: "MW", from: "GW" }],
    ["unit", { style: "unit" }],
    ["date", { style: "date" }],
    ["text", { style: "text" }],
  ])("%s", (text, expected) => {
    expect(parseFormat(text)).toEqual(expected);
  });

  test.each([
    ["", "the format is empty", 'write for example "number 1"'],
    ["numbre 1", "unknown format style `numbre`", "did you mean `number`?"],
    [
      "constructor",
      "unknown format style `constructor`",
      "styles: `number`, `percent`, `times`, `dollars`, `unit`, `date`, `text`",
    ],
    ["number 1.5", "`1.5` is no number of digits", "0 to 15, or 1sf to 15sf"],
    ["number 0sf", "`0sf` is no number of digits", "0 to 15, or 1sf to 15sf"],
    ["number 16", "`16` is no number of digits", "0 to 15, or 1sf to 15sf"],
    ["dollars 1 b", "unknown scale of dollars `b`", "did you mean `B`?"],
    ["dollars 1 B now", "`now` means nothing after `dollars`", 'digits come right after the style: "dollars 1"'],
    [
      "unit 1 kW/m^2 signed",
      "`signed` stands behind the unit",
      'digits, then the sign, then the rest: "unit 1 signed kW/m^2"',
    ],
    [
      "unit MW 2sf signed",
      "`2sf signed` stands behind the unit",
      'digits, then the sign, then the rest: "unit 2sf signed MW"',
    ],
    ["unit 1 MW from GW 0", "`0` stands behind the unit", 'digits, then the sign, then the rest: "unit 1 MW from GW"'],
    ["dollars k 1", "`1` means nothing after `dollars`", 'digits, then the sign, then the rest: "dollars 1 k"'],
    ["number signed 1", "`1` means nothing after `number`", 'digits, then the sign, then the rest: "number 1 signed"'],
    ["number two", "`two` means nothing after `number`", 'digits come right after the style: "number 1"'],
    [
      "date long",
      "`long` means nothing after `date`",
      "`date` alone, or with one of `short`, `iso`, `month`, `quarter`, `year`",
    ],
    ["unit 0 MW from", "no unit follows `from`", '"unit 0 MW from GW"'],
    [
      "range 0",
      "`range` is no format of one value",
      'name the style of the two ends, and quote them with `range low high style="times"`',
    ],
  ])("%s is refused", (text, error, hint) => {
    expect(parseFormat(text)).toEqual({ error, hint });
  });
});

describe("a value is printed", () => {
  test.each<[unknown, string, string]>([
    [12500, "number 0", "12,500"],
    [999, "number 0", "999"],
    [1000, "number 0", "1,000"],
    [1234567.891, "number 2", "1,234,567.89"],
    [-1234.5, "number 1", "−1,234.5"],
    [12345678901234567890n, "number 0", "12,345,678,901,234,567,890"],
    [3.53, "times 1", "3.5×"],
    [79.31, "times 0", "79×"],
    [0.35, "percent 0", "35%"],
    [-0.6875, "percent 0", "−69%"],
    [0.0042, "percent 1", "0.4%"],
    [1.2e9, "dollars 1 B", "$1.2B"],
    [-1.2e9, "dollars 1 B", "−$1.2B"],
    [9727.4, "dollars", "$9,727"],
    [0.305, "dollars", "$0.31"],
    [20, "dollars", "$20"],
    [99.99, "dollars", "$99.99"],
    [99.996, "dollars", "$100"],
    [-99.995, "dollars", "−$100"],
    [9727.4, "dollars 1 k", "$9.7k"],
    [1.5e13, "dollars 0 T", "$15T"],
    [18, "unit 0 GW", "18\u00a0GW"],
    ["Rubin", "text", "Rubin"],
    [2029, "text", "2029"],
    [-0.5, "text", "−0.5"],
    ["", "text", ""],
    [true, "text", "yes"],
    [false, "text", "no"],
  ])("%s as %s is %s", (value, format, expected) => {
    expect(show(value, format)).toBe(expected);
  });

  test.each<[number, string, string]>([
    [1.005, "number 2", "1.01"],
    [-1.005, "number 2", "−1.01"],
    [0.5, "number 0", "1"],
    [1.5, "number 0", "2"],
    [2.5, "number 0", "3"],
    [-2.5, "number 0", "−3"],
    [0.285, "percent 0", "29%"],
    [1.15, "number 1", "1.2"],
    [8.345, "number 2", "8.35"],
    [0.1 + 0.2, "number 15", "0.300000000000000"],
    [1.1 * 1.15, "number 2", "1.27"],
    [0.145 * 100, "number 0", "15"],
    [0.615 * 3, "number 2", "1.85"],
    [999.95, "number 1", "1,000.0"],
    [0.49999999, "number 0", "0"],
    [-0, "number 1", "0.0"],
    [-0.04, "number 1", "0.0"],
    [-0.004, "percent 0", "0%"],
    [-4e6, "dollars 1 B", "$0.0B"],
  ])("halves go away from zero in the decimal digits: %d as %s is %s", (value, format, expected) => {
    expect(show(value, format)).toBe(expected);
  });

  test.each<[number, string, string]>([
    [12345, "number 2sf", "12,000"],
    [9.96, "number 2sf", "10"],
    [0.00012345, "number 2sf", "0.00012"],
    [3.5, "number 3sf", "3.50"],
    [0, "number 3sf", "0"],
    [1e-20, "number 2sf", "0.000000000000000000010"],
    [4.312e20, "number 3sf", "431,000,000,000,000,000,000"],
    [1e22, "number 0", "10,000,000,000,000,000,000,000"],
    [1.1 * 3e24, "number 0", "3,300,000,000,000,000,000,000,000"],
    [12345678901234568, "number 0", "12,345,678,901,234,568"],
    [5e-324, "number 2", "0.00"],
    [0.4553, "percent 2sf", "46%"],
    [1234, "dollars 2sf k", "$1.2k"],
  ])("significant figures and extremes need no exponent: %d as %s is %s", (value, format, expected) => {
    expect(show(value, format)).toBe(expected);
  });

  test.each<[number, string]>([
    [20, "20"],
    [3.5302418, "3.53"],
    [2.5, "2.5"],
    [12345.678, "12,346"],
    [0.012345, "0.0123"],
    [0.1 + 0.2, "0.3"],
    [-1e-9, "−0.000000001"],
  ])("`number` without digits prints %d as %s", (value, expected) => {
    expect(show(value, "number")).toBe(expected);
  });

  test.each<[number, string]>([
    [999, "$999.0"],
    [1500, "$1.5k"],
    [999_949, "$999.9k"],
    [999_960, "$1.0M"],
    [1.2e9, "$1.2B"],
    [-2.5e12, "−$2.5T"],
    [3e16, "$30,000.0T"],
  ])("dollars of scale auto print %d as %s", (value, expected) => {
    expect(show(value, "dollars 1 auto")).toBe(expected);
  });

  test("a sign is printed on request, and never on zero", () => {
    expect(show(0.25, "percent 0 signed")).toBe("+25%");
    expect(show(1.2e9, "dollars 1 signed B")).toBe("+$1.2B");
    expect(show(0.001, "percent 0 signed")).toBe("0%");
    expect(show(-0.25, "percent 0 signed")).toBe("−25%");
  });

  test.each<[unknown, string]>([
    ["2026-03-15", "15 March 2026"],
    ["2026-03-01", "1 March 2026"],
    ["2026-03", "March 2026"],
    ["2026", "2026"],
    [2026, "2026"],
    ["2024-02-29", "29 February 2024"],
    [new Date(Date.UTC(2026, 2, 15, 23, 59)), "15 March 2026"],
  ])("the date %s is %s", (value, expected) => {
    expect(show(value, "date")).toBe(expected);
  });
});

describe("units", () => {
  test("are converted to the one the format names", () => {
    expect(show(18, "unit 0 MW", { unit: "GW", convert })).toBe("18,000\u00a0MW");
    expect(show(18, "unit 0 MW from GW", { convert })).toBe("18,000\u00a0MW");
    expect(show(18, "unit 1", { unit: "GW" })).toBe("18.0\u00a0GW");
    expect(show(18, "unit 1 GW", { unit: "GW" })).toBe("18.0\u00a0GW");
    expect(show(0.35, "unit 0 %", { unit: "1", convert })).toBe("35%");
    expect(show(1.2, "dollars 1 B", { unit: "BUSD", convert })).toBe("$1.2B");
    expect(show(33, "percent 0", { unit: "%" })).toBe("33%");
    expect(show(12, "number 0", { unit: "GW" })).toBe("12");
  });

  test("print as readers write them", () => {
    expect(formatUnit("kW*h / m^2")).toBe("kW·h/m²");
    expect(formatUnit("s^-1")).toBe("s⁻¹");
    expect(formatUnit("1")).toBe("");
    expect(formatUnit(undefined)).toBe("");
    expect(show(2, "unit 0", { unit: "1" })).toBe("2");
  });
});

describe("ranges share what their ends have in common", () => {
  test.each<[number, number, string, string]>([
    [20, 50, "times 0", "20–50×"],
    [0.2, 0.35, "percent 0", "20–35%"],
    [1.2e9, 1.5e9, "dollars 1 B", "$1.2–1.5B"],
    [1.2e9, 1.5e9, "dollars 1 auto", "$1.2–1.5B"],
    [9e8, 1.5e9, "dollars 1 auto", "$900.0M–$1.5B"],
    [18, 20, "unit 0 GW", "18–20\u00a0GW"],
    [12000, 15000, "number 0", "12,000–15,000"],
    [-5, 3, "number 0", "−5 to 3"],
    [-5, 3, "unit 0 GW", "−5 to 3\u00a0GW"],
    [-2e9, 1e9, "dollars 0 B", "−$2B to $1B"],
    [-0.2, -0.1, "percent 0", "−20 to −10%"],
    [20.1, 20.4, "times 0", "20×"],
  ])("%d and %d as %s is %s", (lo, hi, format, expected) => {
    expect(range(lo, hi, format)).toBe(expected);
  });

  test("of dates and of the style itself", () => {
    expect(range("2026", "2029", "date")).toBe("2026–2029");
    expect(formatValue([1, 2], { style: "range", digits: 0 })).toBe("1–2");
    expect(formatRange(1, 2, { style: "range", digits: 0 })).toBe("1–2");
  });

  test("convert both ends", () => {
    expect(range(18, 20, "unit 0 MW", { unit: "GW", convert })).toBe("18,000–20,000\u00a0MW");
  });
});

test.each([
  ["percent 1", "1/year", "%/year"],
  ["dollars 1", "EUR", "EUR"],
])("says which format prints what %s can't", (format, unit, own) => {
  let hint: string | undefined;
  try {
    show(0.024, format, { unit, convert });
  } catch (error) {
    hint = error instanceof FormatError ? error.unit.hint : undefined;
  }
  expect(hint).toBe(`the format \`unit\` prints it in a unit of its own, such as \`${own}\``);
});

describe("what can't be printed says why", () => {
  const message = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      if (error instanceof FormatError) return `${error.reason}: ${error.message}`;
      throw error;
    }
    return "printed";
  };
  test.each<[string, () => unknown]>([
    ["not-finite: the value is NaN, which is no finite number", () => show(Number.NaN, "number 1")],
    ["not-finite: the value is -Infinity, which is no finite number", () => show(-1 / 0, "percent 0")],
    ["not-finite: the value is Infinity, which is no finite number", () => show(1 / 0, "text")],
    ["not-a-number: `times` prints a number, not an undefined value", () => show(undefined, "times 1")],
    ["not-a-number: `number` prints a number, not null", () => show(null, "number 1")],
    ['not-a-number: `number` prints a number, not the string "12"', () => show("12", "number 1")],
    ["not-a-number: `dollars` prints a number, not an array of 2", () => show([1, 2], "dollars 1")],
    ["text: `text` prints a string or a number, not an object", () => show({}, "text")],
    ["unit: a value in `GW` can't be printed as `percent`", () => show(1, "percent 0", { unit: "GW" })],
    [
      "unit: a value in `GW` can't be printed as `times`: GW and 1 measure different things",
      () => show(1, "times 0", { unit: "GW", convert }),
    ],
    [
      "unit: a value in `GW` can't be printed as `dollars`: GW and USD measure different things",
      () => show(1, "dollars 0", { unit: "GW", convert }),
    ],
    ["unit: `unit` has no unit to print: nothing declares that of the value", () => show(1, "unit 1")],
    [
      "unit: a value in `1` can't be printed as `GW`: 1 and GW measure different things",
      () => show(1, "unit 0 GW", { unit: "1", convert }),
    ],
    [
      'date: `date` prints a date such as 2026-03-15 or 2026-03, not the string "15 March"',
      () => show("15 March", "date"),
    ],
    ["date: 2026-13 is no day of the calendar", () => show("2026-13", "date")],
    ["date: 2026-02-30 is no day of the calendar", () => show("2026-02-30", "date")],
    ["range: the range runs from 50 down to 20; the low end comes first", () => range(50, 20, "times 0")],
    ["range: a range takes a low and a high value, not 3", () => formatValue(3, { style: "range" })],
    [
      "zero: −566.3 degC lies below the absolute zero, −273.15 degC",
      () => formatValue(-293.15, { style: "unit", to: "degC" }, { unit: "K" }),
    ],
    [
      "zero: −459.706 degF lies below the absolute zero, −459.67 degF",
      () => formatValue(-0.02, { style: "unit", to: "degF" }, { unit: "K" }),
    ],
    ["digits: −1 is no number of digits; 0 to 15 are", () => formatValue(3, { style: "number", digits: -1 })],
  ])("%s", (expected, run) => {
    expect(message(run)).toBe(expected);
  });

  test("unless the author says what stands for a number that isn't finite", () => {
    expect(show(Number.NaN, "number 1", { nonFinite: "n/a" })).toBe("n/a");
    expect(range(1, 1 / 0, "times 0", { nonFinite: "∞" })).toBe("1× to ∞");
  });
});

describe("numbers of a column that names no format have one number of decimals", () => {
  test("of a column of more numbers than a call takes, too", () => {
    expect(sharedDigits(Array.from({ length: 300_000 }, (_, n) => n / 4))).toBe(2);
  });

  const columns = [1, 0.01, 100, 1e4, 1e6, -1].flatMap((scale) =>
    [
      [3, 6, 9],
      [37.5, 75, 112.5],
      [0.25, 10, 999.5],
      [1 / 3, 2, 0],
      [12, 123.456, 1234.5],
    ].map((column) => column.map((value) => value * scale)),
  );
  test.each(columns.map((column) => [column]))("%j", (column) => {
    const digits = sharedDigits(column);
    const decimals = (text: string): number => text.split(".")[1]?.length ?? 0;
    const printed = column.map((value) =>
      formatValue(value, { style: "number", ...(digits === undefined ? {} : { digits }) }),
    );
    const alone = column.map((value) => formatValue(value, { style: "number" }));
    expect(new Set(printed.map(decimals)).size).toBe(1);
    expect(decimals(printed[0] ?? "")).toBe(Math.max(...alone.map(decimals)));
  });

  test("but for sizes so far apart that the decimals would be noise", () => {
    expect(sharedDigits([5, 1.5e-9])).toBeUndefined();
    expect(sharedDigits([Number.NaN])).toBeUndefined();
    expect(sharedDigits([12.5, Number.POSITIVE_INFINITY])).toBe(1);
  });
});
