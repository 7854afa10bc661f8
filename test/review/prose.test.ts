import { describe, expect, it } from "vitest";
import { compareWords } from "../../src/review/passages.js";
import { compareProse, movedFigures } from "../../src/review/prose.js";
import type { SectionState, TextToken } from "../../src/review/snapshot.js";
import type { PassageChange, PassageToken, SectionChange } from "../../src/review/types.js";
import { wordsOf } from "../../src/review/words.js";
import { commonPairs } from "../../src/text/sequences.js";

type Text = string | readonly TextToken[];
const tokens = (text: Text): readonly TextToken[] => (typeof text === "string" ? [text] : text);
const compare = (old: Text, now: Text): PassageChange | undefined =>
  compareWords(wordsOf(tokens(old)), wordsOf(tokens(now)))[0];
const changes = (old: Text, now: Text): PassageToken[] =>
  (compare(old, now)?.tokens ?? []).filter(({ type }) => type !== "same");
const quote = (expression: string, value: string): TextToken => ({ value, expression });

/** The text of one side, as the tokens give it. */
const side = (passage: PassageChange | undefined, which: "old" | "new"): string =>
  (passage?.tokens ?? [])
    .map((token) => {
      if (token.type === "value") return token[which];
      return token.type === "same" || token.type === (which === "old" ? "deleted" : "inserted") ? token.text : "";
    })
    .join("");

describe("a passage", () => {
  it("tells numbers that changed as whole numbers", () => {
    const [old, now] = [
      "Demand is 4.2 EFLOP, $1,200.50 and 12.5% in 2027.",
      "Demand is 4.35 EFLOP, $1,310.00 and 13% in 2027.",
    ];
    expect(changes(old, now)).toEqual([
      { type: "value", old: "4.2", new: "4.35" },
      { type: "value", old: "$1,200.50", new: "$1,310.00" },
      { type: "value", old: "12.5%", new: "13%" },
    ]);
    expect(compare(old, now)?.kind).toBe("values");
    expect([side(compare(old, now), "old"), side(compare(old, now), "new")]).toEqual([old, now]);
  });

  it("tells wording and quoted values apart", () => {
    const text = (ratio: string, cap: string, chips: string): readonly TextToken[] => [
      "Supply covers ",
      quote("ratio", ratio),
      " of demand; power ",
      cap,
      "caps it at ",
      quote("chips", chips),
      " chips.",
    ];
    const [old, now] = [text("1.13", "", "6.0M"), text("1.79", "now ", "8.1M")];
    expect(changes(old, now)).toEqual([
      { type: "value", old: "1.13", new: "1.79", expression: "ratio" },
      { type: "inserted", text: "now " },
      { type: "value", old: "6.0M", new: "8.1M", expression: "chips" },
    ]);
    expect(compare(old, now)?.kind).toBe("both");
  });

  it("marks a number within brackets without the brackets", () => {
    expect(changes("range: [1.5, 3.25]", "range: [1.5, 3.75]")).toEqual([{ type: "value", old: "3.25", new: "3.75" }]);
  });

  it.each([
    ["H100 chips and GPT-4", "H200 chips and GPT-5"],
    ["a 3D map", "a 4D map"],
  ])("takes a number within a name for part of the name: %s", (old, now) => {
    expect(changes(old, now).map(({ type }) => type)).not.toContain("value");
  });

  it("reads numbers with signs, dates, scales and exponents as one", () => {
    const numbers = wordsOf(["−3 to 5, 2026-03-15, 6.0M, 3.5×, 1e-5, €2B; 3-5, 1,234,567."])
      .filter(({ kind }) => kind === "number")
      .map(({ text }) => text);
    expect(numbers).toEqual(["−3", "5", "2026-03-15", "6.0M", "3.5×", "1e-5", "€2B", "3", "5", "1,234,567"]);
  });

  it.each(["40%", "$3", "17"])("does not take a year for the value that became %s", (now) => {
    expect(changes("by 2029 it ends", `by ${now} it ends`)).toEqual([
      { type: "deleted", text: "2029 " },
      { type: "inserted", text: `${now} ` },
    ]);
  });

  it("finds no difference where a typed number was replaced by the same value quoted", () => {
    expect(compare("It is 5 GW.", ["It is ", quote("x", "5"), " GW."])).toBeUndefined();
  });

  it("finds no difference wherever a value begins and ends, where the same is printed", () => {
    const words = ["It", "is", "7", "GW", "in", "all"];
    const text = (from: number, to: number): TextToken[] => [
      `${words.slice(0, from).join(" ")} `,
      quote(`unit x${from} ${to}`, words.slice(from, to).join(" ")),
      ` ${words.slice(to).join(" ")}`,
    ];
    let tried = 0;
    for (let from = 1; from < words.length - 1; from++)
      for (let to = from + 1; to < words.length; to++, tried++) {
        expect(compare(text(from, to), text(2, 3))).toBeUndefined();
        expect(compare(text(from, to), "It is 8 GW in all")).toBeDefined();
      }
    expect(tried).toBe(10);
  });

  it("finds no difference in the numbers of figures and sections", () => {
    const text = (name: string): readonly TextToken[] => ["See ", { reference: "fig-a", text: name }, "."];
    expect(compare(text("Figure 3"), text("Figure 4"))).toBeUndefined();
    expect(compare(["See ", { reference: "fig-b", text: "Figure 4" }, "."], text("Figure 4"))?.kind).toBe("wording");
  });

  it("tells a sentence written anew as one change, not in shreds", () => {
    const [old, now] = ["No limit by the hour is known to us here.", "The blog post sets a limit for the day instead."];
    expect(changes(old, now).length).toBeLessThanOrEqual(4);
    expect([side(compare(old, now), "old"), side(compare(old, now), "new")]).toEqual([old, now]);
  });

  it("is compared in bounded time, however long", () => {
    const words = (seed: number): string => Array.from({ length: 40_000 }, (_, i) => `w${(i * seed) % 9973}`).join(" ");
    const started = performance.now();
    const passage = compare(words(7), words(11));
    expect(performance.now() - started).toBeLessThan(5000);
    expect(side(passage, "new")).toBe(words(11));
  });
});

describe("common pairs", () => {
  it("give up on the middle, and keep both ends, past the limit", () => {
    const list = (middle: string): string[] => [
      "a",
      "b",
      ...Array.from({ length: 20 }, (_, i) => middle + i),
      "y",
      "z",
    ];
    expect(commonPairs(list("m"), list("n"), 10)).toEqual([
      [0, 0],
      [1, 1],
      [22, 22],
      [23, 23],
    ]);
  });
});

const section = (
  id: string,
  title: string,
  passages: readonly Text[],
  more: Partial<SectionState> = {},
): SectionState => ({
  file: "chapters/01-a.md",
  id,
  level: 2,
  heading: [title],
  passages: passages.map((text) => ({ kind: "paragraph", tokens: tokens(text) })),
  ...more,
});
const told = (list: readonly SectionChange[]): unknown[] =>
  list.map(({ presence, title, oldTitle, passages }) => [
    presence,
    ...(oldTitle === undefined ? [title] : [oldTitle, title]),
    passages.map((passage) => `${passage.presence} ${passage.kind}`),
  ]);
const sections = (old: readonly SectionState[], now: readonly SectionState[]): unknown[] =>
  told(compareProse({ prose: old }, { prose: now }));

describe("sections", () => {
  const supply = section("sec-supply", "Supply", ["Chips are short, and so is power in most places."]);
  const demand = section("sec-demand", "Demand", ["Tokens multiply faster than anybody had expected."]);
  const prices = section("sec-prices", "Prices", ["Prices fall by half a year."]);

  it("are not told when they read the same, whatever their numbers", () => {
    expect(
      sections(
        [supply, demand],
        [
          { ...supply, number: "2.1" },
          { ...demand, file: "chapters/02-b.md" },
        ],
      ),
    ).toEqual([]);
  });

  it("are told as added, removed and changed, in the order of the new memo", () => {
    const other = section("sec-demand", "Demand", ["Tokens multiply faster than anyone had expected."]);
    expect(sections([supply, demand], [other, prices])).toEqual([
      ["removed", "Supply", ["removed wording"]],
      ["changed", "Demand", ["changed wording"]],
      ["added", "Prices", ["added wording"]],
    ]);
  });

  it("are found again by their text when id and title changed", () => {
    const renamed = { ...supply, id: "sec-capacity", number: "3", heading: ["What there is"] };
    expect(sections([supply, demand], [renamed, demand])).toEqual([["renamed", "Supply", "3 What there is", []]]);
  });

  it("are found again by their title when text and id changed", () => {
    const again = section("sec-new", "Supply", ["Nothing of the former words remains at all."]);
    expect(sections([supply, demand], [again, demand])).toEqual([
      ["changed", "Supply", ["removed wording", "added wording"]],
    ]);
  });

  it("are moved when their order changed", () => {
    expect(sections([supply, demand, prices], [prices, supply, demand])).toEqual([["moved", "Prices", []]]);
  });

  it("move with the chapter they are in", () => {
    const chapter = (id: string): SectionState => section(id, id, [], { level: 1 });
    const [a, b, c, d] = ["a", "b", "c", "d"].map(chapter) as [SectionState, SectionState, SectionState, SectionState];
    expect(sections([a, supply, b, demand, c, d, prices], [b, demand, c, d, prices, a, supply])).toEqual([
      ["moved", "a", []],
    ]);
  });

  it("are not renamed when a value in the heading changed", () => {
    const titled = (value: string): SectionState => ({ ...supply, heading: ["Short of ", quote("x", value)] });
    expect(sections([titled("5 GW")], [titled("6 GW")])).toEqual([["changed", "Short of 6 GW", ["changed values"]]]);
  });
});

describe("passages of a section", () => {
  it("are paired by likeness, those between added and removed", () => {
    const old = section("s", "S", ["One two three four five.", "Alpha beta gamma delta.", "Last words of all."]);
    const now = section("s", "S", ["Something quite unlike it.", "One two three four six.", "Last words of all."]);
    expect(sections([old], [now])).toEqual([["changed", "S", ["added wording", "changed wording", "removed wording"]]]);
  });
});

describe("a figure in the text", () => {
  /** A memo as lines: "# id" a heading, "@id" a figure, all else a paragraph. */
  const memoOf = (...lines: string[]): { prose: SectionState[] } => {
    const prose: SectionState[] = [];
    for (const line of lines) {
      const { passages, figures = [] } = prose.at(-1) ?? { passages: [] };
      if (line.startsWith("# "))
        prose.push({ file: "chapters/01-a.md", id: line, level: 1, heading: [line], passages: [], figures: [] });
      else if (line.startsWith("@"))
        prose[prose.length - 1] = {
          ...(prose.at(-1) as SectionState),
          figures: [...figures, { id: line, after: passages.length }],
        };
      else
        prose[prose.length - 1] = {
          ...(prose.at(-1) as SectionState),
          passages: [...passages, { kind: "paragraph", tokens: [line] }],
        };
    }
    return { prose };
  };
  const BEFORE = ["# a", "one", "@1", "two", "@2", "# b", "@3", "three", "four", "@4", "# c", "five"];
  const moved = (...after: string[]): string[] => [...movedFigures(memoOf(...BEFORE), memoOf(...after))];

  it("that is carried elsewhere is told, and no other", () => {
    for (const [at, figure] of BEFORE.entries()) {
      if (!figure.startsWith("@")) continue;
      const rest = BEFORE.toSpliced(at, 1);
      for (let to = 1; to <= rest.length; to++) {
        const between = rest.slice(Math.min(at, to), Math.max(at, to));
        const told = moved(...rest.toSpliced(to, 0, figure));
        // Past figures alone it may as well be those that moved.
        if (between.some((line) => !line.startsWith("@"))) expect(told, `${figure} to ${to}`).toEqual([figure]);
        else expect(told, `${figure} to ${to}`).toHaveLength(between.length);
      }
    }
  });

  it("stands where it stood whatever comes, goes and is reworded around it, and goes along with its section", () => {
    expect(moved(...BEFORE)).toEqual([]);
    for (let at = 1; at <= BEFORE.length; at++) {
      expect(moved(...BEFORE.toSpliced(at, 0, "new"))).toEqual([]);
      expect(moved(...BEFORE.toSpliced(at, 0, "@new"))).toEqual([]);
      expect(moved(...BEFORE.toSpliced(at, 0, "# new"))).toEqual([]);
      if (at < BEFORE.length) expect(moved(...BEFORE.toSpliced(at, 1))).toEqual([]);
    }
    expect(moved("# b", "@3", "three", "four", "@4", "# a", "one", "@1", "two", "@2", "# c", "five")).toEqual([]);
    expect(moved(...BEFORE.map((line) => (/^[#@]/.test(line) ? line : `${line} otherwise`)))).toEqual([]);
  });

  it("that is carried past passages is told, whatever became of their words, values and numbers", () => {
    const section = (after: number, ...passages: (readonly TextToken[])[]): { prose: SectionState[] } => ({
      prose: [
        {
          file: "chapters/01-a.md",
          id: "a",
          level: 1,
          heading: ["a"],
          passages: passages.map((tokens) => ({ kind: "paragraph", tokens })),
          figures: [{ id: "fig-a", after }],
        },
      ],
    });
    const text = (value: string, figure: string, word: string): readonly TextToken[] => [
      `It costs every ${word} of the town, as all have said, `,
      { value, expression: "cost" },
      " a year, see ",
      { reference: "fig-a", text: figure },
    ];
    const old = section(0, text("5", "Figure 2", "house"));
    for (const now of [text("5", "Figure 2", "house"), text("6", "Figure 1", "house"), text("6", "Figure 1", "home")]) {
      expect([...movedFigures(old, section(1, now))]).toEqual(["fig-a"]);
      expect([...movedFigures(old, section(0, now))]).toEqual([]);
    }
  });

  it("is not told where a side doesn't say where its figures stand", () => {
    const silent = memoOf(...BEFORE).prose.map(({ figures: _, ...section }) => section);
    expect([...movedFigures({ prose: silent }, memoOf("# a", "@2", "@1"))]).toEqual([]);
  });
});
