import { join, posix } from "node:path";
import { DATA_FOLDER, LOCK_FILE } from "../../assumptions/data/file.js";
import { FORMATS, formatOf } from "../../assumptions/data/formats.js";
import { type Lock, type LockEntry, lockText, nearestInLock, readLock } from "../../assumptions/data/lock.js";
import { MemoError } from "../../diagnostic.js";
import { addFile, replaceFile, sha256 } from "../../files/index.js";
import { quotedForShell } from "../../text/shell.js";
import { Problems, quoted } from "../../yaml/problems.js";
import type { Project } from "../project.js";
import { checkAddress, type FetchOptions, fetchBytes } from "./fetch.js";

/** Who fetches, and when: a day such as 2026-03-15. */
export interface Fetching extends FetchOptions {
  today: string;
  by?: string;
}

/** What became of a pinned file. */
export interface PinnedChange {
  file: string;
  what: "added" | "updated" | "unchanged" | "accepted" | "newer" | "edited" | "missing";
  entry: Omit<LockEntry, "place">;
  /** Bytes of what stood there before, or stands at the address now. */
  bytes?: number;
  /** What stood there had been changed by hand. */
  overwritten?: boolean;
}

const wrong = (
  rule: "data/lock-name" | "data/format" | "data/missing-file",
  message: string,
  expected: string,
  hint?: string,
): MemoError => MemoError.of({ rule, message, expected, hint });

/** @throws MemoError where the lock can't be read */
export function lockOf({ data }: Pick<Project, "data">): Lock {
  const problems = new Problems("assumptions");
  const lock = readLock(data ?? new Map(), problems);
  if (problems.failed) throw new MemoError(problems.list());
  return lock;
}

/**
 * Fetches a file for the first time and notes it in the lock.
 * @throws MemoError for a name that is taken or says no format, and for what keeps it from being fetched
 */
export async function addPinned(
  project: Project,
  address: string,
  { as, licence, today, by, ...options }: Fetching & { as?: string; licence?: string },
): Promise<PinnedChange> {
  const url = checkAddress(address);
  // Typed or sent, one letter with a mark has one spelling.
  const name = (as ?? nameAt(url)).normalize("NFC");
  if (!/^[\p{L}\p{N}][\p{L}\p{M}\p{N}_. -]*$/u.test(name))
    throw wrong(
      "data/lock-name",
      `\`${name}\` can't name a file in ${DATA_FOLDER}/`,
      "letters, digits, `_`, `-`, `.` and spaces, beginning with a letter or digit",
      "name it: `--as sales.csv`",
    );
  if (!formatOf(name))
    throw wrong(
      "data/format",
      `\`${name}\` says no format that is read`,
      `a name that ends in ${quoted(
        Object.keys(FORMATS).map((one) => `.${one}`),
        "or",
      )}`,
      "name it: `--as sales.csv`",
    );
  const lock = lockOf(project);
  if (lock.has(name) || project.data?.has(`${DATA_FOLDER}/${name}`))
    throw wrong(
      "data/lock-name",
      `${DATA_FOLDER}/${name} is there already`,
      "a name that nothing has",
      lock.has(name)
        ? `\`memo data update ${quotedForShell(name)}\` fetches it again`
        : "name it otherwise: `--as sales-2026.csv`",
    );
  const bytes = await fetchBytes(url.href, options);
  const entry = {
    file: name,
    address: url.href,
    fetched: today,
    sha256: sha256(bytes),
    bytes: bytes.length,
    licence,
    by,
  };
  await addFile(join(project.root, DATA_FOLDER, name), bytes, `${DATA_FOLDER}/${name}`);
  await writeLock(project, [...lock.values(), entry]);
  return { file: name, what: "added", entry };
}

/** The last part of an address, as it is read. */
function nameAt({ pathname }: URL): string {
  const last = posix.basename(pathname);
  try {
    return decodeURIComponent(last);
  } catch {
    // A percent sign that begins no letter's code.
    return last;
  }
}

/** The entries of some names or addresses; of all where none is asked for. */
function entriesOf(lock: Lock, asked: readonly string[]): LockEntry[] {
  if (asked.length === 0) return [...lock.values()];
  return asked.map((name) => {
    const plain = name.replace(/^(?:\.\/)?data\//, "");
    const entry = lock.get(plain) ?? [...lock.values()].find(({ address }) => address === name);
    if (entry) return entry;
    const near = nearestInLock(plain, lock);
    throw wrong(
      "data/lock-name",
      `${LOCK_FILE} has no \`${plain}\``,
      lock.size > 0 ? `one of ${quoted([...lock.keys()], "or")}` : "a file that `memo data add` fetched",
      near,
    );
  });
}

/**
 * Entries that a token is sent for: it is one server's, and whoever adds an entry to the lock would be sent it with the others.
 * @throws MemoError (wrong call) at the first entry that leads to another server than those before it
 */
function toOneServer(entries: LockEntry[], token: string | undefined): LockEntry[] {
  const [first, ...others] = entries;
  if (token === undefined || first === undefined) return entries;
  const originOf = ({ address }: LockEntry): string => checkAddress(address).origin;
  const other = others.find((entry) => originOf(entry) !== originOf(first));
  if (other === undefined) return entries;
  const there = entries.filter((entry) => originOf(entry) === originOf(first)).map(({ file }) => file);
  throw MemoError.of(
    {
      rule: "data/token",
      message: `a token would be sent to ${originOf(first)} for \`${first.file}\` and to ${originOf(other)} for \`${other.file}\``,
      expected: "files of the one server that the token is for",
      hint: `name them: ${there.slice(0, 3).join(" ")}${there.length > 3 ? " …" : ""}, where it is that of ${originOf(first)}`,
      place: other.place,
    },
    2,
  );
}

/** What is told of a file that gave nothing; the others are looked at all the same. */
type OnFailure = (file: string, error: MemoError) => void;

/** The bytes at an entry's address; undefined where it gave none and that was told. */
async function bytesFor(
  { file, address }: Pick<LockEntry, "file" | "address">,
  options: FetchOptions,
  onFailure: OnFailure,
): Promise<Buffer | undefined> {
  try {
    return await fetchBytes(address, options);
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    onFailure(file, error);
    return undefined;
  }
}

/** Fetches files again and notes what is new. A file that was changed by hand is overwritten where it is named, and told where it isn't. */
export async function updatePinned(
  project: Project,
  asked: readonly string[],
  { today, by, ...options }: Fetching,
  onFailure: OnFailure,
): Promise<PinnedChange[]> {
  let lock = lockOf(project);
  const changes: PinnedChange[] = [];
  for (const before of toOneServer(entriesOf(lock, asked), options.token)) {
    const { place: _, accepted: __, ...kept } = before;
    const there = project.data?.get(`${DATA_FOLDER}/${before.file}`);
    const overwritten = there !== undefined && there.digest !== `sha256:${before.sha256}`;
    if (overwritten && asked.length === 0) {
      changes.push({ file: before.file, what: "edited", entry: kept, bytes: there.size });
      continue;
    }
    const bytes = await bytesFor(before, options, onFailure);
    if (!bytes) continue;
    const digest = sha256(bytes);
    if (digest === before.sha256 && there?.digest === `sha256:${digest}`) {
      changes.push({ file: before.file, what: "unchanged", entry: kept });
      continue;
    }
    const entry = { ...kept, fetched: today, sha256: digest, bytes: bytes.length, ...(by === undefined ? {} : { by }) };
    await replaceFile(join(project.root, DATA_FOLDER, before.file), bytes, `${DATA_FOLDER}/${before.file}`);
    lock = new Map([...lock, [before.file, { ...entry, place: before.place }]]);
    await writeLock(project, lock.values());
    const size = overwritten ? there.size : before.bytes;
    changes.push({ file: before.file, what: "updated", entry, bytes: size, overwritten });
  }
  return changes;
}

/** Takes files over as they are. */
export async function acceptPinned(
  project: Project,
  asked: readonly string[],
  { today, by }: Pick<Fetching, "today" | "by">,
): Promise<PinnedChange[]> {
  let lock = lockOf(project);
  const changes: PinnedChange[] = [];
  for (const before of entriesOf(lock, asked)) {
    const file = project.data?.get(`${DATA_FOLDER}/${before.file}`);
    if (!file)
      throw wrong(
        "data/missing-file",
        `there is no file ${DATA_FOLDER}/${before.file}`,
        "a file to take over",
        `\`memo data update ${quotedForShell(before.file)}\` fetches it`,
      );
    const { place: _, ...kept } = before;
    const digest = sha256(file.bytes);
    if (digest === before.sha256) {
      changes.push({ file: before.file, what: "unchanged", entry: kept });
      continue;
    }
    const entry = {
      ...kept,
      fetched: today,
      sha256: digest,
      bytes: file.size,
      accepted: true as const,
      ...(by === undefined ? {} : { by }),
    };
    lock = new Map([...lock, [before.file, { ...entry, place: before.place }]]);
    await writeLock(project, lock.values());
    changes.push({ file: before.file, what: "accepted", entry, bytes: before.bytes });
  }
  return changes;
}

/** Looks what stands at the addresses now, and whether the files are as they were fetched. Writes nothing. */
export async function checkPinned(
  project: Project,
  asked: readonly string[],
  options: FetchOptions,
  onFailure: OnFailure,
): Promise<PinnedChange[]> {
  const changes: PinnedChange[] = [];
  for (const { place: _, ...entry } of toOneServer(entriesOf(lockOf(project), asked), options.token)) {
    const file = project.data?.get(`${DATA_FOLDER}/${entry.file}`);
    if (!file) {
      changes.push({ file: entry.file, what: "missing", entry });
      continue;
    }
    if (file.digest !== `sha256:${entry.sha256}`) {
      changes.push({ file: entry.file, what: "edited", entry, bytes: file.size });
      continue;
    }
    const bytes = await bytesFor(entry, options, onFailure);
    if (!bytes) continue;
    changes.push({
      file: entry.file,
      what: sha256(bytes) === entry.sha256 ? "unchanged" : "newer",
      entry,
      bytes: bytes.length,
    });
  }
  return changes;
}

const writeLock = (project: Project, entries: Iterable<Omit<LockEntry, "place">>): Promise<void> =>
  replaceFile(join(project.root, LOCK_FILE), lockText(entries), LOCK_FILE);
