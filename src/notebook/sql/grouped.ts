import { columnNamed, type Item, lower, type Relation } from "./relations.js";
import { SqlError } from "./sql-error.js";
import type { Token } from "./tokens.js";
import { AGGREGATES, KEYWORDS, SOFT } from "./words.js";

/** A SELECT as far as it is read, with the offsets of its parts among the tokens. */
export interface Select {
  items: readonly Item[];
  /** Where there is a `GROUP BY`. */
  groups: readonly Item[] | undefined;
  /** Of `HAVING` and `ORDER BY`. */
  further: readonly Item[];
  relations: readonly Relation[];
}

interface Found {
  tokens: readonly Token[];
  named: ReadonlySet<number>;
  /** First tokens of queries within. */
  within: ReadonlyMap<Token, unknown>;
}

/** Offset behind the bracket that closes the one at `open`. */
export function behind(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const { type, text } = tokens[at] as Token;
    if (type !== "sign") continue;
    depth += text === "(" ? 1 : text === ")" ? -1 : 0;
    if (depth === 0) return at + 1;
  }
  return tokens.length;
}

/** SQLite reads expressions up to 1,000 deep, and as WebAssembly runs out of its stack at some 400 calls in one another. */
const DEEPEST = 300;

/** @throws SqlError at the first bracket or `CASE` that stands in too many others. */
export function refuseDeep(tokens: readonly Token[]): void {
  let depth = 0;
  for (const { type, text, word, start, end } of tokens) {
    if ((type === "sign" && text === ")") || word === "END") depth--;
    if ((type === "sign" && text === "(") || word === "CASE") depth++;
    if (depth > DEEPEST)
      throw new SqlError("syntax", `\`${text}\` stands in ${DEEPEST} others`, start, end, {
        expected: "fewer brackets, or common tables: `WITH name AS (SELECT …)`",
      });
  }
}

/**
 * Refuses a column that is not grouped by, and not inside an aggregate: SQLite would take the value of any row of the group. Beside one `min` or `max` it
 * is that of the row where the least or greatest stands.
 *
 * @throws SqlError at the column.
 */
export function refuseUngrouped({ items, groups, further, relations }: Select, found: Found): void {
  const { tokens } = found;
  const isAlias = ({ from, to }: Item): boolean =>
    (to === from + 1 || SOFT.has(tokens[from + 1]?.word ?? "") || tokens[from + 1]?.word === "COLLATE") &&
    items.some(
      ({ to: last, end = last }) =>
        end < last && lower(tokens[last - 1]?.text ?? "") === lower(tokens[from]?.text ?? ""),
    );
  const all = [...items, ...further.filter((item) => !isAlias(item))].map((item) => outside(item, found));
  const aggregates = all.flatMap((one) => one.aggregates);
  if (!groups && aggregates.length === 0) return;
  if (aggregates.filter((word) => word === "MIN" || word === "MAX").length === 1) return;
  const expressions: (readonly Token[])[] = [];
  const keys: Column[] = [];
  for (const { from, to } of groups ?? []) {
    const written = unwrapped(tokens.slice(from, to));
    const [first] = written;
    const alias =
      written.length === 1 && first?.type === "name" && !columnNamed(written, relations) ? first : undefined;
    const item =
      written.length === 1 && first?.type === "number"
        ? items[Number(first.text) - 1]
        : alias && items.find((one) => lower(tokens[one.to - 1]?.text ?? "") === lower(alias.text));
    const meant = item ? tokens.slice(item.from, item.end ?? item.to) : written;
    expressions.push(unwrapped(meant));
    const key = columnAt(unwrapped(meant), 0);
    if (key && key.length === unwrapped(meant).length) keys.push(key);
  }
  const isGrouped = (one: Column): boolean =>
    keys.some(
      ({ table, name }) => name === one.name && (table === undefined || one.table === undefined || table === one.table),
    );
  for (const { rest } of all)
    for (let at = 0; at < rest.length; at++) {
      const token = rest[at] as Token;
      const same = expressions.find((one) =>
        one.every(({ text }, more) => lower(rest[at + more]?.text ?? "") === lower(text)),
      );
      if (same && same.length > 0) {
        at += same.length - 1;
        continue;
      }
      const star = token.text === "*" && (at === 0 || rest[at - 1]?.text === ".") ? rest[at - 2] : undefined;
      const isStar = token.text === "*" && rest.length === (at === 0 ? 1 : 3) && (at === 0 || star !== undefined);
      const starred = isStar
        ? relations
            .filter(({ name }) => !star || lower(name) === lower(star.text))
            .flatMap(({ name, columns }) =>
              (columns ?? []).map((one) => ({ table: lower(name), name: lower(one.name) })),
            )
            .find((one) => !isGrouped({ ...one, length: 1 }))
        : undefined;
      const column = columnAt(rest, at);
      const bare =
        column && columnNamed(rest.slice(at, at + column.length), relations) && !isGrouped(column)
          ? (rest[at + column.length - 1]?.text ?? "")
          : starred?.name;
      if (column) at += column.length - 1;
      if (bare === undefined) continue;
      throw new SqlError("group", `\`${bare}\` is of any row of its group`, token.start, (rest[at] ?? token).end, {
        expected: groups
          ? `\`${bare}\` behind \`GROUP BY\` too, or an aggregate of it`
          : "`GROUP BY`, or an aggregate of it",
      });
    }
}

interface Column {
  table: string | undefined;
  name: string;
  /** In tokens. */
  length: number;
}

/** `name` or `table.name`. */
function columnAt(tokens: readonly Token[], at: number): Column | undefined {
  const [a, b, c, d] = tokens.slice(at, at + 4);
  if (a?.type !== "name" || (a.word !== undefined && KEYWORDS.has(a.word))) return undefined;
  if (b?.text === "." && c?.type === "name" && d?.text !== "(")
    return { table: lower(a.text), name: lower(c.text), length: 3 };
  return b?.text === "(" || b?.text === "." ? undefined : { table: undefined, name: lower(a.text), length: 1 };
}

function unwrapped(tokens: readonly Token[]): readonly Token[] {
  return tokens[0]?.text === "(" && tokens[0].type === "sign" && behind(tokens, 0) === tokens.length
    ? unwrapped(tokens.slice(1, -1))
    : tokens;
}

/** The aggregates of an item, and what stands outside them and of queries within. */
function outside(
  { from, to, end = to }: Item,
  { tokens, named, within }: Found,
): { aggregates: string[]; rest: Token[] } {
  const aggregates: string[] = [];
  const rest: Token[] = [];
  for (let at = from; at < end; at++) {
    const token = tokens[at] as Token;
    const next = tokens[at + 1];
    if (token.text === "(" && next && within.has(next)) at = behind(tokens, at) - 1;
    else if (token.word !== undefined && AGGREGATES.has(token.word) && next?.text === "(") {
      const close = behind(tokens, at + 1);
      const last = tokens[close]?.word === "FILTER" ? behind(tokens, close + 1) : close;
      const isOne = !(token.word === "MIN" || token.word === "MAX") || !hasComma(tokens.slice(at + 2, close - 1));
      if (isOne && tokens[last]?.word !== "OVER") {
        aggregates.push(token.word);
        at = last - 1;
      } else rest.push(token);
    } else if (!named.has(at) || next?.text === ".") rest.push(token);
  }
  return { aggregates, rest };
}

function hasComma(tokens: readonly Token[]): boolean {
  let depth = 0;
  return tokens.some(({ type, text }) => {
    if (type !== "sign") return false;
    depth += text === "(" ? 1 : text === ")" ? -1 : 0;
    return depth === 0 && text === ",";
  });
}
