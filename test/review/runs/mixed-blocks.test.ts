import { beforeAll, describe, expect, it } from "vitest";
import type { Review } from "../../../src/review/types.js";
import type { Sources } from "../../cli/memo.js";
import { FERRY, type FerrySide, ferryReview, ferrySide } from "../ferry.js";

const V1 = "assumptions/2026-01.yaml";
const V2 = "assumptions/2026-02.yaml";
const MODEL = "chapters/02-model.md";

let base: FerrySide;
beforeAll(async () => {
  base = await ferrySide(FERRY);
});

type Edit = readonly [file: string, from: string, to: string];

const reviewOf = (...edits: Edit[]): Promise<Review> => {
  const files: Record<string, string> = { ...FERRY };
  for (const [file, from, to] of edits) {
    if (!files[file]?.includes(from)) throw new Error(`${file} has no ${from}`);
    files[file] = files[file].replaceAll(from, to);
  }
  return ferryReview(base, files as Sources);
};

/** What each output, and each claim that flipped, is told to have moved by. */
const causes = ({ outputs, minor, claims }: Review): Record<string, string> =>
  Object.fromEntries([
    ...[...outputs, ...minor].map(({ name, attribution, because = [] }) => [
      name,
      attribution?.steps
        .flatMap(({ kind, parts }) => (parts.length === 0 ? [kind] : parts.map(({ id }) => id)))
        .join(", ") ?? because.join(", "),
    ]),
    ...claims.flipped.map(({ id, because = [] }) => [id, because.join(", ")]),
  ]);

const MORE_TAKEN: Edit = [MODEL, "output(taken(", "output(1.1 * taken("];
const KILO: Edit = [V1, "value: 90 USD/trip", "value: 0.09 kUSD/trip"];

describe("a block that only stands otherwise moves nothing", () => {
  it("taken apart into two", async () => {
    const apart: Edit = [MODEL, "\nconst passengers = series", "\n```\n\n```ts {#people}\nconst passengers = series"];
    expect(causes(await reviewOf(MORE_TAKEN, apart))).toEqual({ takings: "money" });
  });

  it("under another id", async () => {
    const fewer: Edit = [MODEL, "given.trips.a_day * given.trips.days", "0.01 * given.trips.a_day * given.trips.days"];
    const dear: Edit = [MODEL, "takings > fuel_year\n", "takings > 1000 * fuel_year\n"];
    expect(causes(await reviewOf([MODEL, "{#money}", "{#cash}"], fewer, dear))).toEqual({
      fuel_year: "passengers",
      takings: "passengers",
      passengers_2026: "passengers",
      "earns-fuel": "block earns-fuel, block passengers",
    });
  });
});

describe("another unit", () => {
  it("moves what rests on it, beside a block that reads something else", async () => {
    const more: Edit = [MODEL, "given.trips.a_day * given.trips.days", "1.1 * given.trips.a_day * given.trips.days"];
    const review = await reviewOf(KILO, more);
    expect(causes(review)).toMatchObject({ fuel_year: "boat.fuel_cost, passengers", takings: "passengers" });
    const [unit, block] = review.outputs.find(({ name }) => name === "fuel_year")?.attribution?.steps ?? [];
    // A thousandth of what it was, and then a tenth more of that.
    expect([unit?.contribution, block?.contribution]).toEqual([
      expect.closeTo(-0.999 * 12 * 300 * 95, 4),
      expect.closeTo(0.0001 * 12 * 300 * 95, 4),
    ]);
  });

  it("under another name moves what rests on it, and a block that reads it does not", async () => {
    const renamed: Edit[] = [
      [V1, "    fuel_cost:", "    diesel:"],
      [V2, "    fuel_cost:", "    diesel:"],
      KILO,
      [V2, "value: 95 USD/trip", "value: 100 USD/trip"],
      [MODEL, "given.boat.fuel_cost", "given.boat.diesel"],
      [MODEL, '"it goes on"', '"it goes well"'],
    ];
    const review = await reviewOf(...renamed);
    expect(review.renames.map(({ from, to }) => [from, to])).toEqual([["boat.fuel_cost", "boat.diesel"]]);
    expect(causes(review)).toMatchObject({ fuel_year: "boat.diesel" });
  });

  it("of what a block reads that is another too is told as code, with a word on it", async () => {
    const review = await reviewOf(KILO, [MODEL, "output(crossings", "output(2 * crossings"]);
    expect(causes(review)).toMatchObject({ fuel_year: "model" });
    expect(review.remarks.join()).toMatch(/told as changed code, .*: `boat\.fuel_cost`/);
  });

  it("is why words and claims are others", async () => {
    const kilo: Edit = [
      V1,
      "value: 6 USD/person, label: Fare, low: 5",
      "value: 0.006 kUSD/person, label: Fare, low: 5",
    ];
    expect(causes(await reviewOf(kilo))).toEqual({ takings: "fare", outlook: "fare", "earns-fuel": "fare" });
  });
});
