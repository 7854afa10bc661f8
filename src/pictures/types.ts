/** Kinds of pictures that page, PDF and Markdown all show. */
export type PictureFormat = "png" | "jpeg" | "webp" | "svg";

/** A picture as every writer shows it. */
export interface Picture {
  /** Of its file, below `pictures/`. */
  name: string;
  format: PictureFormat;
  /** In pixels, as it is shown: turned where its camera said so. */
  width: number;
  height: number;
  /** Whether paper may show through it. */
  transparent: boolean;
  /** Bytes without what a camera or a program noted in them, or a drawing made anew of what a drawing may hold. */
  content: Uint8Array | string;
}

/** A file below `pictures/` as it was found: its bytes, or why they were not read. */
export type FoundPicture = Uint8Array | { refused: "link" | "no file" | "unreadable" } | { bytes: number };

/** What is wrong with a picture, in the words of a diagnostic. */
export interface PictureFault {
  rule: "pictures/format" | "pictures/size" | "pictures/animated" | "pictures/svg";
  message: string;
  expected: string;
  hint?: string;
  /** Where in the file, for one that is a text. */
  at?: { line: number; column: number };
}

/** Thrown while a picture is read. */
export class RefusedPicture extends Error {
  constructor(readonly fault: PictureFault) {
    super(fault.message);
  }
}

export const refuse = (
  rule: PictureFault["rule"],
  message: string,
  expected: string,
  more: Pick<PictureFault, "hint" | "at"> = {},
): RefusedPicture => new RefusedPicture({ rule, message, expected, ...more });
