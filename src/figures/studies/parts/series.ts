import { humanised } from "../../../sensitivity/words.js";
import type { Outputs } from "../drawing.js";

/** `2026` of `tightness.2026`. */
export const lastKey = (name: string): string => name.slice(name.lastIndexOf(".") + 1);

const seriesOf = (name: string): string => (name.includes(".") ? name.slice(0, name.lastIndexOf(".")) : "");

/** Whether results are the values of one series, under its keys. */
export const isOneSeries = (all: readonly { name: string }[]): boolean =>
  new Set(all.map(({ name }) => seriesOf(name))).size === 1 && seriesOf(all[0]?.name ?? "") !== "";

/** What a series is called: its outputs' labels without the key they differ in, or its own name. */
export function seriesLabel(names: readonly string[], outputs: Outputs): string {
  const stems = names.map((name) =>
    (outputs[name]?.label ?? "")
      .replace(lastKey(name), "")
      .replace(/\s+,/g, ",")
      .replace(/\s+/g, " ")
      .replace(/^[\s,]+|[\s,]+$/g, ""),
  );
  const [stem = ""] = stems;
  return humanised(stem !== "" && stems.every((other) => other === stem) ? stem : seriesOf(names[0] ?? ""));
}
