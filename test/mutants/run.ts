import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BlockNode, InlineNode, QuoteNode } from "../../src/document/tree.js";
import { openIncremental } from "../../src/memo/incremental.js";
import { readProject } from "../../src/memo/project.js";
import { defaultLimits } from "../../src/notebook/process/block-process.js";
import { chooseFaults } from "./choose.js";
import { FAULTS } from "./faults.js";
import { catchOf, stateOf } from "./measure.js";
import { mutantsPage, type Row } from "./page.js";

// `npm run mutants`: makes each fault in the memo and tells what catches it. `--write` writes docs/mutants.md; `--choose <seed>` picks
// the faults anew, for when the memo has changed under them.

const root = fileURLToPath(new URL("../../", import.meta.url));
const words = process.argv.slice(2);
const chosen = words.indexOf("--choose");
const cacheFolder = mkdtempSync(join(tmpdir(), "memo-mutants-"));
const kept = join(root, ".memo-cache");
if (existsSync(kept)) cpSync(kept, cacheFolder, { recursive: true });
const incremental = openIncremental({ cacheFolder, limits: defaultLimits });
try {
  const project = readProject(root);
  const before = await stateOf(project, incremental, "all sweeps");
  if (!before.computed)
    throw new Error(`the memo itself has errors: ${before.diagnostics.map((d) => d.message).join("; ")}`);
  if (chosen >= 0) {
    const quotes = before.computed.tree.chapters.flatMap(({ children }) => quotesOf(children));
    const faults = chooseFaults({ project, quotes }, Number(words[chosen + 1]));
    writeFileSync(new URL("faults.json", import.meta.url), `${JSON.stringify(faults, null, 2)}\n`);
    console.log(`${faults.length} faults picked`);
  } else {
    const rows: Row[] = [];
    for (const fault of FAULTS) {
      const caught = await catchOf(fault, before, project, incremental);
      rows.push({ fault, caught });
      const { layer = "unseen", rule = "", there = false, message = "" } = caught ?? {};
      console.log(`${fault.id}: ${layer} ${rule} ${there ? "there" : "elsewhere"}: ${message}`);
    }
    if (words.includes("--write")) writeFileSync(join(root, "docs/mutants.md"), mutantsPage(rows));
  }
} finally {
  incremental.close();
  rmSync(cacheFolder, { recursive: true, force: true });
}

// A process that a fault stopped halfway may still be waited for.
process.exit();

/** Values quoted in running text, where a person could have written a number. */
function quotesOf(blocks: readonly BlockNode[]): QuoteNode[] {
  const inline = (nodes: readonly InlineNode[]): QuoteNode[] =>
    nodes.flatMap((node) => {
      if (node.type === "quote-value") return [node];
      return "children" in node ? inline(node.children as readonly InlineNode[]) : [];
    });
  return blocks.flatMap((node) => (node.type === "paragraph" ? inline(node.children) : []));
}
