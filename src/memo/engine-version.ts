import { codeBehind } from "../store/index.js";

/** What a kept result of blocks, and a chart, depend on besides the memo: what puts them in order and runs them. It tells `memo why`. */
export const engineVersion = (): string =>
  ["../notebook/analyse/analyse.js", "../notebook/run/runner.js"]
    .map((p) => codeBehind(new URL(p, import.meta.url).href))
    .join(" ");
