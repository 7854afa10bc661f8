import { asWritten } from "../../text/as-written.js";
import type { SourceTexts } from "./types.js";

/** What sources say, as one text; empty where they aren't at hand. */
export const textsOf = (sources: SourceTexts | undefined): string =>
  sources === undefined
    ? ""
    : JSON.stringify(
        [sources.chapters, sources.assumptions, sources.library ?? new Map<string, string>()].map((files) =>
          [...files].map(([path, text]) => [path, asWritten(text)] as [string, string]).sort(byPath),
        ),
      );

const byPath = ([a]: [string, string], [b]: [string, string]): number => (a < b ? -1 : 1);
