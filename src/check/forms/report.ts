import { type Diagnostic, notesOf, type Severity } from "../../diagnostic.js";
import { counted } from "../../text/counts.js";
import type { Coverage } from "../dimensions/index.js";
import type { Exception } from "../index.js";

/** Forms in which `memo check` says what it found. */
export const CHECK_FORMATS = ["terminal", "json", "github", "sarif"] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** What `memo check` found. */
export interface CheckReport {
  /** In source order; with hints only where they are asked for. */
  diagnostics: readonly Diagnostic[];
  /** All that was found, hints too. */
  counts: Readonly<Record<Severity, number>>;
  /** How many findings were put right in the sources, and are not among the others. */
  fixed: number;
  exceptions: readonly Exception[];
  /** Outputs and claims of a memo that computes. */
  computed?: { outputs: number; claims: number; coverage?: Coverage };
  seconds: number;
  /** Text by path, for code frames. */
  sources: ReadonlyMap<string, string>;
  /** The memo's folder as tools name it that show lines of its files, with a slash at its end; empty for the top. */
  prefix: string;
}

/** "0 errors, 0 warnings, 12 hints (--hints prints them); 3 exceptions; 135 outputs, 95 claims; 2.1 s" */
export function summaryOf({ diagnostics, counts, fixed, exceptions, computed, seconds }: CheckReport): string {
  const isHidden = counts.hint > 0 && !diagnostics.some(({ severity }) => severity === "hint");
  const hints = `${counted(counts.hint, "hint")}${isHidden ? ` (--hints prints ${counts.hint === 1 ? "it" : "them"})` : ""}`;
  const parts = [
    ...(fixed > 0 ? [`${fixed} fixed`] : []),
    `${counted(counts.error, "error")}, ${counted(counts.warning, "warning")}, ${hints}`,
    ...(computed ? [counted(exceptions.length, "exception")] : []),
    ...(computed ? [`${counted(computed.outputs, "output")}, ${counted(computed.claims, "claim")}`] : []),
    ...(computed?.coverage ? [coverageText(computed.coverage)] : []),
    `${seconds.toFixed(1)} s`,
  ];
  return parts.join("; ");
}

/** "dimensions of 98 of 100 operations" */
const coverageText = ({ operations, off }: Coverage): string =>
  `dimensions of ${operations.checked} of ${counted(operations.all, "operation")}${off.length > 0 ? `, ${counted(off.length, "block")} left out` : ""}`;

/** What was expected, the hint and the notes below the message, one a line. */
export const wholeMessage = ({ message, expected, hint, ...more }: Diagnostic): string =>
  [
    message,
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(hint === undefined ? [] : [hint]),
    ...notesOf(more),
  ].join("\n");
