import type { Diagnostic } from "../../diagnostic.js";
import { templatesOf } from "../../document/prepare.js";
import type { CheckInput } from "../input.js";

/** Warnings `unused/source`: a source that no assumption names and no text cites. */
export function unusedSources({ register, templates }: Pick<CheckInput, "register" | "templates">): Diagnostic[] {
  const cited = new Set([...register.assumptions.values()].flatMap(({ sources }) => sources));
  for (const { citations } of templates.flatMap(templatesOf))
    for (const { items } of citations) for (const { key } of items) cited.add(key);
  return [...register.sources.values()]
    .filter(({ key }) => !cited.has(key))
    .map(({ key, title, place }) => ({
      rule: "unused/source",
      severity: "warning",
      message: `nothing cites the source \`${key}\` (${title})`,
      expected: `an assumption with \`source: ${key}\`, or a text with \`[@${key}]\``,
      place,
    }));
}
