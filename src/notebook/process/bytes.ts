const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/** Bytes as text (base64), in whatever realm: blocks' own has no function for it. */
export function bytesToText(bytes: Uint8Array): string {
  const of = LETTERS;
  const three = (at: number): number => ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
  const letter = (number: number, shift: number): number => of.charCodeAt((number >> shift) & 63);
  let text = "";
  let at = 0;
  // Sixteen letters are one text: of single ones the engine would make a tree with as many leaves.
  for (; at + 12 <= bytes.length; at += 12) {
    const a = three(at);
    const b = three(at + 3);
    const c = three(at + 6);
    const d = three(at + 9);
    text += String.fromCharCode(
      letter(a, 18),
      letter(a, 12),
      letter(a, 6),
      letter(a, 0),
      letter(b, 18),
      letter(b, 12),
      letter(b, 6),
      letter(b, 0),
      letter(c, 18),
      letter(c, 12),
      letter(c, 6),
      letter(c, 0),
      letter(d, 18),
      letter(d, 12),
      letter(d, 6),
      letter(d, 0),
    );
  }
  for (; at < bytes.length; at += 3) {
    const last = three(at);
    const four = String.fromCharCode(letter(last, 18), letter(last, 12), letter(last, 6), letter(last, 0));
    const padding = Math.max(0, at + 3 - bytes.length);
    text += four.slice(0, 4 - padding) + "==".slice(0, padding);
  }
  return text;
}

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

/**
 * What is sent beside a text: bytes as letters of sixteen bits each, which a realm that has nothing else reads five times as fast. Each part is named in the text
 * by its place among the letters and its length in bytes; none of its letters is one of `bytesToText`.
 */
export class Beside {
  readonly parts: Uint8Array[] = [];
  private letters = 0;

  /** Adds a part. @returns its name. */
  add(part: Uint8Array): string {
    const name = `@${this.letters} ${part.length}`;
    this.parts.push(part);
    this.letters += Math.ceil(part.length / 2);
    return name;
  }
}

/** All parts, one behind the other. */
export function besideBytes(parts: readonly Uint8Array[]): Uint8Array[] {
  return parts.flatMap((part) => (part.length % 2 === 0 ? part : [part, new Uint8Array(1)]));
}

/**
 * The part of that name, of letters that the bytes are as UTF-16, little-endian.
 *
 * @throws Error when there is no such part.
 */
export function partOf(letters: string, name: string): Uint8Array<ArrayBuffer> {
  const [, start = "", size = ""] = /^@(\d+) (\d+)$/.exec(name) ?? [];
  const from = Number(start);
  const length = Number(size);
  const whole = Math.floor(length / 2);
  if (size === "" || from + Math.ceil(length / 2) > letters.length) throw new Error("bytes are missing");
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (; at + 1 < whole; at += 2)
    view.setUint32(2 * at, letters.charCodeAt(from + at) | (letters.charCodeAt(from + at + 1) << 16), true);
  for (; at < whole; at++) view.setUint16(2 * at, letters.charCodeAt(from + at), true);
  if (length > 2 * whole) view.setUint8(2 * whole, letters.charCodeAt(from + whole) & 255);
  return bytes;
}
