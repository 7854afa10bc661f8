import type { QuoteNode } from "../../src/document/tree.js";
import type { Project } from "../../src/memo/project.js";
import { type Region, type Site, sitesOf } from "./sites.js";

/** What a fault can be picked from: the sources, and what they print. */
export interface Soil {
  project: Project;
  quotes: readonly QuoteNode[];
}

export interface Kind {
  id: string;
  /** What somebody did, as a row of the table says it. */
  what: string;
  /** How many of it are picked. */
  count: number;
  sites(soil: Soil): Site[];
}

type Put = (match: RegExpExecArray, file: string) => string | undefined;

const kind = (
  id: string,
  what: string,
  count: number,
  regions: readonly Region[],
  pattern: RegExp,
  put: Put,
): Kind => ({
  id,
  what,
  count,
  sites: ({ project }) => sitesOf(project, regions, pattern, put),
});

/** Two letters in the middle change places; where they are the same, one is lost. */
function misspelt(word: string): string {
  const at = Math.floor(word.length / 2) - 1;
  const [a, b] = [word.charAt(at), word.charAt(at + 1)];
  return word.slice(0, at) + (a === b ? a : b + a) + word.slice(at + 2);
}

const nextYear = (year: string): string => String(Number(year) + (year === "2029" ? -1 : 1));

/** A quoted value becomes the text that it prints, or that text with its last digit changed. */
const written =
  (change: (text: string) => string) =>
  ({ project, quotes }: Soil): Site[] =>
    quotes.flatMap(({ place, expression, text }) => {
      const source = project.chapters.get(place.file) ?? "";
      const line = source
        .split("\n")
        .slice(0, place.start.line - 1)
        .join("\n").length;
      const quote = `{{${expression}}}`;
      const at = source.indexOf(quote, line + place.start.column - 3);
      const fit = /\d/.test(text) && at >= 0 && at < line + place.start.column + 3;
      return fit ? [{ file: place.file, at, text: quote, replace: change(text) }] : [];
    });

const anotherDigit = (text: string): string =>
  text.replace(/\d(?=\D*$)/, (digit) => String(digit === "9" ? 8 : Number(digit) + 1));

const CODE: readonly Region[] = ["ts"];
const UNITS: Readonly<Record<string, string>> = {
  "1": "GW",
  GW: "MW",
  "GW/year": "GW",
  "EB/s": "EB",
  token: "MB",
  year: "week",
  BUSD: "GW",
};

/** The kinds of slips, in the order in which the table has them. */
export const KINDS: readonly Kind[] = [
  kind("quoted-name", "a quoted name misspelt", 2, ["prose"], /\{\{(?:times|number|percent) [a-z]\w{6,}/g, ([all]) =>
    all.replace(/\w+$/, misspelt),
  ),
  kind("block-name", "a name in a block misspelt", 2, CODE, /(?<=[ (])[a-z]+[A-Z][A-Za-z]{4,}(?=\[)/g, ([name]) =>
    misspelt(name),
  ),
  kind("assumption-name", "an assumption misspelt in a block", 2, CODE, /given\.[a-z]+\.[a-z_]{4,}\b/g, ([name]) =>
    name.replace(/\w+$/, misspelt),
  ),
  kind("reference", "a reference misspelt", 2, ["prose"], /@(?:fig|tbl|sec|eq)-[a-z-]{5,}/g, ([name]) =>
    name.replace(/[a-z]+$/, (word) => (word.length > 2 ? misspelt(word) : `${word}s`)),
  ),
  kind("citation", "a citation misspelt", 1, ["prose"], /\[@[a-z-]{6,}\]/g, ([all]) =>
    all.replace(/[a-z]{3,}/, misspelt),
  ),
  kind("claim-name", "the name of a claim misspelt in prose", 1, ["prose"], /\{\{#claim "[a-z-]+"/g, ([all]) =>
    all.replace(/(?<=")[a-z]+/, misspelt),
  ),
  kind(
    "figure-id",
    "a figure given another id",
    1,
    ["chart", "table"],
    /^```ts \{#(?:fig|tbl)-[a-z-]+/g,
    ([all]) => `${all}-new`,
  ),
  kind("sweep-output", "the output of a sweep misspelt", 1, ["sweep"], /^output: \w{6,}$/gm, ([all]) =>
    all.replace(/\w+$/, misspelt),
  ),
  kind("scenario", "a scenario misspelt in a sweep", 1, ["sweep"], /(?<=^scenarios: \[)[a-z-]{6,}/gm, ([name]) =>
    misspelt(name),
  ),
  kind(
    "duplicate-name",
    "a name defined a second time",
    1,
    CODE,
    /^const \w+ = .*;$/gm,
    ([line]) => `${line}\n${line}`,
  ),
  {
    id: "hand-written",
    what: "a number written by hand, right for now",
    count: 3,
    sites: written((text) => text),
  },
  { id: "out-of-date", what: "a number written by hand, a digit out", count: 2, sites: written(anotherDigit) },
  kind("quoted-year", "the wrong year quoted", 3, ["prose"], /\{\{(?:times|number|percent) \w+\.20\d\d/g, ([all]) =>
    all.replace(/\d+$/, nextYear),
  ),
  kind("block-year", "the wrong year in a block", 2, CODE, /(?<=output\([\w.]+\[)20\d\d/g, ([year]) => nextYear(year)),
  kind("claim-year", "the wrong year in a claim", 1, ["claim"], /(?<=\[)20\d\d/g, ([year]) => nextYear(year)),
  kind("claim-operator", "a claim turned round", 3, ["claim"], / [<>]=? /g, ([operator]) =>
    operator.includes("<") ? " > " : " < ",
  ),
  kind(
    "claim-bound",
    "the bound of a claim a tenth of what it was",
    1,
    ["claim"],
    /\b0\.\d+$/gm,
    ([bound]) => `0.0${bound.slice(2)}`,
  ),
  kind(
    "output-unit",
    "the wrong unit of an output",
    3,
    CODE,
    /unit: "(?:GW|GW\/year|EB\/s|token|year|BUSD)"/g,
    ([all]) => all.replace(/(?<=")[^"]+/, (unit) => UNITS[unit] ?? unit),
  ),
  kind("column-unit", "the wrong unit of a table's column", 1, ["table"], /unit: "(?:GW|EB\/s)"/g, ([all]) =>
    all.replace(/(?<=")[^"]+/, (unit) => UNITS[unit] ?? unit),
  ),
  kind("unlike-sum", "unlike units added", 2, CODE, /(?<=given\.\w+\.\w+) [*/] (?=given\.\w+\.\w+\b)/g, () => " + "),
  kind("quoted-format", "a value quoted in the wrong format", 2, ["prose"], /\{\{dollars (?=\w)/g, () => "{{percent "),
  kind("quoted-unit", "a value quoted in the wrong unit", 1, ["prose"], /from="BUSD"/g, () => 'from="GW"'),
  kind("format", "a format that there is not", 1, ["ts", "table"], /format: "times \d"/g, ([all]) =>
    all.replace("times", "time"),
  ),
  kind("argument-type", "a word where a number belongs", 1, CODE, /(?<=[(,] ?)\b1\b(?= \/|\)|,)/g, () => '"one"'),
  kind("power-of-ten", "a power of ten lost", 1, CODE, /[*/] 1000\b/g, ([all]) => all.slice(0, -1)),
  kind("sign", "a sign turned round", 1, CODE, /\b1 - given/g, () => "1 + given"),
  kind(
    "assumption-unit",
    "a unit misspelt in an assumption",
    1,
    ["yaml"],
    /^ +value: \d+ (?:token|hour|people)\b/gm,
    ([all]) => all.replace(/\w+$/, misspelt),
  ),
  kind("assumption-prefix", "GW for MW in an assumption", 1, ["yaml"], /^ +(?:value|low): [\d.]+ [GMk]W$/gm, ([all]) =>
    all.replace(/\wW$/, (unit) => (unit === "GW" ? "MW" : "GW")),
  ),
  kind("extra-digit", "a digit too many in an assumption", 1, ["yaml"], /^ +value: [1-9]\d*$/gm, ([all]) => `${all}0`),
  kind(
    "new-value",
    "a value changed inside its range, its source kept",
    1,
    ["yaml"],
    /^ +value: 0\.[1-8]\d*$/gm,
    ([all]) => `${all}5`,
  ),
  kind("no-source", "the source of an assumption dropped", 1, ["yaml"], /kind: cited\n +source: .*\n/g, ([all]) =>
    all.replace(/ +source: .*\n/, ""),
  ),
  kind("source", "the source of an assumption misspelt", 1, ["yaml"], /^ +source: [a-z-]{6,}$/gm, ([all]) =>
    all.replace(/(?<=: )[a-z]+/, misspelt),
  ),
  kind("series-year", "a year missing in a series", 1, ["yaml"], /^ +value: \{.*2027: [\d.]+, /gm, ([all]) =>
    all.replace(/2027: [\d.]+, $/, ""),
  ),
  kind(
    "mix",
    "shares that don't add up to one",
    1,
    ["yaml"],
    /mix: true\n +value: \{\w+: 0\.\d+/g,
    ([all]) => `${all}5`,
  ),
  kind(
    "range",
    "the ends of a range swapped",
    1,
    ["yaml"],
    /^( +)low: ([\d.]+)\n +high: ([\d.]+)$/gm,
    ([, indent, low, high]) => `${indent}low: ${high}\n${indent}high: ${low}`,
  ),
  kind("extends", "the version it extends misspelt", 1, ["yaml"], /^extends: .*$/gm, () => "extends: 2026-30"),
  kind("overridden", "an assumption misspelt in a scenario", 1, ["yaml"], /(?<=^ +set: \{)\w+\.\w{3,}/gm, ([name]) =>
    name.replace(/\w+$/, misspelt),
  ),
  kind(
    "alternative",
    "an alternative text that repeats the caption",
    1,
    ["chart"],
    /(?<=caption: )(.*)\n\/\/\| alt:\n(?:\/\/\| {3}.*\n)+/g,
    ([, caption]) => `${caption}\n//| alt: ${caption}\n`,
  ),
  kind("heading", "a heading two levels down", 1, ["prose"], /^## (?=[A-Z])/gm, () => "#### "),
  kind(
    "left-over",
    "a block left behind",
    1,
    ["prose"],
    /^## .*\n/gm,
    ([heading]) => `${heading}\n\`\`\`ts {#left-over}\nconst leftOver = 1;\n\`\`\`\n`,
  ),
  kind("tolerance", "an output without a tolerance", 1, CODE, /, tolerance: "\d%"/g, () => ""),
  kind("front-matter", "a field of the front matter misspelt", 1, ["front"], /^summary:/gm, () => "sumamry:"),
];
