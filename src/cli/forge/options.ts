import { type Command, InvalidArgumentError, Option } from "commander";
import { MemoError } from "../../diagnostic.js";
import { FORGES, type Forge, type GitHub } from "../../forge/requests.js";
import { onOneLine } from "../../text/shown.js";

/** What says where pull requests and issues are. */
export interface ForgeCall {
  forge: Forge;
  author?: string;
  api?: string;
  /** Seconds. */
  timeout: number;
}

/** Where each forge's token is taken from, and where its API is. */
const USUAL: Readonly<Record<Forge, { token: string; api: string; variable?: string }>> = {
  github: { token: "GITHUB_TOKEN", api: "https://api.github.com", variable: "GITHUB_API_URL" },
  gitlab: { token: "GITLAB_TOKEN", api: "https://gitlab.com/api/v4", variable: "CI_API_V4_URL" },
  bitbucket: { token: "BITBUCKET_TOKEN", api: "https://api.bitbucket.org/2.0" },
};

export const TOKEN_HELP = `The token is taken from ${Object.values(USUAL)
  .map(({ token }) => token)
  .join(", ")}.`;

/** Adds the options of a command that asks a forge. */
export function addForge(command: Command): Command {
  return command
    .option(
      "--author <login>",
      "whose comments and issues are the project's own (default: github-actions[bot], or the token's user)",
    )
    .addOption(new Option("--forge <name>", "where pull requests are").choices(FORGES).default("github"))
    .option("--api <address>", "of its API (default: GITHUB_API_URL, CI_API_V4_URL, or the public one's)", apiAddress)
    .option("--timeout <seconds>", "until a request is given up", seconds, 30);
}

/**
 * How a forge is asked.
 * @throws MemoError where there is no token
 */
export function forgeIn({ forge, api, timeout }: ForgeCall, environment: NodeJS.ProcessEnv = process.env): GitHub {
  const { token: name, api: usual, variable } = USUAL[forge];
  const token = environment[name];
  if (!token)
    throw MemoError.of(
      { rule: "comment/token", message: `${name} is not set`, expected: "a token in the environment" },
      2,
    );
  return { api: api ?? addressIn(environment, variable) ?? usual, token, forge, timeout: timeout * 1000 };
}

/** @throws MemoError for a variable that holds no address a token may be sent to */
function addressIn(environment: NodeJS.ProcessEnv, variable: string | undefined): string | undefined {
  const text = variable === undefined ? undefined : environment[variable];
  if (!text) return undefined;
  try {
    return apiAddress(text);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    const message = `${variable} holds no address of an API: ${onOneLine(text)}`;
    const expected = error.message.replace(/^Expected (.*?)\.?$/, "$1");
    throw MemoError.of({ rule: "comment/api", message, expected }, 2);
  }
}

export function webAddress(text: string): string {
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
  if (protocol !== "https:" && !["127.0.0.1", "localhost"].includes(hostname))
    throw new InvalidArgumentError("Expected https: a token would be sent in the clear.");
  return address;
}

export function repositoryName(text: string): string {
  if (!/^[\w.-]+(?:\/[\w.-]+)+$/.test(text) || /(?:^|\/)\.{1,2}(?:\/|$)/.test(text))
    throw new InvalidArgumentError("Expected owner/name.");
  return text;
}

export function commitName(text: string): string {
  if (!/^[0-9a-f]{40,64}$/.test(text)) throw new InvalidArgumentError("Expected a whole commit id.");
  return text;
}

export function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError("Expected a number above zero.");
  return value;
}

export function whole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("Expected a whole number above zero.");
  return value;
}

/** Until something on the network is given up. */
export function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 3600)) throw new InvalidArgumentError("Expected seconds, at most 3600.");
  return value;
}
