import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { valuesOf } from "../../../src/assumptions/data/columnar/arrow-values.js";
import { single } from "../../../src/assumptions/data/columnar/columns.js";
import { wholeOr } from "../../setup/whole.js";
import { column, declared } from "./files.js";
import { doubles, parquetOf } from "./parquet.js";

// Files that other programs wrote: Parquet by DuckDB 1.5, Arrow by apache-arrow 21 and flechette 2.4, databases by SQLite 3.40.
const FOLDER = fileURLToPath(new URL("typed/", import.meta.url));
const files = Object.fromEntries(readdirSync(FOLDER).map((name) => [name, readFileSync(FOLDER + name)]));
const bytesOf = (name: string): Buffer => files[name] ?? Buffer.alloc(0);

const COLUMNS = `columns: {day: {type: date}, at: {type: text}, region: {type: text, missing: allowed}, kwh: {unit: kWh}, n: {unit: "1"},
  big: {type: text, missing: allowed}, ok: {type: boolean, missing: allowed}, gap: {unit: kWh, missing: allowed}, f: {unit: "1"}, small: {unit: "1"}`;

const read = (name: string, columns: string, bytes: Buffer = bytesOf(name)) =>
  declared(`data: ${name}, ${columns}`, { [name]: bytes });
const told = (result: ReturnType<typeof read>): string[] =>
  result.diagnostics.map(
    ({ rule, message, place, hint }) =>
      `${rule} ${place?.file}:${place?.start.line}:${place?.start.column} ${message}${hint ? ` (${hint})` : ""}`,
  );

const loaded = (name: string): boolean =>
  Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes(`/node_modules/${name}/`));

describe("files whose cells have types", () => {
  it("load what reads them when it is asked for, and not before", () => {
    expect(column("x", declared("data: a.csv, columns: {x: {unit: kWh}}", { "a.csv": "x\n1\n" }))).toEqual([1]);
    expect(["hyparquet", "fzstd"].filter(loaded)).toEqual([]);
    expect(
      column(
        "n",
        read(
          "snappy.parquet",
          'columns: {n: {unit: "1"}}, ignore: [day, at, region, kwh, big, price, ok, gap, f, small]',
        ),
      ),
    ).toEqual([1, 2, 3, -4]);
    expect(["hyparquet", "fzstd"].filter(loaded)).toEqual(["hyparquet"]);
    read("file.arrow", "columns: {n: {type: text}}");
    read("zstd.parquet", 'columns: {n: {unit: "1"}}, ignore: [day, at, region, kwh, big, price, ok, gap, f, small]');
    expect(["hyparquet", "fzstd"].filter(loaded)).toEqual(["hyparquet", "fzstd"]);
  });

  it.each([
    ...["uncompressed", "snappy", "gzip", "zstd", "brotli", "lz4_raw", "v2"].map((name) => [
      `${name}.parquet`,
      ", price: {unit: USD}}",
      { price: [0.1, 12345678.9, -0.05, 100] },
    ]),
    ...["file", "stream"].map((name) => [
      `${name}.arrow`,
      ", word: {type: text, missing: allowed}}",
      { word: ["a", "ü", null, null] },
    ]),
    // Packed, and packed where it helps; texts with long places; decimals.
    ...["lz4", "raw"].map((name) => [
      `${name}.arrow`,
      ", word: {type: text, missing: allowed}, price: {unit: USD}}",
      { word: ["a", "ü", null, null], price: [0.1, 12345678.9, -0.05, 100] },
    ]),
  ] as [string, string, Record<string, unknown[]>][])("%s gives the rows that were written", (name, more, own) => {
    // A whole number in a column of texts is none of them: see below.
    const result = read(
      name,
      (COLUMNS + more).replace("big: {type: text, missing: allowed},", "").replace(/\}$/, "}, ignore: [big]"),
    );
    expect(told(result)).toEqual([]);
    for (const [column_, cells] of Object.entries({
      day: ["2026-01-31", "1969-12-31", "2026-03-31", "2026-04-30"],
      at: ["2026-01-31 10:30:00.25", "2026-02-01", "1960-01-01 00:00:00.5", "2026-04-30 23:59:59"],
      region: ["north", "Süd", "north", null],
      kwh: [12.5, -3.25, 1e300, 0],
      n: [1, 2, 3, -4],
      ok: [true, false, null, true],
      gap: [null, 2.5, null, 4],
      f: [0.1, 1e10, -2.5, 3],
      small: [250, 3, 0, 7],
      ...own,
    }))
      expect([column_, column(column_, result)]).toEqual([column_, cells]);
  });

  it("a database gives the rows of its table, in each of its encodings", () => {
    for (const name of ["utf-8.sqlite", "utf-16le.sqlite", "utf-16be.sqlite"]) {
      const result = read(
        name,
        'columns: {id: {unit: "1"}, day: {type: date}, region: {type: text, header: region name, missing: allowed}, kwh: {unit: kWh}, n: {unit: "1"}, ok: {type: boolean, missing: allowed}, gap: {unit: "1", missing: allowed}}, ignore: [big], key: id',
      );
      expect(told(result)).toEqual([]);
      expect(column("id", result)).toEqual([1, 2, 3, 4]);
      expect(column("region", result)).toEqual(["north", "Süd", "north", null]);
      expect(column("kwh", result)).toEqual([12.5, -3.25, 1e300, 0]);
      expect(column("ok", result)).toEqual([true, false, null, true]);
      expect(column("gap", result)).toEqual([null, 2.5, null, 4]);
    }
  });

  it("a table of many pages, with texts that go on in others, deleted rows and a column that came later, is whole", () => {
    const result = read("many.sqlite", 'table: a, columns: {n: {unit: "1"}, t: {type: text}, later: {unit: "1"}}');
    expect(told(result)).toEqual([]);
    const numbers = Array.from({ length: 1200 }, (_, n) => n).filter((n) => n < 100 || n > 199);
    expect(column("n", result)).toEqual([...numbers, 5000]);
    expect(column("t", result)).toEqual([
      ...numbers.map((n) => (n % 50 === 0 ? "long ".repeat(400) + n : `t${n}`)),
      "new",
    ]);
    expect(column("later", result)).toEqual([...numbers.map(() => -7), 8]);
  });

  it("rows from before a column have its preset as the column's type keeps it", () => {
    const result = read(
      "presets.sqlite",
      'columns: {n: {unit: "1"}, power: {unit: "1"}, generated: {unit: "1"}, code: {type: text}, share: {type: text}, amount: {unit: "1"}, small: {unit: "1"}, mixed: {type: text}, own: {unit: "1"}, odd: {type: text}}, table: a',
    );
    expect(told(result)).toEqual([]);
    // As SQLite gives them itself.
    for (const [name, cell] of Object.entries({
      ...{ n: 1, power: 2, generated: 3, code: "5", share: "5.0", amount: 1.5, small: 1e-5, mixed: "5", own: -50 },
      odd: "1e-5",
    }))
      expect([name, column(name, result)]).toEqual([name, [cell]]);
  });

  it("columns that take their values from the same dictionary are read each by itself", () => {
    const both = read("shared.arrow", "columns: {from_: {type: text}, to_: {type: text}}");
    expect(column("from_", both)).toEqual(["north", "south", "north"]);
    expect(column("to_", both)).toEqual(["south", "south", "north"]);
    for (const [name, other] of [
      ["from_", "to_"],
      ["to_", "from_"],
    ] as const)
      expect(column(name, read("shared.arrow", `columns: {${name}: {type: text}}, ignore: [${other}]`))).toEqual(
        column(name, both),
      );
  });

  it("groups of rows follow each other", () => {
    const result = read(
      "groups.parquet",
      'columns: {n: {unit: "1"}, x: {unit: "1"}, region: {type: text, missing: allowed}}',
    );
    const numbers = Array.from({ length: 5000 }, (_, n) => n);
    expect(column("n", result)).toEqual(numbers);
    expect(column("x", result)).toEqual(numbers.map((n) => n / 4));
    expect(column("region", result)).toEqual(numbers.map((n) => (n % 7 === 0 ? null : `r${n % 5}`)));
  });
});

describe("a column of Arrow", () => {
  const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
    Buffer.concat(
      parts.map((part) => {
        if (typeof part === "string") return Buffer.from(part);
        const number = Buffer.alloc(4);
        number.writeInt32LE(part);
        return number;
      }),
    );
  const validity = new Uint8Array();
  const texts = (kind: "Utf8", ...parts: string[]): unknown => {
    const lengths = parts.map((part) => Buffer.byteLength(part));
    const offsets = [0, ...lengths.map((_, n) => lengths.slice(0, n + 1).reduce((sum, one) => sum + one))];
    const column = { kind, width: 32, signed: true, scale: 0, unit: 0 } as const;
    return valuesOf(column, { validity, data: [bytes(...offsets), bytes(...parts)] }, parts.length);
  };

  it("keeps a text that begins with a byte order mark as it is, as a database does", () => {
    expect(texts("Utf8", "\ufeffnorth", "north")).toEqual(["\ufeffnorth", "north"]);
  });

  it("has a number of 32 bits with all the digits that tell it from the next", () => {
    for (const value of [1018.74384, 0.1, 16777216, 1.1754944e-38]) expect(single(Math.fround(value))).toBe(value);
    expect(single(Number.NaN)).toBeNaN();
  });

  const type = { kind: "Utf8View", width: 32, signed: true, scale: 0, unit: 0 } as const;

  it("has texts in place and in other buffers, as views say", () => {
    const views = bytes(5, "north\0\0\0\0\0\0\0", 16, "a te", 1, 3);
    expect(valuesOf(type, { validity, data: [views, bytes(""), bytes("...a text of length")] }, 2)).toEqual([
      "north",
      "a text of length",
    ]);
    for (const wrong of [bytes(17, "a te", 2, 3), bytes(17, "a te", 1, 4), bytes(-1, "a te", 1, 0)])
      expect(() => valuesOf(type, { validity, data: [wrong, bytes(""), bytes("...a text of length")] }, 1)).toThrow(
        "is damaged",
      );
  });
});

describe("what is refused of them", () => {
  const IGNORED = ["day", "at", "region", "kwh", "n", "big", "price", "ok", "gap", "f", "small"];
  const only = (name: string, as: string, file = "snappy.parquet"): string[] =>
    told(read(file, `columns: {${name}: ${as}}, ignore: [${IGNORED.filter((one) => one !== name).join(", ")}]`));

  it("a cell of another type, at its row and column", () => {
    expect(only("big", '{unit: "1"}')).toEqual(
      [
        "data/cell data/snappy.parquet:2:6 `big` in row 1 of data/snappy.parquet: is `9007199254740993`, which has more digits than a number keeps (declare the column `type: text`)",
      ].map((one) => one.replace(": is", " is")),
    );
    const gaps = read(
      "snappy.parquet",
      `columns: {gap: {unit: kWh}}, ignore: [${IGNORED.filter((one) => one !== "gap").join(", ")}]`,
    );
    expect(told(gaps)).toEqual([
      "data/missing-value data/snappy.parquet:2:9 `gap` in row 1 of data/snappy.parquet has no value (where values may be missing, declare `missing: allowed` for the column)",
    ]);
    expect(gaps.diagnostics[0]?.notes).toEqual(["and 1 more cell of the column like it: data/snappy.parquet:4:9"]);
    expect(only("n", "{type: text}")[0]).toBe(
      "data/cell data/snappy.parquet:2:5 `n` in row 1 of data/snappy.parquet is `1` (declare the column with a `unit`)",
    );
    expect(only("region", "{unit: kWh}")[1]).toMatch(/:3:3 .* is the text `Süd`$/);
    expect(only("at", "{type: date}")[0]).toMatch(/:2:2 .*\(write `2026-01-31`; times of day are not read\)/);
    expect(only("ok", '{unit: "1"}')[0]).toMatch(/:2:8 .* is `true`$/);
    expect(only("nn", "{type: text}")[0]).toMatch(
      /^data\/missing-column data\/snappy.parquet:1:1 .*has no column `nn`/,
    );
  });

  const X = "columns: {x: {unit: kWh}}";
  const N = 'columns: {n: {unit: "1"}}';
  it.each([
    [
      "no.parquet",
      Buffer.from("a,b\n1,2\n1,2\n1,2\n"),
      X,
      "data/columnar data/no.parquet:1:1 data/no.parquet is no Parquet file, or is cut off",
    ],
    ["e.parquet", Buffer.from("PARE0123456789PARE"), X, "data/columnar data/e.parquet:1:1 data/e.parquet is encrypted"],
    ["rows.parquet", parquetOf({ rows: 1e9, body: doubles(1) }), X, /too-large .* has 1,000,000,000 rows/],
    ["values.parquet", parquetOf({ values: 2 ** 31 - 1, body: doubles(1) }), X, /columnar .*:1:1 .*is damaged/],
    ["few.parquet", parquetOf({ rows: 3, values: 2, body: doubles(1, 2) }), X, /columnar .*is damaged/],
    [
      "size.parquet",
      parquetOf({ unpacked: 2 ** 31 - 1, codec: 2, body: gzipSync(doubles(1)) }),
      X,
      /more than 128 MB in one piece/,
    ],
    [
      "bomb.parquet",
      parquetOf({ unpacked: 8, codec: 2, body: gzipSync(Buffer.alloc(129 * 1024 * 1024)) }),
      X,
      /more than 128 MB in one piece/,
    ],
    ["packed.parquet", parquetOf({ packed: 2 ** 30, body: doubles(1) }), X, /is damaged/],
    ["lzo.parquet", parquetOf({ codec: 3, body: doubles(1) }), X, /is packed in LZO/],
    ["nan.parquet", parquetOf({ body: doubles(Number.NaN) }), X, /data\/cell data\/nan.parquet:2:1 .* is `NaN`/],
    [
      "nested.parquet",
      bytesOf("nested.parquet"),
      "columns: {list: {type: text}}, ignore: [pair, clock, bytes, id, n, span, js]",
      /:1:1 .* has lists or groups of values in the column `list` \(to leave it out, write `ignore: \[list\]`\)/,
    ],
    [
      "nested.parquet",
      bytesOf("nested.parquet"),
      "columns: {clock: {type: text}}, ignore: [list, pair, bytes, id, n, span, js]",
      /:1:3 .* TIME/,
    ],
    [
      "nested.arrow",
      bytesOf("nested.arrow"),
      `${N}`,
      /:1:2 .* values of the kind List, which are not read, in the column `list`/,
    ],
    ["v1.feather", Buffer.from("FEA1 and more of it FEA1"), X, /is a file of Feather 1/],
    ["no.arrow", Buffer.from("x,y\n1,2\n"), X, /columnar .*is no Arrow file/],
    ["cut.arrow", bytesOf("file.arrow").subarray(0, -20), X, /is cut off/],
    ["cut.arrow", bytesOf("stream.arrow").subarray(0, -8), X, /is cut off/],
    ["two.arrow", Buffer.concat([bytesOf("stream.arrow"), bytesOf("stream.arrow")]), X, /goes on where its rows end/],
    ["two.arrow", Buffer.concat([bytesOf("lz4.arrow"), bytesOf("lz4.arrow")]), X, /goes on where its rows end/],
    ["two.arrow", Buffer.concat([bytesOf("file.arrow"), bytesOf("file.arrow")]), X, /goes on where its rows end/],
    ...["snappy", "v2"].map((name) => [
      "two.parquet",
      Buffer.concat([bytesOf(`${name}.parquet`), bytesOf(`${name}.parquet`)]),
      X,
      /columnar .*goes on where its rows end/,
    ]),
    [
      "two.parquet",
      Buffer.concat([bytesOf("groups.parquet"), bytesOf("snappy.parquet")]),
      X,
      /columnar .*goes on where its rows end/,
    ],
    ["no.sqlite", Buffer.alloc(4096, 7), X, /database .*is no SQLite database, or has a password/],
    ["cut.sqlite", bytesOf("many.sqlite").subarray(0, 512 * 20), X, /is cut off/],
    ["many.sqlite", bytesOf("many.sqlite"), N, /has 5 tables$/],
    [
      "many.sqlite",
      bytesOf("many.sqlite"),
      `table: A, ${N}`,
      /database assumptions\/2026-03.yaml:4:\d+ .*has no table `A` \(did you mean `a`\?\)/,
    ],
    [
      "many.sqlite",
      bytesOf("many.sqlite"),
      `table: v, ${N}`,
      /database assumptions\/2026-03.yaml:4:\d+ .*rows that are computed \(a view, or a virtual table\) in the table `v`/,
    ],
    ["many.sqlite", bytesOf("many.sqlite"), `table: w, ${N}`, /2026-03.yaml:4:\d+ .*no ids of rows \(WITHOUT ROWID\)/],
    [
      "presets.sqlite",
      bytesOf("presets.sqlite"),
      `table: 'o"dd', ${N}`,
      /\(WITHOUT ROWID\) in the table `o"dd` \(make one of it: `CREATE TABLE rows_rows AS SELECT \* FROM "o""dd"`\)/,
    ],
    ["many.sqlite", bytesOf("many.sqlite"), `table: g, ${N}`, /:1:2 .*a column that is computed, `y`/],
    [
      "many.sqlite",
      bytesOf("many.sqlite"),
      "table: blobs, columns: {x: {type: text}}",
      /:1:1 .*has bytes \(BLOB\) in the column `x`/,
    ],
    ["empty.sqlite", bytesOf("empty.sqlite"), "columns: {a: {type: text}}", /data\/empty .* has no rows/],
  ] as [string, Buffer, string, string | RegExp][])("%s", (name, bytes, columns, message) => {
    const lines = told(read(name, columns, bytes));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(message);
  });

  it("a database whose last changes stand beside it", () => {
    const bytes = bytesOf("utf-8.sqlite");
    const result = declared(`data: a.sqlite, ${N}`, { "a.sqlite": bytes, "a.sqlite-wal": Buffer.from("x") });
    expect(told(result)[0]).toMatch(
      /^data\/database assumptions\/2026-03.yaml:4:\d+ data\/a.sqlite has changes that stand in data\/a.sqlite-wal only/,
    );
  });

  it("whatever byte is another one, or wherever it ends: rows or a message, and soon", () => {
    const names = ["zstd.parquet", "v2.parquet", "lz4_raw.parquet", "file.arrow", "lz4.arrow", "utf-8.sqlite"];
    let [refused, longest] = [0, 0];
    for (const name of names) {
      const bytes = bytesOf(name);
      const wanted = name.endsWith("sqlite")
        ? 'columns: {id: {unit: "1"}}, ignore: [day, region name, kwh, n, big, ok, gap]'
        : `${COLUMNS}}`;
      for (let at = 0; at < bytes.length; at += wholeOr(131, 1)) {
        for (const changed of [255, 127, 0]) {
          const copy = Buffer.from(bytes);
          copy[at] = changed;
          const started = performance.now();
          if (read(name, wanted, copy).diagnostics.length > 0) refused++;
          longest = Math.max(longest, performance.now() - started);
        }
        expect(read(name, wanted, bytes.subarray(0, at)).diagnostics.length, `${name} of ${at} bytes`).toBeGreaterThan(
          0,
        );
      }
    }
    expect(refused).toBeGreaterThan(30);
    expect(longest).toBeLessThan(3000);
  });
});
