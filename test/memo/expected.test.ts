import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Value } from "../../src/assumptions/register/types.js";
import { visitQuotes } from "../../src/document/tree.js";
import { filesUnder } from "../cli/memo.js";
import { committed, figuresOf, formulasOf, type Memo, ROOT, theMemo } from "./memo.js";

let memo: Memo;
beforeAll(async () => {
  memo = await theMemo();
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
      /\b(mef|[hbr][1-3]00|a100|feyn\w*|rubin|blackwell|nvidia|hyperscalers?|gigawatts?|inference|epoch|hbm|cowos|accelerators?|data.?cent(?:er|re)s?|backlog|moore|cohorts?|(?<!\.)bandwidth(?!\?|\(|:|\s*\}|\s*\?))\b/gi;
    // The chart library's options are its own words.
    const own = sources.filter(([path]) => !path.endsWith("option-names.ts"));
    const found = own.flatMap(([path, code]) => [...code.matchAll(words)].map(([word]) => `${path}: ${word}`));
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
    const there = Object.keys(filesUnder(join(ROOT, "out"))).filter((path) => /^(charts|tables)\//.test(path));
    expect(there.sort()).toEqual(small);
    for (const path of small) expect(memo.text(path), path).toBe(committed(path));
  });
});
