import { describe, expect, it } from "vitest";
import { readCells } from "../../src/assumptions/files/cells.js";
import { Problems } from "../../src/yaml/problems.js";
import { parseYaml } from "../../src/yaml/tree.js";

/** What stands in a YAML map as a value, read as a number; its problems. */
function read(yaml: string): { value: unknown; problems: string[]; hints: (string | undefined)[]; column: number[] } {
  const problems = new Problems("assumptions");
  const root = parseYaml("a.yaml", yaml, problems);
  const node = root?.kind === "map" ? root.get("value")?.value : undefined;
  const cells = node && readCells(node, "it", problems);
  return {
    value: cells?.shape === "scalar" ? cells.cell.value : cells,
    problems: problems.list().map(({ rule }) => rule),
    hints: problems.list().map(({ hint }) => hint),
    column: problems.list().map(({ place }) => place?.start.column ?? 0),
  };
}

/** Spellings that YAML or people read otherwise, and what to write. */
const SPELLINGS: readonly (readonly [written: string, write: string | undefined])[] = [
  ["1_800", "1800"],
  ["1'800", "1800"],
  ["1’800", "1800"],
  ["1 800", "1800"],
  ["1\u00a0800", "1800"],
  ["1\u202f800", "1800"],
  ["1 800 000 kg", "1800000 kg"],
  ["1.800,5", "1800.5"],
  ["1.800.000", "1800000"],
  ["1,8", "1.8"],
  ["0,5 kg", "0.5 kg"],
  ["010", "10"],
  ["007", "7"],
  ["-010", "-10"],
  ["00.5", "0.5"],
  ["010 kg", "10"],
  ["0x10", "16"],
  ["0x10 kg", "16"],
  ["0x1F kg", "31"],
  ["0b11 kg", "3"],
  ["0o10", "8"],
  ["0b101", "5"],
  ["12:30", "12.5 h"],
  ["１８００", "1800"],
  ["٣٫٥", "3.5"],
  ["−5", "-5"],
  ["–5 kg", "-5 kg"],
  ["½", "0.5"],
  ["1½ h", "1.5 h"],
  ["~5", "5"],
  ["≈5 kg", "5 kg"],
  ["<5", "5"],
  ["5+", "5"],
  ["5 ± 1", "5"],
  ["3 x 10^6", "3e6"],
  ["3×10^6 kg", "3e6 kg"],
  ["5-10", undefined],
  ["5–10 kg", undefined],
  ["1.8.1", undefined],
  ["2026-03-01", undefined],
  ["1e-400", undefined],
  ["9007199254740993", "9007199254740992"],
  ["-9007199254740993", "-9007199254740992"],
  ["12345678901234567", "12345678901234568"],
  ["123456789012345678901", "123456789012345680000"],
];

describe("a number that is spelled in a way that reads two ways", () => {
  const places = {
    "in a block": (text: string): string => `value: ${text}\n`,
    "in braces": (text: string): string => `{value: ${text}, unit: kg}\n`,
    "in quotes": (text: string): string => `value: "${text}"\n`,
  };
  for (const [where, put] of Object.entries(places))
    it.each(SPELLINGS)(`%s ${where} is one error, at its place, and says what to write`, (written, write) => {
      const yaml = put(written);
      const { problems, hints, column } = read(yaml);
      expect(problems).toEqual(["assumptions/number"]);
      if (write !== undefined) expect(hints[0]).toContain(`\`${write}\``);
      const line = yaml.indexOf(where === "in quotes" ? '"' : written);
      expect(column).toEqual([line + 1]);
    });

  it.each(["1,800", "1,800,000", "-1,800", "1,800 kg", "1,8", "1,800.5"])(
    "%s in braces is one number again",
    (written) => {
      const { problems, hints, column } = read(`{label: A, value: ${written}, unit: kg}\n`);
      expect(problems).toEqual(["assumptions/number"]);
      expect(column).toEqual([19]);
      const plain = /^-?\d{1,3}(,\d{3})+/.test(written) ? written.replaceAll(",", "") : written.replace(",", ".");
      expect(hints[0]).toContain(`\`${plain}\``);
    },
  );

  it("is told once for each number of a series in braces", () => {
    const { problems, hints } = read("{value: {2026: 1,800, 2027: 2,400 kg, 2028: 3}}\n");
    expect(problems).toEqual(["assumptions/number", "assumptions/number"]);
    expect(hints).toEqual([expect.stringContaining("`1800`"), expect.stringContaining("`2400 kg`")]);
  });

  it("is joined in a list where spaces tell items from groups, and nowhere else", () => {
    const list = (text: string): unknown[] => {
      const root = parseYaml("a.yaml", text, new Problems("assumptions"));
      const node = root?.kind === "map" ? root.get("value")?.value : undefined;
      return node?.kind === "list" ? node.items.map((item) => (item.kind === "scalar" ? item.text : "")) : [];
    };
    expect(list("value: [1,800, 2,400, 3]")).toEqual(["1,800", "2,400", "3"]);
    expect(list("value: [100,200,300]")).toEqual(["100", "200", "300"]);
    expect(list("value: [1, 800]")).toEqual(["1", "800"]);
  });
});

describe("a number that is spelled in one way", () => {
  it.each([
    ["1800", 1800],
    ["0", 0],
    ["0.5", 0.5],
    [".5", 0.5],
    ["5.", 5],
    ["+5", 5],
    ["-5", -5],
    ["-0.25", -0.25],
    ["1e3", 1000],
    ["1.5E-3", 0.0015],
    ["0e0", 0],
    ["3.141592653589793", Math.PI],
    ["1800 kg", 1800],
    ["22 TB/s", 22],
    ["5%", 5],
    ["5 %/year", 5],
    ["1.800", 1.8],
    ["12 1/year", 12],
  ])("%s is %d", (written, value) => {
    for (const yaml of [`value: ${written}\n`, `{value: ${written}, unit: kg}\n`])
      expect(read(yaml)).toMatchObject({ value, problems: [] });
  });
});
