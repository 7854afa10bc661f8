import { describe, expect, it } from "vitest";
import { geometryCell, geometryOf } from "../../src/keys/geometry.js";
import { isSettled, settle } from "../../src/keys/settled.js";

describe("settled data", () => {
  it("is frozen, known as such, and looks as it did", () => {
    const row = settle({ day: "2026-05-12", kwh: 3 });
    expect(isSettled(row)).toBe(true);
    expect(Object.isFrozen(row)).toBe(true);
    expect(Reflect.ownKeys(row)).toEqual(["day", "kwh"]);
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
    expect(structuredClone(row)).toEqual({ day: "2026-05-12", kwh: 3 });
    expect(isSettled(settle([1, 2]))).toBe(true);
  });

  it("is nothing that is only frozen, copied or inherited from it", () => {
    const row = settle({ kwh: 3 });
    for (const other of [
      Object.freeze({ kwh: 3 }),
      { ...row },
      structuredClone(row),
      Object.create(row),
      new Proxy(row, {}),
    ])
      expect(isSettled(other as object)).toBe(false);
  });

  it("holds nothing that isn't", () => {
    const shape = geometryOf(geometryCell({ type: "LineString", coordinates: [[1, 2]] })) as { coordinates: object[] };
    for (const part of [shape, shape.coordinates, shape.coordinates[0]]) expect(isSettled(part as object)).toBe(true);
  });
});
