import { didYouMean, MemoError } from "../../diagnostic.js";
import { scenariosOf } from "../default-version.js";
import type { Project } from "../project.js";
import { type Choice, ofRevision, ofWorktree } from "./choice.js";
import { type Places, versionsOf } from "./places.js";
import { type Spec, splitWord, type What } from "./spec.js";

interface Names {
  version?: string;
  scenario?: string;
}

/**
 * What a side's text stands for. A bare word is a version, a scenario or a revision.
 *
 * @throws MemoError (wrong call) for a word that is none of them, or more than one.
 */
export function choose(spec: Spec, places: Places): Choice {
  if (spec.kind === "results") return { kind: "results", label: spec.path, path: spec.path };
  if (spec.kind === "word") return chooseWord(spec.word, places);
  const { where, what } = spec;
  if (where.kind === "worktree") return ofWorktree(what);
  return ofRevision(places.git().revision(where.name), what);
}

function chooseWord(word: string, places: Places): Choice {
  const project = places.maybeWorktree();
  const names = project ? readings(word, project) : [];
  const git = places.maybeGit();
  if (names.length > 0) {
    if (git?.isRef(word)) names.push({ said: `the git revision git:${word}` });
    return ofWorktree({ kind: "named", ...oneOf(word, names).names });
  }
  const revision = git?.find(word);
  if (revision) return ofRevision(revision, { kind: "own" });
  // Says what is the matter with the folder, where there is something.
  if (!project && !git) places.worktree();
  // What can only be a name of git's is refused as git would.
  if (!project || /^HEAD$|[~^@/]|\.\./.test(word)) places.git().revision(word);
  throw unknown(
    word,
    [...(project ? allNames(project) : []), ...(git?.names() ?? [])],
    git ? "version, scenario or revision" : "version or scenario",
    git ? [] : ["the memo's folder is not in a git repository, so no revision is known"],
  );
}

interface Reading {
  said: string;
  names?: Names;
}

function readings(word: string, project: Project): Reading[] {
  const versions = new Set(versionsOf(project));
  // Reading the scenarios takes longer than seeing that none can be called that.
  const text = project.assumptions.get("assumptions/scenarios.yaml") ?? "";
  const last = word.slice(word.indexOf("+") + 1);
  const scenarios = new Set(text.includes(last) ? scenariosOf(project) : []);
  const both = splitWord(word);
  const found: Reading[] = [];
  if (versions.has(word)) found.push({ said: `the version version:${word}`, names: { version: word } });
  if (scenarios.has(word)) found.push({ said: `the scenario scenario:${word}`, names: { scenario: word } });
  if (both && scenarios.has(both.scenario) && (both.version === undefined || versions.has(both.version)))
    found.push({ said: `the scenario ${both.scenario} on ${both.version ?? "the memo's own version"}`, names: both });
  return found;
}

function oneOf(word: string, found: readonly Reading[]): Reading {
  const [first, ...others] = found;
  if (first && others.length === 0) return first;
  throw MemoError.of(
    {
      rule: "diff/ambiguous",
      message: `\`${word}\` can be read as ${found.map(({ said }) => said).join(" and as ")}`,
      expected: "one of these, with its prefix",
    },
    2,
  );
}

/**
 * What a side asks for, of the sources it is about, with a word told apart.
 *
 * @throws MemoError (wrong call) for a word that names neither version nor scenario, or both, and for names that the sources don't have.
 */
export function settle(what: What, project: Project): Exclude<What, { kind: "word" }> {
  if (what.kind === "own") return what;
  const named = what.kind === "named" ? what : { kind: "named" as const, ...wordIn(what.word, project) };
  const known = (name: string | undefined, names: readonly string[], kind: string): void => {
    if (name !== undefined && !names.includes(name)) throw unknown(name, names, kind);
  };
  if (named.version !== undefined) known(named.version, versionsOf(project), "version");
  if (named.scenario !== undefined) known(named.scenario, scenariosOf(project), "scenario");
  return named;
}

function wordIn(word: string, project: Project): Names {
  const found = readings(word, project);
  if (found.length === 0) throw unknown(word, allNames(project), "version or scenario");
  return oneOf(word, found).names ?? {};
}

const allNames = (project: Project): string[] => [...versionsOf(project), ...scenariosOf(project)];

function unknown(word: string, names: readonly string[], kind: string, notes: string[] = []): MemoError {
  return MemoError.of(
    {
      rule: "diff/unknown-side",
      message: `\`${word}\` is no ${kind} here`,
      expected: names.length > 0 && names.length <= 12 ? `one of ${names.join(", ")}` : `a ${kind}`,
      hint: didYouMean(word, names),
      ...(notes.length > 0 ? { notes } : {}),
    },
    2,
  );
}
