import {
  CHAIN,
  CHARTS,
  generatedChapters,
  generateMemo,
  PARTS,
  prose,
  QUOTES,
  share,
  shown,
  TABLES,
} from "../generate.js";
import { numbers, sentence } from "../prose.js";

/**
 * The generated memo of a factor as a site of Astro: path to text of what comes to `site/`, a page a chapter with the same words, quoted
 * values, charts and tables, on the same register. What Astro has no part for is left out: sources, formulas, checks, other outputs.
 */
export function generateAstro(factor: number): Map<string, string> {
  const files = new Map<string, string>();
  const register = generateMemo(factor).get("assumptions/2026-01.yaml");
  if (register === undefined) throw new Error("the generated memo has no register");
  files.set("assumptions/2026-01.yaml", register);
  for (const [c, { from, to }] of generatedChapters(factor).entries())
    files.set(
      `src/pages/part-${c + 1}.mdx`,
      [
        "---",
        "layout: ../layouts/Page.astro",
        `title: Sites ${from + 1} to ${to}`,
        `summary: What ${to - from} sites add.`,
        "---",
        'import Chart from "../components/Chart.astro";',
        'import Table from "../components/Table.astro";',
        'import { parts, sites } from "../model.js";',
        "",
        ...Array.from({ length: to - from }, (_, i) => siteSections(from + i)),
      ].join("\n"),
    );
  return files;
}

function siteSections(u: number): string {
  const next = numbers(u);
  const quotes = quoted(u).slice(0, share(QUOTES, u));
  const third = Math.ceil(quotes.length / 3);
  const first = u % CHAIN === 0;
  const site = `sites[${u}]`;
  return [
    `## Site ${u + 1}: where it stands\n`,
    prose(next, quotes.slice(0, third), `See ${shown(u, (id) => `[${id}](#${id})`)}.`),
    `## Site ${u + 1}: what drives it\n`,
    prose(next, quotes.slice(third, 2 * third), first ? "It begins a part of its own." : `It builds on site ${u}.`),
    ...Array.from({ length: share(CHARTS, u) }, (_, i) => chart(u, i)),
    `## Site ${u + 1}: what follows\n`,
    `{${site}.multiple > 1 ? \`The site grows: it ends at \${${site}.multiple.toFixed(1)}× its start.\` : "The site shrinks."}\n`,
    prose(next, quotes.slice(2 * third), `One remark stands below.[^note-${u}]`),
    ...Array.from({ length: share(TABLES, u) }, (_, i) => table(u, i)),
    `[^note-${u}]: ${sentence(next)}\n`,
  ].join("\n");
}

/** The values that the memo quotes, in its order and with its digits; without blanks, since a line that a `*` begins is an item of a list. */
function quoted(u: number): string[] {
  const site = `sites[${u}]`;
  const fixed = (value: string, digits: number, unit = ""): string => `{(${site}.${value}).toFixed(${digits})}${unit}`;
  return [
    fixed("total", 1, " GW"),
    fixed("given.base", 1),
    fixed("given.growth[2026]*100", 1, "%"),
    fixed("given.spend", 0),
    `$${fixed("spend", 1)}B`,
    fixed("multiple", 2, "×"),
    fixed("level[2027]", 1),
    fixed("level[2028]", 2),
    fixed("given.base*1000", 0, " MW"),
    fixed("given.mix.cloud*100", 0, "%"),
    `${fixed("level[2026]", 0)}–${fixed("level[2029]", 0)}`,
    fixed("level[2029]", 1),
    fixed("given.cost", 1),
  ];
}

function chart(u: number, i: number): string {
  const end = `{sites[${u}].level[2030].toFixed(0)}`;
  return [
    `<Chart id="fig-${u}-${i}" site={sites[${u}]} index={${i}} alt="${i === 0 ? "Stacked bars" : "Three lines"} for six years.">`,
    `Capacity of site ${u + 1} by part, ${i === 0 ? "stacked" : "part by part"}, ${end} GW at the end. Source: report ${u % 8}; own calculation`,
    "</Chart>\n",
  ].join("\n");
}

function table(u: number, i: number): string {
  const head = ["Year", ...PARTS.map((part) => `${part}, GW`)];
  return [
    `<Table id="tbl-${u}-${i}" head={${JSON.stringify(head)}} rows={parts(sites[${u}], ${i > 0})}>`,
    `Site ${u + 1} by year and part, ${i === 0 ? "level" : "change on the year before"}.`,
    "</Table>\n",
  ].join("\n");
}
