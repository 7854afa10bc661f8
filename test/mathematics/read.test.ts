import { expect, it } from "vitest";
import { readTex, SYMBOLS, texWords } from "../../src/mathematics/index.js";

const words = (tex: string): string => {
  const read = readTex(tex, true);
  if ("problem" in read) throw new Error(read.problem.message);
  return texWords(read.node, (index) => `value ${index}`);
};

it.each([
  ["E = mc^2", "E = mc^2"],
  ["\\frac12 + \\frac{a}{b+c}", "1/2 + a/(b + c)"],
  ["\\sum_{i=1}^n x_i^2 \\le \\log n", "∑_(i = 1)^n x_i^2 ≤ log n"],
  ["f'(x) = -x", "f′(x) = −x"],
  ["\\sqrt[3]{x}", "3-th root of x"],
  ["-x+\\left(\\frac{1}{2}\\right)^2", "−x + (1/2)^2"],
  ["\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}", "(1, 2; 3, 4)"],
  ["\\underbrace{a+b}_{c}", "a + b (c)"],
  ["\\text{of \\$ and \\%}", "of $ and %"],
  ["\\eta = \uE0100\uE01F\\,\\mathrm{GW}", "η = value 0 GW"],
  ["\\binom{n}{k} \\ne \\hat{x}", "(n over k) ≠ x^"],
  ["x ≤ \\max_{i} α", "x ≤ max_i α"],
  ["\\psi*\\phi", words("\\psi * \\phi")],
  ["\\operatorname*{arg}_x", "arg_x"],
  ["\\frac{(a) + (b)}{((c) + d)}", "((a) + (b))/((c) + d)"],
  ["x = 1{,}5", "x = 1,5"],
])("%s is read as %s", (tex, said) => {
  expect(words(tex)).toBe(said);
});

it("takes braces, not digits, for what stands together, as TeX does", () => {
  expect(words("x^10")).toBe("x^10");
  expect(readTex("x^10", false)).toMatchObject({
    node: {
      children: [
        { type: "scripts", sup: { text: "1" } },
        { type: "number", text: "0" },
      ],
    },
  });
});

it.each([
  ["\\alpah + 1", "`\\alpah` is no command that page and PDF can set", 0, 6],
  ["a + \\frac{b}", "what `\\frac` takes is missing", 11, 1],
  ["x^a^b", "a second superscript", 3, 1],
  ["{a + b", "`{` is never closed", 0, 1],
  ["a + b}", "`}` closes nothing", 5, 1],
  ["\\left( a", "`\\left` has no `\\right`", 0, 5],
  ["a \\\\ b", "a new line outside rows", 2, 2],
  ["a & b", "`&` outside rows", 2, 1],
  ["\\begin{align} a \\end{align}", "`\\begin{align}` is nothing that page and PDF can set", 0, 13],
  ["\\begin{pmatrix} a", "`\\begin{pmatrix}` is never closed", 0, 6],
  ["\\frac{\\begin{aligned} a \\end{aligned}}{b}", "`aligned` within another formula, or a line of text", 6, 15],
  ["5 % of", "`%` begins a comment in TeX", 2, 1],
  ["\\text{\\alpha}", "a command in words of a formula", 6, 1],
  ["a \\tag{1}", "`\\tag` is no command that page and PDF can set", 2, 4],
  ["日", "`日` can't be set in mathematics", 0, 1],
  ["x\\limits^2", "`\\limits` behind what has no bounds", 1, 7],
  ["   ", "a formula that holds nothing", 0, 3],
  [`${"{".repeat(40)}x${"}".repeat(40)}`, "groups more than 30 deep", 30, 1],
  [`${"\\sqrt".repeat(40)} x`, "groups more than 30 deep", 155, 1],
  [`${"{".repeat(20)}\\sqrt[${"{".repeat(20)}n`, "`[` is never closed", 25, 1],
  [`${"{".repeat(20)}\\sqrt[${"{".repeat(20)}n${"}".repeat(20)}]`, "groups more than 30 deep", 35, 1],
  ["\\begin{matrix}".repeat(40), "groups more than 30 deep", 420, 6],
  ["\\sqrt\\begin{aligned}a\\end{aligned}", "`aligned` within another formula, or a line of text", 5, 15],
  ["a \\tag*{1}", "`\\tag` is no command that page and PDF can set", 2, 4],
  ["\\constructor{a}{b}", "`\\constructor` is no command that page and PDF can set", 0, 12],
  ["\\toString{a}{b}", "`\\toString` is no command that page and PDF can set", 0, 9],
  ["\\begin{constructor}a\\end{constructor}", "`\\begin{constructor}` is nothing that page and PDF can set", 0, 19],
  ["x".repeat(5000), "a formula of 5000 letters", 0, 1],
])("%s is refused at its place", (tex, message, at, length) => {
  expect(readTex(tex, true)).toMatchObject({ problem: { message, at, length } });
});

it("tells the command that was meant", () => {
  expect(readTex("\\sqr{x}", true)).toMatchObject({ problem: { hint: "did you mean `\\sqrt`?" } });
  expect(readTex("\\begin{align*}x\\end{align*}", true)).toMatchObject({
    problem: { hint: "did you mean `aligned`?" },
  });
});

it("knows no command by a name that every object has", () => {
  for (const name of ["constructor", "toString", "__proto__"])
    expect(readTex(`\\begin{${name}}x`, true), name).toHaveProperty("problem.hint", undefined);
});

it("has one sign for each command", () => {
  for (const [name, { text }] of SYMBOLS) expect([...text].length, name).toBe(1);
});
