import { describe, expect, it } from "vitest";
import { dataTable, table } from "../../../src/notebook/library/tables.js";

describe("tables", () => {
  it.each([
    ["the table has no rows and names no columns", [], undefined],
    ["the table has no rows and names no columns", [], {}],
    ["the table has no columns", [{}, {}], undefined],
    ["the table has no columns", [{ a: 1 }], {}],
  ])("refuses what nothing could be printed of: %s", (message, rows, columns) => {
    expect(() => table(rows, columns === undefined ? {} : { columns })).toThrow(message);
  });

  it("keeps the head of a table without rows", () => {
    expect(dataTable(table([], { columns: { tree: "Tree" } }))).toMatchObject({
      columns: [{ label: "Tree" }],
      rows: [],
    });
  });

  it("takes columns from the rows and aligns them by type", () => {
    expect(
      dataTable([
        { chip: "R100", bw: 22 },
        { chip: "H100", new: false },
      ]),
    ).toEqual({
      columns: [
        { key: "chip", label: "chip", align: "left" },
        { key: "bw", label: "bw", align: "right" },
        { key: "new", label: "new", align: "left" },
      ],
      rows: [
        ["R100", 22, null],
        ["H100", null, false],
      ],
    });
  });

  it("shows the named columns only, with label, unit, format and alignment", () => {
    const shown = dataTable(
      table([{ year: 2026, gw: 18, secret: 1 }], {
        columns: { gw: { label: "Capacity", unit: "GW", format: "number 1", align: "left" }, year: "Year" },
      }),
    );
    expect(shown).toEqual({
      columns: [
        { key: "gw", label: "Capacity", unit: "GW", format: { style: "number", digits: 1 }, align: "left" },
        { key: "year", label: "Year", align: "right" },
      ],
      rows: [[18, 2026]],
    });
  });

  it("takes columns as an array, for keys that objects would reorder", () => {
    const shown = dataTable(table([{ 2026: 1, name: "a" }], { columns: ["name", { key: "2026", label: "In 2026" }] }));
    expect(shown.columns.map(({ key }) => key)).toEqual(["name", "2026"]);
  });

  it("keeps non-finite numbers only where the column allows them", () => {
    expect(() => dataTable([{ x: 1 }, { x: Number.NaN }])).toThrow("row 2 of the table has NaN in the column `x`");
    expect(dataTable(table([{ x: Infinity }], { columns: { x: { allow: "nonfinite" } } })).rows).toEqual([[Infinity]]);
    const degrees = { columns: { x: { unit: "degC", allow: "nonfinite" as const } } };
    expect(dataTable(table([{ x: -Infinity }, { x: 273.15 }], degrees)).rows).toEqual([[-Infinity], [0]]);
  });

  it("writes dates in ISO form", () => {
    expect(dataTable([{ d: new Date(Date.UTC(2026, 2, 15)) }]).rows).toEqual([["2026-03-15"]]);
  });

  it.each([
    [() => dataTable(3), "the table is 3"],
    [() => dataTable([[1]]), "row 1 of the table is an array of 1"],
    [() => dataTable([new Map()]), "row 1 of the table is an empty object"],
    [() => dataTable([{ f: () => 1 }]), "row 1 of the table has a function in the column `f`"],
    [
      () => table([{ capacity: 1 }], { columns: { capcity: "x" } }),
      "table() got the column `capcity`, which no row has",
    ],
    [() => table([{ a: 1 }], { columns: { a: { lable: "x" } } } as never), "table() got `lable` for the column `a`"],
    [() => table([{ a: 1 }], { columns: { a: { format: "tmes 1" } } }), "the format of the column `a`: "],
    [() => table([{ a: 1 }], { colums: {} } as never), "table() got the option `colums`"],
    [() => table([{ a: "x", b: 1 }], { groups: "c" }), 'table() got "c" for its groups'],
    [() => table([{ a: "x" }], { groups: "a" }), 'table() got "a" for its groups'],
    [() => table([{ a: 1, b: 1 }], { groups: "a" }), "row 1 of the table has 1 for its group `a`"],
    [
      () =>
        table(
          [
            { a: "x", b: 1 },
            { a: "y", b: 1 },
            { a: "x", b: 1 },
          ],
          { groups: "a" },
        ),
      'row 3 of the table begins the group "x" again',
    ],
    [() => table([{ a: 1 }], { totals: 3 } as never), "row 2 of the table is 3"],
    [() => table([{ a: 1 }], { totals: { b: 1 } }), "table() got a total for the column `b`, which no row has"],
    [
      () => table([{ a: 1 }], { columns: ["a"], totals: [{ a: 1 }, { aa: 1 }] }),
      "table() got a total for the column `aa`, which no row has",
    ],
    [() => table([], { columns: ["a"], totals: { b: 1 } }), "table() got the column `a`, which no row has"],
    [
      () => table([{ a: 1 }], { columns: { a: { drawn: "bars" } } } as never),
      'table() got "bars" for what is drawn in `a`',
    ],
    [
      () => table([{ a: 1 }, { a: "b" }], { columns: { a: { drawn: "bar" } } }),
      'row 2 of the table has "b" in the column `a`, which has bars',
    ],
    [
      () => table([{ a: 290 }, { a: 17 - 273.15 }], { columns: { a: { unit: "°C" } } }),
      "row 2 of the table has -529.3 °C in the column `a`, which lies below the absolute zero",
    ],
    [
      () => table([{ a: [290, -1] }], { columns: { a: { unit: "degF", drawn: "line" } } }),
      "row 1 of the table has -461.47 degF in the column `a`, which lies below the absolute zero",
    ],
    [
      () => table([{ a: 1 }], { columns: { a: { drawn: "line" } } }),
      "row 1 of the table has 1 in the column `a`, which draws lines",
    ],
    [
      () => table([{ a: [1] }], { columns: { a: { drawn: "line" } } }),
      "row 1 of the table has an array of 1 in the column `a`, which draws lines",
    ],
    [
      () => table([{ a: [1, null] }], { columns: { a: { drawn: "line" } } }),
      "row 1 of the table has null among the numbers in the column `a`, which draws lines",
    ],
  ])("refuses what is no table (%#)", (make, message) => {
    expect(make).toThrow(message);
  });

  it("names the column that a total was meant for, and takes those that aren't shown or that only the options name", () => {
    const rows = [{ month: "Jan", kwh: 1, hidden: 2 }];
    const columns = { month: "Month", kwh: "Energy" };
    let refused: { detail?: unknown } = {};
    try {
      table(rows, { columns, totals: { moth: "All" } } as never);
    } catch (error) {
      refused = error as typeof refused;
    }
    expect(refused.detail).toEqual({ hint: "did you mean `month`?", expected: "one of month, kwh, hidden" });
    expect(dataTable(table(rows, { columns, totals: { month: "All", hidden: 3 } })).rows[1]).toEqual(["All", null]);
    const late = [...Object.keys(columns), "share"];
    expect(dataTable(table(rows, { columns: late, totals: { share: 1 } })).rows[1]).toEqual([null, null, 1]);
    expect(dataTable(table([], { totals: { month: "All" } })).rows).toEqual([["All"]]);
  });

  it.each(["\n", "\r\n", "\r", "\u2028", "\u2029", "\u0085", "\v", "\f"].map((sign) => [sign]))(
    "gives any line break in a cell or a label as one sign: %j",
    (sign) => {
      const rows = [{ part: `a${sign}b${sign}${sign}c` }];
      const given = dataTable(table(rows, { columns: { part: `Part${sign}of it` } }));
      expect(given.rows).toEqual([["a\nb\n\nc"]]);
      expect(given.columns[0]?.label).toBe("Part\nof it");
    },
  );
});
