import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inject } from "vitest";
import type { BlockNode, FigureNode, FormulaNode, MemoTree } from "../../src/document/tree.js";
import { type Computed, computeMemo, type MemoSources, readMemo } from "../../src/memo/compute.js";
import { readProject } from "../../src/memo/project.js";
import { writeOutputs } from "../../src/memo/write.js";
import { once } from "../setup/once.js";

/** The repository's own root, which holds the memo. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The memo as its sources give it, and what a build writes of it but the PDF. */
export interface Memo extends Pick<Computed, "register" | "program" | "run" | "tree" | "diagnostics"> {
  /** Values of blocks and sweeps by name, those that prose and outputs ask for. */
  scope: Pick<Computed["scope"], "values">;
  files: ReadonlyMap<string, string | Uint8Array>;
  /** `index.html`, `memo.md`, `results.json`, … as text. */
  text(path: string): string;
}

/** Where `theMemo()` keeps charts and studies, empty before: for who builds the memo again and is not about these. */
export const keptOfMemo = (): string => join(inject("shared"), "memo-cache");

/**
 * The memo, with nothing kept from before; on its own version of the assumptions unless told. It is computed once a test run, by the worker that
 * asks first (8 s), and read from what that one wrote by the others (0.1 s): ask for it in `beforeAll` of whatever test needs it, and
 * don't change what you get. It is plain data; what holds functions is left out, see `theSources`.
 */
export async function theMemo(version?: string): Promise<Memo> {
  const memo = await once(`memo-${version ?? "own"}`, async () => {
    const { register, program, run, tree, scope, diagnostics } = await computeMemo(readProject(ROOT), {
      version,
      cacheFolder: version === undefined ? keptOfMemo() : undefined,
    });
    const files = await writeOutputs(tree, new Set(["page", "md", "data"]));
    return { register, program, run, tree, scope: { values: scope.values }, diagnostics, files };
  });
  const text = (path: string): string => {
    const content = memo.files.get(path);
    if (typeof content !== "string") throw new Error(`a build writes no text ${path}`);
    return content;
  };
  return { ...memo, text };
}

/** The PDF of `theMemo()`, set once a test run. */
export const thePdf = (): Promise<Uint8Array> =>
  once("pdf", async () => {
    const files = await writeOutputs((await theMemo()).tree, new Set(["pdf"]));
    return files.get("memo.pdf") as Uint8Array;
  });

let sources: MemoSources | undefined;

/** The memo's chapters, blocks, register and graph as they are read, nothing run (0.2 s, once a worker). */
export function theSources(): MemoSources {
  sources ??= readMemo(readProject(ROOT), {}, []);
  return sources;
}

/** What the last committed build wrote. */
export const committed = (path: string): string => readFileSync(join(ROOT, "out", path), "utf8");

function nodes(blocks: readonly BlockNode[]): BlockNode[] {
  return blocks.flatMap((node): BlockNode[] => {
    if (node.type === "list") return [node, ...node.items.flatMap(nodes)];
    if (node.type === "quote") return [node, ...nodes(node.children)];
    if (node.type === "definitions") return [node, ...node.items.flatMap(({ details }) => details.flatMap(nodes))];
    return [node];
  });
}

const all = (tree: MemoTree): BlockNode[] => tree.chapters.flatMap(({ children }) => nodes(children));

export const figuresOf = (tree: MemoTree): FigureNode[] => all(tree).filter((node) => node.type === "figure");
export const formulasOf = (tree: MemoTree): FormulaNode[] => all(tree).filter((node) => node.type === "formula");
