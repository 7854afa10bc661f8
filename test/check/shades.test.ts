import { describe, expect, it } from "vitest";
import type { Block, Located } from "../../src/chapters/types.js";
import { wordsForShades } from "../../src/check/figures/shades.js";

const located = (text: string): Located => ({
  text,
  place: { file: "chapters/01.md", start: { line: 3, column: 15 } },
});

/** What is said of a caption or alternative text: the word, and what to say instead. */
function told(text: string, key: "caption" | "alt" = "caption", block: Partial<Block> = {}): string[] {
  const options = new Map([[key, located(text)]]);
  const one = { id: "fig-a", kind: "chart", options, ...block } as unknown as Block;
  return wordsForShades({ chapters: [{ blocks: [one] }] as never }).map(
    ({ message, expected, place }) => `${place?.start.column} ${message}: ${/`(\w+)`/.exec(expected ?? "")?.[1]}`,
  );
}

describe("a word for a shade that is true on light paper alone", () => {
  it.each([
    ["Sales by shop; darker is more.", "30 `darker` in the caption of `fig-a` is true on light paper alone: stronger"],
    ["The darkest lead.", "19 `darkest` in the caption of `fig-a` is true on light paper alone: strongest"],
    ["Sales. Dark: the middle half.", "22 `Dark` in the caption of `fig-a` is true on light paper alone: strong"],
    ["A pale band.", "17 `pale` in the caption of `fig-a` is true on light paper alone: faint"],
    ["The lighter blue is last year.", "19 `lighter` in the caption of `fig-a` is true on light paper alone: fainter"],
    ["A white line parts them.", "17 `white` in the caption of `fig-a` is true on light paper alone: faint"],
    ["Cells: the paler, the fewer.", "26 `paler` in the caption of `fig-a` is true on light paper alone: fainter"],
    ["The darkest cell leads.", "19 `darkest` in the caption of `fig-a` is true on light paper alone: strongest"],
    ["The black dots.", "19 `black` in the caption of `fig-a` is true on light paper alone: strong"],
  ])("is told: %s", (text, said) => {
    expect(told(text)).toEqual([said]);
  });

  it("in the alternative text, and each time", () => {
    expect(told("Dark bars and paler ones.", "alt")).toEqual([
      "15 `Dark` in the alternative text of `fig-a` is true on light paper alone: strong",
      "29 `paler` in the alternative text of `fig-a` is true on light paper alone: fainter",
    ]);
  });

  it("of a sweep that is a chart", () => {
    expect(told("Darker: more.", "caption", { kind: "sweep", id: "fig-s" })).toHaveLength(1);
    expect(told("Darker: more.", "caption", { kind: "sweep", id: "tbl-s" })).toEqual([]);
  });

  it.each([
    "Lighter models need less.",
    "A light load, and dark fibre.",
    "Pale ale sold, by month.",
    "Sun in the darkest month, and in darker weeks.",
    "Black-box models, white papers and light industry.",
    "Stronger bars take more; faint: the rest.",
    "Sales are {{times darker.2026}} of last year's.",
  ])("is not: %s", (text) => {
    expect(told(text)).toEqual([]);
  });

  it("nor of a picture, which is the same on any paper", () => {
    expect(told("The darker half.", "caption", { kind: "picture" })).toEqual([]);
  });
});
