import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { MemoTree } from "../../src/document/tree.js";
import { computeMemo } from "../../src/memo/compute.js";
import { type AddressList, indexOf, tellLost } from "../../src/publish/index.js";
import { lostAddresses } from "../../src/publish/lost-addresses.js";
import { writeHtml } from "../../src/render/html/index.js";
import { BASE } from "../../src/rules/base.js";
import { runBlocksHere } from "../cli/in-process.js";
import { edited, projectOf, removeFolders, type Sources } from "../cli/memo.js";

afterAll(removeFolders);

/** A memo with one of each thing that has an address. */
const ALL: Sources = {
  ...edited(
    BASE,
    "chapters/01-summary.md",
    "{{harvest}} of apples",
    "{{harvest}} or {{number harvest digits=0}} of apples",
  ),
  "chapters/03-juice.md": `---
title: Juice
---

## Pressing {#sec-pressing}

Each kilogram gives {{number litres.apple digits=1}} litres, of {{number given.orchard.trees}} trees.

### By the year

Once more: {{number litres.apple}}.

\`\`\`ts {#juice}
const litres = { apple: harvest * 0.6, pear: 12 };
\`\`\`

\`\`\`ts {#fig-juice .chart}
//| caption: Juice of {{number litres.apple}}.
//| alt: A line.
Plot.plot({ marks: [Plot.line([[1, 1], [2, litres.apple]])] });
\`\`\`

\`\`\`ts {#tbl-juice .table}
//| caption: Juice in a table.
[{ year: 2026, litres: litres.apple }]
\`\`\`

\`\`\`formula {#eq-juice}
juiced(mass, share) = mass * share
\`\`\`
`,
};

async function treeOf(files: Sources): Promise<MemoTree> {
  runBlocksHere();
  try {
    return (await computeMemo(projectOf(files), { onlyLooking: true })).tree;
  } finally {
    vi.restoreAllMocks();
  }
}

const inAll = (from: string | RegExp, to: string): Sources =>
  Object.fromEntries(Object.entries(ALL).map(([path, text]) => [path, text.replaceAll(from, to)]));

const redirected = (files: Sources, redirects: string): Sources =>
  edited(files, "chapters/01-summary.md", "[A. Grower]", `[A. Grower], redirects: {${redirects}}`);

const { "chapters/03-juice.md": juice = "", ...others } = ALL;

/** Each kind of name, renamed wherever it stands, with what says so. */
const RENAMED: readonly (readonly [kind: string, files: Sources, redirects: string])[] = [
  ["heading", inAll("sec-pressing", "sec-press"), "sec-pressing: sec-press"],
  ["heading without an id", inAll("By the year", "Year by year"), "juice-by-the-year: juice-year-by-year"],
  ["figure", inAll("fig-juice", "fig-apple"), "fig-juice: fig-apple"],
  ["table", inAll("tbl-juice", "tbl-apple"), "tbl-juice: tbl-apple"],
  ["equation", inAll("eq-juice", "eq-apple"), "eq-juice: eq-apple"],
  ["output", inAll(/(?<![-#])\bharvest\b/g, "crop"), "harvest: crop"],
  ["value", inAll("litres", "liters"), "litres: liters"],
  ["claim", inAll(/(?<=[#"])fits\b/g, "suffices"), "fits: suffices"],
  ["assumption", inAll(/\btrees\b/g, "stems"), "orchard.trees: orchard.stems"],
  ["chapter", { ...others, "chapters/03-cider.md": juice }, "sec-juice: sec-cider"],
];

let before: AddressList;
beforeAll(async () => {
  before = indexOf(await treeOf(ALL));
});

describe("addresses", () => {
  it.each(RENAMED.map(([kind, files, redirects]) => ({ kind, files, redirects })))(
    "of a $kind that was renamed are lost, which is told, and lead on where the sources say so",
    async ({ files, redirects }) => {
      const renamed = indexOf(await treeOf(files));
      const lost = lostAddresses(before, renamed);
      expect(lost.named.length + lost.values.length).toBeGreaterThan(0);
      expect(tellLost(before, renamed, "2026-03").map(({ rule }) => rule)).toContain("publish/lost-address");
      const tree = await treeOf(redirected(files, redirects));
      const now = indexOf(tree);
      expect(lostAddresses(before, now)).toEqual({ named: [], values: [] });
      // Without a script too: there is an element of the old name, and none twice.
      const ids = [...writeHtml(tree, { fonts: () => "" }).matchAll(/ id="([^"]*)"/g)].map(([, id]) => id ?? "");
      expect(ids).toEqual([...new Set(ids)]);
      for (const [old, to] of Object.entries(now.redirects ?? {}))
        for (const address of [old, to]) expect(ids, address).toContain(address.slice(1));
      for (const address of all(before)) expect(ids).toContain(address.slice(1));
    },
  );

  it("hang neither on values nor on what is written elsewhere", async () => {
    for (const files of [
      edited(ALL, "assumptions/2026-03.yaml", "value: 40 kg", "value: 41 kg"),
      edited(
        ALL,
        "chapters/01-summary.md",
        "The orchard carries",
        "With {{number given.press.capacity.2027}} more, it carries",
      ),
      edited(ALL, "chapters/02-harvest.md", "What the trees", "## New\n\nWhat {{harvest}} the trees"),
      inAll("## Pressing", "## Before\n\nMore.\n\n## Pressing"),
    ]) {
      const now = indexOf(await treeOf(files));
      expect(lostAddresses(before, now)).toEqual({ named: [], values: [] });
      expect(now.outputs).toMatchObject({ harvest: { address: "#output-harvest" } });
    }
  });
});

const all = ({ outputs, claims, headings, figures, tables, equations, assumptions, values }: AddressList): string[] =>
  [
    ...[outputs, claims, figures, tables, equations, assumptions].flatMap((one) => Object.values(one)),
    ...headings,
    ...values,
  ].flatMap(({ address }) => address ?? []);
