import type { Register } from "../../assumptions/register/types.js";
import { ofDifference } from "../../notebook/library/format.js";
import type { Cell } from "../../notebook/types.js";
import { inputsOf } from "../inputs.js";
import { type ScenarioCell, type ScenarioTable, scenarioTable } from "../methods/scenarios.js";
import { keyOf } from "../printing.js";
import { named, refuse } from "../refusals.js";
import { resultLabel } from "../words.js";
import { type Asked, TOP } from "./parts/asked.js";
import { number, text } from "./parts/columns.js";
import { commandLine, parseNames } from "./parts/command-line.js";
import { OUTPUTS } from "./parts/keys.js";
import { dataRows } from "./parts/rows.js";
import type { Lack } from "./parts/troubles.js";
import { objectType } from "./parts/value-types.js";
import type { StudyType } from "./study-type.js";

export interface ScenariosRequest extends Asked<"scenarios"> {
  /** All unless given. */
  scenarios?: readonly string[];
  /** What each number is more than in the base case, in a column of its own. */
  differences?: boolean;
}

/** Outputs and claims in each scenario. */
export const scenarios: StudyType<ScenariosRequest, ScenarioTable> = {
  title: "Scenarios",
  hasChart: true,

  keys: {
    outputs: OUTPUTS,
    scenarios: { value: "names, or `all`", default: "all", about: "Which of `assumptions/scenarios.yaml`." },
    differences: {
      value: "`true` or `false`",
      default: false,
      about: "Beside each number what it is more than in the base case.",
    },
  },
  quotes: {
    count: { print: "number 0", about: "How many scenarios." },
    "<scenario>.title": { print: "text", about: "Its title; the base case is `base`." },
    "<scenario>.<result>": {
      print: "number 4sf",
      of: "result",
      about: "The result there; of a claim whether it holds.",
    },
    "<scenario>.change.<result>": {
      print: "number 3sf",
      of: "result",
      about: "What the number is more than in the base case.",
    },
    "<scenario>.broken": { about: "Claims that fall there, as a list." },
    "<scenario>.mended": { about: "Claims that fail in the base case and hold there, as a list." },
    rows: { about: "All but the base case, as a list: `rows.0.name`, `rows.0.title`, `rows.0.<result>`." },
  },
  read: (settings, bounds) => {
    const wanted = settings.names("scenarios");
    return {
      kind: "scenarios",
      outputs: settings.some("outputs"),
      scenarios: wanted?.[0] === "all" ? undefined : wanted,
      ...(settings.fields.boolean("differences") ? { differences: true } : {}),
      ...bounds,
    };
  },
  commandLine: commandLine({
    about: "outputs and claims in each scenario",
    results: { many: true, about: "outputs and claims" },
    options: {
      scenarios: { flags: "--scenarios <names>", about: "separated by commas (default: all)", parse: parseNames },
      differences: {
        flags: "--differences",
        about: "beside each number what it is more than in the base case; csv and json have that anyway",
      },
    },
    request: (outputs, given): ScenariosRequest => ({
      kind: "scenarios",
      outputs,
      scenarios: given.scenarios,
      ...(given.differences ? { differences: true } : {}),
      top: TOP,
    }),
  }),

  overrides: (request, register) => wantedOf(request, register).flatMap(({ overrides }) => [...overrides.keys()]),
  restsOn: (_, register) =>
    [...register.scenarios.values()].map((s) => [
      s.name,
      s.title,
      [...s.overrides],
      [...(s.others ?? [])].map(([id, other]) => [id, "said" in other ? other.said : other.data.digest]),
    ]),
  run: async (request, { model, results }) => {
    const all = model.register.scenarios;
    const wanted = (request.scenarios ?? [...all.keys()]).map((name) => named("scenario", name, all));
    for (const { name, others } of wanted)
      for (const id of others?.keys() ?? [])
        refuse("sensitivity/no-number", `scenario \`${name}\` sets \`${id}\`, which is no number`, {
          about: name,
          expected: "scenarios of numbers; `scenarios:` lists those that are wanted",
          hint: `\`memo build --scenario ${name}\` computes this one`,
        });
    const ids = new Set(wanted.flatMap(({ overrides }) => [...overrides.keys()]));
    const moved = inputsOf(model.register, [...ids]);
    const { columns, evaluate } = results(moved);
    return scenarioTable(evaluate, moved, columns, wanted);
  },

  valueType: (request, typed) => {
    const cells = request.outputs.map((name) => [keyOf(name), typed.typeOf(name)] as const);
    const row = objectType([
      ...cells,
      ["title", "string"],
      ["broken", "any"],
      ["mended", "any"],
      // What of these is a text shows when it is quoted.
      ["change", objectType(cells.filter(([, type]) => type !== "boolean"))],
    ]);
    const wanted = request.scenarios ?? typed.scenarios;
    if (!wanted) return "any";
    const keys = [...new Set(["base", ...wanted].map(keyOf))];
    return objectType([
      ...keys.map((name) => [name, row] as const),
      ["rows", `readonly ${objectType([["name", "string"], ["title", "string"], ...cells])}[]`],
      ["count", "number"],
    ]);
  },

  show: ({ columns, base, rows }, { differences = false }, naming) => {
    const kept = columns.flatMap((column, index) => (column.kind === "margin" ? [] : [{ column, index }]));
    const values = (cells: readonly ScenarioCell[]): Record<string, Cell> =>
      Object.fromEntries(
        kept.map(({ column, index }) => [
          keyOf(column.name),
          column.kind === "claim" ? (cells[index]?.holds ?? null) : cellOf(cells[index], column.kind),
        ]),
      );
    const changes = (cells: readonly ScenarioCell[]): Record<string, number | null> =>
      Object.fromEntries(
        kept.flatMap(({ column, index }) =>
          column.kind === "number" ? [[keyOf(column.name), cells[index]?.difference ?? null]] : [],
        ),
      );
    const all = [base, ...rows];
    return {
      value: {
        ...Object.fromEntries(
          all.map((row) => [
            keyOf(row.name),
            {
              ...values(row.cells),
              change: changes(row.cells),
              title: row.title,
              broken: row.broken,
              mended: row.mended,
            },
          ]),
        ),
        rows: rows.map((row) => ({ name: row.name, title: row.title, ...values(row.cells) })),
        count: rows.length,
      },
      table: {
        columns: [
          text("scenario", "Scenario"),
          ...kept.flatMap(({ column }) => {
            const about = naming.outputs.get(column.name);
            const label = resultLabel(column.name, naming);
            if (column.kind !== "number") return [text(column.name, label)];
            const signed = about?.format && { ...ofDifference(about.format), sign: true };
            return [
              number(column.name, label, about?.format, about?.unit),
              ...(differences ? [number(`${column.name}_change`, "against base", signed, about?.unit)] : []),
            ];
          }),
        ],
        rows: all.map((row) => [
          row.title,
          ...kept.flatMap(({ column, index }) => [
            cellOf(row.cells[index], column.kind),
            ...(differences && column.kind === "number"
              ? [row === base ? null : (row.cells[index]?.difference ?? null)]
              : []),
          ]),
        ]),
      },
      remarks: [],
    };
  },
  alone: ({ rows }) => ({
    notes: rows.flatMap(({ title, broken, mended }) => [
      ...(broken.length > 0 ? [`${title}: no longer holds: ${broken.join(", ")}.`] : []),
      ...(mended.length > 0 ? [`${title}: now holds: ${mended.join(", ")}.`] : []),
    ]),
  }),

  gaps: ({ columns, base, rows }, words) =>
    columns.flatMap(({ name, kind }, j) => {
      if (kind === "margin") return [];
      const failed = [base, ...rows].flatMap(({ title, cells }) => {
        const message = cells[j]?.failure;
        return message === undefined ? [] : [`${title} (${words.why(name, { message })})`];
      });
      return failed.length === 0 ? [] : [`There is no result for ${words.label(name)} in ${failed.join(", ")}.`];
    }),
  troubles: ({ columns, base, rows }, troubles) =>
    columns.flatMap(({ name, kind }, j) => {
      if (kind === "margin") return [];
      const lacks = [base, ...rows].flatMap((row): Lack[] => {
        const message = row.cells[j]?.failure;
        if (message === undefined) return [];
        const where = row.name === "base" ? "base case" : `scenario ${row.name}`;
        return [{ where, why: troubles.because({ message }, name) }];
      });
      return troubles.of(lacks.length, `${rows.length + 1} scenarios`, lacks, "they have none in the table", name);
    }),

  rows: ({ columns, base, rows }) =>
    dataRows(
      { column: "output" },
      ["scenario", "title", "output", "kind", "value", "difference", "relative"],
      [base, ...rows].flatMap(({ name, title, cells }) =>
        columns.map(({ name: output, kind }, j) => {
          const cell = cells[j];
          const value = kind === "claim" ? cell?.holds : kind === "text" ? cell?.text : cell?.value;
          return [name, title, output, kind, value, cell?.difference, cell?.relative];
        }),
      ),
    ),
};

const wantedOf = (request: ScenariosRequest, register: Register) =>
  [...register.scenarios.values()].filter(({ name }) => request.scenarios?.includes(name) ?? true);

function cellOf(cell: ScenarioCell | undefined, kind: string): Cell {
  if (cell?.failure !== undefined) return "no result";
  if (kind === "claim") return cell?.holds ? "holds" : "fails";
  return (kind === "text" ? cell?.text : cell?.value) ?? null;
}
