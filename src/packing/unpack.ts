import { Decoder } from "./bits.js";
import { checksum, HEAD, SEPARATOR } from "./form.js";
import { Tokens } from "./tokens.js";

/**
 * The texts that `pack` packed beside what is `known`.
 *
 * @throws Error where it was packed beside something else, or is damaged.
 */
export function unpack(known: string, packed: string): string[] {
  const bytes = Uint8Array.from(atob(packed.trim()), (letter) => letter.charCodeAt(0));
  const head = new DataView(bytes.buffer);
  const before = new TextEncoder().encode(known);
  const made = bytes.length < HEAD ? undefined : read(before, bytes.subarray(HEAD), head.getUint32(0));
  if (!made || checksum(made) !== head.getUint32(4)) throw new Error("what is packed was packed beside another text");
  return new TextDecoder().decode(made).split(SEPARATOR);
}

function read(known: Uint8Array, packed: Uint8Array, length: number): Uint8Array {
  const all = new Uint8Array(known.length + length);
  all.set(known);
  const tokens = new Tokens(new Decoder(packed));
  let last = 0;
  for (let at = known.length; at < all.length; ) {
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
  return all.subarray(known.length);
}
