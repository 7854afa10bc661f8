import type { Diagnostic } from "../../src/diagnostic.js";
import { prepareChapters } from "../../src/document/prepare.js";
import { type MemoSources, readMemo } from "../../src/memo/compute.js";
import type { Project } from "../../src/memo/project.js";

/** What looks at a memo one after the other. Review is a person's to read: what `memo diff` says changed. */
export const LAYERS = ["reading", "names", "prose", "types", "run", "dimensions", "checks", "review"] as const;
export type Layer = (typeof LAYERS)[number];

const NAMES =
  /^notebook\/(?:syntax|refused|undefined|unknown|duplicate|taken|cycle|write|read-only|hidden|impure|not-an-output|drawn|formula)/;

/** The layer whose rule it is. */
export function layerOf(rule: string): Layer {
  const [room] = rule.split("/");
  if (room === "assumptions" || room === "chapters" || room === "project") return "reading";
  if (room === "notebook") return NAMES.test(rule) ? "names" : "run";
  // A sentence without another branch falls with its claim, which the run decides.
  if (room === "sensitivity" || room === "sweep" || rule === "prose/claim-fails") return "run";
  if (room === "prose" || room === "types" || room === "dimensions") return room;
  return "checks";
}

/** What is found in the sources before anything is run: reading, names and prose. */
export function readOnly(project: Project): { sources: MemoSources; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const sources = readMemo(project, {}, diagnostics);
  const { chapters, blocks, program, register } = sources;
  const sweeps = blocks.flatMap(({ kind, code, id }) =>
    kind === "sweep" ? [/^name: (\w+)$/m.exec(code)?.[1] ?? id.replaceAll("-", "_")] : [],
  );
  const names = new Set([...program.names.keys(), ...sweeps, "given"]);
  if (register)
    diagnostics.push(...prepareChapters(chapters, { names, sources: new Set(register.sources.keys()) }).diagnostics);
  return { sources, diagnostics };
}

/** Those that a memo without the fault doesn't have, wherever they stand. */
export function freshOnes(found: readonly Diagnostic[], before: readonly Diagnostic[]): Diagnostic[] {
  const known = new Set(before.map(({ rule, message, place }) => [rule, message, place?.file].join("\n")));
  return found.filter(({ rule, message, place }) => !known.has([rule, message, place?.file].join("\n")));
}
