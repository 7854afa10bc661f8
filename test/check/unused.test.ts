import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Register } from "../../src/assumptions/register/types.js";
import type { CheckInput } from "../../src/check/input.js";
import { unusedAssumptions } from "../../src/check/unused/assumptions.js";
import { BASE } from "../../src/rules/base.js";
import { edited } from "../cli/memo.js";
import { runSweepsHere } from "../sensitivity/sweeps.js";
import { MOST, timesTheWork } from "../setup/growth.js";
import { checked, withAssumptions, withChapter } from "./memo.js";

const rules = async (files: Readonly<Record<string, string>>): Promise<string[]> =>
  (await checked(files)).found.map((line) => line.replace(/:\d+$/, ""));

describe("what nothing uses", () => {
  beforeAll(runSweepsHere);
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it("is nothing in a memo that uses all it has", async () => {
    expect(await rules(BASE)).toEqual([]);
  });

  it("is told of assumptions, but for those that something used is derived from, or that are quoted in any branch", async () => {
    const yaml = `  spare:
    alone: {label: Alone, value: 3 kg}
    part: {label: Part, value: 4 kg}
    half: {label: Half, expression: spare.part / 2, unit: kg}
    whole: {label: Whole, expression: 2 * spare.half, unit: kg}
    rest: {label: Rest, expression: spare.alone, unit: kg}
    hidden: {label: Hidden, value: 5 kg}
    group: {label: Group, unit: kg, value: {a: 1, b: 2}}
`;
    const body = `{{number given.spare.whole digits=0}} kg {{#claim "fits"}}fit{{else}}and {{number given.spare.hidden digits=0}}{{/claim}}.

\`\`\`ts {#shares}
const shares = Object.values(given.spare.group);
\`\`\`

{{number shares.length}} shares.`;
    expect(await rules(withAssumptions(yaml, body))).toEqual([
      "unused/assumption 2026-03.yaml:11",
      "unused/assumption 2026-03.yaml:15",
    ]);
  });

  it("is told of blocks, sweeps, claims, figures and sources", async () => {
    const files = withChapter(`\`\`\`ts {#idle}
type Weight = number;
const idle: Weight = 1;
\`\`\`

\`\`\`ts {#guard}
if (harvest < 0) throw new Error("a harvest below nothing");
\`\`\`

\`\`\`ts {#unsaid .claim}
harvest > 0
\`\`\`

\`\`\`ts {#tbl-unseen .table}
//| caption: What nobody is sent to.
table([{ kg: harvest }])
\`\`\`

\`\`\`ts {#tbl-seen .table}
//| caption: What the text links to.
table([{ crop: harvest }])
\`\`\`

[There](#tbl-seen) it is.

\`\`\`sweep {#flip .break-even}
output: harvest
vary: orchard.trees
target: 5000
\`\`\``);
    expect(
      await rules(
        edited(files, "assumptions/sources.yaml", "sources:\n", "sources:\n  hearsay: {title: Hearsay, date: 2026}\n"),
      ),
    ).toEqual([
      "unused/source sources.yaml:2",
      "unused/block 03-juice.md:5",
      "unused/claim 03-juice.md:14",
      "unused/figure 03-juice.md:18",
      "unused/block 03-juice.md:30",
    ]);
  });

  it("is found in work that grows with the assumptions", () => {
    const work = (n: number): (() => void) => {
      const ids = Array.from({ length: n }, (_, i) => `group${i % 5}.name${i}`);
      const assumptions = new Map(ids.map((id) => [id, { id, shape: "series", keys: ["2026", "2027"] }]));
      const register = { assumptions } as unknown as Register;
      const read = ids.slice(1);
      const program = { blocks: read.map((id) => ({ givenPaths: [`${id}.*`] })) } as unknown as CheckInput["program"];
      const run = { reads: new Map(read.map((id) => [id, [`${id}.2026`]])) } as unknown as CheckInput["run"];
      return () => {
        const found = unusedAssumptions({ register, program, run, templates: [] });
        expect(found.map(({ message }) => message)).toEqual(["nothing uses the assumption `group0.name0`"]);
      };
    };
    expect(timesTheWork(work(400), work(3200))).toBeLessThan(MOST);
  });

  it("is told in scenarios alike", async () => {
    const files = withAssumptions("  spare: {label: Spare, value: 3 kg}\n");
    expect((await checked(files, { scenario: "late-frost" })).found).toEqual(["unused/assumption 2026-03.yaml:10:10"]);
  });
});

describe("figures", () => {
  beforeAll(runSweepsHere);
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it("are told where they show the same as another of their kind", async () => {
    const table = (id: string, label: string): string =>
      `\`\`\`ts {#${id} .table}\n//| caption: Kilograms.\ntable([{ kg: harvest }], { columns: { kg: "${label}" } })\n\`\`\``;
    const body = `${table("tbl-a", "Crop")}\n\n${table("tbl-b", "Crop")}\n\n${table("tbl-c", "Weight")}\n\n@tbl-a @tbl-b @tbl-c`;
    const { told } = await checked(withChapter(body));
    expect(told.match(/^\w+\[.*|^ {2}`.*|^ {2}the other.*/gm)).toEqual([
      "warning[figures/duplicate] chapters/03-juice.md:10:1",
      "  `tbl-b` shows the same as `tbl-a`",
      "  the other stands at chapters/03-juice.md:5:1",
    ]);
  });
});
