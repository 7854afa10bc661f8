import type { LoadOptions, LoadResult } from "../../assumptions/files/load.js";
import { loadRegister } from "../../assumptions/index.js";
import type { Block } from "../../chapters/types.js";
import { type AnalyseOptions, analyse } from "../../notebook/analyse/analyse.js";
import type { Program, ProgramBlock } from "../../notebook/analyse/program.js";
import { listable, plainCopy } from "../../notebook/process/wire.js";
import { isError } from "../../rules/rule.js";
import { keyOf, openShelf } from "../../store/index.js";

// What reading and analysing came to, from one command to the next: a word of prose that changed leaves it as it is.

/**
 * `loadRegister`, unless the very same files were read in the same way before. Where assumptions may be data files all is read, as it is known
 * only then which of them count.
 *
 * @param folder of what is kept; absent, nothing is
 */
export function keptLoad(folder: string | undefined): typeof loadRegister {
  if (folder === undefined) return loadRegister;
  return (files, options = {}) => {
    if ((options.data?.size ?? 0) > 0) return loadRegister(files, options);
    const shelf = openShelf<LoadResult>(folder, "registers", import.meta.url);
    const key = keyOf(JSON.stringify([[...files], asked(options)]));
    const known = shelf.get(key);
    if (known) return listable(known) as LoadResult;
    const result = loadRegister(files, options);
    // With the order of its series' keys, which serialized objects lose.
    if (result.register) shelf.put(key, plainCopy(result) as LoadResult);
    return result;
  };
}

const asked = ({ version, scenario, sets = [], dir }: LoadOptions): unknown => [
  version ?? null,
  scenario ?? null,
  sets.map(({ id, text }) => [id, text]),
  dir ?? null,
];

/** A program whose blocks are named by their ids. */
interface KeptProgram extends Omit<Program, "blocks"> {
  blocks: readonly (Omit<ProgramBlock, "block"> & { block: string })[];
}

/**
 * `analyse`, unless the same blocks, on the same lines, were analysed with the same assumptions known. Values of assumptions are no part of it.
 *
 * @param folder of what is kept; absent, nothing is
 */
export function keptAnalysis(folder: string | undefined): typeof analyse {
  if (folder === undefined) return analyse;
  return (blocks, options) => {
    const shelf = openShelf<KeptProgram>(folder, "programs", import.meta.url);
    const key = keyOf(blocksText(blocks), dataText(known(options)));
    const byId = new Map(blocks.map((block) => [block.id, block]));
    const kept = shelf.get(key);
    if (kept) return { ...kept, blocks: kept.blocks.map((one) => ({ ...one, block: byId.get(one.block) as Block })) };
    const program = analyse(blocks, options);
    // Of two blocks of one name an id says neither.
    if (byId.size === blocks.length && !program.diagnostics.some(isError))
      shelf.put(key, { ...program, blocks: program.blocks.map((one) => ({ ...one, block: one.block.id })) });
    return program;
  };
}

const known = ({ givenPaths, openPaths, tables, library, globals }: AnalyseOptions): unknown => [
  givenPaths,
  openPaths,
  tables,
  library,
  globals,
];

/** All that blocks are, with where they stand; what finds places in them follows from that. */
export const blocksText = (blocks: readonly Block[]): string => dataText(blocks);

/** Data as a text that loses nothing of it, but functions, which have nothing to tell that the data doesn't. */
const dataText = (data: unknown): string =>
  JSON.stringify(data, (_, value: unknown) => (value instanceof Map || value instanceof Set ? [...value] : value));
