import type { PlotOptions } from "@observablehq/plot";
import type { Importances } from "../../sensitivity/index.js";
import { moving } from "../../sensitivity/telling.js";
import type { Outputs } from "./drawing.js";
import { bars } from "./parts/bars.js";
import { nothing } from "./parts/nothing.js";
import { percent } from "./parts/numbers.js";
import { varianceLabel } from "./parts/output-labels.js";

/** Shares of the output's variance as bars. */
export function importanceChart(
  { inputs: all, unmoved, output }: Importances,
  outputs: Outputs,
  top: number,
  width: number,
): PlotOptions {
  const inputs = moving(all, unmoved);
  if (inputs.length === 0) return nothing("Nothing that is drawn moves it.");
  return bars(
    inputs.slice(0, top).map(({ id, label, firstOrder }) => ({
      key: id,
      label,
      value: 100 * Math.max(0, firstOrder),
      words: percent(firstOrder),
    })),
    varianceLabel(output, outputs),
    width,
  );
}
