import { type Answer, type GitHub, request } from "./requests.js";

// What a server's answers hold, whatever they hold.

export const at = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;

export const textAt = (value: unknown, ...keys: string[]): string => {
  const found = keys.reduce<unknown>(at, value);
  return typeof found === "string" ? found : "";
};

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Pages of a list that are looked at. */
const PAGES = 30;

/** What stands in a list of several pages; those of Bitbucket are in `values` of an answer that names the next one. */
export async function* all(github: GitHub, path: string): AsyncIterable<unknown> {
  let next: string | undefined = path;
  for (let page = 0; next !== undefined && page < PAGES; page++) {
    const answer: Answer = await request(github, "GET", next);
    yield* list(Array.isArray(answer.body) ? answer.body : at(answer.body, "values"));
    next = answer.next ?? (textAt(answer.body, "next") || undefined);
  }
}
