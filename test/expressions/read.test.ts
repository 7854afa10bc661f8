import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { parseExpression } from "../../src/assumptions/expressions/expression.js";
import { parseUnit } from "../../src/assumptions/index.js";
import type { Term } from "../../src/expressions/tree.js";
import { FormulaError, readFormula } from "../../src/notebook/formula/tree.js";

const mathjs = createRequire(import.meta.url)("mathjs/lib/browser/math.js") as typeof import("mathjs");

/** A fixed sequence of numbers below one. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** An expression of all that may be written, to a depth. */
function written(random: () => number, depth: number): string {
  const inner = (): string => written(random, depth - 1);
  const space = (): string => ["", " ", "  "][Math.floor(random() * 3)] ?? "";
  const kind = depth <= 0 ? random() * 2 : random() * 9;
  if (kind < 1) return ["2", "0.5", "3e2", "1.0", ".25"][Math.floor(random() * 5)] ?? "1";
  if (kind < 2) return ["a", "b", "c_1"][Math.floor(random() * 3)] ?? "a";
  if (kind < 3) return `-${space()}${inner()}`;
  if (kind < 4) return `(${space()}${inner()}${space()})`;
  if (kind < 5) return `max(${inner()},${space()}${inner()})`;
  const sign = ["+", "-", "*", "/", "^"][Math.floor(random() * 5)];
  return `${inner()}${space()}${sign}${space()}${inner()}`;
}

/** A tree with a bracket around each node. */
function bracketed(term: Term): string {
  switch (term.type) {
    case "number":
      return String(term.value);
    case "path":
      return term.name.text;
    case "negative":
      return `(-${bracketed(term.of)})`;
    case "operation":
      return `(${bracketed(term.left)} ${term.operator} ${bracketed(term.right)})`;
    case "call":
      return `${term.name.text}(${term.arguments.map(bracketed).join(", ")})`;
  }
}

/** Where each node is said to stand, against what stands there. */
function checkPlaces(text: string, term: Term): void {
  const at = text.slice(term.start, term.end);
  const inner = at.startsWith("(") ? at.slice(1, -1) : at;
  expect(at).toBe(at.trim());
  if (term.type === "number" || term.type === "path")
    expect(inner.replace(/[()\s]/g, "")).toBe(term.type === "number" ? term.text : term.name.text);
  if (term.type === "negative") expect(at).toMatch(/^[(\s]*-/);
  if (term.type === "operation") expect(text.slice(term.sign.start, term.sign.end)).toBe(term.operator);
  const below =
    term.type === "operation"
      ? [term.left, term.right]
      : term.type === "negative"
        ? [term.of]
        : term.type === "call"
          ? term.arguments
          : [];
  for (const one of below) {
    expect(one.start).toBeGreaterThanOrEqual(term.start);
    expect(one.end).toBeLessThanOrEqual(term.end);
    checkPlaces(text, one);
  }
}

describe("the reader of expressions", () => {
  it("groups what is written as mathjs does, in assumptions and formulas alike, and each node knows its place", () => {
    const random = sequence(7);
    for (let i = 0; i < 200; i++) {
      const text = written(random, 4);
      const theirs = mathjs.parse(text).toString({ parenthesis: "all" });
      const read = parseExpression(text);
      if (!read.ok) throw new Error(`${text}: ${read.problem.message}`);
      expect(mathjs.parse(bracketed(read.expression)).toString({ parenthesis: "all" }).replace(/\s/g, ""), text).toBe(
        mathjs.parse(theirs).toString({ parenthesis: "all" }).replace(/\s/g, ""),
      );
      checkPlaces(text, read.expression);
      const formula = readFormula(`x = ${text}`);
      expect(bracketed(formula.expression)).toBe(bracketed(read.expression));
      expect(formula.expression.start).toBe(read.expression.start + 4);
    }
  });

  const signs = [
    "+",
    "-",
    "*",
    "/",
    "^",
    "(",
    ")",
    ",",
    ".",
    "[",
    "]",
    "=",
    ";",
    "\n",
    "%",
    "!",
    "'",
    '"x"',
    "a",
    "7",
    " ",
    "GW",
    "²",
    "\u{1f600}",
  ];

  it("reads any run of signs or refuses it at a place within, and never otherwise", () => {
    const random = sequence(11);
    let refused = 0;
    for (let i = 0; i < 1000; i++) {
      const length = 1 + Math.floor(random() * 7);
      const text = Array.from({ length }, () => signs[Math.floor(random() * signs.length)]).join("");
      for (const result of [parseExpression(text), parseUnit(text)]) {
        if (result.ok) continue;
        refused++;
        const { offset, length: size, message } = result.problem;
        expect(message, text).not.toBe("");
        expect(offset, text).toBeGreaterThanOrEqual(0);
        expect(offset + size, text).toBeLessThanOrEqual(Math.max(1, text.length));
      }
      try {
        readFormula(`x = ${text}`);
      } catch (error) {
        if (!(error instanceof FormulaError)) throw error;
        expect(error.end, text).toBeGreaterThan(error.start);
        expect(error.end, text).toBeLessThanOrEqual(text.length + 4);
      }
    }
    expect(refused).toBeGreaterThan(1000);
  });

  it.each([
    ["a + b + a +", 10],
    ["a * [1, 2]", 4],
    ["a + a[2]", 5],
    ["a + 3 a", 6],
    ["a + a : a", 6],
    ["a = a", 2],
    ["min(a, min(a, b)", 3],
    ["a + 5%", 5],
    ["a # a", 2],
    ["a + 1_000", 4],
    ["a; a", 1],
    ["a\na", 2],
    ["a\n- a", 2],
    ["(a\n- a) + ?", 10],
    ["a + true", 4],
    ["a + mean() + mean()", 4],
  ])("points at what is wrong, not at the first that looks like it: %j", (text, offset) => {
    const read = parseExpression(text);
    expect(read.ok ? undefined : read.problem.offset).toBe(offset);
  });

  it.each([
    ["x = a + b + a +", 14],
    ["x = a . b + a .2", 14],
    ['x = a["b"] + a[b]', 15],
    ["x = a[1] + a[1, 2]", 14],
    ["x = (a).b + (a + b).c", 19],
    ["x = a.b + a.b(2)", 13],
    ["x = a ^ 2 + a = 2", 14],
    ["x = +a", 4],
    ["x = a + x", 8],
    ["f(a, b, a) = a", 8],
    ["f(a b) = a", 0],
    ["f(a = 3", 0],
    ["# one\nx = a # two\n+ b", 18],
  ])("does so in formulas: %j", (text, start) => {
    try {
      readFormula(text);
    } catch (error) {
      expect((error as FormulaError).start).toBe(start);
      return;
    }
    expect.unreachable("it was read");
  });

  it.each([
    ["USD/(GW*yaer)", 8],
    ["GW*GW*gw", 6],
    ["GW GW", 3],
    ["GW/GW/", 5],
    ["GW^2*GW^x", 7],
    ["GW*5*GW", 3],
    ["(GW", 0],
    ["GW)", 2],
    ["GW+GW", 2],
    ["GW**GW", 2],
    ["gw/€", 0],
  ])("does so in units: %j", (text, offset) => {
    const read = parseUnit(text);
    expect(read.ok ? undefined : read.problem.offset).toBe(offset);
  });
});
