const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** Bytes put into letters at a time. */
const PIECE = 3 * 4096;

/** Bytes as text (base64), in whatever realm: blocks' own has no function for it. */
export function bytesToText(bytes: Uint8Array): string {
  const pieces: string[] = [];
  const codes: number[] = [];
  for (let from = 0; from < bytes.length; from += PIECE) {
    const to = Math.min(from + PIECE, bytes.length);
    codes.length = 0;
    for (let at = from; at < to; at += 3) {
      const [a = 0, b = 0, c = 0] = [bytes[at], bytes[at + 1], bytes[at + 2]];
      codes.push(
        LETTERS.charCodeAt(a >> 2),
        LETTERS.charCodeAt(((a & 3) << 4) | (b >> 4)),
        at + 1 < to ? LETTERS.charCodeAt(((b & 15) << 2) | (c >> 6)) : PAD,
        at + 2 < to ? LETTERS.charCodeAt(c & 63) : PAD,
      );
    }
    pieces.push(String.fromCharCode(...codes));
  }
  return pieces.join("");
}

const PAD = "=".charCodeAt(0);

let values: Uint8Array | undefined;

/**
 * Bytes are written through a view: where the language's objects are frozen, as in the realm of blocks, V8 calls a function of its own for each number that is
 * put at an index, which takes ten times as long.
 *
 * @throws Error when the text is not what `bytesToText` writes.
 */
export function textToBytes(text: string): Uint8Array<ArrayBuffer> {
  if (!values) {
    values = new Uint8Array(128).fill(255);
    for (let at = 0; at < LETTERS.length; at++) values[LETTERS.charCodeAt(at)] = at;
  }
  const of = values;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  if (text.length % 4 !== 0) throw new Error("bytes are cut off");
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  const view = new DataView(bytes.buffer);
  const whole = padding === 0 ? text.length : text.length - 4;
  let wrong = 0;
  let to = 0;
  for (let at = 0; at < whole; at += 4, to += 3) {
    const a = of[text.charCodeAt(at)] ?? 255;
    const b = of[text.charCodeAt(at + 1)] ?? 255;
    const c = of[text.charCodeAt(at + 2)] ?? 255;
    const d = of[text.charCodeAt(at + 3)] ?? 255;
    wrong |= a | b | c | d;
    view.setUint16(to, (a << 10) | (b << 4) | (c >> 2));
    view.setUint8(to + 2, (c << 6) | d);
  }
  if (padding > 0) {
    const a = of[text.charCodeAt(whole)] ?? 255;
    const b = of[text.charCodeAt(whole + 1)] ?? 255;
    const c = padding === 1 ? (of[text.charCodeAt(whole + 2)] ?? 255) : 0;
    wrong |= a | b | c;
    view.setUint8(to, (a << 2) | (b >> 4));
    if (padding === 1) view.setUint8(to + 1, (b << 4) | (c >> 2));
  }
  if (wrong > 63) throw new Error("bytes hold what is none");
  return bytes;
}
