import type { StudyKind } from "../../../chapters/types.js";
import type { RankCorrelation } from "../../numerics/copula.js";
import type { Design } from "../../numerics/sobol-points.js";

/** What every study is asked: which results it reads, which assumptions it moves. */
export interface Asked<Kind extends StudyKind = StudyKind> extends Bounds {
  kind: Kind;
  /** Outputs and claims, by name. */
  outputs: readonly string[];
}

export interface Bounds {
  /** Assumptions it may move; all of the register without it. */
  over?: readonly string[];
  /** Rows shown at most; what is left out is said. */
  top: number;
}

/** How draws are made. */
export interface Sampling {
  draws: number;
  seed: number;
  design: Design;
  correlations: readonly RankCorrelation[];
}

export const DEFAULT_SEED = 1;
export const TOP = 12;
