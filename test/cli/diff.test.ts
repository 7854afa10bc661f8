import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { addDiff } from "../../src/cli/diff/command.js";
import { type DiffOptions, diff } from "../../src/cli/diff/diff.js";
import * as pipeline from "../../src/memo/compute.js";
import { readProject } from "../../src/memo/project.js";
import { computeSide } from "../../src/memo/sides/compute.js";
import { BlockProcess, type Runner } from "../../src/notebook/process/block-process.js";
import * as comparison from "../../src/review/compare.js";
import type { Review } from "../../src/review/types.js";
import { matchGolden } from "../golden.js";
import { realmRunner } from "../setup/in-realm.js";
import { runBlocksHere } from "./in-process.js";
import { edited, memo, Recorder, removeFolders, type Sources, starter, temporaryFolder, write } from "./memo.js";
import { TestRepository } from "./repository.js";

const golden = (name: string): string => join(import.meta.dirname, "golden", `diff-${name}`);
const STARTER = starter();
const VERSION = "assumptions/2026-01.yaml";
const SUMMARY = "chapters/01-summary.md";
const COST = "chapters/02-cost.md";

/** The one line that a pull request changes. */
const DEARER: Sources = edited(STARTER, VERSION, "value: 1.55 USD/liter", "value: 1.35 USD/liter");
const OTHERWISE =
  "{{else}}\nThe diesel van is the cheaper one by {{dollars loss digits=0}}: the electric van does not earn back its higher price in that time.\n";
/** The claim falls, and where it is stated there is no other sentence. */
const FALLEN = edited(edited(STARTER, VERSION, "electric: 46000", "electric: 86000"), SUMMARY, OTHERWISE, "");
const BROKEN = edited(STARTER, VERSION, "    years: {value: 6 year,", "    years: {value: 6 yaer,");

interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

async function run(
  folder: string,
  sides: readonly string[] = [],
  more: Partial<DiffOptions> = {},
  terminal = new Recorder(),
): Promise<Ran> {
  const limits = { seconds: 60, megabytes: 1024 };
  const options: DiffOptions = {
    folder,
    set: [],
    cache: true,
    limits,
    format: "json",
    output: [],
    failOn: [],
    ...more,
  };
  const code = await diff(sides[0], sides[1], options, terminal);
  return { code, stdout: terminal.stdout, stderr: terminal.stderr };
}

const reviewIn = ({ stdout }: Ran): Review => (JSON.parse(stdout) as { review: Review }).review;

/** Commits are called alike whatever is in them. */
const steady = (text: string): string => text.replace(/\b[0-9a-f]{7}\b/g, "1a2b3c4");

/** Main with a memo, and a branch in the working tree that changes it. */
function branch(files: Sources, from: Sources = STARTER): TestRepository {
  const at = TestRepository.with(from);
  at.git("checkout", "-q", "-b", "work");
  at.commit("change", files);
  return at;
}

/** Sides are computed in this process, and so is what moved them. */
function runBlocks(): void {
  runBlocksHere();
  const blocks = BlockProcess.prototype as unknown as { converse: NonNullable<Runner["converse"]> };
  const { converse } = realmRunner();
  if (converse) vi.spyOn(blocks, "converse").mockImplementation(converse);
}

beforeEach(runBlocks);
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(removeFolders);

describe("memo diff", () => {
  it("reviews a branch against where it left main, and attributes what moved", async () => {
    const at = branch(DEARER);
    const ran = await run(at.folder);
    const review = reviewIn(ran);
    expect([ran.code, ran.stderr]).toEqual([0, ""]);
    expect([steady(review.old.label), review.new.label]).toEqual(["merge base with main (1a2b3c4)", "working tree"]);
    expect(review.assumptions.map(({ id }) => id)).toEqual(["energy.diesel"]);
    const saving = review.outputs.find(({ name }) => name === "saving");
    expect([saving?.oldText, saving?.newText]).toEqual(["$2,918", "$674"]);
    expect(saving?.attribution?.steps.map(({ kind, parts }) => [kind, parts.map(({ id }) => id)])).toEqual([
      ["assumptions", ["energy.diesel"]],
    ]);
  });

  it("says that nothing changed", async () => {
    const at = TestRepository.with(STARTER);
    const ran = await run(at.folder);
    expect([ran.code, reviewIn(ran).verdict, reviewIn(ran).changed]).toEqual([0, "nothing changed", false]);
  });

  it("compares any two sides", async () => {
    const at = branch(DEARER);
    at.git("tag", "v1.0", "main");
    const ran = await run(at.folder, ["v1.0:short-rounds", "HEAD:2026-01+dear-power"]);
    const { old, new: now, verdict } = reviewIn(ran);
    expect([steady(old.label), old.scenario, steady(now.label), now.scenario]).toEqual([
      "v1.0 (1a2b3c4), scenario short-rounds",
      "short-rounds",
      "HEAD (1a2b3c4), assumptions 2026-01, scenario dear-power",
      "dear-power",
    ]);
    expect(verdict).toContain("1 claim flips");
  });

  it("keeps the finished review, and makes it again when a side or a name changes", async () => {
    const at = branch(DEARER);
    const compared = vi.spyOn(comparison, "compareSides");
    const first = await run(at.folder);
    const computed = vi.spyOn(pipeline, "computeMemo");
    expect(await run(at.folder)).toEqual(first);
    expect([compared.mock.calls.length, computed.mock.calls.length]).toEqual([1, 0]);
    await run(at.folder, ["main"]);
    expect([compared.mock.calls.length, computed.mock.calls.length]).toEqual([2, 0]);
    write(at.folder, edited(STARTER, VERSION, "1.55 USD/liter", "1.34 USD/liter"));
    expect(reviewIn(await run(at.folder)).verdict).not.toBe(reviewIn(first).verdict);
    const { stdout } = await run(at.folder, [], { cache: false });
    expect(stdout).toBe((await run(at.folder)).stdout);
  });

  it("leaves the repository and the working tree as they are", async () => {
    const at = branch(DEARER);
    write(at.folder, edited(DEARER, SUMMARY, "nothing here", "nothing at all here"));
    at.git("add", SUMMARY);
    const status = at.git("status", "--porcelain");
    await run(at.folder);
    expect(at.git("status", "--porcelain").replace("?? .memo-cache/", "").trim()).toBe(status);
  });
});

describe("forms", () => {
  it.each([
    ["terminal", "txt"],
    ["markdown", "md"],
  ] as const)("a one-line change of an assumption in the form %s", async (format, ending) => {
    const { stdout, code } = await run(branch(DEARER).folder, [], { format });
    expect(code).toBe(0);
    matchGolden(golden(`one-line.${ending}`), steady(stdout));
  });

  it("are written to as many files as are asked for, from the memo's folder", async () => {
    const at = branch(DEARER);
    const output = ["review/a.html", "review/a.md", "a.json", "a.txt"];
    const { stdout } = await run(at.folder, [], { format: "terminal", output });
    const [html = "", markdown = "", json = "", text = ""] = output.map((file) =>
      readFileSync(join(at.folder, file), "utf8"),
    );
    expect(text).toBe(stdout);
    expect(JSON.parse(json)).toMatchObject({ ok: true, review: { changed: true }, diagnostics: [] });
    expect(steady(markdown)).toBe(readFileSync(golden("one-line.md"), "utf8"));
    expect(html).toMatch(/^<!doctype html>/i);
    expect(html).toContain("$2,918");
  });

  it("link the lines of assumptions where an address is given", async () => {
    const link = "https://example.org/o/r/blob/main/{file}#L{line}";
    const { stdout } = await run(branch(DEARER).folder, [], { format: "markdown", link });
    expect(stdout).toContain("https://example.org/o/r/blob/main/assumptions/2026-01.yaml#L");
  });

  it("name files from the top of the repository where it holds a memo below it, for annotations and links", async () => {
    const under = "docs/a report (new)";
    const at = TestRepository.with(STARTER, under);
    write(at.folder, DEARER);
    expect((await run(at.folder, [], { format: "github" })).stdout).toContain(
      `::notice file=${under}/${VERSION},line=`,
    );
    const link = "https://example.org/o/r/blob/main/{file}#L{line}";
    const { stdout } = await run(at.folder, [], { format: "markdown", link });
    expect(stdout).toContain(`(https://example.org/o/r/blob/main/docs/a%20report%20%28new%29/${VERSION}#L`);
  });

  it("show colours, and the width of a terminal, only there", async () => {
    const at = branch(DEARER);
    const wide = Object.assign(new Recorder(), { columns: 60, outColor: true });
    const { stdout } = await run(at.folder, [], { format: "terminal", output: ["plain.txt"] }, wide);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
    const colours = /\u001b\[[0-9;]*m/g;
    expect(stdout).toMatch(colours);
    expect(
      Math.max(
        ...stdout
          .replace(colours, "")
          .split("\n")
          .map(({ length }) => length),
      ),
    ).toBeLessThanOrEqual(60);
    expect(steady(readFileSync(join(at.folder, "plain.txt"), "utf8"))).toBe(
      readFileSync(golden("one-line.txt"), "utf8"),
    );
  });
});

describe("--fail-on", () => {
  const outcome = async (files: Sources, failOn: DiffOptions["failOn"], from = STARTER): Promise<string> => {
    const { code, stderr } = await run(branch(files, from).folder, [], { failOn });
    return `${stderr
      .split("\n")
      .filter((line) => line.startsWith("--fail-on"))
      .join("\n")}\nexit ${code}`;
  };

  it("material: an output moved by more than its tolerance", async () => {
    expect(await outcome(DEARER, ["material"])).toBe(
      "--fail-on material: 2 outputs moved by more than the tolerance\nexit 3",
    );
    const another = 'const loss = -saving;\nconst more = output(saving, { label: "More", unit: "USD" });';
    expect(await outcome(edited(STARTER, COST, "const loss = -saving;", another), ["material"])).toBe("\nexit 0");
    expect(await outcome(edited(STARTER, SUMMARY, "nothing here", "nothing at all here"), ["material", "claims"])).toBe(
      "\nexit 0",
    );
  });

  it("claims: one flipped, or a sentence states one that fell", async () => {
    const flipped = edited(STARTER, VERSION, "electric: 46000", "electric: 86000");
    expect(await outcome(flipped, ["claims"])).toBe("--fail-on claims: 1 claim flipped (electric-is-cheaper)\nexit 3");
    expect(await outcome(FALLEN, ["claims"])).toBe(
      "--fail-on claims: 1 claim flipped (electric-is-cheaper); a sentence states a claim that fell\nexit 3",
    );
    expect(await outcome(DEARER, ["claims"])).toBe("\nexit 0");
  });

  it("stale: what changed, or was not so before, is older than the register allows", async () => {
    const limited = edited(STARTER, VERSION, "defaults:\n", "stale_after: 12 months\ndefaults:\n");
    const old = edited(
      edited(limited, VERSION, "22000 km/year", "23000 km/year"),
      VERSION,
      "source: logbook\n",
      "source: logbook\n      as_of: 2024-01\n",
    );
    expect(await outcome(old, ["stale"], limited)).toBe(
      "--fail-on stale: 1 assumption older than allowed (use.distance)\nexit 3",
    );
    expect(await outcome(DEARER, ["stale"])).toBe("\nexit 0");
    const always = edited(limited, VERSION, "source: logbook\n", "source: logbook\n      as_of: 2024-01\n");
    expect(await outcome(edited(always, VERSION, "1.55 USD/liter", "1.35 USD/liter"), ["stale"], always)).toBe(
      "\nexit 0",
    );
  });
});

describe("a side that can't be compared", () => {
  it("because its register doesn't parse: the review says which, what and why", async () => {
    const at = branch(STARTER, BROKEN);
    const ran = await run(at.folder, [], { format: "terminal", failOn: ["claims"] });
    expect(ran.code).toBe(1);
    matchGolden(golden("broken-register.txt"), steady(`${ran.stdout}\n--- standard error\n${ran.stderr}`));
    matchGolden(golden("broken-register.md"), steady((await run(at.folder, [], { format: "markdown" })).stdout));
    const { stdout } = await run(at.folder);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, diagnostics: [{ rule: "assumptions/unknown-unit" }] });
  });

  it("because a block throws, on both sides", async () => {
    const throws = edited(
      STARTER,
      COST,
      "const loss = -saving;",
      'if (saving > 0) throw new Error("no");\nconst loss = -saving;',
    );
    const ran = await run(branch(edited(throws, COST, '"no"', '"never"'), throws).folder, [], { format: "terminal" });
    expect(ran.code).toBe(1);
    matchGolden(golden("both-throw.txt"), steady(`${ran.stdout}\n--- standard error\n${ran.stderr}`));
  });

  it("because the revision holds no memo, or no history leads to it", async () => {
    const at = branch(STARTER, { "README.md": "Nothing yet." });
    const none = await run(at.folder, [], { format: "terminal" });
    const clone = new TestRepository();
    at.git("checkout", "-q", "main");
    at.commit("later");
    clone.git("clone", "-q", "--depth", "1", "--no-single-branch", "--branch", "work", `file://${at.root}`, ".");
    const shallow = await run(clone.folder, [], { format: "terminal" });
    expect([none.code, shallow.code]).toEqual([1, 1]);
    const texts = [none, shallow].flatMap(({ stdout, stderr }) => [stdout, "--- standard error", stderr]);
    matchGolden(golden("no-history.txt"), steady(texts.join("\n")));
  });

  it("is read as far as it can be: what has another name, and what is written otherwise", async () => {
    const files = Object.fromEntries(
      Object.entries(STARTER).map(([path, text]) => [
        path,
        text.replaceAll("diesel: 35000", "diesel: 3500O").replaceAll("upkeep", "service"),
      ]),
    );
    const at = branch(files);
    const review = reviewIn(await run(at.folder));
    expect(review.verdict).toMatch(/^working tree does not build: .*; 1 renamed; 1 change in the sources \(/);
    expect(review.renames.map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ["assumption", "van.upkeep", "van.service"],
    ]);
    const price = review.sources.find(({ owner, field }) => owner === "van.price" && field === "value diesel");
    expect([price?.oldText, price?.newText]).toEqual(["35000", "3500O"]);
    expect(review.sources.some(({ owner }) => owner === "van.upkeep" || owner === "van.service")).toBe(false);
  });

  it("is read as far as it can be: data files that came, went and have other rows", async () => {
    const rows = "month,energy\n2026-01,4\n2026-02,5\n";
    const at = branch(
      { ...BROKEN, "data/sold.csv": rows, "data/new.json": "[]" },
      { ...STARTER, "data/sold.csv": `${rows}2026-03,6\n`, "data/old.csv": rows, "data/same.csv": rows },
    );
    at.git("rm", "-q", "data/old.csv");
    const review = reviewIn(await run(at.folder));
    expect(review.verdict).toMatch(/^working tree does not build: .*; \d+ changes in the sources/);
    expect(
      review.sources
        .filter(({ owner }) => owner.startsWith("data/"))
        .map((one) => [one.owner, one.presence, one.oldText, one.newText]),
    ).toEqual([
      ["data/new.json", "added", undefined, "2 bytes"],
      ["data/old.csv", "removed", "3 lines, 33 bytes", undefined],
      ["data/sold.csv", "changed", "4 lines, 43 bytes", "3 lines, 33 bytes"],
    ]);
  });

  it("writes that to the files too, so that a comment can say it", async () => {
    const at = branch(STARTER, BROKEN);
    await run(at.folder, [], { output: ["a.md", "a.html"] });
    for (const file of ["a.md", "a.html"])
      expect(readFileSync(join(at.folder, file), "utf8")).toContain("Merge base with main");
  });

  it("is no wrong call; a wrong call prints no review and writes no file", async () => {
    const at = branch(DEARER);
    for (const sides of [["nonsense"], [".", "main:2099-01"], ["HEAD~9"], ["a/results.json"]]) {
      const ran = await run(at.folder, sides, { output: ["a.md"] });
      expect([ran.code, ran.stdout, existsSync(join(at.folder, "a.md"))]).toEqual([2, "", false]);
      expect(ran.stderr).toContain("1 error");
    }
  });

  it("is no crash where a file of the review can't be written", async () => {
    const at = branch(DEARER);
    write(at.folder, { file: "" });
    const ran = await run(at.folder, [], { output: ["file/review.md"] });
    expect([ran.code, ran.stderr.split("\n").slice(0, 2)]).toEqual([
      2,
      ["error[project/no-file]", "  file/review.md lies below a file"],
    ]);
  });

  it("is what has no commit yet", async () => {
    const folder = write(temporaryFolder(), STARTER);
    new TestRepository(folder).git("init", "-q", "-b", "main");
    const ran = await run(folder, ["HEAD", "."]);
    expect([ran.code, ran.stderr.split("\n").slice(0, 2)]).toEqual([
      2,
      ["error[git/no-commit]", "  the repository has no commit yet"],
    ]);
  });
});

describe("a side that doesn't build for a claim that fell", () => {
  it("is reviewed, with what is wrong with it", async () => {
    const ran = await run(branch(FALLEN).folder, [], { format: "terminal" });
    expect(ran.code).toBe(0);
    matchGolden(golden("fallen-claim.txt"), steady(`${ran.stdout}\n--- standard error\n${ran.stderr}`));
  });
});

describe("a side that checks refuse", () => {
  const wrong = (file: string, from: string, to: string): Sources => ({
    [file]: edited(STARTER, file, from, to)[file] ?? "",
  });
  const COST = "chapters/02-cost.md";

  it.each([
    ["a type", wrong(COST, "const loss = -saving;", "const loss: string = -saving;"), "types/", ""],
    ["a dimension", wrong(COST, "const loss = -saving;", "const loss = -saving + given.use.years;"), "dimensions/", ""],
    [
      "a rule that there is none of",
      wrong("chapters/01-summary.md", "  title:", "  rules: { same/assumption: hint }\n  title:"),
      "chapters/front-matter",
      "unknown rule `same/assumption`",
    ],
  ])("is reviewed, and said not to build: %s", async (_, files, rule, message) => {
    const at = branch(files);
    const ran = await run(at.folder, []);
    const { verdict, remarks, totalOutputs } = reviewIn(ran);
    expect(ran.code).toBe(1);
    expect(verdict).toMatch(/^working tree does not build: [^;]+; /);
    expect(verdict).toContain(message);
    expect(remarks[0]).toMatch(/^working tree doesn't build: .* \(chapters\/\d\d-\w+\.md:\d+:\d+\)\.$/);
    expect(totalOutputs).toBeGreaterThan(0);
    expect(ran.stderr).toContain(`error[${rule}`);
    // As it was kept, and by no way around.
    const again = await run(at.folder, []);
    expect([again.code, reviewIn(again).verdict, again.stderr]).toEqual([1, verdict, ran.stderr]);
    expect(reviewIn(await run(at.folder, [], { cache: false })).verdict).toBe(verdict);
    // What it was on the other side is no matter of this change, whatever is kept.
    const back = await run(at.folder, [".", "main"]);
    expect([back.code, back.stderr]).toEqual([0, ""]);
    expect(reviewIn(back).verdict).not.toContain("does not build");
    expect(reviewIn(await run(at.folder, [".", "main"], { cache: false }))).toEqual(reviewIn(back));
  });

  it("is checked where the other one is of the same sources", async () => {
    const at = TestRepository.with(edited(STARTER, COST, "const loss = -saving;", "const loss: string = -saving;"));
    const verdicts: string[] = [];
    for (const cache of [true, true, false]) {
      const ran = await run(at.folder, ["HEAD", "."], { cache });
      expect(ran.code).toBe(1);
      verdicts.push(reviewIn(ran).verdict);
    }
    expect(verdicts[0]).toMatch(/^working tree does not build: .*; nothing changed$/);
    expect(new Set(verdicts).size).toBe(1);
  });

  it("is measured by what --fail-on names all the same", async () => {
    const at = branch(
      edited({ ...STARTER, ...DEARER }, COST, "const loss = -saving;", "const loss: string = -saving;"),
    );
    const ran = await run(at.folder, [], { failOn: ["material"] });
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain("--fail-on material: 2 outputs moved by more than the tolerance\n");
  });

  it("is told to a person and to a program", async () => {
    const at = branch(
      edited({ ...STARTER, ...DEARER }, COST, "const loss = -saving;", "const loss: string = -saving;"),
    );
    const ran = await run(at.folder, [], { format: "terminal" });
    expect(ran.code).toBe(1);
    matchGolden(golden("refused-by-checks.txt"), steady(`${ran.stdout}\n--- standard error\n${ran.stderr}`));
  });
});

describe("a results.json", () => {
  it("is compared without its sources, and what that leaves out is said", async () => {
    const at = TestRepository.with(STARTER);
    const { results } = await computeSide(readProject(at.folder), {});
    write(at.folder, { "before.json": results });
    write(at.folder, DEARER);
    const forward = reviewIn(await run(at.folder, ["before.json", "."]));
    expect(forward.outputs.every(({ attribution }) => attribution !== undefined)).toBe(true);
    const backward = reviewIn(await run(at.folder, [".", "before.json"]));
    expect(backward.outputs.some(({ attribution }) => attribution !== undefined)).toBe(false);
    expect(backward.remarks).toMatchInlineSnapshot(`
      [
        "Not attributed, since the new side’s blocks are not at hand: saving and cost_diesel.",
        "The sources of before.json are not at hand: only what was printed is compared.",
      ]
    `);
  });
});

describe("the command line", () => {
  /** What a call prints and comes to, without running what it calls for. */
  async function called(...args: string[]): Promise<string> {
    let text = "";
    const out = { writeOut: (part: string) => (text += part), writeErr: (part: string) => (text += part) };
    const program = new Command("memo").exitOverride().configureOutput(out);
    const computing = { add: (command: Command) => command, read: () => ({}) as never };
    addDiff({ program, computing, terminal: new Recorder(), exit: (code) => (text += `exit ${code}`) });
    await program.parseAsync(["diff", ...args], { from: "user" }).catch((error: unknown) => {
      if (!(error instanceof CommanderError)) throw error;
    });
    return text;
  }

  it("says what it takes, and refuses the rest", async () => {
    const calls = [["--help"], ["--fail-on", "everything"], ["-o", "review.pdf"], ["a", "b", "c"]];
    const said = await Promise.all(calls.map((args) => called(...args)));
    matchGolden(golden("usage.txt"), said.join("\n"));
  });

  it("reviews, and its exit code says what was found", async () => {
    const at = branch(DEARER);
    const { code, stdout, stderr } = await memo(
      ["diff", "main:2026-01", "--fail-on", "claims,material", "-f", "json"],
      {
        cwd: at.folder,
      },
    );
    expect([code, stderr]).toEqual([3, "--fail-on material: 2 outputs moved by more than the tolerance\n"]);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, review: { new: { label: "working tree" } } });
  });
});
