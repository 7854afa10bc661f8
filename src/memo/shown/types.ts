import type { DataColumn } from "../../assumptions/data/types.js";
import type { Assumption, Source } from "../../assumptions/register/types.js";
import type { DataTable, OutputDeclaration } from "../../notebook/types.js";

/** What `memo show` found. Places are written `file:line:column`. */
export type Shown =
  | ShownValue
  | ShownClaim
  | ShownFigure
  | ShownAssumption
  | ShownSource
  | ShownScenario
  | ShownSection;

interface Named {
  name: string;
  place: string;
}

export interface ShownValue
  extends Named,
    Partial<Pick<OutputDeclaration, "label" | "unit" | "shown" | "format" | "tolerance" | "key">> {
  kind: "value" | "output";
  /** A single number of an output as the page prints it. */
  text?: string;
  /** Of names that are no plain value. */
  is?: "function" | "class" | "type";
  value: unknown;
  /** Of a query, its rows or its columns: what the columns are, and what their cells come to. */
  columns?: readonly DataColumn[];
  block: string;
  /** Ids of assumptions, register order. */
  restsOn: readonly string[];
  /** Ids of blocks, and `prose of <chapter>`. */
  usedBy: readonly string[];
  /** An assumption of the same name, which `given.` before it names alone. */
  also?: ShownAssumption;
}

export interface ShownClaim extends Named {
  kind: "claim";
  expression: string;
  holds: boolean;
  left?: number;
  operator?: string;
  right?: number;
  margin?: number;
  relativeMargin?: number;
  restsOn: readonly string[];
  usedBy: readonly string[];
}

export interface ShownFigure extends Named {
  kind: "figure";
  /** "Figure 3". */
  label: string;
  caption: string;
  alt?: string;
  source?: string;
  data: readonly DataTable[];
  /** Of tables: cells as they are printed. */
  cells?: readonly (readonly string[])[];
  restsOn: readonly string[];
}

export interface ShownAssumption extends Named, Omit<Assumption, "place" | "valuePlace" | "kind"> {
  kind: "assumption";
  /** Its kind: observed, cited, … */
  evidence: Assumption["kind"];
  cited: readonly Pick<Source, "key" | "title">[];
  /** Scenarios that override it. */
  scenarios: readonly string[];
  readBy: readonly string[];
}

export interface ShownSource extends Named, Omit<Source, "place"> {
  kind: "source";
  /** Places of its citations. */
  citedAt: readonly string[];
  /** Ids of the assumptions that name it. */
  assumptions: readonly string[];
}

export interface ShownScenario extends Named {
  kind: "scenario";
  title: string;
  note?: string;
  /** What it sets, with the unit that it is written in. */
  sets: readonly { id: string; value: string; unit: string }[];
}

export interface ShownSection extends Named {
  kind: "section";
  /** "Section 2.1", or what an unnumbered one is part of. */
  label: string;
  title: string;
}
