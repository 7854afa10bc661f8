import { didYouMean } from "../diagnostic.js";
import { append } from "../lists.js";
import { shortened } from "../text/shown.js";
import type { DotFault } from "./problem.js";
import {
  type DotAttribute,
  type DotGraph,
  type DotId,
  type DotNode,
  type DotStatement,
  type DotSubgraph,
  isSubgraph,
  readDot,
} from "./read.js";
import { tokensOf } from "./tokens.js";

interface Span {
  from: number;
  to: number;
}

/** What is told of a label comes in lines: what, some words of it, and whose it is. */
const IN_LABEL = /^in label of (node|edge|graph) (.*)$/;

/**
 * What Graphviz told of a source that could be read, in the memo's words and at the place of what it is about.
 *
 * @param lines as Graphviz wrote them
 * @param whole where what has no place of its own is told
 */
export function faultsOf(lines: readonly string[], text: string, whole: Span): DotFault[] {
  const parts = partsOf(readDot(text));
  const faults: DotFault[] = [];
  let inLabel: string[] = [];
  for (const line of lines) {
    const [, kind, name] = IN_LABEL.exec(line) ?? [];
    if (kind !== undefined && inLabel.length > 0) {
      faults.push(ofLabel(inLabel, kind, name ?? "", parts) ?? verbatim([...inLabel, line], text, whole));
      inLabel = [];
    } else if (/^\.\.\. |\bin line \d+$|^cell size too small/.test(line)) inLabel.push(line);
    else faults.push(ofPart(line, parts) ?? verbatim([line], text, whole));
  }
  if (inLabel.length > 0) faults.push(verbatim(inLabel, text, whole));
  return faults;
}

/** A graph's nodes and edges, as they are written. */
interface Parts {
  nodes: { node: DotNode; attributes: readonly DotAttribute[] }[];
  edges: { ends: readonly string[]; attributes: readonly DotAttribute[] }[];
  /** Of all nodes that follow, and of the graph. */
  ofNodes: DotAttribute[];
  ofGraph: DotAttribute[];
}

function partsOf({ statements }: DotGraph): Parts {
  const parts: Parts = { nodes: [], edges: [], ofNodes: [], ofGraph: [] };
  const end = (one: DotNode | DotSubgraph): void => {
    if (isSubgraph(one)) one.statements.forEach(visit);
    else parts.nodes.push({ node: one, attributes: [] });
  };
  const visit = (one: DotStatement): void => {
    if (one.type === "subgraph") end(one);
    else if (one.type === "node") parts.nodes.push(one);
    else if (one.type === "edge") {
      one.ends.forEach(end);
      parts.edges.push({
        ends: one.ends.flatMap((node) => (isSubgraph(node) ? [] : [node.id.text])),
        attributes: one.attributes,
      });
    } else if (one.type === "assign") parts.ofGraph.push(one.attribute);
    else if (one.of === "node") append(parts.ofNodes, one.attributes);
    else if (one.of === "graph") append(parts.ofGraph, one.attributes);
  };
  statements.forEach(visit);
  return parts;
}

/** The value of a node's attribute: its own, or that of all nodes. */
const valueIn = ({ nodes, ofNodes }: Parts, name: string, attribute: string): DotId | undefined =>
  [...ofNodes, ...nodes.flatMap(({ node, attributes }) => (node.id.text === name ? attributes : []))].findLast(
    (one) => one.name.text === attribute,
  )?.value;

/** What is told of a node, an edge or the graph; undefined for what has no words here. */
function ofPart(line: string, parts: Parts): DotFault | undefined {
  const [, owner = "", port = ""] = /^node (.+), port (.+) unrecognized$/.exec(line) ?? [];
  const end = parts.nodes.find(({ node }) => node.id.text === owner && node.port[0]?.text === port)?.node.port[0];
  if (end) {
    const ports = portsOf(valueIn(parts, owner, "label"));
    return {
      rule: "diagrams/structure",
      message: `node \`${shortened(owner)}\` has no port \`${shortened(port)}\``,
      expected:
        ports.length > 0
          ? `${ports.map((one) => `\`${one}\``).join(", ")}, or a side such as \`n\``
          : "a side such as `n`",
      hint: ports.length > 0 ? didYouMean(port, ports) : 'a record has ports in its label: `"<in> words|<out> words"`',
      from: end.from,
      to: end.to,
    };
  }
  const [, small] = /^node '(.+)', graph '.*' size too small for label$/.exec(line) ?? [];
  const node = parts.nodes.find((one) => one.node.id.text === small)?.node.id;
  if (node)
    return {
      rule: "diagrams/structure",
      message: `node \`${shortened(node.text)}\` is too small for its label, and \`fixedsize\` keeps it so`,
      expected: "a larger `width` and `height`, in inches, or no `fixedsize`",
      from: node.from,
      to: node.to,
    };
  const [, written] = /^bad label format (.*)$/s.exec(line) ?? [];
  const label = [...parts.nodes.flatMap(({ attributes }) => attributes), ...parts.ofNodes].find(
    ({ name, value }) => name.text === "label" && value?.text === written,
  )?.value;
  if (label)
    return {
      rule: "diagrams/structure",
      message: "the label of this record can't be read",
      expected: 'its fields between `|`, braces and ports closed: `"{above|{left|<port> right}}"`',
      from: label.from,
      to: label.to,
    };
  return undefined;
}

const portsOf = (label: DotId | undefined): string[] => {
  if (!label) return [];
  const pattern = label.kind === "html" ? /\bPORT\s*=\s*["']([^"']+)/gi : /(?<!\\)<\s*([^<>]+?)\s*>/g;
  return [...label.text.matchAll(pattern)].map(([, port = ""]) => port);
};

/** What is told of a label in angle brackets: its lines, and whose it is. */
function ofLabel([told = "", words = ""]: readonly string[], kind: string, name: string, parts: Parts) {
  const label =
    kind === "node"
      ? valueIn(parts, name, "label")
      : (kind === "graph"
          ? parts.ofGraph
          : parts.edges.flatMap(({ ends, attributes }) =>
              ends.join(" -- ") === name.replaceAll("->", "--") ? attributes : [],
            )
        ).findLast((one) => one.name.text === "label" && one.value?.kind === "html")?.value;
  if (label?.kind !== "html") return undefined;
  const base = { rule: "diagrams/structure", from: label.from, to: label.to } as const;
  const [, wrong = ""] = /^(.*?)(?: in line \d+)?$/.exec(told) ?? [];
  if (wrong === "undefined entity") {
    const entities = [...label.text.matchAll(/&[a-z][a-z\d]*;/gi)].filter(([one]) => words.includes(one));
    const [only] = entities;
    const at = entities.length === 1 && only ? label.from + 1 + only.index : undefined;
    return {
      ...base,
      message: `a label has no entity ${entities.map(([one]) => `\`${one}\``).join(" or ")}`,
      expected: "an entity of HTML, such as `&amp;`, or the sign itself",
      ...(at === undefined ? {} : { from: at, to: at + (only?.[0].length ?? 1) }),
    };
  }
  if (wrong.startsWith("cell size"))
    return {
      ...base,
      message: "a cell of this label is too small for what is in it",
      expected: "a larger `WIDTH` and `HEIGHT`, or no `FIXEDSIZE`",
    };
  if (/used (?:before|after) <TABLE>/.test(wrong))
    return {
      ...base,
      message: "words beside a `<TABLE>` in one label",
      expected: "the words in a cell of the table: `<TR><TD>words</TD></TR>`",
    };
  return {
    ...base,
    message: `this label can't be read${/syntax error$/i.test(wrong) ? "" : `: ${wrong}`}`,
    expected: "text and lines, or one `<TABLE>` of rows `<TR>` with cells `<TD>`, at least one in each",
  };
}

/** In Graphviz's words, where the last of them that stands in the source does. */
function verbatim(lines: readonly string[], text: string, whole: Span): DotFault {
  return {
    rule: "diagrams/structure",
    message: `Graphviz: ${lines.join("; ")}`,
    expected: "a diagram that it draws without a word",
    ...(placeOfWords(lines.join(" "), text) ?? whole),
  };
}

/** What a message of Graphviz's calls by its name: `node a, port y unrecognized`, `in label of node a`, `'a'`. */
const NAMED =
  /"([^"]+)"|'([^']+)'|\b(?:node|port|cluster|edge)\s+(?!node\b|port\b|cluster\b|edge\b)([^,;'"]+?)(?=\s+unrecognized|\s+in\b|\s*(?:[,;:]|->|--|$))/g;

/** Where what a message names last, of what stands in the source, does. */
function placeOfWords(message: string, text: string): Span | undefined {
  const words = tokensOf(text).filter(({ kind }) => kind !== "sign" && kind !== "end");
  const named = [...message.matchAll(NAMED)].map(([, double, single, bare]) => double ?? single ?? bare ?? "");
  for (const name of named.reverse()) {
    const found = words.findLast((word) => word.text === name);
    if (found) return { from: found.from, to: found.to };
  }
  return undefined;
}
