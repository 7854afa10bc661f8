import { beforeAll, describe, expect, it, test } from "vitest";
import { compareSides } from "../../src/review/compare.js";
import { newDraws } from "../../src/review/pairing/new-draws.js";
import type { Review } from "../../src/review/types.js";
import { claimText } from "../../src/review/wording.js";
import { type MemoTexts, reviewOf, sideOf } from "./memo.js";

const CHAPTER = (over: number, words: string): string => `
Supply is {{number supply digits=1}} and ${words}. {{#claim "enough"}}It is enough.{{else}}It falls short.{{/claim}}

\`\`\`ts {#supply}
const supply = output(given.gw.add["2026"] * given.gw.share, { label: "Supply", unit: "GW", format: "number 1", tolerance: "1%", key: true });
const binding = output(supply > 12 ? "memory" : "power", { label: "Binding limit", format: "text" });
\`\`\`

\`\`\`ts {#enough .claim}
supply > given.gw.need
\`\`\`

\`\`\`ts {#roomy .claim}
supply * 10 > given.gw.need
\`\`\`

\`\`\`ts {#tbl-supply .table}
//| caption: Supply
//| source: This memo.
table([{ year: 2026, supply, more: supply + ${over} }])
\`\`\`
`;

const memo = (entries: string, words = "rises", more: Partial<MemoTexts> = {}): MemoTexts => ({
  assumptions: `  gw:\n${entries}`,
  chapter: CHAPTER(1, words),
  ...more,
});
const BASE = `    add: {value: {2026: 20}, unit: GW, low: {2026: 15}, high: {2026: 25}, distribution: triangular, label: Added}
    share: {value: 0.5, kind: cited}
    need: {value: 9 GW}
`;

describe("a review", () => {
  let review: Review;
  beforeAll(async () => {
    const now = BASE.replace("{2026: 20}", "{2026: 30}")
      .replace("{2026: 25}", "{2026: 35}")
      .replace("label: Added", "label: Added, reason: the second of two")
      .replace("value: 0.5, kind: cited", "value: 0.25, kind: cited, source: t, as_of: 2026-02");
    review = await reviewOf(memo(BASE), memo(now, "falls", { asOf: "2026-05" }));
  });

  it("opens with one sentence", () => {
    expect(review.verdict).toBe(
      "Supply 10.0 → 7.5 (−25%) because `gw.share` was revised; 1 claim flips; 1 of 2 outputs moved",
    );
    expect(review.changed).toBe(true);
    expect([review.old.asOf, review.new.asOf, review.old.version]).toEqual(["2026-03", "2026-05", "a"]);
  });

  it("says what moved and because of what", () => {
    expect(review.outputs.map(({ name, oldText, newText, percent }) => [name, oldText, newText, percent])).toEqual([
      ["supply", "10.0", "7.5", -25],
    ]);
    const [supply] = review.outputs;
    expect(supply?.attribution?.steps.map(({ kind, contribution }) => [kind, contribution])).toEqual([
      ["data", -5],
      ["assumptions", 2.5],
    ]);
    expect([review.unchangedOutputs, review.totalOutputs, review.minor, review.offsetting]).toEqual([1, 2, [], []]);
  });

  it("says which claim flipped, and which came closer", () => {
    expect(
      review.claims.flipped.map(({ id, old, new: now }) => [id, old?.holds, now?.holds, old?.margin, now?.margin]),
    ).toEqual([["enough", true, false, 1, -1.5]]);
    expect(review.claims.closer.map(({ id }) => id)).toEqual(["roomy"]);
    expect(review.claims.total).toBe(2);
  });

  it("tells a condition that was written the other way round from one that holds by less", async () => {
    const claims = async (from: string, to: string): Promise<readonly string[]> => {
      const now = { ...memo(BASE), chapter: CHAPTER(1, "rises").replace(from, to) };
      const { closer, conditions } = (await reviewOf(memo(BASE), now)).claims;
      return [...closer.map((one) => `closer: ${claimText(one)}`), ...conditions.map((one) => one.id)];
    };
    expect(await claims("supply * 10 > given.gw.need", "given.gw.need < supply * 10")).toEqual(["roomy"]);
    expect(await claims("supply * 10 > given.gw.need", "given.gw.need\n  <= supply * 10")).toEqual(["roomy"]);
    expect(await claims("supply * 10 > given.gw.need", "given.gw.need < supply * 5")).toEqual(["roomy"]);
    expect(await claims("supply * 10 > given.gw.need", "given.gw.need < supply * 2")).toEqual([
      expect.stringMatching(/^closer: holds by 55%, was 91%/),
      "roomy",
    ]);
  });

  it("and a value that moved is measured from the same side before and after", async () => {
    const turned = CHAPTER(1, "rises").replace("supply * 10 > given.gw.need", "given.gw.need < supply * 10");
    const less = BASE.replace("{2026: 20}, unit: GW, low: {2026: 15}", "{2026: 5}, unit: GW, low: {2026: 4}");
    const { closer } = (await reviewOf(memo(BASE), { ...memo(less), chapter: turned })).claims;
    expect(closer.map(claimText)).toEqual([
      expect.stringMatching(/^holds by 64%, was 91%: 9.000 < 25.00; its condition was/),
    ]);
  });

  it("says which assumptions changed, and what is odd about it", () => {
    expect(
      review.assumptions.map(({ id, cells, flags, valueChanged, newSources, oldRange, newAsOf, ageMonths, reason }) => [
        [id, cells.map(({ key, oldText, newText }) => `${key} ${oldText}→${newText}`), valueChanged],
        [flags, newSources, oldRange, newAsOf, ageMonths, reason],
      ]),
    ).toEqual([
      // The one that moved more stands first.
      [
        ["gw.share", [" 0.5→0.25"], true],
        [[], ["t"], "", "2026-02", 3, undefined],
      ],
      [
        ["gw.add", ["2026 20→30"], true],
        [["source-unchanged", "outside-old-range"], ["s"], "2026 15–25", "2026-01", 4, "the second of two"],
      ],
    ]);
    expect(review.assumptions[1]?.place).toMatchObject({ file: "assumptions/a.yaml", start: { line: 6 } });
  });

  it("knows one quantity in two units of the memo's own, and a unit that both sides call otherwise from one that is the same", async () => {
    const of = (value: string, lot: string): MemoTexts => ({
      assumptions: `  stock: {value: ${value}}\n`,
      head: `units: {policy: new, lot: ${lot}}\n`,
    });
    const told = async (old: MemoTexts, now: MemoTexts): Promise<unknown> =>
      (await compareSides(await sideOf(old), await sideOf(now))).assumptions[0]?.sameQuantity;
    expect(await told(of("3 lot", "1000 policy"), of("3000 policy", "1000 policy"))).toBe(true);
    expect(await told(of("3 lot", "1000 policy"), of("3001 policy", "1000 policy"))).toBeUndefined();
    expect(await told(of("3 lot", "1000 policy"), of("3000 policy", "500 policy"))).toBeUndefined();
  });

  it("says that a reason was taken back, though the value changed too", async () => {
    const given = (value: number, reason: string) => ({
      assumptions: `  trip: {cost: {value: ${value} USD, unit: USD${reason}}}\n`,
      outputs: { way: "given.trip.cost" },
    });
    const [change] = (await reviewOf(given(4, ", reason: as agreed"), given(5, ""))).assumptions;
    expect(change?.fields).toMatchObject([{ name: "reason", old: "as agreed", new: undefined }]);
  });

  it("prints ends that were written in another unit as studies do", async () => {
    const given = (high: number) => ({
      assumptions: `  trip: {round: {value: 50 USD/year, low: 40 USD/year, high: ${high} USD/year, unit: USD/month, distribution: uniform}}\n`,
      outputs: { way: "given.trip.round" },
    });
    const ranges = async (high: number) => {
      const [change] = (await reviewOf(given(70), given(high))).assumptions;
      return [change?.oldRange, change?.newRange];
    };
    expect(await ranges(80)).toEqual(["3.33–5.83", "3.33–6.67"]);
    expect(await ranges(70.012)).toEqual(["3.33333333333333–5.83333333333333", "3.33333333333333–5.83433333333333"]);
  });

  it("says which sentences read differently", () => {
    expect(review.prose.map(({ presence, title }) => [presence, title])).toEqual([["changed", "1 Test"]]);
    expect(review.prose[0]?.passages).toEqual([
      {
        presence: "changed",
        kind: "both",
        tokens: [
          { type: "same", text: "Supply is " },
          { type: "value", old: "10.0", new: "7.5", expression: "number supply digits=1" },
          { type: "same", text: " and " },
          { type: "deleted", text: "rises" },
          { type: "inserted", text: "falls" },
          { type: "same", text: ". It " },
          { type: "deleted", text: "is enough" },
          { type: "inserted", text: "falls short" },
          { type: "same", text: "." },
        ],
        place: { file: "chapters/01-test.md", start: { line: 6, column: 11 } },
      },
    ]);
  });

  it("says which cells of which tables changed", () => {
    expect(review.figures.map(({ name, what, tables }) => [name, what, tables[0]?.changedCells])).toEqual([
      ["Table 1", "data", 2],
    ]);
  });
});

describe("a verdict", () => {
  const verdict = async (now: MemoTexts): Promise<string> => (await reviewOf(memo(BASE), now)).verdict;

  it("says so when nothing changed", async () => {
    const review = await reviewOf(memo(BASE), memo(BASE));
    expect([review.verdict, review.changed]).toEqual(["nothing changed", false]);
    expect([review.unchangedOutputs, review.remarks]).toEqual([2, []]);
  });

  it("says so when only words did", async () => {
    expect(await verdict(memo(BASE, "soars"))).toBe("no output moved; 1 passage reworded");
  });

  it("tells passages that came from those that were reworded", async () => {
    const now = memo(BASE);
    expect(await verdict({ ...now, chapter: `${now.chapter}\n\nOne more sentence.\n` })).toBe(
      "no output moved; 1 passage added",
    );
  });

  it("says so when only a figure's data did", async () => {
    expect(await verdict({ ...memo(BASE), chapter: CHAPTER(2, "rises") })).toBe(
      "no output moved; 1 figure with other data",
    );
  });

  it("says so when only what the register says did", async () => {
    const review = await reviewOf(memo(BASE), memo(BASE.replace("kind: cited", "kind: cited, source: t")));
    expect(review.verdict).toBe("no output moved; 1 assumption documented otherwise");
    expect(review.assumptions.map(({ id, flags }) => [id, flags])).toEqual([["gw.share", ["value-unchanged"]]]);
  });

  it("says so when an output moved within its tolerance", async () => {
    expect(await verdict(memo(BASE.replace("0.5", "0.501")))).toBe(
      "1 output moved within tolerance; 1 assumption changed; 1 figure with other data",
    );
  });

  it("tells a text that changed with the number behind it", async () => {
    const review = await reviewOf(memo(BASE), memo(BASE.replace("0.5", "0.7")));
    expect(review.verdict).toBe("Supply 10.0 → 14.0 (+40%) because `gw.share` was revised; 2 of 2 outputs moved");
    expect(
      review.outputs.map(({ name, oldText, newText, difference }) => [name, oldText, newText, difference]),
    ).toEqual([
      ["binding", "power", "memory", undefined],
      ["supply", "10.0", "14.0", 4],
    ]);
  });

  it("counts claims and outputs that came and went", async () => {
    // Others, and no more than that: what is only called otherwise is renamed.
    const now = CHAPTER(1, "rises")
      .replace("#roomy", "#wide")
      .replace("supply * 10 > given.gw.need", "supply > 1")
      .replace(/const binding = output\(.*\);/, 'const limit = output("none", { label: "Limit", format: "text" });');
    expect(await verdict({ ...memo(BASE), chapter: now })).toBe(
      "no output moved; 1 claim added; 1 claim removed; 1 output added; 1 output removed",
    );
  });
});

describe("an assumption", () => {
  const flags = async (old: string, now: string, more: Partial<MemoTexts> = {}): Promise<unknown[]> => {
    const review = await reviewOf(memo(old, "rises", more), memo(now, "rises", { ...more, asOf: "2026-05" }));
    return review.assumptions.map(({ id, flags, valueChanged }) => [id, flags, valueChanged]);
  };

  it("is told when it grew stale though nobody touched it", async () => {
    expect(await flags(BASE, BASE, { head: "stale_after: 2 months\n" })).toEqual([
      ["gw.add", ["stale"], false],
      ["gw.need", ["stale"], false],
      ["gw.share", ["stale"], false],
    ]);
  });

  it("needs another source or date for another value", async () => {
    const dated = BASE.replace("{value: 0.5, kind: cited}", "{value: 0.6, kind: cited, as_of: 2026-02}");
    expect(await flags(BASE, dated)).toEqual([["gw.share", [], true]]);
    expect(await flags(BASE, BASE.replace("0.5", "0.6"))).toEqual([["gw.share", ["source-unchanged"], true]]);
  });

  it("is outside its old range only where it changed", async () => {
    const path = (value: number): string =>
      `    path: {unit: "1", value: {2026: 10, 2027: ${value}}, low: {2026: 11, 2027: 8}, high: {2026: 12, 2027: 14}, ends: paths, distribution: triangular}\n`;
    expect(await flags(BASE + path(10), BASE + path(12))).toEqual([["gw.path", ["source-unchanged"], true]]);
    expect(await flags(BASE + path(10), BASE + path(15))).toEqual([
      ["gw.path", ["source-unchanged", "outside-old-range"], true],
    ]);
  });

  it("is not told when it only follows others", async () => {
    const derived = `${BASE}    twice: {expression: "gw.share * 2", unit: "1"}\n`;
    expect(await flags(derived, derived.replace("0.5", "0.6"))).toEqual([["gw.share", ["source-unchanged"], true]]);
  });

  it("is told with its elements in the order of the register, and as added or removed", async () => {
    const table = (x: number): string => `    rows: {unit: "1", value: {b: {y: 1, x: 2}, a: {y: 3, x: ${x}}}}\n`;
    const review = await reviewOf(
      memo(BASE + table(4)),
      memo(BASE.replace(/ +share.*\n/, "    share: {value: 0.5, kind: cited}\n") + table(5)),
    );
    expect(review.assumptions.map(({ id, cells }) => [id, cells.map(({ key }) => key)])).toEqual([
      ["gw.rows", ["a x"]],
    ]);
    const gone = await reviewOf(memo(BASE + table(4)), memo(BASE));
    expect(gone.assumptions.map(({ id, presence, cells }) => [id, presence, cells.map(({ key }) => key)])).toEqual([
      ["gw.rows", "removed", ["b y", "b x", "a y", "a x"]],
    ]);
  });

  it("of a scenario needs no source", async () => {
    const side = await sideOf(memo(BASE));
    const supposed = new Map(side.snapshot.assumptions);
    const share = supposed.get("gw.share");
    if (share) supposed.set("gw.share", { ...share, value: 0.6, setBy: "scenario upside" });
    const review = await compareSides(side, { label: "b", snapshot: { ...side.snapshot, assumptions: supposed } });
    expect(review.assumptions.map(({ flags }) => flags)).toEqual([[]]);
  });
});

it("has no other data where an assumption that a diagram quotes only has another name", async () => {
  const chapter = (id: string): string => `@fig-way, {{number given.gw.${id} digits=1}}.

\`\`\`dot {#fig-way caption="What is assumed." alt="One box."}
digraph { a [label="{{number given.gw.${id} digits=1}}"] }
\`\`\`
`;
  const of = (id: string): MemoTexts => ({
    assumptions: `  gw:\n    ${id}: {value: 1.55, unit: "1", label: Tail index}\n`,
    chapter: chapter(id),
  });
  const review = await reviewOf(of("alpha"), of("tail_index"));
  expect([review.renames.map(({ from, to }) => [from, to]), review.figures, review.prose]).toEqual([
    [["gw.alpha", "gw.tail_index"]],
    [],
    [],
  ]);
});

it("says that the draws of an assumption with another name are new ones, where studies draw it", async () => {
  const renames = [{ kind: "assumption", from: "gw.alpha", to: "gw.tail_index" }] as const;
  const told = async (range: string, study: string): Promise<readonly string[]> => {
    const side = await sideOf({ assumptions: `  gw:\n    tail_index: {value: 1.5, unit: "1"${range}}\n` });
    const chapters = new Map([["chapters/01-test.md", `Text.\n\n\`\`\`sweep {#tbl-drawn ${study}}\n\`\`\`\n`]]);
    return newDraws(renames, { ...side, sources: { assumptions: new Map(), ...side.sources, chapters } });
  };
  const range = ", low: 1, high: 2, distribution: triangular";
  expect(await told(range, ".monte-carlo")).toEqual([
    "Draws go by names: those of `gw.tail_index` (was `gw.alpha`) are new ones, and what studies find of them moves within the error of their draws.",
  ]);
  expect(await told(range, ".scenarios")).toEqual([]);
  expect(await told("", ".monte-carlo")).toEqual([]);
});

describe("an assumption that is counted in another unit, in code that did not change", () => {
  const counted = async (value: string): Promise<unknown> => {
    const texts = (load: string): MemoTexts => ({
      assumptions: `  gw:\n    load: {value: ${load}, label: Load}\n`,
      outputs: { twice: "given.gw.load * 2" },
    });
    const { outputs } = await reviewOf(texts("2 GW"), texts(value));
    return outputs[0]?.attribution?.steps.map(({ kind, contribution, parts }) => [
      kind,
      contribution,
      parts.map(({ id, contribution: own }) => [id, own]),
    ]);
  };

  it("is the cause, and no code is", async () => {
    expect(await counted("2000 MW")).toEqual([["assumptions", 3996, [["gw.load", 3996]]]]);
  });

  it("is one cause where its value changed too", async () => {
    expect(await counted("3000 MW")).toEqual([[expect.any(String), 5996, [["gw.load", 5996]]]]);
  });
});

describe("a name that stands by itself", () => {
  const CHAPTER_OF_RENT = `
We pay {{number rent digits=1}}. {{#claim "dear"}}It is dear.{{else}}It is {{number rent digits=1}} only.{{/claim}}

\`\`\`ts {#money}
const rent = 12 * given.econ.rent;
const whole = output(rent * given.econ.share, { label: "Whole", unit: "1", format: "number 1", tolerance: "1%" });
\`\`\`

\`\`\`ts {#dear .claim}
rent > 20
\`\`\`
`;
  const told = async (change: (text: string) => string, chapter = CHAPTER_OF_RENT): Promise<unknown> => {
    const texts = (of: (text: string) => string): MemoTexts => ({
      assumptions: of("  econ:\n    rent: {value: 3, label: Rent}\n    share: {value: 0.5, label: Share}\n"),
      chapter: of(chapter),
    });
    const review = await reviewOf(
      texts((text) => text),
      texts(change),
    );
    expect(review.renames.map(({ from, to }) => `${from} ${to}`)).toContain("econ.rent econ.lease");
    const { claims, prose, sources } = review;
    return [...claims.conditions, ...claims.flipped, ...prose, ...sources];
  };
  const lease = (text: string): string => text.replace("    rent:", "    lease:").replace("econ.rent", "econ.lease");

  it("and is another thing's is not the assumption's under its new name", async () => {
    expect(await told(lease)).toEqual([]);
    // Not where the claim has another id too.
    expect(
      await told((text) =>
        lease(text)
          .replace(/\bdear\b(?=[" ])/g, "costly")
          .replace("is costly", "is dear"),
      ),
    ).toEqual([]);
    // Nor where that has a new name too.
    const output = CHAPTER_OF_RENT.replace(
      "const rent = 12 * given.econ.rent;",
      'const rent = output(12 * given.econ.rent, { label: "Rent", unit: "1", format: "number 1", tolerance: "1%" });',
    );
    const both = (text: string): string => lease(text).replace(/(?<![.\w])rent\b(?!:)/g, "hire");
    expect(await told(both, output)).toEqual([]);
  });

  it("is the assumption's where that is taken out of its group", async () => {
    const taken = CHAPTER_OF_RENT.replace("const rent = 12 * given.econ.rent;", "const { rent } = given.econ;");
    expect(await told((text) => text.replace(/\brent\b/g, "lease"), taken)).toEqual([]);
  });
});

test("an output that is counted in another unit, and is the number it was, is told in one unit", async () => {
  const texts = (unit: string): MemoTexts => ({
    assumptions: '  gw:\n    load: {value: 2, unit: "1", label: Load}\n',
    chapter: `\n\`\`\`ts {#b}\nconst load = output(given.gw.load * (1 /* ${unit} */), { label: "Load", unit: "${unit}", format: "number 0", tolerance: "1%" });\n\`\`\`\n`,
  });
  const { outputs } = await reviewOf(texts("GW"), texts("MW"));
  expect(outputs.map(({ oldText, newText, difference }) => [oldText, newText, difference])).toEqual([
    ["2,000", "2", -1998],
  ]);
});

test("a unit of the memo's own that is another now keeps no other unit from being known", async () => {
  const texts = (rack: string, load: string): MemoTexts => ({
    assumptions: `  gw:\n    load: {value: ${load}, label: Load}\n    racks: {value: 2 cage, label: Racks}\n`,
    head: `units: {rack: ${rack} GPU, pod: 8 rack, cage: 3 kW}\n`,
  });
  const { assumptions } = await reviewOf(texts("72", "2 GW"), texts("36", "2000 MW"));
  expect(assumptions.map(({ id, sameQuantity }) => [id, sameQuantity])).toEqual([["gw.load", true]]);
});
