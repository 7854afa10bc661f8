import type { FormatSpec } from "../../notebook/library/format.js";
import type { OutputState, Snapshot } from "../snapshot.js";
import type { SourceChange } from "../types.js";

/** Outputs of both sides that are declared otherwise: with another label, format, tolerance, or as key outputs. */
export function declaredOtherwise(old: Pick<Snapshot, "outputs">, now: Pick<Snapshot, "outputs">): SourceChange[] {
  return [...now.outputs.values()].flatMap((after) => {
    const before = old.outputs.get(after.name);
    if (!before) return [];
    const [a, b] = [saidOf(before), saidOf(after)];
    return a.flatMap(([field, oldText], at): SourceChange[] => {
      const newText = b[at]?.[1] ?? "";
      if (oldText === newText) return [];
      return [{ kind: "output", presence: "changed", owner: after.name, field, oldText, newText, place: after.place }];
    });
  });
}

function saidOf({ label, format, tolerance, key, unit }: OutputState): [string, string][] {
  return [
    ["label", `“${label}”`],
    ["unit", unit],
    ["format", formatText(format)],
    [
      "tolerance",
      "absolute" in tolerance ? String(tolerance.absolute) : `${Number((100 * tolerance.relative).toPrecision(12))}%`,
    ],
    ["key", key ? "key output" : "not a key output"],
  ];
}

/** "number 2", "dollars 0", with what else is set. */
function formatText({ style, digits, ...rest }: FormatSpec): string {
  const more = Object.entries(rest)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name} ${String(value)}`);
  return [digits === undefined ? style : `${style} ${digits}`, ...more].join(", ");
}
