import { readChapter } from "../chapters/index.js";
import { append } from "../lists.js";
import { analyse } from "../notebook/analyse/analyse.js";
import { GLOBAL_NAMES, LIBRARY_NAMES } from "../notebook/library/library-names.js";
import { requestText } from "../notebook/process/messages.js";
import { wholeJob } from "../notebook/run/whole-job.js";

/** A little of what most memos compute and draw. */
const SAMPLE = `---
title: Sample
---

\`\`\`ts {#parts}
const parts = years(2024, 2030).flatMap((year) =>
  ["north", "south"].map((part, i) => ({ year, part, amount: (year - 2020) * (i + 1.5), low: 1, high: 9 + i })),
);
const totals = mapSeries({ 2024: 10, 2025: 12.5, 2026: 14 }, (amount) => amount * 1.1);
const sum = output(sumSeries(totals), { label: "Sum", unit: "1", format: "number 1" });
const rise = output(cagr(totals), { label: "Growth", unit: "1", format: "percent 1" });
\`\`\`

\`\`\`ts {#is-large .claim}
sum > 30
\`\`\`

\`\`\`ts {#tbl-parts .table}
//| caption: Parts.
table(parts.filter((row) => row.year === 2030), { columns: { part: "Part", amount: { label: "Amount", format: "number 1" } } });
\`\`\`

\`\`\`ts {#fig-amounts .chart}
//| caption: Parts, stacked.
//| alt: Bars.
Plot.plot({
  x: { type: "band", label: null, tickFormat: "d" },
  y: { label: "GW", grid: true },
  color: { legend: true },
  marks: [Plot.barY(parts, { x: "year", y: "amount", fill: "part" }), Plot.ruleY([0])],
});
\`\`\`

\`\`\`ts {#fig-lines .chart}
//| caption: Parts, each by itself, with a band.
//| alt: Lines.
Plot.plot({
  x: { label: null, tickFormat: "d" },
  y: { label: "GW", type: "log", grid: true },
  marks: [
    Plot.areaY(parts, { x: "year", y1: "low", y2: "high", z: "part", fillOpacity: 0.2 }),
    Plot.line(parts, { x: "year", y: "amount", stroke: "part" }),
    Plot.dot(parts, { x: "year", y: "amount", fill: "part" }),
    Plot.directLabels(parts, { x: "year", y: "amount", z: "part" }),
  ],
});
\`\`\`

\`\`\`ts {#fig-bars .chart}
//| caption: Parts beside one another.
//| alt: Bars with their values.
Plot.plot({
  x: { label: "GW", zero: true },
  y: { label: null },
  marks: [
    Plot.barX(parts.slice(-2), { x: "amount", y: "part", sort: { y: "-x" } }),
    Plot.text(parts.slice(-2), { x: "amount", y: "part", text: "amount", dx: 4, textAnchor: "start" }),
    Plot.ruleX([0]),
  ],
});
\`\`\`
`;

/**
 * A request to run the sample in a realm.
 * @throws Error when it is not as blocks have to be.
 */
export function sampleRequest(): string {
  const wrong: string[] = [];
  const { blocks } = readChapter("sample.md", SAMPLE, "sample", 1, ({ message }) => wrong.push(message));
  const program = analyse(blocks, { givenPaths: new Set(), library: LIBRARY_NAMES, globals: GLOBAL_NAMES });
  append(
    wrong,
    program.diagnostics.map(({ message }) => message),
  );
  if (wrong.length > 0) throw new Error(`the sample of blocks is wrong: ${wrong.join("; ")}`);
  const job = wholeJob(program, { given: {}, want: [...program.names.keys()] });
  return requestText({ type: "job", job, draws: true }).slice(1);
}
