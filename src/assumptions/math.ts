import { createRequire } from "node:module";

type MathLibrary = typeof import("mathjs");
export type MathInstance = ReturnType<MathLibrary["create"]>;

let library: MathLibrary | undefined;

/**
 * A fresh mathjs instance with a unit table of its own. Loaded on first use, and from the bundled build: one file
 * instead of a thousand, a seventh of the main entry's time.
 */
export function createMath(): MathInstance {
  library ??= createRequire(import.meta.url)("mathjs/lib/browser/math.js") as MathLibrary;
  return library.create(library.all ?? {});
}
