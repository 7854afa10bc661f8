import * as Plot from "@observablehq/plot";
import { across } from "./axes.js";
import { axis, blue } from "./inks.js";
import { BAR, type Row, rowLine, rowsOf } from "./rows.js";
import { type Beside, saidAbove, type ValueLabel, valueLabels, withoutWordsAt } from "./value-labels.js";

export interface BarRow extends Row {
  value: number;
  words: string;
  /** Blue unless given. */
  fill?: string;
}

/** Bars from zero, with their values beside them and perhaps a line at a value that says something of all. */
export function bars(
  rows: readonly BarRow[],
  label: string,
  width: number,
  { upTo = 0, line }: { upTo?: number; line?: Beside } = {},
): Plot.PlotOptions {
  const laid = rowsOf(rows, BAR, width, { said: line !== undefined });
  const labels = rows.map(({ key, value, words }): ValueLabel => ({ key, x: value, words, side: value < 0 ? -1 : 1 }));
  const values = [0, upTo, line?.x ?? 0, ...rows.map(({ value }) => value)];
  const { scale, between } = across(label, values, line ? [...labels, line] : labels, width);
  return {
    ...laid.frame,
    x: scale,
    marks: [
      Plot.barX(rows, { x: "value", y: "key", fill: ({ fill = blue }: BarRow) => fill, ...laid.inset }),
      rowLine(rows, 0, laid, { stroke: axis }),
      ...(line
        ? [
            rowLine(withoutWordsAt(line.x, rows, labels, between), line.x, laid, { strokeDasharray: "3,2" }),
            saidAbove(line),
          ]
        : []),
      ...laid.words,
      ...valueLabels(labels, laid),
    ],
  };
}
