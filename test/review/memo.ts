import { vi } from "vitest";
import { MemoError } from "../../src/diagnostic.js";
import { computeMemo } from "../../src/memo/compute.js";
import { writeResults } from "../../src/render/data/index.js";
import type { AttributionSource } from "../../src/review/attribution/source.js";
import { attributionSource } from "../../src/review/attribution-source.js";
import { compareSides } from "../../src/review/compare.js";
import { parseSnapshot } from "../../src/review/snapshot.js";
import type { Review, Side } from "../../src/review/types.js";
import { runBlocksHere } from "../cli/in-process.js";
import { projectOf } from "../cli/memo.js";
import { realmRunner } from "../setup/in-realm.js";

export interface MemoTexts {
  /** Entries under `assumptions:`, indented by two; numbers without a unit are pure. */
  assumptions: string;
  /** Prose and fences of the one chapter, or of each by its name. */
  chapter?: string;
  chapters?: Readonly<Record<string, string>>;
  asOf?: string;
  /** Further lines at the head of the version. */
  head?: string;
  /** Code in one block more, with its outputs by name: an expression each. */
  outputs?: Readonly<Record<string, string>>;
}

export interface MemoSide extends Side {
  source: AttributionSource;
  text: string;
}

/** A small memo, computed by the engine in this process: what a review compares, and what it computes with. */
export async function sideOf(
  texts: MemoTexts,
  options: { version?: string; scenario?: string } = {},
): Promise<MemoSide> {
  const { assumptions, chapter = "", asOf = "2026-03", head = "", outputs = {} } = texts;
  const declared = Object.entries(outputs).map(
    ([name, code]) => `const ${name} = output(${code}, { label: "${name}", tolerance: "1%" });`,
  );
  const block = declared.length === 0 ? "" : `\n\n\`\`\`ts {#outputs-block}\n${declared.join("\n")}\n\`\`\`\n`;
  const chapters = texts.chapters ?? { "01-test": `---\ntitle: Test\n---\n\n${chapter}` };
  const files = Object.fromEntries(Object.entries(chapters).map(([name, text]) => [`chapters/${name}.md`, text]));
  files["chapters/01-test.md"] = `${files["chapters/01-test.md"] ?? "---\ntitle: Test\n---\n"}${block}`;
  files["assumptions/a.yaml"] =
    `version: a\nas_of: ${asOf}\n${head}defaults: {kind: assumed, source: s, as_of: 2026-01}\nassumptions:\n${withUnits(assumptions)}`;
  files["assumptions/sources.yaml"] = "sources: {s: {title: S}, t: {title: T}}";
  runBlocksHere();
  try {
    const project = projectOf(files);
    const { tree, program, register } = await computeMemo(project, options);
    const text = writeResults(tree, { whole: true });
    return {
      label: "a",
      snapshot: parseSnapshot(text, "results.json"),
      sources: { chapters: project.chapters, assumptions: project.assumptions },
      source: attributionSource(program, register, { runner: realmRunner }),
      text,
    };
  } catch (error) {
    if (error instanceof MemoError) throw new Error(JSON.stringify(error.diagnostics, undefined, 1));
    throw error;
  } finally {
    vi.restoreAllMocks();
  }
}

/** Pure numbers, where no unit is given. */
function withUnits(assumptions: string): string {
  return assumptions.replace(/\{value: (-?[\d.]+|\{[^}]*\})(?=[,}])(?!.*unit:)/g, '{unit: "1", value: $1');
}

/** The review of two small memos. */
export async function reviewOf(old: MemoTexts, now: MemoTexts): Promise<Review> {
  const [before, after] = [await sideOf(old), await sideOf(now)];
  return compareSides(before, after, after.source);
}
