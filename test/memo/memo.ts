import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { OUTPUT_KINDS, writeOutputs } from "../../src/cli/outputs.js";
import { type Computed, computeMemo } from "../../src/cli/pipeline.js";
import { readProject } from "../../src/cli/project.js";
import type { BlockNode, FigureNode, FormulaNode, MemoTree } from "../../src/document/tree.js";

/** The repository's own root, which holds the memo. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The memo as its sources give it, and everything a build writes of it. */
export interface Memo extends Computed {
  files: ReadonlyMap<string, string | Uint8Array>;
  /** `index.html`, `memo.md`, `results.json`, … as text. */
  text(path: string): string;
}

const memos = new Map<string, Promise<Memo>>();

/** Computed once for all test files of a worker, without a cache; on the memo's own version of its assumptions unless told. */
export function theMemo(version?: string): Promise<Memo> {
  const known = memos.get(version ?? "");
  if (known) return known;
  const memo = compute(version);
  memos.set(version ?? "", memo);
  return memo;
}

async function compute(version?: string): Promise<Memo> {
  const computed = await computeMemo(readProject(ROOT), { version });
  const files = await writeOutputs(computed.tree, new Set(OUTPUT_KINDS));
  const text = (path: string): string => {
    const content = files.get(path);
    if (typeof content !== "string") throw new Error(`a build writes no text ${path}`);
    return content;
  };
  return { ...computed, files, text };
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
