export * from "./draws.js";
export {
  basePoint,
  type Coordinate,
  type Input,
  inputsOf,
  pathsOf,
} from "./inputs.js";
export * from "./methods/break-even.js";
export { type BreakEvenFormat, breakEvenWords } from "./methods/break-even-words.js";
export * from "./methods/elasticity.js";
export * from "./methods/importance.js";
export * from "./methods/information.js";
export * from "./methods/monte-carlo.js";
export * from "./methods/scenarios.js";
export * from "./methods/sobol.js";
export * from "./methods/spider.js";
export * from "./methods/tornado.js";
export * from "./methods/two-way.js";
export { type Model, modelOf, only } from "./model.js";
export type { Polyline } from "./numerics/contour.js";
export { normalFromSpearman, type RankCorrelation, spearmanFromNormal } from "./numerics/copula.js";
export type { Root } from "./numerics/roots/types.js";
export { type Design, MAX_DIMENSIONS } from "./numerics/sobol-points.js";
export * from "./points.js";
export { AS_A_WHOLE, type Presented, plainRows, present, troublesOf } from "./present.js";
export { keyOf, type Naming, printInput, printOutput } from "./printing.js";
export { readStudy, type Study } from "./request.js";
export { mergeRows, runRows, valuesAt } from "./sampled.js";
export { type ResultOf, type StudyRequest, type StudyResult, studyType } from "./studies/index.js";
export { FAILS } from "./studies/parts/alone.js";
export { DEFAULT_SEED, type Sampling } from "./studies/parts/asked.js";
export { type OptionData, WrongValue } from "./studies/parts/command-line.js";
export { VALUE_TYPES } from "./studies/parts/value-types.js";
export { numberOf } from "./studies/quoted.js";
export type { SaidOfOutput, StudyType } from "./studies/study-type.js";
export {
  isSampled,
  movedBy,
  namedIn,
  readTogether,
  resultNames,
  runStudy,
  type SampledRequest,
  type SampledStudy,
  sampledStudy,
} from "./study.js";
export { humanised, inSentence, resultLabel } from "./words.js";
