import type { Diagnostic } from "../../diagnostic.js";
import type { CheckInput } from "../input.js";
import { type PrintedQuote, printedQuotes } from "./quotes.js";

type Found = Pick<Diagnostic, "rule" | "message" | "expected" | "hint">;

/** Warnings of numbers that don't go with what stands right beside them. */
export const printedAround = ({ tree }: Pick<CheckInput, "tree">): Diagnostic[] =>
  printedQuotes(tree).flatMap((printed): Diagnostic[] => {
    const { value, place } = printed.quote;
    if (typeof value !== "number") return [];
    return LOOKED_FOR.flatMap((look) => look(printed) ?? []).map((found) => ({ severity: "warning", place, ...found }));
  });

/** What a printed unit is called, in words as well. */
const NAMED: readonly (readonly [printed: RegExp, behind: RegExp])[] = [
  [/%$/, /^\s?%|^\s(?:per ?cent|percentage points?)\b/],
  [/×$/, /^\s?×|^\stimes\b/],
  [/^[−-]?\$/, /^\s(?:US )?(?:dollars?|USD)\b/],
  [/^[−-]?€/, /^\s(?:euros?|EUR)\b/],
  [/^[−-]?£/, /^\s(?:pounds?|GBP)\b/],
];
/** Signs before an amount. */
const BEFORE = /^[−-]?(\$|€|£|¥|[A-Z]{3}(?=\u00a0))/;

/** `printed/twice`: the unit that is printed with a number stands beside it once more. */
function twice({ quote: { text, expression }, before, behind }: PrintedQuote): Found | undefined {
  const named = NAMED.flatMap(([printed, name]) => (printed.test(text) ? (name.exec(behind)?.[0] ?? []) : []))[0];
  const [, unit = ""] = /\d[\s\u00a0]([^\s\d]+)$/.exec(text) ?? [];
  const said = /^[\s\u00a0]([^\s.,;:!?)]+)/.exec(behind)?.[1];
  const isSame = unit !== "" && said !== undefined && (said === unit || said === `${unit}s`);
  const sign = BEFORE.exec(text)?.[1];
  const isBefore = sign !== undefined && before.trimEnd().endsWith(sign);
  if (named === undefined && !isSame && !isBefore) return undefined;
  const other = isBefore ? `behind “${sign}”` : `before “${(named ?? said ?? "").trim()}”`;
  return {
    rule: "printed/twice",
    message: `\`${expression}\` is printed as “${text}” ${other}: its unit stands there twice`,
    expected: "the unit once",
    hint: isBefore ? "leave out the sign" : "leave out the word or sign behind it, or print the number alone",
  };
}

/** `printed/run-together`: digits stand against digits, and a reader takes them for one number. */
function runTogether({ quote: { text, expression }, before, behind, meetsAnother }: PrintedQuote): Found | undefined {
  const head = /^\d/.test(text) ? /(?<![\p{L}\d][.,]?)\d[\d.,]*$|\d[.,]?$/u.exec(before)?.[0] : undefined;
  // Of two values the second tells.
  const tail = /\d$/.test(text) && !meetsAnother ? /^[.,]?\d[\d.,]*/.exec(behind)?.[0] : undefined;
  if (head === undefined && tail === undefined) return undefined;
  const whole = `${head ?? ""}${text}${tail?.replace(/[.,]$/, "") ?? ""}`;
  return {
    rule: "printed/run-together",
    message: `\`${expression}\` is printed as “${text}” and reads as “${whole}”`,
    expected: "a blank or a word between two numbers",
    hint: "a number that is made of others is computed in a block",
  };
}

const FALLS =
  /\b(?:f[ae]lls?|fell|drop(?:s|ped)?|declin(?:es?|ed|ing)|decreas(?:es?|ed)|loss(?:es)? of|loses?|lost|shr[iau]nks?|reduc(?:es?|ed|tion)|down|cut)(?: (?:of|by))?[\s\u00a0]$/i;
const RISES =
  /\b(?:r[io]ses?|risen|gr[eo]ws?|grown|increas(?:es?|ed)|gains?|gained|climb(?:s|ed)?|up|growth)(?: (?:of|by))?[\s\u00a0]$/i;

/** `printed/sign`: a number below zero behind words that say which way it goes. */
function sign({ quote: { text, expression }, before }: PrintedQuote): Found | undefined {
  if (!/^[−-]/.test(text)) return undefined;
  const minus = /(?:^|[\s(])[−–-]$/.exec(before)?.[0].trim();
  const words = minus ?? (FALLS.exec(before) ?? RISES.exec(before))?.[0].trim();
  if (words === undefined) return undefined;
  const isFall = minus !== undefined || FALLS.test(before);
  return {
    rule: "printed/sign",
    message: `\`${expression}\` is printed as “${text}” behind “${words}”`,
    expected: isFall ? "the size of it, without its sign" : "a number above zero, or words for a fall",
    hint: "`{{#claim}}` lets words go with the sign that a number has",
  };
}

const LOOKED_FOR = [twice, runTogether, sign];
