import { describe, expect, it } from "vitest";
import { formatDiagnostics } from "../../../src/diagnostic.js";
import { keyText } from "../../../src/keys/calendar.js";
import { matchGolden } from "../../golden.js";
import { column, declared } from "./files.js";

/** Each type of column: cells that are right with what they are in blocks, and cells that are wrong. */
const TYPES: readonly { declared: string; right: readonly [string, unknown][]; wrong: readonly [string, RegExp][] }[] =
  [
    {
      declared: "{unit: kWh}",
      right: [
        ["12", 12],
        ["-3.5", -3.5],
        ["+4", 4],
        ["0", 0],
        ["-0", 0],
        ["1e3", 1000],
        [".5", 0.5],
        [" 7 ", 7],
        ["123456789012345", 123456789012345],
      ],
      wrong: [
        ["12,5", /comma for the decimal point/],
        ["1,234.5", /marks between its digits/],
        ["1'234", /marks between its digits/],
        ["1 234", /marks between its digits/],
        ["1.234.567", /points between its digits/],
        ["010", /begins with a zero/],
        ["0x10", /hexadecimal/],
        ["12 kWh", /with a unit/],
        ["5%", /with a unit/],
        ["$5", /`\$5`/],
        ["~5", /more or less a number/],
        ["3-4", /is a range/],
        ["twelve", /is `twelve`/],
        ["NaN", /is `NaN`/],
        ["Infinity", /is `Infinity`/],
        ["1e999", /1e999/],
        ["12345678901234567890", /more digits than a number keeps/],
        ["1e-999", /too small/],
        ["", /has no value/],
        ["NA", /is `NA`/],
        ["-", /is `-`/],
        ["#N/A", /is `#N\/A`/],
        ["true", /is `true`/],
        ["½", /fraction in one sign/],
        ["１２", /no keyboard's/],
      ],
    },
    {
      declared: '{unit: "%"}',
      right: [
        ["5", 0.05],
        ["12.5", 0.125],
      ],
      wrong: [["5%", /with a unit/]],
    },
    {
      declared: "{unit: degC}",
      right: [["25", 298.15]],
      wrong: [["-300", /-300 degC/]],
    },
    {
      declared: "{type: text}",
      right: [
        ["north", "north"],
        ["Größe", "Größe"],
        ["12", "12"],
        ['"a, b"', "a, b"],
        ['"5"" pipe"', '5" pipe'],
        ['"two\nlines"', "two\nlines"],
      ],
      wrong: [
        ["", /has no value/],
        ["bell\u0007", /can't be printed/],
      ],
    },
    {
      declared: "{type: boolean}",
      right: [
        ["true", true],
        ["FALSE", false],
        ["True", true],
      ],
      wrong: [
        ["yes", /is `yes`/],
        ["1", /is `1`/],
        ["0", /is `0`/],
        ["", /has no value/],
      ],
    },
    {
      declared: "{one_of: [north, south]}",
      right: [["south", "south"]],
      wrong: [
        ["nort", /is `nort`/],
        ["North", /is `North`/],
      ],
    },
    {
      declared: "{type: year}",
      right: [["2026", 2026]],
      wrong: [
        ["26", /is `26`/],
        ["2026-05", /is `2026-05`/],
        ["20260", /is `20260`/],
      ],
    },
    {
      declared: "{type: half}",
      right: [
        ["2026-H1", "2026-H1"],
        ["H2 2026", "2026-H2"],
      ],
      wrong: [["2026-H3", /is `2026-H3`/]],
    },
    {
      declared: "{type: quarter}",
      right: [
        ["2026-Q2", "2026-Q2"],
        ["2026Q2", "2026-Q2"],
        ["Q2 2026", "2026-Q2"],
      ],
      wrong: [
        ["2026-Q5", /is `2026-Q5`/],
        ["2026-05", /a month/],
        ["q2/2026", /is `q2\/2026`/],
      ],
    },
    {
      declared: "{type: month}",
      right: [
        ["2026-05", "2026-05"],
        ["May 2026", "2026-05"],
        ["Sep 2026", "2026-09"],
      ],
      wrong: [
        ["2026-13", /is `2026-13`/],
        ["05/2026", /is `05\/2026`/],
        ["2026-05-01", /a day/],
        ["2026/5", /is `2026\/5`/],
      ],
    },
    {
      declared: "{type: week}",
      right: [["2026-W05", "2026-W05"]],
      wrong: [["2026-W54", /is `2026-W54`/]],
    },
    {
      declared: "{type: date}",
      right: [
        ["2026-05-12", "2026-05-12"],
        ["12 May 2026", "2026-05-12"],
      ],
      wrong: [
        ["2026-02-30", /is `2026-02-30`/],
        ["12.05.2026", /is `12\.05\.2026`/],
        ["05/12/2026", /is `05\/12\/2026`/],
        ["2026-05-12T10:00:00Z", /is `2026-05-12T10:00:00Z`/],
        ["46154", /is `46154`/],
      ],
    },
  ];

describe("a cell of a CSV file", () => {
  const all = TYPES.flatMap(({ declared: as, right, wrong }) => [
    ...right.map(([cell, value]) => ({ as, cell, value, problem: undefined as RegExp | undefined })),
    ...wrong.map(([cell, problem]) => ({ as, cell, value: undefined as unknown, problem })),
  ]);
  it.each(all)("$cell, declared as $as", ({ as, cell, value, problem }) => {
    const result = declared(`data: a.csv, separator: semicolon, columns: {id: {type: text}, x: ${as}}`, {
      "a.csv": `id;x\nfirst;${cell}\n`,
    });
    if (!problem) {
      expect(column("x", result)).toEqual([value]);
      return;
    }
    expect(result.register).toBeUndefined();
    expect(result.diagnostics).toHaveLength(1);
    const [found] = result.diagnostics;
    expect(found?.message).toMatch(problem);
    expect(found?.place).toMatchObject({ file: "data/a.csv", start: { line: 2, column: 7 } });
    expect(found?.expected).toBeDefined();
  });

  it("is missing where that is declared, by nothing or by what stands for it", () => {
    for (const as of ["{unit: kWh, missing: allowed}", "{unit: kWh, missing: null}", "{unit: kWh, missing: [NA]}"])
      expect(
        column("x", declared(`data: a.csv, columns: {x: ${as}, y: {type: text}}`, { "a.csv": "x,y\n,a\n5,b\n" })),
      ).toEqual([null, 5]);
    const marked = declared('data: a.csv, columns: {x: {unit: kWh, missing: ["NA", "-"]}}', {
      "a.csv": "x\nNA\n-\n3\n",
    });
    expect(column("x", marked)).toEqual([null, null, 3]);
    expect(marked.register?.assumptions.get("sales")?.data?.columns[0]).toMatchObject({ missing: 2, sum: 3 });
  });

  it("has a comma for the decimal point where that is declared", () => {
    const read = (cell: string) =>
      column(
        "x",
        declared('data: a.csv, separator: semicolon, decimal: ",", columns: {x: {unit: kWh}}', {
          "a.csv": `x\n${cell}\n`,
        }),
      );
    expect(read("12,5")).toEqual([12.5]);
    expect(read("1.234,5")).toEqual([expect.stringContaining("point in it")]);
    expect(read("12.5")).toEqual([expect.stringContaining("point in it")]);
  });

  it("is told once where the same is wrong in a column, with how many there are and where the next stand", () => {
    const rows = Array.from({ length: 50 }, (_, n) => `${n % 2 === 0 ? "no" : n},${n === 7 ? "7" : ""}`);
    const { diagnostics } = declared("data: a.csv, columns: {x: {unit: kWh}, y: {unit: kWh}}", {
      "a.csv": `x,y\n${rows.join("\n")}\n2,5\nnone,5\n`,
    });
    matchGolden("test/assumptions/golden/cells-alike.txt", formatDiagnostics(diagnostics));
  });

  it("that is wrong otherwise than others is told one by one up to eight, and counted beyond", () => {
    const cells = Array.from({ length: 50 }, (_, n) => `no ${"x".repeat(n)}`);
    const { diagnostics } = declared("data: a.csv, columns: {x: {unit: kWh}}", { "a.csv": `x\n${cells.join("\n")}\n` });
    expect(diagnostics).toHaveLength(9);
    expect(diagnostics.map(({ message }) => message)).toContain("data/a.csv has 42 more cells that can't be read");
  });

  it("of the calendar is written as the library writes keys", () => {
    for (const [type, grain, index] of [
      ["month", "month", 2026 * 12 + 4],
      ["quarter", "quarter", 2026 * 4 + 1],
    ] as const)
      expect(
        column(
          "x",
          declared(`data: a.csv, columns: {x: {type: ${type}}}`, {
            "a.csv": `x\n${type === "month" ? "May 2026" : "Q2 2026"}\n`,
          }),
        ),
      ).toEqual([keyText(grain, index)]);
  });
});

it("a cell with a unit is told its number in the column's unit, and no other", () => {
  const hintFor = (cell: string): string | undefined =>
    declared("data: a.csv, columns: {x: {unit: kg}}", { "a.csv": `x\n${cell}\n` }).diagnostics[0]?.hint;
  expect(hintFor("2 kg")).toBe("write `2`; the unit is the column's");
  expect(hintFor("1 t")).toBe("write `1000`; the unit is the column's");
  expect(hintFor("5%")).toBe("the unit is the column's, `kg`: write the number in it");
  expect(hintFor("3 crates")).toBe("the unit is the column's, `kg`: write the number in it");
});
