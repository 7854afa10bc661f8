import { behind } from "./grouped.js";
import { columnNamed, isOperand, type Relation, type ResultColumn, type Sum, unitsOf } from "./relations.js";
import { areOfOneDimension, ofPoints, refuseTotal, type Side, said, sameUnit, shownOf } from "./sides.js";
import { SqlError } from "./sql-error.js";
import type { Token } from "./tokens.js";
import { FIRST_IS_UNIT, KEEPS_UNIT } from "./words.js";

/** What is known where an expression stands. */
export interface Around {
  relations: readonly Relation[];
  /** What queries within give, by their first tokens. */
  within: ReadonlyMap<Token, readonly ResultColumn[]>;
  /** In a product, where temperatures may be added up: `(a + b) / 2`. */
  isFactor?: boolean;
}

const ONE: ReadonlySet<string> = new Set(["SUM", "TOTAL", "AVG"]);

/** What makes a truth or whole bits of the sums on its sides; `||` binds before a sum does. */
const MAKES_OTHER: ReadonlySet<string> = new Set(
  "= == <> != < <= > >= & | << >> AND OR NOT IS ISNULL NOTNULL IN BETWEEN LIKE GLOB".split(" "),
);

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
  if (isOther(written)) return [];
  const terms = termsOf(written);
  const [{ tokens, isMinus }] = terms;
  const [by, open] = tokens;
  if (!by) return [];
  if (terms.length > 1) return added(terms, around);
  const factors = splitAt(tokens, "*", "/");
  if (factors.length > 1) {
    for (const factor of factors) sumsOf(factor, { ...around, isFactor: true });
    return [];
  }
  if (isMinus) return added(terms, around);
  if (isSign(by, "(")) {
    const inside = innerOf(tokens, 0);
    const asked = inside?.[0] && around.within.get(inside[0])?.[0];
    return asked ? unitsOf(asked) : inside ? sumsOf(inside, around) : [];
  }
  if (by.word === "CASE") {
    const ends = branchesOf(tokens).map((side) => sideOf(side, around));
    return together(ends, "are ends of one `CASE`");
  }
  if (isSign(open, "(") && by.word !== undefined) {
    const inside = innerOf(tokens, 1)?.filter(({ word }) => word !== "DISTINCT");
    const parts = inside && partsOf(by.word, splitAt(inside, ","));
    const sides = parts?.map((part) => sideOf(part, around));
    const sums = sides ? together(sides, `stand in one \`${by.text.toLowerCase()}\``) : [];
    if ((by.word === "SUM" || by.word === "TOTAL") && !around.isFactor) refuseTotal(tokens, sums);
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

const sideOf = (tokens: readonly Token[], around: Around, isMinus = false): Side => ({
  tokens,
  isMinus,
  sums: isNumber(tokens) ? undefined : sumsOf(tokens, around),
});

/** The units of a sum, or of what is less than nothing. */
function added(terms: readonly Term[], around: Around): readonly Sum[] {
  const sides = terms.map(({ tokens, isMinus }) => sideOf(tokens, around, isMinus));
  const sums = together(sides, "are put into one sum").map((sum): Sum => ({ ...sum, isAdded: true }));
  return sums.length === 0 || around.isFactor ? sums : ofPoints(sides, sums);
}

/** The units of sides of which all must be in one; nothing where one of them isn't known. */
function together(sides: readonly Side[], how: string): readonly Sum[] {
  const known = sides.flatMap((side) => (side.sums === undefined ? [] : [{ side, sums: side.sums }]));
  const found = known.flatMap(({ side, sums }) => sums.map((sum) => ({ side, sum, unit: inOf(sum) })));
  const first = found.find(({ unit }) => unit !== undefined);
  const other = found.find(
    ({ side, unit }) => unit !== undefined && side !== first?.side && !sameUnit(unit, first?.unit ?? unit),
  );
  if (first && other) {
    const [start, end] = [other.side.tokens[0]?.start ?? 0, other.side.tokens.at(-1)?.end ?? 0];
    throw new SqlError("unit", `${said(first.sum)} and ${said(other.sum)} ${how}`, start, end, {
      expected: `what is in ${shownOf(first.sum)}`,
      hint: hintFor(first.unit ?? "1", other.unit ?? "1"),
    });
  }
  return known.every(({ sums }) => sums.length > 0) ? known.flatMap(({ sums }) => sums) : [];
}

function hintFor(unit: string, other: string): string | undefined {
  const isOne = areOfOneDimension(unit, other);
  if (isOne === undefined) return undefined;
  return isOne
    ? "multiply one of them in the query to bring it into the other's unit"
    : "what has no sum stands in two columns";
}

const inOf = ({ column: { type, unit } }: Sum): string | undefined => (type === "number" ? (unit ?? "1") : undefined);

/** Whether something stands outside brackets that makes a truth or bits of what is on its sides. */
function isOther(tokens: readonly Token[]): boolean {
  let isFound = false;
  walk(tokens, ({ type, text, word }) => {
    isFound ||= MAKES_OTHER.has(type === "sign" ? text : (word ?? ""));
  });
  return isFound;
}

interface Term {
  tokens: readonly Token[];
  isMinus: boolean;
}

/** The sides of `+` and `-`, without their signs. */
function termsOf(tokens: readonly Token[]): [Term, ...Term[]] {
  const termAt = (from: number, to?: number): Term => {
    let start = from;
    let isMinus = isSign(tokens[from - 1], "-");
    for (; isSign(tokens[start], "-") || isSign(tokens[start], "+"); start++)
      if (isSign(tokens[start], "-")) isMinus = !isMinus;
    return { tokens: tokens.slice(start, to), isMinus };
  };
  const sides: Term[] = [];
  let from = 0;
  walk(tokens, (token, at) => {
    if (!(isSign(token, "+") || isSign(token, "-")) || !isOperand(tokens[at - 1] ?? token)) return;
    sides.push(termAt(from, at));
    from = at + 1;
  });
  const [first, ...more] = [...sides, termAt(from)];
  return [first as Term, ...more];
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
