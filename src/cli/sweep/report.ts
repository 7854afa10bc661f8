import { describeNumber } from "../../assumptions/register/describe.js";
import type { Diagnostic } from "../../diagnostic.js";
import { formatValue } from "../../notebook/library/format.js";
import type { Cell, Column } from "../../notebook/types.js";
import { type Naming, present, printOutput, resultLabel, type StudyResult } from "../../sensitivity/index.js";
import { textTable, wrap } from "../terminal/text-table.js";
import { assumptionsLine, namingOf, type SweepContext } from "./context.js";
import { dataRows } from "./rows.js";

export type SweepFormat = "table" | "csv" | "json";

const TITLES: Readonly<Record<StudyResult["kind"], string>> = {
  tornado: "Tornado",
  "two-way": "Two-way table",
  "break-even": "Break-even",
  scenarios: "Scenarios",
  "monte-carlo": "Monte Carlo",
  importance: "Importance",
  sobol: "Sobol' indices",
  elasticity: "Elasticities",
  spider: "Spider",
  information: "Value of information",
};

/** The result of a study as text; `warnings` are what it had no result for. The same arguments give the same bytes. */
export async function reportOf(
  study: StudyResult,
  context: SweepContext,
  warnings: readonly Diagnostic[],
  format: SweepFormat,
  width: number,
): Promise<string> {
  const { writeCsv } = await import("../../render/data/csv.js");
  const { writeJson } = await import("../../render/data/json.js");
  const naming = namingOf(context);
  if (format === "csv") {
    const unitOf = (name: string): string | undefined => {
      const unit = naming.outputs.get(name)?.unit;
      return unit === "1" ? undefined : unit;
    };
    return writeCsv(dataRows(study, unitOf));
  }
  const { table, remarks, value } = present(study, context.request, naming);
  if (format === "json")
    return writeJson(
      // Undefined members go, undefined and non-finite elements become null.
      JSON.parse(
        JSON.stringify({
          study: study.kind,
          assumptions: context.assumptions,
          request: context.request,
          outputs: context.outputs.map(({ name, label, unit }) => ({ name, label, unit })),
          result: study.result,
          remarks,
          warnings: warnings.map(({ rule, message, notes }) => ({ rule, message, notes })),
        }),
      ),
    );
  const { outputs } = context.request;
  const [output = ""] = outputs;
  const base = study.kind === "break-even" ? study.result.base.value : value.base;
  const head = [
    `${TITLES[study.kind]}: ${outputs.map((name) => named(name, naming)).join("; ")}`,
    [
      assumptionsLine(context),
      ...(typeof base === "number" && Number.isFinite(base) ? [baseLine(output, base, context, naming)] : []),
    ].join("; "),
  ];
  const rows = table.rows.map((row, i) =>
    row.map((cell, j) => {
      const fails = study.kind === "two-way" && study.result.holds?.[i]?.[j - 1] === false;
      return printed(cell, table.columns[j], naming) + (fails ? FAILS : "");
    }),
  );
  const columns = table.columns.map((column) => ({ head: headOf(column), align: column.align }));
  const body =
    study.kind === "break-even"
      ? wrap(`${resultLabel(output, naming)} ${String(value.words)}.`, width).join("\n")
      : rows.length === 0
        ? "Nothing moves it."
        : textTable(columns, rows, width);
  const foot = [...extra(study, naming, output), ...remarks];
  return `${[
    ...head.flatMap((text) => wrap(text, width)),
    "",
    body.trimEnd(),
    ...(foot.length > 0 ? [""] : []),
    ...foot.flatMap((text) => wrap(text, width)),
  ].join("\n")}\n`;
}

/** Marks a cell in which a claim fails. */
const FAILS = "*";

function baseLine(output: string, base: number, { claims }: SweepContext, naming: Naming): string {
  return claims.includes(output)
    ? `margin ${describeNumber(Number(base.toPrecision(4)))} in the base case`
    : `${printOutput(output, base, naming)} in the base case`;
}

function named(name: string, { outputs }: Naming): string {
  const label = outputs.get(name)?.label;
  return label === undefined || label === name ? name : `${label} (${name})`;
}

/** What the table of a chapter says in its caption or the prose around it. */
function extra(study: StudyResult, naming: Naming, output: string): string[] {
  if (study.kind === "information") {
    const { choice, options } = study.result;
    const means = options.map(({ name, mean }) => `${name} ${printOutput(output, mean, naming)}`).join(", ");
    return [`Without knowing more: ${choice} (on average ${means}).`];
  }
  if (study.kind === "two-way" && study.result.holds)
    return [
      `Margins by which ${output} holds${study.result.holds.flat().includes(false) ? `; ${FAILS} it fails` : ""}.`,
    ];
  if (study.kind === "scenarios")
    return study.result.rows.flatMap(({ title, broken, mended }) => [
      ...(broken.length > 0 ? [`${title}: no longer holds: ${broken.join(", ")}.`] : []),
      ...(mended.length > 0 ? [`${title}: now holds: ${mended.join(", ")}.`] : []),
    ]);
  return [];
}

const headOf = ({ label, unit, format }: Column): string =>
  unit === undefined || unit === "1" || format?.style === "unit" || format?.style === "dollars"
    ? label.trim()
    : `${label.trim()} (${unit})`;

function printed(cell: Cell, column: Column | undefined, { convert }: Naming): string {
  if (cell === null) return "\u2013";
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  if (typeof cell === "string") return cell;
  if (!Number.isFinite(cell)) return "\u2013";
  return column?.format
    ? formatValue(cell, column.format, { unit: column.unit, convert })
    : describeNumber(Number(cell.toPrecision(4)));
}
