import * as Plot from "@observablehq/plot";
import { muted } from "./inks.js";

/** A chart that says why it shows nothing. */
export const nothing = (why: string): Plot.PlotOptions => ({
  height: 72,
  axis: null,
  marks: [Plot.text([why], { frameAnchor: "middle", fill: muted })],
});
