import { type FormatSpec, ofDifference } from "../../../notebook/library/format.js";
import type { Column } from "../../../notebook/types.js";
import { keyOf, type Naming } from "../../printing.js";
import type { Asked } from "./asked.js";

export const text = (key: string, label: string): Column => ({ key, label, align: "left" });

export const number = (key: string, label: string, format?: FormatSpec, unit?: string): Column => ({
  key,
  label,
  align: "right",
  format,
  ...(unit !== undefined && unit !== "1" ? { unit } : {}),
});

/** A column whose cells are texts that stand like numbers. */
export const printed = (key: string, label: string): Column => ({ key, label, align: "right" });

/** Columns of an output's numbers, and of differences of them. */
export function columnsOf(
  output: string,
  { outputs }: Naming,
): Readonly<Record<"result" | "difference", (key: string, label: string) => Column>> {
  const declared = outputs.get(output);
  const format = declared?.format.style === "text" ? undefined : declared?.format;
  const unit = declared?.unit;
  return {
    result: (key, label) => number(key, label, format, unit),
    difference: (key, label) => number(key, label, format && ofDifference(format), unit),
  };
}

/** By their keys in prose. */
export const byId = <T extends { id: string }>(list: readonly T[]): Record<string, T> =>
  Object.fromEntries(list.map((one) => [keyOf(one.id), one]));

/** The first rows of a list, and what is said of the rest. */
export const cut = <T>(list: readonly T[], { top }: Asked): { shown: readonly T[]; remarks: string[] } => ({
  shown: list.slice(0, top),
  remarks:
    list.length > top
      ? [
          list.length - top === 1
            ? "1 more assumption moves it less."
            : `${list.length - top} more assumptions move it less.`,
        ]
      : [],
});

/** What is said of assumptions that have a range and don't move the result. */
export const unmovedRemark = (count: number): string[] =>
  count > 0 ? [`${count} with a range leave${count === 1 ? "s" : ""} it where it is.`] : [];

export const MOST_NAMED = 3;

/** What was not tried, and why. What was asked for by name is named; of the whole register, how many there are for each reason. */
export function leftOut(left: readonly { id: string; reason: string }[], { over }: Asked): string[] {
  if (left.length === 0) return [];
  if (over !== undefined || left.length <= MOST_NAMED)
    return [`Not tried: ${left.map(({ id, reason }) => `${id} (${reason})`).join(", ")}.`];
  return [...new Set(left.map(({ reason }) => reason))].map((reason) => {
    const count = left.filter((one) => one.reason === reason).length;
    return count === 1 ? `1 is not tried, because ${reason}.` : `${count} are not tried, each because ${reason}.`;
  });
}

/** `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
