import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect } from "vitest";
import { decodePng, encodePng, type Pixels } from "./png.js";

/**
 * Pixels as the mean of squares of `by` each. How a machine smooths its letters goes away in it; what is bolder, elsewhere or of another colour
 * stays.
 */
export function reduced({ width, height, data }: Pixels, by: number): Pixels {
  const [w, h] = [Math.floor(width / by), Math.floor(height / by)];
  const out = new Uint8Array(3 * w * h);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++)
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let dy = 0; dy < by; dy++)
          for (let dx = 0; dx < by; dx++) sum += data[3 * ((y * by + dy) * width + x * by + dx) + c] ?? 0;
        // In steps of 8, so that a file is small.
        out[3 * (y * w + x) + c] = Math.min(255, 8 * Math.round(sum / by ** 2 / 8));
      }
  return { width: w, height: h, data: out };
}

/** By how much a channel may differ, of 255, and how many pixels may differ by more. */
const TOLERANCE = { channel: 36, pixels: 6 };

/** What tells two pictures apart, in words; undefined where they look the same. */
export function difference(wanted: Pixels, found: Pixels): string | undefined {
  if (wanted.width !== found.width || Math.abs(wanted.height - found.height) > 1)
    return `${found.width} by ${found.height} pixels instead of ${wanted.width} by ${wanted.height}`;
  const [left, top, right, bottom] = [[], [], [], []] as [number[], number[], number[], number[]];
  let count = 0;
  for (let y = 0; y < Math.min(wanted.height, found.height); y++)
    for (let x = 0; x < wanted.width; x++) {
      const at = 3 * (y * wanted.width + x);
      let most = 0;
      for (let c = 0; c < 3; c++)
        most = Math.max(most, Math.abs((wanted.data[at + c] ?? 0) - (found.data[at + c] ?? 0)));
      if (most <= TOLERANCE.channel) continue;
      count++;
      left[0] = Math.min(left[0] ?? x, x);
      right[0] = Math.max(right[0] ?? x, x);
      top[0] ??= y;
      bottom[0] = y;
    }
  return count <= TOLERANCE.pixels
    ? undefined
    : `${count} pixels differ, between ${left[0]},${top[0]} and ${right[0]},${bottom[0]}`;
}

/**
 * Compares a picture with the golden file at `path`, a PNG. With UPDATE_GOLDEN set the file is written; otherwise a mismatch leaves
 * `name-changed.png` beside it to look at.
 */
export function matchPicture(path: string, found: Pixels): void {
  const changed = path.replace(/\.png$/, "-changed.png");
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, encodePng(found));
    return;
  }
  const said = existsSync(path) ? difference(decodePng(readFileSync(path)), found) : "there is no such picture yet";
  if (said === undefined) rmSync(changed, { force: true });
  else writeFileSync(changed, encodePng(found));
  expect(said, `differs from ${path}; UPDATE_GOLDEN=1 accepts it`).toBe(undefined);
}
