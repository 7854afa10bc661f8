import type { Diagnostic } from "../../diagnostic.js";
import { formatValue } from "../../notebook/library/format.js";
import { outputProblem } from "../../notebook/library/format-problems.js";
import type { Cell, OutputDeclaration } from "../../notebook/types.js";
import type { SaidOfOutput } from "../../sensitivity/index.js";
import type { ProseScope } from "../prose-scope.js";
import type { OutputNode } from "../tree.js";

/** The declared outputs with what they print, in order of their names. An error where one's format can't print it. */
export function outputsOf(
  declared: readonly OutputDeclaration[],
  scope: ProseScope,
  studied: ReadonlyMap<string, SaidOfOutput> | undefined,
  report: (d: Diagnostic) => void,
): OutputNode[] {
  const nodes: OutputNode[] = [];
  for (const declaration of declared) {
    if (!scope.values.has(declaration.name)) continue;
    const raw = scope.values.get(declaration.name);
    const value: Cell = typeof raw === "number" || typeof raw === "string" || typeof raw === "boolean" ? raw : null;
    const restsOn = scope.valueRestsOn(declaration.name);
    try {
      const print = (number: Cell): string =>
        formatValue(number, declaration.format, { unit: declaration.unit, convert: scope.convert });
      const text = typeof value === "string" ? value : print(value);
      const band = studied?.get(declaration.name)?.band;
      nodes.push({
        declaration,
        value,
        text,
        restsOn,
        ...(band ? { band: `${print(band[0])} to ${print(band[1])}` } : {}),
      });
    } catch (error) {
      report(outputProblem(error, declaration, value));
    }
  }
  return nodes.sort((a, b) => (a.declaration.name < b.declaration.name ? -1 : 1));
}
