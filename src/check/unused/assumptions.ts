import { pathsRead } from "../../assumptions/expressions/expression.js";
import { assumptionOf, pathsUnder } from "../../assumptions/register/given.js";
import { withoutBeside } from "../../assumptions/register/ranges.js";
import type { Diagnostic } from "../../diagnostic.js";
import { givenQuoted } from "../../document/prepare.js";
import { PathIndex } from "../../notebook/analyse/paths.js";
import type { CheckInput } from "../input.js";

/**
 * Warnings `unused/assumption`: no block reads it, by its code or as traced, no text quotes it in any branch, and nothing that is used
 * is derived from it.
 */
export function unusedAssumptions({
  register,
  program,
  run,
  templates,
}: Pick<CheckInput, "register" | "program" | "run" | "templates">): Diagnostic[] {
  const read = new Set<string>();
  for (const { givenPaths } of program.blocks) for (const path of givenPaths) read.add(path);
  for (const paths of run.reads.values()) for (const path of paths) read.add(path);
  for (const path of givenQuoted(templates)) read.add(path);
  // Who reads the range of an assumption, or its source, reads the assumption.
  const reads = new PathIndex(new Set([...read].map((path) => withoutBeside(register, path))));
  const used = new Set<string>();
  for (const assumption of register.assumptions.values())
    if (pathsUnder(assumption).some((leaf) => reads.touches(leaf))) used.add(assumption.id);
  // What is derived names what it is computed from; the set grows while it is walked.
  for (const id of used)
    for (const path of pathsRead(register.assumptions.get(id)?.expression ?? "")) {
      const named = assumptionOf(register, path)?.id;
      if (named !== undefined) used.add(named);
    }
  return [...register.assumptions.values()]
    .filter(({ id }) => !used.has(id))
    .map(({ id, label, place }) => ({
      rule: "unused/assumption",
      severity: "warning",
      message: `nothing uses the assumption \`${id}\`${label === undefined ? "" : ` (${label})`}`,
      expected: `a block that reads \`given.${id}\`, or a text that quotes it`,
      place,
    }));
}
