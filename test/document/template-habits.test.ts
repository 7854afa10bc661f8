import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Diagnostic } from "../../src/diagnostic.js";
import { computeMemo } from "../../src/memo/compute.js";
import { BASE } from "../../src/rules/base.js";
import { runBlocksHere } from "../cli/in-process.js";
import { projectOf } from "../cli/memo.js";

beforeAll(runBlocksHere);
afterAll(() => {
  vi.restoreAllMocks();
});

/** What is told of a sentence with this in it: its hints. */
async function hints(written: string): Promise<(string | undefined)[]> {
  const chapter = `---\ntitle: Habits\n---\n\nSay ${written} here.\n`;
  const found: readonly Diagnostic[] = await computeMemo(
    projectOf({ ...BASE, "chapters/04-habits.md": chapter }),
    {},
  ).then(
    () => [],
    (error) => error.diagnostics,
  );
  return found.filter(({ place }) => place?.file === "chapters/04-habits.md").map(({ hint }) => hint);
}

const COMPUTED = /^a block computes what prose prints/;
const COMPARED = /^a comparison is a claim/;

it.each([
  ["{{harvest | number}}", /`\{\{number harvest\}\}`/],
  ["{{number(harvest)}}", /`\{\{number harvest\}\}`/],
  ["{{number harvest, digits=2}}", /`\{\{number harvest digits=2\}\}`/],
  ["{{number harvest digits: 2}}", /`digits=…`/],
  ["{{harvest * 2}}", COMPUTED],
  ["{{harvest+1}}", COMPUTED],
  ["{{harvest > 3}}", COMPUTED],
  ["{{harvest.toFixed(2)}}", COMPUTED],
  ["{{#if harvest > 3}}big{{/if}}", COMPARED],
  ["{{#if (harvest == 3)}}big{{/if}}", COMPARED],
  ["{{if harvest}}big{{end}}", /`\{\{#if …\}\}…\{\{\/if\}\}`/],
  ["{{for x in harvest}}", /`\{\{#each list\}\}…\{\{\/each\}\}`/],
  ["{{#if fits}}x{{/if}}", /`\{\{#claim "fits"\}\}…\{\{\/claim\}\}`/],
  ["{{round harvest 2}}", /`\{\{number value digits=2\}\}`/],
])("what other template languages have is told with how a memo writes it: %s", async (written, hint) => {
  const found = await hints(written);
  expect(
    found.some((one) => one !== undefined && hint.test(one)),
    JSON.stringify(found),
  ).toBe(true);
});
