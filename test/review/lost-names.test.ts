import { describe, expect, it } from "vitest";
import type { MemoFacts } from "../../src/chapters/types.js";
import { lostNames } from "../../src/review/lost-names.js";
import type { Snapshot } from "../../src/review/snapshot.js";

const KINDS = ["outputs", "claims", "figures", "assumptions"] as const;

/** Results of which only the names matter. */
function named(names: Partial<Record<(typeof KINDS)[number] | "prose", readonly string[]>>): Snapshot {
  const maps = KINDS.map((kind) => [kind, new Map((names[kind] ?? []).map((name) => [name, {}]))]);
  return { ...Object.fromEntries(maps), prose: (names.prose ?? []).map((id) => ({ id })) } as unknown as Snapshot;
}

const place = { file: "", start: { line: 1, column: 1 } };
const facts = (redirects: Record<string, string>, url?: string): MemoFacts =>
  ({
    url,
    redirects: Object.entries(redirects).map(([from, to]) => ({
      from: { text: from, place },
      to: { text: to, place },
    })),
  }) as unknown as MemoFacts;

describe("names that a published memo lacks", () => {
  it("are told of each kind, unless the sources say what has their place", () => {
    for (const kind of [...KINDS, "prose"] as const) {
      const [old, now] = [named({ [kind]: ["kept", "old"] }), named({ [kind]: ["kept", "new"] })];
      expect(lostNames(old, now, facts({}, "https://example.org/"))).toEqual([
        expect.stringMatching(/^Published addresses that lead nowhere now: `old`\./),
      ]);
      expect(lostNames(old, now, facts({ old: "new" }))).toEqual([]);
      expect(lostNames(old, named({ [kind]: ["kept"] }), facts({ "#a-old": "kept", "#old": "kept" }))).toEqual([]);
      expect(lostNames(old, old, facts({}, "https://example.org/"))).toEqual([]);
      // Of a memo that nobody links to, nothing.
      expect(lostNames(old, now, facts({}))).toEqual([]);
      expect(lostNames(old, now, undefined)).toEqual([]);
    }
  });

  it("of a chapter under another name are those of its sections too", () => {
    const [old, now] = [named({ prose: ["sec-a", "a-one"] }), named({ prose: ["sec-b", "b-one"] })];
    expect(lostNames(old, now, facts({ "sec-a": "sec-b" }))).toEqual([]);
  });
});
