import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { DataFiles } from "../assumptions/data/file.js";
import { type Diagnostic, MemoError } from "../diagnostic.js";
import { entryAt, namesIn, whyUnreadable } from "../files/index.js";
import { append } from "../lists.js";
import { LARGEST_PICTURE } from "../pictures/limits.js";
import type { FoundPicture } from "../pictures/types.js";
import { READINGS } from "../review/reading/file.js";
import { isError } from "../rules/rule.js";
import { cacheFolderOf } from "../store/index.js";
import { quotedForShell } from "../text/shell.js";
import { readData } from "./data-folder.js";
import { isRead, notRead, ROOMS, type Room } from "./folders.js";
import { FrameTexts } from "./frame-texts.js";
import { whyOutside } from "./outside.js";
import { readPictures } from "./pictures.js";
import { notUtf8 } from "./utf8.js";

/** A memo's folder and the text files in it, by path relative to the folder, with forward slashes. */
export interface Project {
  root: string;
  /** The chapters, and files that look like one and are told by those who read chapters. */
  chapters: ReadonlyMap<string, string>;
  /** The same of versions, scenarios and sources. */
  assumptions: ReadonlyMap<string, string>;
  /** Code that blocks of every chapter can use and that is printed in none, by path; a folder on disk has none. */
  library?: ReadonlyMap<string, string>;
  /** The files of `data/`, absent where there are none. */
  data?: DataFiles;
  /** Files of `pictures/`, by path. */
  pictures?: ReadonlyMap<string, FoundPicture>;
  /** The text of `assumptions/read.yaml`: who read which passages; no part of what the memo says. */
  readings?: string;
  /** What was passed over, and warnings of the folder itself. */
  found?: readonly Diagnostic[];
}

/** Source texts by path, for code frames. */
export const sourcesOf = (project: Project): Map<string, string> => FrameTexts.of(project);

/** The largest text file that is read whole; what is larger is reported by name and size, not loaded. */
export const LARGEST_FILE = 16 * 1024 * 1024;

/**
 * Reads a memo's folder. Links are followed within it, and within the repository that it is part of.
 * @throws MemoError when the folder holds no `chapters/` or no `assumptions/`, and with every file in them that can't be read.
 */
export function readProject(folder: string): Project {
  const root = resolve(folder);
  const shown = relative(process.cwd(), root) || "this folder";
  const wrong = whyNoFolder(root, ".") ?? ROOMS.map((room) => whyNoFolder(root, room)).find((why) => why !== undefined);
  if (wrong) throw new MemoError([wrong.place ? wrong : { ...wrong, message: `${shown} ${wrong.message}` }], 2);
  const missing = ROOMS.filter((name) => entryAt(join(root, name)) === undefined);
  const above = missing.length > 0 ? memoAbove(root) : undefined;
  if (missing.length > 0)
    throw MemoError.of(
      {
        rule: "project/no-memo",
        message: `${shown} is no memo: it has no ${missing.map((m) => `${m}/`).join(" and no ")}`,
        expected: "a folder with chapters/ and assumptions/",
        hint:
          above === undefined
            ? "`memo init <folder>` makes one to start from"
            : `the memo is above it: \`-C ${quotedForShell(relative(process.cwd(), above) || ".")}\``,
      },
      2,
    );
  const found: Diagnostic[] = ROOMS.flatMap((room) => whyOutside(root, room) ?? []);
  if (found.length > 0) throw new MemoError(found);
  const [chapters, assumptions] = [readRoom(root, "chapters", found), readRoom(root, "assumptions", found)];
  const data = readData(root, found);
  const pictures = readPictures(root, LARGEST_PICTURE, found);
  if (found.some(isError)) throw new MemoError(found);
  if (cacheFolderOf(root) === undefined) found.push(NO_CACHE);
  return {
    root,
    chapters,
    ...withoutReadings(assumptions),
    ...(data ? { data } : {}),
    ...(pictures ? { pictures } : {}),
    ...(found.length > 0 ? { found } : {}),
  };
}

/** The nearest folder above one that is a memo. */
function memoAbove(root: string): string | undefined {
  for (let at = dirname(resolve(root)); at !== dirname(at); at = dirname(at))
    if (ROOMS.every((name) => whyNoFolder(at, name) === undefined && entryAt(join(at, name)) !== undefined)) return at;
  return undefined;
}

/** Readings stand among the assumptions and are none. */
export function withoutReadings(files: ReadonlyMap<string, string>): Pick<Project, "assumptions" | "readings"> {
  const { [READINGS]: readings, ...assumptions } = Object.fromEntries(files);
  return { assumptions: new Map(Object.entries(assumptions)), readings };
}

const NO_CACHE: Diagnostic = {
  rule: "files/no-cache",
  severity: "warning",
  message: "`.memo-cache` is no folder but a link or a file, so nothing is kept",
  expected: "a folder, or nothing of that name: memo deletes old files in it",
};

/** What keeps a folder of a memo from being read; undefined for one that can be, and for one that isn't there. */
function whyNoFolder(root: string, name: "." | Room): Diagnostic | undefined {
  const path = join(root, name);
  const about = (what: string): Diagnostic => unreadable(name, what);
  try {
    if (!entryAt(path)) return undefined;
    if (!statSync(path).isDirectory()) return name === "." ? undefined : about("is no folder");
    readdirSync(path);
    return undefined;
  } catch (error) {
    return about(whyUnreadable(path, error));
  }
}

const unreadable = (file: string, what: string): Diagnostic => ({
  rule: "project/unreadable",
  severity: "error",
  message: file === "." ? what : `${file} ${what}`,
  expected: file.includes("/") ? "a file that can be read" : "a folder that can be read",
  ...(file === "." ? {} : { place: { file, start: { line: 1, column: 1 } } }),
});

function readRoom(root: string, room: Room, found: Diagnostic[]): Map<string, string> {
  const files = new Map<string, string>();
  const folder = join(root, room);
  const others: { name: string; kind: "file" | "folder" | "other" }[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = `${room}/${entry.name}`;
    const kind = isRead(room, entry.name)
      ? kindOf(folder, entry, (what) => found.push(unreadable(file, what)))
      : undefined;
    if (kind === "gone") continue;
    const outside = kind === "file" && entry.isSymbolicLink() ? whyOutside(root, file) : undefined;
    if (outside) {
      found.push(outside);
      continue;
    }
    if (kind !== "file") {
      if (kind !== undefined || !isRead(room, entry.name))
        others.push({ name: entry.name, kind: kind ?? roughKind(folder, entry) });
      continue;
    }
    try {
      const { size } = statSync(join(folder, entry.name));
      if (size > LARGEST_FILE) found.push(tooLarge(file, size));
      else {
        const bytes = readFileSync(join(folder, entry.name));
        const wrong = notUtf8(file, bytes);
        if (wrong) found.push(wrong);
        else files.set(file, bytes.toString("utf8"));
      }
    } catch (error) {
      found.push(unreadable(file, whyUnreadable(join(folder, entry.name), error)));
    }
  }
  append(
    found,
    notRead(room, others, (name) => namesIn(join(folder, name))),
  );
  return files;
}

/** What an entry that would be read is, links followed; what is wrong with one that leads nowhere is reported. */
function kindOf(folder: string, entry: Dirent, report: (what: string) => void): "file" | "folder" | "other" | "gone" {
  try {
    const stat = statSync(join(folder, entry.name));
    return stat.isFile() ? "file" : stat.isDirectory() ? "folder" : "other";
  } catch (error) {
    // An editor replaces a file by taking it away first.
    if (entry.isSymbolicLink() || (error as NodeJS.ErrnoException).code !== "ENOENT")
      report(whyUnreadable(join(folder, entry.name), error));
    return "gone";
  }
}

function roughKind(folder: string, entry: Dirent): "file" | "folder" | "other" {
  if (entry.isDirectory()) return "folder";
  if (!entry.isSymbolicLink()) return entry.isFile() ? "file" : "other";
  return statSync(join(folder, entry.name), { throwIfNoEntry: false })?.isDirectory() ? "folder" : "other";
}

const tooLarge = (file: string, size: number): Diagnostic => ({
  rule: "project/file-size",
  severity: "error",
  message: `${file} has ${Math.round(size / 1024 / 1024)} MB`,
  expected: `at most ${LARGEST_FILE / 1024 / 1024} MB`,
  place: { file, start: { line: 1, column: 1 } },
});

/** What `writeOutput` needs to know of the memo in a folder, which may be none. */
export function outputOf({ folder }: { folder: string }): { folder: string; cacheFolder?: string } {
  const root = resolve(folder);
  const isMemo = ROOMS.every((room) => statSync(join(root, room), { throwIfNoEntry: false })?.isDirectory());
  return { folder: root, cacheFolder: isMemo ? cacheFolderOf(root) : undefined };
}
