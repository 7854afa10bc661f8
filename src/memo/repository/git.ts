import { spawnSync } from "node:child_process";
import { devNull } from "node:os";
import { basename, delimiter, dirname, resolve } from "node:path";
import { type Diagnostic, didYouMean, MemoError } from "../../diagnostic.js";
import { pathApart, programIn } from "../../files/index.js";
import { LARGEST_FILE } from "../project.js";
import { type FoundRepository, findRepository, type RepositoryPlace } from "./place.js";

// Reads objects and refs, and nothing else: neither the index nor the working tree is looked at, but where a folder's own files are asked for,
// nothing is written but what `memo git setup` configures, no hook, filter, pager or file-system monitor runs, and nothing is fetched. A repository's own configuration can't change any of that.
// Which repository is read is found here and not by git, and git is called from the folder that its `.git` lies in; which git, the memo's folder has no say in.

/** All files of a memo together. */
const LARGEST_TOTAL = 4 * LARGEST_FILE;
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

/**
 * Which files of a folder, by their paths in it, lie in the index of its repository with the bytes that they have: git has them back if they are
 * overwritten. None where there is no repository or no git. A merge that isn't resolved has none of its files there.
 */
export function keptInGit(folder: string, paths: readonly string[]): ReadonlySet<string> {
  try {
    const { place } = findRepository(folder);
    if (place === undefined) return new Set();
    const inTree = (path: string): string => `${place.prefix}${path}`;
    const staged = run(folder, ["ls-files", "-z", "--stage", "--", ...paths.map(inTree)]);
    // Byte for byte: no filter of the repository's runs, so that a text that was checked out with other line ends counts as altered.
    const written = run(folder, ["hash-object", "--no-filters", "--stdin-paths"], {
      input: paths.map((path) => `${resolve(folder, path)}\n`).join(""),
    });
    if (staged.code !== 0 || written.code !== 0) return new Set();
    const ids = new Map(
      staged.out.split("\0").flatMap((entry) => {
        const [, id = "", path = ""] = /^\d+ ([0-9a-f]+) 0\t(.*)$/s.exec(entry) ?? [];
        return id === "" ? [] : [[path, id] as const];
      }),
    );
    const now = written.out.split("\n");
    const idOf = (path: string): string | undefined => ids.get(inTree(path));
    return new Set(paths.filter((path, at) => idOf(path) !== undefined && idOf(path) === now[at]));
  } catch {
    return new Set();
  }
}

/**
 * Writes settings into the configuration of the clone that a folder is in.
 * @throws MemoError where there is none, or git refuses
 */
export function configureGit(folder: string, settings: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(settings)) {
    const { code, err } = run(folder, ["config", "--local", "--replace-all", key, value]);
    if (code !== 0) throw said("config", err);
  }
}

/** The folder that git keeps a repository in; that of the first clone for one of its work trees. */
export function gitFolder(folder: string): string {
  Repository.open(folder);
  const { code, out, err } = run(folder, ["rev-parse", "--git-common-dir"]);
  if (code !== 0) throw said("rev-parse", err);
  return resolve(topOf(folder), out.replace(/\n$/, ""));
}

/** The folder that holds `.git`, of a folder that is in a repository. */
export const topOf = (folder: string): string => findRepository(folder).place?.top ?? folder;

/**
 * The folder that git runs a repository's hooks from: that of `core.hooksPath` where it is set, for this clone or for all of a person's.
 * What is set to something that is no folder's name gives undefined: git runs none then.
 */
export function hooksFolder(folder: string): string | undefined {
  // Our own calls run no hook whatever is set; what they are told stands last.
  const { out } = run(folder, ["config", "--get-all", "--type=path", "-z", "core.hooksPath"]);
  const set = out.split("\0").slice(0, -2).at(-1);
  if (set === undefined) return resolve(gitFolder(folder), "hooks");
  if (set === "" || set === devNull) return undefined;
  return resolve(topOf(folder), set);
}

/** The name that commits made in a folder would carry; undefined where git knows none, or isn't there. */
export function identityInGit(folder: string): string | undefined {
  try {
    const { code, out } = run(folder, ["config", "--get", "user.name"]);
    return code === 0 && out.trim() !== "" ? out.trim() : undefined;
  } catch {
    return undefined;
  }
}

const looksLike = (folder: string): string =>
  `${basename(folder)}/ is laid out as a git repository's inside (HEAD, objects, refs), and is not read as one`;

/** What git itself would take for the repository of a memo that is tracked in another: a pull request may have brought it along. */
export function embeddedIn(folder: string): Diagnostic[] {
  const { place, lookAlikes } = findRepository(folder);
  if (place === undefined) return [];
  return lookAlikes.map((path) => ({
    rule: "git/embedded",
    severity: "warning",
    message: looksLike(path),
    expected:
      "no folder of a memo to be laid out so: git itself, called there, takes its HEAD and config for the memo's",
    hint: "take its HEAD, objects and refs away; what was read is the repository around it",
  }));
}

/** A commit, and what it was asked for by. */
export interface Revision {
  /** As asked for: `main`, `HEAD~2`. */
  name: string;
  /** Full object id of the commit. */
  commit: string;
}

/** "main (1a2b3c4)": the name and where it stands. */
export const revisionLabel = ({ name, commit }: Revision): string =>
  commit.startsWith(name) ? commit.slice(0, 7) : `${name} (${commit.slice(0, 7)})`;

/** A file of a commit. */
export interface Entry {
  /** Relative to the memo's folder, with forward slashes. */
  path: string;
  kind: "file" | "link" | "submodule" | "folder";
  id: string;
  /** Bytes; of a file or a link. */
  size: number;
}

/** The git repository around a memo's folder, read through its objects. */
export class Repository {
  private constructor(
    private readonly folder: string,
    /** The memo's folder in the repository: "" or a path that ends in a slash. */
    readonly prefix: string,
    /** Whether history was cut off when it was cloned. */
    readonly shallow: boolean,
  ) {}

  /** @throws MemoError when the folder is in no repository, or git is not there. */
  static open(folder: string): Repository {
    const root = resolve(folder);
    const { place, lookAlikes } = findRepository(root);
    const { code, out, err } = run(root, ["rev-parse", "--is-shallow-repository"]);
    if (code !== 0 || place === undefined) {
      if (!err.includes("not a git repository")) throw said("rev-parse", err);
      throw wrong({
        rule: "git/not-a-repository",
        message: "the memo's folder is not in a git repository",
        expected: "a folder that git knows, for comparing with another revision",
        hint: "versions, scenarios and results.json files are compared without git: `memo diff 2026-03 2026-05`",
        ...(lookAlikes.length > 0 ? { notes: lookAlikes.map(looksLike) } : {}),
      });
    }
    return new Repository(root, place.prefix, out.trim() === "true");
  }

  /** The commit that a revision names; undefined when it names none. */
  find(name: string): Revision | undefined {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they can't be in a name and would end an argument
    if (name === "" || /[\u0000-\u001f]/.test(name)) return undefined;
    const { code, out } = run(this.folder, [
      "rev-parse",
      "--verify",
      "--quiet",
      "--end-of-options",
      `${name}^{commit}`,
    ]);
    const commit = out.trim();
    return code === 0 && /^[0-9a-f]{40,64}$/.test(commit) ? { name, commit } : undefined;
  }

  /** Whether a name is that of a branch or tag, not only the beginning of a commit's id. */
  isRef(name: string): boolean {
    const { code, out } = run(this.folder, [
      "rev-parse",
      "--verify",
      "--quiet",
      "--symbolic-full-name",
      "--end-of-options",
      name,
    ]);
    return code === 0 && out.startsWith("refs/");
  }

  /** @throws MemoError with the nearest branch or tag when a revision names no commit. */
  revision(name: string): Revision {
    const found = this.find(name);
    if (found) return found;
    if (name === "HEAD")
      throw wrong({
        rule: "git/no-commit",
        message: "the repository has no commit yet",
        expected: "a commit to compare with",
      });
    const range = /^(.+?)\.{2,3}(.+)$/.exec(name);
    throw wrong({
      rule: "git/unknown-revision",
      message: `git knows no revision \`${name}\``,
      expected: "a branch, a tag or a commit",
      hint: range
        ? `the sides are two arguments: \`memo diff ${range[1]} ${range[2]}\``
        : this.shallow && /[~^]|^[0-9a-f]{7,}$/.test(name)
          ? SHALLOW_HINT
          : (didYouMean(name, this.names()) ?? (this.shallow ? SHALLOW_HINT : undefined)),
    });
  }

  /** Short names of branches and tags, those of remotes too. */
  names(): string[] {
    const { code, out } = run(this.folder, [
      "for-each-ref",
      "--format=%(refname:short)",
      "refs/heads",
      "refs/tags",
      "refs/remotes",
    ]);
    return code === 0 ? out.split("\n").filter(Boolean) : [];
  }

  /**
   * The branch that others start from: what `origin/HEAD` points to, else the first there is of origin/main, origin/master, main and
   * master. `checkedOut` when the working tree is on it.
   */
  mainBranch(): (Revision & { checkedOut: boolean }) | undefined {
    const { out } = run(this.folder, [
      "for-each-ref",
      "--format=%(refname)%09%(objectname)%09%(symref)",
      "refs/remotes/origin/HEAD",
      ...["main", "master"].flatMap((name) => [`refs/remotes/origin/${name}`, `refs/heads/${name}`]),
    ]);
    const refs = new Map(
      out.split("\n").map((line) => {
        const [ref = "", commit = "", target = ""] = line.split("\t");
        return [ref, { commit, target }];
      }),
    );
    const order = ["origin/HEAD", "origin/main", "origin/master"].map((name) => `refs/remotes/${name}`);
    for (const ref of [...order, "refs/heads/main", "refs/heads/master"]) {
      const found = refs.get(ref);
      if (!found?.commit) continue;
      const name = (found.target || ref).replace(/^refs\/(heads|remotes)\//, "");
      const head = run(this.folder, ["symbolic-ref", "--quiet", "HEAD"]).out.trim();
      return { name, commit: found.commit, checkedOut: head === `refs/heads/${name.replace(/^origin\//, "")}` };
    }
    return undefined;
  }

  /** @throws MemoError when the two have no common history here, with the way to get it when the clone is shallow. */
  mergeBase(one: Revision, other: Revision): string {
    if (one.commit === other.commit) return one.commit;
    const { code, out, err } = run(this.folder, ["merge-base", one.commit, other.commit]);
    if (code === 0) return out.trim();
    if (code !== 1) throw said("merge-base", err);
    throw new MemoError([
      {
        rule: "git/no-merge-base",
        severity: "error",
        message: `${revisionLabel(one)} and ${revisionLabel(other)} have no common commit${this.shallow ? " in this shallow clone" : ""}`,
        expected: "two branches of one history",
        hint: this.shallow ? SHALLOW_HINT : "name what to compare with: `memo diff <revision>`",
      },
    ]);
  }

  /** The commits up to one that changed something at some paths of the memo's folder, the latest first, at most so many. */
  changesOf(commit: string, paths: readonly string[], most: number): string[] {
    const { code, out } = run(this.folder, [
      "log",
      `--max-count=${most}`,
      "--format=%H",
      commit,
      "--",
      ...paths.map((path) => `${this.prefix}${path}`),
    ]);
    return code === 0 ? out.split("\n").filter((line) => /^[0-9a-f]{40,64}$/.test(line)) : [];
  }

  /**
   * What a commit holds at some paths of the memo's folder, not followed further; a path that ends in a slash stands for what is in
   * that folder.
   */
  list(commit: string, paths: readonly string[]): Entry[] {
    const { code, out, err } = run(this.folder, [
      "ls-tree",
      "-z",
      "-l",
      "--full-tree",
      commit,
      "--",
      ...paths.map((path) => `${this.prefix}${path}`),
    ]);
    if (code !== 0) throw said("ls-tree", err);
    return out
      .split("\0")
      .filter(Boolean)
      .map((line) => entryOf(line, this.prefix));
  }

  /**
   * The content of files, in their order.
   *
   * @throws MemoError for files that are too large, alone or together, before anything of them is read; and for those that the
   * repository says it has but hasn't.
   */
  read(entries: readonly Entry[], label: string, largest = LARGEST_FILE): Buffer[] {
    const large = entries.filter(({ size }) => size > largest);
    if (large.length > 0) throw new MemoError(large.map((entry) => tooLarge(entry, label)));
    const total = entries.reduce((sum, { size }) => sum + size, 0);
    if (total > Math.max(LARGEST_TOTAL, largest))
      throw new MemoError([
        {
          rule: "git/total-size",
          severity: "error",
          message: `the memo at ${label} has ${megabytes(total)} of text`,
          expected: `at most ${megabytes(LARGEST_TOTAL)}`,
        },
      ]);
    if (entries.length === 0) return [];
    const ids = entries.map(({ id }) => id);
    const { code, bytes, err } = run(this.folder, ["cat-file", "--batch"], {
      input: `${ids.join("\n")}\n`,
      most: total + 256 * entries.length,
    });
    if (code !== 0) throw said("cat-file", err);
    return contents(bytes, entries, label);
  }
}

export const SHALLOW_HINT =
  "the clone is shallow: `git fetch --unshallow` gets the rest, in a workflow `fetch-depth: 0` of actions/checkout";

const PARTIAL: Diagnostic = {
  rule: "git/partial-clone",
  severity: "error",
  message: "this clone is partial and lacks files of that revision",
  expected: "all of the memo's files; a review fetches nothing",
  hint: "clone it without `--filter`",
};

function entryOf(line: string, prefix: string): Entry {
  const tab = line.indexOf("\t");
  const [mode = "", type = "", id = "", size = ""] = line.slice(0, tab).split(/ +/);
  const path = line.slice(tab + 1);
  return {
    path: path.startsWith(prefix) ? path.slice(prefix.length) : path,
    kind: mode === "120000" ? "link" : type === "commit" ? "submodule" : type === "tree" ? "folder" : "file",
    id,
    size: Number(size) || 0,
  };
}

/** Splits the answer of `cat-file --batch`: a line with id, type and size before each content, a line break after it. */
function contents(bytes: Buffer, entries: readonly Entry[], label: string): Buffer[] {
  let at = 0;
  return entries.map(({ path, id }) => {
    const end = bytes.indexOf(0x0a, at);
    const [found, type, size] = bytes.toString("latin1", at, end).split(" ");
    if (found !== id || type !== "blob")
      throw new MemoError([{ ...PARTIAL, message: `${path} at ${label} is not in this clone` }]);
    const from = end + 1;
    at = from + Number(size) + 1;
    return bytes.subarray(from, at - 1);
  });
}

function tooLarge({ path, size }: Entry, label: string): Diagnostic {
  return {
    rule: "git/file-size",
    severity: "error",
    message: `${path} at ${label} has ${megabytes(size)}`,
    expected: `at most ${megabytes(LARGEST_FILE)}`,
  };
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;

interface Answer {
  code: number | null;
  bytes: Buffer;
  out: string;
  err: string;
}

/** @throws MemoError when git can't be started or says more than is read. */
function run(folder: string, args: readonly string[], { input = "", most = LARGEST_LIST } = {}): Answer {
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
    throw wrong({
      rule: "git/failed",
      message: `\`git ${args[0]}\` failed: ${error.message}`,
      expected: "an answer of ordinary size",
    });
  }
  return { code: status, bytes: stdout, out: stdout.toString("utf8"), err: stderr.toString("utf8") };
}

const missingGit = (): MemoError =>
  wrong({
    rule: "git/failed",
    message: "git could not be started",
    expected: "git to be installed, and this folder to be there",
  });

const wrong = (problem: Omit<Diagnostic, "severity">): MemoError =>
  new MemoError([{ severity: "error", ...problem }], 2);

/** What git says, in one line. */
function said(command: string, err: string): MemoError {
  const lines = err.split("\n").filter(Boolean);
  if (/lazy fetching disabled|promisor/.test(err)) return new MemoError([PARTIAL]);
  const first = (lines.find((line) => !line.startsWith("warning: ")) ?? lines[0])?.replace(/^(fatal|error): /, "");
  return new MemoError([
    { rule: "git/failed", severity: "error", message: `\`git ${command}\` failed: ${first ?? "no reason given"}` },
  ]);
}
