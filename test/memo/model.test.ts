import { beforeAll, describe, expect, it } from "vitest";
import { theMemo } from "./memo.js";
import { type MemoValues, valuesOf } from "./results-table-values.js";

// Each expectation is computed by hand from the inputs named beside it, not from the memo's own steps.
let memo: MemoValues;
const names = [
  "delay_unexplained",
  "taskRows.0.tokens",
  "taskRows.0.value",
  "served_2026",
  "demandFirstYear",
  "agentShareByBill",
  "answersApart",
  "tightness_structural.2027",
  "tightness_upside_rebound_2026",
];
const outputs = [
  "tightness_2027",
  "tightness_rebound_2027",
  "tightness_upside_rebound_2026",
  "tightness_upside_rebound_2027",
  "refilled",
  "tightness_deployable_2027",
  "tightness_deployable_2026",
];
beforeAll(async () => {
  memo = await valuesOf(await theMemo(), { names, scenarios: ["upside"], outputs });
}, 300_000);
const number = (name: string): number => Number(memo.value(name)?.value);

describe("the memo's model, against cases worked by hand", () => {
  it("half a gain passed on at an elasticity of 1.1 refills 55% of it", () => {
    expect(number("refilled")).toBeCloseTo(0.55, 10);
    // Without a software gain there is nothing to refill.
    expect(number("tightness_rebound_2027")).toBeCloseTo(number("tightness_deployable_2027"), 10);
  });

  it("the upside's factors of 1.375 and 1.75 leave 1.375^0.55 and 1.75^0.55 times the tightness without rebound", () => {
    expect(number("tightness_upside_rebound_2026") / number("tightness_upside_2026")).toBeCloseTo(1.1914, 3);
    expect(number("tightness_upside_rebound_2027") / number("tightness_upside_2027")).toBeCloseTo(1.3604, 3);
    const under = Number(memo.scenario("upside", "tightness_rebound_2027")?.value);
    const without = Number(memo.scenario("upside", "tightness_deployable_2027")?.value);
    expect(under / without).toBeCloseTo(1.3604, 3);
  });

  it("of 7.2 GW late in 2026, transformers explain 2.7, permits 1.68, power nothing, and 2.82 are unexplained", () => {
    // 40% of 18 GW; 30% deficit half avoided of 18 GW; 8% of 18 GW and 2.986 carried over; power passes 18.4 GW.
    expect(number("delay_unexplained")).toBeCloseTo(7.2 - 2.7 - 0.08 * (18 + (0.85 * 0.26 * 10) / 0.74), 6);
  });

  it("a contract of 50 pages read in 20 rounds takes 650,000 tokens and saves two hours at 500 dollars", () => {
    expect(number("taskRows.0.tokens")).toBeCloseTo(50 * 650 * 20, 6);
    expect(number("taskRows.0.value")).toBeCloseTo(1000, 6);
  });

  it("what is served of a fivefold demand stays under it and over the tightness's inverse", () => {
    expect(number("served_2026")).toBeLessThan(number("demandFirstYear"));
    // No more goes unserved than the shortage itself.
    expect(number("served_2026")).toBeGreaterThan(number("demandFirstYear") / number("tightness_deployable_2026"));
  });

  it("the bridge closes at half of capacity over the factor by which its two ways part", () => {
    expect(number("agentShareByBill") * number("answersApart")).toBeCloseTo(0.5, 10);
  });

  it("the base choices of structure give the deployable result", () => {
    expect(number("tightness_structural.2027")).toBeCloseTo(number("tightness_deployable_2027"), 10);
  });
});
