import { readdirSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { deserialize } from "node:v8";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { STUDIES } from "../../src/chapters/types.js";
import { formatDiagnostics } from "../../src/diagnostic.js";
import type { ComputeOptions } from "../../src/memo/compute.js";
import { writeOutputs } from "../../src/memo/write.js";
import type { StudyResult } from "../../src/sensitivity/index.js";
import { edited, removeFolders, type Sources, sourcesIn, temporaryFolder } from "../cli/memo.js";
import { copyOfStore } from "../store/copy.js";
import { runSweepsHere, sweep } from "./sweeps.js";

const CHAPTER = "chapters/01-small.md";
const REGISTER = "assumptions/v1.yaml";
const SMALL = sourcesIn("test/sensitivity/fixtures/small");
/** Seven sweeps: six of revenue, one of what no other rests on. */
const BASE: Sources = {
  ...SMALL,
  [CHAPTER]: `${SMALL[CHAPTER]}
\`\`\`ts {#apart}
const apart = given.demand.path[2026] + given.demand.path[2027];
\`\`\`

\`\`\`sweep {#tbl-weights .importance}
output: revenue
draws: 1024
caption: Weights.
\`\`\`

\`\`\`sweep {#fig-draws .monte-carlo}
outputs: [revenue, enough, segment]
draws: 512
caption: Draws of {{number draws.n}}.
alt: A fan.
\`\`\`

\`\`\`sweep {#tbl-bars .tornado}
output: revenue
caption: Bars.
\`\`\`

\`\`\`sweep {#tbl-worlds .scenarios}
outputs: [revenue, enough]
caption: Scenarios.
\`\`\`

\`\`\`sweep {#shares .sobol}
output: revenue
draws: 64
\`\`\`

\`\`\`sweep {#flip .break-even}
output: enough
vary: price.base
\`\`\`

\`\`\`sweep {#apart-bars .tornado}
output: apart
\`\`\`

Revenue {{dollars draws.revenue.p50}}, {{percent draws.enough.probability}}; it {{flip.words}}; {{number shares.first.total.value digits=3}};
{{apart_bars.first.id}} {{number apart_bars.first.swing}}.
`,
};

interface State {
  files: Sources;
  options?: Pick<ComputeOptions, "scenario" | "sets">;
}

/** Everything a reader gets of a memo: its files, and what the build says. */
async function build({ files, options }: State, cacheFolder?: string): Promise<Record<string, string>> {
  const { tree, diagnostics } = await sweep(files, { ...options, ...(cacheFolder ? { cacheFolder } : {}) });
  const outputs = await writeOutputs(tree, new Set(["md", "data"]));
  return {
    ...Object.fromEntries([...outputs].map(([path, bytes]) => [path, Buffer.from(bytes).toString("latin1")])),
    said: formatDiagnostics(diagnostics),
  };
}

const change =
  (path: string, from: string, to: string) =>
  ({ files, ...rest }: State): State => ({ ...rest, files: edited(files, path, from, to) });
const chapter = (from: string, to: string) => change(CHAPTER, from, to);
const register = (from: string, to: string) => change(REGISTER, from, to);

const ALL = 7;
/** What an entry begins with. */
const DIGEST_BYTES = 32;
const REVENUE = 6;

/** What is changed, and how many of the sweeps have to run again. */
const CHANGES: readonly {
  what: string;
  apply(state: State): State;
  runs: number;
  /** Nothing a reader sees changes. */
  unseen?: boolean;
}[] = [
  { what: "nothing", apply: (state) => state, runs: 0, unseen: true },
  // Each is of the revenue, on which the last sweep doesn't rest.
  { what: "a range", apply: register("high: 20 USD", "high: 25 USD"), runs: REVENUE },
  { what: "a distribution", apply: register("distribution: lognormal", "distribution: uniform"), runs: REVENUE },
  { what: "a value", apply: register("value: 10 USD", "value: 11 USD"), runs: REVENUE },
  {
    what: "whether an assumption is drawn",
    apply: register("distribution: lognormal", "distribution: point"),
    runs: ALL,
  },
  {
    what: "a value within the range of a series that most sweeps only draw, so that its sides are alike",
    apply: register("value: {2026: 10, 2027: 20}", "value: {2026: 8, 2027: 21}"),
    runs: ALL,
  },
  {
    what: "the range of a series that most sweeps only draw",
    apply: register("high: {2026: 11, 2027: 30}", "high: {2026: 15, 2027: 28}"),
    runs: ALL,
  },
  {
    what: "the distribution of a series that most sweeps only draw",
    apply: register(
      "high: {2026: 11, 2027: 30}, distribution: triangular",
      "high: {2026: 11, 2027: 30}, distribution: uniform",
    ),
    // It is drawn as a whole as before.
    runs: 2,
  },
  {
    what: "a derivation that nothing rests on",
    apply: register("demand.units * 2", "demand.units * 3"),
    runs: 0,
  },
  {
    what: "the code of a block upstream",
    apply: chapter("given.price.base - given.price.fee", "given.price.base"),
    runs: REVENUE,
  },
  {
    what: "the code of a block that one sweep alone rests on",
    apply: chapter("given.demand.path[2026] +", "2 * given.demand.path[2026] +"),
    runs: 1,
  },
  { what: "the code of a chart", apply: chapter('label: "units"', 'label: "pieces"'), runs: 0 },
  { what: "what a claim compares", apply: chapter("revenue > 500", "revenue > 600"), runs: 3 },
  { what: "the seed", apply: chapter("draws: 512", "draws: 512\nseed: 2"), runs: 1 },
  { what: "the number of draws", apply: chapter("draws: 512", "draws: 256"), runs: 1 },
  {
    what: "a correlation",
    apply: chapter("draws: 512", "draws: 512\ncorrelations: [{between: [price.base, demand.units], spearman: 0.4}]"),
    runs: 1,
  },
  { what: "what is moved", apply: chapter("draws: 512", "draws: 512\nover: [price.base]"), runs: 1 },
  {
    what: "a scenario of the register",
    apply: change("assumptions/scenarios.yaml", "demand.units: 150", "demand.units: 140"),
    runs: 1,
  },
  {
    what: "the scenario the memo is built under",
    apply: (state) => ({ ...state, options: { scenario: "cheap" } }),
    runs: REVENUE,
  },
  {
    what: "an override",
    apply: (state) => ({ ...state, options: { sets: [{ id: "price.fee", text: "2 USD" }] } }),
    runs: REVENUE,
  },
  // Label and format stand in the code.
  { what: "the label of an output", apply: chapter('label: "Revenue"', 'label: "Sales"'), runs: REVENUE },
  { what: "the format of an output", apply: chapter('format: "dollars 0"', 'format: "dollars 1"'), runs: REVENUE },
  { what: "a caption", apply: chapter("caption: Bars.", "caption: Bars of {{number flip.at}}."), runs: 0 },
  { what: "an alternative text", apply: chapter("alt: A fan.", "alt: Three bars."), runs: 0 },
  {
    what: "the prose, so that all stands on other lines",
    apply: chapter("```ts {#names}", "New text.\n\nMore of it.\n\n```ts {#names}"),
    runs: 0,
  },
  {
    what: "a note of the register",
    apply: register("high: 2 USD, distribution: uniform", "high: 2 USD, distribution: uniform, note: Counted"),
    runs: 0,
  },
];

describe("sweeps that are kept", () => {
  let warm: string;
  let base: Record<string, string>;
  /** Entries of the store that hold what a study came to. */
  const kept = (cache: string): string[] =>
    readdirSync(cache).filter((name) => {
      if (name === ".gitignore") return false;
      const { kind, result } = deserialize(readFileSync(join(cache, name)).subarray(DIGEST_BYTES)) as StudyResult;
      return STUDIES.includes(kind) && result !== undefined;
    });

  beforeAll(async () => {
    runSweepsHere();
    warm = join(temporaryFolder(), "cache");
    base = await build({ files: BASE }, warm);
  });
  afterAll(() => {
    vi.restoreAllMocks();
    removeFolders();
  });

  it("are as many as there are", () => {
    expect(kept(warm)).toHaveLength(ALL);
  });

  it.each(CHANGES)(
    "give what a build without a cache gives, after a change of $what",
    async ({ apply, runs, unseen = false }) => {
      const cache = join(temporaryFolder(), "cache");
      copyOfStore(warm, cache);
      const state = apply({ files: BASE });
      const cold = await build(state);
      expect(await build(state, cache)).toEqual(cold);
      expect(kept(cache).length - ALL).toBe(runs);
      expect(JSON.stringify(cold) === JSON.stringify(base), "a reader sees no change").toBe(unseen);
      expect(await build({ files: BASE }, cache)).toEqual(base);
      expect(kept(cache).length - ALL).toBe(runs);
    },
  );

  it("are run again where the file is broken", async () => {
    const cache = join(temporaryFolder(), "cache");
    copyOfStore(warm, cache);
    for (const name of kept(cache)) truncateSync(join(cache, name), 10);
    expect(await build({ files: BASE }, cache)).toEqual(base);
  });

  it("give the same numbers with an assumption more that nothing uses, wherever it stands", async () => {
    const extra = (name: string): string => `${name}: {value: 5, low: 1, high: 9, unit: "1", distribution: uniform}\n`;
    const { scope: plain } = await sweep(BASE);
    for (const apply of [
      register("  price:\n", `  aaa:\n    ${extra("unused")}  price:\n`),
      register("    fee:", `    ${extra("extra")}    fee:`),
      register("    all:", `    ${extra("zzz")}    all:`),
    ]) {
      const { scope } = await sweep(apply({ files: BASE }).files);
      const { drawn, ...numbers } = scope.values.get("draws") as Record<string, unknown>;
      const { drawn: before, ...same } = plain.values.get("draws") as Record<string, unknown>;
      expect(drawn).toBe(Number(before) + 1);
      expect(numbers).toEqual(same);
    }
  });

  it("give other draws with another seed, within their errors", async () => {
    const one = (await sweep(BASE)).scope.values.get("draws") as { revenue: { p50: number; error: number } };
    const { files } = chapter("draws: 512", "draws: 512\nseed: 2")({ files: BASE });
    const other = (await sweep(files)).scope.values.get("draws") as typeof one;
    expect(other.revenue.p50).not.toBe(one.revenue.p50);
    expect(Math.abs(other.revenue.p50 - one.revenue.p50)).toBeLessThan(4 * one.revenue.error);
  });

  it("come to the same bytes in processes of their own", async () => {
    vi.restoreAllMocks();
    try {
      expect(await build({ files: BASE })).toEqual(base);
    } finally {
      runSweepsHere();
    }
  });
});
