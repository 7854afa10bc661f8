import { basename, resolve } from "node:path";
import { type Diagnostic, didYouMean, MemoError } from "../../diagnostic.js";
import { LARGEST_FILE } from "../project.js";
import { findRepository } from "./place.js";
import { gitError, gitFailed, PARTIAL, runGit } from "./run-git.js";

/** All files of a memo together. */
const LARGEST_TOTAL = 4 * LARGEST_FILE;

export const looksLike = (folder: string): string =>
  `${basename(folder)}/ is laid out as a git repository's inside (HEAD, objects, refs), and is not read as one`;

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
export interface CommitEntry {
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
    const { code, out, err } = runGit(root, ["rev-parse", "--is-shallow-repository"]);
    if (code !== 0 || place === undefined) {
      if (!err.includes("not a git repository")) throw gitFailed("rev-parse", err);
      throw gitError({
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
    const { code, out } = runGit(this.folder, [
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
    const { code, out } = runGit(this.folder, [
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
      throw gitError({
        rule: "git/no-commit",
        message: "the repository has no commit yet",
        expected: "a commit to compare with",
      });
    const range = /^(.+?)\.{2,3}(.+)$/.exec(name);
    throw gitError({
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
    const { code, out } = runGit(this.folder, [
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
    const { out } = runGit(this.folder, [
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
      const head = runGit(this.folder, ["symbolic-ref", "--quiet", "HEAD"]).out.trim();
      return { name, commit: found.commit, checkedOut: head === `refs/heads/${name.replace(/^origin\//, "")}` };
    }
    return undefined;
  }

  /** @throws MemoError when the two have no common history here, with the way to get it when the clone is shallow. */
  mergeBase(one: Revision, other: Revision): string {
    if (one.commit === other.commit) return one.commit;
    const { code, out, err } = runGit(this.folder, ["merge-base", one.commit, other.commit]);
    if (code === 0) return out.trim();
    if (code !== 1) throw gitFailed("merge-base", err);
    throw MemoError.of({
      rule: "git/no-merge-base",
      message: `${revisionLabel(one)} and ${revisionLabel(other)} have no common commit${this.shallow ? " in this shallow clone" : ""}`,
      expected: "two branches of one history",
      hint: this.shallow ? SHALLOW_HINT : "name what to compare with: `memo diff <revision>`",
    });
  }

  /** The commits up to one that changed something at some paths of the memo's folder, the latest first, at most so many. */
  changesOf(commit: string, paths: readonly string[], most: number): string[] {
    const { code, out } = runGit(this.folder, [
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
  list(commit: string, paths: readonly string[]): CommitEntry[] {
    const { code, out, err } = runGit(this.folder, [
      "ls-tree",
      "-z",
      "-l",
      "--full-tree",
      commit,
      "--",
      ...paths.map((path) => `${this.prefix}${path}`),
    ]);
    if (code !== 0) throw gitFailed("ls-tree", err);
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
  read(entries: readonly CommitEntry[], label: string, largest = LARGEST_FILE): Buffer[] {
    const large = entries.filter(({ size }) => size > largest);
    if (large.length > 0) throw new MemoError(large.map((entry) => tooLarge(entry, label)));
    const total = entries.reduce((sum, { size }) => sum + size, 0);
    if (total > Math.max(LARGEST_TOTAL, largest))
      throw MemoError.of({
        rule: "git/total-size",
        message: `the memo at ${label} has ${megabytes(total)} of text`,
        expected: `at most ${megabytes(LARGEST_TOTAL)}`,
      });
    if (entries.length === 0) return [];
    const ids = entries.map(({ id }) => id);
    const { code, bytes, err } = runGit(this.folder, ["cat-file", "--batch"], {
      input: `${ids.join("\n")}\n`,
      most: total + 256 * entries.length,
    });
    if (code !== 0) throw gitFailed("cat-file", err);
    return contents(bytes, entries, label);
  }
}

export const SHALLOW_HINT =
  "the clone is shallow: `git fetch --unshallow` gets the rest, in a workflow `fetch-depth: 0` of actions/checkout";

function entryOf(line: string, prefix: string): CommitEntry {
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
function contents(bytes: Buffer, entries: readonly CommitEntry[], label: string): Buffer[] {
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

function tooLarge({ path, size }: CommitEntry, label: string): Diagnostic {
  return {
    rule: "git/file-size",
    severity: "error",
    message: `${path} at ${label} has ${megabytes(size)}`,
    expected: `at most ${megabytes(LARGEST_FILE)}`,
  };
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`;
