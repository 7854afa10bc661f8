import { describe, expect, it, test } from "vitest";
import { commentBody, LONGEST_COMMENT } from "../../src/review/comment.js";
import { reviewText } from "../../src/review/forms/text.js";
import { writeReview } from "../../src/review/forms/write.js";
import { reviewMarkdown } from "../../src/review/markdown.js";
import type { Review } from "../../src/review/types.js";
import { changedAssumption, moved, sampleReview } from "./sample.js";

/** What a label may try, and what may not be left of it on a platform's page. */
const TRICKS: readonly [name: string, text: string, effect: RegExp][] = [
  ["a mention", "hi @octo", /(?<!\u2060)@(?=octo)/],
  ["a mention in marks", "_@octo_", /@(?=octo)/],
  ["a mention in brackets", "(@org/team)", /@(?=org)/],
  ["a mention by number", "&#64;octo", /(?<!\\)&#64;/],
  ["a mention by name", "&commat;octo", /(?<!\\)&commat;/],
  ["an issue", "as in #12", /#(?=12)/],
  ["an issue of another place", "other/place#12", /#(?=12)/],
  ["an issue by letters", "GH-12", /GH-(?=12)/],
  ["an image", "![x](https://example.org/x.png)", /(?<!\\)!\[/],
  ["a fold", "</details><details><summary>x", /(?<!\\)<\/?(?:details|summary)>(?!Off|<summary>)/],
  ["a tag", "<img src=x>", /(?<!\\)<img/],
  ["a turn of direction", "a \u202E b", /\u202E/],
  ["a control character", "a \u001b[31m b \u0007", /(?!\n)\p{Cc}/u],
];

const told = (text: string): Review =>
  sampleReview({
    verdict: text,
    offsetting: [],
    minor: [],
    prose: [],
    figures: [],
    claims: { flipped: [], closer: [], conditions: [], total: 0 },
    sources: [{ kind: "source", presence: "changed", owner: text, field: "title", oldText: text, newText: `${text}!` }],
    outputs: [moved("a", { [text]: 1 }, { label: text, attribution: undefined, oldText: text })],
    assumptions: [{ ...changedAssumption("a.b", 1), label: text, reason: text, newSources: [text] }],
    remarks: [text],
  });

describe("a review's comment takes the effect from", () => {
  it.each(TRICKS)("%s", (_, text, effect) => {
    const markdown = reviewMarkdown(told(text));
    const body = commentBody(markdown, { pull: 1, base: "a".repeat(40), head: "b".repeat(40), run: 1 });
    for (const form of [markdown, body]) expect(form.replace(/`[^`]*`/g, "")).not.toMatch(effect);
  });
});

test("a terminal gets no control characters but the review's own colours", async () => {
  const { texts } = await writeReview(told("a \u001b[2J\u202E b"), new Set(["terminal", "json"]), {
    diagnostics: [],
    compared: true,
  });
  expect(texts.get("terminal")).not.toMatch(/(?!\n)\p{Cc}|\u202e/u);
  expect(JSON.stringify(JSON.parse(texts.get("json") ?? ""))).toContain("\\u001b[2J");
  expect(reviewText(told("x"), { width: 80, color: false })).toContain("source x, title x → x!");
});

describe("what has no room", () => {
  const section = sampleReview().prose[0] ?? { presence: "changed" as const, title: "", file: "", passages: [] };
  const long = sampleReview({
    prose: Array.from({ length: 90 }, (_, i) => ({
      ...section,
      title: `Section ${i}`,
      passages: Array.from(
        { length: 12 },
        () => section.passages[0] ?? { presence: "changed" as const, kind: "values" as const, tokens: [] },
      ),
    })),
    sources: Array.from({ length: 400 }, (_, i) => ({
      kind: "source" as const,
      presence: "changed" as const,
      owner: `s${i}`,
      field: "note",
      oldText: "x".repeat(90),
      newText: "y".repeat(90),
    })),
  });

  it.each([1_500, 4_000, 12_000, 30_000])("is as little as can be, with %s characters", (limit) => {
    const text = reviewMarkdown(long, { limit });
    expect(text.length).toBeLessThanOrEqual(limit);
    // One long section leaves no hole: another, or part of it, takes the room.
    if (limit > 4_000) expect(text.length).toBeGreaterThan(0.8 * limit);
    expect(text).toMatch(/\*Left out for length: .*All of it is in `review\.html`\.\*/);
    expect(text.match(/<details>/g)?.length ?? 0).toBe(text.match(/<\/details>/g)?.length ?? 0);
    expect(text.match(/^ *```/gm)?.length ?? 0).toSatisfy((count: number) => count % 2 === 0);
  });

  it("closes the folds of a comment", () => {
    const fold = `<details><summary>Text</summary>\n\n${"word\n\n".repeat(20_000)}</details>\n`;
    const body = commentBody(`### Moved\n\n${fold}`, { pull: 1, base: "a".repeat(40), head: "b".repeat(40), run: 1 });
    expect(body.length).toBeLessThanOrEqual(LONGEST_COMMENT);
    expect(body).toMatch(/<\/details>\n\n\*The review is longer/);
  });
});
