import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { figuresOf, visitQuotes } from "../../src/document/tree.js";
import { edited, sourcesIn } from "../cli/memo.js";
import { runSweepsHere, sweep } from "./sweeps.js";

const SMALL = sourcesIn("test/sensitivity/fixtures/small");
const CHAPTER = "chapters/01-small.md";

beforeAll(runSweepsHere);
afterAll(() => vi.restoreAllMocks());

it("a sweep's chart rests on the limits of claims that it marks; its values, and tables, do not", async () => {
  const head = "output: revenue\ncaption: Bars.\n";
  const files = edited(
    {
      ...SMALL,
      [CHAPTER]: `${SMALL[CHAPTER]}
\`\`\`ts {#ample .claim}
revenue > given.least.revenue
\`\`\`

The widest is {{bars_drawn.first.label}}.

\`\`\`sweep {#fig-bars .tornado}
${head}alt: Bars.
name: bars_drawn
\`\`\`

\`\`\`sweep {#fig-plain .tornado}
${head}alt: Bars.
thresholds: false
\`\`\`

\`\`\`sweep {#tbl-bars .tornado}
${head}\`\`\`
`,
    },
    "assumptions/v1.yaml",
    "assumptions:\n",
    'assumptions:\n  least: { revenue: { label: Least, value: 1, unit: "1", kind: assumed, as_of: 2026-01, note: as told } }\n',
  );
  const { tree } = await sweep(files);
  const rests = new Map(figuresOf(tree).map(({ blockId, restsOn = [] }) => [blockId, restsOn]));
  expect(rests.get("fig-bars")).toEqual(["least.revenue", ...(rests.get("fig-plain") ?? [])]);
  expect(rests.get("fig-plain")?.length).toBeGreaterThan(0);
  expect(rests.get("tbl-bars")).toEqual(rests.get("fig-plain"));
  const quoted: (readonly string[])[] = [];
  visitQuotes(tree, ({ restsOn }) => quoted.push(restsOn));
  expect(quoted).toEqual([rests.get("fig-plain")]);
});
