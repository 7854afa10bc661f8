import { folderToWrite, restoreFolder } from "../../files/index.js";
import { keepPreviews, type PreviewsOptions } from "../../memo/publishing/previews.js";
import type { CommandContext } from "../context.js";
import { addForge, commitName, type ForgeCall, forgeIn, repositoryName, TOKEN_HELP } from "../forge/options.js";
import { runCommand } from "../runner.js";
import { printDiagnostics, type Terminal } from "../terminal/terminal.js";

interface PreviewsCall extends ForgeCall {
  to: string;
  repository: string;
  from?: string;
  branch?: string;
  head?: string;
}

/** Adds `memo previews`. */
export function addPreviews({ program, terminal, exit }: CommandContext): void {
  addForge(program.command("previews"))
    .description("take in a preview that another run built, and take away those of pull requests that are closed")
    .requiredOption("--to <dir>", "the site's folder")
    .requiredOption("--repository <owner/name>", "the repository of the pull requests", repositoryName)
    .option("--from <dir>", "what `memo publish --preview` wrote at a preview's address")
    .option("--branch <owner:branch>", "with --from: the branch of the pull request that it is of")
    .option("--head <commit>", "with --from: its commit", commitName)
    .addHelpText("after", `\nNo block is run. Prints the preview's path in the site, if there is one. ${TOKEN_HELP}`)
    .action(async ({ to, repository, from, branch, head, ...call }: PreviewsCall) => {
      if (from !== undefined && (branch === undefined || head === undefined))
        return program.error("error: --from needs --branch and --head", { exitCode: 2 });
      const take = from === undefined ? undefined : { from, branch: branch ?? "", head: head ?? "" };
      const { author } = call;
      exit(await previews({ to, repository, author, github: forgeIn(call), take }, terminal));
    });
}

/** `memo previews`: the path of the preview on standard output, what was done on standard error. Returns the exit code. */
export function previews(options: PreviewsOptions, terminal: Terminal): Promise<number> {
  const work = async (): Promise<undefined> => {
    const folder = folderToWrite(options.to, { memo: process.cwd() });
    await restoreFolder(folder, options.to);
    const { path, said, diagnostics } = await keepPreviews(folder, options);
    printDiagnostics(
      terminal,
      diagnostics.filter(({ severity }) => severity !== "hint"),
      new Map(),
    );
    for (const line of said) terminal.err(`${options.to}: ${line}\n`);
    if (path !== undefined) terminal.out(`${path}\n`);
  };
  return runCommand(terminal, work, { closing: `${options.to} has what it had before\n` });
}
