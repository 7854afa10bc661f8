import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The file of mathjs's units, in its own package. */
export const mathjsUnits = (): string =>
  join(dirname(createRequire(import.meta.url).resolve("mathjs/package.json")), "lib/cjs/type/unit/Unit.js");

/** The version of a package as the engine would find it; undefined where it is not installed. */
export function installedVersion(name: string): string | undefined {
  return new Packages().find(name, import.meta.url)?.version;
}

/**
 * Packages, and all that they need however indirectly, as `name@version` in rising order.
 *
 * @param looked is given every path that was looked at, there or not
 */
export function packagesBehind(names: readonly string[], looked?: (path: string) => void): string[] {
  const found = new Map<string, string>();
  const packages = new Packages(looked);
  const queue = names.map((name) => ({ name, from: import.meta.url }));
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const own = packages.find(next.name, next.from);
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

/** Packages as files find them; each is read once. */
class Packages {
  /** Folders in which a file would look, nearest first. */
  private readonly folders = new Map<string, readonly string[]>();
  private readonly read = new Map<string, Omit<Installed, "file"> | undefined>();

  /** @param looked is given every path that was looked at, there or not */
  constructor(private readonly looked: (path: string) => void = () => {}) {}

  find(name: string, from: string): Installed | undefined {
    const near = this.folders.get(from) ?? createRequire(from).resolve.paths(name) ?? [];
    this.folders.set(from, near);
    for (const folder of near) {
      const file = join(folder, name, "package.json");
      this.looked(file);
      if (!this.read.has(file)) this.read.set(file, readPackage(file));
      const own = this.read.get(file);
      if (own) return { file, ...own };
    }
    return undefined;
  }
}

/** Undefined where none is: the next folder up may have it. */
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
