import { type Command, InvalidArgumentError, Option } from "commander";
import { FORGES, type Forge } from "../../forge/requests.js";
import type { Terminal } from "../terminal/terminal.js";

interface CommentCall {
  repository: string;
  head: string;
  run: number;
  pull?: number;
  branch?: string;
  author: string;
  api?: string;
  forge: Forge;
  quietIfNone: boolean;
  threshold?: number;
  runAddress?: string;
  pageAddress?: string;
}

/** Adds `memo comment`. */
export function addComment(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  program
    .command("comment")
    .description(
      "put a review under a pull request on GitHub or a merge request on GitLab, or bring the one that is there up to date",
    )
    .argument("<file>", "the review as Markdown, as `memo diff` writes it")
    .requiredOption("--repository <owner/name>", "the repository", repositoryName)
    .requiredOption("--head <commit>", "the commit that was reviewed", commitName)
    .requiredOption("--run <number>", "number of the run; a comment of a later run is not overwritten", whole)
    .option("--pull <number>", "number of the pull request", whole)
    .option("--branch <owner:branch>", "its branch, where the number is not known")
    .option("--author <login>", "whose comments are the project's own", "github-actions[bot]")
    .addOption(new Option("--forge <name>", "where pull requests are").choices(FORGES).default("github"))
    .option("--api <address>", "of its API (default: GITHUB_API_URL, CI_API_V4_URL, or the public one's)", apiAddress)
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
      "\nThe token is taken from GITHUB_TOKEN, or GITLAB_TOKEN. On GitLab the repository may lie in groups, as in group/part/name.",
    )
    .action(async (file: string, options: CommentCall) => {
      const { forge } = options;
      const name = forge === "gitlab" ? "GITLAB_TOKEN" : "GITHUB_TOKEN";
      const token = process.env[name];
      if (!token) return program.error(`error: ${name} is not set`, { exitCode: 2 });
      if (options.pull === undefined && options.branch === undefined)
        return program.error("error: give --pull or --branch", { exitCode: 2 });
      const { comment } = await import("./run.js");
      exit(
        await comment(file, { ...options, github: { api: options.api ?? usualApi(forge), token, forge } }, terminal),
      );
    });
}

function usualApi(forge: Forge): string {
  const { GITHUB_API_URL, CI_API_V4_URL } = process.env;
  return forge === "gitlab"
    ? (CI_API_V4_URL ?? "https://gitlab.com/api/v4")
    : (GITHUB_API_URL ?? "https://api.github.com");
}

function webAddress(text: string): string {
  if (!URL.canParse(text) || !/^https?:\/\/[^\s<>()[\]"'`]+$/.test(text))
    throw new InvalidArgumentError("Expected an address that begins with https://.");
  return text;
}

/** A token goes there, so that it may be heard on no way. */
function apiAddress(text: string): string {
  const address = webAddress(text);
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== "" || password !== "")
    throw new InvalidArgumentError("Expected an address without a name and password in it.");
  if (protocol !== "https:" && !["127.0.0.1", "localhost", "[::1]"].includes(hostname))
    throw new InvalidArgumentError("Expected https: a token would be sent in the clear.");
  return address;
}

function repositoryName(text: string): string {
  if (!/^[\w.-]+(?:\/[\w.-]+)+$/.test(text) || /(?:^|\/)\.{1,2}(?:\/|$)/.test(text))
    throw new InvalidArgumentError("Expected owner/name.");
  return text;
}

function commitName(text: string): string {
  if (!/^[0-9a-f]{40,64}$/.test(text)) throw new InvalidArgumentError("Expected a whole commit id.");
  return text;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError("Expected a number above zero.");
  return value;
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("Expected a whole number above zero.");
  return value;
}
