import { describe, expect, test } from "vitest";
import type { CodeNode } from "../../../src/document/tree.js";
import { patternsText, tokensOf } from "../../../src/render/html/highlight.js";
import { howMade } from "../../../src/render/html/how.js";

describe("code on the page", () => {
  const kinds = (code: string, language: string): string[] =>
    [...tokensOf(code, language)].map(({ kind, from, to }) => `${kind}:${code.slice(from, to)}`);

  test.each([
    ["ts", "const a = 12; // why", ["k:const", "d:a", "n:12", "c:// why"]],
    ["ts", 'if (x["const"] === `a ${1}`) return null;', ["k:if", 's:"const"', "s:`a ${1}`", "k:return", "k:null"]],
    ["ts", "x.return + a1 + 1_000.5e-3", ["n:1_000.5e-3"]],
    ["ts", "/* open", ["c:/* open"]],
    ["ts", '"open\n1', ['s:"open', "n:1"]],
    ["yaml", "output: x # why\nto: 20", ["k:output", "c:# why", "k:to", "n:20"]],
    ["formula", "f(x) = 2 * x^2", ["d:f", "n:2", "n:2"]],
    [
      "sql",
      "select \"a b\", 'it''s' AS s -- why\nFROM t1 LIMIT 1.5",
      ["k:select", 'd:"a b"', "s:'it''s'", "k:AS", "c:-- why", "k:FROM", "k:LIMIT", "n:1.5"],
    ],
    ["prolog", "const a = 1", []],
  ])("%s: %s", (language, code, expected) => {
    expect(kinds(code, language)).toEqual(expected);
  });

  test("stretches follow one another, whatever the code holds", () => {
    const pieces = ["const ", "a", ' "x', "'", "`", "//", "/*", "*/", "\n", "1.5", "\\", "{", "é", " = ", "$&"];
    let seed = 7;
    const wrong: string[] = [];
    for (let n = 0; n < 100; n++) {
      let code = "";
      for (let i = 0; i < 12; i++) {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        code += pieces[seed % pieces.length];
      }
      for (const language of ["ts", "yaml", "formula", "sql"]) {
        let at = 0;
        for (const { from, to } of tokensOf(code, language)) {
          if (from < at || to <= from || to > code.length) wrong.push(`${language}: ${code}`);
          at = to;
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test("the page's script has the same patterns", () => {
    const patterns = new Function(`return ${patternsText()}`)() as Readonly<Record<string, RegExp>>;
    expect(Object.keys(patterns)).toEqual(["ts", "yaml", "formula", "sql"]);
    for (const [language = "", code = ""] of [
      ["ts", "const a = `x ${1}` / 2; // why"],
      ["yaml", "output: x # why"],
      ["formula", "f(x) = 2 * x^2"],
    ])
      expect(code.match(patterns[language] ?? /$/)).toContain(
        [...tokensOf(code, language)].map(({ from, to }) => code.slice(from, to))[0],
      );
  });
});

describe("how a value is made, in one line", () => {
  const made = (text: string, name?: string, kind: CodeNode["kind"] = "compute"): string | undefined =>
    howMade({ text, kind }, name);

  test.each([
    ["const a = 1; // what stands at the end", "what stands at the end"],
    ["// Of all that is announced,\n// what runs.\nconst a = b * c;", "Of all that is announced, what runs."],
    ["const a = b * c;", "b * c"],
    ["const a = output(b / sum(c), {\n  label: 'A' });", "b / sum(c)"],
    ["// The head of it all.\nconst z = 1;\nconst a = rows.map((row) => {\n  return row;\n});", "The head of it all."],
    ["const a = rows.map((row) => {\n  return row;\n});", undefined],
    ["// memo-ignore unused: later\nconst a = b;", "b"],
    ["const ab = 1;", undefined],
  ])("%s", (code, line) => {
    expect(made(code, "a")).toBe(line);
  });

  test("of a query it is the comment at its head", () => {
    expect(made("--| title: t\n-- What each region used.\nSELECT region FROM sales -- all", "q", "sql")).toBe(
      "What each region used.",
    );
    expect(made("SELECT region FROM sales", "q", "sql")).toBeUndefined();
  });

  test("of a formula it is the formula", () => {
    expect(made("#| title: t\nf(x) = 2 * x", undefined, "formula")).toBe("f(x) = 2 * x");
  });
});
