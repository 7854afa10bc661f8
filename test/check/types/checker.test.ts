import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkTypes, keptFindings, openTypeChecker, type TypeChecker } from "../../../src/check/types/index.js";
import type { Finding } from "../../../src/check/types/typescript-process.js";
import { formatDiagnostics, LineMap } from "../../../src/diagnostic.js";
import { inks, seriesColors } from "../../../src/figures/theme.js";
import { readProject } from "../../../src/memo/project.js";
import { libraryTypes } from "../../../src/notebook/library/library-types.js";
import { edited, ROOT, removeFolders, type Sources, temporaryFolder } from "../../cli/memo.js";
import { matchGolden } from "../../golden.js";
import { readTyped, SOUND } from "./memo.js";

const SUMMARY = "chapters/01-summary.md";
const MODEL = "chapters/02-model.md";

/** A fault put into the sound memo; `‸` stands before what must be reported. */
interface Fault {
  file: string;
  from: string;
  to: string;
  rule: string;
}

const FAULTS: Record<string, Fault> = {
  "an assumption that isn't there, in prose": {
    file: SUMMARY,
    from: "given.supply.gw_added.2026",
    to: "given.supply.‸gw_aded.2026",
    rule: "types/unknown-property",
  },
  "a year that an assumption doesn't have": {
    file: SUMMARY,
    from: "given.supply.gw_added.2026",
    to: "given.supply.gw_added.‸2062",
    rule: "types/unknown-property",
  },
  "a year that a computed series doesn't have": {
    file: SUMMARY,
    from: "built.2028",
    to: "built.‸2082",
    rule: "types/unknown-property",
  },
  "a word that a computed series doesn't have": {
    file: SUMMARY,
    from: "share.large",
    to: "share.‸lagre",
    rule: "types/unknown-property",
  },
  "a text as a percentage": {
    file: SUMMARY,
    from: "{{longest}}",
    to: "{{percent ‸longest}}",
    rule: "types/wrong-type",
  },
  "a series as the data of a mark": {
    file: MODEL,
    from: "Plot.lineY(rows_of, { x",
    to: "Plot.lineY(‸built, { x",
    rule: "types/wrong-type",
  },
  "a series as the rows of a table": {
    file: MODEL,
    from: "table(rows_of, { columns",
    to: "table(‸built, { columns",
    rule: "types/wrong-type",
  },
  "a whole series as a number": {
    file: SUMMARY,
    from: "{{number built.2028 digits=1}}",
    to: "{{number ‸built digits=1}}",
    rule: "types/wrong-type",
  },
  "a list as a date": { file: SUMMARY, from: "{{date opened}}", to: "{{date ‸rows_of}}", rule: "types/wrong-type" },
  "a list of objects as a number": {
    file: SUMMARY,
    from: "{{number built.2028 digits=1}}",
    to: "{{number ‸pairs_of digits=1}}",
    rule: "types/wrong-type",
  },
  "a series as a text": {
    file: SUMMARY,
    from: "{{text longest}}",
    to: "{{text ‸share}}",
    rule: "types/wrong-type",
  },
  "a number without a format": {
    file: SUMMARY,
    from: "{{longest}}",
    to: "{{‸most}}",
    rule: "types/wrong-type",
  },
  "an option of the wrong type": {
    file: SUMMARY,
    from: "{{number built.2028 digits=1}}",
    to: '{{number built.2028 ‸digits="one"}}',
    rule: "types/wrong-type",
  },
  "a value that may be empty": {
    file: SUMMARY,
    from: "{{else}}It says nothing.",
    to: "{{else}}It says {{text ‸best.note}}.",
    rule: "types/wrong-type",
  },
  "a misspelt property in a condition": {
    file: SUMMARY,
    from: "{{#if best.note}}It says {{best.note}}.{{else}}",
    to: "{{#if best.‸nota}}It speaks.{{else}}",
    rule: "types/unknown-property",
  },
  "a misspelt property of a row": {
    file: SUMMARY,
    from: "{{row.name}}",
    to: "{{row.‸nane}}",
    rule: "types/unknown-property",
  },
  "a number to go through": {
    file: SUMMARY,
    from: "{{#each rows_of as |row|}}",
    to: "{{#each ‸total as |row|}}",
    rule: "types/wrong-type",
  },
  "a text as the end of a range": {
    file: SUMMARY,
    from: "range total most",
    to: "range total ‸longest",
    rule: "types/wrong-type",
  },
  "a format in quotation marks for another type": {
    file: SUMMARY,
    from: '{{format total "number 0"}}',
    to: '{{format ‸longest "number 0"}}',
    rule: "types/wrong-type",
  },
  "a misspelt property of a sweep": {
    file: SUMMARY,
    from: "{{lossless.words}}",
    to: "{{lossless.‸wrods}}",
    rule: "types/unknown-property",
  },
  "a scenario that isn't there": {
    file: SUMMARY,
    from: "cases.lossy.total",
    to: "cases.‸losy.total",
    rule: "types/unknown-property",
  },
  "a text in the title": {
    file: SUMMARY,
    from: "{{number total digits=0}} gigawatts",
    to: "{{number ‸longest}} gigawatts",
    rule: "types/wrong-type",
  },
  "a series in a caption": {
    file: MODEL,
    from: "up to {{number most digits=1}}",
    to: "up to {{number ‸built digits=1}}",
    rule: "types/wrong-type",
  },
  "a property in an indented block, behind no ASCII": {
    file: MODEL,
    from: "built[year];",
    to: '"“”".length + built.‸first;',
    rule: "types/unknown-property",
  },
  "a key in brackets": {
    file: MODEL,
    from: "price / given.plan.small",
    to: 'price / best[‸"amont"]',
    rule: "types/unknown-property",
  },
  "a text in arithmetic": {
    file: MODEL,
    from: "lost(total)",
    to: "‸longest * 2",
    rule: "types/wrong-type",
  },
  "another block's function with the wrong argument": {
    file: MODEL,
    from: "amount: at(year)",
    to: "amount: at(‸String(year))",
    rule: "types/wrong-type",
  },
  "a type of another block": {
    file: MODEL,
    from: "const rows_of: Part[] = yearsOf.map((year) => ({ name: String(year), amount",
    to: "const ‸rows_of: Part[] = yearsOf.map((year) => ({ name: year, amount",
    rule: "types/wrong-type",
  },
  "a type that isn't there": {
    file: MODEL,
    from: "const rows_of: Part[]",
    to: "const rows_of: ‸Prat[]",
    rule: "types/unknown-name",
  },
  "a claim that is a number": {
    file: MODEL,
    from: "built[2028] > built[2026] && total > 0;",
    to: "‸at(2028) && at(2026);",
    rule: "types/wrong-type",
  },
  "an output of another type than its format": {
    file: MODEL,
    from: "const gone = lost(total);",
    to: 'const ‸gone = output(String(lost(total)), { label: "Lost", unit: "GW", format: "number 0", tolerance: "1%" });',
    rule: "types/wrong-type",
  },
  "an option that the chart library doesn't have": {
    file: MODEL,
    from: "stroke: Plot.palette.blue",
    to: "‸stoke: Plot.palette.blue",
    rule: "types/unknown-property",
  },
  "a colour that the theme doesn't have": {
    file: MODEL,
    from: "Plot.palette.blue",
    to: "Plot.palette.‸bleu",
    rule: "types/unknown-property",
  },
  "colours for the key of colours": {
    file: MODEL,
    from: "Plot.lineY(rows_of, { x",
    to: 'Plot.colorKey({ ‸north: "blue" }), Plot.lineY(rows_of, { x',
    rule: "types/unknown-property",
  },
  "a function of the library with too few arguments": {
    file: MODEL,
    from: "lost(total)",
    to: "‸clamp(total, 3)",
    rule: "types/other",
  },
  "a result that a sweep can't read": {
    file: MODEL,
    from: "best.amount]",
    to: "best.‸amuont]",
    rule: "types/unknown-property",
  },
};

function broken({ file, from, to }: Fault): { files: Sources; line: number; column: number } {
  const marked = edited(SOUND, file, from, to)[file] ?? "";
  const offset = marked.indexOf("‸");
  const text = marked.replace("‸", "");
  return { files: { ...SOUND, [file]: text }, ...new LineMap(text).at(offset) };
}

let checker: TypeChecker;
beforeAll(async () => {
  checker = await openTypeChecker();
});
afterAll(() => {
  checker.close();
  removeFolders();
});

it("finds nothing in a memo whose types fit", () => {
  const { memo, diagnostics } = readTyped(SOUND);
  expect(diagnostics).toEqual([]);
  expect(checker.check(memo)).toEqual([]);
});

describe("finds at its line and column", () => {
  it.each(Object.entries(FAULTS))("%s", (_, fault) => {
    const { files, line, column } = broken(fault);
    const found = checker.check(readTyped(files).memo);
    expect(found.map(({ rule, place }) => ({ rule, file: place?.file, start: place?.start }))).toEqual([
      { rule: fault.rule, file: fault.file, start: { line, column } },
    ]);
  });
});

describe("takes no name of a block for one of its own", () => {
  const words = [
    "bare",
    "bare_or_empty",
    "known",
    "row",
    "printed",
    "list",
    "anything",
    "text",
    "date",
    "number",
    "get",
  ];
  it.each(words)("%s", (name) => {
    const files = edited(SOUND, MODEL, "const gone = lost(total);", `const ${name} = lost(total);`);
    const { memo, diagnostics } = readTyped(
      edited(files, SUMMARY, "and came to", `and {{number ${name} digits=1}} came to`),
    );
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(checker.check(memo)).toEqual([]);
  });
});

it("says what is wrong in plain words", () => {
  const text = Object.entries(FAULTS).map(([what, fault]) => {
    const { files } = broken(fault);
    const found = checker.check(readTyped(files).memo);
    return `## ${what}\n${formatDiagnostics(found, { sources: new Map(Object.entries(files)) })}\n`;
  });
  matchGolden(fileURLToPath(new URL("golden/messages.txt", import.meta.url)), text.join("\n"));
});

describe("says nothing of what is reported already", () => {
  it.each([
    ["an unknown name", MODEL, "lost(total)", "lost(totel)"],
    ["an unknown assumption in a block", MODEL, "given.plan.small", "given.plan.smal"],
    ["an unknown name in prose", SUMMARY, "{{longest}}", "{{longets}}"],
    ["an unknown option", SUMMARY, "{{number built.2028 digits=1}}", "{{number built.2028 digit=1}}"],
    ["a name declared twice", MODEL, "const gone =", "const most ="],
    ["a block that can't be read", MODEL, "const built = mapSeries(", "const built = = mapSeries("],
    ["a circle", MODEL, "(1 - given.supply.loss)", "(1 - given.supply.loss) * gone"],
    [
      "an assignment to another block's name",
      MODEL,
      "const gone = lost(total);",
      "const gone = lost(total); built = gone;",
    ],
  ])("%s", (_, file, from, to) => {
    const { memo, diagnostics } = readTyped(edited(SOUND, file, from, to));
    expect(diagnostics).not.toEqual([]);
    expect(checker.check(memo)).toEqual([]);
  });
});

describe("lets stand", () => {
  it.each([
    ["a value that its claim makes sure of", SUMMARY, "“{{note}}”", "“{{text note}}”"],
    ["a value with a text for none", SUMMARY, "It says nothing.", 'It says {{text best.note empty="none"}}.'],
    ["a series without known keys", MODEL, "const gone = lost(total);", "const gone: Record<number, number> = {};"],
    ["a parameter without a type", MODEL, "const gone = lost(total);", "const gone = (x) => x;"],
    [
      "an object with some keys and an index",
      MODEL,
      "const gone = lost(total);",
      "const gone: { sum: number; [year: number]: number } = { sum: 1 };",
    ],
    ...[
      'Plot.rectY(rows_of, Plot.binX({ y: "count" }, { x: "amount", fy: "name", fill: "name" }))',
      'Plot.rectX(rows_of, Plot.binY({ x: "count" }, { y: "amount", fill: "name" }))',
      'Plot.rect(rows_of, Plot.bin({ fill: "count" }, { x: "amount", y: "amount", tip: true }))',
    ].map((mark): [string, string, string, string] => [
      `options of a mark within ${mark.slice(mark.indexOf("Plot.bin"), mark.indexOf("({"))}`,
      MODEL,
      'Plot.lineY(rows_of, { x: "name", y: "amount", stroke: Plot.palette.blue })',
      mark,
    ]),
    ["the least of a list", MODEL, "lost(total)", "d3.min(rows_of, (row) => row.amount) / 2"],
  ])("%s", (_, file, from, to) => {
    const files = edited(SOUND, file, from, to);
    const quoted = edited(
      files,
      SUMMARY,
      "and came to",
      to.includes("const gone:") ? "{{number gone.2031}} and came to" : "and came to",
    );
    const { memo, diagnostics } = readTyped(quoted);
    expect(diagnostics).toEqual([]);
    expect(checker.check(memo)).toEqual([]);
  });
});

it("finds after an edit what a new checker finds, and nothing once it is undone", async () => {
  const sound = readTyped(SOUND).memo;
  expect(checker.check(sound)).toEqual([]);
  // The block that changes is used by others, and by prose of another chapter.
  const files = edited(
    SOUND,
    MODEL,
    "interface Part { name: string; amount: number }",
    "interface Part { name: string; amount: string }",
  );
  const { memo } = readTyped(files);
  const found = checker.check(memo);
  expect(found.map(({ place }) => place?.file)).toEqual([SUMMARY, MODEL]);
  expect(found).toEqual(await checkTypes(memo));
  expect(checker.check(sound)).toEqual([]);
});

it("keeps what it found, and finds its place anew", async () => {
  const kept = new Map<string, readonly Finding[]>();
  const cache = {
    get: (key: string) => kept.get(key),
    put: (key: string, found: readonly Finding[]) => kept.set(key, found),
  };
  const { files, line } = broken(FAULTS["a text in arithmetic"] as Fault);
  const found = await checkTypes(readTyped(files).memo, cache);
  expect(found).toHaveLength(1);
  expect(kept.size).toBe(1);
  // Two lines of prose more, above the block: the same program.
  const lower = edited(files, MODEL, "- An indented", "More.\n\n- An indented");
  const again = await checkTypes(readTyped(lower).memo, cache);
  expect(kept.size).toBe(1);
  expect(again.map(({ place }) => place?.start.line)).toEqual([line + 2]);
});

it("keeps it in the memo's cache folder, for the very same texts", () => {
  const folder = temporaryFolder();
  keptFindings(folder).put("a", []);
  expect(keptFindings(folder).get("a")).toEqual([]);
  expect(keptFindings(folder).get("b")).toBeUndefined();
  expect(keptFindings(`${folder}/none`).get("a")).toBeUndefined();
});

it("has every colour of the theme and no other", () => {
  const names = [...seriesColors, ...Object.values(inks)].map(({ name }) => `"${name}"`);
  expect(libraryTypes.replace(/\s+/g, " ")).toContain(`palette: Readonly<Record< ${names.join(" | ")}, string >>`);
});

it("finds nothing in this repository's memo", () => {
  const { memo } = readTyped(readProject(ROOT));
  const sources = new Map(memo.chapters.map(({ file, text }) => [file, text]));
  expect(formatDiagnostics(checker.check(memo), { sources })).toBe("");
});
