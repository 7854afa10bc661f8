import { describe, expect, it } from "vitest";
import type { Cell } from "../../src/notebook/types.js";
import { compareFigures } from "../../src/review/figures.js";
import type { DataState, FigureState, TextToken } from "../../src/review/snapshot.js";
import { compareTables } from "../../src/review/tables.js";
import type { FigureChange, TableChange } from "../../src/review/types.js";
import { figureText } from "../../src/review/wording.js";

const data = (columns: readonly string[], ...rows: readonly (readonly Cell[])[]): DataState => ({
  columns,
  labels: columns.map((key) => key.toUpperCase()),
  rows,
});
const keysOf = ({ columns }: TableChange): string[] => columns.flatMap(({ key, isKey }) => (isKey ? [key] : []));
/** "= 2026 1", "~ 2026 1→2", "+ 2027 3". */
const rowsOf = ({ rows }: TableChange): string[] =>
  rows.map(({ presence, cells }) => {
    const mark = { same: "=", changed: "~", added: "+", removed: "-" }[presence];
    const texts = cells.map(({ oldText = "", newText = "", changed }) =>
      changed && presence === "changed" ? `${oldText}→${newText}` : newText || oldText,
    );
    return [mark, ...texts].join(" ");
  });

describe("rows of two tables", () => {
  it("are joined on years, whatever their order, and each changed cell is marked", () => {
    const old = data(["year", "gw"], [2026, 18], [2027, 24], [2028, 28]);
    const table = compareTables(old, data(["year", "gw"], [2027, 26], [2026, 18], [2029, 34]));
    expect(keysOf(table)).toEqual(["year"]);
    expect(rowsOf(table)).toEqual(["~ 2027 24→26", "- 2028 28", "= 2026 18", "+ 2029 34"]);
    expect(table.changedCells).toBe(1);
  });

  it("are joined on as many columns as single them out", () => {
    const rows = (value: number): Cell[][] => [
      ["base", 2026, 1, "power"],
      ["base", 2027, value, value > 2 ? "memory" : "power"],
      ["upside", 2026, 3, "power"],
      ["upside", 2027, 4, "power"],
    ];
    const columns = ["case", "x", "value", "binds"];
    const table = compareTables(data(columns, ...rows(2)), data(columns, ...rows(5)));
    expect(keysOf(table)).toEqual(["case", "x"]);
    expect(rowsOf(table)[1]).toBe("~ base 2027 2→5 power→memory");
    expect(table.changedCells).toBe(2);
  });

  it("are joined on the column by which most of them are found again", () => {
    const rows = (first: string) => data(["binds", "year"], [first, 2026], ["memory", 2027]);
    const table = compareTables(rows("power"), rows("chips"));
    expect(keysOf(table)).toEqual(["year"]);
    expect(rowsOf(table)).toEqual(["~ power→chips 2026", "= memory 2027"]);
  });

  it("are joined on texts rather than on numbers that rise", () => {
    const table = compareTables(
      data(["value", "name"], [1, "a"], [2, "b"]),
      data(["value", "name"], [1, "b"], [2, "a"]),
    );
    expect(keysOf(table)).toEqual(["name"]);
    expect(table.changedCells).toBe(2);
  });

  it("are joined on numbers that rise where nothing else tells them apart", () => {
    const curve = (y: number) => data(["x", "y"], [0, 0.5], [0.1, y], [0.2, 0.4]);
    const table = compareTables(curve(0.6), curve(0.7));
    expect(keysOf(table)).toEqual(["x"]);
    expect(rowsOf(table)[1]).toBe("~ 0.1 0.6→0.7");
  });

  it("are taken in their order where no key finds a row again", () => {
    const table = compareTables(data(["what", "share"], ["old name", 3]), data(["what", "share"], ["new name", 4]));
    expect(keysOf(table)).toEqual([]);
    expect(rowsOf(table)).toEqual(["~ old name→new name 3→4"]);
  });

  it("are told apart by their order where their keys are alike", () => {
    const table = compareTables(data(["name", "v"], ["a", 2], ["a", 1]), data(["name", "v"], ["a", 2], ["a", 0]));
    expect(rowsOf(table)).toEqual(["= a 2", "~ a 1→0"]);
  });

  it("have the columns of both sides", () => {
    const table = compareTables(data(["year", "a", "b"], [2026, 1, 2]), data(["year", "c", "a"], [2026, 3, 1]));
    expect(table.columns.map(({ key }) => key)).toEqual(["year", "c", "a", "b"]);
    expect(rowsOf(table)).toEqual(["~ 2026 →3 1 2→"]);
  });

  it("keep empty cells, numbers that are none and truth values apart from what they changed to", () => {
    const table = compareTables(
      data(["k", "v"], ["a", null], ["b", "NaN"], ["c", true]),
      data(["k", "v"], ["a", 0], ["b", "NaN"], ["c", false]),
    );
    expect(rowsOf(table)).toEqual(["~ a –→0", "= b NaN", "~ c yes→no"]);
  });

  it("print as the table does", () => {
    const side = (value: number, text: string) => ({
      ...data(["year", "v"], [2026, value]),
      printed: [["2026", text]],
    });
    expect(rowsOf(compareTables(side(0.5, "50%"), side(0.6, "60%")))).toEqual(["~ 2026 50%→60%"]);
  });
});

const figure = (more: Partial<FigureState> = {}): FigureState => ({
  id: "fig-a",
  kind: "chart",
  number: 1,
  caption: ["Additions"],
  source: ["Consensus."],
  alt: "Bars",
  picture: "sha256:1",
  data: [data(["year", "gw"], [2026, 18])],
  restsOn: [],
  place: { file: "chapters/01-a.md", start: { line: 1, column: 1 } },
  ...more,
});
const compare = (old: readonly FigureState[], now: readonly FigureState[]): FigureChange[] => {
  const side = (figures: readonly FigureState[]) => ({
    figures: new Map(figures.map((one) => [one.id, one])),
    prose: [],
  });
  return compareFigures(side(old), side(now));
};
const caption = (value: string): readonly TextToken[] => ["Additions reach ", { value, expression: "gw" }];

describe("a figure", () => {
  it("that is the same but for its number is not told", () => {
    expect(compare([figure()], [figure({ number: 2 })])).toEqual([]);
  });

  it.each<[string, Partial<FigureState>, FigureChange["what"]]>([
    ["data", { data: [data(["year", "gw"], [2026, 20])], picture: "sha256:2" }, "data"],
    ["another table of data", { data: [...figure().data, data(["a"], [1])] }, "data"],
    ["the picture alone, which nobody has at hand", { picture: "sha256:2" }, "drawn"],
    ["the heads of columns", { data: [{ ...data(["year", "gw"], [2026, 18]), labels: ["Year", "GW"] }] }, "style"],
    ["the caption", { caption: ["Additions a year"] }, "text"],
    ["the source line", { source: ["Estimates."] }, "text"],
    ["the alternative text", { alt: "Rising bars" }, "text"],
  ])("whose difference is %s", (_, more, what) => {
    const [change] = compare([figure()], [figure(more)]);
    expect([change?.what, change?.name, change?.presence]).toEqual([what, "Figure 1", "changed"]);
    expect(change?.tables.length).toBe(what === "data" ? (more.data?.length ?? 0) : 0);
    expect(change?.texts?.length ?? 0).toBe(what === "text" ? 1 : 0);
  });

  it.each<[string, Cell[][], Cell[][], string]>([
    [
      "values",
      [
        ["a", 1],
        ["b", 2],
      ],
      [
        ["a", 1],
        ["b", 3],
      ],
      "1 of 2 values changed",
    ],
    [
      "a row that went",
      [
        ["a", 1],
        ["b", 2],
      ],
      [["a", 1]],
      "1 row gone",
    ],
    [
      "rows that came",
      [["a", 1]],
      [
        ["b", 2],
        ["a", 1],
        ["c", 2],
      ],
      "2 rows new",
    ],
    [
      "rows that went and came, and a value of one that stays",
      [
        ["a", 1],
        ["b", 2],
        ["c", 3],
        ["d", 4],
      ],
      [
        ["a", 9],
        ["d", 4],
        ["e", 5],
      ],
      "2 rows gone, 1 row new; 1 of 2 values changed",
    ],
    [
      "their order",
      [
        ["a", 1],
        ["b", 2],
      ],
      [
        ["b", 2],
        ["a", 1],
      ],
      "rows in another order",
    ],
    [
      "their order, a row and a value",
      [
        ["a", 1],
        ["b", 2],
      ],
      [
        ["b", 3],
        ["a", 1],
        ["c", 2],
      ],
      "1 row new; 1 of 2 values changed; rows in another order",
    ],
    // Without a key rows are taken in their order.
    [
      "rows without a key",
      [
        [2, 1],
        [1, 1],
        [3, 3],
      ],
      [
        [2, 1],
        [1, 7],
      ],
      "1 row gone; 1 of 4 values changed",
    ],
  ])("whose data differ in %s says which, out of what both sides have", (_, old, now, said) => {
    for (const kind of ["chart", "table"] as const) {
      const side = (rows: Cell[][]) =>
        figure({ kind, data: [data(["k", "v"], ...rows)], printed: rows.map((row) => row.map(String)) });
      const [change] = compare([side(old)], [side(now)]);
      expect([change?.what, change && figureText(change)]).toEqual(["data", said]);
    }
  });

  it("whose data differ in a column counts no value of it", () => {
    const wide = [data(["k", "v", "w"], ["a", 1, 2], ["b", 2, 3])];
    const [change] = compare([figure({ data: [data(["k", "v"], ["a", 1], ["b", 5])] })], [figure({ data: wide })]);
    expect(change && figureText(change)).toBe("column “W” added; 1 of 2 values changed");
  });

  it("from a file is said to show another picture", () => {
    const [change] = compare([figure({ data: [] })], [figure({ data: [], picture: "sha256:2" })]);
    expect([change?.what, change?.tables]).toEqual(["picture", []]);
  });

  it.each([
    ["other colours", '<rect x="1" fill="red"/>', '<rect x="1" fill="blue"/>', "style"],
    ["another font", '<text x="1" font-size="9">GW</text>', '<text x="1" font-size="8">GW</text>', "style"],
    ["a bar elsewhere", '<rect x="1" fill="red"/>', '<rect x="2" fill="red"/>', "drawn"],
    ["another bar", '<rect x="1"/>', '<rect x="1"/><rect x="2"/>', "drawn"],
    ["other words", '<text x="1">18 GW</text>', '<text x="1">19 GW</text>', "drawn"],
  ])("is a change of style only where it draws the same: %s", (_, before, after, what) => {
    const side = (picture: string) => ({ figures: new Map([["fig-a", figure({ picture })]]), prose: [] });
    const pictures = { old: new Map([["fig-a", before]]), new: new Map([["fig-a", after]]) };
    expect(compareFigures(side("sha256:1"), side("sha256:2"), pictures).map((one) => one.what)).toEqual([what]);
  });

  it("whose caption quotes another value has both", () => {
    const [change] = compare(
      [figure({ caption: caption("18 GW"), alt: "Additions reach 18 GW" })],
      [figure({ caption: caption("20 GW"), alt: "Additions reach 20 GW", data: [data(["year", "gw"], [2026, 20])] })],
    );
    expect([change?.what, change?.texts?.map(({ kind }) => kind)]).toEqual(["data", ["values"]]);
  });

  it("that came or went is told with its data, charts before tables", () => {
    const table = figure({ id: "tbl-b", kind: "table", picture: undefined, printed: [["2026", "18"]] });
    expect(
      compare([figure()], [table, figure({ id: "fig-c", number: 2 })]).map(({ name, presence, tables }) => [
        name,
        presence,
        tables.map(rowsOf),
      ]),
    ).toEqual([
      ["Figure 2", "added", [["+ 2026 18"]]],
      ["Table 1", "added", [["+ 2026 18"]]],
      ["Figure 1", "removed", [["- 2026 18"]]],
    ]);
  });
});
