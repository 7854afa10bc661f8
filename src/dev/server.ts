import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What is answered to a request for a path. */
export interface Answer {
  status?: number;
  type: string;
  body: string | Uint8Array;
}

/** An event for pages that listen: what it is, and plain data. */
export interface PageEvent {
  event: string;
  data: unknown;
}

export interface PreviewOptions {
  /** A free one unless given. */
  port?: number;
  /** Answers by path; nothing else is served. */
  paths: ReadonlyMap<string, (query: URLSearchParams) => Answer | Promise<Answer>>;
  /** The path of the events. */
  events: string;
  /** What a page hears first, given what it says it shows. */
  greet(showing: string): readonly PageEvent[];
}

export interface PreviewServer {
  port: number;
  /** Tells all pages. */
  tell(event: PageEvent): void;
  /** How many pages listen. */
  listeners(): number;
  close(): Promise<void>;
}

const HOST = "127.0.0.1";
const MOST_LISTENERS = 24;
const HEARTBEAT_MS = 15_000;
/** Bytes a page may be behind before it is dropped; it comes back and takes the whole page. */
const MOST_WAITING = 16 * 1024 * 1024;

/**
 * Serves a preview to this machine alone, for reading. A request must name the server by its own address, so that no other site can
 * reach it under a name that leads here, and a page of another site may link to it and no more.
 *
 * @throws Error with a `code`, as `EADDRINUSE`
 */
export async function openServer(options: PreviewOptions): Promise<PreviewServer> {
  const listeners = new Set<ServerResponse>();
  let hosts: readonly string[] = [];

  const listen = (response: ServerResponse, url: URL): void => {
    if (listeners.size >= MOST_LISTENERS) {
      refuse(response, 503, "too many pages are listening");
      return;
    }
    response.writeHead(200, { ...HEADERS, "Content-Type": "text/event-stream; charset=utf-8" });
    response.write(": the preview\n\n");
    listeners.add(response);
    response.on("close", () => listeners.delete(response));
    response.on("error", () => listeners.delete(response));
    for (const event of options.greet(url.searchParams.get("page") ?? "")) response.write(textOf(event));
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!hosts.includes(request.headers.host ?? "")) return refuse(response, 403, "this host is not served");
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      return refuse(response, 405, "only reading is possible here");
    }
    if (isForeign(request)) return refuse(response, 403, "this is not for other sites");
    const url = new URL(request.url ?? "/", `http://${HOST}`);
    if (url.pathname === options.events && request.method === "GET") return listen(response, url);
    const path = options.paths.get(url.pathname);
    if (!path) return refuse(response, 404, "there is nothing here");
    const { status = 200, type, body } = await path(url.searchParams);
    const bytes = typeof body === "string" ? Buffer.from(body) : body;
    response.writeHead(status, { ...HEADERS, "Content-Type": type, "Content-Length": bytes.byteLength });
    response.end(request.method === "HEAD" ? undefined : bytes);
  };

  const server = createServer((request, response) => {
    request.resume();
    answer(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else refuse(response, 500, "it could not be made");
    });
  });
  server.on("clientError", (_error, socket) => socket.destroy());
  const port = await bind(server, options.port ?? 0);
  hosts = [`${HOST}:${port}`, `localhost:${port}`];

  const tell = (event: PageEvent): void => {
    const text = textOf(event);
    for (const response of listeners) {
      if (response.writableLength > MOST_WAITING) response.destroy();
      else response.write(text);
    }
  };
  const heartbeat = setInterval(() => {
    for (const response of listeners) response.write(": still there\n\n");
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    port,
    tell,
    listeners: () => listeners.size,
    close: () =>
      new Promise((resolve) => {
        clearInterval(heartbeat);
        for (const response of listeners) response.end();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const HEADERS = {
  "Cache-Control": "no-store",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Content-Security-Policy": "frame-ancestors 'none'",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
} as const;

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { ...HEADERS, "Content-Type": "text/plain; charset=utf-8" });
  response.end(`${why}\n`);
}

/** Whether another site's page asks, but for a link followed by the reader. */
function isForeign({ headers }: IncomingMessage): boolean {
  const site = headers["sec-fetch-site"];
  if (site === undefined || site === "same-origin" || site === "none") return false;
  return !(headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document");
}

const textOf = ({ event, data }: PageEvent): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

function bind(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host: HOST, port, exclusive: true }, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
