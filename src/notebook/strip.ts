import { createRequire } from "node:module";
import { parseSync } from "oxc-parser";
import type { Diagnostic } from "../diagnostic.js";
import type { BlockText } from "./block-text.js";

type Strip = (code: string, options: { mode: "strip-only" }) => { code: string };
let strip: Strip | undefined;

/**
 * The code with its types blanked in place: same length, same lines, so that offsets, lines and columns stay the author's.
 * The stripper is loaded at the first block that has types.
 *
 * @param hasTypes whether the tree showed any; modifiers without a node of their own are found by parsing as JavaScript.
 */
export function stripTypes(text: BlockText, hasTypes: boolean): { code: string; problem?: Diagnostic } {
  const { code } = text;
  if (!hasTypes && parseSync("block.js", code, { lang: "js", sourceType: "module" }).errors.length === 0)
    return { code };
  try {
    strip ??= (createRequire(import.meta.url)("amaro") as { transformSync: Strip }).transformSync;
    const stripped = strip(code, { mode: "strip-only" }).code;
    if (stripped.length !== code.length) throw new Error("the code would change its length");
    return { code: stripped };
  } catch (error) {
    const { message, startLine } = error as Error & { startLine?: number };
    const line = code.split("\n").slice(0, (startLine ?? 1) - 1);
    return {
      code,
      problem: {
        rule: "notebook/types",
        severity: "error",
        message: `the types of this block can't be taken off: ${(message ?? String(error)).split("\n")[0]}`,
        place: text.place(line.join("\n").length + (line.length > 0 ? 1 : 0)),
      },
    };
  }
}
