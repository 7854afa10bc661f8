import { describe, expect, it } from "vitest";
import { partsOf, valueAt } from "../../src/memo/name-path.js";

/** Keys of every kind a value can have, and what is under each. */
const KEYS = ["low", "2029", "2025.5", "2029-Q1", "H 100", "a.b.c", "_x", "-2", "Ä"];

describe("a name with a path", () => {
  const one = Object.fromEntries(KEYS.map((key, at) => [key, at + 1]));
  const values: Record<string, unknown> = {
    object: one,
    map: new Map(Object.entries(one)),
    nested: Object.fromEntries(KEYS.map((key) => [key, one])),
    numbered: new Map(KEYS.map((key, at) => [Number.isNaN(Number(key)) ? key : Number(key), at + 1])),
  };
  const written: Readonly<Record<string, (key: string) => string>> = {
    "after a dot": (key) => `.${key}`,
    "in brackets": (key) => `[${key}]`,
    "in brackets and quotation marks": (key) => `["${key}"]`,
    "in brackets and apostrophes": (key) => `[ '${key}' ]`,
  };

  it.each(Object.keys(written))("is found by any key, %s", (way) => {
    const write = written[way] ?? String;
    for (const [name, value] of Object.entries(values))
      for (const [at, key] of KEYS.entries()) {
        const [head, ...rest] = partsOf(`${name}${write(key)}`);
        expect([head, valueAt(value, rest).value], `${name}${write(key)}`).toEqual([
          name,
          name === "nested" ? one : at + 1,
        ]);
        const [, ...deep] = partsOf(`${name}${write(key)}${write("low")}`);
        expect(valueAt(value, deep).value).toBe(name === "nested" ? 1 : undefined);
      }
  });

  it("that leads nowhere says how far it went, and what was there", () => {
    expect(valueAt({ weak: { x: 1, y: 2 } }, ["weak", "z"])).toEqual({
      value: undefined,
      known: ["x", "y"],
      taken: ["weak"],
    });
    expect(valueAt({ weak: { x: 1 } }, ["weka", "x"])).toEqual({ value: undefined, known: ["weak"], taken: [] });
    expect(valueAt(3, ["x"])).toEqual({ value: undefined, known: [], taken: [] });
  });
});
