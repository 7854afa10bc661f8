import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { matchGolden } from "../golden.js";
import { type Memo, theMemo } from "./memo.js";
import { CLAIMS, judge, OUTCOMES, outcomeOf } from "./results-table-claims.js";
import { compare, compareDrawn } from "./results-table-compare.js";
import { FINDINGS, readExpected } from "./results-table-data.js";
import { markdownOf, terminalTextOf } from "./results-table-print.js";
import type { ResultRow } from "./results-table-row.js";
import { askedOf, rowsOf, SECTIONS } from "./results-table-rows.js";
import { found, type MemoValues, valuesOf } from "./results-table-values.js";

const parts = readExpected();

let memo: Memo;
let values: MemoValues;
let rows: readonly ResultRow[];
beforeAll(async () => {
  memo = await theMemo("2026-03");
  values = await valuesOf(memo, askedOf(parts));
  rows = rowsOf(parts, values);
  // RESULTS_TABLE=1 prints all of it.
  console.log(terminalTextOf(rows, process.env.RESULTS_TABLE === "1"));
});

describe("the memo computes what the reference computed, to the digits printed", () => {
  it("on the assumptions the reference is for", () => {
    for (const { version } of parts) expect(version).toBe(memo.register.version);
    expect(memo.register.scenario).toBeUndefined();
  });

  it.each([...SECTIONS])("%s %s", (section) => {
    const here = rows.filter((row) => row.section === section);
    expect(here.length).toBeGreaterThan(0);
    expect(here.filter(({ agrees }) => agrees === false)).toEqual([]);
  });

  it("in more than sixteen hundred figures, and every statement that a source computes", () => {
    expect(rows.length).toBeGreaterThan(1600);
    const claims = parts.flatMap((part) => part.claims ?? []);
    expect(new Set(claims.map(({ id }) => id)).size).toBe(38);
    for (const { id } of claims)
      expect(rows.filter((row) => row.section === CLAIMS && row.source === id)).not.toEqual([]);
  });

  it("as the table says that is kept", () => {
    matchGolden(join(import.meta.dirname, "golden/results-table.md"), markdownOf(rows));
  });
});

describe("a wrong figure is found", () => {
  /** Figures that differ only for what was altered. */
  const differing = (altered: Partial<MemoValues>): string[] =>
    rowsOf(parts, { ...values, ...altered })
      .filter(({ agrees }, i) => agrees === false && rows[i]?.agrees !== false)
      .map(({ figure }) => figure);

  it("in a table, and nowhere else", () => {
    const cell: MemoValues["cell"] = (figure, row, column, key) => {
      const at = values.cell(figure, row, column, key);
      return figure === "tbl-limits" && row === "HBM" && column === "y2027" ? found(46.06) : at;
    };
    expect(differing({ cell })).toEqual(["Deployable gigawatts by constraint: HBM, y2027 (`tbl-limits`)"]);
  });

  it("in a value, with the statements and errors that rest on it", () => {
    const value: MemoValues["value"] = (name) => (name === "hbm_per_package" ? found(12) : values.value(name));
    expect(differing({ value })).toEqual([
      "HBM per GPU, Rubin Ultra over H100, stated as 12x (`hbm_per_package`; arith)",
      "HBM per GPU, Rubin Ultra over H100, error against 12x",
      "Memory of a Rubin Ultra package over an H100 (`hbm_per_package`)",
    ]);
  });

  it("in a value that is no longer there", () => {
    const value: MemoValues["value"] = (name) => (name === "sharesTogether" ? undefined : values.value(name));
    expect(differing({ value })).toEqual([
      "“reasoning tokens are another 57% of the bill”: 99% by `sharesTogether` unknown",
    ]);
  });

  it("in a scenario, a sweep, and a claim of the memo", () => {
    const scenario: MemoValues["scenario"] = (name, output) =>
      name === "all-five" && output === "ranking" ? found("Memory") : values.scenario(name, output);
    expect(differing({ scenario })).toEqual(["Ranking: all-five, `ranking`"]);
    expect(differing({ study: (name) => (name === "chances" ? undefined : values.study(name)) })).toHaveLength(4);
    expect(differing({ holds: (claim) => claim !== "low-end-misses" && values.holds(claim) })).toEqual([
      "the memo's claim `low-end-misses`",
    ]);
  });
});

describe("a figure is compared", () => {
  it.each([
    [3.5302, "3.53", true],
    [3.5352, "3.53", false],
    [1929.4, "1,929", true],
    [0.335, "33%", false],
    [-0.0001, "-0.0%", true],
    ["labour/EPC", "labour/EPC", true],
    ["labour", "labour/EPC", false],
    [undefined, "3.53", false],
  ])("%s with %s", (value, printed, agrees) => {
    expect(compare(found(value), printed).agrees).toBe(agrees);
  });

  it("with its error, relative or in points", () => {
    expect(compare(found(1281500.4), "1,281,500")).toMatchObject({ computed: "1,281,500.40", error: "0.00%" });
    expect(compare(found(3.6), "3.53")).toMatchObject({ computed: "3.6000", error: "+1.98%", verdict: "differs" });
    expect(compare(found(0.3349), "33%")).toMatchObject({ computed: "33.49%", error: "+0.49 pts" });
  });

  it("with three standard errors of the difference where it was drawn", () => {
    const drawn = { printed: "2.65", error: 0.04 };
    expect(compareDrawn(found(2.65 + 0.005 + 2.9 * Math.SQRT2 * 0.04), drawn).verdict).toBe("agrees, 2.9 of 3 s.e.");
    expect(compareDrawn(found(2.65 - 0.005 - 3.1 * Math.SQRT2 * 0.04), drawn).verdict).toBe("differs, 3.1 of 3 s.e.");
    expect(compareDrawn(found(0.906), { printed: "90%", error: 0.0005 }).agrees).toBe(true);
    expect(compareDrawn(undefined, drawn).agrees).toBe(false);
  });
});

describe("a statement is judged", () => {
  it.each([
    ["12", 12.44, "follows"],
    ["12", 12.8, "nearly"],
    ["6", 6.65, "fails"],
    ["9,700", 9726.5, "follows"],
    ["5.0", 4.86, "nearly"],
    ["0.5%", 0.00533, "follows"],
    ["10-13", 12.5, "follows"],
    ["50-200", 41.7, "fails"],
    ["1-2%", 0.0042, "fails"],
    ["<100", 95, "follows"],
    [">10", 8.9, "fails"],
  ] as const)("%s by %s %s", (says, value, judged) => {
    expect(judge({ says }, value)).toBe(judged);
  });

  it("by all of its readings together", () => {
    expect(OUTCOMES.agrees).toContain(outcomeOf(["follows", "follows"]));
    expect(OUTCOMES.agrees).not.toContain(outcomeOf(["follows", "nearly"]));
    expect(OUTCOMES.approx).toContain(outcomeOf(["follows", "nearly"]));
    expect(OUTCOMES.amb).toContain(outcomeOf(["follows", "fails"]));
    expect(OUTCOMES.conflict).toContain(outcomeOf(["fails", "fails"]));
    expect(FINDINGS.filter((finding) => OUTCOMES[finding].includes(outcomeOf([])))).toEqual(["na"]);
  });
});
