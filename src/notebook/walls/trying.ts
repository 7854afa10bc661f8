// What `memo doctor` and `--require-sandbox` run behind the wall, in place of the program that runs blocks: tries to reach what it is told of, in all ways
// that code which has left its realm would have, and says what it reached. Its input is one line of JSON, its output goes to descriptor 3.
import { spawn, spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import {
  createReadStream,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { dirname } from "node:path";
import type { Reached, Targets } from "./trial.js";
import type { Reach } from "./wall.js";

const ANSWERS = 3;
/** For what gives no answer. */
const PATIENCE_MS = 1000;

const reached: Reached = {};
const has = (reach: Reach, what: string): void => {
  reached[reach] = [...(reached[reach] ?? []), what];
};

async function attempt(reach: Reach, what: string, way: () => unknown): Promise<void> {
  try {
    if (await way()) has(reach, what);
  } catch {
    // Refused.
  }
}

/** Whether something comes of a way that tells by calling back. */
const told = (start: (yes: () => void, no: () => void) => void): Promise<boolean> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(false), PATIENCE_MS);
    start(
      () => resolve(true),
      () => resolve(false),
    );
  });

const connects = (to: { port: number; host: string } | { path: string }): Promise<boolean> =>
  told((yes, no) => {
    const socket = connect(to, () => {
      socket.destroy();
      yes();
    });
    socket.on("error", no);
  });

async function main({ file, folder, fresh, tcp, udp, sockets, programs, processes }: Targets): Promise<void> {
  await attempt("files", `read ${file}`, () => readFileSync(file).length > 0);
  await attempt("files", `read ${file} later`, async () => (await readFile(file)).length > 0);
  await attempt("files", `opened ${file}`, () => openSync(file, "r") > 0);
  await attempt("files", `streamed ${file}`, () =>
    told((yes, no) => {
      createReadStream(file).on("data", yes).on("error", no);
    }),
  );
  for (const one of [dirname(file), folder]) await attempt("files", `listed ${one}`, () => readdirSync(one).length > 0);
  await attempt("files", `looked at ${file}`, () => statSync(file).isFile());
  await attempt("files", `wrote ${fresh}`, () => {
    writeFileSync(fresh, "x");
    rmSync(fresh);
    return true;
  });
  for (const one of processes)
    await attempt("files", `read the environment of ${one}`, () => readFileSync(`/proc/${one}/environ`).length > 0);
  await attempt("network", "connected by TCP", () => connects({ port: tcp, host: "127.0.0.1" }));
  await attempt("network", "sent a datagram", () =>
    told((yes, no) => {
      const socket = createSocket("udp4");
      socket.on("error", no);
      socket.on("message", yes);
      socket.send("memo", udp, "127.0.0.1", (error) => error && no());
    }),
  );
  for (const path of sockets)
    await attempt("sockets", `connected to ${JSON.stringify(path)}`, () => connects({ path }));
  for (const program of [process.execPath, ...programs]) {
    await attempt("programs", `ran ${program}`, () => spawnSync(program, ["--version"]).status === 0);
    await attempt("programs", `started ${program}`, () =>
      told((yes, no) => {
        spawn(program, ["--version"]).on("spawn", yes).on("error", no);
      }),
    );
  }
  for (const one of processes) await attempt("signals", `could signal ${one}`, () => process.kill(one, 0));
  // Its group; nobody minds this signal, and the parent listens for it.
  if (process.platform !== "win32") await attempt("signals", "", () => process.kill(0, "SIGWINCH") && false);
}

await main(JSON.parse(readFileSync(0, "utf8")) as Targets);
writeSync(ANSWERS, JSON.stringify(reached));
process.exit(0);
