import { hasZero } from "../assumptions/units/block-units.js";
import type { Diagnostic } from "../diagnostic.js";
import type { CheckInput } from "./input.js";

/** Warnings `outputs/no-tolerance`: a number declared as an output without saying which change of it matters. */
export function outputsWithoutTolerance({ tree }: Pick<CheckInput, "tree">): Diagnostic[] {
  return tree.outputs.flatMap(({ declaration, value }): Diagnostic[] =>
    declaration.usualTolerance && typeof value === "number"
      ? [
          {
            rule: "outputs/no-tolerance",
            severity: "warning",
            message: `the output \`${declaration.name}\` has no tolerance`,
            expected: `the smallest change that matters, \`tolerance: 0.05\`${hasZero(declaration.shown) ? "" : ' or `tolerance: "2%"`'}`,
            hint: `1% ${hasZero(declaration.shown) ? "of its kelvins " : ""}is taken until then`,
            place: declaration.place,
          },
        ]
      : [],
  );
}
