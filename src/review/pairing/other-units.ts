import { type OwnUnits, unitSystem } from "../../assumptions/units/units.js";
import type { OutputState, Snapshot } from "../snapshot.js";
import type { AssumptionChange, Attribution, AttributionPart, AttributionStep } from "../types.js";
import { printedOutput } from "./printed-output.js";

/** A number in another unit; undefined where the units are of two dimensions, or of the memo's own that are not among `own`. */
export function inUnit(value: number, from: string, to: string, own: OwnUnits = {}): number | undefined {
  if (from === to) return value;
  try {
    return unitSystem(own).convert(value, from, to);
  } catch {
    return undefined;
  }
}

/** Results with their outputs in the units that another side has, where these are of one dimension: 7 GW beside 7,000 MW is no change. */
export function inUnitsOf(snapshot: Snapshot, other: Snapshot, own: OwnUnits = {}): Snapshot {
  const outputs = new Map(
    [...snapshot.outputs].map(([name, state]): [string, OutputState] => {
      const unit = other.outputs.get(name)?.unit;
      if (unit === undefined || unit === state.unit || typeof state.value !== "number") return [name, state];
      const factor = inUnit(1, state.unit, unit, own);
      const value = inUnit(state.value, state.unit, unit, own);
      const zero = inUnit(0, state.unit, unit, own);
      if (value === undefined || factor === undefined || zero !== 0) return [name, state];
      const { tolerance } = state;
      return [
        name,
        {
          ...state,
          value: Number(value.toPrecision(DIGITS)),
          convertedText: printedOutput(value, { ...state, unit }),
          unit,
          tolerance: "absolute" in tolerance ? { absolute: tolerance.absolute * factor } : tolerance,
        },
      ];
    }),
  );
  return { ...snapshot, outputs };
}

/** Whether the same blocks come to something else by how an assumption is declared now: in another unit, by another expression. */
export const isCountedOtherwise = ({ oldUnit, fields }: Pick<AssumptionChange, "oldUnit" | "fields">): boolean =>
  oldUnit !== undefined || fields.some(({ name }) => name === "expression" || name.startsWith("column "));

/** Beyond these lies the noise of the conversion. */
const DIGITS = 12;

/**
 * An attribution in which what blocks that did not change come to otherwise is told of the assumptions that are counted in another unit now or
 * have another expression, where the output rests on some.
 */
export function withDeclared(
  attribution: Attribution,
  restsOn: readonly string[],
  changes: readonly AssumptionChange[],
): Attribution {
  const counted = changes.filter((change) => isCountedOtherwise(change) && restsOn.includes(change.id));
  const [first] = counted;
  if (!first) return attribution;
  const members = counted.map(({ id }) => id);
  const isModel = ({ kind, parts }: AttributionStep): boolean => kind === "model" && parts.length === 0;
  const moved = attribution.steps.find(isModel)?.contribution;
  if (moved === undefined) return attribution;
  const own = ({ id, members: others }: AttributionPart): boolean => !others && members.length === 1 && id === first.id;
  // One whose value changed too has a part already.
  const isThere = attribution.steps.some(({ parts }) => parts.some(own));
  const counting = {
    id: members.join(" + "),
    contribution: moved,
    ...(members.length === 1 ? { label: first.label } : { members }),
  };
  return {
    ...attribution,
    steps: attribution.steps.flatMap((step): AttributionStep[] => {
      if (isModel(step)) return isThere ? [] : [{ kind: "assumptions", contribution: moved, parts: [counting] }];
      if (!step.parts.some(own)) return [step];
      const parts = step.parts.map((part) => (own(part) ? { ...part, contribution: part.contribution + moved } : part));
      return [{ ...step, contribution: step.contribution + moved, parts }];
    }),
  };
}
