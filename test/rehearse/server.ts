import { spawn } from "node:child_process";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { devNull } from "node:os";

export type Permissions = Readonly<Record<string, string>>;

export interface Pull {
  number: number;
  state: "open" | "closed";
  locked: boolean;
  /** `owner/name` of the repository that the branch is in. */
  from: string;
  branch: string;
  head: string;
  base: string;
  baseBranch: string;
}

export interface Note {
  id: number;
  /** Number of the pull request or issue it stands under. */
  under: number;
  body: string;
  user: string;
}

export interface Issue {
  number: number;
  title: string;
  body: string;
  state: "open" | "closed";
  user: string;
}

/** An answer that is given instead of the right one. */
export interface Trouble {
  method: string;
  path: RegExp;
  /** What was asked is done all the same. */
  done?: boolean;
  status: number;
  headers?: Record<string, string>;
  /** Sent as it is. */
  text: string;
}

/** Who writes with a workflow's token. */
export const BOT = "github-actions[bot]";
/** Notes and issues on a page of a list. */
const A_PAGE = 2;

/**
 * As much of GitHub as memo and the workflows ask for, on 127.0.0.1: pull requests, comments under them, issues, and git over http. A token is good for what
 * its permissions say and nothing else.
 */
export class FakeGitHub {
  readonly pulls = new Map<number, Pull>();
  readonly comments: Note[] = [];
  readonly issues: Issue[] = [];
  /** Taken one by one, each by the first request that it is for. */
  readonly troubles: Trouble[] = [];
  /** `METHOD path` of all that was asked of the API. */
  readonly asked: string[] = [];
  private readonly tokens = new Map<string, Permissions>();
  private server: Server | undefined;
  address = "";

  /** @param repositories the folder that holds bare repositories, as owner/name.git; none is served without */
  constructor(
    readonly repository: string,
    private readonly repositories?: string,
  ) {}

  get api(): string {
    return `${this.address}/api`;
  }

  async start(): Promise<void> {
    const server = createServer((request, reply) => {
      this.answer(request, reply).catch((error: unknown) => {
        reply.writeHead(500).end(String(error));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const at = server.address();
    if (at === null || typeof at === "string") throw new Error("no port");
    this.server = server;
    this.address = `http://127.0.0.1:${at.port}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** A token as a job gets one. */
  token(permissions: Permissions): string {
    const token = `ghs_${"x".repeat(30)}${this.tokens.size}planted`;
    this.tokens.set(token, permissions);
    return token;
  }

  get allTokens(): string[] {
    return [...this.tokens.keys()];
  }

  private async answer(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.address);
    if (!url.pathname.startsWith("/api/")) return this.git(url, request, reply);
    const { method = "GET" } = request;
    const path = url.pathname.slice("/api/".length);
    this.asked.push(`${method} ${path}`);
    const given = JSON.parse((await bytesOf(request)).toString("utf8") || "{}") as Record<string, string>;
    const permissions = this.tokens.get((request.headers.authorization ?? "").replace(/^Bearer /, ""));
    const send = (status: number, body: unknown, headers: Record<string, string> = {}): void => {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      reply.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
    };
    if (permissions === undefined) return send(401, { message: "Bad credentials" });
    const [right] = this.reply(method, path, url, given, permissions, true);
    const index = this.troubles.findIndex((one) => one.method === method && one.path.test(path));
    const [trouble] = index === -1 ? [] : this.troubles.splice(index, 1);
    if (trouble) {
      if (trouble.done && right < 400) this.reply(method, path, url, given, permissions);
      return send(trouble.status, trouble.text, trouble.headers);
    }
    send(...this.reply(method, path, url, given, permissions));
  }

  private reply(
    method: string,
    path: string,
    url: URL,
    given: Record<string, string>,
    permissions: Permissions,
    only = false,
  ): [number, unknown, Record<string, string>?] {
    const root = `repos/${this.repository}/`;
    const may = (what: string): boolean =>
      permissions[what] === "write" || (method === "GET" && permissions[what] === "read");
    if (!path.startsWith(root)) return [404, { message: "Not Found" }];
    const [room = "", number, part] = path.slice(root.length).split("/");
    const forbidden: [number, unknown] = [403, { message: "Resource not accessible by integration" }];
    if (room === "pulls") {
      if (!may("pull-requests")) return forbidden;
      const all = [...this.pulls.values()].map((pull) => this.pullText(pull));
      if (number === undefined)
        return [200, all.filter((one) => one.state === "open" && one.head.label === url.searchParams.get("head"))];
      const found = all.find((one) => String(one.number) === number);
      return found ? [200, found] : [404, { message: "Not Found" }];
    }
    if (room !== "issues") return [404, { message: "Not Found" }];
    if (number === "comments" || part === "comments") {
      if (!may("pull-requests")) return forbidden;
      if (number === "comments") {
        const note = this.comments.find(({ id }) => String(id) === part);
        if (!note) return [404, { message: "Not Found" }];
        if (!only) note.body = given.body ?? "";
        return [200, {}];
      }
      if (this.pulls.get(Number(number))?.locked && method === "POST")
        return [403, { message: "Unable to create comment because issue is locked." }];
      if (method === "POST") {
        if (!only)
          this.comments.push({
            id: 100 + this.comments.length,
            under: Number(number),
            body: given.body ?? "",
            user: BOT,
          });
        return [201, {}];
      }
      const notes = this.comments.filter(({ under }) => String(under) === number);
      return paged(
        notes.map(({ id, body, user }) => ({ id, body, user: { login: user } })),
        url,
      );
    }
    if (!may("issues")) return forbidden;
    if (number === undefined && method === "POST") {
      const { title = "", body = "" } = given;
      if (!only) this.issues.push({ number: 500 + this.issues.length, title, body, state: "open", user: BOT });
      return [201, {}];
    }
    if (number === undefined)
      return paged(
        this.issues
          .filter(({ state, user }) => state === "open" && user === (url.searchParams.get("creator") ?? user))
          .map(({ user, ...issue }) => ({ ...issue, user: { login: user } })),
        url,
      );
    const issue = this.issues.find((one) => String(one.number) === number);
    if (!issue) return [404, { message: "Not Found" }];
    if (!only) Object.assign(issue, given);
    return [200, {}];
  }

  private pullText({ number, state, from, branch, head, base, baseBranch }: Pull) {
    return {
      number,
      state,
      head: { sha: head, ref: branch, label: `${from.split("/")[0]}:${branch}`, repo: { full_name: from } },
      base: { sha: base, ref: baseBranch },
    };
  }

  /** Git's own server, behind what a token may do. */
  private async git(url: URL, request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const found = /^(\/[\w.-]+\/[\w-]+)(?:\.git)?(\/(?:info\/refs|git-(?:upload|receive)-pack))$/.exec(url.pathname);
    if (!found || this.repositories === undefined) {
      reply.writeHead(404).end();
      return;
    }
    const login = Buffer.from((request.headers.authorization ?? "").replace(/^basic /i, ""), "base64").toString();
    const contents = this.tokens.get(login.replace(/^x-access-token:/, ""))?.contents;
    const writes = `${url.pathname}${url.search}`.includes("receive-pack");
    if (!(contents === "write" || (contents === "read" && !writes))) {
      reply.writeHead(contents === undefined ? 401 : 403, { "www-authenticate": "Basic" }).end();
      return;
    }
    const child = spawn("git", ["http-backend"], {
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: this.repositories,
        GIT_HTTP_EXPORT_ALL: "1",
        GIT_CONFIG_GLOBAL: devNull,
        PATH_INFO: `${found[1]}.git${found[2]}`,
        REQUEST_METHOD: request.method,
        QUERY_STRING: url.search.slice(1),
        CONTENT_TYPE: request.headers["content-type"] ?? "",
        HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
        GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
        REMOTE_USER: "token",
      },
      stdio: ["pipe", "pipe", "ignore"],
    });
    child.stdin.on("error", () => {});
    child.stdin.end(await bytesOf(request));
    const answer = await bytesOf(child.stdout);
    const end = answer.indexOf("\r\n\r\n");
    const headers = Object.fromEntries(
      answer
        .subarray(0, end)
        .toString("latin1")
        .split("\r\n")
        .map((line): [string, string] => {
          const at = line.indexOf(":");
          return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
        }),
    );
    const { status, ...others } = headers;
    reply.writeHead(Number.parseInt(status ?? "200", 10), others).end(answer.subarray(end + 4));
  }
}

function paged(all: readonly unknown[], url: URL): [number, unknown, Record<string, string>] {
  const page = Number(url.searchParams.get("page") ?? 1);
  const next = new URL(url);
  next.searchParams.set("page", String(page + 1));
  const more = all.length > page * A_PAGE;
  return [200, all.slice((page - 1) * A_PAGE, page * A_PAGE), more ? { link: `<${next.href}>; rel="next"` } : {}];
}

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}
