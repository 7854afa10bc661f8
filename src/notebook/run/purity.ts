import type { Diagnostic } from "../../diagnostic.js";
import { show } from "../library/reasons.js";
import { plainCopy } from "../process/wire.js";
import type { RunnableBlock } from "./compile.js";
import { sameData } from "./same.js";

/** What the names of each block hold, as plain data, by block. */
export type Snapshot = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

/** A copy of a value to compare later; functions are left out. */
export function keptCopy(value: unknown): unknown {
  try {
    return plainCopy(value);
  } catch {
    // Nested deeper than the stack: it is left out too.
    return undefined;
  }
}

/** The first block, in their order, that holds something else in one snapshot than in the other. */
export function impurity(blocks: readonly RunnableBlock[], one: Snapshot, other: Snapshot): Diagnostic | undefined {
  for (const block of blocks)
    for (const [name, before] of one.get(block.id) ?? []) {
      const after = other.get(block.id)?.get(name);
      if (sameData(before, after)) continue;
      const what = block.kind === "claim" ? `claim \`${block.id}\`` : `\`${name}\` of block \`${block.id}\``;
      const values = [show(before), show(after)];
      return {
        rule: "notebook/impure",
        severity: "error",
        message: `${what} is not the same when blocks run again${values[0] === values[1] ? "" : `: ${values.join(", then ")}`}`,
        place: block.place,
        expected: "values that follow from the assumptions alone",
        hint: "look for a function that keeps something between calls, or code that changes a value of another block",
      };
    }
  return undefined;
}
