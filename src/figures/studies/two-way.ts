import * as Plot from "@observablehq/plot";
import { describeUnit } from "../../assumptions/register/describe.js";
import { fromBlocks } from "../../assumptions/units/block-units.js";
import type { Axis, TwoWay } from "../../sensitivity/index.js";
import { size } from "../theme.js";
import type { Outputs } from "./drawing.js";
import { cellsOf, type Place } from "./parts/heat-map-cells.js";
import { background, orange, text } from "./parts/inks.js";
import { compact, plain, rounded } from "./parts/numbers.js";
import { withUnit } from "./parts/output-labels.js";
import { fitting, widthOf } from "./parts/words.js";

/** Cells coloured by their value, or by whether a claim holds there, with the line where it flips. Both axes count places, so that lines between the tried places can be drawn. */
export function heatMap(study: TwoWay, outputs: Outputs): Plot.PlotOptions {
  const { rows, columns, base } = study;
  const width = (size.width - 80) / columns.values.length;
  const { cells, fontSize } = cellsOf(study, outputs, width - 6);
  const box = {
    x1: (c: Place) => c.column - 0.5,
    x2: (c: Place) => c.column + 0.5,
    y1: (c: Place) => c.row - 0.5,
    y2: (c: Place) => c.row + 0.5,
  };
  const lines = flipsOf(study);
  const line = { x: "column", y: "row", z: "z", strokeLinejoin: "round", strokeLinecap: "round" } as const;
  return {
    height: 76 + 42 * rows.values.length,
    x: { ...placesAxis(columns, width), labelAnchor: "center" },
    y: { ...placesAxis(rows, width), labelAnchor: "top" },
    marks: [
      Plot.rect(cells, { ...box, fill: "fill", inset: 0.75 }),
      Plot.line(lines, { ...line, stroke: background, strokeWidth: 6 }),
      Plot.line(lines, { ...line, stroke: orange, strokeWidth: 2.5 }),
      ...[background, text].map((stroke, i) =>
        Plot.rect(base ? [base] : [], { ...box, fill: "none", stroke, strokeWidth: 2.25, inset: 3 - 2.25 * i }),
      ),
      Plot.text(cells, { x: "column", y: "row", text: "words", fill: "ink", stroke: "fill", strokeWidth: 4, fontSize }),
    ],
  };
}

/** @param width pixels of one place, which its tick may fill */
function placesAxis({ values: counted, how, label, unit, shown }: Axis, width: number): Plot.ScaleOptions {
  const values = counted.map((value) => fromBlocks(value, shown));
  const ways = [plain, rounded].map((print) => values.map((value) => placeWords(value, how, print)));
  const ticks = ways.find((said) => said.every((words) => widthOf(words) < width)) ?? values.map(compact);
  return {
    domain: [-0.5, values.length - 0.5],
    ticks: values.map((_, i) => i),
    tickFormat: (i: number) => ticks[i] ?? "",
    tickSize: 0,
    grid: false,
    line: false,
    label: fitting([withUnit(label, describeUnit(shown ?? unit)), label]),
  };
}

/** A place of an axis as its tick says it. */
function placeWords(value: number, how: Axis["how"], print: (value: number) => string): string {
  if (how === "factor") return `${print(value)}\u00d7`;
  if (how === "value") return print(value);
  return value === 0 ? "base" : value === -1 ? "low" : value === 1 ? "high" : print(value);
}

/** Points of the lines where the claim flips; `z` tells the lines apart. */
const flipsOf = ({ rows, columns, flips = [] }: TwoWay): (Place & { z: number })[] =>
  flips.flatMap((line, z) =>
    line.flatMap(([x, y]) => {
      const [column, row] = [placeAmong(columns.values, x), placeAmong(rows.values, y)];
      return column === undefined || row === undefined ? [] : [{ z, column, row }];
    }),
  );

/** Where a value lies among the places of an axis, counted from 0; undefined where the places don't run one way. */
function placeAmong(places: readonly number[], value: number): number | undefined {
  const steps = places.slice(1).map((place, i) => place - (places[i] ?? 0));
  if (!steps.every((step) => step > 0) && !steps.every((step) => step < 0)) return undefined;
  const i = steps.findIndex((step, k) => {
    const part = (value - (places[k] ?? 0)) / step;
    return part >= 0 && part <= 1;
  });
  return i < 0 ? undefined : i + (value - (places[i] ?? 0)) / (steps[i] ?? 1);
}
