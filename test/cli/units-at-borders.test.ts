import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { build } from "../../src/cli/build.js";
import { show } from "../../src/cli/show/run.js";
import { runBlocksHere } from "./in-process.js";
import { Recorder, removeFolders, temporaryFolder, write } from "./memo.js";

/** Units that blocks don't count in, a value typed in each, what blocks have, and how it is read. */
const CASES = [
  { id: "pct", unit: "%", typed: "5", inBlocks: 0.05, number: "5", said: "5%", other: "50‰", to: "‰" },
  { id: "permille", unit: "‰", typed: "5", inBlocks: 0.005, number: "5", said: "5‰", other: "0.5%", to: "%" },
  { id: "bp", unit: "bp", typed: "25", inBlocks: 0.0025, number: "25", said: "25\u00a0bp", other: "0.25%", to: "%" },
  {
    id: "rate",
    unit: "%/year",
    typed: "3",
    inBlocks: 0.03,
    number: "3",
    said: "3%/year",
    other: "0.03\u00a01/year",
    to: "1/year",
  },
  {
    id: "cel",
    unit: "degC",
    typed: "25",
    inBlocks: 298.15,
    number: "25",
    said: "25\u00a0°C",
    other: "298.15\u00a0K",
    to: "K",
  },
  {
    id: "fahr",
    unit: "degF",
    typed: "77",
    inBlocks: 298.15,
    number: "77",
    said: "77\u00a0°F",
    other: "298.15\u00a0K",
    to: "K",
  },
] as const;

const ASSUMPTIONS = `version: 2026-01
as_of: 2026-01-15
defaults: { kind: assumed, as_of: 2026-01 }
assumptions:
  a:
${CASES.map(({ id, unit, typed }) => `    ${id}: { label: ${id}, unit: "${unit}", value: ${typed}, low: ${Number(typed) - 1}, high: ${Number(typed) + 1}, distribution: uniform, note: n }`).join("\n")}
  series:
${CASES.map(({ id, unit, typed }) => `    ${id}: { label: ${id}, unit: "${unit}", value: { 2025: ${typed}, 2026: ${Number(typed) + 1} }, note: n }`).join("\n")}
  table:
${CASES.map(({ id, unit, typed }) => `    ${id}: { label: ${id}, unit: { x: "${unit}", y: GW }, value: { a: { x: ${typed}, y: 7 } }, note: n }`).join("\n")}
`;

const CHAPTER = `---
title: Borders
memo: { title: Borders, authors: [A], rules: { unused/assumption: off, unused/block: off } }
---

\`\`\`ts {#b-load}
const load = output(0.4 /* GW */, { label: "Load", unit: "GW", format: "unit 0 MW", tolerance: 0.1 });
const cost = output(1.5 /* MUSD */, { label: "Cost", unit: "MUSD", format: "dollars 1 M", tolerance: 0.1 });
\`\`\`

\`\`\`ts {#tbl-load .table}
//| caption: Loads.
table([{ a: load, b: load, d: cost }], { columns: { a: { label: "Load", unit: "GW", format: "unit 0 MW" }, b: { label: "Plain", unit: "GW" }, d: { label: "Cost", unit: "MUSD", format: "dollars 1 M" } } })
\`\`\`

See @tbl-load.

${CASES.map(
  ({ id, unit, to }) => `\`\`\`ts {#b-${id}}
const ${id} = given.a.${id};
const out_${id} = output(${id}, { label: "${id}", unit: "${unit}", format: "number 3sf", tolerance: 0.1 });
const with_${id} = output(${id}, { label: "${id}", unit: "${unit}", format: "unit 3sf", tolerance: 0.1 });
\`\`\`

\`\`\`ts {#tbl-${id} .table}
//| caption: A table.
table([{ a: ${id}, b: ${id} }], { columns: { a: { label: "A", unit: "${unit}", format: "number 3sf" }, b: { label: "B", unit: "${unit}", format: "unit" } } })
\`\`\`

${id}: @tbl-${id} {{number given.a.${id}}}; {{unit given.a.${id}}}; {{unit ${id} to="${unit}"}}; {{unit given.a.${id} to="${to}" significant=5}}; {{unit ${id} to="${to}" significant=5}}; {{with_${id}}}; {{out_${id}}}.`,
).join("\n\n")}
`;

describe("a value in a unit that blocks don't count in", () => {
  let folder = "";
  let results: Record<string, Record<string, Record<string, unknown>>>;
  let text = "";
  const plain = (printed: string): string => printed.replace(/(\d\.\d*?)0+(?=\D|$)/g, "$1").replace(/\.(?=\D|$)/g, "");

  beforeAll(async () => {
    runBlocksHere();
    folder = write(temporaryFolder(), {
      "chapters/01-borders.md": CHAPTER,
      "assumptions/2026-01.yaml": ASSUMPTIONS,
      "assumptions/sources.yaml": "sources: {}\n",
    });
    const terminal = new Recorder();
    const limits = { seconds: 60, megabytes: 1024 };
    const options = { folder, set: [], out: "out", cache: false, json: false, limits, only: ["md", "data"] };
    expect(await build(options as never, terminal), terminal.stderr).toBe(0);
    results = JSON.parse(readFileSync(join(folder, "out/results.json"), "utf8"));
    text = readFileSync(join(folder, "out/memo.md"), "utf8");
  });
  afterAll(() => {
    vi.restoreAllMocks();
    removeFolders();
  });

  it.each(CASES)("$unit is one number in prose, outputs, tables, CSV and results", ({ id, unit, typed, ...is }) => {
    const line = text.split("\n").find((one) => one.startsWith(`${id}: `)) ?? "";
    const [number, bare, named, direct, other, withUnit, output] = line
      .slice(line.indexOf(")") + 1)
      .replace(/\.$/, "")
      .split("; ")
      .map((part) => plain(part.trim()));
    expect({ number, bare, named, direct, other, withUnit, output }).toEqual({
      number: is.number,
      bare: is.said,
      named: is.said,
      direct: is.other,
      other: is.other,
      withUnit: is.said,
      output: is.number,
    });
    expect(results.outputs?.[`out_${id}`]).toMatchObject({ value: is.inBlocks, shown: unit });
    expect(results.assumptions?.[`a.${id}`]).toMatchObject({ value: is.inBlocks, shown: unit });
    const [head, row] = readFileSync(join(folder, `out/tables/tbl-${id}.csv`), "utf8")
      .trim()
      .split("\r\n");
    expect(head).toBe(`A (${unit}),B (${unit})`);
    expect(row).toBe(`${typed},${typed}`);
  });

  it("of a column printed in another unit is in that unit in CSV", () => {
    expect(readFileSync(join(folder, "out/tables/tbl-load.csv"), "utf8")).toBe(
      "Load (MW),Plain (GW),Cost (MUSD)\r\n400,0.4,1.5\r\n",
    );
  });

  it("is shown on a terminal as the page prints it, with its unit", async () => {
    const ask = async (name: string): Promise<string> => {
      const terminal = new Recorder();
      const options = { folder, set: [], cache: false, json: false, limits: { seconds: 60, megabytes: 1024 } };
      expect(await show(name, options as never, terminal)).toBe(0);
      return plain(terminal.stdout);
    };
    expect(await ask("load")).toContain("400\u00a0MW  (0.4 GW)\n");
    expect(await ask("cost")).toContain("$1.5M");
    for (const { id, said } of CASES.slice(0, 2)) expect(await ask(`out_${id}`)).toContain(`\n${said}`);
    expect(await ask("a.cel")).toContain("25 °C");
    for (const { id, typed } of CASES) {
      expect(await ask(`series.${id}`)).toMatch(new RegExp(`2025 +${typed}\\b.*\\n2026 +${Number(typed) + 1}\\b`));
      expect(await ask(`table.${id}`)).toMatch(new RegExp(`a +${typed} +7\\b`));
    }
  });

  it("stands in the register as it was typed", () => {
    for (const { id, typed } of CASES)
      expect(text).toMatch(
        new RegExp(`\`a\\.${id}\`<br>n \\| ${typed} \\| ${Number(typed) - 1}–${Number(typed) + 1} `),
      );
  });
});
