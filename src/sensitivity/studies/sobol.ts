import { describeNumber } from "../../assumptions/register/describe.js";
import type { Column } from "../../notebook/types.js";
import { roundedTo } from "../../text/decimal.js";
import { indexDesign, type SobolIndices, sobolIndices } from "../methods/sobol.js";
import { keyOf } from "../printing.js";
import { sharing } from "../telling.js";
import type { Asked, Sampling } from "./parts/asked.js";
import { byId, cut, MOST_NAMED, number, text, unmovedRemark } from "./parts/columns.js";
import { boundsOf, commandLine, ONE_RESULT, samplingOf, samplingOptions } from "./parts/command-line.js";
import { someDraws } from "./parts/draws.js";
import { BOUNDED, listOf, MOVED, OUTPUT, samplingKeys } from "./parts/keys.js";
import { dataRows } from "./parts/rows.js";
import { listEntries, objectType } from "./parts/value-types.js";
import type { StudyType } from "./study-type.js";

export interface SobolRequest extends Asked<"sobol">, Sampling {
  secondOrder: boolean;
}

const DEFAULT_N = 1024;

/** First-order and total indices. */
export const sobol: StudyType<SobolRequest, SobolIndices> = {
  title: "Sobol' indices",
  hasChart: true,

  keys: {
    output: OUTPUT,
    second_order: {
      value: "`true` or `false`",
      default: false,
      about: "Also what pairs have together; twice the runs.",
    },
    ...BOUNDED,
    ...samplingKeys(DEFAULT_N, ["joint"]),
  },
  quotes: {
    mean: { print: "number 4sf", of: "result", about: "The result's mean." },
    variance: { print: "number 4sf", about: "Its variance." },
    n: { print: "number 0", about: "Rows of points." },
    runs: { print: "number 0", about: "Runs of the model." },
    ...listOf("inputs", "All of them, that with the greatest total before the others", {
      ...MOVED,
      "first.value": { print: "percent 0", about: "the share of the variance that it accounts for by itself" },
      "first.low": { print: "percent 0", about: "the lower end of the interval of that, by bootstrap" },
      "first.high": { print: "percent 0", about: "the upper end" },
      "total.value": { print: "percent 0", about: "the share it accounts for alone and with others" },
      "total.low": { print: "percent 0", about: "the lower end of the interval of that, by bootstrap" },
      "total.high": { print: "percent 0", about: "the upper end" },
    }),
    "pairs.<assumption>_<assumption>": {
      about: "With `second_order`: the share that a pair has beyond those of each.",
    },
  },
  read: (settings, bounds) => ({
    kind: "sobol",
    outputs: settings.one("output"),
    secondOrder: settings.fields.boolean("second_order") ?? false,
    // Indices rest on one joint set of points; no other design would be followed.
    ...settings.sampling(DEFAULT_N, ["joint"]),
    ...bounds,
  }),
  commandLine: commandLine({
    about: "first-order and total Sobol' indices",
    results: ONE_RESULT,
    options: {
      ...samplingOptions(DEFAULT_N, "N, a power of two; it takes N (D + 2) runs", ["joint"]),
      secondOrder: { flags: "--second-order", about: "also what pairs have together; twice the runs", default: false },
    },
    request: (outputs, given): SobolRequest => ({
      kind: "sobol",
      outputs,
      secondOrder: given.secondOrder,
      ...samplingOf(given),
      ...boundsOf(given),
    }),
  }),

  draw: ({ draws: n, seed, secondOrder, correlations, outputs: [output = ""] }, all) => {
    const plan = indexDesign(all, { n, seed, secondOrder, correlations });
    const { inputs, runs, points } = plan;
    return {
      inputs,
      runs,
      points,
      conclude: (columns, evaluations) => sobolIndices(plan, columns, evaluations, output),
    };
  },

  valueType: () =>
    objectType([
      ...["mean", "variance", "n", "runs"].map((key) => [key, "number"] as const),
      ...listEntries("inputs", "__Moved"),
      ["pairs", "__By<number>"],
    ]),

  show: ({ inputs, n, runs, mean, variance, pairs, droppedRows, gaps }, request) => {
    someDraws(request.outputs[0] ?? "", n - droppedRows, gaps.first[0]?.message);
    const sorted = [...inputs].sort((a, b) => b.total.value - a.total.value);
    const moved = sharing(inputs);
    const { shown, remarks } = cut(moved, request);
    const share = (key: string, label: string): Column => number(key, label, { style: "number", digits: 3 });
    return {
      value: {
        mean,
        variance,
        n,
        runs,
        first: sorted[0],
        inputs: sorted,
        by: byId(sorted),
        pairs: Object.fromEntries(pairs.map(({ a, b, share }) => [`${keyOf(a)}_${keyOf(b)}`, share])),
      },
      table: {
        columns: [
          text("label", "Assumption"),
          share("first", "First order"),
          share("first_low", "First order from"),
          share("first_high", "First order to"),
          share("total", "Total"),
          share("total_low", "Total from"),
          share("total_high", "Total to"),
        ],
        rows: shown.map(({ label, first, total }) => [
          label,
          ...[first, total].flatMap(({ value, low, high }) => [value, low, high]),
        ]),
      },
      remarks: [
        ...remarks,
        `N = ${n}, ${describeNumber(runs)} runs; 95% intervals by bootstrap.`,
        ...(inputs.length === 0 ? ["It is the same in every run, so there is no variance to share."] : []),
        ...largestPairs(pairs),
        ...unmovedRemark(inputs.length - moved.length),
        ...(droppedRows > 0
          ? [
              `${describeNumber(droppedRows)} of the ${n} rows, each with a run that gives no finite number, are left out.`,
            ]
          : []),
      ],
    };
  },

  gaps: ({ gaps }, words) => words.draws(words.output, gaps.count, gaps.first, "", "run"),
  troubles: ({ gaps, runs, n, droppedRows }, troubles) =>
    troubles.draws(gaps, runs, {
      kept: n - droppedRows,
      left: `${droppedRows} of ${n} rows are left out`,
      noun: "run",
    }),

  rows: ({ inputs, pairs, output }) =>
    dataRows(
      output,
      ["id", "label", "with", "first", "first_low", "first_high", "total", "total_low", "total_high", "pair"],
      [
        ...inputs.map(({ id, label, first, total }) => [
          ...[id, label, null],
          ...[first, total].flatMap(({ value, low, high }) => [value, low, high]),
          null,
        ]),
        ...pairs.map(({ a, b, share }) => [a, null, b, null, null, null, null, null, null, share]),
      ],
    ),
};

/** The shares that pairs have beyond those of each, as a sentence. */
function largestPairs(pairs: readonly { a: string; b: string; share: number }[]): string[] {
  if (pairs.length === 0) return [];
  const sorted = [...pairs].sort((p, q) => q.share - p.share).slice(0, MOST_NAMED);
  const said = sorted.map(({ a, b, share }) => `${a} with ${b} ${describeNumber(roundedTo(share, 3))}`);
  return [`Pairs beyond each alone: ${said.join(", ")}.`];
}
