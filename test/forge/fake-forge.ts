import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { CommentOptions } from "../../src/forge/post.js";
import type { Forge } from "../../src/forge/requests.js";

export const HEAD = "b".repeat(40);
export const BASE = "a".repeat(40);
export const TOKEN = "s3cret-of-all";

/** What a server does with one request in place of what was asked. */
export interface Instead {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** The connection is broken off; what was asked is done before, if wanted. */
  reset?: "before" | "after";
}

interface Kept {
  id: number;
  body: string;
  mine: boolean;
}

const PER_PAGE = 2;

/** As each forge documents it: where things are, what they look like, and how it refuses. */
const SPEAKS: Record<
  Forge,
  {
    root: string;
    pull: string;
    list: string;
    one(id: number): string;
    update: string;
    longest: number;
    pullBody: unknown;
    comment(kept: Kept): unknown;
    bodyOf(sent: never): string;
    tooLong: unknown;
  }
> = {
  github: {
    root: "",
    pull: "/repos/owner/name/pulls/12",
    list: "/repos/owner/name/issues/12/comments",
    one: (id) => `/repos/owner/name/issues/comments/${id}`,
    update: "PATCH",
    longest: 65_536,
    pullBody: { number: 12, state: "open", head: { sha: HEAD }, base: { sha: BASE } },
    comment: ({ id, body, mine }) => ({ id, body, user: { login: mine ? "github-actions[bot]" : "mallory" } }),
    bodyOf: ({ body }: { body: string }) => body,
    tooLong: { message: "Validation Failed", errors: ["body is too long (maximum is 65536 characters)"] },
  },
  gitlab: {
    root: "/api/v4",
    pull: "/api/v4/projects/owner%2Fname/merge_requests/12",
    list: "/api/v4/projects/owner%2Fname/merge_requests/12/notes",
    one: (id) => `/api/v4/projects/owner%2Fname/merge_requests/12/notes/${id}`,
    update: "PUT",
    longest: 1_000_000,
    pullBody: { iid: 12, state: "opened", sha: HEAD, diff_refs: { base_sha: BASE } },
    comment: ({ id, body, mine }) => ({ id, body, author: { username: mine ? "memo-bot" : "mallory" } }),
    bodyOf: ({ body }: { body: string }) => body,
    tooLong: { message: { note: ["is too long (maximum is 1000000 characters)"] } },
  },
  bitbucket: {
    root: "/2.0",
    pull: "/2.0/repositories/owner/name/pullrequests/12",
    list: "/2.0/repositories/owner/name/pullrequests/12/comments",
    one: (id) => `/2.0/repositories/owner/name/pullrequests/12/comments/${id}`,
    update: "PUT",
    longest: 32_768,
    pullBody: {
      id: 12,
      state: "OPEN",
      source: { commit: { hash: HEAD.slice(0, 12) } },
      destination: { commit: { hash: BASE.slice(0, 12) } },
    },
    comment: ({ id, body, mine }) => ({ id, content: { raw: body }, user: { uuid: mine ? "{memo}" : "{mallory}" } }),
    bodyOf: ({ content }: { content: { raw: string } }) => content.raw,
    tooLong: { type: "error", error: { message: "Bad request", fields: { "content.raw": ["Too long."] } } },
  },
};

/** As much of a forge as a comment needs: one pull request, two comments a page, and what it is told to do instead. */
export class FakeForge {
  comments: Kept[] = [];
  asked: string[] = [];
  pauses: number[] = [];
  /** What the user of the token is told to be; nothing where a token belongs to none. */
  user: unknown = { username: "memo-bot", uuid: "{memo}" };
  /** What is done with a request in its place; asked for each. */
  instead: (asked: string, count: number) => Instead | undefined = () => undefined;
  private readonly server = createServer((incoming, response) => void this.answer(incoming, response));

  constructor(readonly forge: Forge) {}

  async open(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(0, "127.0.0.1", done));
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  options(more: Partial<CommentOptions> = {}): CommentOptions {
    return {
      github: {
        api: `${this.origin}${SPEAKS[this.forge].root}`,
        token: TOKEN,
        forge: this.forge,
        timeout: 20_000,
        pause: async (milliseconds) => {
          this.pauses.push(milliseconds);
        },
      },
      repository: "owner/name",
      pull: 12,
      head: HEAD,
      run: 7,
      runAddress: "https://ci.example/7",
      ...more,
    };
  }

  /** How often something was asked. */
  count(asked: RegExp): number {
    return this.asked.filter((one) => asked.test(one)).length;
  }

  private async answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? "/", this.origin);
    let text = "";
    for await (const part of incoming) text += part;
    const { list, pull } = SPEAKS[this.forge];
    const what = url.pathname === list ? "comments" : url.pathname === pull ? "pull" : url.pathname.split("/").at(-1);
    const asked = `${incoming.method} ${what}`;
    this.asked.push(asked);
    const instead = this.instead(asked, this.count(new RegExp(`^${asked}$`)));
    const usual =
      instead === undefined || instead.reset === "after" ? this.reply(incoming.method ?? "", url, text) : {};
    if (instead?.reset) return void incoming.socket.destroy();
    const { status = 200, headers, body } = instead ?? usual;
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body ?? {}));
  }

  private reply(method: string, url: URL, text: string): Instead {
    const speaks = SPEAKS[this.forge];
    const sent = text === "" ? "" : speaks.bodyOf(JSON.parse(text) as never);
    if (sent.length > speaks.longest) return { status: this.forge === "github" ? 422 : 400, body: speaks.tooLong };
    if (url.pathname === `${speaks.root}/user`) return { body: this.user };
    if (url.pathname === speaks.pull) return { body: speaks.pullBody };
    if (url.pathname === speaks.list && method === "POST") {
      this.comments.push({ id: 100 + this.comments.length, body: sent, mine: true });
      return { status: 201 };
    }
    if (url.pathname === speaks.list) return this.page(url);
    const one = this.comments.find(({ id }) => url.pathname === speaks.one(id));
    if (!one || method !== speaks.update) return { status: 404, body: { message: "Not Found" } };
    one.body = sent;
    return {};
  }

  private page(url: URL): Instead {
    const page = Number(url.searchParams.get("page") ?? 1);
    const shown = this.comments.slice((page - 1) * PER_PAGE, page * PER_PAGE).map(SPEAKS[this.forge].comment);
    const next = new URL(url);
    next.searchParams.set("page", String(page + 1));
    const more = this.comments.length > page * PER_PAGE;
    if (this.forge === "bitbucket") return { body: { values: shown, ...(more ? { next: next.href } : {}) } };
    return { body: shown, headers: more ? { link: `<${next.href}>; rel="next", <${url.href}>; rel="first"` } : {} };
  }
}
