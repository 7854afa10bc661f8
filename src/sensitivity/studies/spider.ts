import { describeNumber } from "../../assumptions/register/describe.js";
import { roundedToSignificant } from "../../text/decimal.js";
import { type Spider, type SpiderLine, spider as spiderOf } from "../methods/spider.js";
import { PURE, printInput, printOutput } from "../printing.js";
import { inSentence } from "../words.js";
import type { Asked } from "./parts/asked.js";
import { byId, columnsOf, cut, leftOut, listed, text } from "./parts/columns.js";
import { BOUNDS, boundsOf, commandLine, ONE_RESULT } from "./parts/command-line.js";
import { BASE, BOUNDED, LEFT, OUTPUT } from "./parts/keys.js";
import { dataRows } from "./parts/rows.js";
import type { Lack } from "./parts/troubles.js";
import { objectType } from "./parts/value-types.js";
import type { StudyType } from "./study-type.js";

const WAYS = ["range", "percent"] as const;

export interface SpiderRequest extends Asked<"spider"> {
  by: (typeof WAYS)[number];
}

/** An output along each assumption's range. */
export const spider: StudyType<SpiderRequest, Spider> = {
  title: "Spider",
  hasChart: true,

  keys: {
    output: OUTPUT,
    by: {
      value: WAYS.map((way) => `\`${way}\``).join(" or "),
      default: WAYS[0],
      about: "Along each assumption's range, or by the same percentages of each.",
    },
    ...BOUNDED,
  },
  quotes: {
    ...BASE,
    "by.<assumption>.id": { print: "text", about: "The assumption's id." },
    "by.<assumption>.label": { print: "text", about: "Its label." },
    "by.<assumption>.least.output": { print: "number 4sf", of: "result", about: "The lowest result along its line." },
    "by.<assumption>.least.x": {
      print: "number 2",
      about: "Where that is: from -1 to 1 in the range, or the change as a share.",
    },
    "by.<assumption>.most.output": { print: "number 4sf", of: "result", about: "The highest result." },
    "by.<assumption>.most.x": { print: "number 2", about: "Where that is." },
    "by.<assumption>.points": { about: "Its points, as a list: `points.0.x`, `points.0.output`." },
    lines: { about: "All lines as a list, the widest before the others: `lines.0.label`." },
    ...LEFT,
  },
  read: (settings, bounds) => ({
    kind: "spider",
    outputs: settings.one("output"),
    by: settings.choice("by", WAYS) ?? "range",
    ...bounds,
  }),
  commandLine: commandLine({
    about: "an output along each assumption's range",
    results: ONE_RESULT,
    options: {
      ...BOUNDS,
      by: {
        flags: "--by <what>",
        about: "along the range, or by the same percentages",
        choices: WAYS,
        default: "range",
      },
    },
    request: (outputs, given): SpiderRequest => ({ kind: "spider", outputs, by: given.by, ...boundsOf(given) }),
  }),

  run: async ({ by }, { inputs, results, output }) => {
    const { columns, evaluate } = results(inputs);
    return spiderOf(evaluate, inputs, columns, output, { by });
  },

  valueType: () =>
    objectType([
      ["base", "number"],
      ["lines", "readonly __Moved[]"],
      ["by", "__By<__Moved>"],
      ["left", "readonly any[]"],
    ]),

  show: ({ lines, base, by, left }, request, naming) => {
    const [output = ""] = request.outputs;
    const column = columnsOf(output, naming);
    const head = (x: number): string =>
      by === "percent"
        ? `${x > 0 ? "+" : ""}${describeNumber(roundedToSignificant(100 * x, 3))}%`
        : describeNumber(roundedToSignificant(x, 3));
    const moving = lines.filter(
      ({ least, most, points }) => most.output !== least.output || points.some((p) => p.output === undefined),
    );
    const { shown, remarks } = cut(moving, request);
    const [first] = shown;
    return {
      value: { base, lines, by: byId(lines), left },
      table: {
        columns: [
          text("label", "Assumption"),
          ...(first?.points ?? []).map(({ x }, i) => column.result(`p${i}`, head(x))),
        ],
        rows: shown.map(({ label, points }) => [label, ...points.map((p) => p.output ?? null)]),
      },
      remarks: [...remarks, ...between(shown, by, (y) => printOutput(output, y, naming)), ...leftOut(left, request)],
    };
  },

  gaps: ({ lines, by }, words) =>
    words.places(
      lines.flatMap(({ label, points }) =>
        points.flatMap(({ x, failure }) =>
          failure === undefined ? [] : [{ where: `with ${inSentence(label)} at ${placeOn(x, by)}`, message: failure }],
        ),
      ),
      "the lines leave that out",
    ),
  troubles: ({ lines, by }, troubles) => {
    const lacks = lines.flatMap(({ id, points }) =>
      points.flatMap(({ x, failure }): Lack[] =>
        failure === undefined
          ? []
          : [{ where: `${id} at ${placeOn(x, by)}`, why: troubles.because({ message: failure }) }],
      ),
    );
    const all = lines.reduce((sum, { points }) => sum + points.length, 0);
    return troubles.of(lacks.length, `${describeNumber(all)} points`, lacks, "they are left out");
  },

  rows: ({ lines, output }) =>
    dataRows(
      output,
      ["id", "label", "x", output],
      lines.flatMap(({ id, label, points, least, most }) =>
        // What lies between the even places stands among them.
        [...points, ...[least, most].filter(({ x }) => !points.some((point) => point.x === x))]
          .sort((a, b) => a.x - b.x)
          .map((point) => [id, label, point.x, point.output]),
      ),
    ),
};

/** A place on a line, as a phrase. */
const placeOn = (x: number, by: SpiderRequest["by"]): string =>
  by === "range" ? printInput(x, PURE, "position") : printInput(1 + x, PURE, "factor");

/** Where lines go further between their points than at them. */
function between(lines: readonly SpiderLine[], by: SpiderRequest["by"], print: (y: number) => string): string[] {
  return lines.flatMap(({ label, points, least, most, unbounded }) => {
    const found = [least, most].filter(({ x, output }) => output !== undefined && !points.some((p) => p.x === x));
    const said = found.map(({ x, output = 0 }) => `${print(output)} at ${placeOn(x, by)}`);
    if (!unbounded && said.length === 0) return [];
    return [
      `${label} takes the result furthest between the places shown: ${unbounded ? "past all bounds" : `to ${listed(said)}`}.`,
    ];
  });
}
