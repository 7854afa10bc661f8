import { joinBytes, startsWith, viewOf } from "./bytes.js";
import { checkSides } from "./limits.js";
import { type Picture, refuse } from "./types.js";

export const isJpeg = (bytes: Uint8Array): boolean => startsWith(bytes, [0xff, 0xd8, 0xff]);

const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];
const START_OF_SCAN = 0xda;

/**
 * Where and with what a photograph was taken is taken out, but for how the camera was held.
 * @throws RefusedPicture for one that is cut off, in the colours of printers, or of no or too great a size.
 */
export function readJpeg(bytes: Uint8Array): Omit<Picture, "name" | "format"> {
  const view = viewOf(bytes);
  const damaged = (what: string): Error =>
    refuse("pictures/format", `is a JPEG that ${what}`, "a whole file", { hint: "save it again" });
  const kept: Uint8Array[] = [];
  let size: { width: number; height: number } | undefined;
  let orientation = 1;
  let at = 2;
  for (;;) {
    if (at + 4 > bytes.length) throw damaged("is cut off");
    if (bytes[at] !== 0xff) throw damaged("is damaged");
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length || end < at + 4) throw damaged("is cut off");
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
      checkSides(size.width, size.height);
      if (marker > 0xc2 || bytes[at + 4] !== 8)
        throw refuse(
          "pictures/format",
          "is a JPEG of a kind that browsers don't show",
          "a baseline or progressive one",
        );
      if (bytes[at + 9] === 4)
        throw refuse("pictures/format", "is a JPEG in CMYK, the colours of printers", "one in RGB or grey");
    }
    if (marker === 0xe1 && startsWith(bytes, EXIF, at + 4)) orientation = orientationIn(bytes.subarray(at + 10, end));
    // Applications' notes and comments go; what says how colours are meant (JFIF, ICC, Adobe) stays.
    const isNote = marker === 0xfe || (marker >= 0xe0 && marker <= 0xef && ![0xe0, 0xe2, 0xee].includes(marker));
    if (!isNote) kept.push(bytes.subarray(at, end));
    at = end;
    if (marker === START_OF_SCAN) break;
  }
  if (!size) throw damaged("says no size");
  let last = bytes.length;
  while (last > at && !(bytes[last - 2] === 0xff && bytes[last - 1] === 0xd9)) last--;
  if (last <= at) throw damaged("is cut off");
  kept.push(bytes.subarray(at, last));
  const turned = orientation >= 5;
  const start = new Uint8Array([0xff, 0xd8]);
  const held = orientation === 1 ? [] : [exifOf(orientation)];
  return {
    width: turned ? size.height : size.width,
    height: turned ? size.width : size.height,
    transparent: false,
    content: joinBytes([start, ...held, ...kept]),
  };
}

/** How the camera was held, 1 to 8, from the Exif block's TIFF part; 1 where it doesn't say. */
function orientationIn(tiff: Uint8Array): number {
  if (tiff.length < 14) return 1;
  const little = tiff[0] === 0x49;
  const view = viewOf(tiff);
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.length) return 1;
  const count = view.getUint16(directory, little);
  for (let n = 0; n < count; n++) {
    const entry = directory + 2 + 12 * n;
    if (entry + 12 > tiff.length) return 1;
    if (view.getUint16(entry, little) !== 0x0112) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** An Exif block that says nothing but how the camera was held. */
function exifOf(orientation: number): Uint8Array {
  return new Uint8Array([
    ...[0xff, 0xe1, 0, 34, ...EXIF],
    ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1],
    ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
    ...[0, 0, 0, 0],
  ]);
}
