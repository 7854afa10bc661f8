import { createHash } from "node:crypto";

/** A stream of random numbers that its key alone determines. */
export interface Random {
  /** A whole number from 0 to 2³² − 1. */
  bits(): number;
  /** A number in (0, 1), 53 bits. */
  uniform(): number;
  /** A whole number from 0 to n − 1. */
  below(n: number): number;
}

/**
 * A generator seeded with the SHA-256 of its key, so that like keys ("2", "3"; "gw.add", "gw.adds") give unlike streams and the order in which
 * streams are made means nothing. The generator is sfc32 (C. Doty-Humphrey, PractRand, public domain); its first fifteen outputs are dropped.
 */
export function random(...key: readonly (string | number)[]): Random {
  const digest = createHash("sha256").update(JSON.stringify(key)).digest();
  let a = digest.readInt32LE(0);
  let b = digest.readInt32LE(4);
  let c = digest.readInt32LE(8);
  let counter = 1;
  const bits = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 15; i++) bits();
  const uniform = (): number => {
    const high = bits() >>> 5;
    const low = bits() >>> 6;
    return (high * 0x4000000 + low + 0.5) / 0x20000000000000;
  };
  return { bits, uniform, below: (n) => Math.floor(uniform() * n) };
}

/** The numbers 0 to n − 1 in random order (Fisher and Yates). */
export function shuffled(n: number, stream: Random): Uint32Array {
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  for (let i = n - 1; i > 0; i--) {
    const j = stream.below(i + 1);
    const swap = order[i] as number;
    order[i] = order[j] as number;
    order[j] = swap;
  }
  return order;
}
