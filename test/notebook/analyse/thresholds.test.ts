import { describe, expect, it } from "vitest";
import { analyseText } from "./fixtures.js";

/** A value, a chart that rests on it, and a claim; what the chart's source ends with, and what it then reads. */
function chartWith(claim: string, options = "", chart = "Plot.plot({ marks: [Plot.line(points)] });") {
  const { blocks, diagnostics } = analyseText(`
\`\`\`ts {#supply}
const supply = { 2026: { low: 1, high: 2 }, 2027: { low: 2, high: 3 } };
const points = [supply];
\`\`\`
\`\`\`ts {#other}
const other = 3;
\`\`\`
\`\`\`ts {#limit .claim}
${claim}
\`\`\`
\`\`\`ts {#fig-supply .chart${options}}
${chart}
\`\`\``);
  expect(diagnostics).toEqual([]);
  const found = blocks.find(({ block }) => block.id === "fig-supply");
  const thresholds = found?.source.split("\n").find((line) => line.startsWith("const __thresholds = "));
  return { thresholds, uses: found?.uses, reads: found?.givenPaths };
}

const said = (values: string, limit: string, isUsed = false): string =>
  `const __thresholds = [{ values: () => [${values}], limit: () => ${limit}, isUsed: ${isUsed} }];`;

describe("a chart knows the thresholds of claims about what it rests on", () => {
  it.each([
    ["supply[2027].low > 1.5", "supply[2027].low", "1.5"],
    ["1.5 <= supply[2027].low", "supply[2027].low", "1.5"],
    ["!(supply[2027].low >= -2)", "supply[2027].low", "-2"],
    ["Math.min(supply[2026].low, supply[2027].low) > 1", "supply[2026].low, supply[2027].low", "1"],
    ["supply[2026].low < 2 * (1 + 0.1)", "supply[2026].low", "2 * (1 + 0.1)"],
    ['supply["2026"].high < 1e6 /* GW */ && other > 2', 'supply["2026"].high', "1e6"],
  ])("%s", (claim, values, limit) => {
    expect(chartWith(claim)).toEqual({ thresholds: said(values, limit), uses: ["points", "supply"], reads: [] });
  });

  it("an assumption among them, which the chart then reads", () => {
    const found = chartWith("supply[2026].low > 0.5 * given.gw.add[2026]");
    expect(found).toEqual({
      thresholds: said("supply[2026].low", "0.5 * given.gw.add[2026]"),
      uses: ["points", "supply"],
      reads: ["gw.add.2026"],
    });
  });

  it("and whether its code reads the value", () => {
    const own = "Plot.plot({ marks: [Plot.ruleY([supply[2026].low])] });";
    expect(chartWith("supply[2026].low > 1", "", own).thresholds).toBe(said("supply[2026].low", "1", true));
  });

  it.each([
    ["of what it doesn't rest on", "other > 2"],
    ["that compares two values", "supply[2026].low < supply[2026].high"],
    ["that asks whether two are the same", "supply[2026].low === 1"],
    ["that compares what is computed there", "supply[2026].low - supply[2027].low < 2"],
    ["whose limit rests on a block", "supply[2026].low > 2 * other"],
    ["of assumptions alone", "given.gw.stock2024 > 2"],
    ["of a function of values", "Math.abs(supply[2026].low) > 2"],
  ])("but none %s", (_, claim) => {
    expect(chartWith(claim)).toEqual({ thresholds: undefined, uses: ["points"], reads: [] });
  });

  it("nor any that says it wants none", () => {
    expect(chartWith("supply[2026].low > 1", ' thresholds="false"').thresholds).toBe(undefined);
    expect(chartWith("supply[2026].low > 1", ' thresholds="true"').thresholds).toBe(said("supply[2026].low", "1"));
  });
});
