import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatDiagnostics, MemoError } from "../../src/diagnostic.js";
import { postReview } from "../../src/forge/post.js";
import { FORGES } from "../../src/forge/requests.js";
import { readMarker, writeMarker } from "../../src/review/comment.js";
import { BASE, FakeForge, HEAD, type Instead, TOKEN } from "./fake-forge.js";

describe.each(FORGES)("a review on %s", (name) => {
  let forge: FakeForge;
  beforeEach(async () => {
    forge = new FakeForge(name);
    await forge.open();
  });
  afterEach(() => forge.close());

  const post = (text = "## It moved", more = {}): ReturnType<typeof postReview> =>
    postReview(text, forge.options(more));
  /** What is said of a post that is refused, which has no part of the token in it. */
  async function refused(job: Promise<unknown>): Promise<string> {
    const said = await job.then(
      (done) => JSON.stringify(done),
      (error: unknown) => (error instanceof MemoError ? formatDiagnostics(error.diagnostics) : Promise.reject(error)),
    );
    expect(said).toMatch(/^error\[comment\/api\]/);
    expect(said).not.toContain(TOKEN.slice(0, 5));
    return said.replaceAll(forge.origin, "http://forge");
  }
  const once =
    (asked: string, instead: Instead): FakeForge["instead"] =>
    (now, count) =>
      now === asked && count === 1 ? instead : undefined;

  it("is one comment, found again on whatever page it is, beside one of somebody else with its marker", async () => {
    const marker = writeMarker({ pull: 12, base: BASE, head: HEAD, run: 99 }, name === "bitbucket" ? "plain" : "folds");
    for (let id = 1; id <= 5; id++) forge.comments.push({ id, body: `${marker}\n\nmine`, mine: false });
    expect(await post()).toMatchObject({ posted: "created" });
    forge.comments.push({ id: 200, body: "thanks", mine: false }, { id: 201, body: "more", mine: false });
    expect(await post("## It moved again", { run: 8 })).toMatchObject({ posted: "updated" });
    expect(await post("## It moved again", { run: 9 })).toMatchObject({ posted: "unchanged" });
    expect(forge.comments.filter(({ mine }) => mine)).toHaveLength(1);
    expect(readMarker(forge.comments[5]?.body ?? "")?.run).toBe(8);
    expect(forge.comments.filter(({ mine }) => !mine).every(({ body }) => !body.includes("It moved"))).toBe(true);
  });

  it("is cut where it is longer than a comment may be, and ends in where the whole of it is", async () => {
    const part = (n: number): string =>
      `<details><summary>Code ${n}</summary>\n\n\`\`\`diff\n${"+ a line\n\n- another\n".repeat(400)}\`\`\`\n\n</details>\n`;
    await post(`## It moved\n\n${Array.from({ length: 200 }, (_, n) => part(n)).join("\n")}`);
    const lines = (forge.comments[0]?.body ?? "").trim().split("\n");
    expect(lines.at(-1)).toBe("Reviewed: commit bbbbbbb, [run 7](https://ci.example/7).");
    expect(lines.join("\n")).toContain("longer than a comment may be");
    // What is said at the end stands neither in code nor in a fold.
    expect(lines.filter((line) => line.startsWith("```")).length % 2).toBe(0);
    const folds = (tag: string): number => lines.filter((line) => line.startsWith(tag)).length;
    expect(folds("<details>")).toBe(folds("</details>"));
  });

  const DENIED: Readonly<Record<(typeof FORGES)[number], Record<number, unknown>>> = {
    github: {
      401: { message: "Bad credentials", documentation_url: "https://docs.github.com/rest" },
      403: { message: "Resource not accessible by integration" },
    },
    gitlab: {
      401: { error: "invalid_token", error_description: "Token was revoked. You have to re-authorize from the user." },
      403: { error: "insufficient_scope", error_description: "It requires higher privileges.", scope: "api" },
    },
    bitbucket: {
      401: { type: "error", error: { message: "Token is invalid, expired, or not supported for this endpoint." } },
      403: {
        type: "error",
        error: { message: "Your credentials lack a scope.", detail: { required: ["pullrequest:write"], granted: [] } },
      },
    },
  };
  it("that is refused is told in the forge's words, with what the token needs", async () => {
    for (const [status, body] of Object.entries(DENIED[name])) {
      forge.instead = once("GET pull", { status: Number(status), body });
      forge.asked = [];
      const said = await refused(post());
      const { message, error_description } = { ...(body as { error?: object }).error, ...(body as object) } as Record<
        string,
        string
      >;
      expect(said).toContain(`${status} ${message ?? ""}`);
      if (error_description) expect(said).toContain(error_description);
      expect(said).toContain(
        { github: "write to pull requests", gitlab: "scope `api`", bitbucket: "pullrequest:write" }[name],
      );
      expect(said).not.toContain("no message");
    }
    forge.asked = [];
    forge.instead = once("GET pull", { status: 404, body: { message: "404 Project Not Found" } });
    expect(await refused(post())).toContain("404 Project Not Found");
    expect(forge.comments).toEqual([]);
  });

  it("waits as long as a limit asks, and tries a server in trouble again without a second comment", async () => {
    forge.instead = once("GET comments", { status: 429, headers: { "retry-after": "3" }, body: "Retry later\n" });
    expect(await post()).toMatchObject({ posted: "created" });
    for (const instead of [{ status: 503, body: "<html>" }, { reset: "before" }, { reset: "after" }] as const)
      for (const asked of ["GET pull", "GET comments", "POST comments"]) {
        forge.comments = [];
        forge.asked = [];
        forge.instead = once(asked, instead);
        expect(await post(), asked).toMatchObject({ posted: "created" });
        expect(forge.comments, asked).toHaveLength(1);
      }
    for (const instead of [{ status: 503, body: "<html>" }, { reset: "before" }, { reset: "after" }] as const) {
      const id = forge.comments[0]?.id;
      forge.asked = [];
      forge.instead = (asked) =>
        /^(PUT|PATCH)/.test(asked) && forge.count(/^(PUT|PATCH)/) === 1 ? instead : undefined;
      expect(await post(`## ${JSON.stringify(instead)}`, { run: 8 })).toMatchObject({ posted: "updated" });
      expect(forge.comments.map((one) => one.id)).toEqual([id]);
    }
    expect(forge.pauses[0]).toBe(3000);
  });

  it("is not posted where an answer is none of the forge's: it could be the second one", async () => {
    for (const body of ["<html>Sign in</html>", "[{", "null", "{}", '"text"', '{"values": 1}', ""]) {
      forge.instead = once("GET comments", { body });
      forge.asked = [];
      expect(await refused(post()), body).toContain("GET ");
    }
    if (name !== "github")
      for (const user of [{}, null, { username: "", uuid: "" }]) {
        forge.user = user;
        expect(await refused(post())).toContain("--author");
      }
    expect(forge.comments).toEqual([]);
  });

  it("is not posted where there are more comments than are looked through", async () => {
    for (let id = 1; id <= 80; id++) forge.comments.push({ id, body: "hm", mine: false });
    expect(await refused(post())).toMatch(/more than \d+ pages/);
    expect(forge.comments).toHaveLength(80);
  });

  it("follows no redirection, and says where it leads", async () => {
    for (const asked of ["GET pull", "GET comments", "POST comments"]) {
      const location = `${forge.origin}/elsewhere`;
      forge.instead = (now) => (now === asked ? { status: 301, headers: { location }, body: "" } : undefined);
      forge.asked = [];
      expect(await refused(post()), asked).toContain("http://forge/elsewhere");
      expect(forge.count(/elsewhere/)).toBe(0);
      expect(forge.count(new RegExp(`^${asked}$`))).toBe(1);
    }
    expect(forge.pauses).toEqual([]);
  });

  it("shows no part of the token, wherever an answer holds it", async () => {
    const long = "x".repeat(110) + TOKEN;
    for (const instead of [
      { body: long },
      { status: 400, body: long },
      { status: 400, body: { message: long } },
      { status: 400, body: { message: "no", errors: [{ message: TOKEN }] } },
      { status: 400, body: { error: TOKEN, error_description: TOKEN } },
      { status: 301, headers: { location: `${forge.origin}/?t=${TOKEN}` } },
    ]) {
      forge.instead = once("GET pull", instead);
      forge.asked = [];
      await refused(post());
    }
  });
});
