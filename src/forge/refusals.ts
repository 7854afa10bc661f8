import { shortened } from "../text/shown.js";

// What a server says where it refuses, in one line, and what helps.

/** A rate limit that lifts later than this is reported instead of waited for. */
export const LONGEST_PAUSE = 60_000;

/** Letters that are told of an answer that is no forge's, and of one that is. */
const SHORT = 120;
const LONG = 400;

const lineOf = (text: string, most: number): string => shortened(text.replace(/\s+/g, " ").trim(), most);

export const startOf = (text: string): string => lineOf(text, SHORT) || "no message";

export function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What an answer says, in the forms of each forge. */
export function reason(text: string): string {
  const found = json(text);
  if (!isRecord(found)) return startOf(text);
  const { message, error, error_description: description, errors } = found;
  // Bitbucket's messages stand a level deeper; GitLab's are a word and a sentence.
  const deeper = isRecord(error) ? [error.message, error.detail, error.fields] : error;
  const each = Array.isArray(errors) ? errors.map((one) => (isRecord(one) ? (one.message ?? one) : one)) : [];
  const said = [...new Set(textsIn([message, deeper, description, each]))].join("; ");
  return lineOf(said, LONG) || "no message";
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** The texts in a value, with the names of the fields that they stand in. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return value.trim() === "" ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner).map((text) => `${name}: ${text}`));
}

/** What a token has to be allowed. */
export function permissionOf(forge: "github" | "gitlab" | "bitbucket", path: string): string {
  const user = path === "user" ? "; of one that belongs to nobody, `--author` says whose its comments are" : "";
  if (forge === "gitlab") return `the token needs the scope \`api\`${user}`;
  if (forge === "bitbucket") return `the token needs the scope \`pullrequest:write\`${user}`;
  return /\/issues(?:\?|$|\/\d+$)/.test(path)
    ? "the token must be allowed to write issues (`permissions: issues: write`)"
    : "the token must be allowed to write to pull requests (`permissions: pull-requests: write`)";
}

export function hintFor(
  status: number,
  said: string,
  again: number | undefined,
  permission: string,
): string | undefined {
  if (again !== undefined && again > LONGEST_PAUSE)
    return `the rate limit lifts in ${Math.ceil(again / 60_000)} minutes; run the job again then`;
  if (again !== undefined) return undefined;
  if (/\block(?:ed)?\b/i.test(said))
    return "the conversation is locked: unlock it, or leave this pull request without a review";
  if (status === 403 || status === 401) return permission;
  // GitLab says so of a project that has moved, of what changes something.
  if (status < 400 || status === 405)
    return "the repository may have another name by now, or the server another address";
  return status === 404 ? "the name may be wrong, or the token may not read it" : undefined;
}
