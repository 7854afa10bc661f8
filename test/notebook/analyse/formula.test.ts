import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { formulaCode } from "../../../src/notebook/formula/javascript.js";
import type { MathNode } from "../../../src/notebook/formula/math-node.js";
import { FormulaError, readFormula } from "../../../src/notebook/formula/tree.js";
import { analyseText, checkFixtures } from "./fixtures.js";

const OTHERS = `\`\`\`ts {#others}
const mef = { 2029: 2 }, half = (x: number) => x / 2, scale_of = (a: number, b: number) => a * b, rate_1 = 3;
const x_1 = 1, beta_2_a = 2, multiple_2029 = 3, gw_added_total = 4, β_1 = 5, größe = 6;
\`\`\``;

/** A printed equation as text: fractions as {a}/{b}, powers a^{b}. */
function printed(math: MathNode): string {
  switch (math.type) {
    case "number":
    case "operator":
      return math.text;
    case "symbol":
      return math.sub === undefined ? `[${math.base}]` : `[${math.base}|${math.sub}]`;
    case "row":
      return math.children.map(printed).join(" ");
    case "fraction":
      return `{${printed(math.over)}}/{${printed(math.under)}}`;
    case "power":
      return `${printed(math.base)}^{${printed(math.exponent)}}`;
    case "root":
      return `√{${printed(math.of)}}`;
    case "call":
      return `${math.name}(${math.arguments.map(printed).join("; ")})`;
    case "parentheses":
      return `(${printed(math.of)})`;
  }
}

describe("formulas", () => {
  checkFixtures("test/notebook/analyse/fixtures/formulas.txt", (text) => {
    const { blocks, diagnostics } = analyseText(`${OTHERS}\n\`\`\`formula {#f}\n${text}\n\`\`\``);
    expect(diagnostics.filter(({ message }) => !message.includes("already"))).toEqual([]);
    const analysed = blocks.find(({ block }) => block.id === "f");
    if (!analysed?.formula) throw new Error("no formula");
    return [analysed.source.trimEnd(), printed(analysed.formula.math), analysed.formula.spoken].join("\n");
  });
});

/** What the compiled formula gives for parameters and outer values. */
function run(text: string, parameters: readonly unknown[], scope: Record<string, unknown>): unknown {
  const { code } = formulaCode(readFormula(text));
  const name = /^const (\w+)/.exec(code)?.[1] ?? "";
  const value = new Function(...Object.keys(scope), `${code} return ${name};`)(...Object.values(scope));
  return typeof value === "function" ? value(...parameters) : value;
}

describe("a compiled formula", () => {
  const mathjs = createRequire(import.meta.url)("mathjs/lib/browser/math.js") as typeof import("mathjs");
  const grid = [-3, -1, -0.5, 0, 0.25, 1, 2, 3.7, 1e6];
  const formulas = [
    "f(a, b) = a + b * a - b / 2",
    "f(a, b) = -a^2 + b^3 - (-b)^2",
    "f(a, b) = a^b",
    "f(a, b) = 2^-a^2",
    "f(a, b) = a - (b - a) - -b",
    "f(a, b) = (a + b) / (a * a + 1) / 3",
    "f(a, b) = sqrt(a^2 + b^2)",
    "f(a, b) = exp(-abs(a) / 10) + abs(b)",
    "f(a, b) = log(a) + log(b)",
    "f(a, b) = log(abs(a) + 1, 2) + log2(abs(b) + 1) + log10(abs(a) + 3)",
    "f(a, b) = min(a, b) * max(a, b, 1) + min(a) + max(b)",
    "f(a, b) = sum(a, b, 3) + pow(a, 2) + pow(2, b / 1e6)",
    "f(a, b) = sum(list) + max(list) * min(list) * a / (b + pi)",
    'f(a, b) = table.x.y * a + table["x"].y ^ 2 + b * pi',
    "f(a, b) = 1e3 * a + .5 * b - 2.5E-2",
    "f(a, b) = a / b",
    "f(a, b) = - - a * - b",
    "f(a, b) = ((a)) * (b + (a * (b)))",
    "f(a, b) = a -\n b",
  ];
  const scope = { list: [3, -1, 2.5], table: { x: { y: 7 } } };

  it.each(formulas)("equals what mathjs evaluates: %s", (formula) => {
    let compared = 0;
    for (const a of grid)
      for (const b of grid) {
        const expected: unknown = mathjs.evaluate(formula, { ...scope })(a, b);
        const found = run(formula, [a, b], scope);
        // Complex results of mathjs have no real value.
        if (typeof expected !== "number") expect(found).toBeNaN();
        else {
          compared++;
          expect(found, `a = ${a}, b = ${b}`).toBe(expected);
        }
      }
    expect(compared).toBeGreaterThan(10);
  });

  it("sums a series as it sums an array", () => {
    const series = { 2026: 3, 2027: -1, 2028: 2.5 };
    expect(run("x = sum(series) + max(series) - min(series)", [], { series })).toBe(4.5 + 3 + 1);
  });

  it("equals mathjs for values", () => {
    for (const formula of ["x = 2 * 3 + list[2] ^ 2", "x = table.x.y - 1"]) {
      const withKeys = { list: { 2: -1 }, table: scope.table };
      const expected = mathjs.evaluate(formula.replace("list[2]", 'list["2"]'), { ...withKeys });
      expect(run(formula, [], withKeys)).toBe(expected);
    }
  });

  it.each([
    "x = import({a: 1})",
    'x = evaluate("1")',
    'x = parse("1")',
    'f(x) = x.constructor("return 1")()',
    "x = cos(1) ; y = 2",
    "x = [1, 2, 3]",
    "x = 5 cm",
    "x = 3i",
    "x = a ? b : c",
    "x = a == b",
    "x = a and b",
    "x = 5!",
    "x = a'",
    "x = a % b",
    "x = 5%",
    "x = a .* b",
    "x = 1:3",
    'x = "text"',
    "x = true",
    "x = {a: 1}",
    "x = 0x1F",
    "x = a[b]",
    "x = a[1, 2]",
    "x = a[1:2]",
    "x = (a + b).c",
    "a.b = 3",
    "x = y = 3",
    "x = (f(a) = a)",
    "a + b",
    "a.b(3)",
    "2 = 3",
    "f(x, x) = x",
    "f(x) = sqrt(x, 2)",
    "f(x) = ",
    "f(x = 3",
    "x = + a",
    "x = ~a",
    "x = a to b",
    "",
    "# nothing",
    "f(x) = x(2)(3)",
    "x = null",
    `x = ${"1+".repeat(3000)}1`,
  ])("is refused at a place: %s", (text) => {
    try {
      readFormula(text);
    } catch (error) {
      expect(error).toBeInstanceOf(FormulaError);
      const { start, end } = error as FormulaError;
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThan(start);
      return;
    }
    // What mathjs takes for a call is decided when names are known.
    expect(text).toMatch(/^x = (evaluate|parse|import|cos)\b/);
  });
});
