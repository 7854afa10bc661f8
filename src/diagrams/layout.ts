/** A drawing of Graphviz's, as its JSON has it (https://graphviz.org/docs/outputs/json/, operations as in xdot). */
export interface Layout {
  directed?: boolean;
  bb?: string;
  /** How many of the objects are clusters and subgraphs, which stand before the nodes. */
  _subgraph_cnt?: number;
  objects?: readonly LaidObject[];
  edges?: readonly LaidEdge[];
}

type Drawn = { [key in `_${string}draw_`]?: readonly Operation[] };

export interface LaidObject extends Drawn {
  _gvid: number;
  name?: string;
  /** Of clusters and subgraphs. */
  nodes?: readonly number[];
  bb?: string;
}

export interface LaidEdge extends LaidObject {
  tail: number;
  head: number;
  dir?: string;
  arrowhead?: string;
  arrowtail?: string;
}

type Point = readonly [number, number];

export interface Operation {
  op: string;
  points?: readonly Point[];
  rect?: readonly [number, number, number, number];
  color?: string;
  grad?: string;
  p0?: readonly number[];
  p1?: readonly number[];
  stops?: readonly { frac: number; color: string }[];
  style?: string;
  size?: number;
  fontchar?: number;
  pt?: Point;
  align?: string;
  width?: number;
  text?: string;
}
