import { afterEach, expect, test, vi } from "vitest";
import { type Computed, computeMemo } from "../../src/memo/compute.js";
import { openIncremental } from "../../src/memo/incremental.js";
import { writeHtml } from "../../src/render/html/index.js";
import { runBlocksHere } from "../cli/in-process.js";
import { edited, projectOf, type Sources, starter } from "../cli/memo.js";
import { askAnew } from "../setup/in-realm.js";
import { readAnew } from "../setup/reading/kept.js";

afterEach(() => {
  vi.restoreAllMocks();
});

const limits = { seconds: 60, megabytes: 1024 };

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
