import type { StudyKind } from "../../chapters/types.js";
import { breakEven } from "./break-even.js";
import { elasticity } from "./elasticity.js";
import { importance } from "./importance.js";
import { information } from "./information.js";
import { monteCarlo } from "./monte-carlo.js";
import type { Asked } from "./parts/asked.js";
import { scenarios } from "./scenarios.js";
import { sobol } from "./sobol.js";
import { spider } from "./spider.js";
import type { StudyType } from "./study-type.js";
import { tornado } from "./tornado.js";
import { twoWay } from "./two-way.js";

/** Every kind of study. One that chapters know and that isn't here doesn't compile. */
const STUDY_TYPES = {
  tornado,
  "two-way": twoWay,
  "break-even": breakEven,
  scenarios,
  "monte-carlo": monteCarlo,
  importance,
  sobol,
  elasticity,
  spider,
  information,
} satisfies { [Kind in StudyKind]: StudyType<Asked<Kind>, unknown> };

type StudyTypes = typeof STUDY_TYPES;

/** A study as asked for, on a command line or in a chapter. */
export type StudyRequest = {
  [Kind in StudyKind]: StudyTypes[Kind] extends StudyType<infer Request, infer _> ? Request : never;
}[StudyKind];

/** What a study of a kind comes to. */
export type ResultOf<Kind extends StudyKind> =
  StudyTypes[Kind] extends StudyType<infer _, infer Result> ? Result : never;

/** What a study came to; `request` says what was asked. */
export type StudyResult = { [Kind in StudyKind]: { kind: Kind; result: ResultOf<Kind> } }[StudyKind] & {
  /** Labels of series and tables that are drawn otherwise than single numbers of their ranges and distribution would be. */
  unlike?: readonly string[];
};

/** What is known of the kind of a request or a result, which it is given back to. */
export const studyType = (kind: StudyKind): StudyType<StudyRequest, StudyResult["result"]> => STUDY_TYPES[kind];
