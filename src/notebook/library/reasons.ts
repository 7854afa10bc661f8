import type { RuleId } from "../../rules/index.js";

/**
 * An error with what a diagnostic has beside its message; thrown by the library and by `given` into a block's code, where it
 * is an Error like any other.
 */
export class BlockError extends Error {
  constructor(
    message: string,
    /** `at` is where in the block's code it is to be told, line and column from 1; the line that threw unless given. */
    readonly detail: {
      rule?: RuleId;
      expected?: string;
      hint?: string | undefined;
      at?: readonly [line: number, column: number];
    } = {},
  ) {
    super(message);
    this.name = "BlockError";
  }
}

const LONGEST = 60;

/** A value as an error message shows it: short, one line, never running the value's own code. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(shorten(value));
  if (typeof value === "function") return "a function";
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  try {
    const keys = Object.keys(value);
    return keys.length === 0 ? "an empty object" : `an object with the keys ${list(keys)}`;
  } catch {
    return "an object";
  }
}

/** Some names as text: all of a few, the first and last of many. */
export function list(names: readonly (string | number)[]): string {
  if (names.length <= 8) return names.join(", ");
  return `${names.slice(0, 5).join(", ")}, … ${names.at(-1)} (${names.length})`;
}

/** One line, cut where it is long. */
export function shorten(text: string, longest = LONGEST): string {
  const line = text.replace(/\s*\n\s*/g, " ");
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
