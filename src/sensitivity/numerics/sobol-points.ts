import { at } from "../cells.js";
import { refuse } from "../refusals.js";
import { DIRECTION_NUMBERS } from "./direction-numbers.js";
import { random, shuffled } from "./random.js";

const BITS = 32;
const SCALE = 2 ** -BITS;
const LINES = DIRECTION_NUMBERS.split("\n");

/** How many dimensions the table of direction numbers has. */
export const MAX_DIMENSIONS = LINES.length + 1;

/**
 * How the columns of a set of draws go together.
 *
 * - `keyed`: each column follows from the seed and the input's name alone, whatever other inputs there are. Every column is a Sobol' sequence in
 *   itself, balanced at every power of two; two columns are as if drawn independently.
 * - `joint`: column j is dimension j of one Sobol' point set, balanced in several dimensions at once, so that quantiles come out some 1.5 to
 *   2 times nearer for the same number of draws, shares of variance several times. An input added at the end changes no draw of the others; one
 *   added between them changes the draws of all after it.
 *
 * There is no third way. For a column to depend on its own name only and never meet another's, names must be spread over many dimensions at
 * random; three of them then make a point set with holes often enough that shares of variance come out wrong by up to a half.
 */
export type Design = "keyed" | "joint";

/** The 32 direction numbers of a dimension counted from 0 (Bratley and Fox, ACM Algorithm 659). */
function directions(dimension: number): Uint32Array {
  const v = new Uint32Array(BITS);
  if (dimension === 0) {
    for (let k = 0; k < BITS; k++) v[k] = 2 ** (BITS - 1 - k);
    return v;
  }
  const [a = 0, ...m] = (LINES[dimension - 1] ?? "").split(" ").map(Number);
  const s = m.length;
  for (let k = 0; k < BITS; k++) {
    if (k < s) v[k] = at(m, k) * 2 ** (BITS - 1 - k);
    else {
      let x = at(v, k - s) ^ (at(v, k - s) >>> s);
      for (let j = 1; j < s; j++) if ((a >>> (s - 1 - j)) & 1) x ^= at(v, k - j);
      v[k] = x;
    }
  }
  return v;
}

/** The first `n` numbers of a dimension (from 0) as 32-bit digits, in Gray-code order from index 0. */
function sobolDigits(dimension: number, n: number): Uint32Array {
  if (dimension >= MAX_DIMENSIONS)
    refuse("sensitivity/too-many-dimensions", `dimension ${dimension + 1} of the Sobol' sequence`, {
      expected: `at most ${MAX_DIMENSIONS} dimensions`,
      hint: "vary fewer assumptions, those at the head of the tornado",
    });
  const v = directions(dimension);
  const out = new Uint32Array(n);
  let digits = 0;
  for (let i = 1; i < n; i++) {
    digits ^= v[31 - Math.clz32(i & -i)] as number;
    out[i] = digits;
  }
  return out;
}

/** The first `n` points in `d` dimensions, row-major, unshifted: point 0 is exactly 0. */
export function sobolPoints(n: number, d: number): Float64Array {
  const out = new Float64Array(n * d);
  for (let j = 0; j < d; j++) {
    const digits = sobolDigits(j, n);
    for (let i = 0; i < n; i++) out[i * d + j] = at(digits, i) * SCALE;
  }
  return out;
}

/** Digits with a digital shift, as numbers in (0, 1): the middle of the last digit's cell, so that neither end is met. */
function shifted(digits: Uint32Array, shift: number): Float64Array {
  const out = new Float64Array(digits.length);
  for (let i = 0; i < out.length; i++) out[i] = ((((digits[i] as number) ^ shift) >>> 0) + 0.5) * SCALE;
  return out;
}

/** The longest sequences made so far: a memo's studies draw the same inputs with the same seed, one after the other. */
const sequences = new Map<string, Float64Array>();
let numbersKept = 0;
/** 32 MB of them. */
const MOST_KEPT = 2 ** 22;

/**
 * The first `n` numbers of the sequence that belongs to a name: the first dimension of the Sobol' sequence, run through in an order of its own
 * within each stretch from 2^k to 2^(k+1) − 1, and digitally shifted. Every first 2^k numbers have one in each cell of width 2^-k; a
 * longer sequence begins with the shorter one. Who is given it leaves it as it is.
 */
export function keyedSequence(name: string, seed: number, n: number): Float64Array {
  const key = `${seed} ${name}`;
  const known = sequences.get(key);
  if (known && known.length >= n) return known.subarray(0, n);
  const made = newSequence(name, seed, n);
  if (n > MOST_KEPT) return made;
  numbersKept += n - (known?.length ?? 0);
  if (numbersKept > MOST_KEPT) {
    sequences.clear();
    numbersKept = n;
  }
  sequences.set(key, made);
  return made;
}

/** Those of the first dimension, as many as were last asked for: names have them in common. */
let firstDigits: Uint32Array = new Uint32Array(0);

function newSequence(name: string, seed: number, n: number): Float64Array {
  const length = 2 ** Math.ceil(Math.log2(Math.max(1, n)));
  if (firstDigits.length !== length) firstDigits = sobolDigits(0, length);
  const digits = firstDigits;
  const out = new Uint32Array(n);
  for (let start = 1; start < n; start *= 2) {
    const order = shuffled(start, random("order", seed, name, start));
    for (let i = 0; i < start && start + i < n; i++) out[start + i] = digits[start + (order[i] as number)] as number;
  }
  return shifted(out, random("shift", seed, name).bits());
}

/** Uniform numbers for inputs by name, row-major n × names. */
export function uniforms(names: readonly string[], n: number, seed: number, design: Design = "keyed"): Float64Array {
  const d = names.length;
  const out = new Float64Array(n * d);
  for (const [j, name] of names.entries()) {
    const numbers =
      design === "keyed" ? keyedSequence(name, seed, n) : shifted(sobolDigits(j, n), random("shift", seed, j).bits());
    for (let i = 0; i < n; i++) out[i * d + j] = numbers[i] as number;
  }
  return out;
}
