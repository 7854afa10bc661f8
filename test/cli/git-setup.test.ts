import { existsSync, readdirSync, readFileSync, renameSync, statSync, symlinkSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";
import { afterAll, expect, it } from "vitest";
import { setup } from "../../src/cli/git/setup.js";
import { linesOf } from "../../src/cli/git/textconv.js";
import { writeResults } from "../../src/render/data/index.js";
import { BASE } from "../../src/rules/base.js";
import { sampleTree } from "../render/sample.js";
import { Recorder, removeFolders, temporaryFolder, write } from "./memo.js";
import { TestRepository } from "./repository.js";

afterAll(removeFolders);

it("tells a clone how to show and merge what builds write, once", async () => {
  const at = TestRepository.with({ ...BASE, ".gitattributes": "* text=auto" });
  const run = async (): Promise<string> => {
    const terminal = new Recorder();
    expect([await setup({ folder: at.folder, hook: true }, terminal), terminal.stderr]).toEqual([0, ""]);
    return terminal.stdout;
  };
  expect(await run()).toContain(".gitattributes: 6 lines more; commit it\n`memo check` runs before each commit\n");
  expect(await run()).toContain(".gitattributes says so already");
  expect(readFileSync(join(at.folder, ".gitattributes"), "utf8")).toMatch(/^\* text=auto\nout\/\*\* -text\n/);
  expect(at.git("config", "merge.memo-built.driver").trim()).toBe("git merge-file --quiet --ours %A %O %B");
  expect(statSync(join(at.root, ".git/hooks/pre-commit")).mode & 0o111).not.toBe(0);
  at.git("config", "core.hooksPath", "/dev/null");
  // Both branches changed the same line: this side's stays, and nothing is in conflict.
  at.commit("built", { "out/memo.md": "one\n" });
  at.git("checkout", "-q", "-b", "other");
  at.commit("theirs", { "out/memo.md": "two\n" });
  at.git("checkout", "-q", "main");
  at.commit("ours", { "out/memo.md": "three\n" });
  at.git("merge", "-q", "--no-edit", "other");
  expect(readFileSync(join(at.folder, "out/memo.md"), "utf8")).toBe("three\n");
});

it("puts the hook where git looks for it, and says so where it looks nowhere", async () => {
  const at = TestRepository.with({ ...BASE });
  const run = async (): Promise<[number, string]> => {
    const terminal = new Recorder();
    return [await setup({ folder: at.folder, hook: true }, terminal), terminal.stderr];
  };
  at.git("config", "core.hooksPath", "tools/hooks");
  expect(await run()).toEqual([0, ""]);
  expect(readFileSync(join(at.root, "tools/hooks/pre-commit"), "utf8")).toContain(" check -C ");
  expect(existsSync(join(at.root, ".git/hooks/pre-commit"))).toBe(false);
  at.git("config", "core.hooksPath", "/dev/null");
  const [code, told] = await run();
  expect([code, told]).toEqual([1, expect.stringContaining("`core.hooksPath` names no folder")]);
});

it("lets the hook look at the memo from where git runs it, wherever the clone was told", async () => {
  const at = TestRepository.with({ ...BASE }, "reports/my memo");
  const before = process.cwd();
  try {
    process.chdir(at.folder);
    for (const folder of [".", at.folder]) {
      expect(await setup({ folder, hook: true }, new Recorder())).toBe(0);
      expect(readFileSync(join(at.root, ".git/hooks/pre-commit"), "utf8")).toMatch(/ check -C 'reports\/my memo'\n$/);
    }
  } finally {
    process.chdir(before);
  }
  const top = TestRepository.with({ ...BASE });
  expect(await setup({ folder: top.folder, hook: true }, new Recorder())).toBe(0);
  expect(readFileSync(join(top.root, ".git/hooks/pre-commit"), "utf8")).toMatch(/ check -C \.\n$/);
});

it("lets the hook look at each memo of a repository, as long as it is there", async () => {
  const at = TestRepository.with({ ...BASE }, "reports/one");
  const [one, other] = [join(at.root, "reports/one"), write(join(at.root, "its other"), BASE)];
  const hook = async (folder: string): Promise<string[]> => {
    expect(await setup({ folder, hook: true }, new Recorder())).toBe(0);
    const lines = readFileSync(join(at.root, ".git/hooks/pre-commit"), "utf8").split("\n").slice(2, -1);
    expect(lines.at(-1)).toMatch(/^exec /);
    return lines.map((line) => line.replace(/^.* check/, "check"));
  };
  expect(await hook(one)).toEqual(["check -C reports/one"]);
  for (const folder of [other, one, other])
    expect(await hook(folder)).toEqual(["check -C 'its other' || exit", "check -C reports/one"]);
  renameSync(one, join(at.root, "reports/moved"));
  expect(await hook(other)).toEqual(["check -C 'its other'"]);
});

it("writes nothing outside of the repository: a folder of hooks that its configuration names is refused by its name", async () => {
  const elsewhere = temporaryFolder();
  const leads: ((at: TestRepository) => string)[] = [
    () => elsewhere,
    () => join(elsewhere, "deep/hooks"),
    (at) => relative(at.root, elsewhere),
    (at) => {
      symlinkSync(elsewhere, join(at.root, "linked"));
      return "linked/hooks";
    },
  ];
  for (const lead of leads) {
    const at = TestRepository.with({ ...BASE });
    at.git("config", "core.hooksPath", lead(at));
    const terminal = new Recorder();
    expect(await setup({ folder: at.folder, hook: true }, terminal)).toBe(1);
    expect(terminal.stderr).toContain("error[git/hook]\n  git's hooks are kept outside of the repository");
    expect(readdirSync(elsewhere)).toEqual([]);
    expect(existsSync(join(at.folder, ".gitattributes"))).toBe(false);
  }
  const at = TestRepository.with({ ...BASE });
  write(at.root, { ".git/hooks/.keep": "" });
  symlinkSync(join(elsewhere, "gone"), join(at.root, ".git/hooks/pre-commit"));
  const terminal = new Recorder();
  expect(await setup({ folder: at.folder, hook: true }, terminal)).toBe(1);
  expect(terminal.stderr).toContain("the repository has a pre-commit hook of its own");
});

it("tells git to call nothing that a folder of a memo could stand in for", async () => {
  const at = TestRepository.with({
    ...BASE,
    "node_modules/tsx/package.json": '{"name": "tsx", "type": "module", "exports": "./i.mjs"}',
    "node_modules/tsx/i.mjs": 'import { writeFileSync } from "node:fs"; writeFileSync("ran", "");',
    "node_modules/commander/package.json": '{"name": "commander", "type": "module", "exports": "../tsx/i.mjs"}',
    "tsconfig.json": '{"compilerOptions": {"baseUrl": ".", "paths": {"commander": ["./node_modules/tsx/i.mjs"]}}}',
    "package.json": '{"type": "module", "imports": {"#a": "./node_modules/tsx/i.mjs"}}',
    "out/results.json": "{\n",
  });
  const terminal = new Recorder();
  expect([await setup({ folder: at.folder, hook: true }, terminal), terminal.stderr]).toEqual([0, ""]);
  const hook = readFileSync(join(at.root, ".git/hooks/pre-commit"), "utf8");
  const told = [at.git("config", "diff.memo-results.textconv"), hook.split("exec ")[1] ?? ""];
  // Each word that is no command's own names what it is by its whole path.
  for (const line of told)
    for (const word of line.split(" ").slice(0, 2))
      expect([word, isAbsolute(word), existsSync(word)]).toEqual([word, true, true]);
  // The action runs in the caller's folder too.
  expect(readFileSync(join(import.meta.dirname, "../../action.yml"), "utf8")).not.toMatch(/\btsx\b|\bnpx\b|\.bin\//);
  // Starting the whole engine from its sources takes seconds.
  if (process.env.MEMO_WHOLE === undefined) return;
  write(at.folder, { "out/results.json": "{ \n" });
  expect(at.git("diff", "--", "out/results.json")).toContain("+{");
  expect(existsSync(join(at.root, "ran"))).toBe(false);
});

it("shows results as lines of values, and what is none as it is", () => {
  const lines = linesOf(writeResults(sampleTree()), "out/results.json").split("\n");
  expect(lines).toContainEqual(expect.stringMatching(/^output added_2026: .*: 18 GW/));
  expect(lines).toContainEqual(expect.stringMatching(/^assumption gw\.add: \{"2024":.*GW\/year.*cited, /));
  expect(lines).toContainEqual(expect.stringMatching(/^claim /));
  expect(linesOf("{", "x.json")).toBe("{");
});
