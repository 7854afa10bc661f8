import { structureOf } from "../../chapters/structure.js";
import { fenceAt } from "./fences.js";
import type { ImportedLine } from "./notebook.js";

/** Headings that are underlined, as those with signs. */
export function underlined(lines: readonly ImportedLine[]): ImportedLine[] {
  const out: ImportedLine[] = [];
  let end = -1;
  for (const [n, line] of lines.entries()) {
    if (n > end) end = fenceAt(lines, n)?.end ?? end;
    const last = out.at(-1);
    const alone =
      last &&
      last.text.trim() !== "" &&
      /^\S/.test(last.text) &&
      !/^[#>|*+-]|^\d+\.|^:::/.test(last.text) &&
      (out.at(-2)?.text.trim() ?? "") === "";
    if (n > end && alone && /^(?:={2,}|-{2,})\s*$/.test(line.text))
      out[out.length - 1] = { ...last, text: `${line.text.startsWith("=") ? "#" : "##"} ${last.text.trim()}` };
    else out.push(line);
  }
  return out;
}

/** Indices of lines that are code by indentation. */
export const indentedIn = (lines: readonly ImportedLine[]): ReadonlySet<number> =>
  new Set(
    structureOf(lines.map(({ text }) => text).join("\n")).indented.flatMap(({ lines: [from, to] }) =>
      Array.from({ length: to - from }, (_, n) => from + n),
    ),
  );
