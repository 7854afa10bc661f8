import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { writeOutputs } from "../../src/memo/write.js";
import { inSentence, MEANING, MEANING_AGAIN } from "../../src/sensitivity/index.js";
import { edited, type Sources, sourcesIn } from "../cli/memo.js";
import { runSweepsHere, sweep } from "./sweeps.js";

describe("a label within a sentence", () => {
  it.each([
    ["Model efficiency factor", "model efficiency factor"],
    ["A share", "a share"],
    ["Élan, 2027", "élan, 2027"],
    ["MEF in 2029", "MEF in 2029"],
    ["CoWoS capacity", "CoWoS capacity"],
    ["H100 rent", "H100 rent"],
    ["X-ray", "x-ray"],
    ["root.x", "root.x"],
  ])("%s", (label, within) => {
    expect(inSentence(label)).toBe(within);
  });
});

const SMALL = sourcesIn("test/sensitivity/fixtures/small");
const CHAPTER = "chapters/01-small.md";
const DRAWS = "outputs: [revenue, enough]\ndraws: 64\ncaption: Draws.";
const FILES: Sources = edited(
  {
    ...SMALL,
    [CHAPTER]: `${SMALL[CHAPTER]}
\`\`\`sweep {#flip .break-even}
output: enough
vary: price.base
\`\`\`

It {{flip.words}}; the widest is {{bars.first.label}}.

\`\`\`sweep {#tbl-bars .tornado}
output: revenue
caption: Bars.
\`\`\`

\`\`\`sweep {#tbl-worlds .scenarios}
outputs: [revenue, enough]
labels: {revenue: Takings, enough: Pays}
caption: Scenarios.
\`\`\`

\`\`\`sweep {#fig-enough .two-way}
output: enough
rows: price.base
columns: demand.units
labels: {enough: Whether it pays}
caption: Where it pays.
alt: A grid.
\`\`\`

\`\`\`sweep {#tbl-draws .monte-carlo}
${DRAWS}
\`\`\`

\`\`\`sweep {#tbl-again .monte-carlo}
${DRAWS}
\`\`\`

\`\`\`sweep {#tbl-weights .importance}
output: revenue
draws: 64
caption: Weights.
\`\`\`
`,
    "chapters/02-more.md": `---\ntitle: More\n---\n\n\`\`\`sweep {#tbl-elsewhere .monte-carlo}\n${DRAWS}\n\`\`\`\n`,
  },
  "assumptions/v1.yaml",
  "base: {label: Price,",
  "base: {label: Price of one of them at the door, short: Price at the door,",
);

describe("what sweeps call things", () => {
  let text = "";

  beforeAll(async () => {
    runSweepsHere();
    const { tree } = await sweep(FILES);
    text = String((await writeOutputs(tree, new Set(["md"]))).get("memo.md"));
  });
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it("is the assumption's short label, small within a sentence", () => {
    expect(text).toContain("It flips if price at the door falls to \\$6; the widest is Price at the door.");
    expect(text).toMatch(/\| Price at the door \| \\\$4 \| \\\$20 \|/);
  });

  it("is a result's label in the sweep, above its own", () => {
    expect(text).toContain("| Scenario | Takings | Pays |");
  });

  it("tells once a chapter what shares of draws mean, and shortly again", () => {
    const [first = "", second = ""] = text.split("\n## ").filter((part) => part.includes("64 draws"));
    const count = (part: string, words: string): number => part.split(words).length - 1;
    expect([count(first, MEANING), count(first, MEANING_AGAIN)]).toEqual([1, 2]);
    expect([count(second, MEANING), count(second, MEANING_AGAIN)]).toEqual([1, 0]);
    expect(first.indexOf(MEANING)).toBeLessThan(first.indexOf(MEANING_AGAIN));
  });
});
