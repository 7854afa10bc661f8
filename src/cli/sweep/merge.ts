import { readFileSync } from "node:fs";
import { merge } from "../../memo/sweeps/merge.js";
import { readPart, refused } from "../../memo/sweeps/part.js";
import { runCommand } from "../runner.js";
import type { Terminal } from "../terminal/terminal.js";
import { type Emission, emit } from "./sweep.js";

/** `memo sweep merge`: puts the parts of a study together and prints what one run would have. Returns the exit code. */
export function mergeParts(
  files: readonly string[],
  options: Omit<Emission, "folder">,
  terminal: Terminal,
): Promise<number> {
  return runCommand(terminal, async () => {
    const { study, context, drawn } = merge(files.map((name) => ({ name, part: readPart(name, read(name)) })));
    await emit(study, context, drawn, { ...options, folder: "." }, terminal);
    return 0;
  });
}

function read(name: string): Buffer {
  try {
    return readFileSync(name);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw refused({
      message: code === "ENOENT" ? `${name} is not there` : `${name} can't be read: ${code}`,
      expected: "a file that `memo sweep … --shard i/n --out file` wrote",
    });
  }
}
