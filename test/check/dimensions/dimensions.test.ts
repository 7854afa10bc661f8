import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { DimensionProcess, keptRuns } from "../../../src/check/dimensions/index.js";
import { formatDiagnostics, LineMap } from "../../../src/diagnostic.js";
import { edited, removeFolders, temporaryFolder } from "../../cli/memo.js";
import { matchGolden } from "../../golden.js";
import { block, checked, Here, memoOf } from "./memo.js";

afterAll(removeFolders);

const CHAPTER = "chapters/01-model.md";

/** Faults; `‸` stands before the place that must be reported. */
const FAULTS: Record<string, { rule: string; chapter: string; front?: string }> = {
  "the time in which something doubles, of a rate that is none": {
    rule: "function",
    chapter: block("a", "const x = ‸doublingTime(given.loss / given.gw.stock);"),
  },
  "the time in which something doubles, and watts": {
    rule: "unlike",
    chapter: block("a", "const x = doublingTime(given.loss / given.life) ‸+ given.gw.stock;"),
  },
  "a temperature below a number": { rule: "unlike", chapter: block("a", "const x = given.warmth.air ‸< 5;") },
  "a chart of temperatures": {
    rule: "temperature",
    chapter: block(
      "fig-a .chart",
      '//| caption: C.\n//| alt: A.\nconst _rows = [{ day: 1, air: given.warmth.air }];\nPlot.plot({ marks: [‸Plot.dot(_rows, { x: "day", y: "air" })] });',
    ),
  },
  "a chart of temperatures by a function": {
    rule: "temperature",
    chapter: block(
      "fig-a .chart",
      "//| caption: C.\n//| alt: A.\nPlot.plot({ marks: [‸Plot.dot([1, 2], { x: (d) => d, y: () => given.warmth.water })] });",
    ),
  },
  "a chart of temperatures through a transform": {
    rule: "temperature",
    chapter: block(
      "fig-a .chart",
      '//| caption: C.\n//| alt: A.\nconst _rows = [{ day: 1, air: given.warmth.air }];\n‸Plot.lineY(_rows, Plot.groupX({ y: "mean" }, { x: "day", y: "air" })).plot();',
    ),
  },
  "a line at a temperature": {
    rule: "temperature",
    chapter: block(
      "fig-a .chart",
      "//| caption: C.\n//| alt: A.\nPlot.plot({ marks: [‸Plot.ruleY([given.warmth.air])] });",
    ),
  },
  "a share that happens to be nothing, and watts": {
    rule: "unlike",
    chapter: block("a", "const x = given.none ‸+ given.gw.stock;"),
  },
  ...Object.fromEntries(
    [
      "given.none * -1",
      "-given.none",
      "given.none / -2",
      "0 + given.none",
      "given.none - 0",
      "given.none ** 2",
      "Math.max(0, given.none)",
      "Math.abs(given.none)",
      "clamp(given.none, 0, 1)",
    ].map((made) => [
      `what is made of such a share, and watts: ${made}`,
      { rule: "unlike", chapter: block("a", `const x = ${made} ‸+ given.gw.stock;`) },
    ]),
  ),
  "dollars and watts where one over such a share is endless": {
    rule: "unlike",
    chapter: block(
      "a",
      "const x = 1 / given.none > 5 ? given.gw.stock ‸+ given.cost.capex : given.gw.stock + given.gw.stock;",
    ),
  },
  "such a share of watts, and dollars": {
    rule: "unlike",
    chapter: block("a", "const x = given.none * given.gw.stock ‸+ given.cost.capex;"),
  },
  "watts and dollars": { rule: "unlike", chapter: block("a", "const x = given.gw.stock ‸+ given.cost.capex;") },
  "dollars from watts, in an indented block": {
    rule: "unlike",
    chapter: `- An item:\n\n  \`\`\`ts {#a}\n  const y: number = given.gw.stock as number;\n  const x = y ‸- given.cost.capex;\n  \`\`\``,
  },
  "a sum in a loop": {
    rule: "unlike",
    chapter: block(
      "a",
      "let sum = given.cost.capex;\nfor (const year of [2025, 2026]) sum ‸+= given.gw.add[year] * given.share;\nconst x = sum;",
    ),
  },
  "a function that is called twice": {
    rule: "unlike",
    chapter: block(
      "a",
      "const f = (share: number): number => given.gw.stock * share ‸+ given.cost.capex;\nconst x = [f(1), f(2)];",
    ),
  },
  "a comment behind the name of a part": {
    rule: "annotation",
    chapter: block("a", "const { stock: x ‸/* GW */ } = given.gw;"),
  },
  "a number where watts are": { rule: "unlike", chapter: block("a", "const x = given.gw.stock ‸+ 5;") },
  "a flow on a stock, without a step": {
    rule: "unlike",
    chapter: block("a", "const x = given.gw.stock ‸+ given.gw.add[2026];"),
  },
  "megawatts on gigawatts": { rule: "scale", chapter: block("a", "const x = given.gw.stock ‸- given.gw.idle;") },
  "a conversion by the wrong factor": {
    rule: "scale",
    chapter: block("a", "const x = given.gw.stock ‸- given.gw.idle / 100;"),
  },
  "a comment that counts in percent": { rule: "annotation", chapter: block("a", "const x = 5 ‸/* % */;") },
  "a comment that counts in degrees": { rule: "annotation", chapter: block("a", "const x = 30 ‸/* degC */;") },
  "a value said to be in percent": {
    rule: "format",
    chapter: `${block("a", "const x = given.loss * 2;")}\n\nIt is ‸{{unit x from="%"}}.`,
  },
  "hours of a year as a percentage": {
    rule: "format",
    chapter: `${block("a", "const x = given.hours * 2;")}\n\nIt is ‸{{percent x}}.`,
  },
  "two temperatures": {
    rule: "temperature",
    chapter: block("a", "const x = given.warmth.air ‸+ given.warmth.water;"),
  },
  "twice a temperature": { rule: "temperature", chapter: block("a", "const x = 2 ‸* given.warmth.air;") },
  "a ratio of temperatures": {
    rule: "temperature",
    chapter: block("a", "const x = given.warmth.air ‸/ given.warmth.boiler;"),
  },
  "a temperature over a power": {
    rule: "temperature",
    chapter: block("a", "const x = given.warmth.air ‸/ (5 /* W */);"),
  },
  "a temperature squared": { rule: "temperature", chapter: block("a", "const x = given.warmth.air ‸** 2;") },
  "a difference less a temperature": {
    rule: "temperature",
    chapter: block("a", "const x = given.warmth.rise ‸- given.warmth.air;"),
  },
  "a temperature compared with a difference": {
    rule: "temperature",
    chapter: block("a .claim", "given.warmth.air ‸> given.warmth.air - given.warmth.water"),
  },
  "temperatures summed": {
    rule: "temperature",
    chapter: block("a", "const x = ‸d3.sum([given.warmth.air, given.warmth.water]);"),
  },
  "growth of a temperature by year": {
    rule: "temperature",
    chapter: block("a", "const x = ‸cagr(given.warmth.air, given.warmth.boiler, 3);"),
  },
  "growth of a series of temperatures": {
    rule: "temperature",
    chapter: block("a", "const x = ‸cagr({ 2025: given.warmth.air, 2027: given.warmth.boiler });"),
  },
  "temperatures in equal ratios": {
    rule: "temperature",
    chapter: block(
      "a",
      'const x = ‸interpolate({ 2025: given.warmth.air, 2027: given.warmth.boiler }, 2026, { method: "geometric" });',
    ),
  },
  "the length of temperatures": {
    rule: "temperature",
    chapter: block("a", "const x = ‸Math.hypot(given.warmth.air, given.warmth.water);"),
  },
  "a temperature with its sign turned": {
    rule: "temperature",
    chapter: block("a", "const x = ‸-given.warmth.air + given.warmth.boiler;"),
  },
  "a temperature rounded": { rule: "temperature", chapter: block("a", "const x = ‸Math.round(given.warmth.air);") },
  "a difference declared as a temperature": {
    rule: "temperature",
    chapter: block(
      "a",
      'const x = output(given.warmth.air - given.warmth.water,\n  { label: "X", unit: ‸"degC", format: "number 0", tolerance: 1 });',
    ),
  },
  "a difference printed as a temperature": {
    rule: "format",
    chapter: `${block("a", "const x = given.warmth.air - given.warmth.water;")}\n\nIt is ‸{{unit x to="degC"}}.`,
  },
  "a temperature that is said to be in degrees": {
    rule: "format",
    chapter: 'It is ‸{{unit given.warmth.air from="degC"}}.',
  },
  "a computed temperature that is said to be in degrees": {
    rule: "format",
    chapter: `${block("a", "const x = given.warmth.air + given.warmth.rise;")}\n\nIt is ‸{{unit x from="degC" to="degF"}}.`,
  },
  "a range of temperatures that is said to be in degrees": {
    rule: "format",
    chapter: `It is ‸{{range given.warmth.air given.warmth.water style="unit" from="degC"}}.`,
  },
  "degrees reckoned by hand in a column of degrees": {
    rule: "format",
    chapter: block(
      "tbl-a .table",
      '//| caption: A table.\ntable([{ a: given.warmth.air - 273.15 /* K */ }], {\n  columns: {\n    ‸a: { label: "A", unit: "°C", format: "number 0" },\n  },\n});',
    ),
  },
  "degrees reckoned by hand as an output in degrees": {
    rule: "temperature",
    chapter: block(
      "a",
      'const x = output(given.warmth.air - 273.15 /* K */,\n  { label: "X", unit: ‸"degC", format: "number 0", tolerance: 1 });',
    ),
  },
  "degrees reckoned by hand without what the number counts": {
    rule: "unlike",
    chapter: block("a", "const x = given.warmth.air ‸- 273.15;"),
  },
  "two temperatures in a formula": {
    rule: "temperature",
    chapter: `\`\`\`formula {#eq-a}\nmiddle(a, b) = (a ‸+ b) / 2\n\`\`\`\n\n${block("a", "const x = middle(given.warmth.air, given.warmth.water);")}`,
  },
  "a temperature without its unit": {
    rule: "format",
    chapter: `${block("a", "const x = given.warmth.air + given.warmth.rise;")}\n\nIt is ‸{{number x}}.`,
  },
  "a comparison in a claim": {
    rule: "unlike",
    chapter: block("a .claim", "given.share < 1 && given.gw.stock ‸> given.cost.capex"),
  },
  "the largest of two kinds": {
    rule: "unlike",
    chapter: block("a", "const x = ‸Math.max(0, given.gw.stock, given.cost.capex);"),
  },
  "a sum by d3": {
    rule: "unlike",
    chapter: block("a", "const x = ‸d3.sum([given.gw.stock, given.cost.capex]);"),
  },
  "dollars behind several like each other": {
    rule: "unlike",
    chapter: block("a", "const _one = given.gw.stock;\nconst x = ‸d3.max([_one, _one, _one, given.cost.capex]);"),
  },
  "a library function": { rule: "unlike", chapter: block("a", "const x = ‸clamp(given.life, 0, 4);") },
  "an exponent": { rule: "exponent", chapter: block("a", "const x = 2 ‸** (12 / given.span);") },
  "an exponential": { rule: "function", chapter: block("a", "const x = ‸Math.exp(given.life);") },
  "an output": {
    rule: "output",
    chapter: block(
      "a",
      'const x = output(given.gw.stock * given.share,\n  { label: "X", unit: ‸"BUSD", format: "number 0", tolerance: "1%" });',
    ),
  },
  "an output of another size": {
    rule: "output",
    chapter: block(
      "a",
      'const x = output(given.gw.idle, { label: "X", unit: ‸"GW", format: "number 0", tolerance: "1%" });',
    ),
  },
  "a formula": {
    rule: "unlike",
    chapter: `${block("eq-a", "total(a, b) = -a * 2 ‸+ b", "formula")}\n\n${block("a", "const x = total(given.gw.stock, given.cost.capex);")}`,
  },
  "a comment that contradicts": { rule: "annotation", chapter: block("a", "const x = given.gw.stock ‸/* USD */;") },
  "a comment with an unknown unit": { rule: "annotation", chapter: block("a", "const x = 5 ‸/* GWW */;") },
  "a comment behind nothing": { rule: "annotation", chapter: block("a", "const x = 5; ‸/* GW */") },
  "a quoted value in a unit it doesn't have": {
    rule: "format",
    chapter: `${block("a", "const x = given.cost.capex * 2;")}\n\nIt is ‸{{unit x to="GW"}}.`,
  },
  "dollars of watts": {
    rule: "format",
    chapter: `${block("a", "const x = given.gw.stock * 2;")}\n\nIt is ‸{{dollars x}}.`,
  },
  "billions as dollars": {
    rule: "format",
    chapter: `${block("a", "const x = given.cost.capex * 2;")}\n\nIt is ‸{{dollars x}}.`,
  },
  "a percentage of watts": {
    rule: "format",
    chapter: `${block("a", "const x = given.gw.stock * 2;")}\n\nIt is ‸{{percent x}}.`,
  },
  "a unit in the sentence": {
    rule: "format",
    chapter: `${block("a", "const x = given.cost.capex * 2;")}\n\nIt is ‸{{number x}} GW.`,
  },
  ...Object.fromEntries(
    [
      "{{number given.gw.idle}} gigawatts",
      "{{number given.gw.idle}} thousand MW",
      "{{number given.life}} months",
      "$‸{{number given.cost.capex}} million",
      "€‸{{number given.cost.capex}} billion",
      "CHF ‸{{number given.cost.capex}} billion",
      "{{number given.cost.capex}} million dollars",
      "{{number given.gw.stock}} dollars",
      "{{number given.gw.stock}} kilowatt hours",
      "**‸{{number given.cost.wage}}** euros",
      "{{number given.cost.rent}} BUSD/MW",
      "{{x}} km",
      '{{range given.reach given.reach style="number"}} miles',
    ].map((said) => [
      `a unit that is said: ${said.replace("‸", "")}`,
      {
        rule: "format",
        chapter: `${block("a", 'const x = output(given.reach, { label: "X", unit: "m", format: "number 0", tolerance: "1%" });')}\n\nIt is ${said.includes("‸") ? said : `‸${said}`}, they say.`,
      },
    ]),
  ),
  "how often, in words behind a number": {
    rule: "format",
    chapter: 'They earn ‸{{dollars given.cost.wage from="USD"}} a month.',
  },
  "how often, behind what is computed": {
    rule: "format",
    chapter: `${block("a", "const x = given.cost.wage * 2;")}\n\nThey earn ‸{{number x}}† per week.`,
  },
  "how often, behind an output": {
    rule: "format",
    chapter: `${block("a", 'const x = output(given.cost.wage * 1.5, { label: "X", unit: "USD/year", format: "dollars 0", tolerance: "1%" });')}\n\nThey earn ‸{{x}} a month, and more.`,
  },
  "how often, where the sentence says for each of what": {
    rule: "format",
    chapter: 'A gigawatt rents for ‸{{dollars given.cost.rent from="BUSD/GW"}} a month.',
  },
  "a column of a table": {
    rule: "format",
    chapter: block(
      "tbl-a .table",
      '//| caption: A table.\ntable([{ a: given.gw.stock }], {\n  columns: {\n    ‸a: { label: "A", unit: "BUSD", format: "number 0" },\n  },\n});',
    ),
  },
  "a column of a table, printed in another unit": {
    rule: "format",
    chapter: block(
      "tbl-a .table",
      '//| caption: A table.\ntable([{ a: given.gw.stock }], {\n  columns: {\n    ‸a: { label: "A", unit: "MW", format: "unit 0 MW" },\n  },\n});',
    ),
  },
  "off without a reason": {
    rule: "option",
    chapter: block("a", "//| dimensions: ‸off\nconst x = given.gw.stock + given.cost.capex;"),
  },
  "a step that is no time": { rule: "option", chapter: block("a", "const x = 1;"), front: "memo: { step: ‸GW }\n" },
};

const without = (text: string): string => text.replace("‸", "");

describe("a fault in a model's dimensions", () => {
  let messages = "";
  for (const [name, { rule, chapter, front }] of Object.entries(FAULTS))
    it(`${name} is reported once, at its operator`, async () => {
      const marked = memoOf(chapter, front)[CHAPTER] ?? "";
      const text = without(marked);
      const { diagnostics } = await checked(memoOf(without(chapter), front && without(front)));
      expect(diagnostics.map((d) => d.rule)).toEqual([`dimensions/${rule}`]);
      const { line, column } = new LineMap(marked).at(marked.indexOf("‸"));
      expect(diagnostics[0]?.place?.start).toEqual({ line, column });
      messages += `## ${name}\n\n${formatDiagnostics(diagnostics, { sources: new Map([[CHAPTER, text]]) })}\n\n`;
    });

  it("is told in words that say what is wrong", () => {
    matchGolden(fileURLToPath(new URL("golden/messages.txt", import.meta.url)), messages);
  });
});

/** What is right, and must not be reported. */
const SOUND: Record<string, { chapter: string; front?: string }> = {
  "degrees reckoned by hand": {
    chapter: `${block("a", "const x = given.warmth.air - 273.15 /* K */;")}\n\n{{number x digits=1}} °C, {{unit x from="degC"}}.`,
  },
  "conversions by written numbers": {
    chapter: block(
      "a",
      "const million = 1e6;\nconst x = given.gw.stock - given.gw.idle / 1000;\nconst y = (given.cost.wage * given.staff) / 1e9;\nconst perHead = given.cost.capex * 1000 * million;\nconst z = (12 * given.gw.stock + given.gw.stock) / 2;",
    ),
  },
  percentages: {
    chapter: `${block("a", 'const x = 1 - given.loss;\nconst y = given.gw.stock * given.loss + given.gw.idle / 1000;\nconst z = output(given.loss / 2, { label: "Z", unit: "%", format: "number 1", tolerance: 0.1 });')}\n\n{{percent x}}, {{times given.loss}}, {{number given.loss}}%, {{unit x to="%"}}, {{z}}.`,
  },
  "the time in which something doubles": {
    chapter: block(
      "a",
      'const x = output(doublingTime(given.loss / given.life) + given.life, { label: "X", unit: "year", format: "number 1", tolerance: 1 });',
    ),
  },
  "charts of kelvins, of degrees and of differences": {
    chapter: block(
      "fig-a .chart",
      '//| caption: C.\n//| alt: A.\nconst _rows = [{ day: 1, air: given.warmth.air, rise: given.warmth.rise }];\nPlot.plot({ marks: [Plot.dot(_rows, { x: "day", y: "rise" }), Plot.dot(_rows, { x: "day", y: (d) => d.air /* K */ }), Plot.dot(_rows, { x: "day", y: (d) => d.air /* K */ - 273.15 /* K */ }), Plot.ruleY([0])] });',
    ),
  },
  temperatures: {
    chapter: `${block("a", "const x = given.warmth.air + given.warmth.rise;\nconst y = (given.warmth.air - given.warmth.water) * 2;\nconst z = d3.mean([x, given.warmth.water]) ?? 0;\nconst hot = given.warmth.boiler > given.warmth.air;\nconst cycle = 1 - given.warmth.air /* K */ / given.warmth.boiler;\nconst power = (given.warmth.air - given.warmth.water) / given.warmth.resistance;\nconst twice = (given.warmth.air - given.warmth.rise) * 2;")}\n\n{{unit x to="degC"}}, {{unit y to="K"}}, {{unit z to="degF"}}, {{number given.warmth.air}}, {{percent cycle}}.`,
  },
  "a share that happens to be nothing": {
    chapter: block(
      "a",
      "const x = given.gw.stock * given.none + given.gw.stock * (1 - given.none) - given.none * given.gw.stock;\nconst y = [x, x].reduce((sum, one) => sum + one, 0) + -(given.none > 0 ? x : 0);\nconst z = x + -1 * (given.none > 0 ? x : 0) + (given.none > 0 ? x : 0) / -2;\nconst w = Math.exp(given.none) + 2 ** given.none + years(2025, 2026 + given.none).length + (([1, 2] as number[])[given.none] ?? 0);",
    ),
  },
  "what such a share decides": {
    chapter: block(
      "a",
      [
        "1 / given.none",
        "given.gw.stock / given.none",
        "1 / (given.none * given.gw.stock)",
        "given.none ** -1",
        "1 / (given.none /* GW */)",
        "1 / Math.max(0, given.none)",
      ]
        .map((one, i) => `const x${i} = given.gw.stock + [given.cost.capex, given.gw.stock][Number(${one} > 0)]!;`)
        .join("\n"),
    ),
  },
  "a zero that came of numbers in the code": {
    chapter: block(
      "a",
      "const x = (-10 % 5) + given.gw.stock + Math.round(-0.3) + 0 * -given.cost.capex + 0 * given.none;",
    ),
  },
  "a bound that is none": {
    chapter: block(
      "a",
      "const bound = (of: Record<string, number>): number => of.none ?? Infinity;\nconst x = Math.max(0.3, given.gw.stock / bound({}));\nconst y = Math.min(given.gw.stock, 2 * bound({}), bound({}) / given.life);\nconst z = x + (bound({}) > given.cost.capex ? 1 : 0) + -given.gw.stock / bound({});",
    ),
  },
  "nothing of something, printed as that": {
    chapter: `${block("a", "const more = 3 - 3;\nconst kinds = [{ growth: more * given.cost.capex, left: given.gw.stock * more }];")}\n\nIt takes {{dollars kinds.0.growth from="BUSD"}} more, and {{number kinds.0.left}} GW are left.`,
  },
  "months and years": {
    chapter: block(
      "a",
      'const x = output(given.span / 12, { label: "X", unit: "year", format: "number 1", tolerance: "1%" });\nconst y = x - given.life;\nconst z = given.life < given.span / 12;',
    ),
  },
  "zero, infinities and ratios": {
    chapter: block(
      "a",
      "let least = Infinity;\nfor (const year of [2025, 2026]) least = Math.min(least, given.gw.add[year]);\nconst x = Math.max(0, least);\nconst y = 1 - given.gw.add[2025] / given.gw.add[2026];\nconst z = Math.log(given.gw.add[2025] / given.gw.add[2026]) + Math.sqrt(given.gw.stock * given.gw.stock) / given.gw.stock;",
    ),
  },
  "numbers that say what they count": {
    chapter: `${block("eq-a", "#| units: 12 month\nyearly(x, months) = x^(12 / months)", "formula")}\n\n${block(
      "a",
      "const a = given.gw.stock + 5 /* GW */;\nconst b = (2027 - 2025) /* year */ < given.life;\nconst c = 2 ** (12 /* month */ / given.span);\nconst d = yearly(2, given.span);\nconst e = (given.staff * given.cost.wage /* USD/year/person */) / 1e9 + given.cost.capex / (1 /* year */);\n// a remark /* GW */ in a comment, and /* one of words */\nconst f = 5 /* of words */ + 1;",
    )}`,
  },
  "a flow on a stock, in a model of yearly steps": {
    front: "memo: { step: year }\n",
    chapter: `${block(
      "a",
      'const stock = output(d3.sum([2025, 2026], (year) => given.gw.add[year]) + given.gw.stock, { label: "X", unit: "GW", format: "number 0", tolerance: "1%" });\nconst share = given.gw.add[2026] / stock;',
    )}\n\nThat is {{percent share}} of {{number stock}} GW.`,
  },
  "the same for one block": {
    chapter: block("a", "//| step: year\nconst x = given.gw.stock + given.gw.add[2026];"),
  },
  "dollars for each gigawatt, said in the sentence": {
    chapter: `${block("a", "const x = given.cost.capex / given.gw.stock;")}\n\nThat is {{dollars x from="BUSD"}} for each.`,
  },
  "units that are said as they are, and words that are no units": {
    chapter: `${block("a", "const x = given.gw.idle / 1000;\nconst y = given.cost.capex / given.gw.stock;")}\n\n{{number given.gw.idle}} megawatts, {{number x}} GW, {{number given.gw.stock}} thousand MW, \${{number given.cost.capex}}B, $ {{number given.cost.capex}} billion, {{number given.cost.capex}} billion dollars, {{number y}} BUSD/GW, {{number given.reach}} metres, {{number given.reach}} m, {{number given.reach}} m/s, {{number given.reach}} in all, {{number given.gw.stock}} t-shirts, {{number given.gw.stock}} are left, TOP {{number given.gw.stock}}.`,
  },
  "how often, as the unit has it or a number makes it": {
    chapter: `${block("a", "const x = given.cost.wage / 12;")}\n\nThey earn {{dollars given.cost.wage from="USD"}} a year, or {{dollars x from="USD"}} a month, and {{number given.cost.wage}} a month ago; it costs {{dollars given.cost.capex from="BUSD"}} a week. Of {{unit given.cost.wage}} each month, {{dollars given.cost.wage from="USD"}} a month early and {{dollars given.cost.wage from="USD"}} a day in May nothing is said.`,
  },
  "text, tables, series, sorting and truth": {
    chapter: `${block(
      "a",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
      'const built = mapSeries(given.gw.add, (gw) => gw * given.share);\nconst total = sumSeries(built);\nconst sums = cumulative(built);\nconst between = interpolate(given.gw.add, 2026.5) + total;\nconst sorted = d3.sort(Object.entries(built), ([, gw]) => gw).map(([year, gw]) => `${year}: ${gw.toFixed(1)} ` + gw);\nconst some = given.gw.idle && total ? (total || between) : 0;\nconst list = Object.values(built).sort((a, b) => b - a);\nconst kind = typeof total === "number" && Number.isFinite(total);\nconst most = -list[0] + +list[0];',
    )}\n\n${block(
      "fig-a .chart",
      "//| caption: A chart.\n//| alt: Bars.\nPlot.plot({ marks: [Plot.barY(Object.entries(built), { x: (row) => row[0], y: (row) => row[1] - total })] });",
    )}`,
  },
};

describe("a model whose dimensions are right", () => {
  for (const [name, { chapter, front }] of Object.entries(SOUND))
    it(`passes: ${name}`, async () => {
      const { diagnostics, coverage } = await checked(memoOf(chapter, front));
      expect(formatDiagnostics(diagnostics)).toBe("");
      expect(coverage?.failed).toEqual([]);
      expect(coverage?.operations.checked).toBe(coverage?.operations.all);
    });

  it("has the numbers of a plain run", async () => {
    const sound = SOUND["text, tables, series, sorting and truth"]?.chapter ?? "";
    const { run } = await checked(
      memoOf(`${sound}\n\n{{number total}} {{number between}} {{number most}} {{number some}}`),
    );
    expect(Object.fromEntries(run?.numbers ?? [])).toEqual({
      total: 10 * 0.4 + 15 * 0.4 + 20 * 0.4,
      between: 17.5 + (10 * 0.4 + 15 * 0.4 + 20 * 0.4),
      most: 0,
      some: 10 * 0.4 + 15 * 0.4 + 20 * 0.4,
    });
  });
});

describe("the report", () => {
  it("says how much was checked, chapter by chapter, and what was left out", async () => {
    const { coverage, diagnostics } = await checked({
      ...memoOf(
        `${block("a", "const x = given.gw.stock * 2;\nconst never = () => given.gw.stock - 1 /* GW */;")}\n\n${block(
          "b",
          "//| dimensions: off: scores are points of all kinds\nconst score = given.gw.stock + given.cost.capex + 1;",
        )}`,
      ),
      "chapters/02-more.md": `---\ntitle: More\n---\n\n${block("c", "//| step: year\nconst y = score + given.gw.stock;\nconst z = given.gw.stock + given.gw.add[2026];")}\n`,
    });
    expect(diagnostics).toEqual([]);
    expect(coverage).toEqual({
      blocks: { checked: 2, all: 3 },
      operations: { checked: 2, all: 6 },
      quotations: 0,
      annotations: 1,
      steps: 1,
      chapters: [
        { file: CHAPTER, blocks: { checked: 1, all: 2 }, operations: { checked: 1, all: 4 } },
        { file: "chapters/02-more.md", blocks: { checked: 1, all: 1 }, operations: { checked: 1, all: 2 } },
      ],
      off: [{ blockId: "b", reason: "scores are points of all kinds" }],
      failed: [],
    });
  });

  it("says nothing of what follows from an error", async () => {
    const { diagnostics } = await checked(
      memoOf(
        `${block("a", "const x = given.gw.stock + given.cost.capex;\nconst y = Math.exp(x) + given.life;")}\n\n${block("b", 'const z = output(x * y + 1, { label: "Z", unit: "GW", format: "number 0", tolerance: "1%" });')}\n\n{{percent x}}`,
      ),
    );
    expect(diagnostics.map((d) => d.rule)).toEqual(["dimensions/unlike"]);
  });

  it("is of a run in a process of its own, which is not repeated while nothing changes", async () => {
    const files = memoOf(block("a", "const x = given.gw.stock + given.cost.capex;"));
    const folder = temporaryFolder();
    const kept = keptRuns(folder);
    const apart = await checked(files, { process: new DimensionProcess({ seconds: 30, megabytes: 200 }), kept });
    expect(formatDiagnostics(apart.diagnostics)).toContain("[dimensions/unlike]");
    const there = readdirSync(folder);
    // The run, and what is known of the code, unless this process knew that before.
    expect(there.length === 1 || there.length === 2).toBe(true);
    const here = new Here();
    const again = await checked(files, { process: here, kept });
    expect(again.diagnostics).toEqual(apart.diagnostics);
    expect(here.runs).toBe(0);
    await checked(memoOf(block("a", "const x = given.gw.stock - given.cost.capex;")), { process: here, kept });
    expect(here.runs).toBe(1);
  });

  it("is kept wherever its blocks stand, and tells at the place where they are now", async () => {
    const kept = keptRuns(temporaryFolder());
    const here = new Here();
    for (const code of ["const x = given.gw.stock + given.cost.capex;", "const x = given.gw.stock * 2;"]) {
      const first = await checked(memoOf(block("a", code)), { process: here, kept });
      const { runs } = here;
      const moved = memoOf(`A paragraph.\n\n${block("a", code)}\n\n{{percent x}}`);
      const quoting = await checked(moved, { process: here, kept });
      // Another name is asked for, whose units have to come back.
      expect(here.runs).toBe(runs + 1);
      const lower = memoOf(`A paragraph.\n\nOne more.\n\n${block("a", code)}\n\n{{percent x}}`);
      const again = await checked(lower, { process: here, kept });
      expect(here.runs).toBe(runs + 1);
      expect(again).toEqual({ ...(await checked(lower)), run: undefined });
      const lines = ({ diagnostics }: typeof again): (number | undefined)[] =>
        diagnostics.map(({ place }) => place?.start.line);
      expect(again.diagnostics.length).toBeGreaterThan(0);
      expect(lines(again)).toEqual(lines(quoting).map((line) => (line ?? 0) + 2));
      expect(first.coverage?.quotations).toBe(0);
    }
  });

  it("is kept whole where nothing is to be told of blocks, and told anew where something is", async () => {
    const quiet = memoOf(`${block("a", "const x = given.gw.stock * 2;")}\n\n{{number x}}`);
    const loud = memoOf(`${block("a", "const x = given.gw.stock + given.cost.capex;")}\n\n{{number x}}`);
    for (const [files, steps] of [
      [quiet, 1234],
      [loud, 0],
    ] as const) {
      const kept = keptRuns(temporaryFolder());
      const here = new Here();
      const first = await checked(files, { process: here, kept });
      expect(await checked(files, { process: here, kept })).toEqual(first);
      // What was kept is known by a count to which no telling anew comes.
      const { get } = kept;
      kept.get = (key) => {
        const known = get.call(kept, key);
        return known?.quiet ? { ...known, quiet: { ...known.quiet, steps: 1234 } } : known;
      };
      const { coverage } = await checked(files, { process: here, kept });
      expect(coverage).toEqual({ ...first.coverage, steps });
      expect(here.runs).toBe(1);
    }
  });

  it.each([
    ["a unit", "assumptions/2026-03.yaml", "stock: { unit: GW, value: 20 }", "stock: { unit: MW, value: 20 }"],
    ["a number", "assumptions/2026-03.yaml", "stock: { unit: GW, value: 20 }", "stock: { unit: GW, value: 21 }"],
    ["an option of a block", "chapters/01-model.md", "{#a}", '{#a dimensions="off: a trial"}'],
  ])("runs again where it has another %s", async (_, path, from, to) => {
    const kept = keptRuns(temporaryFolder());
    const here = new Here();
    const files = memoOf(block("a", "const x = given.gw.stock * 2;"));
    await checked(files, { process: here, kept });
    await checked(edited(files, path, from, to), { process: here, kept });
    expect(here.runs).toBe(2);
  });
});

describe("what a study came to is printed", () => {
  const model = [
    '```ts {#a}\nconst cost = output(given.cost.capex / given.gw.stock, { label: "Cost", unit: "BUSD/GW", format: "number 1", tolerance: "1%" });',
    'const power = output(given.gw.stock, { label: "Power", unit: "GW", format: "number 1", tolerance: "1%" });\n```',
    "```ts {#dear .claim}\ncost > 10 /* BUSD/GW */\n```",
  ].join("\n");
  const sweep = (name: string, kind: string, ...lines: string[]): string =>
    `\`\`\`sweep {#${name} .${kind}}\n${lines.join("\n")}\n\`\`\``;
  const studies = [
    sweep("torn", "tornado", "output: cost"),
    sweep("two", "two-way", "output: cost", "rows: gw.stock", "columns: cost.capex"),
    sweep("even", "break-even", "output: cost", "vary: gw.stock", "target: 12"),
    sweep("flip", "break-even", "output: dear", "vary: cost.capex"),
    sweep("cases", "scenarios", "outputs: [cost, dear]"),
    sweep("draws", "monte-carlo", "outputs: [cost, power, dear]"),
    sweep("shares", "importance", "output: cost"),
    sweep("indices", "sobol", "output: cost"),
    sweep("steps", "elasticity", "output: cost"),
    sweep("lines", "spider", "output: cost"),
    sweep("known", "information", "options: {Now: cost, Later: cost}"),
  ].join("\n\n");
  const told = async (path: string, unit: string): Promise<string[]> => {
    const chapter = `${model}\n\n${studies}\n\nIt is {{unit ${path} from="${unit}"}}.`;
    return (await checked(memoOf(chapter))).diagnostics.map(({ rule, message }) => `${rule}: ${message}`);
  };
  const COST =
    "torn.base torn.first.low.output torn.bars.2.most.output torn.by.gw_stock.swing torn.first.reach two.cells.0.1 cases.base.cost cases.low.change.cost draws.cost.p5 draws.cost.errors.mean shares.mean shares.inputs.0.high shares.first.means.3 indices.mean lines.by.gw_stock.least.output known.perfect known.inputs.0.value known.by.gw_stock.error";
  const POWER = "even.at even.roots.0 draws.power.mean";

  it.each([
    ...COST.split(" ").map((path) => [path, "BUSD/GW"]),
    ...POWER.split(" ").map((path) => [path, "GW"]),
    ["flip.at", "BUSD"],
  ])("%s in %s and in nothing else", async (path = "", unit = "") => {
    expect(await told(path, unit)).toEqual([]);
    const other = unit === "GW" ? "MW" : unit.replace("BUSD", "MUSD");
    expect(await told(path, other)).toEqual([
      `dimensions/format: a value in ${unit} is printed in ${other}, as if it were in ${other}`,
    ]);
  });

  it.each([
    "draws.dear.probability",
    "shares.first.firstOrder",
    "indices.variance",
    "steps.first.value",
    "draws.n",
    "lines.by.gw_stock.most.x",
  ])("%s, of which nothing is known, in any", async (path) => {
    expect(await told(path, "BUSD")).toEqual([]);
  });
});
