import { addTo } from "../../lists.js";

/** The modules that each imports, as the first line of its text says, by name without an ending. */
function importsOf(text: string): string[] {
  return [...(text.split("\n", 1)[0] ?? "").matchAll(/ from "\.\/([^"]+)\.js"/g)].map(([, base = ""]) => base);
}

const baseOf = (name: string): string => name.replace(/(\.d)?\.ts$/, "");

/** What changed, and all modules that import it, or import what imports it. A declaration that none imports is seen by all. */
export function affected(changed: ReadonlySet<string>, modules: ReadonlyMap<string, string>): Set<string> {
  const importers = new Map<string, string[]>();
  for (const [name, text] of modules) for (const base of importsOf(text)) addTo(importers, base, name);
  const found = new Set(changed);
  for (const name of found) {
    const by = importers.get(baseOf(name));
    if (!by && name.endsWith(".d.ts")) return new Set(modules.keys());
    for (const importer of by ?? []) found.add(importer);
  }
  return found;
}

/** The names of all modules, each after those that it imports; in a circle, in the order given. */
export function importsFirst(modules: ReadonlyMap<string, string>): string[] {
  const names = new Map([...modules.keys()].map((name) => [baseOf(name), name]));
  const found = new Set<string>();
  const begun = new Set<string>();
  for (const start of modules.keys()) {
    const pending = [{ name: start, isDone: false }];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const { name, isDone } = next;
      if (isDone) found.add(name);
      else if (!begun.has(name)) {
        begun.add(name);
        pending.push({ name, isDone: true });
        for (const base of importsOf(modules.get(name) ?? "").reverse()) {
          const imported = names.get(base);
          if (imported !== undefined) pending.push({ name: imported, isDone: false });
        }
      }
    }
  }
  return [...found];
}

/** A module that exports the same names, of which nothing is known: as values, and as types of up to five parameters. */
export function stubOf(text: string): string {
  const names = [...text.matchAll(/^export \{ (.*) \};$/gm)]
    .flatMap(([, list = ""]) => list.split(", "))
    .map((name) => name.replace(/^type /, ""))
    .filter((name) => name !== "");
  const parameters = ["A", "B", "C", "D", "E"].map((name) => `${name} = any`).join(", ");
  return `\n${[...new Set(names)].map((name) => `declare const ${name}: any; type ${name}<${parameters}> = any; export { ${name} };\n`).join("")}export {};\n`;
}
