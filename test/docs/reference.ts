import { FUNCTIONS } from "../../src/assumptions/expressions/expression.js";
import {
  COLUMN_FIELDS,
  DATA_FIELDS,
  ENTRY_FIELDS,
  SCENARIO_FIELDS,
  SOURCE_FIELDS,
  VERSION_FIELDS,
} from "../../src/assumptions/files/field-table.js";
import { COUNTS } from "../../src/assumptions/units/unit-names.js";
import { CALLOUTS } from "../../src/chapters/callouts.js";
import { CHAPTER_KEYS } from "../../src/chapters/front-matter.js";
import { LOGO_KEYS, MEMO_KEYS } from "../../src/chapters/memo-facts.js";
import { ALLOWED, REQUIRED } from "../../src/chapters/options.js";
import { PDF_KEYS } from "../../src/chapters/pdf-settings.js";
import { STUDIES } from "../../src/chapters/types.js";
import { COMMON_OPTIONS, FORMAT_HELPERS } from "../../src/document/helpers.js";
import { REFERENCE_KINDS } from "../../src/document/template/mentions.js";
import { SECTIONS } from "../../src/document/template.js";
import { DATE_STYLES } from "../../src/keys/calendar.js";
import { FORMULA_FUNCTIONS } from "../../src/notebook/formula/tree.js";
import { SCALES, STYLES } from "../../src/notebook/library/parse-format.js";
import { fields, head, list, rows, said } from "./markdown.js";
import * as words from "./words.js";

/** Formats as they are declared, with a value of each: every style, scale and way to print a date. */
const counts = (): string =>
  Object.keys(COUNTS)
    .filter((name) => name !== "USD")
    .map((name) => `\`${name}\``)
    .join(", ");

export const DECLARED: readonly (readonly [declared: string, value: number | string, unit?: string])[] = [
  ["number", 1234.567],
  ["number 2", 1234.567],
  ["number 3sf", 1234.567],
  ["number 0 signed", 12],
  ["percent 1", 0.1234],
  ["times 1", 3.53],
  ["dollars 0", 1234.5],
  ...SCALES.map((scale): [string, number] => [`dollars 1 ${scale}`, 12_345_678]),
  ["unit 0 kWh", 1250, "kWh"],
  ["date", "2026-05-12"],
  ...DATE_STYLES.map((style): [string, string] => [`date ${style}`, "2026-05-12"]),
  ["text", "as it is"],
];

const literal = (value: number | string): string => (typeof value === "string" ? JSON.stringify(value) : String(value));

function printed(): string {
  const lines = DECLARED.map(([declared, value, unit]) => {
    const money = declared.startsWith("dollars") ? " /* USD */" : unit === undefined ? "" : ` /* ${unit} */`;
    return `  [${[JSON.stringify(declared), `${literal(value)}${money}`, ...(unit ? [JSON.stringify(unit)] : [])].join(", ")}],`;
  });
  return `\`\`\`ts {#tbl-formats .table}
//| caption: Formats, as outputs and columns declare them.
const _shown: [string, number | string, string?][] = [
${lines.join("\n")}
];
_shown.map(([declared, value, unit]) => ({
  Format: declared,
  Value: String(value),
  Printed: format(value, declared, unit === undefined ? {} : { unit }),
}));
\`\`\``;
}

/** What a sentence writes and what it prints, for each format and each of its options. */
function quoted(): string {
  const examples = [...FORMAT_HELPERS].flatMap(([name, { options }]) => {
    const own = said(words.QUOTED, name, "format");
    for (const option of [...options, ...COMMON_OPTIONS])
      if (![...own, ...words.QUOTED_ANYWHERE].some((one) => one.includes(` ${option}=`)))
        throw new Error(`no example of ${name} has the option ${option}`);
    return own;
  });
  return rows(
    ["Written", "Printed"],
    [...examples, ...words.QUOTED_ANYWHERE].map((one) => [`\`{{${one}}}\``, `{{${one}}}`]),
  );
}

const named = (names: readonly string[], about: Readonly<Record<string, string>>, what: string): string =>
  rows(
    ["Key", "What it is"],
    names.map((name) => [`\`${name}\``, said(about, name, what)]),
  );

function blocks(): string {
  const kinds = Object.keys(ALLOWED) as (keyof typeof ALLOWED)[];
  const options = [...new Set(kinds.flatMap((kind) => ALLOWED[kind]))];
  return `${rows(
    ["Block", "What it is", "Options", "Of these needed"],
    kinds.map((kind) => {
      const [written, about] = said(words.BLOCKS, kind, "block");
      return [written, about, list(ALLOWED[kind]), list(REQUIRED[kind])];
    }),
  )}

Options stand at the head of a block, \`//| caption: …\`, and go on below as \`//|   more\`. In a formula, graph or picture they begin with \`#|\`, in a query with \`--|\`; a sweep's are lines of its body.

${named(options, words.OPTIONS, "option")}

A formula may call ${list([...FORMULA_FUNCTIONS.keys()])} and functions that blocks define, and knows \`pi\`. \`min\`, \`max\` and \`sum\` take numbers, or one list or series.

A fence without braces is shown and not run. Of a sweep the class says which study it is, ${list(STUDIES.map((one) => `.${one}`))}: @sec-studies.`;
}

function prose(): string {
  return `Headings begin at \`##\`. Paragraphs, lists, tables, quotations, links, emphasis, footnotes and code are those of Markdown. Besides:

${rows(
  ["Written", "Printed", "What it is"],
  words.MARKS.map(([written, about, print = true]) => [`\`${written}\``, print ? written : "", about]),
)}

A value is quoted in braces, and tags open sections that hold only where a value does:

${rows(
  ["Written", "What it is"],
  SECTIONS.map((name) => [...said(words.TAGS, name, "section")]),
)}

Callouts, each a quotation whose first line is its kind:

${CALLOUTS.map((kind) => `> [!${kind.toUpperCase()}]\n> Written \`> [!${kind.toUpperCase()}]\`, and this sentence below.`).join("\n\n")}

References say what they lead to and its number:

${rows(
  ["Written", "Printed", "Leads to"],
  REFERENCE_KINDS.map((kind) => {
    const [example, about] = said(words.REFERENCES, kind, "reference");
    return [`\`@${example}\``, `@${example}`, about];
  }),
)}

\`\`\`formula {#eq-double}
doubling_years(rate) = log(2) / log(1 + rate)
\`\`\`

\`[@key]\` cites a source of \`assumptions/sources.yaml\`, \`[@key, p. 3; @other]\` two of them with a place, \`[-@key]\` only its year; \`@key\` alone is printed as it is in brackets. \`\\@key\` is printed as it stands.`;
}

/** The chapter of the guide that is made of the tables by which the engine's own readers go. */
export function referenceChapter(): string {
  for (const style of STYLES)
    if (!DECLARED.some(([declared]) => declared.split(" ")[0] === style)) throw new Error(`no example of ${style}`);
  return `${head("Reference", "the tables by which assumptions, chapters and formats are read")}
What may stand where. @sec-studies has the same of sweeps, @sec-library of what blocks call. @sec-rules lists every message, and \`docs/writing.md\` and \`docs/data.md\` say more of pictures, tables, mathematics and data files.

## Assumptions

Of an assumption:

${fields(ENTRY_FIELDS)}

An expression is written with \`+ - * / ^\`, parentheses and ${list(Object.keys(FUNCTIONS))}; \`min\`, \`max\`, \`sum\` and \`mean\` of one series make a number of it.

Of one that is a data file:

${fields(DATA_FIELDS)}

Of a column of a data file:

${fields(COLUMN_FIELDS)}

Of a version, a scenario and a source:

${fields(VERSION_FIELDS)}

${fields(SCENARIO_FIELDS)}

${fields(SOURCE_FIELDS)}

## Units {#sec-units}

A unit is names with \`*\`, \`/\`, \`^\` and brackets between them: \`GW/year\`, \`W/(m*K)\`, \`MWh/household/year\`. Names are those of [mathjs](https://mathjs.org/docs/datatypes/units.html)
with its prefixes, currencies by their code (\`EUR\`, \`SEK\`), things counted (${counts()}), and what a version declares under \`units\`. Money and things
counted, a version's own too, come in thousands to trillions: \`kSEK\`, \`MSEK\`, \`BSEK\`, \`TSEK\`.

\`degC\` and \`degF\` are temperatures, which blocks have in kelvins. An output and a column of a table that are declared in them, and \`{{unit … to="degC"}}\`, print degrees; a chart is
given \`… /* K */ - 273.15 /* K */\`. A percent or a factor of a temperature in degrees says nothing: studies by percent leave it out, and the tolerance of an output in degrees is a number of them.

## Blocks

${blocks()}

## Prose {#sec-prose}

${prose()}

## Formats

\`\`\`ts {#samples}
const sample = 1234.567;
const sample_share = 0.1234;
const sample_ratio = 3.53;
const sample_cheaper = 9_876 /* USD */;
const sample_price = 12_345 /* USD */;
const sample_less = 800 /* kWh */;
const sample_energy = 1250 /* kWh */;
const sample_day = "2026-05-12";
const sample_word = "as it is";
const sample_nothing: string | null = null;
const [sample_low, sample_high] = [2.25, 4.5];
\`\`\`

An output prints itself, \`{{revenue_2026}}\`; any other value names a format:

${quoted()}

A declared format is a style, digits or significant figures (\`3sf\`), \`signed\`, and what the style takes, in this order: \`unit 1 signed kSEK\`. @tbl-formats has each with a value.

${printed()}

## Front matter

Of a chapter:

${named(CHAPTER_KEYS, words.CHAPTER, "key")}

Under \`memo\`, in the first chapter alone:

${named(MEMO_KEYS, words.MEMO, "key")}

Under \`pdf\`:

${named(PDF_KEYS, words.PDF, "key")}

Under \`logo\`:

${named(LOGO_KEYS, words.LOGO, "key")}
`;
}
