import { chapter, examples, fence, typed, withChapter } from "./base.js";
import type { Rules } from "./rule.js";

/** Two charts side by side, one with this at its end. */
const beside = (words: string): string =>
  chapter(
    "See @fig-one and @fig-two.",
    "::: {layout-ncol=2}",
    ...["one", "two"].map((name) =>
      fence(
        `ts {#fig-${name} .chart}`,
        `//| caption: What press ${name} takes.
//| alt: A line that rises.
Plot.plot({
  x: { label: "Year" },
  y: { label: "Capacity, kg" },
  marks: [
    Plot.lineY(rows({ kg: given.press.capacity }), { x: "year", y: "kg" }),
    Plot.text([{ year: 2026.3, kg: ${name === "one" ? 5250 : 5400} }], { x: "year", y: "kg", text: () => "old" }),
    Plot.text([{ year: 2026.7, kg: ${name === "one" ? 5250 : 5400} }], { x: "year", y: "kg", text: () => "${name === "one" ? words : "new"}" }),
  ],
})`,
      ),
    ),
    ":::",
  );

export const notebook = {
  "notebook/chart": {
    severity: "error",
    summary: "a chart block doesn't end with a chart",
    why: "The figure would be missing from the report. End the block with `Plot.plot({ … })`.",
    fixed: true,
    ...examples(
      (lines) =>
        withChapter(
          fence(
            "ts {#fig-press .chart}",
            `//| caption: What the press takes.
//| alt: A line that rises by a third.
${lines}`,
          ),
          "See @fig-press.",
        ),
      "rows({ kg: given.press.capacity })",
      `Plot.plot({
  x: { label: "Year" },
  y: { label: "Capacity, kg" },
  marks: [Plot.lineY(rows({ kg: given.press.capacity }), { x: "year", y: "kg" })],
})`,
    ),
  },
  "notebook/chart-beside": {
    severity: "warning",
    summary: "a chart has no room for its texts beside others",
    why: "It would be set as it is drawn for the whole width, with letters that are too small to be read. Shorten its labels or show fewer, or let it stand by itself.",
    wrong: { files: { "chapters/03-juice.md": beside("bought from the next village in 2027") } },
    right: { files: { "chapters/03-juice.md": beside("bought") } },
  },
  "notebook/chart-option": {
    severity: "error",
    summary: "a chart has an option that does nothing, or that nothing can be drawn by",
    why: "The chart library passes over options that it does not know, so that a slip of the pen leaves the picture as if nothing had been said; and it takes domains that no scale can be made of, such as one from 0 on a logarithmic axis. Options written in the call itself are checked as types too.",
    fixed: true,
    ...examples(
      (line) =>
        withChapter(
          fence(
            "ts {#fig-press .chart}",
            `//| caption: What the press takes.
//| alt: A line that rises by a third.
${line}
Plot.plot({
  x: { label: "Year" },
  y: { label: "Capacity, kg" },
  marks: [Plot.lineY(rows({ kg: given.press.capacity }), look)],
})`,
          ),
          "See @fig-press.",
        ),
      'const look = { x: "year", y: "kg", strok: "orange" };',
      'const look = { x: "year", y: "kg", stroke: "orange" };',
    ),
  },
  "notebook/chart-overlap": {
    severity: "warning",
    summary: "texts of a chart lie over each other",
    why: "Neither can be read. Names along the bottom are set in lines, turned and thinned where that helps, and charts grow with their rows; what is left is for the author to move, shorten or leave out.",

    ...examples(
      (line) =>
        withChapter(
          fence(
            "ts {#fig-press .chart}",
            `//| caption: What the press takes.
//| alt: A line that rises by a third.
Plot.plot({
  x: { label: "Year" },
  y: { label: "Capacity, kg" },
  marks: [
    Plot.lineY(rows({ kg: given.press.capacity }), { x: "year", y: "kg" }),
${line}
    Plot.text([{ year: 2026.5, kg: 5250 }], { x: "year", y: "kg", text: () => "bought in 2027" }),
  ],
})`,
          ),
          "See @fig-press.",
        ),
      '    Plot.text([{ year: 2026.5, kg: 5250 }], { x: "year", y: "kg", text: () => "one more press", dx: -40 }),',
      '    Plot.text([{ year: 2026.5, kg: 5250 }], { x: "year", y: "kg", text: () => "one more press", dx: -60, dy: -20 }),',
    ),
  },
  "notebook/chart-warning": {
    severity: "warning",
    summary: "drawing a chart gave a warning",
    why: "The picture may leave out what it should show: what an axis counts and in which unit, values it can't place. Mend what the warning names.",
    ...examples(
      (lines) =>
        withChapter(
          fence(
            "ts {#fig-press .chart}",
            `//| caption: What the press takes.
//| alt: A line that rises by a third.
Plot.plot({
  x: { label: "Year" },
${lines}
})`,
          ),
          "See @fig-press.",
        ),
      '  marks: [Plot.lineY(rows({ kg: given.press.capacity }), { x: "year", y: "kg" })],',
      `  y: { label: "Capacity, kg" },
  marks: [Plot.lineY(rows({ kg: given.press.capacity }), { x: "year", y: "kg" })],`,
    ),
  },
  "notebook/claim": {
    severity: "error",
    summary: "a claim is no comparison",
    why: "Whether it holds could not be told, nor by how much. Write one comparison, or several joined by `&&` and `||`.",
    fixed: true,
    wrong: withChapter(fence("ts {#enough .claim}", "harvest - given.press.capacity[2026]")),
    right: withChapter(fence("ts {#enough .claim}", "harvest > given.press.capacity[2026]")),
  },
  "notebook/compile": {
    severity: "error",
    summary: "a block can't be compiled",
    why: "The parser took the code and the engine that runs it did not, so nothing could be computed. Write the statement in another way, and tell the project about it.",
    fixed: true,
    example: "none",
    because: "no code is known that one accepts and the other doesn't",
  },
  "notebook/crashed": {
    severity: "error",
    summary: "the process that runs blocks ended without an answer",
    why: "Nothing was computed. If it happens again, look for a block that uses very deep recursion or very large arrays.",
    fixed: true,
    example: "none",
    because: "it takes a process that dies",
  },
  "notebook/cycle": {
    severity: "error",
    summary: "blocks rest on each other in a circle",
    why: "Each waits for the other's value, so neither can run. Compute what they share in a third block.",
    fixed: true,
    wrong: withChapter(
      fence("ts {#juice}", "const juice = harvest * 0.6 - cider;"),
      fence("ts {#cider}", "const cider = juice / 10;"),
    ),
    right: withChapter(
      fence("ts {#juice}", "const juice = harvest * 0.6;"),
      fence("ts {#cider}", "const cider = juice / 10;"),
    ),
  },
  "notebook/drawn-output": {
    severity: "error",
    summary: "a study's result rests on a block that draws",
    why: "A study runs its blocks thousands of times, which a drawing block can't be. Move the number into a block that only computes.",
    fixed: true,
    wrong: {
      ...withChapter(fence("ts {#juice}", "const width = Plot.palette.blue.light.length + harvest;")),
      command: ["sweep", "tornado", "width"],
    },
    right: {
      ...withChapter(fence("ts {#juice}", "const width = 7 + harvest;")),
      command: ["sweep", "tornado", "width"],
    },
  },
  "notebook/dropped-rows": {
    severity: "warning",
    summary: "a mark of a chart leaves rows out",
    why: "A reader takes the picture for all there is. Leave the rows out before they are drawn where that is meant, or mend what keeps them from being drawn.",

    ...examples(
      (line) =>
        withChapter(
          fence(
            "ts {#fig-press .chart}",
            `//| caption: What the press takes.
//| alt: A line that rises by a third.
Plot.plot({
  x: { label: "Year" },
${line}
  marks: [Plot.dot(rows({ kg: given.press.capacity }), { x: "year", y: "kg" })],
})`,
          ),
          "See @fig-press.",
        ),
      '  y: { label: "Capacity, kg", domain: [0, 5000] },',
      '  y: { label: "Capacity, kg", domain: [0, 6000] },',
    ),
  },
  "notebook/duplicate-name": {
    severity: "error",
    summary: "two blocks define the same name",
    why: "Every sentence and block that uses it could mean either. Rename one; a helper of one block begins with an underscore. A claim can't have the name of an output either: reviews, sweeps and commands ask for both by name.",
    fixed: true,
    ...examples(
      (code) => withChapter(fence("ts {#juice}", code)),
      "const harvest = 4800;",
      `const _harvest = 4800;
const juice = _harvest * 0.6;`,
    ),
  },
  "notebook/empty-mark": {
    severity: "error",
    summary: "a mark of a chart draws nothing",
    why: "The picture would show axes and say nothing: a field that no row has, values that are no numbers, bars on an axis without a zero, no rows at all. The message counts the rows and names what keeps them from being drawn.",
    fixed: true,
    ...examples(
      (line) =>
        withChapter(
          fence(
            "ts {#fig-press .chart}",
            `//| caption: What the press takes.
//| alt: A line that rises by a third.
Plot.plot({
  x: { label: "Year" },
  y: { label: "Capacity, kg" },
${line}
})`,
          ),
          "See @fig-press.",
        ),
      '  marks: [Plot.lineY(rows({ kg: given.press.capacity }), { x: "year", y: "kgs" })],',
      '  marks: [Plot.lineY(rows({ kg: given.press.capacity }), { x: "year", y: "kg" })],',
    ),
  },
  "notebook/formula": {
    severity: "error",
    summary: "a formula can't be read, or asks for more than arithmetic",
    why: "A formula is printed as mathematics and computed as it is printed; what has no such form can't be. Write it with names, numbers and functions, or as a ts block.",
    fixed: true,
    wrong: withChapter(fence("formula {#eq-juice}", "juice = harvest % 2")),
    right: withChapter(fence("formula {#eq-juice}", "juice = harvest * 0.6")),
  },
  "notebook/hidden-state": {
    severity: "error",
    summary: "a value that blocks share remembers what was done with it",
    why: "A function that counts its calls, an iterator, an object with a changing private field: what a block gets would depend on those that ran before it, so that a value changes with the order of the chapters and with what the cache holds. Keep the changing value inside the function; hand on all the values instead of an iterator.",
    fixed: true,
    wrong: withChapter(
      fence(
        "ts {#press}",
        `let pressed = 0;
function press(apples: number): number {
  pressed += apples;
  return pressed;
}`,
      ),
      fence("ts {#juice}", "const juice = press(harvest) * 0.6;"),
    ),
    right: withChapter(
      fence(
        "ts {#press}",
        `function press(apples: readonly number[]): number {
  let pressed = 0;
  for (const some of apples) pressed += some;
  return pressed;
}`,
      ),
      fence("ts {#juice}", "const juice = press([harvest]) * 0.6;"),
    ),
  },
  "notebook/impure": {
    severity: "error",
    summary: "a block reads the clock, chance or the outside world",
    why: "The same memo would come to other numbers tomorrow, and nobody could check them. Put what it needs into the assumptions.",
    fixed: true,
    wrong: withChapter(fence("ts {#juice}", "const age = new Date().getFullYear() - 1931;")),
    right: withChapter(fence("ts {#juice}", "const age = 2026 - 1931;")),
  },
  "notebook/key-order": {
    severity: "error",
    summary: "the order of an object's keys is lost",
    why: "JavaScript lists the integers among an object's keys first, in rising order, and the names after them, whatever was written: a running sum, a table or a chart would follow that order in silence. Numbers, months, quarters and dates are put in their own order; where integers stand among names nothing can tell it. Make a series from pairs, and give a table's columns as an array.",
    fixed: true,
    wrong: withChapter(fence("ts {#juice}", 'const sold = cumulative({ fresh: 10, "12": 20, "6": 30 });')),
    right: withChapter(
      fence("ts {#juice}", 'const sold = cumulative(series([["fresh", 10], ["12", 20], ["6", 30]]));'),
    ),
  },
  "notebook/memory-limit": {
    severity: "error",
    summary: "blocks used more memory than they may",
    why: "The build ends before the machine does. Look for an array or a text that grows without end, or raise `--memory-limit`.",
    fixed: true,
    wrong: {
      ...withChapter(
        fence(
          "ts {#juice}",
          `const all: number[][] = [];
while (harvest > 0) all.push(new Array(100_000).fill(1));`,
        ),
      ),
      command: typed("build --only md --memory-limit 64"),
    },
    right: {
      ...withChapter(
        fence("ts {#juice}", "const all = new Array(100).fill(1);"),
        "The press has {{number all.length}} plates.",
      ),
      command: typed("build --only md --memory-limit 64"),
    },
  },
  "notebook/never-settles": {
    severity: "error",
    summary: "a block awaits a promise that never settles",
    why: "Blocks have no timers, files or network that could settle it, so the build would wait for ever. Compute the value without waiting.",
    fixed: true,
    wrong: withChapter(fence("ts {#juice}", "const juice = await new Promise<number>(() => {});")),
    right: withChapter(fence("ts {#juice}", "const juice = await Promise.resolve(harvest * 0.6);")),
  },
  "notebook/no-range": {
    severity: "error",
    summary: "a block reads the range of an assumption that has none",
    why: "There is no lower or upper end to compute with. Give the assumption a `low` and a `high`, or read its value.",
    fixed: true,
    wrong: withChapter(fence("ts {#juice}", "const least = given.range.press.capacity.low[2026] / 2;")),
    right: withChapter(fence("ts {#juice}", "const least = given.range.orchard.apples.low / 2;")),
  },
  "notebook/no-result": {
    severity: "error",
    summary: "a figure or claim block ends without a result",
    why: "There is nothing to draw, to set in a table or to test. End the block with the chart, the rows or the comparison.",
    fixed: true,
    ...examples(
      (code) => withChapter(fence("ts {#tbl-press .table}", code), "See @tbl-press."),
      `//| caption: What the press takes.
const data = rows({ kg: given.press.capacity });`,
      `//| caption: What the press takes.
table(rows({ kg: given.press.capacity }))`,
    ),
  },
  "notebook/nonfinite": {
    severity: "error",
    summary: "a cell of a table is no finite number",
    why: 'The table would print NaN or Infinity among its numbers. Mend the computation; a column where that is meant says `allow: "nonfinite"`.',
    fixed: true,
    ...examples(
      (code) => withChapter(fence("ts {#tbl-press .table}", code), "See @tbl-press."),
      `//| caption: What the press takes.
table([{ year: 2026, share: 1 }, { year: 2027, share: 0 / 0 }])`,
      `//| caption: What the press takes.
table([{ year: 2026, share: 1 }, { year: 2027, share: 0.5 }])`,
    ),
  },
  "notebook/not-an-output": {
    severity: "error",
    summary: "a study is asked for a value that can't be followed",
    why: "A list or an object is no number whose changes could be compared. Name one number in it.",
    fixed: true,
    wrong: {
      ...withChapter(fence("ts {#juice}", "const parts = { juice: harvest * 0.6, pulp: harvest * 0.4 };")),
      command: ["sweep", "tornado", "parts"],
    },
    right: {
      ...withChapter(fence("ts {#juice}", "const parts = { juice: harvest * 0.6, pulp: harvest * 0.4 };")),
      command: ["sweep", "tornado", "parts.juice"],
    },
  },
  "notebook/not-plain": {
    severity: "error",
    summary: "a quoted value can't be taken out of the blocks",
    why: "It is nested without end, so it can be neither printed nor compared. Quote the part that is meant.",
    fixed: true,
    wrong: withChapter(
      fence(
        "ts {#juice}",
        `let nested: unknown[] = [];
for (let i = 0; i < 100_000; i++) nested = [nested];`,
      ),
      "{{#if nested}}It is deep.{{/if}}",
    ),
    right: withChapter(fence("ts {#juice}", "const nested = [[harvest]];"), "{{#if nested}}It is deep.{{/if}}"),
  },
  "notebook/output": {
    severity: "error",
    summary: "an output is declared wrongly",
    why: "Outputs are what reviews rank and studies move; a label, unit or tolerance that can't be read there is missing from both. Write `output(value, { label, unit, format, tolerance })`.",
    fixed: true,
    ...examples(
      (code) => withChapter(fence("ts {#juice}", code)),
      `const juice = output(harvest * 0.6, { label: "Juice", unit: "l", formt: "unit 0 l" });`,
      `const juice = output(harvest * 0.6, { label: "Juice", unit: "l", format: "unit 0 l", tolerance: "1%" });`,
    ),
  },
  "notebook/read-only": {
    severity: "error",
    summary: "a block changes a value of another block, or an assumption",
    why: "Other blocks would see the change or not, depending on which ran first. Change a copy.",
    fixed: true,
    wrong: withChapter(
      fence(
        "ts {#juice}",
        `const capacity = given.press;
const key = "capacity";
Reflect.set(capacity, key, 3);`,
      ),
    ),
    right: withChapter(fence("ts {#juice}", "const capacity = { ...given.press.capacity, 2027: 3 };")),
  },
  "notebook/refused-syntax": {
    severity: "error",
    summary: "a block uses syntax that blocks don't have",
    why: "Blocks are functions of the assumptions: no imports, no exports, no enums, nothing that runs elsewhere or leaves code behind when its types are taken out. The message says what to write instead.",
    fixed: true,
    ...examples(
      (code) => withChapter(fence("ts {#juice}", code)),
      "enum Sort { Early, Late }",
      `type Sort = "early" | "late";
const first: Sort = "early";`,
    ),
  },
  "notebook/same-key": {
    severity: "error",
    summary: "a series has one key twice",
    why: "`2026` and `2026.0`, `5` and `05`, `Q1 2026` and `2026-Q1` are the same: of two values at one key one would be lost, or stand beside the other as if it were another time. Take one out.",
    fixed: true,
    wrong: withChapter(fence("ts {#juice}", 'const sold = series(["2026-Q1", "Q1 2026"], (_key, at) => at);')),
    right: withChapter(fence("ts {#juice}", 'const sold = series(["2026-Q1", "2026-Q2"], (_key, at) => at);')),
  },
  "notebook/syntax": {
    severity: "error",
    summary: "a block is no TypeScript",
    why: "Nothing in it can be computed. Mend it where the message points.",
    fixed: true,
    wrong: withChapter(fence("ts {#juice}", "const juice = harvest * ;")),
    right: withChapter(fence("ts {#juice}", "const juice = harvest * 0.6;")),
  },
  "notebook/table": {
    severity: "error",
    summary: "a table block doesn't end with rows",
    why: "The table would be missing from the report. End the block with `table(rows)`.",
    fixed: true,
    ...examples(
      (code) => withChapter(fence("ts {#tbl-press .table}", code), "See @tbl-press."),
      `//| caption: What the press takes.
harvest`,
      `//| caption: What the press takes.
table(rows({ kg: given.press.capacity }))`,
    ),
  },
  "notebook/taken-name": {
    severity: "error",
    summary: "a block defines a name that has a meaning already",
    why: "`given`, the library's functions and JavaScript's own would mean something else in this memo than everywhere. Choose another name.",
    fixed: true,
    wrong: withChapter(fence("ts {#juice}", "const table = harvest / 2;")),
    right: withChapter(fence("ts {#juice}", "const shared = harvest / 2;")),
  },
  "notebook/threw": {
    severity: "error",
    summary: "a block ended with an error",
    why: "Its values, and all that rest on them, are missing. The message says where in the chapter it happened and from where it was called.",
    fixed: true,
    ...examples(
      (code) => withChapter(fence("ts {#juice}", code)),
      `const parts: { juice?: { litres: number } } = {};
const litres = parts.juice!.litres;`,
      `const parts: { juice?: { litres: number } } = {};
const litres = parts.juice?.litres ?? 0;`,
    ),
  },
  "notebook/time-limit": {
    severity: "error",
    summary: "blocks ran longer than they may",
    why: "The build, or a draw of a study, would never end. Look for a loop that never ends for some values, or raise `--time-limit`.",
    fixed: true,
    wrong: {
      ...withChapter(
        fence(
          "ts {#juice}",
          `let left = harvest;
while (given.orchard.trees !== 120 && left > 0) left = Math.abs(left) + 1;
const rounds = left;`,
        ),
      ),
      command: typed("sweep tornado rounds --time-limit 0.5"),
    },
    right: {
      ...withChapter(
        fence(
          "ts {#juice}",
          `let left = harvest;
while (left > 100) left -= 100;
const rounds = left;`,
        ),
      ),
      command: typed("sweep tornado rounds --time-limit 5"),
    },
  },
  "notebook/too-large": {
    severity: "error",
    summary: "a block is too large, or nested too deep",
    why: "Such a block is data rather than code, and the parser could crash on it. Put data into the assumptions, and split long expressions.",
    fixed: true,
    wrong: withChapter(fence("ts {#juice}", `const litres = [${"12, ".repeat(12_000)}];`)),
    right: withChapter(fence("ts {#juice}", "const litres = 12;")),
  },
  "notebook/types": {
    severity: "error",
    summary: "taking a type out would change what is computed",
    why: "Types are taken out before a block runs; here what stands around the type would be grouped in another way. Put the assertion into parentheses.",
    fixed: true,
    wrong: withChapter(fence("ts {#juice}", "const litres = harvest ** 2 as number ** 0.5;")),
    right: withChapter(fence("ts {#juice}", "const litres = (harvest ** 2 as number) ** 0.5;")),
  },
  "notebook/undefined-name": {
    severity: "error",
    summary: "a block uses a name that nothing defines",
    why: "There is no value to compute with. Write the name as the other block has it.",
    fixed: true,
    wrong: withChapter(fence("ts {#juice}", "const juice = harvst * 0.6;")),
    right: withChapter(fence("ts {#juice}", "const juice = harvest * 0.6;")),
  },
  "notebook/unhandled-rejection": {
    severity: "error",
    summary: "a promise failed and nobody awaited it",
    why: "What went wrong there would be lost, and the report printed all the same. Await it.",
    fixed: true,
    wrong: withChapter(fence("ts {#juice}", `Promise.reject(new Error("no juice"));`)),
    right: withChapter(fence("ts {#juice}", "const juice = await Promise.resolve(harvest * 0.6);")),
  },
  "notebook/unknown-assumption": {
    severity: "error",
    summary: "a block reads an assumption that isn't there",
    why: "There is no number to compute with. Write the name as the register has it.",
    fixed: true,
    wrong: withChapter(fence("ts {#juice}", "const juice = given.orchard.tres * 12;")),
    right: withChapter(fence("ts {#juice}", "const juice = given.orchard.trees * 12;")),
  },
  "notebook/unknown-output": {
    severity: "error",
    summary: "a study is asked for a name that is no value",
    why: "A function or a type has no result that could move. Name an output, a claim, or a value.",
    fixed: true,
    ...examples(
      (word) => ({
        ...withChapter(
          fence(
            "ts {#juice}",
            `const juice = pressed(harvest);
function pressed(apples: number): number {
  return apples * 0.6;
}`,
          ),
        ),
        command: ["sweep", "tornado", word],
      }),
      "pressed",
      "juice",
    ),
  },
  "notebook/write-to-constant": {
    severity: "error",
    summary: "a constant is given another value",
    why: "It would end with an error when it runs. Declare it with `let`, or give the new value a name of its own.",
    fixed: true,
    ...examples(
      (code) => withChapter(fence("ts {#juice}", code)),
      `const juice = harvest * 0.6;
juice += 10;`,
      `let juice = harvest * 0.6;
juice += 10;`,
    ),
  },
  "notebook/write-to-given": {
    severity: "error",
    summary: "a block changes an assumption",
    why: "The value would no longer be the one that the register prints, and the next block would read the changed one. Compute a new value from it.",
    fixed: true,
    wrong: withChapter(fence("ts {#juice}", "given.orchard.trees = 130;")),
    right: withChapter(fence("ts {#juice}", "const planted = given.orchard.trees + 10;")),
  },
  "notebook/write-to-library": {
    severity: "error",
    summary: "a block changes the standard library",
    why: "Every other block would get the changed one. Write a function of its own.",
    fixed: true,
    wrong: withChapter(fence("ts {#juice}", `Plot.version = "mine";`)),
    right: withChapter(fence("ts {#juice}", `const version = "mine";`)),
  },
  "notebook/write-to-other-block": {
    severity: "error",
    summary: "a block changes a value of another block",
    why: "What a sentence prints would depend on which block ran first. Compute a new value from it.",
    fixed: true,
    wrong: withChapter(fence("ts {#juice}", "harvest += 100;")),
    right: withChapter(fence("ts {#juice}", "const more = harvest + 100;")),
  },
} satisfies Rules<"notebook">;
