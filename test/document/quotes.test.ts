import { describe, expect, it } from "vitest";
import { blocks, outline, resolve } from "./resolve.js";

const printed = (text: string, language = "en"): string => {
  const { tree, said } = resolve(
    { "chapters/01-a.md": `---\ntitle: A\nmemo: {language: ${language}}\n---\n\n${text}\n` },
    { values: { total: 59, word: "so" } },
  );
  expect(said).toBe("");
  return blocks(tree.chapters[0]?.children ?? [])
    .join("\n")
    .replace(/^p /, "")
    .replace(/\[\[q\d+ (.*?)\]\]/g, "$1");
};

describe("quotation marks", () => {
  it.each([
    ["\"{{word}}\", the '{{word}}' of it", "“so”, the ‘so’ of it"],
    ["\"'{{word}}' or so\"", "“‘so’ or so”"],
    ['"*{{word}}*" and *"{{word}}"* ("{{word}}")', "“<em so>” and <em “so”> (“so”)"],
    ["{{word}}'s and 1990's", "so’s and 1990’s"],
    ["of the '20s and the '90s; the '80s, the 1990s", "of the ’20s and the ’90s; the ’80s, the 1990s"],
    ["rock 'n' roll, fish 'N' chips", "rock ’n’ roll, fish ’n’ chips"],
    ["'Tis so, 'twas not, give 'em, 'til now", "’Tis so, ’twas not, give ’em, ’til now"],
    ["5' 6\" or 5'6.5\"", "5′ 6″ or 5′6.5″"],
    ["40°26'46\" N, 40° 26' N", "40°26′46″ N, 40° 26′ N"],
    ["he said \"it is 5\" and 'about 6'", "he said “it is 5” and ‘about 6’"],
    ["don't, won't, the firms' own", "don’t, won’t, the firms’ own"],
    ["\\\"typed\\\" and \\'so\\'", "\"typed\" and 'so'"],
    ['`"x"` and `\'20s`', '<code "x"> and <code \'20s>'],
  ])("%s", (text, expected) => {
    expect(printed(text)).toBe(expected);
  });

  it("are the language's", () => {
    const text = "\"a 'b' c\" and don't, the '20s";
    const rest = " and don’t, the ’20s";
    for (const [language, quoted] of [
      ["en", "“a ‘b’ c”"],
      ["en-GB", "“a ‘b’ c”"],
      ["de", "„a ‚b‘ c“"],
      ["de-AT", "„a ‚b‘ c“"],
      ["de-CH", "«a ‹b› c»"],
      ["fr", "«\u00a0a “b” c\u00a0»"],
      ["ru", "«a „b“ c»"],
      ["pl", "„a «b» c”"],
      ["sv-SE", "”a ’b’ c”"],
      ["zz", "“a ‘b’ c”"],
    ] as const)
      expect(printed(text, language), language).toBe(quoted + rest);
  });

  it("stand in titles, notes and captions alike", () => {
    const { tree, said } = resolve({
      "chapters/01-a.md":
        "---\ntitle: The 'so' of the '20s\n---\n\nA note^[Said \"so\" in the '20s.] and another.[^n]\n\n[^n]: Said \"so\".\n\n```ts {#fig-a .chart}\n//| caption: C \"so\"\n//| alt: A\n//| source: S 'so'\nPlot.plot({});\n```\n",
    });
    expect(said).toBe("");
    const told = outline(tree);
    for (const text of [
      "A The ‘so’ of the ’20s".slice(2),
      "p Said “so” in the ’20s.",
      "p Said “so”.",
      "caption C “so”",
      "source S ‘so’",
    ])
      expect(told).toContain(text);
  });
});
