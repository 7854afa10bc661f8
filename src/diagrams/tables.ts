import type { Cell, Column, DataTable } from "../notebook/types.js";
import type { LaidEdge, LaidObject, Layout, Operation } from "./layout.js";

/** The texts of something, as one line. */
const wordsOf = (one: object): string =>
  Object.entries(one)
    .flatMap(([key, value]) => (/^_\w*ldraw_$/.test(key) ? (value as readonly Operation[]) : []))
    .flatMap(({ op, text }) => (op === "T" && text?.trim() ? [text.trim()] : []))
    .join(" ");

/** Whether any of it is to be seen. */
const isDrawn = (one: object): boolean =>
  Object.entries(one).some(
    ([key, value]) =>
      /^_\w*draw_$/.test(key) && (value as readonly Operation[]).some(({ op }) => /^[EePpLBbT]$/.test(op)),
  );

/** A node's texts, or its name where it has none: as it would print it, for a name has its backslashes twice, and `&` as an entity. */
const nameOf = (one: LaidObject): string =>
  wordsOf(one) || (one.name ?? "").replaceAll("\\\\", "\\").replaceAll("&amp;", "&");

type Arrows = "one way" | "both ways" | "no direction";

/** Which way an edge leads, in the order in which its ends are given. */
function readEdge(edge: LaidEdge, directed: boolean): { arrows: Arrows; ends: [from: number, to: number] } {
  const dir = edge.dir ?? (directed ? "forward" : "none");
  const atHead = (dir === "forward" || dir === "both") && edge.arrowhead !== "none";
  const atTail = (dir === "back" || dir === "both") && edge.arrowtail !== "none";
  return {
    arrows: atHead && atTail ? "both ways" : atHead || atTail ? "one way" : "no direction",
    ends: atTail && !atHead ? [edge.head, edge.tail] : [edge.tail, edge.head],
  };
}

const column = (key: string, label: string): Column => ({ key, label, align: "left" });

/** What a drawing shows, as tables: what leads where, or what is connected, and the nodes that no edge meets. What isn't drawn stands in none. */
export function tablesOf({
  directed = true,
  objects = [],
  edges = [],
  _subgraph_cnt: groups = 0,
}: Layout): DataTable[] {
  const nodes = objects.filter(({ _gvid }) => _gvid >= groups);
  const names = new Map(nodes.map((one) => [one._gvid, nameOf(one)]));
  const drawn = edges.filter(isDrawn).map((edge) => ({ edge, ...readEdge(edge, directed) }));
  const kinds = new Set(drawn.map(({ arrows }) => arrows));
  const [from, to] = kinds.has("one way") || kinds.has("both ways") ? ["From", "To"] : ["One end", "Other end"];
  const columns = [column("from", from), column("to", to)];
  if (kinds.size > 1 || kinds.has("both ways")) columns.push(column("direction", "Direction"));
  columns.push(column("label", "Label"));
  const rows = drawn.map(({ edge, arrows, ends }): Cell[] => [
    ...ends.map((end) => names.get(end) ?? ""),
    ...(columns.length > 3 ? [arrows] : []),
    wordsOf(edge) || null,
  ]);
  const met = new Set(drawn.flatMap(({ ends }) => ends));
  const alone = nodes.filter((one) => !met.has(one._gvid) && isDrawn(one));
  return [
    ...(rows.length > 0 ? [{ columns, rows }] : []),
    ...(alone.length > 0 ? [{ columns: [column("node", "Node")], rows: alone.map((one) => [nameOf(one)]) }] : []),
  ];
}
