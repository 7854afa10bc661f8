import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { MemoError } from "../../src/diagnostic.js";
import { computeMemo } from "../../src/memo/compute.js";
import { readProject } from "../../src/memo/project.js";
import { removeFolders, temporaryFolder } from "../cli/memo.js";

// A byte that is no UTF-8 is told at its line and column in whatever file of the memo it stands, and never read as a sign of its own.

const REGISTER = (format: string): string => `version: 2026-01
title: A
as_of: 2026-01
defaults: {kind: assumed, as_of: 2026-01, source: own}
assumptions:
  one: {label: One, value: 1, unit: '1'}
  sales:
    label: Sales
    data: data/sales.${format}
    columns: {name: {type: text}, kwh: {type: number, unit: kWh}}
`;
const FILES: Readonly<Record<string, string>> = {
  "chapters/01-a.md": "---\ntitle: T\n---\n\nÄ word §.\n",
  "assumptions/2026-01.yaml": `${REGISTER("csv")}# Ä word §\n`,
  "assumptions/scenarios.yaml": "scenarios:\n  high: {title: Ä word §, set: {one: 2}}\n",
  "assumptions/sources.yaml": "sources:\n  own: {title: Ä word §, date: 2026-01}\n",
  "data/sales.csv": "name,kwh\nÄ word §,1\n",
};
const OTHERS: Readonly<Record<string, string>> = {
  "data/sales.tsv": "name\tkwh\nÄ word §\t1\n",
  "data/sales.json": '[\n  {"name": "Ä word §", "kwh": 1}\n]\n',
};
/** What is not there in UTF-8: a byte of Latin-1, an end without a beginning, too long a form, half a pair, a sign cut off. */
const WRONG: readonly (readonly number[])[] = [
  [0xe4],
  [0xff],
  [0x80],
  [0xc0, 0xaf],
  [0xed, 0xa0, 0x80],
  [0xf0, 0x9f, 0x98],
];

afterAll(removeFolders);

async function said(
  files: Readonly<Record<string, string>>,
  wrong: string,
  bytes: readonly number[],
): Promise<string[]> {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    const [before = "", after = ""] = text.split("§");
    const sign = path === wrong ? Buffer.from(bytes) : Buffer.from(text.includes("§") ? "s" : "");
    writeFileSync(join(folder, path), Buffer.concat([Buffer.from(before), sign, Buffer.from(after)]));
  }
  try {
    await computeMemo(readProject(folder), { sets: [], check: false });
    return [];
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    return error.diagnostics.map(
      ({ place, message }) => `${place?.file}:${place?.start.line}:${place?.start.column} ${message}`,
    );
  }
}

const cases: { path: string; files: Readonly<Record<string, string>> }[] = [
  ...Object.keys(FILES).map((path) => ({ path, files: FILES })),
  ...Object.entries(OTHERS).map(([path, text]) => {
    const register = { "assumptions/2026-01.yaml": REGISTER(path.slice(path.lastIndexOf(".") + 1)) };
    return { path, files: { ...FILES, ...register, [path]: text } };
  }),
];

it.each(cases)("$path", async ({ path, files }) => {
  const before = (files[path]?.split("§")[0] ?? "").split("\n");
  const place = `${path}:${before.length}:${(before.at(-1)?.length ?? 0) + 1} `;
  for (const bytes of WRONG) {
    const [first = "", ...more] = await said(files, path, bytes);
    expect([first.slice(0, place.length), more]).toEqual([place, []]);
    expect(first).toMatch(/0x[\dA-F]{2},? is no UTF-8|UTF-8/);
  }
});
