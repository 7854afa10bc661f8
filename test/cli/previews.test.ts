import { mkdirSync, symlinkSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { previews } from "../../src/cli/publish/previews.js";
import { FakeGitHub, type Pull } from "../rehearse/server.js";
import { filesUnder, Recorder, removeFolders, temporaryFolder, write } from "./memo.js";

const github = new FakeGitHub("owner/memo");
beforeAll(() => github.start());
afterAll(async () => {
  await github.stop();
  removeFolders();
});

const commit = (pull: number): string => String(pull).repeat(40);

beforeEach(() => {
  github.pulls.clear();
  for (const number of [1, 2, 3]) open(number);
});

function open(number: number, more: Partial<Pull> = {}): void {
  const sides = {
    from: "owner/memo",
    branch: `topic-${number}`,
    head: commit(number),
    base: commit(9),
    baseBranch: "main",
  };
  github.pulls.set(number, { number, state: "open", locked: false, ...sides, ...more });
}

const built = (text: string): string => write(temporaryFolder(), { "index.html": text, "charts/a.svg": "<svg/>" });

async function keep(site: string, pull?: number, from = built(`page of ${pull}`)) {
  const terminal = new Recorder();
  const take = pull === undefined ? undefined : { from, branch: `owner:topic-${pull}`, head: commit(pull) };
  const token = github.token({ "pull-requests": "read" });
  const where = { github: { api: github.api, token, pause: async () => {} }, repository: "owner/memo" };
  const code = await previews({ ...where, to: site, take }, terminal);
  return { code, stdout: terminal.stdout, stderr: terminal.stderr.replaceAll(site, "site").replaceAll(from, "built") };
}

const pages = (site: string): string[] =>
  Object.keys(filesUnder(site)).flatMap((path) => /^pr\/(\d+)\/index\.html$/.exec(path)?.[1] ?? []);

describe("memo previews", () => {
  it("takes previews in, each at the number that its branch has, and takes those of closed pull requests away", async () => {
    const site = temporaryFolder();
    expect(await keep(site, 1)).toEqual({ code: 0, stdout: "pr/1/\n", stderr: "site: pr/1/ is what 1111111 makes\n" });
    write(site, { "mine.html": "mine" });
    await keep(site, 2);
    await keep(site, 1, built("newer"));
    expect(filesUnder(site)).toMatchObject({
      "pr/1/index.html": "newer",
      "pr/1/charts/a.svg": "<svg/>",
      "pr/2/index.html": "page of 2",
    });
    open(2, { state: "closed" });
    expect((await keep(site)).stderr).toBe("site: pr/2/ is taken away: the pull request is closed\n");
    github.pulls.delete(1);
    const { stdout, stderr } = await keep(site, 3);
    expect([stdout, stderr]).toEqual(["pr/3/\n", expect.stringMatching(/pr\/1\/ stays: GET .* 404 Not Found\n$/)]);
    expect(pages(site)).toEqual(["1", "3"]);
    expect(filesUnder(site)["mine.html"]).toBe("mine");
  });

  it("takes in none of a pull request that has moved on, or is closed", async () => {
    const site = temporaryFolder();
    open(1, { head: commit(4) });
    open(2, { state: "closed" });
    for (const pull of [1, 2]) expect(await keep(site, pull)).toMatchObject({ code: 0, stdout: "" });
    expect(pages(site)).toEqual([]);
  });

  const HARMS: readonly [what: string, harm: (folder: string) => void, said: string][] = [
    ["a link to a file", (folder) => symlinkSync("/etc/hostname", join(folder, "memo.md")), "memo.md is no plain file"],
    ["a link to a folder", (folder) => symlinkSync("/etc", join(folder, "all")), "all is no plain file"],
    [
      "a link that leads nowhere",
      (folder) => symlinkSync("gone", join(folder, "charts/b.svg")),
      "charts/b.svg is no plain file",
    ],
    [
      "a name that a shell or a server would take for another",
      (folder) => write(folder, { ".htaccess": "Allow" }),
      "has a name that no preview has",
    ],
    ["a folder of git", (folder) => write(folder, { ".git/config": "x" }), ".git has a name that no preview has"],
    [
      "more than a site takes",
      (folder) => truncateSync(join(folder, "index.html"), 101 * 1024 * 1024),
      "more than 100 MB",
    ],
  ];
  it.each(HARMS)("refuses %s in what another run built, and leaves the site as it was", async (_, harm, said) => {
    const site = temporaryFolder();
    await keep(site, 1);
    const before = filesUnder(site);
    const from = built("harmed");
    harm(from);
    const asked = github.asked.length;
    const { code, stderr } = await keep(site, 1, from);
    expect([code, stderr]).toEqual([1, expect.stringContaining(said)]);
    expect(filesUnder(site)).toEqual(before);
    expect(github.asked.length).toBe(asked);
  });

  it("refuses what is no preview", async () => {
    const empty = temporaryFolder();
    mkdirSync(join(empty, "index.html"));
    expect((await keep(temporaryFolder(), 1, empty)).stderr).toContain("it has no index.html");
    expect((await keep(temporaryFolder(), 1, join(empty, "gone"))).stderr).toContain("is no folder");
  });
});
