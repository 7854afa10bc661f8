import { describe, expect, it } from "vitest";
import { PathIndex, pathsOverlap } from "../../../src/notebook/analyse/paths.js";
import { MOST, timesTheWork } from "../../setup/growth.js";

describe("paths that overlap one are found among many", () => {
  it("those that are found by comparing it with each, whatever stars there are", () => {
    let state = 1;
    const next = (below: number): number => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) % below;
    };
    const path = (): string =>
      Array.from({ length: 1 + next(4) }, () => ["a", "b", "aa", "2026", "*", "range"][next(6)]).join(".");
    let found = 0;
    for (let trial = 0; trial < 60; trial++) {
      const paths = Array.from({ length: next(30) }, path);
      const index = new PathIndex(paths);
      for (const one of Array.from({ length: 20 }, path)) {
        const compared = paths.filter((other) => pathsOverlap(other, one));
        found += compared.length;
        expect([...index.overlapping(one)].sort(), `${one} among ${paths.join(", ")}`).toEqual(compared.sort());
        expect(index.touches(one)).toBe(compared.length > 0);
      }
    }
    expect(found).toBeGreaterThan(1500);
  });

  it("in time that grows with them", () => {
    const work = (n: number) => (): void => {
      const names = Array.from({ length: n }, (_, i) => `group${i % 7}.name${i}`);
      const index = new PathIndex(names.flatMap((name) => [`${name}.2026`, `${name}.*`]));
      for (const name of names) expect([...index.overlapping(name)].length).toBe(2);
    };
    expect(timesTheWork(work(400), work(3200))).toBeLessThan(MOST);
  });
});
