import { counted } from "../../text/counts.js";
import { quotedForShell } from "../../text/shell.js";
import type { PinnedChange } from "./pinned.js";

/** What became of a pinned file, in words. */
export function wordsOf({ file, what, entry, bytes, overwritten }: PinnedChange): string {
  const name = quotedForShell(file);
  const size = counted(entry.bytes, "byte");
  const words = {
    added: `added: ${size} from ${entry.address}`,
    updated: `updated: ${counted(bytes ?? 0, "byte")}${overwritten ? ", changed by hand," : ""} → ${size}`,
    unchanged: `as it was fetched on ${entry.fetched}`,
    accepted: `taken over as it is: ${counted(bytes ?? 0, "byte")} → ${size}`,
    newer: `its address gives another file now: ${size} → ${counted(bytes ?? 0, "byte")}; \`memo data update ${name}\` fetches it`,
    edited: `changed since it was fetched on ${entry.fetched}; \`memo data accept ${name}\` takes it over, \`memo data update ${name}\` fetches it again`,
    missing: `gone; \`memo data update ${name}\` fetches it again`,
  };
  return words[what];
}
