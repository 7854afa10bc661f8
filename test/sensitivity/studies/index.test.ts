import { Option } from "commander";
import { describe, expect, it } from "vitest";
import { readChapters } from "../../../src/chapters/index.js";
import { STUDIES } from "../../../src/chapters/types.js";
import { type StudyDrawing, studyChart } from "../../../src/figures/studies/index.js";
import { readStudy, type StudyRequest, studyType } from "../../../src/sensitivity/index.js";
import type { StudyKeys } from "../../../src/sensitivity/studies/parts/keys.js";

/** The same question of each kind, as a fence and as what the command line's options come to. */
const ASKED: Readonly<Record<StudyRequest["kind"], [fence: string, results: string[], given: object]>> = {
  tornado: ["output: a\nover: [x, y]\ntop: 3", ["a"], { over: ["x", "y"], top: 3 }],
  "two-way": [
    "output: a\nrows: {vary: x, values: [1, 2]}\ncolumns: {vary: y, from: 1, to: 8, count: 4, spacing: ratio}",
    ["a"],
    { rows: { id: "x", values: [1, 2] }, columns: { id: "y", from: 1, to: 8, count: 4, spacing: "ratio" } },
  ],
  "break-even": ["output: a\nvary: x\ntarget: 2\nto: 9", ["a"], { vary: "x", target: 2, to: 9 }],
  scenarios: [
    "outputs: [a, b]\nscenarios: [s]\ndifferences: true",
    ["a", "b"],
    { scenarios: ["s"], differences: true },
  ],
  "monte-carlo": ["outputs: [a, b]\ndraws: 64", ["a", "b"], drawn(64)],
  importance: ["output: a\ndraws: 64\nover: all", ["a"], { ...drawn(64), over: ["all"] }],
  sobol: ["output: a\ndraws: 64\nsecond_order: true", ["a"], { ...drawn(64, "joint"), secondOrder: true }],
  elasticity: ["output: a", ["a"], { top: 12 }],
  spider: ["output: a\nby: percent", ["a"], { by: "percent", top: 12 }],
  information: [
    "options: {W: a, V: b}\ngoal: least\ndraws: 64",
    [],
    {
      ...drawn(64),
      goal: "least",
      option: [
        { name: "W", output: "a" },
        { name: "V", output: "b" },
      ],
    },
  ],
};

function drawn(draws: number, design = "keyed"): object {
  return { draws, seed: 1, design, correlate: [], top: 12 };
}

const readFence = (kind: string, body: string): StudyRequest | undefined => {
  const text = `---\ntitle: T\nmemo: {title: T, authors: [A]}\n---\n\n\`\`\`sweep {#asked .${kind}}\n${body}\n\`\`\`\n`;
  const { chapters, diagnostics } = readChapters(new Map([["chapters/01-t.md", text]]));
  const [block] = chapters[0]?.blocks ?? [];
  const study = block && readStudy(block, (d) => diagnostics.push(d));
  expect(diagnostics).toEqual([]);
  return study?.request;
};

describe.each(STUDIES)("the study %s", (kind) => {
  const [fence, results, given] = ASKED[kind];
  const { commandLine, hasChart, run, draw } = studyType(kind);
  const keys: StudyKeys = studyType(kind).keys;

  it("is asked the same by a fence and on the command line", () => {
    const request = readFence(kind, fence);
    expect(request?.kind).toBe(kind);
    expect(JSON.parse(JSON.stringify(commandLine.request(results, { ...given })))).toEqual(
      JSON.parse(JSON.stringify(request)),
    );
  });

  it("calls its options what the command line does", () => {
    for (const [name, { flags }] of Object.entries(commandLine.options))
      expect(new Option(flags).attributeName(), flags).toBe(name);
    const known = [...Object.keys(commandLine.options), ...(commandLine.results ? ["output", "outputs"] : [])];
    for (const key of Object.keys(given)) expect(known).toContain(key);
  });

  it("has the defaults that its keys tell", () => {
    const needed = fence.split("\n").filter((line) => keys[line.split(":")[0] ?? ""]?.needed);
    const request = readFence(kind, needed.join("\n")) as unknown as Record<string, unknown>;
    for (const [key, { default: told }] of Object.entries(keys)) {
      const own = key === "second_order" ? "secondOrder" : key;
      // Ends of a range and all of the register are left to the run.
      if (["from", "to", "over", "scenarios"].includes(key)) expect(request[own]).toBeUndefined();
      else if (told !== undefined) expect(request[own] ?? false, key).toBe(told);
    }
  });

  it("is drawn if it has a chart, and runs in one way", () => {
    const nothing = { study: { kind, result: {} }, outputs: {}, top: 1 } as unknown as StudyDrawing;
    if (hasChart) expect(() => studyChart(nothing, 520)).not.toThrow(/has no chart/);
    else expect(() => studyChart(nothing, 520)).toThrow(/has no chart/);
    expect([run, draw].filter(Boolean)).toHaveLength(1);
  });
});
