import type { Diagnostic } from "../../diagnostic.js";
import { formatValue } from "../../notebook/library/format.js";
import type { CheckInput } from "../input.js";
import { type NumberLiteral, numberLiterals } from "./literals.js";
import { type Passage, passagesOf } from "./passages.js";
import { sentencesOf } from "./sentences.js";
import { type Backing, backings } from "./values.js";
import { stem, topicWords } from "./words.js";

/** A number that was right once is seldom further off than this, as a share of the value. */
const NEAR = 0.1;

/**
 * Numbers written by hand in prose, headings, captions, alternative texts, source lines and front matter: `stale/number` for one that
 * is equal or near to a value of the memo, with what to quote instead; `stale/unbacked` for one that no value comes near to.
 */
export function handWrittenNumbers(input: CheckInput): Diagnostic[] {
  const isUnit = unitSymbols(input);
  let values: readonly Backing[] | undefined;
  return input.chapters.flatMap(passagesOf).flatMap((passage) => {
    const literals = numberLiterals(passage.masked, isUnit);
    if (literals.length === 0) return [];
    values ??= backings(input);
    const sentences = sentencesOf(passage.masked);
    return literals.map((literal) => {
      const [from, to] = sentences.find(([, end]) => literal.offset < end) ?? [0, 0];
      const match = bestMatch(literal, values ?? [], {
        file: passage.file,
        words: topicWords(passage.masked.slice(from, to)),
        convert: input.scope.convert,
        isUnit,
      });
      return report(literal, passage, match);
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

interface Around {
  file: string;
  /** What the sentence is about. */
  words: ReadonlySet<string>;
  convert(value: number, from: string, to: string): number;
  isUnit(word: string): boolean;
}

/** The value that a number most likely stands for: equal before near, then what the sentence speaks of, then the nearest. */
function bestMatch(literal: NumberLiteral, values: readonly Backing[], around: Around): Match | undefined {
  let best: { key: readonly [number, number, number, string]; match: Match } | undefined;
  for (const backing of values) {
    const as = asLiteral(backing, literal, around);
    if (!as) continue;
    const off = Math.abs(literal.value - as.value);
    const equal = off <= (literal.step + as.step) / 2 + 1e-9 * Math.abs(as.value);
    const share = as.value === 0 ? Number.POSITIVE_INFINITY : off / Math.abs(as.value);
    if (!equal && share > NEAR) continue;
    const spoken = [...backing.words].filter((word) => around.words.has(word)).length + (as.sameNoun ? 1 : 0);
    const here = backing.file === around.file ? 1 : 0;
    const quoted = backing.expression !== undefined;
    // A number of few digits is equal to some value by accident: what it is about must fit too.
    if (equal ? literal.digits < 3 && spoken + here === 0 : spoken === 0 && !(here && literal.kind !== "plain"))
      continue;
    if (!equal && literal.digits < 2) continue;
    const key = [equal ? 0 : 1, -(spoken + here + (quoted ? 1 : 0)), share, as.expression] as const;
    if (!best || before(key, best.key)) best = { key, match: { expression: as.expression, printed: as.printed } };
  }
  return best?.match;
}

function before(a: readonly (number | string)[], b: readonly (number | string)[]): boolean {
  for (const [index, x] of a.entries()) {
    const y = b[index] ?? x;
    if (x !== y) return x < y;
  }
  return false;
}

/** A value in the terms of a number in the text; undefined when the one can't be the other. */
function asLiteral(
  backing: Backing,
  literal: NumberLiteral,
  around: Around,
): (Match & { value: number; step: number; sameNoun: boolean }) | undefined {
  const { expression, printed, path, value, unit } = backing;
  const { kind, noun } = literal;
  if (expression !== undefined && printed) {
    if (printed.kind !== kind) return undefined;
    const sameNoun = noun !== undefined && printed.noun !== undefined && stem(noun) === stem(printed.noun);
    if (kind === "plain" && noun !== undefined && around.isUnit(noun) && !sameNoun) return undefined;
    if (kind === "plain" && literal.digits < 3 && noun !== undefined && !sameNoun) return undefined;
    return { expression, printed: printed.text, value: printed.value, step: printed.step, sameNoun };
  }
  if (path === undefined || value === undefined) return undefined;
  const digits = literal.step < 1 ? Math.round(-Math.log10(literal.step)) : 0;
  const written = inKind(value, unit, literal, digits, around);
  if (!written) return undefined;
  const { helper, options, ...as } = written;
  return { ...as, expression: `${helper} ${path}${options}`, step: 0 };
}

function inKind(
  value: number,
  unit: string | undefined,
  { kind, noun, digits: significant }: NumberLiteral,
  digits: number,
  { convert, isUnit }: Around,
): { helper: string; options: string; value: number; printed: string; sameNoun: boolean } | undefined {
  const pure = unit === undefined || unit === "1";
  const option = digits > 0 ? ` digits=${digits}` : "";
  switch (kind) {
    case "percent": {
      if (!pure && unit !== "%") return undefined;
      const shown = unit === "%" ? value : 100 * value;
      const printed = formatValue(value, { style: "percent", digits }, unit === undefined ? {} : { unit });
      return { helper: "percent", options: option, value: shown, printed, sameNoun: false };
    }
    case "times":
      if (!pure) return undefined;
      return {
        helper: "times",
        options: ` digits=${digits}`,
        value,
        printed: formatValue(value, { style: "times", digits }),
        sameNoun: false,
      };
    case "dollars": {
      if (pure) return undefined;
      const dollars = attempt(() => convert(value, unit, "USD"));
      if (dollars === undefined) return undefined;
      const printed = formatValue(dollars, { style: "dollars", scale: "auto" });
      return { helper: "dollars", options: ' scale="auto"', value: dollars, printed, sameNoun: false };
    }
    default: {
      const number = (v: number): string => formatValue(v, { style: "number", digits });
      if (noun !== undefined && isUnit(noun)) {
        if (pure) return undefined;
        const to = noun.replaceAll("·", "*");
        const [exact, part] = [attempt(() => convert(value, unit, to)), unit.split(/[/*]/)[0] ?? unit];
        const inUnit = exact ?? (stem(part) === stem(noun) ? value : undefined);
        if (inUnit === undefined) return undefined;
        const options = ` ${exact === undefined || unit === to ? "" : `to="${to}" `}digits=${digits}`;
        return { helper: "number", options, value: inUnit, printed: number(inUnit), sameNoun: true };
      }
      const sameNoun = noun !== undefined && unit !== undefined && stem(unit.split(/[/*]/)[0] ?? "") === stem(noun);
      if (!sameNoun && significant < 3) return undefined;
      return { helper: "number", options: ` digits=${digits}`, value, printed: number(value), sameNoun };
    }
  }
}

function attempt(compute: () => number): number | undefined {
  try {
    return compute();
  } catch {
    return undefined;
  }
}
