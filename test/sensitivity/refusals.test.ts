import { describe, expect, it } from "vitest";
import { formatDiagnostics, MemoError } from "../../src/diagnostic.js";
import {
  breakEven,
  drawInputs,
  indexDesign,
  inputsOf,
  merge,
  scenarioTable,
  shard,
  spider,
  tornado,
  twoWay,
  valueOfInformation,
} from "../../src/sensitivity/index.js";
import { matchGolden } from "../golden.js";
import { exceeds, input, model, uniformInputs } from "./plain.js";
import { register } from "./register.js";

const reg = register(`
gw:
  add: {unit: GW, value: {2026: 10, 2027: 20}, low: {2026: 5}, high: {2026: 20}, distribution: triangular}
  stock: {value: 7 GW}
mix: {unit: "1", mix: true, value: {A: 0.2, B: 0.8}, low: {A: 0.4, B: 0.6}, high: {A: 0.1, B: 0.9}, distribution: triangular}
sum: {expression: "gw.stock * 2", unit: GW}
`);
const study = model({ y: (a = 0, b = 0) => a + b, enough: (a = 0) => exceeds(a, 1), binds: () => "power" }, [1, 1]);
const { evaluate, columns } = study;
const inputs = [input("mef.base", 1, [0.6, 2.5]), input("gw.stock", 7)];

const CASES: [string, () => unknown][] = [
  [
    "unknown assumptions, a group, a derived one and a share, all together",
    () => inputsOf(reg, ["gw.stocks", "gw", "sum", "mix.A", "gw.add.2028"]),
  ],
  ["the same number twice", () => inputsOf(reg, ["gw.add", "gw.add.2027"])],
  ["an unknown output", () => tornado(evaluate, inputs, columns, "enouhg")],
  ["a text output", () => tornado(evaluate, inputs, columns, "binds")],
  ["nothing with a range", () => tornado(evaluate, inputs.slice(1), columns, "y")],
  ["an unknown input", () => breakEven(evaluate, inputs, columns, { id: "mef.bse", output: "enough" })],
  [
    "a range that is empty",
    () => breakEven(evaluate, inputs, columns, { id: "mef.base", output: "enough", from: 2, to: 2 }),
  ],
  [
    "a range that is inverted",
    () => breakEven(evaluate, inputs, columns, { id: "mef.base", output: "enough", from: 3, to: 1 }),
  ],
  ["a range that is none", () => breakEven(evaluate, inputs, columns, { id: "gw.stock", output: "enough" })],
  [
    "a range that is not finite",
    () => breakEven(evaluate, inputs, columns, { id: "mef.base", output: "enough", from: 0, to: Infinity }),
  ],
  ["no target for a number", () => breakEven(evaluate, inputs, columns, { id: "mef.base", output: "y" })],
  ["a target for a claim", () => breakEven(evaluate, inputs, columns, { id: "mef.base", output: "enough", target: 2 })],
  [
    "the same input on both sides",
    () =>
      twoWay(evaluate, inputs, columns, "y", {
        rows: { id: "gw.stock", values: [1] },
        columns: { id: "gw.stock", values: [1] },
      }),
  ],
  [
    "an axis without values",
    () => twoWay(evaluate, inputs, columns, "y", { rows: { id: "gw.stock", values: [] }, columns: { id: "mef.base" } }),
  ],
  [
    "an axis with a value twice",
    () =>
      twoWay(evaluate, inputs, columns, "y", {
        rows: { id: "gw.stock", values: [1, 2, 1] },
        columns: { id: "mef.base" },
      }),
  ],
  [
    "ratios from 0",
    () =>
      twoWay(evaluate, inputs, columns, "y", {
        rows: { id: "gw.stock", from: 0, to: 2, spacing: "ratio" },
        columns: { id: "mef.base" },
      }),
  ],
  ["draws that are no power of two", () => drawInputs(inputs, { n: 10_000, seed: 1 })],
  ["a seed that is no whole number", () => drawInputs(inputs, { seed: 0.5 })],
  ["nothing to draw", () => drawInputs(inputs.slice(1), { seed: 1 })],
  [
    "a correlation with what isn't drawn",
    () => drawInputs(inputs, { seed: 1, correlations: [{ a: "mef.base", b: "gw.stock", spearman: 0.5 }] }),
  ],
  [
    "correlations that contradict one another",
    () =>
      drawInputs(uniformInputs(3), {
        seed: 1,
        correlations: [
          { a: "x1", b: "x2", spearman: 0.9 },
          { a: "x2", b: "x3", spearman: 0.8 },
          { a: "x1", b: "x3", spearman: -0.5 },
        ],
      }),
  ],
  ["a value outside its range", () => drawInputs([input("x", 5, [0, 4], { name: "triangular" })], { n: 4, seed: 1 })],
  ["a lognormal range from 0", () => drawInputs([input("x", 5, [0, 9], { name: "lognormal" })], { n: 4, seed: 1 })],
  [
    "indices of correlated inputs",
    () => indexDesign(uniformInputs(2), { n: 64, seed: 1, correlations: [{ a: "x1", b: "x2" }] }),
  ],
  ["indices of more inputs than there are dimensions for", () => indexDesign(uniformInputs(257), { n: 64, seed: 1 })],
  ["a shard that there isn't", () => shard(new Float64Array(8), 1, 0, 4)],
  ["more shards than draws", () => shard(new Float64Array(8), 1, 1, 9)],
  [
    "a shard that is missing",
    () => merge([{ from: 0, to: 2, evaluations: { outputs: new Float64Array(2), failures: [] } }], 4, 1),
  ],
  [
    "a scenario of the wrong shape",
    () =>
      scenarioTable(evaluate, inputs, columns, [{ name: "up", overrides: new Map([["mef.base", { a: 1, b: 2 }]]) }]),
  ],
  ["an even spider", () => spider(evaluate, inputs, columns, "y", { count: 4 })],
  [
    "a decision without a choice",
    () =>
      valueOfInformation(
        drawInputs(inputs, { n: 2, seed: 1 }),
        columns,
        { outputs: new Float64Array(8), failures: [] },
        { options: [], goal: "most" },
      ),
  ],
];

describe("what is asked for wrongly", () => {
  it("is refused in words", async () => {
    const said: string[] = [];
    for (const [what, ask] of CASES) {
      let text = "was not refused";
      try {
        await ask();
      } catch (error) {
        if (!(error instanceof MemoError)) throw error;
        text = formatDiagnostics(error.diagnostics);
        expect(error.diagnostics.every(({ rule }) => rule.startsWith("sensitivity/"))).toBe(true);
        // Whoever places it in a fence goes by that; of some the message names nothing but what helps.
        for (const { message, about } of error.diagnostics)
          expect([message, about]).toEqual([message, /`(.+?)`/.exec(message)?.[1]]);
      }
      said.push(`# ${what}\n${text}`);
    }
    matchGolden("test/sensitivity/golden/refusals.txt", `${said.join("\n\n")}\n`);
  });
});
