import { STUDIES, type StudyKind } from "../../src/chapters/types.js";
import { studyType } from "../../src/sensitivity/index.js";
import { EVERY_STUDY, type StudyKeys } from "../../src/sensitivity/studies/parts/keys.js";
import { AXIS_KEYS } from "../../src/sensitivity/studies/two-way.js";
import { head, rows } from "./markdown.js";

const HISTOGRAM = `outputs: revenue_2026
show: histogram
draws: 1024
caption: How revenue in 2026 lies over all ranges together.
alt: "{{text study_histogram.revenue_2026.histogram}}."
source: This memo.`;

/** A study of each kind over the guide's own model: the id and the body of its fence, and what is to be said of it. */
const EXAMPLES: Readonly<Record<StudyKind, { id: string; body: string; more?: string }>> = {
  tornado: {
    id: "fig-study-tornado",
    body: `output: revenue_2026
caption: What moves revenue in 2026.
alt: Two bars; that of {{text study_tornado.first.label}} reaches furthest.
source: This memo.`,
  },
  "two-way": {
    id: "tbl-study-two-way",
    body: `output: revenue_2026
rows: {vary: plan.growth, values: [0, 5, 10]}
columns: {vary: plan.rise, from: 0, to: 0.2, count: 3}
caption: Revenue in 2026 by growth and by the rise of the price.
source: This memo.`,
    more: `Of an axis:\n\n${keyTable(AXIS_KEYS)}`,
  },
  "break-even": {
    id: "tbl-study-break-even",
    body: `output: revenue_2026
vary: plan.growth
target: 370000
caption: At what growth revenue comes to the target.
source: This memo.`,
  },
  scenarios: {
    id: "tbl-study-scenarios",
    body: `outputs: [revenue_2026, revenue-grows]
differences: true
caption: Revenue in 2026 in each scenario.
source: This memo.`,
  },
  "monte-carlo": {
    id: "tbl-study-monte-carlo",
    body: `outputs: [revenue_2026, revenue-grows]
draws: 1024
caption: Revenue in 2026 over all ranges together.
source: This memo.`,
    more: `With \`show: histogram\` it is of one number, whose draws it shows bin by bin:

\`\`\`\`markdown
${fenceOf("fig-study-histogram", "monte-carlo", HISTOGRAM)}
\`\`\`\`

${fenceOf("fig-study-histogram", "monte-carlo", HISTOGRAM)}

@fig-study-histogram has {{text study_histogram.revenue_2026.histogram}}. The width of a bin is 2 IQR n^−1/3^ after Freedman and Diaconis (1981), taken to the
next 1, 2 or 5 times a power of ten; where the middle half of the draws is one value it is 3.49 s n^−1/3^ after Scott (1979), s their standard deviation. Where
that would make more than 60 bins, they are wider. What made the width stands below the histogram, and where nearly all draws lie in one bin that too.`,
  },
  importance: {
    id: "tbl-study-importance",
    body: `output: revenue_2026
draws: 1024
caption: What the spread of revenue in 2026 comes from.
source: This memo.`,
  },
  sobol: {
    id: "tbl-study-sobol",
    body: `output: revenue_2026
draws: 256
second_order: true
caption: First-order and total indices of revenue in 2026.
source: This memo.`,
  },
  elasticity: {
    id: "tbl-study-elasticity",
    body: `output: revenue_2026
caption: Percent of revenue for one percent of each assumption.
source: This memo.`,
  },
  spider: {
    id: "fig-study-spider",
    body: `output: revenue_2026
by: percent
caption: Revenue in 2026 when each assumption changes by the same percentages.
alt: Two lines that rise through the base case.
source: This memo.`,
  },
  information: {
    id: "tbl-study-information",
    body: `options: {Raise the price: revenue_2026, Keep the price: revenue_kept}
draws: 1024
caption: What knowing an assumption before the price is set would be worth.
source: This memo.`,
  },
};

/** Names of the guide's model for those that stand in angle brackets. */
const NAMES: Readonly<Record<string, string>> = {
  assumption: "plan_growth",
  scenario: "slow",
  result: "revenue_2026",
  number: "revenue_2026",
  claim: "revenue_grows",
};

/** The path that `<assumption>` and its like come to in the guide; undefined where the guide has nothing of the kind. */
export function filled(path: string): string | undefined {
  if (path === "pairs.<assumption>_<assumption>") return "pairs.plan_growth_plan_rise";
  const out = path.replace(/<(\w+)>/g, (whole, name: string) => NAMES[name] ?? whole);
  return out.includes("<") ? undefined : out;
}

/** What the study of a kind is quoted by in the guide. */
export const nameOf = (kind: StudyKind): string => EXAMPLES[kind].id.replace(/^(fig|tbl)-/, "").replace(/-/g, "_");

function keyTable(keys: StudyKeys): string {
  return rows(
    ["Key", "Value", "Unless given", "What it is"],
    Object.entries(keys).map(([name, { value, needed, default: usual, about }]) => [
      `\`${name}\``,
      value,
      needed
        ? "needed"
        : usual === undefined
          ? ""
          : typeof usual === "string" && usual.includes(" ")
            ? usual
            : `\`${usual}\``,
      about,
    ]),
  );
}

function section(kind: StudyKind): string {
  const { title, keys, quotes, commandLine, hasChart } = studyType(kind);
  const { id, body, more } = EXAMPLES[kind];
  const fence = fenceOf(id, kind, body);
  const name = nameOf(kind);
  const printed = Object.entries(quotes).map(([path, { print, about }]) => {
    const full = filled(path);
    return [
      `\`${path}\``,
      about,
      print === undefined || full === undefined ? "" : `{{format ${name}.${full} ${JSON.stringify(print)}}}`,
    ];
  });
  const about = `${commandLine.about[0]?.toUpperCase()}${commandLine.about.slice(1)}.`;
  return `## ${title} {#sec-study-${kind}}

${about}${hasChart ? "" : " It has no chart: its id begins with `tbl-`, or with neither."}

\`\`\`\`markdown
${fence}
\`\`\`\`

comes to @${id}.

${fence}

Its keys, besides those of every sweep:

${keyTable(keys)}
${more === undefined ? "" : `\n${more}\n`}
What a sentence can quote, here as \`{{${name}.…}}\`:

${rows(["Path", "What it is", "Here"], printed)}
`;
}

/** The chapter of the guide on studies, made of what reads, runs and shows each. */
export function studiesChapter(): string {
  return `${head("Studies", "the keys and values of `src/sensitivity/studies`")}
A \`sweep\` runs the model many times and says what moves a result. Its class says which study it is. An id that begins with \`fig-\` makes it a chart,
\`tbl-\` a table; any other id prints nothing, and sentences quote it. All of these are of @sec-tutorial's model. On the command line the same is
\`memo sweep <study> <output>\`, whose options \`memo sweep <study> --help\` lists.

Keys of every sweep:

${keyTable(EVERY_STUDY)}

Results are printed as their output is declared to be, standard errors with the same digits and at least two that say something. Places of an assumption are
printed as they were written; computed ones, such as break-evens, to three significant digits or to the decimals of the assumption's own numbers, where these are more.
No digit before the point is cut.

Studies move assumptions that have a range, \`low\` and \`high\`; those that draw need a \`distribution\`, too. A series or table moves as a whole, by its position: −1 is its low path, 0 its
values, 1 its high path, and what is drawn is the position, as likely below as above; a single number is drawn from its own range. The value of information asks for a choice, here
whether to raise the price or to keep it and sell twice the growth:

\`\`\`ts {#kept}
//| echo: true
const revenue_kept = output(loaves * (1 + 2 * given.plan.growth) * d3.max(given.sold.rows, (row) => row.price), {
  label: "Revenue in 2026 at the old price", unit: "USD", format: "dollars 0 k", tolerance: "1%",
});
\`\`\`

${STUDIES.map(section).join("\n")}`;
}

function fenceOf(id: string, kind: StudyKind, body: string): string {
  return `\`\`\`sweep {#${id} .${kind}}\n${body}\n\`\`\``;
}
