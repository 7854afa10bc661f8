import { withoutNoise } from "../../text/decimal.js";
import { compareClaims } from "../claims.js";
import { compareFigures } from "../figures.js";
import { compareOutputs, isChanged, isFiniteNumber } from "../output-changes.js";
import { compareProse } from "../prose.js";
import type { Snapshot } from "../snapshot.js";
import type { Attribution, EngineChange, OutputChange } from "../types.js";

/** What the engine at hand makes otherwise of sources than stands recorded; undefined where nothing. */
export function engineChange(recorded: Snapshot, computed: Snapshot): EngineChange | undefined {
  const outputs = compareOutputs(recorded, computed).filter(isChanged);
  const { flipped } = compareClaims(recorded, computed);
  const figures = compareFigures(recorded, computed);
  const sections = compareProse(recorded, computed);
  if (outputs.length + flipped.length + figures.length + sections.length === 0) return undefined;
  return {
    old: recorded.engine,
    new: computed.engine,
    outputs: outputs.map(({ name }) => name),
    claims: flipped.map(({ id }) => id),
    figures: figures.map(({ id }) => id),
    sections: sections.map(({ title }) => title),
  };
}

/** A change with the engine's step before all others: from what was recorded to what the old side comes to now. */
export function withEngine(
  attribution: Attribution | undefined,
  { name, old, new: now }: OutputChange,
  computed: Pick<Snapshot, "outputs">,
): Attribution | undefined {
  const start = computed.outputs.get(name)?.value;
  if (!isFiniteNumber(old) || !isFiniteNumber(start) || !isFiniteNumber(now) || old === start) return attribution;
  const rest = attribution ?? { from: start, to: now, steps: [], method: "exact" };
  // What could not be attributed stays so.
  if (!attribution && start !== now) return undefined;
  const contribution = withoutNoise(rest.from - old, Math.max(Math.abs(rest.from), Math.abs(old)));
  return { ...rest, from: old, steps: [{ kind: "engine", contribution, parts: [] }, ...rest.steps] };
}

/** "3 outputs, 1 claim, 14 charts and tables, 2 sections": what came out otherwise. */
export function engineText({ old, new: now, ...changed }: EngineChange): string {
  const versions = old !== undefined && now !== undefined && old !== now ? ` (${old} → ${now})` : "";
  const one = (names: readonly string[], what: string): string[] => {
    if (names.length === 0) return [];
    const shown = names.slice(0, MOST);
    return [
      `${what} ${shown.join(", ")}${names.length > shown.length ? ` and ${names.length - shown.length} more` : ""}`,
    ];
  };
  const said = [
    ...one(changed.outputs, "outputs"),
    ...one(changed.claims, "claims"),
    ...one(changed.figures, "charts and tables"),
    ...one(changed.sections, "the text of"),
  ];
  return `The engine makes something else of the old side’s own sources than its results say${versions}: ${said.join("; ")}`;
}

const MOST = 8;
