import { largest, least } from "../../lists.js";
import type { NumberLiteral } from "./literals.js";
import type { Backing } from "./values.js";
import { stem } from "./words.js";

/** Units of a memo, as far as numbers of its prose are in them. */
export interface Units {
  convert(value: number, from: string, to: string): number;
  isUnit(word: string): boolean;
}

/** A value in the terms of a kind of numbers in the text: in percent, dollars or the unit behind them. */
export interface Candidate {
  backing: Backing;
  /** Its place among all, from 0. */
  at: number;
  value: number;
  /** Half of this on either side prints the same; 0 of a value that is printed nowhere. */
  step: number;
  /** Stem of what it is a number of. */
  noun?: string;
}

/** Values of a memo by what numbers they can stand for, so that a number is compared with those that come near to it and not with all. */
export class BackingIndex {
  /** Quoted ones of each kind and step, by value. */
  private readonly quoted = new Map<string, { kind: NumberLiteral["kind"]; step: number; sorted: Candidate[] }>();
  /** The others by the terms that they were asked for in. */
  private readonly others = new Map<string, readonly Candidate[]>();

  constructor(
    private readonly values: readonly Backing[],
    private readonly units: Units,
  ) {
    for (const [at, backing] of values.entries()) {
      const { expression, printed } = backing;
      if (expression === undefined || !printed) continue;
      const { kind, step, value, noun } = printed;
      const key = `${kind} ${step}`;
      const group = this.quoted.get(key) ?? { kind, step, sorted: [] };
      this.quoted.set(key, group);
      group.sorted.push({ backing, at, value, step, ...(noun === undefined ? {} : { noun: stem(noun) }) });
    }
    for (const { sorted } of this.quoted.values()) sorted.sort(rising);
  }

  /**
   * Values that print as a number does, or come as near to it as a share of them, 0 for none; a few more at the ends, in no order. Those that print
   * the same are few however many there are.
   */
  *near(literal: NumberLiteral, share: number): Generator<Candidate> {
    for (const { kind, step, sorted } of this.quoted.values())
      if (kind === literal.kind) yield* within(sorted, literal, step, share);
    yield* within(this.inTermsOf(literal), literal, 0, share);
  }

  private inTermsOf({ kind, noun }: NumberLiteral): readonly Candidate[] {
    const unit = kind === "plain" && noun !== undefined && this.units.isUnit(noun) ? noun : undefined;
    const key = unit === undefined ? kind : `plain ${unit}`;
    const known = this.others.get(key);
    if (known) return known;
    const found: Candidate[] = [];
    for (const [at, backing] of this.values.entries()) {
      if (backing.path === undefined || backing.value === undefined) continue;
      const value = valueIn(backing.value, backing.unit, kind, unit, this.units);
      if (value === undefined) continue;
      const own = unit ?? (kind === "plain" ? backing.unit?.split(/[/*]/)[0] : undefined);
      found.push({ backing, at, value, step: 0, ...(own === undefined ? {} : { noun: stem(own) }) });
    }
    found.sort(rising);
    this.others.set(key, found);
    return found;
  }
}

const rising = (a: Candidate, b: Candidate): number => a.value - b.value || a.at - b.at;

/** What a value comes to as a number of a kind, in a unit where one stands behind it; undefined where it can be none. */
function valueIn(
  value: number,
  unit: string | undefined,
  kind: NumberLiteral["kind"],
  noun: string | undefined,
  { convert }: Units,
): number | undefined {
  const pure = unit === undefined || unit === "1";
  if (kind === "percent") return unit === "%" ? value : pure ? 100 * value : undefined;
  if (kind === "times") return pure ? value : undefined;
  if (kind === "dollars") return pure ? undefined : attempt(() => convert(value, unit, "USD"));
  if (noun === undefined) return value;
  if (pure) return undefined;
  const exact = attempt(() => convert(value, unit, unitOf(noun)));
  return exact ?? (stem(unit.split(/[/*]/)[0] ?? unit) === stem(noun) ? value : undefined);
}

/** The unit that a word of prose is. */
export const unitOf = (noun: string): string => noun.replaceAll("·", "*");

export function attempt(compute: () => number): number | undefined {
  try {
    return compute();
  } catch {
    return undefined;
  }
}

/** Those of a sorted list that may be what a number says. */
function* within(
  sorted: readonly Candidate[],
  { value, step: own }: NumberLiteral,
  step: number,
  share: number,
): Generator<Candidate> {
  const half = (own + step) / 2;
  const ends = [value - half, value + half, value / (1 - share), value / (1 + share)];
  // What is lost in rounding is far less.
  const slack = 1e-6 * (Math.abs(value) + half);
  const to = largest(ends) + slack;
  for (let at = firstFrom(sorted, least(ends) - slack); at < sorted.length; at++) {
    const one = sorted[at];
    if (!one || one.value > to) return;
    yield one;
  }
}

/** Index of the first that isn't below a value. */
function firstFrom(sorted: readonly Candidate[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.value ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
