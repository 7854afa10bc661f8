import { describe, expect, it } from "vitest";
import { drawOf, isSampledUnlike } from "../../src/sensitivity/draw-of.js";
import { basePoint, type Input, inputsOf, moveTo, pathsOf } from "../../src/sensitivity/inputs.js";
import { sobolPoints } from "../../src/sensitivity/numerics/sobol-points.js";
import { register } from "./register.js";

const YAML = `
gw:
  stock: {value: 7 GW, low: 6 GW, high: 10 GW, distribution: triangular}
  add:
    unit: GW
    value: {2026: 10, 2027: 20}
    low: {2026: 5}
    high: {2026: 20, 2027: 60}
    distribution: triangular
  shown: {value: 5 GW, low: 4 GW, high: 6 GW, distribution: point}
  fixed: {value: 3 GW}
  up: {unit: GW, value: {2026: 1, 2027: 2}, high: {2026: 2, 2027: 4}, low: {2026: 1}, distribution: uniform}
  ratio: {unit: GW, value: {2026: 1, 2027: 4}, low: {2026: 0.5, 2027: 1}, high: {2026: 4, 2027: 16}, distribution: lognormal}
mix:
  2026: {unit: "1", mix: true, value: {A: 0.2, B: 0.8}, low: {A: 0.4, B: 0.6}, high: {A: 0.1, B: 0.9}, distribution: triangular}
  all:
    unit: "%"
    mix: true
    value: {x: {A: 20, B: 80}, y: {A: 50, B: 50}}
    low: {x: {A: 40, B: 60}, y: {A: 70, B: 30}}
    high: {x: {A: 10, B: 90}, y: {A: 0, B: 100}}
    distribution: normal
chip:
  table:
    rows: [A100, H100]
    columns:
      bw: {unit: TB/s, value: [2, 3], low: [2, 2.5], high: [2, 4], distribution: pert}
sum: {expression: "gw.stock + gw.fixed", unit: GW}
`;

const reg = register(YAML);
const byId = new Map(inputsOf(reg).map((x) => [x.id, x]));
const get = (id: string): Input => byId.get(id) ?? (inputsOf(reg, [id])[0] as Input);

const moved = (id: string, how: "value" | "position" | "factor", x: number): number[] => {
  const out = new Float64Array(get(id).paths.length + 1);
  moveTo(get(id), how, x, out, 1);
  return [...out.slice(1)];
};

const drawn = (id: string, u: number): number[] => {
  const out = new Float64Array(get(id).paths.length);
  drawOf(get(id))(u, out, 0);
  return [...out];
};

describe("inputs", () => {
  it("are the assumptions that are not derived, in declared order, with the reason why some are not drawn", () => {
    expect(inputsOf(reg).map(({ id, held }) => [id, held])).toEqual([
      ["gw.stock", undefined],
      ["gw.add", undefined],
      ["gw.shown", "it is declared a point"],
      ["gw.fixed", "it has no range"],
      ["gw.up", undefined],
      ["gw.ratio", undefined],
      ["mix.2026", undefined],
      ["mix.all", undefined],
      ["chip.bw", undefined],
    ]);
  });

  it("set the paths of their numbers", () => {
    const some = inputsOf(reg, ["gw.add", "chip.bw", "gw.stock"]);
    expect(pathsOf(some)).toEqual(["gw.add.2026", "gw.add.2027", "chip.bw.A100", "chip.bw.H100", "gw.stock"]);
    expect([...basePoint(some)]).toEqual([10, 20, 2, 3, 7]);
  });

  it("know temperatures on a scale with a zero of its own, in a column too", () => {
    const warm = register(`
air: {value: 5 degC, low: 1 degC, high: 9 degC, distribution: uniform}
rise: {value: 5 K, low: 1 K, high: 9 K, distribution: uniform}
days: {unit: degF, value: {2026: 40, 2027: 50}}
home:
  rooms:
    unit: {size: m^2, warmth: degC}
    value: {A: {size: 2, warmth: 20}, B: {size: 3, warmth: 21}}
`);
    const found = [...inputsOf(warm), ...inputsOf(warm, ["days.2027", "home.rooms.A.size", "home.rooms.A.warmth"])];
    expect(found.filter(({ hasOwnZero }) => hasOwnZero).map(({ id }) => id)).toEqual([
      "air",
      "days",
      "home.rooms",
      "days.2027",
      "home.rooms.A.warmth",
    ]);
  });

  it("may be one number of a series", () => {
    const [one] = inputsOf(reg, ["gw.add.2027"]);
    expect(one).toMatchObject({ shape: "scalar", base: [20], low: [20], high: [60], label: "gw.add, 2027" });
  });
});

describe("a position", () => {
  it("moves a series as a whole between its paths, and beyond", () => {
    expect(moved("gw.add", "position", -1)).toEqual([5, 20]);
    expect(moved("gw.add", "position", -0.5)).toEqual([7.5, 20]);
    expect(moved("gw.add", "position", 0)).toEqual([10, 20]);
    expect(moved("gw.add", "position", 0.5)).toEqual([15, 40]);
    expect(moved("gw.add", "position", 1)).toEqual([20, 60]);
    expect(moved("gw.add", "position", 2)).toEqual([30, 100]);
  });

  it("moves a lognormal series by ratios", () => {
    expect(moved("gw.ratio", "position", 0.5)).toEqual([2, 8]);
    expect(moved("gw.ratio", "position", -1)).toEqual([0.5, 1]);
  });

  it("keeps the sum of a mix, and no share below 0", () => {
    expect(moved("mix.2026", "position", 0.5)).toEqual([0.15, 0.85].map((x) => expect.closeTo(x, 15)));
    const far = moved("mix.2026", "position", 3);
    expect(far[0]).toBe(0);
    expect(far[1]).toBe(1);
    for (const z of [-2.5, -1, -0.3, 0.7, 1, 4]) {
      const [xa = 0, xb = 0, ya = 0, yb = 0] = moved("mix.all", "position", z);
      expect(xa + xb).toBeCloseTo(1, 12);
      expect(ya + yb).toBeCloseTo(1, 12);
      expect(Math.min(xa, xb, ya, yb)).toBeGreaterThanOrEqual(0);
    }
  });

  it("is no way to move what has no range", () => {
    expect(() => moved("gw.fixed", "position", 0.5)).toThrow("`gw.fixed` has no range");
  });
});

describe("a factor or a value", () => {
  it("multiplies all numbers, or sets the one", () => {
    expect(moved("gw.add", "factor", 2)).toEqual([20, 40]);
    expect(moved("gw.fixed", "value", 9)).toEqual([9]);
    expect(() => moved("mix.2026", "factor", 2)).toThrow("`mix.2026` is a mix");
    expect(() => moved("gw.add", "value", 2)).toThrow("`gw.add` is a series");
  });
});

describe("a draw", () => {
  it("of a number follows its distribution", () => {
    // Triangular 6, 7, 10: the mode at u = 1/4
    expect(drawn("gw.stock", 0.25)[0]).toBeCloseTo(7, 14);
    expect(drawn("gw.stock", 0.0625)[0]).toBeCloseTo(6.5, 14);
  });

  it("of a series has the register's values as the mode of its position", () => {
    expect(drawn("gw.add", 0.5)).toEqual([10, 20]);
    expect(drawn("gw.add", 0.125)).toEqual([7.5, 20]);
    expect(drawn("gw.add", 0.875)).toEqual([15, 40]);
  });

  it("of a series with one end at the register's values goes to the other end only", () => {
    expect(drawn("gw.up", 0.5)).toEqual([1.5, 3]);
    expect(drawn("gw.up", 0.001)[0]).toBeCloseTo(1.001, 12);
  });

  it("of a table moves its columns together", () => {
    expect(drawn("chip.bw", 0.5)).toEqual([2, expect.closeTo(3, 12)]);
  });

  it("of a mix is a mix, however far out", () => {
    for (const u of sobolPoints(256, 1).slice(1)) {
      const [a = 0, b = 0, c = 0, d = 0] = drawn("mix.all", u);
      expect(a + b).toBeCloseTo(1, 12);
      expect(c + d).toBeCloseTo(1, 12);
    }
  });

  it("of a normal or lognormal series has its paths at the two percentiles", () => {
    expect(drawn("gw.ratio", 0.05)).toEqual([0.5, 1].map((x) => expect.closeTo(x, 12)));
    expect(drawn("gw.ratio", 0.95)).toEqual([4, 16].map((x) => expect.closeTo(x, 12)));
  });
});

describe("a series is told to be drawn otherwise than a single number", () => {
  const RANGES = {
    lopsided: [13.5, 18, 20],
    even: [16, 18, 20],
    upward: [18, 18, 20],
    downward: [16, 18, 18],
  } as const;
  it.each(
    Object.entries(RANGES).flatMap(([name, range]) =>
      ["uniform", "triangular", "pert", "normal"].map((distribution) => [distribution, name, range] as const),
    ),
  )("%s, %s", (distribution, _, [low, value, high]) => {
    const found = inputsOf(
      register(`one: {value: ${value} GW, low: ${low} GW, high: ${high} GW, distribution: ${distribution}}
series: {unit: GW, value: {2026: ${value}}, low: {2026: ${low}}, high: {2026: ${high}}, distribution: ${distribution}}`),
    );
    const [one, series] = found.map((input) => {
      const draw = drawOf(input);
      return [0.1, 0.5, 0.9].map((u) => {
        const out = new Float64Array(1);
        draw(u, out, 0);
        return out[0] ?? Number.NaN;
      });
    });
    const differ = one?.some((x, k) => Math.abs(x - (series?.[k] ?? 0)) > 1e-6) ?? false;
    expect(found.map(isSampledUnlike)).toEqual([false, differ]);
    if (low === 13.5) expect(differ).toBe(true);
    if (low === 13.5 && distribution === "uniform") expect([one?.[1], series?.[1]]).toEqual([16.75, 18]);
  });
});
