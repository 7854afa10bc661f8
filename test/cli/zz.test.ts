import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { afterAll, test, beforeAll, vi } from "vitest";
import { computeMemo } from "../../src/cli/pipeline.js";
import { writeOutputs } from "../../src/cli/outputs.js";
import { projectOf, removeFolders, temporaryFolder, filesUnder, ROOT } from "./memo.js";
import {formatDiagnostics} from "../../src/diagnostic.js";
import { runBlocksHere } from "./in-process.js";
afterAll(removeFolders);
beforeAll(runBlocksHere);
afterAll(() => {vi.restoreAllMocks()});
test("t", async () => {
  const cache = join(temporaryFolder(), "c");
  const files = filesUnder(join(ROOT, "test/cli/fixtures/changes"));
  for (const cacheFolder of [undefined, cache, cache, undefined, cache]) {
    const t = performance.now();
    const c = await computeMemo(projectOf(files), { cacheFolder }).catch((e) => { console.log(formatDiagnostics(e.diagnostics, {sources: new Map(Object.entries(files))})); throw e; });
    const t2 = performance.now();
    const out = await writeOutputs(c.tree, new Set(["page", "md", "data"]));
    const t3 = performance.now();
    if (!cacheFolder) console.log(out.get("memo.md"), formatDiagnostics(c.diagnostics));
    console.log(cacheFolder ? "cache":"none", t2 - t, t3 - t2, performance.now() - t3, c.run.status.map((s) => s.reason).join("|"));
  }
});
