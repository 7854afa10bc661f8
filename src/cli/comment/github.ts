import { setTimeout as wait } from "node:timers/promises";
import { MemoError } from "../../diagnostic.js";

/** What a request to GitHub needs; the clock is passed in for tests. */
export interface GitHub {
  /** `https://api.github.com`, or an enterprise server's. */
  api: string;
  token: string;
  /** Waits so many milliseconds. */
  pause?(milliseconds: number): Promise<unknown>;
}

export interface Answer {
  body: unknown;
  /** Path of the next page of a list. */
  next?: string;
}

const ATTEMPTS = 4;
/** A rate limit that lifts later than this is reported instead of waited for. */
const LONGEST_PAUSE = 60_000;

/**
 * One request, repeated when the server says to come back later or fails; never more than four times.
 * @throws MemoError with the server's own message
 */
export async function request(github: GitHub, method: string, path: string, payload?: unknown): Promise<Answer> {
  const { api, token, pause = wait } = github;
  const address = new URL(path, api.endsWith("/") ? api : `${api}/`);
  if (address.origin !== new URL(api).origin) throw failed(`${method} ${path}`, "leads to another server");
  for (let attempt = 1; ; attempt++) {
    let response: Response;
    try {
      response = await fetch(address, {
        method,
        redirect: "error",
        headers: {
          accept: "application/vnd.github+json",
          "x-github-api-version": "2022-11-28",
          "user-agent": "memo-report",
          authorization: `Bearer ${token}`,
          ...(payload === undefined ? {} : { "content-type": "application/json" }),
        },
        body: payload === undefined ? undefined : JSON.stringify(payload),
        signal: AbortSignal.timeout(30_000),
      });
    } catch (error) {
      if (attempt < ATTEMPTS && method === "GET") {
        await pause(1000 * 2 ** (attempt - 1));
        continue;
      }
      throw failed(`${method} ${path}`, error instanceof Error ? causeOf(error) : String(error));
    }
    if (response.ok) {
      const text = await response.text();
      return {
        body: text === "" ? undefined : JSON.parse(text),
        next: nextPage(response.headers.get("link"), address),
      };
    }
    const again = pauseAfter(response, attempt);
    if (again !== undefined && attempt < ATTEMPTS && again <= LONGEST_PAUSE) {
      await response.body?.cancel();
      await pause(again);
      continue;
    }
    const hint =
      again !== undefined && again > LONGEST_PAUSE
        ? `the rate limit lifts in ${Math.ceil(again / 60_000)} minutes; run the job again then`
        : response.status === 403 || response.status === 401
          ? "the token must be allowed to write to pull requests (`permissions: pull-requests: write`)"
          : undefined;
    throw failed(`${method} ${path}`, `${response.status} ${await reason(response)}`, hint);
  }
}

/** How long to wait before a repetition; undefined where a repetition would not help. */
function pauseAfter(response: Response, attempt: number): number | undefined {
  const { status, headers } = response;
  const limited = status === 429 || (status === 403 && headers.get("x-ratelimit-remaining") === "0");
  const after = Number(headers.get("retry-after") ?? Number.NaN);
  if ((limited || status === 403 || status === 503) && Number.isFinite(after)) return Math.max(0, after) * 1000;
  if (limited) {
    const reset = Number(headers.get("x-ratelimit-reset"));
    const now = Date.parse(headers.get("date") ?? "") / 1000;
    return Number.isFinite(reset - now) && reset > 0 ? Math.max(1, reset - now) * 1000 : 60_000;
  }
  return status >= 500 ? 1000 * 2 ** (attempt - 1) : undefined;
}

async function reason(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const { message, errors } = JSON.parse(text) as {
      message?: string;
      errors?: readonly (string | { message?: string })[];
    };
    const more = (errors ?? []).map((e) => (typeof e === "string" ? e : (e.message ?? JSON.stringify(e))));
    return [message ?? "no message", ...more].join("; ");
  } catch {
    return text.slice(0, 200).trim() || "no message";
  }
}

function nextPage(link: string | null, here: URL): string | undefined {
  const target = /<([^>]+)>;\s*rel="next"/.exec(link ?? "")?.[1];
  return target === undefined ? undefined : new URL(target, here).href;
}

function causeOf(error: Error): string {
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}

function failed(what: string, why: string, hint?: string): MemoError {
  return new MemoError([
    { rule: "comment/api", severity: "error", message: `${what}: ${why}`, ...(hint === undefined ? {} : { hint }) },
  ]);
}
