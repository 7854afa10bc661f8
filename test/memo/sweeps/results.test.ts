import os from "node:os";
import { performance } from "node:perf_hooks";
import { afterAll, expect, it, vi } from "vitest";
import { formatDiagnostics, MemoError } from "../../../src/diagnostic.js";
import { computeMemo } from "../../../src/memo/compute.js";
import { processesBeside, processesFor } from "../../../src/notebook/evaluate/evaluator.js";
import { projectOf, type Sources } from "../../cli/memo.js";
import { descendants, left } from "../../robust/processes.js";
import { TWO_RANGES } from "./two-ranges.js";

const cores = vi.spyOn(os, "availableParallelism");
afterAll(() => {
  cores.mockRestore();
});

/** A memo whose blocks are `code`, over a number `x` that is 2 and may be 1 to 9, and another, `y`. */
const memo = (code: readonly string[], ...sweeps: readonly [head: string, body: string][]): Sources => ({
  "chapters/01-a.md": `---\ntitle: A\n---\n${code
    .map((text, at) => `\n\`\`\`ts {#block-${at}}\n${text}\n\`\`\`\n`)
    .join("")}${sweeps.map(([head, body]) => `\n\`\`\`sweep {${head}}\n${body}\n\`\`\`\n`).join("")}`,
  ...TWO_RANGES,
});

const outputs = (...names: string[]): string =>
  names
    .map((name) => `const out_${name} = output(${name}, { label: "${name}", unit: "1", tolerance: 0.1 });`)
    .join("\n");

/** What a memo's studies came to, or what is said of it, on so many cores. */
async function cameTo(files: Sources, many: number, seconds = 60): Promise<unknown> {
  cores.mockReturnValue(many);
  try {
    const { scope, tree } = await computeMemo(projectOf(files), { limits: { seconds, megabytes: 512 } });
    return { values: [...scope.values], tree };
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    return formatDiagnostics(error.diagnostics, { sources: new Map(Object.entries(files)) });
  }
}

it("processes are as many as their work is worth, and no more than cores", () => {
  cores.mockReturnValue(4);
  expect([0, 99_999, 100_000, 250_000, 10_000_000].map(processesFor)).toEqual([1, 1, 2, 3, 4]);
});

it("processes beside blocks that run leave these a core, unless there is far more to do", () => {
  const runs = [0, 99_999, 100_000, 250_000, 1_999_999, 2_000_000];
  const on = (many: number): number[] => {
    cores.mockReturnValue(many);
    return runs.map(processesBeside);
  };
  expect([1, 2, 4].map(on)).toEqual([
    [1, 1, 1, 1, 1, 1],
    [1, 1, 1, 1, 1, 2],
    [1, 1, 2, 3, 3, 4],
  ]);
});

it("studies come to the same in one process and in two", async () => {
  const code = `const sum = given.of.x * given.of.y;\nconst word = given.of.x > 5 ? "much" : given.of.y > 5 ? "some" : "few";\n${outputs("sum", "word")}`;
  const files = memo(
    [code],
    ["#draws .monte-carlo", "outputs: [out_sum, out_word]\ndraws: 131072"],
    ["#first .tornado", "output: out_sum"],
    ["#other .break-even", "output: out_sum\nvary: of.x\ntarget: 9"],
    ["#shares .importance", "output: out_sum\ndraws: 4096"],
  );
  expect(await cameTo(files, 3)).toEqual(await cameTo(files, 1));
});

it("of studies whose points don't come to an end the first is told, however many run", async () => {
  const spins = (name: string): string =>
    `const ${name} = (() => { while (given.of.${name === "late" ? "x" : "y"} > 8) ; return given.of.x + given.of.y; })();`;
  const files = memo(
    [
      `const sum = given.of.x * given.of.y;\n${outputs("sum")}`,
      `${spins("late")}\n${outputs("late")}`,
      `${spins("later")}\n${outputs("later")}`,
    ],
    // Its first point is fine, and those behind it are asked for when the other is at work.
    ["#one .break-even", "output: out_late\nvary: of.x\nfrom: 4\nto: 9\ntarget: 20"],
    ["#two .tornado", "output: out_later\nover: [of.y]"],
    ["#asked .break-even", "output: out_sum\nvary: of.x\nfrom: 4\nto: 4\ntarget: 9"],
  );
  const said = await cameTo(files, 2, 1);
  expect(said).toContain("sweep `one`");
  expect(said).toContain("was still running after 1 s");
  expect(said).not.toMatch(/sweep `(two|asked)`/);
  expect(await cameTo(files, 1, 1)).toEqual(said);
}, 20_000);

it.skipIf(process.platform !== "linux")("are given up where a block fails, and nothing is left running", async () => {
  const before = descendants(process.pid);
  const started = performance.now();
  const files = memo(
    [
      `const sum = (() => { while (given.of.x !== 2) ; return given.of.x; })();\n${outputs("sum")}`,
      'const bad = [1].map(() => { throw new Error("no"); });',
    ],
    ["#one .tornado", "output: out_sum"],
  );
  expect(await cameTo(files, 2)).toContain("block `block-1`: no");
  expect(performance.now() - started).toBeLessThan(20_000);
  const begun = [...descendants(process.pid)].filter((one) => !before.has(one));
  expect(await left(begun, 2000)).toEqual([]);
});
