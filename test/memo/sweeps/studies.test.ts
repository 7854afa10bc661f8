import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { givenTree } from "../../../src/assumptions/index.js";
import { computeMemo } from "../../../src/memo/compute.js";
import { type StudyResults, studyResults } from "../../../src/memo/sweeps/results.js";
import { runStudies, type StudiesInput } from "../../../src/memo/sweeps/studies.js";
import { givenReads } from "../../../src/notebook/analyse/program.js";
import { STOPPED } from "../../../src/notebook/process/block-process.js";
import { type Runner, startRunner } from "../../../src/notebook/run/runner.js";
import { readStudy } from "../../../src/sensitivity/index.js";
import { runBlocksHere } from "../../cli/in-process.js";
import { projectOf, type Sources } from "../../cli/memo.js";
import { TWO_RANGES } from "./two-ranges.js";

const sweep = (id: string, body: string): string =>
  `\n\`\`\`sweep {#${id} .tornado}\noutput: total\ncaption: What moves it.\nalt: Bars.\nsource: This memo.\n${body}\`\`\`\n`;

const MEMO: Sources = {
  "chapters/01-a.md": `---\ntitle: A\n---\n\n\`\`\`ts {#sum}\nconst total = output(given.of.x * given.of.y, { label: "Total", unit: "1", tolerance: 0.1 });\n\`\`\`\n${sweep("fig-moves", "")}${sweep("fig-other", "over: [of.x]\n")}${sweep("tbl-rows", "over: [of.y]\n")}`,
  ...TWO_RANGES,
};

let input: StudiesInput;
let found: StudyResults;

beforeAll(async () => {
  const { register, program, run, chapters } = await computeMemo(projectOf(MEMO), {});
  const studies = chapters.flatMap(({ blocks }) => blocks.flatMap((block) => readStudy(block, () => {}) ?? []));
  input = { register, program, run, studies, given: givenTree(register, givenReads(program)), versions: "test" };
  found = await studyResults(input);
  runBlocksHere();
});
afterAll(() => {
  vi.restoreAllMocks();
});

/** A runner that tells of its job and has ended when that is done. */
function telling(tell: () => void): Runner {
  const runner = startRunner();
  let jobs = 0;
  return {
    megabytes: runner.megabytes,
    preload: () => runner.preload(),
    stop: () => runner.stop(),
    execute: (...job) => {
      tell();
      if (++jobs > 1) return Promise.resolve(STOPPED);
      return runner.execute(...job);
    },
  };
}

it("charts are drawn while other studies still run, and are the same", async () => {
  const late = await runStudies({ ...input, results: Promise.resolve(found) });
  let give: (results: StudyResults) => void = () => {};
  const results = new Promise<StudyResults>((resolve) => {
    give = resolve;
  });
  const charts = new Map([...found.results].filter(([id]) => id !== "tbl-rows"));
  let running: ReturnType<typeof runStudies> | undefined;
  await new Promise<void>((begun) => {
    running = runStudies({ ...input, results, charted: Promise.resolve(charts), runner: telling(begun) });
  });
  give(found);
  const early = await running;
  expect(early).toEqual(late);
  expect(late.figures.get("fig-moves")).toMatchObject({ kind: "chart", svg: expect.stringContaining("<svg") });
});

it("where a chart has no result after all, the others are drawn", async () => {
  const without = { ...found, results: new Map([...found.results].filter(([id]) => id !== "fig-moves")) };
  const late = await runStudies({ ...input, results: Promise.resolve(without) });
  const charted = Promise.resolve(found.results);
  const early = await runStudies({
    ...input,
    results: charted.then(() => without),
    charted,
    runner: telling(() => {}),
  });
  expect([...early.figures.keys()]).toEqual(["fig-other", "tbl-rows"]);
  expect(early).toEqual(late);
});
