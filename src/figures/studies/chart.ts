import type { PlotOptions } from "@observablehq/plot";
import type { StudyKind } from "../../chapters/types.js";
import type { ResultOf, StudyResult } from "../../sensitivity/index.js";
import type { Outputs, StudyDrawing } from "./drawing.js";
import { elasticityChart } from "./elasticity.js";
import { importanceChart } from "./importance.js";
import { informationChart } from "./information.js";
import { monteCarloChart } from "./monte-carlo.js";
import { scenarioChart } from "./scenarios.js";
import { sobolChart } from "./sobol.js";
import { spiderChart } from "./spider.js";
import { tornadoChart } from "./tornado.js";
import { heatMap } from "./two-way.js";

/** A method, so that the chart of one kind is one of all kinds' (parameters of methods are compared both ways). */
type Chart<Result> = { of(result: Result, outputs: Outputs, top: number, width: number): PlotOptions }["of"];

/** The chart of each kind of study that has one. All else that a study is stands in `sensitivity/studies/`, which the blocks' realm doesn't have. */
const CHARTS: { readonly [Kind in StudyKind]: Chart<ResultOf<Kind>> | undefined } = {
  tornado: tornadoChart,
  "two-way": heatMap,
  "break-even": undefined,
  scenarios: scenarioChart,
  "monte-carlo": monteCarloChart,
  importance: importanceChart,
  sobol: sobolChart,
  elasticity: elasticityChart,
  spider: spiderChart,
  information: informationChart,
};

/**
 * The chart of a study `width` pixels wide, as Plot options.
 *
 * @throws Error for a study that has no chart.
 */
export function studyChart({ study: { kind, result }, outputs, top }: StudyDrawing, width: number): PlotOptions {
  const chart: Chart<StudyResult["result"]> | undefined = CHARTS[kind];
  if (!chart) throw new Error(`a ${kind} has no chart; give it an id without \`fig-\` and quote it`);
  return chart(result, outputs, top, width);
}
