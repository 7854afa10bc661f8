import type { PlotOptions } from "@observablehq/plot";
import type { Information } from "../../sensitivity/index.js";
import { moving } from "../../sensitivity/telling.js";
import type { Outputs } from "./drawing.js";
import { type BarRow, bars } from "./parts/bars.js";
import { blue, gray } from "./parts/inks.js";
import { nothing } from "./parts/nothing.js";
import { differencePrinterOf, unitOf, withUnit } from "./parts/output-labels.js";

/** What it is worth to know each assumption before deciding, as bars; those within the noise are gray. */
export function informationChart(
  { perfect, inputs, unmoved, noise }: Information,
  outputs: Outputs,
  top: number,
  width: number,
): PlotOptions {
  if (!(perfect.value > 0)) return nothing("Knowing more would change no decision.");
  const [payoff = ""] = Object.keys(outputs);
  const print = differencePrinterOf(payoff, outputs);
  // As in the table: what the draws can't tell from nothing isn't nothing.
  const row = (key: string, label: string, value: number, error: number, fill: string): BarRow => ({
    key,
    label,
    value,
    words: value < 2 * error ? `<${print(2 * error)}` : print(value),
    fill,
  });
  const rows = [
    row("", "Everything at once", perfect.value, perfect.error, blue),
    ...moving(inputs, unmoved)
      .slice(0, top)
      .map(({ id, label, value, error }) =>
        row(id, label, value, error, value > Math.max(noise, 2 * error) ? blue : gray),
      ),
  ];
  const line = noise > 0 ? { line: { x: noise, words: `noise ${print(noise)}`, side: 0 as const } } : {};
  return bars(rows, withUnit("Worth of knowing it before deciding", unitOf(payoff, outputs)), width, line);
}
