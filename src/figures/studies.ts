import * as Plot from "@observablehq/plot";
import { type FormatSpec, formatValue } from "../notebook/format.js";
import type { NumberSummary, StudyResult } from "../sensitivity/index.js";
import { inks, rampColors, seriesColors } from "./theme.js";

/** A study to be drawn, as plain data. */
export interface StudyDrawing {
  study: StudyResult;
  /** The outputs it is about, by name. */
  outputs: Readonly<Record<string, { label: string; unit: string; format: FormatSpec }>>;
  /** Rows shown at most. */
  top: number;
}

const [blue = "", orange = ""] = seriesColors.map(({ light }) => light);
/** Height of a row whose label stands above what is drawn in it, so that long labels take no width from the drawing. */
const ROW = 44;
const LABEL = 18;

/** Labels of rows, above them at the frame's left edge. */
const rowLabels = (labels: readonly string[]): Plot.Markish =>
  Plot.text(labels, { y: (label: string) => label, text: (label: string) => label, frameAnchor: "left", textAnchor: "start", dy: LABEL / 2 - ROW / 2 });
const rowScale = (labels: readonly string[]): Plot.ScaleOptions => ({ axis: null, label: null, domain: labels, type: "band", padding: 0 }) as Plot.ScaleOptions;
const rowsHeight = (labels: readonly unknown[]): number => 80 + ROW * labels.length;
const bar = { insetTop: LABEL + 2, insetBottom: 5 };
/** Vertical middle of the bar under a label. */
const middle = LABEL / 2 - 1;

/**
 * The chart of a study, as Plot options.
 *
 * @throws Error for a study that has no chart.
 */
export function studyChart({ study, outputs, top }: StudyDrawing): Plot.PlotOptions {
  const print = (name: string, value: number): string => {
    const about = outputs[name];
    if (!about || about.format.style === "text" || about.format.style === "date")
      return String(Number(value.toPrecision(3)));
    try {
      return formatValue(value, about.format, { unit: about.unit });
    } catch {
      // A format that converts units is printed unconverted; the axis names the declared unit.
      return String(Number(value.toPrecision(3)));
    }
  };
  const axis = (name: string): string => {
    const about = outputs[name];
    return about ? `${about.label}${about.unit === "1" ? "" : ` (${about.unit})`}` : name;
  };
  switch (study.kind) {
    case "tornado": {
      const { base, output } = study.result;
      const bars = study.result.bars.slice(0, top);
      const ends = bars.flatMap(({ label, low, high }) =>
        [
          { label, end: "low end", x: low.output },
          { label, end: "high end", x: high.output },
        ].filter((e): e is { label: string; end: string; x: number } => e.x !== undefined),
      );
      // The shorter of two bars on one side lies on top.
      const drawn = [...ends].sort((a, b) => Math.abs(b.x - base) - Math.abs(a.x - base));
      return {
        height: rowsHeight(bars) + 24,
        x: { label: axis(output), grid: true, nice: true, insetLeft: 30, insetRight: 30 },
        y: rowScale(bars.map(({ label }) => label)),
        color: { domain: ["low end", "high end"], range: [orange, blue], legend: true },
        marks: [
          Plot.barX(drawn, { x1: base, x2: "x", y: "label", fill: "end", ...bar }),
          Plot.ruleX([base], { stroke: inks.text.light }),
          ...[-1, 1].map((side) =>
            Plot.text(
              ends.filter((e) => Math.sign(e.x - base) === side),
              {
                x: "x",
                y: "label",
                text: (e: { x: number }) => print(output, e.x),
                textAnchor: side < 0 ? "end" : "start",
                dx: 5 * side,
              },
            ),
          ),
        ],
      };
    }
    case "two-way": {
      const { rows, columns, cells, base, output, flips } = study.result;
      const round = (x: number): string => String(Number(x.toPrecision(3)));
      const all = cells.flatMap((row, i) =>
        row.flatMap((value, j) =>
          value === undefined
            ? []
            : [{ row: round(rows.values[i] ?? 0), column: round(columns.values[j] ?? 0), value }],
        ),
      );
      const values = all.map(({ value }) => value).sort((a, b) => a - b);
      // Steps with equally many cells, so that one extreme cell doesn't pale all others.
      const cuts = rampColors
        .slice(1)
        .map((_, k) => values[Math.floor(((k + 1) * values.length) / rampColors.length)] ?? 0);
      const step = (value: number): number => cuts.filter((c) => value >= c).length;
      const marked = base
        ? [{ row: round(rows.values[base.row] ?? 0), column: round(columns.values[base.column] ?? 0) }]
        : [];
      const holds = study.result.holds;
      const failing = holds ? all.filter((_, index) => holds.flat()[index] === false) : [];
      return {
        height: 96 + 40 * rows.values.length,
        x: { type: "band", label: columns.label, domain: columns.values.map(round) },
        y: { type: "band", label: rows.label, domain: [...rows.values].reverse().map(round) },
        marks: [
          Plot.cell(all, {
            x: "column",
            y: "row",
            fill: (c: { value: number }) => rampColors[step(c.value)]?.light ?? blue,
            inset: 0.5,
          }),
          Plot.text(all, {
            x: "column",
            y: "row",
            text: (c: { value: number }) => print(output, c.value),
            fill: (c: { value: number }) => (step(c.value) > 2 ? inks.background.light : inks.text.light),
          }),
          Plot.cell(marked, { x: "column", y: "row", stroke: inks.text.light, strokeWidth: 2, fill: "none", inset: 1 }),
          ...(flips && failing.length > 0
            ? [Plot.cell(failing, { x: "column", y: "row", stroke: orange, strokeWidth: 2, fill: "none", inset: 3 })]
            : []),
        ],
      };
    }
    case "scenarios": {
      const { columns, base, rows } = study.result;
      const index = columns.findIndex(({ kind }) => kind === "number");
      const name = columns[index]?.name ?? "";
      const of = (row: typeof base): number | undefined => row.cells[index]?.value;
      const points = rows.flatMap((row) => {
        const x = of(row);
        return x === undefined ? [] : [{ scenario: row.title, x }];
      });
      const from = of(base);
      if (index === -1 || from === undefined)
        throw new Error("a chart of scenarios shows its first output, which is no number here");
      const spread = Math.max(...points.map(({ x }) => x)) / Math.min(...points.map(({ x }) => x));
      return {
        height: 80 + ROW * points.length,
        x: {
          label: axis(name),
          grid: true,
          ...(Math.min(...points.map(({ x }) => x)) > 0 && spread > 12 ? { type: "log" } : { zero: true, nice: true }),
        },
        y: { label: null, domain: points.map(({ scenario }) => scenario) },
        marks: [
          Plot.ruleX([from], { stroke: inks.muted.light, strokeDasharray: "4,3" }),
          Plot.ruleY(points, { x1: from, x2: "x", y: "scenario", stroke: inks.axis.light }),
          Plot.dot(points, { x: "x", y: "scenario", fill: blue }),
          Plot.text(points, {
            x: "x",
            y: "scenario",
            text: (p: { x: number }) => print(name, p.x),
            textAnchor: "start",
            dx: 8,
          }),
        ],
      };
    }
    case "monte-carlo":
      return drawsChart(study.result.summaries, print, axis, outputs);
    case "importance": {
      const inputs = study.result.inputs.slice(0, top);
      return {
        height: 90 + ROW * inputs.length,
        x: { label: `share of the variance of ${axis(study.result.output)}`, percent: true, grid: true, zero: true },
        y: { label: null, domain: inputs.map(({ label }) => label) },
        marks: [
          Plot.barX(inputs, { x: "firstOrder", y: "label", fill: blue, insetTop: 3, insetBottom: 3 }),
          Plot.text(inputs, {
            x: (i: { firstOrder: number }) => Math.max(0, i.firstOrder),
            y: "label",
            text: (i: { firstOrder: number }) => `${(100 * i.firstOrder).toFixed(1)}%`,
            textAnchor: "start",
            dx: 5,
          }),
        ],
      };
    }
    case "sobol": {
      const inputs = [...study.result.inputs].sort((a, b) => b.total.value - a.total.value).slice(0, top);
      const points = inputs.flatMap(({ label, first, total }) => [
        { label, index: "first order", ...first },
        { label, index: "total", ...total },
      ]);
      const shift = (index: string): number => (index === "total" ? 5 : -5);
      return {
        height: 96 + (ROW + 8) * inputs.length,
        x: { label: `share of the variance of ${axis(study.result.output)}`, grid: true, zero: true },
        y: { label: null, domain: inputs.map(({ label }) => label) },
        color: { domain: ["first order", "total"], range: [blue, orange], legend: true },
        marks: ["first order", "total"].flatMap((index) => {
          const some = points.filter((p) => p.index === index);
          return [
            Plot.ruleY(some, { x1: "low", x2: "high", y: "label", stroke: "index", dy: shift(index), strokeWidth: 2 }),
            Plot.dot(some, { x: "value", y: "label", fill: "index", dy: shift(index) }),
          ];
        }),
      };
    }
    case "elasticity": {
      const inputs = study.result.inputs.filter(({ value }) => value !== 0).slice(0, top);
      return {
        height: 90 + ROW * inputs.length,
        x: { label: `percent that ${axis(study.result.output)} moves for one percent`, grid: true, nice: true },
        y: { label: null, domain: inputs.map(({ label }) => label) },
        marks: [
          Plot.barX(inputs, { x: "value", y: "label", fill: blue, insetTop: 3, insetBottom: 3 }),
          Plot.ruleX([0], { stroke: inks.text.light }),
          ...[-1, 1].map((side) =>
            Plot.text(
              inputs.filter((i) => Math.sign(i.value) === side),
              {
                x: "value",
                y: "label",
                text: (i: { value: number }) => i.value.toFixed(2).replace("-", "\u2212"),
                textAnchor: side < 0 ? "end" : "start",
                dx: 5 * side,
              },
            ),
          ),
        ],
      };
    }
    case "spider": {
      const lines = study.result.lines.slice(0, Math.min(top, seriesColors.length));
      const points = lines.flatMap(({ label, points: at }) =>
        at.flatMap(({ x, output }) => (output === undefined ? [] : [{ label, x, output }])),
      );
      return {
        x: {
          label:
            study.result.by === "range" ? "from low (\u22121) to high (1) of each range" : "change of the assumption",
          ticks: 5,
        },
        y: { label: axis(study.result.output), grid: true },
        marks: [
          Plot.line(points, { x: "x", y: "output", stroke: "label" }),
          Plot.ruleX([0], { stroke: inks.axis.light }),
        ],
        color: { domain: lines.map(({ label }) => label), legend: true },
      };
    }
    case "information": {
      const { perfect, inputs } = study.result;
      const rows = [{ label: "everything", value: perfect.value }, ...inputs.slice(0, top)];
      return {
        height: 90 + ROW * rows.length,
        x: { label: "worth of knowing it before deciding", grid: true, zero: true },
        y: { label: null, domain: rows.map(({ label }) => label) },
        marks: [Plot.barX(rows, { x: "value", y: "label", fill: blue, insetTop: 3, insetBottom: 3 })],
      };
    }
    case "break-even":
      throw new Error("a break-even has no chart; give it an id without `fig-` and quote it");
  }
}

type Print = (name: string, value: number) => string;

/** A fan along the keys of one series (`tightness.2026`, …), shares of texts or claims as bars, or intervals side by side. */
function drawsChart(
  summaries: Extract<StudyResult, { kind: "monte-carlo" }>["result"]["summaries"],
  print: Print,
  axis: (name: string) => string,
  outputs: StudyDrawing["outputs"],
): Plot.PlotOptions {
  const numbers = summaries.filter((s): s is NumberSummary => s.kind === "number");
  const at = (s: NumberSummary, level: number): number =>
    s.quantiles.find((q) => q.level === level)?.value ?? Number.NaN;
  const label = (name: string): string => outputs[name]?.label ?? name;
  if (numbers.length === 0) {
    const bars = summaries.flatMap((s): { name: string; text: string; share: number }[] =>
      s.kind === "text"
        ? s.frequencies.map(({ text, value }) => ({ name: lastKey(s.name), text, share: value }))
        : s.kind === "claim"
          ? [{ name: label(s.name), text: "holds", share: s.probability.value }]
          : [],
    );
    const words = [...new Set(bars.map(({ text }) => text))];
    const names = [...new Set(bars.map(({ name }) => name))];
    return {
      height: 100 + 36 * names.length,
      x: { label: "share of draws", percent: true, domain: [0, 100] },
      y: { label: null, domain: names },
      color: { domain: words, legend: words.length > 1 },
      marks: [
        Plot.barX(bars, { x: "share", y: "name", fill: "text", insetTop: 3, insetBottom: 3 }),
        Plot.text(
          bars.filter(({ share }) => share >= 0.08),
          Plot.stackX({
            x: "share",
            y: "name",
            z: "text",
            text: (b: { share: number }) => `${Math.round(100 * b.share)}%`,
            fill: inks.background.light,
          }),
        ),
      ],
    };
  }
  const years = numbers.map((s) => Number(lastKey(s.name)));
  const series = new Set(numbers.map((s) => s.name.slice(0, s.name.lastIndexOf("."))));
  if (numbers.length > 1 && series.size === 1 && years.every(Number.isInteger)) {
    const points = numbers.map((s, i) => ({
      year: years[i] ?? 0,
      p10: at(s, 0.1),
      p25: at(s, 0.25),
      p50: at(s, 0.5),
      p75: at(s, 0.75),
      p90: at(s, 0.9),
    }));
    const last = points.at(-1);
    const [first] = numbers;
    const spread = Math.max(...points.map((p) => p.p90)) / Math.min(...points.map((p) => p.p10));
    return {
      x: { label: null, ticks: years },
      y: {
        label: axis(first?.name ?? ""),
        grid: true,
        ...(spread > 12 && Math.min(...points.map((p) => p.p10)) > 0 ? { type: "log" } : { zero: true }),
      },
      marks: [
        Plot.areaY(points, { x: "year", y1: "p10", y2: "p90", fill: blue, fillOpacity: 0.18 }),
        Plot.areaY(points, { x: "year", y1: "p25", y2: "p75", fill: blue, fillOpacity: 0.3 }),
        Plot.lineY(points, { x: "year", y: "p50", stroke: blue }),
        ...(last
          ? (["p10", "p50", "p90"] as const).map((level) =>
              Plot.text([last], {
                x: "year",
                y: level,
                text: () => `${level.toUpperCase()} ${print(first?.name ?? "", last[level])}`,
                textAnchor: "start",
                dx: 6,
              }),
            )
          : []),
      ],
    };
  }
  const rows = numbers.map((s) => ({
    name: label(s.name),
    raw: s.name,
    low: at(s, 0.1),
    mid: at(s, 0.5),
    high: at(s, 0.9),
  }));
  return {
    height: 90 + 34 * rows.length,
    x: { label: "P10, P50 and P90", grid: true },
    y: { label: null, domain: rows.map(({ name }) => name) },
    marks: [
      Plot.ruleY(rows, { x1: "low", x2: "high", y: "name", stroke: blue, strokeWidth: 3 }),
      Plot.dot(rows, { x: "mid", y: "name", fill: blue }),
      Plot.text(rows, {
        x: "high",
        y: "name",
        text: (r: { raw: string; mid: number }) => print(r.raw, r.mid),
        textAnchor: "start",
        dx: 8,
      }),
    ],
  };
}

const lastKey = (name: string): string => name.slice(name.lastIndexOf(".") + 1);
