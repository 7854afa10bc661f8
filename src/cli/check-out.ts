import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import type { Diagnostic } from "../diagnostic.js";

/** Files named at most in one message. */
const MOST = 12;

/**
 * Whether a folder holds what a build would write, byte for byte, and nothing else: `check/out` says which files are missing, differ
 * or are extra, `check/no-out` that there is no such folder.
 *
 * @param name what the folder is called in messages: "out"
 */
export function checkOut(folder: string, name: string, files: ReadonlyMap<string, string | Uint8Array>): Diagnostic[] {
  const hint = "run `memo build`, and commit what it writes";
  if (!existsSync(folder))
    return [
      {
        rule: "check/no-out",
        severity: "warning",
        message: `there is no ${name}/`,
        expected: "the built report",
        hint,
      },
    ];
  const there = new Set(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => path.split(sep).join("/")),
  );
  const missing = [...files.keys()].filter((path) => !there.has(path));
  const extra = [...there].filter((path) => !files.has(path));
  const different = [...files].flatMap(([path, content]) =>
    there.has(path) && !readFileSync(join(folder, path)).equals(Buffer.from(content)) ? [path] : [],
  );
  const groups = [
    { paths: different, word: "differs", words: "differ" },
    { paths: missing, word: "is missing", words: "are missing" },
    { paths: extra, word: "is extra", words: "are extra" },
  ].filter(({ paths }) => paths.length > 0);
  if (groups.length === 0) return [];
  const counted = groups.map(({ paths, word, words }, index) => {
    const noun = index > 0 ? "" : paths.length === 1 ? " file" : " files";
    return `${paths.length}${noun} ${paths.length === 1 ? word : words}`;
  });
  return [
    {
      rule: "check/out",
      severity: "error",
      message: `${name}/ is not what the sources give: ${counted.join(", ")}`,
      expected: "the files that a build writes, and no others",
      hint,
      notes: groups.map(({ paths, word, words }) => `${paths.length === 1 ? word : words}: ${some(paths.sort())}`),
    },
  ];
}

function some(paths: readonly string[]): string {
  const more = paths.length - MOST;
  return `${paths.slice(0, MOST).join(", ")}${more > 0 ? `, and ${more} more` : ""}`;
}
