import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { DataColumn } from "../../../src/assumptions/data/types.js";
import { readChapters } from "../../../src/chapters/read.js";
import { compileQueries } from "../../../src/notebook/sql/compile.js";
import { checkFixtures } from "../analyse/fixtures.js";
import { analysed, chapterOf } from "./memo.js";

describe("a query that is refused", () => {
  checkFixtures(join(import.meta.dirname, "wrong.txt"), (code) => analysed(chapterOf({ asked: code })).told);

  it("says nothing but that of the query, whatever rests on it", () => {
    const rests = "```ts {#more}\nconst n = asked.rows.length;\n```\n\n```sql {#then}\nSELECT day FROM asked\n```\n";
    const { diagnostics } = analysed(chapterOf({ asked: "SELECT dy FROM sales" }, rests));
    expect(diagnostics.map(({ rule }) => rule)).toEqual(["sql/unknown-column"]);
  });

  it("has an id by which its result can be called, and that no data file has", () => {
    const { diagnostics } = analysed(chapterOf({ "by-day": "SELECT day FROM sales", sales: "SELECT day FROM sales" }));
    expect(diagnostics.map(({ rule }) => rule)).toEqual(["sql/id", "sql/id"]);
  });

  it("has no id that is a word of JavaScript, nor one that differs from another's in capitals alone", () => {
    const { diagnostics } = analysed(
      chapterOf({
        class: "SELECT 1",
        Sales: "SELECT day FROM sales",
        a: "SELECT day FROM sales",
        A: "SELECT day FROM sales",
      }),
    );
    expect(diagnostics.map(({ rule, message }) => [rule, message])).toEqual([
      ["sql/id", "`class` is a word of JavaScript, and can't name a result"],
      ["sql/id", "`sales` is a data file, and can't be a query too"],
      ["sql/id", "`A` and `a` are one name in SQL"],
    ]);
  });

  it("reads no data whose names differ in capitals alone", () => {
    const one: readonly DataColumn[] = [{ name: "a", type: "text" }];
    const two: typeof one = [...one, { name: "A", type: "text" }];
    const tables = new Map([
      ["big", one],
      ["Big", one],
      ["wide", two],
      ["plain", one],
    ]);
    const message = (table: string) => {
      const read = readChapters(new Map([["chapters/01-a.md", chapterOf({ q: `SELECT a FROM ${table}` })]]));
      const blocks = read.chapters.flatMap((chapter) => chapter.blocks);
      return [...compileQueries(blocks, tables).values()].flatMap(({ errors }) => errors.map((one) => one.message));
    };
    expect(message("plain")).toEqual([]);
    expect(message("BIG")).toEqual(["`big` and `Big` are one name in SQL"]);
    expect(message("wide")).toEqual(["columns `a` and `A` of `wide` are one name in SQL"]);
  });

  it("rests on no query that rests on it", () => {
    const { diagnostics } = analysed(chapterOf({ a: "SELECT day FROM b", b: "SELECT day FROM a" }));
    expect(diagnostics.map(({ rule, message }) => [rule, message])).toEqual([
      ["sql/unknown-table", "`a` rests on `b`"],
    ]);
  });

  it("stands in no more brackets and cases than SQLite surely reads, and is told so at the first of those too many", () => {
    const at = (open: string, middle: string, close: string, times: number) =>
      analysed(
        chapterOf({ a: `SELECT day FROM sales WHERE kwh > ${open.repeat(times)}${middle}${close.repeat(times)}` }),
      ).diagnostics.map(({ rule, message, place }) => [rule, message, place?.start.column]);
    for (const times of [301, 8000]) {
      expect(at("(", "1", ")", times)).toEqual([["sql/syntax", "`(` stands in 300 others", 35 + 300]]);
      expect(at("(1 + ", "1", ")", times)).toEqual([["sql/syntax", "`(` stands in 300 others", 35 + 5 * 300]]);
      expect(at("CASE WHEN paid THEN ", "1", " END", times)).toMatchObject([
        ["sql/syntax", "`CASE` stands in 300 others", 35 + 20 * 300],
      ]);
    }
    expect(at("(", "1", ")", 300)).toEqual([]);
    expect(at("(SELECT max(kwh) FROM sales WHERE kwh > ", "1", ")", 150)).toEqual([]);
    const sum = `${"(1 + ".repeat(300)}kwh${")".repeat(300)}`;
    expect(analysed(chapterOf({ a: `--| columns: {t: {unit: kWh}}\nSELECT ${sum} AS t FROM sales` })).told).toBe("");
    const cases = `${"CASE WHEN paid THEN 1 ELSE ".repeat(300)}kwh${" END".repeat(300)}`;
    expect(analysed(chapterOf({ a: `--| columns: {t: {unit: kWh}}\nSELECT ${cases} AS t FROM sales` })).told).toBe("");
    const within = `${"SELECT day FROM (".repeat(299)}SELECT day FROM sales${")".repeat(299)}`;
    expect(analysed(chapterOf({ a: within })).told).toBe("");
  });

  it("is a block with an id and no class", () => {
    const at = (fence: string) => analysed(`---\ntitle: A\n---\n\n\`\`\`${fence}\nSELECT 1\n\`\`\`\n`).told;
    expect(at("sql {.table}")).toContain("an SQL block takes no class, found `.table`");
    expect(at("sql {title=a}")).toContain("this block has no id");
    expect(at("sql")).toBe("");
  });

  it("names the nearest option of one that isn't there, whatever its value", () => {
    const at = (head: string) =>
      analysed(`---\ntitle: A\n---\n\n\`\`\`sql {#a}\n--| ${head}\nSELECT day FROM sales\n\`\`\`\n`).told;
    for (const value of ["{day: {label: Day}}", "[day]", "day", "\n--|   day: {label: Day}"]) {
      const told = at(`colums: ${value}`);
      expect(told).toContain("01-a.md:6:");
      expect(told).toContain("unknown option `colums` of a sql block");
      expect(told).toContain("did you mean `columns`?");
      expect(told.match(/error\[/g)).toHaveLength(1);
    }
    expect(at("title: {day: Day}")).toContain("option `title` is no text");
  });
});
