import type { Block } from "../../chapters/types.js";
import type { GraphDrawing } from "../../figures/graph.js";
import { type ChapterFlow, chapterFlows, chapterName } from "../../graph/chapters.js";
import { type GraphSources, type MemoGraph, memoGraph } from "../../graph/model.js";
import type { ProgramBlock } from "../../notebook/analyse/program.js";
import { type Cache, type Limits, type Runner, run } from "../../notebook/run/runner.js";
import type { DataTable, FigureResult, RunResult } from "../../notebook/types.js";

interface Input extends GraphSources {
  /** Of the engine and its libraries, for cache keys. */
  versions: string;
  cache?: Cache;
  limits?: Limits;
  runner?: Runner;
}

/** Draws what the `graph` fences of a memo show: how many values flow between its chapters. */
export async function graphFigures(input: Input): Promise<Pick<RunResult, "figures" | "diagnostics">> {
  const blocks = input.chapters.flatMap((chapter) => chapter.blocks).filter(({ kind }) => kind === "graph");
  if (blocks.length === 0) return { figures: new Map(), diagnostics: [] };
  const graph = memoGraph(input);
  const flows = chapterFlows(graph);
  const drawing = JSON.stringify(graphDrawing(graph, flows));
  const drawn = await draw(
    blocks.map((block) => chartOf(block, `Plot.graph(${drawing})`)),
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

/** A chart block in place of a fence, so that it is run, kept in the cache and reported like any other. */
const chartOf = (block: Block, drawing: string): ProgramBlock => ({
  block: { ...block, kind: "chart" },
  defines: [],
  uses: [],
  dependsOn: [],
  givenPaths: [],
  library: ["Plot"],
  isAsync: false,
  source: `const __result = (${drawing});`,
});

function draw(
  blocks: readonly ProgramBlock[],
  { versions, cache, limits, runner }: Input,
): Promise<Pick<RunResult, "figures" | "diagnostics">> {
  return run(
    { blocks, names: new Map(), outputs: [], diagnostics: [] },
    {
      given: {},
      want: [],
      limits,
      draws: true,
      versions,
      runner,
      // What changed since the last build is told of the memo's own blocks.
      ...(cache ? { cache: { ...cache, finish: () => {} } } : {}),
    },
  );
}
