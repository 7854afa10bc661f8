import { assumptions } from "./assumptions.js";
import { chapters } from "./chapters.js";
import { check } from "./check.js";
import { comment } from "./comment.js";
import { data } from "./data.js";
import { dev } from "./dev.js";
import { diagrams } from "./diagrams.js";
import { diff } from "./diff.js";
import { dimensions } from "./dimensions.js";
import { explain } from "./explain.js";
import { figures } from "./figures.js";
import { files } from "./files.js";
import { git } from "./git.js";
import { graph } from "./graph.js";
import { importing } from "./import.js";
import { init } from "./init.js";
import { newVersion } from "./new-version.js";
import { notebook } from "./notebook.js";
import { outputs } from "./outputs.js";
import { pdf } from "./pdf.js";
import { pictures } from "./pictures.js";
import { printed } from "./printed.js";
import { project } from "./project.js";
import { prose } from "./prose.js";
import { publishing } from "./publish.js";
import { read } from "./read.js";
import { review } from "./review.js";
import type { Rule } from "./rule.js";
import { sandbox } from "./sandbox.js";
import { sensitivity } from "./sensitivity.js";
import { set } from "./set.js";
import { show } from "./show.js";
import { sql } from "./sql.js";
import { stale } from "./stale.js";
import { sweep } from "./sweep.js";
import { types } from "./types.js";
import { unused } from "./unused.js";
import { verify } from "./verify.js";
import { why } from "./why.js";

export type { Example, Rule } from "./rule.js";

const CATALOGUE = {
  ...assumptions,
  ...chapters,
  ...check,
  ...comment,
  ...data,
  ...dev,
  ...diagrams,
  ...diff,
  ...dimensions,
  ...explain,
  ...figures,
  ...files,
  ...git,
  ...graph,
  ...importing,
  ...init,
  ...newVersion,
  ...notebook,
  ...outputs,
  ...pdf,
  ...pictures,
  ...printed,
  ...project,
  ...prose,
  ...publishing,
  ...read,
  ...review,
  ...sandbox,
  ...sensitivity,
  ...set,
  ...show,
  ...sql,
  ...stale,
  ...sweep,
  ...types,
  ...unused,
  ...verify,
  ...why,
};

/** The id of a rule, `room/what`. */
export type RuleId = keyof typeof CATALOGUE;

/** What stands behind the room in the ids of a room's rules. */
export type NameIn<Room extends string> = RuleId extends infer Id
  ? Id extends `${Room}/${infer Name}`
    ? Name
    : never
  : never;

/** Every rule, by room and name. */
export const RULES: readonly Rule[] = (Object.keys(CATALOGUE) as RuleId[]).map((id) => ({ id, ...CATALOGUE[id] }));
