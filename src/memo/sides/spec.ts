import { type Diagnostic, MemoError } from "../../diagnostic.js";

/** Where the sources of a side are. */
export type Where = { kind: "worktree" } | { kind: "revision"; name: string };

/** Which of the sources' versions and scenarios; a bare word is told apart once the sources are read. */
export type What =
  | { kind: "own" }
  | { kind: "named"; version?: string; scenario?: string }
  | { kind: "word"; word: string };

/** One side of a review as a command line names it. */
export type Spec =
  | { kind: "results"; path: string }
  | { kind: "sources"; where: Where; what: What }
  /** A version, a scenario or a git revision. */
  | { kind: "word"; word: string };

/** For `--help`. */
export const SPEC_HELP = `A side is one of
  .                          the working tree
  2026-03                    a version of the assumptions, on the chapters of the working tree
  bear, 2026-03+bear         a scenario, on the memo's own version or on another
  main, HEAD~2, 1a2b3c4      a git revision, read from git's objects
  main:2026-03, HEAD:+bear   a version or scenario of that revision
  out/results.json           what a build wrote
A word that can be read in two ways is refused; version:, scenario: and git: before it say which is meant.
Without sides, the working tree is compared with where its branch left the main branch (the first there is of origin/HEAD,
origin/main, origin/master, main, master), and on the main branch itself with HEAD.`;

/**
 * Reads the text of a side: `[where:]what`, or a file that ends in .json.
 *
 * @throws MemoError for a text that names nothing.
 */
export function parseSpec(text: string): Spec {
  const given = text.trim();
  if (given.endsWith(".json")) return { kind: "results", path: given };
  if (given === "." || given === "worktree") return sources({ kind: "worktree" }, { kind: "own" });
  const at = given.indexOf(":");
  const head = at === -1 ? given : given.slice(0, at);
  const rest = at === -1 ? undefined : given.slice(at + 1);
  if (head === "" || rest === "") throw unreadable(text);
  if (rest === undefined) return { kind: "word", word: head };
  if (head === "version" || head === "scenario") return sources({ kind: "worktree" }, whatOf(given, text));
  if (head !== "git") return sources(whereOf(head), whatOf(rest, text));
  const next = rest.indexOf(":");
  if (next === -1) return sources({ kind: "revision", name: rest }, { kind: "own" });
  if (next === 0) throw unreadable(text);
  return sources({ kind: "revision", name: rest.slice(0, next) }, whatOf(rest.slice(next + 1), text));
}

const sources = (where: Where, what: What): Spec => ({ kind: "sources", where, what });

const whereOf = (name: string): Where =>
  name === "." || name === "worktree" ? { kind: "worktree" } : { kind: "revision", name };

function whatOf(what: string, text: string): What {
  const named = /^(version|scenario):(.+)$/s.exec(what);
  const word = named?.[2] ?? what;
  if (word === "" || word.includes(":") || /[\\/]/.test(word)) throw unreadable(text);
  if (named) return named[1] === "version" ? { kind: "named", version: word } : { kind: "named", scenario: word };
  return { kind: "word", word };
}

/** A word with a plus is a version and a scenario, or after the plus a scenario alone. */
export function splitWord(word: string): { version?: string; scenario: string } | undefined {
  const at = word.indexOf("+");
  if (at === -1 || at === word.length - 1) return undefined;
  const scenario = word.slice(at + 1);
  return at === 0 ? { scenario } : { version: word.slice(0, at), scenario };
}

function unreadable(text: string): MemoError {
  const problem: Diagnostic = {
    rule: "diff/side",
    severity: "error",
    message: `\`${text}\` names no side`,
    expected:
      "a version, a scenario, a git revision, revision:version, `.` for the working tree, or a results.json file",
  };
  return new MemoError([problem], 2);
}
