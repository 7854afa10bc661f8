import { readdirSync } from "node:fs";
import { Entries } from "../../src/store/entries.js";

/** A folder of what another keeps; a file copied as it is would not be believed. */
export function copyOfStore(from: string, to: string): string {
  const [old, made] = [from, to].map((folder) => new Entries(folder, 2 ** 30)) as [Entries, Entries];
  for (const name of readdirSync(from)) {
    const body = old.read(name);
    if (body) made.put(name, body);
  }
  return to;
}
