import type { DataFile, DataFiles } from "../../assumptions/data/file.js";
import type { Diagnostic } from "../../diagnostic.js";
import { compareSources } from "../../review/sources/compare.js";
import { renamedAssumptions } from "../../review/sources/renamed.js";
import type { SourceTexts } from "../../review/sources/types.js";
import type { Review, SideInfo, SourceChange } from "../../review/types.js";
import { sourcesText } from "../../review/verdict.js";
import { isError } from "../../rules/rule.js";
import { counted, countedInGroups } from "../../text/counts.js";
import { LARGEST_FILE } from "../project.js";
import type { SideFailure } from "./failure.js";
import type { ReadSide } from "./read.js";

/** As many problems as fit into a comment and are of use; a file that doesn't parse has many. */
const MOST_TOLD = 20;

/** A review that says why there is none: a verdict, and what is wrong with which side. */
export function failedReview(
  labels: { old: string; new: string },
  failures: readonly SideFailure[],
  read: { old?: ReadSide; new?: ReadSide },
): Review {
  const reasons = failures.map(reasonOf);
  const { sources, renames } = readSources(failures, read);
  const changes = [
    renames.length > 0 ? `; ${renames.length} renamed` : "",
    sources.length > 0 ? `; ${sourcesText(sources, "")}` : "",
  ].join("");
  return {
    old: infoOf(labels.old, read.old),
    new: infoOf(labels.new, read.new),
    verdict: `${reasons.join(", and ")}${changes}`,
    changed: sources.length + renames.length > 0,
    outputs: [],
    minor: [],
    offsetting: [],
    unchangedOutputs: 0,
    totalOutputs: 0,
    claims: { flipped: [], closer: [], conditions: [], total: 0 },
    assumptions: [],
    prose: [],
    figures: [],
    renames,
    sources,
    variants: [],
    remarks: failures.flatMap(remarksOf),
  };
}

/** What differs in the sources of two sides of which one, or both, can't be built. */
function readSources(
  failures: readonly SideFailure[],
  read: { old?: ReadSide; new?: ReadSide },
): Pick<Review, "sources" | "renames"> {
  const textsOf = (which: "old" | "new"): SourceTexts | undefined => {
    const known = read[which]?.side.sources;
    const { sources: failed, data } = failures.find((failure) => failure.which === which) ?? {};
    if (known || !failed || failed.size === 0) return known;
    const room = (name: string): Map<string, string> =>
      new Map([...failed].filter(([path]) => path.startsWith(`${name}/`)));
    return { chapters: room("chapters"), assumptions: room("assumptions"), data };
  };
  const [old, now] = [textsOf("old"), textsOf("new")];
  if (!old || !now) return { sources: [], renames: [] };
  const lineageOf = (which: "old" | "new") =>
    (read[which] ?? read.old ?? read.new)?.side.snapshot ?? { version: "", lineage: [] };
  const told = {
    prose: [],
    figures: [],
    assumptions: [],
    claims: { flipped: [], closer: [], conditions: [], total: 0 },
  };
  const renames = renamedAssumptions(old, now);
  const changes = compareSources(old, now, { old: lineageOf("old"), now: lineageOf("new") }, told, renames);
  // Without a version that could be read nothing is known of what overrides what.
  const sources = read.old || read.new ? changes : changes.map(({ effect: _, ...change }) => change);
  return { sources: [...sources, ...changedData(old.data, now.data)], renames };
}

/** Data files that came, went or have other bytes, which a side that builds tells by its assumptions. */
function changedData(old: DataFiles = new Map(), now: DataFiles = new Map()): SourceChange[] {
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((path): SourceChange[] => {
    const [was, is] = [old.get(path), now.get(path)];
    if (was && is && was.size === is.size && was.digest === is.digest) return [];
    return [
      {
        kind: "file",
        presence: was && is ? "changed" : is ? "added" : "removed",
        owner: path,
        field: "",
        oldText: was && sizeOf(was),
        newText: is && sizeOf(is),
        place: { file: path, start: { line: 1, column: 1 } },
      },
    ];
  });
}

/** "8 lines, 412 bytes"; of what is no text the bytes alone. */
function sizeOf(file: DataFile): string {
  const isText = /\.(?:csv|tsv)$/.test(file.path) && file.size <= LARGEST_FILE;
  const lines = isText ? file.text.split("\n").filter((line) => line.trim() !== "").length : 0;
  return [...(isText ? [counted(lines, "line")] : []), countedInGroups(file.size, "byte")].join(", ");
}

/** What git has to say names the side itself. */
const namesSide = ({ rule }: Diagnostic): boolean => rule.startsWith("git/");

/** "working tree does not build: unknown name `supplly` (and 2 more errors)". */
function reasonOf({ label, diagnostics }: SideFailure): string {
  const errors = diagnostics.filter(isError);
  const [first] = errors;
  if (first && namesSide(first))
    return errors.length === 1 ? first.message : `${first.message}${moreText(errors.length - 1)}`;
  const what = first && /^(git|review)\//.test(first.rule) ? "can’t be read" : "does not build";
  return `${label} ${what}: ${first?.message ?? "no reason is known"}${moreText(errors.length - 1)}`;
}

const moreText = (count: number): string => (count > 0 ? ` (and ${counted(count, "more error")})` : "");

function infoOf(label: string, read: ReadSide | undefined): SideInfo {
  if (!read) return { label, version: "", asOf: "" };
  const { version, asOf, scenario } = read.side.snapshot;
  return { label, version, asOf, scenario: scenario?.name };
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
