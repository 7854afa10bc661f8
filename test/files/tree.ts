import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** Everything that can be seen of a tree: names, kinds, permissions, times, link targets and bytes. */
export function treeOf(folder: string, times = true): Record<string, string> {
  const found: Record<string, string> = {};
  const look = (path: string, name: string): void => {
    const stat = lstatSync(path);
    const kind = stat.isDirectory() ? "folder" : stat.isSymbolicLink() ? "link" : stat.isFile() ? "file" : "other";
    const what = kind === "link" ? readlinkSync(path) : kind === "file" ? readFileSync(path, "latin1") : "";
    found[name] = [kind, (stat.mode & 0o7777).toString(8), ...(times ? [stat.mtimeMs] : []), what].join(" ");
    if (kind === "folder") for (const inner of readdirSync(path).sort()) look(join(path, inner), `${name}/${inner}`);
  };
  look(folder, ".");
  return found;
}
