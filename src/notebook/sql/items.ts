import { didYouMean } from "../../diagnostic.js";
import {
  columnNamed,
  type Item,
  isOperand,
  lower,
  type Relation,
  type ResultColumn,
  type SourceTable,
} from "./relations.js";
import { SqlError } from "./sql-error.js";
import type { Token } from "./tokens.js";
import { KEEPS_UNIT, KEYWORDS } from "./words.js";

/** A column of a SELECT, or the columns that a star stands for. */
export function columnsOf(
  all: readonly Token[],
  { from, to }: Item,
  relations: readonly Relation[],
  found: { named: Set<number>; known: Set<string>; whole: Set<SourceTable> },
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
        .map((one) => ({ ...one, ...at, isNamed: true }));
    });
  }
  let length = tokens.length;
  let name: string | undefined;
  const before = tokens.at(-2);
  if (before?.word === "AS") {
    name = last?.text;
    length -= 2;
  } else if (
    last?.type === "name" &&
    !(last.word !== undefined && KEYWORDS.has(last.word)) &&
    before &&
    isOperand(before)
  ) {
    name = last.text;
    found.named.add(to - 1);
    found.known.add(lower(name));
    length -= 1;
  }
  const plain = columnNamed(tokens.slice(0, length), relations);
  const column = plain?.column;
  const named = {
    name: name ?? plain?.name ?? textOf(tokens),
    ...at,
    isNamed: name !== undefined || plain !== undefined,
  };
  if (column) return [{ ...named, column }];
  const [by, open] = tokens;
  const inside = tokens.slice(2, length - 1).filter(({ word }) => word !== "DISTINCT");
  const of =
    open?.text === "(" && by?.word !== undefined && KEEPS_UNIT.has(by.word) && tokens[length - 1]?.text === ")"
      ? columnNamed(inside, relations)?.column
      : undefined;
  return [{ ...named, ...(of && by ? { sums: { by: by.text.toLowerCase(), column: of } } : {}) }];
}

const textOf = (tokens: readonly Token[]): string =>
  tokens
    .map(({ text }) => text)
    .join("")
    .slice(0, 60);
