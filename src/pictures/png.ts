import { crc32, inflateSync } from "node:zlib";
import { joinBytes, startsWith, tagAt, viewOf } from "./bytes.js";
import { checkSides } from "./limits.js";
import { type Picture, refuse } from "./types.js";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** What makes a picture's points and colours; times, places and names of programs stay out of a published page. */
const KEPT = new Set(["IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "IDAT", "IEND"]);
/** Numbers a point has, by the type of colour. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

export const isPng = (bytes: Uint8Array): boolean => startsWith(bytes, SIGNATURE);

/** @throws RefusedPicture for one that is cut off, damaged, animated, or of no or too great a size. */
export function readPng(bytes: Uint8Array): Omit<Picture, "name" | "format"> {
  const view = viewOf(bytes);
  const damaged = (what: string): Error =>
    refuse("pictures/format", `is a PNG that ${what}`, "a whole file", { hint: "save it again" });
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  const data: Uint8Array[] = [];
  let head: { width: number; height: number; depth: number; color: number; interlaced: boolean } | undefined;
  let transparent = false;
  let ended = false;
  for (let at = 8; !ended; ) {
    if (at + 12 > bytes.length) throw damaged("is cut off");
    const length = view.getUint32(at);
    const end = at + 12 + length;
    if (end > bytes.length) throw damaged("is cut off");
    const tag = tagAt(bytes, at + 4);
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) throw damaged("is damaged");
    if (tag === "acTL")
      throw refuse("pictures/animated", "is animated", "a still picture: paper shows none that moves");
    if (tag === "IHDR" && length >= 13) {
      head = {
        width: view.getUint32(at + 8),
        height: view.getUint32(at + 12),
        depth: bytes[at + 16] ?? 0,
        color: bytes[at + 17] ?? 0,
        interlaced: bytes[at + 20] !== 0,
      };
      checkSides(head.width, head.height);
      transparent = head.color >= 4;
    }
    if (tag === "tRNS") transparent = true;
    if (tag === "IDAT") data.push(bytes.subarray(at + 8, end - 4));
    if (KEPT.has(tag)) kept.push(bytes.subarray(at, end));
    ended = tag === "IEND";
    at = end;
  }
  if (!head || data.length === 0) throw damaged("holds no picture");
  const row = Math.ceil((head.width * head.depth * (CHANNELS[head.color] ?? 1)) / 8);
  // Interlaced, each of seven passes has rows of its own, and each row a byte before it.
  const most = row * head.height + 8 * (head.width + head.height) + 64;
  let unpacked: Uint8Array;
  try {
    unpacked = inflateSync(joinBytes(data), { maxOutputLength: most });
  } catch {
    throw damaged("can't be unpacked to its size");
  }
  // Each row begins with how it was made smaller, of which there are five ways.
  const isRow = (n: number): boolean => (unpacked[n * (row + 1)] ?? 0) <= 4;
  if (!head.interlaced && !Array.from({ length: head.height }, (_, n) => n).every(isRow)) throw damaged("is damaged");
  if (unpacked.length < row * head.height) throw damaged("has fewer points than its size says");
  return { width: head.width, height: head.height, transparent, content: joinBytes(kept) };
}
