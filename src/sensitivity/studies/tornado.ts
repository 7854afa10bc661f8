import { type Bar, type Tornado, tornado as tornadoOf } from "../methods/tornado.js";
import { type PrintedIn, PURE, printInput, printOutput } from "../printing.js";
import { inSentence } from "../words.js";
import type { Asked } from "./parts/asked.js";
import { byId, columnsOf, cut, leftOut, listed, text, unmovedRemark } from "./parts/columns.js";
import { BOUNDS, boundsOf, commandLine, ONE_RESULT } from "./parts/command-line.js";
import { BASE, BOUNDED, LEFT, listOf, MOVED, OUTPUT } from "./parts/keys.js";
import { dataRows } from "./parts/rows.js";
import type { Lack } from "./parts/troubles.js";
import { listEntries, objectType } from "./parts/value-types.js";
import type { StudyType } from "./study-type.js";

export type TornadoRequest = Asked<"tornado">;

/** Each assumption from its low to its high end. */
export const tornado: StudyType<TornadoRequest, Tornado> = {
  title: "Tornado",
  hasChart: true,

  keys: { output: OUTPUT, ...BOUNDED },
  quotes: {
    ...BASE,
    count: { print: "number 0", about: "How many assumptions move it." },
    ...listOf("bars", "All of them, that which reaches furthest before the others", {
      ...MOVED,
      unit: { print: "text", about: "its unit in blocks" },
      shown: { about: "the unit people see it in, where that is another" },
      "low.value": { print: "number 3sf", about: "its low end; none of a series or table" },
      "low.output": { print: "number 4sf", of: "result", about: "the result there" },
      "high.value": { print: "number 3sf", about: "its high end" },
      "high.output": { print: "number 4sf", of: "result", about: "the result there" },
      swing: { print: "number 3sf", of: "result", about: "how far the result at one end lies from that at the other" },
      reach: {
        print: "number 3sf",
        of: "result",
        about: "how far its lowest lies from its highest anywhere in the range; bars are ranked by it",
      },
      "least.output": { print: "number 4sf", of: "result", about: "the lowest result" },
      "least.value": { print: "number 3sf", about: "where that is" },
      "least.position": { print: "number 2", about: "where that is, from -1, the low end, to 1, the high end" },
      "most.output": { print: "number 4sf", of: "result", about: "the highest result" },
      "most.value": { print: "number 3sf", about: "where that is" },
      "most.position": { print: "number 2", about: "where that is, from -1 to 1" },
      monotone: { print: "text", about: "whether the result goes one way through the range" },
      inverse: { print: "text", about: "whether the result falls as it rises" },
      sameSide: { print: "text", about: "whether both ends move the result the same way" },
      oneSided: { print: "text", about: "whether one end is the base case" },
      drawn: { print: "text", about: "whether studies that draw move it" },
      flips: { about: "of a claim, whether it flips in the range" },
    }),
    unmoved: { about: "Ids of assumptions that have a range and leave the result where it is, as a list." },
    ...LEFT,
  },
  read: (settings, bounds) => ({ kind: "tornado", outputs: settings.one("output"), ...bounds }),
  commandLine: commandLine({
    about: "each assumption from its low to its high end, widest first",
    results: ONE_RESULT,
    options: BOUNDS,
    request: (outputs, given): TornadoRequest => ({ kind: "tornado", outputs, ...boundsOf(given) }),
  }),

  run: async (_, { inputs, results, output }) => {
    const { columns, evaluate } = results(inputs);
    return tornadoOf(evaluate, inputs, columns, output);
  },

  valueType: () =>
    objectType([
      ["base", "number"],
      ...listEntries(
        "bars",
        "(__Moved & { readonly low: __End; readonly high: __End; readonly swing: number; readonly reach: number; readonly least: __Reached; readonly most: __Reached; readonly monotone: boolean })",
      ),
      ["count", "number"],
      ["unmoved", "readonly any[]"],
      ["left", "readonly any[]"],
    ]),

  says: ({ bars }, { outputs: [output] }) => {
    const ids = Array.isArray(bars)
      ? bars.flatMap(({ id }: { id?: unknown }) => (typeof id === "string" ? [id] : []))
      : [];
    return output === undefined || ids.length === 0 ? [] : [[output, { movedBy: ids }]];
  },

  show: (result, request, naming) => {
    const { bars, base, unmoved, left } = result;
    const [output = ""] = request.outputs;
    const column = columnsOf(output, naming);
    const { shown, remarks } = cut(bars, request);
    const print = (y: number): string => printOutput(output, y, naming);
    const turning = shown.some((bar) => turnsOf(bar, print).length > 0);
    return {
      value: { base, first: bars[0], bars, by: byId(bars), count: bars.length, unmoved, left },
      table: {
        columns: [
          text("label", "Assumption"),
          text("low", "Low end"),
          text("high", "High end"),
          column.result("at_low", "At the low end"),
          column.result("at_high", "At the high end"),
          ...(turning ? [text("inside", "Between them")] : []),
          column.difference("reach", "Moves it by"),
        ],
        rows: shown.map((bar) => [
          bar.label,
          bar.low.value === undefined ? "low path" : printInput(bar.low.value, bar, "value", { isOwn: true }),
          bar.high.value === undefined ? "high path" : printInput(bar.high.value, bar, "value", { isOwn: true }),
          bar.low.output ?? null,
          bar.high.output ?? null,
          ...(turning ? [turnsOf(bar, print).join(", ") || null] : []),
          bar.reach,
        ]),
      },
      remarks: [
        ...remarks,
        ...beyondEnds(result, shown, print),
        ...unmovedRemark(unmoved.length),
        ...leftOut(left, request),
      ],
    };
  },

  gaps: ({ bars }, words) => [
    ...words.places(
      bars.flatMap(({ label, unit, shown, converted, low, high }) =>
        [low, high].flatMap(({ failure, value }, end) =>
          failure === undefined
            ? []
            : [
                {
                  where: `with ${inSentence(label)} at ${value === undefined ? `its ${end === 0 ? "low" : "high"} end` : printInput(value, { unit, shown, converted }, "value", { isOwn: true })}`,
                  message: failure,
                },
              ],
        ),
      ),
      "the bar ends at the base",
    ),
    ...words.places(
      bars.flatMap(({ label, unit, shown, missing }) =>
        missing === undefined
          ? []
          : [
              {
                where: `at ${missing.count} of ${missing.tried} places between the ends of ${inSentence(label)}, first at ${firstMissing(missing, { unit, shown })}`,
                message: missing.failure,
              },
            ],
      ),
      "the bar leaves that out",
    ),
  ],

  troubles: ({ bars }, troubles) => {
    const lacks = bars.flatMap(({ id, low, high, unit, shown, converted }) =>
      (["low", "high"] as const).flatMap((side): Lack[] => {
        const { failure, value } = side === "low" ? low : high;
        if (failure === undefined) return [];
        const at =
          value === undefined
            ? `its ${side} path`
            : printInput(value, { unit, shown, converted }, "value", { isOwn: true });
        return [{ where: `${id} at ${at}`, why: troubles.because({ message: failure }) }];
      }),
    );
    const between = bars.flatMap(({ id, missing, unit, shown }): Lack[] => {
      if (missing === undefined) return [];
      const { count, tried, failure } = missing;
      const first = firstMissing(missing, { unit, shown });
      return [
        {
          where: `${id} at ${count} of ${tried} places, first ${first}`,
          why: troubles.because({ message: failure }),
        },
      ];
    });
    return [
      ...troubles.of(lacks.length, `${2 * bars.length} ends`, lacks, "they count as the base case"),
      ...troubles.of(between.length, "the ranges between their ends", between, "the bars leave that out"),
    ];
  },

  rows: ({ bars, output }) =>
    dataRows(
      output,
      [
        ...["id", "label", "unit", "low", "high", "at_low", "at_high", "swing"],
        ...["least", "least_at", "least_position", "most", "most_at", "most_position", "reach", "monotone"],
      ],
      bars.map(({ id, label, unit, low, high, swing, least, most, reach, monotone, unbounded }) => [
        ...[id, label, unit, low.value, high.value, low.output, high.output, swing],
        ...[least, most].flatMap((end) => [end.output, end.value, end.position]),
        // Without a bound there is no greatest distance.
        unbounded ? null : reach,
        monotone,
      ]),
    ),
};

const firstMissing = ({ value, position }: NonNullable<Bar["missing"]>, about: PrintedIn): string =>
  value === undefined ? printInput(position, PURE, "position") : printInput(value, about, "value");

/** A place along an assumption's range, as a phrase. */
const placeWords = ({ position, value }: { position: number; value?: number }, about: PrintedIn): string =>
  value === undefined || position === 0
    ? printInput(position, PURE, "position")
    : printInput(value, about, "value", { isOwn: Math.abs(position) === 1 });

/** What an output comes to between the ends of a range where that is more than at the ends: "36.0 at 6". */
function turnsOf(
  bar: Pick<Bar, "least" | "most" | "monotone" | "low" | "high" | "unit" | "shown">,
  print: (y: number) => string,
): string[] {
  const { least, most, monotone, low, high } = bar;
  if (monotone && low.failure === undefined && high.failure === undefined) return [];
  // A base case between two ends that move it alike is the turn itself.
  return [least, most].flatMap((turn) =>
    Math.abs(turn.position) === 1 ||
    (monotone && turn.position === 0) ||
    turn.output === low.output ||
    turn.output === high.output
      ? []
      : [`${print(turn.output)} at ${placeWords(turn, bar)}`],
  );
}

/** What a tornado's ends don't tell. */
function beyondEnds({ holds }: Tornado, shown: readonly Bar[], print: (y: number) => string): string[] {
  const turns = shown.flatMap((bar) => {
    const found = bar.unbounded ? [] : turnsOf(bar, print);
    return found.length === 0
      ? []
      : [`${bar.label} takes the result furthest within its range and not at an end: to ${listed(found)}.`];
  });
  const flipping = shown.filter(({ flips, low, high }) => flips && low.holds !== !holds && high.holds !== !holds);
  return [
    ...turns,
    ...shown.flatMap(({ label, unit, shown, unbounded }) =>
      unbounded
        ? [
            `${label} takes it past all bounds near ${placeWords(unbounded, { unit, shown })}; its bar ends at the places tried.`,
          ]
        : [],
    ),
    ...(flipping.length > 0
      ? [`It flips between the ends of the range, not at them: ${listed(flipping.map(({ label }) => label))}.`]
      : []),
  ];
}
