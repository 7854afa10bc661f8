import { InvalidArgumentError } from "commander";
import { compileAsUsual } from "../../late-compilation.js";
import type { CommandContext } from "../context.js";

/** Adds `dev` to a program. */
export function addDev({ program, computing, terminal, exit }: CommandContext): void {
  computing
    .add(program.command("dev"))
    .description("show the memo in a browser and keep it up to date while its files are edited")
    .option("--port <n>", "port on 127.0.0.1 (default: a free one)", portNumber)
    .option("--pdf", "set /memo.pdf after each change, not only when it is asked for", false)
    .action(async (options: { port?: number; pdf: boolean }) => {
      // It lasts, and what it does again and again is to be quick.
      compileAsUsual();
      const { dev } = await import("./dev.js");
      const ended = new AbortController();
      // Ended like this, it has done what it was asked to do.
      for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.removeAllListeners(signal);
        process.once(signal, () => ended.abort());
      }
      exit(await dev(computing.read(options), terminal, ended.signal));
    });
}

function portNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 65_535) throw new InvalidArgumentError("Expected 1 to 65535.");
  return value;
}
