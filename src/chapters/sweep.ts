import { type Diagnostic, LineMap, nearest, type Place } from "../diagnostic.js";
import { Problems } from "../yaml/problems.js";
import { parseYaml } from "../yaml/tree.js";
import { type FenceInfo, studyKind } from "./fence-info.js";
import { checkOptions } from "./options.js";
import type { Block, Located } from "./types.js";
import { locateWords } from "./words.js";

const PROSE = ["caption", "alt", "source", "thresholds"];

/** What a figure's id begins with; a sweep called otherwise is quoted and not shown. */
export function figureKindOf(id: string): "chart" | "table" | undefined {
  return id.startsWith("fig-") ? "chart" : id.startsWith("tbl-") ? "table" : undefined;
}

/**
 * Reads a `sweep` fence: its body is YAML, of which caption, alternative text and source are prose and the rest says what is asked.
 * Undefined after reporting when it can't be read.
 */
export function readSweep(
  info: FenceInfo,
  block: Pick<Block, "id" | "file" | "code" | "line" | "indents" | "place">,
  inBraces: ReadonlyMap<string, Located>,
  report: (d: Diagnostic) => void,
): Block | undefined {
  const kind = studyKind(info, block.place, report);
  for (const [key, value] of inBraces)
    report({
      rule: "chapters/option",
      severity: "error",
      message: `\`${key}\` stands in the braces of a sweep`,
      expected: "it as a line of its body",
      place: value.place,
    });
  const problems = new Problems("sweep");
  // Empty lines and the fence's indentation before it give the YAML the places it has in the chapter.
  const padded = block.code.split("\n").map((line, index) => " ".repeat(block.indents[index] ?? 0) + line);
  const yaml = "\n".repeat(block.line - 1) + padded.join("\n");
  const settings = parseYaml(block.file, yaml, problems);
  for (const d of problems.list()) report(d);
  if (settings && settings.kind !== "map")
    report({
      rule: "sweep/wrong-type",
      severity: "error",
      message: "the body of this sweep is no map",
      expected: "lines such as `output: name`",
      place: block.place,
    });
  if (kind === undefined || settings?.kind !== "map") return undefined;

  const options = new Map<string, Located>();
  for (const { key, value } of settings.entries)
    if (PROSE.includes(key) && value.kind === "scalar") options.set(key, wordsOf(value.text, value.place, yaml));
  const shown = figureKindOf(block.id);
  checkOptions("sweep", block.id, options, block.place, report);
  const missing = shown === "chart" ? ["caption", "alt"] : shown === "table" ? ["caption"] : [];
  // One whose key is misspelt is told as an unknown key.
  const misspelt = settings.entries.flatMap(({ key }) => (PROSE.includes(key) ? [] : (nearest(key, PROSE) ?? [])));
  for (const key of missing)
    if (!options.has(key) && !misspelt.includes(key))
      report({
        rule: key === "alt" ? "chapters/missing-alternative-text" : "chapters/option",
        severity: "error",
        message: `sweep \`${block.id}\` has no ${key === "alt" ? "alternative text" : key}`,
        expected: `a line \`${key}: …\` in its body`,
        place: block.place,
      });
  return { ...block, kind: "sweep", options, study: { kind, settings } };
}

/** A text of the YAML with its places; the YAML has those of the file. */
function wordsOf(text: string, place: Place, yaml: string): Located {
  const lines = new LineMap(yaml);
  const from = lines.offset(place.start);
  return locateWords(text, place, yaml, [from, place.end ? lines.offset(place.end) : from + text.length], (offset) =>
    lines.at(offset),
  );
}
