import { codeVersion } from "../store/index.js";

/**
 * What a kept result of blocks, and a chart, depend on besides the memo: what puts them in order and runs them.
 *
 * @param folder of what is kept, which then tells while the engine's files stay as they are
 */
export const engineVersion = (folder?: string): string =>
  ["../notebook/analyse/analyse.js", "../notebook/run/runner.js"]
    .map((p) => codeVersion(new URL(p, import.meta.url).href, folder))
    .join(" ");
