import { type Command, InvalidArgumentError } from "commander";
import type { Terminal } from "../terminal/terminal.js";

interface CommentCall {
  repository: string;
  head: string;
  run: number;
  pull?: number;
  branch?: string;
  author: string;
  api: string;
}

/** Adds `memo comment`. */
export function addComment(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  program
    .command("comment")
    .description("put a review under a pull request on GitHub, or bring the one that is there up to date")
    .argument("<file>", "the review as Markdown, as `memo diff` writes it")
    .requiredOption("--repository <owner/name>", "the repository", repositoryName)
    .requiredOption("--head <commit>", "the commit that was reviewed", commitName)
    .requiredOption("--run <number>", "number of the run; a comment of a later run is not overwritten", whole)
    .option("--pull <number>", "number of the pull request", whole)
    .option("--branch <owner:branch>", "its branch, where the number is not known")
    .option("--author <login>", "whose comments are the project's own", "github-actions[bot]")
    .option("--api <address>", "GitHub's API", process.env.GITHUB_API_URL ?? "https://api.github.com")
    .addHelpText("after", "\nThe token is taken from GITHUB_TOKEN.")
    .action(async (file: string, options: CommentCall) => {
      const token = process.env.GITHUB_TOKEN;
      if (!token) return program.error("error: GITHUB_TOKEN is not set", { exitCode: 2 });
      if (options.pull === undefined && options.branch === undefined)
        return program.error("error: give --pull or --branch", { exitCode: 2 });
      const { comment } = await import("./comment.js");
      exit(await comment(file, { ...options, github: { api: options.api, token } }, terminal));
    });
}

function repositoryName(text: string): string {
  if (!/^[\w.-]+\/[\w.-]+$/.test(text)) throw new InvalidArgumentError("Expected owner/name.");
  return text;
}

function commitName(text: string): string {
  if (!/^[0-9a-f]{40,64}$/.test(text)) throw new InvalidArgumentError("Expected a whole commit id.");
  return text;
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("Expected a whole number above zero.");
  return value;
}
