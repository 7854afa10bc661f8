import type { Diagnostic } from "../../diagnostic.js";
import type { CheckInput } from "../input.js";

/** Warnings `unused/data-file`: a file of `data/` that no version or scenario names. */
export function unusedDataFiles({ dataFiles = [] }: Pick<CheckInput, "dataFiles">): Diagnostic[] {
  return dataFiles.map((file) => ({
    rule: "unused/data-file",
    severity: "warning",
    message: `nothing declares ${file}`,
    expected: "an assumption with `data:` that names it",
    place: { file, start: { line: 1, column: 1 } },
  }));
}
