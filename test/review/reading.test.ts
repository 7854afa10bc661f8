import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type ReadOptions, read } from "../../src/cli/author/read.js";
import { status } from "../../src/cli/author/status.js";
import { formatDiagnostics, MemoError } from "../../src/diagnostic.js";
import { computeMemo } from "../../src/memo/compute.js";
import { writeOutputs } from "../../src/memo/write.js";
import { reviewText } from "../../src/review/forms/text.js";
import { reviewHtml } from "../../src/review/html/page.js";
import { reviewMarkdown } from "../../src/review/markdown.js";
import { READINGS } from "../../src/review/reading/file.js";
import { parseReadings, readingsText } from "../../src/review/reading/readings.js";
import { readingOf, unreadPassages, valuePassages } from "../../src/review/reading/unread.js";
import { runBlocksHere } from "../cli/in-process.js";
import { edited, projectOf, Recorder, removeFolders, type Sources, temporaryFolder, write } from "../cli/memo.js";
import { matchGolden } from "../golden.js";
import { FERRY, type FerrySide, ferryReview, ferrySide } from "./ferry.js";

const V1 = "assumptions/2026-01.yaml";
const SUMMARY = "chapters/01-summary.md";
const MODEL = "chapters/02-model.md";
const limits = { seconds: 60, megabytes: 1024 };

/** The ferry with all of it read. */
let base: FerrySide;
let readings: string;
let read1: Sources;
beforeAll(async () => {
  base = await ferrySide(FERRY);
  readings = readingsText(valuePassages(base.snapshot).map((one) => readingOf(one, "Ada Quay", "2026-02-20")));
  read1 = { ...FERRY, [READINGS]: readings };
});
beforeEach(runBlocksHere);
afterEach(() => vi.restoreAllMocks());
afterAll(removeFolders);

/** What is to be read of some sources. */
async function open(files: Sources): Promise<string[]> {
  const { snapshot } = await ferrySide(files);
  return unreadPassages(snapshot, parseReadings(readings)).map(
    ({ passage, moved }) => `${passage.section}: ${moved.map(({ name }) => name).join(", ")}`,
  );
}

describe("a passage is to be read", () => {
  it("by nobody who read it as it stands, whatever moved by less than its tolerance, or stands elsewhere now", async () => {
    expect(valuePassages(base.snapshot).map(({ section }) => section)).toEqual(["sec-summary", "sec-summary"]);
    expect(await open(FERRY)).toEqual([]);
    // Takings have a tolerance of 1%, fuel has one of its own.
    expect(await open(edited(FERRY, V1, "value: 6 USD/person", "value: 6.05 USD/person"))).toEqual([]);
    expect(
      await open(
        edited(FERRY, SUMMARY, "takes {{dollars takings digits=0}} and", "takes\n{{ dollars takings digits=0 }} and"),
      ),
    ).toEqual([]);
  });

  it.each<[string, string, string, string, string[]]>([
    ["an output moves by more", V1, "value: 6 USD/person", "value: 6.1 USD/person", ["sec-summary: takings"]],
    [
      "a value that is no output is printed otherwise",
      V1,
      "value: 0.4 MW",
      "value: 0.5 MW",
      ["sec-summary: number given.boat.power digits=1"],
    ],
    ["its words are other ones", SUMMARY, "burns fuel", "burns oil", ["sec-summary: "]],
    [
      "it quotes something else",
      SUMMARY,
      "dollars fuel_year digits=0",
      "dollars fuel_year digits=1",
      ["sec-summary: "],
    ],
    ["it is new", MODEL, "Passengers are counted", "So {{passengers_2026}} are counted", ["sec-passengers: "]],
    [
      "a caption quotes a value",
      MODEL,
      "Passengers by year.",
      "{{passengers_2026}} in the first year.",
      ["tbl-years: "],
    ],
    [
      "a note quotes a value",
      MODEL,
      "He counts every crossing",
      "He counts all {{passengers_2026}}",
      ["sec-passengers: "],
    ],
  ])("where %s", async (_, file, from, to, expected) => {
    expect(await open(edited(FERRY, file, from, to))).toEqual(expected);
  });
});

describe("the file of readings", () => {
  it("is read as it is written, and written the same again", () => {
    const { of, problems } = parseReadings(readings);
    expect([of.size, problems]).toEqual([2, []]);
    expect(readingsText(of.values())).toBe(readings);
    expect(readingsText([])).toBe(
      "# Passages that quote values, as they were read; `memo read` writes this.\nread: {}\n",
    );
  });

  it("says where it is broken", () => {
    const some = readings.slice(readings.indexOf('  "'));
    const broken: [string, string][] = [
      ["no YAML", "read: [\n"],
      ["nothing in it", ""],
      ["another key", `readings: 1\n${readings}`],
      ["a list", "read: [1]\n"],
      ["no passage", readings.replace(/"[0-9a-f]{16}"/, "sec-money")],
      ["no reader", readings.replace(/by: .*/, 'by: ""')],
      ["no day", readings.replace("2026-02-20", "2026-02-30")],
      ["a number that is none", readings.replace(/("takings": )[\d.]+/, "$1many")],
      ["a list of values", readings.replace(/values: .*/, "values: [1]")],
      ["twice the same", `${readings}${some}`],
    ];
    const told = broken.map(([name, text]) => {
      const { problems } = parseReadings(text);
      expect(problems.length, name).toBeGreaterThan(0);
      return `=== ${name}\n${formatDiagnostics(problems, { sources: new Map([[READINGS, text]]) })}`;
    });
    matchGolden(join(import.meta.dirname, "golden/readings-broken.txt"), `${told.join("\n\n")}\n`);
  });
});

describe("a review of a memo that keeps readings", () => {
  it("lists what is to be read because of the change, in every form, and who read what", async () => {
    const old = await ferrySide(read1);
    const review = await ferryReview(old, edited(read1, V1, "high: 8 USD/person", "high: 12 USD/person"));
    expect(review.readAgain).toEqual({ passages: [], before: 0 });
    const dear = edited(
      edited(read1, V1, "high: 8 USD/person", "high: 12 USD/person"),
      V1,
      "value: 6 USD/person",
      "value: 9 USD/person",
    );
    const moved = await ferryReview(old, dear);
    expect(moved.readAgain?.passages.map(({ section, why }) => [section, why])).toEqual([
      ["sec-summary", expect.stringMatching(/^takings \$864,000 → \$1,296,000 since Ada Quay read it on 2026-02-20$/)],
    ]);
    for (const form of [reviewText(moved, { width: 2000, color: false }), reviewMarkdown(moved), reviewHtml(moved)])
      expect(form).toMatch(/To be read: 1[\s\S]*since Ada Quay read it on/);
    // Confirmed in the same change, it is not to be read, and the review says who did.
    const { snapshot } = await ferrySide(dear);
    const again = readingsText(valuePassages(snapshot).map((one) => readingOf(one, "Ben Pier", "2026-02-21")));
    const confirmed = await ferryReview(old, { ...dear, [READINGS]: again });
    expect(confirmed.readAgain).toEqual({ passages: [], before: 0 });
    const alone = await ferryReview(old, { ...read1, [READINGS]: readings.replace("Ada Quay", "Ben Pier") });
    expect([alone.changed, alone.verdict]).not.toEqual([false, "nothing changed"]);
    expect(reviewText(alone, { width: 2000, color: false })).toContain("read by Ben Pier on 2026-02-20");
    expect((await ferryReview(base, FERRY)).readAgain).toBeUndefined();
  });
});

describe("memo read", () => {
  const run = async (folder: string, places: string[], more: Partial<ReadOptions> = {}): Promise<[number, string]> => {
    const terminal = new Recorder();
    const options = { folder, set: [], cache: false, limits, all: false, json: false, ...more };
    const code = await read(places, options, terminal);
    return [code, terminal.stdout + terminal.stderr];
  };

  it("begins a list, says what is to be read, and takes a line, a chapter, a section", async () => {
    const folder = write(temporaryFolder(), FERRY);
    expect(await run(folder, [])).toEqual([
      0,
      "nobody keeps here what was read: `memo read --all` begins, with 2 passages that quote values\n",
    ]);
    const by = { by: "Ada Quay", on: "2026-02-20" };
    expect(await run(folder, [], { ...by, all: true })).toEqual([
      0,
      "2 passages read by Ada Quay on 2026-02-20; none is left to be read\n",
    ]);
    expect(readFileSync(join(folder, READINGS), "utf8")).toBe(readings);
    write(
      folder,
      edited(edited(FERRY, V1, "value: 6 USD/person", "value: 7 USD/person"), V1, "value: 0.4 MW", "value: 0.6 MW"),
    );
    const [code, list] = await run(folder, []);
    expect(code).toBe(0);
    expect(list).toContain("2 of 2 passages that quote values are to be read\nchapters/01-summary.md:15\n  “In 2026");
    const terminal = new Recorder();
    await status({ folder, set: [], cache: false, limits, json: false }, terminal);
    expect(terminal.stdout.replace(/\s+/g, " ")).toContain(
      "2 of 2 passages that quote values are to be read: sec-summary",
    );
    const ben = { by: "Ben Pier", on: "2026-02-21" };
    expect((await run(folder, [`${SUMMARY}:15`], ben))[1]).toBe(
      "1 passage read by Ben Pier on 2026-02-21; 1 is left to be read\n",
    );
    expect((await run(folder, [SUMMARY], ben))[1]).toContain("none is left");
    // Who names a place reads it again, and that is noted.
    const ada = { by: "Ada Quay", on: "2026-02-22" };
    expect((await run(folder, [`${SUMMARY}:15`], ada))[1]).toBe(
      "1 passage read by Ada Quay on 2026-02-22; none is left to be read\n",
    );
    expect(
      readFileSync(join(folder, READINGS), "utf8")
        .match(/2026-02-2\d/g)
        ?.sort(),
    ).toEqual(["2026-02-21", "2026-02-22"]);
    expect((await run(folder, ["sec-mony"], ben))[1]).toContain("read/place");
    expect((await run(folder, [SUMMARY], { ...ben, scenario: "storm" }))[1]).toContain(
      "a reading is of the memo as it is built",
    );
    expect((await run(folder, [SUMMARY], { ...ben, by: " " }))[1]).toContain("nobody is named who read it");
  });

  it("is asked for by a check, at the severity that the memo sets, and told on the page", async () => {
    const files = edited(read1, V1, "value: 6 USD/person", "value: 7 USD/person");
    const { diagnostics, tree } = await computeMemo(projectOf(files), { check: true });
    expect(
      diagnostics.filter(({ rule }) => rule === "read/again").map(({ place, message }) => [place?.start.line, message]),
    ).toEqual([
      [
        15,
        expect.stringContaining("is to be read: takings $864,000 → $1,008,000 since Ada Quay read it on 2026-02-20"),
      ],
    ]);
    const page = String((await writeOutputs(tree, new Set(["page"]))).get("index.html"));
    expect(page).toContain('<p class="read">Last read on 20 February 2026; 1 passage to be read</p>');
    const strict = edited(files, SUMMARY, "stale/number: warning", "stale/number: warning, read/again: error");
    await expect(computeMemo(projectOf(strict), { check: true })).rejects.toThrow(MemoError);
    // Of a scenario nobody says that it was read.
    const storm = await computeMemo(projectOf(files), { check: true, scenario: "storm" });
    expect(storm.diagnostics.filter(({ rule }) => rule === "read/again")).toEqual([]);
  });
});
