import type { StudyDrawing } from "../../src/figures/studies/index.js";
import type { NumberSummary, StudyResult, Summary } from "../../src/sensitivity/index.js";

type Of<K extends StudyResult["kind"]> = Extract<StudyResult, { kind: K }>["result"];
type Bar = Of<"tornado">["bars"][number];

const multiple = { label: "Bandwidth multiple, 2029", unit: "1", format: { style: "times", digits: 1 } } as const;
const gigawatts = {
  label: "Unserved demand, 2029",
  unit: "GW",
  format: { style: "unit", digits: 0, to: "GW" },
} as const;
const outputs: StudyDrawing["outputs"] = { multiple, gigawatts };
const gaps = { count: 0, first: [] };

export const drawing = (study: StudyResult, top = 12, declared = outputs): StudyDrawing => ({
  study,
  outputs: declared,
  top,
});

export const bar = (
  id: string,
  label: string,
  low: number | undefined,
  high: number | undefined,
  range?: [number, number],
  unit = "1",
): Bar => ({
  id,
  label,
  unit,
  low: { output: low, value: range?.[0] },
  high: { output: high, value: range?.[1] },
  swing: Math.abs((high ?? 20) - (low ?? 20)),
  reach: 1,
  least: { position: -1, output: Math.min(low ?? high ?? 20, high ?? low ?? 20) },
  most: { position: 1, output: Math.max(low ?? high ?? 20, high ?? low ?? 20) },
  monotone: true,
  inverse: false,
  sameSide: false,
  oneSided: false,
  drawn: true,
});

/** A bar whose assumption takes the output further between its ends than at them. */
export const turning = (one: Bar, least: number, most: number): Bar => ({
  ...one,
  least: { position: -0.4, output: least },
  most: { position: 0.3, output: most },
  reach: most - least,
  monotone: false,
});

export const tornado = (bars: readonly Bar[], base = 20.3): StudyDrawing =>
  drawing({ kind: "tornado", result: { output: "multiple", base, bars, unmoved: [], left: [] } });

const axis = (label: string, values: readonly number[], base?: number, unit = "1"): Of<"two-way">["rows"] => ({
  id: label,
  label,
  unit,
  how: "value",
  values,
  written: values,
  base,
});

const effect = [0.6, 1, 1.75, 2.5];
const growth = [2, 3, 5, 8, 12];
export const twoWay = (cells: Of<"two-way">["cells"], more: Partial<Of<"two-way">> = {}): StudyDrawing =>
  drawing({
    kind: "two-way",
    result: {
      output: "multiple",
      rows: axis("Model efficiency factor, however it comes about", effect, 1),
      columns: axis("Power added in the year", growth, 2, "GW/year"),
      cells,
      baseValue: 5,
      base: { row: 1, column: 2 },
      gaps,
      ...more,
    },
  });

const scenario = (name: string, title: string, value: number | undefined) => ({
  name,
  title,
  cells: [{ value }],
  broken: [],
  mended: [],
});

export const scenarios = (base: number, rows: readonly (readonly [string, number | undefined])[]): StudyDrawing =>
  drawing({
    kind: "scenarios",
    result: {
      columns: [{ name: "multiple", kind: "number" }],
      base: scenario("base", "Base", base),
      rows: rows.map(([title, value], i) => scenario(`s${i}`, title, value)),
    },
  });

const estimate = (value: number) => ({ value, error: 0, half: value });

export const draws = (summaries: readonly Summary[], declared = outputs): StudyDrawing =>
  drawing({ kind: "monte-carlo", result: { n: 4096, seed: 1, drawn: 3, summaries } }, 12, declared);

export const numbers = (name: string, quantiles: readonly [number, number, number, number, number]): NumberSummary => ({
  kind: "number",
  name,
  count: 4096,
  gaps,
  mean: estimate(1),
  standardDeviation: 1,
  least: 0,
  most: 9,
  quantiles: [0.1, 0.25, 0.5, 0.75, 0.9].map((level, i) => ({ level, ...estimate(quantiles[i] ?? 0) })),
});

export const texts = (name: string, shares: Readonly<Record<string, number>>): Summary => ({
  kind: "text",
  name,
  count: 4096,
  gaps,
  frequencies: Object.entries(shares).map(([text, value]) => ({ text, ...estimate(value) })),
});

export const claim = (name: string, share: number): Summary => ({
  kind: "claim",
  name,
  count: 4096,
  gaps,
  probability: estimate(share),
});

export const elasticity = (values: readonly (readonly [string, number])[]): StudyDrawing =>
  drawing({
    kind: "elasticity",
    result: {
      output: "multiple",
      base: 20.3,
      inputs: values.map(([label, value]) => ({ id: label, label, value, below: value, above: value, kinked: false })),
      left: [],
    },
  });

const index = (value: number, half: number) => ({ value, low: value - half, high: value + half });

const LONG =
  "Share of the planned capacity of the year that is blocked by policy, by the grid or by the people who live beside it";

/** Studies of every kind, the plain case and what is awkward about it. */
export const studies: Readonly<Record<string, StudyDrawing>> = {
  tornado: tornado([
    bar("mef.base", "Model efficiency factor", 12.2, 50.6, [0.6, 2.5]),
    bar("gw.stock", "Capacity standing at the end of 2024", 20.8, 18.7, [6, 10], "GW"),
    bar("price", "Price of a kilowatt-hour", 20.5, 21.4, [40, 90], "USD/MWh"),
    bar("mix", "Fleet mix of the 2027 cohort", 20.25, 20.4),
    bar("life", "Years a cohort stays in service", 20.3, 20.0),
    bar("memory", LONG, undefined, 23.1),
  ]),
  "tornado-at-the-edge": tornado([bar("a", "Nothing but up", 20.3, 90), bar("b", "Nothing but up", 20.3, 60.1)]),
  "tornado-of-nothing": tornado([]),
  "tornado-that-turns": tornado([
    turning(bar("hump", "Price at the door", 14, 16, [0, 12], "USD"), 14, 31.4),
    turning(bar("both", "Fleet mix of the 2027 cohort", 22, 19), 12.5, 26),
    turning(bar("base", "Years in service, best as they are", 18, 17.1), 17.1, 20.3),
    turning(bar("missing", "Memory", undefined, 21), 18.8, 22),
  ]),
  "two-way": twoWay(effect.map((y) => growth.map((x) => (x === 12 && y > 2 ? undefined : (x * 12) / y)))),
  "two-way-claim": twoWay(
    effect.map((y) => growth.map((x) => x - 3 - y)),
    {
      output: "bandwidth-lags",
      holds: effect.map((y) => growth.map((x) => x - 3 - y > 0)),
      flips: [effect.map((y) => [3 + y, y] as const)],
    },
  ),
  "two-way-many": twoWay(
    Array.from({ length: 4 }, (_, i) => Array.from({ length: 12 }, (_, j) => 1234.5 * (i + 1) * (j + 1))),
    {
      columns: axis(
        "Growth",
        Array.from({ length: 12 }, (_, j) => 1 + j / 8),
      ),
      base: undefined,
    },
  ),
  scenarios: scenarios(2.24, [
    ["Upside of the memo", 1.28],
    ["All five risks at once", 0.9],
    ["Mixes read as shares of chips", 2.24],
    ["A quarter of the additions slips", 2.85],
    ["Nothing is built", undefined],
  ]),
  "scenarios-by-ratio": scenarios(2, [
    [LONG, 0.1],
    ["Best", 40],
  ]),
  fan: draws(
    [2026, 2027, 2028, 2029].map((year, i) =>
      numbers(`tightness.${year}`, [1, 1.3 + i / 8, 1.6 + i / 2, 2.2 + i, 2.7 + 3 * i]),
    ),
  ),
  "fan-by-ratio": draws(
    [2026, 2027, 2028, 2029].map((year, i) =>
      numbers(`tightness.${year}`, [1.03 + i / 20, 1.2 + i / 5, 1.5 + i, 1.7 + 3 * i, 1.9 + 5.5 * i]),
    ),
  ),
  "fan-narrow": draws([2026, 2027, 2028].map((year) => numbers(`tightness.${year}`, [4, 4.01, 4.02, 4.03, 4.04]))),
  intervals: draws([numbers("multiple", [12, 16, 20, 28, 50]), numbers("gigawatts", [3, 5, 8, 9, 12])]),
  histogram: draws(
    [
      {
        ...numbers("multiple", [12, 16, 20, 28, 50]),
        bins: [120, 510, 980, 1100, 640, 400, 210, 90, 46].map((count, i) => ({
          from: 5 + 5 * i,
          to: 10 + 5 * i,
          count,
        })),
      },
    ],
    { ...outputs, multiple: { ...multiple, limits: [8] } },
  ),
  "histogram-of-one-value": draws([
    { ...numbers("gigawatts", [3, 3, 3, 3, 3]), bins: [{ from: 3, to: 3, count: 4096 }] },
  ]),
  "histogram-of-shares": draws(
    [
      {
        ...numbers("share", [0.02, 0.05, 0.07, 0.09, 0.13]),
        bins: [300, 900, 1400, 800, 500, 196].map((count, i) => ({ from: i / 40, to: (i + 1) / 40, count })),
      },
    ],
    { ...outputs, share: { label: "Share of nights, 2029", unit: "1", format: { style: "percent", digits: 0 } } },
  ),
  "fan-of-shares": draws(
    [2026, 2027, 2028].map((year, i) =>
      numbers(`share.${year}`, [0.01, 0.013, 0.016, 0.022 + i / 200, 0.027 + i / 50]),
    ),
    {
      ...outputs,
      ...Object.fromEntries(
        [2026, 2027, 2028].map((year) => [
          `share.${year}`,
          { label: `Share of nights, ${year}`, unit: "1", format: { style: "percent", digits: 0 } as const },
        ]),
      ),
    },
  ),
  shares: draws([
    texts("binding.2026", { labour: 0.75, DRAM: 0.2, transformers: 0.05 }),
    texts("binding.2027", { DRAM: 0.55, labour: 0.25, transformers: 0.2 }),
  ]),
  "shares-of-many": draws([
    texts("first_to_bind", Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`cause ${i}`, (i + 1) / 45]))),
    claim("bandwidth-lags", 0.6),
  ]),
  claims: draws([claim("bandwidth-lags", 0.93), claim("unserved-demand-stays-in-2029", 0.0002)]),
  importance: drawing({
    kind: "importance",
    result: {
      output: "multiple",
      mean: 20,
      inputs: [0.789, 0.074, 0.0002, -0.001].map((firstOrder, i) => ({
        id: `i${i}`,
        label: ["Growth of demand", "Model efficiency factor", LONG, "Memory bandwidth"][i] ?? "",
        spearman: 0,
        firstOrder,
        low: 0,
        high: 0,
        means: [],
        spearmanError: 0,
        firstOrderError: 0,
        lowError: 0,
        highError: 0,
        meanErrors: [],
      })),
      gaps,
      unmoved: [],
      correlated: false,
    },
  }),
  sobol: drawing({
    kind: "sobol",
    result: {
      output: "multiple",
      n: 256,
      runs: 0,
      mean: 0,
      variance: 1,
      inputs: [
        { id: "a", label: "Growth of demand", first: index(0.77, 0.12), total: index(0.84, 0.13) },
        { id: "b", label: LONG, first: index(0.01, 0.03), total: index(0.02, 0.01) },
        { id: "c", label: "Memory bandwidth", first: index(0, 0.002), total: index(0.001, 0.001) },
      ],
      sumOfFirst: 0.8,
      sumOfTotal: 1,
      pairs: [],
      droppedRows: 0,
      gaps,
    },
  }),
  elasticity: elasticity([
    ["Model efficiency factor", 1],
    ["Capacity standing at the end of 2024", -0.19],
    ["Memory bandwidth", 0.0051],
    ["Years a cohort stays in service", -0.0049],
  ]),
  spider: drawing(
    {
      kind: "spider",
      result: {
        output: "multiple",
        by: "range",
        base: 20,
        lines: [LONG, "Memory bandwidth", "Fleet mix", "Price"].map((label, i) => ({
          id: `l${i}`,
          label,
          points: [-1, -0.5, 0, 0.5, 1].map((x) => ({ x, output: 20 + (x * 10) / (i + 1) })),
          least: { x: -1, output: 20 - 10 / (i + 1) },
          most: { x: 1, output: 20 + 10 / (i + 1) },
        })),
        left: [],
      },
    },
    3,
  ),
  information: drawing(
    {
      kind: "information",
      result: {
        options: [],
        unmoved: [],
        choice: "build",
        perfect: { value: 41, error: 1 },
        inputs: [
          { id: "a", label: "Growth of demand", value: 22, error: 1 },
          { id: "b", label: "Memory bandwidth", value: 2, error: 2 },
        ],
        noise: 4,
        gaps,
      },
    },
    12,
    { gigawatts },
  ),
  "information-of-little": drawing(
    {
      kind: "information",
      result: {
        options: [],
        unmoved: [],
        choice: "build",
        perfect: { value: 0.93, error: 0.031 },
        inputs: [
          { id: "a", label: "Growth of demand", value: 0.71, error: 0.023 },
          { id: "b", label: "Memory bandwidth", value: 0.004, error: 0.0012 },
          { id: "c", label: "Price", value: 0.0002, error: 0.0011 },
        ],
        noise: 0,
        gaps,
      },
    },
    12,
    { benefit: { label: "Net benefit", unit: "kGBP", format: { style: "unit", digits: 1, to: "kGBP" } } },
  ),
};
