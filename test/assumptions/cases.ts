import { readdirSync, readFileSync } from "node:fs";
import type { LoadOptions } from "../../src/assumptions/index.js";

/** A register as one text: option lines, then `=== path` before each file. */
export interface Case {
  files: Map<string, string>;
  options: LoadOptions;
}

const HERE = new URL("fixtures/", import.meta.url);

export function parseCase(text: string): Case {
  const files = new Map<string, string>();
  const options: LoadOptions = {};
  const [head = "", ...parts] = text.split(/^=== /m);
  for (const line of head.split("\n")) {
    const [, key, value = ""] = /^(\w+): (.*)$/.exec(line) ?? [];
    if (key === "version") options.version = value;
    if (key === "scenario") options.scenario = value;
    if (key === "sets") {
      options.sets = value.split(" | ").map((set) => {
        const at = set.indexOf("=");
        return { id: set.slice(0, at), text: set.slice(at + 1) };
      });
    }
  }
  for (const part of parts) {
    const end = part.indexOf("\n");
    files.set(part.slice(0, end), part.slice(end + 1));
  }
  return { files, options };
}

export function readCase(name: string): Case {
  return parseCase(readFileSync(new URL(`bad/${name}.txt`, HERE), "utf8"));
}

export function caseNames(): string[] {
  return readdirSync(new URL("bad/", HERE))
    .filter((f) => f.endsWith(".txt"))
    .map((f) => f.slice(0, -".txt".length))
    .sort();
}

/** The files of a folder under fixtures/, by their path from there. */
export function readFolder(folder: string): Map<string, string> {
  const root = new URL(`${folder}/assumptions/`, HERE);
  return new Map(readdirSync(root).map((f) => [`assumptions/${f}`, readFileSync(new URL(f, root), "utf8")]));
}
