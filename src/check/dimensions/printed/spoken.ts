import { currencyOf, SIGNS, signOf } from "../../../assumptions/units/currencies.js";
import type { UnitSystem } from "../../../assumptions/units/units.js";
import { bridge } from "../scale.js";
import { type Unit, unitText } from "../unit.js";
import { misfit, type PrintedValue, partLike, unitOrNone } from "./formats.js";

/** Words that stand for nothing but their unit, whatever is counted. */
const CLEAR = /^(?:[kMGTPE]?(?:W|Wh|B|FLOP)(?:\/[A-Za-z]+)*|(?:month|year|week|day|hour)s?)$/;

/** Signs and words of which a sentence may mean something else: held against a value of their own kind alone. */
const SIGN = /^(?:[kMGTmµ]?(?:g|m|s|J|Wh?|Hz|V|N|Pa|[lL])|[kMG]?t|[cd]m|[MGk]?bar|ha|min|h|ft|lb|oz)$/;
const WORD =
  /^(?:(?:kilo|mega|giga|tera|peta|exa|milli|micro|nano|centi)?(?:gram|met(?:er|re)|lit(?:er|re)|watt|joule|byte|second|newton|pascal|hertz)|tonne|ton|pound|ounce|mile|yard|acre|hectare|gallon|minute|hour|day|week|month|year)s?$|^(?:foot|feet|inch|inches)$/;
const ENERGY = /^(kilo|mega|giga|tera)?watt[-\s]hours?$/;
const MONEY: Readonly<Record<string, string>> = { dollar: "USD", dollars: "USD", euro: "EUR", euros: "EUR" };

const MEANS: Readonly<Record<string, Said["means"]>> = {
  $: "dollars",
  dollar: "dollars",
  dollars: "dollars",
  US$: "one thing",
  "€": "one thing",
  "£": "one thing",
  euro: "one thing",
  euros: "one thing",
};

const SCALES: Readonly<Record<string, number>> = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 };
/** How a scale is written close to an amount. */
const CLOSE: Readonly<Record<string, number>> = { k: 1e3, K: 1e3, m: 1e6, M: 1e6, bn: 1e9, B: 1e9, T: 1e12, tn: 1e12 };

/** What may be a scale and a unit behind a number, and ends there. */
const BEHIND =
  /^[†‡*_~]*[\s\u00a0]+(?:(thousand|million|billion|trillion)s?[\s\u00a0]+(?:of[\s\u00a0]+)?)?((?:kilo|mega|giga|tera)?watt[-\s]hours?|[A-Za-zµ]+(?:\/[A-Za-z]+)*)(?![\w/²³^])(?!-)/;
const SCALE_BEHIND =
  /^[†‡*_~]*(?:[\s\u00a0]*(k|K|m|M|bn|B|T|tn)|[\s\u00a0-]+(thousand|million|billion|trillion)s?)(?!\w)/;

/** What a sentence says around a number that is printed without its unit. */
interface Said {
  words: string;
  unit: string;
  scale: number;
  /** Whether it can be meant for nothing else. Dollars are of many countries, and `TOP` is money of Tonga. */
  means: "one thing" | "dollars" | "code" | "maybe";
}

/**
 * What is wrong with the unit that a sentence names around a number: a value in kg before "tonnes", one in MUSD behind "$". Nothing where numbers written in
 * the code make the difference, or the sentence says per what itself.
 */
export function spokenProblem(
  value: PrintedValue,
  before: string,
  behind: string,
  system: UnitSystem,
  step?: Unit,
): { message: string; expected: string } | undefined {
  const { unit, literals } = value;
  const said = unit && (saidBehind(behind) ?? saidBefore(before, behind));
  if (!said) return undefined;
  const target = unitOrNone(said.unit, system);
  if (!target) return undefined;
  const part = partLike(unit, target, system, step);
  if (!part) return isClear(said, unit) ? misfit(value, said.unit, said.words, system, step) : undefined;
  if (bridge(part.factor / (target.factor * said.scale), literals, [])) return undefined;
  const [scale] = Object.entries(SCALES).find(([, size]) => size === said.scale) ?? [];
  return {
    message: `a value in ${unitText(unit)} is printed ${said.words}`,
    expected: `a value in ${scale === undefined ? "" : `${scale}s of `}${said.unit}; this one is in ${unitText(part)}`,
  };
}

function isClear({ means }: Said, { symbols }: Unit): boolean {
  const money = symbols.flatMap(([name]) => currencyOf(name)?.code ?? []);
  if (means === "code") return money.length > 0;
  return means === "one thing" || (means === "dollars" && money.every((code) => /^[€£¥]/.test(signOf(code))));
}

function saidBehind(behind: string): Said | undefined {
  const [, scale, word = ""] = BEHIND.exec(behind) ?? [];
  const isOne = CLEAR.test(word) || ENERGY.test(word);
  const unit = word === "" ? undefined : unitOf(word, isOne);
  if (unit === undefined) return undefined;
  const words = `before “${scale === undefined ? "" : `${scale} `}${word}”`;
  const money = currencyOf(unit) && (MEANS[word] ?? "code");
  return { words, unit, scale: SCALES[scale ?? ""] ?? 1, means: money ?? (isOne ? "one thing" : "maybe") };
}

/** Money, whose sign or code stands before it. */
function saidBefore(before: string, behind: string): Said | undefined {
  const [, sign = ""] =
    /(?:^|[\s\u00a0(–—-])((?:US)?\$|[€£]|[A-Z]{3}(?=[\s\u00a0]))[\s\u00a0]?[*_~]*$/.exec(before) ?? [];
  const code = SIGNS[sign.replace("US", "")] ?? sign;
  if (code === "" || currencyOf(code) === undefined) return undefined;
  const [, close, word] = SCALE_BEHIND.exec(behind) ?? [];
  const scale = close === undefined ? SCALES[word ?? ""] : CLOSE[close];
  const isScaled = scale === undefined ? "" : ` and before “${close ?? word}”`;
  return { words: `behind “${sign}”${isScaled}`, unit: code, scale: scale ?? 1, means: MEANS[sign] ?? "code" };
}

/** The unit that words and signs stand for, one over others among them; `isOne` where it is known that they stand for one. */
function unitOf(words: string, isOne: boolean): string | undefined {
  const energy = ENERGY.exec(words);
  if (energy) return `${PREFIXES[energy[1] ?? ""]}Wh`;
  const parts = words.split("/").map((word) => {
    const money = MONEY[word] ?? (currencyOf(word) ? word : undefined);
    if (money !== undefined || SIGN.test(word)) return money ?? word;
    return isOne || WORD.test(word) ? singular(word.replace("metre", "meter").replace("litre", "liter")) : undefined;
  });
  return parts.every((part) => part !== undefined) ? parts.join("/") : undefined;
}

const PREFIXES: Readonly<Record<string, string>> = { "": "", kilo: "k", mega: "M", giga: "G", tera: "T" };
const ODD: Readonly<Record<string, string>> = {
  feet: "foot",
  inches: "inch",
  pound: "lb",
  pounds: "lb",
  ounce: "oz",
  ounces: "oz",
  hour: "h",
  hours: "h",
};

const singular = (word: string): string => ODD[word] ?? word.replace(/(?<=[a-z]{2})s$/, "");
