import { describe, expect, it } from "vitest";
import { canonicalCode, compareLines } from "../../../src/review/sources/code.js";

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

describe("a diagram on both sides of a review", () => {
  const dot = (label: string): string => `digraph {\n  a [label=${label}]\n}`;
  it.each([
    ["addresses in angle brackets", "<<B>https://a.org</B>>", "<<B>https://b.org</B>>"],
    ["what looks like a comment there", "<<B>a /* b */ c</B>>", "<<B>a /* d */ c</B>>"],
    ["a lone quotation mark there", '<5" // a>, xlabel="b"', '<5" // c>, xlabel="b"'],
    ["blanks there", "<<B>a b</B>>", "<<B>a  b</B>>"],
    ["a text within a value", '"{{text "https://a.org"}}"', '"{{text "https://b.org"}}"'],
    ["the second line of a label", "<<B>a</B>\n//b>", "<<B>a</B>\n//c>"],
  ])("is another with other %s", (_, before, now) => {
    expect(canonicalCode(dot(before), "dot")).not.toBe(canonicalCode(dot(now), "dot"));
    expect(compareLines(dot(before), dot(now), "dot").map(({ type }) => type)).toEqual(["deleted", "inserted"]);
  });
  it("is the same with other comments and blanks", () => {
    const [one, other] = ["digraph{a->b[label=<x>]/* y */}", "# head\ndigraph { // a -> c\n a -> b [ label=<x> ] }"];
    expect(canonicalCode(one, "dot")).toBe(canonicalCode(other, "dot"));
    expect(compareLines("digraph {\n/* a\n b */ a }", "digraph {\n/* a\n c */   a }", "dot")).toEqual([]);
  });
  it.each(['"', "<", '"\\"'.repeat(20_000), "<".repeat(40_000), "{{".repeat(20_000)])(
    "is compared where it can't be read (%#)",
    (code) => {
      expect(canonicalCode(code, "dot")).not.toBe(canonicalCode(`b${code}`, "dot"));
    },
  );
});
