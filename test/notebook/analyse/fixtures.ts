import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Block, BlockKind, Located } from "../../../src/chapters/types.js";
import { type AnalyseOptions, analyse } from "../../../src/notebook/analyse/analyse.js";
import type { Program } from "../../../src/notebook/analyse/program.js";
import { GLOBAL_NAMES, LIBRARY_NAMES } from "../../../src/notebook/library/library-names.js";

/** Ids and leaves of a small register. */
export const givenPaths: ReadonlySet<string> = new Set(
  [
    "gw.stock2024",
    ["gw.add", 2024, 2025, 2026, 2027],
    ["chip.bw", "A100", "H100", "R100"],
    ["chip.pue", "A100", "H100", "R100"],
    ["mix.2026", "H100", "R100"],
    ["mix.2027", "H100", "R100"],
    "supply.gw_added",
    ["size.by", "1.5", "2.5"],
  ].flatMap((entry) => {
    if (typeof entry === "string") return [entry];
    const [id, ...keys] = entry;
    return [String(id), ...keys.map((key) => `${id}.${key}`)];
  }),
);

export const options: AnalyseOptions = { givenPaths, library: LIBRARY_NAMES, globals: GLOBAL_NAMES };

const FILE = "chapters/01-test.md";

/**
 * The blocks of a text with fences like a chapter's, line 1 being its first. Text without a fence is one compute block whose code begins on line
 * 1. Fences may be indented.
 */
export function blocksOf(text: string): Block[] {
  const lines = text.split("\n");
  if (!/^\s*```/m.test(text)) return [makeBlock("block", "compute", text, 1, 0, new Map())];
  const blocks: Block[] = [];
  for (let i = 0; i < lines.length; i++) {
    const open = /^(\s*)```(\w+) \{#([\w-]+)(?: \.(\w+))?(.*)\}$/.exec(lines[i] ?? "");
    if (!open) continue;
    const indent = open[1]?.length ?? 0;
    const code: string[] = [];
    const line = i + 2;
    for (i++; i < lines.length && lines[i]?.trim() !== "```"; i++) code.push((lines[i] ?? "").slice(indent));
    const kind = open[2] === "formula" ? "formula" : ((open[4] ?? "compute") as BlockKind);
    const found = new Map<string, Located>();
    for (const [, key = "", value = ""] of (open[5] ?? "").matchAll(/(\w+)="([^"]*)"/g)) {
      const column = (lines[line - 2] ?? "").indexOf(`${key}="`) + key.length + 3;
      found.set(key, { text: value, place: { file: FILE, start: { line: line - 1, column } } });
    }
    blocks.push(makeBlock(open[3] ?? "", kind, code.join("\n"), line, indent, found));
  }
  return blocks;
}

function makeBlock(
  id: string,
  kind: BlockKind,
  code: string,
  line: number,
  indent: number,
  found: Map<string, Located>,
): Block {
  return {
    id,
    kind,
    file: FILE,
    code,
    line,
    indents: code.split("\n").map(() => indent),
    options: found,
    place: { file: FILE, start: { line: Math.max(1, line - 1), column: 1 } },
  };
}

/** Analyses the blocks of a text. */
export function analyseText(text: string): Program {
  return analyse(blocksOf(text), options);
}

/**
 * One test for each case of a text file: title, input, `.`, expected. With UPDATE_GOLDEN the expected parts are written anew.
 */
export function checkFixtures(path: string, produce: (input: string) => string): void {
  const cases = readFileSync(path, "utf8")
    .split(/^={4,}\n/m)
    .map((part) => part.trimEnd())
    .filter((part) => part !== "")
    .map((part) => {
      const [title = "", ...rest] = part.split("\n");
      const dot = rest.indexOf(".");
      const input = (dot === -1 ? rest : rest.slice(0, dot)).join("\n");
      return { title, input, expected: dot === -1 ? "" : rest.slice(dot + 1).join("\n") };
    });
  if (process.env.UPDATE_GOLDEN) {
    const text = cases.map(({ title, input }) => `${title}\n${input}\n.\n${produce(input)}\n`.trimEnd());
    writeFileSync(path, `${text.join("\n====\n")}\n`);
  }
  for (const { title, input, expected } of cases)
    it(title, () => {
      if (!process.env.UPDATE_GOLDEN) expect(produce(input)).toBe(expected);
    });
}
