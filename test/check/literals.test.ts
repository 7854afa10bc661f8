import { describe, expect, it } from "vitest";
import { numberLiterals, printedNumber } from "../../src/check/prose/literals.js";
import { maskMarkdown } from "../../src/check/prose/mask.js";

const UNITS = ["GW", "MW", "TB", "kg"];
const isUnit = (word: string): boolean => UNITS.includes(word.split("/")[0] ?? "");

/** Each number of a text as it stands there, with what it is taken for. */
const numbers = (text: string): string[] =>
  numberLiterals(maskMarkdown(text), isUnit).map(
    ({ offset, length, kind, value }) => `${text.slice(offset, offset + length)} ${kind} ${value}`,
  );

describe("numbers written by hand", () => {
  it.each([
    ["It is 20.3× now.", ["20.3× times 20.3"]],
    ["It grew 8 times, or 3-fold, or 3x.", ["8 times times 8", "3-fold times 3", "3x times 3"]],
    [
      "$1.2 billion, 1.2 billion dollars, $30k",
      ["$1.2 billion dollars 1200000000", "1.2 billion dollars dollars 1200000000", "$30k dollars 30000"],
    ],
    ["20–50× and 20 to 50%", ["20 times 20", "50× times 50", "20 percent 20", "50% percent 50"]],
    ["about 5 GW, ~30GW, in 1,900 GW", ["5 plain 5", "30 plain 30", "1,900 plain 1900"]],
    ["24 of 95 sites; 12.5 million users", ["24 plain 24", "95 plain 95", "12.5 million plain 12500000"]],
    ["as of May 2026 25 sites, by 17. Next", ["25 plain 25", "17 plain 17"]],
    ["| share | 17% |\n| --- | ---: |", ["17% percent 17"]],
    ["a price of 3.5", ["3.5 plain 3.5"]],
  ])("%s", (text, expected) => {
    expect(numbers(text)).toEqual(expected);
  });

  it.each([
    [
      "years and dates",
      "In 2026, 2026–2029 and 2026/27, on 15 March 2026, March 15 and 2 May; as of 2026-05-15, at 9:30 and 11 pm.",
    ],
    [
      "names",
      "An H100, a GB200, GPT-5, o1-pro's FP8, Llama 3.1, Claude 4, 4-bit numbers, a 100-dollar plan, the 90s, the 21st.",
    ],
    [
      "what is numbered off",
      "Section 3.2, Figures 13 and 14, page 112, [@key, p. 33], chapter 13, version 2.5, week 26.",
    ],
    ["counts up to twelve", "Two readings, 5 texts, 7 to 12 sites, index 1, from 0 to 10."],
    ["all and nothing", "Bars of 100%, growth of 0%."],
    ["what others said", '“some 33 GW”, "44 GW" and\n\n> a block of 55 GW\nover two lines'],
    [
      "code, addresses, ids, notes",
      "`x = 66`, [a link](https://example.org/77), <https://example.org/88>, ## Head {#sec-99}, a note[^17]",
    ],
    ["values that are quoted", '{{number x digits=33}} GW, {{range a.44 b.55 style="times"}}, {{#if x.66}}yes{{/if}}'],
    ["numbers of lists", "13. first\n14. second\n\n- third"],
    ["references", "@fig-top-20 and @tbl-30"],
  ])("not %s", (_, text) => {
    expect(numbers(text)).toEqual([]);
  });

  it("keep their places in the text", () => {
    const text = "> quoted 11 GW\n\nThen {{x}} `code` and 22 GW.";
    const [literal] = numberLiterals(maskMarkdown(text), isUnit);
    expect(literal?.offset).toBe(text.indexOf("22"));
  });

  it("are read from what is printed, too", () => {
    expect(printedNumber("−3.5%")).toMatchObject({ value: -3.5, kind: "percent", digits: 2 });
    expect(printedNumber("18\u00a0GW")).toMatchObject({ value: 18, kind: "plain", noun: "GW", step: 1 });
    expect(printedNumber("none")).toBeUndefined();
  });
});
