import { type Diagnostic, MemoError } from "../../diagnostic.js";
import { type ReadSide, SideError } from "../../memo/sides/read.js";
import type { Review, SideInfo } from "../../review/types.js";
import { counted } from "../../text/counts.js";

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
  const reasons = failures.map(reasonOf);
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
    claims: { flipped: [], closer: [], conditions: [], total: 0 },
    assumptions: [],
    prose: [],
    figures: [],
    renames: [],
    sources: [],
    variants: [],
    remarks: failures.flatMap(remarksOf),
  };
}

/** What git has to say names the side itself. */
const namesSide = ({ rule }: Diagnostic): boolean => rule.startsWith("git/");

function reasonOf({ label, diagnostics }: SideFailure): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (first && errors.length === 1 && namesSide(first)) return first.message;
  const what = first && /^(git|review)\//.test(first.rule) ? "read" : "built";
  return `${label} can't be ${what} (${errors.length === 1 && first ? first.message : counted(errors.length, "error")})`;
}

function infoOf(label: string, read: ReadSide | undefined): SideInfo {
  if (!read) return { label, version: "", asOf: "" };
  const { version, asOf, scenario } = read.side.snapshot;
  return { label, version, asOf, ...(scenario ? { scenario: scenario.name } : {}) };
}

function remarksOf({ label, diagnostics }: SideFailure): string[] {
  const told = diagnostics.slice(0, MOST_TOLD).map((problem) => {
    const { severity, message, place, expected, hint } = problem;
    const where = place ? `${place.file}:${place.start.line}:${place.start.column}` : "";
    const head = [namesSide(problem) ? "" : label, where].filter(Boolean).join(", ");
    const found = severity === "error" ? message : `${severity}: ${message}`;
    // Where a line is cut, the nearest name is worth more than the list of what there is.
    const near = hint?.startsWith("did you mean");
    const text = near
      ? [[found, [hint, expected && `Expected ${expected}`].filter(Boolean).join(" ")].join("; ")]
      : [found, expected && `expected ${expected}`, hint];
    return `${head === "" ? "" : `${head}: `}${text.filter(Boolean).join("; ")}`;
  });
  const more = diagnostics.length - told.length;
  return more > 0 ? [...told, `${label}: ${more} more`] : told;
}
