import type { Register } from "../../assumptions/index.js";
import type { Block } from "../../chapters/index.js";
import { MemoError } from "../../diagnostic.js";
import type { SourceOptions } from "../attribution-source.js";
import type { ClaimChange, ClaimChanges } from "../types.js";
import { runAt } from "./model.js";
import { computable, programOf } from "./programs.js";

/** Whether the conditions that claims had before would hold with the new side's blocks and assumptions. */
export async function oldConditions(
  claims: ClaimChanges,
  blocks: readonly Block[],
  register: Register,
  options: SourceOptions,
): Promise<ClaimChanges> {
  if (claims.conditions.length === 0) return claims;
  const asked = claims.conditions.flatMap(({ id, oldExpression }, at): { id: string; block: Block }[] => {
    const claim = blocks.find((block) => block.id === id);
    if (!claim || oldExpression === undefined) return [];
    return [{ id, block: { ...claim, id: `old-condition-${at + 1}`, code: oldExpression, options: new Map() } }];
  });
  const holds = new Map<string, boolean>();
  for (const { id, block } of asked) {
    // One at a time: names that the new side doesn't have are in the way of no other.
    const program = programOf([...blocks, block], register);
    if (computable(program, [block.id]).length === 0) continue;
    try {
      const [values] = await runAt(program, register, [], [block.id], options);
      const value = values?.get(block.id);
      if (value !== undefined) holds.set(id, value === 1);
    } catch (error) {
      if (!(error instanceof MemoError)) throw error;
    }
  }
  const told = (claim: ClaimChange): ClaimChange => {
    const oldWouldHold = claim.oldExpression === undefined ? undefined : holds.get(claim.id);
    return oldWouldHold === undefined ? claim : { ...claim, oldWouldHold };
  };
  const { flipped, closer, conditions } = claims;
  return { ...claims, flipped: flipped.map(told), closer: closer.map(told), conditions: conditions.map(told) };
}
