import type { PlotOptions } from "@observablehq/plot";
import type { Elasticities } from "../../sensitivity/index.js";
import { bars } from "./bars.js";
import type { Outputs } from "./drawing.js";
import { blue, orange } from "./inks.js";
import { nothing } from "./nothing.js";
import { signed } from "./numbers.js";
import { labelOf } from "./outputs.js";
import { fitting } from "./words.js";

/** Below this an elasticity prints as 0.00. */
const LEAST = 0.005;

/** Elasticities as bars, rises and falls in two colours. */
export function elasticityChart({ inputs, output }: Elasticities, outputs: Outputs, top: number): PlotOptions {
  const shown = inputs.filter(({ value }) => Math.abs(value) >= LEAST).slice(0, top);
  if (shown.length === 0) return nothing("No assumption moves it by itself.");
  return bars(
    shown.map(({ id, label, value }) => ({
      key: id,
      label,
      value,
      words: signed(value),
      fill: value < 0 ? orange : blue,
    })),
    fitting([
      `Percent that ${labelOf(output, outputs)} moves when it rises by 1%`,
      "Percent moved when it rises by 1%",
    ]),
  );
}
