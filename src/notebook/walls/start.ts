import { type ChildProcess, spawn } from "node:child_process";
import { parse } from "node:path";
import { alone } from "./descriptors.js";
import { type Confined, environment, type Wall } from "./wall.js";

/** Starts a program behind a wall. It is written to by its standard input, answers on descriptor 3, and may say what went wrong on its standard error. */
export function startBehind(wall: Wall, confined: Confined): ChildProcess {
  const { file, args, detached } = wall.command(confined);
  return spawn(file, args, {
    cwd: parse(process.execPath).root,
    env: environment(),
    stdio: alone(["pipe", "ignore", "pipe", "pipe"]),
    detached,
    windowsHide: true,
  });
}
