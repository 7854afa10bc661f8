import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatDiagnostics } from "../../../src/diagnostic.js";
import { BlockText } from "../../../src/notebook/analyse/block-text.js";
import { parseBlock } from "../../../src/notebook/analyse/parse.js";
import { stripTypes } from "../../../src/notebook/analyse/strip.js";
import { matchGolden } from "../../golden.js";
import { wholeOr } from "../../setup/whole.js";
import { analyseText, blocksOf, checkFixtures } from "./fixtures.js";
import { amaro, logged, meaning, tokens } from "./strip-oracle.js";
import { randomProgram } from "./strip-programs.js";

const folder = "test/notebook/analyse";
const fixtures = `${folder}/fixtures/strip.txt`;

/** The code without its types, of which must hold what holds of any. */
function strip(code: string): string {
  const [block] = blocksOf(code);
  if (!block) throw new Error("no block");
  const text = new BlockText(block);
  const parsed = parseBlock(text);
  if ("errors" in parsed) throw new Error(parsed.errors[0]?.message);
  const { code: stripped, problems } = stripTypes(text, parsed);
  expect(problems).toEqual([]);
  expect(stripped).toHaveLength(code.length);
  // What isn't the author's character in its place is a blank, a `;` or a parenthesis.
  const put = code.split("").flatMap((was, i) => (stripped[i] === was ? [] : [stripped[i]]));
  expect(put.join("")).toMatch(/^[ ;()]*$/);
  expect(stripped.split(/\r\n|[\n\r\u2028\u2029]/)).toHaveLength(code.split(/\r\n|[\n\r\u2028\u2029]/).length);
  return stripped;
}

/** A text's meaning as text, or undefined when it has none. */
function meaningOf(code: string, lang: "js" | "ts"): string | undefined {
  try {
    return JSON.stringify(meaning(code, lang));
  } catch {
    return undefined;
  }
}

/** What another's stripper makes of it, or undefined when that refuses or gets it wrong. */
function elsewhere(code: string): string | undefined {
  try {
    const text = amaro(code, "strip-only");
    return meaningOf(text, "js") === meaningOf(code, "ts") ? text : undefined;
  } catch {
    return undefined;
  }
}

describe("types are blanked in place", () => {
  checkFixtures(fixtures, (code) => {
    const stripped = strip(code);
    // A blank where the author had a character is shown.
    return [...code.split("").entries()]
      .map(([i, was]) => (stripped[i] === " " && /\S/.test(was) ? "~" : stripped[i]))
      .join("");
  });
});

describe("without its types, code means the same", () => {
  const cases = readFileSync(fixtures, "utf8")
    .split(/^={4,}\n/m)
    .map((part): [string, string] => {
      const [title = "", code = ""] = /^(.*)\n([\s\S]*?)\n\.\n/.exec(part)?.slice(1) ?? [];
      return [title, code];
    });

  it.each(cases)("%s", async (_title, code) => {
    const stripped = strip(code);
    expect(meaning(stripped, "js")).toEqual(meaning(code, "ts"));
    const other = elsewhere(code);
    if (other !== undefined) expect(tokens(stripped)).toBe(tokens(other));
    const results = await logged(stripped);
    let printed: string | undefined;
    try {
      printed = amaro(code, "transform");
    } catch {}
    if (printed !== undefined) expect(results).toEqual(await logged(printed));
  });

  it.each(["\r\n", "\r", "\u2028"])("keeps line ends, %j", (end) => {
    const code = ["const f = (x: {", "  y: 1", "}): {", "  z: 2", "} => x as {", "}", "(f)({})"].join(end);
    expect(meaning(strip(code), "js")).toEqual(meaning(code, "ts"));
  });

  it("leaves code without types as it is", () => {
    for (const code of ["", "// as number", "const a = { b: 1 }\n[a].map((x) => x)\n"]) expect(strip(code)).toBe(code);
  });

  it("has another's word for most", () => {
    expect(cases.length).toBeGreaterThan(60);
    expect(cases.filter(([, code]) => elsewhere(code) !== undefined).length).toBeGreaterThan(50);
  });
});

describe("random programs", () => {
  it("mean the same without their types", () => {
    let valid = 0;
    let confirmed = 0;
    const count = wholeOr(150, 500);
    for (let seed = 1; seed <= count; seed++) {
      const code = randomProgram(seed);
      const expected = meaningOf(code, "ts");
      if (expected === undefined) continue;
      valid++;
      const stripped = strip(code);
      expect(meaningOf(stripped, "js"), `seed ${seed}:\n${code}`).toBe(expected);
      const other = elsewhere(code);
      if (other === undefined) continue;
      confirmed++;
      expect(tokens(stripped), `seed ${seed}:\n${code}`).toBe(tokens(other));
    }
    expect(valid).toBeGreaterThan(0.4 * count);
    expect(confirmed).toBeGreaterThan(0.3 * count);
  });
});

describe("what can't be blanked", () => {
  it("is refused with what to write instead", () => {
    const text = readFileSync(`${folder}/fixtures/strip-refused.md`, "utf8");
    const { diagnostics } = analyseText(text);
    const sources = new Map([["chapters/01-test.md", text]]);
    matchGolden(`${folder}/golden/strip.txt`, `${formatDiagnostics(diagnostics, { sources })}\n`);
  });
});
