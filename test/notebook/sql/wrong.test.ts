import { join } from "node:path";
import { describe, expect, it } from "vitest";
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

  it("rests on no query that rests on it", () => {
    const { diagnostics } = analysed(chapterOf({ a: "SELECT day FROM b", b: "SELECT day FROM a" }));
    expect(diagnostics.map(({ rule, message }) => [rule, message])).toEqual([
      ["sql/unknown-table", "`a` rests on `b`"],
    ]);
  });

  it("is a block with an id and no class", () => {
    const at = (fence: string) => analysed(`---\ntitle: A\n---\n\n\`\`\`${fence}\nSELECT 1\n\`\`\`\n`).told;
    expect(at("sql {.table}")).toContain("an SQL block takes no class, found `.table`");
    expect(at("sql {title=a}")).toContain("this block has no id");
    expect(at("sql")).toBe("");
  });
});
