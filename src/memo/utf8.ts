import { type Diagnostic, LineMap } from "../diagnostic.js";
import { firstNotUtf8 } from "../text/utf8.js";

/** What is wrong with a file of the memo whose bytes are no UTF-8, at the first that isn't; undefined for one that is. */
export function notUtf8(file: string, bytes: Buffer): Diagnostic | undefined {
  const found = firstNotUtf8(bytes);
  if (!found) return undefined;
  const { at, before, looksUtf16 } = found;
  return {
    rule: "project/encoding",
    severity: "error",
    message: `byte ${at + 1} of ${file}, 0x${(bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, "0")}, is no UTF-8`,
    expected: "a text saved as UTF-8",
    hint: looksUtf16 ? "it begins as UTF-16 does" : undefined,
    place: { file, start: new LineMap(before).at(before.length) },
  };
}
