import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { publish } from "../../src/cli/publish/run.js";
import type { PublishOptions } from "../../src/memo/publishing/publish.js";
import { BASE, newer } from "../../src/rules/base.js";
import { chromiumOrSkip, openChromium } from "../browser.js";
import { runHere } from "../rules/examine.js";
import { edited, filesUnder, Recorder, removeFolders, type Sources, temporaryFolder, write } from "./memo.js";

vi.mock("../../src/publish/card.js", async (original) => ({
  ...(await original<typeof import("../../src/publish/card.js")>()),
  cardPicture: async () => Buffer.from("PNG"),
}));
vi.mock("../../src/render/pdf/index.js", () => ({
  keptFloats: () => undefined,
  writePdf: async ({ register }: { register: { version: string } }) => Buffer.from(`PDF ${register.version}`),
}));

beforeEach(runHere);
afterEach(() => vi.restoreAllMocks());
afterAll(removeFolders);

const FIRST = edited(
  BASE,
  "chapters/01-summary.md",
  "title: The orchard,",
  "title: The orchard, live: true, url: http://example.org/orchard,",
);
const SECOND: Sources = {
  ...FIRST,
  "assumptions/2026-06.yaml": newer("orchard:\n  apples: {value: 36 kg, reason: A late frost took the blossom.}"),
};
const THIRD: Sources = {
  ...SECOND,
  "assumptions/2026-09.yaml": newer("press:\n  capacity: {value: {2027: 6500}, reason: A second press was bought.}")
    .replaceAll("2026-06", "2026-09")
    .replace("extends: 2026-03", "extends: 2026-06"),
};

async function run(
  folder: string,
  more: Partial<PublishOptions> = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const terminal = new Recorder();
  const limits = { seconds: 60, megabytes: 1024 };
  const code = await publish({ folder, to: "../site", set: [], cache: false, limits, ...more }, terminal);
  return { code, stdout: terminal.stdout, stderr: terminal.stderr };
}

describe("memo publish", () => {
  it("puts three versions out one after the other, each with its scenarios and a review against the one before", async () => {
    const { site, parent } = await threeVersions();
    const files = filesUnder(site);
    const record = JSON.parse(readFileSync(join(site, "versions.json"), "utf8"));
    expect(record.versions.map(({ version, previous }: Record<string, string>) => [version, previous])).toEqual([
      ["2026-03", undefined],
      ["2026-06", "2026-03"],
      ["2026-09", "2026-06"],
    ]);
    expect(record.versions[1].verdict).toMatch(/^Harvest 4,800 kg → 4,320 kg/);
    for (const version of ["2026-03", "2026-06", "2026-09"])
      for (const file of [
        "index.html",
        "memo.pdf",
        "memo.md",
        "results.json",
        "key-numbers.json",
        "s/late-frost/index.html",
      ])
        expect(Object.keys(files), file).toContain(`v/${version}/${file}`);
    expect(JSON.parse(files["v/2026-06/key-numbers.json"] ?? "")).toMatchObject({ version: "2026-06", numbers: {} });
    const page = files["v/2026-06/index.html"] ?? "";
    for (const text of [
      '<link rel="canonical" href="http://example.org/orchard/v/2026-06/">',
      '<meta name="citation_pdf_url" content="http://example.org/orchard/v/2026-06/memo.pdf">',
      '<meta name="citation_author" content="A. Grower">',
      '<meta name="citation_publication_date" content="2026/06/15">',
    ])
      expect(page).toContain(text);
    expect(files["index.html"]).toContain('<link rel="canonical" href="http://example.org/orchard/v/2026-09/">');
    // Again, the same, and an earlier one: no byte changes.
    for (const more of [{}, { assumptions: "2026-09", revise: true }, {}]) {
      expect(await run(join(parent, "memo"), more)).toMatchObject({ code: 0, stderr: "" });
      expect(filesUnder(site)).toEqual(files);
    }
  });

  it("leaves the site as it was when the memo has an error, and says so", async () => {
    const { site, parent } = await oneVersion();
    const before = filesUnder(site);
    write(join(parent, "memo"), edited(FIRST, "chapters/01-summary.md", "{{harvest}}", "{{harvst}}"));
    const { code, stderr } = await run(join(parent, "memo"));
    expect(code).toBe(1);
    expect(stderr).toContain("../site is left as it was\n");
    expect(filesUnder(site)).toEqual(before);
  });

  it("says of which scenario's build an error is that the version itself does not have", async () => {
    const parent = temporaryFolder();
    const files = edited(
      FIRST,
      "chapters/02-harvest.md",
      "```ts {#",
      '```ts {#early}\nconst early = (() => {\n  if (given.orchard.apples < 35 /* kg */) throw new Error("too few apples");\n  return 1;\n})();\n```\n\n{{number early}}\n\n```ts {#',
    );
    const memo = write(join(parent, "memo"), files);
    const { code, stderr } = await run(memo);
    expect(code).toBe(1);
    expect(stderr).toMatch(/too few apples[\s\S]*\n {2}found in the build of 2026-03\+late-frost\n/);
  });

  it("leaves at a scenario's old address a page that leads on to it, where the sources say so", async () => {
    const parent = temporaryFolder();
    const SCENARIOS = "assumptions/scenarios.yaml";
    const renamed = edited(FIRST, SCENARIOS, "late-frost: {title: Late frost,", 'frost: {title: "Frost <b> & more",');
    const told = edited(
      renamed,
      "chapters/01-summary.md",
      "[A. Grower]",
      "[A. Grower], redirects: {late-frost: frost}",
    );
    write(join(parent, "memo"), told);
    expect(await run(join(parent, "memo"))).toMatchObject({ code: 0, stderr: "" });
    const files = filesUnder(join(parent, "site"));
    const page = files["v/2026-03/s/late-frost/index.html"];
    expect(page).toContain('<meta http-equiv="refresh" content="0; url=../frost/">');
    expect(page).toContain('<link rel="canonical" href="http://example.org/orchard/v/2026-03/s/frost/">');
    expect(page).toContain('<a href="../frost/">Frost &lt;b&gt; &amp; more</a>');
    expect(page).not.toContain("<script");
    expect(files["v/2026-03/s/frost/index.html"]).toContain("Frost &lt;b&gt; &amp; more");
    expect(JSON.parse(files["versions.json"] ?? "").versions[0].scenarios).toHaveLength(1);
  });

  it("puts a preview at an address of its own, and takes it away", async () => {
    const { site, parent } = await oneVersion();
    const before = filesUnder(site);
    expect((await run(join(parent, "memo"), { preview: 7 })).stdout).toBe("../site: preview at pr/7/\n");
    const page = readFileSync(join(site, "pr/7/index.html"), "utf8");
    expect(page).toContain('<meta name="robots" content="noindex">');
    expect(page).toContain("Preview of pull request 7: version 2026-03, not published");
    expect(page).not.toContain("canonical");
    await run(join(parent, "memo"), { removePreview: 7 });
    expect(filesUnder(site)).toEqual(before);
  });

  it.each(["scenario", "set"])("refuses what no version says: --%s", async (option) => {
    const { parent } = await oneVersion();
    const given = option === "set" ? { set: [{ id: "orchard.trees", text: "130" }] } : { scenario: "late-frost" };
    expect(await run(join(parent, "memo"), given)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("publish/call"),
    });
  });
});

describe("a published page", () => {
  const path = chromiumOrSkip("a published page");

  it.skipIf(path === undefined)(
    "tells of later versions and leads to them, by a script that its own policy admits",
    async () => {
      const { site } = await threeVersions();
      const { server, address } = await serve(site);
      const browser = await openChromium(path ?? "");
      try {
        const page = await browser.newPage();
        const wrong: string[] = [];
        page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
        page.on("pageerror", (error) => wrong.push(String(error)));
        const news = async (): Promise<string> => (await page.locator("nav.site .news").textContent()) ?? "";
        await page.goto(`${address}/orchard/v/2026-03/`);
        expect(await news()).toBe("This is 2026-03; the latest is 2026-09.");
        await page.selectOption("nav.site select", { label: "2026-06" });
        await page.waitForURL("**/v/2026-06/");
        await page.locator("nav.site .news a").click();
        await page.waitForURL(`${address}/orchard/`);
        expect(await news()).toBe("You last read 2026-06. What changed since");
        await page.locator("nav.site .news a").click();
        await page.waitForURL("**/v/2026-09/changes/");
        await page.goto(`${address}/orchard/v/2026-03/#set=orchard.apples:30`);
        await page.waitForFunction("document.documentElement.dataset.liveState === 'shown'");
        expect(await page.locator("[data-live=changed]").count()).toBeGreaterThan(0);
        expect(await page.locator(".live-band").textContent()).toContain("orchard.apples = 30");
        await page.goto(`${address}/orchard/v/2026-09/s/late-frost/`);
        expect(await page.locator("nav.site").textContent()).toContain("Version 2026-09, scenario Late frost");
        await page.goto(`${address}/orchard/versions/`);
        const links = await page.locator("a").evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
        for (const link of new Set(links)) expect((await fetch(link)).status, link).toBe(200);
        expect(links.length).toBeGreaterThan(15);
        expect(wrong).toEqual([]);
      } finally {
        await browser.close();
        server.close();
      }
    },
  );
});

async function oneVersion(): Promise<{ parent: string; site: string }> {
  const parent = temporaryFolder();
  write(join(parent, "memo"), FIRST);
  expect(await run(join(parent, "memo"))).toMatchObject({ code: 0, stderr: "" });
  return { parent, site: join(parent, "site") };
}

let three: Record<string, string> | undefined;

/** A site that three states of a memo were published into, one after the other; published once for all who ask. */
async function threeVersions(): Promise<{ parent: string; site: string }> {
  const parent = temporaryFolder();
  const site = join(parent, "site");
  if (three === undefined) {
    for (const sources of [FIRST, SECOND, THIRD]) {
      write(join(parent, "memo"), sources);
      expect(await run(join(parent, "memo"))).toMatchObject({ code: 0, stderr: "" });
    }
    three = Object.fromEntries(Object.entries(filesUnder(site)));
  } else {
    write(join(parent, "memo"), THIRD);
    write(
      site,
      Object.fromEntries(
        Object.entries(three).map(([name, text]) => [name, Buffer.from(text, "latin1").toString("utf8")]),
      ),
    );
  }
  return { parent, site };
}

/** Serves a site below a path, as hosts do. */
async function serve(site: string): Promise<{ server: Server; address: string }> {
  const files = filesUnder(site);
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? "", "http://x").pathname
      .replace("/orchard/", "")
      .replace(/(^|\/)$/, "$1index.html");
    const text = files[name];
    const type = name.endsWith(".html")
      ? "text/html; charset=utf-8"
      : name.endsWith(".json")
        ? "application/json"
        : "text/plain";
    response.writeHead(text === undefined ? 404 : 200, { "content-type": type });
    response.end(Buffer.from(text ?? "", "latin1"));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as { port: number };
  return { server, address: `http://127.0.0.1:${port}` };
}
