import {
  COLUMN_FIELDS,
  DATA_FIELDS,
  ENTRY_FIELDS,
  type FieldTable,
  SCENARIO_FIELDS,
  SOURCE_FIELDS,
  VERSION_FIELDS,
} from "../../src/assumptions/files/field-table.js";
import { CHAPTER_KEYS, MEMO_KEYS } from "../../src/chapters/front-matter.js";
import { ALLOWED, REQUIRED } from "../../src/chapters/options.js";
import { FORMAT_HELPERS } from "../../src/document/helpers.js";

/** The chapter of the guide that is made of the tables by which the engine's own readers go. */
export const REFERENCE = "docs/guide/chapters/04-reference.md";

const cell = (text: string): string => text.replaceAll("|", "\\|");

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...body.map(line)].join("\n");
}

function fields(table: FieldTable): string {
  return rows(
    ["Field", "Needed", "What it is"],
    Object.entries(table).map(([name, { required, about }]) => [`\`${name}\``, required ? "yes" : "", about]),
  );
}

const BLOCKS: Readonly<Record<keyof typeof ALLOWED, string>> = {
  compute: "` ```ts {#id} `",
  claim: "` ```ts {#id .claim} `",
  chart: "` ```ts {#fig-id .chart} `",
  table: "` ```ts {#tbl-id .table} `",
  formula: "` ```formula {#eq-id} `",
  sweep: "` ```sweep {#id} `",
  graph: "` ```graph {#fig-id} `",
  picture: "` ```picture {#fig-id} `",
  layout: "`::: {#fig-id}` … `:::`",
};

/** Formats as they are declared, with a value of each. */
const PRINTED = `\`\`\`ts {#tbl-formats .table}
//| caption: Formats, as outputs and columns declare them.
//| echo: true
const _shown: [string, number | string, string?][] = [
  ["number 2", 1234.567],
  ["number 3sf", 1234.567],
  ["number 0 signed", 12],
  ["percent 1", 0.1234],
  ["times 1", 3.53],
  ["dollars 0", 1234.5 /* USD */],
  ["dollars 1 M", 12_345_678 /* USD */],
  ["unit 0 kWh", 1250 /* kWh */, "kWh"],
  ["date", "2026-05"],
  ["date short", "2026-05-12"],
  ["text", "as it is"],
];
_shown.map(([declared, value, unit]) => ({
  Format: declared,
  Value: String(value),
  Printed: format(value, declared, unit === undefined ? {} : { unit }),
}));
\`\`\``;

export function referenceChapter(): string {
  const list = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");
  return `---
title: Reference
---

<!-- Written by \`npm run docs\` from the tables by which assumptions, chapters and formats are read; edit those, not this chapter. -->

## Assumptions

Of an assumption:

${fields(ENTRY_FIELDS)}

Of one that is a data file:

${fields(DATA_FIELDS)}

Of a column of a data file:

${fields(COLUMN_FIELDS)}

Of a version, a scenario and a source:

${fields(VERSION_FIELDS)}

${fields(SCENARIO_FIELDS)}

${fields(SOURCE_FIELDS)}

## Blocks

Options stand at the head of a block, \`//| caption: …\`, in a formula, graph or picture \`#| caption: …\`; those of figures side by side in the braces.

${rows(
  ["Block", "Options", "Of these needed"],
  (Object.keys(ALLOWED) as (keyof typeof ALLOWED)[]).map((kind) => [
    BLOCKS[kind],
    list(ALLOWED[kind]),
    list(REQUIRED[kind]),
  ]),
)}

## Formats

${rows(
  ["In a sentence", "Options"],
  [...FORMAT_HELPERS].map(([name, { operands, options }]) => [
    `\`{{${name} ${operands === 2 ? (name === "range" ? "low high" : 'value "format"') : "value"}}}\``,
    list(options),
  ]),
)}

@tbl-formats has each with a value.

${PRINTED}

## Front matter

Of a chapter: ${list(CHAPTER_KEYS)}. Under \`memo\`, in the first one: ${list(MEMO_KEYS)}.
`;
}
