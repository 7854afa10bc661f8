import { expect, it } from "vitest";
import type { Review } from "../../../src/review/types.js";
import type { Sources } from "../../cli/memo.js";
import { FERRY, ferryReview, ferrySide } from "../ferry.js";

const SUMMARY = "chapters/01-summary.md";
const MODEL = "chapters/02-model.md";
const V1 = "assumptions/2026-01.yaml";
const V2 = "assumptions/2026-02.yaml";

type Edit = readonly [file: string, from: string, to: string];

const edited = (files: Sources, edits: readonly Edit[]): Sources => {
  const next: Record<string, string> = { ...files };
  for (const [file, from, to] of edits) {
    if (!next[file]?.includes(from)) throw new Error(`${file} has no ${from}`);
    next[file] = next[file].replaceAll(from, to);
  }
  return next;
};

const renamed = ({ renames }: Review): string[] => renames.map(({ kind, from, to }) => `${kind} ${from} → ${to}`);

it("an assumption with another name, value and unit is the same one where a claim that rested on it went", async () => {
  const review = await ferryReview(
    await ferrySide(FERRY),
    edited(FERRY, [
      [V1, "fuel_cost: { value: 90 USD/trip", "diesel: { value: 0.08 kUSD/trip"],
      [V2, "fuel_cost:", "diesel:"],
      [V2, "value: 95 USD/trip", "value: 100 USD/trip"],
      [MODEL, "given.boat.fuel_cost", "given.boat.diesel"],
      [MODEL, "```ts {#earns-fuel .claim}\ntakings > fuel_year\n```\n\n", ""],
      [SUMMARY, '{{#claim "earns-fuel"}}', "{{#if true}}"],
      [SUMMARY, "{{/claim}}", "{{/if}}"],
    ]),
  );
  expect(renamed(review)).toEqual(["assumption boat.fuel_cost → boat.diesel"]);
  const fuel = review.outputs.find(({ name }) => name === "fuel_year");
  expect(fuel?.attribution?.steps.flatMap(({ parts }) => parts.map(({ id }) => id))).toEqual(["boat.diesel"]);
});

it("a figure with another name is the same one where values in its caption and data moved", async () => {
  const quoting = edited(FERRY, [
    [MODEL, "caption: Passengers by year.", "caption: Passengers, {{passengers_2026}} at first."],
  ]);
  const review = await ferryReview(
    await ferrySide(quoting),
    edited(quoting, [
      [MODEL, "tbl-years", "tbl-people"],
      [SUMMARY, "@tbl-years", "@tbl-people"],
      [V1, "value: 12 trip/day", "value: 13 trip/day"],
    ]),
  );
  expect(renamed(review)).toEqual(["figure tbl-years → tbl-people"]);
  expect(review.figures.map(({ id, presence }) => [id, presence])).toEqual([["tbl-people", "changed"]]);
});
