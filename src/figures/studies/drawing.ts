import type { FormatSpec } from "../../notebook/library/format.js";
import type { StudyResult } from "../../sensitivity/index.js";

/** A study to be drawn, as plain data. */
export interface StudyDrawing {
  study: StudyResult;
  /** The outputs it is about, by name. */
  outputs: Readonly<
    Record<
      string,
      {
        label: string;
        unit?: string;
        format?: FormatSpec;
        /** Values at which claims about it flip. */
        limits?: readonly number[];
      }
    >
  >;
  /** Rows shown at most. */
  top: number;
}

export type Outputs = StudyDrawing["outputs"];
