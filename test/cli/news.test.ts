import { createServer, type Server } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { data } from "../../src/cli/data/data.js";
import { news } from "../../src/cli/news/run.js";
import { BASE } from "../../src/rules/base.js";
import { BOT, FakeGitHub } from "../rehearse/server.js";
import { edited, Recorder, removeFolders, temporaryFolder, write } from "./memo.js";

const MEMO = edited(
  BASE,
  "assumptions/2026-03.yaml",
  "version: 2026-03\n",
  "version: 2026-03\nstale_after: 6 months\n",
);

/** What addresses give, by path; nothing for one that isn't there. */
const files = new Map<string, string>();
let source: Server;
let address = "";
const github = new FakeGitHub("owner/memo");

beforeAll(async () => {
  source = createServer((request, reply) => {
    const text = files.get(request.url ?? "");
    reply.writeHead(text === undefined ? 404 : 200).end(text);
  });
  await new Promise<void>((resolve) => source.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(source.address() as { port: number }).port}`;
  await github.start();
});
afterAll(async () => {
  await github.stop();
  await new Promise((resolve) => source.close(resolve));
  removeFolders();
});
beforeEach(() => files.clear());
afterEach(() => github.issues.splice(0));

async function memo(): Promise<string> {
  const folder = write(temporaryFolder(), MEMO);
  for (const name of ["a", "b"]) {
    files.set(`/${name}.csv`, "day,apples\n2026-05-11,310\n");
    const edge = { environment: {}, today: "2026-05-20" };
    expect(await data("add", [`${address}/${name}.csv`], { folder, timeout: 10 }, new Recorder(), edge)).toBe(0);
  }
  return folder;
}

async function tell(
  folder: string,
  today: string,
  token?: string,
): Promise<{ code: number; stdout: string; stderr: string }> {
  const terminal = new Recorder();
  const where =
    token === undefined
      ? undefined
      : { github: { api: github.api, token, pause: async () => {} }, repository: "owner/memo" };
  const code = await news({ folder, today, where }, terminal);
  return { code, stdout: terminal.stdout.replaceAll(address, "http://here"), stderr: terminal.stderr };
}

describe("memo news", () => {
  it("tells nothing where nothing is stale and all data is as it was fetched", async () => {
    const { code, stdout } = await tell(await memo(), "2026-05-20");
    expect([code, stdout]).toEqual([0, "## Nothing is stale\n\nVersion `2026-03` on 2026-05-20.\n"]);
  });

  it("tells what is stale on the day, however new the register is, and every file with news: one that is gone keeps none back", async () => {
    const folder = await memo();
    files.delete("/a.csv");
    files.set("/b.csv", "day,apples\n2026-05-11,312\n2026-05-12,295\n");
    const { code, stdout } = await tell(folder, "2027-05-20");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^## \d+ assumptions are stale, 1 pinned file has news, 1 pinned file can't be fetched\n/);
    expect(stdout).toMatch(/\| `orchard\.trees` \| .* \| 2026-\d\d(?:-\d\d)? \| 6 months \| 2026-\d\d-\d\d \|\n/);
    expect(stdout).toContain(
      "- `data/b.csv`: its address gives another file now: 26 bytes → 41 bytes; `memo data update b.csv` fetches it",
    );
    expect(stdout).toMatch(/- `data\/a\.csv`: http:.*a\.csv answers 404/);
  });

  it("keeps one issue: opens it, leaves it alone, brings it up to date, closes it, and opens another when there is news again", async () => {
    const folder = await memo();
    const token = github.token({ issues: "write" });
    github.issues.push(
      { number: 1, title: "Mine", body: "<!-- memo-news -->\nmine", state: "open", user: "mallory" },
      { number: 2, title: "Other", body: "another of the bot's", state: "open", user: BOT },
      { number: 3, title: "Other", body: "another of the bot's", state: "open", user: BOT },
    );
    const said = async (today: string): Promise<string> =>
      (await tell(folder, today, token)).stdout.trim().split("\n").at(-1) ?? "";
    expect(await said("2026-05-20")).toBe("nothing to tell, and there is no issue");
    expect(await said("2027-05-20")).toBe("an issue is opened");
    expect(await said("2027-05-20")).toBe("issue 503 says the same already");
    files.set("/b.csv", "day,apples\n2026-05-11,312\n");
    expect(await said("2027-05-27")).toBe("issue 503 is brought up to date");
    expect(github.issues.slice(3).map(({ title, state }) => [title, state])).toEqual([
      [expect.stringMatching(/are stale, 1 pinned file has news$/), "open"],
    ]);
    files.set("/b.csv", "day,apples\n2026-05-11,310\n");
    expect(await said("2026-05-20")).toBe("issue 503 is closed: nothing is left to tell");
    expect(await said("2027-05-20")).toBe("an issue is opened");
    expect(github.issues.map(({ state }) => state)).toEqual(["open", "open", "open", "closed", "open"]);
    expect(github.issues[0]).toMatchObject({ title: "Mine", body: "<!-- memo-news -->\nmine" });
  });

  it.each([true, false])(
    "looks for an issue that a server in trouble may have opened (%s) before it opens another",
    async (done) => {
      github.troubles.push({ method: "POST", path: /\/issues$/, done, status: 502, text: "<html>bad gateway</html>" });
      const { stdout } = await tell(await memo(), "2027-05-20", github.token({ issues: "write" }));
      expect(stdout).toContain("\nan issue is opened\n");
      expect(github.issues).toHaveLength(1);
    },
  );

  it("says which permission is missing, without the token", async () => {
    const token = github.token({ contents: "read" });
    const { code, stderr } = await tell(await memo(), "2027-05-20", token);
    expect([code, stderr]).toEqual([1, expect.stringContaining("`permissions: issues: write`")]);
    expect(stderr).not.toContain(token);
  });
});
