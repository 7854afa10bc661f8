import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { removeEmptyAbove, removeIfEmpty } from "./empty.js";
import { entryAt, namesIn } from "./places.js";
import { refusal, whyNot } from "./problems.js";

// Whatever is replaced is prepared in a folder beside it, `.out.memo` for `out`, which one process at a time can have. What says that it
// is memo's own is a file in it; a folder of that name without this mark is left alone.

const MARK = "memo is replacing what this folder is named after";
const OWNER = "owner.json";
/** Says that what is prepared is moving into a folder. */
export const FILLING = "filling";
const ROOM = /^\..+\.memo$/;
const CLAIM = /^claim-\d+-\d+\.json$/;

const WAIT_MS = 20;
/** A process that has made the folder writes its mark at once. */
const UNMARKED_MS = 1_000;
/** A replacement takes a fraction of a second. */
const LONGEST_WAIT_MS = 20_000;
/** Whether a process on another machine still runs can't be seen; after this time without a change it doesn't. */
const ELSEWHERE_MS = 60_000;

interface Owner {
  memo: string;
  pid: number;
  /** When the process started, as the system counts, so that another one with its number is told apart. */
  start: number;
  host: string;
}

/** The place where a file or folder is prepared. */
const roomFor = (target: string): string => join(dirname(target), `.${basename(target)}.memo`);

/** Whether a process that is gone, or one that is at it, has left its place of work. */
export const hasRoom = (target: string): boolean => entryAt(roomFor(target)) !== undefined;

/**
 * Takes the place beside a file or folder for this process, waiting for another one that has it. What a process that is gone has left
 * in it is first given to `recover`.
 *
 * @throws MemoError when something that isn't memo's has its name, or another process keeps it
 */
export async function takeRoom(target: string, recover: (room: string) => void): Promise<string> {
  const room = roomFor(target);
  const name = basename(target);
  for (let waited = 0; ; waited += WAIT_MS) {
    if (make(room)) return room;
    const owner = ownerOf(room);
    if (owner === "none") {
      if (ageOf(room) >= UNMARKED_MS && !removeUnmarked(room))
        throw refusal("files/in-the-way", `${basename(room)} is in the way, and memo did not make it`, 1, {
          expected: `no file or folder of that name beside ${name}: memo prepares there what it writes`,
        });
    } else if (owner !== "changing" && !isRunning(owner, room) && claim(room, owner)) {
      recover(room);
      return room;
    }
    if (waited >= LONGEST_WAIT_MS)
      throw refusal("files/busy", `another memo is writing ${name}`, 1, {
        expected: "one at a time",
        hint: `if none is at it, remove ${basename(room)} beside it`,
      });
    await pause(WAIT_MS);
  }
}

/**
 * Works in the place beside a file or folder, and takes it away whatever comes of that: an error, an interrupt, or the new in place of the old. Folders
 * that were made for the target go with it, unless it is told that it is `inPlace`.
 *
 * @param recover what is done with what a process that is gone has left
 * @throws MemoError as `takeRoom` does
 */
export async function inRoom<T>(
  target: string,
  recover: (room: string) => void,
  work: (room: string, inPlace: () => void) => Promise<T>,
): Promise<T> {
  let room: string | undefined;
  let above: string | undefined;
  const leave = (): void => {
    if (room !== undefined) leaveRoom(room);
    room = undefined;
    removeEmptyAbove(target, above);
  };
  process.once("exit", leave);
  try {
    above = mkdirSync(dirname(target), { recursive: true });
    tidyRooms(dirname(target));
    room = await takeRoom(target, recover);
    return await work(room, () => {
      above = undefined;
    });
  } finally {
    process.off("exit", leave);
    leave();
  }
}

/** Gives the place back; of what is in it only what memo puts there is removed, and `old/` only when it is empty. */
export function leaveRoom(room: string): void {
  try {
    dropStaged(room);
    // While there is anything of somebody else's in it, mark and journal stay, so that the next one looks at it again.
    if (entryAt(join(room, "old")) && !removeIfEmpty(join(room, "old"))) return;
    for (const name of readdirSync(room))
      if (CLAIM.test(name) || name === "journal.json" || name === FILLING) unlinkSync(join(room, name));
    if (readdirSync(room).some((name) => name !== OWNER)) return;
    unlinkSync(join(room, OWNER));
    removeIfEmpty(room);
  } catch (error) {
    // What can't be tidied up now is by the next one.
    if (whyNot(error) === undefined) throw error;
  }
}

/**
 * Takes away what processes that are gone have left in a folder where they prepared something. What is half in place is left for `recover`, which the
 * next one who writes the same calls.
 */
export function tidyRooms(folder: string): void {
  for (const name of namesIn(folder)) {
    const room = join(folder, name);
    if (!ROOM.test(name) || entryAt(join(room, "old")) || entryAt(join(room, FILLING))) continue;
    const owner = ownerOf(room);
    if (typeof owner === "object" && !isRunning(owner, room) && claim(room, owner)) leaveRoom(room);
    // One without a mark is memo's only if it stands beside what it is named after.
    else if (owner === "none" && entryAt(join(folder, name.slice(1, -".memo".length))) && ageOf(room) >= UNMARKED_MS)
      removeUnmarked(room);
  }
}

/** Deletes what was being prepared: all of it was written by memo, or is a second name of a file that stays. */
export function dropStaged(room: string): void {
  rmSync(join(room, "new"), { recursive: true, force: true });
}

function make(room: string): boolean {
  try {
    mkdirSync(room);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
  try {
    writeFileSync(join(room, OWNER), JSON.stringify(self()));
  } catch (error) {
    rmSync(join(room, OWNER), { force: true });
    removeIfEmpty(room);
    throw error;
  }
  return true;
}

/** Takes away a place whose maker was ended before its mark was written, or while it was. Returns whether it is gone. */
function removeUnmarked(room: string): boolean {
  const names = entryAt(room)?.isDirectory() ? readdirSync(room) : [];
  if (names.length === 1 && names[0] === OWNER && isBegun(join(room, OWNER))) unlinkSync(join(room, OWNER));
  return removeIfEmpty(room);
}

/** Whether a file holds the beginning of a mark, which may be nothing. */
function isBegun(path: string): boolean {
  if (!entryAt(path)?.isFile()) return false;
  const text = readFileSync(path, "utf8");
  const begin = `{"memo":${JSON.stringify(MARK)},`;
  return begin.startsWith(text) || text.startsWith(begin);
}

/** Who has the place: who made it, or the last of those who took it over from one that was gone. */
function ownerOf(room: string): Owner | "none" | "changing" {
  if (!entryAt(room)?.isDirectory()) return entryAt(room) ? "none" : "changing";
  let owner = readOwner(join(room, OWNER));
  if (owner === undefined) return "none";
  for (;;) {
    const next = readOwner(join(room, claimOf(owner)));
    if (next === undefined) return owner;
    owner = next;
  }
}

function readOwner(path: string): Owner | undefined {
  try {
    const found = JSON.parse(readFileSync(path, "utf8")) as Partial<Owner>;
    return found.memo === MARK && Number.isInteger(found.pid) && Number.isInteger(found.start)
      ? (found as Owner)
      : undefined;
  } catch {
    return undefined;
  }
}

const claimOf = ({ pid, start }: Owner): string => `claim-${pid}-${start}.json`;

/** Of several that find a process gone, one may go on in its place. */
function claim(room: string, gone: Owner): boolean {
  const mine = join(room, `claim-${process.pid}-${Date.now()}.json`);
  try {
    writeFileSync(mine, JSON.stringify(self()), { flag: "wx" });
    linkSync(mine, join(room, claimOf(gone)));
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" || code === "ENOENT") return false;
    try {
      // No hard links here.
      writeFileSync(join(room, claimOf(gone)), JSON.stringify(self()), { flag: "wx" });
      return true;
    } catch {
      return false;
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Milliseconds since anything was made or removed in it. */
function ageOf(room: string): number {
  const changed = statSync(room, { throwIfNoEntry: false })?.mtimeMs;
  return changed === undefined ? 0 : Date.now() - changed;
}

const self = (): Owner => ({ memo: MARK, pid: process.pid, start: startOf(process.pid) ?? 0, host: hostname() });

/** When a process started, in ticks since the machine did, where the system tells. */
function startOf(pid: number): number | undefined {
  try {
    // The name of the program, in brackets, may hold anything.
    return Number(
      readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ")[19],
    );
  } catch {
    return undefined;
  }
}

function isRunning({ pid, start, host }: Owner, room: string): boolean {
  if (host !== hostname()) return ageOf(room) < ELSEWHERE_MS;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Another user's process is one too.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const started = startOf(pid);
  return started === undefined || start === 0 || started === start;
}
