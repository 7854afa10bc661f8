import { expect, it } from "vitest";
import { maskCode } from "../../src/document/mask.js";
import { replaceSpans } from "../../src/text/spans.js";

it("replaces stretches of a text, and of one that overlaps the one before only the rest", () => {
  expect(replaceSpans("abcdef", [])).toBe("abcdef");
  expect(
    replaceSpans("abcdef", [
      [0, 1, "X"],
      [3, 5, ""],
    ]),
  ).toBe("Xbcf");
  expect(
    replaceSpans("abcdef", [
      [1, 4, "..."],
      [2, 5, "yyy"],
    ]),
  ).toBe("a...yf");
});

/** How many characters are copied by what a text is read with, counted by the pieces that are cut out. */
function copied(work: () => unknown): number {
  const { slice } = String.prototype;
  let characters = 0;
  String.prototype.slice = function (...range) {
    const part = slice.apply(this, range);
    characters += part.length;
    return part;
  };
  try {
    work();
  } finally {
    String.prototype.slice = slice;
  }
  return characters;
}

it.each([
  ["values in a paragraph, masked", (n: number) => maskCode("{{number x.2029}} ".repeat(n), false)],
  ["code in a paragraph", (n: number) => maskCode("`a` b ".repeat(n), false)],
])("the work grows with the text and not with its square: %s", (_, work) => {
  const [once, twice] = [copied(() => work(400)), copied(() => work(800))];
  expect(once).toBeGreaterThan(0);
  expect(twice / once).toBeLessThan(3);
});
