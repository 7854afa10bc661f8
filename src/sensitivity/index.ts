export {
  type DrawnRequest,
  type DrawnStudy,
  drawnStudy,
  isDrawn,
  mergeRows,
  runRows,
  valuesAt,
} from "./drawn.js";
export * from "./draws.js";
export {
  basePoint,
  type Coordinate,
  type Input,
  inputsOf,
  pathsOf,
} from "./inputs.js";
export type { Polyline } from "./numerics/contour.js";
export { normalFromSpearman, type RankCorrelation, spearmanFromNormal } from "./numerics/copula.js";
export type { Root } from "./numerics/roots.js";
export { type Design, MAX_DIMENSIONS } from "./numerics/sobol-points.js";
export * from "./points.js";
export { AS_A_WHOLE, keyOf, type Naming, type Presented, present, printInput, printOutput } from "./present.js";
export { DEFAULT_SEED, readStudy, type Sampling, type Study, type StudyRequest } from "./request.js";
export type { StudyResult } from "./result.js";
export * from "./studies/break-even.js";
export { type BreakEvenFormat, breakEvenWords } from "./studies/break-even-words.js";
export * from "./studies/elasticity.js";
export * from "./studies/importance.js";
export * from "./studies/information.js";
export * from "./studies/monte-carlo.js";
export * from "./studies/scenarios.js";
export * from "./studies/sobol.js";
export * from "./studies/spider.js";
export * from "./studies/tornado.js";
export * from "./studies/two-way.js";
export { type Model, modelOf, only, resultNames, runStudy } from "./study.js";
export { humanised, inSentence, resultLabel } from "./words.js";
