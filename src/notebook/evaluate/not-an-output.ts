import { type Diagnostic, didYouMean } from "../../diagnostic.js";
import { keysOf } from "../../keys/ordered.js";
import { show } from "../library/reasons.js";
import type { RunnableBlock } from "../run/compile.js";
import type { OutputSource } from "./types.js";

/**
 * That what an output leads to is no number, truth value or text, told with what could be asked for instead.
 *
 * @param held what its name holds
 * @param block in which it is defined
 */
export function notAnOutput(
  source: OutputSource,
  held: unknown,
  keys: readonly string[],
  block: RunnableBlock | undefined,
): Diagnostic {
  // The last value on the way down, and what it could be asked for.
  let value = held;
  let path = source.name ?? "";
  let asked: string | undefined;
  for (const key of keys) {
    const next = (value as Record<string, unknown> | null | undefined)?.[key];
    asked = key;
    if (next === undefined) break;
    value = next;
    path += `.${key}`;
    asked = undefined;
  }
  const known = typeof value === "object" && value !== null ? keysOf(value) : [];
  const near =
    asked === undefined
      ? undefined
      : didYouMean(
          `${path}.${asked}`,
          known.map((key) => `${path}.${key}`),
        );
  const hint =
    near ?? (asked === undefined && known.length > 0 ? `name a part of it: \`${path}.${known.at(-1)}\`` : undefined);
  return {
    rule: "notebook/not-an-output",
    severity: "error",
    message:
      asked === undefined
        ? `\`${source.output}\` is ${show(value)}, which can't be followed over many runs`
        : `\`${path}\` is ${show(value)} and has no \`${asked}\``,
    expected: "a number, a truth value or a text",
    about: asked === undefined ? source.output : path,
    ...(block ? { place: block.place } : {}),
    hint,
  };
}
