import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where Linux keeps files in memory. */
const MEMORY = "/dev/shm";

/** Bytes that have to be free there: it is everybody's on the machine. */
const ROOM = 4 * 2 ** 30;

/** What a run that was killed has left there, so many milliseconds ago, is removed by a later one. */
const LEFT_MS = 6 * 3600 * 1000;

const NAME = "memo-tests-";

/**
 * A folder for all that a run of tests writes: in memory where there is room and programs can be started from, else where temporary files are. Thousands
 * of small memos are written and removed, which there takes a third of the work, and a tenth of the time of a busy disk.
 */
export function folderOfRun(): string {
  let folder: string | undefined;
  try {
    forgetLeft();
    const { bavail, bsize } = statfsSync(MEMORY);
    if (bavail * bsize >= ROOM) folder = mkdtempSync(join(MEMORY, NAME));
    if (folder !== undefined && startsFrom(folder)) return folder;
  } catch {}
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  return mkdtempSync(join(tmpdir(), NAME));
}

function startsFrom(folder: string): boolean {
  const program = join(folder, "program");
  writeFileSync(program, "#!/bin/sh\n");
  chmodSync(program, 0o755);
  const { status } = spawnSync(program);
  rmSync(program);
  return status === 0;
}

function forgetLeft(): void {
  for (const name of readdirSync(MEMORY)) {
    if (!name.startsWith(NAME)) continue;
    const path = join(MEMORY, name);
    const { mtimeMs, uid } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now(), uid: -1 };
    if (uid === process.getuid?.() && Date.now() - mtimeMs > LEFT_MS) rmSync(path, { recursive: true, force: true });
  }
}
