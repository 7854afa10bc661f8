import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { build } from "../../src/cli/build.js";
import { buildEvery, type MatrixOptions } from "../../src/cli/build-matrix.js";
import { combinationsOf, inShard, nameOf } from "../../src/memo/matrix/combinations.js";
import { BASE, newer } from "../../src/rules/base.js";
import {
  edited,
  filesUnder,
  projectOf,
  Recorder,
  removeFolders,
  type Sources,
  temporaryFolder,
  write,
} from "../cli/memo.js";
import { runHere } from "../rules/examine.js";

beforeEach(runHere);
afterEach(() => vi.restoreAllMocks());
afterAll(removeFolders);

const limits = { seconds: 60, megabytes: 1024 };
const SCENARIOS = "assumptions/scenarios.yaml";

const MEMO: Sources = {
  ...edited(
    edited(BASE, "chapters/01-summary.md", "title: The orchard", 'title: "The <orchard> & more"'),
    "chapters/02-harvest.md",
    'tolerance: "1%"',
    'tolerance: "1%", key: true',
  ),
  [SCENARIOS]: `${BASE[SCENARIOS]}  good-year: {title: "A <good> year", set: {orchard.apples: 52 kg}}\n`,
  "assumptions/2026-06.yaml": newer("orchard:\n  apples: {value: 36 kg, reason: A late frost took the blossom.}"),
};
const NAMES = [
  "2026-03",
  "2026-03+late-frost",
  "2026-03+good-year",
  "2026-06",
  "2026-06+late-frost",
  "2026-06+good-year",
];

async function run(
  folder: string,
  more: Partial<MatrixOptions> = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const terminal = new Recorder();
  const every = { folder, out: "every", assumptions: "*", scenario: "*", only: ["md", "data"] as const, set: [] };
  const code = await buildEvery({ ...every, cache: false, json: false, limits, ...more }, terminal);
  const { stdout, stderr } = terminal;
  return { code, stdout: stdout.replace(/[\d.]+ s$/m, "0 s"), stderr };
}

const memoIn = (files = MEMO): string => write(temporaryFolder(), files);
const listIn = (folder: string) => JSON.parse(readFileSync(join(folder, "every/matrix.json"), "utf8"));
const pageIn = (folder: string): string => readFileSync(join(folder, "every/index.html"), "utf8");

describe("every version and scenario", () => {
  it("has the files that a build of it alone has, and a list of them", async () => {
    const folder = memoIn();
    const { code, stdout, stderr } = await run(folder);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatchInlineSnapshot(`
      "2026-03: 2 files
      2026-03+late-frost: 2 files
      2026-03+good-year: 2 files; claims that do not hold: 1 of 1
      2026-06: 2 files
      2026-06+late-frost: 2 files
      2026-06+good-year: 2 files; claims that do not hold: 1 of 1
      every: 6 combinations; 12 files; 0 s
      "
    `);
    const every = filesUnder(join(folder, "every"));
    for (const name of NAMES) {
      const [version = "", scenario] = name.split("+");
      const alone = { folder, out: "alone", assumptions: version, scenario, only: ["md", "data"] as const, set: [] };
      await build({ ...alone, cache: false, json: false, limits }, new Recorder());
      const own = Object.entries(filesUnder(join(folder, "alone"))).filter(([path]) => !path.startsWith("."));
      const here = Object.entries(every).filter(([path]) => path.startsWith(`${name}/`));
      expect(here.map(([path, bytes]) => [path.slice(name.length + 1), bytes])).toEqual(own);
    }
    const { combinations, outputs } = listIn(folder);
    expect(outputs).toEqual([{ name: "harvest", label: "Harvest", unit: "kg" }]);
    expect(
      combinations.map(({ path, numbers, claims }: never & { path: string; numbers: never; claims: never }) => [
        path,
        numbers,
        claims,
      ]),
    ).toMatchInlineSnapshot(`
      [
        [
          "2026-03/",
          {
            "harvest": {
              "text": "4,800 kg",
              "value": 4800,
            },
          },
          {
            "all": 1,
            "fallen": [],
          },
        ],
        [
          "2026-03+late-frost/",
          {
            "harvest": {
              "text": "3,840 kg",
              "value": 3840,
            },
          },
          {
            "all": 1,
            "fallen": [],
          },
        ],
        [
          "2026-03+good-year/",
          {
            "harvest": {
              "text": "6,240 kg",
              "value": 6240,
            },
          },
          {
            "all": 1,
            "fallen": [
              "fits",
            ],
          },
        ],
        [
          "2026-06/",
          {
            "harvest": {
              "text": "4,320 kg",
              "value": 4320,
            },
          },
          {
            "all": 1,
            "fallen": [],
          },
        ],
        [
          "2026-06+late-frost/",
          {
            "harvest": {
              "text": "3,840 kg",
              "value": 3840,
            },
          },
          {
            "all": 1,
            "fallen": [],
          },
        ],
        [
          "2026-06+good-year/",
          {
            "harvest": {
              "text": "6,240 kg",
              "value": 6240,
            },
          },
          {
            "all": 1,
            "fallen": [
              "fits",
            ],
          },
        ],
      ]
    `);
    const page = pageIn(folder);
    for (const name of NAMES) expect(page).toContain(`<a href="${name}/memo.md">`);
    expect(page).toContain("The &lt;orchard&gt; &amp; more");
    expect(page).toContain("A &lt;good&gt; year");
    expect(page).not.toMatch(/<script|<orchard>|<good>/);
    const marked = [...page.matchAll(/<td class="moved">([^<]*)/g)].map(([, text]) => text?.replaceAll("\u00a0", " "));
    expect(marked).toEqual(["3,840 kg", "6,240 kg", "1", "3,840 kg", "6,240 kg", "1"]);
  });

  it("is built in parts with the same bytes as at once, in whatever order they come", async () => {
    const whole = memoIn();
    await run(whole);
    const parts = memoIn();
    for (const i of [3, 1, 2]) expect((await run(parts, { shard: { i, of: 3 } })).code).toBe(0);
    expect(filesUnder(join(parts, "every"))).toEqual(filesUnder(join(whole, "every")));
    const together = memoIn();
    await Promise.all([1, 2].map((i) => run(together, { shard: { i, of: 2 } })));
    expect(filesUnder(join(together, "every"))).toEqual(filesUnder(join(whole, "every")));
  });

  it("says which do not build, and leaves what these had", async () => {
    const folder = memoIn();
    await run(folder);
    const before = filesUnder(join(folder, "every"));
    // A sentence that only the frost makes untrue.
    const path = join(folder, "chapters/02-harvest.md");
    writeFileSync(
      path,
      `${readFileSync(path, "utf8")}\n\`\`\`ts {#enough .claim}\nharvest > 4000 /* kg */\n\`\`\`\n\n{{#claim "enough"}}It is enough.{{/claim}}\n`,
    );
    const { code, stdout, stderr } = await run(folder);
    expect(code).toBe(1);
    expect(stdout).toMatchInlineSnapshot(`
      "2026-03: 2 files
      2026-03+late-frost does not build
      2026-03+good-year: 2 files; claims that do not hold: 1 of 2
      2026-06: 2 files
      2026-06+late-frost does not build
      2026-06+good-year: 2 files; claims that do not hold: 1 of 2
      every: 6 combinations, 2 of which did not build; 8 files; 0 s
      "
    `);
    expect(stderr.match(/error\[/g)).toHaveLength(1);
    expect(stderr).toContain("  found in the build of 2026-03+late-frost\n");
    const after = filesUnder(join(folder, "every"));
    const changed = NAMES.filter((name) => after[`${name}/memo.md`] !== before[`${name}/memo.md`]);
    expect(changed).toEqual(NAMES.filter((name) => !name.endsWith("late-frost")));
    expect(listIn(folder).combinations[1]).toMatchObject({
      path: "2026-03+late-frost/",
      failure: expect.stringContaining("enough"),
    });
    expect(pageIn(folder)).toContain("<li>late-frost does not build: ");
  });

  it("that the memo no longer has goes; one of other sources is said to be that", async () => {
    const folder = memoIn();
    await run(folder);
    writeFileSync(join(folder, SCENARIOS), BASE[SCENARIOS] ?? "");
    const path = join(folder, "assumptions/2026-06.yaml");
    writeFileSync(path, readFileSync(path, "utf8").replace("36 kg", "37 kg"));
    expect((await run(folder, { assumptions: "2026-03" })).code).toBe(0);
    expect(existsSync(join(folder, "every/2026-03+good-year"))).toBe(false);
    expect(
      listIn(folder).combinations.map(({ path: at, earlier }: { path: string; earlier?: true }) => [at, earlier]),
    ).toEqual([
      ["2026-03/", undefined],
      ["2026-03+late-frost/", undefined],
      ["2026-06/", true],
      ["2026-06+late-frost/", true],
    ]);
    expect(pageIn(folder)).toContain("<li>late-frost is of earlier sources, or another engine: build it again</li>");
    expect((await run(folder)).code).toBe(0);
    expect(pageIn(folder)).not.toContain("earlier sources");
  });

  it("stay as they were, with the list, where none builds", async () => {
    const folder = memoIn();
    await run(folder);
    const before = filesUnder(join(folder, "every"));
    // Scenarios that can't be read are none, which is no reason to delete theirs.
    writeFileSync(join(folder, SCENARIOS), "scenarios: [");
    expect((await run(folder)).code).toBe(1);
    expect(filesUnder(join(folder, "every"))).toEqual(before);
  });

  it.each([
    ["what is no JSON", "<<<<<<< ours"],
    ["a list of another kind", "{}"],
    ["a combination without numbers", (text: string) => text.replace(/"numbers": \{[^}]*\}\s*\}/, '"numbers": null')],
    ["a title that is none", (text: string) => text.replace('"title": "Late frost"', '"title": 5')],
  ])("are left alone where the list is %s", async (_, written) => {
    const folder = memoIn();
    await run(folder);
    const list = join(folder, "every/matrix.json");
    const text = typeof written === "string" ? written : written(readFileSync(list, "utf8"));
    expect(text).not.toBe(readFileSync(list, "utf8"));
    writeFileSync(list, text);
    const before = filesUnder(join(folder, "every"));
    const { code, stderr } = await run(folder, { shard: { i: 1, of: 2 } });
    expect([code, filesUnder(join(folder, "every"))]).toEqual([1, before]);
    expect(stderr).toContain("every/matrix.json is no list of combinations");
  });

  it("never take the place of one build", async () => {
    const folder = memoIn();
    await build({ folder, out: "one", only: ["md"], set: [], cache: false, json: false, limits }, new Recorder());
    const before = filesUnder(join(folder, "one"));
    const { code, stderr } = await run(folder, { out: "one" });
    expect([code, filesUnder(join(folder, "one"))]).toEqual([1, before]);
    expect(stderr).toMatchInlineSnapshot(`
      "error[project/matrix]
        one holds what memo wrote, and no list of combinations
        expected a folder of their own for many combinations
        name another; where matrix.json is gone, bring it back

      1 error
      "
    `);
  });

  it("are marked where other claims fall, be they as many, and lead to what there is", async () => {
    const folder = memoIn({
      ...MEMO,
      [SCENARIOS]: `${BASE[SCENARIOS]}  small-press: {title: Small press, set: {press.capacity: {2027: 4000}}}\n`,
      "chapters/02-harvest.md": `${MEMO["chapters/02-harvest.md"]}\n\`\`\`ts {#enough .claim}\ngiven.press.capacity[2027] < harvest\n\`\`\`\n`,
    });
    expect((await run(folder, { assumptions: "2026-03", only: ["pdf"] })).code).toBe(0);
    const row = /Claims that do not hold<\/th>(.*)<\/tr>/.exec(pageIn(folder))?.[1];
    expect(row).toBe('<td>1</td><td>1</td><td class="moved">1</td>');
    expect(pageIn(folder)).toContain('<a href="2026-03+small-press/memo.pdf">');
  });

  it("has a folder of its own, in which others' files stay", async () => {
    const folder = memoIn();
    expect((await run(folder, { out: undefined })).stderr).toMatchInlineSnapshot(`
      "error[project/matrix]
        many combinations need a folder of their own
        expected \`--out <dir>\`, one that is empty or holds such builds

      1 error
      "
    `);
    expect(
      (await run(folder, { assumptions: undefined, scenario: undefined, shard: { i: 1, of: 2 } })).stderr,
    ).toMatchInlineSnapshot(`
      "error[project/matrix]
        one combination has no parts
        expected \`-s '*'\` or \`-a '*'\` with \`--shard\`

      1 error
      "
    `);
    write(folder, { "mine/notes.txt": "mine" });
    const refused = await run(folder, { out: "mine" });
    expect([refused.code, filesUnder(join(folder, "mine"))]).toEqual([1, { "notes.txt": "mine" }]);
    await run(folder);
    write(folder, { "every/2026-03/notes.txt": "mine" });
    rmSync(join(folder, SCENARIOS));
    expect((await run(folder)).code).toBe(0);
    expect(readFileSync(join(folder, "every/2026-03/notes.txt"), "utf8")).toBe("mine");
    const cut = readFileSync(join(folder, "every/2026-03/memo.md"), "utf8").replace("orchard", "garden");
    writeFileSync(join(folder, "every/2026-03/memo.md"), cut);
    const { code, stderr } = await run(folder);
    expect([code, readFileSync(join(folder, "every/2026-03/memo.md"), "utf8")]).toEqual([1, cut]);
    expect(stderr).toContain("changed since memo wrote them: 2026-03/memo.md");
  });
});

it("parts are of nearly one size and have every combination once", () => {
  const all = combinationsOf(projectOf(MEMO), { assumptions: "*", scenario: "*" });
  expect(all.map(nameOf)).toEqual(NAMES);
  for (let of = 1; of <= 8; of++) {
    const parts = Array.from({ length: of }, (_, at) => inShard(all, { i: at + 1, of }));
    expect(parts.flat().map(nameOf).sort()).toEqual([...NAMES].sort());
    const sizes = parts.map(({ length }) => length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  }
});
