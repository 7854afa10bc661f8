import { describe, expect, it } from "vitest";
import { givenTree } from "../../../src/assumptions/index.js";
import { positionsOf } from "../../../src/keys/distance.js";
import type { Cache } from "../../../src/notebook/run/cache.js";
import type { BlockRecord } from "../../../src/notebook/run/job.js";
import { run } from "../../../src/notebook/run/runner.js";
import { FAMILIES, shuffled } from "../../keys/families.js";
import { realmRunner } from "../../setup/in-realm.js";
import { type Memo, memoOf, open, points } from "../evaluate/memo.js";

/** Keys whose order is the written one; the register and lists say it, a literal can't. */
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  "integers among names": ["10", "n/a", "2", "total"],
  "months from April": ["04", "05", "06", "07", "08", "09", "10", "11", "12", "01", "02", "03"],
  "months from October": ["10", "11", "12", "01", "02", "03", "04", "05", "06", "07", "08", "09"],
  "quarters from July": ["Q3", "Q4", "Q1", "Q2"],
  names: ["R100", "H100", "A 1"],
};
/** A register's keys hold no dots. */
const inRegister = (keys: readonly string[]): boolean => keys.every((key) => !key.includes("."));

/** Every way in which a block lists the keys of `source`; each comes to the keys with blanks between. */
const LISTINGS: Readonly<Record<string, string>> = {
  keys: "Object.keys(source)",
  values: "Object.values(source).map((at) => written[at])",
  entries: "Object.entries(source).map(([key]) => key)",
  "for in": "(() => { const found = []; for (const key in source) found.push(key); return found; })()",
  spread: "Object.keys({ ...source })",
  rest: '(() => { const { "another": _, ...rest } = source; return Object.keys(rest); })()',
  assigned: "Object.keys(Object.assign({}, source))",
  fromEntries: "Object.keys(Object.fromEntries(Object.entries(source)))",
  series: "Object.keys(series(source, () => 1))",
  mapSeries: "Object.keys(mapSeries(source, (value) => value))",
  zipSeries: "Object.keys(zipSeries(source, { ...source }, (a, b) => a + b))",
  cumulative: "Object.keys(cumulative(source))",
  growth: "[written[Object.values(source)[0]], ...Object.keys(growth(source))]",
  rows: 'rows({ source }, { key: "key" }).map(({ key }) => key)',
  loop: "(() => { const found = []; for (const [key] of Object.entries(source)) found.push(key); return found; })()",
  longRows: 'longRows({ source }, { key: "key" }).map(({ key }) => key)',
};

/** Growth between stretches of unequal length is refused. */
const listings = (keys: readonly string[]): Readonly<Record<string, string>> => {
  const { growth, ...others } = LISTINGS;
  return positionsOf(keys) === "mixed" ? others : LISTINGS;
};

/** A memo that lists a series of the register, and the same made in a block; `expensive` blocks are cached. */
function memo(written: readonly string[], from: "register" | "pairs" | "list"): Memo {
  const source =
    from === "register"
      ? "given.of"
      : from === "pairs"
        ? "series(written.map((key, at) => [key, at]))"
        : "series(written, (key, at) => at)";
  const register = from === "register" ? written : ["2026"];
  const listed = Object.entries(listings(written)).map(
    ([name, code]) => `  ${JSON.stringify(name)}: (${code}).join("|"),`,
  );
  return memoOf(
    `  of: {value: {${register.map((key, at) => `${JSON.stringify(key)}: ${at}`).join(", ")}}, unit: "1"}\n`,
    {
      "#start": `//| expensive: true\nconst written = ${JSON.stringify(written)};\nconst source = ${source};`,
      "#lists": `const lists = {\n${listed.join("\n")}\n};`,
    },
  );
}

const WANT = ["lists", "source"];

function job({ register }: Memo, cache?: Cache) {
  return {
    given: givenTree(register),
    want: WANT,
    versions: "1",
    runner: realmRunner(),
    ...(cache ? { cache } : {}),
  };
}

/** Keeps everything and says how often it was asked in vain. */
function memory(): Cache & { missed: number } {
  const kept = new Map<string, BlockRecord>();
  const cache = {
    missed: 0,
    get(parts: Readonly<Record<string, string>>) {
      const found = kept.get(JSON.stringify(parts));
      if (!found) cache.missed++;
      return found;
    },
    put: (parts: Readonly<Record<string, string>>, record: BlockRecord) => void kept.set(JSON.stringify(parts), record),
    lastParts: () => new Map(),
    finish: () => {},
  };
  return cache;
}

describe("a series keeps the order of its keys", () => {
  const cases = [
    ...Object.entries(FAMILIES).map(([name, keys]) => ({ name, written: shuffled(keys, 3), keys })),
    ...Object.entries(WRITTEN).map(([name, keys]) => ({ name, written: keys, keys })),
  ];
  for (const { name, written, keys } of cases)
    for (const from of ["register", "pairs", "list"] as const) {
      if (from === "register" && !inRegister(keys)) continue;
      it(`in every way to list them: ${name}, from ${from === "register" ? "the register" : `a block's ${from}`}`, async () => {
        const made = memo(written, from);
        const cache = memory();
        const expected = Object.fromEntries(Object.keys(listings(keys)).map((way) => [way, keys.join("|")]));
        for (const trace of [true, false]) {
          const { values, diagnostics } = await run(made.program, { ...job(made), trace });
          expect(diagnostics).toEqual([]);
          expect(values.get("lists")).toEqual(expected);
          expect(Object.keys(values.get("source") as object)).toEqual(keys);
        }
        for (const missed of [1, 1]) {
          const { values } = await run(made.program, job(made, cache));
          expect(cache.missed).toBe(missed);
          expect(values.get("lists")).toEqual(expected);
          expect(Object.keys(values.get("source") as object)).toEqual(keys);
        }
      });
    }

  it("in each of many runs", async () => {
    for (const keys of [FAMILIES.months ?? [], ["01", "10", "12"], WRITTEN["integers among names"] ?? []]) {
      const [first = ""] = keys;
      const made = memoOf(
        `  of: {value: {${keys.map((key) => `${JSON.stringify(key)}: 1`).join(", ")}}, unit: "1"}\n`,
        {
          "#run": `const sums = cumulative(given.of);
const last = sums[${JSON.stringify(keys.at(-1))}];
const order = Object.keys({ ...mapSeries(sums, (x) => 2 * x) }).join("|");`,
        },
      );
      const evaluator = await open(made, ["last", "order"]);
      const found = await evaluator.evaluate(points([1], [5]), 2, [`of.${first}`]);
      await evaluator.close();
      expect([...found.outputs]).toEqual([keys.length, 0, keys.length + 4, 0]);
      expect(found.texts[1]).toEqual([keys.join("|")]);
    }
  });
});

describe("an object whose order is lost", () => {
  const refused = async (code: string): Promise<string> => {
    const made = memoOf('  of: {value: 1, unit: "1"}\n', { "#it": code });
    const { diagnostics } = await run(made.program, job(made));
    return diagnostics
      .map(({ rule, message, place }) => `${rule} ${place?.start.line}:${place?.start.column} ${message}`)
      .join("\n");
  };
  const MIXED = '{ "n/a": 1, "10": 2, "2": 3 }';
  const USES: Readonly<Record<string, string>> = {
    "Object.keys()": `Object.keys(${MIXED})`,
    "Object.entries()": `Object.entries(${MIXED})`,
    "Object.values()": `Object.values(${MIXED})`,
    "cumulative()": `cumulative(${MIXED})`,
    "growth()": `growth(${MIXED})`,
    "mapSeries()": `mapSeries(${MIXED}, (x) => x)`,
    "zipSeries()": `zipSeries(${MIXED}, (x) => x)`,
    "rows()": `rows({ a: ${MIXED} })`,
    "longRows()": `longRows({ a: ${MIXED} })`,
    "series()": `series(${MIXED}, (x) => x)`,
    "cumulative() ": `cumulative({ ...series([["n/a", 1], ["10", 2]]), "2": 3 })`,
  };
  for (const [name, use] of Object.entries(USES))
    it(`is refused by ${name} at its place`, async () => {
      expect(await refused(`const first = 1;\nconst it = ${use};`)).toMatch(
        new RegExp(
          `^notebook/key-order 7:\\d+ block \`it\`: ${name.trim().replace(/[()]/g, "\\$&")} got keys of which some are integers`,
        ),
      );
    });

  it("is refused by a loop", async () => {
    expect(await refused(`const first = 1;\nfor (const key in ${MIXED}) console.log(key);`)).toMatch(
      /^notebook\/key-order 7:\d+ block `it`: for … in got keys/,
    );
  });

  it("can be looked into all the same", async () => {
    expect(
      await refused(`const it = (${MIXED})["10"] + sumSeries(${MIXED}) + Object.keys({ 2025: 1, 2026: 2 }).length;`),
    ).toBe("");
  });

  it("is put in order where its kind has one", async () => {
    const made = memoOf('  of: {value: 1, unit: "1"}\n', {
      "#it": `const months = Object.keys({ "10": 1, "01": 2, "11": 3, "02": 4 }).join();
const since = Object.keys({ 2: 1, "-1": 2, 0: 3, "0.5": 4 }).join();
let looped = "";
for (const key in { "2026-02": 1, "2025-12": 2 }) looped += key + ",";`,
    });
    const { values, diagnostics } = await run(made.program, { ...job(made), want: ["months", "since", "looped"] });
    expect(diagnostics).toEqual([]);
    expect(Object.fromEntries(values)).toEqual({
      months: "01,02,10,11",
      since: "-1,0,0.5,2",
      looped: "2025-12,2026-02,",
    });
  });
});

describe("a key that is written as a day and is none", () => {
  const KEYS = ["2026-02-30", "2026-13", "2026-00", "2025-W53", "2026-W54", "2026-Q5", "2026-H3"];
  it.each(KEYS)("%s is refused by what goes through a series", async (key) => {
    for (const call of ["cumulative", "growth", "cagr"]) {
      const code = `const it = ${call}({ "${key}": 1, "2026-01-02": 2 });`;
      const made = memoOf('  of: {value: 1, unit: "1"}\n', { "#it": code });
      const { diagnostics } = await run(made.program, job(made));
      expect(diagnostics.map(({ message }) => message).join("\n"), call).toContain(`the key ${key}`);
    }
  });
});

describe("one key twice", () => {
  it.each([
    ["series([2026, 2027, 2026], (key) => key)", 'series() got the key "2026" twice'],
    ['series(["2026-Q1", "Q1 2026"], (key) => key)', 'series() got "2026-Q1" and "Q1 2026", which are the same key'],
    ['series([["5", 1], ["05", 2]])', 'series() got "5" and "05", which are the same key'],
    [
      'Object.fromEntries([["2026-05", 1], ["May 2026", 2]])',
      'Object.fromEntries() got "2026-05" and "May 2026", which are the same key',
    ],
    [
      'rows({ a: { "2026-05": 1 }, b: { "May 2026": 1 } })',
      'rows() got "2026-05" and "May 2026", which are the same key',
    ],
  ])("is refused: %s", async (code, message) => {
    const made = memoOf('  of: {value: 1, unit: "1"}\n', { "#it": `const it = ${code};` });
    const { diagnostics } = await run(made.program, job(made));
    expect(diagnostics.map((one) => [one.rule, one.message])).toEqual([
      ["notebook/same-key", `block \`it\`: ${message}`],
    ]);
  });
});
