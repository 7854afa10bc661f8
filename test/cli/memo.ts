import { type ChildProcessByStdio, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inject } from "vitest";
import { DataFile } from "../../src/assumptions/data/file.js";
import type { Terminal } from "../../src/cli/terminal/terminal.js";
import { LIST, listOf, listText } from "../../src/files/index.js";
import { type Project, withoutReadings } from "../../src/memo/project.js";

/** Text files by path relative to a memo's folder. */
export type Sources = Readonly<Record<string, string>>;

/** The repository's own root. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

const folders: string[] = [];

/** A new folder, empty, until `removeFolders`. */
export function temporaryFolder(): string {
  const made = mkdtempSync(join(tmpdir(), "memo-cli-"));
  folders.push(made);
  return made;
}

/** For `afterAll`: removes what `temporaryFolder` made. */
export function removeFolders(): void {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
}

/** Writes files into a folder and returns it. */
export function write(folder: string, files: Sources): string {
  for (const [path, text] of Object.entries(files)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  return folder;
}

/** Files of a folder as if memo had written them there: with its list. */
export function asWritten(files: Sources, folder = ""): Sources {
  const own = Object.entries(files).filter(([path]) => path.startsWith(folder));
  const list = listText(listOf(new Map(own.map(([path, text]) => [path.slice(folder.length), text]))));
  return { ...files, [`${folder}${LIST}`]: list };
}

/** Every file under a folder, by its path with forward slashes, as bytes in Latin-1 so that a difference can be read. */
export function filesUnder(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    const path = join(folder, name);
    // A link that leads nowhere is no file.
    if (existsSync(path) && statSync(path).isFile()) found[name.split(sep).join("/")] = readFileSync(path, "latin1");
  }
  return found;
}

/** The chapters and assumptions in a folder of the repository. */
export function sourcesIn(folder: string): Sources {
  const files: Record<string, string> = {};
  for (const room of ["chapters", "assumptions"])
    for (const name of readdirSync(join(ROOT, folder, room)).sort())
      files[`${room}/${name}`] = readFileSync(join(ROOT, folder, room, name), "utf8");
  return files;
}

/** The chapters and assumptions that `memo init` writes. */
export const starter = (): Sources => sourcesIn("src/cli/starter");

/** `files` with some texts replaced; fails where a text to replace isn't there, so that an edit is never none. */
export function edited(files: Sources, path: string, from: string, to: string): Sources {
  const text = files[path];
  if (text === undefined || !text.includes(from)) throw new Error(`${path} has no ${JSON.stringify(from)}`);
  return { ...files, [path]: text.replace(from, () => to) };
}

/** A memo that is on no disk; `root` is where its cache would be. */
export function projectOf(files: Sources, root = join(tmpdir(), "no-memo-here")): Project {
  const room = (name: string): Map<string, string> =>
    new Map(
      Object.entries(files)
        .filter(([path]) => path.startsWith(`${name}/`))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  const data = new Map(
    [...room("data")].map(([path, text]) => {
      const bytes = Buffer.from(text);
      return [path, new DataFile(path, bytes.length, () => bytes)];
    }),
  );
  const pictures = [...room("pictures")].map(([path, text]): [string, Uint8Array] => [path, Buffer.from(text)]);
  return {
    root,
    chapters: room("chapters"),
    ...withoutReadings(room("assumptions")),
    ...(data.size > 0 ? { data } : {}),
    ...(pictures.length > 0 ? { pictures: new Map(pictures) } : {}),
  };
}

/** A terminal that keeps what is written to it. */
export class Recorder implements Terminal {
  stdout = "";
  stderr = "";
  constructor(
    readonly live = false,
    readonly color = false,
    readonly width = 80,
  ) {}
  out(text: string): void {
    this.stdout += text;
  }
  err(text: string): void {
    this.stderr += text;
  }
}

/** What a run of the tool came to. */
export interface Ran {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

const TSX = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

interface StartOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** Run the sources as they are, as `npm run memo` does, and not the compiled package. */
  fromSource?: boolean;
}

/** Starts the tool as a process of its own, compiled as it is published unless told. */
export function start(
  args: readonly string[],
  { cwd, env = {}, fromSource = false }: StartOptions,
): { child: ChildProcessByStdio<null, Readable, Readable>; ended: Promise<Ran> } {
  const program = fromSource
    ? ["--import", TSX, join(ROOT, "src/cli/main.ts")]
    : [join(inject("compiled"), "dist/cli/main.js")];
  const child = spawn(process.execPath, [...program, ...args], {
    cwd,
    // Under CI a wall that is missing is told of; which walls there are is the machine's doing.
    env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, CI: undefined, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ran = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    ran.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    ran.stderr += text;
  });
  const ended = new Promise<Ran>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, ...ran }));
  });
  return { child, ended };
}

/** Runs the tool to its end. */
export const memo = (args: readonly string[], options: StartOptions): Promise<Ran> => start(args, options).ended;

/** A text without what differs from run to run: seconds, and the path of a temporary folder. */
export function steady(text: string, folder = ""): string {
  const short = relative(process.cwd(), folder);
  return (folder === "" ? text : text.replaceAll(folder, "<folder>").replaceAll(short, "<folder>"))
    .replace(/\d+\.\d s$/gm, "0.0 s")
    .replace(/"seconds": [\d.]+/, '"seconds": 0');
}

/** A chapter for the fixture `changes`: two charts side by side, and one with a number of its own. */
export const SIDE = `---
title: Side by side
---

::: {#fig-side layout-ncol=2 caption="Both of them."}

\`\`\`ts {#fig-left .chart}
//| caption: Left.
//| alt: A point.
Plot.plot({ marks: [Plot.dot([{ x: 1, y: total }], { x: "x", y: "y" })] });
\`\`\`

\`\`\`ts {#fig-right .chart}
//| caption: Right.
//| alt: A point.
Plot.plot({ marks: [Plot.dot([{ x: 1, y: aside }], { x: "x", y: "y" })] });
\`\`\`

:::

\`\`\`ts {#fig-apart .chart}
//| caption: Apart.
//| alt: A point.
Plot.plot({ marks: [Plot.dot([{ x: 1, y: 1 }], { x: "x", y: "y" })] });
\`\`\`
`;
