import { MemoError } from "../../diagnostic.js";
import type { MemoTree } from "../../document/tree.js";
import type { Review } from "../../review/types.js";
import type { ReadSide } from "./read.js";

/**
 * The page of the newer side with what changed marked in its places.
 * @throws MemoError for a side without sources: its results print no page
 */
export async function markedPageOf(
  old: ReadSide,
  now: ReadSide,
  review: Review,
  step: (text: string) => void,
): Promise<string> {
  const { markedPage } = await import("../../review/marked/page.js");
  return markedPage(await treeOf(old, step), await treeOf(now, step), review);
}

/**
 * The same as a PDF.
 * @throws MemoError as `markedPageOf` does, and where the memo can't be set
 */
export async function markedPdfOf(
  old: ReadSide,
  now: ReadSide,
  review: Review,
  step: (text: string) => void,
): Promise<Uint8Array> {
  const { markedPdf } = await import("../../review/marked/pdf.js");
  const trees = [await treeOf(old, step), await treeOf(now, step)] as const;
  step("setting the PDF");
  return markedPdf(...trees, review);
}

async function treeOf(
  { computed, sources, side: { label } }: ReadSide,
  step: (text: string) => void,
): Promise<MemoTree> {
  if (computed) return computed.tree;
  if (!sources)
    throw MemoError.of(
      {
        rule: "diff/no-page",
        message: `${label} has results and no sources here`,
        expected:
          "`--page` with two sides whose sources are at hand: a revision, a version, a scenario, the working tree",
      },
      2,
    );
  const { computeMemo } = await import("../compute.js");
  const { tree } = await computeMemo(sources.project, {
    ...sources.options,
    onlyLooking: true,
    keepRefused: true,
    step: (text) => step(`${label}: ${text}`),
  });
  return tree;
}
