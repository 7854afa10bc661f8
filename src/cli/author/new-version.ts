import { versionNames } from "../../assumptions/index.js";
import { addSource, replaceSource } from "../../memo/replace-source.js";
import { nameVersion } from "../../memo/versions/default-version.js";
import { checkName, draftVersion, refusal } from "../../memo/versions/new-version.js";
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

/** `memo new-version`: writes a version file that extends another one. Returns the exit code. */
export function newVersion(name: string, options: NewVersionOptions, terminal: Terminal): Promise<number> {
  const say = (text: string): void => terminal.out(`${wrap(text, terminal.columns ?? 80).join("\n")}\n`);
  return runCommand(terminal, async ({ project: read, sources }) => {
    checkName(name);
    const project = read(options.folder);
    const own = ownVersion(project);
    const parent = registerOf(project, options.from ?? own.version);
    const { file, text, asOf } = draftVersion(project, parent, { ...options, name }, sources);
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
      const latest = versionNames(new Map(project.assumptions).set(file, text)).at(-1);
      say(
        `the memo is built with the latest version, ${latest === name ? "now this one" : latest}; \`memo: {assumptions: …}\` in the front matter of ${chapter ?? "the first chapter"} would name another`,
      );
    }
    return 0;
  });
}
