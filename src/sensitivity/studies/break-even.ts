import { describeNumber } from "../../assumptions/register/describe.js";
import { toBlocks } from "../../assumptions/units/block-units.js";
import { toDigits } from "../../text/counts.js";
import { inputsOf, pathsOf } from "../inputs.js";
import { type BreakEven, breakEven as breakEvenOf } from "../methods/break-even.js";
import { breakEvenWords } from "../methods/break-even-words.js";
import { isMet, placeOf } from "../numerics/roots/types.js";
import { type Naming, printInput, printOutput } from "../printing.js";
import { inSentence, resultLabel } from "../words.js";
import { type Asked, TOP } from "./parts/asked.js";
import { text } from "./parts/columns.js";
import { commandLine, ONE_RESULT, parseNumber } from "./parts/command-line.js";
import { OUTPUT } from "./parts/keys.js";
import { dataRows } from "./parts/rows.js";
import { objectType } from "./parts/value-types.js";
import type { StudyType } from "./study-type.js";

export interface BreakEvenRequest extends Asked<"break-even"> {
  vary: string;
  target?: number;
  from?: number;
  to?: number;
  text?: string;
}

/** Where an output comes to a target, or a claim flips. */
export const breakEven: StudyType<BreakEvenRequest, BreakEven> = {
  title: "Break-even",
  hasChart: false,

  keys: {
    output: OUTPUT,
    vary: { value: "an id", needed: true, about: "The assumption that is moved." },
    target: {
      value: "a number",
      about: "What the output is to come to, in its declared unit; needed but for a claim.",
    },
    from: { value: "a number", default: "its low end", about: "Where to look from, in its declared unit." },
    to: { value: "a number", default: "its high end", about: "Where to look to." },
    text: { value: "a name", about: "An output that is a text and says what binds where the target is not reached." },
  },
  quotes: {
    reached: { print: "text", about: "Whether there is such a place." },
    at: { print: "number 3sf", of: "varied", about: "The first one." },
    words: {
      print: "text",
      about: "All of it in words, as a sentence goes on behind the name of what is asked about.",
    },
    base: { print: "number 3sf", of: "varied", about: "The assumption in the base case." },
    roots: { of: "varied", about: "All places, as a list: `roots.0`." },
    kinds: { about: "How it comes to it at each, as a list: `crosses`, `touches`, `stays`; of a claim `jumps` too." },
    passed: { of: "varied", about: "Places where it is passed and never met, as a list." },
    more: { print: "text", about: "Whether there may be more." },
    binds: { about: "Where there is none: what binds." },
    gaps: { of: "varied", about: "Stretches without a result, as a list: `gaps.0.from`, `gaps.0.to`." },
  },
  read: (settings, bounds) => {
    const [vary] = settings.one("vary");
    const binds = settings.names("text")?.[0];
    return vary === undefined
      ? undefined
      : {
          kind: "break-even",
          outputs: settings.one("output"),
          vary,
          target: settings.number("target"),
          from: settings.number("from"),
          to: settings.number("to"),
          text: binds,
          ...bounds,
        };
  },
  commandLine: commandLine({
    about: "where an output comes to a target, or a claim flips",
    results: ONE_RESULT,
    options: {
      vary: { flags: "--vary <id>", about: "the assumption that is moved", required: true },
      target: {
        flags: "--target <number>",
        about: "what the output is to come to; not for a claim",
        parse: parseNumber,
      },
      from: { flags: "--from <number>", about: "where to look from (default: its low end)", parse: parseNumber },
      to: { flags: "--to <number>", about: "where to look to (default: its high end)", parse: parseNumber },
      text: { flags: "--text <output>", about: "a text output that names what binds" },
    },
    request: (outputs, { vary, target, from, to, text }): BreakEvenRequest => ({
      kind: "break-even",
      outputs,
      vary,
      target,
      from,
      to,
      text,
      top: TOP,
    }),
  }),

  alsoReads: (request) => (request.text === undefined ? [] : [request.text]),
  varies: ({ vary }) => [vary],
  run: async ({ vary, target, from, to, text: binding }, { inputs, model, results, output }) => {
    // Where nothing is found, the others say what would help.
    const own = inputsOf(model.register, [vary]);
    const taken = new Set(pathsOf(own));
    // One number of a series is moved for itself; the series that it is of can't be moved beside it.
    const moved = [...own, ...inputs.filter(({ paths }) => !paths.some((path) => taken.has(path)))];
    const { columns, evaluate } = results(moved);
    return breakEvenOf(evaluate, moved, columns, {
      id: vary,
      output,
      // People type it in the declared unit.
      target: target === undefined ? undefined : toBlocks(target, columns.find(({ name }) => name === output)?.shown),
      from,
      to,
      binding,
    });
  },

  valueType: () =>
    objectType([
      ["at", "number"],
      ["roots", "readonly number[]"],
      ["reached", "boolean"],
      ["kinds", "readonly string[]"],
      ["passed", "readonly number[]"],
      ["more", "boolean"],
      ["words", "string"],
      ["base", "number"],
      ["binds", "string"],
      ["gaps", "any"],
    ]),

  show: (found, { outputs: [output = ""] }, naming) => {
    const words = wordsOf(found, output, naming);
    const met = found.roots.filter((root) => found.claim || isMet(root));
    const places = met.map(placeOf);
    return {
      value: {
        at: places[0],
        roots: places,
        reached: places.length > 0,
        kinds: met.map(({ kind }) => kind),
        passed: found.roots.filter((root) => !met.includes(root)).map(placeOf),
        more: found.more,
        words,
        base: found.base.at,
        binds: found.binds ?? found.binding[0]?.label,
        gaps: found.gaps,
      },
      table: {
        columns: [text("output", "Result"), text("input", "Assumption"), text("words", "Where")],
        rows: [[resultLabel(output, naming), found.input.label, words]],
      },
      remarks: [],
    };
  },
  alone: (found, naming, output) => ({ base: found.base.value, words: wordsOf(found, output, naming) }),

  gaps: (found, words) => {
    const { failure, input } = found;
    if (!failure) return [];
    const stretches = withoutResult(found);
    return [
      `There is no result for ${words.label(words.output)} with ${inSentence(input.label)} at ${stretches.length === 0 ? placeOn(failure.at, found) : stretches.join(", ")} (${words.why(words.output, failure)}); nothing is found there.`,
    ];
  },
  troubles: (found, troubles) => {
    const { failure, input } = found;
    if (!failure) return [];
    const stretches = withoutResult(found).join(", ");
    return [
      {
        rule: "sweep/no-result",
        severity: "warning",
        message: `\`${troubles.output}\` has no finite result with ${input.id} ${stretches === "" ? "at some places" : `at ${stretches}`}; nothing is found there`,
        notes: [`${input.id} at ${placeOn(failure.at, found)}: ${troubles.because(failure)}`],
      },
    ];
  },

  rows: ({ output, input, target, roots }) =>
    dataRows(
      output,
      ["output", "target", "assumption", "kind", "from", "to"],
      roots.map((root) => {
        const [from, to] = "at" in root ? [root.at, root.at] : [root.from, root.to];
        return [output, target, input.id, root.kind, from, to];
      }),
    ),
};

const wordsOf = (found: BreakEven, output: string, naming: Naming): string =>
  breakEvenWords(found, {
    input: (x) => placeOn(x, found),
    output: (y) => (found.claim ? describeNumber(toDigits(y, 3)) : printOutput(output, y, naming)),
  });

const placeOn = (x: number, { input, base, from, to }: BreakEven): string =>
  printInput(x, input, input.how, { beside: [base.at, from, to], isOwn: [base.at, from, to].includes(x) });

const withoutResult = (found: BreakEven): string[] =>
  found.gaps.map(({ from, to }) =>
    from === to ? placeOn(from, found) : `${placeOn(from, found)} to ${placeOn(to, found)}`,
  );
