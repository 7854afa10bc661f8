import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, expect, test, vi } from "vitest";
import { Resolver } from "../../src/document/resolve.js";
import { type Computed, computeMemo } from "../../src/memo/compute.js";
import { openIncremental } from "../../src/memo/incremental.js";
import { type WrittenBefore, writeHtml } from "../../src/render/html/index.js";
import { runBlocksHere } from "../cli/in-process.js";
import { edited, projectOf, type Sources, starter } from "../cli/memo.js";
import { askAnew } from "../setup/in-realm.js";
import { readAnew } from "../setup/reading/kept.js";

afterEach(() => {
  vi.restoreAllMocks();
});

const limits = { seconds: 60, megabytes: 1024 };

/** Collects garbage; contexts that are made later, those of blocks among them, have no name for it. */
function collect(): void {
  setFlagsFromString("--expose-gc");
  try {
    runInNewContext("gc")();
  } finally {
    setFlagsFromString("--no-expose-gc");
  }
}

/** Computed with nothing kept of any time before. */
function anew(files: Sources): Promise<Computed> {
  readAnew();
  askAnew();
  return computeMemo(projectOf(files), { limits });
}

test("a memo that is computed again and again is the one that is computed once", async () => {
  runBlocksHere();
  const incremental = openIncremental({ limits });
  const first = starter();
  const versions: Sources[] = [
    first,
    edited(first, "chapters/01-summary.md", "These values", "All values"),
    edited(first, "chapters/02-cost.md", "## Energy", "A line more.\n\n## Energy"),
    edited(first, "chapters/02-cost.md", "years(0, use.years)", "years(1, use.years)"),
    edited(first, "assumptions/2026-01.yaml", "value: 6 year", "value: 5 year"),
    first,
  ];
  try {
    for (const files of versions) {
      const again = await computeMemo(projectOf(files), { limits, incremental });
      const once = await anew(files);
      expect(writeHtml(again.tree)).toBe(writeHtml(once.tree));
      expect(again.diagnostics).toEqual(once.diagnostics);
    }
    incremental.takeRan();
    const prose = edited(first, "chapters/01-summary.md", "These values", "Such values");
    await computeMemo(projectOf(prose), { limits, incremental });
    expect(incremental.takeRan()).toBe(0);
    const moved = edited(prose, "chapters/02-cost.md", "## Energy", "Two lines more.\n\n## Energy");
    await computeMemo(projectOf(moved), { limits, incremental });
    expect(incremental.takeRan()).toBe(0);
    const assumption = edited(first, "assumptions/2026-01.yaml", "value: 6 year", "value: 7 year");
    await computeMemo(projectOf(assumption), { limits, incremental });
    expect(incremental.takeRan()).toBeGreaterThan(0);
    // What prose quotes, ranges that no block reads among it, stays what it is while words change: only their own templates are filled.
    const ranged = edited(
      first,
      "chapters/02-cost.md",
      "## Energy",
      "At least {{number given.range.use.distance.low}}.\n\n## Energy",
    );
    const { scope } = await computeMemo(projectOf(ranged), { limits, incremental });
    const reworded = edited(ranged, "chapters/01-summary.md", "These values", "Such values");
    expect((await computeMemo(projectOf(reworded), { limits, incremental })).scope).toBe(scope);
    const longer = edited(ranged, "assumptions/2026-01.yaml", "low: 16000 km/year", "low: 15000 km/year");
    expect((await computeMemo(projectOf(longer), { limits, incremental })).scope).not.toBe(scope);
  } finally {
    incremental.close();
  }
});

const NOTES = `---
title: Notes
---

## Makers {#sec-makers}

Makers say so [@tests_b].[^say] It stands in @sec-cost and @tbl-cost.

| Maker | Vans |
| ----- | ---- |
| One   | 2    |

$$ a + b $$ {#eq-sum}

[^say]: In print, as in @eq-sum.

## End {#sec-end}

{{#claim "electric-is-cheaper"}}Over {{number given.use.years digits=0}} years.{{else}}No.{{/claim}}
`;

test("chapters that words in others leave as they are stay the same nodes, and what they say of others follows", async () => {
  runBlocksHere();
  const incremental = openIncremental({ limits });
  const before: WrittenBefore = { svg: new Map(), made: new Map() };
  const book = "assumptions/sources.yaml";
  const tests =
    "tests_a: { title: One test, author: Testers, date: 2024 }\n  tests_b: { title: Other test, author: Testers, date: 2024 }";
  const first: Sources = {
    ...edited(
      edited(starter(), "chapters/01-summary.md", "nothing here", "nothing here or in @sec-end"),
      book,
      "sources:",
      `sources:\n  ${tests}`,
    ),
    "chapters/03-notes.md": NOTES,
  };
  const summary = (from: string, to: string): Sources => edited(first, "chapters/01-summary.md", from, to);
  const notes = (from: string, to: string): Sources => edited(first, "chapters/03-notes.md", from, to);
  /** Versions, and chapters that are the same nodes as in the first. */
  const versions: readonly [Sources, readonly number[]][] = [
    [summary("These values", "All values"), [1, 2]],
    [notes("Makers say", "They say"), [0, 1]],
    // A note more, and all behind it have other numbers.
    [summary("by hand.", "by hand.[^more]\n\n[^more]: Or by foot."), []],
    // Another of the year makes it two.
    [summary("by hand.", "by hand [@tests_a]."), []],
    [notes("## End {", "## Before\n\nA line.\n\n## End {"), []],
    [summary("by hand.", "by hand.\n\n| A | B |\n| - | - |\n| 1 | 2 |"), [1, 2]],
    [summary("by hand.", "by hand.\n\n$$ c $$ {#eq-more}"), []],
    [summary("by hand.", "by hand.\n\n## Energy\n\nAnd {{number given.use.years digits=0}}."), [1, 2]],
    [summary("by hand.", "by hand.\n\n## x\n\n## x"), [1, 2]],
  ];
  const page = (tree: Computed["tree"]): string => writeHtml(tree, { before });
  try {
    for (const [files, same] of versions) {
      const one = await computeMemo(projectOf(first), { limits, incremental });
      const was = page(one.tree);
      expect(was).toBe(writeHtml((await anew(first)).tree));
      const other = await computeMemo(projectOf(files), { limits, incremental });
      const once = await anew(files);
      expect(page(other.tree)).toBe(writeHtml(once.tree));
      expect(other.diagnostics).toEqual(once.diagnostics);
      expect(other.tree.chapters.flatMap((chapter, at) => (chapter === one.tree.chapters[at] ? at : []))).toEqual(same);
      // What was made of the memo before says what it said.
      expect(writeHtml(one.tree)).toBe(was);
    }
    const broken = notes("@eq-sum", "@eq-none");
    await expect(computeMemo(projectOf(broken), { limits, incremental })).rejects.toThrow("eq-none");
    const { tree } = await computeMemo(projectOf(first), { limits, incremental });
    expect(page(tree)).toBe(writeHtml((await anew(first)).tree));
  } finally {
    incremental.close();
  }
});

test("sweeps left to another time keep their place, and come out the same", async () => {
  const incremental = openIncremental({ limits });
  const sweep =
    "\n@fig-moves shows it.\n\n```sweep {#fig-moves .tornado}\noutput: saving\ncaption: What moves it.\nalt: Bars, one an assumption.\n```\n";
  const files = edited(starter(), "chapters/02-cost.md", "## Year by year", `${sweep}\n## Year by year`);
  try {
    const options = { limits, incremental };
    const postpone = incremental.lastResult;
    const early = await computeMemo(projectOf(files), { ...options, postpone });
    expect([...early.postponed]).toEqual(["fig-moves"]);
    expect(writeHtml(early.tree)).toContain('id="fig-moves"');
    const whole = await computeMemo(projectOf(files), options);
    expect(whole.postponed.size).toBe(0);
    const changed = edited(files, "assumptions/2026-01.yaml", "value: 6 year", "value: 7 year");
    const stale = await computeMemo(projectOf(changed), { ...options, postpone });
    expect([...stale.postponed]).toEqual(["fig-moves"]);
    const aborted = AbortSignal.abort();
    await expect(computeMemo(projectOf(changed), { ...options, signal: aborted })).rejects.toThrow("aborted");
    const again = await computeMemo(projectOf(changed), options);
    expect(writeHtml(again.tree)).toBe(writeHtml((await anew(changed)).tree));
  } finally {
    incremental.close();
  }
});

test("the memo's language is one of the things that chapters are resolved from", async () => {
  runBlocksHere();
  const incremental = openIncremental({ limits });
  const english: Sources = {
    ...edited(starter(), "chapters/01-summary.md", "memo:\n", "memo:\n  language: en\n"),
    "chapters/03-said.md": '---\ntitle: Said\n---\n\nThen "so be it".\n',
  };
  const german = edited(english, "chapters/01-summary.md", "language: en", "language: de");
  try {
    for (const files of [english, german, english]) {
      const again = await computeMemo(projectOf(files), { limits, incremental });
      expect(writeHtml(again.tree)).toBe(writeHtml((await anew(files)).tree));
    }
  } finally {
    incremental.close();
  }
});

test("with a diagram on which something rests, chapters without it stay the same nodes", async () => {
  runBlocksHere();
  const incremental = openIncremental({ limits });
  const drawn = (quoted: string): Sources => ({
    ...starter(),
    "chapters/03-drawn.md": `---\ntitle: Drawn\n---\n\nSee @fig-drawn.\n\n\`\`\`dot {#fig-drawn caption="Years" alt="Years"}\ndigraph { a [label="{{number ${quoted} digits=0}}"] }\n\`\`\`\n`,
  });
  const first = drawn("given.use.years");
  const later = edited(first, "chapters/01-summary.md", "These values", "All values");
  try {
    const one = await computeMemo(projectOf(first), { limits, incremental });
    const other = await computeMemo(projectOf(later), { limits, incremental });
    expect(other.tree.chapters[1]).toBe(one.tree.chapters[1]);
    // What it rests on is another thing.
    const moved = drawn("given.use.distance");
    const again = await computeMemo(projectOf(moved), { limits, incremental });
    expect(writeHtml(again.tree)).toBe(writeHtml((await anew(moved)).tree));
  } finally {
    incremental.close();
  }
});

test("what is kept of chapters holds nothing of what resolved them", async () => {
  runBlocksHere();
  const incremental = openIncremental({ limits });
  // Now one chapter is another and now the other, each with a link whose place is asked for at the end.
  const versions = [1, 2, 3, 4, 5, 6].map((at) => {
    const [one, other] = [Math.ceil(at / 2), Math.floor(at / 2)];
    const first = edited(starter(), "chapters/01-summary.md", "These values", `[Below](#sec-cost) ${one} values`);
    return edited(first, "chapters/02-cost.md", "## Energy", `[Above](#sec-cost) ${other} lines.\n\n## Energy`);
  });
  const resolvers: WeakRef<Resolver>[] = [];
  const { resolve } = Resolver.prototype;
  const spy = vi.spyOn(Resolver.prototype, "resolve").mockImplementation(function (this: Resolver) {
    resolvers.push(new WeakRef(this));
    return resolve.call(this);
  });
  try {
    for (const files of versions) await computeMemo(projectOf(files), { limits, incremental });
    // It keeps what it was called on.
    spy.mockRestore();
    await new Promise((done) => setTimeout(done, 10));
    collect();
    expect(resolvers.length).toBeGreaterThanOrEqual(versions.length);
    // The last may still be on the stack.
    expect(resolvers.filter((one) => one.deref()).length).toBeLessThanOrEqual(2);
  } finally {
    incremental.close();
  }
});
