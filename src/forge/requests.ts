import { setTimeout as wait } from "node:timers/promises";
import { MemoError } from "../diagnostic.js";
import { hintFor, json, LONGEST_PAUSE, permissionOf, reason, startOf } from "./refusals.js";

/** What a request to GitHub, GitLab or Bitbucket needs; the clock is passed in for tests. */
export interface GitHub {
  /** `https://api.github.com`, an enterprise server's, `https://gitlab.com/api/v4` or `https://api.bitbucket.org/2.0`. */
  api: string;
  token: string;
  /** Whose forms of requests are used; GitHub's unless told. */
  forge?: Forge;
  /** Milliseconds after which a request is given up, its answer's last byte included. */
  timeout?: number;
  /** Waits so many milliseconds. */
  pause?(milliseconds: number): Promise<unknown>;
}

export interface Answer {
  body: unknown;
  /** Path of the next page of a list. */
  next?: string;
}

/** Where pull requests are, or merge requests, as GitLab calls them. */
export const FORGES = ["github", "gitlab", "bitbucket"] as const;
export type Forge = (typeof FORGES)[number];

/** What is made anew by a request that was not answered, or by a server in trouble, may be there all the same. */
export class Unanswered extends MemoError {
  override name = "Unanswered";
  /** Milliseconds that the server asks to wait before the next attempt. */
  again?: number;
}

const ATTEMPTS = 4;
const TIMEOUT_MS = 30_000;
/** Bytes of an answer: a page of the longest comments has less. */
const LARGEST_ANSWER = 32 * 1024 * 1024;
/** Of one that says what is wrong, of which the beginning is told. */
const LARGEST_REASON = 64 * 1024;
/** GitHub asks for a minute where it doesn't say how long. */
const SECONDARY_PAUSE = 60_000;

/**
 * One request, repeated when the server says to come back later or fails; never more than four times. What makes something new is not
 * repeated where it may have been done, and neither is what was given up: an answer that takes too long, or has more bytes than any that is of use.
 *
 * @throws MemoError with the server's own message, Unanswered where it can't be told whether a POST was done
 */
export async function request(github: GitHub, method: string, path: string, payload?: unknown): Promise<Answer> {
  const { api, token, forge = "github", pause = wait, timeout = TIMEOUT_MS } = github;
  const what = `${method} ${path}`;
  const fail = (why: string, hint?: string): MemoError => failed(github, what, why, hint);
  const address = new URL(path, api.endsWith("/") ? api : `${api}/`);
  if (address.origin !== new URL(api).origin) throw fail("leads to another server");
  const headers = headersFor(github, payload !== undefined);
  for (let attempt = 1; ; attempt++) {
    let response: Response;
    const signal = AbortSignal.timeout(timeout);
    const late = (): MemoError => {
      const { diagnostics } = fail(`no whole answer within ${timeout / 1000} s`, "`--timeout` gives it more");
      return method === "POST" ? new Unanswered([...diagnostics]) : new MemoError([...diagnostics]);
    };
    try {
      response = await fetch(address, {
        method,
        redirect: "manual",
        headers,
        body: payload === undefined ? undefined : JSON.stringify(payload),
        signal,
      });
    } catch (error) {
      if (signal.aborted) throw late();
      if (attempt < ATTEMPTS && method !== "POST") {
        await pause(1000 * 2 ** (attempt - 1));
        continue;
      }
      const problem = fail(error instanceof Error ? causeOf(error) : String(error));
      throw method === "POST" ? new Unanswered(problem.diagnostics) : problem;
    }
    const { text, end } = await textOf(response, response.ok ? LARGEST_ANSWER : LARGEST_REASON);
    // What was to be done is done where that was said, whatever else was.
    if (response.ok && end !== "whole" && method === "GET") {
      if (end === "too long") throw fail(`answers with more than ${LARGEST_ANSWER / 1024 / 1024} MB`);
      if (signal.aborted) throw late();
      if (attempt === ATTEMPTS) throw fail("the answer broke off");
      await pause(1000 * 2 ** (attempt - 1));
      continue;
    }
    if (response.ok) {
      if (end !== "whole") return { body: undefined };
      const body = text === "" ? undefined : json(text);
      if (text !== "" && body === undefined)
        throw fail(
          `answered with what is no JSON: ${startOf(hidden(text, token))}`,
          `is ${api} the address of an API?`,
        );
      return { body, next: nextPage(response.headers.get("link"), address) };
    }
    const location = response.headers.get("location");
    const said =
      response.status < 400 && location !== null ? `leads to ${startOf(location)}` : reason(hidden(text, token));
    const again = pauseAfter(response, said, attempt);
    if (method === "POST" && response.status >= 500) {
      const problem = new Unanswered(fail(`${response.status} ${said}`).diagnostics);
      if (again !== undefined) problem.again = Math.min(again, LONGEST_PAUSE);
      throw problem;
    }
    if (again !== undefined && attempt < ATTEMPTS && again <= LONGEST_PAUSE) {
      await pause(again);
      continue;
    }
    throw fail(`${response.status} ${said}`, hintFor(response.status, said, again, permissionOf(forge, path)));
  }
}

function headersFor({ token, forge }: GitHub, isJson: boolean): Headers {
  const headers = new Headers({ "user-agent": "memo-report" });
  // What no header may hold is refused by name: the message of who would send it has the token in it.
  if (!/^[\x21-\x7e]+$/.test(token))
    throw MemoError.of(
      {
        rule: "comment/api",
        message: "the token holds blanks, line breaks or other characters that none has",
        expected: "the token alone",
        hint: "a line break at its end often comes from a file that it was read from",
      },
      2,
    );
  if (forge === "gitlab") headers.set("private-token", token);
  else {
    headers.set("accept", "application/vnd.github+json");
    headers.set("x-github-api-version", "2022-11-28");
    headers.set("authorization", `Bearer ${token}`);
  }
  if (isJson) headers.set("content-type", "application/json");
  return headers;
}

/** How long to wait before a repetition; undefined where a repetition would not help. */
function pauseAfter({ status, headers }: Response, said: string, attempt: number): number | undefined {
  const secondary = (status === 403 || status === 429) && /secondary rate limit|abuse detection/i.test(said);
  const limited = status === 429 || secondary || (status === 403 && headers.get("x-ratelimit-remaining") === "0");
  const after = headers.has("retry-after") ? Number(headers.get("retry-after")) : Number.NaN;
  if ((limited || status === 403 || status === 503) && Number.isFinite(after)) return Math.max(0, after) * 1000;
  if (limited) {
    const reset = Number(headers.get("x-ratelimit-reset"));
    const now = Date.parse(headers.get("date") ?? "") / 1000;
    return Number.isFinite(reset - now) && reset > 0 && !secondary ? Math.max(1, reset - now) * 1000 : SECONDARY_PAUSE;
  }
  return status >= 500 ? 1000 * 2 ** (attempt - 1) : undefined;
}

/** An answer's text, up to so many bytes as they come out of what they were packed in. */
async function textOf(
  response: Response,
  most: number,
): Promise<{ text: string; end: "whole" | "broken" | "too long" }> {
  const parts: Uint8Array[] = [];
  let size = 0;
  let end: "whole" | "broken" | "too long" = "whole";
  try {
    for await (const part of response.body ?? []) {
      size += part.byteLength;
      parts.push(part);
      if (size <= most) continue;
      // Leaving the loop gives up the rest.
      end = "too long";
      break;
    }
  } catch {
    end = "broken";
  }
  return { text: Buffer.concat(parts).subarray(0, most).toString("utf8"), end };
}

function nextPage(link: string | null, here: URL): string | undefined {
  const target = /<([^>]+)>;\s*rel="next"/.exec(link ?? "")?.[1];
  return target !== undefined && URL.canParse(target, here.href) ? new URL(target, here).href : undefined;
}

function causeOf(error: Error): string {
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

const hidden = (text: string, token: string): string => text.replaceAll(token, "[the token]");

/** A message that says what was asked and why it failed; a token that an answer holds is not in it. */
function failed({ token }: GitHub, what: string, why: string, hint?: string): MemoError {
  return MemoError.of({ rule: "comment/api", message: hidden(`${what}: ${why}`, token), hint });
}

/** How often something new is sent, each time after a look whether it is there. */
const POSTS = 3;

/**
 * Makes something new, once: `act` looks whether it is there before it sends it, and is called again where that was not answered.
 * @param act is told which attempt it is, from 1
 */
export async function madeOnce<T>({ pause = wait }: GitHub, act: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await act(attempt);
    } catch (error) {
      if (!(error instanceof Unanswered) || attempt >= POSTS) throw error;
      await pause(error.again ?? 1000 * 2 ** (attempt - 1));
    }
}
