import * as Plot from "@observablehq/plot";
import type { ScenarioTable } from "../../sensitivity/index.js";
import type { Outputs } from "./drawing.js";
import { byRatio } from "./parts/axes.js";
import { blue } from "./parts/inks.js";
import { acrossLimits, allSaidAbove, limitLines, limitsNear } from "./parts/limits.js";
import { nothing } from "./parts/nothing.js";
import { axisLabel, printerOf } from "./parts/output-labels.js";
import { DOT, type Row, rowLine, rowsOf } from "./parts/rows.js";
import { type Beside, noResult, type ValueLabel, valueLabels } from "./parts/value-labels.js";

/**
 * How far each scenario takes the first output that is a number.
 *
 * @throws Error where no output is a number
 */
export function scenarioChart(
  { columns, base, rows: scenarios }: ScenarioTable,
  outputs: Outputs,
  _top: number,
  width: number,
): Plot.PlotOptions {
  const index = columns.findIndex(({ kind }) => kind === "number");
  const name = columns[index]?.name ?? "";
  const from = base.cells[index]?.value;
  if (index === -1 || typeof from !== "number")
    throw new Error("a chart of scenarios shows its first output, which is no number here");
  const print = printerOf(name, outputs);
  const rows = scenarios.map((scenario): Row => ({ key: scenario.name, label: scenario.title }));
  if (rows.length === 0) return nothing("There are no scenarios.");
  const points = scenarios.flatMap(({ name: key, cells }) => {
    const x = cells[index]?.value;
    return typeof x === "number" ? [{ key, x }] : [];
  });
  const labels = rows.map(({ key }): ValueLabel => {
    const x = points.find((point) => point.key === key)?.x;
    return x === undefined ? noResult(key, from, 1) : { key, x, side: x < from ? -1 : 1, words: print(x) };
  });
  const values = [from, ...points.map(({ x }) => x)];
  const log = byRatio(values);
  const said: Beside = { x: from, words: `base ${print(from)}`, side: 0 };
  const shown = log ? values : [0, ...values];
  const limits = limitsNear([name], outputs, shown, log);
  const laid = rowsOf(rows, DOT, width, { said: true });
  const dy = laid.middle;
  const axis = acrossLimits(
    said,
    limits,
    { name, outputs, label: axisLabel(name, outputs), width, values: shown, log, edge: 6 },
    labels,
  );
  const { scale, above } = axis;
  return {
    ...laid.frame,
    x: scale,
    marks: [
      Plot.ruleY(points, { x1: from, x2: "x", y: "key", stroke: blue, strokeWidth: 2, dy }),
      rowLine(rows, from, laid),
      Plot.dot(points, { x: "x", y: "key", fill: blue, r: 4.5, dy }),
      ...limitLines(rows, limits, laid, labels, axis),
      ...allSaidAbove(above),
      ...laid.words,
      ...valueLabels(labels, laid),
    ],
  };
}
