import type { QueryReader } from "./query.js";
import { lower, type ResultColumn, type SourceTable } from "./relations.js";
import type { Token } from "./tokens.js";

/** What a column of a result, or which rows there are, can follow from: of each table those of its columns. */
export type Rests = ReadonlyMap<SourceTable, readonly string[]>;

/**
 * What each column of a result rests on: the columns named where its SELECT has it, and those named anywhere else in the query, which choose the rows and
 * their order: behind `FROM`, `ON`, `WHERE`, `GROUP BY` and `ORDER BY`, and in every SELECT behind `WITH` and `UNION`. What only another column of the
 * result names is not among them.
 *
 * @param read the columns that the query reads of each table
 * @returns by the name of a column, and under "" what the choice of rows rests on alone
 */
export function restsOf(
  tokens: readonly Token[],
  results: readonly ResultColumn[],
  read: ReadonlyMap<SourceTable, readonly string[]>,
  { joined, whole }: Pick<QueryReader, "joined" | "whole">,
): Map<string, Rests> {
  const outside = tokens.filter((token) => !results.some((one) => isWithin(token, one)));
  const inside = (one: ResultColumn): Token[] => tokens.filter((token) => isWithin(token, one));
  // Rows are told apart by all that is selected.
  const first = results[0]?.start ?? 0;
  const isDistinct = tokens.some(
    ({ word, end }, at) =>
      (word === "DISTINCT" && end <= first && tokens[at - 1]?.word === "SELECT") ||
      word === "INTERSECT" ||
      word === "EXCEPT" ||
      (word === "UNION" && tokens[at + 1]?.word !== "ALL"),
  );
  const chosen = isDistinct
    ? tokens
    : [...outside, ...results.filter((one, at) => isNamedIn(outside, one, at)).flatMap(inside)];
  const stars = new Set(
    results.flatMap((one) => (inside(one).at(-1)?.text === "*" && inside(one).length < 4 ? [one] : [])),
  );
  // `*` for all columns of a table within the query; those of the result are columns of their own.
  const allColumns = new Set(
    tokens.filter(
      (token, at) =>
        token.text === "*" &&
        token.type !== "name" &&
        /^(?:SELECT|DISTINCT|ALL|,|\.)$/.test(tokens[at - 1]?.word ?? tokens[at - 1]?.text ?? "") &&
        ![...stars].some((one) => isWithin(token, one)),
    ),
  );
  const rests = (those: readonly Token[], own: readonly string[]): Rests => {
    const isWhole = those.some((token) => allColumns.has(token));
    const names = new Set([
      ...those.flatMap(({ type, text }) => (type === "name" ? [lower(text)] : [])),
      ...own,
      ...joined,
    ]);
    return new Map(
      [...read].flatMap(([table, columns]) =>
        names.has(lower(table.name))
          ? [
              [
                table,
                columns.filter((name) => isDistinct || (isWhole && whole.has(table)) || names.has(lower(name))),
              ] as const,
            ]
          : [],
      ),
    );
  };
  return new Map([
    ["", rests(chosen, [])],
    ...results.map(
      (one) => [one.name, rests([...chosen, ...inside(one)], stars.has(one) ? [lower(one.name)] : [])] as const,
    ),
  ]);
}

const isWithin = (token: Token, { start, end }: ResultColumn): boolean => start <= token.start && token.end <= end;

/** Whether the rest of a query names a column of the result, by its name or, behind `BY`, by its number. */
function isNamedIn(outside: readonly Token[], { name }: ResultColumn, at: number): boolean {
  return outside.some(
    (token, n) =>
      (token.type === "name" && lower(token.text) === lower(name)) ||
      (token.type === "number" &&
        Number(token.text) === at + 1 &&
        /^(?:BY|,)$/.test(outside[n - 1]?.word ?? outside[n - 1]?.text ?? "")),
  );
}
