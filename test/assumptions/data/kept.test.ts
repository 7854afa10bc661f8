import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { DataFile } from "../../../src/assumptions/data/file.js";
import { unpacked } from "../../../src/assumptions/data/packed.js";
import type { ReadData } from "../../../src/assumptions/data/read.js";
import type { LoadResult } from "../../../src/assumptions/files/load.js";
import { removeFolders, temporaryFolder } from "../../cli/memo.js";

const ROWS = 8_000;
const METERS = `day,kwh,region,note\n${Array.from(
  { length: ROWS },
  (_, at) => `${2000 + (at % 20)}-05-12,${at / 8},${at % 3 === 0 ? "north" : "south"},meter ${at}\n`,
).join("")}`;
const COLUMNS = "{day: {type: date}, kwh: {unit: kWh}, region: {one_of: [north, south]}, note: {type: text}}";

interface Asked {
  text?: string;
  columns?: string;
  folder?: string;
}

/** What another process finds of the file, and whether it read its rows from there. */
async function next({ text = METERS, columns = COLUMNS, folder }: Asked): Promise<LoadResult & { wasRead: boolean }> {
  vi.resetModules();
  const { loadRegister } = await import("../../../src/assumptions/files/load.js");
  const bytes = Buffer.from(text);
  const file = new DataFile("data/meters.csv", bytes.length, () => bytes);
  const result = loadRegister(
    new Map([
      [
        "assumptions/2026-03.yaml",
        `version: 2026-03\nas_of: 2026-03-15\nassumptions:\n  meters: {data: meters.csv, columns: ${columns}, kind: observed, source: books, as_of: 2026-03}\n`,
      ],
      ["assumptions/sources.yaml", "sources:\n  books: {title: Books}\n"],
    ]),
    { data: new Map([[file.path, file]]), ...(folder === undefined ? {} : { cacheFolder: folder }) },
  );
  // Only who takes a text apart decodes it.
  return { ...result, wasRead: file.shownText !== undefined };
}

const seen = ({ register, diagnostics }: LoadResult): unknown => {
  const { table, data } = register?.assumptions.get("meters") ?? {};
  return { data, cells: table && [...table].map(([name, cells]) => [name, unpacked(cells)]), diagnostics };
};

afterEach(() => {
  vi.doUnmock("../../../src/store/code.js");
  vi.resetModules();
});
afterAll(removeFolders);

describe("rows of a large file that were read before", () => {
  it("are those of the file, whatever becomes of it and its declaration", async () => {
    const folder = temporaryFolder();
    const changes: readonly (Asked & { wasRead: boolean })[] = [
      { wasRead: true },
      { wasRead: false },
      { text: METERS.replace(",0.125,", ",0.25,"), wasRead: true },
      { columns: COLUMNS.replace("kWh", "MWh"), wasRead: true },
      { columns: COLUMNS.replace("note:", "remark: {type: text, header: note}, none:"), wasRead: true },
      { columns: COLUMNS.replace("kWh}", 'kWh, missing: ["0.125"]}'), wasRead: true },
      { text: METERS.replace(",0.125,", ",a few,"), wasRead: true },
      { text: METERS.replace(",0.125,", ",a few,"), wasRead: true },
      { text: METERS.replace(",0.125,", ",0.25,"), wasRead: false },
      { wasRead: false },
    ];
    const fresh = new Map<string, unknown>();
    for (const { wasRead, ...asked } of changes) {
      const kept = await next({ ...asked, folder });
      const what = JSON.stringify(asked);
      expect(kept.wasRead, what.slice(-120)).toBe(wasRead);
      if (!fresh.has(what)) fresh.set(what, seen(await next(asked)));
      expect(seen(kept)).toEqual(fresh.get(what));
    }
  });

  it("are read again by another engine, and where what was kept is torn or another's", async () => {
    const folder = temporaryFolder();
    const fresh = seen(await next({ folder }));
    const again = async (wasRead: boolean): Promise<void> => {
      const kept = await next({ folder });
      expect(kept.wasRead).toBe(wasRead);
      expect(seen(kept)).toEqual(fresh);
    };
    vi.doMock("../../../src/store/code.js", () => ({ codeBehind: () => "another engine" }));
    await again(true);
    await again(false);
    vi.doUnmock("../../../src/store/code.js");
    await again(false);
    const entries = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isFile());
    const harmed = (harm: (bytes: Buffer) => Buffer): void => {
      for (const { name } of entries) {
        const path = join(folder, name);
        writeFileSync(path, harm(readFileSync(path)));
      }
    };
    harmed((bytes) => bytes.subarray(0, bytes.length / 2));
    await again(true);
    harmed((bytes) => bytes.fill(7, bytes.length - 1));
    await again(true);
    await again(false);
  });

  it("are kept of no file that is read as fast", async () => {
    const folder = temporaryFolder();
    const text = METERS.split("\n").slice(0, 1000).join("\n");
    expect((await next({ text, folder })).wasRead).toBe(true);
    expect((await next({ text, folder })).wasRead).toBe(true);
  });

  it("hold as few bytes as their cells need", async () => {
    const { register } = await next({});
    const table: NonNullable<ReadData["data"]>["table"] = register?.assumptions.get("meters")?.table ?? new Map();
    expect([...table].map(([name, cells]) => [name, Object.keys(cells).slice(0, 2).join()])).toEqual([
      ["day", "different,places"],
      ["kwh", "numbers"],
      ["region", "different,places"],
      ["note", "0,1"],
    ]);
  });
});
