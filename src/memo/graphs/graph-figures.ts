import type { GraphDrawing } from "../../figures/graph.js";
import { type ChapterFlow, chapterFlows, chapterName } from "../../graph/chapters.js";
import { type GraphSources, type MemoGraph, memoGraph } from "../../graph/model.js";
import type { DataTable, FigureResult, RunResult } from "../../notebook/types.js";
import { chartInPlace, type DrawingOptions, drawCharts } from "../chart-blocks.js";

/** Draws what the `graph` fences of a memo show: how many values flow between its chapters. */
export async function graphFigures(
  input: GraphSources & DrawingOptions,
): Promise<Pick<RunResult, "figures" | "diagnostics">> {
  const blocks = input.chapters.flatMap((chapter) => chapter.blocks).filter(({ kind }) => kind === "graph");
  if (blocks.length === 0) return { figures: new Map(), diagnostics: [] };
  const graph = memoGraph(input);
  const flows = chapterFlows(graph);
  const drawing = JSON.stringify(graphDrawing(graph, flows));
  const drawn = await drawCharts(
    blocks.map((block) => chartInPlace(block, `Plot.graph(${drawing})`)),
    input,
  );
  const data = [flowTable(flows)];
  const figures = new Map<string, FigureResult>();
  for (const [id, figure] of drawn.figures) figures.set(id, figure.kind === "chart" ? { ...figure, data } : figure);
  return { figures, diagnostics: drawn.diagnostics };
}

/** The graph of chapters as it is drawn: titles up to a colon, which the picture has room for. */
export function graphDrawing({ chapters }: Pick<MemoGraph, "chapters">, flows: readonly ChapterFlow[]): GraphDrawing {
  const at = new Map(chapters.map(({ slug }, index) => [slug, index]));
  const index = (slug: string): number => at.get(slug) ?? 0;
  return {
    nodes: chapters.map((chapter) => ({
      name: chapterName({ ...chapter, title: chapter.title.replace(/:\s.*$/s, "") }),
      short: chapter.number ?? "",
    })),
    edges: flows.map(({ from, to, names }) => ({ from: index(from.slug), to: index(to.slug), values: names.length })),
  };
}

function flowTable(flows: readonly ChapterFlow[]): DataTable {
  return {
    columns: [
      { key: "from", label: "Given by", align: "left" },
      { key: "to", label: "Given to", align: "left" },
      { key: "values", label: "Values", align: "right", format: { style: "number", digits: 0 } },
      { key: "names", label: "Which", align: "left" },
    ],
    rows: flows.map(({ from, to, names }) => [chapterName(from), chapterName(to), names.length, names.join(", ")]),
  };
}
