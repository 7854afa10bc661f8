import { describeNumber } from "../../assumptions/register/describe.js";
import type { Diagnostic } from "../../diagnostic.js";
import { formatValue } from "../../notebook/library/format.js";
import type { Cell, Column } from "../../notebook/types.js";
import {
  FAILS,
  type Naming,
  plainRows,
  present,
  printOutput,
  resultLabel,
  type StudyResult,
  studyType,
} from "../../sensitivity/index.js";
import { toDigits } from "../../text/counts.js";
import { textTable, wrap } from "../../text/table.js";
import { assumptionsLine, namingOf, type SweepContext } from "./context.js";

export type SweepFormat = "table" | "csv" | "json";

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
    return writeCsv(plainRows(study, unitOf));
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
  const { title, alone } = studyType(study.kind);
  const { base = value.base, words, fails, notes = [] } = alone?.(study.result, naming, output) ?? {};
  const head = [
    `${title}: ${outputs.map((name) => named(name, naming)).join("; ")}`,
    [
      assumptionsLine(context),
      ...(typeof base === "number" && Number.isFinite(base) ? [baseLine(output, base, context, naming)] : []),
    ].join("; "),
  ];
  const rows = table.rows.map((row, i) =>
    row.map((cell, j) => printed(cell, table.columns[j], naming) + (fails?.(i, j) ? FAILS : "")),
  );
  const columns = table.columns.map((column) => ({ head: headOf(column), align: column.align }));
  const body =
    words !== undefined
      ? wrap(`${resultLabel(output, naming)} ${words}.`, width).join("\n")
      : rows.length === 0
        ? "Nothing moves it."
        : textTable(columns, rows, width);
  const foot = [...notes, ...remarks];
  return `${[
    ...head.flatMap((text) => wrap(text, width)),
    "",
    body.trimEnd(),
    ...(foot.length > 0 ? [""] : []),
    ...foot.flatMap((text) => wrap(text, width)),
  ].join("\n")}\n`;
}

function baseLine(output: string, base: number, { claims }: SweepContext, naming: Naming): string {
  return claims.includes(output)
    ? `margin ${describeNumber(toDigits(base, 4))} in the base case`
    : `${printOutput(output, base, naming)} in the base case`;
}

function named(name: string, { outputs }: Naming): string {
  const label = outputs.get(name)?.label;
  return label === undefined || label === name ? name : `${label} (${name})`;
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
    : describeNumber(toDigits(cell, 4));
}
