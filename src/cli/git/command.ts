import type { CommandContext } from "../context.js";

/** Adds `memo git`. */
export function addGit({ program, terminal, exit }: CommandContext): void {
  const git = program.command("git").description("how git shows and merges what a memo's builds write");
  git
    .command("setup")
    .description("tell this clone's git how to show and merge what builds write")
    .option("-C, --folder <dir>", "the memo's folder", ".")
    .option("--hook", "let `memo check` run before each commit too", false)
    .addHelpText(
      "after",
      `
\`git diff\` then shows results.json as the values that people read. Where two branches changed the same line of what a build
wrote, a merge takes this side's: the next build writes it anew, and \`memo check\` says so until then. What each clone has to
know stands in its own .git/config, what all have to know in .gitattributes, which is committed.`,
    )
    .action(async (options: { folder: string; hook: boolean }) => {
      const { setup } = await import("./setup.js");
      exit(await setup(options, terminal));
    });
  git
    .command("textconv")
    .description("a results.json as lines of values; `git diff` calls it")
    .argument("<file>", "a results.json")
    .action(async (file: string) => {
      const { textconv } = await import("./textconv.js");
      exit(textconv(file, terminal));
    });
}
