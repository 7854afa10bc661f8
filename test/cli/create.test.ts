import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { STUDIES } from "../../src/chapters/types.js";
import { filesUnder, ROOT, removeFolders, temporaryFolder } from "./memo.js";

const manifest = (folder: string) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

describe("npm init memo-report", () => {
  const folder = temporaryFolder();
  afterAll(removeFolders);
  beforeAll(() => {
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
    const build = join(ROOT, "src/store/create.ts");
    const { stderr } = spawnSync(process.execPath, ["--import", tsx, build, folder], { encoding: "utf8" });
    expect(stderr).toBe("");
    // The address of its own package.json, which it takes its version from.
    spawnSync("cp", [join(ROOT, "create/package.json"), folder]);
  });
  const run = (...words: string[]) => {
    const cwd = temporaryFolder();
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, "dist/cli/create.js"), ...words], {
      cwd,
      encoding: "utf8",
    });
    return { status, stdout, stderr, files: filesUnder(cwd) };
  };

  it("has the engine's version, and needs nothing to be installed", () => {
    const [own, engine] = [manifest(join(ROOT, "create")), manifest(ROOT)];
    expect([own.version, own.engines, own.name]).toEqual([engine.version, engine.engines, `create-${engine.name}`]);
    expect(own.dependencies).toBeUndefined();
    expect(existsSync(join(folder, own.bin["create-memo-report"]))).toBe(true);
  });

  it("writes what `memo init` does, with the engine pinned, and says how to go on", () => {
    const { status, stdout, stderr, files } = run("my-report");
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(
      "my-report: 18 files\n\nbuild it with\n  cd my-report && npm install && npm run build\nand open my-report/out/index.html\n",
    );
    expect(JSON.parse(files["my-report/package.json"] ?? "").dependencies).toEqual({
      "memo-report": manifest(ROOT).version,
    });
    expect(Object.keys(files)).toContain("my-report/chapters/01-summary.md");
  });

  it("writes workflows where they are asked for, and refuses what it doesn't understand", () => {
    const { status, files } = run("r", "--ci", "gitlab", "--engine", "a/b@v1");
    expect([status, files["r/.gitlab-ci.yml"]?.includes("a/b")]).toEqual([0, true]);
    expect(run("r", "--ci", "gitlab")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("init/engine"),
      files: {},
    });
    for (const words of [[], ["a", "b"], ["a", "--ci", "forge"], ["a", "--force"]])
      expect(run(...words), words.join(" ")).toMatchObject({
        status: 2,
        stderr: expect.stringMatching(/^npm init memo-report <folder>/),
        files: {},
      });
  });
});

describe("llms.txt", () => {
  const links = (path: string): string[] =>
    [...readFileSync(join(ROOT, path), "utf8").matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) => link);

  it("names every page of the documentation, and nothing that isn't there", () => {
    expect(links("llms.txt").filter((link) => !existsSync(join(ROOT, link)))).toEqual([]);
    const pages = readdirSync(join(ROOT, "docs")).filter((name) => name.endsWith(".md"));
    const chapters = readdirSync(join(ROOT, "docs/guide/chapters")).map((name) => `guide/chapters/${name}`);
    expect(links("llms.txt")).toEqual(expect.arrayContaining([...pages, ...chapters].map((name) => `docs/${name}`)));
  });

  it("of a new memo names files of it, and pages that the package has", () => {
    const starter = "src/cli/starter/project/llms.txt";
    const own = links(starter).filter((link) => !link.startsWith("node_modules/memo-report/"));
    expect(own).toEqual(["AGENTS.md", "README.md", "out/memo.md"]);
    const { files } = manifest(ROOT) as { files: string[] };
    expect(files).toEqual(expect.arrayContaining(["docs/*.md", "docs/guide/chapters/*.md"]));
    for (const link of links(starter).filter((one) => !own.includes(one))) {
      const path = link.replace("node_modules/memo-report/", "");
      expect(existsSync(join(ROOT, path)), link).toBe(true);
      expect(["docs", "docs/guide/chapters", "."], link).toContain(dirname(path));
    }
  });

  it("stands beside an AGENTS.md that names chapters and studies that there are", () => {
    const text = readFileSync(join(ROOT, "src/cli/starter/project/AGENTS.md"), "utf8");
    const chapters = [...text.matchAll(/`(\d\d-[\w-]+\.md)`/g)].map(([, name = ""]) => name);
    expect(chapters.length).toBeGreaterThan(2);
    expect(chapters.filter((name) => !existsSync(join(ROOT, "docs/guide/chapters", name)))).toEqual([]);
    const [line = ""] = /^.*```sweep.*$/m.exec(text) ?? [];
    const studies = [...line.matchAll(/[ `]\.([a-z-]+)[`}]/g)].map(([, name = ""]) => name);
    expect(studies.length).toBeGreaterThan(2);
    for (const name of studies) expect(STUDIES).toContain(name);
  });
});
