import { expect, it } from "vitest";
import { computeMemo } from "../../../src/memo/compute.js";
import { writePdf } from "../../../src/render/pdf/index.js";
import { BASE } from "../../../src/rules/base.js";
import { projectOf } from "../../cli/memo.js";
import { readPdf } from "./read.js";

/** Values with all that a line could end at: a sign before a currency, a unit, a stroke, a dash between two ends. */
const VALUES: Readonly<Record<string, string>> = {
  loss: "−€399,826/year",
  span: "2.4–3.1",
  day: "17 June 2031",
  rate: "0.38 EUR/trip",
};
const BLOCK = Object.entries(VALUES)
  .map(([name, text]) => `const ${name} = ${JSON.stringify(text)};`)
  .join("\n");

/** Sentences in which each value stands at each place of a line, and whose signs stand beside it. */
const lines = Array.from({ length: 60 }, (_, i) => {
  const [name = ""] = Object.entries(VALUES)[i % 4] ?? [];
  return `${"a".repeat(i % 7)} it comes (as ever) to ({{text ${name}}}), that is “{{text ${name}}}”; to {{text ${name}}} of it, ${"b".repeat((i * 3) % 11)} {{text ${name}}}.`;
}).join(" ");

it("no line of the PDF ends in a value, or between it and its signs", async () => {
  const { tree } = await computeMemo(
    projectOf({
      ...BASE,
      "chapters/04-end.md": `---\ntitle: End\n---\n\n\`\`\`ts {#values-block}\n${BLOCK}\n\`\`\`\n\n${lines}\n`,
    }),
    {},
  );
  const { pages } = await readPdf(await writePdf(tree));
  const text = pages.map((page) => page.text).join("\n");
  const count = (value: string): number => text.split(value).length - 1;
  expect(Object.values(VALUES).map(count)).toEqual([60, 60, 60, 60]);
  expect(text.match(/[(“]\n|\n[).,;”]/g) ?? []).toEqual([]);
});
