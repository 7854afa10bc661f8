import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { givenTree } from "../../src/assumptions/index.js";
import type { Register } from "../../src/assumptions/register/types.js";
import { readChapters } from "../../src/chapters/index.js";
import type { CheckInput } from "../../src/check/input.js";
import { maskMarkdown } from "../../src/check/prose/mask.js";
import { handWrittenNumbers } from "../../src/check/prose/numbers.js";
import { sentencesOf } from "../../src/check/prose/sentences.js";
import { runBlocksHere } from "../cli/in-process.js";
import { matchGolden } from "../golden.js";
import { MOST, timesTheWork } from "../setup/growth.js";
import { checked, withChapter } from "./memo.js";

const golden = (name: string): string => join(import.meta.dirname, "golden", `${name}.txt`);
const MODEL = `\`\`\`ts {#juice}
const juice = output(0.6 * harvest, { label: "Juice", unit: "kg", format: "unit 0 kg", tolerance: "1%" });
const larger = given.press.capacity[2027] / given.press.capacity[2026];
const worth = { crop: 12_345_000 };
\`\`\`

The trees give {{juice}}, and the press grows by {{times larger digits=2}}.`;

describe("numbers that no value backs", () => {
  beforeAll(runBlocksHere);
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it("are told with what to quote instead, where a value is equal or near", async () => {
    const { told } = await checked(
      withChapter(
        `${MODEL}

The juice was 2,900 kg, from 120 trees with 41 kg of apples each. The press takes 6,000 kg, which is 1.33× as much, or 133% of it.

## A crop of 4,800 kg {#sec-crop}

Nothing here is near 77 GW or 55.5%.

\`\`\`ts {#tbl-press .table}
//| caption: The press takes 4,500 kg,
//|   and the orchard's 4.8 t.
table([{ year: 2026, kg: given.press.capacity[2026] }])
\`\`\`

@tbl-press and @sec-crop.`,
        "summary: The orchard carries 4,800 kg of apples.\n",
      ),
    );
    matchGolden(golden("numbers"), told);
  });

  it("are not looked for when the values are not those the text is written for", async () => {
    const files = withChapter("The orchard carries 4,800 kg.");
    expect((await checked(files)).found).toEqual(["stale/number 03-juice.md:5:21"]);
    expect((await checked(files, { scenario: "late-frost" })).found).toEqual([]);
    expect((await checked(files, { sets: [{ id: "orchard.trees", text: "115" }] })).found).toEqual([]);
  });

  it("need more than a likeness: few digits must be about the same thing", async () => {
    // 120 trees; nothing says that barrels are trees.
    expect((await checked(withChapter("There are 40 barrels in 13 rooms."))).found).toEqual([
      "stale/unbacked 03-juice.md:5:11",
      "stale/unbacked 03-juice.md:5:25",
    ]);
  });
});

it("numbers are found among as many values in work that grows with them", () => {
  const work = (n: number): (() => void) => {
    const at = Array.from({ length: n }, (_, i) => i);
    const text = (from: number): string =>
      at
        .slice(from, from + 100)
        .map((i) => `It is wide: ${i + 1000}.5 units.\n`)
        .join("\n");
    const chapter = (from: number): [string, string] => [
      `chapters/${from + 1000}-a.md`,
      `---\ntitle: T\n---\n\n${text(from)}`,
    ];
    const { chapters } = readChapters(new Map(at.filter((i) => i % 100 === 0).map(chapter)));
    const one = (i: number) => ({ id: `w.a${i}`, label: "Wide", value: i + 1000.5, shape: "scalar", unit: "1" });
    const register = {
      assumptions: new Map(at.map((i) => [`w.a${i}`, one(i)])),
      sources: new Map(),
    } as unknown as Register;
    const scope = { values: new Map(), given: givenTree(register), assumptionOf: (path: string) => path };
    const tree = { authors: [], title: [], chapters: [], footnotes: [], outputs: [] };
    const input = { chapters, register, scope, tree, program: { outputs: [] }, sources: new Map() };
    return () => {
      const found = handWrittenNumbers(input as unknown as CheckInput);
      expect(found.map(({ hint }) => hint)).toEqual(
        at.map((i) => `did you mean \`{{number given.w.a${i} digits=1}}\`, now ${(i + 1000.5).toLocaleString("en")}?`),
      );
    };
  };
  expect(timesTheWork(work(200), work(1600))).toBeLessThan(MOST);
});

describe("comparing words", () => {
  beforeAll(runBlocksHere);
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it("beside a quoted value want a claim", async () => {
    const { found } = await checked(
      withChapter(
        [
          "The harvest of {{harvest}} is more than the press takes.",
          "It doubled. The harvest is {{harvest}}.",
          '{{#claim "fits"}}The harvest of {{harvest}} is less than the press takes.{{else}}{{harvest}} exceeds it.{{/claim}}',
          "{{#if harvest}}{{harvest}} is the largest.{{/if}}",
          "- the smallest of all\n- {{harvest}} of it",
          "| the highest | {{harvest}} |\n| --- | --- |\n| twice {{harvest}} | x |",
        ].join("\n\n"),
      ),
    );
    expect(found).toEqual(["stale/comparative 03-juice.md:5:31", "stale/comparative 03-juice.md:18:3"]);
  });

  it("of a way from one quoted value to another want one too", async () => {
    const { found } = await checked(
      withChapter(
        [
          "The harvest rises from {{harvest}} in one year to {{harvest}} in the next.",
          "From {{harvest}} it fell to nothing, and what was left went from {{harvest}} to {{harvest}}.",
          "It grew; from {{harvest}} to {{harvest}} there is a way. Up from 3 to {{harvest}}.",
          "{{#if harvest}}It falls from {{harvest}} to {{harvest}}.{{/if}}",
          "Up from {{harvest}} a year, as was told, to {{harvest}}.",
        ].join("\n\n"),
      ),
    );
    expect(found.filter((one) => one.startsWith("stale/comparative"))).toEqual([
      "stale/comparative 03-juice.md:5:13",
      "stale/comparative 03-juice.md:13:1",
    ]);
  });
});

describe("sentences", () => {
  const split = (text: string): string[] => {
    const masked = maskMarkdown(text);
    return sentencesOf(masked).map(([from, to]) => masked.slice(from, to).trim());
  };

  it("end where a reader ends them", () => {
    expect(split("One, e.g. this (p. 3). Two of J. Smith! *Three.* Four")).toEqual([
      "One, e.g. this (p. 3).",
      "Two of J. Smith!",
      "*Three.*",
      "Four",
    ]);
    expect(split("A line\nof one\n\n## Heading\nA second\n- an item\n- another")).toEqual([
      "A line\nof one",
      "## Heading",
      "A second",
      "an item",
      "another",
    ]);
  });
});
