import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { doubles, parquetOf } from "../assumptions/data/parquet.js";
import { runNode } from "./measure.js";
import type { Measured, Section } from "./report.js";

const ROWS = 100_000;

interface Kind {
  name: string;
  file: string;
  /** Columns as the assumption declares them; what reads it. */
  columns: string;
  block: string;
  write(path: string): Promise<void>;
}

/** Of one row: the day, an amount, a price, where and what. */
const row = (n: number): readonly [string, number, number, string, string] => [
  new Date(Date.UTC(2020, 0, 1 + (n % 2000))).toISOString().slice(0, 10),
  ((n * 7919) % 100_003) / 100,
  ((n * 104_729) % 9973) / 10_000,
  n % 3 === 0 ? "north" : "south",
  `meter ${n % 500}`,
];
const COLUMNS =
  "{day: {type: date}, kwh: {unit: kWh}, price: {unit: USD/kWh}, region: {one_of: [north, south]}, meter: {type: text}}";
const SUM =
  '```ts {#sum}\nconst total_kwh = output(d3.sum(given.meters.rows, (row) => row.kwh), { label: "All", unit: "kWh", format: "unit 0 kWh", tolerance: "1%" });\n```\n\nAll of it is {{total_kwh}}.\n';

async function database(path: string): Promise<void> {
  const sql = createRequire(import.meta.url)("sql.js") as () => Promise<{
    Database: new () => {
      run(text: string): void;
      prepare(text: string): { run(values: readonly unknown[]): void; free(): void };
      export(): Uint8Array;
    };
  }>;
  const { Database } = await sql();
  const made = new Database();
  made.run("CREATE TABLE meters (day TEXT, kwh REAL, price REAL, region TEXT, meter TEXT); BEGIN");
  const insert = made.prepare("INSERT INTO meters VALUES (?, ?, ?, ?, ?)");
  for (let n = 0; n < ROWS; n++) insert.run(row(n));
  insert.free();
  made.run("COMMIT");
  writeFileSync(path, made.export());
}

const csv = async (path: string): Promise<void> => {
  const lines = Array.from({ length: ROWS }, (_, n) => row(n).join(","));
  writeFileSync(path, `day,kwh,price,region,meter\n${lines.join("\n")}\n`);
};

const kinds: readonly Kind[] = [
  { name: "CSV, five columns", file: "meters.csv", columns: COLUMNS, block: SUM, write: csv },
  { name: "SQLite, five columns", file: "meters.sqlite", columns: COLUMNS, block: SUM, write: database },
  {
    name: "Parquet, a column of numbers",
    file: "meters.parquet",
    columns: "{kwh: {unit: kWh, header: x}}",
    block: SUM,
    write: async (path) =>
      writeFileSync(
        path,
        parquetOf({ rows: ROWS, body: doubles(...Array.from({ length: ROWS }, (_, n) => row(n)[1])) }),
      ),
  },
  {
    name: "CSV, and a query of it",
    file: "meters.csv",
    columns: COLUMNS,
    block:
      "```sql {#by_region}\n--| columns:\n--|   total: { unit: kWh }\nSELECT region, sum(kwh) AS total FROM meters GROUP BY region ORDER BY region\n```\n\n" +
      SUM.replace("d3.sum(given.meters.rows, (row) => row.kwh)", "d3.sum(by_region.columns.total)"),
    write: csv,
  },
];

/** What a data file of 100,000 rows adds to a small memo: built cold, and once more after a change of a sentence. */
export async function dataSections(main: string, scratch: string, rounds: number): Promise<Section[]> {
  const plain = join(scratch, "plain");
  mkdirSync(plain, { recursive: true });
  const init = (folder: string): unknown => execFileSync(process.execPath, [main, "init", folder], { stdio: "ignore" });
  init(plain);
  const memos = [{ name: "the memo without it", folder: plain }];
  for (const [at, kind] of kinds.entries()) {
    const folder = join(scratch, `kind-${at}`);
    init(folder);
    mkdirSync(join(folder, "data"));
    await kind.write(join(folder, "data", kind.file));
    appendFileSync(
      join(folder, "assumptions/2026-01.yaml"),
      `  meters: {data: ${kind.file}, columns: ${kind.columns}, kind: observed, source: logbook}\n`,
    );
    writeFileSync(join(folder, "chapters/03-meters.md"), `---\ntitle: Meters\n---\n\n${kind.block}`);
    memos.push({ name: kind.name, folder });
  }
  const chapter = readFileSync(join(plain, "chapters/02-cost.md"), "utf8");
  const section = async (title: string, prepare: (folder: string, n: number) => void): Promise<Section> => {
    const best = new Map<string, number>();
    for (let n = 0; n < rounds; n++)
      for (const { name, folder } of memos) {
        prepare(folder, n);
        const { seconds } = await runNode([main, "build", "-C", folder], { cwd: folder });
        best.set(name, Math.min(best.get(name) ?? Number.POSITIVE_INFINITY, seconds));
      }
    const against = best.get(memos[0]?.name ?? "") ?? Number.NaN;
    const rows: Measured[] = [...best].map(([name, seconds]) => ({ name, seconds, ratio: seconds / against }));
    return { title, against: "without", rows };
  };
  return [
    await section("100,000 rows, cold (aim: 2×)", (folder) => {
      for (const name of ["out", ".memo-cache"]) rmSync(join(folder, name), { recursive: true, force: true });
    }),
    await section("100,000 rows, a sentence changed (aim: 2×)", (folder, n) =>
      writeFileSync(join(folder, "chapters/02-cost.md"), `${chapter}\nThis was said in round ${n}.\n`),
    ),
  ];
}
