// A chart of the generated memo, as both sites draw it.
import * as Plot from "@observablehq/plot";

/** Drawn in the page that is there, or in a document. */
export const drawn = (site, index, document) =>
  Plot.plot({
    ...(document ? { document } : {}),
    x: { ...(index === 0 ? { type: "band" } : {}), label: null, tickFormat: "d" },
    y: { label: "GW", grid: true },
    color: { legend: true },
    marks:
      index === 0
        ? [Plot.barY(site.rows, { x: "year", y: "amount", fill: "part" }), Plot.ruleY([0])]
        : [
            Plot.line(site.rows, { x: "year", y: "amount", stroke: "part" }),
            Plot.dot(site.rows, { x: "year", y: "amount", fill: "part" }),
          ],
  });
