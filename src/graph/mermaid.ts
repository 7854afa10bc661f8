import { chapterFlows, chapterName, partsOf } from "./chapters.js";
import type { MemoGraph, Part } from "./model.js";

/** How each kind of node is drawn: what stands before and after its name. */
const SHAPES: Readonly<Record<Part["kind"], readonly [string, string]>> = {
  assumption: ["[/", "/]"],
  block: ["[", "]"],
  output: ["([", "])"],
  prose: [">", "]"],
};

const quoted = (text: string): string => `"${text.replaceAll('"', "#quot;")}"`;

/** The graph in Mermaid's language: a subgraph a chapter. */
export function blocksMermaid(graph: MemoGraph): string {
  const ids = new Map(graph.parts.map((part, index) => [part, `n${index + 1}`]));
  const node = (part: Part): string => {
    const [before, after] = SHAPES[part.kind];
    return `${ids.get(part)}${before}${quoted(part.kind === "prose" ? "prose" : part.name)}${after}`;
  };
  const lines = ["flowchart LR", ...partsOf(graph, undefined).map((part) => `  ${node(part)}`)];
  for (const [index, chapter] of graph.chapters.entries())
    lines.push(
      `  subgraph c${index + 1}[${quoted(chapterName(chapter))}]`,
      ...partsOf(graph, chapter.slug).map((part) => `    ${node(part)}`),
      "  end",
    );
  for (const { from, to } of graph.flows) lines.push(`  ${ids.get(from)} --> ${ids.get(to)}`);
  return `${lines.join("\n")}\n`;
}

/** The graph of chapters in Mermaid's language, with the number of values on each edge. */
export function chaptersMermaid(graph: MemoGraph): string {
  const ids = new Map(graph.chapters.map(({ slug }, index) => [slug, `c${index + 1}`]));
  const lines = [
    "flowchart LR",
    ...graph.chapters.map((chapter) => `  ${ids.get(chapter.slug)}[${quoted(chapterName(chapter))}]`),
    ...chapterFlows(graph).map(
      ({ from, to, names }) => `  ${ids.get(from.slug)} -->|${names.length}| ${ids.get(to.slug)}`,
    ),
  ];
  return `${lines.join("\n")}\n`;
}
