import { didYouMean } from "../../diagnostic.js";
import { behind } from "./grouped.js";
import {
  columnNamed,
  type Item,
  isOperand,
  lower,
  mergedColumn,
  type Relation,
  type ResultColumn,
  type SourceTable,
} from "./relations.js";
import { SqlError } from "./sql-error.js";
import type { Token } from "./tokens.js";
import { sumsOf } from "./units.js";
import { KEYWORDS } from "./words.js";

/** A column of a SELECT, or the columns that a star stands for. */
export function columnsOf(
  all: readonly Token[],
  { from, to }: Item,
  relations: readonly Relation[],
  found: {
    named: Set<number>;
    known: Set<string>;
    whole: Set<SourceTable>;
    within: ReadonlyMap<Token, readonly ResultColumn[]>;
  },
): ResultColumn[] {
  const tokens = all.slice(from, to);
  const [first, second, third] = tokens;
  const last = tokens.at(-1);
  const at = { start: first?.start ?? 0, end: last?.end ?? 1 };
  const star =
    tokens.length === 1 && first?.text === "*"
      ? ""
      : tokens.length === 3 && third?.text === "*" && second?.text === "."
        ? lower(first?.text ?? "")
        : undefined;
  if (star !== undefined) {
    if (star !== "") found.named.add(from);
    const meant = relations.filter(({ name }) => star === "" || lower(name) === star);
    if (meant.length === 0)
      throw new SqlError(
        "unknown-table",
        star === "" ? "`*` stands for no table's columns" : `unknown table \`${first?.text}\``,
        at.start,
        at.end,
        {
          expected: "a table behind `FROM`",
          hint: didYouMean(
            star,
            relations.map(({ name }) => name),
          ),
        },
      );
    return meant.flatMap(({ columns, table, using }) => {
      if (table) found.whole.add(table);
      return (columns ?? [])
        .filter(({ name }) => star !== "" || !using.has(lower(name)))
        .map((one) => ({
          ...((star === "" && mergedColumn(lower(one.name), relations)) || one),
          ...at,
          isNamed: true,
        }));
    });
  }
  const { length, name } = aliasOf(tokens);
  if (name !== undefined && length === tokens.length - 1) {
    found.named.add(to - 1);
    found.known.add(lower(name));
  }
  const plain = columnNamed(tokens.slice(0, length), relations);
  const column = plain?.column;
  const named = {
    name: name ?? plain?.name ?? textOf(tokens),
    ...at,
    isNamed: name !== undefined || plain !== undefined,
  };
  if (column) return [{ ...named, column }];
  const isCount = plain?.isCount ?? (first?.word === "COUNT" && second?.text === "(" && behind(tokens, 1) === length);
  return [{ ...named, isCount, sums: sumsOf(tokens.slice(0, length), { relations, within: found.within }) }];
}

/** The name that a column of a SELECT is given, with or without `AS`, and how many tokens stand before it. */
export function aliasOf(tokens: readonly Token[]): { length: number; name?: string } {
  const [before, last] = tokens.slice(-2);
  if (!last) return { length: tokens.length };
  if (before?.word === "AS") return { length: tokens.length - 2, name: last.text };
  const isBare =
    last.type === "name" && !(last.word !== undefined && KEYWORDS.has(last.word)) && before && isOperand(before);
  return isBare ? { length: tokens.length - 1, name: last.text } : { length: tokens.length };
}

const textOf = (tokens: readonly Token[]): string =>
  tokens
    .map(({ text }) => text)
    .join("")
    .slice(0, 60);
