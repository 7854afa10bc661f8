import { SHORTEST } from "./tokens.js";

export interface Repetition {
  length: number;
  /** Bytes back to where it stood before. */
  distance: number;
  /** Bits that it is about shorter than its bytes. */
  gain: number;
}

/** Earlier places that are looked at. */
const MOST_LOOKED_AT = 96;
const HASH_BITS = 18;
/** Bytes that are hashed together: a polynomial in BASE, so that the next five are hashed by taking one out and another in. */
const HASHED = 5;
const BASE = 0x2c9277b5;
const FIRST = Array.from({ length: HASHED }).reduce<number>((power) => Math.imul(power, BASE), 1);

/** Finds what stood there before, by chains of the places that begin alike. */
export class Repetitions {
  private readonly heads = new Int32Array(1 << HASH_BITS).fill(-1);
  private readonly links: Int32Array;
  private passed = 0;
  /** The polynomial at the next place to pass. */
  private polynomial: number;

  constructor(private readonly all: Uint8Array) {
    this.links = new Int32Array(all.length);
    this.polynomial = this.polynomialAt(0);
  }

  /** What begins before `end` can be repeated. */
  passTo(end: number): void {
    const { all, heads, links } = this;
    let { passed, polynomial } = this;
    for (; passed < end; passed++) {
      const hash = spread(polynomial);
      links[passed] = heads[hash] ?? -1;
      heads[hash] = passed;
      const without = polynomial - Math.imul((all[passed] ?? 0) + 1, FIRST);
      polynomial = Math.imul(without + (all[passed + HASHED] ?? 0) + 1, BASE);
    }
    this.passed = passed;
    this.polynomial = polynomial;
  }

  /** The best one at a place, where one is better than its bytes; `last` is the distance of the one before. */
  at(at: number, last: number): Repetition | undefined {
    const { all, links } = this;
    let best: Repetition | undefined;
    if (last > 0) {
      const length = this.lengthAt(at, at - last);
      if (length >= SHORTEST) best = { length, distance: last, gain: 4 * length - 6 };
    }
    let other = this.heads[spread(at === this.passed ? this.polynomial : this.polynomialAt(at))] ?? -1;
    for (let n = 0; n < MOST_LOOKED_AT && other >= 0; n++, other = links[other] ?? -1) {
      if (best && all[other + best.length] !== all[at + best.length]) continue;
      const length = this.lengthAt(at, other);
      const gain = 4 * length - (31 - Math.clz32(at - other)) - 6;
      if (length >= SHORTEST && gain > (best?.gain ?? 0)) best = { length, distance: at - other, gain };
    }
    return best;
  }

  private lengthAt(at: number, other: number): number {
    const { all } = this;
    let length = 0;
    while (at + length < all.length && all[at + length] === all[other + length]) length++;
    return length;
  }

  private polynomialAt(at: number): number {
    let hash = 0;
    for (let n = 0; n < HASHED; n++) hash = Math.imul(hash + (this.all[at + n] ?? 0) + 1, BASE);
    return hash;
  }
}

const spread = (hash: number): number => Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> (32 - HASH_BITS);
