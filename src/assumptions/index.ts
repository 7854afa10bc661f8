export { DATE_EXPECTED, dateProblem } from "../yaml/dates.js";
export {
  MAX_CHARACTERS,
  parseYaml,
  type YamlEntry,
  type YamlList,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../yaml/tree.js";
export { type DerivationCode, derivations, deriver } from "./expressions/derive.js";
export { type ExpressionResult, parseExpression } from "./expressions/expression.js";
export { givenDeclaration } from "./files/declaration.js";
export {
  type AssumptionFiles,
  type LoadOptions,
  type LoadResult,
  loadRegister,
  readAssumptions,
} from "./files/load.js";
export { defaultVersion, versionNames } from "./files/version-names.js";
export { type VersionSummary, versionSummaries } from "./files/versions.js";
export {
  describeMeaning,
  describeNumber,
  describeRange,
  describeUnit,
  describeUnitOf,
  describeValue,
} from "./register/describe.js";
export {
  assumptionOf,
  dataTables,
  type GivenTree,
  getGiven,
  givenTree,
  leafPaths,
  openPaths,
  pathsUnder,
  readablePaths,
} from "./register/given.js";
export { assumptionOrBeside, besidesOf, withoutBeside } from "./register/ranges.js";
export { freshUntil, isStale } from "./register/stale.js";
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
} from "./register/types.js";
export { UnitError } from "./units/converted.js";
export { parseQuantity, type Quantity, type QuantityResult } from "./units/quantity.js";
export {
  convert,
  type OwnUnits,
  type ParsedUnit,
  parseUnit,
  sameDimension,
  type UnitProblem,
  type UnitResult,
  UnitSystem,
  unitSystem,
} from "./units/units.js";
