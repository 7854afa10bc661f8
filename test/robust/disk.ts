import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
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

/** Builds where `out/`, the cache, the memo's folder or all of them can't be written to. */
export async function readOnly(states: TwoStates): Promise<Trial> {
  const name = "read-only out/ and cache";
  if (!mayMount()) return { name, tried: 0, broken: [], remark: NOT_HERE };
  const folder = write(scratchFolder(), states.files);
  const broken: string[] = [];
  writeFileSync(join(folder, states.path), states.texts[1]);
  await run(["build"], folder);
  const after = digestOf(join(folder, "out"));
  writeFileSync(join(folder, states.path), states.texts[0]);
  await run(["build"], folder);
  const before = digestOf(join(folder, "out"));
  writeFileSync(join(folder, states.path), states.texts[1]);
  const fails = { out: true, ".memo-cache": false, ".": true };
  for (const [what, mustFail] of Object.entries(fails)) {
    const ended = await inOwnMounts(
      `mount --bind "${what}" "${what}" && mount -o remount,bind,ro "${what}" && cd "$PWD" && "$1" "$2" build`,
      folder,
    );
    const state = digestOf(join(folder, "out"));
    if (hasStack(ended)) broken.push(`${what} read-only: ${tail(ended)}`);
    if (mustFail && (ended.code === 0 || state !== before))
      broken.push(`${what} read-only: ${tail(ended)}; out/ ${state === before ? "is as before" : "changed"}`);
    if (!mustFail && (ended.code !== 0 || state !== after)) broken.push(`${what} read-only: ${tail(ended)}`);
    writeFileSync(join(folder, states.path), states.texts[0]);
    await run(["build"], folder);
    writeFileSync(join(folder, states.path), states.texts[1]);
  }
  return { name, tried: Object.keys(fails).length, broken, remark: "out/, the cache, the whole folder" };
}
