import type { DataColumn } from "../../assumptions/data/types.js";

/** A query as its block's source carries it. */
export interface Query {
  sql: string;
  /** Of each table the columns that are read, in the order of its declaration. */
  tables: readonly { name: string; columns: readonly { name: string; type: DataColumn["type"] }[] }[];
  columns: readonly QueryColumn[];
  /** Where it begins. */
  start: CodePlace;
  /** Where it first calls what may ask for the time. */
  clock: CodePlace;
  /** Where words of the query stand, for what SQLite finds wrong with them: by the word in lower case. */
  places: Readonly<Record<string, CodePlace>>;
}

/** Line and column of a block's code, from 1. */
export type CodePlace = readonly [line: number, column: number];

/** A column of the result, and where its SELECT has it. */
export interface QueryColumn extends Pick<DataColumn, "name" | "type" | "choices"> {
  mayMiss: boolean;
  at: CodePlace;
}

/** What the source of a query calls with a `Query` and the columns of its tables. */
export const QUERY_HELPER = "__query";
