import { describe, expect, it } from "vitest";
import { compareSides } from "../../src/review/compare.js";
import type { Attribution, OutputChange, Review } from "../../src/review/types.js";
import { random } from "../../src/sensitivity/numerics/random.js";
import { type MemoTexts, reviewOf, sideOf } from "./memo.js";

const scalars = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .map(([id, value]) => `  ${id}: {value: ${value}}\n`)
    .join("");

/** One output over assumptions in a group `x`. */
const model = (code: string, values: Readonly<Record<string, number>>): MemoTexts => ({
  assumptions: `  x:\n${scalars(values).replace(/^/gm, "  ").trimEnd()}\n`,
  outputs: { y: code },
});

const all = ({ outputs, minor, offsetting }: Review): OutputChange[] => [...outputs, ...minor, ...offsetting];

function attributionOf(review: Review, name = "y"): Attribution {
  const found = all(review).find((output) => output.name === name)?.attribution;
  if (!found) throw new Error(`no attribution of ${name}: ${JSON.stringify(review.remarks)}`);
  return found;
}

/** Contributions by assumption or group; the model's under "model". */
const shares = ({ steps }: Attribution): Record<string, number> =>
  Object.fromEntries(
    steps.flatMap(({ kind, contribution, parts }) =>
      parts.length === 0 ? [[kind, contribution]] : parts.map((part) => [part.id, part.contribution]),
    ),
  );

const sumOf = ({ steps }: Attribution): number => steps.reduce((sum, { contribution }) => sum + contribution, 0);

describe("exact attribution", () => {
  it("is of what is written where the code moved a value too, of which one end alone was computed in full", async () => {
    const [old, now] = [model("given.x.a / 3", { a: 20_001 }), model("given.x.a / 3 + 100", { a: 22_003 })];
    const [found] = all(await reviewOf(old, now));
    expect(found?.attribution?.steps[0]?.kind).toBe("model");
    expect(found?.difference).toBeCloseTo(Number(found?.new) - Number(found?.old), 9);
    const [same] = all(await reviewOf(old, model("given.x.a / 3", { a: 22_003 })));
    expect(same?.difference).toBeCloseTo(2002 / 3, 9);
  });

  it.each([
    ["A1", "given.x.a * given.x.b", { a: 2, b: 3 }, { a: 3, b: 5 }, { a: 4, b: 5 }],
    [
      "A3",
      "given.x.a * given.x.b / given.x.c",
      { a: 100, b: 2, c: 4 },
      { a: 150, b: 3, c: 5 },
      { a: 335 / 12, b: 335 / 12, c: -95 / 6 },
    ],
    ["A4", "Math.min(given.x.a, given.x.b)", { a: 10, b: 12 }, { a: 20, b: 15 }, { a: 3.5, b: 1.5 }],
    ["A7", "given.x.a * given.x.b", { a: 2, b: 3, c: 1 }, { a: 4, b: 3, c: 9 }, { a: 6 }],
  ])("%s: %s", async (_, code, old, now, expected) => {
    const attribution = attributionOf(await reviewOf(model(code, old), model(code, now)));
    const found = shares(attribution);
    expect(Object.keys(found).sort()).toEqual(
      Object.keys(expected)
        .map((id) => `x.${id}`)
        .sort(),
    );
    for (const [id, share] of Object.entries(expected)) expect(found[`x.${id}`]).toBeCloseTo(share, 11);
    expect(Math.abs(sumOf(attribution) - (attribution.to - attribution.from))).toBeLessThan(1e-12 * attribution.to);
  });

  it.each([
    ["A6", "given.x.a * given.x.b", { a: 2, b: 6 }, { a: 4, b: 3 }, { a: 9, b: -9 }],
    ["A8", "given.x.a + given.x.b", { a: 5, b: 5 }, { a: 7, b: 3 }, { a: 2, b: -2 }],
  ])("%s: offsetting changes are shown though nothing moved", async (_, code, old, now, expected) => {
    const review = await reviewOf(model(code, old), model(code, now));
    expect([review.outputs, review.minor, review.unchangedOutputs]).toEqual([[], [], 0]);
    expect(review.offsetting.map(({ name, difference }) => [name, difference])).toEqual([["y", 0]]);
    const found = shares(attributionOf(review));
    for (const [id, share] of Object.entries(expected)) expect(found[`x.${id}`]).toBeCloseTo(share, 12);
    expect(review.verdict).toBe("1 output stayed as changes cancel out; 2 assumptions changed");
  });
});

describe("random models of products, sums and minima", () => {
  const IDS = ["p.a", "p.b", "q.c", "q.d", "r.e", "r.f", "s.g"];
  const COUNT = 24;
  const stream = random("review", "models");
  const pick = <T>(items: readonly T[]): T => items[stream.below(items.length)] as T;
  const number = (): number => Number((0.5 + 4 * stream.uniform()).toFixed(2));
  const expression = (depth: number): string => {
    if (depth === 0 || stream.uniform() < 0.15) return `given.${pick(IDS)}`;
    const [a, b] = [expression(depth - 1), expression(depth - 1)];
    return pick([`${a} * ${b}`, `(${a} + ${b})`, `Math.min(${a}, ${b})`]);
  };
  const codes = Array.from({ length: COUNT }, () => expression(1 + stream.below(3)));
  const [before, after] = [0, 1].map(() => Object.fromEntries(IDS.map((id) => [id, number()])));
  const outputs = Object.fromEntries(codes.map((code, i) => [`y${i}`, code]));
  const texts = (values: Readonly<Record<string, number>> = {}, order: readonly string[]): MemoTexts => {
    const groups = [...new Set(order.map((id) => id.slice(0, 1)))];
    const lines = groups.map(
      (group) =>
        `  ${group}:\n${order
          .filter((id) => id.startsWith(group))
          .map((id) => `    ${id.slice(2)}: {value: ${values[id]}, kind: ${id < "q" ? "observed" : "assumed"}}\n`)
          .join("")}`,
    );
    return { assumptions: lines.join(""), outputs };
  };
  const used = (code: string): string[] => IDS.filter((id) => code.includes(id));
  const worth = (code: string, values: Readonly<Record<string, number>>): number =>
    new Function("given", `return ${code}`)(
      Object.fromEntries(
        ["p", "q", "r", "s"].map((group) => [
          group,
          Object.fromEntries(IDS.filter((id) => id.startsWith(group)).map((id) => [id.slice(2), values[id]])),
        ]),
      ),
    ) as number;
  /** The mean over all orders of joining, those that are data before the others. */
  const expected = (code: string): Record<string, number> => {
    const totals: Record<string, number> = {};
    const orders = permutations(used(code)).filter((order) =>
      order.every((id, i) => i === 0 || id >= "q" || (order[i - 1] ?? "") < "q"),
    );
    for (const order of orders) {
      const values = { ...before };
      for (const id of order) {
        const from = worth(code, values);
        values[id] = after?.[id] ?? Number.NaN;
        totals[id] = (totals[id] ?? 0) + (worth(code, values) - from) / orders.length;
      }
    }
    return totals;
  };

  it("add up, give an unused assumption nothing, agree with the mean over all orders, and don't depend on the order of declaration", async () => {
    const review = await reviewOf(texts(before, IDS), texts(after, IDS));
    const reversed = [...IDS].reverse();
    const other = await reviewOf(texts(before, reversed), texts(after, reversed));
    expect(all(review).length).toBe(COUNT);
    codes.forEach((code, i) => {
      const attribution = attributionOf(review, `y${i}`);
      const { from, to, method } = attribution;
      expect(method).toBe("exact");
      expect([from, to]).toEqual([worth(code, before ?? {}), worth(code, after ?? {})]);
      expect(Math.abs(sumOf(attribution) - (to - from))).toBeLessThan(1e-9);
      const found = shares(attribution);
      expect(used(code)).toEqual(expect.arrayContaining(Object.keys(found)));
      for (const [id, share] of Object.entries(expected(code))) expect(found[id] ?? 0).toBeCloseTo(share, 9);
      expect(attributionOf(other, `y${i}`)).toEqual(attribution);
    });
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) =>
    permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [item, ...rest]),
  );
}

describe("many changes", () => {
  const ids = (topics: number, each: number): string[] =>
    Array.from({ length: topics * each }, (_, i) => `t${Math.floor(i / each) + 10}.v${i % each}`);
  const texts = (names: readonly string[], value: (i: number) => number, code: string): MemoTexts => {
    const groups = [...new Set(names.map((id) => id.split(".")[0]))];
    return {
      assumptions: groups
        .map(
          (group) =>
            `  ${group}:\n${names.flatMap((id, i) => (id.startsWith(`${group}.`) ? [`    ${id.split(".")[1]}: {value: ${value(i)}}\n`] : [])).join("")}`,
        )
        .join(""),
      outputs: { y: code },
    };
  };

  it("are exact with twelve", async () => {
    const names = ids(3, 4);
    const code = names.map((id) => `given.${id}`).join(" + ");
    const attribution = attributionOf(
      await reviewOf(
        texts(names, (i) => i, code),
        texts(names, (i) => 2 * i + 1, code),
      ),
    );
    expect(attribution.method).toBe("exact");
    names.forEach((id, i) => {
      expect(shares(attribution)[id]).toBeCloseTo(i + 1, 10);
    });
  });

  it("count only what an output may rest on", async () => {
    const names = ids(7, 2);
    const others = names.slice(2).map((id) => `given.${id}`);
    const side = (by: number): MemoTexts => ({
      ...texts(names, (i) => by * (i + 1), others.join(" + ")),
      chapter: '```ts {#few}\nconst few = output(given.t10.v0 * given.t10.v1, { label: "Few" });\n```\n',
    });
    const review = await reviewOf(side(1), side(2));
    expect(attributionOf(review, "few").method).toBe("exact");
    expect(shares(attributionOf(review, "few"))).toEqual({ "t10.v0": 3, "t10.v1": 3 });
    expect(attributionOf(review).steps[0]?.parts).toHaveLength(12);
  });

  it("are grouped by topic from thirteen on", async () => {
    const names = ids(7, 2);
    const code = names.map((id) => `given.${id}`).join(" * ");
    const value =
      (by: number) =>
      (i: number): number =>
        i === 1 ? 1 : 1 + (by * (i + 1)) / 20;
    const attribution = attributionOf(await reviewOf(texts(names, value(1), code), texts(names, value(2), code)));
    expect(attribution.method).toBe("grouped");
    expect(Math.abs(sumOf(attribution) - (attribution.to - attribution.from))).toBeLessThan(1e-9);
    const [step] = attribution.steps;
    expect(step?.parts.map(({ id, members = [] }) => [id, members.length]).sort()).toEqual(
      [["t10.v0", 0], ...Array.from({ length: 6 }, (_, i) => [`t${11 + i}`, 2])].sort(),
    );
  });

  it("are taken each alone where one block reads thirteen and each of its values few", async () => {
    const values = {
      "a1.a": [2, 3],
      "a1.b": [3, 5],
      "a3.a": [100, 150],
      "a3.b": [2, 3],
      "a3.c": [4, 5],
      "a4.a": [10, 20],
      "a4.b": [12, 15],
      "a7.a": [2, 4],
      "a7.c": [1, 9],
      "a6.up": [5, 8],
      "a6.down": [5, 2],
      "more.x": [1, 2],
      "more.y": [1, 3],
    } as const;
    const side = (at: 0 | 1): MemoTexts => {
      const topics = [...new Set(Object.keys(values).map((id) => id.split(".")[0]))];
      return {
        assumptions: topics
          .map((topic) => {
            const own = Object.entries(values).filter(([id]) => id.startsWith(`${topic}.`));
            return `  ${topic}:\n${own.map(([id, pair]) => `    ${id.split(".")[1]}: {value: ${pair[at]}}`).join("\n")}`;
          })
          .join("\n"),
        outputs: {
          a1: "given.a1.a * given.a1.b",
          a3: "(given.a3.a * given.a3.b) / given.a3.c",
          a4: "Math.min(given.a4.a, given.a4.b)",
          a7: "given.a7.a * 3",
          a6: "given.a6.up + given.a6.down",
          none: "given.more.x * 0 + given.a7.c * 0 + given.more.y",
        },
      };
    };
    const review = await reviewOf(side(0), side(1));
    const exact = (name: string): Record<string, number> => {
      expect(attributionOf(review, name).method).toBe("exact");
      return shares(attributionOf(review, name));
    };
    expect(exact("a1")).toEqual({ "a1.a": 4, "a1.b": 5 });
    expect(exact("a3")["a3.c"]).toBeCloseTo(-95 / 6, 9);
    expect(exact("a4")).toEqual({ "a4.a": 3.5, "a4.b": 1.5 });
    expect(exact("a7")).toEqual({ "a7.a": 6 });
    expect(exact("none")).toEqual({ "more.y": 2 });
    expect(review.offsetting.map(({ name }) => name)).toEqual(["a6"]);
  });

  it("are sampled, and say how far off they may be, from thirteen topics on", async () => {
    const names = ids(14, 1);
    const code = `${names.map((id) => `given.${id}`).join(" + ")} + given.t10.v0 * given.t11.v0`;
    const value =
      (by: number) =>
      (i: number): number =>
        by * (i + 1);
    const sides = [texts(names, value(1), code), texts(names, value(2), code)] as const;
    const attribution = attributionOf(await reviewOf(...sides));
    expect(attribution.method).toBe("sampled");
    expect(Math.abs(sumOf(attribution) - (attribution.to - attribution.from))).toBeLessThan(1e-9);
    const parts = new Map(attribution.steps[0]?.parts.map((part) => [part.id, part]));
    // 1·2 → 2·4 splits into 3 and 3; the others only add up.
    for (const [id, share] of [
      ["t10.v0", 1 + 3],
      ["t11.v0", 2 + 3],
    ] as const) {
      const { contribution = 0, standardError = 0 } = parts.get(id) ?? {};
      expect(Math.abs(contribution - share)).toBeLessThanOrEqual(4 * standardError + 1e-12);
      expect(standardError).toBeLessThan(0.2);
    }
    expect(parts.get("t15.v0")?.contribution).toBeCloseTo(6, 12);
    expect(attributionOf(await reviewOf(...sides))).toEqual(attribution);
  });
});

describe("the steps", () => {
  const assumptions = (a: number, b: string, rest = ""): string =>
    `  x:\n    a: {value: ${a}, kind: cited}\n    b: ${b}\n${rest}`;

  it("take the model first, then data, then assumptions, and add up", async () => {
    const review = await reviewOf(
      { assumptions: assumptions(2, "{value: 3}"), outputs: { y: "given.x.a * given.x.b" } },
      { assumptions: assumptions(4, "{value: 5}"), outputs: { y: "given.x.a * given.x.b + 1" } },
    );
    expect(attributionOf(review).steps.map(({ kind, contribution }) => [kind, contribution])).toEqual([
      ["model", 1],
      ["data", 6],
      ["assumptions", 8],
    ]);
  });

  it("have the model alone when no assumption changed, with nothing to compute", async () => {
    const [old, now] = [
      await sideOf({ assumptions: assumptions(2, "{value: 3}"), outputs: { y: "given.x.a" } }),
      await sideOf({ assumptions: assumptions(2, "{value: 3}"), outputs: { y: "given.x.a * given.x.b" } }),
    ];
    const review = await compareSides(old, now);
    expect(attributionOf(review)).toEqual({
      from: 2,
      to: 6,
      method: "exact",
      steps: [{ kind: "model", contribution: 4, parts: [] }],
    });
  });

  it("move a series whole, and derived assumptions with what they rest on", async () => {
    const texts = (a: number, series: string): MemoTexts => ({
      assumptions: assumptions(
        a,
        `{value: {2026: ${series}}, kind: observed}`,
        '    c: {expression: "x.a * 2", unit: "1"}\n',
      ),
      outputs: { y: "given.x.c + given.x.b[2026] * given.x.b[2027]" },
    });
    const attribution = attributionOf(await reviewOf(texts(1, "2, 2027: 3"), texts(2, "3, 2027: 5")));
    expect(shares(attribution)).toEqual({ "x.a": 2, "x.b": 9 });
  });

  it("take an assumption given in another unit for what it says", async () => {
    const texts = (b: string, factor: number): MemoTexts => ({
      assumptions: assumptions(3, b),
      outputs: { y: `given.x.a * given.x.b * ${factor}` },
    });
    const attribution = attributionOf(await reviewOf(texts("{value: 2 GW}", 1), texts("{value: 2500 MW}", 0.001)));
    expect(shares(attribution)["x.b"]).toBeCloseTo(1.5, 12);
    expect(attribution.steps).toHaveLength(1);
  });

  it("leave out a unit that says the same", async () => {
    const review = await reviewOf(
      { assumptions: assumptions(3, "{value: 2 GW}"), outputs: { y: "given.x.a * given.x.b" } },
      { assumptions: assumptions(4, "{value: 2000 MW}"), outputs: { y: "given.x.a * given.x.b / 1000" } },
    );
    expect(shares(attributionOf(review))).toEqual({ "x.a": 2 });
  });

  it("end with new assumptions that the code finds by itself", async () => {
    const texts = (b: string): MemoTexts => ({
      assumptions: assumptions(2, "{value: 3}", b),
      outputs: { y: "Object.values(given.x).reduce((sum, value) => sum + value, 0)" },
    });
    const review = await reviewOf(texts(""), texts("    c: {value: 7}\n    d: {value: 1}\n"));
    expect(attributionOf(review).steps).toEqual([
      {
        kind: "new",
        contribution: 8,
        parts: [
          { id: "x.c", contribution: 7 },
          { id: "x.d", contribution: 1 },
        ],
      },
    ]);
    expect(review.remarks).toEqual([]);
  });

  it("leave new assumptions out until the others have been taken", async () => {
    const texts = (a: number, more: string): MemoTexts => ({
      assumptions: assumptions(a, "{value: 3}", more),
      outputs: { y: "Object.values(given.x).reduce((product, value) => product * value, 1)" },
    });
    const attribution = attributionOf(await reviewOf(texts(2, ""), texts(4, "    c: {value: 5}\n")));
    expect(attribution.steps.map(({ kind, contribution }) => [kind, contribution])).toEqual([
      ["data", 6],
      ["new", 48],
    ]);
  });

  it("count new assumptions that the code names to the model, and say so", async () => {
    const review = await reviewOf(
      { assumptions: assumptions(2, "{value: 3}"), outputs: { y: "given.x.a * given.x.b" } },
      {
        assumptions: assumptions(4, "{value: 3}", "    c: {value: 7}\n"),
        outputs: { y: "given.x.a * given.x.b + given.x.c" },
      },
    );
    expect(shares(attributionOf(review))).toEqual({ model: 7, "x.a": 6 });
    expect(review.remarks).toEqual(["New, and counted to the model, since the new blocks don’t run without: `x.c`."]);
  });

  it("count what went to the model", async () => {
    const review = await reviewOf(
      {
        assumptions: assumptions(2, "{value: 3}", "    c: {value: 7}\n"),
        outputs: { y: "given.x.a * given.x.b + given.x.c" },
      },
      { assumptions: assumptions(2, "{value: 3}"), outputs: { y: "given.x.a * given.x.b" } },
    );
    expect(shares(attributionOf(review))).toEqual({ model: -7 });
  });

  it("fill the years that only the new side has, and say so", async () => {
    const review = await reviewOf(
      { assumptions: assumptions(2, "{value: {2026: 3}}"), outputs: { y: "given.x.b[2026]" } },
      {
        assumptions: assumptions(2, "{value: {2026: 4, 2027: 5}}"),
        outputs: { y: "given.x.b[2026] + given.x.b[2027]" },
      },
    );
    expect(shares(attributionOf(review))).toEqual({ model: 5, "x.b": 1 });
    expect(review.remarks).toEqual(["`x.b` has 2027 on the new side only; what that moved counts to the model."]);
  });
});

describe("what can't be attributed", () => {
  it("is said when the new code doesn't run on the old assumptions", async () => {
    const code = 'given.x.a < 3 ? (() => { throw new Error("a is too small"); })() : given.x.a';
    const review = await reviewOf(model("given.x.a", { a: 2 }), model(code, { a: 4 }));
    expect(review.outputs.map(({ name, difference, attribution }) => [name, difference, attribution])).toEqual([
      ["y", 2, undefined],
    ]);
    expect(review.remarks).toEqual([
      "Not attributed, since the new blocks can’t work with the old assumptions (block `outputs-block`: a is too small): y.",
    ]);
  });

  it("is told together when the code doesn't run on a mixture of old and new", async () => {
    const code = "given.x.a === given.x.b ? given.x.a : NaN";
    const review = await reviewOf(model(code, { a: 2, b: 2 }), model(code, { a: 4, b: 4 }));
    expect(attributionOf(review).steps).toEqual([
      { kind: "assumptions", contribution: 2, parts: [{ id: "x", members: ["x.a", "x.b"], contribution: 2 }] },
    ]);
    expect(review.remarks).toEqual([
      "Some changes are told together, since the new blocks can’t work with only some of them: y.",
    ]);
  });

  it("is said when the new side's blocks are not at hand", async () => {
    const [old, now] = [await sideOf(model("given.x.a", { a: 2 })), await sideOf(model("given.x.a", { a: 4 }))];
    const review = await compareSides(old, now);
    expect(review.outputs[0]?.attribution).toBeUndefined();
    expect(review.remarks).toEqual(["Not attributed, since the new side’s blocks are not at hand: y."]);
  });

  it("is said when the blocks don't come to the same value again", async () => {
    const [old, now] = [await sideOf(model("given.x.a", { a: 2 })), await sideOf(model("given.x.a", { a: 4 }))];
    const other = await sideOf(model("given.x.a + 1", { a: 4 }));
    const review = await compareSides(old, now, other.source);
    expect(review.remarks).toEqual([
      "Not attributed, since the new blocks, run again, come to another value than was written: y.",
    ]);
  });
});
