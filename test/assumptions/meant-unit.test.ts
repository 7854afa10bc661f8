import { describe, expect, it } from "vitest";
import { CONFUSABLE } from "../../src/assumptions/units/meant.js";
import { parseUnit } from "../../src/assumptions/units/units.js";
import type { Diagnostic } from "../../src/diagnostic.js";
import { readMemo } from "../../src/memo/compute.js";
import { withAssumptions } from "../check/memo.js";
import { projectOf } from "../cli/memo.js";

/** What a version is told of an entry `id`, with what is written beside its number. */
function told(id: string, rest: string): string[] {
  const found: Diagnostic[] = [];
  readMemo(projectOf(withAssumptions(`    ${id}: { ${rest} }\n`)), {}, found);
  return found.map(({ rule, message, expected }) => `${rule} ${message.split(",")[0]}: ${expected}`);
}

describe("a sign that stands for another unit than its assumption speaks of", () => {
  it.each([
    ["temperature", "value: 25 C", "`C` stands for coulomb: `degC`"],
    ["outside", 'value: 70 F, label: "Outside, °F"', "`F` stands for farad: `degF`"],
    ["outside", "value: 25 C, note: mean temperature of a year", "`C` stands for coulomb: `degC`"],
    [
      "heat_by_month",
      "value: { 2025: 5, 2026: 6 }, unit: W/C, label: For each degree of temperature",
      "`C` stands for coulomb: `degC`",
    ],
    ["emissions", "value: 5 MT", "`MT` stands for megatesla: `Mt`"],
    ["carMass", "value: 5 T", "`T` stands for tesla: `t`"],
    ["call", "value: 5 m, label: Minutes of a call", "`m` stands for meter: `min`"],
    ["pause", "value: 5 S, label: Seconds between two", "`S` stands for siemens: `s`"],
    ["work", "value: 5 H, label: Hours worked", "`H` stands for henry: `h`"],
    ["users", 'value: 5 K, label: "Users, thousands"', "`K` stands for kelvin: a number with `e3`"],
    ["sales", 'value: 5 B, label: "Sales, billions"', "`B` stands for byte: a number with `e9`"],
    [
      "price",
      'value: 30, unit: "ct/kWh"',
      "`ct` stands for centitonne: USD, EUR or another currency, of which a cent is `0.01`",
    ],
    ["emissions", "value: 5 mt", "`mt` stands for millitonne: `t`"],
    ["plant", "value: 500 mW", "`mW` stands for milliwatt: `MW`"],
    ["acidity", "value: 7 pH", "`pH` stands for picohenry: `1`"],
  ])("is told: %s: %s", (id, rest, message) => {
    expect(told(id, rest)).toEqual([`assumptions/meant-unit ${message}`]);
  });

  it.each([
    ["temperature", "value: 25 degC"],
    ["temperature", "value: 300 K"],
    ["charge", "value: 5 C, note: at a temperature of 20 degrees"],
    ["temperature", "value: 5 coulomb"],
    ["speed", "value: 5 m/min, label: Metres a minute"],
    ["mass", "value: 5 t"],
    ["mass", "value: 5 ct"],
    ["sensor", "value: 5 mW, label: A sensor of the plant"],
    ["flux", "value: 5 T, label: Field of a mass spectrometer"],
    ["memory", "value: 80 GB, label: Memory of billions of cells"],
  ])("and nothing else is: %s: %s", (id, rest) => {
    expect(told(id, rest)).toEqual([]);
  });
});

it("names in full are units, so that who means the sign can write them", () => {
  for (const { is } of Object.values(CONFUSABLE)) expect(parseUnit(is).ok, is).toBe(true);
});
