import { expect, test } from "vitest";
import { dataTables, toTable } from "../../src/figures/data.js";

test("columns are the keys in order of appearance; holes are null", () => {
  expect(
    toTable([
      { year: 2025, gw: 10 },
      { year: 2026, note: "a" },
    ]),
  ).toEqual({
    columns: [
      { key: "year", label: "year", align: "right" },
      { key: "gw", label: "gw", align: "right" },
      { key: "note", label: "note", align: "left" },
    ],
    rows: [
      [2025, 10, null],
      [2026, null, "a"],
    ],
  });
});

test("cells are plain: dates as text, no infinities, columns of objects left out", () => {
  const day = new Date(Date.UTC(2026, 2, 15));
  const time = new Date(Date.UTC(2026, 2, 15, 12));
  expect(toTable([{ day, time, bad: Number.NaN, deep: { a: 1 }, yes: true }])?.rows).toEqual([
    ["2026-03-15", "2026-03-15T12:00:00.000Z", null, true],
  ]);
});

test.each([[undefined], [null], [3], [[]], [[1, 2]], [[[1, 2]]], [[{}]], [{ a: 1 }], [[{ f: () => 1 }]]])(
  "%j is no table",
  (source) => {
    expect(toTable(source)).toBeUndefined();
  },
);

test("copies and filtered copies of the same rows are shown once, in the first one's place", () => {
  const rows = [{ a: 1 }, { a: 2 }, { a: 3 }];
  const other = [{ b: 1 }];
  expect(
    dataTables([rows.slice(1), [0], rows, other, structuredClone(rows)]).map((table) => table.rows.length),
  ).toEqual([3, 1]);
  expect(dataTables([other, rows])[0]?.columns[0]?.key).toBe("b");
});
