import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { vi } from "vitest";
import type { Register } from "../../src/assumptions/index.js";
import { MemoError } from "../../src/diagnostic.js";
import { computeMemo } from "../../src/memo/compute.js";
import type { Program } from "../../src/notebook/analyse/program.js";
import { writeResults } from "../../src/render/data/index.js";
import { attributionSource } from "../../src/review/attribution-source.js";
import { compareSides } from "../../src/review/compare.js";
import { findRenames } from "../../src/review/pairing/renames.js";
import { parseSnapshot } from "../../src/review/snapshot.js";
import type { Review, Side } from "../../src/review/types.js";
import { runBlocksHere } from "../cli/in-process.js";
import { projectOf, type Sources } from "../cli/memo.js";
import { realmRunner } from "../setup/in-realm.js";

/** A small memo with three versions, two scenarios and a claim with another branch: something of every kind that sources hold. */
export const FERRY: Sources = Object.fromEntries(
  ["chapters", "assumptions"].flatMap((room) => {
    const folder = join(import.meta.dirname, "ferry", room);
    return readdirSync(folder).map((name) => [`${room}/${name}`, readFileSync(join(folder, name), "utf8")]);
  }),
);

export interface FerrySide extends Side {
  program: Program;
  register: Register;
}

/** The memo of some sources, computed in this process. */
export async function ferrySide(files: Sources, label = "a"): Promise<FerrySide> {
  runBlocksHere();
  try {
    const library = new Map(Object.entries(files).filter(([path]) => path.startsWith("library/")));
    const project = { ...projectOf(files), ...(library.size > 0 ? { library } : {}) };
    const { tree, program, register } = await computeMemo(project, {});
    return {
      label,
      snapshot: parseSnapshot(writeResults(tree, { whole: true }), "results.json"),
      sources: project,
      program,
      register,
    };
  } catch (error) {
    if (error instanceof MemoError) throw new Error(JSON.stringify(error.diagnostics, undefined, 1));
    throw error;
  } finally {
    vi.restoreAllMocks();
  }
}

export async function ferryReview(old: FerrySide, files: Sources): Promise<Review> {
  const now = await ferrySide(files, "b");
  const blocks = old.program.blocks.map(({ block }) => block);
  const source = attributionSource(now.program, now.register, {
    runner: realmRunner,
    old: { blocks, register: old.register, renames: findRenames(old.snapshot, now.snapshot) },
  });
  return compareSides(old, now, source, { runner: realmRunner });
}

/** The memo with its table in the section before. */
export const TABLE_ELSEWHERE: Sources = {
  ...FERRY,
  "chapters/02-model.md": (FERRY["chapters/02-model.md"] ?? "").replace(
    /(## Money[\s\S]*?)(```ts \{#tbl-years[\s\S]*?```\n\n?)/,
    "$2$1",
  ),
};
