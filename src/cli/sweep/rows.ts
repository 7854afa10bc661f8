import type { Cell, Column, DataTable } from "../../notebook/types.js";
import type { Estimate, StudyResult, Summary } from "../../sensitivity/index.js";

/**
 * A study as rows of plain numbers, all of them: for who computes on with them. Numbers are in the units that blocks have them in; the last
 * columns name those of results, `unit` that of an assumption.
 *
 * @param unitOf the unit of a result; undefined for a pure number, a text or a claim
 */
export function dataRows(study: StudyResult, unitOf: (output: string) => string | undefined): DataTable {
  const rows = rowsOf(study);
  const unit = "output" in study.result ? unitOf(study.result.output) : undefined;
  const at = rows.columns.findIndex(({ key }) => key === "output");
  const perRow = study.kind === "monte-carlo" || study.kind === "scenarios";
  return {
    columns: [...rows.columns, { key: "output_unit", label: "output_unit", align: "left" }],
    rows: rows.rows.map((row) => [...row, (perRow ? unitOf(String(row[at])) : unit) ?? null]),
  };
}

function rowsOf(study: StudyResult): DataTable {
  switch (study.kind) {
    case "tornado":
      return table(
        [
          ...["id", "label", "unit", "low", "high", "at_low", "at_high", "swing"],
          ...["least", "least_at", "least_position", "most", "most_at", "most_position", "reach", "monotone"],
        ],
        study.result.bars.map(({ id, label, unit, low, high, swing, least, most, reach, monotone, unbounded }) => [
          ...[id, label, unit, low.value, high.value, low.output, high.output, swing],
          ...[least, most].flatMap(({ output, value, position }) => [output, value, position]),
          // Without a bound there is no greatest distance.
          unbounded ? null : reach,
          monotone,
        ]),
      );
    case "two-way": {
      const { rows, columns, cells, holds, output } = study.result;
      return table(
        [rows.id, columns.id, output, ...(holds ? ["holds"] : [])],
        cells.flatMap((row, i) =>
          row.map((cell, j) => [rows.values[i], columns.values[j], cell, ...(holds ? [holds[i]?.[j]] : [])]),
        ),
      );
    }
    case "break-even": {
      const { output, input, target, roots } = study.result;
      return table(
        ["output", "target", "assumption", "kind", "from", "to"],
        roots.map((root) => {
          const [from, to] = "at" in root ? [root.at, root.at] : [root.from, root.to];
          return [output, target, input.id, root.kind, from, to];
        }),
      );
    }
    case "scenarios": {
      const { columns, base, rows } = study.result;
      return table(
        ["scenario", "title", "output", "kind", "value", "difference", "relative"],
        [base, ...rows].flatMap(({ name, title, cells }) =>
          columns.map(({ name: output, kind }, j) => {
            const cell = cells[j];
            const value = kind === "claim" ? cell?.holds : kind === "text" ? cell?.text : cell?.value;
            return [name, title, output, kind, value, cell?.difference, cell?.relative];
          }),
        ),
      );
    }
    case "monte-carlo":
      return drawnRows(study.result.summaries);
    case "importance":
      return table(
        [
          ...["id", "label", "first_order", "first_order_error", "rank_correlation", "rank_correlation_error"],
          ...[
            "mean_in_lowest_tenth",
            "mean_in_lowest_tenth_error",
            "mean_in_highest_tenth",
            "mean_in_highest_tenth_error",
          ],
        ],
        study.result.inputs.map((i) => [
          ...[i.id, i.label, i.firstOrder, i.firstOrderError, i.spearman, i.spearmanError],
          ...[i.low, i.lowError, i.high, i.highError],
        ]),
      );
    case "sobol":
      return table(
        ["id", "label", "with", "first", "first_low", "first_high", "total", "total_low", "total_high", "pair"],
        [
          ...study.result.inputs.map(({ id, label, first, total }) => [
            id,
            label,
            null,
            first.value,
            first.low,
            first.high,
            total.value,
            total.low,
            total.high,
            null,
          ]),
          ...study.result.pairs.map(({ a, b, share }) => [a, null, b, null, null, null, null, null, null, share]),
        ],
      );
    case "elasticity":
      return table(
        ["id", "label", "elasticity", "below", "above", "kinked"],
        study.result.inputs.map((i) => [i.id, i.label, i.value, i.below, i.above, i.kinked]),
      );
    case "spider":
      return table(
        ["id", "label", "x", study.result.output],
        study.result.lines.flatMap(({ id, label, points, least, most }) =>
          // What lies between the even places stands among them.
          [...points, ...[least, most].filter(({ x }) => !points.some((point) => point.x === x))]
            .sort((a, b) => a.x - b.x)
            .map(({ x, output }) => [id, label, x, output]),
        ),
      );
    case "information": {
      const { perfect, inputs } = study.result;
      return table(
        ["id", "label", "value", "error"],
        [[null, "everything", perfect.value, perfect.error], ...inputs.map((i) => [i.id, i.label, i.value, i.error])],
      );
    }
  }
}

/** A row for each figure of a Monte Carlo run, with its standard error and the same from half the draws. */
function drawnRows(summaries: readonly Summary[]): DataTable {
  const rows = summaries.flatMap((s): (Cell | undefined)[][] => {
    const row = (kind: string, { value, error, half }: Estimate, of?: Cell): (Cell | undefined)[] => [
      s.name,
      kind,
      of,
      value,
      error,
      half,
      s.count,
      s.gaps.count,
    ];
    if (s.kind === "claim") return [row("probability", s.probability)];
    if (s.kind === "text") return s.frequencies.map((f) => row("frequency", f, f.text));
    const of = s.kind === "margin" ? "margin " : "";
    return [
      row(`${of}mean`, s.mean),
      [s.name, `${of}standard deviation`, null, s.standardDeviation, null, null, s.count, s.gaps.count],
      ...s.quantiles.map((q) => row(`${of}quantile`, q, q.level)),
    ];
  });
  return table(["output", "figure", "of", "value", "error", "half", "draws", "left_out"], rows);
}

function table(names: readonly string[], rows: readonly (readonly (Cell | undefined)[])[]): DataTable {
  return {
    columns: names.map((name): Column => ({ key: name, label: name, align: "left" })),
    rows: rows.map((row) =>
      row.map((cell) => (typeof cell === "number" && !Number.isFinite(cell) ? null : (cell ?? null))),
    ),
  };
}
