import { createHash } from "node:crypto";
import type { Block } from "../chapters/index.js";
import { blockPieces } from "../review/sources/chapter-pieces.js";

/** A digest of each block's options and code by its id; comments, white space and where it stands are no part of it. */
export function blockDigests(blocks: readonly Block[]): Record<string, string> {
  const digest = (block: Block): string => {
    const hash = createHash("sha256");
    for (const { field, canonical } of blockPieces(block)) hash.update(`${field}\0${canonical}\0\0`);
    // A change is to be seen, nobody to be deceived: as many digits as keep lines short.
    return hash.digest("hex").slice(0, 16);
  };
  return Object.fromEntries(blocks.map((block) => [block.id, digest(block)]));
}
