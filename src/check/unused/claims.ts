import type { Diagnostic } from "../../diagnostic.js";
import { templatesOf } from "../../document/prepare.js";
import type { CheckInput } from "../input.js";

/** Warnings `unused/claim`: a claim that no sentence states and no sweep asks for. */
export function unusedClaims({
  program,
  studies,
  templates,
}: Pick<CheckInput, "program" | "studies" | "templates">): Diagnostic[] {
  const stated = new Set(templates.flatMap(templatesOf).flatMap(({ claims }) => claims.map(({ id }) => id)));
  for (const { request } of studies) for (const name of request.outputs) stated.add(name);
  return program.blocks.flatMap(({ block }): Diagnostic[] =>
    block.kind !== "claim" || stated.has(block.id)
      ? []
      : [
          {
            rule: "unused/claim",
            severity: "warning",
            message: `no sentence states the claim \`${block.id}\``,
            expected: `{{#claim "${block.id}"}}the sentence{{/claim}}`,
            place: block.place,
          },
        ],
  );
}
