import { lstatSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf, hasStack, random, run, scratchFolder, type Trial, tail, write } from "./tool.js";

const HARM: Readonly<Record<string, (bytes: Buffer, next: () => number) => Buffer>> = {
  emptied: () => Buffer.alloc(0),
  truncated: (bytes, next) => bytes.subarray(0, Math.floor(bytes.length * next())),
  flipped: (bytes, next) => {
    const copy = Buffer.from(bytes);
    const at = Math.floor(next() * copy.length);
    if (copy.length > 0) copy[at] = (copy[at] ?? 0) ^ (1 << Math.floor(next() * 8));
    return copy;
  },
  "cut at the front": (bytes, next) => bytes.subarray(Math.floor(bytes.length * next())),
  swapped: (_, next) => Buffer.from(Array.from({ length: 64 }, () => Math.floor(next() * 256))),
};

/**
 * Harms what a build kept, one file at a time and all at once, in each way; what the next build writes must be what one without a cache
 * writes, with no message but perhaps that something was made anew.
 */
export async function harmedCache(files: ReadonlyMap<string, string>, seed: number): Promise<Trial> {
  const folder = write(scratchFolder(), files);
  const next = random(seed);
  const broken: string[] = [];
  const clean = await run(["build", "--no-cache"], folder);
  if (clean.code !== 0) return { name: "harmed cache entries", tried: 0, broken: [tail(clean)], remark: "" };
  const right = digestOf(join(folder, "out"));
  await run(["build"], folder);
  const cache = join(folder, ".memo-cache");
  const kept = (): string[] =>
    readdirSync(cache, { recursive: true, encoding: "utf8" })
      .filter((name) => name !== ".gitignore" && lstatSync(join(cache, name)).isFile())
      .sort();
  const names = kept();
  let tried = 0;
  const attempt = async (what: string, harm: () => void): Promise<void> => {
    tried++;
    harm();
    const ended = await run(["build"], folder);
    if (ended.code !== 0 || hasStack(ended)) broken.push(`${what}: ${tail(ended)}`);
    else if (digestOf(join(folder, "out")) !== right) broken.push(`${what}: other bytes`);
    // Whole again, whatever the harm did.
    if (ended.code !== 0) await run(["build", "--no-cache"], folder);
  };
  for (const [way, harm] of Object.entries(HARM)) {
    const spoil = (name: string): void => writeFileSync(join(cache, name), harm(readFileSync(join(cache, name)), next));
    for (const name of names)
      await attempt(`${name} ${way}`, () => {
        if (kept().includes(name)) spoil(name);
      });
    await attempt(`all ${way}`, () => {
      for (const name of kept()) spoil(name);
    });
  }
  return {
    name: "harmed cache entries",
    tried,
    broken,
    remark: `${names.length} files, one at a time and all at once`,
  };
}
