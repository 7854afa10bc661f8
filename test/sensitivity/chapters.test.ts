import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { formatDiagnostics } from "../../src/diagnostic.js";
import type { Computed } from "../../src/memo/compute.js";
import { writeOutputs } from "../../src/memo/write.js";
import { sourcesIn } from "../cli/memo.js";
import { matchGolden } from "../golden.js";
import { runSweepsHere, sweep } from "./sweeps.js";

let computed: Computed;
beforeAll(async () => {
  runSweepsHere();
  computed = await sweep(sourcesIn("test/sensitivity/fixtures/vectors"));
}, 240_000);
afterAll(() => {
  vi.restoreAllMocks();
});

/** What prose gets for a path: `flip.words`, `grid.cells.0.1`. */
function quoted(path: string): unknown {
  const [name = "", ...keys] = path.split(".");
  return keys.reduce<unknown>(
    (value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key],
    computed.scope.values.get(name),
  );
}

const number = (path: string): number => {
  const value = quoted(path);
  if (typeof value !== "number") throw new Error(`${path} is no number: ${JSON.stringify(value)}`);
  return value;
};

function near(path: string, expected: number, within: number): void {
  expect(Math.abs(number(path) - expected), `${path} is ${number(path)}, not ${expected}`).toBeLessThanOrEqual(within);
}

/** Above which a tenth of a standard normal distribution lies. */
const Z90 = 1.2815515655446;

describe("Sobol' indices asked for in a chapter come to", () => {
  const ISHIGAMI = {
    first: [0.3139051911478115, 0.4424111447900408, 0],
    total: [0.5575888552099592, 0.4424111447900408, 0.2436836640621477],
  };
  const small = 7.16192168879e-5;
  const G8 = {
    first: [0.716192168879, 0.17904804222, 0.0236757741778, 0.00716192168879, small, small, small, small],
    total: [
      0.787144126659,
      0.242198192818,
      0.0343169101541,
      0.0104603870652,
      ...Array<number>(4).fill(1.0494905192e-4),
    ],
  };
  const each = (n: number, value: number): { first: number[]; total: number[] } => ({
    first: Array<number>(n).fill(value),
    total: Array<number>(n).fill(value),
  });
  const LINEAR = [25, 16, 9, 4, 1].map((x) => x / 55);
  const GATE = { 1024: 5e-2, 4096: 5e-3 };

  const CASES: [string, string, { first: number[]; total: number[] }, number][] = [
    ["ishigami_1024", "ishigami_x", ISHIGAMI, GATE[1024]],
    ["ishigami_4096", "ishigami_x", ISHIGAMI, GATE[4096]],
    ["offset_1024", "ishigami_x", ISHIGAMI, GATE[1024]],
    ["g8_1024", "g_x", G8, GATE[1024]],
    ["g8_4096", "g_x", G8, GATE[4096]],
    ["linear_indices", "linear_x", { first: LINEAR, total: LINEAR }, 5e-3],
    ["sum_indices", "linear_x", each(5, 0.2), 5e-3],
  ];
  it.each(CASES)("the exact ones of %s", (name, input, { first, total }, gate) => {
    for (const [i, exact] of first.entries()) near(`${name}.by.${input}${i + 1}.first.value`, exact, gate);
    for (const [i, exact] of total.entries()) near(`${name}.by.${input}${i + 1}.total.value`, exact, gate);
  });

  it("intervals that the exact ones lie in", () => {
    for (const [i, exact] of ISHIGAMI.first.entries()) {
      expect(number(`ishigami_1024.by.ishigami_x${i + 1}.first.low`)).toBeLessThan(exact);
      expect(number(`ishigami_1024.by.ishigami_x${i + 1}.first.high`)).toBeGreaterThan(exact);
    }
  });

  it("two ways of going together for a product and a bottleneck", () => {
    for (const [name, first, pair] of [
      ["product", 3 / 7, 1 / 7],
      ["least", 0.4, 0.2],
    ] as const) {
      for (const input of ["unit_a", "unit_b"]) {
        near(`${name}_indices.by.${input}.first.value`, first, 1e-2);
        near(`${name}_indices.by.${input}.total.value`, first + pair, 1e-2);
      }
      near(`${name}_indices.pairs.unit_a_unit_b`, pair, 1e-2);
    }
    near("least_indices.mean", 1 / 3, 1e-3);
    near("least_indices.variance", 1 / 18, 1e-3);
    near("product_indices.variance", 7 / 144, 1e-3);
  });

  it("the share of x1 and x3 together for Ishigami's function", () => {
    near("ishigami_pairs.pairs.ishigami_x1_ishigami_x3", 0.2436836640621477, 5e-2);
    near("ishigami_pairs.pairs.ishigami_x1_ishigami_x2", 0, 5e-2);
    near("ishigami_pairs.pairs.ishigami_x2_ishigami_x3", 0, 5e-2);
  });

  it("mean, variance and runs", () => {
    near("ishigami_4096.mean", 3.5, 0.01);
    near("ishigami_4096.variance", 13.84458794071926, 0.05);
    near("g8_4096.mean", 1, 1e-3);
    near("g8_4096.variance", 0.4654244319022067, 5e-3);
    expect(number("ishigami_1024.runs")).toBe(1024 * 5);
    expect(number("ishigami_pairs.runs")).toBe(1024 * 8);
  });

  it("the largest total at the head", () => {
    expect(quoted("ishigami_4096.first.id")).toBe("ishigami.x1");
    expect(quoted("g8_4096.first.id")).toBe("g.x1");
  });
});

describe("importance without a further run comes to", () => {
  it("the first-order shares of a joint design, to 0.01", () => {
    for (const [i, exact] of [0.3139051911478115, 0.4424111447900408, 0].entries())
      near(`ishigami_shares.by.ishigami_x${i + 1}.firstOrder`, exact, 1e-2);
    for (const [i, exact] of [0.669421487603, 0.167355371901, 0.0743801652893].entries())
      near(`g3_shares.by.g_x${i + 1}.firstOrder`, exact, 1e-2);
  });

  it("rank correlations that miss what pulls both ways", () => {
    near("ishigami_shares.by.ishigami_x1.spearman", 0.4376, 2e-2);
    for (const path of [
      "ishigami_shares.by.ishigami_x2",
      "g3_shares.by.g_x1",
      "g3_shares.by.g_x2",
      "g3_shares.by.g_x3",
    ])
      near(`${path}.spearman`, 0, 2e-2);
  });

  it("the rank correlation that was declared", () => {
    for (const [name, rho] of [
      ["p3", 0.3],
      ["p5", 0.5],
      ["p7", 0.7],
      ["p9", 0.9],
      ["m6", -0.6],
    ] as const) {
      // Far less than taking it for the correlation of the normal draws would be wrong by: 0.009 to 0.018.
      near(`together_${name}.by.pair_a.spearman`, rho, 4e-3);
      near(`together_${name}.by.pair_c.spearman`, 0, 4e-3);
    }
    near("apart.by.pair_a.spearman", 0, 4 / Math.sqrt(4096));
  });
});

describe("draws come to", () => {
  const N = 4096;
  /** Four standard errors of a quantile of n independent draws: √(p (1 − p) / n) / density. */
  const error = (p: number, density: number): number => (4 * Math.sqrt((p * (1 - p)) / N)) / density;
  const triangular = (a: number, m: number, b: number) => (x: number) =>
    x < m ? (2 * (x - a)) / ((b - a) * (m - a)) : (2 * (b - x)) / ((b - a) * (b - m));
  const bell = (x: number, mu: number, sigma: number): number =>
    Math.exp(-0.5 * ((x - mu) / sigma) ** 2) / (sigma * Math.sqrt(2 * Math.PI));
  const lognormal = (mu: number, sigma: number) => (x: number) => bell(Math.log(x), mu, sigma) / x;
  /** Beta(1 + 4 (m − a) / (b − a), …) stretched from a to b; `scale` is 1 / B(α, β). */
  const pert = (a: number, b: number, alpha: number, scale: number) => (x: number) => {
    const share = (x - a) / (b - a);
    return (scale * share ** (alpha - 1) * (1 - share) ** (5 - alpha)) / (b - a);
  };
  const MU = 1.151292546497023;
  const SIGMA = 0.6999361691719629;
  const SIGMA_OF_TENTHS = Math.log(10) / 2 / Z90;

  const CASES: [string, [number, number, number], (x: number) => number, number?][] = [
    ["sums.two", [Math.sqrt(0.2), 1, 2 - Math.sqrt(0.2)], (x) => Math.min(x, 2 - x), 1],
    ["sums.least", [1 - Math.sqrt(0.9), 1 - Math.sqrt(0.5), 1 - Math.sqrt(0.1)], (x) => 2 * (1 - x), 1 / 3],
    ["shapes.triangular", [0.6324555320336759, 1.550510257216822, 2.904554884989668], triangular(0, 1, 4), 5 / 3],
    ["shapes.skewed", [7.640783086353597, 18.69504831500294, 36], triangular(1, 10, 50), 61 / 3],
    ["shapes.even", [-0.5527864045000421, 0, 0.5527864045000421], triangular(-1, 0, 1), 0],
    ["shapes.pert", [0.4489398341834342, 1.25524068182279, 2.335561498478116], pert(0, 4, 2, 20), 4 / 3],
    [
      "shapes.skewed_pert",
      [5.066377322019583, 13.96346788333933, 27.08508537905069],
      // 1 / B(1.7346…, 4.2653…) = Γ(6) / (Γ(α) Γ(β)).
      pert(1, 50, 1.73469387755102, 120 / (0.9158407 * 7.9786)),
      15.16666666666667,
    ],
    ["shapes.normal", [-Z90, 0, Z90], (x) => bell(x, 0, 1), 0],
    [
      "shapes.lognormal",
      [1.289543465617794, 3.162277660168379, 7.75468238692459],
      lognormal(MU, SIGMA),
      4.040012826945726,
    ],
    ["shapes.read_as_tenths", [1, 3.162277660168379, 10], lognormal(MU, SIGMA_OF_TENTHS), 4.734217274535592],
  ];
  it.each(CASES)("the quantiles of %s within four standard errors", (path, exact, density, mean) => {
    for (const [i, p] of [0.1, 0.5, 0.9].entries()) {
      const x = exact[i] ?? Number.NaN;
      near(`${path}.p${100 * p}`, x, error(p, density(x)));
    }
    if (mean !== undefined) near(`${path}.mean`, mean, (4 * number(`${path}.sd`)) / Math.sqrt(N));
  });

  it("the spread of triangular and PERT distributions", () => {
    near("shapes.triangular.sd", Math.sqrt(13 / 18), 0.02);
    near("shapes.pert.sd", Math.sqrt(0.5079365079365079), 0.02);
    near("shapes.skewed_pert.sd", Math.sqrt(70.49603174603175), 0.2);
  });

  it("a standard error of the median that is that of its density", () => {
    near("shapes.normal.error", 0.012533141 * Math.sqrt(10_000 / N), 0.004);
  });

  it("the share of draws in which a claim holds, and of each text", () => {
    near("sums.least_below_half.probability", 0.75, 4 * Math.sqrt((0.75 * 0.25) / N));
    near("sums.least_below_half.error", Math.sqrt((0.75 * 0.25) / N), 2e-4);
    near("sums.lower.a_first", 0.5, 4 * Math.sqrt(0.25 / N));
    expect(number("sums.lower.a_first") + number("sums.lower.b_first")).toBe(1);
  });

  it("what is said beside them", () => {
    expect(quoted("sums.n")).toBe(N);
    expect(quoted("sums.drawn")).toBe(2);
    expect(quoted("sums.meaning")).toContain("not how likely anything is");
  });
});

describe("moving one at a time comes to", () => {
  const bars = (name: string): unknown =>
    (quoted(`${name}.bars`) as { id: string; low: { output: number }; high: { output: number }; swing: number }[]).map(
      ({ id, low, high, swing }) => [id, low.output, high.output, swing],
    );

  it("a tornado in order of swing, equal ones as declared, inverse ones the other way round", () => {
    expect(bars("bars_of_ratio")).toEqual([
      ["bar.b", 25, 62.5, 37.5],
      ["bar.c", 62.5, 25, 37.5],
      ["bar.a", 40, 75, 35],
    ]);
    expect(number("bars_of_ratio.base")).toBe(50);
    expect(quoted("bars_of_ratio.by.bar_c.inverse")).toBe(true);
    expect(quoted("bars_of_ratio.by.bar_b.inverse")).toBe(false);
  });

  it("a tornado of a claim by its margin", () => {
    expect(bars("bars_of_claim")).toEqual([
      ["bar.b", -15, 22.5, 37.5],
      ["bar.c", 22.5, -15, 37.5],
      ["bar.a", 0, 35, 35],
    ]);
    expect(quoted("bars_of_claim.by.bar_a.low.holds")).toBe(false);
    expect(quoted("bars_of_claim.by.bar_a.high.holds")).toBe(true);
  });

  it("one-sided bars where a cap binds, and what has no range said", () => {
    expect(bars("bars_of_capped")).toEqual([
      ["cap.a", 8, 12, 4],
      ["cap.b", 9, 10, 1],
    ]);
    expect(quoted("bars_of_capped.left")).toEqual([{ id: "root.still", reason: "it has no range" }]);
  });

  it("series as a whole, mixes with their sum, and a key of a value", () => {
    expect(bars("bars_of_paths")).toEqual([["path.add", 17, 41, 24]]);
    expect(quoted("bars_of_paths.unmoved")).toEqual(["path.share"]);
    expect(quoted("bars_of_mix.count")).toBe(1);
    expect(number("bars_of_mix.first.low.output")).toBeCloseTo(16, 12);
    expect(number("bars_of_mix.first.high.output")).toBeCloseTo(19, 12);
    expect(bars("bars_of_one_year")).toEqual([["bar.a", 160, 300, 140]]);
  });

  it("elasticities of a power law, and of a cap on the side that binds", () => {
    near("slopes.by.bar_a.value", 2, 1e-9);
    near("slopes.by.bar_b.value", -1, 1e-9);
    expect(quoted("slopes.first.id")).toBe("bar.a");
    near("slopes_of_capped.by.cap_a.value", 1, 1e-9);
    near("slopes_of_capped.by.cap_b.value", 0, 1e-12);
  });

  it("a spider's straight line and its inverse", () => {
    const points = (id: string): { x: number; output: number }[] =>
      quoted(`web.by.${id}.points`) as { x: number; output: number }[];
    for (const { x, output } of points("bar_a")) expect(output).toBeCloseTo(50 * (1 + x), 9);
    for (const { x, output } of points("bar_c")) expect(output).toBeCloseTo(50 / (1 + x), 9);
  });

  it("a table of two, with the base marked", () => {
    expect(quoted("grid.cells")).toEqual([
      [20, 40, 50],
      [25, 50, 62.5],
      [37.5, 75, 93.75],
    ]);
    expect(quoted("grid_of_claim.holds")).toEqual([
      [false, false, true],
      [false, true, true],
      [false, true, true],
    ]);
    const { columns, rows } = tableOf("tbl-grid");
    expect(columns).toEqual(["bar.a", "1", "2 (base)", "2.5"]);
    expect(rows.map(([row]) => row)).toEqual(["80", "100 (base)", "150"]);
  });

  it("a table of scenarios", () => {
    expect(tableOf("tbl-worlds").rows).toEqual([
      ["Base case", "50.0", "–", "10", "–", "30", "–", "holds", "the first"],
      ["High a", "75.0", "+25.0", "10", "0", "30", "0", "holds", "the first"],
      ["Late and dear", "20.0", "−30.0", "9", "−1", "30", "0", "fails", "the cap"],
      ["Only one year", "50.0", "0.0", "10", "0", "40", "10", "holds", "the first"],
    ]);
    expect(quoted("worlds.late.change")).toEqual({ ratio: -30, capped: -1, path_sum: 0 });
    expect(quoted("worlds.late")).toMatchObject({ ratio: 20, capped: 9, ratio_high: false, broken: ["ratio-high"] });
    expect(quoted("worlds.high_a.ratio")).toBe(75);
    expect(quoted("worlds.base.capped_by")).toBe("the first");
    expect(quoted("worlds.count")).toBe(3);
    expect(quoted("two_worlds.count")).toBe(1);
  });
});

describe("break-evens come to", () => {
  const CASES: [string, number[], string][] = [
    ["one", [4], "is 0 with root.x at 4"],
    ["pair_of_roots", [2, 3], "is 0 with root.x at 2 and at 3"],
    ["below_the_cap", [2.5], "is 25 with root.x at 2.5"],
    ["capped_out", [], "doesn't reach 13: it stays at 12 from 12 on; cap.b binds"],
    ["capped_out_said", [], "doesn't reach 13: it stays at 12 from 12 on; the cap binds"],
    ["touching", [0], "is 0 with root.x at 0, which it only touches"],
    ["none", [], "doesn't reach −1: it comes nearest, 0.006738, at −5"],
    ["flip", [4], "flips if root.x reaches 4"],
    ["flip_twice", [2, 3], "flips with root.x at 2 and at 3"],
    ["no_flip", [], "doesn't flip with root.x between 0 and 10"],
    ["along_a_path", [0.5], "is 35.5 with path.add at 0.5 of the way to its high end"],
    ["one_year", [23], "is 33 with path.add, 2027 at 23"],
    ["one_year_missed", [], "doesn't reach 50: it comes nearest, 40, at 30"],
    ["at_an_end", [1], "is 41 with path.add at its high end"],
  ];
  it.each(CASES)("the roots and the words of %s", (name, roots, words) => {
    const found = quoted(`${name}.roots`) as number[];
    expect(found).toHaveLength(roots.length);
    for (const [i, exact] of roots.entries()) expect(found[i]).toBeCloseTo(exact, 9);
    expect(quoted(`${name}.words`)).toBe(words);
    expect(quoted(`${name}.reached`)).toBe(roots.length > 0);
  });

  it("a stretch without a result that is said", () => {
    expect(quoted("beyond.roots")).toEqual([]);
    expect(quoted("beyond.words")).toBe("doesn't reach 6: it comes nearest, 5, at 5");
  });
});

describe("knowing more is worth", () => {
  // Build pays x + z, x ~ U(−1, 3), z ~ U(−1, 1); waiting pays 0. All known: E max(x + z, 0) − 1 = 1/6. x alone: E max(x, 0) − 1 = 1/8. z: 0.
  it.each(["choice", "cost"])("what the integrals of %s say", (name) => {
    expect(quoted(`${name}.choice`)).toBe("Build");
    near(`${name}.perfect`, 1 / 6, 4 * number(`${name}.error`));
    near(`${name}.by.decision_margin.value`, 1 / 8, 5e-3);
    expect(number(`${name}.by.decision_weather.value`)).toBe(0);
  });
});

describe("the document", () => {
  it("shows and quotes its sweeps like any other figure", async () => {
    const files = await writeOutputs(computed.tree, new Set(["md"]));
    const text = String(files.get("memo.md")).replace(/\n## References[\s\S]*/, "");
    matchGolden("test/sensitivity/golden/vectors.md", text);
  });

  it("says of a sweep without a result where that was", () => {
    expect(formatDiagnostics(computed.diagnostics)).toBe(
      [
        "warning[sweep/no-result] chapters/04-break-even.md:79:1",
        "  sweep `beyond`: There is no result for ends_here with root.x at 5 to 10 (block `roots`: the result is NaN); nothing is found there.",
        "  expected a result everywhere in the ranges",
      ].join("\n"),
    );
  });
});

/** A table of the document: labels of its columns, and its cells. */
function tableOf(id: string): { columns: string[]; rows: readonly (readonly string[])[] } {
  for (const chapter of computed.tree.chapters)
    for (const node of chapter.children)
      if (node.type === "figure" && node.id === id && node.table)
        return {
          columns: node.table.columns.map(({ label }) => label),
          rows: node.table.rows.map((row) => row.map(({ text }) => text)),
        };
  throw new Error(`no table ${id}`);
}
