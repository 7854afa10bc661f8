import { groupBy, reachable } from "../lists.js";
import type { Flow, MemoGraph, Part } from "./model.js";

/** What a name of the memo can be the name of. */
export type Named = "value" | "block" | "assumption" | "chapter";

/** Where a part of the graph begins: nodes, and for a value which of a block's names is meant. */
export interface Start {
  parts: readonly Part[];
  value?: string;
}

/** The kinds of thing that a name can mean, each with where the graph begins then. */
export function startsAt(
  name: string,
  graph: MemoGraph,
  /** The block that defines a name of the memo. */
  blockOf: (name: string) => string | undefined,
): ReadonlyMap<Named, Start> {
  const found = new Map<Named, Start>();
  const byKey = (key: string): Part[] => graph.parts.filter((part) => part.key === key);
  const add = (kind: Named, parts: readonly Part[], value?: string): void => {
    if (parts.length > 0) found.set(kind, value === undefined ? { parts } : { parts, value });
  };
  const [head = ""] = name.split(".");
  const path = name.replace(/^given\./, "");
  const output = byKey(`output:${head}`);
  const block = blockOf(head);
  if (output.length > 0) add("value", output);
  else if (block !== undefined) add("value", byKey(`block:${block}`), head);
  add("block", byKey(`block:${name}`));
  add(
    "assumption",
    graph.parts.filter(
      (part) =>
        part.kind === "assumption" &&
        (part.name === path || part.name.startsWith(`${path}.`) || path.startsWith(`${part.name}.`)),
    ),
  );
  const chapter = graph.chapters.find(
    ({ slug, number, file }) => name === slug || name === number || name === file || file.endsWith(`/${name}`),
  );
  if (chapter)
    add(
      "chapter",
      graph.parts.filter((part) => part.chapter === chapter.slug),
    );
  return found;
}

/** The nodes from which something flows to the starts, those it flows to from there, and the flows between. */
export function partAround(graph: MemoGraph, starts: readonly Start[], ways: readonly ("up" | "down")[]): MemoGraph {
  const parts = new Set(starts.flatMap((start) => start.parts));
  const flows = new Set<Flow>();
  for (const way of ways) {
    const [near, far] = way === "up" ? (["to", "from"] as const) : (["from", "to"] as const);
    const along = groupBy(graph.flows, (flow) => flow[near]);
    const follow = (part: Part, isMeant = (_: Flow): boolean => true): Part[] =>
      (along.get(part) ?? []).filter(isMeant).map((flow) => {
        flows.add(flow);
        return flow[far];
      });
    const first = starts.flatMap(({ parts: own, value }) =>
      own.flatMap((part) => follow(part, ({ names }) => way === "up" || value === undefined || names.includes(value))),
    );
    for (const part of reachable(first, (part) => follow(part))) parts.add(part);
  }
  const kept = graph.parts.filter((part) => parts.has(part));
  const chapters = new Set(kept.map(({ chapter }) => chapter));
  return {
    chapters: graph.chapters.filter(({ slug }) => chapters.has(slug)),
    parts: kept,
    flows: graph.flows.filter((flow) => flows.has(flow)),
  };
}
