import { createRequire } from "node:module";
import { brotliDecompressSync, gunzipSync } from "node:zlib";

const require = createRequire(import.meta.url);

/** The most that one page of a Parquet file, or one buffer of an Arrow file, may come to. */
export const LARGEST_BUFFER = 128 * 1024 * 1024;

/** What is packed comes to more than is read, or isn't what it claims to be. */
export class Unpackable extends Error {}

const tooMuch = (): Unpackable => new Unpackable("comes to too much");

export const gunzip = (bytes: Uint8Array): Uint8Array => gunzipSync(bytes, { maxOutputLength: LARGEST_BUFFER });
export const unbrotli = (bytes: Uint8Array): Uint8Array =>
  brotliDecompressSync(bytes, { maxOutputLength: LARGEST_BUFFER });

interface Fzstd {
  Decompress: new (
    ondata: (chunk: Uint8Array, last?: boolean) => void,
  ) => { push(bytes: Uint8Array, last: boolean): void };
}

/** Unpacks Zstandard (RFC 8878), of which Node 20 has nothing, piece by piece, so that no claim of the frame's is believed. */
export function unzstd(bytes: Uint8Array): Uint8Array {
  if (windowOf(bytes) > LARGEST_BUFFER) throw tooMuch();
  const pieces: Uint8Array[] = [];
  let [size, whole] = [0, false];
  const { Decompress } = require("fzstd") as Fzstd;
  const stream = new Decompress((piece, last) => {
    size += piece.length;
    if (size > LARGEST_BUFFER) throw tooMuch();
    pieces.push(piece);
    whole = last === true;
  });
  stream.push(bytes, true);
  if (!whole) throw new Unpackable("is cut off");
  return joined(pieces, size);
}

/** The bytes that a frame wants to look back on, from its header (RFC 8878, 3.1.1.1). */
function windowOf(bytes: Uint8Array): number {
  const about = bytes[4] ?? 0;
  const [inOne, sizeFlag] = [(about >> 5) & 1, about >> 6];
  if (!inOne) {
    const window = bytes[5] ?? 0;
    const base = 2 ** (10 + (window >> 3));
    return base + (base / 8) * (window & 7);
  }
  const from = 5 + ([0, 1, 2, 4][about & 3] ?? 0);
  const width = [1, 2, 4, 8][sizeFlag] ?? 1;
  let size = width === 2 ? 256 : 0;
  for (let at = 0; at < width; at++) size += (bytes[from + at] ?? 0) * 256 ** at;
  return size;
}

/** Unpacks an LZ4 block, whose size is known (lz4_Block_format.md). */
export function unlz4Block(bytes: Uint8Array, size: number): Uint8Array {
  if (size > LARGEST_BUFFER) throw tooMuch();
  const out = new Uint8Array(size);
  if (lz4Into(bytes, out, 0) !== size) throw new Unpackable("is damaged");
  return out;
}

/** Reads a block to behind `from`, from where it may look back; the place behind what was written. */
function lz4Into(bytes: Uint8Array, out: Uint8Array, from: number): number {
  let [at, to] = [0, from];
  const more = (length: number): number => {
    if (length !== 15) return length;
    let [sum, next] = [length, 255];
    while (next === 255) {
      if (at >= bytes.length) throw new Unpackable("is damaged");
      next = bytes[at++] ?? 0;
      sum += next;
    }
    return sum;
  };
  while (at < bytes.length) {
    const token = bytes[at++] ?? 0;
    const literals = more(token >> 4);
    if (at + literals > bytes.length || to + literals > out.length) throw new Unpackable("is damaged");
    out.set(bytes.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    if (at >= bytes.length) break;
    const back = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    at += 2;
    const length = more(token & 15) + 4;
    if (back === 0 || back > to || to + length > out.length) throw new Unpackable("is damaged");
    for (let end = to + length; to < end; to++) out[to] = out[to - back] ?? 0;
  }
  return to;
}

const LZ4_FRAME = 0x184d2204;

/** Unpacks an LZ4 frame (lz4_Frame_format.md), as Arrow has them: blocks that may look back on those before them. */
export function unlz4Frame(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== LZ4_FRAME) throw new Unpackable("is damaged");
  const flags = view.getUint8(4);
  const largest = { 4: 2 ** 16, 5: 2 ** 18, 6: 2 ** 20, 7: 2 ** 22 }[(view.getUint8(5) >> 4) & 7];
  if (flags >> 6 !== 1 || flags & 1 || largest === undefined) throw new Unpackable("is packed in another way");
  let at = 7 + (flags & 8 ? 8 : 0);
  let [out, size] = [new Uint8Array(largest), 0];
  for (;;) {
    const word = view.getUint32(at, true);
    at += 4;
    if (word === 0) return out.subarray(0, size);
    const length = word & 0x7fffffff;
    if (at + length > bytes.length) throw new Unpackable("is cut off");
    if (size + largest > LARGEST_BUFFER) throw tooMuch();
    if (size + largest > out.length) out = joined([out], 2 * out.length + largest);
    const block = bytes.subarray(at, at + length);
    if (word >>> 31) {
      if (length > largest) throw new Unpackable("is damaged");
      out.set(block, size);
      size += length;
    } else size = lz4Into(block, out.subarray(0, size + largest), size);
    at += length + (flags & 16 ? 4 : 0);
  }
}

/**
 * Unpacks what Parquet's older `LZ4` means: blocks with the sizes of what they come to and of what they take before them, as Hadoop writes them, or
 * one block without.
 */
export function unlz4Hadoop(bytes: Uint8Array, size: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: Uint8Array[] = [];
  let [at, sum] = [0, 0];
  while (at + 8 <= bytes.length && sum < size) {
    const [whole, packed] = [view.getUint32(at), view.getUint32(at + 4)];
    if (packed > bytes.length - at - 8 || sum + whole > size) return unlz4Block(bytes, size);
    pieces.push(unlz4Block(bytes.subarray(at + 8, at + 8 + packed), whole));
    sum += whole;
    at += 8 + packed;
  }
  return at === bytes.length && sum === size ? joined(pieces, size) : unlz4Block(bytes, size);
}

/** Pieces one behind the other, in so many bytes. */
function joined(pieces: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
