import { describe, expect, it } from "vitest";
import { blocksBehind } from "../../../src/notebook/sql/behind.js";
import { analysed, chapterOf } from "./memo.js";

/** What the columns of a query rest on, as `sales.kwh, sales.day`; under "" the choice of its rows. */
function rests(code: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { program, told } = analysed(chapterOf({ ...more, asked: code }));
  expect(told).toBe("");
  const found = program.blocks.find(({ block }) => block.id === "asked")?.query?.rests ?? [];
  return Object.fromEntries(
    [...found].map(([name, sources]) => [
      name,
      sources
        .flatMap(({ table, columns }) =>
          columns.length === 0 ? [table] : columns.map((column) => `${table}.${column}`),
        )
        .join(", "),
    ]),
  );
}

describe("what a column of a query rests on", () => {
  it("is what its SELECT names there, and what chooses the rows", () => {
    expect(rests("SELECT day, kwh FROM sales WHERE paid ORDER BY region")).toEqual({
      "": "sales.region, sales.paid",
      day: "sales.day, sales.region, sales.paid",
      kwh: "sales.kwh, sales.region, sales.paid",
    });
  });

  it("is not what a query within another column reads", () => {
    const columns = "--| columns:\n--|   people: { unit: person }\n";
    expect(rests(`${columns}SELECT day, (SELECT sum(people) FROM "geo.regions") AS people FROM sales`)).toEqual({
      "": "sales",
      day: "sales.day",
      people: "geo.regions.people, sales",
    });
  });

  it("is with the columns that tables are joined by", () => {
    expect(rests('SELECT kwh, people FROM sales JOIN "geo.regions" USING (region)')).toEqual({
      "": "sales.region, geo.regions.region",
      kwh: "sales.kwh, sales.region, geo.regions.region",
      people: "sales.region, geo.regions.region, geo.regions.people",
    });
    expect(rests('SELECT s.kwh FROM sales s JOIN "geo.regions" g ON s.region = g.region').kwh).toBe(
      "sales.kwh, sales.region, geo.regions.region",
    );
  });

  it("is with another column of the result that rows are put in order by, by its name or its number", () => {
    for (const order of ["used DESC", "2"])
      expect(rests(`SELECT day, kwh AS used FROM sales ORDER BY ${order}`).day).toBe("sales.day, sales.kwh");
    // How many rows there are is no number of a column.
    expect(rests("SELECT day, kwh FROM sales ORDER BY day LIMIT 2").day).toBe("sales.day");
  });

  it("is with all that is selected where that tells rows apart", () => {
    expect(rests("SELECT DISTINCT region, paid FROM sales").region).toBe("sales.region, sales.paid");
  });

  it("is with all that is selected where rows of two SELECTs are told apart", () => {
    const columns = "--| columns:\n--|   people: { unit: person }\n";
    for (const word of ["UNION", "INTERSECT", "EXCEPT"])
      expect(
        rests(
          `${columns}SELECT day, (SELECT sum(people) FROM "geo.regions") AS people FROM sales ${word} SELECT day, 0 FROM sales`,
        ).day,
      ).toContain("geo.regions.people");
    expect(
      rests(
        `${columns}SELECT day, (SELECT sum(people) FROM "geo.regions") AS people FROM sales UNION ALL SELECT day, 0 FROM sales`,
      ).day,
    ).not.toContain("people");
  });

  it("is with all columns of a table that `*` stands for within the query", () => {
    expect(rests(`WITH t(x, y) AS (SELECT * FROM "geo.regions") SELECT y FROM t`).y).toBe(
      "geo.regions.region, geo.regions.people",
    );
    expect(rests("SELECT * FROM sales").day).toBe("sales.day");
    expect(
      rests(
        "--| columns: { c: { unit: '1' } }\nWITH n AS (SELECT count(*) AS c FROM sales) SELECT kwh, c FROM sales, n",
      ).c,
    ).toBe("sales");
  });

  it("is with all that the other halves of a union and what stands behind WITH name", () => {
    expect(rests("SELECT day FROM sales UNION SELECT day FROM sales WHERE share > 0.5").day).toBe(
      "sales.day, sales.share",
    );
    expect(rests("WITH s AS (SELECT day, kwh, paid FROM sales) SELECT day FROM s").day).toBe(
      "sales.day, sales.kwh, sales.paid",
    );
  });

  it("is the column itself behind a star", () => {
    expect(rests("SELECT * FROM sales WHERE paid")).toMatchObject({
      note: "sales.paid, sales.note",
      paid: "sales.paid",
    });
  });
});

describe("the blocks behind a part of a query", () => {
  const { program } = analysed(
    chapterOf(
      {
        peopled: 'SELECT region, people FROM "geo.regions"',
        paid: "SELECT day, region FROM sales WHERE paid",
        asked: `--| columns:\n--|   all_people: { unit: person }\nSELECT paid.day AS day, (SELECT sum(people) FROM peopled) AS all_people FROM paid ORDER BY day`,
      },
      "```ts {#rest}\nconst first = asked.rows[0];\nconst other = peopled.rows.length;\nconst { day } = first;\n```\n",
    ),
  );
  it.each([
    ["asked.columns.day", ["asked", "paid"]],
    ["asked.rows.1.all_people", ["asked", "paid", "peopled"]],
    ["asked.rows", ["asked", "paid", "peopled"]],
    ["first.day", ["asked", "paid", "rest"]],
    ["first", ["asked", "paid", "peopled", "rest"]],
    ["other", ["peopled", "rest"]],
  ])("%s: %j", (path, expected) => {
    expect(blocksBehind(path, program).sort()).toEqual(expected);
  });
});
