import { chapterFlows } from "../graph/chapters.js";
import { blocksDot, chaptersDot } from "../graph/dot.js";
import { blocksMermaid, chaptersMermaid } from "../graph/mermaid.js";
import { type MemoGraph, memoGraph } from "../graph/model.js";
import { type Named, partAround } from "../graph/part.js";
import { blocksText, chaptersText } from "../graph/text.js";
import { graphDrawing } from "../memo/graphs/graph-figures.js";
import { graphSources } from "../memo/graphs/graph-sources.js";
import { startOf } from "../memo/graphs/start-of.js";
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
    const asked = names.map((name) => ({ name, ...startOf(name, whole, read, options.of) }));
    const starts = asked.map(({ start }) => start);
    const shown = names.length === 0 ? whole : partAround(whole, starts, only ? [only] : ["up", "down"]);
    const level =
      options.level ?? (format === "svg" || (format !== "text" && names.length === 0) ? "chapters" : "blocks");
    terminal.out(await written(shown, format, level, terminal.columns ?? 80));
    for (const { name, kind, others } of asked)
      if (others.length > 0)
        terminal.err(
          `this is the ${kind} \`${name}\`; \`--of ${others.join("` or `--of ")}\` shows what else has that name\n`,
        );
    return 0;
  });
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
