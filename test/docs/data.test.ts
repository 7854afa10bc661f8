import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../cli/memo.js";
import { computed } from "../notebook/sql/memo.js";

describe("the page of data files", () => {
  const page = readFileSync(join(ROOT, "docs/data.md"), "utf8");

  it("shows queries that run", async () => {
    const fences = [...page.matchAll(/^```sql \{#(\w+)\}\n[\s\S]*?^```$/gm)];
    expect(fences.map(([, id]) => id)).toEqual(["monthly"]);
    // Of a month of which nothing is known the sum is missing.
    const run = fences.map(([whole]) => whole.replace("FROM sales", "FROM sales WHERE kwh IS NOT NULL"));
    const { values, told } = await computed(
      `---\ntitle: A\n---\n\n${run.join("\n\n")}\n\n\`\`\`ts {#more}\nconst shown = [monthly.rows, monthly.columns.total];\n\`\`\`\n`,
      "shown",
    );
    expect(told).toBe("");
    expect(values.shown).toEqual([
      [
        { month: "2026-01", region: "north", total: 1.5 },
        { month: "2026-01", region: "south", total: 4 },
        { month: "2026-02", region: "south", total: 2.25 },
      ],
      [1.5, 4, 2.25],
    ]);
  });

  it("says of letters, numbers and division what SQLite does", async () => {
    const { values } = await computed(
      "---\ntitle: A\n---\n\n```sql {#q}\n--| columns: {a: {type: text}, b: {type: boolean}, n: {unit: \"1\"}, half: {unit: \"1\"}}\nSELECT lower('ÄB') AS a, 'ä' LIKE 'Ä' AS b, 9007199254740991 AS n, 1 / 2 AS half\n```\n",
      "q",
    );
    expect(page).toContain("`lower('ÄB')` is `Äb`");
    expect(page).toContain("1 / 2 is 0.5");
    expect(values.q).toMatchObject({ rows: [{ a: "Äb", b: false, n: 9007199254740991, half: 0.5 }] });
    expect(page).toContain("beyond\n  9007199254740991 is refused");
  });
});
