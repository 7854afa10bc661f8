import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { build } from "../../src/cli/build.js";
import { formatDiagnostics, MemoError } from "../../src/diagnostic.js";
import type { CommandOptions } from "../../src/memo/compute.js";
import * as pipeline from "../../src/memo/compute.js";
import { choose } from "../../src/memo/sides/choose.js";
import { computeSide } from "../../src/memo/sides/compute.js";
import { Places } from "../../src/memo/sides/places.js";
import { type ReadSide, readSide, SideError } from "../../src/memo/sides/read.js";
import { parseSpec } from "../../src/memo/sides/spec.js";
import { openCache } from "../../src/notebook/run/runner.js";
import { matchGolden } from "../golden.js";
import { runBlocksHere } from "./in-process.js";
import { edited, Recorder, removeFolders, type Sources, starter, temporaryFolder, write } from "./memo.js";
import { TestRepository } from "./repository.js";

const golden = (name: string): string =>
  join(import.meta.dirname, "golden", `diff-${name.replaceAll(/[^a-z]+/gi, "-")}.txt`);
const STARTER = starter();
const VERSION = "assumptions/2026-01.yaml";
const SUMMARY = "chapters/01-summary.md";
const COST = "chapters/02-cost.md";

const optionsFor = (folder: string, more: Partial<CommandOptions> = {}): CommandOptions => ({
  folder,
  set: [],
  cache: true,
  limits: { seconds: 60, megabytes: 1024 },
  ...more,
});

function read(folder: string, text = ".", more: Partial<CommandOptions> = {}): Promise<ReadSide> {
  const places = new Places(folder);
  return readSide(choose(parseSpec(text), places), places, optionsFor(folder, more), () => {}, false);
}

const outputs = ({ side }: ReadSide): Record<string, string> =>
  Object.fromEntries([...side.snapshot.outputs].map(([name, { text }]) => [name, text]));

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    const label = error instanceof SideError ? `${error.label}:\n` : "";
    const sources = error instanceof SideError ? error.sources : new Map();
    return `${label}${formatDiagnostics(error.diagnostics, { sources })}\nexit ${error.exitCode}`;
  }
  throw new Error("nothing was refused");
}

/** The starter with a claim that falls, and no other sentence. */
const FALLEN = edited(
  edited(STARTER, VERSION, "electric: 46000", "electric: 86000"),
  SUMMARY,
  "{{else}}\nThe diesel van is the cheaper one by {{dollars loss digits=0}}: the electric van does not earn back its higher price in that time.\n",
  "",
);

beforeEach(runBlocksHere);
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(removeFolders);

describe("a side", () => {
  it("is computed from the working tree, a version, a scenario, and sources of git's", async () => {
    const at = TestRepository.with(STARTER);
    write(at.folder, edited(STARTER, VERSION, "22000 km", "23000 km"));
    const [now, before, scenario] = [
      await read(at.folder),
      await read(at.folder, "HEAD"),
      await read(at.folder, "HEAD:short-rounds"),
    ];
    expect([now, before, scenario].map(({ side }) => side.label.replace(/\b[0-9a-f]{7}\b/, "1a2b3c4"))).toEqual([
      "working tree",
      "HEAD (1a2b3c4)",
      "HEAD (1a2b3c4), scenario short-rounds",
    ]);
    expect([now, before, scenario].map(outputs)).toEqual([
      { cost_diesel: "$60,082", cost_electric: "$56,675", saving: "$3,406" },
      { cost_diesel: "$59,291", cost_electric: "$56,373", saving: "$2,918" },
      { cost_diesel: "$54,943", cost_electric: "$54,710", saving: "$234" },
    ]);
    expect(scenario.side.snapshot.scenario?.name).toBe("short-rounds");
    expect([...(now.side.pictures?.keys() ?? [])]).toEqual(["fig-cost"]);
  });

  it("takes the command's own options where it doesn't name its own", async () => {
    const folder = write(temporaryFolder(), STARTER);
    const sides = [
      await read(folder, ".", { scenario: "dear-power" }),
      await read(folder, "short-rounds", { scenario: "dear-power" }),
      await read(folder, ".", { set: [{ id: "use.years", text: "7" }] }),
    ];
    expect(sides.map(({ side }) => [side.snapshot.scenario?.name, side.snapshot.sets.length])).toEqual([
      ["dear-power", 0],
      ["short-rounds", 0],
      [undefined, 1],
    ]);
  });

  it("is not computed again when the cache has it, wherever it came from", async () => {
    const at = TestRepository.with(STARTER);
    const compute = vi.spyOn(pipeline, "computeMemo");
    const first = await read(at.folder);
    const second = await read(at.folder, "HEAD");
    expect(compute).toHaveBeenCalledTimes(1);
    expect({ ...second.side, label: "" }).toEqual({
      ...first.side,
      label: "",
      commit: at.git("rev-parse", "HEAD").trim(),
    });
    await read(at.folder, ".", { cache: false });
    expect(compute).toHaveBeenCalledTimes(2);
    const kept = readdirSync(join(at.folder, ".memo-cache")).filter((name) => name !== ".gitignore");
    expect(kept).not.toEqual([]);
    for (const name of kept) {
      const path = join(at.folder, ".memo-cache", name);
      const bytes = readFileSync(path);
      const middle = Math.floor(bytes.length / 2);
      bytes[middle] = (bytes[middle] ?? 0) ^ 1;
      writeFileSync(path, bytes);
    }
    expect(outputs(await read(at.folder))).toEqual(outputs(first));
    expect(compute).toHaveBeenCalledTimes(3);
  });

  it("is computed whatever a build wrote, and has what a commit says was printed of the same sources beside it", async () => {
    const folder = write(temporaryFolder(), STARTER);
    const limits = { seconds: 60, megabytes: 1024 };
    const made = { folder, set: [], out: "out", cache: false, json: false, only: ["data" as const], limits };
    expect(await build(made, new Recorder())).toBe(0);
    const results = readFileSync(join(folder, "out/results.json"), "utf8");
    const { engine } = JSON.parse(results) as Record<"engine", string>;
    const at = new TestRepository(folder);
    at.git("init", "-q", "-b", "main");
    const recordOf = async (text: string, cache = true): Promise<unknown[]> => {
      write(folder, { "out/results.json": text });
      at.commit("built");
      const side = await read(folder, "HEAD", { cache });
      const recorded = side.side.recorded;
      return [outputs(side).saving, recorded?.outputs.get("saving")?.text, recorded?.engine];
    };
    const other = results.replaceAll("$2,918", "$9,999");
    expect(await recordOf(results)).toEqual(["$2,918", "$2,918", engine]);
    // An engine of another version, or of the same with other code.
    expect(await recordOf(other)).toEqual(["$2,918", "$9,999", engine]);
    expect(await recordOf(other.replace(`"engine": "${engine}"`, '"engine": "0.0.1"'), false)).toEqual([
      "$2,918",
      "$9,999",
      "0.0.1",
    ]);
    // Of other sources, or broken.
    const foreign = other.replace(/("costs": ")[0-9a-f]/, "$1x");
    expect(foreign).not.toBe(other);
    expect(await recordOf(foreign)).toEqual(["$2,918", undefined, undefined]);
    expect(await recordOf(other.slice(0, -9))).toEqual(["$2,918", undefined, undefined]);
    // What lies in the working tree's own folder is no one's record.
    const tree = await read(folder);
    expect([outputs(tree).saving, tree.side.recorded]).toEqual(["$2,918", undefined]);
  });

  it("leaves no trace of itself in what the next build says changed", async () => {
    const folder = write(temporaryFolder(), STARTER);
    await read(folder);
    expect(openCache(join(folder, ".memo-cache")).lastParts().size).toBe(0);
    expect(readdirSync(folder).sort()).toEqual([".memo-cache", "assumptions", "chapters"]);
  });

  it("has its values though a sentence states a claim that fell", async () => {
    const folder = write(temporaryFolder(), FALLEN);
    for (const _ of ["computed", "from the cache"]) {
      const { side, fallen } = await read(folder);
      expect(side.snapshot.claims.get("electric-is-cheaper")?.holds).toBe(false);
      expect(fallen.map(({ rule, place }) => [rule, place?.file, place?.start.line])).toEqual([
        ["prose/claim-fails", SUMMARY, 13],
      ]);
    }
  });

  it("may be a results.json, with its sources where they are at hand", async () => {
    const folder = write(temporaryFolder(), STARTER);
    const { results } = await computeSide(new Places(folder).worktree(), {});
    write(folder, { "kept/results.json": results });
    const known = await read(folder, "kept/results.json");
    expect([known.side.label, outputs(known).saving, known.sources === undefined]).toEqual([
      "kept/results.json",
      "$2,918",
      false,
    ]);
    write(folder, edited(STARTER, VERSION, "22000 km", "23000 km"));
    const unknown = await read(folder, "kept/results.json", { scenario: "dear-power", set: [{ id: "a", text: "1" }] });
    expect([outputs(unknown).saving, unknown.sources, unknown.remarks]).toEqual([
      "$2,918",
      undefined,
      ["--scenario and --set can't change kept/results.json, which is what an earlier build wrote."],
    ]);
    write(folder, { "other/results.json": results.replace(/"engine": "[^"]+"/, '"engine": "99.0.0"') });
    expect((await read(folder, "other/results.json")).remarks).toEqual([
      expect.stringMatching(/^other\/results\.json was written by engine 99\.0\.0, and this is \d/),
    ]);
  });

  it("is read where the cache can't be kept", async () => {
    const folder = write(temporaryFolder(), { ...STARTER, ".memo-cache": "a file" });
    expect(outputs(await read(folder, ".")).saving).toBe("$2,918");
  });
});

describe("a side that can't be built says what and why, in its own sources", () => {
  const broken: Readonly<Record<string, Sources>> = {
    "a register that doesn't parse": edited(STARTER, VERSION, "  van:\n", "  van: [\n"),
    "a block that throws": edited(
      STARTER,
      COST,
      "const loss = -saving;",
      'if (saving > 0) throw new Error("no");\nconst loss = -saving;',
    ),
    "a claim that fell beside another error": edited(FALLEN, SUMMARY, "nothing here", "{{dollars nothing}} here"),
  };

  it.each(Object.entries(broken))("%s", async (name, files) => {
    const at = TestRepository.with(files);
    write(at.folder, STARTER);
    const said = await refusal(read(at.folder, "HEAD"));
    matchGolden(golden(name), `${said.replace(/\b[0-9a-f]{7}\b/g, "1a2b3c4")}\n`);
    expect(outputs(await read(at.folder)).saving).toBe("$2,918");
  });

  it.each([
    ["no JSON", "{outputs"],
    ["nothing", ""],
    ["no results", '{"name": "package"}'],
    ["an older schema", '{"schema": 1, "outputs": {}}'],
    ["a newer schema", '{"schema": 99, "outputs": {}}'],
    ["half of it", '{"schema": 2, "title": "A"}'],
  ])("a results.json that holds %s", async (name, text) => {
    const folder = write(temporaryFolder(), { "a/results.json": text });
    matchGolden(golden(`results ${name}`), `${await refusal(read(folder, "a/results.json"))}\n`);
  });

  it("a results.json that isn't there", async () => {
    expect(await refusal(read(temporaryFolder(), "a/results.json"))).toMatchInlineSnapshot(`
      "error[diff/no-file]
        there is no file a/results.json that can be read
        expected a results.json of at most 16 MB, as \`memo build\` writes it
      exit 2"
    `);
  });
});
