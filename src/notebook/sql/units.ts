import { behind } from "./grouped.js";
import { columnNamed, isOperand, type Relation, type ResultColumn, type Sum, unitsOf } from "./relations.js";
import { SqlError } from "./sql-error.js";
import type { Token } from "./tokens.js";
import { FIRST_IS_UNIT, KEEPS_UNIT } from "./words.js";

/** What is known where an expression stands. */
export interface Around {
  relations: readonly Relation[];
  /** What queries within give, by their first tokens. */
  within: ReadonlyMap<Token, readonly ResultColumn[]>;
}

const ONE: ReadonlySet<string> = new Set(["SUM", "TOTAL", "AVG"]);

const isSign = (token: Token | undefined, text: string): boolean => token?.type === "sign" && token.text === text;
const isNumber = (tokens: readonly Token[]): boolean => {
  const [first] = tokens.slice(-1);
  const signs = tokens.slice(0, -1).every((one) => isSign(one, "-") || isSign(one, "+"));
  return signs && (first?.type === "number" || first?.word === "NULL");
};

/**
 * What the numbers of an expression are in, where that follows from columns: of one as it stands, in brackets, a sum, a function or a `CASE` of which all
 * sides are in one unit, an aggregate, a window or a query within. Nothing of what is multiplied or divided. Written numbers fit all.
 *
 * @throws SqlError where two sides are in units that differ
 */
export function sumsOf(written: readonly Token[], around: Around): readonly Sum[] {
  const tokens = isSign(written[0], "-") || isSign(written[0], "+") ? written.slice(1) : written;
  const [by, open] = tokens;
  if (!by) return [];
  const sides = termsOf(tokens);
  if (sides.length > 1) return together(sides, around, "are put into one sum");
  const factors = splitAt(tokens, "*", "/");
  if (factors.length > 1) {
    for (const factor of factors) sumsOf(factor, around);
    return [];
  }
  if (isSign(by, "(")) {
    const inside = innerOf(tokens, 0);
    const asked = inside?.[0] && around.within.get(inside[0])?.[0];
    return asked ? unitsOf(asked) : inside ? sumsOf(inside, around) : [];
  }
  if (by.word === "CASE") return together(branchesOf(tokens), around, "are ends of one `CASE`");
  if (isSign(open, "(") && by.word !== undefined) {
    const inside = innerOf(tokens, 1)?.filter(({ word }) => word !== "DISTINCT");
    const parts = inside && partsOf(by.word, splitAt(inside, ","));
    const sums = parts ? together(parts, around, `stand in one \`${by.text.toLowerCase()}\``) : [];
    return sums.map((sum) => ({ by: by.text.toLowerCase(), ...sum }));
  }
  const plain = columnNamed(tokens, around.relations);
  return plain ? unitsOf(plain) : [];
}

/** Arguments of a function of which its result is one, or in whose unit it is; undefined for other functions. */
function partsOf(word: string, given: readonly (readonly Token[])[]): readonly (readonly Token[])[] | undefined {
  // Of other aggregates SQLite takes one argument.
  if (KEEPS_UNIT.has(word)) return given.length > 1 && ONE.has(word) ? undefined : given;
  if (FIRST_IS_UNIT.has(word)) return given.slice(0, 1);
  if (word === "LAG" || word === "LEAD") return given.filter((_, at) => at !== 1);
  if (word === "IIF" || word === "IF") return given.filter((_, at) => at % 2 === 1 || at === given.length - 1);
  return undefined;
}

/** The units of sides of which all must be in one; nothing where one of them isn't known. */
function together(sides: readonly (readonly Token[])[], around: Around, how: string): readonly Sum[] {
  const known = sides.filter((side) => !isNumber(side)).map((side) => ({ side, sums: sumsOf(side, around) }));
  const found = known.flatMap(({ side, sums }) => sums.map((sum) => ({ side, sum, unit: inOf(sum) })));
  const first = found.find(({ unit }) => unit !== undefined);
  const other = found.find(({ side, unit }) => unit !== undefined && side !== first?.side && unit !== first?.unit);
  if (first && other) {
    const [start, end] = [other.side[0]?.start ?? 0, other.side.at(-1)?.end ?? 0];
    throw new SqlError("unit", `${said(first.sum)} and ${said(other.sum)} ${how}`, start, end, {
      expected: `what is in ${shownOf(first.sum)}`,
      hint: "multiply one of them in the query to bring it into the other's unit",
    });
  }
  return known.every(({ sums }) => sums.length > 0) ? known.flatMap(({ sums }) => sums) : [];
}

const inOf = ({ column: { type, unit } }: Sum): string | undefined => (type === "number" ? (unit ?? "1") : undefined);
const shownOf = ({ column: { shown, unit } }: Sum): string => shown ?? unit ?? "1";
const said = (sum: Sum): string =>
  `${sum.by === undefined ? "" : `\`${sum.by}\` of `}\`${sum.column.name}\` in ${shownOf(sum)}`;

/** The sides of `+` and `-`; none where something stands between them that makes a truth, a text or a product of them. */
function termsOf(tokens: readonly Token[]): (readonly Token[])[] {
  const sides: (readonly Token[])[] = [];
  let from = 0;
  walk(tokens, (token, at) => {
    if (!(isSign(token, "+") || isSign(token, "-")) || !isOperand(tokens[at - 1] ?? token)) return;
    sides.push(tokens.slice(from, at));
    from = at + 1;
  });
  return [...sides, tokens.slice(from)];
}

/** Goes over the tokens outside brackets and `CASE … END`. */
function walk(tokens: readonly Token[], see: (token: Token, at: number) => void): void {
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    if (isSign(token, ")") || token.word === "END") depth--;
    if (depth === 0) see(token, at);
    if (isSign(token, "(") || token.word === "CASE") depth++;
  }
}

function splitAt(tokens: readonly Token[], ...signs: readonly string[]): (readonly Token[])[] {
  const parts: (readonly Token[])[] = [];
  let from = 0;
  walk(tokens, (token, at) => {
    if (!signs.some((sign) => isSign(token, sign))) return;
    parts.push(tokens.slice(from, at));
    from = at + 1;
  });
  return [...parts, tokens.slice(from)];
}

/** What stands behind `THEN` and `ELSE` of a `CASE` that is all of it. */
function branchesOf(tokens: readonly Token[]): (readonly Token[])[] {
  let outer = 0;
  walk(tokens, () => outer++);
  // Of a `CASE` alone its first word and its last are outside of it.
  if (outer !== 2 || tokens.at(-1)?.word !== "END") return [];
  const inside = tokens.slice(1, -1);
  const marks: [word: string, at: number][] = [];
  walk(inside, ({ word }, at) => {
    if (word === "WHEN" || word === "THEN" || word === "ELSE") marks.push([word, at]);
  });
  return marks.flatMap(([word, at], index) =>
    word === "WHEN" ? [] : [inside.slice(at + 1, marks[index + 1]?.[1] ?? inside.length)],
  );
}

/** What stands in the brackets that open at `from`, where nothing follows but what an aggregate takes: `FILTER (…)`, `OVER (…)` or `OVER name`. */
function innerOf(tokens: readonly Token[], from: number): readonly Token[] | undefined {
  const end = behind(tokens, from);
  let depth = 0;
  const isTail = tokens.slice(end).every((token, at, tail) => {
    const before = depth;
    if (token.type === "sign") depth += token.text === "(" ? 1 : token.text === ")" ? -1 : 0;
    if (before > 0) return true;
    return token.word === "FILTER" || token.word === "OVER" || isSign(token, "(") || tail[at - 1]?.word === "OVER";
  });
  return isTail ? tokens.slice(from + 1, end - 1) : undefined;
}
