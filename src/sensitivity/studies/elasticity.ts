import { type Elasticities, elasticities, sizeOf } from "../methods/elasticity.js";
import type { Asked } from "./parts/asked.js";
import { byId, cut, leftOut, listed, number, text } from "./parts/columns.js";
import { BOUNDS, boundsOf, commandLine, ONE_RESULT } from "./parts/command-line.js";
import { BASE, BOUNDED, LEFT, listOf, MOVED, OUTPUT } from "./parts/keys.js";
import { dataRows } from "./parts/rows.js";
import { listEntries, objectType } from "./parts/value-types.js";
import type { StudyType } from "./study-type.js";

export type ElasticityRequest = Asked<"elasticity">;

/** By how many percent an output moves for one percent of each assumption. */
export const elasticity: StudyType<ElasticityRequest, Elasticities> = {
  title: "Elasticities",
  hasChart: true,

  keys: { output: OUTPUT, ...BOUNDED },
  quotes: {
    ...BASE,
    ...listOf("inputs", "All of them, the largest before the others", {
      ...MOVED,
      value: { print: "number 2", about: "percent by which the result moves for one percent of it" },
      below: { print: "number 2", about: "the same from below alone" },
      above: { print: "number 2", about: "the same from above alone" },
      kinked: { print: "text", about: "whether the two differ, so that the result has a kink here" },
    }),
    ...LEFT,
  },
  read: (settings, bounds) => ({ kind: "elasticity", outputs: settings.one("output"), ...bounds }),
  commandLine: commandLine({
    about: "percent by which an output moves for one percent of each assumption",
    results: ONE_RESULT,
    options: BOUNDS,
    request: (outputs, given): ElasticityRequest => ({ kind: "elasticity", outputs, ...boundsOf(given) }),
  }),

  run: async (_, { inputs, results, output }) => {
    const { columns, evaluate } = results(inputs);
    return elasticities(evaluate, inputs, columns, output);
  },

  valueType: () => objectType([["base", "number"], ...listEntries("inputs", "__Moved"), ["left", "readonly any[]"]]),

  show: ({ inputs, base, left }, request) => {
    const moving = inputs.filter((one) => sizeOf(one) !== 0);
    const { shown, remarks } = cut(moving, request);
    const kinked = shown.filter((one) => one.kinked);
    const two = (key: string, label: string) => number(key, label, { style: "number", digits: 2 });
    return {
      value: { base, first: inputs[0], inputs, by: byId(inputs), left },
      table: {
        columns: [
          text("label", "Assumption"),
          two("value", "Elasticity"),
          two("below", "from below"),
          two("above", "from above"),
        ],
        rows: shown.map((i) => [i.label, i.value, i.below, i.above]),
      },
      remarks: [
        ...remarks,
        ...(kinked.length > 0
          ? [`At a kink, where its two sides are what tells: ${listed(kinked.map((i) => i.label))}.`]
          : []),
        ...leftOut(left, request),
      ],
    };
  },

  // What it has no result for is among what was not tried.
  gaps: () => [],
  troubles: ({ inputs, left }, troubles) => {
    const lacks = left
      .filter(({ reason }) => reason.startsWith("the model fails"))
      .map(({ id, reason }) => ({ where: id, why: reason }));
    return troubles.of(lacks.length, `${inputs.length + left.length} assumptions`, lacks, "they are left out");
  },

  rows: ({ inputs, output }) =>
    dataRows(
      output,
      ["id", "label", "elasticity", "below", "above", "kinked"],
      inputs.map((i) => [i.id, i.label, i.value, i.below, i.above, i.kinked]),
    ),
};
