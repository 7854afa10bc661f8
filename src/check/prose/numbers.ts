import type { Diagnostic } from "../../diagnostic.js";
import { formatValue } from "../../notebook/library/format.js";
import type { CheckInput } from "../input.js";
import { attempt, BackingIndex, type Candidate, type Units, unitOf } from "./backing-index.js";
import { type NumberLiteral, numberLiterals } from "./literals.js";
import { type Passage, passagesOf } from "./passages.js";
import { sentencesOf } from "./sentences.js";
import { backings } from "./values.js";
import { stem, topicWords } from "./words.js";

/** A number that was right once is seldom further off than this, as a share of the value. */
const NEAR = 0.1;

/**
 * Numbers written by hand in prose, headings, captions, alternative texts, source lines and front matter: `stale/number` for one that
 * is equal or near to a value of the memo, with what to quote instead; `stale/unbacked` for one that no value comes near to.
 */
export function handWrittenNumbers(input: CheckInput): Diagnostic[] {
  const isUnit = unitSymbols(input);
  const { convert } = input.scope;
  let values: BackingIndex | undefined;
  return input.chapters.flatMap(passagesOf).flatMap((passage) => {
    const literals = numberLiterals(passage.masked, isUnit);
    if (literals.length === 0) return [];
    values ??= new BackingIndex(backings(input), { convert, isUnit });
    const index = values;
    const sentences = sentencesOf(passage.masked);
    return literals.map((literal) => {
      const [from, to] = sentences.find(([, end]) => literal.offset < end) ?? [0, 0];
      const words = topicWords(passage.masked.slice(from, to));
      return report(literal, passage, bestMatch(literal, index, { file: passage.file, words, convert, isUnit }));
    });
  });
}

function report(literal: NumberLiteral, passage: Passage, match: Match | undefined): Diagnostic {
  const text = passage.text.slice(literal.offset, literal.offset + literal.length);
  const place = passage.locate(literal.offset, literal.length);
  const where = passage.about === undefined ? "" : ` in ${passage.about}`;
  if (!match)
    return {
      rule: "stale/unbacked",
      severity: "hint",
      message: `no value backs the number \`${text}\`${where}`,
      expected: "a value of a block or of the register, quoted",
      place,
    };
  const quote = `\`{{${match.expression}}}\``;
  return {
    rule: "stale/number",
    severity: "warning",
    message: `the number \`${text}\`${where} is written by hand`,
    expected: "a quoted value, which can't go stale",
    hint: `did you mean ${quote}, now ${match.printed}?`,
    place,
    ...fixOf(literal, passage, match),
  };
}

/** The quote in place of the number, where it prints the very text that stands there, its unit included. */
function fixOf(
  { offset, length }: NumberLiteral,
  passage: Passage,
  { expression, printed }: Match,
): Pick<Diagnostic, "fix"> {
  const plain = (text: string): string => text.replaceAll("\u00a0", " ");
  const written = passage.text.slice(offset, offset + printed.length);
  const next = passage.text.charAt(offset + printed.length);
  if (!passage.fixable || printed.length < length || plain(written) !== plain(printed) || /[\p{L}\p{N}]/u.test(next))
    return {};
  return { fix: { place: passage.locate(offset, printed.length), text: `{{${expression}}}` } };
}

/** The symbols of units that the register and the outputs use, such as GW and TB; words such as "people" count things. */
function unitSymbols({ register, program }: Pick<CheckInput, "register" | "program">): (word: string) => boolean {
  const symbols = new Set([
    "W",
    "kW",
    "MW",
    "GW",
    "TW",
    "Wh",
    "kWh",
    "MWh",
    "GWh",
    "TWh",
    "kg",
    "km",
    "GB",
    "TB",
    "PB",
  ]);
  const add = (unit: string): void => {
    for (const word of unit.match(/[A-Za-z]+/g) ?? []) if (!/^[a-z]{3,}$/.test(word)) symbols.add(word);
  };
  for (const { unit, columnUnits } of register.assumptions.values())
    for (const one of [unit, ...Object.values(columnUnits ?? {})]) add(one);
  for (const { unit } of program.outputs) add(unit);
  return (word) => symbols.has(word.split(/[/·]/)[0] ?? "");
}

interface Match {
  /** What to write between the braces. */
  expression: string;
  printed: string;
}

interface Around extends Units {
  file: string;
  /** What the sentence is about. */
  words: ReadonlySet<string>;
}

/** The value that a number most likely stands for: equal before near, then what the sentence speaks of, then the nearest. */
function bestMatch(literal: NumberLiteral, values: BackingIndex, around: Around): Match | undefined {
  let best = bestOf(values.near(literal, 0), literal, around);
  // A number of one digit is near to many.
  if (best?.key[0] !== EQUAL && literal.digits > 1) best = bestOf(values.near(literal, NEAR), literal, around);
  if (!best) return undefined;
  const { candidate, expression = expressionOf(candidate, literal, around) } = best;
  return { expression, printed: printedFor(candidate, literal) };
}

type Rank = readonly [equal: number, spoken: number, share: number];
const EQUAL = 0;

interface Best {
  key: Rank;
  candidate: Candidate;
  expression?: string;
}

function bestOf(candidates: Iterable<Candidate>, literal: NumberLiteral, around: Around): Best | undefined {
  let best: Best | undefined;
  for (const candidate of candidates) {
    const key = rankOf(candidate, literal, around);
    const order = best && key ? compare(key, best.key) : -1;
    if (!key || order > 0) continue;
    if (order < 0 || !best) best = { key, candidate };
    else {
      // What would be written settles it, then which is first.
      best.expression ??= expressionOf(best.candidate, literal, around);
      const expression = expressionOf(candidate, literal, around);
      const isFirst = expression === best.expression && candidate.at < best.candidate.at;
      if (expression < best.expression || isFirst) best = { key, candidate, expression };
    }
  }
  return best;
}

/** How well a value goes with a number, the lowest best; undefined where it can't be what the number says. */
function rankOf(candidate: Candidate, literal: NumberLiteral, around: Around): Rank | undefined {
  const { backing, value, step } = candidate;
  const sameNoun = saysTheSame(candidate, literal, around);
  if (sameNoun === undefined) return undefined;
  const off = Math.abs(literal.value - value);
  const equal = off <= (literal.step + step) / 2 + 1e-9 * Math.abs(value);
  const share = value === 0 ? Number.POSITIVE_INFINITY : off / Math.abs(value);
  if (!equal && (share > NEAR || literal.digits < 2)) return undefined;
  const spoken = inCommon(backing.words, around.words) + (sameNoun ? 1 : 0);
  const here = backing.file === around.file ? 1 : 0;
  // A number of few digits is equal to some value by accident: what it is about must fit too.
  if (equal ? literal.digits < 3 && spoken + here === 0 : spoken === 0 && !(here && literal.kind !== "plain"))
    return undefined;
  return [equal ? EQUAL : 1, -(spoken + here + (backing.expression === undefined ? 0 : 1)), share];
}

/** Whether a value is of what the number counts; undefined where it can't be what the number says. */
function saysTheSame(
  { backing, noun: own }: Candidate,
  { kind, noun, digits }: NumberLiteral,
  { isUnit }: Units,
): boolean | undefined {
  const same = kind === "plain" && noun !== undefined && own === stem(noun);
  const ofUnit = kind === "plain" && noun !== undefined && isUnit(noun);
  if (backing.expression === undefined) {
    if (ofUnit) return true;
    return kind === "plain" && !same && digits < 3 ? undefined : same;
  }
  return kind === "plain" && noun !== undefined && !same && (ofUnit || digits < 3) ? undefined : same;
}

function inCommon(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  let count = 0;
  for (const one of some) if (others.has(one)) count++;
  return count;
}

/** Below 0 where the first comes before the other. */
function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, x] of a.entries()) {
    const y = b[index] ?? x;
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

const digitsOf = ({ step }: NumberLiteral): number => (step < 1 ? Math.round(-Math.log10(step)) : 0);

/** What to write between the braces in a number's place. */
function expressionOf({ backing }: Candidate, literal: NumberLiteral, { convert, isUnit }: Units): string {
  const { expression, path, value = 0, unit } = backing;
  if (expression !== undefined) return expression;
  const { kind, noun } = literal;
  const digits = digitsOf(literal);
  if (kind === "dollars") return `dollars ${path} scale="auto"`;
  if (kind === "percent") return `percent ${path}${digits > 0 ? ` digits=${digits}` : ""}`;
  const to = kind === "plain" && noun !== undefined && isUnit(noun) ? unitOf(noun) : undefined;
  const converts =
    to !== undefined && unit !== undefined && unit !== to && attempt(() => convert(value, unit, to)) !== undefined;
  return `${kind === "times" ? "times" : "number"} ${path}${converts ? ` to="${to}"` : ""} digits=${digits}`;
}

/** How that is printed. */
function printedFor({ backing, value }: Candidate, literal: NumberLiteral): string {
  const { expression, printed, unit } = backing;
  if (expression !== undefined) return printed?.text ?? "";
  const digits = digitsOf(literal);
  switch (literal.kind) {
    case "percent":
      return formatValue(backing.value ?? 0, { style: "percent", digits }, unit === undefined ? {} : { unit });
    case "dollars":
      return formatValue(value, { style: "dollars", scale: "auto" });
    case "times":
      return formatValue(value, { style: "times", digits });
    default:
      return formatValue(value, { style: "number", digits });
  }
}
