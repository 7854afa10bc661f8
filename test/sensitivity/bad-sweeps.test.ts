import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { formatDiagnostics } from "../../src/diagnostic.js";
import { edited, type Sources, sourcesIn } from "../cli/memo.js";
import { matchGolden } from "../golden.js";
import { runSweepsHere, said, sweep } from "./sweeps.js";

const SMALL = sourcesIn("test/sensitivity/fixtures/small");
const CHAPTER = "chapters/01-small.md";

/** The small memo with sweeps at the end of its chapter. */
const asking = (...sweeps: readonly [head: string, body: string][]): Sources => ({
  ...SMALL,
  [CHAPTER]: `${SMALL[CHAPTER]}${sweeps.map(([head, body]) => `\n\`\`\`sweep {${head}}\n${body}\n\`\`\`\n`).join("")}`,
});

/** … and with the code of its first block in place of another. */
const withCode = (from: string, to: string, files: Sources): Sources => edited(files, CHAPTER, from, to);

const NET = "const net = given.price.base - given.price.fee;";

const CASES: Record<string, Sources> = {
  "an unknown output": asking(["#a .tornado", "output: revenu"]),
  "an unknown claim among others": asking(["#a .scenarios", "outputs: [revenue, enuogh]\nscenarios: all"]),
  "an unknown key of a value": asking(["#a .scenarios", "outputs: [revenue, by_year.2.units]"]),
  "an unknown assumption, a group and a derived one": asking([
    "#a .tornado",
    "output: revenue\nover: [price.bsae, price, demand.all]",
  ]),
  "an unknown assumption of a table of two": asking([
    "#a .two-way",
    "output: revenue\nrows: price.base\ncolumns: {vary: demand.unit, values: [1, 2]}",
  ]),
  "an unknown assumption of a break-even": asking(["#a .break-even", "output: enough\nvary: price.bas"]),
  "an unknown scenario": asking(["#a .scenarios", "outputs: revenue\nscenarios: [daer]"]),
  "an unknown key": asking(["#a .tornado", "ouput: revenue\noutput: revenue\ndraws: 64"]),
  "an unknown study": asking(["#a .tornadoes", "output: revenue"]),
  "no study and two": asking(["#a", "output: revenue"], ["#b .tornado .sobol", "output: revenue"]),
  "an unknown choice": asking(["#a .monte-carlo", "outputs: revenue\ndesign: joined"]),
  "wrong types": asking(
    ["#a .tornado", "output: [revenue, net]\ntop: few"],
    ["#b .monte-carlo", "outputs: {revenue: 1}\ndraws: 1.5\nseed: one\ncorrelations: price.base"],
    ["#c .two-way", "output: revenue\nrows: [price.base]\ncolumns: {vary: demand.units, values: [1, two]}"],
    ["#d .sobol", "output: revenue\nsecond_order: maybe"],
    ["#e .information", "options: [revenue]"],
  ),
  "nothing asked": asking(["#a .tornado", "top: 3"], ["#b .information", "goal: most"], ["#c .two-way", "output: net"]),
  "no map": asking(["#a .tornado", "revenue"]),
  "no YAML": asking(["#a .tornado", "output: [revenue"]),
  "an option in the braces": asking(['#a .tornado output="revenue"', "output: revenue"]),
  "an empty and an inverted range": asking(
    ["#a .break-even", "output: enough\nvary: price.base\nfrom: 4\nto: 4"],
    ["#b .break-even", "output: enough\nvary: price.base\nfrom: 20\nto: 4"],
    ["#c .two-way", "output: revenue\nrows: {vary: price.base, from: 9, to: 3}\ncolumns: demand.units"],
  ),
  "a range that is none": asking(["#a .break-even", "output: enough\nvary: price.fixed"]),
  "an assumption without a range by name": asking(["#a .tornado", "output: revenue\nover: [price.fixed]"]),
  "no target, and one for a claim": asking(
    ["#a .break-even", "output: revenue\nvary: price.base"],
    ["#b .break-even", "output: enough\nvary: price.base\ntarget: 3"],
  ),
  "draws that are no power of two": asking(
    ["#a .monte-carlo", "outputs: revenue\ndraws: 1000"],
    ["#b .sobol", "output: revenue\ndraws: 1000"],
  ),
  "correlated inputs for indices": asking([
    "#a .sobol",
    "output: revenue\ncorrelations: [{between: [price.base, demand.units], spearman: 0.5}]",
  ]),
  "correlations that can't all hold": asking([
    "#a .monte-carlo",
    `outputs: revenue
correlations:
  - {between: [price.base, price.fee], spearman: 0.9}
  - {between: [price.fee, demand.units], spearman: 0.8}
  - {between: [price.base, demand.units], spearman: -0.5}`,
  ]),
  "a correlation beyond one": asking([
    "#a .monte-carlo",
    "outputs: revenue\ncorrelations: [{between: [price.base, price.fee], spearman: 1.5}]",
  ]),
  "a correlation with itself and with an unknown one": asking(
    ["#a .monte-carlo", "outputs: revenue\ncorrelations: [{between: [price.base, price.base], spearman: 0.5}]"],
    ["#b .monte-carlo", "outputs: revenue\ncorrelations: [{between: [price.base, price.fees], spearman: 0.5}]"],
  ),
  "a text to measure": asking(
    ["#a .tornado", "output: segment"],
    ["#b .importance", "output: segment"],
    ["#c .information", "options: {One: segment, Two: revenue}"],
  ),
  "a value that is no number": asking(["#a .tornado", "output: by_year"]),
  "a decision without a choice": asking(["#a .information", "options: {Only: revenue}"]),
  "a sweep named like a block's value": asking(["#revenue .tornado", "output: revenue"]),
  "a sweep with the id of a block": asking(["#revenue-model .tornado", "output: revenue"]),
  "two sweeps of one name": asking(
    ["#fig-bars .tornado", "output: revenue\ncaption: Bars.\nalt: Bars."],
    ["#bars .tornado", "output: net"],
  ),
  "labels of what it doesn't measure, and an empty one": asking([
    "#a .scenarios",
    'outputs: [revenue, enough]\nlabels: {revenu: Sales, enough: ""}',
  ]),
  "a name that can't be quoted": asking(["#a .tornado", "output: revenue\nname: 2 bars"]),
  "an id that leaves no name": asking(
    ["#tbl-2 .tornado", "output: revenue\ncaption: Bars."],
    ["#fig-new .two-way", "output: revenue\nrows: price.base\ncolumns: demand.units\ncaption: C.\nalt: A."],
    ["#if .tornado", "output: revenue"],
  ),
  "a name that is a word of JavaScript": asking(["#a .tornado", "output: revenue\nname: class"]),
  "a break-even as a chart": asking([
    "#fig-flip .break-even",
    "output: enough\nvary: price.base\ncaption: Flip.\nalt: Flip.",
  ]),
  "a chart without caption and alternative text": asking(["#fig-a .tornado", "output: revenue"]),
  "an output that rests on a chart": withCode(
    "//| alt: Two dots.",
    "//| alt: Two dots.\nconst drawn = given.price.base * 2;",
    asking(["#a .tornado", "output: drawn"]),
  ),
  "a value that a sweep in prose doesn't have": withCode(
    "```ts {#names}",
    "It is {{number a.firts.swing}}.\n\n```ts {#names}",
    asking(["#a .tornado", "output: revenue"]),
  ),
  "a block that uses a sweep": withCode(
    NET,
    `${NET}\nconst widest = bars.first.swing;`,
    asking(["#bars .tornado", "output: revenue"]),
  ),
  "a chart whose data is a sweep": withCode(
    "```ts {#names}",
    "```ts {#fig-widest .chart}\n//| caption: Bars.\n//| alt: Bars.\n//| data: bars\nPlot.barY([1])\n```\n\n```ts {#names}",
    asking(["#bars .tornado", "output: revenue"]),
  ),
  "an output in a unit that there is not": withCode(
    'format: "dollars 0"',
    'format: "unit 1 MUSDD"',
    asking(
      ["#tbl-a .importance", "output: revenue\ndraws: 64\ncaption: Shares."],
      ["#fig-b .monte-carlo", "outputs: revenue\nshow: histogram\ndraws: 64\ncaption: Bins.\nalt: Bins."],
      ["#tbl-c .information", "options: {Sell: revenue, Keep: net}\ndraws: 64\ncaption: Worth."],
    ),
  ),
  "a block that is not the same again": withCode(
    NET,
    `${NET}\nlet calls = 0;\nconst next = () => ++calls;`,
    withCode("by_year = [", "seen = { now: next() };\nconst by_year = [", asking(["#a .tornado", "output: seen.now"])),
  ),
};

describe("a sweep asked for wrongly", () => {
  beforeAll(runSweepsHere);
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it("is refused in words, with its place", async () => {
    const texts: string[] = [];
    for (const [what, files] of Object.entries(CASES)) texts.push(`# ${what}\n${await said(files)}`);
    matchGolden("test/sensitivity/golden/bad-sweeps.txt", `${texts.join("\n\n")}\n`);
  });

  /** Throws where the price is above 18, and gives no number where it is below 5. */
  const BREAKS = `function checked(price: number): number {
  if (price > 18) throw new Error("no price above 18");
  return price < 5 ? Number.NaN : price;
}
const net = checked(given.price.base) - given.price.fee;`;
  const BROKEN = withCode(
    NET,
    BREAKS,
    asking(
      ["#draws .monte-carlo", "outputs: [revenue, enough, segment]"],
      ["#tbl-draws .monte-carlo", "outputs: [net]\nname: shown\ncaption: Draws."],
      ["#bars .tornado", "output: revenue"],
      ["#shares .sobol", "output: revenue\nover: [price.base, price.fee]\ndraws: 64"],
      ["#important .importance", "output: revenue"],
      ["#grid .two-way", "output: revenue\nrows: price.base\ncolumns: demand.units"],
      ["#flip .break-even", "output: enough\nvary: price.base"],
      ["#web .spider", "output: revenue\nover: [price.base]"],
      ["#worlds .scenarios", "outputs: [revenue, enough]"],
      ["#choice .information", "options: {Sell: revenue, Keep: net}\ndraws: 256"],
    ),
  );

  it("goes on where blocks fail at some values, says so, and leaves out that alone", async () => {
    const { scope, tree, diagnostics } = await sweep(BROKEN);
    const sources = new Map(Object.entries(BROKEN));
    matchGolden("test/sensitivity/golden/gaps.txt", `${formatDiagnostics(diagnostics, { sources })}\n`);

    const value = <T>(name: string): T => scope.values.get(name) as T;
    const { revenue } = value<{ revenue: { least: number; mean: number } }>("draws");
    expect(revenue.mean).toBeGreaterThan(0);
    expect(revenue.least).toBeGreaterThan(0);
    const { by } = value<{ by: Record<string, { total: { value: number } }> }>("shares");
    expect(by.price_base?.total.value).toBeGreaterThan(0.9);
    expect(value<{ at: number }>("flip").at).toBeCloseTo(6, 9);
    expect(JSON.stringify(tree.chapters)).toContain("145 draws have no result for net and are left out");
  });

  it("fails where no draw has a result", async () => {
    const files = withCode(
      NET,
      `${NET}\nconst never = given.price.fee === 1 ? 1 : Number.NaN;`,
      asking(
        ["#draws .monte-carlo", "outputs: [never]"],
        ["#important .importance", "output: never"],
        ["#shares .sobol", "output: never\ndraws: 64"],
        ["#tbl-draws .monte-carlo", "outputs: [never]\nname: shown\ncaption: Draws."],
      ),
    );
    matchGolden("test/sensitivity/golden/no-draws.txt", `${await said(files)}\n`);
  });

  it("tells once what has ended the process of all", async () => {
    const files = withCode(
      NET,
      `${NET}\nfor (let n = given.price.base; n > 18; ) n += 1;`,
      asking(
        ["#first .tornado", "output: revenue"],
        ["#second .two-way", "output: revenue\nrows: price.base\ncolumns: demand.units"],
        ["#third .spider", "output: revenue"],
        ["#fourth .monte-carlo", "outputs: revenue\ndraws: 64"],
      ),
    );
    const text = await said(files, { limits: { seconds: 1, megabytes: 512 } });
    expect(text.match(/^error\[.*/gm)).toEqual([expect.stringContaining("error[notebook/time-limit]")]);
    expect(text.match(/sweep `\w+`: block `revenue-model` was still running after 1 s/g)).toHaveLength(1);
  });
});
