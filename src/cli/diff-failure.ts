import { type Diagnostic, MemoError } from "../diagnostic.js";
import type { Review, SideInfo } from "../review/types.js";
import { type ReadSide, SideError } from "./sides/read.js";
import { plural } from "./terminal.js";

/** Why a side can't be compared. */
export interface SideFailure {
  which: "old" | "new";
  label: string;
  diagnostics: readonly Diagnostic[];
  /** For code frames. */
  sources: ReadonlyMap<string, string>;
}

/** @throws the error itself when it is a wrong call, or none of the memo's. */
export function failureOf(error: unknown, which: SideFailure["which"], label: string): SideFailure {
  if (!(error instanceof MemoError) || error.exitCode !== 1) throw error;
  const { diagnostics } = error;
  return error instanceof SideError
    ? { which, label: error.label, diagnostics, sources: error.sources }
    : { which, label, diagnostics, sources: new Map() };
}

/** As many problems as fit into a comment and are of use; a file that doesn't parse has many. */
const MOST_TOLD = 20;

/** A review that says why there is none: a verdict, and what is wrong with which side. */
export function failedReview(
  labels: { old: string; new: string },
  failures: readonly SideFailure[],
  read: { old?: ReadSide; new?: ReadSide },
): Review {
  const reasons = failures.map(({ label, diagnostics }) => {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    const [only] = errors;
    return errors.length === 1 && only
      ? `${label} can't be built (${only.message})`
      : `${label} can't be built (${plural(errors.length, "error")})`;
  });
  return {
    old: infoOf(labels.old, read.old),
    new: infoOf(labels.new, read.new),
    verdict: `could not compare because ${reasons.join(", and ")}`,
    changed: false,
    outputs: [],
    minor: [],
    offsetting: [],
    unchangedOutputs: 0,
    totalOutputs: 0,
    claims: { flipped: [], closer: [], total: 0 },
    assumptions: [],
    prose: [],
    figures: [],
    remarks: failures.flatMap(remarksOf),
  };
}

function infoOf(label: string, read: ReadSide | undefined): SideInfo {
  if (!read) return { label, version: "", asOf: "" };
  const { version, asOf, scenario } = read.side.snapshot;
  return { label, version, asOf, ...(scenario ? { scenario: scenario.name } : {}) };
}

function remarksOf({ label, diagnostics }: SideFailure): string[] {
  const told = diagnostics.slice(0, MOST_TOLD).map(({ severity, message, place, expected }) => {
    const where = place ? `, ${place.file}:${place.start.line}:${place.start.column}` : "";
    return `${label}${where}: ${severity === "error" ? "" : `${severity}: `}${message}${expected ? `; expected ${expected}` : ""}`;
  });
  const more = diagnostics.length - told.length;
  return more > 0 ? [...told, `${label}: ${more} more`] : told;
}
