import type { Place } from "../diagnostic.js";
import type { FormatSpec } from "../notebook/library/format.js";
import type { Cell } from "../notebook/types.js";
import type { ClaimState, Snapshot } from "./snapshot.js";
import type { LineChange } from "./sources/code.js";
import type { PieceKind, SourceTexts } from "./sources/types.js";

/** One of the two memos of a review. */
export interface Side {
  /** "assumptions 2026-03", "working tree", "main (1a2b3c4)". */
  label: string;
  /** Id of the commit that it was read from. */
  commit?: string;
  snapshot: Snapshot;
  /** What a build wrote of the same sources, as it stands in the side's commit; an engine of another day may have made it. */
  recorded?: Snapshot;
  /** Chapters and assumption files as written, where they are at hand. */
  sources?: SourceTexts;
  /** Drawn charts by figure id, where they are at hand. */
  pictures?: ReadonlyMap<string, string>;
}

/** Everything a reviewer is told, in the order in which it is told. Plain data: the writers of review/ and `--json` print it. */
export interface Review {
  old: SideInfo;
  new: SideInfo;
  /** One sentence. */
  verdict: string;
  /** Whether anything a reader sees or a value rests on differs. */
  changed: boolean;
  /** Numeric and text outputs that moved materially, most material first; key outputs before others of the same materiality. */
  outputs: readonly OutputChange[];
  /** Outputs that moved by less than their tolerance. */
  minor: readonly OutputChange[];
  /** Outputs that stayed although what moved them did not: offsetting changes. Their net change is below the tolerance. */
  offsetting: readonly OutputChange[];
  unchangedOutputs: number;
  totalOutputs: number;
  claims: ClaimChanges;
  assumptions: readonly AssumptionChange[];
  prose: readonly SectionChange[];
  figures: readonly FigureChange[];
  /** What has another name on the new side; told under that name everywhere else. */
  renames: readonly Rename[];
  /** What differs in the sources and is told nowhere above. */
  sources: readonly SourceChange[];
  /** What the engine at hand makes otherwise of the old side's own sources than stands in its results; absent where nothing. */
  engine?: EngineChange;
  /** Versions and scenarios beside the compared ones whose outputs moved materially or whose claims flipped. */
  variants: readonly VariantChange[];
  /** Passages that are to be read because of the change, in a memo that keeps who read it. */
  readAgain?: ReadAgain;
  /** What could not be compared or attributed, and why; a sentence each. */
  remarks: readonly string[];
}

/** What nobody read on the new side as it stands there. */
export interface ReadAgain {
  passages: readonly { section: string; text: string; why: string; place: Place }[];
  /** How many more were to be read on the old side already. */
  before: number;
}

export interface SideInfo {
  label: string;
  /** Id of the commit that it was read from; absent for what stands in no commit. */
  commit?: string;
  version: string;
  scenario?: string;
  asOf: string;
}

/** Something that has another name on the new side and is the same otherwise, or nearly so. */
export interface Rename {
  kind: "assumption" | "output" | "claim" | "figure" | "block";
  from: string;
  to: string;
  place?: Place;
}

/** What a change of the engine did, apart from all changes of the memo; names, titles and ids of what came out otherwise. */
export interface EngineChange {
  /** Versions, where the results name them. */
  old?: string;
  new?: string;
  outputs: readonly string[];
  claims: readonly string[];
  figures: readonly string[];
  sections: readonly string[];
}

/** What a change did to a version or scenario that was not compared. */
export interface VariantChange {
  version: string;
  scenario?: string;
  /** Those that moved materially, as in a review. */
  outputs: readonly OutputChange[];
  /** Those that hold on one side only; `holds` is the new side. */
  claims: readonly { id: string; holds: boolean }[];
  /** Why it can't be run any more. */
  failure?: string;
}

/** A difference between the sources. */
export interface SourceChange {
  kind: PieceKind | "output" | "prose";
  presence: Presence | "renamed";
  /** What it belongs to: an assumption's, output's or block's name, a source's key, a version, a chapter's file. */
  owner: string;
  /** Which part of it: "label", "value 2027", "code"; "" where it came, went or was renamed as a whole. */
  field: string;
  /** The version whose file says it, for assumptions. */
  version?: string;
  oldText?: string;
  newText?: string;
  /** Longer texts word by word. */
  tokens?: readonly PassageToken[];
  /** Code by lines. */
  lines?: readonly LineChange[];
  /** Why it changes nothing in what was compared. */
  effect?: string;
  place?: Place;
}

export type Presence = "added" | "removed" | "changed";

/** An output with both of its values. */
export interface OutputChange {
  name: string;
  label: string;
  presence: Presence;
  key: boolean;
  old?: Cell;
  new?: Cell;
  /** As printed by the output's own format. */
  oldText?: string;
  newText?: string;
  /** How the output prints, on the new side where it has one; for differences and contributions. */
  format: FormatSpec;
  /** Unit of the new side, as declared; `oldUnit` where it was another, and then nothing is subtracted. */
  unit: string;
  oldUnit?: string;
  /** New less old, as they were computed where both could be, else as they are written; absent for texts, changes of unit, and outputs that only one side has. */
  difference?: number;
  /** Difference in percent of the absolute old value; absent for an old value of zero, for a change of sign and for temperatures in degrees. */
  percent?: number;
  /** Absolute difference over the tolerance (the stricter of both sides'; a relative one is of the old value); absent without a difference and for a tolerance of zero. */
  materiality?: number;
  /** Of a text: what changed of all that it rests on, assumptions and "block …". */
  because?: readonly string[];
  /** What moved it; absent for texts and where nothing could be computed. */
  attribution?: Attribution;
  place?: Place;
}

/** A change split over what caused it; the contributions of all parts add up to `to - from` within 1e-9 of it. */
export interface Attribution {
  from: number;
  to: number;
  steps: readonly AttributionStep[];
  /** Shapley values over single assumptions; over groups of them by topic; or from sampled orders. */
  method: "exact" | "grouped" | "sampled";
}

/** In the order taken: engine, model, data revisions, assumption changes, new assumptions. Steps that hold nothing are left out. */
export interface AttributionStep {
  kind: "engine" | "model" | "data" | "assumptions" | "new";
  contribution: number;
  /** Largest first; empty for the engine's step, and for the model's where it can't be told by block. */
  parts: readonly AttributionPart[];
}

export interface AttributionPart {
  /** Assumption id, or the topic (`chip`) of a group. */
  id: string;
  label?: string;
  /** Ids of a group. */
  members?: readonly string[];
  contribution: number;
  /** Of a sampled contribution. */
  standardError?: number;
}

export interface ClaimChanges {
  /** Claims that hold on one side only, and claims added or removed. */
  flipped: readonly ClaimChange[];
  /** Claims that hold on both sides and whose relative margin shrank most, smallest remaining margin first. */
  closer: readonly ClaimChange[];
  /** Claims of both sides whose condition is another one, those that flipped among them. */
  conditions: readonly ClaimChange[];
  total: number;
}

export interface ClaimChange {
  id: string;
  presence: Presence;
  expression: string;
  /** The old side's condition, where it is another one; and whether it would hold on the new side, where that could be found out. */
  oldExpression?: string;
  oldWouldHold?: boolean;
  /** Of one that flipped: what changed of all that it rests on, assumptions and "block …". */
  because?: readonly string[];
  /** Of one that flipped: what the prose says in its place now, as written. */
  sentence?: string;
  old?: ClaimState;
  new?: ClaimState;
  place?: Place;
}

export type AssumptionFlag =
  /** The value changed, its source and date did not. */
  | "source-unchanged"
  /** The source changed, the value did not. */
  | "value-unchanged"
  /** The new value lies outside the old range. */
  | "outside-old-range"
  /** The as-of date is older than the register allows. */
  | "stale";

export interface AssumptionChange {
  id: string;
  label?: string;
  presence: Presence;
  /** "18 → 26" for a scalar; for a series and a table only the elements that changed, each with its key. */
  cells: readonly { key: string; old?: number; new?: number; oldText?: string; newText?: string }[];
  unit: string;
  oldUnit?: string;
  /** "13.5–20", "" where none is given. */
  oldRange: string;
  newRange: string;
  oldSources: readonly string[];
  newSources: readonly string[];
  oldAsOf?: string;
  newAsOf?: string;
  /** Age of the new as-of date at the new side's date, in months, where the register has both. */
  ageMonths?: number;
  /** Why, as the register says. */
  reason?: string;
  /** What else is said of it otherwise: label, kind, distribution, note and the like. */
  fields: readonly FieldChange[];
  flags: readonly AssumptionFlag[];
  /** The value stands in another unit and is the same quantity. */
  sameQuantity?: boolean;
  /** The value changed and moved no output. */
  isIdle?: boolean;
  /** Values changed, or only what is said of them. */
  valueChanged: boolean;
  /** The YAML line of the new side (of the old one for what was removed). */
  place?: Place;
}

/** A field with what it said and says; absent where a side has none. */
export interface FieldChange {
  name: string;
  old?: string;
  new?: string;
  /** Sentences word by word. */
  tokens?: readonly PassageToken[];
}

/** A section of the memo whose text differs. */
export interface SectionChange {
  presence: Presence | "moved" | "renamed";
  /** "6.2 Cohorts"; the new title. */
  title: string;
  oldTitle?: string;
  file: string;
  /** Paragraphs, list items, captions that differ, in order. */
  passages: readonly PassageChange[];
}

/** A passage word by word. Wording and values are told apart: a quoted value is one token. */
export interface PassageChange {
  presence: Presence;
  /** Changed values only, changed words only, or both. */
  kind: "values" | "wording" | "both";
  tokens: readonly PassageToken[];
  place?: Place;
}

export type PassageToken =
  | { type: "same"; text: string }
  | { type: "inserted"; text: string }
  | { type: "deleted"; text: string }
  /** A quoted value, or a number in the text, that reads differently. `expression` for quoted ones. */
  | { type: "value"; old: string; new: string; expression?: string };

export interface FigureChange {
  id: string;
  kind: "chart" | "table";
  presence: Presence;
  /** "Figure 3" on the new side. */
  name: string;
  caption: string;
  /**
   * What differs: the data behind it; the file of a picture, which has none; what is drawn although those are the same, as where a chart draws more than it lists; only how it is
   * drawn (a change of style); only caption, source or alternative text; only where it stands.
   */
  what: "data" | "picture" | "drawn" | "style" | "text" | "place";
  /** It stands elsewhere in the text; absent where it doesn't. */
  moved?: true;
  /** The tables of data behind it with both sides' rows joined on their keys; absent for a change of style. */
  tables: readonly TableChange[];
  /** How caption, source line and alternative text differ, in this order; absent where they don't. */
  texts?: readonly PassageChange[];
}

export interface TableChange {
  columns: readonly { key: string; label: string; isKey: boolean }[];
  rows: readonly {
    presence: Presence | "same";
    cells: readonly { old?: Cell; new?: Cell; oldText?: string; newText?: string; changed: boolean }[];
  }[];
  /** In rows that both sides have. */
  changedCells: number;
  /** Whether rows that both sides have stand in another order. */
  reordered?: true;
}
