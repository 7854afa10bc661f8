import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { MemoError } from "../../diagnostic.js";
import { addFile, entryAt, isWithin, replaceFile } from "../../files/index.js";
import { configureGit, embeddedIn, gitFolder, hooksFolder, topOf } from "../../memo/repository/git.js";
import { counted } from "../../text/counts.js";
import { runCommand } from "../runner.js";
import { printDiagnostics, type Terminal } from "../terminal/terminal.js";

/** What every clone has to know of the files that builds write. */
const ATTRIBUTES = [
  "out/** -text",
  "out/results.json diff=memo-results merge=memo-built",
  "out/memo.md merge=memo-built",
  "out/charts/** merge=memo-built",
  "out/tables/** merge=memo-built",
  "out/.memo-files.json merge=union",
];

const HOOK = `#!/bin/sh
# Written by \`memo git setup --hook\`.
exec`;

/** `memo git setup`: the configuration of a clone, and the attributes that are committed. Returns the exit code. */
export function setup(options: { folder: string; hook: boolean }, terminal: Terminal): Promise<number> {
  return runCommand(terminal, async ({ project: read }) => {
    const { root } = read(options.folder);
    gitFolder(root);
    printDiagnostics(terminal, embeddedIn(root), new Map());
    const program = ownCommand();
    const hook = options.hook ? hookOf(root, program) : undefined;
    configureGit(root, {
      "diff.memo-results.textconv": `${program} git textconv`,
      "merge.memo-built.name":
        "what a memo's build writes: where both sides changed a line, this side's stays until the next build",
      "merge.memo-built.driver": "git merge-file --quiet --ours %A %O %B",
    });
    const added = await addAttributes(join(root, ".gitattributes"));
    if (hook !== undefined) {
      const checks = `${HOOK} ${program} check -C ${quoted(relative(process.cwd(), root) === "" ? "." : root)}\n`;
      if (!entryAt(hook)) await addFile(hook, checks, "hooks/pre-commit", 0o755);
      // What an earlier memo wrote may call it otherwise.
      else if (readFileSync(hook, "utf8") !== checks) await replaceFile(hook, checks, "hooks/pre-commit");
    }
    terminal.out(
      [
        "git shows results.json as values, and merges what builds write",
        added === 0 ? ".gitattributes says so already" : `.gitattributes: ${counted(added, "line")} more; commit it`,
        ...(hook === undefined ? [] : ["`memo check` runs before each commit"]),
      ]
        .map((line) => `${line}\n`)
        .join(""),
    );
    return 0;
  });
}

/** Where git looks for the hook. @throws MemoError where it looks for none, outside of the repository, or there is another */
function hookOf(root: string, program: string): string {
  const folder = hooksFolder(root);
  if (folder === undefined)
    throw new MemoError([
      {
        rule: "git/hook",
        severity: "error",
        message: "git runs no hooks here: `core.hooksPath` names no folder",
        expected: "a folder, or nothing",
        hint: "take the setting away: `git config --unset core.hooksPath`",
      },
    ]);
  const hook = join(folder, "pre-commit");
  if (![topOf(root), gitFolder(root)].some((own) => isWithin(folder, own)))
    throw new MemoError([
      {
        rule: "git/hook",
        severity: "error",
        message: `git's hooks are kept outside of the repository: \`core.hooksPath\` leads to ${folder}`,
        expected: "a folder in the repository, or the setting taken away: `git config --unset core.hooksPath`",
        hint: `where that folder is yours, put this into its pre-commit: ${program} check`,
      },
    ]);
  refuseOther(hook);
  return hook;
}

function refuseOther(hook: string): void {
  const entry = entryAt(hook);
  if (!entry || (entry.isFile() && readFileSync(hook, "utf8").startsWith(HOOK))) return;
  throw new MemoError([
    {
      rule: "git/hook",
      severity: "error",
      message: "the repository has a pre-commit hook of its own",
      expected: "none, or the one that memo wrote",
      hint: "put `memo check` into it",
    },
  ]);
}

/** Lines that are missing are added at the end, where they count. Returns how many. */
async function addAttributes(path: string): Promise<number> {
  const text = entryAt(path) ? readFileSync(path, "utf8") : undefined;
  const there = new Set((text ?? "").split("\n").map((line) => line.trim()));
  const missing = ATTRIBUTES.filter((line) => !there.has(line));
  if (missing.length === 0) return 0;
  const before = text === undefined || text === "" || text.endsWith("\n") ? (text ?? "") : `${text}\n`;
  const after = `${before}${missing.join("\n")}\n`;
  await (text === undefined ? addFile(path, after, ".gitattributes") : replaceFile(path, after, ".gitattributes"));
  return missing.length;
}

/** How this program is called again, by nothing that is looked for from the folder it is called in: git calls it in that of a memo. */
function ownCommand(): string {
  const main = fileURLToPath(new URL("../main.js", import.meta.url));
  const source = fileURLToPath(new URL("../from-source.mjs", import.meta.url));
  return [process.execPath, entryAt(main) ? main : source].map(quoted).join(" ");
}

/** A word of a shell's line. */
const quoted = (word: string): string => (/^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
