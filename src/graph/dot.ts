import { chapterFlows, chapterName, partsOf } from "./chapters.js";
import type { MemoGraph, Part } from "./model.js";

const SHAPES: Readonly<Record<Part["kind"], string>> = {
  assumption: "note",
  block: "box",
  output: "ellipse",
  prose: "plaintext",
};

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, "\\$&")}"`;

const HEAD = ["digraph memo {", "  rankdir=LR;", '  node [fontname="sans-serif"];', '  edge [fontname="sans-serif"];'];

/** The graph in Graphviz's language: a cluster a chapter. Names of what flows stand in the edges' tooltips. */
export function blocksDot(graph: MemoGraph): string {
  const node = (part: Part, indent: string): string =>
    `${indent}${quoted(part.key)} [label=${quoted(part.kind === "prose" ? "prose" : part.name)}, shape=${SHAPES[part.kind]}];`;
  const lines = [...HEAD, ...partsOf(graph, undefined).map((part) => node(part, "  "))];
  for (const chapter of graph.chapters)
    lines.push(
      `  subgraph ${quoted(`cluster_${chapter.slug}`)} {`,
      `    label=${quoted(chapterName(chapter))};`,
      ...partsOf(graph, chapter.slug).map((part) => node(part, "    ")),
      "  }",
    );
  for (const { from, to, names } of graph.flows)
    lines.push(`  ${quoted(from.key)} -> ${quoted(to.key)} [tooltip=${quoted(names.join(", "))}];`);
  return `${[...lines, "}"].join("\n")}\n`;
}

/** The graph of chapters in Graphviz's language, with the number of values on each edge. */
export function chaptersDot(graph: MemoGraph): string {
  const lines = [
    ...HEAD,
    ...graph.chapters.map((chapter) => `  ${quoted(chapter.slug)} [label=${quoted(chapterName(chapter))}, shape=box];`),
    ...chapterFlows(graph).map(
      ({ from, to, names }) =>
        `  ${quoted(from.slug)} -> ${quoted(to.slug)} [label="${names.length}", tooltip=${quoted(names.join(", "))}];`,
    ),
  ];
  return `${[...lines, "}"].join("\n")}\n`;
}
