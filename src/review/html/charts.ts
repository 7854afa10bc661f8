import { overlayChart } from "../../figures/overlay.js";
import { plot } from "../../figures/plot.js";
import { drawChart } from "../../figures/render.js";
import { waterfallChart } from "../../figures/waterfall.js";
import type { FigureChange, OutputChange, TableChange } from "../types.js";
import { contributions, scaleOf, signed, textOrNone } from "../wording.js";

/** A chart of a review and what it shows in words. */
export interface ReviewChart {
  svg: string;
  alt: string;
}

const MOST_BARS = 8;

/** The way from the old value of an output to the new one, cause by cause; undefined without an attribution that has two ends. */
export function waterfall(change: OutputChange, id: string): ReviewChart | undefined {
  const { attribution, label, oldText, newText, unit } = change;
  if (!attribution || attribution.steps.length === 0) return undefined;
  const { from, to } = attribution;
  const all = contributions(attribution, MOST_BARS);
  const scale = scaleOf(attribution, all);
  const steps = all.map(({ name, value }) => ({
    label: name,
    value,
    text: signed(value, scale, change),
  }));
  const alt = `${label} from ${textOrNone(oldText)} to ${textOrNone(newText)}: ${steps.map((step) => `${step.label} ${step.text}`).join(", ")}`;
  const options = waterfallChart({
    from: { label: "Old", value: from, text: textOrNone(oldText) },
    to: { label: "New", value: to, text: textOrNone(newText) },
    steps,
    axis: unit === "1" || unit === "" ? label : `${label} (${unit})`,
  });
  return { svg: drawChart(plot.plot(options), { id, alt }).svg, alt };
}

/** Whether there are rows that are not the same on both sides. */
export const hasOtherRows = ({ rows }: TableChange): boolean => rows.some(({ presence }) => presence !== "same");

/** Old and new data of a changed chart in one picture; undefined where there is nothing to draw. */
export function overlay(change: FigureChange, id: string): ReviewChart | undefined {
  const table = change.presence === "changed" ? change.tables.find(hasOtherRows) : undefined;
  const options = table && overlayChart(table);
  if (!options) return undefined;
  const alt = `Old and new values of ${change.name}: ${change.caption}`;
  return { svg: drawChart(plot.plot(options), { id, alt }).svg, alt };
}
