import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { reviewAnnotations } from "../../src/review/forms/annotations.js";
import { reviewText } from "../../src/review/forms/text.js";
import { reviewHtml } from "../../src/review/html/page.js";
import { reviewMarkdown } from "../../src/review/markdown.js";
import type { Review } from "../../src/review/types.js";
import {
  assumptionNotes,
  contributions,
  outputsTitle,
  percentText,
  scaleOf,
  signed,
} from "../../src/review/wording.js";
import { matchGolden } from "../golden.js";
import { changedAssumption, moved, sampleReview } from "./sample.js";

const golden = (name: string): string => fileURLToPath(new URL(`golden/${name}`, import.meta.url));

test("a review on a terminal", () => {
  matchGolden(golden("sample.txt"), reviewText(sampleReview(), { width: 80, color: false }));
});

test("colours change nothing but colours", () => {
  for (const width of [50, 80, 140])
    expect(stripVTControlCharacters(reviewText(sampleReview(), { width, color: true }))).toBe(
      reviewText(sampleReview(), { width, color: false }),
    );
});

test("no line is wider than the terminal", () => {
  for (const width of [48, 60, 80, 120])
    for (const line of stripVTControlCharacters(reviewText(sampleReview(), { width, color: true })).split("\n"))
      expect([...line].length, line).toBeLessThanOrEqual(width);
});

test("a review as Markdown", () => {
  const link = (file: string, line: number): string => `https://example.org/${file}#L${line}`;
  matchGolden(golden("sample.md"), reviewMarkdown(sampleReview(), { link }));
});

test("nothing changed is said in one line", () => {
  const nothing: Review = {
    ...sampleReview(),
    verdict: "nothing changed",
    changed: false,
    outputs: [],
    minor: [],
    offsetting: [],
    claims: { flipped: [], closer: [], conditions: [], total: 7 },
    assumptions: [],
    prose: [],
    figures: [],
    renames: [],
    sources: [],
    variants: [],
    remarks: [],
  };
  expect(reviewMarkdown(nothing)).toBe("### Nothing changed\n\nmain (1a2b3c4) → working tree\n");
  expect(reviewText(nothing, { width: 80, color: false })).toBe("Nothing changed\nmain (1a2b3c4) → working tree\n");
  expect(reviewHtml(nothing)).not.toContain("<section");
});

test("what a comment has no room for is left out by sections, and no table is cut", () => {
  const passage = sampleReview().prose[0]?.passages[0];
  const review = sampleReview({
    outputs: Array.from({ length: 300 }, (_, i) => moved(`n${i}`, { "gw.add": i + 1 })),
    assumptions: Array.from({ length: 300 }, (_, i) => changedAssumption(`gw.a${i}`, i + 1)),
    prose: Array.from({ length: 90 }, (_, i) => ({
      ...(sampleReview().prose[0] ?? { presence: "changed", file: "" }),
      title: `Section ${i}`,
      passages: Array.from({ length: 20 }, () => passage ?? { presence: "changed", kind: "values", tokens: [] }),
    })),
  });
  const whole = reviewMarkdown(review, { limit: 1e9 });
  const cut = reviewMarkdown(review);
  expect(whole.length).toBeGreaterThan(60_000);
  expect(cut.length).toBeLessThanOrEqual(60_000);
  expect(cut).toContain("Left out for length: ");
  for (const heading of ["Outputs that moved", "Claims that flipped", "Assumptions changed"])
    expect(cut).toContain(heading);
  // What is there stands there whole: each kept part is a part of the whole.
  for (const part of cut.split(/\n(?=#### |<details>|\*Left out)/).filter((one) => !one.startsWith("*Left out")))
    expect(whole).toContain(part.replace(/\n<\/details>\s*$/, "").trim());
});

test("a review's texts are text, whatever they hold", () => {
  const nasty = "</style><script>alert(1)</script> <img src=x onerror=y> | [a](javascript:x) `b` @all";
  const review = sampleReview({
    verdict: nasty,
    remarks: [nasty],
    outputs: [moved("a", { a: 1, b: 2 }, { label: nasty })],
  });
  const page = reviewHtml(review);
  expect(page).not.toMatch(/<script|<img/);
  const markdown = reviewMarkdown(review);
  expect(markdown).not.toMatch(/(^|[^\\])<(script|img|\/style)/m);
  expect(
    markdown
      .split("\n")
      .find((line) => line.startsWith("| \\<"))
      ?.match(/(?<!\\)\|/g),
  ).toHaveLength(6);
});

test("the page stands alone, and its charts show old and new", () => {
  const page = reviewHtml(sampleReview());
  expect(page).toMatch(/default-src 'none'/);
  expect(page).not.toMatch(/(src|href)="(?!#|data:,)/);
  expect(page).toContain("Output a from 10.0 to 13.0: gw.add +4.00, gw.stock −1.00");
  expect(page).toContain("Old and new values of Figure 1: Supply by year");
  expect(page).toContain('<td class="number changed"><span class="old">12</span> 15</td>');
  expect(page).toContain("the picture changed, the data behind it did not: a change of style");
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("at most ten lines are annotated, those that moved most first", () => {
  const many = Array.from({ length: 14 }, (_, i) => changedAssumption(`gw.a${String(i).padStart(2, "0")}`, i + 1));
  const review = sampleReview({
    assumptions: [...many, changedAssumption("gw.unread", 99)],
    outputs: [moved("a", Object.fromEntries(many.map(({ id }, i) => [id, i + 1])))],
  });
  const lines = reviewAnnotations(review).trimEnd().split("\n");
  expect(lines).toHaveLength(10);
  expect(lines[0]).toBe(
    "::notice file=assumptions/2026-05.yaml,line=14,col=3,title=gw.a13 1 → 2 GW::moves Output a by +14.0 (of 10.0 → 115.0)",
  );
  expect(lines.join("\n")).not.toContain("unread");
});

test("code is annotated on its line, with what it gave itself", () => {
  const [block] = sampleReview().sources.filter(({ kind }) => kind === "block");
  const change = moved("a", { "gw.add": 4 });
  const model = { kind: "model" as const, contribution: -1, parts: [{ id: "supply", contribution: -1 }] };
  const review = sampleReview({
    outputs: [
      {
        ...change,
        attribution: { from: 10, to: 13, method: "exact", steps: [model, ...(change.attribution?.steps ?? [])] },
      },
    ],
    sources: block ? [block] : [],
  });
  expect(reviewAnnotations(review)).toContain(
    "::notice file=chapters/02-model.md,line=20,col=1,title=block supply::moves Output a by −1.00 (of 10.0 → 14.0)",
  );
});

test("outputs that came or went are not said to have moved", () => {
  const came = moved("b", {}, { presence: "added", attribution: undefined });
  const outputs = [moved("a", { a: 1 }), came, { ...came, name: "c", presence: "removed" as const }];
  expect(outputsTitle({ outputs, totalOutputs: 9 })).toBe("Outputs that moved: 1 of 9, 1 added, 1 removed");
  expect(outputsTitle({ outputs: [came], totalOutputs: 1 })).toBe("Outputs: 1 added");
});

test("a unit of 1 is written where another takes its place", () => {
  expect(assumptionNotes({ ...changedAssumption("a.b", 1), unit: "kg", oldUnit: "" })[0]).toBe(
    "value and unit: 1 → kg",
  );
});

test("differences are told in the output's own terms", () => {
  expect(signed(0.0138, 0.0138, { format: { style: "percent", digits: 1 }, unit: "1" })).toBe("+1.38 points");
  expect(signed(-1.2e9, 1.2e9, { format: { style: "dollars", scale: "auto" }, unit: "USD" })).toBe("−$1.20B");
  // Digits are those of the number that is printed.
  expect(signed(0.001, 0.001, { format: { style: "number", digits: 1, to: "\u2030" }, unit: "1" })).toBe("+1.00");
  expect(signed(0.001, 0.001, { format: { style: "number", digits: 0, to: "bp" }, unit: "1" })).toBe("+10.0");
  expect(signed(1.5, 1.5, { format: { style: "unit", digits: 0, to: "MW" }, unit: "GW" })).toBe("+1,500\u00a0MW");
  expect(signed(0.5, 20, { format: { style: "times", digits: 1 }, unit: "1" })).toBe("+0.5×");
  expect(percentText({ percent: -33.33 })).toBe("−33%");
  expect(percentText({})).toBe("");
  // Where next to nothing was there is no percentage that says anything.
  expect(percentText({ percent: 99_900 })).toBe("+99,900%");
  expect(percentText({ percent: -4e8 })).toBe("");
});

test("the causes that are not named one by one are summed", () => {
  const { attribution } = moved("a", { a: 5, b: 4, c: 3, d: 2, e: 1 });
  if (!attribution) throw new Error("no attribution");
  expect(contributions(attribution, 2).map(({ name, value }) => [name, value])).toEqual([
    ["a", 5],
    ["b", 4],
    ["3 other assumptions", 6],
  ]);
  // One that would stand alone as "1 other" is named.
  expect(contributions(attribution, 4)).toHaveLength(5);
});

test("causes that cancel each other are printed by their own digits, and not by those of what is left", () => {
  const change = { format: { style: "number" }, unit: "1" } as const;
  const printed = (to: number, ...values: number[]): string[] => {
    const scale = scaleOf(
      { from: 0, to, steps: [], method: "exact" },
      values.map((value) => ({ value })),
    );
    return values.map((value) => signed(value, scale, change));
  };
  expect(printed(1e-7, 9.99, 1e-7 - 9.99)).toEqual(["+9.99", "−9.99"]);
  expect(printed(0, 9.99, -9.99)).toEqual(["+9.99", "−9.99"]);
  expect(printed(0.5, 30, -29.5)).toEqual(["+30.000", "−29.500"]);
  expect(printed(-1, -3, 2)).toEqual(["−3.00", "+2.00"]);
});
