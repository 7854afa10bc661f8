import type { Fault } from "./faults.js";
import { KINDS, type Soil } from "./kinds.js";
import type { Site } from "./sites.js";

/**
 * Picks faults of all kinds, spread over the files: of a kind's sites, one in the file that has the fewest so far, and among equals
 * the one that the seed puts first.
 */
export function chooseFaults(soil: Soil, seed: number): Fault[] {
  const used = new Map<string, number>();
  const { chapters, assumptions } = soil.project;
  return KINDS.flatMap(({ id: kind, count, sites }) => {
    const all = sites(soil);
    return Array.from({ length: count }, (_, n): Fault => {
      const order = (site: Site): [number, number] => [
        used.get(site.file) ?? 0,
        mixed(`${seed} ${kind} ${n} ${site.file} ${site.at}`),
      ];
      const [site] = all
        .map((one) => ({ one, by: order(one) }))
        .sort((a, b) => a.by[0] - b.by[0] || a.by[1] - b.by[1])
        .map(({ one }) => one);
      if (!site) throw new Error(`no place for a fault of the kind ${kind}`);
      used.set(site.file, (used.get(site.file) ?? 0) + 1);
      const text = chapters.get(site.file) ?? assumptions.get(site.file) ?? "";
      return { id: `${kind}-${n + 1}`, kind, file: site.file, ...onlyOnce(text, site) };
    });
  });
}

/** The site with as much of the text around it, in whole words, as makes it the only one. */
function onlyOnce(text: string, { at, text: found, replace }: Site): Pick<Fault, "find" | "replace"> {
  const isSpace = (offset: number): boolean => /^\s?$/.test(text.charAt(offset));
  let [start, end] = [at, at + found.length];
  while (!isSpace(start - 1)) start--;
  while (!isSpace(end) && !isSpace(end - 1)) end++;
  while (text.indexOf(text.slice(start, end)) !== text.lastIndexOf(text.slice(start, end))) {
    do start--;
    while (!isSpace(start - 1));
    do end++;
    while (!isSpace(end));
  }
  return {
    find: text.slice(start, end),
    replace: text.slice(start, at) + replace + text.slice(at + found.length, end),
  };
}

/** FNV-1a: the same order wherever it runs. */
function mixed(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  // The last characters, which differ most, reach the high bits.
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
}
