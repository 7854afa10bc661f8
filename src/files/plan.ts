import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Diagnostic } from "../diagnostic.js";
import { type Files, hasDigest, sameContent, sha256 } from "./content.js";
import { LIST, type Listed, LOCAL_LIST, listOf, listText, localListText, readList } from "./list.js";
import { entryAt } from "./places.js";
import { refusal, someOf } from "./problems.js";
import { together } from "./spooled.js";

export interface Replacement {
  /** What the folder is called in messages. */
  name: string;
  files: Files;
  /** Files of the list that `files` doesn't name stay, all of them or those told; they are deleted otherwise. */
  keepOthers?: boolean | ((path: string) => boolean);
  /** Files of the names that memo writes are overwritten whoever wrote them. Nothing else of theirs is touched even so. */
  adopt?: boolean;
  /** Where some of the files are committed and others not: a list of its own has them all, with a digest of what they were made from. */
  uncommitted?: { paths: ReadonlySet<string>; inputs?: string };
  /** Which of some files have their bytes in version control, so that nothing is lost with them; asked of those that memo didn't leave so. */
  isKept?: (paths: readonly string[]) => ReadonlySet<string>;
}

/** What becomes of a folder. */
export interface Plan {
  /** Everything to write, with the list. */
  files: Files;
  listed: Listed;
  /** Files that go, replaced or no longer needed: path to digest of the bytes that may be deleted. */
  doomed: ReadonlyMap<string, string>;
  /** Regular files of the folder that are neither written nor deleted: memo's own, and others among them. */
  kept: readonly string[];
  /** Whether the folder holds all of `files` already, byte for byte, and nothing goes. */
  done: boolean;
  warnings: Diagnostic[];
}

/** What systems put into any folder. */
const LITTER: ReadonlySet<string> = new Set([".DS_Store", "Thumbs.db", "desktop.ini"]);

/**
 * What may be done to a folder so that it holds some files: memo replaces and deletes what its list in that folder names, as it wrote
 * it, and nothing else.
 *
 * @throws MemoError with the names of what is in the way
 */
export function planReplacement(folder: string, replacement: Replacement): Plan {
  const { name, files, keepOthers = false, adopt = false, uncommitted } = replacement;
  const isKept = (paths: readonly string[]): ReadonlySet<string> =>
    (paths.length > 0 && replacement.isKept?.(paths)) || new Set();
  const listed = readList(folder);
  const there = entryAt(folder) ? readdirSync(folder).filter((entry) => !LITTER.has(entry)) : [];
  if (listed === undefined && !adopt && there.length > 0) refuseUnlisted(folder, name, files, there);
  const doomed = new Map<string, string>();
  const foreign: string[] = [];
  const changed: string[] = [];
  const blocked: string[] = [];
  let done = true;
  for (const [path, content] of files) {
    const block = blockedBy(folder, path);
    const bytes = block === undefined ? bytesAt(folder, path) : undefined;
    const known = listed?.get(path);
    if (block !== undefined) blocked.push(block);
    else if (bytes === undefined) done = false;
    else {
      if (!Buffer.from(content).equals(bytes)) done = false;
      doomed.set(path, sha256(bytes));
      if (sameContent(bytes, content) || adopt) continue;
      if (known === undefined) foreign.push(path);
      else if (!hasDigest(bytes, known)) changed.push(path);
    }
  }
  // What isn't committed as a rule, and is here, is on no list in a clone.
  const inGit = isKept([...changed, ...(listed ? foreign.filter((path) => uncommitted?.paths.has(path)) : [])]);
  const lost = (paths: readonly string[]): string[] => paths.filter((path) => !inGit.has(path));
  refuseConflicts(name, { foreign: lost(foreign), changed: lost(changed), blocked: [...new Set(blocked)] });
  const altered = new Map<string, string>();
  const remaining = new Map<string, string>();
  for (const [path, digest] of listed ?? []) {
    if (files.has(path) || blockedBy(folder, path) !== undefined) continue;
    const bytes = bytesAt(folder, path);
    if (bytes === undefined) continue;
    if (typeof keepOthers === "function" ? keepOthers(path) : keepOthers) remaining.set(path, own(bytes, digest));
    else if (hasDigest(bytes, digest)) {
      doomed.set(path, sha256(bytes));
      done = false;
    } else altered.set(path, sha256(bytes));
  }
  const kept = isKept([...altered.keys()]);
  for (const path of kept) {
    doomed.set(path, altered.get(path) ?? "");
    done = false;
  }
  const left = [...altered.keys()].filter((path) => !kept.has(path));
  const now: Listed = new Map([...remaining, ...listOf(files)]);
  const lists = new Map([[LIST, listText(new Map([...now].filter(([path]) => !uncommitted?.paths.has(path))))]]);
  if (uncommitted) lists.set(LOCAL_LIST, localListText(now, uncommitted.inputs));
  for (const list of [LIST, LOCAL_LIST]) {
    const [before, after] = [bytesAt(folder, list), lists.get(list)];
    if (before) doomed.set(list, sha256(before));
    if (before === undefined ? after !== undefined : after === undefined || !before.equals(Buffer.from(after)))
      done = false;
  }
  const all = together(files, lists);
  return {
    files: all,
    listed: now,
    doomed,
    kept: [...new Set([...besides(folder, new Set(all.keys()), doomed), ...remaining.keys()])],
    done,
    warnings: left.length === 0 ? [] : [stays(name, left)],
  };
}

/** Of several digests the one that a file has; all of them where it has none. */
const own = (bytes: Uint8Array, digests: string): string =>
  digests.split(" ").find((digest) => hasDigest(bytes, digest)) ?? digests;

/** A folder that has something in it and no list is memo's only when it holds just what memo would write, or what it wrote before. */
function refuseUnlisted(folder: string, name: string, files: Files, there: readonly string[]): void {
  let same = files.size > 0;
  for (const [path, content] of files) {
    const bytes = same && blockedBy(folder, path) === undefined ? bytesAt(folder, path) : undefined;
    same = bytes !== undefined && sameContent(bytes, content);
    if (!same) break;
  }
  if (same) return;
  const overwritten = [...files.keys()].filter((path) => entryAt(join(folder, path)) !== undefined);
  throw refusal("files/no-list", `${name} holds ${someOf(there)}, and no list of what memo wrote`, 1, {
    expected: "a folder that is empty, is not there yet, or has been written by memo",
    hint: `name another folder, or let memo write into this one with \`--adopt\`: it overwrites ${overwritten.length === 0 ? "nothing" : someOf(overwritten)} and leaves the rest alone`,
  });
}

function refuseConflicts(
  name: string,
  { foreign, changed, blocked }: Readonly<Record<"foreign" | "changed" | "blocked", readonly string[]>>,
): void {
  const count = foreign.length + changed.length + blocked.length;
  if (count === 0) return;
  const hint =
    blocked.length > 0
      ? "move them elsewhere: links, folders and the like are never replaced"
      : "move them elsewhere to keep them, or overwrite them with `--adopt`, which suits files that a merge has changed";
  throw refusal(
    "files/not-own",
    `${name} holds ${count === 1 ? "a file" : `${count} files`} in the place of what memo writes`,
    1,
    {
      expected: "files as memo wrote them, or none of these names",
      hint,
      notes: [
        ...(foreign.length > 0 ? [`not written by memo: ${someOf(foreign)}`] : []),
        ...(changed.length > 0 ? [`changed since memo wrote them: ${someOf(changed)}`] : []),
        ...(blocked.length > 0 ? [`no plain files and folders: ${someOf(blocked)}`] : []),
      ],
    },
  );
}

const stays = (name: string, paths: readonly string[]): Diagnostic => ({
  rule: "files/stays",
  severity: "warning",
  message: `memo would delete ${someOf(paths)} in ${name}, which it no longer writes, but ${paths.length === 1 ? "that file was" : "those files were"} changed since`,
  expected: "files as memo wrote them",
  hint: "it is yours from now on: move it or delete it",
});

/** What stands where a file, or a folder above it, has to be; undefined where nothing is in the way. */
function blockedBy(folder: string, path: string): string | undefined {
  const parts = path.split("/");
  for (let depth = 1; depth <= parts.length; depth++) {
    const part = parts.slice(0, depth).join("/");
    const entry = entryAt(join(folder, part));
    if (entry === undefined) return undefined;
    if (depth < parts.length ? !entry.isDirectory() : !entry.isFile()) return part;
  }
  return undefined;
}

function bytesAt(folder: string, path: string): Buffer | undefined {
  return entryAt(join(folder, path))?.isFile() ? readFileSync(join(folder, path)) : undefined;
}

/** Regular files in the folders that memo writes to which stay as they are. */
function besides(folder: string, written: ReadonlySet<string>, doomed: ReadonlyMap<string, string>): string[] {
  const folders = new Set([...written].map((path) => dirname(path)));
  return [...folders].flatMap((inner) => {
    const at = join(folder, inner);
    if (!entryAt(at)?.isDirectory()) return [];
    return readdirSync(at, { withFileTypes: true }).flatMap((entry) => {
      const path = inner === "." ? entry.name : `${inner}/${entry.name}`;
      return entry.isFile() && !written.has(path) && !doomed.has(path) ? [path] : [];
    });
  });
}
