import type { Program } from "../../notebook/analyse/program.js";

/** The names that a block gives to the rest of the memo, in the order of their places. */
export const namesIn = (blockId: string, { names }: Pick<Program, "names">): string[] =>
  [...names].flatMap(([name, info]) => (info.blockId === blockId ? [name] : []));
