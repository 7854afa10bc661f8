import type { Register } from "../assumptions/register/types.js";
import type { BlockKind, MemoFacts } from "../chapters/types.js";
import type { Redirect } from "../document/addresses/redirects.js";
import type { ShownPicture } from "../document/tree.js";
import type { ClaimResult, FigureResult, OutputDeclaration } from "../notebook/types.js";
import type { PackedTemplate } from "./pack.js";

/** What a live page carries besides its scripts: the memo as far as it can follow, as plain data. */
export interface LiveModel {
  register: Register;
  /** Sizes of the units that the memo names. */
  units: ReadonlyMap<string, PackedUnit>;
  /** Derived assumptions in an order in which each follows what it rests on; their code is in the script, in the same order. */
  derivations: readonly { id: string; uses: readonly string[]; leaves: readonly string[] }[];
  /** In program order; their code is in the script, in the same order. */
  blocks: readonly LiveBlock[];
  outputs: readonly Omit<OutputDeclaration, "place">[];
  claims: ReadonlyMap<string, Omit<ClaimResult, "place">>;
  /** Names that sweeps are quoted by, with the block of each and the assumptions it rests on. */
  studies: readonly { name: string; blockId: string }[];
  /** Values that are published and don't follow: of sweeps, and of blocks that are not run here; by name, as far as prose quotes them. */
  published: ReadonlyMap<string, unknown>;
  /** Figures by block; what doesn't follow is there as it was published, but for a drawing that the page has. */
  figures: ReadonlyMap<string, { kind: "chart" | "table"; result?: FigureResult }>;
  /** Pictures from files by block; one that the page has is not here again. */
  pictures: ReadonlyMap<string, ShownPicture | undefined>;
  /** Blocks whose figure is a graph or a diagram, which no page draws. */
  still: readonly string[];
  remarks: ReadonlyMap<string, readonly string[]>;
  redirects?: readonly Redirect[];
  /** Lists of assumptions, by their positions in the register; paths and blocks name theirs by its place here. */
  rests: {
    lists: readonly (readonly number[])[];
    paths: Readonly<Record<string, number>>;
    blocks: Readonly<Record<string, number>>;
  };
  chapters: readonly LiveChapter[];
  /** Ids of the assumptions that the panel offers first, or of leaves of them. */
  offered: readonly string[];
}

/** A unit as `ParsedUnit` has it, without what only mathjs needs. */
export interface PackedUnit {
  factor: number;
  dimensions: readonly number[];
  hasOffset: boolean;
}

export interface LiveBlock {
  id: string;
  kind: BlockKind;
  /** What its function is called with. */
  parameters: readonly string[];
  defines: readonly string[];
  dependsOn: readonly string[];
  givenPaths: readonly string[];
  restless?: true;
  /** Not run here: it waits, or needs what does. */
  still?: true;
  /** A chart that is drawn anew; with the name whose rows are the data behind it, where it says one. */
  chart?: { data?: string; beside?: 2 | 3 };
  /** Claims only. */
  expression?: string;
}

export interface LiveChapter {
  file: string;
  number: number;
  slug: string;
  /** Of its front matter what the document is made with. */
  front: { numbered: boolean; appendix?: true; memo?: Pick<MemoFacts, "language" | "contents" | "lists"> };
  prose: PackedTemplate;
  title: PackedTemplate;
  facts: readonly (readonly [string, PackedTemplate])[];
  headings: readonly { id?: string; unnumbered: boolean; words: string; inRows: boolean }[];
  notes: readonly string[];
  /** Names of equations in mathematics. */
  equations: readonly string[];
  options: readonly (readonly [string, readonly (readonly [string, PackedTemplate])[]])[];
  /** What the markers of fences stand for: the id of a block with its kind, whether its code stands in the text and how many stand beside it, figures side by side, or code that is shown. */
  fences: readonly (
    | { block: string; kind: BlockKind; echo?: true; beside?: 2 | 3 }
    | { columns: 2 | 3; end: number; layout?: string }
    | { text: string; language: string }
    | 0
  )[];
}

/** What a query's code is called with in a page: makes a table of its columns. */
export const TABLE_HELPER = "__table";

/** Code of the model, as the script of a page leaves it behind. */
export interface LiveCode {
  /** For each block: from its parameters to the names it defines, and `__result`; 0 where it is not run here. */
  blocks: readonly (((...values: unknown[]) => Record<string, unknown>) | 0)[];
  /** For each derived assumption: works it out in a writable tree of `given`. */
  derivations: readonly ((given: object) => void)[];
  /** Whether powers and logarithms are to be those of `page/arithmetic/`, as they were in the build. */
  arithmetic: boolean;
}
