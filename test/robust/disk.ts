import { execFileSync } from "node:child_process";
import { chmodSync, lstatSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TwoStates } from "./kills.js";
import {
  digestOf,
  type Ended,
  hasStack,
  mainModule,
  run,
  scratchFolder,
  startProgram,
  type Trial,
  tail,
  write,
} from "./tool.js";

/** Runs a shell script in a mount namespace of its own, where it may mount; what it mounts is gone with it. */
function inOwnMounts(script: string, folder: string): Promise<Ended> {
  return startProgram("unshare", ["-rm", "sh", "-c", script, "sh", process.execPath, mainModule()], folder).ended;
}

function mayMount(): boolean {
  try {
    execFileSync("unshare", ["-rm", "sh", "-c", "mount -t tmpfs -o size=64k none /mnt"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const NOT_HERE = "not tried: this system lets no process mount in a namespace of its own";

/**
 * Builds with less and less room on the disk that holds the memo. `out/` must stay what it was or become the new result, whole; a build
 * that has no room says so.
 */
export async function fullDisk(states: TwoStates, sizes: readonly number[]): Promise<Trial> {
  const name = "disk full";
  if (!mayMount()) return { name, tried: 0, broken: [], remark: NOT_HERE };
  const folder = write(scratchFolder(), states.files);
  const broken: string[] = [];
  const whole: string[] = [];
  for (const text of states.texts) {
    writeFileSync(join(folder, states.path), text);
    await run(["build", "--no-cache"], folder);
    whole.push(digestOf(join(folder, "out")));
  }
  writeFileSync(join(folder, states.path), states.texts[0]);
  await run(["build", "--no-cache"], folder);
  writeFileSync(join(folder, states.path), states.texts[1]);
  let refused = 0;
  for (const kilobytes of sizes) {
    const result = scratchFolder();
    // The memo on a small disk, filled to within so many kilobytes; then what is in out/ comes back for a look.
    const script = [
      `mkdir "${result}/disk"`,
      `mount -t tmpfs -o size=16m none "${result}/disk"`,
      `cp -a chapters assumptions out "${result}/disk/"`,
      `cd "${result}/disk"`,
      "free=$(df -k --output=avail . | tail -n 1)",
      `dd if=/dev/zero of=filler bs=1k count=$((free - ${kilobytes})) 2>/dev/null`,
      `"$1" "$2" build; code=$?`,
      `cp -a out "${result}/out"; ls -A > "${result}/left"`,
      "exit $code",
    ].join("\n");
    const ended = await inOwnMounts(script, folder);
    const state = digestOf(join(result, "out"));
    const where = `${kilobytes} kB left`;
    if (!whole.includes(state)) broken.push(`${where}: out/ is neither state`);
    if (ended.code === 0 && state !== whole[1]) broken.push(`${where}: ended well with the old out/`);
    if (ended.code !== 0) refused++;
    if (ended.code !== 0 && !/full|no space/i.test(ended.err + ended.out))
      broken.push(`${where}: not said why: ${tail(ended)}`);
    if (hasStack(ended)) broken.push(`${where}: ${tail(ended)}`);
    const left = readFileSync(join(result, "left"), "utf8")
      .split("\n")
      .filter((one) => one !== "" && !["chapters", "assumptions", "out", "filler", ".memo-cache"].includes(one));
    if (left.length > 0) broken.push(`${where}: left ${left.join(", ")}`);
  }
  return {
    name,
    tried: sizes.length,
    broken,
    remark: `${sizes.length - refused} still had room, ${refused} said that the disk is full`,
  };
}

/** Runs the tool as somebody who must keep to permissions: the administrator without the right to pass over them. */
function bound(args: readonly string[], folder: string): Promise<Ended> {
  if (process.getuid?.() !== 0) return run(args, folder);
  const kept = ["--bounding-set", "-dac_override,-dac_read_search,-fowner"];
  return startProgram("setpriv", [...kept, process.execPath, mainModule(), ...args], folder).ended;
}

function mayBind(): boolean {
  if (process.getuid?.() !== 0) return process.platform !== "win32";
  try {
    execFileSync("setpriv", ["--bounding-set", "-dac_override", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Takes the right to write from folders, or from all that lies in them too. */
function lock(paths: readonly string[], deep: boolean): () => void {
  const undo: (() => void)[] = [];
  const one = (path: string): void => {
    const { mode } = lstatSync(path);
    undo.push(() => chmodSync(path, mode));
    if (deep && lstatSync(path).isDirectory()) for (const name of readdirSync(path)) one(join(path, name));
    chmodSync(path, mode & ~0o222);
  };
  for (const path of paths) one(path);
  return () => {
    for (const again of undo.reverse()) again();
  };
}

/**
 * Builds where `out/`, the cache, the memo's folder or all of them can't be written to, by permissions and on a disk that is mounted for
 * reading. A build that needs what it may not write says so and leaves `out/` as it was; the cache it can do without.
 */
export async function readOnly(states: TwoStates): Promise<Trial> {
  const name = "read-only out/, cache and folder";
  const folder = write(scratchFolder(), states.files);
  const broken: string[] = [];
  const state: Record<0 | 1, string> = { 0: "", 1: "" };
  for (const side of [1, 0] as const) {
    writeFileSync(join(folder, states.path), states.texts[side]);
    await run(["build"], folder);
    state[side] = digestOf(join(folder, "out"));
  }
  let tried = 0;
  const counts = { refused: 0, "ended well": 0 };
  const look = (what: string, ended: Ended, out: string, mustFail: boolean): void => {
    tried++;
    counts[ended.code === 0 ? "ended well" : "refused"]++;
    const said = `${what}: ${tail(ended)}; out/ ${out === state[0] ? "as before" : out === state[1] ? "new" : "neither"}`;
    if (hasStack(ended)) broken.push(said);
    else if (mustFail ? ended.code === 0 || out !== state[0] : ended.code !== 0 || out !== state[1]) broken.push(said);
    else if (mustFail && !/permission|read-only|can't be written|may not/i.test(ended.err + ended.out))
      broken.push(`${what}: not said why: ${tail(ended)}`);
  };
  const places: readonly [what: string, paths: readonly string[], mustFail: boolean][] = [
    ["out/", ["out"], true],
    ["the cache", [".memo-cache"], false],
    ["the memo's folder", ["."], true],
    ["all of them", [".", "out", ".memo-cache"], true],
  ];
  let remark = "out/, the cache, the folder, all, each alone and with what lies in it";
  if (mayBind())
    for (const deep of [false, true])
      for (const [what, paths, mustFail] of places) {
        writeFileSync(join(folder, states.path), states.texts[1]);
        const unlock = lock(
          paths.map((path) => join(folder, path)),
          deep,
        );
        const ended = await bound(["build"], folder);
        unlock();
        look(`${what} ${deep ? "and what lies in it " : ""}read-only`, ended, digestOf(join(folder, "out")), mustFail);
        writeFileSync(join(folder, states.path), states.texts[0]);
        const again = await run(["build"], folder);
        if (again.code !== 0 || digestOf(join(folder, "out")) !== state[0])
          broken.push(`a build after ${what} was read-only: ${tail(again)}`);
      }
  else remark = "permissions not tried: no `setpriv` here";
  if (mayMount()) {
    // Memo refuses a mount as `out/`, so the mount is a folder above the memo's.
    const result = scratchFolder();
    const script = [
      `mkdir "${result}/disk"`,
      `mount -t tmpfs -o size=16m none "${result}/disk"`,
      `mkdir "${result}/disk/memo"`,
      `cp -a chapters assumptions out .memo-cache "${result}/disk/memo/"`,
      `mount -o remount,ro "${result}/disk"`,
      `cd "${result}/disk/memo"`,
      `"$1" "$2" build; code=$?`,
      `cp -a out "${result}/out"`,
      "exit $code",
    ].join("\n");
    writeFileSync(join(folder, states.path), states.texts[1]);
    const ended = await inOwnMounts(script, folder);
    look("a disk mounted for reading", ended, digestOf(join(result, "out")), true);
    remark += "; a disk mounted for reading";
  }
  return { name, tried, broken, remark: `${remark}: ${counts.refused} refused, ${counts["ended well"]} ended well` };
}
