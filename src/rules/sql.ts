import { chapter, fence, newer } from "./base.js";
import type { Example, Rules } from "./rule.js";

/** A memo that queries a data file, with the query. */
const asked = (query: string, ...rest: readonly string[]): Example => ({
  files: {
    "assumptions/2026-06.yaml": newer(`pickings:
  data: pickings.csv
  columns: {day: {type: date}, apples: {unit: kg}, sort: {one_of: [Boskoop, Elstar]}}
  reason: new`),
    "data/pickings.csv": "day,apples,sort\n2026-05-11,310,Boskoop\n2026-05-12,295.5,Elstar\n2026-05-13,280,Elstar\n",
    "chapters/03-juice.md": chapter(
      fence("sql {#picked}", query),
      fence("ts {#days}", "const rows_picked = picked.rows.length;"),
      "There are {{number rows_picked}} rows of them.",
      ...rest,
    ),
  },
});

const RIGHT = asked(`--| columns:
--|   total: { unit: kg }
SELECT sort, sum(apples) AS total
FROM pickings
GROUP BY sort
ORDER BY sort`);

export const sql = {
  "sql/cell": {
    severity: "error",
    summary: "a cell of a query's result is not of the type that its column is declared to be",
    why: "A division by 0, an aggregate of no rows and a row that a join doesn't find give nothing in SQL, and a text is as good as a number: what blocks would get is not what is meant. Cast it, or declare the column as what it is.",
    fixed: true,
    wrong: asked(`--| columns:
--|   each: { unit: kg }
SELECT sum(apples) / sum(apples > 10000) AS each FROM pickings`),
    right: RIGHT,
  },
  "sql/columns": {
    severity: "error",
    summary: "it is not said what a column of a query's result is",
    why: "A table's column as it stands keeps its type and unit; what SQL computes has none that could be told, and charts, tables and the check of dimensions need them. Name it with `AS` and declare it under `--| columns:` as a data file's column.",
    fixed: true,
    wrong: asked("SELECT sort, sum(apples) AS total FROM pickings GROUP BY sort ORDER BY sort"),
    right: RIGHT,
  },
  "sql/function": {
    severity: "error",
    summary: "a query calls a function that is unknown, or not the same on every run",
    why: "The same sources give the same report, today and in a year: neither chance nor the clock is there. Take a date from an assumption's rows, and a draw from none.",
    fixed: true,
    wrong: asked("SELECT day, apples FROM pickings WHERE day > date('now')"),
    right: RIGHT,
  },
  "sql/group": {
    severity: "error",
    summary: "a query takes a column of whichever row of a group",
    why: "Beside an aggregate or behind `GROUP BY` a row of the result is of many rows, and a column that is not grouped by has a value in each of them: SQLite would take any. Group by it too, or say which with `min` or `max`, beside one of which it is of that row.",
    fixed: true,
    wrong: asked(`--| columns:
--|   total: { unit: kg }
SELECT sort, day, sum(apples) AS total FROM pickings GROUP BY sort`),
    right: asked(`--| columns:
--|   most: { unit: kg }
SELECT sort, day, max(apples) AS most FROM pickings GROUP BY sort ORDER BY sort`),
  },
  "sql/id": {
    severity: "error",
    summary: "a query has an id by which its result can't be called",
    why: "Blocks and sentences read the result by the block's id, `monthly.rows`, and other queries read it as a table. Letters, digits and `_`, and no name of a data file.",
    fixed: true,
    wrong: asked("SELECT day FROM pickings", fence("sql {#by-day}", "SELECT day, apples FROM pickings")),
    right: RIGHT,
  },
  "sql/literal": {
    severity: "error",
    summary: "a query compares a column with a value that it never has",
    why: "SQLite compares a text with a number, or with a word that no row has, without a word: no row is found, or all are, and a total is 0 or too large. Texts stand in single quotes, numbers in none; of a column with choices only these can be asked for; true is 1 and false 0.",
    fixed: true,
    wrong: asked("SELECT day, apples FROM pickings WHERE apples > '20'"),
    right: RIGHT,
  },
  "sql/order": {
    severity: "error",
    summary: "a query takes the first of rows that are in no order",
    why: "Without `ORDER BY` nothing says which rows come first: the report would be about whichever the database meets. Say by what, and by what of those that are alike.",
    fixed: true,
    wrong: asked("SELECT day, apples FROM pickings LIMIT 2"),
    right: asked("SELECT day, apples FROM pickings ORDER BY apples DESC, day LIMIT 2"),
  },
  "sql/statement": {
    severity: "error",
    summary: "an SQL block is no single query",
    why: "A block is one `SELECT`, or `WITH … SELECT`: it reads tables and gives rows. What writes, opens a file or changes how the database works would be gone with it, or reach out of the memo.",
    fixed: true,
    wrong: asked("DELETE FROM pickings WHERE apples < 300"),
    right: RIGHT,
  },
  "sql/syntax": {
    severity: "error",
    summary: "a query is no SQL as SQLite has it, or can't be run",
    why: "The result would be missing from the report. The language is SQLite's, without parameters, `NATURAL`, `%` and joins in brackets.",
    fixed: true,
    wrong: asked("SELECT day, apples FORM pickings"),
    right: RIGHT,
  },
  "sql/too-many": {
    severity: "error",
    summary: "a query gives too many rows, or needs too much memory",
    why: "A result is held in memory like a data file, of which there are at most 1,000,000 rows and 10,000,000 cells. A join without a condition gives every pair of rows.",
    fixed: true,
    wrong: asked(`--| columns:
--|   n: { unit: "1" }
WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted)
SELECT n FROM counted`),
    right: RIGHT,
  },
  "sql/unit": {
    severity: "error",
    summary: "what is computed is declared in another unit than it is in, or columns of other units are put together",
    why: "A sum, a mean or a greatest value, and what `coalesce`, `CASE` or a window takes, is in the unit of its column; declared in another it would be printed wrong by whatever lies between them. Kilowatt-hours and cubic metres have no sum. A join or condition of kWh and MWh, or of a year and a date, would find other rows than are meant.",
    fixed: true,
    wrong: asked(`--| columns:
--|   total: { unit: t }
SELECT sum(apples) AS total FROM pickings`),
    right: RIGHT,
  },
  "sql/unknown-column": {
    severity: "error",
    summary: "a query names a column that none of its tables has",
    why: "The columns are those that the assumption declares for its file, by the names that blocks have them by, and those of common tables and other queries.",
    fixed: true,
    wrong: asked("SELECT day, aples FROM pickings"),
    right: RIGHT,
  },
  "sql/unknown-table": {
    severity: "error",
    summary: "a query reads a table that is none",
    why: "The tables are the data files that assumptions declare, by the assumption's id, and other queries of the memo by their blocks' ids. No file is opened and no database attached.",
    fixed: true,
    wrong: asked("SELECT day, apples FROM picking"),
    right: RIGHT,
  },
} satisfies Rules<"sql">;
