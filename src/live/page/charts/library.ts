/// <reference lib="dom" />
import type { drawChart, plot } from "./engine.js";

/** What draws charts. */
export interface ChartLibrary {
  plot: typeof plot;
  drawChart: typeof drawChart;
}

/** Left behind by the script: makes the library with the language's own ways of listing keys, of which blocks have others. */
declare global {
  var memoCharts: ((...listing: unknown[]) => ChartLibrary) | undefined;
}

/** What the smaller of the two scripts says, behind a name, where it is to use something that it doesn't hold. */
export const NO_PART = "is no part of this page";

let library: ChartLibrary | undefined;

/**
 * The chart library, which stands in the page as text until the first chart is drawn.
 *
 * @throws Error for a page without one
 */
export function chartLibrary(): ChartLibrary {
  if (library) return library;
  document.dispatchEvent(new Event("memo-charts"));
  const { memoCharts } = globalThis;
  if (!memoCharts) throw new Error("this page has nothing that draws charts, or a damaged copy of it");
  library = memoCharts(Object.keys, Object.values, Object.entries, Object.fromEntries);
  return library;
}
