import { existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { build } from "../../src/cli/build.js";
import { ciOptions } from "../../src/cli/ci/files.js";
import { init } from "../../src/cli/init.js";
import { MemoError } from "../../src/diagnostic.js";
import { FORMAT_HELPERS } from "../../src/document/helpers.js";
import { runBlocksHere } from "./in-process.js";
import { filesUnder, memo, Recorder, ROOT, removeFolders, starter, temporaryFolder, write } from "./memo.js";

describe("memo init", () => {
  beforeAll(runBlocksHere);
  afterAll(() => {
    vi.restoreAllMocks();
    removeFolders();
  });

  it("writes a memo into a folder that isn't there yet, and says how to go on", async () => {
    const folder = join(temporaryFolder(), "vans");
    const terminal = new Recorder();
    expect(await init(folder, terminal)).toBe(0);
    const files = filesUnder(folder);
    const editor = ["schema/assumptions", "schema/scenarios", "schema/sources"].map((name) => `${name}.schema.json`);
    expect(Object.keys(files)).toEqual(
      [
        ".gitattributes",
        ".gitignore",
        ".vscode/extensions.json",
        ".vscode/settings.json",
        ".vscode/tasks.json",
        "AGENTS.md",
        "README.md",
        "llms.txt",
        "package.json",
        ...editor,
        "tsconfig.json",
        ...Object.keys(starter()),
      ].sort(),
    );
    expect(files[".gitignore"]).toBe("node_modules/\n.memo-cache/\n.memo/\n");
    const { name, version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(JSON.parse(files["package.json"] ?? "")).toMatchObject({
      name: "vans",
      private: true,
      scripts: { build: "memo build", check: "memo check" },
      dependencies: { [name]: version },
    });
    expect(files["README.md"]).toMatch(/^# Electric or diesel\n/);
    // What the guide says of fences, formats and front matter is what there is.
    for (const word of FORMAT_HELPERS.keys())
      if (word !== "format") expect(files["AGENTS.md"], word).toContain(`\`${word}\``);
    expect(files[".gitattributes"]).toBe("out/** -text\nout/.memo-files.json merge=union\n");
    expect(terminal.stdout).toMatch(
      /: 18 files\n\nbuild it with\n {2}memo build -C .*vans\nor, with the engine that it names, `cd .*vans && npm install && npm run build`,\nand open .*vans\/out\/index\.html\n$/,
    );
    expect(terminal.stderr).toBe("");
  });

  it("writes into an empty folder, which then builds without a word of complaint, in every scenario", async () => {
    const folder = join(temporaryFolder(), "memo");
    mkdirSync(folder);
    const { ino } = statSync(folder);
    await init(folder, new Recorder());
    // Whoever calls this in the folder, by `memo init .`, goes on in it.
    expect(statSync(folder).ino).toBe(ino);
    const options = {
      folder,
      set: [],
      out: "out",
      cache: false,
      json: false,
      limits: { seconds: 60, megabytes: 1024 },
    };
    for (const scenario of ["dear-power", "short-rounds", undefined]) {
      const terminal = new Recorder();
      expect([await build({ ...options, scenario }, terminal), terminal.stderr], scenario).toEqual([0, ""]);
    }
    const page = readFileSync(join(folder, "out/index.html"), "utf8");
    const validator = new HtmlValidate({
      extends: ["html-validate:standard", "html-validate:a11y"],
      elements: ["html5"],
      rules: { "valid-id": ["error", { relaxed: true }] },
    });
    const { results } = await validator.validateString(page);
    expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`))).toEqual(
      [],
    );
  });

  it("writes beside the `.git` of a repository that holds nothing yet, and leaves that as it is", async () => {
    const folder = write(temporaryFolder(), { ".git/HEAD": "ref: refs/heads/main\n" });
    expect(await init(folder, new Recorder())).toBe(0);
    const files = filesUnder(folder);
    expect(files[".git/HEAD"]).toBe("ref: refs/heads/main\n");
    expect(files["chapters/01-summary.md"]).toBeDefined();
  });

  it("leaves alone what holds something", async () => {
    const folder = write(temporaryFolder(), { "notes.txt": "mine" });
    const terminal = new Recorder();
    let refused: unknown;
    try {
      await init(folder, terminal);
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(MemoError);
    expect(refused).toMatchObject({ exitCode: 2, diagnostics: [{ rule: "init/not-empty" }] });
    expect(filesUnder(folder)).toEqual({ "notes.txt": "mine" });
    expect(terminal.stdout + terminal.stderr).toBe("");
  });

  it("prints what a shell reads as one word, and names a package by letters that it may have", async () => {
    const folder = join(temporaryFolder(), "Große Öfen");
    const terminal = new Recorder();
    expect(await init(folder, terminal)).toBe(0);
    expect(terminal.stdout).toMatch(/ memo build -C '[^']*Große Öfen'\n/);
    expect(terminal.stdout).toMatch(/`cd '[^']*Große Öfen' && npm install/);
    expect(JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))).toMatchObject({ name: "grosse-ofen" });
  });

  it("writes what forges run at the top of a repository that holds the memo below it, or nothing where that is taken", async () => {
    const ci = { engine: "owner/engine@v1" };
    const top = write(temporaryFolder(), { ".git/HEAD": "", ".git/objects/.keep": "", ".git/refs/.keep": "" });
    write(top, { ".github/dependabot.yml": "mine\n", "src/index.js": "1;\n" });
    const terminal = new Recorder();
    await init(join(top, "docs/a report"), terminal, { ...ci, forge: "github" });
    const files = filesUnder(top);
    const named = ["check", "comment", "publish", "review", "weekly"].map((name) => `.github/workflows/${name}.yml`);
    expect(Object.keys(files).filter((path) => path.includes(".github/"))).toEqual([
      ".github/dependabot.yml",
      ...named,
    ]);
    expect(terminal.stdout).toContain(`at the top of the repository: ${named.join(", ")}\n`);
    for (const path of named) expect(files[path]?.includes('folder: "docs/a report"')).toBe(!path.includes("comment"));
    const taken = init(join(top, "docs/b"), terminal, { ...ci, forge: "github" });
    await expect(taken).rejects.toThrow("there already, at the top of the repository");
    await init(join(top, "docs/c"), terminal, { ...ci, forge: "gitlab" });
    expect(filesUnder(top)[".gitlab-ci.yml"]).toContain('MEMO_FOLDER: "docs/c"\n');
    await expect(init(join(top, "a$HOME"), terminal, { ...ci, forge: "gitlab" })).rejects.toThrow(
      "can't name the folder",
    );
    expect(existsSync(join(top, "docs/b")) || existsSync(join(top, "a$HOME"))).toBe(false);
    expect(await init(join(top, "b$HOME"), terminal)).toBe(0);
    // Without a repository around it, or with one of its own, they stand beside the memo.
    const own = write(temporaryFolder(), { ".git/HEAD": "", ".git/objects/.keep": "", ".git/refs/.keep": "" });
    for (const folder of [own, temporaryFolder()]) {
      await init(folder, terminal, { ...ci, forge: "github" });
      expect(filesUnder(folder)[".github/workflows/review.yml"]).toMatch(/engine-ref: v1\n$/);
    }
  });

  it("refuses an engine that nothing would call", () => {
    expect(ciOptions(undefined, undefined)).toBeUndefined();
    expect(ciOptions("github", "owner/name@v1")).toEqual({ forge: "github", engine: "owner/name@v1" });
    expect(() => ciOptions(undefined, "owner/name@v1")).toThrow("none are asked for");
  });

  it("as a command", async () => {
    const cwd = temporaryFolder();
    const { code, stdout, stderr } = await memo(["init", "new"], { cwd });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(
      "new: 18 files\n\nbuild it with\n  memo build -C new\nor, with the engine that it names, `cd new && npm install && npm run build`,\nand open new/out/index.html\n",
    );
    expect(existsSync(join(cwd, "new/chapters/01-summary.md"))).toBe(true);
    const again = await memo(["init", "new"], { cwd });
    expect(again).toMatchObject({ code: 2, stdout: "" });
    expect(again.stderr).toBe(
      "error[init/not-empty]\n  new is not empty\n  expected a folder that is empty, holds `.git` alone, or is not there yet\n\n1 error\n",
    );
  });
});
