import * as Plot from "@observablehq/plot";
import { inks, lineWidth, seriesColors, size } from "./theme.js";

/** The rows behind a chart on both sides of a review, joined on their keys. */
export interface Overlay {
  columns: readonly { label: string; isKey: boolean }[];
  rows: readonly { cells: readonly { old?: unknown; new?: unknown }[] }[];
}

interface Point {
  x: number | string;
  series: string;
  old?: number;
  new?: number;
}

const MOST_ROWS = 40;
const MOST_SERIES = 6;
const [blue = ""] = seriesColors.map(({ light }) => light);
const gray = seriesColors.find(({ name }) => name === "gray")?.light ?? inks.muted.light;

/**
 * Old and new values of a chart's data in one picture: lines over a numeric key such as the year, the old ones grey and broken; else a row for
 * each key with the old value as a ring, the new one as a disc and the way between. Each numeric column is a panel of its own.
 * Undefined where there is nothing to draw: no key, or no numbers.
 */
export function overlayChart(overlay: Overlay): Plot.PlotOptions | undefined {
  const keys = overlay.columns.flatMap(({ isKey }, i) => (isKey ? [i] : []));
  const measures = overlay.columns.flatMap(({ isKey }, i) => (!isKey && isNumeric(overlay, i) ? [i] : []));
  const measure = measures.find((i) => differs(overlay, i)) ?? measures[0];
  if (measure === undefined || keys.length === 0) return undefined;
  const over = keys.find((i) => isNumeric(overlay, i));
  const names = keys.filter((i) => i !== over);
  const label = (row: Overlay["rows"][number]): string => names.map((i) => String(either(row.cells[i]))).join(", ");
  const points = overlay.rows.map(
    (row): Point => ({
      x: over === undefined ? label(row) : Number(either(row.cells[over])),
      series: over === undefined ? "" : label(row),
      old: numberOf(row.cells[measure]?.old),
      new: numberOf(row.cells[measure]?.new),
    }),
  );
  const title = overlay.columns[measure]?.label ?? "";
  const series = [...new Set(points.map((point) => point.series))];
  return over !== undefined && series.length <= MOST_SERIES && points.length / series.length > 2
    ? lines(points, series, title, overlay.columns[over]?.label ?? "")
    : rows(points, title, over === undefined);
}

function lines(points: readonly Point[], series: readonly string[], title: string, over: string): Plot.PlotOptions {
  const olds = points.filter((point) => point.old !== undefined);
  const news = points.filter((point) => point.new !== undefined);
  const years = points.every(({ x }) => Number.isInteger(x) && Number(x) > 1000 && Number(x) < 3000);
  return {
    height: size.height - 40,
    x: { label: years ? null : over, ...(years ? { tickFormat: (x: number) => String(x) } : {}) },
    y: { label: title },
    marks: [
      Plot.line(olds, { x: "x", y: "old", z: "series", stroke: gray, strokeDasharray: "4,3", strokeWidth: lineWidth }),
      Plot.line(news, { x: "x", y: "new", z: "series", stroke: blue, strokeWidth: lineWidth }),
      Plot.dot(olds, { x: "x", y: "old", r: 3, stroke: gray, fill: inks.background.light }),
      Plot.dot(news, { x: "x", y: "new", r: 3.5, fill: blue }),
      ...(series.length > 1
        ? [
            Plot.text(
              news,
              Plot.selectLast({ x: "x", y: "new", z: "series", text: "series", textAnchor: "start", dx: 7 }),
            ),
          ]
        : []),
    ],
  };
}

function rows(points: readonly Point[], title: string, named: boolean): Plot.PlotOptions {
  const shown = points
    .map((point, i) => ({ ...point, name: named ? String(point.x) : `${point.series} ${point.x}`.trim(), i }))
    .slice(0, MOST_ROWS);
  const both = shown.filter((point) => point.old !== undefined && point.new !== undefined);
  return {
    height: 76 + shown.length * 24,
    x: { label: title },
    y: { label: null, domain: shown.map(({ i }) => i), type: "band", tickFormat: (i: number) => shown[i]?.name ?? "" },
    marks: [
      Plot.ruleY(both, { y: "i", x1: "old", x2: "new", stroke: inks.muted.light }),
      Plot.dot(
        shown.filter((point) => point.old !== undefined),
        { y: "i", x: "old", r: 4, stroke: gray, fill: inks.background.light },
      ),
      Plot.dot(
        shown.filter((point) => point.new !== undefined),
        { y: "i", x: "new", r: 4, fill: blue },
      ),
    ],
  };
}

type CellPair = Overlay["rows"][number]["cells"][number];

const either = (cell: CellPair | undefined): unknown => cell?.new ?? cell?.old ?? "";
const numberOf = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isFinite(value) ? value : undefined;
const isNumeric = ({ rows: all }: Overlay, column: number): boolean => {
  const values = all.flatMap(({ cells }) => [cells[column]?.old, cells[column]?.new]).filter((v) => v != null);
  return values.length > 0 && values.every((value) => typeof value === "number");
};
const differs = ({ rows: all }: Overlay, column: number): boolean =>
  all.some(({ cells }) => cells[column]?.old !== cells[column]?.new);
