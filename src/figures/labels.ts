import * as Plot from "@observablehq/plot";
import { chartFont } from "./font.js";
import { size } from "./theme.js";

/** What `directLabels` takes besides the options of a text mark. */
export interface DirectLabelOptions extends Plot.TextOptions {
  /** What tells the series apart, a field or an accessor; the label's text and colour unless `text` or `fill` say otherwise. */
  z?: Plot.ChannelValue;
}

interface Label {
  index: number;
  x: number;
  y: number;
  height: number;
}

/**
 * Labels every series at its last point, in the series' own colour, moved up or down just enough that no two overlap. With
 * `Plot.stackY({x, y, z})` as options the labels stand beside the layers of the last bar or the end of an area.
 */
export function directLabels(data: Plot.Data, options: DirectLabelOptions = {}): Plot.Text {
  const { z, text = z, fill = z, dx = 7, textAnchor = "start", lineHeight = size.line / size.text, ...rest } = options;
  if (text === undefined) throw new Error("directLabels needs `z`, the field that tells the series apart, or `text`");
  const channels = { ...rest.channels, ...(z === undefined ? {} : { series: z }) };
  const placed = Plot.initializer(
    { ...rest, text, fill, dx, textAnchor, lineHeight, channels },
    (rows, facets, given, scales, area) => {
      const { x, y, series, text: words } = given;
      if (!x?.value || !y?.value) throw new Error("directLabels needs `x` and `y`");
      const across = pixels(x.value, scales.x);
      const up = pixels(y.value, scales.y);
      const shown = facets.map((facet) => {
        const last = new Map<unknown, Label>();
        for (const index of facet) {
          const [px, py] = [across[index] ?? Number.NaN, up[index] ?? Number.NaN];
          if (!Number.isFinite(px) || !Number.isFinite(py)) continue;
          const key = series?.value ? at(series.value, index) : 0;
          const before = last.get(key);
          const lines = String(words?.value ? at(words.value, index) : "").split("\n").length;
          if (!before || px >= before.x) last.set(key, { index, x: px, y: py, height: lines * size.line });
        }
        const labels = [...last.values()];
        const top = area.marginTop - size.line / 2;
        // Letters stay clear of the axis line.
        const bottom = area.height - area.marginBottom;
        const spread = spreadOut(labels, top, bottom);
        labels.forEach((label, i) => {
          up[label.index] = spread[i] ?? label.y;
        });
        return labels.map((label) => label.index);
      });
      // A band's own half width is added by the text mark; the other half takes the label to the band's end.
      const { bandwidth } = (scales.x ?? {}) as { bandwidth?: () => number };
      const band = bandwidth ? bandwidth() / 2 : 0;
      return { data: rows, facets: shown, channels: { x: { value: across.map((v) => v + band) }, y: { value: up } } };
    },
  );
  return Plot.text(data, placed);
}

type Values = NonNullable<Plot.Channel["value"]>;

const at = (values: Values, index: number): unknown => (values as ArrayLike<unknown>)[index];

function pixels(values: Values, scale: ((value: unknown) => number) | undefined): number[] {
  return Array.from(values as ArrayLike<unknown>, (value) => (scale ? scale(value) : Number(value)));
}

/**
 * Centres of the items, moved as little as possible (in squares) so that none overlaps its neighbour and all lie between `low` and `high` if
 * there is room. Runs of items that touch share their mean shift, as in isotonic regression by pooling neighbours.
 */
export function spreadOut(items: readonly { y: number; height: number }[], low: number, high: number): number[] {
  const order = items.map((item, i) => ({ ...item, i })).sort((a, b) => a.y - b.y || a.i - b.i);
  const runs: { sum: number; count: number; from: number; height: number }[] = [];
  order.forEach((item, n) => {
    // Each run knows where its top would lie if every member had its wish.
    let run = { sum: item.y - item.height / 2, count: 1, from: n, height: item.height };
    for (
      let last = runs.at(-1);
      last && last.sum / last.count + last.height > run.sum / run.count;
      last = runs.at(-1)
    ) {
      runs.pop();
      run = {
        sum: last.sum + run.sum - run.count * last.height,
        count: last.count + run.count,
        from: last.from,
        height: last.height + run.height,
      };
    }
    runs.push(run);
  });
  const tops = runs.map((run) => run.sum / run.count);
  const heights = runs.map((run) => run.height);
  let ceiling = high;
  for (let i = runs.length - 1; i >= 0; i--) {
    tops[i] = Math.min(tops[i] ?? 0, ceiling - (heights[i] ?? 0));
    ceiling = tops[i] ?? ceiling;
  }
  let floor = low;
  for (let i = 0; i < runs.length; i++) {
    tops[i] = Math.max(tops[i] ?? 0, floor);
    floor = (tops[i] ?? 0) + (heights[i] ?? 0);
  }
  const centres: number[] = new Array(items.length).fill(0);
  runs.forEach((run, r) => {
    let top = tops[r] ?? 0;
    for (let n = run.from; n < run.from + run.count; n++) {
      const item = order[n];
      if (!item) continue;
      centres[item.i] = top + item.height / 2;
      top += item.height;
    }
  });
  return centres;
}

/** Name of the key's group, by which the layout finds it. */
export const COLOR_KEY = "color key";

const SWATCH = 11;
const GAP = 6;
const BETWEEN = 16;

/** Options of `colorKey`. */
export interface ColorKeyOptions {
  /** Text for each class in place of its own name. */
  format?: (value: unknown) => string;
}

/** A legend of the colour scale's classes, drawn as squares and text in rows above the chart. Direct labels read better where they fit. */
export class ColorKey extends Plot.Mark {
  private readonly format: (value: unknown) => string;

  constructor(options: ColorKeyOptions = {}) {
    // The library's type hides the constructor that its own marks use.
    super(...([[null], {}, { facet: "super" }, { ariaLabel: COLOR_KEY, fill: null, stroke: null }] as unknown as []));
    this.format = options.format ?? String;
  }

  render(
    _index: number[] | null,
    scales: Plot.ScaleFunctions,
    _values: Plot.ChannelValues,
    dimensions: Plot.Dimensions,
    context: Plot.Context,
  ): SVGElement {
    const classes = scales.scales.color?.domain;
    if (!scales.color || !classes) throw new Error("a colour key needs a mark whose `fill` or `stroke` names a field");
    const { document } = context;
    const make = (name: string, attributes: Record<string, string | number>): SVGElement => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", name) as SVGElement;
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
      return element;
    };
    const group = make("g", { "aria-label": COLOR_KEY });
    const start = 3;
    let x = start;
    let y = 2;
    for (const value of classes) {
      const text = this.format(value);
      const width = SWATCH + GAP + chartFont().width(text, size.text);
      if (x > start && x + width > dimensions.width) {
        x = start;
        y += size.line + 4;
      }
      group.appendChild(make("rect", { x, y: y + 2, width: SWATCH, height: SWATCH, fill: scales.color(value) }));
      const label = make("text", { x: x + SWATCH + GAP, y: y + SWATCH + 1.5, "text-anchor": "start" });
      label.textContent = text;
      group.appendChild(label);
      x += width + BETWEEN;
    }
    return group;
  }
}

/** The colour scale's classes as a row of swatches above the chart; `color: {legend: true}` draws the same. */
export const colorKey = (options: ColorKeyOptions = {}): Plot.RenderableMark => new ColorKey(options);
