import type { DataFiles } from "../../assumptions/data/file.js";
import type { Place } from "../../diagnostic.js";
import type { Language } from "./code.js";

/** The texts of a memo's sources by path. */
export interface SourceTexts {
  chapters: ReadonlyMap<string, string>;
  assumptions: ReadonlyMap<string, string>;
  /** Code that no chapter prints. */
  library?: ReadonlyMap<string, string>;
  /** Who read which passages: the text of `assumptions/read.yaml`. */
  readings?: string;
  /** Data files, where they are at hand. */
  data?: DataFiles;
}

/** What of the sources a piece belongs to. */
export type PieceKind =
  | "version"
  | "assumption"
  | "scenario"
  | "source"
  | "front"
  | "block"
  | "claim"
  | "figure"
  | "exception"
  | "file";

/** The smallest part of the sources that is compared: a field of an entry, an option or the code of a block. */
export interface Piece {
  /** The same on both sides for the same piece. */
  key: string;
  kind: PieceKind;
  /** What it belongs to, as the sources call it: an assumption's or block's id, a source's key, a file. */
  owner: string;
  /** Which part of that: "label", "value 2027", "caption", "code". */
  field: string;
  /** What is compared: nothing that says nothing, such as white space and comments, is left in it. */
  canonical: string;
  /** As it is told. */
  text: string;
  /** As its side has it, where `text` is under the other side's names. */
  written?: string;
  /** A value is told as old → new, words word by word, code by lines. */
  form: "value" | "words" | "code";
  /** Of code; TypeScript where nothing else is said. */
  language?: Language;
  place: Place;
  /** Of a field of an assumption: its version, the fields of the same name of an older version that it takes the place of. */
  version?: string;
}
