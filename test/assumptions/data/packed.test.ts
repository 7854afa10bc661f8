import { describe, expect, it } from "vitest";
import { packed, unpacked } from "../../../src/assumptions/data/packed.js";
import type { DataCell, PackedCells } from "../../../src/assumptions/data/types.js";
import { dataToText, textToData } from "../../../src/notebook/process/text.js";

/** Columns and how they are to be packed. */
const COLUMNS: readonly (readonly [string, readonly DataCell[], "numbers" | "places" | "list"])[] = [
  ["numbers", [0.1, -3, 5e-324, 1.7976931348623157e308, 2 ** 53 + 2], "numbers"],
  ["numbers, some missing", [null, 1, null, 0], "numbers"],
  ["texts that repeat", ["north", "south", "north", "", "south", "north"], "places"],
  ["texts, some missing", ["a", null, "a", null, "a", null], "places"],
  ["texts that differ", ["a", "b", "c"], "list"],
  ["truths", [true, false, true, true, false, false], "places"],
  ["truths and texts that look alike", [true, "true", true, "true", true, "true", "1", "1"], "places"],
  ["nothing at all", [null, null, null], "places"],
  ["no rows", [], "places"],
  ["256 texts", Array.from({ length: 1024 }, (_, at) => `t${at % 256}`), "places"],
  ["257 texts", Array.from({ length: 1024 }, (_, at) => `t${at % 257}`), "places"],
  ["70,000 texts", Array.from({ length: 150_000 }, (_, at) => `t${at % 70_000}`), "places"],
];

const formOf = (cells: PackedCells): string => ("numbers" in cells ? "numbers" : "places" in cells ? "places" : "list");

describe("packed cells", () => {
  it.each(COLUMNS)("of %s are the same cells again, here and behind a border", (_, cells, form) => {
    const one = packed(cells);
    expect(formOf(one)).toBe(form);
    expect(unpacked(one)).toEqual(cells);
    expect(unpacked(textToData(dataToText(one)) as PackedCells)).toEqual(cells);
  });

  it("take as few bytes a row as tell the different cells apart", () => {
    const bytes = COLUMNS.flatMap(([name, cells]) => {
      const one = packed(cells);
      return /^\d/.test(name) && "places" in one ? [[name, one.places.BYTES_PER_ELEMENT]] : [];
    });
    expect(bytes).toEqual([
      ["256 texts", 1],
      ["257 texts", 2],
      ["70,000 texts", 4],
    ]);
  });
});
