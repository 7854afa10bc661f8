import { beforeAll, expect, it } from "vitest";
import type { Review } from "../../src/review/types.js";
import { random, shuffled } from "../../src/sensitivity/numerics/random.js";
import type { Sources } from "../cli/memo.js";
import { FERRY, type FerrySide, ferryReview, ferrySide } from "./ferry.js";

const V1 = "assumptions/2026-01.yaml";
const MODEL = "chapters/02-model.md";

/** A change of the sources, and what may be credited with what it moves: nothing where it moves none. */
interface Edit {
  name: string;
  causes: readonly string[];
  apply(files: Sources): Sources;
}

const edit = (name: string, file: string, from: string, to: string, ...causes: string[]): Edit => ({
  name,
  causes,
  apply: (files) => {
    const text = files[file] ?? "";
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    return { ...files, [file]: text.replace(from, () => to) };
  },
});

const renaming = (from: string, pattern: RegExp, to: string): Edit => ({
  name: `${from} is called ${to}`,
  causes: [],
  apply: (files) => Object.fromEntries(Object.entries(files).map(([path, text]) => [path, text.replace(pattern, to)])),
});

const EDITS: readonly Edit[] = [
  edit("more crossings", V1, "value: 12 trip/day", "value: 13 trip/day", "trips.a_day"),
  edit("more seats", V1, "2026: 40", "2026: 41", "seats.filled"),
  edit("a fare in another unit", V1, "fare: { value: 6 USD", "fare: { value: 0.007 kUSD", "fare"),
  edit("fuel in another unit", V1, "value: 90 USD/trip", "value: 0.09 kUSD/trip", "boat.fuel_cost", "boat.diesel"),
  edit("another formula", MODEL, "= people * price", "= 0.9 * people * price", "eq-takings"),
  edit("other code", MODEL, "given.trips.a_day *", "1.1 * given.trips.a_day *", "passengers"),
  edit("more fuel", MODEL, "output(crossings", "output(2 * crossings", "money"),
  edit("another label", MODEL, "Fuel in a year", "Fuel of a year"),
  edit("a block with another id", MODEL, "ts {#passengers}", "ts {#people}"),
  edit("a block taken apart", MODEL, "\nconst outlook", "\n```\n\n```ts {#outlook-block}\nconst outlook"),
  renaming("boat.fuel_cost", /fuel_cost/g, "diesel"),
  renaming("takings", /\btakings\b(?!\})/g, "income"),
];

const PAIRS: readonly (readonly Edit[])[] = EDITS.flatMap((first, at) =>
  EDITS.slice(at + 1).map((second) => [first, second]),
);
const COUNT = Number(process.env.ANY_EDITS ?? 8);
const chosen = [...shuffled(PAIRS.length, random("any", "edits"))].slice(0, COUNT).map((at) => PAIRS[at] ?? []);

/** By the name of each output that moved: assumptions and blocks that are credited with it. */
function credits({ outputs, minor, renames }: Review, isMirrored: boolean): Record<string, string[]> {
  const oldNames = new Map(isMirrored ? [] : renames.map(({ from, to }) => [to, from]));
  const named = (id: string): string => oldNames.get(id) ?? id;
  return Object.fromEntries(
    [...outputs, ...minor].flatMap(({ name, attribution }) =>
      attribution
        ? [
            [
              named(name),
              attribution.steps
                .flatMap(({ kind, parts }) =>
                  parts.flatMap((one) => one.members ?? one.id).concat(parts.length === 0 ? [kind] : []),
                )
                .map(named)
                .sort(),
            ],
          ]
        : [],
    ),
  );
}

let base: FerrySide;
beforeAll(async () => {
  base = await ferrySide(FERRY);
});

it(`of two changes at once only what was edited is credited, the same both ways (${COUNT} of ${PAIRS.length})`, async () => {
  const wrong: string[] = [];
  for (const edits of chosen) {
    const name = edits.map((one) => one.name).join(", ");
    const files = edits.reduce((all, one) => one.apply(all), FERRY);
    const [there, back] = [await ferryReview(base, files), await ferryReview(await ferrySide(files), FERRY)];
    const causes = new Set(edits.flatMap((one) => one.causes));
    // Code that reads what is counted otherwise, and is other code: both are told.
    if (there.remarks.some((one) => one.includes("and told as changed code"))) causes.add("model");
    if (edits.some((one) => one.name === "a block with another id") && causes.has("passengers")) causes.add("people");
    const [found, mirrored] = [credits(there, false), credits(back, true)];
    for (const [output, ids] of Object.entries(found))
      if (ids.length === 0 || !ids.every((id) => causes.has(id))) wrong.push(`${name}: ${output} by ${ids.join(", ")}`);
    if (JSON.stringify(Object.entries(found).sort()) !== JSON.stringify(Object.entries(mirrored).sort()))
      wrong.push(`${name}: ${JSON.stringify(found)}, and back ${JSON.stringify(mirrored)}`);
    for (const { id, because = [] } of there.claims.flipped)
      if (because.length === 0) wrong.push(`${name}: ${id} by nothing`);
    if (!there.changed || !back.changed) wrong.push(`${name}: nothing`);
  }
  expect(wrong).toEqual([]);
});
