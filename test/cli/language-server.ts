import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { ROOT } from "./memo.js";

const TSC = fileURLToPath(new URL("node_modules/typescript/lib/tsc.js", pathToFileURL(ROOT)));

/** TypeScript's own language server, as an editor talks to it. */
export interface LanguageServer {
  /** Names that are offered at the end of `typed`, put on a line of its own after the first of a file; the file may be new. */
  complete(path: string, typed: string): Promise<string[]>;
  /** What is wrong in a file as it is. */
  problems(path: string): Promise<string[]>;
  close(): void;
}

interface Message {
  id?: number;
  method?: string;
  params?: { items?: unknown[] };
  result?: unknown;
}

export async function openLanguageServer(folder: string): Promise<LanguageServer> {
  const child = spawn(process.execPath, [TSC, "--lsp", "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
  const waiting = new Map<number, (result: unknown) => void>();
  let left = Buffer.alloc(0);
  const send = (message: object): void => {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    child.stdin.write(body);
  };
  const take = ({ id, method, params, result }: Message): void => {
    if (id === undefined) return;
    // The server asks for settings and tells what it watches; there are none.
    if (method !== undefined) send({ id, result: params?.items?.map(() => null) ?? null });
    else waiting.get(id)?.(result);
  };
  child.stdout.on("data", (data: Buffer) => {
    left = Buffer.concat([left, data]);
    for (;;) {
      const head = /^Content-Length: (\d+)\r\n(?:[^\r]+\r\n)*\r\n/.exec(left.toString("latin1"));
      const end = head ? head[0].length + Number(head[1]) : Number.POSITIVE_INFINITY;
      if (!head || left.length < end) return;
      const body = left.subarray(head[0].length, end).toString();
      left = left.subarray(end);
      take(JSON.parse(body) as Message);
    }
  });
  let asked = 0;
  const ask = (method: string, params: object): Promise<unknown> =>
    new Promise((resolve) => {
      waiting.set(++asked, resolve);
      send({ id: asked, method, params });
    });
  const uriOf = (path: string): string => pathToFileURL(path).href;
  const open = (path: string, text: string): void =>
    send({
      method: "textDocument/didOpen",
      params: { textDocument: { uri: uriOf(path), languageId: "typescript", version: 1, text } },
    });
  const close = (path: string): void =>
    send({ method: "textDocument/didClose", params: { textDocument: { uri: uriOf(path) } } });
  const workspaceFolders = [{ uri: uriOf(folder), name: "memo" }];
  await ask("initialize", {
    processId: process.pid,
    rootUri: uriOf(folder),
    workspaceFolders,
    capabilities: { textDocument: { completion: {}, diagnostic: {} } },
  });
  send({ method: "initialized", params: {} });
  return {
    async complete(path, typed) {
      const [first = "", ...rest] = readFileSync(path, "utf8").split("\n");
      open(path, [first, typed, ...rest].join("\n"));
      const found = (await ask("textDocument/completion", {
        textDocument: { uri: uriOf(path) },
        position: { line: 1, character: typed.length },
      })) as { items?: { label: string }[] } | { label: string }[] | null;
      close(path);
      return (Array.isArray(found) ? found : (found?.items ?? [])).map(({ label }) => label);
    },
    async problems(path) {
      open(path, readFileSync(path, "utf8"));
      const found = (await ask("textDocument/diagnostic", { textDocument: { uri: uriOf(path) } })) as {
        items?: { message: string; severity: number }[];
      } | null;
      close(path);
      return (found?.items ?? []).filter(({ severity }) => severity === 1).map(({ message }) => message);
    },
    close: () => {
      child.kill("SIGKILL");
    },
  };
}
