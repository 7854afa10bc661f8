import type { Cell, Column } from "../../notebook/types.js";
import { type Decision, type Information, valueOfInformation } from "../methods/information.js";
import { MEANING } from "../methods/monte-carlo.js";
import { printDifference, printError, printOutput } from "../printing.js";
import { moving } from "../telling.js";
import type { Asked, Sampling } from "./parts/asked.js";
import { byId, columnsOf, cut, printed, text, unmovedRemark } from "./parts/columns.js";
import { boundsOf, commandLine, DRAWS, samplingOf, WrongValue } from "./parts/command-line.js";
import { drawnTogether } from "./parts/draws.js";
import { BOUNDED, samplingKeys } from "./parts/keys.js";
import { dataRows } from "./parts/rows.js";
import { type Settings, textOf } from "./parts/settings.js";
import type { StudyType } from "./study-type.js";

export interface InformationRequest extends Asked<"information">, Sampling, Decision {}

type Options = { name: string; output: string }[];

const GOALS = ["most", "least"] as const;

/** What knowing an assumption before a decision would be worth. */
export const information: StudyType<InformationRequest, Information> = {
  title: "Value of information",
  hasChart: true,

  keys: {
    options: {
      value: "a map of options to outputs",
      needed: true,
      about: "What can be chosen, and the output that each pays.",
    },
    goal: {
      value: GOALS.map((goal) => `\`${goal}\``).join(" or "),
      default: GOALS[0],
      about: "Whether the best pays most or costs least.",
    },
    ...BOUNDED,
    ...samplingKeys(),
  },
  quotes: {
    choice: { print: "text", about: "The option that is best on average." },
    perfect: { print: "number 3sf", of: "result", about: "What knowing everything would be worth." },
    error: { print: "number 2sf", of: "result", about: "The standard error of that." },
    noise: { print: "number 2sf", of: "result", about: "What chance alone gives." },
    options: {
      about: "The options as a list: `options.0.name`, `.mean`, and `.bestIn`, the share of draws in which it is best.",
    },
    "by.<assumption>.id": { print: "text", about: "The assumption's id." },
    "by.<assumption>.label": { print: "text", about: "Its label." },
    "by.<assumption>.value": { print: "number 3sf", of: "result", about: "What knowing it would be worth." },
    "by.<assumption>.error": { print: "number 2sf", of: "result", about: "The standard error of that." },
    inputs: { about: "The same as a list, the one worth most before the others: `inputs.0.label`." },
  },
  read: (settings, bounds) => {
    const options = readOptions(settings);
    return {
      kind: "information",
      outputs: options.map(({ output }) => output),
      options,
      goal: settings.choice("goal", GOALS) ?? "most",
      ...settings.sampling(),
      ...bounds,
    };
  },
  commandLine: commandLine({
    about: "what knowing an assumption before a decision would be worth",
    options: {
      ...DRAWS,
      option: {
        flags: "--option <name=output>",
        about: "an option and the output that says what it pays; repeated",
        parse: parseOption,
        required: true,
      },
      goal: { flags: "--goal <which>", about: "the best pays most, or costs least", choices: GOALS, default: "most" },
    },
    request: (_, given): InformationRequest => ({
      kind: "information",
      outputs: given.option.map(({ output }) => output),
      options: given.option,
      goal: given.goal,
      ...samplingOf(given),
      ...boundsOf(given),
    }),
  }),

  draw: (request, all) =>
    drawnTogether(request, all, (draws, columns, runs) => valueOfInformation(draws, columns, runs, request)),

  valueType: () => "any",

  show: ({ options, choice, perfect, inputs, unmoved, noise }, request, naming) => {
    const [output = ""] = request.outputs;
    const { shown, remarks } = cut(moving(inputs, unmoved), request);
    const rows = [{ label: "everything", ...perfect }, ...shown];
    // What the draws can't tell from nothing isn't nothing: it is said in words, and then so is the rest of its column.
    const inWords = rows.some(({ value, error }) => value < 2 * error);
    const worth = ({ value, error }: { value: number; error: number }): string =>
      value < 2 * error
        ? `less than ${printDifference(output, 2 * error, naming)}`
        : printDifference(output, value, naming);
    const column: (key: string, label: string) => Column = inWords ? printed : columnsOf(output, naming).difference;
    return {
      value: { choice, perfect: perfect.value, error: perfect.error, options, inputs, by: byId(inputs), noise },
      table: {
        columns: [text("label", "Knowing"), column("value", "is worth"), column("error", "Standard error")],
        rows: rows.map((row): Cell[] => [
          row.label,
          inWords ? worth(row) : row.value,
          row.error === 0 ? null : inWords ? printError(output, row.error, naming) : row.error,
        ]),
      },
      remarks: [
        ...remarks,
        ...unmovedRemark(unmoved.length),
        ...(noise > 0 ? [`Up to ${printError(output, noise, naming)} is what chance alone gives.`] : []),
        MEANING,
      ],
    };
  },
  alone: ({ choice, options }, naming, output) => {
    const means = options.map(({ name, mean }) => `${name} ${printOutput(output, mean, naming)}`).join(", ");
    return { notes: [`Without knowing more: ${choice} (on average ${means}).`] };
  },

  gaps: ({ gaps }, words) => words.draws(words.output, gaps.count, gaps.first),
  troubles: ({ gaps }, troubles) => troubles.draws(gaps, troubles.drawn?.runs ?? 0),

  rows: ({ perfect, inputs }) =>
    dataRows(
      undefined,
      ["id", "label", "value", "error"],
      [[null, "everything", perfect.value, perfect.error], ...inputs.map((i) => [i.id, i.label, i.value, i.error])],
    ),
};

/** `options: {Wait: payoff_wait, Build: payoff_build}`. */
function readOptions({ fields, problems }: Settings): Options {
  const map = fields.mapAt("options", "a map of options to outputs");
  if (!map) {
    if (!fields.map.get("options")) fields.missing("options", "a map of options to the outputs that are their payoffs");
    return [];
  }
  return map.entries.flatMap(({ key, value }) => {
    const output = textOf(value);
    if (output === undefined)
      problems.error("wrong-type", `the option \`${key}\` has no output`, value.place, {
        expected: "the name of an output",
      });
    return output === undefined ? [] : [{ name: key, output }];
  });
}

/** `Wait=payoff_a`, once for each option of a decision. */
function parseOption(text: string, before: Options = []): Options {
  const at = text.lastIndexOf("=");
  const [name, output] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  if (at < 1 || name === "" || output === "")
    throw new WrongValue("Expected a name and the output that says what it pays, as in Wait=payoff_wait.");
  return [...before, { name, output }];
}
