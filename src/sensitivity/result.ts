import type { BreakEven } from "./studies/break-even.js";
import type { Elasticities } from "./studies/elasticity.js";
import type { Importances } from "./studies/importance.js";
import type { Information } from "./studies/information.js";
import type { Summary } from "./studies/monte-carlo.js";
import type { ScenarioTable } from "./studies/scenarios.js";
import type { SobolIndices } from "./studies/sobol.js";
import type { Spider } from "./studies/spider.js";
import type { Tornado } from "./studies/tornado.js";
import type { TwoWay } from "./studies/two-way.js";

/** What a study came to; `request` says what was asked. */
export type StudyResult = StudyOutcome & {
  /** Ids of series and tables that are drawn otherwise than single numbers of their ranges and distribution would be. */
  unlike?: readonly string[];
};

type StudyOutcome =
  | { kind: "tornado"; result: Tornado }
  | { kind: "two-way"; result: TwoWay }
  | { kind: "break-even"; result: BreakEven }
  | { kind: "scenarios"; result: ScenarioTable }
  | { kind: "monte-carlo"; result: { n: number; seed: number; drawn: number; summaries: readonly Summary[] } }
  | { kind: "importance"; result: Importances }
  | { kind: "sobol"; result: SobolIndices }
  | { kind: "elasticity"; result: Elasticities }
  | { kind: "spider"; result: Spider }
  | { kind: "information"; result: Information };
