import type { Block } from "./types.js";

/** Code of a memo's library: each file a block that no chapter prints, named by its path. */
export const libraryBlocks = (library: ReadonlyMap<string, string> = new Map()): Block[] =>
  [...library].map(([file, code]) => ({
    id: file.replace(/\.ts$/, "").replace(/[^A-Za-z0-9_-]+/g, "-"),
    kind: "compute",
    file,
    code: code.replace(/\r\n?/g, "\n"),
    line: 1,
    indents: code.split("\n").map(() => 0),
    options: new Map(),
    place: { file, start: { line: 1, column: 1 } },
  }));
