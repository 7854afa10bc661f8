import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ACCENTS, GREEK, SYMBOLS } from "../../src/mathematics/index.js";
import { writeHtml } from "../../src/render/html/index.js";
import { writeMarkdown } from "../../src/render/markdown/index.js";
import { typstSource, writePdf } from "../../src/render/pdf/index.js";
import { chapter } from "../../src/rules/base.js";
import { matchGolden } from "../golden.js";
import { resolve } from "./resolve.js";

const FILE = "chapters/01-juice.md";
const read = (...parts: string[]) => resolve({ [FILE]: chapter(...parts) });
const markdown = (...parts: string[]): string => {
  const { tree, diagnostics } = read(...parts);
  expect(diagnostics).toEqual([]);
  return writeMarkdown(tree);
};

describe("money", () => {
  it.each([
    "It costs $5 and $6.",
    "Between $5–$10, or US$7 to 8$.",
    "It fell from $5m to $4m ($1m less), $5/GB.",
    "Of $HOME and $PATH, A$ and B$.",
    "A plain \\$x\\$.",
    "Either $5 (2024), $6 (2025), or $7.",
    "From $3 billion = 3 × $1 billion.",
    "Code `$x$` and `a $b`; $5 of `$`.",
    "See [this](https://example.org/$a$/b) at https://example.org/$x$.",
    "{{dollars given.gw.add.2026 digits=0}} and ${{number given.gw.add.2026 digits=0}} or $5.",
  ])("is never mathematics: %s", (text) => {
    expect(JSON.stringify(read(text).tree.chapters)).not.toContain('"math"');
  });
});

describe("mathematics", () => {
  it("stands in sentences, headings, items, cells and captions, over the end of a line, and holds values", () => {
    const written = markdown(
      "## The $\\eta$ of it {#sec-eta}",
      "With $\\eta = {{number given.gw.add.2026 digits=0}}$, $x_i*y*z$ and\n$a +\nb = c$, $2x$, $n$.",
      "> - where $a < b$ and\n>   $c >\n>   d$",
      "| a | b |\n|---|---|\n| $x^2$ | $5 |",
    );
    expect(written).toContain("## 1.1 The $`\\eta`$ of it");
    expect(written).toContain("With $`\\eta = \\text{18}`$, $`x_i*y*z`$ and $`a + b = c`$, $`2x`$, $`n`$.");
    expect(written).toContain("> - where $`a < b`$ and $`c > d`$");
    expect(written).toContain("| $`x^2`$ | \\$5 |");
  });

  it("has no room behind a comma in braces, as in a number", () => {
    const { tree } = read("With $10{,}000$ and $x = 1{,}5$.");
    expect(JSON.stringify(tree.chapters).match(/"type":"math"/g)).toHaveLength(2);
    expect(typstSource(tree).main).not.toContain('math.class("punctuation"');
    expect(writeHtml(tree, { fonts: () => "" })).not.toContain('<mo separator="true">');
  });

  it("that is displayed has a number where it has a label", () => {
    const written = markdown("By @eq-mass.", "$$\nE\n= m c^2\n$$ {#eq-mass}", "$$ a - b $$");
    expect(written).toContain("By [Equation 1](#eq-mass).");
    expect(written).toContain('<a id="eq-mass"></a>\n\n$$\nE = m c^2 \\tag{1}\n$$');
    expect(written).toContain("$$\na - b\n$$");
    const { tree } = read("By @eq-mass.", "$$ E = m c^2 $$ {#eq-mass}");
    const page = writeHtml(tree, { fonts: () => "" });
    expect(page).toContain('<div class="equation" id="eq-mass">');
    expect(page).toContain('<math display="block" class="tex" alttext="E = mc^2">');
    expect(page).toContain('math.tex[display="block"]');
    expect(typstSource(tree).main).toContain('#math-displayed("eq-mass", 1, "E = mc^2", ');
  });

  it("shares its numbers with formulas that are computed", () => {
    const written = markdown(
      "$$ a - b $$ {#eq-a}",
      "```formula {#eq-double}\ndouble(x) = 2 * x\n```",
      "$$ c $$ {#eq-c}",
    );
    expect(written).toMatch(/a - b \\tag\{1\}[\s\S]*\\tag\{2\}[\s\S]*c \\tag\{3\}/);
  });

  it("lets a value be found behind its number in the page", () => {
    const { tree } = read("So $x = {{number given.gw.add.2026 digits=0}}$.");
    expect(writeHtml(tree, { fonts: () => "" })).toMatch(
      /<mtext><a class="value" id="q1" href="#[^"]+">18<\/a><\/mtext>/,
    );
  });

  it("leaves pages without it as they are", () => {
    const page = writeHtml(read("It costs $5 and $6.").tree, { fonts: () => "" });
    expect(page).not.toContain("math.tex");
    expect(page).not.toContain("<math");
  });

  it("of every sign and construct can be set in the PDF", async () => {
    const signs = [...SYMBOLS.keys()].filter((name) => /^[A-Za-z]+$/.test(name)).map((name) => `\\${name}`);
    const greek = [...GREEK.keys()].map((name) => `\\${name}`);
    const marks = [...ACCENTS.keys()].map((name) => `\\${name}{x}`);
    const rows = [...signs, ...greek, ...marks];
    const lines: string[] = [];
    for (let at = 0; at < rows.length; at += 12) lines.push(`$$ ${rows.slice(at, at + 12).join(" ")} $$`);
    const made = [
      "\\mathbb{ABCZ} \\mathcal{LAB} \\mathfrak{gAC} \\mathsf{x} \\mathtt{y} \\mathbf{v} \\mathrm{GW}",
      "\\sqrt[3]{x} \\dfrac{a}{b} \\tfrac{a}{b} \\binom{n}{k} \\overline{ab} \\underline{ab} \\overbrace{a+b}^{n} \\underbrace{a}_{m}",
      "\\overset{!}{=} \\underset{x}{y} \\lim_{x \\to 0} \\max\\limits_i \\int\\limits_0^1 \\sum\\nolimits_i f'' \\left\\| x \\right. a\\;b\\!c",
      "\\begin{cases} 1 & \\text{if } x \\\\ 0 \\end{cases} \\begin{bmatrix} a & b \\\\ c \\end{bmatrix}",
      "\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}",
      "\\begin{gathered} a \\\\ b \\end{gathered}",
    ].map((tex) => `$$ ${tex} $$`);
    const { tree, diagnostics } = read(...lines, ...made);
    expect(diagnostics).toEqual([]);
    // The typesetter refuses a letter that no font has.
    expect((await writePdf(tree)).length).toBeGreaterThan(10_000);
    expect(writeHtml(tree, { fonts: () => "" })).toContain("<mtable");
  });

  it("that can't be set, or stands where none can, is told at its place", () => {
    const wrong = [
      "The yield $y = \\farc{j}{a}$ falls.",
      "So $a \\color{red}{b}$ and $x^2^3$.",
      "$$\n\\begin{align}\na &= b\n\\end{align}\n$$",
      "It is $$a^2$$ here.",
      "By it\n$$ a^2 $$\nwe mean more.",
      "$$ a $$ {#sec-a}",
      "$$ a $$ {#eq-a}\n\n$$ b $$ {#eq-a}",
      "Of $ab$ we say nothing.",
      "$$\n{{#if x}}a{{/if}}\n$$",
      "> - quoted: $\\undefined_1$",
      "$$ x = {{number nothing}} $$",
      "| a |\n|---|\n| $\\fra{a}{b}$ |",
    ];
    const told = wrong.map((text) => {
      const { diagnostics } = read(text, "In @eq-none.");
      const found = diagnostics
        .filter(({ rule }) => rule !== "prose/unknown-reference")
        .map(
          ({ rule, severity, message, expected, hint, place }) =>
            `${severity}[${rule}] ${place?.start.line}:${place?.start.column}-${place?.end?.column} ${message}` +
            `${expected ? `\n  expected ${expected}` : ""}${hint ? `\n  ${hint}` : ""}`,
        );
      return `${text}\n${found.join("\n")}`;
    });
    matchGolden(join(import.meta.dirname, "golden/mathematics.txt"), `${told.join("\n\n")}\n`);
  });
});
