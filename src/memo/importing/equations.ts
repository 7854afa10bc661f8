import { displayedMath } from "../../chapters/mathematics.js";
import type { ImportedLine } from "./notebook.js";

const BEGINS = /^\s*\\begin\{(?:align|equation|gather|multline)\*?\}/;
const ENDS = /\\end\{(?:align|equation|gather|multline)\*?\}/;

/** Displayed mathematics as a chapter has it. */
export interface Displayed {
  lines: string[];
  /** Without `eq-`. */
  label?: string;
  /** Index of its last line. */
  end: number;
}

/** The displayed mathematics that a line begins: between two dollars, or an environment of LaTeX by itself. */
export function displayedAt(lines: readonly ImportedLine[], first: number): Displayed | undefined {
  const behind = displayedMath(first, (n) => lines[n]?.text);
  const alone = behind === undefined && BEGINS.test(lines[first]?.text ?? "");
  if (behind === undefined && !alone) return undefined;
  let end = behind === undefined ? first : behind - 1;
  if (alone) while (end < lines.length - 1 && !ENDS.test(lines[end]?.text ?? "")) end++;
  const written = lines.slice(first, end + 1).map(({ text }) => text);
  const tex = written.join("\n");
  const label = (/\\label\{(?:eq:)?([\w:-]+)\}/.exec(tex)?.[1] ?? /\(\\#eq:([\w-]+)\)/.exec(tex)?.[1])?.replaceAll(
    ":",
    "-",
  );
  const own = label === undefined ? {} : { label };
  const named = label === undefined ? "" : ` {#eq-${label}}`;
  if (!alone)
    return { lines: `${settable(tex).trimEnd()}${/\$$/.test(tex.trimEnd()) ? named : ""}`.split("\n"), ...own, end };
  const inside = settable(written.map((line) => line.trim()).join("\n")).trim();
  return { lines: ["$$", ...inside.split("\n"), `$$${named}`], ...own, end };
}

/** Environments that stand by themselves, as those that stand within a formula; two braces, as no quoted value. */
const settable = (tex: string): string =>
  tex
    .replace(/\\label\{[^}]*\}|\(\\#eq:[\w-]+\)|\\nonumber|\\notag/g, "")
    .replace(/\\(begin|end)\{(align|gather)\*?\}/g, "\\$1{$2ed}")
    .replace(/\\(?:begin|end)\{(?:equation|multline)\*?\}/g, "")
    .replaceAll("{{", "{ {")
    .replaceAll("}}", "} }")
    .replace(/\n\s*\n/g, "\n");
