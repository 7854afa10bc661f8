import { didYouMean } from "../diagnostic.js";
import { inks } from "../figures/theme.js";
import { countedInGroups } from "../text/counts.js";
import { shortened } from "../text/shown.js";
import { ENGINES, SIDES } from "./attributes.js";
import { AttributeChecker, type AttributeScope, Findings, inQuotes } from "./check-attributes.js";
import { MOST_EDGES, MOST_NODES } from "./limits.js";
import type { DotFault } from "./problem.js";
import {
  type DotAttribute,
  type DotGraph,
  type DotId,
  type DotNode,
  type DotStatement,
  type DotSubgraph,
  isSubgraph,
} from "./read.js";
import type { DotValues, Within } from "./values.js";

/** A source looked through: what is wrong with it, and what Graphviz is given of it. */
export interface CheckedDot {
  faults: DotFault[];
  /** Colours that stay the same in dark mode, where each is written. */
  foreign: readonly { color: string; from: number; to: number }[];
  /** Written anew: values in their places, the theme's colours and font. */
  dot: string;
  engine: string;
  directed: boolean;
}

/** Stands for the colour of texts that no author gave one: it is chosen by what lies behind each. */
export const TEXT_COLOR = "#010203";
/** Of which Graphviz knows the widths of letters. */
const FAMILY = "Helvetica";
/** Points, which are the pixels of a drawing at its own size. */
const LETTERS = { node: 14, edge: 12 } as const;

const [LINE, FILL] = [inks.muted.light, inks.grid.light];

const HEAD = `graph [fontname="${FAMILY}", fontsize=${LETTERS.node}, fontcolor="${TEXT_COLOR}", color="${LINE}", fillcolor="${FILL}", bgcolor=transparent];
node [fontname="${FAMILY}", fontsize=${LETTERS.node}, fontcolor="${TEXT_COLOR}", color="${LINE}", fillcolor="${FILL}"];
edge [fontname="${FAMILY}", fontsize=${LETTERS.edge}, labelfontname="${FAMILY}", fontcolor="${TEXT_COLOR}", color="${LINE}", arrowsize=0.8];
`;

/** Layouts that lay a node over another where they are let, by what keeps them from it: all is drawn out, and each stays on its side of the others. */
const APART: Readonly<Record<string, string>> = {
  neato: "scalexy",
  twopi: "scalexy",
  circo: "scalexy",
  // Nine times by forces first, as Graphviz has it.
  fdp: "9:scalexy",
};

/** What holds in a graph or subgraph for what follows in it. */
interface Scope extends AttributeScope {
  holder: "G" | "S" | "C";
  /** Names of the clusters around, outermost first; undefined where a name isn't known yet. */
  clusters: readonly (string | undefined)[];
}

/** Looks through a graph as it was read. */
export function checkDot(graph: DotGraph, values: DotValues): CheckedDot {
  return new DotChecker(graph, values).check();
}

const YES = /^(?:true|yes|1)$/i;

class DotChecker {
  private readonly found: Findings;
  private readonly attributes: AttributeChecker;
  /** Each node's name, and the clusters that it stands in. */
  private readonly nodes = new Map<string, readonly (string | undefined)[]>();
  private edges = 0;

  constructor(
    private readonly graph: DotGraph,
    private readonly values: DotValues,
  ) {
    const all = ownAttributes(graph.statements);
    const layout = this.valueOf(all, "layout") ?? "dot";
    // Another layout is told where attributes are.
    const engine = (ENGINES as readonly string[]).includes(layout) ? layout : "dot";
    const compound = this.valueOf(all, "compound") ?? "";
    this.found = new Findings(
      values.isOpen({ text: layout }) ? undefined : engine,
      YES.test(compound) || values.isOpen({ text: compound }),
    );
    this.attributes = new AttributeChecker(values, this.found);
  }

  check(): CheckedDot {
    const { graph } = this;
    const body = this.statements(graph.statements, {
      holder: "G",
      clusters: [],
      filled: { N: false, C: false },
    });
    for (const look of this.found.later) look();
    if (this.nodes.size === 0 && this.found.faults.length === 0)
      this.found.tell("diagrams/structure", "this diagram has no node", { from: 0, to: 1 }, { expected: "`a -> b`" });
    if (this.nodes.size > MOST_NODES || this.edges > MOST_EDGES)
      this.found.tell(
        "diagrams/size",
        `this diagram has ${countedInGroups(this.nodes.size, "node")} and ${countedInGroups(this.edges, "edge")}`,
        { from: 0, to: 1 },
        {
          expected: `at most ${countedInGroups(MOST_NODES, "node")} and ${countedInGroups(MOST_EDGES, "edge")}: nobody could read more`,
        },
      );
    const name = graph.id ? ` ${this.name(graph.id)}` : "";
    const apart = APART[this.found.engine ?? "dot"];
    // Behind it stands what the author says.
    const own = apart === undefined ? "" : `graph [overlap="${apart}"];\n`;
    const head = `${graph.strict ? "strict " : ""}${graph.directed ? "digraph" : "graph"}${name} {\n${HEAD}${own}`;
    return {
      faults: this.found.faults.sort((a, b) => a.from - b.from),
      foreign: this.found.foreign,
      dot: `${head}${body}}\n`,
      engine: this.found.engine ?? "dot",
      directed: graph.directed,
    };
  }

  private name(id: DotId, within: Within = "name"): string {
    return id.kind === "html" ? `<${this.values.text(id, "html")}>` : inQuotes(this.values.text(id, within));
  }

  private statements(statements: readonly DotStatement[], scope: Scope): string {
    return statements.map((statement) => this.statement(statement, scope)).join("");
  }

  private statement(statement: DotStatement, scope: Scope): string {
    switch (statement.type) {
      case "assign":
        return `graph [${this.attributes.written([statement.attribute], scope.holder, scope)}];\n`;
      case "attributes": {
        const { of, attributes } = statement;
        const holder = of === "node" ? "N" : of === "edge" ? "E" : scope.holder;
        const text = this.attributes.written(attributes, holder, scope);
        if (holder !== "E" && this.valueOf(attributes, "fillcolor") !== undefined)
          scope.filled = { ...scope.filled, [holder === "N" ? "N" : "C"]: true };
        return `${of} [${text}];\n`;
      }
      case "node": {
        const { node, attributes } = statement;
        this.meet(node, scope);
        if (node.port.length > 0)
          this.found.tell("diagrams/syntax", "a port where no edge begins or ends", span(node.port), {
            expected: "the node's name alone",
          });
        return `${this.name(node.id)} [${this.attributes.written(attributes, "N", scope)}];\n`;
      }
      case "edge":
        return this.edge(statement, scope);
      case "subgraph":
        return `${this.subgraph(statement, scope)}\n`;
    }
  }

  private edge({ ends, attributes }: Extract<DotStatement, { type: "edge" }>, scope: Scope): string {
    const counts = ends.map((end) => (isSubgraph(end) ? Math.max(1, this.nodesIn(end).size) : 1));
    for (let n = 1; n < counts.length; n++) this.edges += (counts[n - 1] ?? 1) * (counts[n] ?? 1);
    const texts = ends.map((end) => {
      if (isSubgraph(end)) return this.subgraph(end, scope);
      this.meet(end, scope);
      this.found.later.push(() => this.checkEnd(end));
      // A cell's port, in a label in angle brackets, is what its entities stand for.
      return [this.name(end.id), ...end.port.map((id) => this.name(id, "hidden"))].join(":");
    });
    const sign = this.graph.directed ? " -> " : " -- ";
    return `${texts.join(sign)} [${this.attributes.written(attributes, "E", scope)}];\n`;
  }

  /** An edge to a cluster's name makes a node of that name; a side is one of the compass. */
  private checkEnd({ id, port }: DotNode): void {
    const name = this.values.text(id, "hidden");
    if (this.found.clusters.has(name) && !this.values.isOpen(id))
      this.found.tell(
        "diagrams/structure",
        `an edge ends at the cluster \`${shortened(name)}\`, where Graphviz would draw a node of that name`,
        id,
        {
          expected: "a node in it",
          hint: `\`compound=true\` for the graph and \`lhead=${name}\` or \`ltail=${name}\` for the edge cut it off at the box`,
        },
      );
    const side = port.length === 2 ? port[1] : undefined;
    const text = side && this.values.text(side, "hidden");
    if (side && text !== undefined && !SIDES.includes(text) && !this.values.isOpen(side))
      this.found.tell("diagrams/syntax", `\`${shortened(text)}\` is no side of a node`, side, {
        expected: SIDES.join(", "),
        hint: didYouMean(text, SIDES),
      });
  }

  private nodesIn({ statements }: DotSubgraph): Set<string> {
    const names = new Set<string>();
    const end = (one: DotNode | DotSubgraph): void => {
      if (isSubgraph(one)) for (const name of this.nodesIn(one)) names.add(name);
      else names.add(this.values.text(one.id, "hidden"));
    };
    for (const statement of statements)
      if (statement.type === "node") end(statement.node);
      else if (statement.type === "edge") statement.ends.forEach(end);
      else if (statement.type === "subgraph") end(statement);
    return names;
  }

  /** Notes a node where it is named; one that stands in a cluster stands in no other beside it. */
  private meet({ id }: DotNode, { clusters }: Scope): void {
    const name = this.values.text(id, "hidden");
    const known = this.nodes.get(name);
    if (known === undefined) this.nodes.set(name, clusters);
    // Two that quote what isn't known may be one or two.
    else if (clusters.length > 0 && !this.values.isOpen(id)) {
      const same = known.every((one, n) => one === undefined || clusters[n] === undefined || clusters[n] === one);
      if (!same)
        this.found.tell(
          "diagrams/structure",
          `node \`${shortened(name)}\` stands in two clusters, \`${known.at(-1)}\` and \`${clusters.at(-1)}\``,
          id,
          {
            expected: "one cluster a node",
            hint: "an edge from one cluster to another stands outside of both",
          },
        );
      if (clusters.length > known.length) this.nodes.set(name, clusters);
    }
  }

  private subgraph({ id, statements }: DotSubgraph, scope: Scope): string {
    const name = id ? this.values.text(id, "hidden") : undefined;
    const isOpen = id !== undefined && this.values.isOpen(id);
    const own = ownAttributes(statements);
    const said = this.valueOf(own, "cluster") ?? "";
    // What isn't known yet may be one.
    const isCluster = isOpen || name?.startsWith("cluster") || YES.test(said) || this.values.isOpen({ text: said });
    if (isCluster && name !== undefined) this.found.clusters.add(name);
    if (isOpen) this.found.hasOpenCluster = true;
    const filled = this.attributes.fillOf(own, isCluster && !scope.filled.C);
    const inner: Scope = {
      ...scope,
      filled: { ...scope.filled, C: scope.filled.C || own.some(({ name }) => name.text === "fillcolor") },
      holder: isCluster ? "C" : "S",
      clusters: isCluster ? [...scope.clusters, isOpen ? undefined : (name ?? "a subgraph")] : scope.clusters,
    };
    const fill = filled === undefined ? "" : `graph [fillcolor=${filled}];\n`;
    return `subgraph ${id ? `${this.name(id)} ` : ""}{\n${fill}${this.statements(statements, inner)}}`;
  }

  private valueOf(attributes: readonly DotAttribute[], name: string): string | undefined {
    const found = attributes.findLast((one) => one.name.text === name)?.value;
    return found && this.values.text(found, "hidden");
  }
}

const span = (ids: readonly DotId[]): { from: number; to: number } => ({
  from: ids[0]?.from ?? 0,
  to: ids.at(-1)?.to ?? 1,
});

/** What is set for a graph or subgraph itself, not for what is in it. */
const ownAttributes = (statements: readonly DotStatement[]): DotAttribute[] =>
  statements.flatMap((one) =>
    one.type === "assign" ? [one.attribute] : one.type === "attributes" && one.of === "graph" ? one.attributes : [],
  );
