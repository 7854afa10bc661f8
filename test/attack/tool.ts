import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Planted } from "./planted.js";

/** The repository's own root. */
export const ROOT = resolve(fileURLToPath(new URL("../..", import.meta.url)));

/** The tool as it is run: from source, or the compiled package in a folder. */
export interface Tool {
  name: "source" | "compiled";
  flags: string[];
  main: string;
  /** Folder of its modules, as a URL, and how their names end. */
  modules: string;
  extension: string;
}

export function tools(compiled: string): Tool[] {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const tool = (name: Tool["name"], root: string, extension: string, flags: string[]): Tool => ({
    name,
    flags,
    main: join(root, `cli/main${extension}`),
    modules: `${pathToFileURL(root).href}/`,
    extension,
  });
  return [
    tool("source", join(ROOT, "src"), ".ts", ["--import", tsx]),
    tool("compiled", join(compiled, "dist"), ".js", []),
  ];
}

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  printed: string;
}

/** How a trial runs the tool. */
export interface Behind {
  tool: Tool;
  wall: string;
  /** Where Bubblewrap is, when it is not the system's. */
  bubblewrap?: string;
  /** Code that has left the realm stands before the program that runs blocks. */
  escaped: boolean;
}

let plans = 0;

/** Runs the tool in the planted memo's folder behind a wall, with the secret in its environment and in a process group of its own. */
export function runBehind(
  planted: Planted,
  { tool, wall, bubblewrap, escaped }: Behind,
  args: readonly string[],
): Promise<Ended> {
  const plan = join(planted.scratch, `plan-${plans++}.json`);
  const { modules, extension } = tool;
  const { scratch, targets } = planted;
  writeFileSync(
    plan,
    JSON.stringify({ modules, extension, wall, bubblewrap, scratch, ...(escaped ? { targets } : {}) }),
  );
  const door = new URL("door.mjs", import.meta.url).href;
  const child = spawn(process.execPath, [...tool.flags, "--import", door, tool.main, ...args], {
    cwd: join(planted.scratch, "memo"),
    env: { ...planted.environment, ATTACK: plan },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      if (printed.length < 1_000_000) printed += chunk.toString();
    });
  const hung = setTimeout(() => child.kill("SIGKILL"), 180_000);
  return new Promise((done, failed) => {
    child.on("error", failed);
    child.on("close", (code, signal) => {
      clearTimeout(hung);
      done({ code, signal, printed });
    });
  });
}
