import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type StatusOptions, status } from "../../src/cli/author/status.js";
import { build } from "../../src/cli/build.js";
import { matchGolden } from "../golden.js";
import { runBlocksHere } from "./in-process.js";
import {
  edited,
  filesUnder,
  Recorder,
  removeFolders,
  type Sources,
  sourcesIn,
  temporaryFolder,
  write,
} from "./memo.js";

const golden = (name: string): string => join(import.meta.dirname, "golden", `status-${name}.txt`);
const MARCH = "assumptions/2026-03.yaml";
const MODEL = "chapters/02-model.md";

/** Some of it old, and some claims close to their flip. */
const FILES = [
  [MARCH, "title: What the changes start from", "title: What the changes start from\nstale_after: 12 months"],
  [MARCH, "stock: {value: 7 GW}", "stock: {value: 7 GW, as_of: 2024}"],
  [MARCH, "bw: {unit: TB/s,", "bw: {unit: TB/s, as_of: 2025-02-10, stale_after: 30 days,"],
  [MARCH, "watts: {unit: W,", "watts: {unit: W, as_of: 2020, stale_after: never,"],
  [
    MODEL,
    "```ts {#grows .claim}",
    "```ts {#nearly .claim}\ntotal > 58 /* GW */\n```\n\n```ts {#hardly .claim}\ntotal < 64 /* GW */\n```\n\n```ts {#roomy .claim}\ntotal > 51 /* GW */\n```\n\n```ts {#missed .claim}\ntotal > 60 /* GW */\n```\n\n```ts {#far .claim}\ntotal > 200 /* GW */\n```\n\n```ts {#exactly .claim}\ntotal === 59 /* GW */\n```\n\n```ts {#grows .claim}",
  ],
].reduce<Sources>(
  (files, [path = "", from = "", to = ""]) => edited(files, path, from, to),
  sourcesIn("test/cli/fixtures/changes"),
);

const OPTIONS = { set: [], cache: true, json: false, limits: { seconds: 60, megabytes: 1024 } };

async function ask(
  folder: string,
  more: Partial<StatusOptions> = {},
): Promise<{ code: number; said: string; stdout: string }> {
  const terminal = new Recorder();
  const code = await status({ ...OPTIONS, folder, ...more }, terminal);
  return { code, said: `${terminal.stdout}${terminal.stderr}`, stdout: terminal.stdout };
}

describe("memo status", () => {
  let folder: string;
  beforeAll(() => {
    runBlocksHere();
    folder = write(temporaryFolder(), FILES);
  });
  afterAll(() => {
    vi.restoreAllMocks();
    removeFolders();
  });

  it("says how old, how near and how many, on lines that fit", async () => {
    const { code, said } = await ask(folder);
    expect(code).toBe(0);
    expect(Math.max(...said.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    matchGolden(golden("text"), said);
  });

  it("says what was asked for where that is not the memo's own", async () => {
    const set = [{ id: "gw.stock", text: "9 GW" }];
    const { said, stdout } = await ask(folder, { set });
    expect(said).toContain("\nbelow: 2026-03, gw.stock=9 GW\n");
    expect(JSON.parse((await ask(folder, { set, json: true })).stdout)).toMatchObject({ sets: ["gw.stock=9 GW"] });
    expect(stdout).toBe(said);
  });

  it("counts ages against the register's own date", async () => {
    const { said } = await ask(folder, { assumptions: "2026-06" });
    matchGolden(golden("later"), said);
  });

  it("gives the same as data", async () => {
    const { code, stdout } = await ask(folder, { json: true });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      version: "2026-03",
      staleAfter: "12 months",
      stale: [
        { id: "chip.bw", asOf: "2025-02-10", until: "2025-03-12", staleAfter: "30 days", outputs: [] },
        { id: "gw.stock", until: "2025-12-31", staleAfter: "12 months", outputs: ["total", "ratio"] },
      ],
      computed: {
        claims: {
          total: 7,
          hold: 5,
          compared: 6,
          near: [{ id: "missed", holds: false }, { id: "nearly" }, { id: "hardly" }],
        },
        outputs: { total: 2, onStale: ["total", "ratio"] },
      },
    });
  });

  it("counts figures side by side, and not what is said of all of them", async () => {
    const table = (id: string): string => `\`\`\`ts {#${id} .table}\n//| caption: Rows.\n[{ a: 1 }];\n\`\`\`\n`;
    const both = `\n::: {#tbl-both layout-ncol=2 caption="Both."}\n\n${table("tbl-left")}\n${table("tbl-right")}\n:::\n`;
    const more = write(temporaryFolder(), { ...FILES, [MODEL]: FILES[MODEL] + both });
    const tables = async (of: string) => JSON.parse((await ask(of, { json: true })).stdout).computed.tables as number;
    expect(await tables(more)).toBe((await tables(folder)) + 2);
  });

  it("tells whether data and figures in out/ are what the sources give", async () => {
    const built = write(temporaryFolder(), FILES);
    expect((await ask(built)).said).not.toContain("out/");
    await build({ ...OPTIONS, folder: built, out: "out", only: ["data"] }, new Recorder());
    const before = filesUnder(built);
    expect((await ask(built)).said).toContain("out/: data and figures are what the sources give");
    expect(filesUnder(built)).toEqual(before);
    write(built, edited(FILES, MARCH, "2027: 24}", "2027: 25}"));
    expect((await ask(built)).said).toMatch(/out\/: \d+ files of data and figures are not what the sources give/);
    expect((await ask(built, { set: [{ id: "gw.stock", text: "8" }] })).said).not.toContain("out/");
  });

  it("says what a memo without limits, or without a version of its own, leaves open", async () => {
    const files = edited(
      sourcesIn("test/cli/fixtures/changes"),
      "chapters/01-summary.md",
      ", assumptions: 2026-03}",
      "}",
    );
    const { code, said } = await ask(write(temporaryFolder(), files));
    expect(code).toBe(0);
    matchGolden(golden("open"), said);
  });

  it("says what it can of a memo that doesn't compute, and then why it doesn't", async () => {
    const broken = write(temporaryFolder(), edited(FILES, "chapters/01-summary.md", "{{times ratio", "{{times ration"));
    const { code, said } = await ask(broken);
    expect(code).toBe(1);
    matchGolden(golden("broken"), said);
    const data = await ask(broken, { json: true });
    expect(JSON.parse(data.stdout)).toMatchObject({ ok: false, stale: [{ id: "chip.bw" }, {}], diagnostics: [{}] });
    const unread = await ask(write(temporaryFolder(), edited(FILES, MARCH, "12 months", "a year")));
    expect(unread.code).toBe(1);
    matchGolden(golden("unread"), unread.said);
  });
});
