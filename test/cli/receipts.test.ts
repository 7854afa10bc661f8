import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { publish } from "../../src/cli/publish/run.js";
import { verify } from "../../src/cli/verify/run.js";
import { differingPages } from "../../src/memo/pdf-pages.js";
import { BASE } from "../../src/rules/base.js";
import { readPdf } from "../render/pdf/read.js";
import { runBlocksHere } from "./in-process.js";
import { edited, filesUnder, Recorder, removeFolders } from "./memo.js";
import { TestRepository } from "./repository.js";

beforeEach(runBlocksHere);
afterEach(() => vi.restoreAllMocks());
afterAll(removeFolders);

const MEMO = edited(
  edited(
    BASE,
    "chapters/01-summary.md",
    "title: The orchard,",
    "title: The orchard, live: true, url: http://example.org/orchard,",
  ),
  "chapters/02-harvest.md",
  'tolerance: "1%"',
  'tolerance: "1%", key: true',
);
const limits = { seconds: 60, megabytes: 1024 };

let repository: TestRepository;
let site: string;
let commit: string;

async function put(to: string, more: { revise?: boolean } = {}): Promise<void> {
  const terminal = new Recorder();
  const options = { folder: repository.folder, to, set: [], cache: false, limits, ...more };
  expect(await publish(options, terminal), terminal.stderr).toBe(0);
}

async function check(file: string, more: { at?: string } = {}): Promise<{ code: number; text: string }> {
  const terminal = new Recorder();
  const code = await verify(file, { folder: repository.folder, set: [], cache: false, limits, ...more }, terminal);
  return { code, text: terminal.stdout + terminal.stderr };
}

beforeAll(async () => {
  runBlocksHere();
  repository = TestRepository.with(MEMO, "memo");
  commit = repository.git("rev-parse", "HEAD").trim();
  site = join(repository.folder, "../site");
  await put(site);
  vi.restoreAllMocks();
});

const EMBEDS = ["embed/output-harvest.html", "v/2026-03/embed/output-harvest.html"];
const PAGES = ["index.html", "v/2026-03/index.html", "v/2026-03/s/late-frost/index.html"];

describe("what is published", () => {
  it("says at its end what it was made from, as page and PDF", async () => {
    const said = new RegExp(
      `Version 2026-03(, scenario late-frost)?\\. Made by memo [\\d.]+ from sources sha256:[0-9a-f]{64}, commit ${commit}\\.`,
    );
    for (const file of PAGES) expect(readFileSync(join(site, file), "utf8")).toMatch(said);
    // All of them can be asked for a what-if, and the other outputs say where.
    for (const file of PAGES) expect(readFileSync(join(site, file), "utf8")).toContain('id="memo-live"');
    expect(readFileSync(join(site, "v/2026-03/memo.md"), "utf8")).toContain(
      "[Change the assumptions on the live page](<http://example.org/orchard/v/2026-03/>)",
    );
    const { pages } = await readPdf(new Uint8Array(readFileSync(join(site, "memo.pdf"))));
    expect(pages[0]?.text).toContain("live page: example.org/orchard/v/2026-03/");
    const last = (pages.at(-1)?.text ?? "").replace(/\s+/g, " ");
    expect(last.slice(-260)).toMatch(said);
    expect(readFileSync(join(site, "memo.pdf"), "latin1")).toContain(
      "http://example.org/orchard/v/2026-03/#v-sec-summary-harvest",
    );
    // What is committed stays as it is from commit to commit.
    for (const file of ["memo.md", "results.json"])
      expect(readFileSync(join(site, "v/2026-03", file), "utf8")).not.toContain(commit);
  });

  it("has a picture of its own where it is linked to, the latest at the root too", () => {
    for (const page of PAGES) {
      const text = readFileSync(join(site, page), "utf8");
      const said = (name: string): string =>
        new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)">`).exec(text)?.[1] ?? "";
      const lasting = page === "index.html" ? "v/2026-03/" : page.replace("index.html", "");
      expect(said("og:image")).toBe(`http://example.org/orchard/${lasting}card.png`);
      expect(said("og:image:alt")).toMatch(
        /^The orchard\. Harvest: [\d,]+\skg\. Version 2026-03(?: · scenario .+)? · 15 March 2026$/,
      );
      expect(said("twitter:card")).toBe("summary_large_image");
      const card = readFileSync(join(site, lasting, "card.png"));
      expect([card.toString("latin1", 1, 4), card.readUInt32BE(16), card.readUInt32BE(20)]).toEqual(["PNG", 1200, 630]);
    }
    const at = (path: string): Buffer => readFileSync(join(site, path, "card.png"));
    expect(at("").equals(at("v/2026-03"))).toBe(true);
    expect(at("").equals(at("v/2026-03/s/late-frost"))).toBe(false);
  });

  it("is what its commit gives, byte for byte, whatever stands in the working tree", async () => {
    const before = filesUnder(site);
    appendFileSync(join(repository.folder, "chapters/02-harvest.md"), "\nMore.\n");
    for (const file of [...PAGES, ...EMBEDS, "memo.pdf"]) {
      const { code, text } = await check(join(site, file));
      expect(text).toContain(`what the sources of commit ${commit.slice(0, 12)} give, byte for byte`);
      expect(code).toBe(0);
    }
    const other = await check(join(site, "index.html"), { at: repository.git("rev-parse", "HEAD").trim() });
    expect(other.code).toBe(0);
    repository.git("commit", "-qam", "More");
    const later = await check(join(site, "index.html"), { at: "HEAD" });
    expect(later.code).toBe(1);
    expect(later.text.replace(/\s+/g, " ")).toContain(
      `its sources are those of commit ${commit.slice(0, 12)}: \`--at ${commit.slice(0, 12)}\`; chapters/02-harvest.md differs`,
    );
    repository.git("checkout", "-q", commit, "--", "memo/chapters");
    repository.git("commit", "-qm", "As it was");
    // Known by another commit now, and no revision for that.
    await put(site, { revise: true });
    expect(filesUnder(site)).toEqual(before);
  });

  it("that was altered says where", async () => {
    const altered = join(repository.folder, "../altered");
    mkdirSync(altered, { recursive: true });
    const page = readFileSync(join(site, "index.html"), "utf8");
    writeFileSync(join(altered, "index.html"), page.replace("4,800", "4,900"));
    const html = await check(join(altered, "index.html"));
    expect(html.code).toBe(1);
    expect(html.text).toMatch(/in line \d+.*4,900[\s\S]*4,800/);
    const pdf = readFileSync(join(site, "memo.pdf"));
    // Of each stream a byte, to find those that are drawn on a page.
    const streams = [...pdf.toString("latin1").matchAll(/stream\r?\n/g)].map((found) => found.index + found[0].length);
    const spoilt = streams.map((at) => {
      const other = Buffer.from(pdf);
      other[at + 5] = (other[at + 5] ?? 0) ^ 1;
      return other;
    });
    const pages = spoilt.map((other) => differingPages(other, pdf));
    expect(new Set(pages.flat())).toEqual(new Set([1, 2, 3].slice(0, Math.max(...pages.flat()))));
    expect(differingPages(pdf, pdf)).toEqual([]);
    const last = pages.findIndex(([page]) => page !== undefined);
    writeFileSync(join(altered, "memo.pdf"), spoilt[last] ?? "");
    expect((await check(join(altered, "memo.pdf"))).text.replace(/\s+/g, " ")).toContain(`on page ${pages[last]}: `);
    // Of another engine, of a commit that isn't here, and of other sources than it says.
    const said = (from: RegExp | string, to: string) => {
      writeFileSync(join(altered, "index.html"), page.replaceAll(from, to));
      return check(join(altered, "index.html"));
    };
    expect((await said(/content="memo [\d.]+"/g, 'content="memo 0.0.1"')).text).toContain("engine 0.0.1 made it");
    expect((await said(commit, "0123456789".repeat(4))).text).toContain("which is not in this repository");
    expect((await said(/sha256:[0-9a-f]{64}"/g, `sha256:${"0".repeat(64)}"`)).text).toContain(
      "was made from other sources",
    );
  });

  it("from sources that no commit has names none", async () => {
    appendFileSync(join(repository.folder, "chapters/02-harvest.md"), "\nNot committed.\n");
    const draft = join(repository.folder, "../draft");
    await put(draft);
    const page = readFileSync(join(draft, "index.html"), "utf8");
    expect(page).toContain("from sources sha256:");
    expect(page).not.toContain("memo-commit");
    expect(await check(join(draft, "index.html"))).toMatchObject({ code: 0 });
    repository.git("checkout", "-q", "--", ".");
    expect(await check(join(draft, "index.html"))).toMatchObject({ code: 1 });
  });
});
