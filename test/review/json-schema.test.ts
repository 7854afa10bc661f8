import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { reviewJson } from "../../src/review/forms/data.js";
import type { Review } from "../../src/review/types.js";
import { accepts } from "../assumptions/json-schema.js";
import { ROOT } from "../cli/memo.js";
import { FERRY, ferryReview, ferrySide, TABLE_ELSEWHERE } from "./ferry.js";
import { sampleReview } from "./sample.js";

const SCHEMA = JSON.parse(readFileSync(join(ROOT, "docs/review.schema.json"), "utf8"));

const printed = (review: Review): Record<string, unknown> =>
  JSON.parse(
    reviewJson(
      review,
      true,
      (["error", "warning", "hint"] as const).map((severity) => ({
        rule: "publish/lost-address",
        severity,
        message: "so",
      })),
    ),
  );

const edit = (file: string, from: string, to: string): Record<string, string> => ({
  ...FERRY,
  [file]: (FERRY[file] ?? "").replace(from, () => to),
});

/** Edits of several kinds: a value, its kind, words, a figure's caption, code, nothing. */
const EDITS: readonly (readonly [name: string, files: Record<string, string>])[] = [
  ["a value", edit("assumptions/2026-01.yaml", "value: 90 USD/trip", "value: 80 USD/trip")],
  ["what is said of a value", edit("assumptions/2026-01.yaml", "kind: observed", "kind: assumed")],
  ["words", edit("chapters/02-model.md", "by the ferryman", "by the skipper")],
  ["a caption", edit("chapters/02-model.md", "Passengers by year.", "Passengers, by year.")],
  ["a table elsewhere", TABLE_ELSEWHERE],
  ["nothing", FERRY],
];

it("a review as data keeps to the schema that is documented, whatever it says", async () => {
  const reviews: (readonly [string, Review])[] = [["the sample", sampleReview()]];
  const old = await ferrySide(FERRY);
  for (const [name, files] of EDITS) reviews.push([name, await ferryReview(old, files)]);
  for (const [name, review] of reviews) {
    const data = printed(review);
    expect(accepts(SCHEMA, data), name).toBe(true);
    expect([data.schema], name).toEqual(SCHEMA.properties.schema.enum);
    // Nothing that the schema calls for may go.
    for (const key of SCHEMA.definitions.review.required) {
      const { [key]: _, ...rest } = data.review as Record<string, unknown>;
      expect(accepts(SCHEMA, { ...data, review: rest }), `${name} without ${key}`).toBe(false);
    }
  }
  const changed = reviews.map(([, { changed }]) => changed);
  expect(changed).toEqual([true, true, true, true, true, true, false]);
});

it("the schema knows every field that a review has", () => {
  const known = Object.keys(SCHEMA.definitions.review.properties);
  expect(known).toEqual(expect.arrayContaining(Object.keys(printed(sampleReview()).review as object)));
});
