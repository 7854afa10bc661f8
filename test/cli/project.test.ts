import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { newVersion } from "../../src/cli/author/new-version.js";
import { set } from "../../src/cli/author/set.js";
import { status } from "../../src/cli/author/status.js";
import { build } from "../../src/cli/build.js";
import { check } from "../../src/cli/check/check.js";
import { declare } from "../../src/cli/declare.js";
import { dev } from "../../src/cli/dev/dev.js";
import { diff } from "../../src/cli/diff/diff.js";
import { graph } from "../../src/cli/graph.js";
import { show } from "../../src/cli/show/run.js";
import { sweep } from "../../src/cli/sweep/sweep.js";
import { why } from "../../src/cli/why.js";
import type { Diagnostic, MemoError } from "../../src/diagnostic.js";
import { readMemo } from "../../src/memo/compute.js";
import { inputsDigest } from "../../src/memo/default-version.js";
import { readProject } from "../../src/memo/project.js";
import { checkOut } from "../../src/memo/repository/committed.js";
import { BASE, chapter, newer } from "../../src/rules/base.js";
import { runBlocksHere } from "./in-process.js";
import { filesUnder, Recorder, removeFolders, type Sources, temporaryFolder, write } from "./memo.js";
import { TestRepository } from "./repository.js";

afterAll(removeFolders);

const memoIn = (more: Sources = {}): string => write(temporaryFolder(), { ...BASE, ...more });

const OPTIONS = { set: [], cache: false, limits: { seconds: 60, megabytes: 1024 } };
const SEEN = { strict: false, hints: false, fix: false, format: "terminal" as const };

/** Every command that reads a memo's folder. */
const COMMANDS: Readonly<Record<string, (folder: string, terminal: Recorder) => number | Promise<number>>> = {
  build: (folder, terminal) => build({ ...OPTIONS, folder, out: "out", json: false }, terminal),
  check: (folder, terminal) => check({ ...OPTIONS, ...SEEN, folder, out: "out" }, terminal),
  dev: (folder, terminal) => {
    const ended = new AbortController();
    ended.abort();
    return dev({ ...OPTIONS, folder, pdf: false }, terminal, ended.signal);
  },
  diff: (folder, terminal) =>
    diff("2026-03", ".", { ...OPTIONS, folder, format: "terminal", output: [], failOn: [] }, terminal),
  why: (folder, terminal) => why("harvest", { ...OPTIONS, folder, json: false }, terminal),
  show: (folder, terminal) =>
    show("harvest", { ...OPTIONS, folder, json: false } as Parameters<typeof show>[1], terminal),
  status: (folder, terminal) => status({ ...OPTIONS, folder, json: false }, terminal),
  sweep: (folder, terminal) =>
    sweep({ kind: "tornado", outputs: ["harvest"], top: 3 }, { ...OPTIONS, folder, format: "table" }, terminal),
  set: (folder, terminal) => set(["orchard.trees", "121"], { folder, dryRun: false }, terminal),
  "new-version": (folder, terminal) => newVersion("2026-09", { folder, default: false }, terminal),
  graph: (folder, terminal) => graph({ folder, names: [], format: "text" }, terminal),
  declare: (folder, terminal) => declare({ folder, write: false }, terminal),
};

/** What keeps a memo from being read, with what is said of it. */
const BROKEN: readonly { name: string; make(folder: string): void; said: RegExp; owner?: true }[] = [
  ...["chapters/03-juice.md", "assumptions/2026-09.yaml"].flatMap((file) => {
    const at = (folder: string): string => join(folder, file);
    return [
      {
        name: `${file} leads nowhere`,
        make: (folder: string) => symlinkSync("../gone", at(folder)),
        said: new RegExp(`error\\[project/unreadable\\] ${file}:1:1\\n {2}${file} is a link to nothing, \`../gone\`\n`),
      },
      {
        name: `${file} leads in a circle`,
        make: (folder: string) => symlinkSync(file.slice(file.indexOf("/") + 1), at(folder)),
        said: new RegExp(`error\\[project/unreadable\\] ${file}:1:1\\n {2}${file} is a link that leads in a circle\n`),
      },
      {
        name: `${file} is closed`,
        make: (folder: string) => {
          writeFileSync(at(folder), "text");
          chmodSync(at(folder), 0);
        },
        said: new RegExp(`${file} can't be read: permission denied\n`),
        owner: true as const,
      },
    ];
  }),
  ...["chapters", "assumptions"].flatMap((room) => {
    const gone = (folder: string): string => {
      rmSync(join(folder, room), { recursive: true });
      return join(folder, room);
    };
    return [
      {
        name: `${room} leads nowhere`,
        make: (folder: string) => symlinkSync("gone", gone(folder)),
        said: new RegExp(`${room} is a link to nothing, \`gone\`\n`),
      },
      {
        name: `${room} leads in a circle`,
        make: (folder: string) => symlinkSync(room, gone(folder)),
        said: new RegExp(`${room} is a link that leads in a circle\n`),
      },
      {
        name: `${room} is a file`,
        make: (folder: string) => writeFileSync(gone(folder), "x"),
        said: new RegExp(`${room} is no folder\n`),
      },
      {
        name: `${room} is not there`,
        make: (folder: string) => void gone(folder),
        said: new RegExp(`it has no ${room}/\n`),
      },
    ];
  }),
];

describe.skipIf(process.platform === "win32")("what can't be read of a memo", () => {
  beforeAll(runBlocksHere);
  afterAll(() => {
    vi.restoreAllMocks();
  });

  for (const [command, run] of Object.entries(COMMANDS))
    it(`is told by memo ${command}, at its name and without a stack`, async () => {
      for (const { name, make, said, owner } of BROKEN) {
        // Nothing is closed to the superuser.
        if (owner && process.getuid?.() === 0) continue;
        const folder = memoIn();
        make(folder);
        const terminal = new Recorder();
        const code = await run(folder, terminal);
        const text = terminal.stdout + terminal.stderr;
        expect(code, `${name}: ${text}`).toBeGreaterThan(0);
        expect(text.replace(/\n {2,}(?=\S)/g, "\n  "), name).toMatch(said);
        expect(text, name).not.toMatch(/\n\s+at |node:/);
      }
    });

  it("is refused where a link leads to what the author of the memo need not be able to read", () => {
    const folder = memoIn();
    const other = temporaryFolder();
    mkdirSync(join(other, "room"));
    writeFileSync(join(other, "secret"), "planted secret: [\n");
    writeFileSync(join(other, "room/01-secret.md"), "planted secret\n");
    const targets = [
      "/proc/self/environ",
      "/etc/passwd",
      join(other, "secret"),
      relative(join(folder, "chapters"), join(other, "secret")),
    ];
    for (const file of ["chapters/05-x.md", "assumptions/2026-05.yaml"])
      for (const target of targets) {
        if (!target.startsWith(".") && !existsSync(target)) continue;
        symlinkSync(target, join(folder, file));
        expect(() => readProject(folder), target).toThrow(/is a link that leads out of the memo's/);
        rmSync(join(folder, file));
      }
    // A chain of links is as long as its last one.
    symlinkSync(join(other, "secret"), join(folder, "between"));
    symlinkSync("../between", join(folder, "chapters/05-x.md"));
    expect(() => readProject(folder)).toThrow(/out of the memo's folder/);
    rmSync(join(folder, "chapters/05-x.md"));
    // Within one repository links lead anywhere, but not into git's own files, which hold what it may know and the author not.
    const repository = temporaryFolder();
    mkdirSync(join(repository, ".git"));
    writeFileSync(join(repository, ".git/config"), "planted secret\n");
    writeFileSync(join(repository, "shared.md"), chapter("Shared."));
    const inner = write(join(repository, "memo"), BASE);
    symlinkSync("../../shared.md", join(inner, "chapters/05-x.md"));
    expect(readProject(inner).chapters.get("chapters/05-x.md")).toContain("Shared.");
    symlinkSync("../../.git/config", join(inner, "chapters/06-x.md"));
    expect(() => readProject(inner)).toThrow(/06-x\.md is a link that leads into git's own files/);
    const linked = memoIn();
    rmSync(join(linked, "chapters"), { recursive: true });
    symlinkSync(join(other, "room"), join(linked, "chapters"));
    expect(() => readProject(linked)).toThrow(/chapters is a link that leads out of/);
  });

  it("is passed over and told where it is no file: pipes, sockets, devices, folders", async () => {
    const folder = memoIn();
    const sockets = ["chapters/05-x.md", "assumptions/2026-05.yaml"].map((file) =>
      createServer().listen(join(folder, file)),
    );
    await Promise.all(sockets.map((server) => new Promise((resolve) => server.once("listening", resolve))));
    try {
      const names = ["05-x.md", "2026-05.yaml"];
      for (const [room, extension] of [
        ["chapters", "md"],
        ["assumptions", "yaml"],
      ] as const) {
        mkdirSync(join(folder, room, `06-folder.${extension}`));
        symlinkSync("/dev/zero", join(folder, room, `07-zero.${extension}`));
        symlinkSync("/dev/stdin", join(folder, room, `08-input.${extension}`));
        execFileSync("mkfifo", [join(folder, room, `09-pipe.${extension}`)]);
        names.push(...["06-folder", "07-zero", "08-input", "09-pipe"].map((name) => `${name}.${extension}`));
      }
      const diagnostics: Diagnostic[] = [];
      readMemo(readProject(folder), {}, diagnostics);
      const told = diagnostics.map(({ rule, message }) => `${rule} ${message}`).join("\n");
      for (const name of names) expect(told).toContain(`project/not-read ${name} is `);
    } finally {
      for (const server of sockets) server.close();
    }
  });

  it("is told of the memo's folder itself", async () => {
    const folder = temporaryFolder();
    symlinkSync("gone", join(folder, "nowhere"));
    symlinkSync("circle", join(folder, "circle"));
    writeFileSync(join(folder, "file"), "");
    for (const [name, said] of Object.entries({
      nowhere: "is a link to nothing, `gone`",
      circle: "is a link that leads in a circle",
      file: "is no memo",
      absent: "is no memo",
    }))
      for (const run of Object.values(COMMANDS)) {
        const terminal = new Recorder();
        expect(await run(join(folder, name), terminal)).toBeGreaterThan(0);
        expect(terminal.stdout + terminal.stderr).toContain(said);
      }
  });

  it("is told below a memo's folder with the way to it", async () => {
    const folder = memoIn({ "data/my rows/a.txt": "" });
    const said = (from: string): string => {
      try {
        readProject(from);
      } catch (error) {
        return (error as MemoError).diagnostics[0]?.hint ?? "";
      }
      return "";
    };
    const way = (to: string): string => relative(process.cwd(), to);
    expect(said(join(folder, "chapters"))).toBe(`the memo is above it: \`-C ${way(folder)}\``);
    expect(said(join(folder, "data/my rows"))).toBe(`the memo is above it: \`-C ${way(folder)}\``);
    expect(said(temporaryFolder())).toContain("memo init");
  });

  it("is all of it told at once, and links that lead to files are followed", () => {
    const folder = memoIn({ "elsewhere/juice.md": chapter("Juice is pressed in autumn.") });
    symlinkSync("../elsewhere/juice.md", join(folder, "chapters/03-juice.md"));
    expect(readProject(folder).chapters.get("chapters/03-juice.md")).toContain("Juice");
    symlinkSync("../gone", join(folder, "chapters/04-a.md"));
    symlinkSync("../gone", join(folder, "assumptions/2026-07.yaml"));
    expect(() => readProject(folder)).toThrow(/04-a\.md is a link to nothing[\s\S]*2026-07\.yaml is a link to nothing/);
  });

  it("of out/ is told where it is compared", () => {
    const folder = temporaryFolder();
    const out = join(folder, "out");
    const said = (): string[] =>
      checkOut(out, "out", new Map([["memo.md", "text"]])).flatMap(({ rule, message, notes = [] }) => [
        rule,
        message,
        ...notes,
      ]);
    expect(said()).toEqual(["check/no-out", "there is no out/"]);
    symlinkSync("gone", out);
    expect(said()).toEqual(["check/no-out", "out is a link to nothing, `gone`"]);
    rmSync(out);
    symlinkSync("out", out);
    expect(said()).toEqual(["check/no-out", "out is a link that leads in a circle"]);
    rmSync(out);
    writeFileSync(out, "");
    expect(said()).toEqual(["check/no-out", "out is no folder"]);
    rmSync(out);
    mkdirSync(out);
    symlinkSync("gone", join(out, "memo.md"));
    symlinkSync("circle", join(out, "circle"));
    expect(said()).toEqual([
      "check/out",
      "out/ is not what the sources give: 1 file differs, 2 are missing",
      "differs: memo.md",
      "are missing: .gitignore, .memo-files.json",
      "check/beside",
      "out/ holds circle, which memo did not write",
    ]);
  });
});

/** Names beside chapters and versions, and the rule that tells of each; "" for what editors and systems leave. */
const NAMES: readonly (readonly [file: string, rule: string, severity?: "error" | "warning"])[] = [
  ...[
    "03-risks.MD",
    "03-risks.markdown",
    "03-risks.Md",
    "03-risks.mdx",
    "03-risks.qmd",
    "03_risks.md",
    "risks.md",
    "03-Risks.md",
  ].map((name) => [`chapters/${name}`, "chapters/file-name", "warning"] as const),
  ...[
    "03-risks.md.txt",
    "03-risks",
    "03-risks.txt",
    "03-risks.md.bak",
    "03-risks.md ",
    "03-risks.yaml",
    "photo.png",
    "part/03-risks.md",
  ].map((name) => [`chapters/${name}`, "project/not-read", "warning"] as const),
  ...[
    "2026-05.yml",
    "2026-05.YAML",
    "2026-05.YML",
    "2026-05.Yaml",
    "scenarios.yml",
    "sources.YML",
    "Sources.yaml",
    "scenario.yaml",
  ].map((name) => [`assumptions/${name}`, "assumptions/file-name", "error"] as const),
  ...["2026-05.yaml.txt", "2026-05", "2026-05.json", "2026-05.yaml.orig", "2026-05.md", "old/2026-05.yaml"].map(
    (name) => [`assumptions/${name}`, "project/not-read", "warning"] as const,
  ),
  ...[
    "chapters/.#03-risks.md",
    "chapters/03-risks.md~",
    "chapters/#03-risks.md#",
    "chapters/.DS_Store",
    "assumptions/Thumbs.db",
  ].map((name) => [name, ""] as const),
  ["assumptions/importers/usage.ts", ""],
];

describe("a file that is passed over", () => {
  beforeAll(runBlocksHere);
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it.each(NAMES.map((one) => ({ file: one[0], rule: one[1], severity: one[2] })))(
    "$file is told: $rule",
    ({ file, rule, severity }) => {
      const text = file.startsWith("chapters")
        ? chapter("Text.")
        : newer("orchard: {trees: {value: 125, reason: counted}}");
      const folder = memoIn({ [file]: text });
      const diagnostics: Diagnostic[] = [];
      readMemo(readProject(folder), {}, diagnostics);
      if (rule === "") return expect(diagnostics).toEqual([]);
      const [found] = diagnostics.filter((one) => one.rule === rule);
      expect(found, JSON.stringify(diagnostics)).toMatchObject({ rule, severity });
      expect(`${found?.place?.file} ${found?.message}`).toContain(file.split("/")[1]);
    },
  );

  it("is told by a build, which takes no older version in silence", async () => {
    const text = newer("orchard: {trees: {value: 125, reason: counted}}");
    for (const [file, code] of [
      ["assumptions/2026-05.YML", 1],
      ["assumptions/2026-05.yaml.txt", 0],
      ["chapters/03-risks.MD", 0],
    ] as const) {
      const terminal = new Recorder();
      const folder = memoIn({ [file]: text });
      expect(await build({ ...OPTIONS, folder, out: "out", only: ["data"], json: false }, terminal)).toBe(code);
      expect(terminal.stderr).toMatch(new RegExp(`^(error|warning)\\[.+\\] ${file}:1:1\n`));
    }
  });

  it("is told of a commit too", async () => {
    const repository = TestRepository.with({ ...BASE, "assumptions/2026-05.yml": newer("orchard: {}") });
    const terminal = new Recorder();
    await diff(
      "HEAD",
      "HEAD",
      { ...OPTIONS, folder: repository.folder, format: "terminal", output: [], failOn: [] },
      terminal,
    );
    expect(terminal.stderr + terminal.stdout).toContain("assumptions/2026-05.yml is not read");
  });
});

describe("a memo that comes back with the line ends of another system", () => {
  beforeAll(runBlocksHere);
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it("is the same: by its digest, to memo check, and for the next build, which writes the same bytes", async () => {
    const repository = TestRepository.with(BASE);
    const { folder } = repository;
    const run = async (command: "build" | "check", at: string): Promise<[number, string]> => {
      const terminal = new Recorder();
      return [(await COMMANDS[command]?.(at, terminal)) ?? -1, terminal.stderr];
    };
    expect(await run("build", folder)).toEqual([0, ""]);
    const built = filesUnder(join(folder, "out"));
    repository.git("config", "core.autocrlf", "false");
    repository.commit("built");
    const clone = join(temporaryFolder(), "clone");
    repository.git("-c", "core.autocrlf=true", "clone", "-q", ".", clone);
    for (const path of ["chapters/01-summary.md", "out/memo.md", "out/.memo-files.json"])
      expect(readFileSync(join(clone, path), "latin1"), path).toContain("\r\n");
    expect(inputsDigest(readProject(clone), {})).toBe(inputsDigest(readProject(folder), {}));
    expect(await run("check", clone)).toEqual([0, ""]);
    expect(await run("build", clone)).toEqual([0, ""]);
    expect(filesUnder(join(clone, "out"))).toEqual(built);
    // A byte-order mark, and a Mac's old line ends.
    for (const path of Object.keys(BASE).filter((one) => one.startsWith("chapters/"))) {
      const text = readFileSync(join(folder, path), "utf8");
      writeFileSync(join(clone, path), `\uFEFF${text.replaceAll("\n", "\r")}`);
    }
    expect(await run("check", clone)).toEqual([0, ""]);
  });
});

it.skipIf(process.platform === "win32")("a command that is called in a folder that is gone says so", () => {
  const main = join(inject("compiled"), "dist/cli/main.js");
  const script = 'rmdir "$PWD" && exec "$0" "$1" build';
  const called = { cwd: temporaryFolder(), encoding: "utf8" as const };
  const { status, stderr } = spawnSync("sh", ["-c", script, process.execPath, main], called);
  expect(stderr).toBe(
    "error[project/unreadable]\n  the folder in which this was called is gone\n" +
      "  `cd .` leads into the one that has its name now: a build puts a new `out/` in the place of the old one\n\n1 error\n",
  );
  expect(status).toBe(1);
});
