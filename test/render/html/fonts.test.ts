import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { embeddedFonts } from "../../../src/render/html/fonts/fonts.js";
import { coveredBy, subsetFont } from "../../../src/render/html/fonts/truetype.js";

const serif = readFileSync(
  createRequire(import.meta.url).resolve("@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf"),
);
const points = (text: string): number[] => [...text].map((c) => c.codePointAt(0) ?? 0);

test("a text of Latin letters needs the Latin subsets alone", () => {
  const rules = embeddedFonts("Plain – “text” 3.5× −1 … naïve");
  expect(rules.match(/@font-face/g)).toHaveLength(6);
  expect(rules).not.toContain("font/ttf");
});

test("signs beyond Latin come along, each in its range", () => {
  const rules = embeddedFonts("a → b ≥ c");
  expect(rules.match(/@font-face/g)).toHaveLength(12);
  expect(rules.match(/unicode-range:U\+2192,U\+2265}/g)).toHaveLength(6);
});

test("a cut font holds the signs asked for and nothing else", () => {
  const cut = subsetFont(serif, points("→≥Å"));
  expect(cut.length).toBeLessThan(3000);
  expect(coveredBy(cut, points("→≥ÅAx≤"))).toEqual(points("→≥Å"));
});

test("the same signs give the same bytes, whatever their order", () => {
  expect(subsetFont(serif, points("≥→")).equals(subsetFont(serif, points("→≥→")))).toBe(true);
});

test("a sign the font lacks is left out", () => {
  expect(coveredBy(serif, points("→✕"))).toEqual(points("→"));
});
