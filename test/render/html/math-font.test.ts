import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { embeddedFonts } from "../../../src/render/html/fonts/fonts.js";
import { mathFont } from "../../../src/render/html/fonts/math-font.js";
import { coveredBy } from "../../../src/render/html/fonts/truetype.js";

const serif = readFileSync(
  createRequire(import.meta.url).resolve("@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf"),
);

test("the font of equations holds parentheses and the root, small", () => {
  const font = mathFont(serif);
  const signs = [..." ()√x"].map((c) => c.codePointAt(0) ?? 0);
  expect(coveredBy(font, signs)).toEqual(signs.slice(0, 4));
  expect(font.length).toBeLessThan(6000);
  expect(mathFont(serif).equals(font)).toBe(true);
});

test("only a page with equations carries it", () => {
  expect(embeddedFonts("<p>x</p>")).not.toContain("Memo Math");
  expect(embeddedFonts("<p><math></math></p>")).toContain("Memo Math");
});
