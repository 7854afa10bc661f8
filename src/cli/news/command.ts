import { InvalidArgumentError } from "commander";
import type { CommandContext } from "../context.js";
import { addForge, type ForgeCall, forgeIn, repositoryName, TOKEN_HELP } from "../forge/options.js";

interface NewsCall extends ForgeCall {
  folder: string;
  today?: string;
  repository?: string;
}

/** Adds `memo news`. The day is that of the clock unless told: what no build may know of is what this looks for. */
export function addNews({ program, terminal, exit }: CommandContext): void {
  addForge(program.command("news"))
    .description("what has gone stale since, and which pinned data has news at its address; in one issue, where asked")
    .option("-C, --folder <dir>", "the memo's folder", ".")
    .option("--today <date>", "the day that ages are counted to (default: the clock's)", day)
    .option(
      "--repository <owner/name>",
      "open an issue there, or bring the one that is there up to date; it is closed when nothing is left to tell",
      repositoryName,
    )
    .addHelpText("after", `\nNo block is run. ${TOKEN_HELP} It is needed with --repository only.`)
    .action(async ({ folder, today, repository, author, ...call }: NewsCall) => {
      const where = repository === undefined ? undefined : { github: forgeIn(call), repository, author };
      const { news } = await import("./run.js");
      exit(await news({ folder, today: today ?? new Date().toISOString().slice(0, 10), where }, terminal));
    });
}

function day(text: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError("Expected a date such as 2026-03-15.");
  return text;
}
