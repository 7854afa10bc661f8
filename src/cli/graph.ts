import { didYouMean, MemoError } from "../diagnostic.js";
import { chapterFlows } from "../graph/chapters.js";
import { blocksDot, chaptersDot } from "../graph/dot.js";
import { blocksMermaid, chaptersMermaid } from "../graph/mermaid.js";
import { type GraphSources, type MemoGraph, memoGraph } from "../graph/model.js";
import { type Named, partAround, type Start, startsAt } from "../graph/part.js";
import { blocksText, chaptersText } from "../graph/text.js";
import { graphDrawing } from "../memo/graphs/graph-figures.js";
import { graphSources } from "../memo/graphs/graph-sources.js";
import { cacheFolderOf } from "../store/index.js";
import { runCommand } from "./runner.js";
import type { Terminal } from "./terminal/terminal.js";

export type GraphFormat = "text" | "dot" | "mermaid" | "svg";

export interface GraphOptions {
  folder: string;
  assumptions?: string;
  /** What is asked for; the whole memo when empty. */
  names: readonly string[];
  format: GraphFormat;
  /** What kind of thing the names are, where several have one name. */
  of?: Named;
  /** One way only: what it comes from, or where it goes. */
  only?: "up" | "down";
  /** Chapters in pictures and for the whole memo in DOT and Mermaid, else blocks. */
  level?: "chapters" | "blocks";
}

/** `memo graph`: prints what the memo is made of and what flows where, nothing run. Returns the exit code. */
export function graph(options: GraphOptions, terminal: Terminal): Promise<number> {
  return runCommand(terminal, async ({ project: readFolder }) => {
    const project = readFolder(options.folder);
    const read = graphSources(project, { version: options.assumptions, cacheFolder: cacheFolderOf(project.root) });
    const whole = memoGraph(read);
    const { names, format, only } = options;
    const starts = names.map((name) => startOf(name, whole, read, options.of));
    const shown = names.length === 0 ? whole : partAround(whole, starts, only ? [only] : ["up", "down"]);
    const level =
      options.level ?? (format === "svg" || (format !== "text" && names.length === 0) ? "chapters" : "blocks");
    terminal.out(await written(shown, format, level, terminal.columns ?? 80));
    return 0;
  });
}

function startOf(name: string, whole: MemoGraph, { program, studies }: GraphSources, of: Named | undefined): Start {
  const blockOf = (one: string): string | undefined =>
    program.names.get(one)?.blockId ?? studies.find((study) => study.name === one)?.block.id;
  const found = startsAt(name, whole, blockOf);
  // An output or a value is meant rather than the block of the same name, which gives it.
  const [first] = of === undefined ? [...found.values()] : [found.get(of)].flatMap((start) => start ?? []);
  if (first) return first;
  const candidates = [
    ...program.names.keys(),
    ...studies.map((study) => study.name),
    ...whole.parts.map((part) => part.name),
  ];
  throw MemoError.of(
    {
      rule: "graph/unknown",
      message: of === undefined ? `nothing in this memo is called \`${name}\`` : `no ${of} is called \`${name}\``,
      expected: of === undefined ? "a value, a block, an assumption or a chapter" : `the name of one`,
      hint: didYouMean(name, candidates),
    },
    2,
  );
}

async function written(
  graph: MemoGraph,
  format: GraphFormat,
  level: GraphOptions["level"],
  width: number,
): Promise<string> {
  const chapters = level === "chapters";
  if (format === "text") return chapters ? chaptersText(graph, width) : blocksText(graph, width);
  if (format === "dot") return chapters ? chaptersDot(graph) : blocksDot(graph);
  if (format === "mermaid") return chapters ? chaptersMermaid(graph) : blocksMermaid(graph);
  const { drawChart, plot } = await import("../figures/render.js");
  const draw = plot.graph as (drawing: ReturnType<typeof graphDrawing>) => unknown;
  const flows = chapterFlows(graph);
  const { svg } = drawChart(draw(graphDrawing(graph, flows)), {
    id: "graph",
    alt: "How many values each chapter gives to others",
  });
  return `${svg}\n`;
}
