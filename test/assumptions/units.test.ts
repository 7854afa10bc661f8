import { createRequire } from "node:module";
import { isDeepStrictEqual } from "node:util";
import type { Unit } from "mathjs";
import { describe, expect, test } from "vitest";
import {
  convert,
  parseQuantity,
  parseUnit,
  sameDimension,
  UnitError,
  unitSystem,
} from "../../src/assumptions/index.js";
import { createUnits, EXACT } from "../../src/assumptions/units/mathjs.js";

const problem = (text: string) => {
  const result = parseUnit(text);
  return result.ok ? undefined : result.problem;
};

describe("units", () => {
  test.each([
    [22, "TB/s", "GB/s", 22000],
    [1, "TB", "B", 1e12],
    [13, "GW", "MW", 13000],
    [0.3, "MW", "GW", 0.0003],
    [12, "month", "year", 1],
    [1, "kW*year", "kWh", 8766],
    [1, "ton", "kg", 907.18474],
    [1, "t", "kg", 1000],
    [1, "gallon", "L", 3.785411784],
    [1, "cup", "mL", 236.5882365],
    [1, "teaspoon", "mL", 5],
    [1, "tablespoon", "mL", 15],
    [1, "year", "month", 12],
    [60, "%", "1", 0.6],
    [1.5, "BUSD", "MUSD", 1500],
    [2, "USD/Mtoken", "USD/token", 2e-6],
    [1, "TFLOP/s", "GFLOP/s", 1000],
    [125, "kwafer/month", "wafer/year", 1.5e6],
    [1, "GW*hour", "GWh", 1],
    [3, "USD/(GPU*hour)", "USD/hour/GPU", 3],
    [20, "degC", "K", 293.15],
    [5, "people", "person", 5],
    [3, "kg*%^2/year", "g/year", 0.3],
    [2, "(GB/MB)^2/day", "1/day", 2e6],
    [1, "%^-2*h", "h", 1e4],
  ])("%d %s is in %s %d", (value, from, to, expected) => {
    expect(convert(value, from, to) / expected).toBeCloseTo(1, 12);
  });

  test("conversion back and forth loses nothing that is printed", () => {
    for (const value of [0.1, 7, 13.5, 702.5]) expect(convert(convert(value, "GW", "kW"), "kW", "GW")).toBe(value);
  });

  test("things counted are not each other", () => {
    expect(sameDimension("token", "query")).toBe(false);
    expect(sameDimension("Mtoken/week", "token/year")).toBe(true);
    expect(() => convert(1, "token", "USD")).toThrow(UnitError);
    expect(() => convert(1, "GW", "GWh")).toThrow("`GW` can't be converted to `GWh`");
  });

  test.each([
    ["gw", "did you mean `GW`?"],
    ["tokns", "did you mean `tokens`?"],
    ["USD/yr", "did you mean `year`?"],
    ["$", "did you mean `USD`?"],
    ["x", "did you mean `1`?"],
    ["B USD", "write `BUSD`"],
    ["M tokens/week", "write `Mtoken/week`"],
    ["TFLOPS", "did you mean `TFLOP/s`?"],
    ["M", "use e6: 1.5 million is `1.5e6`"],
    ["bn", "use e9: 1.5 billion is `1.5e9`"],
    ["Mio USD", "write `MUSD`"],
    ["Mrd EUR/year", "write `BEUR/year`"],
    ["Mio", "use e6: 1.5 million is `1.5e6`"],
    ["GUSD", "did you mean `BUSD`?"],
    ["GEUR/MWh", "did you mean `BEUR`?"],
    ["Gtokens", "did you mean `Btoken`?"],
    ["kgs", "did you mean `kg`?"],
    ["MWatt", "did you mean `MW`?"],
    ["Gbits", "did you mean `Gb`?"],
    ["bps", "did you mean `bp`?"],
    ["kg/m\u00b3", "write `kg/m^3`"],
    ["s\u207b\u00b9", "write `s^-1`"],
    ["GW year", "write `*` or `/` between them"],
  ])("%s gets the hint: %s", (text, hint) => {
    expect(problem(text)?.hint).toBe(hint);
  });

  test("a problem says where in the text it is", () => {
    expect(problem("USD/yr")).toMatchObject({ offset: 4, length: 2 });
    expect(problem("GW/_x")).toMatchObject({ offset: 3, length: 1 });
  });

  test.each([
    "",
    "GW/",
    "/GW",
    "(GW",
    "GW)",
    "GW^x",
    "GW^2.5",
    "5 GW",
    "GW**2",
    "€",
    "degC/s",
    "GW//s",
    "1e3",
    "W".repeat(300),
  ])("%j is refused", (text) => {
    expect(problem(text)).toBeDefined();
  });

  test("a register's own units are known to it alone", () => {
    const own = unitSystem({ EUR: "new", rack: "72 GPU" });
    expect(own.convert(2, "rack", "GPU")).toBe(144);
    expect(own.convert(1, "MEUR", "EUR")).toBe(1e6);
    expect(() => own.convert(1, "EUR", "USD")).toThrow(UnitError);
    expect(parseUnit("EUR").ok).toBe(true);
    expect(parseUnit("rack").ok).toBe(false);
    expect(unitSystem({ EUR: "new", rack: "72 GPU" })).toBe(own);
  });

  test("a unit can't be redefined, which would change what it measures", () => {
    expect(unitSystem().checkOwnUnit("token", "new")?.message).toBe("`token` is already a unit");
    expect(unitSystem().checkOwnUnit("my_unit", "new")?.message).toBe("`my_unit` can't name a unit");
    expect(() => unitSystem({ GW: "3 USD" }).units).toThrow(UnitError);
  });

  test("each unit of mathjs, with each prefix it takes, is what mathjs as a whole makes of it", () => {
    const whole = createRequire(import.meta.url)("mathjs/lib/browser/math.js") as typeof import("mathjs");
    const Unit = createUnits();
    type Known = Record<string, { prefixes: Record<string, unknown> }>;
    const known = whole.Unit.UNITS as unknown as Known;
    const { VAR, bbl, ...real } = known;
    expect([VAR, bbl]).not.toContain(undefined);
    expect(Object.keys(Unit.UNITS)).toEqual(Object.keys(real));
    expect(problem("MVAR")?.message).toBe("unknown unit `MVAR`");
    expect(problem("USD/bbl")).toMatchObject({
      message: "unknown unit `bbl`",
      hint: "use oilbarrel, of 42 gallons, or beerbarrel, of 31",
    });
    let compared = 0;
    const ours = Object.keys(EXACT).flatMap((names) => names.split(" "));
    expect(ours.filter((name) => !(name in real))).toEqual([]);
    for (const [name, { prefixes }] of Object.entries(real))
      for (const prefix of ours.includes(name) ? [] : Object.keys(prefixes)) {
        const worth = (Units: typeof Unit): unknown => {
          const one = new Units(1, prefix + name);
          const cube = one.pow(3 as unknown as Unit) as Unit;
          return [one, cube].map(({ value, dimensions }) => ({ value: Number(value), dimensions }));
        };
        const theirs = worth(whole.Unit);
        if (!isDeepStrictEqual(worth(Unit), theirs)) expect(worth(Unit), prefix + name).toEqual(theirs);
        compared++;
      }
    expect(compared).toBeGreaterThan(2000);
  });

  test.each([
    [1, "acre", "sqft", 43560],
    [1, "acres", "m^2", 4046.8564224],
    [640, "acre", "sqmi", 1],
    [10, "sqch", "acre", 1],
    [160, "sqrd", "acre", 1],
    [320, "rd", "mi", 1],
    [1, "rods", "rd", 1],
    [1, "kip", "lbf", 1000],
    [1, "kips", "lbf", 1000],
    [1, "psi", "lbf/sqin", 1],
    [1, "hp", "ft*lbf/s", 550],
    [760, "torr", "atm", 1],
    [1, "mmHg", "mmH2O", 13.5951],
    [1, "mmhg", "Pa", 133.322387415],
    [4, "stick", "lb", 1],
    [6.25e18, "eV", "J", 6.25 * 0.1602176634],
    [1, "electronvolts", "eV", 1],
    [1e6, "eV", "MeV", 1],
    [1, "oilbarrel", "gallon", 42],
  ])("%d %s is %s %d by definition", (value, from, to, expected) => {
    expect(Math.abs(convert(value, from, to) / expected - 1)).toBeLessThan(1e-15);
  });
});

describe("quantities", () => {
  test.each([
    ["22 TB/s", 22, "TB/s"],
    ["7GW", 7, "GW"],
    ["-1.5e3 USD", -1500, "USD"],
    ["60%", 60, "%"],
    [" .5 ", 0.5, undefined],
  ])("%j is %d of %s", (text, value, unit) => {
    const parsed = parseQuantity(text);
    expect(parsed.ok && { value: parsed.quantity.value, unit: parsed.quantity.unit }).toEqual({ value, unit });
  });

  test.each(["1_000", "1,000", "1 000", "5 / 0.5 year", "ten", "", "$5", "1e999", "GW 7"])("%j is refused", (text) => {
    expect(parseQuantity(text).ok).toBe(false);
  });
});
