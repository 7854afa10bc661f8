import { isUtf8 } from "node:buffer";
import { type Diagnostic, LineMap } from "../diagnostic.js";

/** What is wrong with a file of the memo whose bytes are no UTF-8, at the first that isn't; undefined for one that is. */
export function notUtf8(file: string, bytes: Buffer): Diagnostic | undefined {
  if (isUtf8(bytes)) return undefined;
  const text = bytes.toString("utf8");
  const again = Buffer.from(text);
  let at = 0;
  while (bytes[at] === again[at]) at++;
  const before = bytes.subarray(0, at).toString("utf8");
  const start = new LineMap(before).at(before.length);
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return {
    rule: "project/encoding",
    severity: "error",
    message: `byte ${at + 1} of ${file}, 0x${(bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, "0")}, is no UTF-8`,
    expected: "a text saved as UTF-8",
    hint: utf16 ? "it begins as UTF-16 does" : undefined,
    place: { file, start },
  };
}
