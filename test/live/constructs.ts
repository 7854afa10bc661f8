import { CALLOUTS } from "../../src/chapters/callouts.js";
import { edited, type Sources } from "../cli/memo.js";
import { MEMO } from "./memo.js";

const drawing = (color: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40" viewBox="0 0 80 40"><rect width="80" height="40" fill="${color}"/><path d="M5 35L40 5L75 35Z" fill="#3a7d44"/></svg>`;

/** Studies of each kind, by the end of its fence; `name` is what prose quotes it by. */
const STUDIES: readonly (readonly [kind: string, id: string, lines: readonly string[]])[] = [
  ["tornado", "fig-moves", ["output: income", "name: moves", "caption: What moves it.", "alt: Bars."]],
  [
    "two-way",
    "tbl-grid",
    [
      "output: income",
      "rows: {vary: orchard.trees, values: [80, 100, 120]}",
      "columns: {vary: orchard.price, values: [1, 2, 3]}",
      "name: grid",
      "caption: Two at once.",
    ],
  ],
  ["break-even", "flip", ["output: income", "vary: orchard.trees", "target: 1500", "from: 1", "to: 400"]],
  [
    "scenarios",
    "tbl-worlds",
    ["outputs: [income, pays]", "scenarios: all", "differences: true", "name: worlds", "caption: Worlds."],
  ],
  [
    "monte-carlo",
    "fig-draws",
    [
      "outputs: [income]",
      "draws: 256",
      "name: draws",
      "caption: Draws to {{dollars draws.income.p50 digits=0}}.",
      "alt: A line.",
    ],
  ],
  [
    "monte-carlo",
    "fig-lies",
    [
      "outputs: income",
      "show: histogram",
      "draws: 256",
      "name: lies",
      "caption: How draws lie.",
      'alt: "{{text lies.income.histogram}}."',
    ],
  ],
  ["importance", "tbl-weights", ["output: income", "draws: 256", "name: weights", "caption: Weights."]],
  [
    "sobol",
    "tbl-shares",
    ["output: income", "over: [orchard.trees, orchard.yield]", "draws: 256", "name: shares", "caption: Shares."],
  ],
  ["elasticity", "slopes", ["output: income", "over: [orchard.trees, orchard.yield]"]],
  [
    "spider",
    "fig-web",
    [
      "output: income",
      "over: [orchard.trees, orchard.yield]",
      "by: percent",
      "name: web",
      "caption: A web.",
      "alt: Lines.",
    ],
  ],
  [
    "information",
    "tbl-worth",
    [
      "options: {Keep: income, Fell: felled}",
      "over: [orchard.trees, orchard.yield]",
      "draws: 256",
      "name: worth",
      "caption: What knowing is worth.",
    ],
  ],
];

const study = ([kind, id, lines]: (typeof STUDIES)[number]): string =>
  `\`\`\`sweep {#${id} .${kind}}\n${lines.join("\n")}\n\`\`\``;

/**
 * The memo of the live pages' tests with all that a chapter can hold besides: pictures, one of them for dark paper, and a logo; rows of a file; texts, flags,
 * dates and choices; callouts, mathematics, tasks, terms, notes within them, a graph, a diagram, an appendix, and a study of each kind that prose quotes.
 */
export const CONSTRUCTS: Sources = {
  ...edited(
    edited(
      MEMO,
      "chapters/01-summary.md",
      "  lists: [figures, tables]\n",
      "  lists: [figures, tables]\n  contents: sections\n  notice: Trees in {{text given.orchard.place}}.\n  logo: { file: pictures/light.svg, dark: pictures/dark.svg, alt: Orchard }\n",
    ),
    "assumptions/2026-01.yaml",
    "    harvest:",
    `    place: { label: Place, value: the valley, type: text, note: as told }
    fenced: { label: Fenced, type: boolean, value: true, note: as told }
    planted: { label: Planted, type: date, value: 2019-04-01, note: as told }
    path: { label: Trees to come, unit: "1", value: { 2026: 10, 2027: 12, 2028: 15 }, low: { 2026: 5, 2028: 9 }, high: { 2026: 12, 2028: 30 }, distribution: triangular, note: as told }
    picked: { label: What was picked, data: picked.csv, columns: { day: { type: date }, kind: { type: text }, weight: { unit: kg }, sound: { type: boolean } }, key: day, note: as told }
    harvest:`,
  ),
  "data/picked.csv":
    "day,kind,weight,sound\n2025-08-20,plum,40,true\n2025-09-12,apple,310,true\n2025-10-02,pear,120,false\n",
  "pictures/light.svg": drawing("#eeeeee"),
  "pictures/dark.svg": drawing("#222222"),
  "chapters/03-constructs.md": `---
title: Everything else
---

@fig-site lies {{text given.orchard.place}}, @fig-plan has its {{number given.orchard.trees digits=0}} trees, and @fig-flow, @fig-parts and @fig-picked follow. The
list is @tbl-picked; see @sec-moving and @sec-words. It is {{#if given.orchard.fenced}}fenced{{else}}open{{/if}} ({{text given.orchard.fenced}}), planted in
{{date given.orchard.planted style="year"}}, and "{{text given.orchard.buyer}}" buys.

![The site, {{number given.orchard.trees digits=0}} trees](../pictures/light.svg "The site of {{number given.orchard.trees digits=0}} trees."){#fig-site width=60% source="[@keeper]"}

\`\`\`picture {#fig-plan}
#| file: pictures/light.svg
#| dark: pictures/dark.svg
#| caption: A plan, by @fig-site, for {{dollars income digits=0}}.
#| alt: A plan for {{dollars income digits=0}}.
\`\`\`

\`\`\`graph {#fig-flow}
#| caption: What flows to {{dollars income digits=0}}.
#| alt: A square for each chapter.
\`\`\`

\`\`\`dot {#fig-parts caption="What {{dollars income digits=0}} is made of." alt="Trees lead to {{dollars income digits=0}}."}
digraph { trees [label="{{number given.orchard.trees digits=0}} trees"]; trees -> income -> "Rowan & Co"; income [label="{{dollars income digits=0}}"] }
\`\`\`

{{#claim "pays"}}It pays, as @fig-gain shows.

![It pays](../pictures/light.svg "It pays {{dollars income digits=0}}."){#fig-gain}

{{else}}It does not pay, as @fig-loss shows.

![It does not pay](../pictures/dark.svg "It lacks {{dollars missing digits=0}}."){#fig-loss}

{{/claim}}

${CALLOUTS.map((kind) => `> [!${kind.toUpperCase()}]\n> A ${kind}: {{dollars income digits=0}}, {{#claim "pays"}}enough{{else}}too little{{/claim}}.[^${kind}]\n>\n> - {{number given.orchard.trees digits=0}} trees\n\n[^${kind}]: Of the ${kind}, with $x \\ge {{number given.orchard.trees digits=0}}$ and [@grower; also -@keeper].`).join("\n\n")}

Where fruit is dear @sec-dear says more.

{{#claim "dear"}}Fruit is dear.

## Dear fruit {#sec-dear}

It brings {{dollars income digits=0}}.
{{else}}Fruit is cheap.{{/claim}}

\`\`\`ts {#dear .claim}
given.orchard.price >= 1 /* USD/kg */
\`\`\`

With $t = {{number given.orchard.trees digits=0}}$ trees and CO~2~ at 10^-6^ <kbd>Enter</kbd> the sum is

$$
S = \\sum_{i=1}^{n} \\frac{t_i}{ {{number given.orchard.trees digits=0}} }
$$ {#eq-sum}

by @eq-sum and @eq-income.

- [x] {{number given.orchard.trees digits=0}} trees counted
- [ ] those {{#claim "many"}}that have room{{else}}without room{{/claim}}

1. one, in {{range given.range.orchard.trees.low given.range.orchard.trees.high digits=0}}
2. two
   - {{unit given.orchard.yield to="kg" digits=1}} a tree

> A quotation of {{number given.orchard.trees digits=0}} trees, with \`{{code}}\`.

\`\`\`json
{ "shown": true }
\`\`\`

\\newpage

\`\`\`ts {#picked}
//| echo: true
/** What all days came to. */
const picked = output(d3.sum(given.orchard.picked.rows.map((row) => row.weight)) * (given.orchard.fenced ? 1 : 0.5), {
  label: "Picked", unit: "kg", format: "unit 0 kg", tolerance: "1%",
});
const felled = output(given.orchard.trees * (8 /* USD */), { label: "Felled", unit: "USD", format: "dollars 0", tolerance: "1%" });
const of_kind = given.orchard.picked.rows.map((row) => ({ ...row, share: row.weight / picked }));
const trees_to_come = mapSeries(given.orchard.path, (one) => one * (given.orchard.buyer === "press" ? 2 : 1));
\`\`\`

\`\`\`sql {#heaviest}
--| columns:
--|   share: { unit: "1" }
SELECT kind, weight, sound, weight / sum(weight) OVER () AS share
FROM "orchard.picked"
ORDER BY weight DESC
\`\`\`

\`\`\`ts {#sold}
const sold = output(heaviest.rows[0].weight * given.orchard.price, { label: "Sold", unit: "USD", format: "dollars 0", tolerance: "1%" });
\`\`\`

\`\`\`ts {#fruit-sells .claim}
sold > d3.max(heaviest.columns.weight) * (1 /* USD/kg */)
\`\`\`

{{#claim "fruit-sells"}}The {{text heaviest.rows.0.kind}}, {{percent heaviest.rows.0.share digits=0}} of all, sells for {{sold}}.{{else}}It hardly sells.{{/claim}}

\`\`\`ts {#fig-heaviest .chart}
//| caption: By weight, {{sold}}.
//| alt: Bars.
Plot.plot({ x: { label: "USD" }, y: { label: "kind" }, marks: [Plot.barX(heaviest.rows.map((row) => ({ ...row, paid: row.weight * given.orchard.price })), { y: "kind", x: "paid" })] });
\`\`\`

@fig-heaviest has them all.

In all {{picked}}, {{percent of_kind.0.share digits=1}} of it on the first day; felled the trees bring {{felled}}.

\`\`\`ts {#tbl-picked .table}
//| caption: What was picked, {{picked}}.
//| source: "[@grower]"
table(of_kind, { columns: { day: "Day", kind: "Kind", weight: { label: "Weight", unit: "kg" }, sound: "Sound", share: { label: "Share", format: "percent 1" } } })
\`\`\`

See @fig-beside and @fig-by-kind; @fig-alone stands beside @tbl-alone.

::: {#fig-beside layout-ncol=2 caption="Picked, {{picked}}.[^beside]" source="[@grower]"}

\`\`\`ts {#fig-by-kind .chart}
//| caption: By kind, {{number given.orchard.trees digits=0}} trees.
//| alt: Bars.
Plot.plot({ x: { label: "share" }, y: { label: "kind" }, marks: [Plot.barX(of_kind, { y: "kind", x: "share" })] });
\`\`\`

{{#claim "pays"}}

![It pays here](../pictures/light.svg "It pays {{dollars income digits=0}} here."){#fig-here}

{{else}}

![Nothing here](../pictures/dark.svg "Nothing for {{dollars income digits=0}}."){#fig-nothing}

{{/claim}}

:::

[^beside]: With {{number given.orchard.trees digits=0}} trees.

::: {layout-ncol=3}

\`\`\`ts {#fig-alone .chart}
//| caption: Alone.
//| alt: Bars.
Plot.plot({ y: { label: "trees" }, marks: [Plot.barY(rows({ trees_to_come }), { x: "year", y: "trees_to_come" })] });
\`\`\`

\`\`\`ts {#tbl-alone .table}
//| caption: Rows.
table(of_kind.map((row) => ({ ...row, kind: "*" + row.kind + "* of **" + row.weight + " kg**" })), { columns: { kind: { label: "Kind", markdown: true }, share: { label: "Share", format: "percent 1" } } })
\`\`\`

:::

\`\`\`ts {#fig-picked .chart}
//| caption: Trees to come.
//| alt: Bars.
Plot.plot({ y: { label: "trees" }, marks: [Plot.barY(rows({ trees_to_come }), { x: "year", y: "trees_to_come" })] });
\`\`\`
`,
  "chapters/04-studies.md": `---
title: Studies
---

## What moves it {#sec-moving}

“{{text moves.first.label}}” moves it most (@fig-moves, @fig-draws, @fig-lies, @fig-web), to {{dollars moves.first.high.output digits=0}}; the claim {{text flip.words}}. A
median of {{dollars draws.income.p50 digits=0}}, {{number draws.n digits=0}} draws; in a frost {{dollars worlds.frost.income digits=0}}.
See @tbl-grid, @tbl-worlds, @tbl-weights, @tbl-shares and @tbl-worth.

${STUDIES.map(study).join("\n\n")}
`,
  "chapters/05-words.md": `---
title: Words
appendix: true
---

Trees
: {{number given.orchard.trees digits=0}} of them, {{dollars income digits=0}} a year.[^terms]

Yield
: Of a tree, {{unit given.orchard.yield to="kg" digits=0}} (@fig-plan).

[^terms]: As @tbl-income has it.
`,
};
