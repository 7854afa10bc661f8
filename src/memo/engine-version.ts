import { engineDigest as digest } from "../engine-files.js";

export { filesBehind } from "../engine-files.js";

// What is kept depends on the code that made it: all that the modules named here import, whichever rooms that lies in, so that a changed
// engine never meets an old cache, released or not.

/** What runs blocks, here and in their process, and draws: all that a chart, a table or a block's result comes of. */
const RUNNING = [
  "notebook/analyse/analyse",
  "notebook/run/runner",
  "notebook/process/child",
  "realm/entry",
  "realm/build",
];
const STUDYING = [
  ...RUNNING,
  "notebook/evaluate/evaluator",
  "sensitivity/index",
  "figures/studies/index",
  "memo/studies",
];

/** What a cached picture depends on besides the memo. */
export const engineVersion = (): string => digest(RUNNING);

/** What the check of dimensions depends on besides the memo. */
export const checkVersion = (): string => digest([...RUNNING, "check/dimensions/index", "check/dimensions/run"]);

/** What the result of a study depends on besides the memo and the request. */
export const studyVersion = (): string => digest(STUDYING);

/** What the results of a memo depend on besides its sources, as a review reads them. */
export const resultsVersion = (): string => digest([...STUDYING, "memo/compute", "memo/write", "render/data/index"]);

/** What a review depends on besides its two sides. */
export const reviewVersion = (): string =>
  digest([...STUDYING, "review/compare", "review/evaluate", "memo/sides/read"]);
