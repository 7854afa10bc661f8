import { expect, it } from "vitest";
import type { FormattedTable } from "../../../src/document/tree.js";
import { writeFormattedTable } from "../../../src/render/html/tables.js";

const NAME = "Land, permits and the grid";

/** A table of a column of words and some of numbers. */
function tableOf(numbers: number): FormattedTable {
  const years = Array.from({ length: numbers }, (_, i) => String(2020 + i));
  return {
    columns: [
      { key: "what", label: "What", align: "left" },
      ...years.map((year) => ({ key: year, label: year, align: "right" as const })),
    ],
    rows: [NAME, "Staff"].map((what) => [
      { text: what, value: what },
      ...years.map((year) => ({ text: year, value: Number(year) })),
    ]),
  };
}

it("a cell of words is given some room where a table has no room for all of its columns", () => {
  expect(writeFormattedTable(tableOf(6))).toContain(`<th scope="row" class="long">${NAME}</th>`);
  expect(writeFormattedTable(tableOf(6))).toContain(`<th scope="row">Staff</th>`);
  expect(writeFormattedTable(tableOf(5))).toContain(`<th scope="row">${NAME}</th>`);
});
