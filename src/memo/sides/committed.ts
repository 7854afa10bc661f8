import { posix } from "node:path";
import { DATA_FOLDER, DataFile, LARGEST_DATA } from "../../assumptions/data/file.js";
import { type Diagnostic, MemoError } from "../../diagnostic.js";
import { LARGEST_PICTURE } from "../../pictures/limits.js";
import type { FoundPicture } from "../../pictures/types.js";
import { isLitter, isRead, notRead, ROOMS, type Room } from "../folders.js";
import { PICTURES } from "../pictures.js";
import { type Project, withoutReadings } from "../project.js";
import { type CommitEntry, type Repository, type Revision, revisionLabel } from "../repository/repository.js";
import { notUtf8 } from "../utf8.js";

/** What a commit holds of a memo. */
export interface Committed {
  project: Project;
  /** Its `out/results.json`, when it has one that can be read. */
  results?: string;
}

const RESULTS = "out/results.json";

/**
 * A memo's texts as a commit has them: the same files that are read of a working tree.
 *
 * @throws MemoError when the commit holds no memo, or a file of it is a link, a submodule, binary or too large.
 */
export function readCommitted(repository: Repository, revision: Revision, root: string): Committed {
  const label = revisionLabel(revision);
  const entries = repository.list(revision.commit, [
    ...ROOMS.map((room) => `${room}/`),
    `${PICTURES}/`,
    `${DATA_FOLDER}/`,
    RESULTS,
  ]);
  const problems: Diagnostic[] = [];
  const rooms = ROOMS.map((room) => {
    const found = entries.filter(({ path }) => path.startsWith(`${room}/`));
    return { room, found, texts: found.filter(({ path, kind }) => isText(path, room) && kind !== "folder") };
  });
  const passed = rooms.flatMap(({ room, found, texts }) =>
    notRead(
      room,
      found
        .filter((entry) => !texts.includes(entry))
        .map(({ path, kind }) => ({ name: path.slice(room.length + 1), kind: kind === "folder" ? kind : "file" })),
    ),
  );
  if (rooms.some(({ found }) => found.length === 0)) throw noMemo(repository, revision, label);
  const texts = rooms.flatMap((one) => one.texts);
  const links = texts.filter(({ kind }) => kind === "link");
  const targets = repository.read(links, label).map((bytes) => bytes.toString("utf8"));
  for (const [at, { path }] of links.entries()) problems.push(linked(path, targets[at] ?? "", label));
  for (const { path, kind } of texts) {
    if (kind === "submodule") problems.push(submodule(path, label));
    else if (leaves(path)) problems.push(outside(path, label));
  }
  const files = texts.filter(({ kind }) => kind === "file");
  const results = entries.find(({ path, kind }) => path === RESULTS && kind === "file");
  const wanted = results ? [...files, results] : files;
  const read = problems.length > 0 ? [] : readAll(repository, wanted, results, label);
  const byPath = new Map(read.map(({ path, bytes }) => [path, bytes]));
  for (const { path } of files) if (byPath.get(path)?.includes(0)) problems.push(binary(path, label));
  for (const { path } of files) {
    const bytes = byPath.get(path);
    const wrong = bytes && !bytes.includes(0) ? notUtf8(path, bytes) : undefined;
    if (wrong) problems.push(wrong);
  }
  if (problems.length > 0) throw new MemoError(problems);
  const textsIn = (room: string): Map<string, string> =>
    new Map(
      read
        .filter(({ path }) => path.startsWith(`${room}/`))
        .map(({ path, bytes }): [string, string] => [path, bytes.toString("utf8")])
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  const kept = byPath.get(RESULTS);
  const pictures = committedPictures(repository, entries, label);
  return {
    project: {
      root,
      chapters: textsIn("chapters"),
      ...withoutReadings(textsIn("assumptions")),
      ...(pictures.size > 0 ? { pictures } : {}),
      ...committedData(repository, revision.commit, entries, label),
      ...(passed.length > 0 ? { found: passed } : {}),
    },
    ...(kept && !kept.includes(0) ? { results: kept.toString("utf8") } : {}),
  };
}

/** Pictures as they are found in a folder: what is no file, or too large, is told where it is named. */
function committedPictures(
  repository: Repository,
  entries: readonly CommitEntry[],
  label: string,
): Map<string, FoundPicture> {
  const shown = entries.filter(
    ({ path, kind }) => path.startsWith(`${PICTURES}/`) && !leaves(path) && kind !== "folder",
  );
  const small = shown.filter(({ kind, size }) => kind === "file" && size <= LARGEST_PICTURE);
  const bytes = new Map(repository.read(small, label).map((content, at) => [small[at]?.path, content]));
  return new Map(
    shown.map(({ path, kind, size }): [string, FoundPicture] => {
      const content = bytes.get(path);
      if (content) return [path, new Uint8Array(content)];
      return [path, kind === "link" ? { refused: "link" } : kind === "file" ? { bytes: size } : { refused: "no file" }];
    }),
  );
}

/**
 * The files of a commit's `data/`, whose bytes are read when they are asked for. Links are not followed.
 * @param listed what stands in the folder itself, among others
 */
function committedData(
  repository: Repository,
  commit: string,
  listed: readonly CommitEntry[],
  label: string,
): Pick<Project, "data"> {
  const files = new Map<string, DataFile>();
  const visit = (entries: readonly CommitEntry[]): void => {
    for (const entry of entries) {
      if (isLitter(posix.basename(entry.path))) continue;
      if (entry.kind === "folder") visit(repository.list(commit, [`${entry.path}/`]));
      else if (entry.kind === "file") {
        const read = (): Uint8Array => repository.read([entry], label, LARGEST_DATA)[0] ?? new Uint8Array();
        files.set(entry.path, new DataFile(entry.path, entry.size, read));
      }
    }
  };
  visit(listed.filter(({ path }) => path.startsWith(`${DATA_FOLDER}/`)));
  return files.size > 0 ? { data: files } : {};
}

/** Results that can't be read are computed instead; texts that can't be read end the review. */
function readAll(
  repository: Repository,
  wanted: readonly CommitEntry[],
  results: CommitEntry | undefined,
  label: string,
): { path: string; bytes: Buffer }[] {
  const read = (entries: readonly CommitEntry[]): { path: string; bytes: Buffer }[] => {
    const bytes = repository.read(entries, label);
    return entries.map(({ path }, at) => ({ path, bytes: bytes[at] ?? Buffer.alloc(0) }));
  };
  try {
    return read(wanted);
  } catch (error) {
    if (!results || !(error instanceof MemoError)) throw error;
    return read(wanted.filter((entry) => entry !== results));
  }
}

function isText(path: string, room: Room): boolean {
  const name = path.slice(room.length + 1);
  return isRead(room, name) || (name.includes("/") && isRead(room, posix.basename(name)));
}

/** A tree made by hand can hold names that no file system would: the listing goes one folder deep, so a name has no slash. */
const leaves = (path: string): boolean => path.split("/").length !== 2;

function noMemo(repository: Repository, revision: Revision, label: string): MemoError {
  const found = repository.list(revision.commit, [...ROOMS]);
  const problems = found.flatMap(({ path, kind, id, size }) => {
    if (kind === "submodule") return [submodule(path, label)];
    if (kind !== "link") return [];
    const [target] = repository.read([{ path, kind, id, size }], label);
    return [linked(path, target?.toString("utf8") ?? "", label)];
  });
  if (problems.length > 0) return new MemoError(problems);
  const has = new Set(found.filter(({ kind }) => kind === "folder").map(({ path }) => path));
  const missing = ROOMS.filter((room) => !has.has(room));
  const folder = repository.prefix === "" ? "" : ` in ${repository.prefix}`;
  return MemoError.of({
    rule: "git/no-memo",
    message: `${label} holds no memo: it has no ${missing.map((room) => `${folder === "" ? room : repository.prefix + room}/`).join(" and no ")}`,
    expected: `a revision with chapters/ and assumptions/${folder}`,
  });
}

const about = (rule: Diagnostic["rule"], path: string, message: string, expected: string): Diagnostic => ({
  rule,
  severity: "error",
  message,
  expected,
  place: { file: path, start: { line: 1, column: 1 } },
});

function linked(path: string, target: string, label: string): Diagnostic {
  const far = target.startsWith("/") || posix.join(posix.dirname(path), target).startsWith("..");
  return about(
    "git/symlink",
    path,
    `${path} at ${label} is a symbolic link to \`${target}\`${far ? ", which leads away from the memo" : ""}`,
    "a file; of git's objects links are not followed",
  );
}

const submodule = (path: string, label: string): Diagnostic =>
  about(
    "git/submodule",
    path,
    `${path} at ${label} is a submodule`,
    "files of this repository; submodules are not read",
  );

const outside = (path: string, label: string): Diagnostic =>
  about(
    "git/outside",
    path,
    `${label} has a file \`${path}\`, which would lie outside the memo's folder`,
    "a name without `..`",
  );

const binary = (path: string, label: string): Diagnostic =>
  about("git/binary", path, `${path} at ${label} is binary`, "text in UTF-8");
