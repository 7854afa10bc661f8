import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withoutMarks } from "../document/private-use.js";
import type { MemoTree } from "../document/tree.js";
import { type Content, entryAt, type Files, LOCAL_LIST, sameContent } from "../files/index.js";

/** What `--only` can name. */
export const OUTPUT_KINDS = ["page", "pdf", "md", "data"] as const;
export type OutputKind = (typeof OUTPUT_KINDS)[number];

/** What is built and published, and not committed: it changes with every comment, and two branches never merge in it. */
export const UNCOMMITTED: ReadonlySet<string> = new Set(["index.html", "memo.pdf"]);

const IGNORE = ".gitignore";
const IGNORED = `# Built from the sources and published; what people review is committed.\n${[...UNCOMMITTED, LOCAL_LIST].map((path) => `/${path}\n`).join("")}`;

/**
 * Outputs as they stand in a folder: with what keeps from version control what isn't to be committed. One that is there already stays as it
 * is, whoever wrote it.
 */
export function inFolder(outputs: Files, folder: string): Map<string, Content> {
  const path = join(folder, IGNORE);
  const there = entryAt(path)?.isFile() ? readFileSync(path) : undefined;
  // Checked out with other line ends it is the same.
  const text = there === undefined || sameContent(there, IGNORED) ? IGNORED : there.toString("utf8");
  return new Map<string, Content>([...outputs, [IGNORE, text]]);
}

export interface WriteOptions {
  /** Texts of the memo by path, to say where something stands that can't be written. */
  sources?: ReadonlyMap<string, string>;
  /** Where it is kept which figures of the PDF float. */
  cacheFolder?: string;
  /** Whether the page leads to a PDF beside it: as one is written with it, unless told. */
  pdf?: boolean;
  /** The PDF, where it is being set already. */
  set?: Promise<Uint8Array> | undefined;
}

/**
 * Writes the tree in the forms asked for. Charts and tables as files go with the Markdown, which links to them, and with the data.
 * Each writer is loaded only when it is needed.
 *
 */
export async function writeOutputs(
  tree: MemoTree,
  kinds: ReadonlySet<OutputKind>,
  { sources, cacheFolder, pdf = kinds.has("pdf"), set }: WriteOptions = {},
): Promise<Map<string, string | Uint8Array>> {
  const files = new Map<string, string | Uint8Array>();
  // Loading the typesetter takes a while, most of it outside this thread: start with it.
  const typesetter = kinds.has("pdf") && !set ? import("../render/pdf/index.js") : undefined;
  if (kinds.has("page")) {
    const { writeHtml } = await import("../render/html/index.js");
    files.set("index.html", writeHtml(tree, { pdf: pdf ? "memo.pdf" : undefined }));
  }
  if (kinds.has("md")) files.set("memo.md", (await import("../render/markdown/index.js")).writeMarkdown(tree));
  if (kinds.has("md") || kinds.has("data")) {
    const { figureFiles, writeResults } = await import("../render/data/index.js");
    for (const [path, content] of figureFiles(tree)) files.set(path, content);
    if (kinds.has("data")) files.set("results.json", writeResults(tree));
  }
  for (const [path, content] of files) if (typeof content === "string") withoutMarks(content, path);
  if (typesetter) {
    const { keptFloats, writePdf } = await typesetter;
    files.set("memo.pdf", await writePdf(tree, sources, undefined, keptFloats(cacheFolder)));
  } else if (set) files.set("memo.pdf", await set);
  return files;
}
