import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { build } from "../../src/cli/build.js";
import { init } from "../../src/cli/init.js";
import { MemoError } from "../../src/diagnostic.js";
import { runBlocksHere } from "./in-process.js";
import { filesUnder, memo, Recorder, removeFolders, starter, temporaryFolder, write } from "./memo.js";

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
      [".gitattributes", ".gitignore", ".vscode/settings.json", ...editor, ...Object.keys(starter())].sort(),
    );
    expect(files[".gitignore"]).toBe(".memo-cache/\n.memo/\n");
    expect(files[".gitattributes"]).toBe("out/** -text\nout/.memo-files.json merge=union\n");
    expect(terminal.stdout).toMatch(
      /: 11 files\n\nbuild it with\n {2}memo build -C .*vans\nand open .*vans\/out\/index\.html\n$/,
    );
    expect(terminal.stderr).toBe("");
  });

  it("writes into an empty folder, which then builds without a word of complaint, in every scenario", async () => {
    const folder = join(temporaryFolder(), "memo");
    mkdirSync(folder);
    await init(folder, new Recorder());
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

  it("as a command", async () => {
    const cwd = temporaryFolder();
    const { code, stdout, stderr } = await memo(["init", "new"], { cwd });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toBe("new: 11 files\n\nbuild it with\n  memo build -C new\nand open new/out/index.html\n");
    expect(existsSync(join(cwd, "new/chapters/01-summary.md"))).toBe(true);
    const again = await memo(["init", "new"], { cwd });
    expect(again).toMatchObject({ code: 2, stdout: "" });
    expect(again.stderr).toBe(
      "error[init/not-empty]\n  new is not empty\n  expected a folder that is empty or not there yet\n\n1 error\n",
    );
  });
});
