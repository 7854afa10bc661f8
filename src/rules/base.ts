import type { Example } from "./rule.js";

/** The memo that every example is laid over: two chapters, a version of the assumptions, a scenario, a source. */
export const BASE: Readonly<Record<string, string>> = {
  "chapters/01-summary.md": `---
title: Summary
memo: {title: The orchard, authors: [A. Grower]}
---

The orchard carries {{harvest}} of apples [@count], computed in @sec-harvest.
{{#claim "fits"}}The press can take them by 2027.{{else}}They are more than the press can take.{{/claim}}
`,
  "chapters/02-harvest.md": `---
title: Harvest
---

What the trees carry is weighed against what the press takes.

\`\`\`ts {#harvest}
const { trees, apples } = given.orchard;
const harvest = output(trees * apples, { label: "Harvest", unit: "kg", format: "unit 0 kg", tolerance: "1%" });
\`\`\`

\`\`\`ts {#fits .claim}
given.press.capacity[2027] > harvest
\`\`\`
`,
  "assumptions/2026-03.yaml": `version: 2026-03
as_of: 2026-03-15
defaults: {kind: cited, source: count, as_of: 2026-03}
assumptions:
  orchard:
    trees: {label: Trees, value: 120, unit: "1", low: 110, high: 130, distribution: triangular}
    apples: {label: Apples of a tree, value: 40 kg, low: 30 kg, high: 55 kg, distribution: triangular}
  press:
    capacity: {label: Capacity of the press, value: {2026: 4500, 2027: 6000}, unit: kg}
`,
  "assumptions/scenarios.yaml": `scenarios:
  late-frost: {title: Late frost, set: {orchard.apples: 32 kg}}
`,
  "assumptions/sources.yaml": `sources:
  count: {title: Count of the orchard, publisher: Orchard Society, date: 2026-03}
`,
};

/** A chapter's text: a title, and paragraphs, headings and fences with an empty line between them. */
export const chapter = (...parts: readonly string[]): string => `---\ntitle: Juice\n---\n\n${parts.join("\n\n")}\n`;

/** A fence: what stands behind the backticks, and the lines in it. */
export const fence = (head: string, code: string): string => `\`\`\`${head}\n${code}\n\`\`\``;

/** A version that extends the base memo's: entries under `assumptions`, not indented. */
export const newer = (assumptions: string): string => `version: 2026-06
as_of: 2026-06-15
extends: 2026-03
defaults: {kind: cited, source: count, as_of: 2026-06}
assumptions:
${assumptions.replace(/^(?=.)/gm, "  ")}
`;

/** The words of a command line none of which has a blank in it. */
export const typed = (line: string): readonly string[] => line.split(" ");

/** The base memo, and a command over it. */
export const command = (line: string): Example => ({ files: {}, command: typed(line) });

/** The base memo with a third chapter of these paragraphs, headings and fences. */
export const withChapter = (...parts: readonly string[]): Example => ({
  files: { "chapters/03-juice.md": chapter(...parts) },
});

/** The base memo with a version of these assumptions that extends its own. */
export const withNewer = (assumptions: string): Example => ({
  files: { "assumptions/2026-06.yaml": newer(assumptions) },
});

/** A wrong and a right example that differ in one part: what is made with the wrong part, and with the right one. */
export const examples = <T>(made: (part: T) => Example, wrong: T, right: T): { wrong: Example; right: Example } => ({
  wrong: made(wrong),
  right: made(right),
});
