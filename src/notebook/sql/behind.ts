import { append } from "../../lists.js";
import type { Program, ProgramBlock, QuerySource } from "../analyse/program.js";

/** What a path is of: a name, and where that is a query's result and the path leads to one of its columns, which one. */
export interface PartOfName {
  name: string;
  /** "" for which rows there are. */
  column?: string;
}

/** The tables that a column of a query, or the choice of its rows, can follow from; undefined for what is no part of a query's result. */
export function sourcesOf({ column }: PartOfName, block: ProgramBlock | undefined): readonly QuerySource[] | undefined {
  return column === undefined ? undefined : block?.query?.rests.get(column);
}

/** The columns of another query that a source stands for, and the choice of its rows. */
export const partsOf = ({ table, columns }: QuerySource): PartOfName[] =>
  ["", ...columns].map((column) => ({ name: table, column }));

/** Follows names that stand for a part of a query's result: `first.weight` is of the column `weight` of `monthly` after `const first = monthly.rows[0]`. */
export function partNamed(path: string, blockOf: (name: string) => ProgramBlock | undefined): PartOfName {
  let [name = "", ...keys] = path.split(".");
  for (
    let other = blockOf(name)?.standsFor?.get(name);
    other !== undefined;
    other = blockOf(name)?.standsFor?.get(name)
  ) {
    const [next = "", ...before] = other.split(".");
    if (!isOfQuery(next, blockOf)) break;
    keys = [...before, ...keys];
    name = next;
  }
  const block = blockOf(name);
  if (!block?.query) return { name };
  const [list, first, second] = keys;
  const column = list === "columns" ? first : list === "rows" ? second : undefined;
  return column !== undefined && block.query.rests.has(column) ? { name, column } : { name };
}

/** Whether a name stands for a query's result, or leads to one. */
function isOfQuery(name: string, blockOf: (name: string) => ProgramBlock | undefined): boolean {
  const block = blockOf(name);
  if (!block) return false;
  const other = block.standsFor?.get(name);
  return block.query !== undefined || (other !== undefined && isOfQuery(other.split(".")[0] ?? "", blockOf));
}

/** Blocks by the names that they define. */
export function blocksByName({ blocks }: Program): (name: string) => ProgramBlock | undefined {
  const found = new Map(blocks.flatMap((one) => one.defines.map((name) => [name, one] as const)));
  return (name) => found.get(name);
}

/** Ids of the blocks that a path can follow from, the one that defines its name first: of a block with slices those that this name needs. */
export function blocksBehind(path: string, program: Program): string[] {
  const blockOf = blocksByName(program);
  const ids = new Set<string>();
  const done = new Set<string>();
  const [head = ""] = path.split(".");
  const own = blockOf(head);
  if (own) ids.add(own.block.id);
  const open: PartOfName[] = [partNamed(path, blockOf)];
  for (let part = open.pop(); part; part = open.pop()) {
    const key = `${part.name}.${part.column ?? ""}`;
    const block = blockOf(part.name);
    if (!block || done.has(key)) continue;
    done.add(key);
    ids.add(block.block.id);
    const sources = sourcesOf(part, block);
    if (sources) append(open, sources.filter(({ isQuery }) => isQuery).flatMap(partsOf));
    else
      append(
        open,
        (block.slices?.get(part.name)?.uses ?? block.uses).map((name) => partNamed(name, blockOf)),
      );
  }
  return [...ids];
}
