export { DATE_EXPECTED, dateProblem } from "./dates.js";
export { givenDeclaration } from "./declaration.js";
export { type DerivationCode, derivations, deriver } from "./derive.js";
export {
  describeMeaning,
  describeNumber,
  describeRange,
  describeUnit,
  describeUnitOf,
  describeValue,
} from "./describe.js";
export { type Expression, type ExpressionResult, parseExpression } from "./expression.js";
export { assumptionOf, type GivenTree, getGiven, givenTree, leafPaths, pathsUnder } from "./given.js";
export { defaultVersion, type LoadOptions, type LoadResult, loadRegister, versionNames } from "./load.js";
export { createMath, type MathInstance } from "./math.js";
export { parseQuantity, type Quantity, type QuantityResult } from "./quantity.js";
export { freshUntil, isStale } from "./stale.js";
export type {
  Assumption,
  Distribution,
  DistributionName,
  Kind,
  Register,
  Scenario,
  Shape,
  Source,
  StaleAfter,
  Value,
} from "./types.js";
export {
  convert,
  type OwnUnits,
  type ParsedUnit,
  parseUnit,
  sameDimension,
  UnitError,
  type UnitProblem,
  type UnitResult,
  UnitSystem,
  unitSystem,
} from "./units.js";
export { type VersionSummary, versionSummaries } from "./versions.js";
export {
  MAX_CHARACTERS,
  parseYaml,
  type YamlEntry,
  type YamlList,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "./yaml.js";
