import { createSocket } from "node:dgram";
import { createServer, type Server } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { compiledRealm, engineFlags, USUAL_HEAPS } from "../realm/compiled.js";
import { startBehind } from "./start.js";
import { systemProgram } from "./system.js";
import type { Reached, Targets } from "./trial.js";
import { REACHES, type Reach, type Wall } from "./wall.js";

/** What a wall came to when it was tried. */
export type Probed =
  | { wall: Wall; raised: true; open: readonly Reach[]; reached: Reached }
  /** Why it can't be raised, in the words of who refused. */
  | { wall: Wall; raised: false; why: string };

const LONGEST_SECONDS = 30;

/**
 * Raises a wall around a program that tries to reach files, ports, sockets, programs and processes put before it, as code of a block would that had left
 * its realm and its engine's care; flags and permissions are those of blocks.
 */
export async function probe(wall: Wall): Promise<Probed> {
  const met: Reached = {};
  const meet = (reach: Reach, what: string): void => {
    met[reach] = [...(met[reach] ?? []), what];
  };
  const listening: { close(): void }[] = [];
  const signalled = (): void => meet("signals", "signalled its process group");
  process.on("SIGWINCH", signalled);
  try {
    const targets = await plant(meet, listening);
    const said = await attempt(wall, targets);
    if ("why" in said) return { wall, raised: false, why: said.why };
    const reached: Reached = {};
    for (const reach of REACHES) {
      const ways = [...new Set([...(met[reach] ?? []), ...(said.reached[reach] ?? [])])];
      if (ways.length > 0) reached[reach] = ways;
    }
    return { wall, raised: true, open: REACHES.filter((reach) => reached[reach]), reached };
  } finally {
    process.removeListener("SIGWINCH", signalled);
    for (const one of listening) one.close();
  }
}

/** Puts targets there that tell when they are reached. */
async function plant(meet: (reach: Reach, what: string) => void, listening: { close(): void }[]): Promise<Targets> {
  const server = async (reach: Reach, what: string, at: string | number): Promise<Server> => {
    const made = createServer((socket) => {
      meet(reach, what);
      socket.on("error", () => {});
      socket.destroy();
    });
    await new Promise<void>((resolve, reject) => {
      made.once("error", reject);
      if (typeof at === "number") made.listen(at, "127.0.0.1", resolve);
      else made.listen(at, resolve);
    });
    listening.push(made);
    return made;
  };
  const own = `memo-trial-${process.pid}-${process.hrtime.bigint()}`;
  const paths =
    process.platform === "win32"
      ? [`\\\\.\\pipe\\${own}`]
      : [join(tmpdir(), own), ...(process.platform === "linux" ? [`\0${own}`] : [])];
  for (const path of paths) await server("sockets", `connected to ${JSON.stringify(path)}`, path);
  const tcp = (await server("network", "connected by TCP", 0)).address();
  const datagrams = createSocket("udp4", (_, { port, address }) => {
    meet("network", "sent a datagram");
    datagrams.send("memo", port, address);
  });
  await new Promise<void>((resolve, reject) => {
    datagrams.once("error", reject);
    datagrams.bind(0, "127.0.0.1", resolve);
  });
  listening.push(datagrams);
  return {
    file: fileURLToPath(import.meta.url),
    folder: homedir(),
    fresh: join(tmpdir(), `${own}.txt`),
    tcp: typeof tcp === "object" && tcp ? tcp.port : 0,
    udp: datagrams.address().port,
    sockets: paths,
    programs: [process.execPath, ...[systemProgram("sh"), systemProgram("ls")].filter((path) => path !== undefined)],
    processes: [process.pid, process.ppid],
  };
}

function attempt(wall: Wall, targets: Targets): Promise<{ reached: Reached } | { why: string }> {
  const [heap] = USUAL_HEAPS;
  return new Promise((resolve) => {
    const child = startBehind(wall, { flags: engineFlags(heap), files: [compiledRealm().trial] });
    const texts = { said: "", errors: "" };
    const timer = setTimeout(() => child.kill("SIGKILL"), LONGEST_SECONDS * 1000);
    (child.stdio[3] as Readable).on("data", (chunk: Buffer) => {
      texts.said += chunk.toString();
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      texts.errors += chunk.toString();
    });
    const end = (how: string): void => {
      clearTimeout(timer);
      if (texts.said !== "") resolve({ reached: JSON.parse(texts.said) as Reached });
      else resolve({ why: texts.errors.trim().split("\n").at(0) || how });
    };
    child.on("error", (error) => end(error.message));
    child.on("close", (code, signal) => end(signal ? `signal ${signal}` : `exit code ${code}`));
    child.stdin?.on("error", () => {});
    child.stdin?.end(JSON.stringify(targets));
  });
}
