import { createRequire } from "node:module";
import { runInThisContext } from "node:vm";
import { describe, expect, test } from "vitest";
import {
  derivations,
  deriver,
  type GivenTree,
  getGiven,
  givenTree,
  loadRegister,
  parseExpression,
  type Register,
  type Value,
} from "../../src/assumptions/index.js";
import { formatDiagnostics } from "../../src/diagnostic.js";

const mathjs = createRequire(import.meta.url)("mathjs/lib/browser/math.js") as typeof import("mathjs");

const LEAVES = `
  gw:
    stock: {value: 7 GW}
    added: {unit: GW/year, value: {2025: 10, 2026: 18, 2027: 24}}
  life: {value: 18 month}
  share: {unit: "%", value: {2025: 50, 2026: 60, 2027: 60}}
  chip:
    table:
      rows: [H100, R100]
      columns:
        bw: {unit: TB/s, value: [3.35, 22]}
        power: {unit: kW, value: [1.389, 3]}
        pue: {unit: "1", value: [1.25, 1.15]}
  fleet: {unit: GW, value: {2026: {H100: 3, R100: 1}, 2027: {H100: 2, R100: 5}}}
`;

function load(derived: string, sets: { id: string; text: string }[] = []): Register {
  const text = `version: a
as_of: 2026
defaults: {kind: assumed, source: s, as_of: 2026}
assumptions:${LEAVES}${derived}`;
  const files = new Map([
    ["assumptions/a.yaml", text],
    ["assumptions/sources.yaml", "sources: {s: {title: T}}"],
  ]);
  const { register, diagnostics } = loadRegister(files, { sets });
  if (!register) throw new Error(formatDiagnostics(diagnostics, { sources: files }));
  return register;
}

const derive = (expression: string, unit = '"1"', sets: { id: string; text: string }[] = []): Value | undefined =>
  load(`  d: {expression: '${expression}', unit: ${unit}}\n`, sets).assumptions.get("d")?.value;

describe("derived assumptions", () => {
  const cases: [string, string, Value][] = [
    ["2 + 3 * 4 ^ 2 / 8 - 1", '"1"', 7],
    ["-2 ^ 2", '"1"', -4],
    ["(1 + 2) * -3", '"1"', -9],
    ["gw.stock", "MW", 7000],
    ["gw.added.2026", "GW/year", 18],
    ["gw.added.2026 * life", "GW", 27],
    ["gw.added * life", "GW", { 2025: 15, 2026: 27, 2027: 36 }],
    ["gw.added * share", "GW/year", { 2025: 5, 2026: 10.8, 2027: 14.4 }],
    ["chip.bw.R100 / (chip.power.R100 * chip.pue.R100)", "MB/s/W", 22e6 / 3450],
    ["chip.bw / chip.power", "GB/s/W", { H100: 3350 / 1389, R100: 22 / 3 }],
    ["fleet.2026", "GW", { H100: 3, R100: 1 }],
    ["fleet.2026 * chip.bw / chip.power", "PB/s", { H100: (3e6 / 1.389) * 3.35e-3, R100: (1e6 / 3) * 22e-3 }],
    ["fleet.2027.R100 - fleet.2026.R100", "GW", 4],
    ["fleet * 2", "GW", { 2026: { H100: 6, R100: 2 }, 2027: { H100: 4, R100: 10 } }],
    ["sum(fleet)", "GW", 11],
    ["sum(gw.added) * life", "GW", 78],
    ["mean(gw.added)", "GW/year", 52 / 3],
    ["max(gw.added)", "GW/year", 24],
    ["min(gw.added, 2 * gw.added.2025)", "GW/year", { 2025: 10, 2026: 18, 2027: 20 }],
    ["max(gw.stock, fleet.2026.H100)", "GW", 7],
    ["sqrt(gw.stock ^ 2)", "GW", 7],
    ["pow(gw.stock, 2)", "GW^2", 49],
    ["gw.stock ^ (1 / 2) * sqrt(gw.stock)", "GW", 7],
    ["exp(log(5))", '"1"', 5],
    ["log(8, 2) + log2(8) + log10(1000)", '"1"', 9],
    ["round(-2.5) + floor(2.9) + ceil(2.1) + abs(-1)", '"1"', 3],
    ["1 / life", "1/year", 1 / 1.5],
    ["share.2026", '"%"', 0.6],
    ["share.2026", '"1"', 0.6],
  ];
  test.each(cases)("%s in %s", (expression, unit, expected) => {
    const found = derive(expression, unit);
    const close = (a: Value | undefined, b: Value): void => {
      if (typeof b === "number") expect(a).toBeCloseTo(b, 9);
      else {
        expect(Object.keys(a ?? {})).toEqual(Object.keys(b));
        for (const [key, inner] of Object.entries(b)) close((a as Record<string, Value>)[key], inner as Value);
      }
    };
    close(found, expected);
  });

  test.each(cases)("%s in %s as code comes to the same bits", (expression, unit) => {
    const register = load(`  d: {expression: '${expression}', unit: ${unit}}\n`);
    const [derivation] = derivations(register);
    const run = runInThisContext(`(given) => { ${derivation?.code} }`) as (given: GivenTree) => void;
    for (const factor of [1, 0.7, -1.3, 0]) {
      const [one, other] = [givenTree(register), givenTree(register)];
      for (const given of [one, other]) (given.gw as GivenTree).stock = 7 * factor;
      for (const given of [one, other]) ((given.chip as GivenTree).bw as GivenTree).R100 = 22 * factor;
      for (const given of [one, other]) ((given.fleet as GivenTree)["2026"] as GivenTree).H100 = 3 * factor;
      deriver(register)(one);
      run(other);
      expect(other).toStrictEqual(one);
    }
  });

  test("says as code which leaves it sets and what it uses", () => {
    const register = load("  d: {expression: fleet * life, unit: GW*year}\n  e: {expression: sum(d), unit: GW*year}\n");
    expect(derivations(register).map(({ id, leaves, uses }) => ({ id, leaves, uses }))).toEqual([
      { id: "d", leaves: ["d.2026.H100", "d.2026.R100", "d.2027.H100", "d.2027.R100"], uses: ["fleet", "life"] },
      { id: "e", leaves: ["e"], uses: ["d"] },
    ]);
  });

  test("agrees with mathjs, evaluated over its own units", () => {
    const unit = mathjs.evaluate("22 TB/s / (3 kW * 1.15)") as { toNumber(unit: string): number };
    expect(derive("chip.bw.R100 / (chip.power.R100 * chip.pue.R100)", "MB/s/W")).toBeCloseTo(
      unit.toNumber("MB/s/W"),
      9,
    );
  });

  test("knows the leaves it rests on, through other formulas", () => {
    const register = load(`  a: {expression: b * 2, unit: GW}
  b: {expression: gw.stock + c, unit: GW}
  c: {expression: gw.added.2026 * life, unit: GW}
`);
    expect(register.assumptions.get("a")?.value).toBe(68);
    expect(register.assumptions.get("a")?.restsOn).toEqual(["gw.stock", "gw.added", "life"]);
    expect(register.assumptions.get("a")).toMatchObject({ kind: "derived", shape: "scalar", setBy: "a" });
  });

  test("is computed again after an override, and an overridden formula is a value", () => {
    expect(derive("gw.added.2026 * life", "GW", [{ id: "gw.added.2026", text: "20" }])).toBe(30);
    const register = load("  d: {expression: gw.stock * 2, unit: GW}\n  e: {expression: d * 2, unit: GW}\n", [
      { id: "d", text: "3000 MW" },
    ]);
    expect(register.assumptions.get("d")).toMatchObject({ value: 3, kind: "assumed", setBy: "--set" });
    expect(register.assumptions.get("d")?.expression).toBeUndefined();
    expect(register.assumptions.get("e")?.value).toBe(6);
  });

  test("is computed again in place over a tree of numbers, to the same bits", () => {
    const derived = `  d: {expression: chip.bw / (chip.power * chip.pue), unit: MB/s/W}
  e: {expression: sum(d) * 2, unit: MB/s/W}
  f: {expression: fleet / 2, unit: MW}
`;
    const register = load(derived);
    const given = givenTree(register);
    const series = getGiven(given, "d");
    deriver(register)(given);
    expect(given).toEqual(givenTree(register));
    ((given.chip as GivenTree).bw as GivenTree).R100 = 20;
    deriver(register)(given);
    const overridden = load(derived, [{ id: "chip.bw.R100", text: "20" }]);
    expect(given).toEqual(givenTree(overridden));
    expect(getGiven(given, "d")).toBe(series);
  });
});

describe("what mathjs can do and an expression can't", () => {
  test.each([
    'cos.constructor("return process")()',
    "f.constructor(1)",
    "import({})",
    "createUnit(1)",
    "f(x) = x",
    "x = 3",
    "x.y = 3",
    "a[1] = 3",
    "1:3",
    "[1, 2]",
    "{a: 1}",
    "a ? 1 : 2",
    "a[1]",
    "a['constructor']",
    "(a).b",
    "a; b",
    "a\nb",
    "3 m to km",
    "a!",
    "a'",
    "a .^ 2",
    "a % 2",
    "5%",
    "a == b",
    "a < b < c",
    "not a",
    "a xor b",
    "a | b",
    "a ?? b",
    "true",
    "null",
    "Infinity",
    "1e400",
    '"text"',
    "5 / 0.5 year",
    "2 a",
    "2(3)",
    "1_000",
    "0x10",
    "10n",
    "",
    "# comment",
    "a # comment",
    "gwǀadd",
    "parse(1)",
    "evaluate(1)",
    "parser()",
    "config({})",
    "typed(1)",
    "chain(1)",
    "help(sin)",
    "map(1, 2)",
    "sum.constructor(1)",
    "__proto__(1)",
    "toString()",
    `${"(".repeat(400)}1${")".repeat(400)}+`,
    "1+".repeat(2000),
  ])("%j is refused", (text) => {
    const result = parseExpression(text);
    expect(result.ok).toBe(false);
    if (!result.ok) {
      expect(result.problem.message).not.toBe("");
      expect(result.problem.offset).toBeLessThanOrEqual(text.length);
    }
  });

  test("names that reach a prototype are names like any other, and unknown", () => {
    for (const name of [
      "constructor",
      "__proto__",
      "toString",
      "gw.__proto__",
      "gw.stock.constructor",
      "cos.constructor",
    ]) {
      expect(() => derive(name)).toThrow(/unknown assumption|has no/);
    }
  });

  test("deep nesting is read or refused, never a crash", () => {
    expect(parseExpression(`${"(".repeat(450)}1${")".repeat(450)}`).ok).toBe(true);
    expect(parseExpression("-".repeat(999)).ok).toBe(false);
  });
});
