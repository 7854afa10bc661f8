import { spawnSync } from "node:child_process";
import { devNull } from "node:os";
import { delimiter, dirname } from "node:path";
import { type Diagnostic, MemoError } from "../../diagnostic.js";
import { pathApart, programIn } from "../../files/index.js";
import { type FoundRepository, findRepository, type RepositoryPlace } from "./place.js";

// Reads objects and refs, and nothing else: neither the index nor the working tree is looked at, but where a folder's own files are asked for, nothing
// is written but what `memo git setup` configures, no hook, filter, pager or file-system monitor runs, and nothing is fetched. A repository's own
// configuration can't change any of that. Which repository is read is found here and not by git, and git is called from the folder that its `.git`
// lies in; which git, the memo's folder has no say in.

/** Of lists of files and names. */
const LARGEST_LIST = 64 * 1024 * 1024;

const FIXED = [
  "--no-pager",
  "--no-optional-locks",
  "--no-replace-objects",
  "--literal-pathspecs",
  "-c",
  "core.quotePath=false",
  "-c",
  "core.fsmonitor=false",
  "-c",
  "core.hooksPath=/dev/null",
  "-c",
  "protocol.allow=never",
  "-c",
  "safe.bareRepository=explicit",
];

/**
 * Variables that git itself needs, to know whose configuration says that a folder is safe. Those that name a repository, an index or objects are not among
 * them, not even in a hook: what is read is the repository that the memo's folder is in.
 */
const KEPT = [
  "HOME",
  "USERPROFILE",
  "SystemRoot",
  "XDG_CONFIG_HOME",
  "GIT_CONFIG_GLOBAL",
  "GIT_CONFIG_SYSTEM",
  "GIT_CONFIG_NOSYSTEM",
];

/** The repository's own work tree, whatever its configuration names; none, where there is no repository. */
function environment(place: RepositoryPlace | undefined, path: readonly string[]): NodeJS.ProcessEnv {
  const kept = KEPT.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return {
    ...(Object.fromEntries(kept) as NodeJS.ProcessEnv),
    PATH: path.join(delimiter),
    ...(place ? { GIT_WORK_TREE: place.top, GIT_CEILING_DIRECTORIES: dirname(place.top) } : { GIT_DIR: devNull }),
    GIT_OPTIONAL_LOCKS: "0",
    GIT_NO_LAZY_FETCH: "1",
    GIT_TERMINAL_PROMPT: "0",
    LC_ALL: "C",
  };
}

export const PARTIAL: Diagnostic = {
  rule: "git/partial-clone",
  severity: "error",
  message: "this clone is partial and lacks files of that revision",
  expected: "all of the memo's files; a review fetches nothing",
  hint: "clone it without `--filter`",
};

interface Answer {
  code: number | null;
  bytes: Buffer;
  out: string;
  err: string;
}

/** @throws MemoError when git can't be started or says more than is read. */
export function runGit(folder: string, args: readonly string[], { input = "", most = LARGEST_LIST } = {}): Answer {
  const { place }: FoundRepository = findRepository(folder);
  const path = pathApart([folder, ...(place ? [place.top] : [])]);
  const program = programIn(path, "git");
  if (program === undefined) throw missingGit();
  const { status, stdout, stderr, error } = spawnSync(program, [...FIXED, ...args], {
    cwd: place?.top ?? folder,
    env: environment(place, path),
    input,
    maxBuffer: most,
    windowsHide: true,
  });
  if (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw missingGit();
    throw gitError({
      rule: "git/failed",
      message: `\`git ${args[0]}\` failed: ${error.message}`,
      expected: "an answer of ordinary size",
    });
  }
  return { code: status, bytes: stdout, out: stdout.toString("utf8"), err: stderr.toString("utf8") };
}

const missingGit = (): MemoError =>
  gitError({
    rule: "git/failed",
    message: "git could not be started",
    expected: "git to be installed, and this folder to be there",
  });

export const gitError = (problem: Omit<Diagnostic, "severity">): MemoError => MemoError.of(problem, 2);

/** What git says, in one line. */
export function gitFailed(command: string, err: string): MemoError {
  const lines = err.split("\n").filter(Boolean);
  if (/lazy fetching disabled|promisor/.test(err)) return new MemoError([PARTIAL]);
  const first = (lines.find((line) => !line.startsWith("warning: ")) ?? lines[0])?.replace(/^(fatal|error): /, "");
  return MemoError.of({ rule: "git/failed", message: `\`git ${command}\` failed: ${first ?? "no reason given"}` });
}
