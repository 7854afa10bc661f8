import { figureKindOf } from "../../chapters/sweep.js";
import type { Diagnostic } from "../../diagnostic.js";
import { templatesOf } from "../../document/prepare.js";
import type { CheckInput } from "../input.js";

/**
 * Warnings `unused/block`: a block of which no other block, no text, no sweep and no output takes anything. A block that gives nothing
 * to others, such as one that only throws when something is wrong, is not meant to be used; neither is a sweep that is a figure.
 */
export function unusedBlocks({
  program,
  studies,
  templates,
}: Pick<CheckInput, "program" | "studies" | "templates">): Diagnostic[] {
  const used = new Set<string>();
  for (const { uses, usesTypes } of program.blocks) for (const name of [...uses, ...(usesTypes ?? [])]) used.add(name);
  for (const { paths } of templates.flatMap(templatesOf)) for (const { parts } of paths) used.add(parts[0] ?? "");
  for (const { request } of studies)
    for (const name of [...request.outputs, ...("text" in request && request.text ? [request.text] : [])])
      used.add(name.split(".")[0] ?? name);
  const giving = new Set(program.outputs.map(({ blockId }) => blockId));
  const found: Diagnostic[] = [];
  for (const { block, defines, definesTypes } of program.blocks) {
    const names = [...defines, ...(definesTypes ?? [])];
    if (
      (block.kind !== "compute" && block.kind !== "sql") ||
      names.length === 0 ||
      giving.has(block.id) ||
      names.some((name) => used.has(name))
    )
      continue;
    found.push({
      rule: "unused/block",
      severity: "warning",
      message: `nothing uses block \`${block.id}\`, which defines ${names.map((name) => `\`${name}\``).join(", ")}`,
      expected: "a block, a text or a figure that takes it up, or no such block",
      place: block.place,
    });
  }
  for (const { block, name } of studies)
    if (!figureKindOf(block.id) && !used.has(name))
      found.push({
        rule: "unused/block",
        severity: "warning",
        message: `nothing quotes sweep \`${block.id}\`, and it is no figure`,
        expected: `a text that quotes \`${name}\`, or an id that begins with fig- or tbl-`,
        place: block.place,
      });
  return found;
}
