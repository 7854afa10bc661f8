import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as api from "../../src/api/index.js";
import { reviewOf } from "../review/memo.js";
import { runSweepsHere } from "../sensitivity/sweeps.js";

const { check, compute, formatDiagnostics, projectOf } = api;

/** One assumption of each shape. */
const KINDS = {
  number: "{value: 5 kg, low: 4 kg, high: 7 kg, distribution: triangular, source: [s, t], as_of: 2026-03}",
  series: "{unit: kg, value: {2026: 5, 2027: 6}, source: [s, t], as_of: 2026-03}",
  table: "{unit: kg, value: {x: {a: 1, b: 2}, y: {a: 3, b: 4}}, source: [s, t], as_of: 2026-03}",
  choice: "{one_of: [slow, fast], value: slow, source: [s, t], as_of: 2026-03}",
  data: "{data: d.csv, columns: {kg: {unit: kg}}, source: [s, t], as_of: 2026-03}",
} as const;

const memo = (entry: string, code: string, more = "", prose = ""): Record<string, string> => ({
  "chapters/01-a.md": `---\ntitle: A\n---\n\n${prose}\n\n\`\`\`ts {#told}\n${code}\n\`\`\`\n`,
  "assumptions/2026-01.yaml": `version: 2026-01\nas_of: 2026-04-01\ndefaults: {kind: assumed, as_of: 2026-01}\nassumptions:\n  g:\n    one: ${entry}\n${more}`,
  "assumptions/sources.yaml": "sources: {s: {title: S}, t: {title: T}}\n",
  ...(entry.includes("data:") ? { "data/d.csv": "kg\n3\n" } : {}),
});

const problems = async (files: Record<string, string>): Promise<string> =>
  formatDiagnostics((await check(projectOf(files))).diagnostics);

const CODE = `const told = output(\`\${given.about.g.one.source} \${given.about.g.one.as_of} \${given.about.g.one.kind}\`, {
  label: "Told", format: "text",
});`;

beforeAll(runSweepsHere);
afterAll(() => {
  vi.restoreAllMocks();
});

describe("a block reads where an assumption comes from", () => {
  for (const [kind, entry] of Object.entries(KINDS))
    it(`of a ${kind}`, async () => {
      const files = memo(entry, CODE);
      const computed = await compute(projectOf(files));
      expect(computed.value("told").value).toBe("s, t 2026-03 assumed");
      expect(computed.value("told").restsOn).toEqual(["g.one"]);
      expect(await problems(files)).not.toMatch(/error|unused\/(?:assumption|source)/);
    });
});

describe("what is told of an assumption", () => {
  const entry = KINDS.number;

  it("is refused at its place where there is none, and where it is nothing that is told", async () => {
    const found = await problems(
      memo("{value: 5 kg, note: a guess}", "const x = given.about.g.one.source;\nconst own = given.g.one;"),
    );
    expect(found).toMatch(/chapters\/01-a\.md:8:\d+/);
    expect(found).toContain("`g.one` has no source");
    expect(await problems(memo(entry, "const x = given.about.g.one.sourse;"))).toContain("did you mean");
    expect(await problems(memo(entry, "const x = given.about.g.onne.source;"))).toContain("did you mean");
    expect(await problems(memo(entry, "const x = given.onee;"))).not.toContain("about.");
  });

  it("is typed as a text", async () => {
    expect(await problems(memo(entry, "const x: number = given.about.g.one.source;"))).toContain("[types/");
    expect(await problems(memo(entry, "const x = given.about.g.one.source.split(', ').length;"))).not.toMatch(/error/);
  });

  it("is quoted in prose, whether or not a block reads it", async () => {
    const files = memo(
      entry,
      "const own = given.g.one;",
      "",
      "It is of {{date given.about.g.one.as_of}}, {{text given.about.g.one.kind}}.",
    );
    const text = String((await api.write(await compute(projectOf(files)), { only: ["md"] })).get("memo.md"));
    expect(text).toMatch(/It is of March 2026, assumed\./);
  });

  it("is what a review ascribes a change to where blocks read it, and nothing where none does", async () => {
    const side = (source: string) => ({
      assumptions: `  g:\n    one: {value: 5, unit: "1", source: ${source}}\n`,
      outputs: { own: "given.g.one", counted: "given.about.g.one.source.length * given.g.one" },
    });
    const { outputs } = await reviewOf(side("s"), side("[s, t]"));
    expect(
      outputs.map(({ name, difference, attribution }) => [
        name,
        difference,
        attribution?.steps.flatMap(({ parts }) => parts.map(({ id, contribution }) => [id, contribution])),
      ]),
    ).toEqual([["counted", 15, [["about.g.one.source", 15]]]]);
  });

  it("is no part of what loops over the assumptions", async () => {
    const files = memo(
      entry,
      'const groups = output(Object.keys(given).length, { label: "Groups", tolerance: "1%" });',
    );
    expect((await compute(projectOf(files))).value("groups").value).toBe(1);
  });

  it("leaves a group called about to a register that has one", async () => {
    const code = 'const own = output(given.about.km.source, { label: "Own", unit: "km", tolerance: "1%" });';
    const files = memo(entry, code, "  about:\n    km: {unit: km, value: {source: 3, kind: 4}, note: a guess}\n");
    expect((await compute(projectOf(files))).value("own").value).toBe(3);
  });
});
