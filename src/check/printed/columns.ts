import { type FigureNode, figuresOf, type TableCell } from "../../document/tree.js";
import type { Column } from "../../notebook/types.js";
import type { CheckInput } from "../input.js";

/** A column of a memo's table, with its cells from the first row to the last. */
export interface PrintedColumn {
  table: FigureNode;
  column: Column;
  /** From 0. */
  index: number;
  cells: readonly TableCell[];
}

/** All columns of a memo's tables, in reading order. */
export const printedColumns = (tree: CheckInput["tree"]): PrintedColumn[] =>
  figuresOf(tree).flatMap((table) =>
    (table.table?.columns ?? []).map((column, index) => ({
      table,
      column,
      index,
      cells: (table.table?.rows ?? []).flatMap((row) => row[index] ?? []),
    })),
  );

/** Those of tables that the memo's own blocks make; studies print theirs in their own way. */
export const ownColumns = ({ tree, studies }: Pick<CheckInput, "tree" | "studies">): PrintedColumn[] =>
  printedColumns(tree).filter(({ table }) => !studies.some(({ block }) => block.id === table.id));
