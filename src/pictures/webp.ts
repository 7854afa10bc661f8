import { joinBytes, tagAt, viewOf } from "./bytes.js";
import { checkSides } from "./limits.js";
import { type Picture, refuse } from "./types.js";

export const isWebp = (bytes: Uint8Array): boolean => tagAt(bytes, 0) === "RIFF" && tagAt(bytes, 8) === "WEBP";

const [ANIMATED, XMP, EXIF, ALPHA] = [0x02, 0x04, 0x08, 0x10];

/** @throws RefusedPicture for one that is cut off, animated, or of no or too great a size. */
export function readWebp(bytes: Uint8Array): Omit<Picture, "name" | "format"> {
  const view = viewOf(bytes);
  const damaged = (what: string): Error =>
    refuse("pictures/format", `is a WebP that ${what}`, "a whole file", { hint: "save it again" });
  if (bytes.length < 20 || view.getUint32(4, true) + 8 > bytes.length) throw damaged("is cut off");
  const kept: Uint8Array[] = [];
  let size: { width: number; height: number } | undefined;
  let transparent = false;
  const byte = (at: number): number => bytes[at] ?? 0;
  for (let at = 12; at + 8 <= bytes.length; ) {
    const tag = tagAt(bytes, at);
    const length = view.getUint32(at + 4, true);
    const end = at + 8 + length + (length % 2);
    if (at + 8 + length > bytes.length) throw damaged("is cut off");
    const body = at + 8;
    let chunk = bytes.slice(at, Math.min(end, bytes.length));
    if (tag === "ANIM" || tag === "ANMF" || (tag === "VP8X" && byte(body) & ANIMATED))
      throw refuse("pictures/animated", "is animated", "a still picture: paper shows none that moves");
    if (tag === "VP8X" && length >= 10) {
      transparent = (byte(body) & ALPHA) !== 0;
      chunk[8] = byte(body) & ~(XMP | EXIF);
    } else if (tag === "VP8 " && length >= 10) {
      if (byte(body + 3) !== 0x9d || byte(body + 4) !== 0x01 || byte(body + 5) !== 0x2a) throw damaged("is damaged");
      size = { width: view.getUint16(body + 6, true) & 0x3fff, height: view.getUint16(body + 8, true) & 0x3fff };
    } else if (tag === "VP8L" && length >= 5) {
      if (byte(body) !== 0x2f) throw damaged("is damaged");
      const bits = view.getUint32(body + 1, true);
      size = { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
      transparent ||= ((bits >>> 28) & 1) === 1;
    } else if (tag === "EXIF" || tag === "XMP ") chunk = new Uint8Array();
    kept.push(chunk);
    at = end;
  }
  if (!size) throw damaged("holds no picture");
  checkSides(size.width, size.height);
  const content = joinBytes([bytes.slice(0, 12), ...kept]);
  viewOf(content).setUint32(4, content.length - 8, true);
  return { ...size, transparent, content };
}
