import type { TypedMemo } from "../../../src/check/types/index.js";
import type { Diagnostic } from "../../../src/diagnostic.js";
import { prepareChapters } from "../../../src/document/prepare.js";
import { readMemo } from "../../../src/memo/compute.js";
import type { Project } from "../../../src/memo/project.js";
import { readStudy } from "../../../src/sensitivity/index.js";
import { projectOf, type Sources } from "../../cli/memo.js";

/** A memo read as a build reads it before it runs anything, and what that reported. */
export function readTyped(from: Sources | Project): { memo: TypedMemo; diagnostics: Diagnostic[] } {
  const project = isProject(from) ? from : projectOf(from);
  const diagnostics: Diagnostic[] = [];
  const { chapters, blocks, register, program } = readMemo(project, {}, diagnostics);
  const sweeps = blocks.flatMap((block) => readStudy(block, (d) => diagnostics.push(d))?.name ?? []);
  const { templates, diagnostics: inProse } = prepareChapters(chapters, {
    names: new Set([...program.names.keys(), ...sweeps, "given"]),
    sources: new Set(register?.sources.keys()),
  });
  return { memo: { chapters, program, register, templates }, diagnostics: [...diagnostics, ...inProse] };
}

const isProject = (from: Sources | Project): from is Project => from.chapters instanceof Map;

/** A memo with all that types are checked in, and nothing wrong. */
export const SOUND: Sources = {
  "assumptions/v1.yaml": `version: v1
as_of: 2026-01-15
title: A fleet
defaults: { kind: assumed, as_of: 2026-01 }
assumptions:
  supply:
    gw_added: { unit: GW, value: { 2026: 10, 2027: 12, 2028: 15 }, note: a guess }
    loss: { unit: 1, value: 0.1, low: 0.05, high: 0.2, distribution: triangular, note: a guess }
  plan: { unit: USD, value: { small: 20, large: 200 }, note: a guess }
`,
  "assumptions/scenarios.yaml": "scenarios:\n  lossy: { title: More is lost, set: { supply.loss: 0.3 } }\n",
  "assumptions/sources.yaml": "sources: {}\n",
  "chapters/01-summary.md": `---
title: What {{number total digits=0}} gigawatts do
---

Power grows to {{number built.2028 digits=1}} GW, after {{number given.supply.gw_added.2026}} GW at first. The larger plan is
{{dollars given.plan.large from="USD"}}, {{times share.large digits=1}} the smaller. It is called {{longest}}, “{{text longest}}”, of {{date opened}},
and came to {{total}}. {{#if best.note}}It says {{best.note}}.{{else}}It says nothing.{{/if}}

{{#each rows_of as |row|}}- {{row.name}}: {{number amount digits=1}} of {{number total digits=0}}
{{/each}}

{{#claim "grows"}}It grows: {{range total most style="number" digits=0}} GW, {{format total "number 0"}}, “{{note}}”.{{else}}It does not.{{/claim}}
{{lossless.words}} With more lost it is {{number cases.lossy.total digits=0}}.
`,
  "chapters/02-model.md": `---
title: The model
---

\`\`\`ts {#years-of}
const yearsOf = [2026, 2027, 2028] as const;
type Year = (typeof yearsOf)[number];
interface Part { name: string; amount: number }
\`\`\`

- An indented block:

  \`\`\`ts {#built}
  const built = mapSeries(given.supply.gw_added, (gw) => gw * (1 - given.supply.loss)); // “kept”
  const at = (year: Year): number => built[year];
  \`\`\`

\`\`\`ts {#total}
const total = output(sumSeries(built), { label: "In all", unit: "GW", format: "number 0", tolerance: "1%" });
const most = d3.max(yearsOf, (year) => at(year));
const share = mapSeries(given.plan, (price) => price / given.plan.small);
const longest = "the large plan";
const opened = "2026-03-15";
const best: { amount: number; note?: string } = { amount: most };
const note = best.note, pairs_of = [best];
const rows_of: Part[] = yearsOf.map((year) => ({ name: String(year), amount: at(year) }));
\`\`\`

\`\`\`formula {#eq-lost}
lost(x) = x * given.supply.loss
\`\`\`

\`\`\`ts {#gone}
const gone = lost(total);
\`\`\`

\`\`\`ts {#grows .claim}
// both ends
built[2028] > built[2026] && total > 0;
\`\`\`

\`\`\`ts {#fig-built .chart}
//| caption: What is built, up to {{number most digits=1}} GW.
//| alt: A line that rises to {{number most digits=1}}.
//| source: This memo.
//| data: rows_of
Plot.plot({ marks: [Plot.lineY(rows_of, { x: "name", y: "amount", stroke: Plot.palette.blue })] })
\`\`\`

\`\`\`ts {#tbl-built .table}
//| caption: What is built.
//| source: This memo.
table(rows_of, { columns: { name: "Year", amount: { label: "GW", format: "number 1" } } })
\`\`\`

\`\`\`sweep {#lossless .break-even}
output: total
vary: supply.loss
target: 35
\`\`\`

\`\`\`sweep {#cases .scenarios}
outputs: [total, best.amount]
\`\`\`

@fig-built and @tbl-built show it, @eq-lost what is lost.
`,
};
