import type { PlotOptions } from "@observablehq/plot";
import type { StudyDrawing } from "./drawing.js";
import { drawsChart } from "./draws.js";
import { elasticityChart } from "./elasticity.js";
import { heatMap } from "./heat-map.js";
import { importanceChart } from "./importance.js";
import { informationChart } from "./information.js";
import { scenarioChart } from "./scenarios.js";
import { sobolChart } from "./sobol.js";
import { spiderChart } from "./spider.js";
import { tornadoChart } from "./tornado.js";

/**
 * The chart of a study, as Plot options.
 *
 * @throws Error for a study that has no chart.
 */
export function studyChart({ study, outputs, top }: StudyDrawing): PlotOptions {
  switch (study.kind) {
    case "tornado":
      return tornadoChart(study.result, outputs, top);
    case "two-way":
      return heatMap(study.result, outputs);
    case "scenarios":
      return scenarioChart(study.result, outputs);
    case "monte-carlo":
      return drawsChart(study.result.summaries, outputs);
    case "importance":
      return importanceChart(study.result, outputs, top);
    case "sobol":
      return sobolChart(study.result, outputs, top);
    case "elasticity":
      return elasticityChart(study.result, outputs, top);
    case "spider":
      return spiderChart(study.result, outputs, top);
    case "information":
      return informationChart(study.result, outputs, top);
    case "break-even":
      throw new Error("a break-even has no chart; give it an id without `fig-` and quote it");
  }
}
