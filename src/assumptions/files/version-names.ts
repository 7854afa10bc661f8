import { Problems } from "../../yaml/problems.js";
import { parseYaml } from "../../yaml/tree.js";

// Names of what lies in the folder of the assumptions; YAML is read only where a date isn't written as it usually is.

export const SCENARIOS = "scenarios.yaml";
export const SOURCES = "sources.yaml";

/** Names of the version files among `files`, oldest first by as-of date, then by name. */
export function versionNames(files: ReadonlyMap<string, string>, dir = "assumptions"): string[] {
  const found: { name: string; asOf: string }[] = [];
  for (const [file, text] of files) {
    const base = nameIn(dir.replace(/\/+$/, ""), file);
    if (!base?.endsWith(".yaml") || base === SOURCES || base === SCENARIOS) continue;
    found.push({ name: base.slice(0, -".yaml".length), asOf: dateIn(file, text) });
  }
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return found.sort((a, b) => order(a.asOf, b.asOf) || order(a.name, b.name)).map((v) => v.name);
}

/** The date of a version's file, "" where it has none. */
function dateIn(file: string, text: string): string {
  const usual = /^as_of:[ \t]*["']?(\d{4}(?:-\d{2}){0,2})/m.exec(text)?.[1];
  if (usual !== undefined || !text.includes("as_of")) return usual ?? "";
  // In braces, indented, its key in quotes, behind a byte order mark.
  const root = parseYaml(file, text, new Problems("assumptions"));
  const value = root?.kind === "map" ? root.get("as_of")?.value : undefined;
  return (value?.kind === "scalar" && /^\d{4}(?:-\d{2}){0,2}/.exec(value.text.trim())?.[0]) || "";
}

/** The version a command takes when none is named: the latest by as-of date, then by name. */
export function defaultVersion(files: ReadonlyMap<string, string>, dir = "assumptions"): string | undefined {
  return versionNames(files, dir).at(-1);
}

/** Name of a file that lies in the folder itself. */
export function nameIn(dir: string, file: string): string | undefined {
  if (!file.startsWith(`${dir}/`)) return undefined;
  const base = file.slice(dir.length + 1);
  return base.includes("/") ? undefined : base;
}
