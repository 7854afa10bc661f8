import { createHash } from "node:crypto";
import { keep, readKept } from "../files/index.js";
import { asWritten } from "./inputs.js";
import type { Project } from "./project.js";

/** Inputs whose charts the cache is likely to hold; the oldest are forgotten. */
const REMEMBERED = 64;
const FILE = "drawn";

/** What charts depend on among the sources and options: assumptions whole, and of chapters what stands in fences. */
export function drawingDigest({ chapters, assumptions }: Project, options: unknown): string {
  const hash = createHash("sha256").update(JSON.stringify(options));
  for (const [path, text] of assumptions) hash.update(`\0${path}\0${asWritten(text)}`);
  for (const [path, text] of chapters)
    hash.update(`\0${path}\0${(asWritten(text).match(/^[ >]*(`{3,}|~{3,})[\s\S]*?^[ >]*\1/gm) ?? []).join("\0")}`);
  return hash.digest("hex");
}

/** Whether charts of these inputs were drawn into this cache before. A wrong guess costs time and changes nothing. */
export function wasDrawn(cacheFolder: string, digest: string): boolean {
  return remembered(cacheFolder).includes(digest);
}

/** Notes that the cache now holds them. */
export function noteDrawn(cacheFolder: string, digest: string): void {
  const before = remembered(cacheFolder);
  if (before[0] === digest) return;
  const digests = [digest, ...before.filter((other) => other !== digest)].slice(0, REMEMBERED);
  keep(cacheFolder, FILE, `${JSON.stringify(digests)}\n`);
}

function remembered(cacheFolder: string): string[] {
  const found = readKept(cacheFolder, FILE);
  return found ? (JSON.parse(found.toString()) as string[]) : [];
}
