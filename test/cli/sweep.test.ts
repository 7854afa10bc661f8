import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { mergeParts } from "../../src/cli/sweep/merge.js";
import { progressLine, SweepProgress } from "../../src/cli/sweep/progress.js";
import { type SweepOptions, sweep } from "../../src/cli/sweep/sweep.js";
import { Progress } from "../../src/cli/terminal/terminal.js";
import type { StudyRequest } from "../../src/sensitivity/index.js";
import { parseCorrelation, parseShard } from "../../src/sensitivity/studies/parts/command-line.js";
import { parseAxis } from "../../src/sensitivity/studies/two-way.js";
import { textTable } from "../../src/text/table.js";
import { matchGolden } from "../golden.js";
import { runSweepsHere } from "../sensitivity/sweeps.js";
import { edited, memo, Recorder, removeFolders, type Sources, sourcesIn, temporaryFolder, write } from "./memo.js";

const golden = (name: string): string => join(import.meta.dirname, "golden", `sweep-${name}.txt`);
const FILES = sourcesIn("test/cli/fixtures/sweeps");
const CHAPTER = "chapters/01-orchard.md";

const OPTIONS: Omit<SweepOptions, "folder"> = {
  set: [],
  cache: false,
  format: "table",
  limits: { seconds: 60, megabytes: 1024 },
};
const SAMPLED = { draws: 256, seed: 7, design: "keyed", correlations: [], top: 12 } as const;

interface Said {
  code: number;
  stdout: string;
  stderr: string;
}

async function ask(request: StudyRequest, folder: string, more: Partial<SweepOptions> = {}): Promise<Said> {
  const terminal = new Recorder();
  const code = await sweep(request, { ...OPTIONS, folder, ...more }, terminal);
  return { code, stdout: terminal.stdout, stderr: terminal.stderr };
}

async function join_(files: readonly string[], folder: string, more: Partial<SweepOptions> = {}): Promise<Said> {
  const terminal = new Recorder();
  const code = await mergeParts(
    files.map((name) => join(folder, name)),
    { format: "table", ...more },
    terminal,
  );
  const shown = (text: string): string => text.replaceAll(`${folder}/`, "");
  return { code, stdout: shown(terminal.stdout), stderr: shown(terminal.stderr) };
}

const told = (name: string, { code, stdout, stderr }: Said): string =>
  `$ memo sweep ${name}\n${stdout}${stderr === "" ? "" : `--- standard error\n${stderr}`}exit code ${code}\n`;

// In processes of their own they are the same: test/sensitivity/kept-sweeps.test.ts, test/notebook/evaluate/evaluate.test.ts, and below on the command line.
beforeAll(runSweepsHere);
afterAll(() => {
  vi.restoreAllMocks();
  removeFolders();
});

describe("standard errors of draws", () => {
  it("are printed in the unit that the result is printed in, and as differences", async () => {
    const folder = write(temporaryFolder(), {
      "chapters/01-a.md": `---
title: A
memo: {title: T, authors: [X]}
---

\`\`\`ts {#o}
const share = output(given.p, { label: "Share", unit: "%", format: "percent 1", tolerance: "1%" });
const heat = output(given.t, { label: "Heat", unit: "degC", format: "unit 1 degC", tolerance: 0.5 });
const money = output(given.p * 1e9, { label: "Money", unit: "USD", format: "dollars 1 M", tolerance: "1%" });
\`\`\`

{{share}} {{heat}} {{money}}
`,
      "assumptions/2026-01.yaml": `version: 2026-01
as_of: 2026-01-15
defaults: {kind: assumed, as_of: 2026-01, distribution: triangular}
assumptions:
  p: {label: P, note: x, value: 5 %, low: 3 %, high: 8 %}
  t: {label: T, note: x, value: 20 degC, low: 10 degC, high: 30 degC}
`,
    });
    const request: StudyRequest = { kind: "monte-carlo", outputs: ["share", "heat", "money"], ...SAMPLED, draws: 4096 };
    const { stdout } = await ask(request, folder);
    expect(
      stdout
        .split("\n")
        .filter((line) => /^(Share|Heat|Money) /.test(line))
        .map((line) => line.split(/ {2,}/)),
    ).toEqual([
      [
        "Share",
        ...Array.from({ length: 3 }, () => [
          expect.stringMatching(/^\d\.\d%$/),
          expect.stringMatching(/^0\.0\d\d%$/),
        ]).flat(),
        expect.anything(),
      ],
      [
        "Heat",
        ...Array.from({ length: 3 }, () => [
          expect.stringMatching(/°C$/),
          expect.stringMatching(/^0\.\d+\u00a0K$/),
        ]).flat(),
        expect.anything(),
      ],
      [
        "Money",
        ...Array.from({ length: 3 }, () => [
          expect.stringMatching(/^\$\d\d\.\dM$/),
          expect.stringMatching(/^\$0\.\d\dM$/),
        ]).flat(),
        expect.anything(),
      ],
    ]);
  });
});

describe("memo sweep", () => {
  let folder: string;
  beforeAll(() => {
    folder = write(temporaryFolder(), FILES);
  });

  const STUDIES: [string, StudyRequest, Partial<SweepOptions>?][] = [
    ["tornado juice", { kind: "tornado", outputs: ["juice"], top: 12 }],
    ["tornado enough --top 2", { kind: "tornado", outputs: ["enough"], top: 2 }],
    [
      "two-way enough --rows orchard.frost=0,2,6 --columns orchard.growth=-1,0,1",
      {
        kind: "two-way",
        outputs: ["enough"],
        rows: { ...parseAxis("orchard.frost=0,2,6"), withBase: true },
        columns: { ...parseAxis("orchard.growth=-1,0,1"), withBase: true },
        top: 12,
      },
    ],
    [
      "break-even enough --vary orchard.per_tree",
      { kind: "break-even", outputs: ["enough"], vary: "orchard.per_tree", top: 12 },
    ],
    [
      "break-even juice --vary orchard.per_tree --target 2400 --text binds",
      { kind: "break-even", outputs: ["juice"], vary: "orchard.per_tree", target: 2400, text: "binds", top: 12 },
    ],
    [
      "scenarios juice harvest.2026 binds enough --set press.capacity=2400",
      { kind: "scenarios", outputs: ["juice", "harvest.2026", "binds", "enough"], top: 12 },
      { set: [{ id: "press.capacity", text: "2400" }] },
    ],
    [
      "monte-carlo juice enough binds --scenario late-frost",
      { kind: "monte-carlo", outputs: ["juice", "enough", "binds"], ...SAMPLED },
      { scenario: "late-frost" },
    ],
    ["importance juice", { kind: "importance", outputs: ["juice"], ...SAMPLED }],
    ["sobol juice --draws 128", { kind: "sobol", outputs: ["juice"], secondOrder: false, ...SAMPLED, draws: 128 }],
    ["elasticity second", { kind: "elasticity", outputs: ["second"], top: 12 }],
    ["spider juice", { kind: "spider", outputs: ["juice"], by: "range", top: 12 }],
    [
      "information --option Keep=keep --option Buy=second",
      {
        kind: "information",
        outputs: ["keep", "second"],
        options: [
          { name: "Keep", output: "keep" },
          { name: "Buy", output: "second" },
        ],
        goal: "most",
        ...SAMPLED,
      },
    ],
  ];

  it.each(STUDIES)("%s", async (name, request, more) => {
    const found = await ask(request, folder, { ...more, cache: true });
    for (const line of found.stdout.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(80);
    const csv = await ask(request, folder, { ...more, format: "csv", cache: true });
    const json = await ask(request, folder, { ...more, format: "json", cache: true });
    expect([found.code, csv.code, json.code, csv.stderr, json.stderr]).toEqual([0, 0, 0, "", ""]);
    expect(JSON.parse(json.stdout)).toMatchObject({ study: request.kind, assumptions: { version: "2026-03" } });
    matchGolden(
      golden(name.replace(/ --.*/, "").replace(/[^a-z]+/gi, "-")),
      `${told(name, found)}\n$ memo sweep ${name} --format csv\n${csv.stdout.replaceAll("\r\n", "\n")}`,
    );
  });

  it("gives the same bytes again, with the cache and without", async () => {
    const request: StudyRequest = { kind: "monte-carlo", outputs: ["juice", "enough", "binds"], ...SAMPLED };
    const [first, second, kept] = [
      await ask(request, folder, { format: "json", cache: true }),
      await ask(request, folder, { format: "json" }),
      await ask(request, folder, { format: "json", cache: true }),
    ];
    expect(first.code).toBe(0);
    expect(second).toEqual(first);
    expect(kept).toEqual(first);
  });

  it("draws the others as before when an assumption that nothing reads is added", async () => {
    const request: StudyRequest = { kind: "monte-carlo", outputs: ["juice"], ...SAMPLED };
    const before = await ask(request, folder, { format: "csv" });
    const more = "    frost:";
    const unused = `    bees: {value: 4, unit: "1", low: 1, high: 9, distribution: uniform, note: hives}\n${more}`;
    const added = write(temporaryFolder(), edited(FILES, "assumptions/2026-03.yaml", more, unused));
    expect(await ask(request, added, { format: "csv" })).toEqual(before);
  });

  it("writes a file whole or not at all", async () => {
    const request: StudyRequest = { kind: "tornado", outputs: ["juice"], top: 12 };
    const printed = await ask(request, folder);
    const written = await ask(request, folder, { out: "results/tornado.txt" });
    expect(written.stdout).toBe("results/tornado.txt: tornado of juice\n");
    expect(readFileSync(join(folder, "results/tornado.txt"), "utf8")).toBe(printed.stdout);
    const refused = await ask(request, folder, { out: "results" });
    expect([refused.code, refused.stderr.split("\n")[0]]).toEqual([2, "error[project/no-file]"]);
    expect(readdirSync(join(folder, "results"))).toEqual(["tornado.txt"]);
  });

  it("refuses what is asked for wrongly, with the nearest right name", async () => {
    const asked: [string, StudyRequest, Partial<SweepOptions>?][] = [
      ["tornado juce --over orchard.tree", { kind: "tornado", outputs: ["juce"], over: ["orchard.tree"], top: 12 }],
      ["tornado enogh", { kind: "tornado", outputs: ["enogh"], top: 12 }],
      [
        "scenarios juice --scenarios late-fros",
        { kind: "scenarios", outputs: ["juice"], scenarios: ["late-fros"], top: 12 },
      ],
      [
        "tornado juice --scenario late-fros",
        { kind: "tornado", outputs: ["juice"], top: 12 },
        { scenario: "late-fros" },
      ],
      [
        "tornado juice --set orchard.tres=3",
        { kind: "tornado", outputs: ["juice"], top: 12 },
        { set: [{ id: "orchard.tres", text: "3" }] },
      ],
      [
        "break-even enough --vary orchard.trees --from 3 --to 1",
        { kind: "break-even", outputs: ["enough"], vary: "orchard.trees", from: 3, to: 1, top: 12 },
      ],
      [
        "break-even enough --vary orchard.trees --from 3 --to 3",
        { kind: "break-even", outputs: ["enough"], vary: "orchard.trees", from: 3, to: 3, top: 12 },
      ],
      [
        "break-even juice --vary orchard.trees",
        { kind: "break-even", outputs: ["juice"], vary: "orchard.trees", top: 12 },
      ],
      ["monte-carlo juice --draws 1000", { kind: "monte-carlo", outputs: ["juice"], ...SAMPLED, draws: 1000 }],
      ["importance binds", { kind: "importance", outputs: ["binds"], ...SAMPLED }],
      [
        "sobol juice --correlate orchard.trees,orchard.frost=0.5",
        {
          kind: "sobol",
          outputs: ["juice"],
          secondOrder: false,
          ...SAMPLED,
          correlations: [{ a: "orchard.trees", b: "orchard.frost", spearman: 0.5 }],
        },
      ],
      [
        "monte-carlo juice --shard 1/2",
        { kind: "monte-carlo", outputs: ["juice"], ...SAMPLED },
        { shard: { i: 1, of: 2 } },
      ],
      [
        "monte-carlo juice --draws 2 --shard 1/3 --out part",
        { kind: "monte-carlo", outputs: ["juice"], ...SAMPLED, draws: 2 },
        { shard: { i: 1, of: 3 }, out: "part" },
      ],
    ];
    const all: string[] = [];
    for (const [name, request, more] of asked) {
      const said = await ask(request, folder, more);
      expect(said.stdout, name).toBe("");
      // A scenario or an override that isn't there is the memo's own error, as in a build.
      expect(said.code, name).toBe(/--scenario |--set /.test(name) ? 1 : 2);
      all.push(told(name, said));
    }
    expect(existsSync(join(folder, "part"))).toBe(false);
    matchGolden(golden("refused"), all.join("\n"));
  });

  it("goes on where a block throws or a result isn't finite, and says how often, where and with what", async () => {
    const asked: [string, StudyRequest][] = [
      ["tornado jars", { kind: "tornado", outputs: ["jars"], top: 12 }],
      ["tornado perNight", { kind: "tornado", outputs: ["perNight"], top: 2 }],
      [
        "two-way jars --rows orchard.trees --columns orchard.frost=0,2",
        {
          kind: "two-way",
          outputs: ["jars"],
          rows: { id: "orchard.trees", withBase: true },
          columns: { ...parseAxis("orchard.frost=0,2"), withBase: true },
          top: 12,
        },
      ],
      [
        "break-even jars --vary orchard.trees --target 1600",
        { kind: "break-even", outputs: ["jars"], vary: "orchard.trees", target: 1600, top: 12 },
      ],
      ["scenarios jars", { kind: "scenarios", outputs: ["jars"], top: 12 }],
      ["spider jars", { kind: "spider", outputs: ["jars"], by: "range", top: 1 }],
      ["monte-carlo jars", { kind: "monte-carlo", outputs: ["jars"], ...SAMPLED }],
      ["importance jars --top 1", { kind: "importance", outputs: ["jars"], ...SAMPLED, top: 1 }],
      ["sobol jars --top 1", { kind: "sobol", outputs: ["jars"], secondOrder: false, ...SAMPLED, draws: 64, top: 1 }],
    ];
    const all: string[] = [];
    for (const [name, request] of asked) {
      const said = await ask(request, folder);
      expect(said.code, name).toBe(0);
      expect(said.stderr, name).toContain("warning[sweep/no-result]");
      all.push(told(name, said));
    }
    matchGolden(golden("gaps"), all.join("\n"));
  });

  const broken = (from: string, to: string): Sources => edited(FILES, CHAPTER, from, to);
  it.each([
    [
      "impure",
      broken(
        "```ts {#pressing}",
        "```ts {#counter}\nfunction counter(): () => number {\n  let calls = 0;\n  return () => ++calls;\n}\nconst again = counter();\n```\n\n```ts {#pressing}",
      ),
      "again() * juice",
    ],
    [
      "throws",
      broken(
        "const lost = given.orchard.frost * 0.08;",
        'function empty(): number {\n  throw new Error("nothing to press");\n}\nconst lost = given.orchard.frost * 0.08;',
      ),
      "empty() * juice",
    ],
    ["never-finite", FILES, "given.orchard.frost === 2 ? juice : NaN"],
  ])("fails where a block is or does this: %s", async (name, files, code) => {
    const text = edited(
      files,
      CHAPTER,
      "```ts {#enough",
      `\`\`\`ts {#last}\nconst last = ${code};\n\`\`\`\n\n\`\`\`ts {#enough`,
    );
    const said = await ask({ kind: "monte-carlo", outputs: ["last"], ...SAMPLED }, write(temporaryFolder(), text));
    expect([said.code, said.stdout]).toEqual([1, ""]);
    matchGolden(golden(name), told("monte-carlo last", said));
  });
});

describe("memo sweep --shard and merge", () => {
  let folder: string;
  beforeAll(() => {
    folder = write(temporaryFolder(), FILES);
  });
  const cut = async (
    request: StudyRequest,
    of: number,
    name: string,
    more: Partial<SweepOptions> = {},
  ): Promise<string[]> => {
    const files: string[] = [];
    for (let i = 1; i <= of; i++) {
      const out = `${name}-${i}`;
      expect((await ask(request, folder, { ...more, shard: { i, of }, out })).code).toBe(0);
      files.push(out);
    }
    return files;
  };

  it.each<[string, StudyRequest, number]>([
    [
      "monte-carlo",
      { kind: "monte-carlo", outputs: ["jars", "binds", "enough", "perNight"], ...SAMPLED, draws: 32 },
      3,
    ],
    ["importance", { kind: "importance", outputs: ["jars"], ...SAMPLED, over: ["orchard.trees", "orchard.growth"] }, 2],
    ["sobol", { kind: "sobol", outputs: ["jars"], secondOrder: true, ...SAMPLED, draws: 32 }, 2],
    [
      "information",
      {
        kind: "information",
        outputs: ["keep", "second"],
        options: [
          { name: "Keep", output: "keep" },
          { name: "Buy", output: "second" },
        ],
        goal: "most",
        ...SAMPLED,
      },
      2,
    ],
  ])("parts of a %s give the bytes of one run", async (name, request, of) => {
    const more = {
      set: [{ id: "press.cost", text: "950" }],
      ...(name === "information" ? { scenario: "late-frost" } : {}),
    };
    const files = (await cut(request, of, name, more)).reverse();
    for (const format of ["table", "csv", "json"] as const) {
      const whole = await ask(request, folder, { ...more, format, cache: true });
      expect(whole.code).toBe(0);
      expect(await join_(files, folder, { format })).toEqual(whole);
    }
  });

  it("refuses parts that are missing, there twice, foreign or damaged", async () => {
    const request: StudyRequest = { kind: "monte-carlo", outputs: ["juice"], ...SAMPLED };
    await cut(request, 3, "a");
    await cut({ ...request, seed: 8 }, 1, "seed");
    await cut(request, 1, "scenario", { scenario: "big-trees" });
    await cut(request, 2, "halves");
    write(folder, edited(FILES, CHAPTER, "0.6 * Math.min", "0.61 * Math.min"));
    await cut(request, 3, "changed");
    write(folder, FILES);
    const whole = readFileSync(join(folder, "a-2"));
    writeFileSync(join(folder, "short"), whole.subarray(0, whole.length - 9));
    const flipped = Buffer.from(whole);
    flipped[flipped.length - 3] = (flipped[flipped.length - 3] ?? 0) ^ 1;
    writeFileSync(join(folder, "flipped"), flipped);
    writeFileSync(join(folder, "later"), Buffer.concat([Buffer.from("memo sweep part 2\n"), whole]));
    const sets = [
      ["a-1", "a-3"],
      ["a-2"],
      ["a-1", "a-2", "a-3", "a-2"],
      ["a-1", "seed-1"],
      ["a-1", "scenario-1"],
      ["a-1", "halves-2"],
      ["a-1", "changed-2", "a-3"],
      ["a-1", "short", "a-3"],
      ["a-1", "flipped", "a-3"],
      ["a-1", "later"],
      ["a-1", CHAPTER],
      ["a-1", "a-4"],
    ];
    const all: string[] = [];
    for (const files of sets) {
      const said = await join_(files, folder);
      expect([said.code, said.stdout], files.join(" ")).toEqual([2, ""]);
      all.push(told(`merge ${files.join(" ")}`, said));
    }
    matchGolden(golden("merge-refused"), all.join("\n"));
  });
});

const HOOK = `
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
const { writeFileSync } = fs;
fs.writeFileSync = (path, content, ...rest) => {
  if (!/\\.result\\.csv\\.memo.new$/.test(String(path))) return writeFileSync(path, content, ...rest);
  // In the middle of the file.
  writeFileSync(path, content.slice(0, 9), ...rest);
  process.kill(process.pid, "SIGINT");
};
syncBuiltinESMExports();
`;

describe("memo sweep on the command line", () => {
  it("tells its studies and what was wrong with a call", async () => {
    const cwd = write(temporaryFolder(), FILES);
    const all: string[] = [];
    for (const args of [
      ["--help"],
      ["two-way", "--help"],
      ["monte-carlo", "--help"],
      ["tornadoe", "juice"],
      ["tornado"],
      ["tornado", "juice", "second"],
      ["two-way", "juice", "--rows", "orchard.trees"],
      ["two-way", "juice", "--rows", "orchard.trees=1..x/5", "--columns", "orchard.frost"],
      ["monte-carlo", "juice", "--shard", "5/4", "--out", "part"],
      ["monte-carlo", "juice", "--shard", "1/4", "--out", "part", "--format", "csv"],
      ["merge"],
    ]) {
      const { code, stdout, stderr } = await memo(["sweep", ...args], { cwd });
      expect(code, args.join(" ")).toBe(args.includes("--help") ? 0 : 2);
      all.push(`$ memo sweep ${args.join(" ")}\n${stdout}${stderr}exit code ${code}\n`);
    }
    expect(existsSync(join(cwd, "part"))).toBe(false);
    expect(all[0]).toContain((await memo(["help", "sweep"], { cwd })).stdout);
    matchGolden(golden("usage"), all.join("\n"));
  });

  it("reads what a line asks for", async () => {
    const cwd = write(temporaryFolder(), FILES);
    const { code, stdout, stderr } = await memo(
      ["sweep", "two-way", "juice", "--rows", "orchard.frost=0,2", "--columns", "orchard.trees=80..140/3", "-f", "csv"],
      { cwd },
    );
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.split("\r\n").slice(0, 5)).toEqual([
      "orchard.frost,orchard.trees,juice,output_unit",
      "0,80,1728,",
      "0,100,2100,",
      "0,110,2100,",
      "0,140,2100,",
    ]);
  });

  it.skipIf(process.platform === "win32")("leaves the last file when it is interrupted", async () => {
    const cwd = write(temporaryFolder(), { ...FILES, "result.csv": "what was there\n", "hook.mjs": HOOK });
    const { code } = await memo(["sweep", "tornado", "juice", "--format", "csv", "--out", "result.csv", "--force"], {
      cwd,
      env: { NODE_OPTIONS: `--import ${pathToFileURL(join(cwd, "hook.mjs")).href}` },
    });
    expect(code).toBe(130);
    expect(readFileSync(join(cwd, "result.csv"), "utf8")).toBe("what was there\n");
    expect(readdirSync(cwd).filter((name) => name.startsWith(".result"))).toEqual([]);
  });
});

describe("the arguments of a study", () => {
  it("reads the places of an axis", () => {
    expect(parseAxis("mef.base")).toEqual({ id: "mef.base" });
    expect(parseAxis("mef.base=0.6, 1,2.5")).toEqual({ id: "mef.base", values: [0.6, 1, 2.5] });
    expect(parseAxis("dem.g=2..12/5")).toEqual({ id: "dem.g", from: 2, to: 12, count: 5 });
    expect(parseAxis("dem.g=-1..1:position")).toEqual({ id: "dem.g", from: -1, to: 1, how: "position" });
    expect(parseAxis("dem.g=1..64/7:ratio:factor")).toEqual({
      id: "dem.g",
      from: 1,
      to: 64,
      count: 7,
      spacing: "ratio",
      how: "factor",
    });
    for (const bad of ["", "=1,2", "a=", "a=1,,2", "a=1..", "a=1..2/0", "a=1..2/1.5", "a:sideways"])
      expect(() => parseAxis(bad), bad).toThrow();
  });

  it("reads parts and correlations", () => {
    expect(parseShard("2/8")).toEqual({ i: 2, of: 8 });
    for (const bad of ["0/2", "3/2", "1", "a/b", "1/2/3", "1.5/2"]) expect(() => parseShard(bad), bad).toThrow();
    expect(parseCorrelation("a.b,c=-0.5")).toEqual([{ a: "a.b", b: "c", spearman: -0.5 }]);
    for (const bad of ["a=0.5", "a,b", "a,b=2", "a,b,c=0.1"]) expect(() => parseCorrelation(bad), bad).toThrow();
  });
});

describe("progress", () => {
  it("is a bar with the time left on a terminal, and nothing elsewhere", () => {
    let now = 1000;
    const show = (live: boolean): Recorder => {
      const terminal = new Recorder(live);
      const line = new Progress(terminal);
      const progress = new SweepProgress(
        (text) => line.step(text),
        () => now,
      );
      for (const [before, done] of [
        [0, 0],
        [0, 100],
        [200, 50],
      ] as const) {
        progress.from(before);
        progress.points(done, 200, 400);
        now += 2000;
      }
      line.clear();
      return terminal;
    };
    expect(show(false).stderr).toBe("");
    const shown = show(true).stderr.split("\r\u001b[2K");
    expect(shown).toEqual([
      "",
      "────────────────────────   0%  0 of 400 points",
      "━━━━━━──────────────────  25%  100 of 400 points, 6 s left",
      "━━━━━━━━━━━━━━━─────────  62%  250 of 400 points, 3 s left",
      "",
    ]);
    expect(progressLine(1, 1000, 1000)).toContain("16 min 39 s left");
    expect(progressLine(1, 100_000, 1000)).toContain("27 h 46 min left");
  });
});

describe("a table of text", () => {
  const column = (head: string, align: "left" | "right" = "right") => ({ head, align });
  it("wraps words, then puts columns below with the first one again", () => {
    const rows = [
      ["a label that goes on for a while", "1", "22", "333"],
      ["short", "4,444", "5", ""],
    ];
    const columns = [column("What", "left"), column("At the low end"), column("At the high end"), column("Swing")];
    const all = [80, 40, 26].map((width) => `${width} columns\n${textTable(columns, rows, width)}`);
    matchGolden(golden("text-table"), all.join("\n"));
  });
});
