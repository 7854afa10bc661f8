import type { Sources } from "../cli/memo.js";

/** A memo with what a live page has to follow: branches, rows, tables, notes, citations, mixes, months, words, and a block that can fail. */
export const MEMO: Sources = {
  "assumptions/2026-01.yaml": `version: 2026-01
as_of: 2026-01-15
title: An orchard
defaults: { kind: assumed, as_of: 2026-01 }
assumptions:
  orchard:
    trees: { label: Trees, value: 100, unit: "1", low: 60, high: 160, distribution: uniform, note: as told }
    yield: { label: Yield of a tree, value: 12 kg, low: 8 kg, high: 18 kg, distribution: triangular, source: grower }
    price: { label: Price, value: 2 USD/kg, note: as told }
    loss: { label: Lost before sale, value: 5 %, low: 2 %, high: 9 %, distribution: triangular, note: as told }
    kinds: { label: Kinds of fruit, unit: "1", mix: true, value: { apple: 0.5, pear: 0.3, plum: 0.2 }, note: as told }
    months: { label: Share by month, unit: "1", value: { 2026-08: 0.2, 2026-09: 0.5, 2026-10: 0.3 }, note: as told }
    cold: { label: Store, unit: degC, value: 4, note: as told }
    buyer: { label: Buyer, type: choice, one_of: [market, press], value: market, note: as told }
    harvest: { expression: orchard.trees * orchard.yield, unit: kg }
`,
  "assumptions/scenarios.yaml": `scenarios:
  frost: { title: A late frost, set: { orchard.yield: 5 kg } }
  sale: { title: A good year, set: { orchard.price: 3, orchard.kinds: { apple: 0.6, pear: 0.2 } } }
`,
  "assumptions/sources.yaml": `sources:
  grower: { author: A. Grower, title: Yields, date: 2020 }
  keeper: { author: B. Keeper, title: Frosts, date: 2021 }
`,
  "chapters/01-summary.md": `---
title: An orchard of {{number given.orchard.trees digits=0}} trees
summary: What it brings is {{dollars income digits=0}}.
memo:
  live: true
  lists: [figures, tables]
---

It brings {{dollars income digits=0}} a year from {{unit given.orchard.harvest to="kg" digits=0}}, {{percent given.orchard.loss}} of which is lost.
{{#claim "pays"}}That **pays** for the work [@grower].{{else}}That does *not* pay[^frost] for the work: [@keeper] and {{dollars missing digits=0}} are missing.{{/claim}}
The store has {{unit given.orchard.cold to="degC" digits=1}}, the buyer is the {{text given.orchard.buyer}}.

{{#each kinds as |kind|}}
- {{text kind.name}}: {{percent kind.share digits=1}} or {{dollars kind.worth}}
{{/each}}

{{#if (lookup flags "large")}}A large orchard.{{else}}A small one, of {{number given.orchard.trees digits=0}}.{{/if}}

| Kind | Income |
| --- | ---: |
| apples | {{dollars apples digits=0}} |

[^frost]: As after {{text worst}}.
`,
  "chapters/02-income.md": `---
title: Income
---

## What {{number given.orchard.trees digits=0}} trees bring {#sec-bring}

@tbl-income and @fig-months show it; @eq-income is the sum.

\`\`\`formula {#eq-income}
earned(weight, price, lost) = weight * price * (1 - lost)
\`\`\`

\`\`\`ts {#income-block}
const { orchard } = given;
const income = output(earned(orchard.harvest, orchard.price, orchard.loss) * (orchard.buyer === "press" ? 0.5 : 1), {
  label: "Income", unit: "USD", format: "dollars 0", tolerance: "1%", key: true,
});
const missing = 1500 /* USD */ - income;
const kinds = Object.entries(orchard.kinds).map(([name, share]) => ({ name, share, worth: income * share }));
const apples = income * orchard.kinds.apple;
const flags = { large: orchard.trees > 90 };
const byMonth = mapSeries(orchard.months, (share) => share * income);
const worst = Object.keys(orchard.months).at(-1) ?? "";
\`\`\`

\`\`\`ts {#pays .claim}
income > 1500 /* USD */ && orchard.trees >= 50
\`\`\`

\`\`\`ts {#tbl-income .table}
//| caption: Income by month, {{dollars income digits=0}} in all.
rows({ byMonth }, { key: "month" })
\`\`\`

\`\`\`ts {#fig-months .chart}
//| caption: Income by month of {{number given.orchard.trees digits=0}} trees.
//| alt: Bars that come to {{dollars income digits=0}}.
//| source: "[@grower]"
Plot.plot({ y: { label: "USD a month" }, marks: [Plot.barY(rows({ byMonth }, { key: "month" }), { x: "month", y: "byMonth" })] });
\`\`\`

{{#claim "many"}}There is room for a third of them:

### More trees

Each tenth tree is {{number tenth digits=1}}.{{else}}There is no room.{{/claim}}

\`\`\`ts {#tenth-block}
const tenth = (() => {
  if (given.orchard.trees < 20) throw new Error("too few trees for a tenth");
  return given.orchard.trees / 10;
})();
\`\`\`

\`\`\`ts {#many .claim}
given.orchard.trees < 150
\`\`\`
`,
};
