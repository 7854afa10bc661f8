import { counted } from "../../text/counts.js";
import type { PinnedChange } from "./pinned.js";

/** What became of a pinned file, in words. */
export function wordsOf({ file, what, entry, bytes }: PinnedChange): string {
  const size = counted(entry.bytes, "byte");
  const words = {
    added: `added: ${size} from ${entry.address}`,
    updated: `updated: ${counted(bytes ?? 0, "byte")} → ${size}`,
    unchanged: `as it was fetched on ${entry.fetched}`,
    accepted: `taken over as it is: ${counted(bytes ?? 0, "byte")} → ${size}`,
    newer: `its address gives another file now: ${size} → ${counted(bytes ?? 0, "byte")}; \`memo data update ${file}\` fetches it`,
    edited: `changed since it was fetched on ${entry.fetched}; \`memo data accept ${file}\` takes it over, \`memo data update ${file}\` fetches it again`,
    missing: `gone; \`memo data update ${file}\` fetches it again`,
  };
  return words[what];
}
