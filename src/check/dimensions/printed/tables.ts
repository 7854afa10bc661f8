import { unitInBlocks } from "../../../assumptions/units/block-units.js";
import type { UnitSystem } from "../../../assumptions/units/units.js";
import type { Diagnostic } from "../../../diagnostic.js";
import { parseFormat } from "../../../notebook/library/parse-format.js";
import type { Plan } from "../plan.js";
import type { Printed } from "../sites.js";
import { formatProblem, misfit } from "./formats.js";

/** What tables and `format()` print in a unit it doesn't have, at the column or the call. */
export function reportPrinted(
  printed: readonly Printed[],
  { sites, job, blocks }: Plan,
  system: UnitSystem,
): Diagnostic[] {
  const told = new Set<string>();
  return printed.flatMap((one): Diagnostic[] => {
    const site = sites[one.site];
    const block = job.sites[one.site]?.block ?? -1;
    if (!site || blocks[block]?.options.off !== undefined) return [];
    const place = (one.column === undefined ? undefined : site.columnPlaces?.get(one.column)) ?? site.place;
    const value = { unit: one.unit, literals: one.literals ?? [] };
    const unitText = one.unitText === undefined ? undefined : unitInBlocks(one.unitText);
    const spec = one.format === undefined ? undefined : parseFormat(one.format);
    const known = spec && !("error" in spec) ? spec : undefined;
    const step = job.steps[block];
    // Its format converts from there.
    const say = (unit: string): string => `unit: "${unit}"`;
    let problem = known && formatProblem(value, known, unitText, system, step, one.unitText, say);
    // A column may be labelled with a unit that its format doesn't print.
    if (!problem && unitText !== undefined && known?.style !== "percent")
      problem = one.unit ? misfit(value, unitText, `in a column of ${one.unitText}`, system, step, say) : undefined;
    const key = `${one.site} ${one.column}`;
    if (!problem || told.has(key)) return [];
    told.add(key);
    const from = one.side.from.map((id) => `given.${id}`);
    return [
      {
        rule: "dimensions/format",
        severity: "error",
        ...problem,
        place,
        ...(from.length > 0 ? { notes: [`it comes from ${from.join(", ")}`] } : {}),
      },
    ];
  });
}
