import { extname } from "node:path";

/** Forms of a review. */
export const REVIEW_FORMATS = ["terminal", "markdown", "html", "json", "github"] as const;
export type ReviewFormat = (typeof REVIEW_FORMATS)[number];

const ENDINGS: Readonly<Record<string, ReviewFormat>> = {
  ".txt": "terminal",
  ".md": "markdown",
  ".html": "html",
  ".json": "json",
};

/** The form that the ending of a file's name asks for. */
export const reviewFormatOf = (file: string): ReviewFormat | undefined => ENDINGS[extname(file)];

/** Whether a file of `--page` is to be a PDF; else it is a page. */
export const isPdf = (file: string): boolean => /\.pdf$/i.test(file);
