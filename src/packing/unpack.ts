import { Decoder } from "./bits.js";
import { checksum, HEAD, SEPARATOR } from "./form.js";
import { Tokens } from "./tokens.js";

/**
 * The texts that `pack` packed beside what is `known`.
 *
 * @throws Error where it was packed beside something else, or is damaged.
 */
export const unpack = (known: string, packed: string): string[] => new Unpacking(known, packed).texts();

/** The same in steps, for who has no time for all of it at once. */
export class Unpacking {
  private readonly from: number;
  private readonly all: Uint8Array;
  private readonly sum: number;
  private readonly tokens: Tokens;
  private at: number;
  private last = 0;

  /** @throws Error for what is no packed text */
  constructor(known: string, packed: string) {
    const bytes = Uint8Array.from(atob(packed.trim()), (letter) => letter.charCodeAt(0));
    if (bytes.length < HEAD) throw new Error(OTHER);
    const head = new DataView(bytes.buffer);
    const before = new TextEncoder().encode(known);
    this.from = before.length;
    this.at = this.from;
    this.all = new Uint8Array(this.from + head.getUint32(0));
    this.all.set(before);
    this.sum = head.getUint32(4);
    this.tokens = new Tokens(new Decoder(bytes.subarray(HEAD)));
  }

  /** Reads so many bytes more; whether that was all. */
  go(bytes: number): boolean {
    const { all, tokens } = this;
    let { at, last } = this;
    const pause = Math.min(all.length, at + bytes);
    while (at < pause) {
      const before = all[at - 1] ?? 0;
      if (tokens.choice(before, 0) === 0) {
        all[at] = tokens.byte(before, last === 0 ? 0 : (all[at - last] ?? 0), 0);
        at++;
        continue;
      }
      const same = tokens.same(0);
      const length = tokens.length(same, 0);
      if (same === 0) last = tokens.distance(length, 0);
      const end = Math.min(at + length, all.length);
      for (; at < end; at++) all[at] = all[at - last] ?? 0;
    }
    this.at = at;
    this.last = last;
    return at === all.length;
  }

  /** What was packed, with all that is still to be read. @throws Error as `unpack` */
  texts(): string[] {
    this.go(this.all.length);
    const made = this.all.subarray(this.from);
    if (checksum(made) !== this.sum) throw new Error(OTHER);
    return new TextDecoder().decode(made).split(SEPARATOR);
  }
}

const OTHER = "what is packed was packed beside another text";
