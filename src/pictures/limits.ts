import { refuse } from "./types.js";

/** Of a file, in bytes: the page holds each picture whole. */
export const LARGEST_PICTURE = 5 * 1024 * 1024;
/** Of a picture unpacked: its points are in memory when the PDF is set. */
const MOST_MEGAPIXELS = 30;
/** Pixels along a side. */
const LONGEST_SIDE = 10_000; // also in the words below

export const sizeWords = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** @throws RefusedPicture for a picture of no size, or of more points than a report needs. */
export function checkSides(width: number, height: number): void {
  const sides = `${width} by ${height} pixels`;
  if (!(width > 0 && height > 0)) throw refuse("pictures/size", `is ${sides}`, "a picture that shows something");
  if (width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > MOST_MEGAPIXELS * 1e6)
    throw refuse(
      "pictures/size",
      `is ${sides}`,
      `at most 10,000 along a side and ${MOST_MEGAPIXELS} million in all; a column of print shows some 2,000`,
    );
}
