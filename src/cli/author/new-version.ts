import { newVersionText } from "../../assumptions/edit/index.js";
import { DATE_EXPECTED, dateProblem, loadRegister, type Register, versionNames } from "../../assumptions/index.js";
import { type Diagnostic, MemoError } from "../../diagnostic.js";
import type { Project } from "../../memo/project.js";
import { addSource, replaceSource } from "../../memo/replace-source.js";
import { nameVersion } from "../../memo/versions/default-version.js";
import { ownVersion, registerOf } from "../../memo/versions/own-version.js";
import { wrap } from "../../text/table.js";
import { runCommand } from "../runner.js";
import type { Terminal } from "../terminal/terminal.js";

export interface NewVersionOptions {
  folder: string;
  /** The memo's own when absent. */
  from?: string;
  asOf?: string;
  title?: string;
  /** Makes it the version that the memo is built with. */
  default: boolean;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const TAKEN: readonly string[] = ["sources", "scenarios"];

/** `memo new-version`: writes a version file that extends another one. Returns the exit code. */
export function newVersion(name: string, options: NewVersionOptions, terminal: Terminal): Promise<number> {
  const say = (text: string): void => terminal.out(`${wrap(text, terminal.columns ?? 80).join("\n")}\n`);
  return runCommand(terminal, async ({ project: read, sources }) => {
    checkName(name);
    const project = read(options.folder);
    const own = ownVersion(project);
    const parent = registerOf(project, options.from ?? own.version);
    checkFree(project, name);
    const asOf = options.asOf ?? dateFor(name, parent);
    checkDate(asOf, parent);

    const file = `assumptions/${name}.yaml`;
    const newline = /\r?\n/.exec(project.assumptions.get(`assumptions/${parent.version}.yaml`) ?? "")?.[0];
    const text = newVersionText(parent, { name, asOf, title: options.title?.replace(/\s+/g, " ").trim(), newline });
    const assumptions = new Map(project.assumptions).set(file, text);
    const { register, diagnostics } = loadRegister(assumptions, { version: name, data: project.data });
    sources.set(file, text);
    if (!register) throw new MemoError(diagnostics);

    const { chapter } = own;
    if (options.default && chapter === undefined)
      throw refusal("new-version/no-chapter", 1, {
        message: "chapters/ holds no chapter that could name the version",
        expected: "a file such as chapters/01-summary.md, or no `--default`",
      });
    const before = chapter === undefined ? "" : (project.chapters.get(chapter) ?? "");
    const named =
      chapter !== undefined && (options.default || own.named) ? nameVersion(chapter, before, name) : undefined;
    await addSource(project, file, text);
    say(`${file} extends ${parent.version}, as of ${asOf}, and changes nothing yet`);
    if (options.default && chapter !== undefined && named) {
      await replaceSource(project, chapter, before, named.text);
      say(`${chapter}:${named.line} names it: the memo is built with ${name} from now on`);
    } else if (named) {
      say(`the memo is still built with ${own.version}, named in ${chapter}:${named.line}; --default names ${name}`);
    } else {
      const latest = versionNames(assumptions).at(-1);
      say(
        `the memo is built with the latest version, ${latest === name ? "now this one" : latest}; \`memo: {assumptions: …}\` in the front matter of ${chapter ?? "the first chapter"} would name another`,
      );
    }
    return 0;
  });
}

function refusal(rule: Diagnostic["rule"], exitCode: number, words: Omit<Diagnostic, "rule" | "severity">): MemoError {
  return new MemoError([{ rule, severity: "error", ...words }], exitCode);
}

function checkName(name: string): void {
  const bare = name.replace(/\.ya?ml$/, "");
  const hint = bare === name || !NAME.test(bare) ? undefined : `write \`${bare}\``;
  if (!NAME.test(name) || bare !== name)
    throw refusal("new-version/name", 2, {
      message: `\`${name}\` can't name a version`,
      expected: "letters, digits, `.`, `_` and `-`, beginning with a letter or digit, such as `2026-06`",
      ...(hint ? { hint } : {}),
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
