// Names of what lies in the folder of the assumptions, found without reading YAML.

export const SCENARIOS = "scenarios.yaml";
export const SOURCES = "sources.yaml";

/** Names of the version files among `files`, oldest first by as-of date, then by name. */
export function versionNames(files: ReadonlyMap<string, string>, dir = "assumptions"): string[] {
  const found: { name: string; asOf: string }[] = [];
  for (const [file, text] of files) {
    const base = nameIn(dir.replace(/\/+$/, ""), file);
    if (!base?.endsWith(".yaml") || base === SOURCES || base === SCENARIOS) continue;
    const asOf = /^as_of:[ \t]*["']?(\d{4}(?:-\d{2}){0,2})/m.exec(text)?.[1] ?? "";
    found.push({ name: base.slice(0, -".yaml".length), asOf });
  }
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return found.sort((a, b) => order(a.asOf, b.asOf) || order(a.name, b.name)).map((v) => v.name);
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
