import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as api from "../../src/api/index.js";
import { reviewOf } from "../review/memo.js";
import { runSweepsHere } from "../sensitivity/sweeps.js";

const { check, compute, formatDiagnostics, projectOf, sweep } = api;

/** One assumption of each shape that numbers come in: its entry, the path below its range, and what each end is there. */
const KINDS = {
  scalar: { entry: "{value: 5 kg, low: 4 kg, high: 7 kg, distribution: triangular}", path: "", low: 4, high: 7 },
  share: { entry: "{value: 50 %, low: 40 %, high: 70 %, distribution: triangular}", path: "", low: 0.4, high: 0.7 },
  celsius: {
    entry: "{value: 20 degC, low: 10 degC, high: 30 degC, distribution: triangular}",
    path: "",
    low: 283.15,
    high: 303.15,
  },
  series: {
    entry:
      "{unit: kg, value: {2026: 5, 2027: 6}, low: {2026: 4, 2027: 5}, high: {2026: 7, 2027: 9}, distribution: triangular}",
    path: "[2027]",
    low: 5,
    high: 9,
  },
  months: {
    entry:
      "{unit: kg, value: {2026-01: 5, 2026-02: 6}, low: {2026-01: 4, 2026-02: 5}, high: {2026-01: 7, 2026-02: 9}, distribution: triangular}",
    path: '["2026-02"]',
    low: 5,
    high: 9,
  },
  mix: {
    entry:
      "{unit: '1', mix: true, value: {a: 0.5, b: 0.5}, low: {a: 0.4, b: 0.6}, high: {a: 0.7, b: 0.3}, ends: paths, distribution: triangular}",
    path: ".b",
    low: 0.6,
    high: 0.3,
  },
  table: {
    entry:
      "{unit: kg, value: {x: {a: 1, b: 2}, y: {a: 3, b: 4}}, low: {x: {a: 0.5, b: 1}, y: {a: 2, b: 3}}, high: {x: {a: 2, b: 3}, y: {a: 5, b: 6}}, distribution: triangular}",
    path: ".y.b",
    low: 3,
    high: 6,
  },
} as const;

const memo = (entry: string, code: string, more = "", scenarios = "{}", prose = ""): Record<string, string> => ({
  "chapters/01-a.md": `---\ntitle: A\n---\n\n${prose}\n\n\`\`\`ts {#ends}\n${code}\n\`\`\`\n`,
  "assumptions/2026-01.yaml": `version: 2026-01\nas_of: 2026-01-01\ndefaults: {kind: assumed, as_of: 2026-01, source: s}\nassumptions:\n  g:\n    one: ${entry}\n${more}`,
  "assumptions/scenarios.yaml": `scenarios: ${scenarios}\n`,
  "assumptions/sources.yaml": "sources: {s: {title: S}}\n",
});

const problems = async (files: Record<string, string>): Promise<string> =>
  formatDiagnostics((await check(projectOf(files))).diagnostics);

const declared = (name: string, code: string, unit: string): string =>
  `const ${name} = output(${code}, { label: "${name}", unit: "${unit}", tolerance: "1%" });`;

const outputs = (path: string, unit = "kg"): string =>
  [
    declared("least", `given.range.g.one.low${path}`, unit),
    declared("most", `given.range.g.one.high${path}`, unit),
    declared("own", `given.g.one${path}`, unit),
  ].join("\n");

beforeAll(runSweepsHere);
afterAll(() => {
  vi.restoreAllMocks();
});

describe("a block reads the ends of ranges", () => {
  for (const [kind, { entry, path, low, high }] of Object.entries(KINDS))
    it(`of a ${kind}`, async () => {
      const files = memo(
        entry,
        outputs(path, entry.includes("%") || entry.includes("mix") ? "1" : entry.includes("degC") ? "K" : "kg"),
      );
      const computed = await compute(projectOf(files));
      expect([computed.value("least").value, computed.value("most").value]).toEqual([low, high]);
      expect(computed.value("least").restsOn).toEqual(["g.one"]);
      expect(await problems(files)).not.toMatch(/error|unused|range/);
    });
});

describe("what has no range is refused at its place", () => {
  for (const [kind, entry] of Object.entries({
    number: "{value: 5 kg}",
    series: "{unit: kg, value: {2026: 5, 2027: 6}}",
    choice: "{type: choice, one_of: [slow, fast], value: slow}",
    date: "{type: date, value: 2026-03-01}",
    boolean: "{type: boolean, value: true}",
  }))
    it(kind, async () => {
      const found = await problems(memo(entry, "const least = given.range.g.one.low;\nconst own = given.g.one;"));
      expect(found).toContain("[notebook/no-range]");
      expect(found).toContain("chapters/01-a.md:8:");
      expect(found).toContain("`g.one` has no range");
      expect(found).toContain("an assumption whose entry has `low` and `high`");
    });

  it("and so is a third end, and a name that is none", async () => {
    const { entry } = KINDS.scalar;
    expect(await problems(memo(entry, "const x = given.range.g.one.mid;"))).toContain("`range.g.one` has no key `mid`");
    expect(await problems(memo(entry, "const x = given.range.g.onne.low;"))).toContain("did you mean `range.g.one`?");
    expect(await problems(memo(entry, "const x = given.onee;"))).not.toContain("range.");
  });
});

describe("what rests on a range", () => {
  const { entry } = KINDS.scalar;
  const code = outputs("");

  it("has the assumption's unit, which is checked", async () => {
    const wrong = `${code}\nconst sum = given.range.g.one.low + given.g.hours;`;
    expect(await problems(memo(entry, wrong, "    hours: {value: 3 hour}\n"))).toContain("[dimensions/");
  });

  it("is typed", async () => {
    expect(await problems(memo(entry, `${code}\nconst text: string = given.range.g.one.low;`))).toContain("[types/");
  });

  it("is quoted in prose, whether or not a block reads it", async () => {
    const files = memo(
      entry,
      "const own = given.g.one;",
      "",
      "{}",
      "From {{number given.range.g.one.low}} to {{unit given.range.g.one.high}}.",
    );
    const text = String((await api.write(await compute(projectOf(files)), { only: ["md"] })).get("memo.md"));
    expect(text).toMatch(/From 4 to 7\skg\./);
  });

  it("stays where a scenario puts the value inside it, and is widened by one outside", async () => {
    const files = memo(entry, code, "", "{more: {title: More, set: {g.one: 6 kg}}}");
    const ends = async (options: api.Options): Promise<unknown[]> => {
      const { value } = await compute(projectOf(files), options);
      return [value("least").value, value("most").value, value("own").value];
    };
    expect(await ends({ scenario: "more" })).toEqual([4, 7, 6]);
    expect(await ends({ set: { "g.one": "9 kg" } })).toEqual([4, 9, 9]);
  });

  it("stays in a sweep that varies the value", async () => {
    const computed = await compute(projectOf(memo(entry, code)));
    const moves = async (output: string): Promise<number> =>
      (await sweep(computed, { kind: "tornado", outputs: [output] } as never)).table.rows.length;
    expect(await moves("own")).toBe(1);
    expect(await moves("least")).toBe(0);
  });

  it("is all that a change of one end moves, and a review ascribes the move to the range", async () => {
    const side = (low: number, value = 5) => ({
      assumptions: `  g:\n    one: {value: ${value}, unit: "1", low: ${low}, high: 7, distribution: triangular}\n`,
      outputs: { least: "given.range.g.one.low * 3", most: "given.range.g.one.high", own: "given.g.one" },
    });
    const moved = async (old: ReturnType<typeof side>, now: ReturnType<typeof side>) =>
      (await reviewOf(old, now)).outputs.map(({ name, difference, attribution }) => [
        name,
        difference,
        attribution?.steps.flatMap(({ parts }) => parts.map(({ id, contribution }) => [id, contribution])),
      ]);
    expect(await moved(side(4), side(2))).toEqual([["least", -6, [["range.g.one", -6]]]]);
    expect(await moved(side(4), side(2, 6))).toEqual([
      ["least", -6, [["range.g.one", -6]]],
      ["own", 1, [["g.one", 1]]],
    ]);
  });

  it("is no part of what loops over the assumptions, where no code names a range", async () => {
    const groups = declared("groups", "Object.keys(given).length", "1");
    const of = async (code: string): Promise<unknown> =>
      (await compute(projectOf(memo(entry, code)))).value("groups").value;
    expect([await of(groups), await of(`${code}\n${groups}`)]).toEqual([1, 2]);
  });

  it("a register with a group called range keeps it", async () => {
    const files = memo(
      entry,
      declared("own", "given.range.km.low", "km"),
      "  range:\n    km: {unit: km, value: {low: 3, high: 4}}\n",
    );
    expect((await compute(projectOf(files))).value("own").value).toBe(3);
  });
});
