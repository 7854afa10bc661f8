import { describe, expect, it } from "vitest";
import { parseUnit, sameDimension, unitSystem } from "../../src/assumptions/index.js";
import {
  fromBlocks,
  hasZero,
  shownUnit,
  spelled,
  toBlocks,
  unitInBlocks,
} from "../../src/assumptions/units/block-units.js";
import { CURRENCIES } from "../../src/assumptions/units/currencies.js";
import { formatValue } from "../../src/notebook/library/format.js";

const SHARES = ["%", "percent", "pp", "‰", "permille", "bp", "ppm", "ppb"];
const COMPOUNDS = SHARES.flatMap((share) => [
  share,
  `${share}/year`,
  `GW*${share}`,
  `USD/(GPU*${share})`,
  `1/${share}`,
]);
const SCALES = ["degC", "celsius", "degF", "fahrenheit", "°C", "℃", "° F", "℉"];
const VALUES = [0, 0.1, 5, 7, 12.5, -3.3, 1e-9, 123456.789];

describe("the unit that blocks count in", () => {
  it.each([...COMPOUNDS, ...SCALES])(
    "%s converts to it as a table of units does, and back to what was typed",
    (unit) => {
      const inBlocks = unitInBlocks(unit);
      expect(parseUnit(inBlocks)).toMatchObject({ ok: true });
      expect(inBlocks).not.toMatch(/[%‰]|percent|pp[mb]?|permille|\bbp\b|deg|celsius|fahrenheit/);
      expect(shownUnit(unit)).toBe(unit);
      for (const value of VALUES) {
        const counted = toBlocks(value, unit);
        const expected = unitSystem().convert(value, unit, inBlocks);
        expect(Math.abs(counted - expected)).toBeLessThanOrEqual(1e-12 * Math.abs(expected));
        expect(fromBlocks(counted, unit)).toBeCloseTo(value, 9);
      }
    },
  );

  it.each(["1", "GW", "GW/year", "USD/Mtoken", "K", "degR", "µg", "month", "hour", "person"])(
    "of %s is itself",
    (unit) => {
      expect(unitInBlocks(unit)).toBe(unit);
      expect(shownUnit(unit)).toBeUndefined();
      expect(toBlocks(7, unit)).toBe(7);
      expect(hasZero(unit)).toBe(false);
    },
  );

  it("has shares without the noise of binary fractions", () => {
    for (let i = -2000; i <= 2000; i++) {
      expect(toBlocks(i / 10, "%")).toBe(Number((i / 1000).toFixed(4)));
      expect(fromBlocks(toBlocks(i / 10, "%"), "%")).toBe(i / 10);
    }
  });

  it("reads signs that stand for letters", () => {
    expect(["°C", "º C", "℃", "°F", "℉", "°K", "15°".slice(2), "µm", "Ω"].map(spelled)).toEqual([
      ...["degC", "degC", "degC", "degF", "degF", "K", "deg", "um", "ohm"],
    ]);
  });

  it("is what every format prints from", () => {
    const context = { unit: "1", shown: "%" };
    const printed = (format: object, value = 0.125): string => formatValue(value, format as never, context);
    expect(printed({ style: "percent", digits: 1 })).toBe("12.5%");
    expect(printed({ style: "number", digits: 1 })).toBe("12.5");
    expect(printed({ style: "unit", digits: 1 })).toBe("12.5%");
    expect(printed({ style: "unit", to: "‰" })).toBe("125‰");
    expect(printed({ style: "times", digits: 3 })).toBe("0.125×");
    expect(formatValue(0.125, { style: "unit", to: "%", digits: 1 })).toBe("12.5%");
    expect(formatValue(12.5, { style: "percent", digits: 1 }, { unit: "%" })).toBe("12.5%");
    expect(formatValue(298.15, { style: "unit", to: "degC" })).toBe("25\u00a0°C");
    expect(formatValue(298.15, { style: "unit", to: "degF" }, { unit: "K" })).toBe("77\u00a0°F");
  });
});

describe("currencies", () => {
  it("are all there, each with its thousands to trillions, and none is another", () => {
    const codes = [...CURRENCIES];
    expect(codes.length).toBeGreaterThan(150);
    const system = unitSystem({ orchard: "new" });
    for (const [i, code] of codes.entries()) {
      expect(system.convert(1, `M${code}`, `k${code}`), code).toBe(1000);
      const other = codes[(i + 1) % codes.length] ?? "";
      expect(system.sameDimension(code, other), `${code} ${other}`).toBe(false);
      expect(() => system.convert(1, code, other)).toThrow("can't be converted");
    }
  });

  it("may still be declared, alone or by another", () => {
    expect(unitSystem({ EUR: "new" }).convert(1, "MEUR", "EUR")).toBe(1e6);
    expect(unitSystem({ EUR: "1.1 USD" }).convert(1, "MEUR", "USD")).toBeCloseTo(1.1e6, 6);
    expect(sameDimension("EUR/MWh", "USD/MWh")).toBe(false);
  });

  it("print with their sign, or their code before the amount", () => {
    const print = (to: string, value = 1.24, sign = false): string =>
      formatValue(value, { style: "unit", digits: 1, to, sign }, { unit: to });
    expect(print("MEUR")).toBe("€1.2M");
    expect(print("BGBP")).toBe("£1.2B");
    expect(print("MCHF", -1.24)).toBe("−CHF\u00a01.2M");
    expect(print("EUR/MWh")).toBe("€1.2/MWh");
    expect(print("kWh/EUR")).toBe("1.2\u00a0kWh/€");
    expect(print("MUSD", 1.24, true)).toBe("+$1.2M");
  });
});
