import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { requestText } from "../../../src/notebook/process/messages.js";
import { runnable } from "../../../src/notebook/run/compile.js";
import { NO_BLOCKS } from "../run/blocks.js";
import { analysed, chapterOf, computed, SALES } from "./memo.js";

interface Result {
  rows: Record<string, unknown>[];
  columns: Record<string, unknown[]>;
}

const withColumns = (query: string, columns: string): string => `${columns && `--| columns: {${columns}}\n`}${query}`;

/** What queries of one chapter give, each with its columns declared as YAML: SQLite is opened once for all of them. */
async function askedAll(queries: readonly (readonly [query: string, columns?: string])[]): Promise<Result[]> {
  const ids = queries.map((_, at) => `q${at}`);
  const texts = queries.map(([query, columns = ""], at) => [`q${at}`, withColumns(query, columns)]);
  const { values, told } = await computed(chapterOf(Object.fromEntries(texts)), ...ids);
  if (told !== "") throw new Error(told);
  return ids.map((id) => values[id] as Result);
}
/** What a query gives. */
async function asked(query: string, columns = ""): Promise<Result> {
  const [result] = await askedAll([[query, columns]]);
  return result as Result;
}
const told = async (query: string, columns = ""): Promise<string> =>
  (await computed(chapterOf({ q: withColumns(query, columns) }))).told;

describe("a query's result", () => {
  it("is the table itself where all is asked for: dates, choices, shares, booleans, years, texts and what is missing", async () => {
    const { rows, columns } = await asked("SELECT * FROM sales");
    for (const { name, cells } of SALES) expect(columns[name]).toEqual(cells);
    expect(rows[1]).toEqual({
      day: "2026-01-06",
      kwh: 4,
      region: "south",
      share: 0.25,
      paid: false,
      year: 2026,
      note: null,
    });
    expect(Object.keys(rows[0] ?? {})).toEqual(SALES.map(({ name }) => name));
  });

  it("stands in the order of the file where none is said, and otherwise in the one that is", async () => {
    const { columns } = await asked("SELECT day FROM sales WHERE region = 'north'");
    expect(columns.day).toEqual(["2026-01-05", "2026-02-01"]);
    expect((await asked("SELECT day FROM sales ORDER BY kwh DESC NULLS LAST LIMIT 2")).columns.day).toEqual([
      "2026-01-06",
      "2026-02-02",
    ]);
  });

  it("has what is computed as it is declared", async () => {
    const { rows } = await asked(
      `SELECT substr(day, 1, 7) AS month, sum(kwh) AS total, count(*) AS n, max(paid) AS any_paid, min(year) AS since, avg(share) AS mean
       FROM sales GROUP BY month ORDER BY month`,
      'month: {type: month}, total: {unit: kWh}, n: {unit: "1"}, any_paid: {type: boolean}, since: {type: year}, mean: {unit: "%"}',
    );
    expect(rows).toEqual([
      { month: "2026-01", total: 5.5, n: 2, any_paid: true, since: 2026, mean: 0.375 },
      { month: "2026-02", total: 2.25, n: 2, any_paid: true, since: 2026, mean: 0.5625 },
    ]);
  });

  it("divides as blocks do", async () => {
    const { rows } = await asked(
      "SELECT 1 / 2 AS half, 7 / 2 * 2 AS seven, mod(5.5, 2) AS rest",
      'half: {unit: "1"}, seven: {unit: "1"}, rest: {unit: "1"}',
    );
    expect(rows).toEqual([{ half: 0.5, seven: 7, rest: 1.5 }]);
  });

  it("comes of joins, common tables, windows, unions and queries within, of a table whose name has a point too", async () => {
    const { rows } = await asked(
      `WITH by_region AS (SELECT region, total(kwh) AS kwh FROM sales GROUP BY region),
            ranked (region, place) AS (SELECT region, row_number() OVER (ORDER BY kwh DESC) FROM by_region)
       SELECT g.region, g.people, b.kwh AS total, ranked.place,
              (SELECT count(*) FROM sales AS s WHERE s.region = g.region) AS n
       FROM "geo.regions" AS g
       LEFT JOIN by_region AS b ON b.region = g.region
       LEFT JOIN ranked USING (region)
       ORDER BY g.region`,
      'total: {unit: kWh, missing: allowed}, place: {unit: "1", missing: allowed}, n: {unit: "1"}',
    );
    expect(rows).toEqual([
      { region: "north", people: 10, total: 1.5, place: 2, n: 2 },
      { region: "west", people: 20, total: null, place: null, n: 0 },
    ]);
    const union = await asked("SELECT region FROM sales UNION SELECT region FROM sales ORDER BY region");
    expect(union.columns.region).toEqual(["north", "south"]);
  });

  it("may be missing what an outer join doesn't find, and says so in its type", () => {
    const typed = (query: string): unknown[] =>
      (analysed(chapterOf({ q: query })).program.blocks[0]?.query?.columns ?? []).map(({ name, missing, unit }) => [
        name,
        missing,
        unit,
      ]);
    const join = (kind: string): string =>
      `SELECT s.share, g.people FROM sales AS s ${kind} JOIN "geo.regions" AS g ON g.region = s.region`;
    expect(typed(join("LEFT"))).toEqual([
      ["share", undefined, "1"],
      ["people", 0, "person"],
    ]);
    expect(typed(join("RIGHT"))).toEqual([
      ["share", 0, "1"],
      ["people", undefined, "person"],
    ]);
    expect(typed(join("FULL OUTER"))).toEqual([
      ["share", 0, "1"],
      ["people", 0, "person"],
    ]);
    expect(typed(join("INNER"))).toEqual([
      ["share", undefined, "1"],
      ["people", undefined, "person"],
    ]);
  });

  it("is a table for other queries, and a value for blocks", async () => {
    const { values, program, reads } = await computed(
      chapterOf(
        {
          best: "--| columns: {most: {unit: kWh}}\nSELECT region, max(total) AS most FROM totals GROUP BY region ORDER BY region",
          totals:
            "--| columns: {total: {unit: kWh}}\nSELECT region, year, total(kwh) AS total FROM sales GROUP BY region, year",
        },
        "```ts {#more}\nconst first = best.rows[0].most + d3.sum(totals.columns.total);\n```\n",
      ),
      "first",
    );
    expect(values.first).toBe(1.5 + 7.75);
    expect(program.blocks.map(({ block, dependsOn, givenPaths }) => [block.id, dependsOn, givenPaths])).toEqual([
      ["totals", [], ["sales.columns.kwh", "sales.columns.region", "sales.columns.year"]],
      ["best", ["totals"], []],
      ["more", ["best", "totals"], []],
    ]);
    expect(reads.get("totals")).toEqual(["sales.columns.kwh", "sales.columns.region", "sales.columns.year"]);
  });

  it("rests on the columns that it names, and on one where it only counts rows", () => {
    const read = (query: string): readonly string[] | undefined =>
      analysed(chapterOf({ q: query })).program.blocks[0]?.givenPaths;
    expect(read("SELECT day FROM sales WHERE KWH > 2")).toEqual(["sales.columns.day", "sales.columns.kwh"]);
    expect(read('--| columns: {n: {unit: "1"}}\nSELECT count(*) AS n FROM sales')).toEqual(["sales.columns.day"]);
    expect(read("SELECT s.* FROM sales AS s")?.length).toBe(SALES.length);
  });
});

describe("what is right is let through", () => {
  it("names of other queries as columns and aliases: no circle, and nothing broken", async () => {
    const { values, program } = await computed(
      chapterOf({
        total:
          "--| columns: {monthly: {unit: kWh}}\nSELECT region, sum(kwh) AS monthly FROM sales GROUP BY region ORDER BY region",
        monthly: "SELECT * FROM total",
      }),
      "monthly",
    );
    expect((values.monthly as Result).rows).toEqual([
      { region: "north", monthly: 1.5 },
      { region: "south", monthly: 6.25 },
    ]);
    expect(program.blocks.map(({ block, dependsOn }) => [block.id, dependsOn])).toEqual([
      ["total", []],
      ["monthly", ["total"]],
    ]);
    const { program: other, diagnostics } = analysed(
      chapterOf({ note: "SELECT dy FROM sales", q: "SELECT note FROM sales" }),
    );
    expect(diagnostics.map(({ rule }) => rule)).toEqual(["sql/unknown-column"]);
    expect(other.blocks.find(({ block }) => block.id === "q")?.query?.columns).toMatchObject([{ name: "note" }]);
  });

  it("what a right or full join joins by is that of both sides, with all their words", async () => {
    const right = 'SELECT region, people FROM sales RIGHT JOIN "geo.regions" USING (region) ORDER BY region, people';
    const full = 'sales FULL JOIN "geo.regions" USING (region)';
    const typed = (query: string) => analysed(chapterOf({ q: query })).program.blocks[0]?.query?.columns;
    const both = [`SELECT region FROM ${full} ORDER BY region`, `SELECT * FROM ${full} ORDER BY region`];
    const union = 'SELECT region FROM sales UNION SELECT region FROM "geo.regions" ORDER BY region';
    const [ofRight, ofBoth, ofAll, ofUnion] = await askedAll([right, ...both, union].map((query) => [query]));
    expect(ofRight?.columns.region).toEqual(["north", "north", "west"]);
    for (const result of [ofBoth, ofAll])
      expect(result?.columns.region).toEqual(["north", "north", "south", "south", "west"]);
    for (const query of both) {
      const region = typed(query)?.find(({ name }) => name === "region");
      expect([region?.choices, region?.missing]).toEqual([["north", "south", "west"], undefined]);
    }
    expect(typed(`SELECT sales.region FROM ${full}`)).toMatchObject([{ choices: ["north", "south"], missing: 0 }]);
    expect(ofUnion?.columns.region).toEqual(["north", "south", "west"]);
  });

  it("columns that are grouped by, however they are named, and those beside one greatest or least value", async () => {
    const t = "t: {unit: kWh}";
    const queries = [
      "SELECT region, sum(kwh) AS t FROM sales GROUP BY region",
      "SELECT s.region, sum(kwh) AS t FROM sales AS s GROUP BY REGION",
      "SELECT region AS place, sum(kwh) AS t FROM sales AS s GROUP BY s.region",
      "SELECT region AS place, sum(kwh) AS t FROM sales GROUP BY place",
      "SELECT region place, sum(kwh) t FROM sales GROUP BY 1 HAVING count(*) > 0",
      "SELECT region, sum(kwh) AS t FROM sales GROUP BY (region)",
      'SELECT region, total(kwh) AS t FROM sales JOIN "geo.regions" USING (region) GROUP BY region',
      "SELECT region, (SELECT sum(o.kwh) FROM sales AS o WHERE o.region = s.region) AS t FROM sales AS s GROUP BY region",
      "SELECT region, sum(sum(kwh)) OVER (ORDER BY region) AS t FROM sales GROUP BY region",
      "SELECT region, sum(kwh) OVER () AS t FROM sales",
      "SELECT region, sum(kwh) AS t FROM sales GROUP BY region HAVING t > 0 ORDER BY sum(kwh) DESC, region COLLATE NOCASE, t",
      "SELECT region AS day, sum(kwh) AS t FROM sales GROUP BY region ORDER BY day DESC",
    ];
    const [months, best, ...others] = await askedAll([
      [
        "SELECT substr(day, 1, 7) || '-01' AS first, count(*) AS n FROM sales GROUP BY substr(day, 1, 7) ORDER BY first",
        'first: {type: date}, n: {unit: "1"}',
      ],
      [
        "SELECT region, day, count(*) AS n, max(kwh) AS t FROM sales GROUP BY region ORDER BY region",
        `${t}, n: {unit: "1"}`,
      ],
      ...queries.map((query) => [query, t] as const),
    ]);
    for (const [at, query] of queries.entries()) expect(Object.keys(others[at]?.rows[0] ?? {}), query).toHaveLength(2);
    expect(months?.columns).toEqual({ first: ["2026-01-01", "2026-02-01"], n: [2, 2] });
    expect(best?.columns.day).toEqual(["2026-01-05", "2026-01-06"]);
  });

  it("sums in their unit, wherever they stand", async () => {
    const queries = [
      "SELECT sum(kwh) FILTER (WHERE paid) AS t FROM sales",
      "SELECT ((sum((kwh)))) AS t FROM sales",
      "SELECT (SELECT sum(kwh) FROM sales) AS t",
      "SELECT sum(kwh) AS t FROM sales UNION ALL SELECT sum(share) * 2 FROM sales",
      "WITH a AS (SELECT sum(kwh) AS k FROM sales) SELECT k AS t FROM a",
      "SELECT max(kwh, 1) AS t FROM sales WHERE kwh > 0",
      "SELECT -kwh + 2 * share - (1 - kwh) AS t FROM sales WHERE kwh > 0",
      "SELECT coalesce(kwh, 0) AS t FROM sales",
      "SELECT nullif(round(kwh, 1), 0) AS t FROM sales WHERE kwh > 0",
      "SELECT iif(paid, coalesce(kwh, 1), 0) AS t FROM sales",
      "SELECT CASE region WHEN 'north' THEN 0 ELSE CASE WHEN kwh > 0 THEN kwh ELSE -1 END END AS t FROM sales",
      "SELECT CASE WHEN paid THEN share ELSE 1 END * 8 AS t FROM sales",
      "SELECT lag(kwh, 1, 0) OVER w AS t FROM sales WHERE kwh > 0 WINDOW w AS (ORDER BY day)",
      "SELECT first_value(kwh) OVER (PARTITION BY share ORDER BY day) AS t FROM sales WHERE kwh BETWEEN 1 AND 9",
    ];
    const results = await askedAll(queries.map((query) => [query, "t: {unit: kWh}"]));
    for (const [at, query] of queries.entries()) expect(results[at]?.rows.length, query).toBeGreaterThan(0);
  });

  it("differences of temperatures in kelvins, and temperatures beside them in their own unit", async () => {
    const cases = [
      ["high - low", "t: {unit: K}", [5, 10]],
      ["low + (high - low)", 't: {unit: "°C"}', [293.15, 294.15]],
      ["high - low + low", 't: {unit: "°C"}', [293.15, 294.15]],
      ["-low + high", "t: {unit: K}", [5, 10]],
      ["high - -(high - low)", 't: {unit: "°C"}', [298.15, 304.15]],
      ["(high + low) / 2", 't: {unit: "°C"}', [290.65, 289.15]],
      ["avg(high) OVER ()", 't: {unit: "°F"}', [293.65, 293.65]],
      ["max(high, low)", 't: {unit: "°C"}', [293.15, 294.15]],
      ["high + 5", 't: {unit: "°C"}', [298.15, 299.15]],
      ["high - 5", 't: {unit: "°C"}', [288.15, 289.15]],
      ["sum(high - low) OVER ()", "t: {unit: K}", [15, 15]],
      ["sum(max(288.15 - low, 0)) OVER ()", "t: {unit: K}", [4, 4]],
      ["high + span", 't: {unit: "°C"}', [298.15, 304.15]],
      ["span - low", "t: {unit: K}", [-283.15, -274.15]],
      ["sum(high) OVER () / 2", 't: {unit: "°C"}', [293.65, 293.65]],
    ] as const;
    const results = await askedAll(
      cases.map(([query, columns]) => [`SELECT ${query} AS t FROM meters ORDER BY id`, columns]),
    );
    for (const [at, [query, , values]] of cases.entries()) {
      const shown = (results[at]?.columns.t ?? []).map((one) => Number((one as number).toFixed(9)));
      expect(shown, query).toEqual(values);
    }
  });

  it("truths, texts and bits of what has other units", async () => {
    const conditions = [
      "kwh - 10 > 0 OR 0.5 < 1 - share",
      "kwh + 1 BETWEEN 1 AND 1 + share",
      "kwh - 1 IN (1, 2) AND share + 1 = 2",
      "NOT kwh + 1 < 2 - share + 1",
      "kwh + 1 IS NOT 1 - share",
      "1 + kwh LIKE 1 + share",
      "kwh + 1 GLOB 1 + share",
      "kwh + 1 <> 1 + share",
      "(1 - share) * 0 | kwh + 1 > 0",
    ];
    const [texts, bits, ...truths] = await askedAll([
      ["SELECT (kwh + 1) || ' of ' || (1 - share) AS t FROM sales WHERE kwh = 4", "t: {type: text}"],
      [
        'SELECT (1 << 1 + share) + (people & 1 + 2) AS t FROM sales, "geo.regions" WHERE kwh = 4 AND people = 10',
        't: {unit: "1"}',
      ],
      ...conditions.map(
        (condition) => [`SELECT ${condition} AS t FROM sales WHERE kwh = 4`, "t: {type: boolean}"] as const,
      ),
    ]);
    for (const [at, condition] of conditions.entries()) expect(truths[at]?.rows, condition).toHaveLength(1);
    expect(texts?.columns.t).toEqual(["5.0 of 0.75"]);
    expect(bits?.columns.t).toEqual([4]);
  });

  it("one unit that is written in two ways", async () => {
    const cases = [
      ["rate + other_rate", "t: {unit: kWh/year}"],
      ["coalesce(other_rate, rate)", '"t": {unit: "kWh / year"}'],
      ["max(used)", "t: {unit: kWh}"],
      ["used + 1", "t: {unit: h * kW}"],
    ] as const;
    const [compared, joined, within, ...others] = await askedAll([
      ["SELECT id FROM meters WHERE rate = other_rate"],
      ["SELECT day FROM sales JOIN meters ON used = kwh"],
      ["SELECT day FROM sales WHERE kwh IN (SELECT used FROM meters)"],
      ...cases.map(([query, columns]) => [`SELECT ${query} AS t FROM meters ORDER BY id`, columns] as const),
    ]);
    for (const [at, [query]] of cases.entries()) expect(others[at]?.rows.length, query).toBeGreaterThan(0);
    expect(compared?.rows).toEqual([{ id: "b" }]);
    expect(joined?.rows).toHaveLength(2);
    expect(within?.rows).toHaveLength(2);
  });

  it("a choice in the order of texts, whatever its words are", async () => {
    const cases = [
      ["region BETWEEN 'a' AND 'o'", 2],
      ["region NOT BETWEEN 'a' AND 'o'", 2],
      ["region >= 'o'", 2],
      ["'o' > region", 2],
    ] as const;
    const results = await askedAll(cases.map(([condition]) => [`SELECT day FROM sales WHERE ${condition}`]));
    for (const [at, [condition, count]] of cases.entries()) expect(results[at]?.rows, condition).toHaveLength(count);
  });

  it("words that look like clauses, and limits that no order matters to", async () => {
    const [same, different, cast, limited, counted] = await askedAll([
      ["SELECT day FROM sales WHERE note IS NOT DISTINCT FROM 'it''s'"],
      ["SELECT day FROM sales WHERE note IS DISTINCT FROM 'it''s'"],
      ["SELECT CAST(kwh AS DECIMAL(10, 2)) AS n FROM sales WHERE paid", "n: {unit: kWh, missing: allowed}"],
      ["SELECT day FROM sales WHERE EXISTS (SELECT 1 FROM sales LIMIT 1)"],
      [
        "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 3) SELECT n FROM c ORDER BY n",
        'n: {unit: "1"}',
      ],
    ]);
    expect(same?.rows).toHaveLength(1);
    expect(different?.rows).toHaveLength(3);
    expect(cast?.columns.n).toEqual([1.5, null, 2.25]);
    expect(limited?.rows).toHaveLength(4);
    expect(counted?.columns.n).toEqual([1, 2, 3]);
  });

  it("comparisons of columns of one kind, and of what is computed of others", async () => {
    expect(analysed(chapterOf({ q: "SELECT day FROM sales WHERE kwh > share" })).told).toContain("sql/unit");
    const cases = [
      ["kwh > share * 4", 1],
      ["-kwh < share", 3],
      ["kwh = kwh", 3],
      ["year = CAST(substr(day, 1, 4) AS INTEGER)", 3],
      ["note <> region", 3],
      ["paid = share", 1],
      ["kwh BETWEEN 1 AND 4 * share", 2],
      ["kwh NOT BETWEEN 2 AND 3 AND share IN (0.5, paid)", 1],
      ["kwh IN (SELECT kwh FROM sales WHERE paid)", 2],
      ["day BETWEEN '2026-01' AND '2026-01-31'", 2],
    ] as const;
    const [joined, ...results] = await askedAll([
      ['SELECT day FROM sales JOIN "geo.regions" AS g USING (region) WHERE g.region = sales.region'],
      ...cases.map(([condition]) => [`SELECT day FROM sales WHERE ${condition}`] as const),
    ]);
    for (const [at, [condition, count]] of cases.entries()) expect(results[at]?.rows, condition).toHaveLength(count);
    expect(joined?.rows).toHaveLength(2);
  });

  it("numbers beyond whole ones where they are real", async () => {
    const { columns } = await asked("SELECT 9007199254740991 AS n, 1e20 AS x", 'n: {unit: "1"}, x: {unit: "1"}');
    expect(columns).toEqual({ n: [9007199254740991], x: [1e20] });
  });
});

describe("a result that is not what it is said to be is refused, at its column", () => {
  const cases: [what: string, query: string, columns: string, message: RegExp][] = [
    [
      "a division by 0",
      "SELECT share / 0 AS r FROM sales",
      'r: {unit: "1"}',
      /6:8\n.*`r` in row 1 of the result has no value[\s\S]*a division by 0/,
    ],
    [
      "a text for a number",
      "SELECT region AS a, note || 'x' AS r FROM sales",
      'r: {unit: "1"}',
      /:21\n.*is the text "it'sx"\n {2}expected a number/,
    ],
    ["a number for a text", "SELECT kwh * 1 + 1 AS r FROM sales", "r: {type: text}", /is 2.5\n {2}expected a text/],
    ["a number for a boolean", "SELECT year + 1 AS r FROM sales", "r: {type: boolean}", /is 2027\n {2}expected 1 or 0/],
    ["a fraction for a year", "SELECT year + 0.5 AS r FROM sales", "r: {type: year}", /is 2026.5\n {2}expected a year/],
    [
      "a day for a month",
      "SELECT date(day, '+1 day') AS r FROM sales",
      "r: {type: month}",
      /is the text "2026-01-06"\n {2}expected a month/,
    ],
    [
      "another word",
      "SELECT upper(region) AS r FROM sales",
      "r: {one_of: [north, south]}",
      /is the text "NORTH"\n {2}expected one of `north`, `south`/,
    ],
    [
      "a number beyond numbers",
      "SELECT 1e308 * 10 * kwh AS r FROM sales",
      "r: {unit: kWh}",
      /is Infinity\n {2}expected a number/,
    ],
    ["bytes", "SELECT CAST(note AS BLOB) AS r FROM sales", "r: {type: text}", /is bytes/],
    [
      "a whole number that would be rounded",
      "SELECT day, 9007199254740993 AS r FROM sales",
      'r: {unit: "1"}',
      /6:13\n.*`r` in row 1 of the result is 9007199254740993\n {2}expected a whole number up to 9007199254740991/,
    ],
  ];
  for (const [what, query, columns, message] of cases)
    it(what, async () => expect((await told(query, columns)).replace("7:", "6:")).toMatch(message));

  it("what SQLite itself finds wrong is told at its word", async () => {
    expect(await told('SELECT region FROM sales JOIN "geo.regions" ON people > 1')).toMatch(
      /sql\/syntax\] chapters\/01-a.md:6:8\n.*ambiguous column name: region/,
    );
    expect(await told("SELECT sum(kwh, share) AS r FROM sales", "r: {unit: kWh}")).toMatch(
      /:8\n.*wrong number of arguments to function sum/,
    );
    expect(await told("SELECT day FROM sales WHERE sum(kwh) > 1")).toMatch(/misuse of aggregate/);
    expect(await told("SELECT day FROM sales WHERE AND kwh > 1")).toMatch(/:29\n.*near "AND": syntax error/);
  });

  it("what is of the whole query at its first word, not at its head", async () => {
    const n = 'n: {unit: "1"}';
    expect(await told("SELECT kwh FROM sales ORDER BY kwh LIMIT 5/2")).toMatch(
      /:36\n.*`LIMIT` and `OFFSET` take whole numbers\n.*CAST\(5 \/ 2 AS INTEGER\)/,
    );
    expect(await told("SELECT n FROM (SELECT 1 AS n UNION SELECT 2, 3)", n)).toMatch(/01-a.md:7:1\n/);
    expect(await told("SELECT day AS n, date('n' || 'ow') AS d FROM sales", "d: {type: date}")).toMatch(
      /01-a.md:7:18\n.*asks for the time/,
    );
  });

  it("the clock, however it is asked for", async () => {
    expect(await told("SELECT day FROM sales WHERE date('n' || 'ow') > day")).toMatch(
      /sql\/function.*\n.*asks for the time/,
    );
    expect(await told("SELECT strftime('%H', day, 'local' || 'time') AS r FROM sales", "r: {type: text}")).toContain(
      "sql/function",
    );
  });
});

describe("SQLite", () => {
  const compiled = (name: string): Buffer => readFileSync(join(inject("compiled"), "dist/realm/compiled", name));
  const job = (text: string) => ({
    type: "job" as const,
    job: { ...NO_BLOCKS, blocks: analysed(text).program.blocks.map(runnable) },
  });

  it("goes to the blocks' process with a job that queries, and with no other", () => {
    const plain = requestText(job(chapterOf({}, "```ts {#a}\nconst a = 1;\n```\n")));
    const query = requestText(job(chapterOf({ a: "SELECT day FROM sales" })));
    expect([plain[0], query[0]]).toEqual(["j", "J"]);
    expect(plain.length).toBeLessThan(10_000);
    expect(query.length).toBeGreaterThan(500_000);
    expect(compiled("realm.js").includes("sqlite3_prepare")).toBe(false);
  });

  it("is the one whose bytes are known", () => {
    const wasm = readFileSync(join(import.meta.dirname, "../../../node_modules/sql.js/dist/sql-wasm.wasm"));
    expect(compiled("sqlite.js").includes(wasm.toString("base64").slice(0, 1000))).toBe(true);
    expect(createHash("sha256").update(wasm).digest("hex")).toMatchInlineSnapshot(
      `"6918fd54c1192011b85af0365a819411285bb5579b9ae6a7308778a1750a2765"`,
    );
  });

  it("leaves nothing to blocks", async () => {
    const { values } = await computed(
      chapterOf(
        { a: "SELECT day FROM sales" },
        "```ts {#b}\nconst b = [Object.getPrototypeOf(a.rows) === Array.prototype, Object.isFrozen(a.rows[0]), Object.isFrozen(a.columns)];\n```\n",
      ),
      "b",
    );
    expect(values.b).toEqual([true, true, true]);
  });
});
