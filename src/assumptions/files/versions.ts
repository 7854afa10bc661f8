import { Problems } from "../../yaml/problems.js";
import { parseYaml } from "../../yaml/tree.js";
import { collectEntries, readVersion, type VersionFile } from "./version.js";
import { versionNames } from "./version-names.js";

/** What a version file says of itself. */
export interface VersionSummary {
  name: string;
  file: string;
  asOf: string;
  title?: string;
  extends?: string;
  /** How many assumptions it states: all it has, or what it changes and adds. */
  states: number;
}

/** Every version among `files`, oldest first. What is wrong with them is for `loadRegister` to say. */
export function versionSummaries(files: ReadonlyMap<string, string>, dir = "assumptions"): VersionSummary[] {
  const problems = new Problems("assumptions");
  const read = new Map<string, VersionFile>();
  for (const name of versionNames(files, dir)) {
    const file = `${dir}/${name}.yaml`;
    const node = parseYaml(file, files.get(file) ?? "", problems);
    if (node) read.set(name, readVersion(name, file, node, problems));
  }
  const entries = new Map<string, ReadonlySet<string>>();
  // A change of an assumption is known as one by the versions below it.
  const stated = (name: string, seen: ReadonlySet<string>): ReadonlySet<string> => {
    const version = read.get(name);
    if (!version || seen.has(name)) return new Set();
    const below = version.extends ? stated(version.extends.text, new Set([...seen, name])) : new Set<string>();
    const own = new Set(collectEntries(version, below, problems).keys());
    entries.set(name, own);
    return new Set([...below, ...own]);
  };
  return [...read.values()].map((version) => {
    stated(version.name, new Set());
    return {
      name: version.name,
      file: version.file,
      asOf: version.asOf ?? "",
      title: version.title,
      ...(version.extends ? { extends: version.extends.text } : {}),
      states: entries.get(version.name)?.size ?? 0,
    };
  });
}
