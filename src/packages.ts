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
  const known: Looked = { folders: new Map(), packages: new Map() };
  const queue = names.map((name) => ({ name, from: import.meta.url }));
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const own = installed(next.name, next.from, looked, known);
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

/** What was found while packages were looked for: folders in which a file would find some, and what stands in a `package.json`. */
interface Looked {
  folders: Map<string, readonly string[]>;
  packages: Map<string, Omit<Installed, "file"> | undefined>;
}

/** A package as a file would find it. */
function installed(
  name: string,
  from: string,
  looked?: (path: string) => void,
  { folders, packages }: Looked = { folders: new Map(), packages: new Map() },
): Installed | undefined {
  const near = folders.get(from) ?? createRequire(from).resolve.paths(name) ?? [];
  folders.set(from, near);
  for (const folder of near) {
    const file = join(folder, name, "package.json");
    looked?.(file);
    if (!packages.has(file)) packages.set(file, readPackage(file));
    const own = packages.get(file);
    if (own) return { file, ...own };
    // Not in this folder; the next one up may have it.
  }
  return undefined;
}

function readPackage(file: string): Omit<Installed, "file"> | undefined {
  try {
    const { version, dependencies = {} } = JSON.parse(readFileSync(file, "utf8")) as {
      version: string;
      dependencies?: Record<string, string>;
    };
    return { version, needs: Object.keys(dependencies) };
  } catch {
    return undefined;
  }
}
