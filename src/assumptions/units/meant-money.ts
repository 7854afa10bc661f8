import { CURRENCIES, SIGNS } from "./currencies.js";

/** What people write for thousands to trillions of money, by the letter that stands before its code. */
const SCALES: readonly (readonly [letter: string, words: string])[] = [
  ["k", "k|K|tsd|thousands?"],
  ["M", "m|M|mm|MM|mn|mln|[mM]io|millions?"],
  ["B", "b|B|bn|Bn|[mM]rd|billions?"],
  ["T", "T|tn|trn|trillions?"],
];
const SCALE = `(?:${SCALES.map(([, words]) => words).join("|")})\\.?`;

/** Dollars that say of which country they are. */
const DOLLARS: Readonly<Record<string, string>> = {
  US$: "USD",
  A$: "AUD",
  AU$: "AUD",
  C$: "CAD",
  CA$: "CAD",
  NZ$: "NZD",
  HK$: "HKD",
  S$: "SGD",
  NT$: "TWD",
  R$: "BRL",
};

/** Codes in small letters that are no words of their own. */
const SMALL = "usd|eur|gbp|chf|jpy|cny|inr|aud|cad|sek|nok|dkk|pln";

const MONEY = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(${SCALE})\s*)?(${Object.keys(DOLLARS).join("|").replaceAll("$", "\\$")}|\p{Sc}|[A-Z]{3}|${SMALL})(?:\s*(${SCALE}))?(?![\p{L}\p{N}])`,
  "gu",
);

/** The letter that stands before a code for one of these words; none without a word, undefined for another. */
export const letterOf = (scale: string | undefined): string | undefined =>
  scale === undefined ? "" : SCALES.find(([, words]) => new RegExp(`^(?:${words})\\.?$`).test(scale))?.[0];

function codeOf(money: string): string | undefined {
  const code = DOLLARS[money] ?? SIGNS[money] ?? money.toUpperCase();
  return CURRENCIES.has(code) ? code : undefined;
}

/** A unit in which money stands as people write it, "$B/year", "USD m" or "US$/MWh", with that as it is written here; undefined where none stands so. */
export function moneyMeant(text: string): string | undefined {
  const written = text.replace(MONEY, (whole, before?: string, money = "", behind?: string) => {
    const code = codeOf(money);
    const letter = before !== undefined && behind !== undefined ? undefined : letterOf(before ?? behind);
    return code === undefined || letter === undefined ? whole : letter + code;
  });
  return written === text ? undefined : written;
}
