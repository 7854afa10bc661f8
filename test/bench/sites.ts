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
} from "./generate.js";
import { numbers, sentence } from "./prose.js";

/** How a generator of sites writes what the memo's chapters have. */
export interface SiteSyntax {
  /** The value of an expression of JavaScript within prose. */
  value(expression: string): string;
  /** A chart or table of the site that `site` is, `caption` a template of JavaScript. */
  chart(id: string, site: string, index: number, alt: string, caption: string): string;
  table(id: string, site: string, head: readonly string[], change: boolean, caption: string): string;
  /** A page's text around its sections. */
  page(title: string, summary: string, sections: string): string;
}

/** The register of a generated memo, which its sites read too. */
export function generatedRegister(factor: number): string {
  const register = generateMemo(factor).get(REGISTER);
  if (register === undefined) throw new Error("the generated memo has no register");
  return register;
}

export const REGISTER = "assumptions/2026-01.yaml";

/**
 * The generated memo of a factor as pages of a site, a page a chapter with the same words, quoted values, charts and tables. What such sites
 * have no part for is left out: sources, formulas, checks, other outputs.
 */
export function sitePages(factor: number, syntax: SiteSyntax): string[] {
  return generatedChapters(factor).map(({ from, to }) =>
    syntax.page(
      `Sites ${from + 1} to ${to}`,
      `What ${to - from} sites add.`,
      Array.from({ length: to - from }, (_, i) => siteSections(from + i, syntax)).join("\n"),
    ),
  );
}

function siteSections(u: number, syntax: SiteSyntax): string {
  const next = numbers(u);
  const quotes = quoted(u, syntax.value).slice(0, share(QUOTES, u));
  const third = Math.ceil(quotes.length / 3);
  const first = u % CHAIN === 0;
  const site = `sites[${u}]`;
  return [
    `## Site ${u + 1}: where it stands\n`,
    prose(next, quotes.slice(0, third), `See ${shown(u, (id) => `[${id}](#${id})`)}.`),
    `## Site ${u + 1}: what drives it\n`,
    prose(next, quotes.slice(third, 2 * third), first ? "It begins a part of its own." : `It builds on site ${u}.`),
    ...Array.from({ length: share(CHARTS, u) }, (_, i) => chart(u, i, syntax)),
    `## Site ${u + 1}: what follows\n`,
    `${syntax.value(`${site}.multiple > 1 ? \`The site grows: it ends at \${${site}.multiple.toFixed(1)}× its start.\` : "The site shrinks."`)}\n`,
    prose(next, quotes.slice(2 * third), `One remark stands below.[^note-${u}]`),
    ...Array.from({ length: share(TABLES, u) }, (_, i) => table(u, i, syntax)),
    `[^note-${u}]: ${sentence(next)}\n`,
  ].join("\n");
}

/** The values that the memo quotes, in its order and with its digits; without blanks, since a line that a `*` begins is an item of a list. */
function quoted(u: number, value: SiteSyntax["value"]): string[] {
  const site = `sites[${u}]`;
  const fixed = (path: string, digits: number, unit = ""): string =>
    `${value(`(${site}.${path}).toFixed(${digits})`)}${unit}`;
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

function chart(u: number, i: number, syntax: SiteSyntax): string {
  const end = `\${sites[${u}].level[2030].toFixed(0)}`;
  return syntax.chart(
    `fig-${u}-${i}`,
    `sites[${u}]`,
    i,
    `${i === 0 ? "Stacked bars" : "Three lines"} for six years.`,
    `Capacity of site ${u + 1} by part, ${i === 0 ? "stacked" : "part by part"}, ${end} GW at the end. Source: report ${u % 8}; own calculation`,
  );
}

function table(u: number, i: number, syntax: SiteSyntax): string {
  return syntax.table(
    `tbl-${u}-${i}`,
    `sites[${u}]`,
    ["Year", ...PARTS.map((part) => `${part}, GW`)],
    i > 0,
    `Site ${u + 1} by year and part, ${i === 0 ? "level" : "change on the year before"}.`,
  );
}
