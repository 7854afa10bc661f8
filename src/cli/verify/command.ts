import type { CommandContext } from "../context.js";

/** Adds `memo verify`. */
export function addVerify({ program, computing, terminal, exit }: CommandContext): void {
  computing
    .add(program.command("verify"))
    .description("build what a file was made from anew, and say whether that gives the same bytes")
    .argument("<file>", "a page, PDF, Markdown or results.json as `memo build` writes it")
    .option("--at <revision>", "the sources of a git revision (default: the working tree)")
    .addHelpText(
      "after",
      `
Version, scenario and sets are those that a results.json names; for other files the memo's own, or those of -a, -s and --set.
Exit codes: 0 the same bytes; 1 others, and the message says what differs; 2 the command was called wrongly.`,
    )
    .action(async (file: string, given: { at?: string }) => {
      const { verify } = await import("./run.js");
      exit(await verify(file, computing.read(given), terminal));
    });
}
