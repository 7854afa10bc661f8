import { type Importance, type Importances, importances } from "../methods/importance.js";
import { MEANING } from "../methods/monte-carlo.js";
import { printError, printOutput } from "../printing.js";
import { moving } from "../telling.js";
import type { Asked, Sampling } from "./parts/asked.js";
import { byId, columnsOf, cut, listed, number, printed, text, unmovedRemark } from "./parts/columns.js";
import { boundsOf, commandLine, DRAWS, ONE_RESULT, samplingOf } from "./parts/command-line.js";
import { drawnTogether, PLUS_MINUS, someDraws } from "./parts/draws.js";
import { BOUNDED, listOf, MOVED, OUTPUT, samplingKeys } from "./parts/keys.js";
import { dataRows } from "./parts/rows.js";
import { listEntries, objectType } from "./parts/value-types.js";
import type { StudyType } from "./study-type.js";

export interface ImportanceRequest extends Asked<"importance">, Sampling {}

/** First-order share and rank correlation of each assumption. */
export const importance: StudyType<ImportanceRequest, Importances> = {
  title: "Importance",
  hasChart: true,

  keys: { output: OUTPUT, ...BOUNDED, ...samplingKeys() },
  quotes: {
    mean: { print: "number 4sf", of: "result", about: "The result's mean." },
    ...listOf(
      "inputs",
      "All of them, that with the greatest share before the others; last those that leave the result where it is",
      {
        ...MOVED,
        moves: { about: "whether the result rests on it; else its numbers are what chance gave it" },
        firstOrder: { print: "percent 0", about: "the share of the variance that it accounts for by itself" },
        firstOrderError: { print: "percent 1", about: "the standard error of that" },
        spearman: { print: "number 2", about: "its rank correlation with the result" },
        spearmanError: { print: "number 2", about: "the standard error of that" },
        low: { print: "number 4sf", of: "result", about: "the mean of the result where it is in its lowest tenth" },
        high: { print: "number 4sf", of: "result", about: "the same of its highest tenth" },
        lowError: { print: "number 2sf", of: "result", about: "the standard error of the first" },
        highError: { print: "number 2sf", of: "result", about: "the standard error of the second" },
        means: { of: "result", about: "means of the result in its stretches, lowest first, as a list" },
        meanErrors: { of: "result", about: "their standard errors, as a list" },
      },
    ),
  },
  read: (settings, bounds) => ({
    kind: "importance",
    outputs: settings.one("output"),
    ...settings.sampling(),
    ...bounds,
  }),
  commandLine: commandLine({
    about: "first-order share and rank correlation of each assumption",
    results: ONE_RESULT,
    options: DRAWS,
    request: (outputs, given): ImportanceRequest => ({
      kind: "importance",
      outputs,
      ...samplingOf(given),
      ...boundsOf(given),
    }),
  }),

  draw: (request, all) =>
    drawnTogether(request, all, (draws, columns, runs) => importances(draws, columns, runs, request.outputs[0] ?? "")),

  valueType: () => objectType([["mean", "number"], ...listEntries("inputs", "__Moved")]),

  show: ({ inputs, unmoved, mean, gaps, correlated }, request, naming) => {
    const [output = ""] = request.outputs;
    someDraws(output, Number.isNaN(mean) ? 0 : 1, gaps.first[0]?.message);
    const column = columnsOf(output, naming);
    const { shown, remarks } = cut(moving(inputs, unmoved), request);
    const quoted = inputs.map((i) => ({ ...i, moves: !unmoved.includes(i.id) }));
    return {
      value: { mean, first: quoted[0], inputs: quoted, by: byId(quoted) },
      table: {
        columns: [
          text("label", "Assumption"),
          number("first", "First-order share", { style: "percent", digits: 1 }),
          number("first_error", "± share", { style: "percent", digits: 1 }),
          number("rank", "Rank correlation", { style: "number", digits: 2 }),
          number("rank_error", "± rank", { style: "number", digits: 2 }),
          column.result("low", "Mean, lowest tenth"),
          column.result("high", "Mean, highest tenth"),
          printed("mean_error", "± mean"),
        ],
        rows: shown.map((i) => [
          i.label,
          i.firstOrder,
          i.firstOrderError,
          i.spearman,
          i.spearmanError,
          i.low,
          i.high,
          printError(output, Math.max(i.lowError, i.highError), naming),
        ]),
      },
      remarks: [
        ...remarks,
        ...unmovedRemark(unmoved.length),
        PLUS_MINUS,
        MEANING,
        ...humps(shown, (y) => printOutput(output, y, naming)),
        ...(correlated ? ["Inputs are correlated: each also has the share of what it goes with."] : []),
      ],
    };
  },

  gaps: ({ gaps }, words) => words.draws(words.output, gaps.count, gaps.first),
  troubles: ({ gaps }, troubles) => troubles.draws(gaps, troubles.drawn?.runs ?? 0),

  rows: ({ inputs, unmoved, output }) =>
    dataRows(
      output,
      [
        ...["id", "label", "moves", "first_order", "first_order_error", "rank_correlation", "rank_correlation_error"],
        ...["mean_in_lowest_tenth", "mean_in_lowest_tenth_error"],
        ...["mean_in_highest_tenth", "mean_in_highest_tenth_error"],
      ],
      inputs.map((i) => [
        ...[i.id, i.label],
        !unmoved.includes(i.id),
        ...[i.firstOrder, i.firstOrderError, i.spearman, i.spearmanError],
        ...[i.low, i.lowError, i.high, i.highError],
      ]),
    ),
};

/** Inputs between whose lowest and highest tenth the mean goes further than in both, by more than the draws leave open. */
function humps(inputs: readonly Importance[], print: (y: number) => string): string[] {
  const found = inputs.flatMap(({ label, means, meanErrors, low, high, lowError, highError }) =>
    [1, -1].flatMap((way) => {
      const [end, endError] = way * low > way * high ? [low, lowError] : [high, highError];
      const best = means.reduce((at, mean, i) => (way * mean > way * (means[at] ?? mean) ? i : at), 0);
      const beyond = way * ((means[best] ?? end) - end);
      return beyond > 3 * Math.hypot(endError, meanErrors[best] ?? 0)
        ? [`${label} (${print(means[best] ?? end)} in its ${ORDINALS[best] ?? `${best + 1}th`} tenth)`]
        : [];
    }),
  );
  return found.length === 0 ? [] : [`Further in between than in its lowest and highest tenth: ${listed(found)}.`];
}

const ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
