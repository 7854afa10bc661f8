import { existsSync, mkdirSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { MemoError } from "../../src/diagnostic.js";
import { restoreFolder, reviseFolder } from "../../src/files/index.js";
import {
  Overtaken,
  type Publication,
  preview,
  publication,
  readRecord,
  type SiteOptions,
  versionPath,
} from "../../src/publish/index.js";
import { filesUnder, removeFolders, temporaryFolder, write } from "../cli/memo.js";
import { failAt, mend } from "../files/faults.js";

afterAll(removeFolders);

/** A publication of a version as a site gets it; `text` stands for its sources and its page. */
function of(version: string, text: string, more: Partial<Publication> = {}): Publication {
  const path = versionPath(version);
  return {
    title: "The orchard",
    url: "https://example.org/orchard/",
    version: {
      version,
      title: "The orchard",
      asOf: `${version}-15`,
      engine: "1.0.0",
      inputs: `sha256:${text}`,
      path,
      scenarios: [{ name: "frost", title: "Frost", path: `${path}s/frost/` }],
      revisions: [],
    },
    files: new Map<string, string | Uint8Array>([
      ["index.html", text],
      ["s/frost/index.html", `${text}, frost`],
      ["memo.pdf", new Uint8Array([1, 2, 3])],
    ]),
    rootFiles: new Map([["index.html", `${text} at the root`]]),
    ...more,
  };
}

/** The same, reviewed against another one. */
const since = (given: Publication, { version }: Publication): Publication => ({
  ...given,
  version: { ...given.version, previous: version.version, verdict: `${version.version} no longer` },
  reviewedAgainst: version,
});

const put = (site: string, given: Publication, options: Partial<SiteOptions> = {}) =>
  reviseFolder(site, "site", () => publication(site, given, { name: "site", ...options }));

const rule = (error: unknown): string =>
  error instanceof MemoError ? (error.diagnostics[0]?.rule ?? "") : String(error);
const refused = (done: Promise<unknown>): Promise<string> => done.then(() => "", rule);

const A = of("2026-01", "january");
const B = since(of("2026-03", "march"), A);
const C = since(of("2026-05", "may"), B);

/** Files that last: versions, and what they were before a revision. */
const lasting = (files: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).filter(([path]) => /^[vr]\//.test(path)));

async function siteOf(...given: Publication[]): Promise<string> {
  const site = join(temporaryFolder(), "site");
  for (const one of given) await put(site, one);
  return site;
}

describe("a site", () => {
  it("keeps each version as it was published, has the latest at its root and all of them in its lists", async () => {
    const site = join(temporaryFolder(), "site");
    let before: Record<string, string> = {};
    for (const [i, one] of [A, B, C].entries()) {
      await put(site, one);
      const now = filesUnder(site);
      expect(now).toMatchObject(before);
      before = lasting(now);
      expect(now["index.html"]).toBe(`${["january", "march", "may"][i]} at the root`);
      const { latest, versions } = JSON.parse(now["versions.json"] ?? "");
      expect(latest).toBe(one.version.version);
      expect(versions).toHaveLength(i + 1);
      for (const { version } of [A, B, C].slice(0, i + 1)) {
        expect(now["versions/index.html"]).toContain(`href="../v/${version.version}/"`);
        expect(now["sitemap.xml"]).toContain(`<loc>https://example.org/orchard/v/${version.version}/s/frost/</loc>`);
        expect(now["feed.xml"]).toContain(`<id>https://example.org/orchard/v/${version.version}/</id>`);
      }
      // A server shows it at any address: its links can't count from where it stands.
      const links = [...(now["404.html"] ?? "").matchAll(/ href="([^"]*)"/g)].map(([, link]) => link);
      expect(links).toEqual(["data:,", "/orchard/", "/orchard/versions/"]);
    }
    expect(Object.keys(lasting(filesUnder(site)))).toHaveLength(9);
  });

  it("has the same bytes, and the same files, when a version is published again", async () => {
    const site = await siteOf(A, B);
    const before = filesUnder(site);
    for (const options of [{}, { revise: true }]) await put(site, B, options);
    for (const options of [{}, { revise: true }]) await put(site, A, options);
    expect(filesUnder(site)).toEqual(before);
  });

  it("takes an earlier version into its place and leaves its root alone", async () => {
    const site = await siteOf(B.reviewedAgainst ? { ...B, reviewedAgainst: undefined } : B);
    await put(site, A);
    const { latest, versions } = JSON.parse(readFileSync(join(site, "versions.json"), "utf8"));
    expect([latest, versions.map(({ version }: { version: string }) => version)]).toEqual([
      "2026-03",
      ["2026-01", "2026-03"],
    ]);
    expect(readFileSync(join(site, "index.html"), "utf8")).toBe("march at the root");
  });

  it("keeps what others put there, and a preview until it is taken away", async () => {
    const site = await siteOf(A);
    write(site, { CNAME: "example.org\n", "photos/a.jpg": "jpeg", "v/notes.txt": "mine" });
    await reviseFolder(site, "site", () => preview(site, 12, new Map([["index.html", "draft"]]), { name: "site" }));
    await put(site, B);
    expect(filesUnder(site)).toMatchObject({
      CNAME: "example.org\n",
      "photos/a.jpg": "jpeg",
      "v/notes.txt": "mine",
      "pr/12/index.html": "draft",
    });
    for (const list of ["versions.json", "sitemap.xml", "feed.xml"])
      expect(readFileSync(join(site, list), "utf8")).not.toContain("pr/12");
    const before = filesUnder(site);
    await reviseFolder(site, "site", () => preview(site, 12, new Map(), { name: "site" }));
    const { "pr/12/index.html": _, ".memo-files.json": _list, ...rest } = before;
    const { ".memo-files.json": _now, ...after } = filesUnder(site);
    expect(after).toEqual(rest);
    expect(existsSync(join(site, "pr"))).toBe(false);
  });

  it("replaces the latest version on request only, and what it was stays beside it, with its links", async () => {
    const site = await siteOf(A, B);
    const before = filesUnder(site);
    let again = since(of("2026-03", "march, mended"), A);
    expect(await refused(put(site, again))).toBe("publish/published");
    expect(filesUnder(site)).toEqual(before);
    await put(site, again, { revise: true });
    again = since(of("2026-03", "march, mended twice"), A);
    await put(site, again, { revise: true });
    const now = filesUnder(site);
    expect(now["v/2026-03/index.html"]).toBe("march, mended twice");
    expect(now["r/2026-03.1/index.html"]).toBe("march");
    expect(now["r/2026-03.2/index.html"]).toBe("march, mended");
    expect(now["r/2026-03.1/s/frost/index.html"]).toBe("march, frost");
    expect(now["index.html"]).toBe("march, mended twice at the root");
    expect(now["v/2026-01/index.html"]).toBe("january");
    expect(now["versions/index.html"]).toContain('href="../r/2026-03.2/"');
  });

  it("refuses another memo at the address of a version that has a later one, with any flag", async () => {
    const site = await siteOf(A, B);
    const before = filesUnder(site);
    for (const options of [{}, { revise: true }, { adopt: true }, { revise: true, adopt: true }])
      expect(await refused(put(site, of("2026-01", "january, mended"), options))).toBe("publish/old-version");
    expect(filesUnder(site)).toEqual(before);
  });

  it("is not published into where any file of a version was changed or is gone", async () => {
    for (const file of Object.keys(lasting(filesUnder(await siteOf(A, B)))))
      for (const spoil of [(path: string) => writeFileSync(path, "other"), unlinkSync]) {
        const site = await siteOf(A, B);
        spoil(join(site, file));
        const before = filesUnder(site);
        for (const done of [put(site, C), put(site, A), put(site, C, { adopt: true, revise: true })])
          expect(await refused(done), file).toBe("publish/changed");
        expect(filesUnder(site)).toEqual(before);
      }
  });

  it("is not published into where its list of versions is broken or gone", async () => {
    const broken = [
      "",
      "{}",
      "[]",
      "null",
      '{"schema":1,"versions":[{}]}',
      '{"schema":1,"versions":[{"version":"../x"}]}',
    ];
    for (const text of [
      ...broken,
      readFileSync(join(await siteOf(A), "versions.json"), "utf8").replace('"schema": 1', '"schema": 2'),
      undefined,
    ]) {
      const site = await siteOf(A);
      const path = join(site, "versions.json");
      if (text === undefined) unlinkSync(path);
      else writeFileSync(path, text);
      expect(await refused(put(site, B)), text).toBe("publish/record");
      expect(() => readRecord(site, "site")).toThrow(MemoError);
    }
  });

  it("loses neither of two that publish at once: the later one is told to review again", async () => {
    const site = await siteOf(A);
    const other = since(of("2026-02", "february"), A);
    const done = await Promise.allSettled([put(site, other), put(site, B)]);
    expect(done.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect((done[1] as PromiseRejectedResult).reason).toBeInstanceOf(Overtaken);
    await put(site, since(B, other));
    expect(readRecord(site, "site").versions.map(({ version }) => version)).toEqual(["2026-01", "2026-02", "2026-03"]);
    expect(lasting(filesUnder(site))["v/2026-02/index.html"]).toBe("february");
  });
});

// Every call is too many to try each; the exchange itself is tried at each in test/files.
describe.skipIf(process.platform === "win32")("a publishing that is ended at any call of the file system", () => {
  afterEach(mend);

  for (const dead of [true, false])
    it(`leaves every version in its place: ${dead ? "killed" : "failing"}`, async () => {
      const full = filesUnder(await siteOf(A, B, C));
      const template = filesUnder(await siteOf(A, B));
      const counted = failAt(Number.POSITIVE_INFINITY);
      await put(await fresh(template), C);
      mend();
      expect(counted.calls).toBeGreaterThan(100);
      const seen = new Set<string>();
      for (let nth = 1; nth <= counted.calls; nth += 23) {
        const site = await fresh(template);
        failAt(nth, { dead });
        await put(site, C).catch(() => {});
        mend();
        // Seen from a reader: the site is whole, old or new, or for a moment between two renames not there at all.
        if (existsSync(site)) {
          const there = filesUnder(site);
          const state = JSON.parse(there["versions.json"] ?? "").latest as string;
          expect(there, `${nth}`).toMatchObject(lasting(template));
          expect(there, `${nth}`).toMatchObject(state === "2026-05" ? full : template);
          seen.add(state);
        } else expect(dead).toBe(true);
        bury(site);
        await restoreFolder(site, "site");
        await put(site, C);
        expect(filesUnder(site), `${nth}`).toEqual(full);
        expect(readdirSync(join(site, "..")), `${nth}`).toEqual(["site"]);
      }
      expect([...seen].sort()).toEqual(["2026-03", "2026-05"]);
    });

  async function fresh(files: Record<string, string>): Promise<string> {
    const site = join(temporaryFolder(), "site");
    mkdirSync(site);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(site, path, ".."), { recursive: true });
      writeFileSync(join(site, path), text, "latin1");
    }
    return site;
  }

  /** As if the process that was at it were gone. */
  function bury(site: string): void {
    const room = join(site, "../.site.memo");
    for (const name of existsSync(room) ? readdirSync(room) : [])
      if (/^owner|^claim/.test(name)) {
        const text = readFileSync(join(room, name), "utf8");
        writeFileSync(join(room, name), text.replace(/"pid":\d+,"start":\d+/, '"pid":99999999,"start":1'));
      }
  }
});
