import type * as Plot from "@observablehq/plot";
import { largest } from "../../lists.js";
import type { AuthorsMark } from "../checks/findings.js";
import type { MarkRecord } from "../checks/watch.js";
import type { Margins, TextBox } from "../layout.js";
import { linesOf } from "../relief.js";
import { size } from "../theme.js";
import { isBand } from "../ticks.js";

// How high a chart is drawn that doesn't say so.

type Drawing = ReturnType<typeof Plot.plot>;

/** Margins of a first drawing, wide enough that the library doesn't drop ticks. */
export const START: Margins = { marginTop: 30, marginRight: 60, marginBottom: 45, marginLeft: 60 };

/** The author's margins, where there are any. */
export function authorsOr(options: Plot.PlotOptions, fitted: Margins): Margins {
  const one = (name: keyof Margins): number => options[name] ?? options.margin ?? fitted[name];
  return {
    marginTop: one("marginTop"),
    marginRight: one("marginRight"),
    marginBottom: one("marginBottom"),
    marginLeft: one("marginLeft"),
  };
}

/** Pixels that rows take before they stand closer. */
const ROWS_ROOM = 900;

/** A chart grows with its rows and labels up to this. */
const HIGHEST = 2400;

/** Room for every row of a chart of bars or dots; else the theme's height, or what the text around and at the ends of lines takes. */
export function heightFor(drawing: Drawing, margins: Margins, boxes: readonly TextBox[], labels: number): number {
  const y = drawing.scale("y");
  const panels = [...(drawing.scale("fy")?.domain ?? [])].length;
  const around = margins.marginTop + margins.marginBottom;
  const rows = [...(y?.domain ?? [])].length;
  const lines = linesOf(boxes, "y-axis tick label") * size.line;
  const row = Math.max(size.row, lines + 8);
  if (isBand(y)) {
    const all = Math.max(1, panels) * Math.max(1, rows);
    // Many rows stand closer, so that the page of a PDF, which takes the whole chart, leaves them larger letters.
    return Math.min(HIGHEST, around + all * Math.max(lines + 2, Math.min(row, ROWS_ROOM / all)));
  }
  if (y === undefined) return around + 2 * size.row;
  const inside = Math.max(LEAST_INSIDE, Math.min(labels, MOST_LABELS) * size.line);
  return panels > 1 ? around + panels * 4 * size.row : Math.max(size.height, around + inside);
}

/** Pixels that are left for a chart itself, whatever its labels take. */
const LEAST_INSIDE = 170;
const MOST_LABELS = 40;

/** The most labels that stand below one another at the ends of lines. */
export function labelsAtEnd(authors: readonly AuthorsMark[], records: ReadonlyMap<unknown, MarkRecord>): number {
  const counts = authors.flatMap(({ origin, marks }) =>
    origin?.call !== "directLabels"
      ? []
      : marks.flatMap((mark) => (records.get(mark)?.panels ?? []).map(({ kept }) => kept.length)),
  );
  return Math.max(0, largest(counts));
}

/** Of a map, as a share of its width; a taller one is drawn as narrow as it must be. */
const TALLEST = 1.5;

/** The height of a chart whose shape is given by a map's projection or by `aspectRatio`; undefined for others. */
export function shapeOf(
  options: Plot.PlotOptions,
  first: Drawing,
): ((drawing: Drawing, margins: Margins) => number) | undefined {
  const width = options.width ?? size.width;
  const heightOf = (drawing: Drawing): number => Number(drawing.getAttribute("height"));
  if (options.projection != null) {
    // The first drawing has the height that the library finds for the width without margins.
    const ratio = (heightOf(first) - START.marginTop - START.marginBottom) / width;
    return (_, { marginTop, marginRight, marginBottom, marginLeft }) =>
      Math.round(marginTop + marginBottom + Math.min(ratio, TALLEST) * (width - marginLeft - marginRight));
  }
  const { aspectRatio } = options;
  if (aspectRatio == null) return undefined;
  let margins = authorsOr(options, START);
  return (drawing, next) => {
    const [across, up] = [pixelsPerUnit(drawing.scale("x")), pixelsPerUnit(drawing.scale("y"))];
    const inside = heightOf(drawing) - margins.marginTop - margins.marginBottom;
    const wider = (width - next.marginLeft - next.marginRight) / (width - margins.marginLeft - margins.marginRight);
    margins = next;
    return Math.round(next.marginTop + next.marginBottom + (inside * across * wider) / (Number(aspectRatio) * up));
  };
}

/** How long a unit of a scale is drawn, or a class of it. */
function pixelsPerUnit(scale: Plot.Scale | undefined): number {
  if (!scale) return 1;
  if (scale.step !== undefined) return scale.step;
  const [from = 0, to = 0] = [...(scale.range ?? [])].map(Number);
  const ends = [...(scale.domain ?? [])].map((end) => (scale.type === "log" ? Math.log(Number(end)) : Number(end)));
  return Math.abs(to - from) / Math.abs((ends.at(-1) ?? 0) - (ends.at(0) ?? 0));
}
