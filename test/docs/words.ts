// What the guide's reference says of names that the engine's readers take. A name that is missing here fails `npm run docs` and its test.

type Said = Readonly<Record<string, string>>;

export const BLOCKS: Readonly<Record<string, readonly [written: string, about: string]>> = {
  compute: [
    "` ```ts {#id} `",
    "Computes: its top-level names are seen by all blocks and sentences, `_names` stay inside.",
  ],
  claim: ["` ```ts {#id .claim} `", "One boolean expression."],
  chart: ["` ```ts {#fig-id .chart} `", "Returns a Plot chart."],
  table: ["` ```ts {#tbl-id .table} `", "Returns rows, or `table(rows, options)`."],
  formula: ["` ```formula {#eq-id} `", "An expression or a function of mathjs, computed with and printed."],
  sql: ["` ```sql {#id} `", "A query over data files; its result is `id.rows` and `id.columns`."],
  sweep: ["` ```sweep {#id .study} `", "A study of what moves a result."],
  graph: [
    "` ```graph {#fig-id} `",
    "Draws how many values flow from which chapter to which; it holds its options alone.",
  ],
  layout: [
    "`::: {#fig-id layout-ncol=2}` … `:::`",
    "Figures side by side; without an id each has a number of its own.",
  ],
  diagram: [
    "` ```dot {#fig-id} `",
    "A diagram in Graphviz's language, which may quote values; also `graphviz`. `docs/writing.md` says more.",
  ],
  picture: [
    "` ```picture {#fig-id} `",
    'A picture of `pictures/`; also `![alt](../pictures/a.png "caption"){#fig-id}`.',
  ],
};

export const OPTIONS: Said = {
  caption: "Caption, printed with the figure's number. It may quote values.",
  alt: "Alternative text, read aloud to those who can't see the figure. It may quote values.",
  source: 'The line below, after the word "Source".',
  title: "A name for who reads the source; nothing prints it.",
  echo: "`true` prints the code where it stands.",
  expensive: "`true` keeps the block's result between builds; charts are kept anyway.",
  data: "The name of a value whose rows are saved beside the chart, in place of those that it draws.",
  thresholds: "`false`: the chart marks no place where a claim flips.",
  live: "`false`: the chart stays as published when a reader changes an assumption.",
  step: "The unit of time in which the block's model steps, such as `year`; a flow for one step may be added to a stock.",
  dimensions: "`off: why`, for a block whose units are not checked.",
  columns:
    "What columns are that a query computes, as a data file's are declared: `--| columns:` and below it `--|   total: {unit: kWh}`.",
  units: "What numbers of the formula count: `12 month, 24 h`.",
  file: "The picture's file in `pictures/`.",
  width: "A share of the text's width, `5%` to `100%`.",
  "layout-ncol": "How many stand in a row, 2 or 3; it stands in the braces, as caption and source of all do.",
  dark: "Another picture for dark paper.",
};

export const TAGS: Readonly<Record<string, readonly [written: string, about: string]>> = {
  claim: [
    '`{{#claim "id"}}…{{else}}…{{/claim}}`',
    "Prose that leans on a claim. Without an `{{else}}`, a claim that falls fails the build.",
  ],
  if: [
    "`{{#if value}}…{{else}}…{{/if}}`",
    "Prose for a value that is there and not false, empty or 0; `includeZero=true` lets 0 be there.",
  ],
  unless: ["`{{#unless value}}…{{/unless}}`", "The other way round."],
  each: [
    "`{{#each list}}{{text name}}{{/each}}`",
    "Prose for each item of a list or series: `{{@index}}` counts from 0, `{{#unless @last}}, {{/unless}}` stands between two, `{{../name}}` is a name outside.",
  ],
  with: ["`{{#with row}}{{text name}}{{/with}}`", "Prose in which names are those of one object."],
};

export const REFERENCES: Readonly<Record<string, readonly [example: string, about: string]>> = {
  fig: ["fig-months", "A chart, diagram, graph or picture."],
  tbl: ["tbl-shops", "A table."],
  sec: [
    "sec-tutorial",
    "A section by its id, `## Heading {#sec-id}`, or a chapter by its file: `@sec-tutorial` is `02-tutorial.md`.",
  ],
  eq: ["eq-double", "A formula, or displayed mathematics with a label."],
};

/** What is written in prose and how it is printed; `false` for what stands in lines of its own. */
export const MARKS: readonly (readonly [written: string, about: string, print?: false])[] = [
  ["CO~2~", "Index, behind a letter, a digit or a bracket; also `<sub>2</sub>`."],
  ["m^2^", "Exponent; also `<sup>2</sup>`."],
  ["<kbd>Ctrl</kbd>", "A key of a keyboard."],
  ["~~old~~", "Struck out."],
  ["$x_i \\le y$", "Mathematics in TeX."],
  ["$$ … $$ {#eq-id}", "Mathematics by itself, between empty lines; the label gives it a number.", false],
  ["- [x] done", "An item of a list of tasks; `- [ ]` is open.", false],
  ["Term", "A list of terms, with `: what it means` on the line below.", false],
  [
    "> — A. Reader, 1931",
    "Whose words a quotation has: its last line, behind a sentence or an empty line; `--` is a dash too.",
    false,
  ],
  ["2026--2030 and --- so", "An en dash and an em dash; an option such as `--only` stays."],
  ["text[^note]", "A footnote; `[^note]: its words` stands in a paragraph of its own.", false],
  ["\\newpage", "In a paragraph of its own: on paper the next page begins.", false],
  ["<!-- … -->", "A comment: neither printed nor run.", false],
  ["\\{{x}}", "Printed as it stands, as all code is.", false],
];

/** What a sentence writes for each format: every option of each stands in one of them. */
export const QUOTED: Readonly<Record<string, readonly string[]>> = {
  number: [
    "number sample",
    "number sample digits=1",
    "number sample significant=2",
    "number sample digits=0 sign=true",
  ],
  percent: ["percent sample_share", "percent sample_share digits=1", "percent sample_share digits=1 sign=true"],
  times: ["times sample_ratio", "times sample_ratio digits=2", "times sample_ratio significant=2"],
  dollars: [
    "dollars sample_price",
    'dollars sample_price scale="k" digits=1',
    'dollars sample_price scale="auto" digits=1 sign=true',
    'dollars sample_price from="USD"',
  ],
  unit: [
    'unit sample_energy from="kWh" digits=0',
    'unit sample_energy from="kWh" to="MWh" significant=2',
    'unit sample_energy from="kWh" to="MWh" digits=2 sign=true',
  ],
  date: ["date sample_day", 'date sample_day style="short"', 'date sample_day style="year"'],
  text: ["text sample_word"],
  format: ['format sample "number 3sf"'],
  range: [
    "range sample_low sample_high",
    'range sample_low sample_high style="times" digits=1',
    "range sample_low sample_high significant=1",
    'range sample_less sample_energy style="unit" from="kWh" to="MWh" digits=2',
    'range sample_cheaper sample_price style="dollars" scale="k" digits=1',
  ],
};

/** What every format takes. */
export const QUOTED_ANYWHERE: readonly string[] = [
  'text sample_nothing empty="none"',
  'number sample digits=0 nonfinite="without end"',
];

export const CHAPTER: Said = {
  title: "The chapter's title; needed.",
  summary: "A paragraph printed below it.",
  numbered: "`false` for a chapter without a number; a first one is a summary, which stands on the PDF's title page.",
  appendix: "`true` for an appendix, with a letter in place of a number; appendices stand last.",
  memo: "What holds for the whole memo; in the first chapter.",
};

export const MEMO: Said = {
  title: "The memo's title.",
  subtitle: "The line below it.",
  authors: "A name, or a list of names.",
  language:
    "A language tag, `en` unless given: words are hyphenated and quotation marks set as it has them. Numbers, dates and memo's own words stay English.",
  notice: "A short statement below the title: what this is and is not.",
  contents: "How much the PDF's contents list: `none`, `chapters` or `sections`.",
  pdf: "Pages of the PDF; its keys are below.",
  url: "The address of the folder where the memo is published, `https://example.org/memo/`.",
  logo: "A picture above the title; its keys are below.",
  assumptions: "The version of the assumptions that is built when a command names none; the latest unless given.",
  step: "The unit of time in which the model steps, such as `year`; a flow for one step may be added to a stock.",
  headlines: "Outputs that a review's first sentence is about, the most important first.",
  live: "`true`, or a list of assumptions that a reader of the page is offered first.",
  lists: "`[figures, tables]`: lists of them behind the chapters.",
  redirects: "Old ids that lead to new ones: `fig-old: fig-new`.",
  rules: "Severities other than a rule's own, `stale/number: warning`: `error`, `warning`, `hint` or `off`.",
};

export const PDF: Said = {
  paper: "`a4`, unless given, `us-letter` or `us-legal`.",
  margin: "A length such as `25mm`, or `{ side: 2cm, top: 1in, bottom: 24mm }`.",
  standard: "`ua-1`, unless given, or `a-2a`, which archives ask for.",
};

export const LOGO: Said = {
  file: "The picture's file in `pictures/`; needed.",
  dark: "Another for dark paper.",
  alt: "The name that it shows.",
};
