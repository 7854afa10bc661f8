import { convert } from "../../assumptions/index.js";
import { formatValue } from "../../notebook/library/format.js";
import type { OutputState } from "../snapshot.js";

/** A value as an output prints it. */
export function printedOutput(value: number | string, { format, unit }: Pick<OutputState, "format" | "unit">): string {
  if (typeof value === "string") return value;
  try {
    return formatValue(value, format, { unit, convert, nonFinite: "not finite" });
  } catch {
    return String(value);
  }
}
