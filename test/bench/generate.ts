import { numbers, sentence, wrap } from "./prose.js";

/** How much a generated memo holds. Claims, formulas, notes and citations come on top. */
export interface MemoSize {
  chapters: number;
  /** Blocks that compute: values, functions, outputs, claims. */
  blocks: number;
  charts: number;
  tables: number;
  /** Quoted values in prose, besides those in captions. */
  quotes: number;
  assumptions: number;
}

const UNITS = 12;
const BLOCKS = 4;
const ASSUMPTIONS = 5;
export const CHARTS = 20;
export const TABLES = 20;
export const QUOTES = 150;
/** Sections that build on one another; beyond them another part of the memo begins, with assumptions of its own. */
export const CHAIN = 12;
const YEARS = [2025, 2026, 2027, 2028, 2029, 2030];
export const PARTS = ["cloud", "edge", "campus"];

/** What a memo of a factor holds: at 1 the memo of 12 chapters, 48 blocks, 20 charts, 20 tables and 150 quoted values. */
export function memoSize(factor: number): MemoSize {
  const units = unitCount(factor);
  const of = (count: number): number => Math.floor((units * count) / UNITS);
  return {
    // A longer memo has more chapters and longer ones.
    chapters: Math.min(units, Math.max(1, Math.round(UNITS * Math.sqrt(factor)))),
    blocks: units * BLOCKS,
    charts: of(CHARTS),
    tables: of(TABLES),
    quotes: of(QUOTES),
    assumptions: units * ASSUMPTIONS,
  };
}

/**
 * A memo to measure with: path to text, the same for the same factor. It is made of units of about 450 words in three sections, four
 * blocks, one or two charts and tables and a dozen quoted values, on five assumptions of its own; each unit builds on the one before,
 * in chains of twelve, so that what a value rests on doesn't grow with the memo. `u0.base` moves every chart of the first chain.
 */
export function generateMemo(factor: number): Map<string, string> {
  const units = unitCount(factor);
  const files = new Map<string, string>();
  const all = generatedChapters(factor);
  const width = String(all.length).length;
  for (const [c, { from, to }] of all.entries()) {
    const sections: string[] = [];
    for (let u = from; u < to; u++) sections.push(unitSections(u, units));
    const number = String(c + 1).padStart(Math.max(2, width), "0");
    files.set(`chapters/${number}-part-${c + 1}.md`, `${frontMatter(c, from, to)}\n${sections.join("\n")}`);
  }
  files.set("assumptions/2026-01.yaml", register(units));
  files.set("assumptions/sources.yaml", sources(units));
  return files;
}

const unitCount = (factor: number): number => Math.max(1, Math.round(UNITS * factor));

/** The units of each chapter: from one to before another. */
export function generatedChapters(factor: number): { from: number; to: number }[] {
  const units = unitCount(factor);
  const { chapters } = memoSize(factor);
  const start = (c: number): number => Math.floor((c * units) / chapters);
  return Array.from({ length: chapters }, (_, c) => ({ from: start(c), to: start(c + 1) }));
}

function frontMatter(c: number, from: number, to: number): string {
  const memo =
    c === 0
      ? "memo:\n  title: A memo of a given size\n  subtitle: Generated, to measure with\n  authors: [Nobody]\n"
      : "";
  return `---\ntitle: Sites ${from + 1} to ${to}\nsummary: What ${to - from} sites add.\n${memo}---\n`;
}

/** How many of `count` things a memo of one factor has fall to unit `u`. */
export const share = (count: number, u: number): number =>
  Math.floor(((u + 1) * count) / UNITS) - Math.floor((u * count) / UNITS);

function unitSections(u: number, units: number): string {
  const next = numbers(u);
  const charts = share(CHARTS, u);
  const tables = share(TABLES, u);
  const quotes = quoted(u)
    .slice(0, share(QUOTES, u))
    .map((quote) => `{{${quote}}}`);
  const first = u % CHAIN === 0;
  const third = Math.ceil(quotes.length / 3);
  const parts = [
    `## Site ${u + 1}: where it stands {#sec-${u}}\n`,
    prose(next, quotes.slice(0, third), `See ${shown(u, (id) => `@${id}`)} [@source_${u % sourceCount(units)}].`),
    fence(`ts {#growth-${u}}`, [
      `const years_${u} = Object.keys(given.u${u}.growth);`,
      "",
      "/** Level at the end of a year, compounded from the start. */",
      `function compounded_${u}(start: number, until: string): number {`,
      "  let level = start;",
      `  for (const year of years_${u}) {`,
      `    level *= 1 + given.u${u}.growth[year];`,
      "    if (year === until) break;",
      "  }",
      "  return level;",
      "}",
    ]),
    ...(u % 4 === 0
      ? [fence(`formula {#eq-${u}}`, [`carried_${u}(own, before) = own + before / ${8 + (u % 5)}`])]
      : []),
    `## Site ${u + 1}: what drives it\n`,
    prose(next, quotes.slice(third, 2 * third), first ? "It begins a part of its own." : `It builds on @sec-${u - 1}.`),
    fence(`ts {#level-${u}}`, [
      `const level_${u} = series(years_${u}, (year) =>`,
      first
        ? `  compounded_${u}(given.u${u}.base, year),`
        : `  carried_${u - (u % 4)}(compounded_${u}(given.u${u}.base, year), level_${u - 1}[year]),`,
      ");",
      `const rows_${u} = years_${u}.flatMap((year) =>`,
      `  Object.entries(given.u${u}.mix).map(([part, weight]) => ({ year: Number(year), part, amount: level_${u}[year] * weight })),`,
      ");",
    ]),
    fence(`ts {#outputs-${u}}`, [
      `const total_${u} = output(level_${u}[2030], {`,
      `  label: "Capacity of site ${u + 1}",`,
      '  unit: "GW",',
      '  format: "number 1",',
      '  tolerance: "1%",',
      ...(u % CHAIN === CHAIN - 1 ? ["  key: true,"] : []),
      "});",
      `const spend_${u} = total_${u} * given.u${u}.cost;`,
      `const multiple_${u} = level_${u}[2030] / level_${u}[2025];`,
    ]),
    ...Array.from({ length: charts }, (_, i) => chart(u, i)),
    `## Site ${u + 1}: what follows\n`,
    `{{#claim "grows-${u}"}}The site grows: it ends at {{times multiple_${u} digits=1}} its start.{{else}}The site shrinks.{{/claim}}\n`,
    fence(`ts {#grows-${u} .claim}`, [`multiple_${u} > 1`]),
    prose(next, quotes.slice(2 * third), `One remark stands below.[^note-${u}]`),
    ...Array.from({ length: tables }, (_, i) => table(u, i)),
    `[^note-${u}]: ${sentence(next)}\n`,
  ];
  return parts.join("\n");
}

function quoted(u: number): string[] {
  return [
    `total_${u}`,
    `number given.u${u}.base digits=1`,
    `percent given.u${u}.growth.2026 digits=1`,
    `number given.u${u}.spend digits=0`,
    `dollars spend_${u} digits=1 from="BUSD"`,
    `times multiple_${u} digits=2`,
    `number level_${u}.2027 digits=1`,
    `number level_${u}.2028 digits=2`,
    `unit given.u${u}.base to="MW" digits=0`,
    `percent given.u${u}.mix.cloud digits=0`,
    `range level_${u}.2026 level_${u}.2029 style="number" digits=0`,
    `number level_${u}.2029 digits=1`,
    `number given.u${u}.cost digits=1`,
  ];
}

/** "@fig-1-0, @fig-1-1 and @tbl-1-0": the figures and tables of a unit, each written by `refer`. */
export function shown(u: number, refer: (id: string) => string): string {
  const ids = (kind: string, count: number): string[] =>
    Array.from({ length: share(count, u) }, (_, i) => refer(`${kind}-${u}-${i}`));
  const all = [...ids("fig", CHARTS), ...ids("tbl", TABLES)];
  return `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

/** Two paragraphs of about 150 words with the quoted values in them, each written as it is quoted. */
export function prose(next: () => number, quotes: readonly string[], last: string): string {
  const sentences = [
    ...quotes.map((quote) => `${sentence(next).slice(0, -1)}, at ${quote}.`),
    ...Array.from({ length: Math.max(0, 7 - quotes.length) }, () => sentence(next)),
  ];
  return `${wrap(sentences.slice(0, 3).join(" "))}\n\n${wrap([...sentences.slice(3), last].join(" "))}\n`;
}

function chart(u: number, i: number): string {
  const marks =
    i === 0
      ? [`    Plot.barY(rows_${u}, { x: "year", y: "amount", fill: "part" }),`, "    Plot.ruleY([0]),"]
      : [
          `    Plot.line(rows_${u}, { x: "year", y: "amount", stroke: "part" }),`,
          `    Plot.dot(rows_${u}, { x: "year", y: "amount", fill: "part" }),`,
        ];
  return fence(`ts {#fig-${u}-${i} .chart}`, [
    `//| caption: Capacity of site ${u + 1} by part, ${i === 0 ? "stacked" : "part by part"}, {{number level_${u}.2030 digits=0}} GW at the end.`,
    `//| alt: ${i === 0 ? "Stacked bars" : "Three lines"} for six years, rising to {{number level_${u}.2030 digits=0}} GW.`,
    `//| source: "[@source_${u % 8}]; own calculation"`,
    "Plot.plot({",
    `  x: { ${i === 0 ? 'type: "band", ' : ""}label: null, tickFormat: "d" },`,
    '  y: { label: "GW", grid: true },',
    "  color: { legend: true },",
    "  marks: [",
    ...marks,
    "  ],",
    "});",
  ]);
}

function table(u: number, i: number): string {
  const columns = PARTS.map((part) => `      ${part}: { label: "${part}", unit: "GW", format: "number ${1 + i}" },`);
  return fence(`ts {#tbl-${u}-${i} .table}`, [
    `//| caption: Site ${u + 1} by year and part, ${i === 0 ? "level" : "change on the year before"}.`,
    "table(",
    `  years_${u}.map((year${i === 0 ? "" : ", at"}) => ({`,
    "    year,",
    ...PARTS.map(
      (part) =>
        `    ${part}: ${i === 0 ? `level_${u}[year]` : `(level_${u}[year] - (level_${u}[years_${u}[at - 1]] ?? 0))`} * given.u${u}.mix.${part},`,
    ),
    "  })),",
    "  {",
    "    columns: {",
    '      year: "Year",',
    ...columns,
    "    },",
    "  },",
    ");",
  ]);
}

function fence(head: string, lines: readonly string[]): string {
  return `\`\`\`${head}\n${lines.join("\n")}\n\`\`\`\n`;
}

function register(units: number): string {
  const groups = Array.from({ length: units }, (_, u) => {
    const next = numbers(10_000 + u);
    const base = 2 + Math.round(next() * 80) / 10;
    const growth = YEARS.map((year) => `${year}: ${(0.02 + next() * 0.2).toFixed(3)}`).join(", ");
    const cloud = Math.round(40 + next() * 20) / 100;
    const edge = Math.round(10 + next() * 20) / 100;
    const source = `source: source_${u % sourceCount(units)}`;
    return `  u${u}:
    base:
      label: Capacity of site ${u + 1} at the start
      value: ${base} GW
      low: ${(base * 0.8).toFixed(2)} GW
      high: ${(base * 1.3).toFixed(2)} GW
      distribution: triangular
      kind: cited
      ${source}
      note: ${sentence(next)}
    growth:
      unit: "1"
      value: {${growth}}
      kind: cited
      ${source}
      note: ${sentence(next)}
    mix:
      unit: "1"
      mix: true
      value: {cloud: ${cloud}, edge: ${edge}, campus: ${(1 - cloud - edge).toFixed(2)}}
      note: ${sentence(next)}
    cost:
      value: ${(8 + next() * 6).toFixed(1)} BUSD/GW
      low: 7 BUSD/GW
      high: 15 BUSD/GW
      distribution: pert
      note: ${sentence(next)}
    spend: {expression: u${u}.base * u${u}.cost, unit: BUSD}`;
  });
  return `version: 2026-01
as_of: 2026-01-15
title: Generated
defaults:
  kind: assumed
  as_of: 2026-01
assumptions:
${groups.join("\n")}
`;
}

/** Sources grow with the memo, but more slowly: two for three units. */
function sourceCount(units: number): number {
  return Math.max(Math.min(8, units), Math.ceil((units * 2) / 3));
}

function sources(units: number): string {
  const entries = Array.from({ length: sourceCount(units) }, (_, s) => {
    const next = numbers(20_000 + s);
    return `  source_${s}: { title: "Report ${s + 1}", author: "Office ${s + 1}", publisher: "${sentence(next).split(" ").slice(0, 3).join(" ")}", date: ${2020 + (s % 6)} }`;
  });
  return `sources:\n${entries.join("\n")}\n`;
}
