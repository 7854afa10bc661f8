import { pathsUnder } from "../../src/assumptions/index.js";
import type { Assumption, Register } from "../../src/assumptions/register/types.js";
import { declaredUnit, fromBlocks } from "../../src/assumptions/units/block-units.js";

/** What a reader may ask for. */
export interface Ask {
  scenario?: string;
  sets: { id: string; text: string }[];
}

/** Numbers from 0 to 1, the same on every run (Park and Miller's generator). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** Every scenario, then `count` sets of one to four overrides, inside and outside of their ranges. */
export function asksOf(register: Register, count: number, seed = 7): Ask[] {
  const draw = chance(seed);
  const ids = [...register.assumptions.values()].filter(({ data, expression }) => !data && expression === undefined);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T;
  const random = Array.from({ length: count }, () => {
    const sets = new Map<string, string>();
    for (let n = 1 + Math.floor(draw() * 4); n > 0; n--)
      for (const [id, text] of override(pick(ids), pick, draw)) sets.set(id, text);
    return { sets: [...sets].map(([id, text]) => ({ id, text })) };
  });
  return [...[...register.scenarios.keys()].map((scenario) => ({ scenario, sets: [] })), ...random];
}

function override(one: Assumption, pick: <T>(list: readonly T[]) => T, draw: () => number): [string, string][] {
  if (one.said) {
    const { choices, type, content } = one.said;
    return [[one.id, String(choices ? pick(choices) : type === "boolean" ? !content : content)]];
  }
  const paths = pathsUnder(one);
  const number = (path: string): number => {
    const at = path
      .slice(one.id.length)
      .split(".")
      .filter(Boolean)
      .reduce((value: unknown, key) => (value as Record<string, unknown>)[key], one.value);
    return fromBlocks(at as number, declaredUnit(one, path.split(".").at(-1)));
  };
  const written = (value: number): string => String(Number(value.toPrecision(4)));
  const path = pick(paths);
  if (!one.mix) return [[path, written(number(path) * (0.6 + draw()))]];
  // What one share loses another gains.
  const row = path.slice(0, path.lastIndexOf("."));
  const beside = paths.filter((other) => other !== path && other.slice(0, other.lastIndexOf(".")) === row);
  const other = pick(beside);
  const moved = Number((number(path) * draw()).toPrecision(3));
  return [
    [path, String(Number((number(path) - moved).toPrecision(12)))],
    [other, String(Number((number(other) + moved).toPrecision(12)))],
  ];
}
