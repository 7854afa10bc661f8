import { describe, expect, it } from "vitest";
import { loadRegister } from "../../src/assumptions/index.js";
import { formatDiagnostic } from "../../src/diagnostic.js";
import { checkFormulaCells } from "../../src/document/cells/formula-cells.js";
import { resolve } from "./resolve.js";

const hex = (code: number): string => code.toString(16).toUpperCase().padStart(4, "0");

/** Each kind of character that no output may hold, by its code. */
const REFUSED = [
  0x00, 0x07, 0x08, 0x0b, 0x0c, 0x1b, 0x1f, 0x7f, 0x85, 0x9b, 0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069, 0xfeff,
  0xe000, 0xf8ff, 0xfdd0, 0xfffe, 0xffff, 0xf0000, 0x10fffd,
];
const HALVES = [0xd800, 0xdfff];

const chapter = (front: string, body: string): Record<string, string> => ({
  "chapters/01-a.md": `---\ntitle: A\n${front}---\n\n${body}\n`,
});
const chart = (caption: string): string =>
  `\`\`\`ts {#fig-a .chart}\n//| caption: ${caption}\n//| alt: A\nPlot.plot({});\n\`\`\``;

describe("a character that can't be printed is refused where it stands", () => {
  /** Ways into the report: the memo with the character in it, and the line that is to blame. */
  const WAYS: Readonly<
    Record<
      string,
      (text: string) => { files: Record<string, string>; values?: Record<string, unknown>; line: number; rule: string }
    >
  > = {
    prose: (text) => ({ files: chapter("", `Words${text} go on.`), line: 5, rule: "chapters/character" }),
    "a heading": (text) => ({ files: chapter("", `## Words${text} {#sec-x}`), line: 5, rule: "chapters/character" }),
    "code that is shown": (text) => ({
      files: chapter("", `\`\`\`text\nx${text}\n\`\`\``),
      line: 6,
      rule: "chapters/character",
    }),
    "a caption": (text) => ({ files: chapter("", chart(`Words${text}.`)), line: 6, rule: "chapters/character" }),
    "the front matter": (text) => ({
      files: chapter(`summary: "Words${text}."\n`, "Text."),
      line: 3,
      rule: "chapters/character",
    }),
    "a value": (text) => ({
      files: chapter("", "Words {{text name}} go on."),
      values: { name: `a${text}b` },
      line: 5,
      rule: "chapters/character",
    }),
    "a value in a title": (text) => ({
      files: chapter('summary: "Words {{text name}}."\n', "Text."),
      values: { name: `a${text}b` },
      line: 3,
      rule: "chapters/character",
    }),
    "a value in a caption": (text) => ({
      files: chapter("", chart("Words {{text name}}.")),
      values: { name: `a${text}b` },
      line: 6,
      rule: "chapters/character",
    }),
  };
  for (const [way, make] of Object.entries(WAYS))
    it(`in ${way}`, () => {
      for (const code of way.startsWith("a value") ? [...REFUSED, ...HALVES] : REFUSED) {
        const { files, values = {}, line, rule } = make(String.fromCodePoint(code));
        const found = resolve(files, { values }).diagnostics.filter((d) => d.severity === "error");
        expect(
          found.map((d) => `${d.rule} ${d.place?.start.line}`),
          hex(code),
        ).toContain(`${rule} ${line}`);
        const told = found.find((d) => d.rule === rule);
        expect(told?.message).toContain(`(U+${hex(code)})`);
        // What is told of it reaches a terminal.
        const shown = told && formatDiagnostic(told, { sources: new Map(Object.entries(files)) });
        expect(shown).not.toContain(String.fromCodePoint(code));
      }
    });

  it("as an escape of YAML or an entity of HTML too", () => {
    const errors = (files: Record<string, string>): string[] =>
      resolve(files).diagnostics.map(({ rule, place }) => `${rule} ${place?.start.line}`);
    expect(errors(chapter('summary: "Words\\u0007."\n', "Text."))).toContain("chapters/character 3");
    expect(errors(chapter("", "Words&#x202E; go on."))).toContain("chapters/character 5");
    expect(errors(chapter("", "Words&#7; and&#xE010; go on."))).toContain("chapters/character 5");
    expect(errors(chapter("", "In code `&#7;` it is text, as is &amp; and &#65;."))).toEqual([]);
  });

  it("in assumptions, at the value or the key", () => {
    for (const code of REFUSED.filter((code) => code < 0xd800 && code !== 0))
      for (const [entry, column] of [
        [`a: {label: "A\\u${hex(code)}", value: 1, unit: "1"}`, 14],
        [`a: {label: A, value: 1, unit: "1", note: "n\\u${hex(code)}n"}`, 44],
      ] as const) {
        const text = `version: 2026-03\nas_of: 2026-03-15\ndefaults: {kind: assumed, as_of: 2026-03}\nassumptions:\n  ${entry}\n`;
        const { diagnostics } = loadRegister(new Map([["assumptions/2026-03.yaml", text]]), {});
        expect(
          diagnostics.map(({ rule, place }) => `${rule} ${place?.start.line}:${place?.start.column}`),
          entry,
        ).toContain(`assumptions/character 5:${column}`);
      }
  });
});

it("characters that mean something are printed", () => {
  for (const text of [
    "½ CO₂ – “x” …",
    "naïve Ωμέγα 概要 がく",
    "soft\u00adhyphen, zero\u200bwidth, \u200fright\u200e",
    "tab\there",
    "a\u00a0b",
    "😀",
  ]) {
    const { said } = resolve(chapter("", `Words ${text} {{text name}}.`), { values: { name: text } });
    expect(said).toBe("");
  }
});

/** Formulas behind what isn't seen, and in wide signs. */
const HIDDEN = [
  "",
  " ",
  "  ",
  "\n",
  "\r\n",
  "\t",
  "\u00a0",
  "\u3000",
  "\u2028",
  "\u200b",
  "\ufeff",
  "\u200f",
  "\u0000",
].flatMap((before) =>
  ["=1+1", "@SUM(1)", "+cmd|x!A0", "-1+cmd", "＝1+1", "＠SUM(1)", "＋cmd", "－cmd"].map((formula) => before + formula),
);

describe("a text that a spreadsheet would run", () => {
  const told = (cell: string): string[] => {
    const found: string[] = [];
    const data = [{ columns: [{ key: "a", label: "A", align: "left" as const }], rows: [["x"], [cell]] }];
    checkFormulaCells(
      "tbl-a",
      data,
      { isStudy: false, place: { file: "a.md", start: { line: 1, column: 1 } } },
      ({ rule }) => found.push(rule),
    );
    return found;
  };
  it.each([
    "=SUM(A1)",
    "=1+1",
    "@SUM(1)",
    "+cmd|' /C calc'!A0",
    "-1+cmd",
    "-SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    ...HIDDEN,
  ])("%j is told", (cell) => {
    expect(told(cell)).toEqual(["figures/formula-cell"]);
  });
  it.each(["- no list", "+ more", "-5", "-5 %", "+1,234.5", "+49 30 1234", "-", "", "a=b", "e@x.org", "'=x", "−5"])(
    "%j is not",
    (cell) => {
      expect(told(cell)).toEqual([]);
    },
  );
});
