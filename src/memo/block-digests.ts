import { createHash } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { type Block, type Chapter, libraryBlocks } from "../chapters/index.js";
import { blockPieces } from "../review/sources/chapter-pieces.js";
import { keyOf, openShelf, type Shelf } from "../store/index.js";
import { blocksText } from "./passes/kept-sources.js";
import type { Project } from "./project.js";

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

/** Those of the library and of chapters. */
export const blocksOf = ({ library }: Pick<Project, "library">, chapters: readonly Chapter[]): Block[] => [
  ...libraryBlocks(library),
  ...chapters.flatMap((one) => one.blocks),
];

/** Of blocks that this process has met before. */
const digested = new WeakMap<Block, string>();

/** As `blockDigests`, block by block while something else is awaited: what that says is heard in between, and ends it. */
export async function digestMeanwhile(
  blocks: readonly Block[],
  folder: string | undefined,
  awaited: Promise<unknown>,
): Promise<void> {
  let isOver = false;
  const end = (): void => {
    isOver = true;
  };
  awaited.then(end, end);
  await turn();
  if (isOver || shelfOf(folder).get(keyFor(blocks, folder))) return;
  for (const block of blocks) {
    if (isOver) return;
    ahead.set(block, digestOf(block));
    await turn();
  }
}

/** Made while something else was awaited. */
const ahead = new WeakMap<Block, string>();

function allDigests(blocks: readonly Block[], folder: string | undefined): Record<string, string> {
  const shelf = shelfOf(folder);
  const key = keyFor(blocks, folder);
  const known = shelf.get(key);
  if (known) return known;
  const digests = Object.fromEntries(blocks.map((block) => [block.id, ahead.get(block) ?? digestOf(block)]));
  shelf.put(key, digests);
  return digests;
}

const shelfOf = (folder: string | undefined): Shelf<Record<string, string>> =>
  openShelf(folder, "digests of blocks", import.meta.url);

const keyFor = (blocks: readonly Block[], folder: string | undefined): string =>
  folder === undefined ? "" : keyOf(blocksText(blocks));

function digestOf(block: Block): string {
  const hash = createHash("sha256");
  for (const { field, canonical } of blockPieces(block)) hash.update(`${field}\0${canonical}\0\0`);
  // A change is to be seen, nobody to be deceived: as many digits as keep lines short.
  return hash.digest("hex").slice(0, 16);
}
