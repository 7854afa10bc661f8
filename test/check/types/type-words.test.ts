import { expect, it } from "vitest";
import { keysOf, typeWords } from "../../../src/check/types/type-words.js";

it.each([
  ["string", "a text"],
  ['"abc"', 'the text "abc"'],
  ["2026", "the number 2026"],
  ["number | bigint", "a number"],
  ["number | undefined", "a number or nothing"],
  ["string | number | null", "a text, a number or nothing"],
  ["2026 | 2027 | undefined", "one of 2026, 2027 or nothing"],
  ["boolean", "true or false"],
  ["(string | number)[]", "a list"],
  ["readonly Part[]", "a list"],
  ["[low: number, high: number]", "a list"],
  ["Record<number, number>", "a series"],
  ["By<2026 | 2027, number>", "a series"],
  ["{ readonly [x: string]: number; }", "a series"],
  ["{ readonly 2026: number; }", "a series"],
  ["{ a: string | number; }", "an object"],
  ["(x: string | number) => number", "a function"],
  ["ReadonlyMap<string, number>", "a map"],
  ["Part", "a `Part`"],
])("%s is %s", (type, words) => expect(typeWords(type)).toBe(words));

it.each([
  ['{ readonly a: number; "b c"?: { d: string; }; 2026: number; }', ["a", "b c", "2026"]],
  ["{ readonly [x: string]: number; }", []],
  ['Readonly<Record<"a" | "b", string>>', ["a", "b"]],
  ["By<2026 | 2027, number>", ["2026", "2027"]],
  ["Record<number, number>", []],
  ["Part", []],
])("the keys of %s", (type, keys) => expect(keysOf(type)).toEqual(keys));
