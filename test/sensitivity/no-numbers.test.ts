import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { STUDIES } from "../../src/chapters/types.js";
import { formatDiagnostics } from "../../src/diagnostic.js";
import { removeFolders, type Sources } from "../cli/memo.js";
import { runSweepsHere, sweep } from "./sweeps.js";

const HEAD = "---\ntitle: T\nmemo: {title: T, authors: [A]}\n---\n\n";

const NUMBERS = `version: v1
as_of: 2026-01
title: Stalls
defaults: {kind: assumed, as_of: 2026-01, distribution: triangular}
assumptions:
  rent: {label: Rent, value: 3 USD, low: 2 USD, high: 5 USD, note: n}
  price: {label: Price, value: 4 USD, low: 3 USD, high: 6 USD, note: n}
  fixed: {label: Fixed, value: 7 USD, note: n}
`;

/** Assumptions that are no numbers to move: a data file, and one of each type that says something. */
const OTHERS = `
  sold: {label: Sold, data: sold.csv, columns: {day: {type: date}, count: {unit: "1"}}, note: n}
  town: {label: Town, type: text, value: Ulm, note: n}
  open: {label: Open, type: boolean, value: true, note: n}
  from: {label: From, type: date, value: 2026-02-01, note: n}
  size: {label: Size, one_of: [small, large], value: large, note: n}
`;

const WITH = `const days = given.sold.columns.count.length;
const factor = given.open && given.town === "Ulm" && given.size === "large" && String(given.from).length > 0 ? days : 0;`;
const WITHOUT = "const factor = 3;";

const ASKED: Readonly<Record<(typeof STUDIES)[number], string>> = {
  tornado: "output: gain",
  "two-way": "output: gain\nrows: {vary: rent, values: [2, 3]}\ncolumns: {vary: price, values: [3, 4]}",
  "break-even": "output: pays\nvary: price",
  scenarios: "outputs: [gain]",
  "monte-carlo": "outputs: [gain, pays]\ndraws: 64",
  importance: "output: gain\ndraws: 256",
  sobol: "output: gain\ndraws: 64",
  elasticity: "output: gain",
  spider: "output: gain",
  information: "options: {Here: gain, There: other}\ngoal: most\ndraws: 256",
};

const nameOf = (kind: string): string => `of_${kind.replace("-", "_")}`;

const memo = (register: string, block: string, files: Sources = {}): Sources => ({
  "assumptions/v1.yaml": register,
  "assumptions/scenarios.yaml": "scenarios:\n  dear: {title: Dear, set: {rent: 4 USD}}\n",
  "chapters/01-t.md": `${HEAD}\`\`\`ts {#model}
${block}
const gain = output(factor * (given.price - given.rent) - given.fixed, { label: "Gain", unit: "USD", format: "number", tolerance: 1 });
const other = output(factor * (given.price - given.rent) / 2 - given.rent, { label: "Other", unit: "USD", format: "number", tolerance: 1 });
\`\`\`

\`\`\`ts {#pays .claim}
gain > 0
\`\`\`

${STUDIES.map((kind) => `\`\`\`sweep {#${nameOf(kind)} .${kind}}\n${ASKED[kind]}\n\`\`\`\n`).join("\n")}
Gain {{number gain}}.
`,
  ...files,
});

beforeAll(runSweepsHere);
afterAll(() => {
  vi.restoreAllMocks();
  removeFolders();
});

it("studies of all assumptions move the numbers alone, whatever else the register has", async () => {
  const sold = { "data/sold.csv": "day,count\n2026-01-01,1\n2026-01-02,2\n2026-01-03,3\n" };
  const values = [];
  for (const files of [memo(NUMBERS, WITHOUT), memo(NUMBERS + OTHERS.slice(1), WITH, sold)]) {
    const { scope, diagnostics } = await sweep(files);
    expect(formatDiagnostics(diagnostics.filter(({ severity }) => severity === "error"))).toBe("");
    values.push(STUDIES.map((kind) => [kind, scope.values.get(nameOf(kind))]));
  }
  const [alone, beside] = values;
  expect(alone?.filter(([, value]) => value === undefined)).toEqual([]);
  expect(beside).toEqual(alone);
});
