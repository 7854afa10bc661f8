// A binary arithmetic coder and the estimates that it is fed with, in integers, so that every machine comes to the same bits.

/** Codes one bit whose probability of being 1 is `p` of 65,536, and gives it back: an encoder writes `bit`, a decoder reads what was written. */
export interface Coder {
  code(p: number, bit: number): number;
}

/** A range of 32 bits that each bit narrows; the bytes in which both its ends agree are written. */
export class Encoder implements Coder {
  private low = 0;
  private high = 0xffffffff;
  private readonly bytes: number[] = [];

  code(p: number, bit: number): number {
    const middle = middleOf(this.low, this.high, p);
    if (bit === 1) this.high = middle;
    else this.low = middle + 1;
    while ((this.low ^ this.high) >>> 24 === 0) {
      this.bytes.push(this.high >>> 24);
      this.low = (this.low << 8) >>> 0;
      this.high = ((this.high << 8) | 255) >>> 0;
    }
    return bit;
  }

  end(): Uint8Array {
    for (let n = 0; n < 4; n++) this.bytes.push((this.low >>> (24 - 8 * n)) & 255);
    return Uint8Array.from(this.bytes);
  }
}

export class Decoder implements Coder {
  private low = 0;
  private high = 0xffffffff;
  private now = 0;
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {
    for (let n = 0; n < 4; n++) this.next();
  }

  code(p: number): number {
    const middle = middleOf(this.low, this.high, p);
    const bit = this.now <= middle ? 1 : 0;
    if (bit === 1) this.high = middle;
    else this.low = middle + 1;
    while ((this.low ^ this.high) >>> 24 === 0) {
      this.low = (this.low << 8) >>> 0;
      this.high = ((this.high << 8) | 255) >>> 0;
      this.next();
    }
    return bit;
  }

  private next(): void {
    this.now = ((this.now << 8) | (this.bytes[this.at++] ?? 0)) >>> 0;
  }
}

/** Where a range is parted for a bit of probability `p`: both parts hold something. */
function middleOf(low: number, high: number, p: number): number {
  const range = high - low;
  return low + (range >>> 16) * p + (((range & 0xffff) * p) >>> 16);
}

/** The most that a counter counts to: the greater, the slower it forgets. */
const LIMIT = 127;
/** The share of its way to the bit that a counter goes, of 65,536, by the bits it has met. */
const STEP = Int32Array.from({ length: LIMIT + 1 }, (_, met) => Math.floor(65536 / (met + 1.6)));

/** Probabilities of 1, each of which learns from the bits that it has met. */
export class Counters {
  private readonly chances: Uint16Array;
  private readonly met: Uint8Array;

  constructor(length: number) {
    this.chances = new Uint16Array(length).fill(32768);
    this.met = new Uint8Array(length);
  }

  at(index: number): number {
    return this.chances[index] ?? 0;
  }

  learn(index: number, bit: number): void {
    const chance = this.chances[index] ?? 0;
    const met = this.met[index] ?? 0;
    this.chances[index] = chance + ((((bit === 1 ? 65535 : 0) - chance) * (STEP[met] ?? 0)) >> 16);
    if (met < LIMIT) this.met[index] = met + 1;
  }

  /** Codes a bit by one of them. */
  code(coder: Coder, index: number, bit: number): number {
    const coded = coder.code(within(this.at(index)), bit);
    this.learn(index, coded);
    return coded;
  }
}

/** A probability that leaves room for the other bit. */
export const within = (p: number): number => Math.max(32, Math.min(p, 65504));
