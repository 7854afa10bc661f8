import { afterAll, describe, expect, it, vi } from "vitest";
import { DataFile } from "../../../src/assumptions/data/file.js";
import { MemoError } from "../../../src/diagnostic.js";
import { computeMemo } from "../../../src/memo/compute.js";
import { writeHtml } from "../../../src/render/html/index.js";
import { rowChanges, withRows } from "../../../src/review/runs/data-rows.js";
import { dataCells } from "../../../src/review/sources/data.js";
import type { AssumptionChange } from "../../../src/review/types.js";
import { runBlocksHere } from "../../cli/in-process.js";
import { edited, projectOf, removeFolders, type Sources, temporaryFolder } from "../../cli/memo.js";

const rows = (of: (month: number, region: string) => string | number): string =>
  `month,region,kwh\n${Array.from({ length: 24 }, (_, at) =>
    ["north", "south"]
      .map(
        (region) =>
          `${2024 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")},${region},${of(at, region)}\n`,
      )
      .join(""),
  ).join("")}`;
const SALES = rows((at) => 100 + at);

const memo = (block: string, prose: string, sales = SALES, more = ""): Sources => ({
  "chapters/01-sales.md": `---\ntitle: Sales\n---\n\n${prose}\n\n\`\`\`ts {#sales}\n${block}\n\`\`\`\n\n\`\`\`ts {#north .table expensive=true}\n//| caption: North.\nrows({ kwh: series([...new Set(given.sales.columns.month)], () => 1) }).slice(0, 2);\n\`\`\`\n`,
  "assumptions/2026-03.yaml": `version: 2026-03
as_of: 2026-03-15
defaults: {kind: observed, source: books, as_of: 2026-03}
assumptions:
  mode: {one_of: [fast, slow], value: fast}
  approved: {type: boolean, value: true}
  start: {type: date, value: May 2026}
  site: {type: text, value: North harbour}
  sales:
    data: sales.csv
    columns: {month: {type: month}, region: {one_of: [north, south]}, kwh: {unit: kWh, missing: allowed}}
    key: [month, region]
`,
  "assumptions/scenarios.yaml": `scenarios:\n  low: {title: Low, set: {sales: low.csv, mode: slow, approved: false}}\n`,
  "assumptions/sources.yaml": "sources:\n  books: {title: Books}\n",
  "data/sales.csv": sales,
  "data/low.csv": rows(() => 1),
  ...(more === "" ? {} : { "chapters/02-more.md": more }),
});

const BLOCK = `const total = output(d3.sum(given.sales.rows, (row) => row.kwh ?? 0), { label: "Sales", unit: "kWh", format: "unit 0 kWh", tolerance: "1%" });
const north = given.sales.rows.filter((row) => row.region === "north").length;
const said = given.mode === "fast" && given.approved ? \`\${given.site.toUpperCase()} \${given.start}\` : "later";`;
const PROSE =
  "We sold {{total}} in {{number north digits=0}} rows of the north; {{text said}}, {{date given.start}}, {{text given.mode}}.";

const computed = async (files: Sources, options: Parameters<typeof computeMemo>[1] = {}) =>
  computeMemo(projectOf(files), { check: true, ...options });
const failing = async (files: Sources): Promise<string[]> => {
  try {
    const { diagnostics } = await computed(files);
    return diagnostics.map(({ rule, message }) => `${rule}: ${message}`);
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    return error.diagnostics.map(({ rule, message }) => `${rule}: ${message}`);
  }
};

afterAll(removeFolders);

describe("a memo over a data file", () => {
  it("computes with its rows, quotes words and dates, and knows what rests on them", async () => {
    const { run, scope, tree } = await computed(memo(BLOCK, PROSE), { want: ["said"] });
    expect(run.values.get("total")).toBe(2 * (24 * 100 + (23 * 24) / 2));
    expect(run.values.get("said")).toBe("NORTH HARBOUR 2026-05");
    expect(scope.valueRestsOn("total")).toEqual(["sales"]);
    expect(scope.valueRestsOn("said")).toEqual(["mode", "approved", "start", "site"]);
    expect(tree.register?.assumptions.get("sales")?.data).toMatchObject({ file: "data/sales.csv", rows: 48 });
  });

  it("takes another file and other words in a scenario, and words on the command line", async () => {
    const low = await computed(memo(BLOCK, PROSE), { scenario: "low", want: ["said"] });
    expect([low.run.values.get("total"), low.run.values.get("said")]).toEqual([48, "later"]);
    const set = await computed(memo(BLOCK, PROSE), { sets: [{ id: "mode", text: "slow" }], want: ["said"] });
    expect(set.run.values.get("said")).toBe("later");
  });

  it("keeps what no changed byte leads to, and runs the rest again", async () => {
    const cacheFolder = temporaryFolder();
    const states = async (files: Sources): Promise<string> =>
      (await computed(files, { cacheFolder, check: false })).run.status
        .map(({ blockId, state }) => `${blockId} ${state}`)
        .join(", ");
    expect(await states(memo(BLOCK, PROSE))).toBe("sales ran, north ran");
    const again = await states(memo(BLOCK, PROSE));
    const cell = await states(memo(BLOCK, PROSE, SALES.replace(",100\n", ",101\n")));
    const month = await states(memo(BLOCK, PROSE, SALES.replace("2024-01,north", "2023-01,north")));
    expect([again, cell, month]).toEqual([
      "sales cached, north cached",
      "sales ran, north cached",
      "sales ran, north ran",
    ]);
  });

  it("gives the same bytes from what was kept as without, whatever changed since", async () => {
    runBlocksHere();
    const cacheFolder = temporaryFolder();
    // Of a size from which on rows are kept; each has a key of its own.
    const many = (changed: string): Sources => {
      const more = Array.from({ length: 16_000 }, (_, at) => {
        const month = String(1 + Math.floor(at / 1800)).padStart(2, "0");
        return `${1000 + (Math.floor(at / 2) % 900)}-${month},${at % 2 === 0 ? "north" : "south"},${at / 8}\n`;
      }).join("");
      return memo(BLOCK, PROSE, `${changed}${more}`);
    };
    const declared = (from: string, to: string): Sources => edited(many(SALES), "assumptions/2026-03.yaml", from, to);
    const versions: readonly Sources[] = [
      many(SALES),
      many(SALES),
      many(SALES.replace(",100\n", ",101\n")),
      many(SALES.replace("2024-01,north,100", "2023-01,north,")),
      declared("{unit: kWh, missing: allowed}", "{unit: kWh, missing: allowed, label: Sold}"),
    ];
    for (const files of versions) {
      const kept = await computed(files, { cacheFolder });
      const fresh = await computed(files);
      expect(writeHtml(kept.tree)).toBe(writeHtml(fresh.tree));
      expect(kept.diagnostics).toEqual(fresh.diagnostics);
    }
    vi.restoreAllMocks();
  });

  it("is checked for types and dimensions", async () => {
    const wrong = async (line: string): Promise<string[]> => failing(memo(`${BLOCK}\n${line}`, PROSE));
    expect(await wrong("const x = d3.sum(given.sales.columns.kwh, (kwh) => kwh * 2);")).toEqual([
      expect.stringContaining("types/"),
    ]);
    expect(await wrong("const x = given.sales.rows[0].kwhs;")).toEqual([expect.stringContaining("types/")]);
    expect(await wrong('const x = given.mode === "medium";')).toEqual([expect.stringContaining("types/")]);
    expect(await wrong("const x = given.sales.rowz.length;")).toEqual([
      expect.stringContaining("`sales` has no key `rowz`"),
    ]);
    const dimensions = await wrong(
      'const x = output((given.sales.columns.kwh[0] ?? 0) * total, { label: "X", unit: "kWh", format: "number 0", tolerance: 1 });',
    );
    expect(dimensions.some((one) => one.startsWith("dimensions/"))).toBe(true);
    const changed = await wrong("given.sales.rows[0].kwh = 3;");
    expect(changed).toEqual([expect.stringMatching(/types\/|read-only/)]);
  });

  it("is not quoted cell by cell", async () => {
    expect(await failing(memo(BLOCK, `${PROSE} {{number given.sales.rows.length}}`))).toEqual(
      expect.arrayContaining([expect.stringContaining("no single value")]),
    );
  });
});

describe("a changed data file", () => {
  const table = (...lines: [string, number][]) =>
    new Map<string, readonly (string | number)[]>([
      ["name", lines.map(([name]) => name)],
      ["x", lines.map(([, x]) => x)],
    ]);
  const base: [string, number][] = Array.from({ length: 2000 }, (_, at) => [`row ${at}`, at]);
  it.each([
    ["with a key", ["name"], (n: number) => `data/a.csv: ${n.toLocaleString("en-US")} of 2,000 rows changed`],
    ["without one", undefined, (n: number) => `data/a.csv: ${n.toLocaleString("en-US")} of 2,000 rows changed`],
  ] as const)("is told by its rows, %s", (_, key, words) => {
    const about = { file: "data/a.csv", ...(key ? { key } : {}) };
    for (const n of [1, 412, 1999])
      expect(
        rowChanges(
          about,
          table(...base),
          table(...base.map(([name, x], at): [string, number] => [name, at < n ? -1 - x : x])),
        ),
      ).toBe(words(n));
    expect(rowChanges(about, table(...base), table(...base))).toBe("data/a.csv: the same rows, written otherwise");
    expect(rowChanges(about, table(...base), table(...[...base].reverse()))).toBe(
      "data/a.csv: the same rows in another order",
    );
    expect(rowChanges(about, table(...base), table(...base.slice(3)))).toBe("data/a.csv: 3 rows gone");
    expect(rowChanges(about, table(...base.slice(1)), table(...base))).toBe("data/a.csv: 1 row new");
  });

  it("is told by the sums of its columns", () => {
    const summary = (sum: number, digest: string) => ({
      file: "data/a.csv",
      digest,
      bytes: 1,
      rows: 2000,
      columns: [{ name: "kwh", type: "number" as const, unit: "kWh", least: 1, most: 2, sum }],
    });
    expect(dataCells(summary(1000, "sha256:a"), summary(1030, "sha256:b"))).toEqual([
      { key: "sum of kwh", oldText: "1000", newText: "1030 kWh (+3%)" },
    ]);
    expect(dataCells(summary(7411321, "sha256:a"), summary(7411328, "sha256:b"))).toEqual([
      { key: "sum of kwh", oldText: "7,411,321", newText: "7,411,328 kWh (+0.000094%)" },
    ]);
    expect(dataCells(summary(1000, "sha256:a"), summary(1000, "sha256:a"))).toEqual([]);
  });

  it.each([
    ["in another order", "month,kwh\n2026-02,2\n2026-01,1\n", "data/s.csv: the same rows in another order", true],
    [
      "with other line ends",
      "month,kwh\r\n2026-01,1\r\n2026-02,2\r\n",
      "data/s.csv: the same rows, written otherwise",
      false,
    ],
    ["with other digits", "month,kwh\n2026-01,1.0\n2026-02,2\n", "data/s.csv: the same rows, written otherwise", false],
  ])("is not called other values where its rows are the same, %s", async (_, now, text, valueChanged) => {
    const side = (csv: string) => {
      const bytes = new TextEncoder().encode(csv);
      const yaml =
        "version: a\nas_of: 2026-03\ndefaults: {kind: observed, source: books, as_of: 2026-03}\nassumptions:\n  sales:\n    data: s.csv\n    columns: {month: {type: month}, kwh: {unit: kWh}}\n    key: [month]\n";
      const sources = {
        chapters: new Map([["chapters/01-a.md", "---\ntitle: A\n---\n\nText.\n"]]),
        assumptions: new Map([
          ["assumptions/a.yaml", yaml],
          ["assumptions/sources.yaml", "sources: {books: {title: Books}}"],
        ]),
        data: new Map([["data/s.csv", new DataFile("data/s.csv", bytes.length, () => bytes)]]),
      };
      return { snapshot: { version: "a" }, sources };
    };
    const change = {
      id: "sales",
      presence: "changed",
      cells: [{ key: "content", oldText: "1", newText: "2" }],
      fields: [],
      flags: ["source-unchanged"],
      valueChanged: true,
    } as unknown as AssumptionChange;
    const [told] = await withRows([change], side("month,kwh\n2026-01,1\n2026-02,2\n"), side(now), new Set(["sales"]));
    expect(told?.cells).toEqual([{ key: "", newText: text }]);
    expect([told?.flags, told?.valueChanged]).toEqual([[], valueChanged]);
  });
});
