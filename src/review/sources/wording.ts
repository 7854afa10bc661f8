import type { FieldChange, Rename, Review, SourceChange, VariantChange } from "../types.js";

/** Longer texts than this are told word by word or cut. */
const LONGEST = 160;
/** Lines of code shown of one change. */
const MOST_LINES = 24;

const NOUNS: Readonly<Record<SourceChange["kind"], string>> = {
  version: "version",
  assumption: "assumption",
  scenario: "scenario",
  source: "source",
  front: "",
  block: "block",
  claim: "claim",
  figure: "figure",
  exception: "exception",
  file: "",
  output: "output",
  prose: "",
};

/** A group of changes of the sources with its heading. */
export interface SourceGroup {
  title: string;
  changes: readonly SourceChange[];
}

type Told = Pick<
  Review,
  "totalOutputs" | "sources" | "outputs" | "minor" | "offsetting" | "figures" | "claims" | "prose"
>;

/** Changes of the sources: those behind what moved, where something did, and those that changed no number. */
export function sourceGroups(review: Told): SourceGroup[] {
  // Where a side doesn't build, nothing is known of numbers.
  if (review.totalOutputs === 0 && review.sources.length > 0)
    return [{ title: `Changed in the sources: ${review.sources.length}`, changes: review.sources }];
  const still = stillSources(review);
  const behind = review.sources.filter((change) => !still.includes(change));
  return [
    { title: `Changed code and settings: ${behind.length}`, changes: behind },
    { title: `Changed in the sources without changing a number: ${still.length}`, changes: still },
  ].filter(({ changes }) => changes.length > 0);
}

/** Changes of the sources that changed no number: all of them where none moved, else those that are of a kind that can't. */
export function stillSources(review: Told): readonly SourceChange[] {
  const moved =
    [review.outputs, review.minor, review.offsetting, review.claims.flipped].some((list) => list.length > 0) ||
    review.figures.some(({ what }) => what === "data") ||
    review.prose.some(({ passages }) =>
      passages.some(({ presence, kind }) => presence === "changed" && kind !== "wording"),
    );
  return moved ? review.sources.filter((change) => !mayMove(change)) : review.sources;
}

/** Whether a change is of a kind that can move what was compared. */
function mayMove({ kind, field, effect, presence, tokens = [] }: SourceChange): boolean {
  if (effect !== undefined || presence === "renamed") return false;
  if (kind === "block" || kind === "figure" || kind === "claim")
    return !/^(?:caption|alt|source|title|echo|expensive|width|thresholds|live)$/.test(field);
  // Another value between the braces, or one printed by another format.
  if (kind === "prose") return tokens.some((token) => token.type === "value");
  if (kind === "version") return !/^(?:title|note)$/.test(field);
  if (kind === "front") return /^memo\.(?:assumptions|step)$/.test(field);
  return kind === "assumption" && /^(?:value|unit|expression|mix|$)/.test(field);
}

/** "assumption gw.add in 2026-03, value 2027". */
export function sourceName({ kind, owner, field, version, presence }: SourceChange): string {
  if (kind === "exception") return "memo-ignore";
  if (kind === "prose") return "text";
  if (presence === "renamed") return kind === "file" ? "chapter" : NOUNS[kind];
  const noun = NOUNS[kind];
  const name = [noun, owner, version === undefined ? "" : `in ${version}`].filter(Boolean).join(" ");
  return field === "" || (kind === "file" && field === "text") ? name : `${name}, ${field.replaceAll("_", " ")}`;
}

/** "4 GW → 3 GW", "added: title: …"; "" where words or lines tell it. */
export function sourceText({ presence, oldText, newText, tokens, lines, owner, kind }: SourceChange): string {
  if (kind === "exception") return `${presence}: ${cut(owner)}`;
  if (presence === "renamed" && kind === "prose") return `moved from ${oldText ?? ""}`;
  if (presence === "renamed") return `${oldText ?? ""} renamed ${newText ?? ""}`;
  if (presence === "added") return newText === undefined ? "added" : `added: ${cut(newText)}`;
  if (presence === "removed") return oldText === undefined ? "removed" : `removed: ${cut(oldText)}`;
  if (tokens || lines) return "changed";
  return `${cut(oldText ?? "none") || "none"} → ${cut(newText ?? "none") || "none"}`;
}

/** "(version 2026-05 says otherwise)". */
export const effectText = ({ effect }: SourceChange): string => (effect === undefined ? "" : ` (${effect})`);

/** "- old line", "+ new line"; the rest is counted. */
export function linesText({ lines = [] }: Pick<SourceChange, "lines">): string[] {
  const shown = lines.slice(0, MOST_LINES).map(({ type, text }) => `${type === "inserted" ? "+" : "-"} ${text}`);
  const more = lines.length - shown.length;
  return more > 0 ? [...shown, `${more} more lines`] : shown;
}

/** "kind cited → observed". */
export function fieldText({ name, old, new: now, tokens }: FieldChange): string {
  if (tokens) return `${name} changed`;
  return `${name} ${old === undefined ? "none" : cut(old)} → ${now === undefined ? "none" : cut(now)}`;
}

/** "output tightness_2027 → tight_2027". */
export const renameText = ({ kind, from, to }: Rename): string => `${kind} ${from} → ${to}`;

/** "version 2026-03, scenario bear". */
export const variantName = ({ version, scenario }: VariantChange): string =>
  scenario === undefined ? `version ${version}` : `version ${version}, scenario ${scenario}`;

/** "Tightness 2027 2.24 → 2.45, and 3 more outputs; fails now: a, b". */
export function variantText({ outputs, claims, failure }: VariantChange): string {
  if (failure !== undefined) return `can’t be run: ${failure}`;
  const shown = [...outputs].sort((a, b) => Number(b.key) - Number(a.key)).slice(0, MOST_NAMED);
  const more = outputs.length - shown.length;
  const moved = shown.map(({ label, oldText = "none", newText = "none" }) => `${label} ${oldText} → ${newText}`);
  const ids = (holds: boolean): string[] => claims.filter((claim) => claim.holds === holds).map(({ id }) => id);
  const one = (text: string, names: readonly string[]): string[] => {
    if (names.length === 0) return [];
    const rest = names.length - MOST_CLAIMS;
    return [`${text} ${names.slice(0, MOST_CLAIMS).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`];
  };
  return [
    ...(shown.length > 0 ? [`${moved.join(", ")}${more > 0 ? ` and ${more} more` : ""}`] : []),
    ...one("no longer held:", ids(false)),
    ...one("held now:", ids(true)),
  ].join("; ");
}

const MOST_NAMED = 3;
const MOST_CLAIMS = 6;

function cut(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= LONGEST) return line;
  return `${line.slice(0, line.lastIndexOf(" ", LONGEST) > 0 ? line.lastIndexOf(" ", LONGEST) : LONGEST)} …`;
}
