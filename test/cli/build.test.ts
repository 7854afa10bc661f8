import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type BuildOptions, build } from "../../src/cli/build.js";
import { processTerminal } from "../../src/cli/terminal/terminal.js";
import { LIST, LOCAL_LIST } from "../../src/files/index.js";
import { matchGolden } from "../golden.js";
import { runBlocksHere } from "./in-process.js";
import {
  asWritten,
  edited,
  filesUnder,
  memo,
  Recorder,
  removeFolders,
  type Sources,
  start,
  starter,
  steady,
  temporaryFolder,
  write,
} from "./memo.js";

const golden = (name: string): string => join(import.meta.dirname, "golden", `${name}.txt`);
const STARTER = starter();
const SUMMARY = "chapters/01-summary.md";
const COST = "chapters/02-cost.md";
const VERSION = "assumptions/2026-01.yaml";

/** Everything a build of the starter writes. */
const WRITTEN = [
  "charts/dark/fig-cost.svg",
  "charts/fig-cost.csv",
  "charts/fig-cost.svg",
  "index.html",
  "memo.md",
  "memo.pdf",
  "results.json",
  "tables/tbl-cost.csv",
];

const optionsFor = (folder: string, more: Partial<BuildOptions> = {}): BuildOptions => ({
  folder,
  set: [],
  out: "out",
  cache: false,
  json: false,
  limits: { seconds: 60, megabytes: 1024 },
  ...more,
});

/** Builds in this process; what it says and its exit code. */
async function run(
  folder: string,
  more: Partial<BuildOptions> = {},
  terminal = new Recorder(),
): Promise<{ code: number; stdout: string; stderr: string }> {
  const code = await build(optionsFor(folder, more), terminal);
  return { code, stdout: terminal.stdout, stderr: terminal.stderr };
}

const resultsIn = (
  folder: string,
): { outputs: Record<string, { value: number; text: string }>; [key: string]: unknown } =>
  JSON.parse(readFileSync(join(folder, "out/results.json"), "utf8"));

/** A finished report that no build here would write, so that any change of it is seen, and something that memo did not write. */
const LAST: Sources = {
  ...asWritten({ "out/index.html": "the last good page", "out/charts/fig-gone.svg": "<svg/>" }, "out/"),
  "out/notes.txt": "by hand",
};

const place = (folder: string): string[] => readdirSync(folder).sort();

afterAll(removeFolders);

describe("memo build", () => {
  beforeEach(runBlocksHere);
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("counts the chapters that were written, and no list of their figures", async () => {
    const first = "chapters/01-summary.md";
    const listed = String(STARTER[first]).replace("\nmemo:\n", "\nmemo:\n  lists: [figures]\n");
    expect(listed).not.toBe(STARTER[first]);
    const { stdout } = await run(write(temporaryFolder(), { ...STARTER, [first]: listed }), { only: ["md"] });
    expect(stdout).toContain(" files from 2 chapters, ");
  });

  it("writes its files, all of them, in place of its old ones and beside what others wrote, and says so in one line", async () => {
    const folder = write(temporaryFolder(), { ...STARTER, ...LAST });
    const { code, stdout, stderr } = await run(folder);
    expect([code, stderr]).toEqual([0, ""]);
    expect(steady(stdout)).toBe("out: 8 files from 2 chapters, assumptions 2026-01; 6 of 6 blocks ran; 0.0 s\n");
    const files = filesUnder(join(folder, "out"));
    expect(Object.keys(files)).toEqual([".gitignore", LIST, LOCAL_LIST, ...WRITTEN, "notes.txt"].sort());
    // Page and PDF stand on the list of this machine alone, and in no commit.
    expect([...(files[LIST] ?? "").matchAll(/"(index.html|memo.pdf|memo.md)"/g)].map(([, name]) => name)).toEqual([
      "memo.md",
    ]);
    expect(files[LOCAL_LIST]).toMatch(
      /"inputs": "sha256:[0-9a-f]{64}"[\s\S]*"index.html": "text:[\s\S]*"memo.pdf": "bytes:/,
    );
    expect(files[".gitignore"]).toMatch(/^#.*\n\/index\.html\n\/memo\.pdf\n\/\.memo-built\.json\n$/);
    expect(files["notes.txt"]).toBe("by hand");
    for (const path of WRITTEN) expect(files[path]?.length, path).toBeGreaterThan(20);
    expect(files["memo.pdf"]?.startsWith("%PDF-")).toBe(true);
    expect(place(folder)).toEqual(["assumptions", "chapters", "out"]);
  });

  it("keeps its cache outside the report", async () => {
    const folder = write(temporaryFolder(), STARTER);
    await run(folder, { cache: true, only: ["md"] });
    expect(place(folder)).toEqual([".memo-cache", "assumptions", "chapters", "out"]);
    expect((await run(folder, { cache: true, only: ["md"] })).stdout).toContain("0 of 6 blocks ran");
    // What blocks came to is kept for whoever writes something else of it, and the chart for whoever draws it.
    expect((await run(folder, { cache: true, only: ["data"] })).stdout).toContain("0 of 6 blocks ran");
  });

  it("writes elsewhere when told to", async () => {
    const folder = write(temporaryFolder(), STARTER);
    const { code, stdout } = await run(folder, { out: "reports/march", only: ["md"] });
    expect([code, stdout.split(":")[0]]).toEqual([0, "reports/march"]);
    expect(existsSync(join(folder, "reports/march/memo.md"))).toBe(true);
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  it.each([
    ["page", ["index.html"]],
    ["pdf", ["memo.pdf"]],
    [
      "md",
      ["charts/dark/fig-cost.svg", "charts/fig-cost.csv", "charts/fig-cost.svg", "memo.md", "tables/tbl-cost.csv"],
    ],
    [
      "data",
      ["charts/dark/fig-cost.svg", "charts/fig-cost.csv", "charts/fig-cost.svg", "results.json", "tables/tbl-cost.csv"],
    ],
  ] as const)("with --only %s leaves the other files as they are", async (kind, written) => {
    const folder = write(temporaryFolder(), { ...STARTER, ...LAST });
    const before = filesUnder(join(folder, "out"));
    const { code } = await run(folder, { only: [kind] });
    const files = filesUnder(join(folder, "out"));
    expect(code).toBe(0);
    expect(Object.keys(files)).toEqual(
      [...new Set([".gitignore", LOCAL_LIST, ...Object.keys(before), ...written])].sort(),
    );
    for (const [path, bytes] of Object.entries(before))
      if (![...written, LIST].includes(path)) expect(files[path]).toBe(bytes);
      else expect(files[path]).not.toBe(bytes);
  });

  it("computes with an override, a scenario, another version", async () => {
    const later = {
      "assumptions/2026-02.yaml":
        "version: 2026-02\nas_of: 2026-02-15\nextends: 2026-01\nassumptions:\n  use:\n    years: {value: 8 year, reason: a longer lease}\n",
    };
    const folder = write(temporaryFolder(), { ...STARTER, ...later });
    const only = { only: ["data" as const] };
    const cost = async (more: Partial<BuildOptions>): Promise<number | undefined> => {
      expect((await run(folder, { ...only, ...more })).code).toBe(0);
      return resultsIn(folder).outputs.cost_electric?.value;
    };
    const electric = (years: number, distance: number, electricity: number): number =>
      46_000 + (620 + 0.24 * electricity * distance) * years;
    expect(await cost({ assumptions: "2026-01" })).toBeCloseTo(electric(6, 22_000, 0.21));
    expect(await cost({})).toBeCloseTo(electric(8, 22_000, 0.21));
    expect(resultsIn(folder)).toMatchObject({
      version: "2026-02",
      lineage: ["2026-02", "2026-01"],
      asOf: "2026-02-15",
    });
    expect(await cost({ scenario: "short-rounds" })).toBeCloseTo(electric(8, 16_500, 0.21));
    expect(resultsIn(folder)).toMatchObject({
      scenario: { name: "short-rounds", title: "A quarter fewer kilometres" },
    });
    const set = [
      { id: "use.years", text: "36 month" },
      { id: "energy.electricity", text: "0.3" },
    ];
    expect(await cost({ assumptions: "2026-01", scenario: "short-rounds", set })).toBeCloseTo(electric(3, 16_500, 0.3));
    expect(resultsIn(folder)).toMatchObject({ sets: set });
  });

  it("prints the other branch where a claim turns false and has one", async () => {
    const folder = write(temporaryFolder(), STARTER);
    const { code } = await run(folder, {
      scenario: "dear-power",
      set: [{ id: "use.distance", text: "5000" }],
      only: ["md"],
    });
    expect(code).toBe(0);
    expect(readFileSync(join(folder, "out/memo.md"), "utf8")).toContain("The diesel van is the cheaper one by");
  });

  it("hands on what blocks print, by block, apart from its own line", async () => {
    const folder = write(
      temporaryFolder(),
      edited(STARTER, COST, "const loss", 'console.log("saving", { saving: Math.round(saving) });\nconst loss'),
    );
    const { stdout, stderr } = await run(folder, { only: ["md"] });
    expect(stderr).toBe("costs: saving { saving: 2918 }\n");
    expect(stdout).not.toContain("saving");
  });

  it("says on a terminal what it is doing, and leaves nothing of it behind", async () => {
    const folder = write(temporaryFolder(), STARTER);
    const { stderr } = await run(folder, { only: ["md"] }, new Recorder(true, true, 40));
    const erase = "\r\u001b[2K";
    const [before, ...steps] = stderr.split(erase);
    expect([before, steps.at(-1)]).toEqual(["", ""]);
    expect(steps.slice(0, -1)).toEqual([
      "reading chapters and assumptions",
      "running blocks",
      "resolving the document",
      "checking dimensions and prose",
      "writing page, PDF, Markdown and data",
    ]);
  });

  it("with --json prints one object, and nothing else", async () => {
    const folder = write(temporaryFolder(), STARTER);
    const good = await run(folder, { json: true });
    expect([good.code, good.stderr]).toEqual([0, ""]);
    expect(JSON.parse(good.stdout)).toEqual({
      ok: true,
      out: "out",
      files: WRITTEN,
      seconds: expect.any(Number),
      diagnostics: [],
    });
    write(folder, edited(STARTER, SUMMARY, "{{number payback digits=1}}", "{{number paybak digits=1}}"));
    const bad = await run(folder, { json: true });
    expect([bad.code, bad.stderr]).toEqual([1, ""]);
    expect(JSON.parse(bad.stdout)).toEqual({
      ok: false,
      diagnostics: [
        {
          rule: "prose/unknown-value",
          severity: "error",
          message: "unknown value `paybak`",
          expected: "a name that a block defines, or `given.…`",
          hint: "did you mean `payback`?",
          place: { file: SUMMARY, start: { line: 15, column: 10 }, end: { line: 15, column: 16 } },
        },
      ],
    });
  });
});

const WITH_BLOCK = (code: string, id = "broken"): Sources =>
  edited(STARTER, COST, "## Year by year", `\`\`\`ts {#${id}}\n${code}\n\`\`\`\n\n## Year by year`);

/** Errors in a chapter's head, in its blocks, in code and in prose. */
function wrongEverywhere(files: Sources): Sources {
  return {
    ...edited(
      edited(files, SUMMARY, "(@fig-cost)", "{{percent cost_electrc}} (@fig-cost)"),
      COST,
      "const yearly = ",
      "const yearly: number = costPerYear(1) + ",
    ),
    "chapters/03-more.md":
      "---\ntitel: More\n---\n\n# Too high\n\n```ts {#fig-more .chart}\n//| caption: More\nPlot.plot({});\n```\n",
  };
}

/** Builds that must fail, each with what its author reads. */
const FAILING: readonly { name: string; files: Sources; options?: Partial<BuildOptions> }[] = [
  {
    name: "block-throws",
    files: edited(
      WITH_BLOCK("const odd = checked(-1);"),
      COST,
      "## Energy",
      "```ts {#checks}\nfunction checked(x: number): number {\n  if (x < 0) throw new RangeError('it is below zero: ' + x);\n  return x;\n}\n```\n\n## Energy",
    ),
  },
  {
    name: "unknown-value",
    files: edited(STARTER, SUMMARY, "{{dollars saving digits=0}}", "{{dollars savings digits=0}}"),
  },
  { name: "unknown-assumption", files: WITH_BLOCK("const odd = given.energy.petrol * 2;") },
  {
    name: "false-claim",
    files: edited(
      edited(STARTER, VERSION, "value: 0.21 USD/kWh", "value: 0.33 USD/kWh"),
      SUMMARY,
      /\{\{else\}\}\n.*\n/.exec(STARTER[SUMMARY] ?? "")?.[0] ?? "",
      "",
    ),
    options: { set: [{ id: "use.distance", text: "3000" }] },
  },
  { name: "bad-yaml", files: edited(STARTER, VERSION, "value: 22000 km/year", "value: [22_000 km/year") },
  {
    name: "non-finite",
    files: edited(
      edited(STARTER, SUMMARY, "{{number payback digits=1}}", "{{number never}}"),
      COST,
      "const loss",
      "const never = saving / (given.use.years - 6);\nconst loss",
    ),
  },
  { name: "no-glyph", files: edited(STARTER, SUMMARY, "These values", "These 𓂀 values") },
  { name: "several-rooms", files: wrongEverywhere(STARTER) },
];

describe("a build that fails leaves the last report as it was and says where", () => {
  beforeEach(runBlocksHere);
  afterEach(() => {
    vi.restoreAllMocks();
  });

  async function fails(name: string, files: Sources, options: Partial<BuildOptions>): Promise<void> {
    const folder = write(temporaryFolder(), { ...files, ...LAST });
    const before = filesUnder(folder);
    const { code, stdout, stderr } = await run(folder, options);
    expect([code, stdout]).toEqual([1, ""]);
    expect(filesUnder(folder)).toEqual(before);
    expect(place(folder)).toEqual(["assumptions", "chapters", "out"]);
    expect(stderr.endsWith("\nout is left as it was\n")).toBe(true);
    expect(stderr).not.toContain(folder);
    expect(stderr).not.toContain("\u001b");
    matchGolden(golden(`build-${name}`), stderr);
  }

  for (const { name, files, options = {} } of FAILING) it(name, () => fails(name, files, options));

  it("all errors at once, wherever they are", async () => {
    const files = edited(
      edited(
        wrongEverywhere(STARTER),
        VERSION,
        "source: logbook\n      note: the round of last year",
        "source: logbok",
      ),
      "assumptions/scenarios.yaml",
      "energy.electricity:",
      "energy.electricty:",
    );
    const { code, stderr } = await run(write(temporaryFolder(), files));
    expect(code).toBe(1);
    expect([...stderr.matchAll(/^error\[(.*?)\] (\S+)/gm)].map(([, rule, at]) => `${rule} ${at}`)).toEqual([
      "assumptions/unknown-source assumptions/2026-01.yaml:17:15",
      "assumptions/unknown-override assumptions/scenarios.yaml:4:12",
      "prose/unknown-value chapters/01-summary.md:15:45",
      "notebook/undefined-name chapters/02-cost.md:49:24",
      "chapters/front-matter chapters/03-more.md:2:1",
      "prose/heading chapters/03-more.md:5:1",
      "chapters/missing-alternative-text chapters/03-more.md:7:1",
    ]);
  });

  it("endless-loop", async () => {
    vi.restoreAllMocks();
    await fails("endless-loop", WITH_BLOCK("let n = 0;\nwhile (true) n += 1;"), {
      limits: { seconds: 1, megabytes: 1024 },
    });
  });

  it("memory-hog", async () => {
    vi.restoreAllMocks();
    await fails(
      "memory-hog",
      WITH_BLOCK("const hog: number[][] = [];\nwhile (true) hog.push(new Array(100_000).fill(1));"),
      {
        limits: { seconds: 60, megabytes: 64 },
      },
    );
  });

  it("in colour where there is colour", async () => {
    const folder = write(temporaryFolder(), FAILING[0]?.files ?? {});
    const { stderr } = await run(folder, {}, new Recorder(false, true));
    expect(stderr).toContain("\u001b[1;31merror\u001b[0m");
  });

  it("a folder that holds no memo", async () => {
    const empty = temporaryFolder();
    const terminal = new Recorder();
    expect(await build(optionsFor(empty), terminal)).toBe(2);
    expect(terminal.stderr).toContain("no memo");
    expect(place(empty)).toEqual([]);
  });
});

describe("the terminal", () => {
  const { isTTY } = process.stderr;
  // The environment itself stays: another in its place would be none for the tests that come after.
  afterEach(() => {
    process.stderr.isTTY = isTTY;
    vi.unstubAllEnvs();
  });
  const seen = (tty: boolean, more: Readonly<Record<string, string>>): { live: boolean; color: boolean } => {
    process.stderr.isTTY = tty;
    for (const [name, value] of Object.entries({ NO_COLOR: undefined, TERM: "xterm", ...more }))
      vi.stubEnv(name, value);
    const { live, color } = processTerminal();
    return { live, color };
  };

  it("has colour and progress where a person looks at it, unless told otherwise", () => {
    expect(seen(true, {})).toEqual({ live: true, color: true });
    expect(seen(false, {})).toEqual({ live: false, color: false });
    expect(seen(true, { NO_COLOR: "1" })).toEqual({ live: true, color: false });
    expect(seen(true, { NO_COLOR: "" })).toEqual({ live: true, color: true });
    expect(seen(true, { TERM: "dumb" })).toEqual({ live: false, color: false });
  });
});

describe("the command", () => {
  it("ends with 0, 1 or 2, and prints no escape codes into a pipe", async () => {
    const folder = write(temporaryFolder(), { ...STARTER, ...LAST });
    const broken = write(temporaryFolder(), { ...FAILING[0]?.files, ...LAST });
    const [good, bad] = await Promise.all([
      memo(["build", "--only", "md", "--set", "use.years=7", "--set", "energy.diesel=1.6 USD/liter"], { cwd: folder }),
      memo(["build"], { cwd: broken }),
    ]);
    expect(good).toMatchObject({ code: 0, stderr: "" });
    expect(steady(good.stdout)).toMatch(
      /^out: 5 files from 2 chapters, assumptions 2026-01; 6 of 6 blocks ran; 0\.0 s\n$/,
    );
    expect(bad).toMatchObject({ code: 1, stdout: "", stderr: readFileSync(golden("build-block-throws"), "utf8") });
    for (const { stdout, stderr } of [good, bad]) expect(stdout + stderr).not.toContain("\u001b");
    expect(filesUnder(join(broken, "out"))).toEqual(filesUnder(join(write(temporaryFolder(), LAST), "out")));
  });

  it("reports what goes wrong while the PDF is set as it reports all else", async () => {
    const { files } = FAILING.find(({ name }) => name === "no-glyph") ?? {};
    const { code, stdout, stderr } = await memo(["build"], { cwd: write(temporaryFolder(), { ...files }) });
    expect([code, stdout, stderr]).toEqual([1, "", readFileSync(golden("build-no-glyph"), "utf8")]);
  });

  it("called wrongly ends with 2 and says what was expected", async () => {
    const cwd = temporaryFolder();
    const said = async (...args: string[]): Promise<string> => {
      const { code, stdout, stderr } = await memo(args, { cwd });
      return `$ memo ${args.join(" ")}\n${stdout}${stderr}exit code ${code}\n`;
    };
    const all = await Promise.all([
      said("build", "--only", "page,word"),
      said("build", "--set", "years"),
      said("bild"),
      said("build"),
    ]);
    for (const text of all) expect(text).toMatch(/exit code 2\n$/);
    matchGolden(golden("usage"), all.join("\n"));
    expect(place(cwd)).toEqual([]);
  });

  it("reports as JSON what is wrong with the folder, too", async () => {
    const { code, stdout } = await memo(["build", "--json"], { cwd: temporaryFolder() });
    expect(code).toBe(2);
    expect(JSON.parse(stdout || "null")).toMatchObject({ ok: false, diagnostics: [{ rule: "project/no-memo" }] });
  });
});

const HOOK = `
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
const { writeFileSync } = fs;
let written = 0;
fs.writeFileSync = (path, ...rest) => {
  writeFileSync(path, ...rest);
  // In the middle of writing the new folder.
  if (/\\.out\\.memo/.test(String(path)) && ++written === 3) process.kill(process.pid, "SIGINT");
};
syncBuiltinESMExports();
`;

describe.skipIf(process.platform === "win32")("a build that is interrupted", () => {
  it("while it writes leaves the last report and no half-written one", async () => {
    const folder = write(temporaryFolder(), { ...STARTER, ...LAST });
    const hook = join(write(temporaryFolder(), { "hook.mjs": HOOK }), "hook.mjs");
    const { code, signal } = await memo(["build", "--only", "md"], {
      cwd: folder,
      env: { NODE_OPTIONS: `--import ${hook}` },
    });
    expect([code, signal]).not.toEqual([0, null]);
    // A process that finishes what it is at before it ends is as good: the report is whole, the one or the other.
    const names = Object.keys(filesUnder(join(folder, "out"))).map((name) => `out/${name}`);
    const written = WRITTEN.filter((name) => !/index|pdf|json/.test(name));
    const added = [".gitignore", LOCAL_LIST, ...written].map((name) => `out/${name}`);
    expect([Object.keys(LAST).sort(), [...Object.keys(LAST), ...added].sort()]).toContainEqual(names);
    expect(place(folder).filter((name) => name !== ".memo-cache")).toEqual(["assumptions", "chapters", "out"]);
  });

  it.skipIf(process.platform !== "linux").each(["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"] as const)(
    "by %s while blocks run leaves the last report, and no process behind",
    async (signalled) => {
      const folder = write(temporaryFolder(), { ...WITH_BLOCK("let n = 0;\nwhile (true) n += 1;"), ...LAST });
      const before = filesUnder(folder);
      const { child, ended } = start(["build"], { cwd: folder });
      const worker = await spinning(child.pid ?? 0);
      child.kill(signalled);
      const { code, signal } = await ended;
      const gone = await settles(() => !isRunning(worker));
      if (!gone) process.kill(worker, "SIGKILL");
      expect(gone, "the process that runs blocks has ended").toBe(true);
      expect([code, signal]).not.toEqual([0, null]);
      // What was found in its types is kept all the same.
      const after = Object.fromEntries(
        Object.entries(filesUnder(folder)).filter(([path]) => !path.startsWith(".memo-cache/")),
      );
      expect(after).toEqual(before);
      expect(place(folder).filter((name) => name !== ".memo-cache")).toEqual(["assumptions", "chapters", "out"]);
    },
  );
});

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

/** Waits until the condition holds; false when it doesn't within a hundred looks. */
async function settles(condition: () => boolean): Promise<boolean> {
  for (let looks = 0; looks < 100; looks++) {
    if (condition()) return true;
    await pause();
  }
  return false;
}

const statusOf = (pid: number): string[] => {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
  } catch {
    return [];
  }
};

const isRunning = (pid: number): boolean => !["Z", "X", undefined].includes(statusOf(pid)[0]);

/** The process under `parent` that runs blocks, once it has used enough of the processor to be in one that never ends. */
async function spinning(parent: number): Promise<number> {
  const children = (pid: number): number[] => {
    try {
      return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
    } catch {
      return [];
    }
  };
  const under = (pid: number): number[] => children(pid).flatMap((one) => [one, ...under(one)]);
  const used = (pid: number): number => Number(statusOf(pid)[11] ?? 0);
  // Whatever stands around it, its program has this name.
  const isWorker = (pid: number): boolean => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("/child.mjs");
    } catch {
      return false;
    }
  };
  for (;;) {
    const busy = under(parent)
      .filter(isWorker)
      .find((pid) => used(pid) > 100);
    if (busy !== undefined) return busy;
    if (!isRunning(parent)) throw new Error("the build ended by itself");
    await pause();
  }
}
