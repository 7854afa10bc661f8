import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { decode, importCcusage, readCcusage } from "../../../assumptions/importers/ccusage.js";
import { loadRegister } from "../../../src/assumptions/index.js";
import { formatDiagnostics, MemoError } from "../../../src/diagnostic.js";
import { matchGolden } from "../../golden.js";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const read = (name: string): string => readFileSync(at(`fixtures/${name}`), "utf8");
const options = { name: "my-usage", extends: "2026-03", file: "usage.json" };

/** The message for a record that is refused. */
function message(json: string, more: Partial<typeof options> = {}): string {
  try {
    importCcusage(json, { ...options, ...more });
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    return `${formatDiagnostics(error.diagnostics, { sources: new Map([["usage.json", json]]) })}\n`;
  }
  throw new Error("the record was taken");
}

/** The smallest register the four values can be laid over. */
const base = `version: 2026-03
as_of: 2026-03-15
defaults: {kind: observed, source: original, as_of: 2026-03, distribution: point}
assumptions:
  cc:
    tokens: {value: 152000000 token, low: 151500000 token, high: 152500000 token}
    days: {value: 5 day}
    cache_share: {unit: "1", value: 0.94, low: 0.935, high: 0.945, distribution: triangular}
    output: {value: 810000 token, low: 805000 token, high: 815000 token}
    workdays: {value: 260 day/year}
`;
const sources = "sources: {original: {title: The memo}, ccusage: {title: The tool}}\n";

function register(yaml: string) {
  const files = new Map([
    ["assumptions/2026-03.yaml", base],
    ["assumptions/my-usage.yaml", yaml],
    ["assumptions/sources.yaml", sources],
  ]);
  const result = loadRegister(files, { version: "my-usage" });
  expect(formatDiagnostics(result.diagnostics, { sources: files })).toBe("");
  if (!result.register) throw new Error("no register");
  return result.register;
}

describe("a record of ccusage becomes a version of the assumptions", () => {
  const json = read("ccusage-daily.json");

  test("what the tool printed, version 18, adds up to its own totals", () => {
    const { totals } = JSON.parse(json) as { totals: Record<string, number> };
    const usage = readCcusage(json);
    expect(usage).toMatchObject({ first: "2026-03-02", last: "2026-03-06", active: 5, days: 5, weekend: false });
    expect(usage.total).toBe(totals.totalTokens);
    expect(usage.input + usage.cacheCreation).toBe((totals.inputTokens ?? 0) + (totals.cacheCreationTokens ?? 0));
    expect(usage.cost).toBeCloseTo(totals.totalCost ?? 0, 9);
  });

  test("the version file it writes", () => {
    matchGolden(at("golden/my-usage.yaml"), importCcusage(json, options));
  });

  test("the file lays four values over the version it extends, ranges and all", () => {
    const { assumptions, lineage, asOf } = register(importCcusage(json, options));
    expect(lineage).toEqual(["my-usage", "2026-03"]);
    expect(asOf).toBe("2026-03-06");
    const usage = readCcusage(json);
    expect(assumptions.get("cc.tokens")).toMatchObject({
      value: usage.total,
      asOf: "2026-03-06",
      sources: ["ccusage"],
    });
    expect(assumptions.get("cc.days")?.value).toBe(5);
    expect(assumptions.get("cc.cache_share")?.value).toBeCloseTo(usage.cacheRead / usage.total, 11);
    expect(assumptions.get("cc.cache_share")?.distribution.name).toBe("point");
    expect(assumptions.get("cc.output")?.value).toBe(usage.output);
    expect(assumptions.get("cc.workdays")?.value).toBe(260);
    for (const id of ["cc.tokens", "cc.days", "cc.cache_share", "cc.output"])
      expect(assumptions.get(id)?.reason).toMatch(/ccusage/);
  });

  test("the newer shape, with `period` and `agent`, says the same", () => {
    expect(importCcusage(read("ccusage-daily-20.json"), options)).toBe(importCcusage(json, options));
  });

  test("order of the days, tabs, a byte order mark and UTF-16 make no difference", () => {
    const record = JSON.parse(json) as { daily: unknown[] };
    const text = JSON.stringify({ ...record, daily: record.daily.toReversed() }, null, "\t");
    expect(importCcusage(`\uFEFF${text}`, options)).toBe(importCcusage(json, options));
    const powershell = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(json, "utf16le")]);
    expect(importCcusage(decode(powershell), options)).toBe(importCcusage(json, options));
  });

  test("days without a row count, and a weekend in between frees the year of working days", () => {
    const record = JSON.parse(json) as { daily: { date: string }[] };
    const later = record.daily.map((day, i) => (i === 4 ? { ...day, date: "2026-03-09" } : day));
    const text = JSON.stringify({ ...record, daily: later });
    expect(readCcusage(text)).toMatchObject({ active: 5, days: 8, weekend: true });
    expect(register(importCcusage(text, options)).assumptions.get("cc.workdays")?.value).toBe(365);
  });

  test("a record without costs or totals is taken", () => {
    const { daily } = JSON.parse(json) as { daily: { totalCost?: number }[] };
    for (const day of daily) delete day.totalCost;
    const text = JSON.stringify({ daily });
    expect(readCcusage(text)).not.toHaveProperty("cost");
    expect(importCcusage(text, options)).not.toMatch(/US dollars/);
  });
});

describe("what a person reads when a record is wrong", () => {
  const names = readdirSync(at("fixtures/wrong")).map((file) => file.replace(/\.json$/, ""));
  test.each(names)("%s", (name) => {
    matchGolden(at(`golden/${name}.txt`), message(read(`wrong/${name}.json`)));
  });

  test.each(["sources", "my usage", "../up", ""])("`%s` can't name a version", (name) => {
    expect(message(read("ccusage-daily.json"), { name })).toMatch(/can't name a version/);
  });
});

describe("the command", () => {
  test("writes a version that extends the latest, and leaves files of others alone", () => {
    const folder = mkdtempSync(join(tmpdir(), "ccusage-"));
    try {
      mkdirSync(join(folder, "assumptions"));
      writeFileSync(join(folder, "assumptions/2026-03.yaml"), base);
      const command = at("../../../assumptions/importers/ccusage.ts");
      const call = (...args: string[]) =>
        spawnSync(process.execPath, ["--import", "tsx", command, ...args, "--folder", folder], {
          encoding: "utf8",
          cwd: at("../../.."),
          input: read("ccusage-daily.json"),
          env: { PATH: process.env.PATH },
        });
      const printed = call("-", "--name", "my-usage");
      expect([printed.stderr, printed.status]).toEqual(["", 0]);
      expect(printed.stdout).toBe(importCcusage(read("ccusage-daily.json"), { ...options, file: "standard input" }));
      expect(call("-", "--name", "my-usage", "--write").status).toBe(0);
      expect(readFileSync(join(folder, "assumptions/my-usage.yaml"), "utf8")).toBe(printed.stdout);
      const refused = call("-", "--name", "2026-03", "--extends", "my-usage", "--write");
      expect([refused.status, refused.stdout]).toEqual([1, ""]);
      expect(refused.stderr).toMatch(/was not written by this importer/);
      expect(readFileSync(join(folder, "assumptions/2026-03.yaml"), "utf8")).toBe(base);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
