import { expect, it } from "vitest";
import { changedRows, wholeRows } from "../../../src/notebook/evaluate/rows.js";

it("rows of which little changes are sent as what changes, and come back to the bit", () => {
  const width = 16;
  const rows = Array.from({ length: 40 }, (_, row) =>
    Array.from({ length: width }, (_, column) => (row % width === column ? row / 7 : column)),
  ).flat();
  rows[3] = -0;
  rows[width + 3] = 0;
  rows[2 * width + 5] = Number.NaN;
  rows[3 * width + 5] = Number.NaN;
  const points = Float64Array.from(rows);
  const sent = changedRows(points, width);
  if (ArrayBuffer.isView(sent)) throw new Error("it was sent whole");
  expect(sent.values.length).toBeLessThan(points.length / 4);
  // Typed arrays are compared by Object.is.
  expect(wholeRows(sent, 40)).toEqual({ points, changed: sent.at });
});

it("rows that change nearly everywhere are sent as they are, and so are none", () => {
  const points = Float64Array.from({ length: 60 }, (_, index) => index);
  expect(changedRows(points, 3)).toBe(points);
  expect(wholeRows(points, 20)).toEqual({ points });
  expect(wholeRows(changedRows(new Float64Array(0), 0), 5).points).toEqual(new Float64Array(0));
  expect(wholeRows(changedRows(new Float64Array(0), 3), 0).points).toEqual(new Float64Array(0));
  expect(wholeRows(changedRows(Float64Array.of(1, 2), 2), 1).points).toEqual(Float64Array.of(1, 2));
});
