import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { checkGithub } from "../../src/check/forms/github.js";
import type { CheckFormat } from "../../src/check/forms/report.js";
import { summaryOf } from "../../src/check/forms/report.js";
import { checkSarif } from "../../src/check/forms/sarif.js";
import { build } from "../../src/cli/build.js";
import { type CheckOptions, check } from "../../src/cli/check/check.js";
import { contentDigest, LIST } from "../../src/files/index.js";
import { BASE } from "../../src/rules/base.js";
import { matchGolden } from "../golden.js";
import { runBlocksHere } from "./in-process.js";
import { edited, filesUnder, Recorder, removeFolders, type Sources, steady, temporaryFolder, write } from "./memo.js";
import { TestRepository } from "./repository.js";

const CHAPTER = "chapters/03-juice.md";

/** Two warnings, a hint, and one that is let stand. */
const FILES: Sources = {
  ...BASE,
  [CHAPTER]: `---
title: Juice
---

The trees give 4,800 kg, 99% of it by hand: see @tbl-press.

<!-- memo-ignore stale/number: the neighbour's guess, told as such -->
The neighbour says 4,900 kg.

\`\`\`ts {#tbl-press .table}
//| caption: What the press takes.
table([{ kg: given.press.capacity[2026] }])
\`\`\`

\`\`\`ts {#tbl-again .table}
//| caption: What the press takes, and why it matters, 100% of it.
table([{ kg: given.press.capacity[2027] }])
\`\`\`
`,
};
const LIMITS = { seconds: 60, megabytes: 1024 };

async function run(
  folder: string,
  more: Partial<CheckOptions> = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const terminal = new Recorder();
  const options = { out: "out", strict: false, hints: false, fix: false, format: "terminal" as const };
  const code = await check({ set: [], cache: true, limits: LIMITS, ...options, folder, ...more }, terminal);
  return { code, stdout: steady(terminal.stdout, folder), stderr: terminal.stderr };
}

const built = async (folder: string): Promise<void> => {
  const terminal = new Recorder();
  const code = await build({ folder, set: [], cache: true, out: "out", json: false, limits: LIMITS }, terminal);
  expect(code, terminal.stderr).toBe(0);
};

describe("memo check", () => {
  let folder: string;
  beforeAll(() => {
    runBlocksHere();
    folder = write(temporaryFolder(), FILES);
  });
  afterAll(() => {
    vi.restoreAllMocks();
    removeFolders();
  });

  it("says in one line that all is well, and writes nothing", async () => {
    const clean = write(temporaryFolder(), BASE);
    await built(clean);
    const before = filesUnder(clean);
    const { code, stdout, stderr } = await run(clean, { strict: true, hints: true });
    expect(stderr).toBe("");
    expect(stdout).toBe(
      "0 errors, 0 warnings, 0 hints; 0 exceptions; 1 output, 1 claim; dimensions of 3 of 3 operations; 0.0 s\n",
    );
    expect(code).toBe(0);
    expect(filesUnder(clean)).toEqual(before);
  });

  it("puts right what reads the same afterwards, and nothing else", async () => {
    const mine = write(temporaryFolder(), FILES);
    const { stdout, stderr } = await run(mine, { fix: true });
    expect(readFileSync(join(mine, CHAPTER), "utf8")).toBe(
      FILES[CHAPTER]?.replace("The trees give 4,800 kg,", "The trees give {{harvest}},"),
    );
    expect(stdout).toMatch(/^1 fixed; 0 errors, /);
    expect(stderr).not.toContain("stale/number");
    expect((await run(mine, { fix: true })).stdout).not.toContain("fixed");
  });

  it.each<CheckFormat>(["terminal", "json", "github", "sarif"])("tells what it found as %s", async (format) => {
    const { code, stdout, stderr } = await run(folder, { format, hints: true });
    expect(code).toBe(0);
    const text = format === "terminal" ? `${stderr}${stdout}` : stdout;
    const extension = { terminal: "txt", json: "json", github: "txt", sarif: "sarif" }[format];
    matchGolden(join(import.meta.dirname, "golden", `check-${format}.${extension}`), text);
    if (format !== "terminal") expect(stderr).toBe("");
  });

  it("tells hints only when asked, and fails for warnings only when strict", async () => {
    const { code, stderr, stdout } = await run(folder, { strict: true });
    expect(code).toBe(1);
    expect(stderr).not.toContain("hint[");
    expect(stdout).toContain("3 warnings, 1 hint (--hints prints it); 1 exception");
  });

  it("tells of errors first, and no more to GitHub than it shows", async () => {
    const many = Array.from({ length: 12 }, (_, n) => `Row ${n} weighs 4,8${n + 10} kg, says the book.`).join("\n\n");
    const files = {
      ...edited(FILES, CHAPTER, "The neighbour says", `${many}\n\nThe neighbour says`),
      "chapters/04-late.md": "---\ntitle: Late\n---\n\n```ts {#late}\nconst late: string = harvest;\n```\n",
    };
    const broken = await run(write(temporaryFolder(), files), { format: "github" });
    expect(broken.code).toBe(1);
    expect(broken.stdout.split("\n")).toEqual([
      expect.stringMatching(/^::error file=.*chapters\/04-late\.md,line=6,col=7,endLine=6,endColumn=10,title=types\//),
      "1 error, 0 warnings, 0 hints; 0.0 s",
      "",
    ]);
    const { stdout } = await run(
      write(temporaryFolder(), { ...files, "chapters/04-late.md": "---\ntitle: Late\n---\n" }),
      {
        format: "github",
      },
    );
    expect(stdout.match(/^::warning /gm)).toHaveLength(10);
    expect(stdout.match(/^warning\[/gm)?.length).toBeGreaterThan(4);
  });

  it("compares out/ with what the sources give, byte for byte", async () => {
    const at = write(temporaryFolder(), BASE);
    await built(at);
    // What isn't committed is built where it is wanted.
    appendFileSync(join(at, "out/index.html"), "\n");
    rmSync(join(at, "out/memo.pdf"));
    expect((await run(at)).code).toBe(0);
    appendFileSync(join(at, "out/memo.md"), "\n");
    rmSync(join(at, "out/results.json"));
    writeFileSync(join(at, "out/old.svg"), "");
    // What an earlier build wrote is on the list; anything else is not memo's.
    const list = join(at, "out", LIST);
    const digest = contentDigest("");
    writeFileSync(list, readFileSync(list, "utf8").replace('"files": {', `"files": { "old.svg": "${digest}",`));
    writeFileSync(join(at, "out/CNAME"), "");
    const { code, stderr } = await run(at);
    expect(code).toBe(1);
    expect(stderr).toContain(
      "error[check/out]\n  out/ is not what the sources give: 2 files differ, 1 is missing, 1 is extra\n",
    );
    expect(stderr).toContain("differ: .memo-files.json, memo.md\n  is missing: results.json\n  is extra: old.svg\n");
    expect(stderr).toContain("warning[check/beside]\n  out/ holds CNAME, which memo did not write\n");
    // Of another version or a scenario out/ says nothing.
    const elsewhere = await run(at, { scenario: "late-frost" });
    expect([elsewhere.code, elsewhere.stderr]).toEqual([0, ""]);
  });

  it("keeps to the severities that the memo sets", async () => {
    const strictly = edited(FILES, "chapters/01-summary.md", "memo: {", "memo: {rules: {stale/number: error}, ");
    const { code, stderr } = await run(write(temporaryFolder(), strictly));
    expect(code).toBe(1);
    expect(stderr).toContain("error[stale/number] chapters/03-juice.md:5:16");
    const off = edited(
      FILES,
      "chapters/01-summary.md",
      "memo: {",
      "memo: {rules: {types/wrong-type: off, stale/numbr: off}, ",
    );
    expect((await run(write(temporaryFolder(), off))).stderr).toContain("did you mean `stale/number`?");
  });

  it("says how hints are printed, where there are some that aren't", () => {
    const hint = { rule: "printed/zero", severity: "hint", message: "nothing" } as const;
    const of = (n: number, diagnostics: readonly (typeof hint)[]): string =>
      summaryOf({
        diagnostics,
        counts: { error: 0, warning: 0, hint: n },
        fixed: 0,
        exceptions: [],
        seconds: 1,
        sources: new Map(),
        prefix: "",
      });
    expect(of(2, [])).toBe("0 errors, 0 warnings, 2 hints (--hints prints them); 1.0 s");
    expect(of(1, [])).toBe("0 errors, 0 warnings, 1 hint (--hints prints it); 1.0 s");
    expect(of(1, [hint])).toBe("0 errors, 0 warnings, 1 hint; 1.0 s");
    expect(of(0, [])).toBe("0 errors, 0 warnings, 0 hints; 1.0 s");
  });

  it("tells GitHub where a memo in a folder of the repository stands", () => {
    const diagnostic = {
      rule: "stale/number" as const,
      severity: "warning" as const,
      message: "50% of it:\r\nno",
      place: { file: "chapters/01-a, b.md", start: { line: 2, column: 3 }, end: { line: 4, column: 1 } },
      related: [{ words: "first at", place: { file: "chapters/02-c.md", start: { line: 7, column: 1 } } }],
    };
    const counts = { error: 0, warning: 1, hint: 0 };
    const report = { diagnostics: [diagnostic], counts, fixed: 0, exceptions: [], seconds: 2.14, sources: new Map() };
    expect(checkGithub({ ...report, prefix: "memo/" })).toBe(
      "::warning file=memo/chapters/01-a%2C b.md,line=2,col=3,title=stale/number::50%25 of it:%0D%0Ano%0Afirst at chapters/02-c.md:7:1\n0 errors, 1 warning, 0 hints; 2.1 s\n",
    );
    const sarif = JSON.parse(checkSarif({ ...report, prefix: "memo/" }, [], "1.2.3"));
    expect(sarif.runs[0].results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: "memo/chapters/01-a%2C%20b.md" },
      region: { startLine: 2, startColumn: 3, endLine: 4, endColumn: 1 },
    });
    expect(sarif.runs[0].results[0].relatedLocations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: "memo/chapters/02-c.md" },
          region: { startLine: 7, startColumn: 1 },
        },
        message: { text: "first at" },
      },
    ]);
  });

  it("names files from the top of a repository that holds the memo below it, wherever it is called", async () => {
    const { folder } = TestRepository.with(FILES, "docs/report");
    expect((await run(folder, { format: "github" })).stdout).toContain(`::warning file=docs/report/${CHAPTER},line=`);
    expect((await run(folder, { format: "sarif" })).stdout).toContain(`"uri": "docs/report/${CHAPTER}"`);
  });

  it("says that a folder is no memo", async () => {
    const { code, stderr, stdout } = await run(temporaryFolder());
    expect([code, stdout]).toEqual([2, "1 error, 0 warnings, 0 hints; 0.0 s\n"]);
    expect(stderr).toContain("error[project/no-memo]");
  });

  it("finds in a build what it finds by itself, but for hints", async () => {
    const terminal = new Recorder();
    const options = { set: [], cache: true, out: "out", only: ["md" as const], json: false, limits: LIMITS };
    await build({ ...options, folder: write(temporaryFolder(), FILES) }, terminal);
    expect(terminal.stderr.match(/^\w+\[[^\]]+\]/gm)).toEqual(["warning[stale/number]", "warning[unused/figure]"]);
  });
});
