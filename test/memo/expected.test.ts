import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Value } from "../../src/assumptions/types.js";
import { visitQuotes } from "../../src/document/tree.js";
import type { Cell } from "../../src/notebook/types.js";
import { committed, figuresOf, formulasOf, type Memo, ROOT, theMemo } from "./memo.js";

interface ExpectedTable {
  section: string;
  title: string;
  figure: string;
  key: string;
  rows: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
interface Expected {
  version: string;
  tables: readonly ExpectedTable[];
  outputs: { values: Readonly<Record<string, string>> };
}

/** Results of the reference model, one file a part of the memo. */
const parts = readdirSync(import.meta.dirname)
  .filter((name) => /^expected.*\.json$/.test(name))
  .sort()
  .map((name) => [name, JSON.parse(readFileSync(join(import.meta.dirname, name), "utf8")) as Expected] as const);

/** On the version the reference is for, and on the memo's own. */
let reference: Memo;
let memo: Memo;
beforeAll(async () => {
  reference = await theMemo("2026-03");
  memo = await theMemo();
});

/** A value as the reference prints it: as many decimals, its sign for a share. */
function asPrinted(value: Cell | undefined, text: string, printed: string): string {
  if (typeof value !== "number") return text;
  const percent = printed.endsWith("%");
  const decimals = /\.(\d+)/.exec(printed)?.[1]?.length ?? 0;
  return (percent ? 100 * value : value).toFixed(decimals) + (percent ? "%" : "");
}

/** Without the commas between thousands; texts keep theirs. */
const plain = (printed: string): string => printed.replace(/(?<=\d),(?=\d{3})/g, "");

describe("the memo computes what the reference model computed, to the digits printed there", () => {
  it("in more than seven hundred figures, all of the supply section among them", () => {
    const figures = parts.flatMap(([, { tables, outputs }]) => [
      ...tables.flatMap(({ rows }) => Object.values(rows).flatMap((row) => Object.values(row))),
      ...Object.values(outputs.values),
    ]);
    expect(figures.length).toBeGreaterThan(700);
    const sections = new Set(parts.flatMap(([, { tables }]) => tables.map(({ section }) => section)));
    for (const section of ["2.1", "2.2", "2.3", "2.4", "2.5", "2.6"]) expect(sections).toContain(section);
  });

  for (const [file, { version, tables, outputs }] of parts)
    describe(file, () => {
      it("on the assumptions the reference is for", () => {
        expect(version).toBe(reference.register.version);
        expect(reference.register.scenario).toBeUndefined();
      });

      for (const { section, title, figure, key, rows } of tables)
        describe(`${section} ${title}`, () => {
          it.each(Object.entries(rows))("%s", (name, row) => {
            const table = figuresOf(reference.tree).find(({ id }) => id === figure)?.table;
            const at = (column: string): number => table?.columns.findIndex((c) => c.key === column) ?? -1;
            const found = table?.rows.filter((cells) => cells[at(key)]?.text === name);
            expect(found).toHaveLength(1);
            const cells = Object.entries(row).map(([column, printed]) => {
              const cell = found?.[0]?.[at(column)];
              return [column, asPrinted(cell?.value, cell?.text ?? "absent", printed)];
            });
            expect(Object.fromEntries(cells)).toEqual(
              Object.fromEntries(Object.entries(row).map(([column, printed]) => [column, plain(printed)])),
            );
          });
        });

      it.each(Object.entries(outputs.values))("headline %s is %s", (name, printed) => {
        const output = reference.tree.outputs.find(({ declaration }) => declaration.name === name);
        expect(asPrinted(output?.value, output?.text ?? "absent", printed)).toBe(plain(printed));
      });
    });

  it("and fails when a model is off by what its last digit shows", () => {
    expect(asPrinted(3.5302, "", "3.53")).toBe("3.53");
    expect(asPrinted(3.5352, "", "3.53")).toBe("3.54");
    expect(asPrinted(1929.4, "", "1,929")).toBe("1929");
    expect(asPrinted(0.335, "", "33%")).not.toBe("33%");
  });
});

describe("the memo", () => {
  it("has its charts, tables and equations", () => {
    const kinds = figuresOf(memo.tree).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "chart").length).toBeGreaterThanOrEqual(8);
    expect(kinds.filter((kind) => kind === "table").length).toBeGreaterThanOrEqual(14);
    expect(formulasOf(memo.tree).length).toBeGreaterThanOrEqual(4);
  });

  it("says in words what each figure shows, and where it comes from", () => {
    for (const { id, kind, alt, caption, source, data } of figuresOf(memo.tree)) {
      expect(caption.length, id).toBeGreaterThan(0);
      expect(source.length, id).toBeGreaterThan(0);
      expect(data.flatMap(({ rows }) => rows).length, id).toBeGreaterThan(0);
      // A table is its own alternative; a chart's must say more than its name.
      expect(alt.split(" ").length, id).toBeGreaterThan(kind === "chart" ? 15 : 0);
      expect(alt, id).not.toMatch(/[{}@]/);
    }
  });

  it("has claims, all of which hold, each by a margin", () => {
    expect(memo.tree.claims.length).toBeGreaterThan(10);
    for (const { id, holds, margin = 0, restsOn = [] } of memo.tree.claims) {
      expect(holds, id).toBe(true);
      expect(margin, id).toBeGreaterThan(0);
      expect(restsOn.length, id).toBeGreaterThan(0);
    }
  });

  it("quotes its numbers: each names where it comes from", () => {
    let quotes = 0;
    visitQuotes(memo.tree, ({ expression, blockId, restsOn, full }) => {
      quotes++;
      expect(full, expression).not.toBe("");
      expect(blockId !== undefined || restsOn.length > 0, expression).toBe(true);
    });
    expect(quotes).toBeGreaterThan(100);
  });

  it("builds without a warning", () => {
    expect(memo.diagnostics).toEqual([]);
  });

  it("prints the whole register it uses, with unit, date and kind in each row, and a source or a note", () => {
    const rows = memo.tree.appendix.flatMap((group) => group.rows);
    expect(rows.length).toBeGreaterThan(30);
    for (const { assumption, unit, value } of rows) {
      expect([value, assumption.asOf, assumption.kind], assumption.id).not.toContain("");
      expect(unit !== "" || assumption.unit === "1", assumption.id).toBe(true);
      const { sources, note, expression } = assumption;
      expect(sources.length > 0 || (note ?? expression) !== undefined, assumption.id).toBe(true);
    }
    const read = new Set(memo.tree.outputs.flatMap(({ restsOn }) => restsOn));
    for (const id of read) expect(rows.map(({ assumption }) => assumption.id)).toContain(id);
  });
});

describe("the engine knows nothing of the memo", () => {
  const sources = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(ROOT, "src", name))
    .map((path) => [relative(ROOT, path), withoutComments(readFileSync(path, "utf8"))] as const);

  it("no word of its subject, units aside", () => {
    const words =
      /\b(mef|[hbr][1-3]00|a100|feyn\w*|rubin|blackwell|nvidia|hyperscalers?|gigawatts?|inference|epoch|hbm|cowos|accelerators?|data.?cent(?:er|re)s?|backlog|moore|cohorts?|bandwidth(?!\?|\(|\s*\}|\s*\?))\b/gi;
    const found = sources.flatMap(([path, code]) => [...code.matchAll(words)].map(([word]) => `${path}: ${word}`));
    expect(found).toEqual([]);
  });

  it("no name of its blocks, figures, claims or assumptions", () => {
    const ids = [
      ...memo.program.blocks.map(({ block }) => block.id),
      ...memo.tree.outputs.map(({ declaration }) => declaration.name),
      ...memo.register.assumptions.keys(),
      ...memo.register.sources.keys(),
    ].filter((id) => /[-_.]/.test(id));
    expect(ids.length).toBeGreaterThan(60);
    const found = sources.flatMap(([path, code]) =>
      ids.filter((id) => code.includes(id)).map((id) => `${path}: ${id}`),
    );
    expect(found).toEqual([]);
  });

  it("no number of its register with four digits or more, years and powers of two aside", () => {
    // What draws, and what draws at random, is full of numbers of its own.
    const computing = sources.filter(([path]) => !/^src.(render|figures|sensitivity)/.test(path));
    const numbers = (value: Value): number[] =>
      typeof value === "number" ? [value] : Object.values(value).flatMap((inner) => numbers(inner as Value));
    const telling = [...memo.register.assumptions.values()]
      .flatMap(({ value, low = {}, high = {} }) => [value, low, high].flatMap(numbers))
      .filter((x) => {
        const digits = String(x)
          .replace(/\D/g, "")
          .replace(/^0+|0+$/g, "");
        return digits.length >= 4 && !/^(19|20)\d\d$/.test(String(x)) && !Number.isInteger(Math.log2(x));
      });
    expect(telling.length).toBeGreaterThan(20);
    const found = computing.flatMap(([path, code]) =>
      telling
        .filter((x) => new RegExp(`(?<![\\w.#])${String(x).replace(".", "\\.")}(?![\\w.])`).test(code))
        .map((x) => `${path}: ${x}`),
    );
    expect(found).toEqual([]);
  });
});

/** Code with its comments, and the examples in its texts for authors ("as in gw.stock=8"), blanked out. */
function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, "").replace(/as in gw\.\S+.*|label: "GW a year"/g, "");
}

describe("out/ is what the sources give", () => {
  it.each(["results.json", "memo.md"])("%s", (path) => {
    expect(memo.text(path)).toBe(committed(path));
  });

  it("every chart and table file, and no other", () => {
    const small = [...memo.files.keys()].filter((path) => /^(charts|tables)\//.test(path)).sort();
    const there = ["charts", "tables"].flatMap((room) =>
      readdirSync(join(ROOT, "out", room)).map((name) => `${room}/${name}`),
    );
    expect(there.sort()).toEqual(small);
    for (const path of small) expect(memo.text(path), path).toBe(committed(path));
  });
});
