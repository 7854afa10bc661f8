import { describe, expect, it } from "vitest";
import { A4 } from "../../../src/render/pdf/page.js";
import { tablePlan } from "../../../src/render/pdf/widths.js";

const row = (...lengths: number[]): string[] => lengths.map((length) => "x".repeat(length));

describe("a table", () => {
  it("that is narrow stands in the text column at its own width", () => {
    expect(tablePlan([row(5, 5)], ["left", "right"])).toEqual({
      wide: false,
      turned: false,
      columns: ["auto", "auto"],
      align: ["left", "right"],
      size: "8.5pt",
      padding: "7pt",
      whole: true,
      tall: false,
      words: false,
    });
  });

  it("says where a word is so long that it may break anywhere, in cells, heads and heads of groups", () => {
    const words = (texts: string[][], groups?: string[]): boolean =>
      tablePlan(texts, ["left", "right"], true, A4, groups).words;
    expect(words([row(20, 20), ["a".repeat(20), `${"b".repeat(20)} ${"c".repeat(20)}`]])).toBe(false);
    expect(words([row(20, 21)])).toBe(true);
    expect(words([row(5, 5), ["x", `y ${"\u{1d465}".repeat(21)}`]])).toBe(true);
    expect(words([row(5, 5), ["x", "\u{1d465}".repeat(20)]])).toBe(false);
    expect(words([row(5, 5)], ["g".repeat(21)])).toBe(true);
  });

  it("that nearly fills the text column is spread over it", () => {
    expect(tablePlan([row(20, 20)], ["left", "right"])).toMatchObject({ wide: false, columns: ["120fr", "120fr"] });
  });

  it("that doesn't fit takes the margin, then smaller type", () => {
    expect(tablePlan([row(30, 30, 10)], ["left", "left", "right"])).toMatchObject({ wide: true, size: "8.5pt" });
    expect(tablePlan([row(30, 30, 24)], ["left", "left", "right"])).toMatchObject({ wide: true, size: "7.5pt" });
  });

  it("with long texts wraps these", () => {
    const { wide, columns } = tablePlan([["1234", "word ".repeat(40)]], ["right", "left"]);
    expect(wide).toBe(true);
    const [number = 0, text = 0] = columns.map(Number.parseFloat);
    // The number keeps its line: four figures of 7.5 pt and the space around them.
    expect(number).toBeGreaterThan(4 * 0.62 * 7.5 + 14);
    expect(number + text).toBeCloseTo(464, 0);
  });

  it("whose words are longer than a line breaks them", () => {
    const { columns, turned } = tablePlan([["file"], ["x".repeat(300)]], ["left"]);
    expect(turned).toBe(false);
    expect(Number.parseFloat(columns[0] ?? "")).toBeLessThanOrEqual(464);
  });

  // Any number of columns of numbers of any length: each number has its place, or the table is refused.
  for (let count = 2; count <= 40; count += 2)
    it(`of ${count} columns of numbers gives each its place or is refused`, () => {
      for (const digits of [4, 7, 10, 14]) {
        const cell = (12_345_678_901_234).toLocaleString("en-US").slice(0, digits);
        const rows = [Array<string>(count).fill("y2026"), Array<string>(count).fill(cell)];
        const plan = tablePlan(rows, Array<"right">(count).fill("right"));
        const size = Number.parseFloat(plan.size);
        const least = cell.length * 0.55 * size;
        const room = plan.turned ? 711 : plan.wide ? 464 : 379;
        if (plan.tooWide) {
          expect(plan.tooWide.needs).toBeGreaterThan(plan.tooWide.room);
          expect(count * (Math.max(5, cell.length) * 0.68 * 6 + 8)).toBeGreaterThan(711);
          continue;
        }
        expect(size).toBeGreaterThanOrEqual(6);
        const points = plan.columns.map(Number.parseFloat);
        if (plan.columns[0]?.endsWith("pt")) {
          expect(points.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(room);
          for (const width of points) expect(width).toBeGreaterThan(least);
        } else expect(count * least).toBeLessThan(room);
      }
    });

  it("has a page to itself only where it stands by itself", () => {
    const rows = [Array<string>(14).fill("y2026"), Array<string>(14).fill("25,012,186")];
    const align = Array<"right">(14).fill("right");
    expect(tablePlan(rows, align)).toMatchObject({ turned: true });
    expect(tablePlan(rows, align, false)).toMatchObject({ turned: false, tooWide: { room: 464 } });
  });

  it("that is long, in rows or in words, may break across pages", () => {
    expect(tablePlan(Array(30).fill(row(5, 5)), ["left", "left"])).toMatchObject({ whole: false });
    expect(
      tablePlan(
        [
          ["a", "b"],
          ["word ".repeat(2000), "x"],
        ],
        ["left", "left"],
      ),
    ).toMatchObject({ whole: false });
    expect(
      tablePlan(
        [
          ["a", "b"],
          ["word ".repeat(20), "x"],
        ],
        ["left", "left"],
      ),
    ).toMatchObject({ whole: true });
  });

  it("counts the heads of its groups, as rows and by their height", () => {
    const rows = (count: number) => Array<string[]>(count + 1).fill(row(5, 5));
    const whole = (count: number, groups: readonly string[]) =>
      tablePlan(rows(count), ["left", "left"], true, A4, groups).whole;
    expect([whole(14, ["North", "South"]), whole(14, ["North", "South", "West"])]).toEqual([true, false]);
    const long = "word ".repeat(80);
    expect([whole(2, ["North"]), whole(2, Array(12).fill(long))]).toEqual([true, false]);
  });

  it("counts the longest line of a cell", () => {
    expect(tablePlan([["ab\nabcd"], ["abc"]], ["left"])).toEqual(tablePlan([["abcd"]], ["left"]));
  });
});
