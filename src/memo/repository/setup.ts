import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { MemoError } from "../../diagnostic.js";
import { addFile, entryAt, isWithin, replaceFile, tidyRooms } from "../../files/index.js";
import { quotedForShell } from "../../text/shell.js";
import { ROOMS } from "../folders.js";
import { configureGit, gitFolder, hooksFolder, topOf } from "./clone.js";
import { findRepository } from "./place.js";

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
`;

/**
 * Configures a clone: how git shows and merges what builds write, and, where asked for, a hook that checks before each commit. The attributes, which
 * are committed, are added to `.gitattributes`.
 *
 * @param program how the command line is called again, quoted for a shell
 * @returns how many attributes were missing
 * @throws MemoError where there is no repository, or its hook is somebody else's
 */
export async function setUpGit(root: string, program: string, withHook: boolean): Promise<number> {
  const hook = withHook ? hookOf(root, program) : undefined;
  for (const folder of hook === undefined ? [root] : [root, dirname(hook)]) tidyRooms(folder);
  configureGit(root, {
    "diff.memo-results.textconv": `${program} git textconv`,
    "merge.memo-built.name":
      "what a memo's build writes: where both sides changed a line, this side's stays until the next build",
    "merge.memo-built.driver": "git merge-file --quiet --ours %A %O %B",
  });
  const added = await addAttributes(join(root, ".gitattributes"));
  if (hook !== undefined) {
    // Git runs a hook in the top of the work tree, wherever somebody commits from.
    const folder = findRepository(root).place?.prefix.replace(/\/$/, "") || ".";
    const before = entryAt(hook) ? readFileSync(hook, "utf8") : undefined;
    const checks = hookText(program, [...new Set([...otherMemos(before ?? "", root, topOf(root)), folder])].sort());
    if (before === undefined) await addFile(hook, checks, "hooks/pre-commit", 0o755);
    // What an earlier memo wrote may call it otherwise.
    else if (before !== checks) await replaceFile(hook, checks, "hooks/pre-commit");
  }
  return added;
}

/** A hook that checks the memos in some folders. */
function hookText(program: string, folders: readonly string[]): string {
  const calls = folders.map((folder) => `${program} check -C ${quotedForShell(folder)}`);
  return `${HOOK}${calls.map((call, at) => (at < calls.length - 1 ? `${call} || exit\n` : `exec ${call}\n`)).join("")}`;
}

/** The folders of a repository's other memos that a hook checks, as far as there are memos in them still. */
function otherMemos(hook: string, root: string, top: string): string[] {
  const words = [...hook.matchAll(/ check -C ('(?:[^']|'\\'')*'|\S+)/g)].map(([, word = ""]) => word);
  const folders = words.map((word) => (word.startsWith("'") ? word.slice(1, -1).replaceAll("'\\''", "'") : word));
  return [...new Set(folders)].filter((folder) => {
    const other = resolve(top, folder);
    return other !== resolve(root) && ROOMS.every((room) => entryAt(join(other, room)) !== undefined);
  });
}

/** Where git looks for the hook. @throws MemoError where it looks for none, outside of the repository, or there is another */
function hookOf(root: string, program: string): string {
  const folder = hooksFolder(root);
  if (folder === undefined)
    throw MemoError.of({
      rule: "git/hook",
      message: "git runs no hooks here: `core.hooksPath` names no folder",
      expected: "a folder, or nothing",
      hint: "take the setting away: `git config --unset core.hooksPath`",
    });
  const hook = join(folder, "pre-commit");
  if (![topOf(root), gitFolder(root)].some((own) => isWithin(folder, own)))
    throw MemoError.of({
      rule: "git/hook",
      message: `git's hooks are kept outside of the repository: \`core.hooksPath\` leads to ${folder}`,
      expected: "a folder in the repository, or the setting taken away: `git config --unset core.hooksPath`",
      hint: `where that folder is yours, put this into its pre-commit: ${program} check`,
    });
  refuseOther(hook);
  return hook;
}

function refuseOther(hook: string): void {
  const entry = entryAt(hook);
  if (!entry || (entry.isFile() && readFileSync(hook, "utf8").startsWith(HOOK))) return;
  throw MemoError.of({
    rule: "git/hook",
    message: "the repository has a pre-commit hook of its own",
    expected: "none, or the one that memo wrote",
    hint: "put `memo check` into it",
  });
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
