import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { comment } from "../../src/cli/comment/run.js";
import { formatDiagnostics, MemoError } from "../../src/diagnostic.js";
import { type CommentOptions, postReview } from "../../src/forge/post.js";
import { readMarker, writeExtent, writeMarker } from "../../src/review/comment.js";
import { matchGolden } from "../golden.js";

const HEAD = "b".repeat(40);
const BASE = "a".repeat(40);
const BOT = "github-actions[bot]";

interface Reply {
  /** The connection is broken off instead, before or after the request was done. */
  broken?: "before" | "after";
  /** What was asked is done before this is answered. */
  done?: boolean;
  /** Sent as it is, and not as JSON. */
  text?: string;
  status: number;
  headers?: Record<string, string>;
  body: unknown;
}

/** As much of GitHub as a comment needs: one repository with pull request 12, two comments a page. */
let server: Server;
let api = "";
let comments: { id: number; body: string; user: { login: string } }[] = [];
let head = HEAD;
let asked: string[] = [];
let tokens: (string | undefined)[] = [];
/** Answers given before the real ones. */
let first: (Reply | undefined)[] = [];
let pauses: number[] = [];

function answer(method: string, url: URL, body: { body?: string }): Reply {
  // `undefined` lets a request be answered as it is.
  if (first.length > 0) {
    const early = first.shift();
    if (early?.done || early?.broken === "after") reply(method, url, body);
    if (early) return early;
  }
  return reply(method, url, body);
}

function reply(method: string, url: URL, body: { body?: string }): Reply {
  const path = url.pathname.replace("/repos/owner/name/", "");
  const pull = { number: 12, head: { sha: head }, base: { sha: BASE } };
  if (path === "pulls/12") return { status: 200, body: pull };
  if (path === "pulls") return { status: 200, body: url.searchParams.get("head") === "fork:topic" ? [pull] : [] };
  if (path === "issues/12/comments" && method === "POST") {
    comments.push({ id: 100 + comments.length, body: body.body ?? "", user: { login: BOT } });
    return { status: 201, body: {} };
  }
  if (path === "issues/12/comments") {
    const page = Number(url.searchParams.get("page") ?? 1);
    const more = comments.length > page * 2;
    url.searchParams.set("page", String(page + 1));
    return {
      status: 200,
      headers: more ? { link: `<${url.href}>; rel="next", <${url.href}>; rel="last"` } : {},
      body: comments.slice((page - 1) * 2, page * 2),
    };
  }
  const one = comments.find(({ id }) => path === `issues/comments/${id}`);
  if (!one || method !== "PATCH") return { status: 404, body: { message: "Not Found" } };
  one.body = body.body ?? "";
  return { status: 200, body: {} };
}

async function read(message: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of message) text += part;
  return text;
}

beforeAll(async () => {
  server = createServer(async (incoming, reply) => {
    const url = new URL(incoming.url ?? "/", api);
    asked.push(`${incoming.method} ${url.pathname}`);
    tokens.push(incoming.headers.authorization);
    const text = await read(incoming);
    const {
      status,
      headers,
      body,
      broken,
      text: plain,
    } = answer(incoming.method ?? "GET", url, text ? JSON.parse(text) : {});
    if (broken) return incoming.socket.destroy();
    reply.writeHead(status, { "content-type": "application/json", ...headers });
    reply.end(plain ?? JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  api = `http://127.0.0.1:${address.port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  comments = [];
  head = HEAD;
  asked = [];
  tokens = [];
  first = [];
  pauses = [];
});

const options = (more: Partial<CommentOptions> = {}): CommentOptions => ({
  github: {
    api,
    token: "secret",
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
    },
  },
  repository: "owner/name",
  pull: 12,
  head: HEAD,
  run: 7,
  author: BOT,
  ...more,
});

async function refusal(job: Promise<unknown>): Promise<string> {
  try {
    await job;
  } catch (error) {
    if (error instanceof MemoError) return formatDiagnostics(error.diagnostics);
    throw error;
  }
  throw new Error("nothing was refused");
}

test("the first review makes a comment", async () => {
  expect(await postReview("# Review", options())).toMatchObject({ posted: "created" });
  expect(comments).toHaveLength(1);
  expect(readMarker(comments[0]?.body ?? "")).toEqual({ pull: 12, base: BASE, head: HEAD, run: 7 });
  expect(new Set(tokens)).toEqual(new Set(["Bearer secret"]));
});

test("a later review changes that comment in place, wherever it stands among the others", async () => {
  for (const login of ["ann", "ben", "cara"]) comments.push({ id: comments.length + 1, body: "hm", user: { login } });
  await postReview("# Review", options());
  expect(await postReview("# Review, again", options({ run: 8 }))).toMatchObject({ posted: "updated" });
  expect(comments).toHaveLength(4);
  expect(comments[3]?.body).toContain("# Review, again");
  expect(readMarker(comments[3]?.body ?? "")?.run).toBe(8);
});

test("a review that says the same is not posted again", async () => {
  await postReview("# Review", options());
  expect(await postReview("# Review", options({ run: 8 }))).toMatchObject({ posted: "unchanged" });
  expect(asked.filter((line) => line.startsWith("PATCH"))).toEqual([]);
});

test("an older run doesn't overwrite what a newer one wrote", async () => {
  await postReview("# Review", options({ run: 8 }));
  expect(await postReview("# Old review", options({ run: 7 }))).toMatchObject({ posted: "refused" });
  expect(comments[0]?.body).toContain("# Review");
});

test("a review of a commit that the pull request has left behind is not posted", async () => {
  head = "c".repeat(40);
  expect(await postReview("# Review", options())).toEqual({
    posted: "refused",
    why: "pull request 12 has moved on to ccccccc; this reviews bbbbbbb",
  });
  expect(comments).toEqual([]);
});

test("a comment of somebody else with a marker is left alone", async () => {
  const marker = writeMarker({ pull: 12, base: BASE, head: HEAD, run: 99 });
  comments.push({ id: 1, body: `${marker}\nmine`, user: { login: "mallory" } });
  expect(await postReview("# Review", options())).toMatchObject({ posted: "created" });
});

test("a pull request from a fork is found by its branch and commit", async () => {
  expect(await postReview("# Review", options({ pull: undefined, branch: "fork:topic" }))).toMatchObject({
    posted: "created",
  });
  expect(await postReview("# Review", options({ pull: undefined, branch: "fork:other" }))).toEqual({
    posted: "refused",
    why: "no open pull request has fork:other at bbbbbbb",
  });
});

test("a rate limit is waited for as long as it asks, a failing server tried again", async () => {
  first = [
    { status: 429, headers: { "retry-after": "3" }, body: { message: "secondary rate limit" } },
    {
      status: 403,
      headers: {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": "1000000020",
        date: "Sun, 09 Sep 2001 01:46:40 GMT",
      },
      body: { message: "API rate limit exceeded" },
    },
    { status: 502, body: "bad gateway" },
  ];
  expect(await postReview("# Review", options())).toMatchObject({ posted: "created" });
  expect(pauses).toEqual([3000, 20_000, 4000]);
});

test("what GitHub refuses is told in its own words", async () => {
  first = [{ status: 429, headers: { "retry-after": "1800" }, body: { message: "You have exceeded a rate limit" } }];
  const limited = await refusal(postReview("# Review", options()));
  first = [
    { status: 200, body: { number: 12, head: { sha: HEAD }, base: { sha: BASE } } },
    { status: 200, body: [] },
    {
      status: 422,
      body: { message: "Validation Failed", errors: [{ message: "body is too long (maximum is 65536 characters)" }] },
    },
  ];
  const invalid = await refusal(postReview("# Review", options()));
  first = [{ status: 403, body: { message: "Resource not accessible by integration" } }];
  const forbidden = await refusal(postReview("# Review", options()));
  first = [
    { status: 200, body: { number: 12, head: { sha: HEAD }, base: { sha: BASE } } },
    { status: 200, headers: { link: '<https://elsewhere.example/comments?page=2>; rel="next"' }, body: [] },
  ];
  const away = await refusal(postReview("# Review", options()));
  expect(pauses).toEqual([]);
  matchGolden(
    fileURLToPath(new URL("golden/comment-refused.txt", import.meta.url)),
    [limited, invalid, forbidden, away].join("\n\n"),
  );
});

test("the command reads a file and says what it did", async () => {
  const folder = mkdtempSync(join(tmpdir(), "memo-comment-"));
  const lines: string[] = [];
  const terminal = { out: (text: string) => lines.push(text), err: () => {}, live: false, color: false, width: 80 };
  try {
    writeFileSync(join(folder, "review.md"), "# Review\n");
    writeFileSync(join(folder, "empty.md"), "\n");
    expect(await comment(join(folder, "review.md"), options(), terminal)).toBe(0);
    expect(lines.join("")).toBe("created: review of bbbbbbb under pull request 12\n");
    expect(await refusal(comment(join(folder, "empty.md"), options(), terminal))).toContain("is empty");
    expect(await refusal(comment(join(folder, "none.md"), options(), terminal))).toContain("there is no file");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("what is handed over in a review's place is not read: links, devices, what the system makes up", async () => {
  const folder = mkdtempSync(join(tmpdir(), "memo-comment-"));
  const terminal = { out: () => {}, err: () => {}, live: false, color: false, width: 80 };
  const said = (name: string): Promise<string> => refusal(comment(join(folder, name), options(), terminal));
  try {
    mkdirSync(join(folder, "real"));
    mkdirSync(join(folder, "kept"));
    writeFileSync(join(folder, "kept/secret.md"), "planted secret\n");
    symlinkSync("../kept/secret.md", join(folder, "real/link.md"));
    symlinkSync("/proc/self/environ", join(folder, "environ.md"));
    symlinkSync("gone", join(folder, "nothing.md"));
    symlinkSync("circle.md", join(folder, "circle.md"));
    symlinkSync("kept", join(folder, "folder"));
    writeFileSync(join(folder, "latin.md"), Buffer.from([0x23, 0xe9]));
    for (const name of ["real/link.md", "environ.md", "nothing.md", "circle.md"])
      expect(await said(name), name).toMatch(/is a link/);
    expect(await said("folder/secret.md")).toMatch(/is a link/);
    expect(await said("real")).toContain("there is no file");
    expect(await said("latin.md")).toContain("is no UTF-8");
    for (const path of process.platform === "linux" ? ["/proc/self/environ", "/dev/zero", "/dev/stdin"] : [])
      expect(await refusal(comment(path, options(), terminal)), path).toMatch(/is a link|is empty|there is no file/);
    expect(comments).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

const pullReply: Reply = { status: 200, body: { number: 12, head: { sha: HEAD }, base: { sha: BASE } } };
const noComments: Reply = { status: 200, body: [] };

for (const [how, reply] of [
  ["a server in trouble", { status: 502, body: "bad gateway" }],
  ["no answer", { status: 0, body: "" }],
] as const)
  for (const isDone of [true, false])
    test(`a comment that ${how} may or may not have taken (${isDone}) is looked for before it is sent again`, async () => {
      const trouble: Reply =
        reply.status === 0 ? { ...reply, broken: isDone ? "after" : "before" } : { ...reply, done: isDone };
      first = [undefined, undefined, trouble];
      expect(await postReview("# Review", options())).toMatchObject({ posted: "created" });
      expect(comments).toHaveLength(1);
      expect(asked.filter((line) => line.startsWith("POST"))).toHaveLength(isDone ? 1 : 2);
    });

test("a server that asks to come back later may have taken the comment all the same: it is looked for then", async () => {
  first = [
    undefined,
    undefined,
    { status: 503, done: true, headers: { "retry-after": "7" }, body: { message: "Busy" } },
  ];
  expect(await postReview("# Review", options())).toMatchObject({ posted: "created" });
  expect(comments).toHaveLength(1);
  expect(pauses).toEqual([7000]);
});

test("a comment whose page came, or is gone, is brought up to date though the review says the same", async () => {
  await postReview("# Review", options());
  const page = "https://example.org/pr/12/";
  expect(await postReview("# Review", options({ run: 8, pageAddress: page }))).toMatchObject({ posted: "updated" });
  expect(await postReview("# Review", options({ run: 9, pageAddress: page }))).toMatchObject({ posted: "unchanged" });
  expect(await postReview("# Review", options({ run: 10 }))).toMatchObject({ posted: "updated" });
  expect(comments).toHaveLength(1);
});

test.each(["", "no commit", "b".repeat(6)])(
  "a pull request whose head is %j is told of, and gets no comment",
  async (sha) => {
    head = sha;
    expect(await refusal(postReview("# Review", options()))).toContain("pull request 12 has no commit");
    expect(comments).toEqual([]);
  },
);

test("a server that stays in trouble is told of after three attempts, each after a look", async () => {
  const trouble: Reply = { status: 502, body: { message: "Server Error" } };
  first = [undefined, ...Array.from({ length: 3 }, () => [undefined, trouble]).flat()];
  expect(await refusal(postReview("# Review", options()))).toContain("502 Server Error");
  expect(asked.filter((line) => line === "POST /repos/owner/name/issues/12/comments")).toHaveLength(3);
  expect(asked.filter((line) => line === "GET /repos/owner/name/issues/12/comments")).toHaveLength(3);
  expect(comments).toEqual([]);
});

test("a limit that says no time is waited for a minute", async () => {
  const message = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
  first = [pullReply, noComments, { status: 403, body: { message } }];
  expect(await postReview("# Review", options())).toMatchObject({ posted: "created" });
  expect(pauses).toEqual([60_000]);
});

test("answers that are no JSON, locked conversations, names that are none and tokens in answers are told in words, without the token", async () => {
  const cases: (Reply | undefined)[][] = [
    [{ status: 200, text: "<html>\n<title>Sign in</title></html>", body: "" }],
    [{ status: 404, text: "<html>Not here</html>", body: "" }],
    [pullReply, noComments, { status: 403, body: { message: "Unable to create comment because issue is locked." } }],
    [{ status: 404, body: { message: "Not Found" } }],
    [{ status: 401, body: { message: "Bad credentials: secret" } }],
    [{ status: 200, body: null }],
  ];
  const told: string[] = [];
  for (const replies of cases.slice(0, 5)) {
    first = replies;
    told.push((await refusal(postReview("# Review", options()))).replaceAll(api, "http://127.0.0.1"));
  }
  for (const token of ["secret\n", "sec ret", "secr\u00e9t", "\n"]) {
    const text = await refusal(postReview("# Review", options({ github: { api, token } })));
    expect(text).toContain("the token holds");
    told.push(text);
  }
  for (const text of told) expect(text).not.toMatch(/sec ?r[eé]t/);
  matchGolden(fileURLToPath(new URL("golden/comment-told.txt", import.meta.url)), `${told.slice(0, 6).join("\n\n")}\n`);
});

test("a review that has nothing to tell makes no comment where that is wanted, and brings one that is there up to date", async () => {
  const quiet = options({ quietIfNone: true });
  expect(await postReview("## Nothing changed\n", quiet)).toMatchObject({ posted: "unchanged" });
  expect(comments).toEqual([]);
  expect(await postReview("## GDP fell\n", quiet)).toMatchObject({ posted: "created" });
  expect(await postReview("## Nothing changed\n", quiet)).toMatchObject({ posted: "updated" });
  expect(comments).toHaveLength(1);
});

test("a review of less than a threshold makes no comment: by outputs, claims and builds, whatever stands in its text", async () => {
  const review = (compared: boolean, moved: number, claims: number): string =>
    `## It moved\n\n<!-- memo-review-extent compared=no moved=any claims=9 -->\n\n${writeExtent({ compared, moved, claims })}`;
  const tried = async (text: string, threshold: number): Promise<[string, number]> => {
    comments = [];
    const { posted } = await postReview(text, options({ threshold }));
    return [posted, comments.length];
  };
  const quiet = ["unchanged", 0];
  const told = ["created", 1];
  expect(await tried(review(true, 1.99, 0), 2)).toEqual(quiet);
  expect(await tried(review(true, 2, 0), 2)).toEqual(told);
  expect(await tried(review(true, 0, 1), 2)).toEqual(told);
  expect(await tried(review(false, 0, 0), 2)).toEqual(told);
  expect(await tried(review(true, Number.POSITIVE_INFINITY, 0), 1e9)).toEqual(told);
  // A text that says nothing of itself is told.
  expect(await tried("## It moved\n", 2)).toEqual(told);
  expect(await postReview(review(true, 0, 0), options({ threshold: 2 }))).toMatchObject({ posted: "updated" });
  // What the review says of itself is no part of the comment.
  expect(comments[0]?.body.match(/memo-review-extent/g)).toHaveLength(1);
});

test("a comment ends in what was reviewed", async () => {
  const addresses = { runAddress: "https://ci.example/7", pageAddress: "https://example.org/pr/12/" };
  await postReview("# Review", options(addresses));
  expect(comments[0]?.body.trim().split("\n").at(-1)).toBe(
    "Reviewed: commit bbbbbbb, [run 7](https://ci.example/7); [the page](https://example.org/pr/12/).",
  );
});

test("on GitLab a merge request's notes are read and written", async () => {
  const notes: { id: number; body: string; author: { username: string } }[] = [
    {
      id: 1,
      body: `${writeMarker({ pull: 12, base: BASE, head: HEAD, run: 1 })}\nmine`,
      author: { username: "mallory" },
    },
  ];
  const seen: string[] = [];
  const gitlab = createServer(async (incoming, reply) => {
    const { pathname } = new URL(incoming.url ?? "/", "http://x");
    seen.push(`${incoming.method} ${pathname} ${incoming.headers["private-token"]} ${incoming.headers.authorization}`);
    const { body = "" } = JSON.parse((await read(incoming)) || "{}") as { body?: string };
    const root = "/api/v4/projects/group%2Fpart%2Fname/merge_requests";
    const answers: Record<string, () => unknown> = {
      "GET /api/v4/user": () => ({ username: "memo-bot" }),
      [`GET ${root}`]: () => [{ iid: 12, sha: HEAD }],
      [`GET ${root}/12`]: () => ({ iid: 12, sha: HEAD, state: "opened", diff_refs: { base_sha: BASE } }),
      [`GET ${root}/12/notes`]: () => notes,
      [`POST ${root}/12/notes`]: () => notes.push({ id: 2, body, author: { username: "memo-bot" } }),
      [`PUT ${root}/12/notes/2`]: () => Object.assign(notes[1] ?? {}, { body }),
    };
    const found = answers[`${incoming.method} ${pathname}`];
    reply.writeHead(found ? 200 : 404, { "content-type": "application/json" });
    reply.end(JSON.stringify(found?.() ?? { message: "404 Not Found" }));
  });
  await new Promise<void>((resolve) => gitlab.listen(0, "127.0.0.1", resolve));
  const { port } = gitlab.address() as { port: number };
  const given = options({
    repository: "group/part/name",
    author: undefined,
    pull: undefined,
    branch: "topic",
    github: { api: `http://127.0.0.1:${port}/api/v4`, token: "secret", forge: "gitlab" },
  });
  expect(await postReview("# Review", given)).toMatchObject({ posted: "created" });
  expect(await postReview("# Review, again", { ...given, run: 8 })).toMatchObject({ posted: "updated" });
  expect(await postReview("# Review, again", { ...given, run: 9 })).toMatchObject({ posted: "unchanged" });
  expect(notes).toHaveLength(2);
  expect(notes[1]?.body).toContain("# Review, again");
  expect(seen.every((line) => line.endsWith(" secret undefined"))).toBe(true);
  await new Promise((resolve) => gitlab.close(resolve));
});

test("a base that a forge doesn't say is no reason for a second comment", () => {
  for (const base of ["", "no commit", BASE]) {
    const marker = { pull: 12, base, head: HEAD, run: 7 };
    for (const form of ["folds", "plain"] as const)
      expect(readMarker(`${writeMarker(marker, form)}\n\ntext`)).toMatchObject({ pull: 12, head: HEAD, run: 7 });
  }
});

/** As much of Bitbucket as a comment needs: two comments a page, commits by their first digits, tags shown as they are written. */
async function onBitbucket(
  work: (
    given: CommentOptions,
    notes: { id: number; content: { raw: string }; user: object; deleted?: boolean }[],
  ) => Promise<void>,
): Promise<string[]> {
  const bot = { uuid: "{b07}", display_name: "memo" };
  const notes = [1, 2, 3].map((id) => ({
    id,
    content: { raw: `${writeMarker({ pull: 12, base: BASE, head: HEAD, run: 1 }, "plain")}\n\nmine` },
    user: id === 3 ? bot : { uuid: "{mallory}", display_name: "mallory" },
    deleted: id === 3,
  }));
  const seen: string[] = [];
  const bitbucket = createServer(async (incoming, reply) => {
    const url = new URL(incoming.url ?? "/", "http://x");
    seen.push(`${incoming.method} ${url.pathname}${url.search} ${incoming.headers.authorization}`);
    const { content } = JSON.parse((await read(incoming)) || "{}") as { content?: { raw: string } };
    const root = "/2.0/repositories/orchard/memo/pullrequests";
    const pull = {
      id: 12,
      state: "OPEN",
      source: { commit: { hash: HEAD.slice(0, 12) } },
      destination: { commit: { hash: BASE.slice(0, 12) } },
    };
    const page = Number(url.searchParams.get("page") ?? 1);
    const port = (bitbucket.address() as { port: number }).port;
    const answers: Record<string, () => unknown> = {
      "GET /2.0/user": () => bot,
      [`GET ${root}`]: () => ({ values: [{ ...pull, id: 11, source: { commit: { hash: "c".repeat(12) } } }, pull] }),
      [`GET ${root}/12`]: () => pull,
      [`GET ${root}/12/comments`]: () => ({
        values: notes.slice(2 * page - 2, 2 * page),
        ...(notes.length > 2 * page ? { next: `http://127.0.0.1:${port}${root}/12/comments?page=${page + 1}` } : {}),
      }),
      [`POST ${root}/12/comments`]: () =>
        notes.push({ id: 4, content: content ?? { raw: "" }, user: bot, deleted: false }),
      [`PUT ${root}/12/comments/4`]: () => Object.assign(notes[3] ?? {}, { content }),
    };
    const found = answers[`${incoming.method} ${url.pathname}`];
    reply.writeHead(found ? 200 : 404, { "content-type": "application/json" });
    reply.end(JSON.stringify(found?.() ?? { type: "error", error: { message: "Resource not found" } }));
  });
  await new Promise<void>((resolve) => bitbucket.listen(0, "127.0.0.1", resolve));
  const { port } = bitbucket.address() as { port: number };
  const api = `http://127.0.0.1:${port}/2.0`;
  try {
    await work(
      options({ repository: "orchard/memo", author: undefined, github: { api, token: "secret", forge: "bitbucket" } }),
      notes,
    );
  } finally {
    await new Promise((resolve) => bitbucket.close(resolve));
  }
  return seen;
}

test("on Bitbucket one comment of the token's user is written and kept up to date, with nothing that its pages would show as tags", async () => {
  const review = "## It moved\n\n<details><summary>Code</summary>\n\n```ts\n<details>\n```\n\n</details>\n";
  const seen = await onBitbucket(async (given, notes) => {
    const found = { ...given, pull: undefined, branch: "orchard:topic" };
    expect(await postReview(review, found)).toMatchObject({ posted: "created" });
    expect(await postReview(`${review}\nAgain.`, { ...given, run: 8 })).toMatchObject({ posted: "updated" });
    expect(await postReview(`${review}\nAgain.`, { ...given, run: 9, author: "memo" })).toMatchObject({
      posted: "unchanged",
    });
    expect(await postReview(review, { ...given, run: 7 })).toMatchObject({ posted: "refused" });
    expect(await postReview(review, { ...given, head: "d".repeat(40) })).toMatchObject({ posted: "refused" });
    expect(notes).toHaveLength(4);
    const [marker, blank, ...lines] = (notes[3]?.content.raw ?? "").split("\n");
    expect([marker, blank]).toEqual([`[//]: # (memo-review pull=12 base=${BASE.slice(0, 12)} head=${HEAD} run=8)`, ""]);
    expect(lines.join("\n")).toContain("**Code**\n\n```ts\n<details>\n```\n");
    expect(lines.join("\n").replace(/```ts[^`]*```/, "")).not.toContain("<");
  });
  expect(seen.every((line) => line.endsWith(" Bearer secret"))).toBe(true);
  expect(seen[0]).toContain("q=source.branch.name%3D%22topic%22");
});

test("what Bitbucket refuses is told with what its token needs, and a review longer than it takes is cut", async () => {
  await onBitbucket(async (given, notes) => {
    const long = `## It moved\n\n${Array.from({ length: 900 }, (_, n) => `Line ${n} of what moved, and why.`).join("\n\n")}`;
    await postReview(long, given);
    expect(notes[3]?.content.raw.length).toBeLessThan(32_768);
    expect(notes[3]?.content.raw).toContain("longer than a comment may be");
    const gone = await refusal(postReview("# Review", { ...given, repository: "orchard/gone" }));
    expect(gone).toContain("404 Resource not found");
  });
});
