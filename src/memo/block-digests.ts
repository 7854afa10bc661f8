import { createHash } from "node:crypto";
import type { Block } from "../chapters/index.js";
import { blockPieces } from "../review/sources/chapter-pieces.js";
import { keyOf, openShelf } from "../store/index.js";
import { blocksText } from "./passes/kept-sources.js";

/**
 * A digest of each block's options and code by its id; comments, white space and where it stands are no part of it.
 *
 * @param folder where they are kept while blocks stay as they are
 */
export function blockDigests(blocks: readonly Block[], folder?: string): Record<string, string> {
  if (!blocks.every((block) => digested.has(block))) {
    const digests = allDigests(blocks, folder);
    for (const block of blocks) digested.set(block, digests[block.id] ?? "");
  }
  return Object.fromEntries(blocks.map((block) => [block.id, digested.get(block) ?? ""]));
}

/** Of blocks that this process has met before. */
const digested = new WeakMap<Block, string>();

function allDigests(blocks: readonly Block[], folder: string | undefined): Record<string, string> {
  const shelf = openShelf<Record<string, string>>(folder, "digests of blocks", import.meta.url);
  const key = folder === undefined ? "" : keyOf(blocksText(blocks));
  const known = shelf.get(key);
  if (known) return known;
  const digest = (block: Block): string => {
    const hash = createHash("sha256");
    for (const { field, canonical } of blockPieces(block)) hash.update(`${field}\0${canonical}\0\0`);
    // A change is to be seen, nobody to be deceived: as many digits as keep lines short.
    return hash.digest("hex").slice(0, 16);
  };
  const digests = Object.fromEntries(blocks.map((block) => [block.id, digest(block)]));
  shelf.put(key, digests);
  return digests;
}
