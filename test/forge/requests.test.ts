import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { formatDiagnostics, MemoError } from "../../src/diagnostic.js";
import { FORGES, request, Unanswered } from "../../src/forge/requests.js";

let server: Server;
let api = "";
let sent = 0;

/** What a server may do that means no good, or is in trouble. */
const ANSWERS: Record<string, (response: ServerResponse, status: number) => void> = {
  silent: () => {},
  dripping: (response, status) => {
    response.writeHead(status);
    const drip = setInterval(() => response.write(" "), 20);
    response.on("close", () => clearInterval(drip));
  },
  endless: (response, status) => {
    response.writeHead(status);
    const chunk = Buffer.alloc(4 * 1024 * 1024, " ");
    const more = (): void => {
      sent += chunk.length;
      if (!response.destroyed && sent < 400 * 1024 * 1024) response.write(chunk, more);
    };
    more();
  },
  packed: (response, status) => {
    response.writeHead(status, { "content-encoding": "gzip" });
    response.end(BOMB);
  },
};
const BOMB = gzipSync(Buffer.alloc(40 * 1024 * 1024, " "), { level: 1 });

beforeAll(async () => {
  server = createServer((incoming, response) => {
    const [, name = "", status = ""] = (incoming.url ?? "").split("/");
    incoming.resume();
    ANSWERS[name]?.(response, Number(status));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

it("gives up an answer that takes too long or is too large, whatever the request and whatever it says", async () => {
  const told: Record<string, string> = {};
  for (const [at, name] of Object.keys(ANSWERS).entries())
    for (const status of [200, 404])
      for (const method of ["GET", "POST", "PATCH"]) {
        // Where much is sent, one that changes something stands for both.
        if (method === "PATCH" && ["endless", "packed"].includes(name)) continue;
        sent = 0;
        const forge = FORGES[at % FORGES.length];
        // The head of what drips has to come in time, on a busy machine too.
        const timeout = name === "silent" ? 60 : name === "dripping" ? 300 : 20_000;
        const job = request(
          { api, token: "s3cret", forge, timeout, pause: async () => {} },
          method,
          `${name}/${status}`,
          method === "GET" ? undefined : {},
        );
        const key = `${name} ${status} ${method}`;
        told[key] = await job.then(
          () => "done",
          (error: unknown) => {
            if (!(error instanceof MemoError)) throw error;
            return `${error instanceof Unanswered ? "unanswered: " : ""}${formatDiagnostics(error.diagnostics)}`;
          },
        );
        expect(sent).toBeLessThan(200 * 1024 * 1024);
      }
  const line = (key: string): string => told[key]?.replace(/\s+/g, " ") ?? "";
  for (const method of ["GET", "POST", "PATCH"])
    expect(line(`silent 200 ${method}`)).toContain("no whole answer within 0.06 s");
  expect(line("silent 200 POST")).toMatch(/^unanswered: /);
  expect(line("dripping 200 GET")).toContain("no whole answer within 0.3 s `--timeout` gives it more");
  for (const name of ["endless", "packed"]) expect(line(`${name} 200 GET`)).toContain("answers with more than 32 MB");
  // What was to be made was made; its answer is of no use.
  for (const name of ["dripping", "endless", "packed"])
    for (const method of name === "dripping" ? ["POST", "PATCH"] : ["POST"])
      expect([name, method, line(`${name} 200 ${method}`)]).toEqual([name, method, "done"]);
  for (const [key, text] of Object.entries(told)) {
    expect(text).not.toContain("s3cret");
    if (key.includes(" 404 ") && !key.startsWith("silent"))
      expect([key, text]).toEqual([key, expect.stringContaining("404 ")]);
  }
});
