import { Encoder } from "./bits.js";
import { checksum, HEAD, SEPARATOR } from "./form.js";
import { Repetitions } from "./repetitions.js";
import { Tokens } from "./tokens.js";

/**
 * Texts packed into one, as base64, beside a text that is at hand where they are unpacked, so that what stands there already costs next to nothing. The
 * same texts give the same letters on every machine and in every version of Node, as a system's compression does not.
 *
 * @throws Error for texts that hold the sign U+0000.
 */
export function pack(known: string, texts: readonly string[]): string {
  if (texts.some((text) => text.includes(SEPARATOR))) throw new Error("a text to pack holds the sign U+0000");
  const before = new TextEncoder().encode(known);
  const bytes = new TextEncoder().encode(texts.join(SEPARATOR));
  const head = new DataView(new ArrayBuffer(HEAD));
  head.setUint32(0, bytes.length);
  head.setUint32(4, checksum(bytes));
  return Buffer.concat([new Uint8Array(head.buffer), write(before, bytes)]).toString("base64");
}

function write(known: Uint8Array, bytes: Uint8Array): Uint8Array {
  const all = new Uint8Array(known.length + bytes.length);
  all.set(known);
  all.set(bytes, known.length);
  const coder = new Encoder();
  const tokens = new Tokens(coder);
  const repetitions = new Repetitions(all);
  repetitions.passTo(known.length);
  let last = 0;
  for (let at = known.length; at < all.length; ) {
    const found = repetitions.at(at, last);
    // A better one that begins a byte later is worth the byte.
    const waits = found !== undefined && (repetitions.at(at + 1, last)?.gain ?? 0) > found.gain + 1;
    const before = all[at - 1] ?? 0;
    tokens.choice(before, found && !waits ? 1 : 0);
    if (!found || waits) {
      tokens.byte(before, last === 0 ? 0 : (all[at - last] ?? 0), all[at] ?? 0);
      at++;
    } else {
      const { length, distance } = found;
      const same = tokens.same(distance === last ? 1 : 0);
      tokens.length(same, length);
      if (same === 0) tokens.distance(length, distance);
      last = distance;
      at += length;
    }
    repetitions.passTo(at);
  }
  return coder.end();
}
