import { newVersionText } from "../../assumptions/edit/index.js";
import { DATE_EXPECTED, dateProblem, loadRegister, type Register } from "../../assumptions/index.js";
import { type Diagnostic, MemoError } from "../../diagnostic.js";
import type { Project } from "../project.js";

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const TAKEN: readonly string[] = ["sources", "scenarios"];

/** What a new version is to be. */
export interface VersionRequest {
  name: string;
  /** Its date; else the one its name says, or its parent's. */
  asOf?: string;
  title?: string;
}

/** A version that extends another and changes nothing yet: a file of `assumptions/`, not written. */
export interface VersionDraft {
  file: string;
  text: string;
  asOf: string;
}

/**
 * A version that extends `parent`. Its text is kept in `sources` before it is read, for the messages about it.
 * @throws MemoError for a name or date that can't be
 */
export function draftVersion(
  project: Project,
  parent: Register,
  { name, asOf: given, title }: VersionRequest,
  sources: Map<string, string>,
): VersionDraft {
  checkFree(project, name);
  const noDate = /^\d{4}-\d{2}(?:-\d{2})?$/.test(name) ? dateProblem(name) : undefined;
  if (given === undefined && noDate !== undefined)
    throw refusal("new-version/name", 2, {
      message: `the name of a version looks like a date: ${noDate}`,
      expected: "a date that there is, or `--as-of` with the version's own",
    });
  const asOf = given ?? dateFor(name, parent);
  checkDate(asOf, parent);
  const file = `assumptions/${name}.yaml`;
  const newline = /\r?\n/.exec(project.assumptions.get(`assumptions/${parent.version}.yaml`) ?? "")?.[0];
  const text = newVersionText(parent, { name, asOf, title: title?.replace(/\s+/g, " ").trim(), newline });
  sources.set(file, text);
  const assumptions = new Map(project.assumptions).set(file, text);
  const { register, diagnostics } = loadRegister(assumptions, { version: name, data: project.data });
  if (!register) throw new MemoError(diagnostics);
  return { file, text, asOf };
}

/** @throws MemoError for a name that no version can have */
export function checkName(name: string): void {
  const bare = name.replace(/\.ya?ml$/, "");
  const hint = bare === name || !NAME.test(bare) ? undefined : `write \`${bare}\``;
  if (!NAME.test(name) || bare !== name)
    throw refusal("new-version/name", 2, {
      message: `\`${name}\` can't name a version`,
      expected: "letters from a to z, digits, `.`, `_` and `-`, beginning with a letter or digit, such as `2026-06`",
      hint,
    });
  if (TAKEN.includes(name))
    throw refusal("new-version/name", 2, {
      message: `\`${name}\` can't name a version`,
      expected: `another name: assumptions/${name}.yaml holds the ${name}`,
    });
}

/** Names that differ in case only are one file on some systems. */
function checkFree(project: Project, name: string): void {
  const wanted = `assumptions/${name}.yaml`.toLowerCase();
  const taken = [...project.assumptions.keys()].find((file) => file.toLowerCase() === wanted);
  if (taken === undefined) return;
  throw refusal("new-version/exists", 1, {
    message: `there is a version \`${taken.slice("assumptions/".length, -".yaml".length)}\` already`,
    expected: "a new name",
    place: { file: taken, start: { line: 1, column: 1 } },
  });
}

/** The date that a name such as 2026-06 says, where it is not before the parent's; else the parent's. */
function dateFor(name: string, parent: Register): string {
  return dateProblem(name) === undefined && name > parent.asOf ? name : parent.asOf;
}

function checkDate(asOf: string, parent: Register): void {
  const wrong = dateProblem(asOf);
  if (wrong) throw refusal("new-version/date", 2, { message: `\`--as-of\`: ${wrong}`, expected: DATE_EXPECTED });
  // Versions are put in order by the text of their dates.
  if (asOf < parent.asOf)
    throw refusal("new-version/date", 1, {
      message: `\`--as-of ${asOf}\` is before \`${parent.version}\`, which it would extend`,
      expected: `${parent.asOf} or later`,
    });
}

export function refusal(
  rule: Diagnostic["rule"],
  exitCode: number,
  words: Omit<Diagnostic, "rule" | "severity">,
): MemoError {
  return MemoError.of({ rule, ...words }, exitCode);
}
