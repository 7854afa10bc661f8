import type { Register } from "../assumptions/register/types.js";
import type { ClaimResult, OutputDeclaration } from "../notebook/types.js";
import type { OwnFormat } from "./helpers.js";

/** What prose can quote: values by name, and what each rests on. */
export interface ProseScope {
  /** Plain values of the memo's names. */
  values: ReadonlyMap<string, unknown>;
  /** The block that defines a name; undefined for an unknown name. */
  blockOf(name: string): string | undefined;
  /** Every name prose could mean, for suggestions. */
  names: readonly string[];
  /** Assumption ids that what a block comes to rests on, register order, from the traced run. */
  restsOn(blockId: string): readonly string[];
  /** The same for one name, or a part of its value: of what its block read, its own part. */
  valueRestsOn(path: string): readonly string[];
  /** Blocks that threw, or depend on one that did: what quotes them has been reported already. */
  failed: ReadonlySet<string>;
  outputs: ReadonlyMap<string, OutputDeclaration>;
  claims: ReadonlyMap<string, ClaimResult>;
  register: Register;
  /** `given` as blocks see it. */
  given: Readonly<Record<string, unknown>>;
  /** The assumption a dotted path under `given` belongs to: `gw.add` for `gw.add.2026`. */
  assumptionOf(path: string): string | undefined;
  convert(value: number, from: string, to: string): number;
  /**
   * What stands in the place of what can't be printed, told why; without it nothing does. For who shows a memo all the same: a live page.
   */
  instead?(problem: string): string;
  /** Formats besides the engine's. */
  formats?: ReadonlyMap<string, OwnFormat>;
}

/** Ids in the register's own order, each once; those it doesn't have are left out. */
export function inRegisterOrder(register: Pick<Register, "assumptions">, ids: Iterable<string>): string[] {
  const positions = positionsOf(register.assumptions);
  const at = (id: string): number => positions.get(id) ?? 0;
  return [...new Set(ids)].filter((id) => positions.has(id)).sort((a, b) => at(a) - at(b));
}

const known = new WeakMap<Register["assumptions"], ReadonlyMap<string, number>>();

/** Asked for once a quoted value, so counted once a register. */
function positionsOf(assumptions: Register["assumptions"]): ReadonlyMap<string, number> {
  let positions = known.get(assumptions);
  if (!positions) {
    positions = new Map([...assumptions.keys()].map((id, index) => [id, index]));
    known.set(assumptions, positions);
  }
  return positions;
}
