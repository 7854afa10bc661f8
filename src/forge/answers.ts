import { MemoError } from "../diagnostic.js";
import { type Answer, type GitHub, request } from "./requests.js";
import type { Where } from "./types.js";

// What a server's answers hold, whatever they hold.

export const at = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;

export const textAt = (value: unknown, ...keys: string[]): string => {
  const found = keys.reduce<unknown>(at, value);
  return typeof found === "string" ? found : "";
};

/** Pages of a list that are looked at. */
const PAGES = 30;

/**
 * What stands in a list of several pages; those of Bitbucket are in `values` of an answer that names the next one.
 * @throws MemoError for what is no list, or too long a one: what is not seen would be taken for not there
 */
export async function* all(github: GitHub, path: string): AsyncIterable<unknown> {
  const refuse = (what: string): MemoError =>
    MemoError.of({
      rule: "comment/api",
      message: `GET ${path}: ${what}`,
      expected: `a list of at most ${PAGES} pages`,
      hint: `is ${github.api} the address of an API, and of this forge?`,
    });
  let next: string | undefined = path;
  for (let page = 1; next !== undefined; page++) {
    if (page > PAGES) throw refuse(`answers with more than ${PAGES} pages`);
    const { body, next: linked }: Answer = await request(github, "GET", next);
    const found = Array.isArray(body) ? body : at(body, "values");
    if (!Array.isArray(found)) throw refuse("answers with what is no list");
    yield* found;
    next = linked ?? (textAt(body, "next") || undefined);
  }
}

/**
 * Whose comments are the project's own: who is named, or else the token's user.
 * @throws MemoError where a token belongs to nobody: a comment that isn't known again would be written a second time
 */
export async function ownName({ github, author }: Where, key: string): Promise<string> {
  const name = author ?? textAt((await request(github, "GET", "user")).body, key);
  if (name !== "") return name;
  throw MemoError.of({
    rule: "comment/api",
    message: `${github.api} doesn't say whose the token is`,
    expected: "a user's token, or `--author` with the name that its comments have",
  });
}
