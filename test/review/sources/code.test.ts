import { describe, expect, it } from "vitest";
import { canonicalCode } from "../../../src/review/sources/code.js";

describe("a side of a review whose code no parser can hold", () => {
  const hostile: [string, string][] = [
    ["brackets", "(".repeat(100_000)],
    ["braces", "{".repeat(30_000)],
    ["negations", `${"!".repeat(39_000)}a`],
    ["a sum", `${"1+".repeat(15_000)}1`],
    ["arrows", `${"a=>".repeat(1_600)}1`],
    ["conditionals", `const x = ${"a?[a,b]:".repeat(4_900)}1`],
    ["types", `let x: ${"keyof ".repeat(4_000)}a;`],
    ["templates", "`${".repeat(20_000)],
    ["a million short statements", "a;".repeat(500_000)],
  ];
  for (const [title, code] of hostile)
    it(`${title}: is compared all the same`, () => {
      expect(canonicalCode(code)).toBe(canonicalCode(`\n  ${code}  \n`));
      expect(canonicalCode(code)).not.toBe(canonicalCode(`b${code}`));
    });
});
