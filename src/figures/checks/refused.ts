import * as Plot from "@observablehq/plot";
import { Chart } from "../plot.js";
import { authorsMarks } from "./findings.js";

/** The options of a chart, once what can't be drawn is refused. */
export function checkedOptions(value: unknown): Plot.PlotOptions {
  if (!(value instanceof Chart)) {
    const found =
      value === undefined
        ? "nothing"
        : value instanceof Plot.Mark || (Array.isArray(value) && value.some((v) => v instanceof Plot.Mark))
          ? "a mark"
          : Array.isArray(value)
            ? "an array"
            : value === null
              ? "null"
              : `a value of type ${typeof value}`;
    throw new Error(`a chart block ends in a call of \`Plot.plot({…})\`; this one ends in ${found}`);
  }
  const { options } = value;
  if (authorsMarks(options.marks).some(({ marks }) => marks.some((mark) => mark instanceof Plot.Raster)))
    throw new Error(
      "`Plot.raster` paints pixels, for which a report has no canvas; use `Plot.contour`, `Plot.rect` or `Plot.cell`",
    );
  for (const name of ["title", "subtitle", "caption"] as const)
    if (options[name] != null)
      throw new Error(`\`${name}\` is drawn outside the chart; say it in the block's \`caption\` or in an axis label`);
  for (const name of ["symbol", "opacity", "r"] as const)
    if ((options[name] as { legend?: unknown } | undefined)?.legend)
      throw new Error(
        `a legend of \`${name}\` is drawn outside the chart; label the marks with \`Plot.directLabels\` or \`Plot.text\``,
      );
  return options;
}
