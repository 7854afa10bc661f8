import { chapter, fence } from "./base.js";
import type { Rules } from "./rule.js";

const table = (row: string): Record<string, string> => ({
  "chapters/03-juice.md": chapter(`| Part | Made |\n| --- | ---: |\n${row}`),
});

const list = (depth: number): string =>
  Array.from({ length: depth }, (_, n) => `${"  ".repeat(n)}- part ${n + 1}`).join("\n");

/** A table with a column of Markdown. */
const presses = (text: string): string =>
  `${fence(
    "ts {#tbl-presses .table}",
    `//| caption: The presses.
table([{ press: "first", made: "${text}" }], { columns: { press: "Press", made: { label: "Made", markdown: true } } })`,
  )}\n\nSee @tbl-presses.`;

export const prose = {
  "prose/alike-headings": {
    severity: "warning",
    summary: "two headings of a chapter read alike",
    why: "A section's address is made from its words. The second gets a number, which moves when a third is put in front, and links that readers kept lead elsewhere. Give one of them an id.",
    wrong: { files: { "chapters/03-juice.md": chapter("## Cost", "In 2026.", "## Cost", "In 2027.") } },
    right: {
      files: { "chapters/03-juice.md": chapter("## Cost", "In 2026.", "## Cost {#sec-cost-2027}", "In 2027.") },
    },
  },
  "prose/branch": {
    severity: "error",
    summary: "bold, struck or code begins in one branch of a section and ends elsewhere",
    why: "Only one branch is printed, so the other sign would be missing, and the reader would see asterisks. Close in each branch what it opens.",
    fixed: true,
    wrong: {
      files: {
        "chapters/03-juice.md": chapter("{{#if given.orchard.trees}}**Trees{{else}}No trees{{/if}}** stand there."),
      },
    },
    right: {
      files: {
        "chapters/03-juice.md": chapter("**{{#if given.orchard.trees}}Trees{{else}}No trees{{/if}}** stand there."),
      },
    },
  },
  "prose/callout": {
    severity: "error",
    summary: "what looks like a callout is none, or would not be one on GitHub",
    why: "It would be printed as it is typed. A callout is a quotation by itself whose first line holds its kind and nothing else: `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]`, with its text on the lines below.",
    fixed: true,
    wrong: { files: { "chapters/03-juice.md": chapter("> [!INFO]\n> The press is of oak.") } },
    right: { files: { "chapters/03-juice.md": chapter("> [!NOTE]\n> The press is of oak.") } },
  },
  "prose/cell": {
    severity: "error",
    summary: "a Markdown cell that a block computed holds what a cell can't",
    why: "It would be printed as it was computed, signs and all. A column with `markdown: true` holds emphasis, code, links, mathematics and line breaks; notes, citations, references, pictures and HTML stand in sentences or tables that are written.",
    fixed: true,
    wrong: { files: { "chapters/03-juice.md": chapter(presses("Of *oak* [@count].")) } },
    right: { files: { "chapters/03-juice.md": chapter(presses("Of *oak*.")) } },
  },
  "prose/citation": {
    severity: "error",
    summary: "a citation can't be read",
    why: "It would be printed as it is typed, brackets and all, and lead to no reference. Write `[@key]`, with a page after a comma and further keys after semicolons.",
    fixed: true,
    wrong: { files: { "chapters/03-juice.md": chapter("The trees were counted [@count p 3].") } },
    right: { files: { "chapters/03-juice.md": chapter("The trees were counted [@count, p. 3].") } },
  },
  "prose/claim": {
    severity: "error",
    summary: "a claim section doesn't name its claim in quotation marks",
    why: "The sentence would stand whether the claim holds or not. Write the claim's id in quotation marks.",
    fixed: true,
    wrong: {
      files: {
        "chapters/03-juice.md": chapter("{{#claim fits}}The press is large enough.{{else}}It is too small.{{/claim}}"),
      },
    },
    right: {
      files: {
        "chapters/03-juice.md": chapter(
          `{{#claim "fits"}}The press is large enough.{{else}}It is too small.{{/claim}}`,
        ),
      },
    },
  },
  "prose/claim-fails": {
    severity: "error",
    summary: "a sentence states a claim that doesn't hold",
    why: "The report would say what its own numbers contradict. Change the sentence, or write the one that is true then after `{{else}}`.",
    fixed: true,
    wrong: {
      files: {
        "chapters/03-juice.md": chapter(
          fence("ts {#plenty .claim}", "harvest > given.press.capacity[2027]"),
          `{{#claim "plenty"}}There are apples to spare.{{/claim}}`,
        ),
      },
    },
    right: {
      files: {
        "chapters/03-juice.md": chapter(
          fence("ts {#plenty .claim}", "harvest > given.press.capacity[2027]"),
          `{{#claim "plenty"}}There are apples to spare.{{else}}The press takes them all.{{/claim}}`,
        ),
      },
    },
  },
  "prose/drawn-fence": {
    severity: "error",
    summary: "a fence is in a language that other programs draw",
    why: 'A reader would get the code of a drawing in the place of the drawing: the page runs no program to draw it, and paper can\'t. A diagram is drawn of Graphviz\'s language, ` ```dot {#fig-id caption="…" alt="…"} `; save another drawing as an SVG in pictures/, or let a block draw it; a fence called `text` shows what is written.',
    fixed: true,
    wrong: { files: { "chapters/03-juice.md": chapter(fence("mermaid", "flowchart LR\n  tree --> press")) } },
    right: { files: { "chapters/03-juice.md": chapter(fence("text", "tree --> press")) } },
  },
  "prose/duplicate-footnote": {
    severity: "error",
    summary: "a footnote has two texts",
    why: "Only one of them could be printed, and the other would be lost without a word. Give the second a label of its own.",
    fixed: true,
    wrong: {
      files: {
        "chapters/03-juice.md": chapter(
          "The press is old.[^age]",
          "[^age]: It was built in 1931.",
          "[^age]: It has a new motor.",
        ),
      },
    },
    right: {
      files: {
        "chapters/03-juice.md": chapter(
          "The press is old.[^age][^motor]",
          "[^age]: It was built in 1931.",
          "[^motor]: It has a new motor.",
        ),
      },
    },
  },
  "prose/duplicate-id": {
    severity: "error",
    summary: "an id is given twice",
    why: "A reference to it would lead to the first, whichever is meant. Give the second another id.",
    fixed: true,
    wrong: { files: { "chapters/03-juice.md": chapter("## Cider {#sec-harvest}", "Some of it is kept.") } },
    right: { files: { "chapters/03-juice.md": chapter("## Cider {#sec-cider}", "Some of it is kept.") } },
  },
  "prose/empty-value": {
    severity: "error",
    summary: "a quoted value is empty",
    why: "The sentence would be printed with a hole in it. Give the value, or the words to print where there is none.",
    fixed: true,
    wrong: {
      files: {
        "chapters/03-juice.md": chapter(
          fence("ts {#juice}", "const best = [4, 5].find((year) => year > 6);"),
          "The best year was {{number best}}.",
        ),
      },
    },
    right: {
      files: {
        "chapters/03-juice.md": chapter(
          fence("ts {#juice}", "const best = [4, 5].find((year) => year > 6);"),
          `The best year was {{number best empty="none yet"}}.`,
        ),
      },
    },
  },
  "prose/footnote": {
    severity: "error",
    summary: "a footnote has no text",
    why: "The reader would follow a mark to nothing. Write the note's text in the same chapter.",
    fixed: true,
    wrong: { files: { "chapters/03-juice.md": chapter("The press is old.[^age]") } },
    right: { files: { "chapters/03-juice.md": chapter("The press is old.[^age]", "[^age]: It was built in 1931.") } },
  },
  "prose/footnote-place": {
    severity: "error",
    summary: "a footnote stands where none can be printed",
    why: "An alternative text is read aloud as it stands, and a memo's title goes into other programs' lists: a mark there leads nowhere, and the note would be lost. Move it into the text or the caption.",
    fixed: true,
    wrong: {
      files: {
        "chapters/03-juice.md": chapter(
          "@fig-trees has the trees.",
          fence(
            "ts {#fig-trees .chart}",
            '//| caption: Trees in the orchard.\n//| alt: One bar of 120 trees.^[Counted at dusk.]\nPlot.plot({ marks: [Plot.barY([{ y: trees }], { y: "y" })], y: { label: "Trees" } });',
          ),
        ),
      },
    },
    right: {
      files: {
        "chapters/03-juice.md": chapter(
          "@fig-trees has the trees.",
          fence(
            "ts {#fig-trees .chart}",
            '//| caption: Trees in the orchard.^[Counted at dusk.]\n//| alt: One bar of 120 trees.\nPlot.plot({ marks: [Plot.barY([{ y: trees }], { y: "y" })], y: { label: "Trees" } });',
          ),
        ),
      },
    },
  },
  "prose/format": {
    severity: "error",
    summary: "a value can't be printed in the format asked for",
    why: "A text is no number, and kilograms are no years; whatever were printed would be wrong. Use a format for what the value is.",
    fixed: true,
    wrong: {
      files: {
        "chapters/03-juice.md": chapter(fence("ts {#juice}", `const sort = "Boskoop";`), "Most are {{times sort}}."),
      },
    },
    right: {
      files: {
        "chapters/03-juice.md": chapter(fence("ts {#juice}", `const sort = "Boskoop";`), "Most are {{text sort}}."),
      },
    },
  },
  "prose/handlebars": {
    severity: "error",
    summary: "an expression in double braces can't be read",
    why: "What is meant can't be told, and the braces would be printed. Write `{{format value option=…}}` and close every section.",
    fixed: true,
    wrong: { files: { "chapters/03-juice.md": chapter("The orchard carries {{number (harvest digits=0}} kg.") } },
    right: { files: { "chapters/03-juice.md": chapter("The orchard carries {{number harvest digits=0}} kg.") } },
  },
  "prose/heading": {
    severity: "error",
    summary: "a heading is on the wrong level, or stands inside something",
    why: "A table of contents and a screen reader go by levels: one that is skipped reads as a part that is missing. Begin at `##` and go down one at a time.",
    fixed: true,
    wrong: { files: { "chapters/03-juice.md": chapter("#### Cider", "Some of it is kept.") } },
    right: { files: { "chapters/03-juice.md": chapter("## Cider", "Some of it is kept.") } },
  },
  "prose/image": {
    severity: "error",
    summary: "a picture stands within a line of text",
    why: 'A picture is a figure with a number, a caption and room of its own; within a line there is none of that. Put it on a line by itself, `![what it shows](pictures/press.png "caption"){#fig-press}`, with an empty line above and below.',
    fixed: true,
    wrong: { files: { "chapters/03-juice.md": chapter("The press ![of oak](pictures/press.png) is old.") } },
    right: { files: { "chapters/03-juice.md": chapter("The press, of oak, is old.") } },
  },
  "prose/link": {
    severity: "error",
    summary: "a link leads to a file beside the report",
    why: "The report travels as one file, and what lies beside it stays behind. Link to an https address, or to an id in the memo.",
    fixed: true,
    wrong: { files: { "chapters/03-juice.md": chapter("See [the count](count.xlsx).") } },
    right: { files: { "chapters/03-juice.md": chapter("See [the count](https://orchard.example/count).") } },
  },
  "prose/mathematics": {
    severity: "error",
    summary: "a formula can't be set",
    why: "Page, PDF and Markdown show the same formulas, so what only one of them could set is refused, at its place in the TeX. A displayed formula stands by itself, between empty lines; a label behind it, `{#eq-name}`, gives it a number.",
    fixed: true,
    wrong: { files: { "chapters/03-juice.md": chapter("The yield $y = \\farc{j}{a}$ falls.") } },
    right: { files: { "chapters/03-juice.md": chapter("The yield $y = \\frac{j}{a}$ falls.") } },
  },
  "prose/no-format": {
    severity: "error",
    summary: "a number is quoted without a format",
    why: "It would be printed with all the digits the computer has. Say how many are meant.",
    fixed: true,
    wrong: {
      files: {
        "chapters/03-juice.md": chapter(fence("ts {#juice}", "const each = harvest / 7;"), "Each gets {{each}} kg."),
      },
    },
    right: {
      files: {
        "chapters/03-juice.md": chapter(
          fence("ts {#juice}", "const each = harvest / 7;"),
          "Each gets {{number each digits=0}} kg.",
        ),
      },
    },
  },
  "prose/no-value": {
    severity: "error",
    summary: "what is quoted is no value",
    why: "A function or a type has nothing to print. Quote what it returns, under a name of its own.",
    fixed: true,
    wrong: {
      files: {
        "chapters/03-juice.md": chapter(
          fence("ts {#juice}", "const shareOf = (people: number) => harvest / people;"),
          "Each gets {{number shareOf digits=0}} kg.",
        ),
      },
    },
    right: {
      files: {
        "chapters/03-juice.md": chapter(
          fence(
            "ts {#juice}",
            `const shareOf = (people: number) => harvest / people;
const each = shareOf(7);`,
          ),
          "Each gets {{number each digits=0}} kg.",
        ),
      },
    },
  },
  "prose/non-finite": {
    severity: "error",
    summary: "a quoted value is no finite number",
    why: "The sentence would say NaN or Infinity, which comes from a division by zero or a number that is missing. Mend the computation, or give the words to print instead.",
    fixed: true,
    wrong: {
      files: {
        "chapters/03-juice.md": chapter(
          fence("ts {#juice}", "const each = harvest / (given.orchard.trees - 120);"),
          "Each gets {{number each digits=0}} kg.",
        ),
      },
    },
    right: {
      files: {
        "chapters/03-juice.md": chapter(
          fence("ts {#juice}", "const each = harvest / (given.orchard.trees - 120);"),
          `Each gets {{number each digits=0 nonfinite="no"}} kg.`,
        ),
      },
    },
  },
  "prose/table": {
    severity: "error",
    summary: "a row of a table has more cells than its head",
    why: "Markdown drops what stands beyond the last column, so a number would be missing without a word. Give the head as many cells, or put a backslash before a bar that is text.",
    fixed: true,
    wrong: { files: table("| Screw | 1931 | oak |") },
    right: { files: table("| Screw \\| nut | 1931 |") },
  },
  "prose/too-deep": {
    severity: "error",
    summary: "lists, quotations or marks stand too deep inside each other",
    why: "No page has room for them, and what runs off it is lost. Make sections of the outer levels.",
    fixed: true,
    wrong: { files: { "chapters/03-juice.md": chapter(list(22)) } },
    right: { files: { "chapters/03-juice.md": chapter(list(6)) } },
  },
  "prose/unknown-claim": {
    severity: "error",
    summary: "a sentence rests on a claim that isn't there",
    why: "Nothing would test it, and it would stand whatever the numbers say. Name a block of the class `.claim`.",
    fixed: true,
    wrong: {
      files: {
        "chapters/03-juice.md": chapter(`{{#claim "fit"}}The press is large enough.{{else}}It is too small.{{/claim}}`),
      },
    },
    right: {
      files: {
        "chapters/03-juice.md": chapter(
          `{{#claim "fits"}}The press is large enough.{{else}}It is too small.{{/claim}}`,
        ),
      },
    },
  },
  "prose/unknown-format": {
    severity: "error",
    summary: "a format isn't known",
    why: "Nothing says how the value is to be printed. There are `number`, `percent`, `times`, `dollars`, `unit`, `range`, `date`, `text` and `format`.",
    fixed: true,
    wrong: { files: { "chapters/03-juice.md": chapter("The orchard carries {{numbr harvest digits=0}} kg.") } },
    right: { files: { "chapters/03-juice.md": chapter("The orchard carries {{number harvest digits=0}} kg.") } },
  },
  "prose/unknown-option": {
    severity: "error",
    summary: "an option of a format isn't known",
    why: "It would be forgotten, and the number printed with other digits than meant. The message lists those that the format takes.",
    fixed: true,
    wrong: { files: { "chapters/03-juice.md": chapter("The orchard carries {{number harvest digit=0}} kg.") } },
    right: { files: { "chapters/03-juice.md": chapter("The orchard carries {{number harvest digits=0}} kg.") } },
  },
  "prose/unknown-reference": {
    severity: "error",
    summary: "a reference or link leads nowhere",
    why: "The reader would be sent to a figure or section that doesn't exist. Write the id of one that does.",
    fixed: true,
    wrong: { files: { "chapters/03-juice.md": chapter("It is computed in @sec-harvst.") } },
    right: { files: { "chapters/03-juice.md": chapter("It is computed in @sec-harvest.") } },
  },
  "prose/unknown-section": {
    severity: "error",
    summary: "a section in double braces isn't known",
    why: "Its content would stand or fall by nothing. Use `if`, `unless`, `each`, `with` or `claim`.",
    fixed: true,
    wrong: { files: { "chapters/03-juice.md": chapter("{{#when harvest}}There are apples.{{/when}}") } },
    right: { files: { "chapters/03-juice.md": chapter("{{#if harvest}}There are apples.{{/if}}") } },
  },
  "prose/unknown-source": {
    severity: "error",
    summary: "a citation names a source that isn't listed",
    why: "The reader would find no such reference. Add it to assumptions/sources.yaml, or mend its key.",
    fixed: true,
    wrong: { files: { "chapters/03-juice.md": chapter("The trees were counted [@cuont].") } },
    right: { files: { "chapters/03-juice.md": chapter("The trees were counted [@count].") } },
  },
  "prose/unknown-value": {
    severity: "error",
    summary: "a sentence quotes a value that no block defines",
    why: "There is nothing to print. Write the name as the block has it.",
    fixed: true,
    wrong: { files: { "chapters/03-juice.md": chapter("The orchard carries {{number harvst digits=0}} kg.") } },
    right: { files: { "chapters/03-juice.md": chapter("The orchard carries {{number harvest digits=0}} kg.") } },
  },
  "prose/unsupported": {
    severity: "warning",
    summary: "something is printed as it is typed that other programs read as markup",
    why: 'The reader would see the signs in place of the callout, formula or index they were meant to make. Write what stands behind "expected", or put a backslash before a sign that is meant.',
    wrong: {
      files: {
        "chapters/03-juice.md": chapter(
          "> [!NOTE]\n> Juice is ==mostly== water.",
          "It keeps for \\(\\Delta t = 3\\) days.",
        ),
      },
    },
    right: {
      files: {
        "chapters/03-juice.md": chapter(
          "> **Note.** Juice is mostly H~2~O, and costs $3 to $5.",
          "It keeps for three days.",
        ),
      },
    },
  },
  "prose/unused-footnote": {
    severity: "warning",
    summary: "nothing refers to a footnote",
    why: "A note is printed where something refers to it, so the text of this one is lost. Put its mark where it belongs, or take the text out.",
    wrong: { files: { "chapters/03-juice.md": chapter("The press is old.", "[^age]: It was built in 1931.") } },
    right: { files: { "chapters/03-juice.md": chapter("The press is old.[^age]", "[^age]: It was built in 1931.") } },
  },
  "prose/value-place": {
    severity: "error",
    summary: "a value or reference stands where none can be printed",
    why: "Labels of notes and addresses and the braces of headings are names that other text refers to, and have to stay when the values change; a link's title holds words alone. Write the name out, or quote the value in the text.",
    fixed: true,
    wrong: {
      files: { "chapters/03-juice.md": chapter('A [press](https://example.org "as told [@count]").') },
    },
    right: { files: { "chapters/03-juice.md": chapter('A [press](https://example.org "as told") [@count].') } },
  },
} satisfies Rules<"prose">;
