import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readProject } from "../../src/memo/project.js";
import { attributionSource } from "../../src/review/attribution-source.js";
import { compareSides } from "../../src/review/compare.js";
import { reviewText } from "../../src/review/forms/text.js";
import { writeReview } from "../../src/review/forms/write.js";
import { parseSnapshot } from "../../src/review/snapshot.js";
import type { Review, Side } from "../../src/review/types.js";
import { matchGolden } from "../golden.js";
import { figuresOf, ROOT, theMemo, theSources } from "../memo/memo.js";
import { realmRunner } from "../setup/in-realm.js";

const golden = (ending: string): string => join(import.meta.dirname, "golden", `memo-2026-03-to-2026-05.${ending}`);

async function sideOf(version?: string): Promise<Side> {
  const memo = await theMemo(version);
  const pictures = figuresOf(memo.tree).flatMap(({ id, svg }) => (svg === undefined ? [] : [[id, svg] as const]));
  const snapshot = parseSnapshot(memo.text("results.json"), "results.json");
  const { chapters, assumptions } = readProject(ROOT);
  return {
    label: `assumptions ${snapshot.version}`,
    snapshot,
    sources: { chapters, assumptions },
    pictures: new Map(pictures),
  };
}

let old: Side;
let now: Side;
let review: Review;

beforeAll(async () => {
  old = await sideOf("2026-03");
  now = await sideOf();
  const { program, register } = theSources();
  if (!register) throw new Error("the memo's register can't be read");
  review = await compareSides(old, now, attributionSource(program, register, { runner: realmRunner }));
});

describe("what the memo says of May that it did not say of March", () => {
  it("in a terminal, in a comment, and on a page", async () => {
    const written = await writeReview(review, new Set(["terminal", "markdown", "html"]), {
      sides: { old, now },
      diagnostics: [],
      compared: true,
    });
    const { texts } = written;
    matchGolden(golden("txt"), texts.get("terminal") ?? "");
    matchGolden(golden("md"), texts.get("markdown") ?? "");
    matchGolden(golden("html"), texts.get("html") ?? "");
    expect(texts.get("markdown")?.length).toBeLessThan(60_000);
  });

  it("fits a narrow terminal", () => {
    const lines = reviewText(review, { width: 72, color: false }).split("\n");
    expect(lines.filter((line) => line.length > 72 && /\s/.test(line.trim()))).toEqual([]);
  });

  it("gives every material change its causes, which add up to it", () => {
    expect(review.outputs.length).toBeGreaterThan(5);
    for (const { name, attribution, difference } of review.outputs) {
      if (difference === undefined) continue;
      const { from, to, steps } = attribution ?? { from: Number.NaN, to: Number.NaN, steps: [] };
      const sum = steps.reduce((total, { contribution }) => total + contribution, 0);
      expect(Math.abs(sum - (to - from)), name).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(from), Math.abs(to)));
    }
  });

  it("has its causes among the assumptions that May changed, and none in the model", () => {
    const changed = new Set(review.assumptions.filter(({ valueChanged }) => valueChanged).map(({ id }) => id));
    const causes = review.outputs.flatMap(({ attribution }) => attribution?.steps ?? []);
    for (const { kind, parts } of causes) {
      expect(kind).not.toBe("model");
      for (const { id, members = [id] } of parts) for (const member of members) expect(changed).toContain(member);
    }
  });

  it("is nothing where a memo is compared with itself", async () => {
    const same = await compareSides(now, now);
    expect([same.verdict, same.changed, same.outputs, same.prose, same.figures]).toEqual([
      "nothing changed",
      false,
      [],
      [],
      [],
    ]);
  });
});
