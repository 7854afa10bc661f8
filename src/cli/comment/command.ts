import type { CommandContext } from "../context.js";
import {
  addForge,
  commitName,
  type ForgeCall,
  forgeIn,
  positive,
  repositoryName,
  TOKEN_HELP,
  webAddress,
  whole,
} from "../forge/options.js";

interface CommentCall extends ForgeCall {
  repository: string;
  head: string;
  run: number;
  pull?: number;
  branch?: string;
  quietIfNone: boolean;
  threshold?: number;
  runAddress?: string;
  pageAddress?: string;
}

/** Adds `memo comment`. */
export function addComment({ program, terminal, exit }: CommandContext): void {
  addForge(program.command("comment"))
    .description(
      "put a review under a pull request on GitHub or Bitbucket, or a merge request on GitLab, or bring the one that is there up to date",
    )
    .argument("<file>", "the review as Markdown, as `memo diff` writes it")
    .requiredOption("--repository <owner/name>", "the repository", repositoryName)
    .requiredOption("--head <commit>", "the commit that was reviewed", commitName)
    .requiredOption("--run <number>", "number of the run; a comment of a later run is not overwritten", whole)
    .option("--pull <number>", "number of the pull request", whole)
    .option("--branch <owner:branch>", "its branch, where the number is not known")
    .option("--quiet-if-none", "make no comment where nothing changed; one that is there says so", false)
    .option(
      "--threshold <times>",
      "nor where no claim flipped and no output moved by so many times its tolerance",
      positive,
    )
    .option("--run-address <address>", "of the run, for the comment's last line", webAddress)
    .option("--page-address <address>", "of the page as the pull request makes it", webAddress)
    .addHelpText(
      "after",
      `\n${TOKEN_HELP} On GitLab the repository may lie in groups, as in group/part/name. On Bitbucket a repository's token
can't say whose it is: name it with --author, by its uuid or name.`,
    )
    .action(async (file: string, options: CommentCall) => {
      const github = forgeIn(options);
      if (options.pull === undefined && options.branch === undefined)
        return program.error("error: give --pull or --branch", { exitCode: 2 });
      const { comment } = await import("./run.js");
      exit(await comment(file, { ...options, github }, terminal));
    });
}
