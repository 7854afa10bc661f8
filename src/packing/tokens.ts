import { type Coder, Counters, within } from "./bits.js";

/** A repetition of fewer bytes costs more than they do. */
export const SHORTEST = 4;
/** More bits no length has. */
const MOST_BITS = 28;
/** Bits that the number of bits of a distance is written in. */
const SLOT_BITS = 5;

/**
 * What a packed text is a row of: single bytes, and repetitions of what stood there before. Writes where its coder writes, with what is handed in, and
 * reads where it reads, when nothing of that counts.
 */
export class Tokens {
  private readonly choices = new Counters(8 * 256);
  private readonly sames = new Counters(8);
  private readonly afterOne = new Counters(256 * 256);
  private readonly afterBoth = new Counters(1 << 20);
  private readonly sizes = new Counters(2 * 32);
  private readonly sizeBits = new Counters(2 * 32 * 8);
  private readonly slots = new Counters(4 * 32);
  private readonly slotBits = new Counters(32 * 16);
  /** The last three choices. */
  private past = 0;

  constructor(private readonly coder: Coder) {}

  /** Whether a repetition comes next; `before` is the last byte. */
  choice(before: number, repeats: number): number {
    const coded = this.choices.code(this.coder, this.past * 256 + before, repeats);
    this.past = ((this.past << 1) | coded) & 7;
    return coded;
  }

  /** A byte, by the one before it and the one that would follow if the last repetition went on. */
  byte(before: number, expected: number, value: number): number {
    const { coder, afterOne, afterBoth } = this;
    let node = 1;
    for (let bit = 7; bit >= 0; bit--) {
      const one = before * 256 + node;
      const both = Math.imul(expected * 65536 + one, 0x9e3779b1) >>> 12;
      const coded = coder.code(within((afterOne.at(one) + afterBoth.at(both)) >> 1), (value >> bit) & 1);
      afterOne.learn(one, coded);
      afterBoth.learn(both, coded);
      node = (node << 1) | coded;
    }
    return node & 255;
  }

  /** Whether a repetition goes on at the distance of the last one. */
  same(isSame: number): number {
    return this.sames.code(this.coder, this.past, isSame);
  }

  /** Its bytes: the number of their number's bits, one by one, then these. */
  length(isSame: number, length: number): number {
    const value = length - SHORTEST + 1;
    const wanted = bitsOf(value);
    let count = 0;
    while (count < MOST_BITS && this.sizes.code(this.coder, isSame * 32 + count, count < wanted ? 1 : 0) === 1) count++;
    const base = (isSame * 32 + count) * 8;
    return this.bits(this.sizeBits, base, 3, count, value) + SHORTEST - 1;
  }

  /** How far back it begins. */
  distance(length: number, distance: number): number {
    const kind = Math.min(3, (length - SHORTEST) >> 2);
    const wanted = bitsOf(distance);
    let node = 1;
    for (let bit = SLOT_BITS - 1; bit >= 0; bit--)
      node = (node << 1) | this.slots.code(this.coder, kind * 32 + node, (wanted >> bit) & 1);
    const count = node - (1 << SLOT_BITS);
    return this.bits(this.slotBits, count * 16, 4, count, distance);
  }

  /** The `count` bits behind the first of a number, of which the first few are foreseen. */
  private bits(counters: Counters, base: number, foreseen: number, count: number, value: number): number {
    let so = 1;
    for (let done = 0; done < count; done++) {
      const bit = (value >> (count - 1 - done)) & 1;
      so = (so << 1) | (done < foreseen ? counters.code(this.coder, base + so, bit) : this.coder.code(32768, bit));
    }
    return so;
  }
}

const bitsOf = (value: number): number => 31 - Math.clz32(value);
