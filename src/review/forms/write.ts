import type { Diagnostic } from "../../diagnostic.js";
import { withoutMarks } from "../../document/private-use.js";
import { onTerminal, printable, withoutCommands } from "../../text/shown.js";
import type { Review, Side } from "../types.js";

import type { ReviewFormat } from "./names.js";

/** Columns of a review in a text file, and on what is no terminal. */
const PLAIN_WIDTH = 100;

export interface WriteOptions {
  /** Pictures of both sides; none where they could not be compared. */
  sides?: { old: Side; now: Side };
  diagnostics: readonly Diagnostic[];
  /** Whether there was anything to compare. */
  compared: boolean;
  /** Address of a source line, with {file} and {line} in it. */
  link?: string;
  /** The memo's folder in its repository, with a slash at its end: annotations and links name files from there. */
  prefix?: string;
  /** The terminal that it is shown on, if any: its width, and whether it has colours. */
  terminal?: { columns?: number; outColor?: boolean };
}

export interface Written {
  texts: ReadonlyMap<ReviewFormat, string>;
  /** For a terminal: as wide as it is, and in its colours. */
  shown: string;
}

/** A review in the forms asked for. Each writer is loaded only when it is needed: the page's draws charts. */
export async function writeReview(
  given: Review,
  formats: ReadonlySet<ReviewFormat>,
  { sides, diagnostics, compared, link, prefix = "", terminal = {} }: WriteOptions,
): Promise<Written> {
  const texts = new Map<ReviewFormat, string>();
  const review = shownOf(given);
  let shown = "";
  if (formats.has("terminal")) {
    const { reviewText } = await import("./text.js");
    const { columns, outColor: color = false } = terminal;
    shown = reviewText(review, { width: columns ?? PLAIN_WIDTH, color });
    // As standard output has it: a file that is printed to a workflow's log begins no command there either.
    texts.set("terminal", withoutCommands(onTerminal(reviewText(review, { width: PLAIN_WIDTH, color: false }))));
  }
  if (formats.has("markdown")) {
    const { reviewMarkdown } = await import("../markdown.js");
    const { extentOf, writeExtent } = await import("../comment.js");
    const markdown = reviewMarkdown(review, link === undefined ? {} : { link: linker(link, prefix) });
    texts.set("markdown", `${markdown.trimEnd()}\n\n${writeExtent(extentOf(review, compared))}`);
  }
  if (formats.has("html")) {
    const { reviewHtml } = await import("../html/page.js");
    texts.set("html", reviewHtml(review, sides && { old: sides.old, new: sides.now }));
  }
  if (formats.has("github")) {
    const { reviewAnnotations } = await import("./annotations.js");
    texts.set("github", reviewAnnotations(review, prefix));
  }
  if (formats.has("json")) {
    const { reviewJson } = await import("./data.js");
    texts.set("json", reviewJson(given, compared, diagnostics));
  }
  for (const [format, text] of [...texts, ["terminal", shown] as const]) withoutMarks(text, `review (${format})`);
  return { texts, shown };
}

/** The review with all of its texts printable: a label may not move a terminal's cursor. */
function shownOf<T>(value: T): T {
  if (typeof value === "string") return printable(value) as T;
  if (Array.isArray(value)) return value.map(shownOf) as T;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shownOf(inner)])) as T;
}

const linker =
  (template: string, prefix: string) =>
  (file: string, line: number): string => {
    // A bracket would end the link.
    const path = (prefix + file)
      .split("/")
      .map((part) => encodeURIComponent(part).replaceAll("(", "%28").replaceAll(")", "%29"))
      .join("/");
    return template.replaceAll("{file}", path).replaceAll("{line}", String(line));
  };
