import { Option } from "commander";
import { CHECK_FORMATS } from "../../check/forms/report.js";
import type { CommandOptions } from "../../memo/compute.js";
import type { CommandContext } from "../context.js";
import type { CheckOptions } from "./check.js";

/** Adds `memo check`. */
export function addCheck({ program, computing, terminal, exit }: CommandContext): void {
  computing
    .add(program.command("check"))
    .description("everything a build checks, and that out/ is what the sources give, without writing")
    .option("--out <dir>", "the folder that a build wrote, to compare with", "out")
    .option("--strict", "warnings fail the check too", false)
    .option("--hints", "print hints", false)
    .option("--fix", "write what can be put right without changing what the report says", false)
    .addOption(new Option("-f, --format <form>", "of what is found").choices(CHECK_FORMATS).default("terminal"))
    .addHelpText(
      "after",
      `
out/ is compared for the memo's own version only, without a scenario and --set.

A comment lets a finding stand, with its reason: <!-- memo-ignore stale/number: the reason --> before a paragraph or at the end of a
line, // memo-ignore … in code, # memo-ignore … in YAML. \`memo explain <rule>\` says more about a rule.

Exit codes: 0 nothing found but warnings and hints; 1 errors, with --strict warnings too; 2 the command was called wrongly.`,
    )
    .action(async (given: Omit<CheckOptions, keyof CommandOptions>) => {
      const { check } = await import("./check.js");
      exit(await check(computing.read(given), terminal));
    });
}
