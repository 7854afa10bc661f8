import { type VerifyOptions, verifyFile } from "../../memo/verify.js";
import { runCommand } from "../runner.js";
import type { Terminal } from "../terminal/terminal.js";

/** `memo verify`. Returns the exit code. */
export function verify(file: string, options: VerifyOptions, terminal: Terminal): Promise<number> {
  return runCommand(terminal, async (running) => {
    const said = await verifyFile(file, options, running);
    running.done();
    terminal.out(`${said}\n`);
    return 0;
  });
}
