import type { CommandContext } from "../context.js";

/** Adds `memo doctor`. */
export function addDoctor({ program, terminal, exit }: CommandContext): void {
  program
    .command("doctor")
    .description("what keeps blocks from the rest of this machine, tried here and now")
    .option("--json", "print as JSON", false)
    .action(async (options: { json: boolean }) => {
      const { doctor } = await import("./doctor.js");
      exit(await doctor(options, terminal));
    });
}
