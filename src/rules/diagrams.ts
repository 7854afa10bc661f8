import { chapter, fence } from "./base.js";
import type { Rules } from "./rule.js";

/** A memo with a diagram of how juice is made. */
const drawn = (source: string): { files: Record<string, string> } => ({
  files: {
    "chapters/03-juice.md": chapter(
      fence(
        'dot {#fig-way caption="From the tree to the bottle." alt="Apples go to the press, juice to the bottle."}',
        source,
      ),
      "@fig-way shows the way.",
    ),
  },
});

/** Two diagrams side by side, drawn in one direction. */
const beside = (direction: string): { files: Record<string, string> } => ({
  files: {
    "chapters/03-juice.md": chapter(
      "@fig-way and @fig-money show the way.",
      "::: {layout-ncol=2}",
      ...[
        ["way", "apples -> press -> bottle -> shop -> table"],
        ["money", "table -> shop -> bottle"],
      ].map(([name, way]) =>
        fence(
          `dot {#fig-${name} caption="The ${name}." alt="One behind the other, the ${name}."}`,
          `digraph {\n  rankdir=${direction}\n  ${way}\n}`,
        ),
      ),
      ":::",
    ),
  },
});

const right = drawn('digraph {\n  rankdir=LR\n  apples -> press -> bottle\n  press [shape=box, label="Press"]\n}');

export const diagrams = {
  "diagrams/attribute": {
    severity: "error",
    summary: "a diagram sets what Graphviz doesn't know, or what does nothing there",
    why: "Graphviz passes over attributes that it doesn't know, over those of another layout, and over values that it can't read, and draws something else than was meant. Links, tips under a pointer, fonts and sizes of paper are refused too: page, PDF and Markdown could not all show them.",
    fixed: true,
    wrong: drawn('digraph {\n  rankdir=LR\n  apples -> press -> bottle\n  press [shpe=box, label="Press"]\n}'),
    right,
  },
  "diagrams/beside": {
    severity: "warning",
    summary: "a diagram is too wide to be read beside others",
    why: "It is set as narrow as its column, and its letters with it, at less than three quarters of their size. Draw it from the top down, with shorter labels, or let it stand by itself.",
    wrong: beside("LR"),
    right: beside("TB"),
  },
  "diagrams/color": {
    severity: "warning",
    summary: "a diagram has a colour that is the same on light and on dark paper",
    why: "The palette's colours change with the page, so that lines and letters stand out from both; another one may vanish on one of them. Name a colour of the palette: blue, orange, green, purple, gold, indigo, gray, ramp-1 to ramp-6.",
    wrong: drawn("digraph {\n  apples -> press -> bottle\n  press [style=filled, fillcolor=lightyellow]\n}"),
    right,
  },
  "diagrams/engine": {
    severity: "error",
    summary: "there is no Graphviz to draw a diagram with",
    why: "The engine has Graphviz within it when it was compiled where the package `@viz-js/viz` was installed. Install the engine's packages, all of them, and compile it again.",
    fixed: true,
    example: "none",
    because: "it takes an engine that was compiled without a part of its own",
  },
  "diagrams/letter": {
    severity: "warning",
    summary: "a diagram has a letter that the font of drawings doesn't have",
    why: "A browser takes it from another font, of another width, and the PDF from whatever the machine has. Write another sign, or say it in words.",
    wrong: drawn('digraph {\n  apples -> press -> bottle\n  press [label="圧"]\n}'),
    right,
  },
  "diagrams/outside": {
    severity: "error",
    summary: "a diagram brings in a file or a picture from outside of it",
    why: "What stands elsewhere changes or goes without a word, and isn't there for others. A picture of the memo's is shown by itself: `![what it shows](pictures/name.png \"caption\"){#fig-name}`.",
    fixed: true,
    wrong: drawn('digraph {\n  apples -> press -> bottle\n  press [image="https://example.org/press.png"]\n}'),
    right,
  },
  "diagrams/size": {
    severity: "error",
    summary: "a diagram is larger than anyone could read, or takes too long to lay out",
    why: "A diagram has at most 500 nodes and 2,000 edges, and 100,000 characters. Draw the part that the text speaks of; what is more belongs into a table.",
    fixed: true,
    wrong: drawn(
      `digraph {\n  ${Array.from({ length: 46 }, (_, n) => `a${n}`).join(" ")}\n  {${Array.from({ length: 46 }, (_, n) => `b${n}`).join(" ")}} -> {${Array.from({ length: 46 }, (_, n) => `c${n}`).join(" ")}}\n}`,
    ),
    right,
  },
  "diagrams/structure": {
    severity: "error",
    summary: "a diagram's nodes, edges and clusters don't fit together as they are written",
    why: "Graphviz would draw something else without a word: a node of a cluster's name, a box around half of what belongs in it, a line that ends nowhere. Say what is meant: each node in one cluster, edges between nodes, `lhead` and `ltail` for their ends at a box.",
    fixed: true,
    wrong: drawn("digraph {\n  subgraph cluster_cellar {\n    press -> bottle\n  }\n  apples -> cluster_cellar\n}"),
    right,
  },
  "diagrams/syntax": {
    severity: "error",
    summary: "a diagram's source can't be read",
    why: "It is Graphviz's language: `digraph { a -> b }`, or `graph { a -- b }` without arrows; texts with blanks stand in quotation marks, attributes in brackets.",
    fixed: true,
    wrong: drawn("digraph {\n  apples -> -> bottle\n}"),
    right,
  },
} satisfies Rules<"diagrams">;
