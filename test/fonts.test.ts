import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { FONTS, fontFile } from "../src/fonts.js";

describe("the fonts of pages, charts and PDFs", () => {
  it("lie in their packages, and in the compiled package with their licences", () => {
    const dist = join(inject("compiled"), "dist");
    for (const name of FONTS) {
      const copied = join(dist, "fonts", basename(name));
      expect(readFileSync(copied).equals(readFileSync(fontFile(name))), name).toBe(true);
    }
    expect(readdirSync(join(dist, "licences")).sort()).toEqual(
      expect.arrayContaining([
        "expo-google-fonts-inter-LICENSE_FONT",
        "fontsource-inter-LICENSE",
        "handlebars-LICENSE",
        "mathjs-LICENSE",
        "mathjs-NOTICE",
      ]),
    );
    expect(existsSync(join(dist, "assumptions/units/mathjs-units.cjs"))).toBe(true);
  });

  it("are those alone", () => {
    expect(() => fontFile("@fontsource/inter/files/inter-latin-900-normal.woff2")).toThrow(/none of the fonts/);
  });
});
