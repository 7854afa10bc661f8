import { describe, expect, it } from "vitest";
import { analyseText } from "./fixtures.js";

const MONTHS = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];

const told = (keys: readonly string[]): string[] => {
  const literal = keys.map((key, at) => `"${key}": ${at}`).join(", ");
  const { diagnostics } = analyseText(`\`\`\`ts {#a}\nconst sold = { ${literal} };\n\`\`\``);
  return diagnostics.map(({ rule, severity, place }) => `${severity} ${rule} ${place?.start.column}`);
};

const from = (start: number, length: number): string[] =>
  Array.from({ length }, (_, at) => MONTHS[(start + at) % 12] ?? "");

describe("an object written out by months of any year", () => {
  it("is told where its order can't be known any more, and only there", () => {
    for (let start = 0; start < 12; start++)
      for (let length = 2; length <= 12; length++) {
        const keys = from(start, length);
        // Begun with October, November or December and gone on into the new year, it looks like one from January on.
        const isLost = start >= 9 && start + length > 12;
        expect(told(keys), keys.join()).toEqual(isLost ? ["warning notebook/key-order 14"] : []);
      }
  });

  it("and not where the keys are no months, or written in their own order", () => {
    for (const keys of [
      ["11", "12", "x"],
      ["Q4", "Q1"],
      ["2026-11", "2026-01"],
      ["10", "11", "12"],
      ["12", "11"],
    ])
      expect(told(keys), keys.join()).toEqual([]);
  });
});
