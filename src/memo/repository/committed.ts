import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../../diagnostic.js";
import {
  entryAt,
  type Files,
  LIST,
  LOCAL_LIST,
  listOf,
  listText,
  readList,
  sameContent,
  someOf,
  whyUnreadable,
} from "../../files/index.js";
import { inFolder, UNCOMMITTED } from "../write.js";

/**
 * Whether a folder holds what a build would write and people commit, the list too, line ends of texts apart; page and PDF are not looked at.
 * `check/out` says which files are missing,
 * differ or are no longer written, `check/no-out` that there is no such folder, `check/beside` what is there that memo did not write.
 *
 * @param outputs what the build would write
 * @param name what the folder is called in messages: "out"
 */
export function checkOut(folder: string, name: string, outputs: Files): Diagnostic[] {
  const why = whyNone(folder);
  if (why !== undefined)
    return [
      {
        rule: "check/no-out",
        severity: "warning",
        message: why === "" ? `there is no ${name}/` : `${name} ${why}`,
        expected: "the built report",
        hint: HINT,
      },
    ];
  const files = new Map([...inFolder(outputs, folder)].filter(([path]) => !UNCOMMITTED.has(path)));
  const all = new Map([...files, [LIST, listText(listOf(files))]]);
  const listed = readList(folder);
  const there = entriesUnder(folder);
  const others = [...there].filter((path) => !all.has(path) && !UNCOMMITTED.has(path) && path !== LOCAL_LIST);
  const extra = others.filter((path) => listed?.has(path));
  const beside = others.filter((path) => !listed?.has(path));
  return [
    ...mismatch(name, differing(folder, all, there), extra),
    ...(beside.length > 0 ? [foreign(name, beside)] : []),
  ];
}

const HINT = "run `memo build`, and commit what it writes";

/** What is wrong with what should be a folder; "" where there is nothing. */
function whyNone(folder: string): string | undefined {
  try {
    if (!entryAt(folder)) return "";
    if (!statSync(folder).isDirectory()) return "is no folder";
    readdirSync(folder);
    return undefined;
  } catch (error) {
    return whyUnreadable(folder, error);
  }
}

/** Every entry below a folder that is no folder, and what can't be looked into; links are not followed. */
function entriesUnder(folder: string, inner = ""): Set<string> {
  const found = new Set<string>();
  for (const entry of readdirSync(join(folder, inner), { withFileTypes: true })) {
    const path = `${inner}${entry.name}`;
    if (!entry.isDirectory()) found.add(path);
    else
      try {
        for (const one of entriesUnder(folder, `${path}/`)) found.add(one);
      } catch {
        found.add(path);
      }
  }
  return found;
}

/** Files that a folder lacks, or that aren't what they should be: links and what can't be read among them. */
export function differing(
  folder: string,
  files: Files,
  there = entriesUnder(folder),
): { missing: string[]; different: string[] } {
  const missing = [...files.keys()].filter((path) => !there.has(path));
  const different = [...files].flatMap(([path, content]) =>
    there.has(path) && !holds(join(folder, path), content) ? [path] : [],
  );
  return { missing, different };
}

function holds(path: string, content: string | Uint8Array): boolean {
  try {
    return entryAt(path)?.isFile() === true && sameContent(readFileSync(path), content);
  } catch {
    return false;
  }
}

function mismatch(
  name: string,
  { missing, different }: ReturnType<typeof differing>,
  extra: readonly string[],
): Diagnostic[] {
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
      expected: "the files that a build writes",
      hint: HINT,
      notes: groups.map(({ paths, word, words }) => `${paths.length === 1 ? word : words}: ${someOf(paths)}`),
    },
  ];
}

const foreign = (name: string, paths: readonly string[]): Diagnostic => ({
  rule: "check/beside",
  severity: "warning",
  message: `${name}/ holds ${someOf(paths)}, which memo did not write`,
  expected: "what a build writes alone",
  hint: "a build leaves it there; `memo: {rules: {check/beside: off}}` in the first chapter says that it belongs there",
});
