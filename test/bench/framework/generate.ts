import { generatedRegister, REGISTER, type SiteSyntax, sitePages } from "../sites.js";

const shownBy = (call: string): string => `\`\`\`js\ndisplay(${call});\n\`\`\`\n`;

const IN_MARKDOWN: SiteSyntax = {
  value: (expression) => `\${${expression}}`,
  chart: (id, site, index, alt, caption) =>
    shownBy(`chart(${JSON.stringify(id)}, ${site}, ${index}, ${JSON.stringify(alt)}, \`${caption}\`)`),
  table: (id, site, head, change, caption) =>
    shownBy(
      `table(${JSON.stringify(id)}, ${JSON.stringify(head)}, parts(${site}, ${change}), ${JSON.stringify(caption)})`,
    ),
  page: (title, summary, sections) =>
    [
      "---",
      `title: ${title}`,
      "---",
      `# ${title}\n`,
      `${summary}\n`,
      "```js",
      'import { chart, table } from "./components.js";',
      'import { parts, sitesOf } from "./model.js";',
      `const sites = sitesOf(await FileAttachment("${REGISTER}").text());`,
      "```\n",
      sections,
    ].join("\n"),
};

/** The generated memo of a factor as a site of Observable Framework: path to text of what comes to `site/`. */
export const generateFramework = (factor: number): Map<string, string> =>
  new Map([
    [`src/${REGISTER}`, generatedRegister(factor)],
    ...sitePages(factor, IN_MARKDOWN).map((text, c): [string, string] => [
      c === 0 ? "src/index.md" : `src/part-${c + 1}.md`,
      text,
    ]),
  ]);
