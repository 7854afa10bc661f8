import { type ChildProcess, spawn } from "node:child_process";
import { createSocket, type Socket } from "node:dgram";
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What is planted, as code that looks for it is told. */
export interface Targets {
  secret: string;
  file: string;
  link: string;
  hardlink: string;
  folder: string;
  home: string;
  memo: string;
  listed: Readonly<Record<"folder" | "home" | "memo", string>>;
  fresh: string;
  tcp: number;
  udp: number;
  /** Nobody listens there yet. */
  free: number;
  socket: string;
  abstract: string;
  addon: string;
  victim: number;
  /** Whether a signal to its group would meet processes of others. */
  groups: boolean;
}

const SECRET = "planted-secret-83a1f";

/** Secrets, files, sockets and a process, in a scratch folder of its own, which tell whether they were reached. */
export class Planted {
  readonly scratch = mkdtempSync(join(tmpdir(), "memo-attack-"));
  private readonly met: string[] = [];
  private readonly ending: (() => void)[] = [];
  private before = "";
  private victim: ChildProcess | undefined;
  targets: Targets | undefined;

  static async here(): Promise<Planted> {
    const made = new Planted();
    await made.plant();
    return made;
  }

  /** What was reached since this was asked last, in words. */
  reached(): string[] {
    const found = this.met.splice(0);
    const now = this.look();
    if (now !== this.before) found.push(`a file or folder outside was changed: ${now}`);
    this.before = now;
    if (this.victim?.exitCode !== null || this.victim.signalCode !== null) found.push("another process ended");
    return [...new Set(found)];
  }

  /** Whether a text holds what nobody was to read. */
  static leaks = (text: string): boolean => text.includes(SECRET) || /REACHED|EXFIL/.test(text);

  /** For processes that are to hold the secret in their environment. */
  get environment(): NodeJS.ProcessEnv {
    return { ...process.env, ATTACK_SECRET: SECRET, HOME: join(this.scratch, "home"), NO_COLOR: "1" };
  }

  end(): void {
    for (const end of this.ending) end();
    this.victim?.kill("SIGKILL");
    rmSync(this.scratch, { recursive: true, force: true });
  }

  private async plant(): Promise<void> {
    const at = (...path: string[]): string => join(this.scratch, ...path);
    for (const folder of ["home/.ssh", "outside", "memo"]) mkdirSync(at(folder), { recursive: true });
    writeFileSync(at("home/.ssh/id"), SECRET);
    writeFileSync(at("outside/secret.txt"), SECRET);
    writeFileSync(at("outside/addon.node"), "none");
    symlinkSync(at("outside/secret.txt"), at("outside/link"));
    linkSync(at("outside/secret.txt"), at("outside/hard"));
    const socket = at("outside/listening.sock");
    const abstract = `memo-attack-${process.pid}-${this.scratch.slice(-6)}`;
    symlinkSync(socket, at("outside/link.sock"));
    const tcp = await this.listen("the TCP port", { port: 0, host: "127.0.0.1" });
    await this.listen("the Unix socket", { path: socket });
    if (process.platform === "linux") await this.listen("the abstract socket", { path: `\0${abstract}` });
    const udp = await this.datagrams();
    const free = await freePort();
    const polling = setInterval(() => {
      const socket = connect(free, "127.0.0.1", () => {
        this.met.push("a port was opened to others");
        socket.destroy();
      });
      socket.on("error", () => {});
    }, 40);
    this.ending.push(() => clearInterval(polling));
    this.victim = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], {
      env: { ATTACK_SECRET: SECRET },
      stdio: "ignore",
    });
    const { port } = tcp.address() as { port: number };
    this.targets = {
      secret: SECRET,
      file: at("outside/secret.txt"),
      link: at("outside/link"),
      hardlink: at("outside/hard"),
      folder: at("outside"),
      home: at("home/.ssh"),
      memo: at("memo"),
      listed: { folder: "secret.txt", home: "id", memo: "chapters" },
      fresh: at("outside/fresh.txt"),
      tcp: port,
      udp,
      free,
      socket,
      abstract,
      addon: at("outside/addon.node"),
      victim: this.victim.pid ?? 0,
      groups: true,
    };
    this.before = this.look();
  }

  private look(): string {
    try {
      const names = ["home", "outside"].flatMap((room) =>
        readdirSync(join(this.scratch, room), { recursive: true, encoding: "utf8" }).map((name) => join(room, name)),
      );
      const file = join(this.scratch, "outside/secret.txt");
      return JSON.stringify([names.sort(), existsSync(file) && readFileSync(file, "utf8")]);
    } catch (error) {
      return String(error);
    }
  }

  private listen(what: string, at: { port: number; host: string } | { path: string }): Promise<Server> {
    return new Promise((resolve, reject) => {
      const server = createServer((socket) => {
        this.met.push(what);
        socket.on("error", () => {});
        socket.end();
      });
      server.once("error", reject);
      server.listen(at, () => resolve(server));
      this.ending.push(() => server.close());
    });
  }

  private datagrams(): Promise<number> {
    return new Promise((resolve, reject) => {
      const socket: Socket = createSocket("udp4", () => this.met.push("the UDP port"));
      socket.once("error", reject);
      socket.bind(0, "127.0.0.1", () => resolve(socket.address().port));
      this.ending.push(() => socket.close());
    });
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
