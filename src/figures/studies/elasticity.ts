import type { PlotOptions } from "@observablehq/plot";
import type { Elasticities } from "../../sensitivity/index.js";
import { sizeOf } from "../../sensitivity/methods/elasticity.js";
import type { Outputs } from "./drawing.js";
import { bars } from "./parts/bars.js";
import { blue, orange } from "./parts/inks.js";
import { nothing } from "./parts/nothing.js";
import { signed } from "./parts/numbers.js";
import { labelOf } from "./parts/output-labels.js";
import { fitting } from "./parts/words.js";

/** Below this an elasticity prints as 0.00. */
const LEAST = 0.005;

/** Elasticities as bars, rises and falls in two colours. */
export function elasticityChart(
  { inputs, output }: Elasticities,
  outputs: Outputs,
  top: number,
  width: number,
): PlotOptions {
  const shown = inputs.filter((one) => sizeOf(one) >= LEAST).slice(0, top);
  if (shown.length === 0) return nothing("No assumption moves it by itself.");
  return bars(
    shown.map(({ id, label, value, below, above, kinked }) => {
      // At a kink the sides are said, and the larger one is drawn.
      const drawn = kinked ? (Math.abs(above) >= Math.abs(below) ? above : below) : value;
      return {
        key: id,
        label,
        value: drawn,
        words: kinked ? `${signed(below)} from below, ${signed(above)} from above` : signed(value),
        fill: drawn < 0 ? orange : blue,
      };
    }),
    fitting([
      `Percent that ${labelOf(output, outputs)} moves when it rises by 1%`,
      "Percent moved when it rises by 1%",
    ]),
    width,
  );
}
