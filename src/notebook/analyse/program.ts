import type { DataColumn } from "../../assumptions/data/types.js";
import type { Block } from "../../chapters/types.js";
import type { Diagnostic, Place } from "../../diagnostic.js";
import type { MathNode } from "../formula/math-node.js";
import type { OutputDeclaration } from "../types.js";

/** The constant that a chart block leaves its claims' thresholds in. */
export const THRESHOLDS = "__thresholds";

/** The blocks of a memo, analysed and ordered; what is needed to run them and to say what rests on what. */
export interface Program {
  /** In an order in which each block stands after those it depends on; ties in memo order. */
  blocks: readonly ProgramBlock[];
  /** Every name of the shared namespace. */
  names: ReadonlyMap<string, NameInfo>;
  outputs: readonly OutputDeclaration[];
  diagnostics: readonly Diagnostic[];
}

/** What all blocks may read of the assumptions, by their static read paths. */
export const givenReads = ({ blocks }: Pick<Program, "blocks">): string[] =>
  blocks.flatMap(({ givenPaths }) => givenPaths);

export interface NameInfo {
  name: string;
  blockId: string;
  /** Types exist for the checker only. */
  kind: "value" | "function" | "class" | "type";
  place: Place;
}

export interface ProgramBlock {
  block: Block;
  /** Value names it defines for others (functions and classes included, types and `_names` not), in order. */
  defines: readonly string[];
  /** Further top-level names that its functions use when it is done. */
  inner?: readonly string[];
  /** How values it hands on might remember what other blocks do with them, as far as the code tells; absent where they can't. */
  memory?: { name: string; place: Place };
  /** It, or a block whose functions its own may call, has such memory: in a sweep it begins anew at each point that its values matter to. */
  restless?: true;
  /** Value names of other blocks it uses. */
  uses: readonly string[];
  /** It uses a name that nothing defines and that a block which could not be read, and was reported for it, may define. */
  waits?: true;
  /** Ids of the blocks that define them. */
  dependsOn: readonly string[];
  /**
   * Static read paths under `given`, dotted, `*` for a key known only at run time: `gw.add.2026`, `chip.bw.*`.
   * `*` alone when `given` itself escapes.
   */
  givenPaths: readonly string[];
  /** What of it each name in `defines` can follow from; absent where every one can follow from all of it. */
  slices?: ReadonlyMap<string, Slice>;
  /** Of names that stand for a part of what another block's name holds, as `const first = monthly.rows[0]`: `monthly.rows.0`. */
  standsFor?: ReadonlyMap<string, string>;
  /** Names of the standard library it uses, `Plot` among them. */
  library: readonly string[];
  isAsync: boolean;
  /**
   * A function body in plain JavaScript with the line structure of `block.code` kept (types blanked in place), that begins
   * on the line of the code's first line. For charts and tables the last expression is returned as `__result`,
   * for claims the comparison is taken apart. The runner wraps it; see compile.ts.
   */
  source: string;
  /** Where `source` has more or fewer columns than `block.code`; see `columnInCode` of edits.ts. Absent when nowhere. */
  shifts?: readonly ColumnShift[];
  /** Types and interfaces it declares, and names of other blocks its type annotations use; for a type checker only. */
  definesTypes?: readonly string[];
  usesTypes?: readonly string[];
  /** Formula blocks only: the typeset form. */
  formula?: FormulaInfo;
  /** Queries only: what the result is. */
  query?: QueryInfo;
  /** Claim blocks only: the expression as written, and what it parts from a limit. */
  claim?: { expression: string; thresholds?: readonly WrittenThreshold[] };
}

/** A comparison of a claim that parts values of blocks from a limit that is written there or assumed. */
export interface WrittenThreshold {
  /** The values compared, as JavaScript and as paths: `tightness[2026]`, `tightness.2026`. */
  values: readonly { written: string; path: string }[];
  /** The limit as JavaScript, which names nothing but `given`. */
  limit: string;
  /** The limit where it is a number, and where it is an assumption its path. */
  is?: number | string;
  /** Static paths that the limit reads under `given`. */
  given: readonly string[];
}

/** The part of a block that one of its names can follow from. */
export interface Slice {
  /** Static read paths, as in `givenPaths` of the block. */
  givenPaths: readonly string[];
  /** Names of other blocks. */
  uses: readonly string[];
}

/** Characters put into (positive) or taken from (negative) a line of `source`, against the same line of `block.code`. */
export interface ColumnShift {
  /** Line of the code, from 1. */
  line: number;
  /** Column of `source`, from 1, from which on everything stands `by` columns further right than in the code. */
  column: number;
  by: number;
}

export interface QueryInfo {
  columns: readonly DataColumn[];
  /** Where units of computed columns are declared. */
  unitPlaces: ReadonlyMap<string, Place>;
  /** By the name of a column, and for the choice of rows under "": of the tables that it can follow from, those of their columns. */
  rests: ReadonlyMap<string, readonly QuerySource[]>;
}

/** A table that a query reads: a data file by the id of its assumption, or another query by that of its block. */
export interface QuerySource {
  table: string;
  isQuery: boolean;
  columns: readonly string[];
}

export interface FormulaInfo {
  math: MathNode;
  /** Read aloud, for alternative text. */
  spoken: string;
  /** As written. */
  expression: string;
}
