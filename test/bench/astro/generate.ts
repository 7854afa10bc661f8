import { generatedRegister, REGISTER, type SiteSyntax, sitePages } from "../sites.js";

const IN_MDX: SiteSyntax = {
  value: (expression) => `{${expression}}`,
  chart: (id, site, index, alt, caption) =>
    `<Chart id="${id}" site={${site}} index={${index}} alt="${alt}">\n{\`${caption}\`}\n</Chart>\n`,
  table: (id, site, head, change, caption) =>
    `<Table id="${id}" head={${JSON.stringify(head)}} rows={parts(${site}, ${change})}>\n${caption}\n</Table>\n`,
  page: (title, summary, sections) =>
    [
      "---",
      "layout: ../layouts/Page.astro",
      `title: ${title}`,
      `summary: ${summary}`,
      "---",
      'import Chart from "../components/Chart.astro";',
      'import Table from "../components/Table.astro";',
      'import { parts } from "../model.js";',
      'import { sites } from "../sites.js";',
      "",
      sections,
    ].join("\n"),
};

/** The generated memo of a factor as a site of Astro: path to text of what comes to `site/`. */
export const generateAstro = (factor: number): Map<string, string> =>
  new Map([
    [REGISTER, generatedRegister(factor)],
    ...sitePages(factor, IN_MDX).map((text, c): [string, string] => [`src/pages/part-${c + 1}.mdx`, text]),
  ]);
