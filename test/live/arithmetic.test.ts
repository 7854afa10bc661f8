import { describe, expect, it } from "vitest";
import { hasOwnArithmetic, roundsOtherwise, withPowers } from "../../src/live/arithmetic.js";
import { functions } from "../../src/live/page/arithmetic/functions.js";
import { power } from "../../src/live/page/arithmetic/power.js";
import { chance } from "./asks.js";

const EDGES = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  2,
  -2,
  1.5,
  3,
  -3,
  1 / 3,
  10,
  709.78,
  709.79,
  -744.5,
  -745.2,
  0.34,
  0.35,
  1e-9,
  -1e-20,
  5e-324,
  1e-310,
  1e300,
  -1e300,
];
const LIMITS = [
  Number.MAX_VALUE,
  2 ** 53,
  -(2 ** 31),
  2 ** 64,
  1 - 2 ** -53,
  1 + 2 ** -52,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
];
const draw = chance(11);
const points = (count: number): number[] => [
  ...EDGES,
  ...LIMITS,
  ...Array.from({ length: count }, () => [
    draw(),
    (draw() - 0.5) * 1500,
    10 ** (draw() * 600 - 300),
    1 + (draw() - 0.5) * 1e-6,
    Math.round(draw() * 1000),
  ]).flat(),
];

// Another engine than that of Node 20 may have other last bits; there pages compute as the browser does.
const powerOf = (x: number, y: number): number => x ** y;
describe.runIf(powerOf(2, 1.5) !== 2 * Math.SQRT2)("arithmetic of pages", () => {
  it("is what a page of this build brings", () => {
    expect(hasOwnArithmetic()).toBe(true);
  });

  it.each(Object.entries(functions))("%s is that of the build, to the bit", (name, own) => {
    const native = Math[name as keyof typeof functions];
    expect(points(20_000).filter((x) => !Object.is(own(x), native(x)))).toEqual([]);
  });

  it("powers are those of the build, to the bit", () => {
    const wrong: number[][] = [];
    const ck = (x: number, y: number): unknown => Object.is(power(x, y), x ** y) || wrong.push([x, y]);
    for (const x of [...EDGES, ...LIMITS]) for (const y of [...EDGES, ...LIMITS]) ck(x, y);
    for (const x of points(20_000)) {
      ck(x, draw() * 20 - 10);
      ck(-x, Math.round(draw() * 60 - 30));
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    ["Math.exp(2) + Math . PI * Math.sqrt(3)", false],
    ["Math.sin(2)", true],
    ["const { cos } = Math;", true],
    ['Math["tan"](1)', true],
    ["Math.expm12(1)", true],
    ["d3.thresholdScott(a)", true],
    ["const Mathematics = 1;", false],
  ])("knows of `%s` whether a browser may round it otherwise", (code, expected) => {
    expect(roundsOtherwise(code)).toBe(expected);
  });
});

it.each([
  ["const a = 2 ** x ** 3 * 4; // **", 2 ** (3 ** 3) * 4],
  ["let a = (1 + x) /* ** */ ** 2; a **= 3 ** 2;", 16 ** 9],
  ["const o = { p: x, q: [5] }; o.p **= 2; o['q'][x - 3] **= (1, 3); const a = o.p + o.q[0];", 134],
  ["let n = 0; const f = () => { n += 1; return { g: [2, 3] }; }; f().g[n] **= 2; const a = n;", 1],
  ["const a = Number(2n ** 70n) + '**'.length;", 2 ** 70 + 2],
  ["const a = (-x) ** 2 + (() => x ** 2)();", 18],
  ["const x2 = x ** 2; const a = -(x2 ** .5);", -3],
])("powers in `%s` are calls, with the same result", (code, expected) => {
  const memoLive = {
    power: (a: number, b: number) => a ** b,
    raise: (object: Record<string, number>, key: string, by: () => number) => {
      object[key] = (object[key] ?? 0) ** by();
    },
  };
  const called = withPowers(code);
  expect(called.replace(/'\*\*'|\/\* \*\* \*\/|\/\/ \*\*/g, "")).not.toContain("**");
  const value: unknown = new Function("x", "memoLive", `${called}\nreturn a;`)(3, memoLive);
  expect(value).toBe(expected);
});
