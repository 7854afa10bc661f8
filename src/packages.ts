import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The file of mathjs's units, in its own package. */
export const mathjsUnits = (): string =>
  join(dirname(createRequire(import.meta.url).resolve("mathjs/package.json")), "lib/cjs/type/unit/Unit.js");

/** The version of a package as the engine would find it; undefined where it is not installed. */
export function installedVersion(name: string): string | undefined {
  return installed(name, import.meta.url)?.version;
}

/**
 * Packages, and all that they need however indirectly, as `name@version` in rising order.
 *
 * @param looked is given every path that was looked at, there or not
 */
export function packagesBehind(names: readonly string[], looked: (path: string) => void = () => {}): string[] {
  const found = new Map<string, string>();
  const queue = names.map((name) => ({ name, from: import.meta.url }));
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const own = installed(next.name, next.from, looked);
    const key = own?.file ?? next.name;
    if (found.has(key)) continue;
    found.set(key, `${next.name}@${own?.version ?? "none"}`);
    for (const name of own?.needs ?? []) queue.push({ name, from: own?.file ?? "" });
  }
  return [...new Set(found.values())].sort();
}

interface Installed {
  /** Its `package.json`. */
  file: string;
  version: string;
  needs: readonly string[];
}

/** A package as a file would find it. */
function installed(name: string, from: string, looked?: (path: string) => void): Installed | undefined {
  for (const folder of createRequire(from).resolve.paths(name) ?? []) {
    const file = join(folder, name, "package.json");
    looked?.(file);
    try {
      const { version, dependencies = {} } = JSON.parse(readFileSync(file, "utf8")) as {
        version: string;
        dependencies?: Record<string, string>;
      };
      return { file, version, needs: Object.keys(dependencies) };
    } catch {
      // Not in this folder; the next one up may have it.
    }
  }
  return undefined;
}
