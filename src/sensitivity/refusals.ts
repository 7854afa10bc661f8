import { type Diagnostic, didYouMean, MemoError } from "../diagnostic.js";
import type { RuleId } from "../rules/index.js";

export type Detail = Pick<Diagnostic, "about" | "expected" | "hint" | "notes" | "place">;

/**
 * Ends a study that was asked for wrongly.
 *
 * @throws MemoError always, with the one diagnostic `rule`.
 */
export function refuse(rule: RuleId, message: string, detail: Detail = {}): never {
  throw MemoError.of({ rule, message, ...detail });
}

const UNKNOWN = {
  assumption: "sensitivity/unknown-assumption",
  output: "sensitivity/unknown-output",
  scenario: "sensitivity/unknown-scenario",
} as const satisfies Record<string, RuleId>;

/** The item called `name`; an unknown name is refused with the nearest right one. */
export function named<T>(kind: keyof typeof UNKNOWN, name: string, items: ReadonlyMap<string, T>): T {
  const found = items.get(name);
  if (found !== undefined) return found;
  const hint = didYouMean(name, items.keys());
  const names = [...items.keys()];
  const shown = names.slice(0, 8).join(", ");
  refuse(UNKNOWN[kind], `unknown ${kind} \`${name}\``, {
    about: name,
    ...(names.length === 0
      ? {}
      : { expected: names.length > 8 ? `one of ${shown} and ${names.length - 8} more` : `one of ${shown}` }),
    hint,
  });
}

/** A number as messages give it. */
export const plain = (value: number): string => String(Number(value.toPrecision(6)));

/** Refuses ends of an assumption's range that are no numbers, equal or the wrong way round. */
export function checkRange(id: string, from: number, to: number): void {
  if (!Number.isFinite(from) || !Number.isFinite(to))
    refuse("sensitivity/range", `the range of \`${id}\` is ${from} to ${to}`, {
      about: id,
      expected: "two finite numbers",
    });
  if (from === to)
    refuse("sensitivity/empty-range", `the range of \`${id}\` is empty: ${plain(from)} to ${plain(to)}`, {
      about: id,
      expected: "a lower and a higher end",
    });
  if (from > to)
    refuse("sensitivity/inverted-range", `the range of \`${id}\` is inverted: ${plain(from)} to ${plain(to)}`, {
      about: id,
      expected: "the lower end first",
      hint: `did you mean ${plain(to)} to ${plain(from)}?`,
    });
}

/** Refuses a number of draws that quasi-random points are not balanced at. */
export function checkPowerOfTwo(n: number): void {
  if (Number.isInteger(n) && n >= 2 && n <= 2 ** 26 && Number.isInteger(Math.log2(n))) return;
  const below = 2 ** Math.max(1, Math.min(26, Math.floor(Math.log2(Math.max(2, n)) || 1)));
  const near = n > below && below < 2 ** 26 ? `${below} or ${below * 2}` : `${below}`;
  refuse("sensitivity/power-of-two", `${n} draws`, {
    expected: "a power of two up to 67108864, where Sobol' points are balanced",
    hint: `did you mean ${near}?`,
  });
}

/** Refuses a seed that is not a whole number. */
export function checkSeed(seed: number): void {
  if (!Number.isSafeInteger(seed)) refuse("sensitivity/seed", `the seed is ${seed}`, { expected: "a whole number" });
}
