import { describe, expect, it } from "vitest";
import { tablePlan } from "../../../src/render/pdf/widths.js";

const row = (...lengths: number[]): string[] => lengths.map((length) => "x".repeat(length));

describe("a table", () => {
  it("that is narrow stands in the text column at its own width", () => {
    expect(tablePlan([row(5, 5)], ["left", "right"])).toEqual({
      wide: false,
      columns: ["auto", "auto"],
      align: ["left", "right"],
      size: "8.5pt",
    });
  });

  it("that nearly fills the text column is spread over it", () => {
    expect(tablePlan([row(20, 20)], ["left", "right"])).toMatchObject({ wide: false, columns: ["120fr", "120fr"] });
  });

  it("that doesn't fit takes the margin, then smaller type", () => {
    expect(tablePlan([row(30, 30, 10)], ["left", "left", "right"])).toMatchObject({ wide: true, size: "8.5pt" });
    expect(tablePlan([row(30, 30, 24)], ["left", "left", "right"])).toMatchObject({ wide: true, size: "7.5pt" });
  });

  it("with long texts wraps these", () => {
    expect(tablePlan([row(4, 200)], ["right", "left"])).toMatchObject({ wide: true, columns: ["auto", "80fr"] });
  });

  it("counts the longest line of a cell", () => {
    expect(tablePlan([["ab\nabcd"], ["abc"]], ["left"])).toEqual(tablePlan([["abcd"]], ["left"]));
  });
});
