import type { DataColumn } from "../../assumptions/data/types.js";
import { didYouMean } from "../../diagnostic.js";
import { behind } from "./grouped.js";
import { columnNamed, type Relation, type SqlColumn, unitsOf } from "./relations.js";
import { sameUnit } from "./sides.js";
import { SqlError } from "./sql-error.js";
import type { Token } from "./tokens.js";

const COMPARISONS: ReadonlySet<string> = new Set(["=", "==", "<>", "!=", "<", "<=", ">", ">="]);
/** Signs beside a column that make an expression of it. */
const BINDS: ReadonlySet<string> = new Set([
  "+",
  "-",
  "*",
  "/",
  "||",
  "&",
  "|",
  "<<",
  ">>",
  "~",
  ".",
  "->",
  "->>",
  "(",
]);

interface Found {
  tokens: readonly Token[];
  /** What queries within give, by their first tokens. */
  within: ReadonlyMap<Token, readonly SqlColumn[]>;
}

/**
 * Refuses a comparison of a column with what it never is, and one of two columns as they stand that have no unit in common, or that are other stretches of the calendar: SQLite would compare their
 * numbers, or a number with a text. What is computed is not looked at.
 *
 * @param from where among the tokens the SELECT begins, to `to` where it ends; queries within are their own
 * @throws SqlError at the comparison.
 */
export function refuseUnlike(
  from: number,
  to: number,
  relations: readonly Relation[],
  { tokens, within }: Found,
): void {
  for (let at = from; at < to; at++) {
    const { type, text, word } = tokens[at] as Token;
    const next = tokens[at + 1];
    if (word === "BETWEEN" || word === "IN") refuseListed(at, relations, { tokens, within });
    if (type !== "sign") continue;
    if (text === "(" && next && within.has(next)) at = behind(tokens, at) - 1;
    if (!COMPARISONS.has(text)) continue;
    const start = tokens[at - 2]?.text === "." ? at - 3 : at - 1;
    const end = tokens[at + 2]?.text === "." ? at + 4 : at + 2;
    const [before, after] = [tokens[start - 1], tokens[end]];
    if (before?.type === "sign" && before.text !== "(" && BINDS.has(before.text)) continue;
    if (after?.type === "sign" && BINDS.has(after.text)) continue;
    const left = columnNamed(tokens.slice(start, at), relations);
    const right = columnNamed(tokens.slice(at + 1, end), relations);
    if (left && right) refuseOther(left, right, (tokens[start] as Token).start, (tokens[end - 1] as Token).end);
    const [a, b] = [tokens[at - 1], tokens[at + 1]];
    const isOrder = text.startsWith("<") ? text !== "<>" : text.startsWith(">");
    if (left && b && end === at + 2) refuseNever(left, b, isOrder);
    if (right && a && start === at - 1) refuseNever(right, a, isOrder);
  }
}

/** The same of what stands behind `BETWEEN` and in the brackets of `IN`, at `at`. */
function refuseListed(at: number, relations: readonly Relation[], { tokens, within }: Found): void {
  const end = tokens[at - 1]?.word === "NOT" ? at - 1 : at;
  const start = tokens[end - 2]?.text === "." ? end - 3 : end - 1;
  const before = tokens[start - 1];
  const left = columnNamed(tokens.slice(start, end), relations);
  if (!left || (before?.type === "sign" && before.text !== "(" && BINDS.has(before.text))) return;
  const isIn = tokens[at]?.word === "IN";
  const [first, last] = isIn ? [at + 2, behind(tokens, at + 1) - 1] : [at + 1, tokens.length];
  const asked = isIn ? within.get(tokens[first] as Token)?.[0] : undefined;
  if (asked) refuseOther(left, asked, (tokens[start] as Token).start, (tokens[last] as Token).end);
  if (asked || (isIn && tokens[at + 1]?.text !== "(")) return;
  for (let from = first, told = 0; from < last && (isIn || told < 2); told++) {
    const to = tokens[from + 1]?.text === "." ? from + 3 : from + 1;
    const next = tokens[to];
    // What is computed is not looked at, nor what stands behind it.
    if (next?.type === "sign" && BINDS.has(next.text)) return;
    const right = columnNamed(tokens.slice(from, to), relations);
    if (right) refuseOther(left, right, (tokens[from] as Token).start, (tokens[to - 1] as Token).end);
    else if (to === from + 1) refuseNever(left, tokens[from] as Token, !isIn);
    if (isIn ? next?.text !== "," : next?.word !== "AND") return;
    from = to + 1;
  }
}

/**
 * Refuses to compare a column with a value that it never has, which finds no row or all of them.
 *
 * @param isOrder whether that is asked of what stands before or behind the value, for which a choice's words are texts
 */
function refuseNever({ name, column }: SqlColumn, { type: written, text, start, end }: Token, isOrder: boolean): void {
  if (column === undefined || (written !== "text" && written !== "number")) return;
  const { type, choices } = column;
  const asNumber = type === "number" || type === "boolean" || type === "year";
  const never = (what: string, expected: string, hint?: string): never => {
    throw new SqlError(
      "literal",
      `\`${name}\` is ${what}, and is compared with ${written === "text" ? `'${text}'` : text}`,
      start,
      end,
      { expected, hint },
    );
  };
  if (asNumber && written === "text")
    never(
      type === "number" ? "a number" : type === "year" ? "a year" : "true or false",
      type === "boolean" ? "1 for true, 0 for false" : "a number, without quotes",
    );
  if (type === "choice" && choices && !(written === "text" && (isOrder || choices.includes(text))))
    never("one of a few texts", `one of ${choices.map((one) => `'${one}'`).join(", ")}`, didYouMean(text, choices));
  if (type === "text" && written === "number") never("a text", `a text: '${text}'`);
  if ((type === "date" || type === "month") && !(written === "text" && /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.test(text)))
    never(`a ${type}`, type === "date" ? "a date: '2026-05-31'" : "a month: '2026-05'");
}

/** The same of the names that `USING` joins by. */
export function refuseJoined(names: readonly Token[], left: readonly Relation[], right: Relation): void {
  for (const token of names) {
    const [a, b] = [columnNamed([token], left), columnNamed([token], [right])];
    if (a && b) refuseOther(a, b, token.start, token.end);
  }
}

/** @throws SqlError where two columns that are compared are not of one kind. */
function refuseOther(left: SqlColumn, right: SqlColumn, start: number, end: number): void {
  for (const { column: a } of unitsOf(left))
    for (const { column: b } of unitsOf(right)) {
      const [one, other] = [kindOf(a), kindOf(b)];
      if (one === undefined || other === undefined || one === other) continue;
      if (isNumber(a) && isNumber(b) && sameUnit(one, other)) continue;
      // A year is a number, of which an expression may have made it.
      if ([one, other].includes("year") && [one, other].includes("1")) continue;
      throw new SqlError(
        "unit",
        `\`${left.name}\` ${said(a)} is compared with \`${right.name}\` ${said(b)}`,
        start,
        end,
        {
          expected:
            "columns in one unit or of one stretch of the calendar, or an expression that makes one of the other",
        },
      );
    }
}

/** What two columns must have in common; nothing is asked of texts, which may hold anything. */
function kindOf({ type, unit }: DataColumn): string | undefined {
  if (type === "text" || type === "choice" || type === "geometry") return undefined;
  return type === "number" ? (unit ?? "1") : type === "boolean" ? "1" : type;
}

const isNumber = ({ type }: DataColumn): boolean => type === "number" || type === "boolean";

const said = ({ type, unit, shown }: DataColumn): string =>
  type === "number" && unit !== undefined ? `in ${shown ?? unit}` : `of type ${type}`;
