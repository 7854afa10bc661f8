import { chapter, command, examples, fence, typed, withChapter } from "./base.js";
import type { Rules } from "./rule.js";

const sweepCharacter = (label: string): Record<string, string> => ({
  "chapters/03-juice.md": chapter(fence("sweep {#moves .tornado}", `output: harvest\nlabels:\n  harvest: "${label}"`)),
});

export const sweep = {
  "sweep/alias": {
    severity: "error",
    summary: "an anchor, alias or merge key stands in a sweep",
    why: "The body of a sweep is read like an assumption file: maps, texts and numbers, said once, in the open. Write the value where it stands.",
    fixed: true,
    wrong: withChapter(
      fence(
        "sweep {#moves .tornado}",
        `output: &what harvest
name: *what`,
      ),
    ),
    right: withChapter(fence("sweep {#moves .tornado}", "output: harvest")),
  },
  "sweep/character": {
    severity: "error",
    summary: "a sweep has a character in it that can't be printed",
    why: "Its labels and captions are printed. Control characters and marks that turn the direction of writing show as nothing, as boxes, or turn what stands around them. Take it out.",
    fixed: true,
    wrong: { files: sweepCharacter("The\\u0007 harvest") },
    right: { files: sweepCharacter("The harvest") },
  },
  "sweep/choice": {
    severity: "error",
    summary: "an option of a sweep has a word that is none of its choices",
    why: "The sweep would run in another way than meant. The message lists those there are.",
    fixed: true,
    ...examples(
      (code) => withChapter(fence("sweep {#moves .spider}", code)),
      `output: harvest
by: percents`,
      `output: harvest
by: percent`,
    ),
  },
  "sweep/correlation": {
    severity: "error",
    summary: "a rank correlation of a sweep can't be read",
    why: "The draws would be made as if the two were independent. Write `{between: [one, another], spearman: 0.5}`.",
    fixed: true,
    ...examples(
      (line) =>
        withChapter(
          fence(
            "sweep {#moves .monte-carlo}",
            `outputs: harvest
draws: 64
${line}`,
          ),
        ),
      "correlations: [{between: [orchard.trees], spearman: 0.5}]",
      "correlations: [{between: [orchard.trees, orchard.apples], spearman: 0.5}]",
    ),
  },
  "sweep/duplicate-key": {
    severity: "error",
    summary: "an option of a sweep stands twice",
    why: "The body of a sweep is read like an assumption file: maps, texts and numbers, said once, in the open. Take out the one that isn't meant.",
    fixed: true,
    ...examples(
      (code) => withChapter(fence("sweep {#moves .tornado}", code)),
      `output: harvest
top: 3
top: 4`,
      `output: harvest
top: 3`,
    ),
  },
  "sweep/empty-file": {
    severity: "error",
    summary: "the body of a sweep is empty",
    why: "It doesn't say what is asked. Write the output and a caption.",
    fixed: true,
    wrong: withChapter(fence("sweep {#moves .tornado}", "# to come")),
    right: withChapter(fence("sweep {#moves .tornado}", "output: harvest")),
  },
  "sweep/key": {
    severity: "error",
    summary: "a key of a sweep is no name",
    why: "The body of a sweep is read like an assumption file: maps, texts and numbers, said once, in the open. Write a name or a whole number.",
    fixed: true,
    ...examples(
      (code) => withChapter(fence("sweep {#moves .tornado}", code)),
      `output: harvest
[top]: 3`,
      `output: harvest
top: 3`,
    ),
  },
  "sweep/label": {
    severity: "error",
    summary: "a label of a sweep is empty, or of a result it doesn't have",
    why: "The figure would go on calling the result by its own name. Write the name as the sweep does.",
    fixed: true,
    ...examples(
      (code) => withChapter(fence("sweep {#moves .tornado}", code)),
      `output: harvest
labels: {harvst: The harvest}`,
      `output: harvest
labels: {harvest: The harvest}`,
    ),
  },
  "sweep/merge": {
    severity: "error",
    summary: "parts of a study can't be put together",
    why: "The result would not be that of one run: draws missing, counted twice, or of another memo. Give every part of one study, as it was written.",
    fixed: true,
    wrong: {
      files: {},
      before: ["memo sweep monte-carlo harvest --draws 64 --shard 1/2 --out part-1"],
      command: ["sweep", "merge", "part-1"],
    },
    right: {
      files: {},
      before: [
        "memo sweep monte-carlo harvest --draws 64 --shard 1/2 --out part-1",
        "memo sweep monte-carlo harvest --draws 64 --shard 2/2 --out part-2",
      ],
      command: typed("sweep merge part-1 part-2"),
    },
  },
  "sweep/missing-key": {
    severity: "error",
    summary: "a sweep lacks an option that it needs",
    why: "It doesn't say what is to be followed or moved. Add the line.",
    fixed: true,
    ...examples(
      (code) => withChapter(fence("sweep {#moves .tornado}", code)),
      "top: 3",
      `output: harvest
top: 3`,
    ),
  },
  "sweep/name": {
    severity: "error",
    summary: "the name of a sweep can't be quoted, or is taken",
    why: "Sentences quote a sweep by its name, as they do any value. Give it one of its own, of letters, digits and _.",
    fixed: true,
    ...examples(
      (code) => withChapter(fence("sweep {#moves .tornado}", code)),
      `output: harvest
name: harvest`,
      `output: harvest
name: moves`,
    ),
  },
  "sweep/no-chart": {
    severity: "error",
    summary: "a break-even is to be drawn",
    why: "It comes to a number or to none, which is no picture. Give it an id that begins with `tbl-`, or with neither, to be quoted alone.",
    fixed: true,
    wrong: withChapter(
      fence(
        "sweep {#fig-even .break-even}",
        `output: fits
vary: orchard.trees
caption: Where it flips.
alt: A number.`,
      ),
      "See @fig-even.",
    ),
    right: withChapter(
      fence(
        "sweep {#tbl-even .break-even}",
        `output: fits
vary: orchard.trees
caption: Where it flips.`,
      ),
      "See @tbl-even.",
    ),
  },
  "sweep/no-draws": {
    severity: "error",
    summary: "no draw gives a finite result",
    why: "There is nothing to take a quantile of. Mend the computation for values away from the register's.",
    fixed: true,
    wrong: {
      ...withChapter(fence("ts {#juice}", "const spare = given.orchard.trees === 120 ? 1 : Number.NaN;")),
      command: typed("sweep monte-carlo spare --draws 64"),
    },
    right: {
      ...withChapter(fence("ts {#juice}", "const spare = given.orchard.trees === 120 ? 1 : Number.NaN;")),
      command: typed("sweep monte-carlo harvest --draws 64"),
    },
  },
  "sweep/no-output": {
    severity: "error",
    summary: "a study is asked for without an output",
    why: "It doesn't say what is to be followed. Name one.",
    fixed: true,
    example: "none",
    because: "the command line and the chapters ask for one before",
  },
  "sweep/no-result": {
    severity: "warning",
    summary: "a study has no finite result at some points",
    why: "They are left out, so that a quantile or a bar rests on the rest. Mend the computation there, or narrow the ranges to what is possible.",
    ...examples(
      (code) =>
        withChapter(
          fence("ts {#juice}", code),
          fence(
            "sweep {#tbl-moves .monte-carlo}",
            `outputs: spare
draws: 64
caption: What moves the harvest.`,
          ),
          "See @tbl-moves.",
        ),
      "const spare = given.orchard.trees < 119 ? Number.NaN : harvest;",
      "const spare = given.orchard.trees < 119 ? 0 : harvest;",
    ),
  },
  "sweep/number": {
    severity: "error",
    summary: "a number of a sweep can't be read",
    why: "The sweep would run with another number than meant. Write plain digits.",
    fixed: true,
    ...examples(
      (code) => withChapter(fence("sweep {#moves .tornado}", code)),
      `output: harvest
top: many`,
      `output: harvest
top: 3`,
    ),
  },
  "sweep/one": {
    severity: "error",
    summary: "a sweep that follows one output is given several",
    why: "A tornado or a break-even is of one result. Write a sweep for each.",
    fixed: true,
    wrong: withChapter(fence("sweep {#moves .tornado}", "output: [harvest, fits]")),
    right: withChapter(fence("sweep {#moves .tornado}", "output: harvest")),
  },
  "sweep/out": {
    severity: "error",
    summary: "a part of a study has nowhere to go",
    why: "Parts are put together from files. Name one with `--out`.",
    fixed: true,
    wrong: command("sweep monte-carlo harvest --draws 64 --shard 1/2"),
    right: command("sweep monte-carlo harvest --draws 64 --shard 1/2 --out part-1"),
  },
  "sweep/reserved-key": {
    severity: "error",
    summary: "a key of a sweep would reach into JavaScript's own objects",
    why: "The body of a sweep is read like an assumption file: maps, texts and numbers, said once, in the open. Choose another name.",
    fixed: true,
    wrong: withChapter(
      fence(
        "sweep {#moves .tornado}",
        `output: harvest
constructor: 3`,
      ),
    ),
    right: withChapter(fence("sweep {#moves .tornado}", "output: harvest")),
  },
  "sweep/tab": {
    severity: "error",
    summary: "a tab indents a line of a sweep",
    why: "YAML reads depth from spaces, and a tab is as wide as each editor likes. Indent with spaces.",
    fixed: true,
    ...examples(
      (line) =>
        withChapter(
          fence(
            "sweep {#moves .tornado}",
            `output: harvest
labels:
${line}`,
          ),
        ),
      "\tharvest: The harvest",
      "  harvest: The harvest",
    ),
  },
  "sweep/tag": {
    severity: "error",
    summary: "a YAML tag stands in a sweep",
    why: "The body of a sweep is read like an assumption file: maps, texts and numbers, said once, in the open. Take the tag out.",
    fixed: true,
    ...examples(
      (code) => withChapter(fence("sweep {#moves .tornado}", code)),
      `output: harvest
top: !number 3`,
      `output: harvest
top: 3`,
    ),
  },
  "sweep/too-deep": {
    severity: "error",
    summary: "a sweep is nested deeper than any question needs",
    why: "Reading it could take the program down. Close the brackets.",
    fixed: true,
    wrong: withChapter(fence("sweep {#moves .tornado}", `output: ${"[".repeat(65)}`)),
    right: withChapter(fence("sweep {#moves .tornado}", "output: harvest")),
  },
  "sweep/too-large": {
    severity: "error",
    summary: "a sweep is too large",
    why: "A question has some ten lines; millions of characters are data. Keep them elsewhere.",
    fixed: true,
    wrong: withChapter(fence("sweep {#moves .tornado}", `output: harvest\n${"# a row of data\n".repeat(130_000)}`)),
    right: withChapter(fence("sweep {#moves .tornado}", "output: harvest")),
  },
  "sweep/unknown-key": {
    severity: "error",
    summary: "a sweep has an option that isn't known",
    why: "It would be forgotten, and the sweep run without it. The message lists those there are.",
    fixed: true,
    ...examples(
      (code) => withChapter(fence("sweep {#moves .tornado}", code)),
      `output: harvest
tpo: 3`,
      `output: harvest
top: 3`,
    ),
  },
  "sweep/unknown-output": {
    severity: "error",
    summary: "a sweep follows a name that is no result",
    why: "There is nothing to follow. Write the name of an output, a claim or a value.",
    fixed: true,
    wrong: withChapter(fence("sweep {#moves .tornado}", "output: harvst")),
    right: withChapter(fence("sweep {#moves .tornado}", "output: harvest")),
  },
  "sweep/wrong-type": {
    severity: "error",
    summary: "an option of a sweep holds another kind of thing than it should",
    why: "What is meant can't be told. The message says what is expected there.",
    fixed: true,
    ...examples(
      (code) => withChapter(fence("sweep {#moves .tornado}", code)),
      `output: harvest
labels: [The harvest]`,
      `output: harvest
labels: {harvest: The harvest}`,
    ),
  },
  "sweep/yaml": {
    severity: "error",
    summary: "the body of a sweep is no YAML",
    why: "Nothing in it can be read with certainty from there on. Mend the line; a text with a colon needs quotes.",
    fixed: true,
    ...examples(
      (code) => withChapter(fence("sweep {#moves .tornado}", code)),
      `output: harvest
labels: harvest: The harvest`,
      `output: harvest
labels: {harvest: The harvest}`,
    ),
  },
} satisfies Rules<"sweep">;
