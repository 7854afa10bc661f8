import type { RuleId } from "../../rules/index.js";

/** The rules of SQL, without their prefix. */
export type SqlRule = (RuleId extends infer Id ? (Id extends `sql/${infer Name}` ? Name : never) : never) & string;

/** For what is wrong with the block as a whole. */
export const WHOLE = -1;

/** What is wrong with a query, at its offsets in the block's code. */
export class SqlError extends Error {
  constructor(
    readonly rule: SqlRule,
    message: string,
    readonly start: number,
    readonly end: number,
    readonly detail: { expected?: string; hint?: string | undefined } = {},
  ) {
    super(message);
    this.name = "SqlError";
  }
}
