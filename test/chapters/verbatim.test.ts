import { describe, expect, it } from "vitest";
import { blocks, resolve } from "../document/resolve.js";

const printed = (text: string): string => {
  const { tree, said } = resolve(
    { "chapters/01-a.md": `---\ntitle: A\n---\n\n${text}\n` },
    { values: { total: 59, rows: [{ n: 1 }, { n: 2 }] }, claims: { holds: true } },
  );
  expect(said, text).toBe("");
  return blocks(tree.chapters[0]?.children ?? []).join("\n");
};

/** What the templates, the citations and the comments would read, were it not code. */
const WRITTEN = [
  "{{total}}",
  "{{number total digits=1}}",
  "{{nothing.5}}",
  "\\{{total}}",
  "\\\\{{total}}",
  '{{#claim "none"}}',
  "{{/if}}",
  "{{else}}",
  "{{",
  "}}",
  "{{~total~}}",
  "{{{{raw}}}}",
  "{{!-- remark",
  "[@nobody, p. {{total}}]",
  "@fig-none",
  "[^none]",
  "[x][none]",
  "<!-- a -->",
  "<!-- a",
  "![x](y.png)",
  "const x = { y: { z: 1 } }",
];

describe("code shows what is written, and is never evaluated", () => {
  it.each(WRITTEN)("%s", (code) => {
    const json = JSON.stringify(code);
    const cell = code.replaceAll("|", "\\|");
    for (const [around, expected] of [
      [`Text \`${code}\` and more.`, `p Text <code ${code}> and more.`],
      [`\`\`${code}\`\``, `p <code ${code}>`],
      [`Over \`${code}\nlines\` of text.`, `p Over <code ${code} lines> of text.`],
      [`> Text \`${code}\``, `quote\n  p Text <code ${code}>`],
      [`> Text\n> \`${code}\` {{number total}}`, `quote\n  p Text <code ${code}> [[q1 59]]`],
      [`- Text \`${code}\``, `ul\n  li\n    p Text <code ${code}>`],
      [`| a \`${cell}\` |\n| --- |\n| \`${cell}\` |`, `table left\n  a <code ${code}>\n  <code ${code}>`],
      [`*So \`${code}\`*`, `p <em So <code ${code}>>`],
      [`[so \`${code}\`](https://a.org)`, `p <a https://a.org so <code ${code}>>`],
      [`{{#claim "holds"}}Text \`${code}\`{{else}}No \`${code}\`{{/claim}}`, `p Text <code ${code}>`],
      [`A lone \` tick.\n\n\`${code}\` {{number total}}`, `p A lone \` tick.\np <code ${code}> [[q1 59]]`],
      [`    ${code}`, `verbatim – ${json}`],
      [`Text:\n\n    ${code}\n\nMore {{number total}}.`, `p Text:\nverbatim – ${json}\np More [[q1 59]].`],
      [`\t${code}\nRight after.`, `verbatim – ${json}\np Right after.`],
      [`| a |\n| --- |\n    ${code}`, `table left\n  a\nverbatim – ${json}`],
      [`>     ${code}\n\nText`, `quote\n  verbatim – ${json}\np Text`],
      [`- item\n\n      ${code}`, `ul, loose\n  li\n    p item\n    verbatim – ${json}`],
      [`-     ${code}\n- two`, `ul\n  li\n    verbatim – ${json}\n  li\n    p two`],
      [`{{#claim "holds"}}\n    ${code}\n{{/claim}}`, `verbatim – ${json}`],
      [`Text.\n\n{{#claim "holds"}}\n\n    ${code}\n\n{{/claim}}`, `p Text.\nverbatim – ${json}`],
      [`\`\`\`text\n${code}\n\`\`\``, `verbatim text ${json}`],
      [`~~~\n${code}\n~~~\nRight after.`, `verbatim – ${json}\np Right after.`],
      [`- \`\`\`js\n  ${code}\n  \`\`\`\n- two`, `ul\n  li\n    verbatim js ${json}\n  li\n    p two`],
      [
        `\`\`\`hbs\n{{#if x}}\n${code}\n{{/if}}\n\`\`\``,
        `verbatim hbs ${JSON.stringify(`{{#if x}}\n${code}\n{{/if}}`)}`,
      ],
    ] as const)
      expect(printed(around), around).toBe(expected);
  });

  it("in captions, sources, alternative texts and titles too", () => {
    const { tree, said } = resolve({
      "chapters/01-a.md":
        '---\ntitle: "T `{{x}}`"\n---\n\n```ts {#fig-a .chart}\n//| caption: C `{{x}}` and `[@nobody]`\n//| alt: A `{{x}}`\n//| source: S `@fig-none`\nPlot.plot({});\n```\n',
    });
    expect(said).toBe("");
    expect(
      blocks([...(tree.chapters[0] ? [tree.chapters[0].heading] : []), ...(tree.chapters[0]?.children ?? [])]),
    ).toEqual(
      expect.arrayContaining([
        "h1 #sec-a 1 T <code {{x}}>",
        "  caption C <code {{x}}> and <code [@nobody]>",
        '  alt "A {{x}}"',
        "  source S <code @fig-none>",
      ]),
    );
  });

  it("and braces behind a backslash are printed, in prose", () => {
    expect(printed("Write \\{{total}} or \\{{rows.0.n}}, {{number total}} it is.")).toBe(
      "p Write {{total}} or {{rows.0.n}}, [[q1 59]] it is.",
    );
  });
});
