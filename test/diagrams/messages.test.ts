import { join } from "node:path";
import { expect, it } from "vitest";
import { projectOf } from "../../src/api/project.js";
import { readChapters } from "../../src/chapters/index.js";
import { formatDiagnostics, MemoError } from "../../src/diagnostic.js";
import { prepareChapters } from "../../src/document/prepare.js";
import { computeMemo } from "../../src/memo/compute.js";
import { diagramFigures } from "../../src/memo/graphs/diagrams.js";
import { BASE, chapter, fence } from "../../src/rules/base.js";
import { matchGolden } from "../golden.js";

const HEAD = 'dot {#fig-way caption="The way." alt="Apples to bottles."}';

/** What is wrong, by what it is of; each alone in a memo. */
const WRONG: readonly (readonly [what: string, source: string, head?: string])[] = [
  ["nothing", ""],
  ["no node", "digraph { }"],
  ["no graph", "a -> b"],
  ["a misspelt kind", "digrph { a -> b }"],
  ["a brace never closed", "digraph {\n  subgraph cluster_a { a\n  b\n}"],
  ["a bracket never closed", "digraph {\n  a [label=x\n}"],
  ["a text never closed", 'digraph {\n  a [label="x]\n}'],
  ["angle brackets never closed", "digraph {\n  a [label=<<B>x</B>]\n}"],
  ["angle brackets never closed before an arrow", "digraph {\n  a [label=<<B>x</B>]\n  a -> b\n}"],
  ["a comment never closed", "digraph { a /* b }"],
  ["two graphs", "digraph { a }\ndigraph { b }"],
  ["words behind the graph", "digraph { a } b"],
  ["the other sign", "digraph {\n  a -- b\n}"],
  ["the other sign", "graph {\n  a -> b\n}"],
  ["a list of nodes", "digraph { a, b [shape=box] }"],
  ["a number and a name", "digraph { 2a -> b }"],
  ["a sign of nothing", "digraph { a ? b }"],
  ["a name with a dash", "digraph { press-hall -> b }"],
  ["a name with a dash and a number", "digraph { press-2 -> b }"],
  ["a name with a dash and a value", "digraph { press-{{number given.orchard.trees digits=0}} -> b }"],
  ["a hash", "digraph {\n  a # which is pressed\n}"],
  ["a text without quotation marks", "digraph { a [label=Two words, shape=box] }"],
  ["more words without quotation marks", "digraph { a -> b [label=12 trees of 2027 color=blue] }"],
  ["a word for an edge", "digraph { edge -> b }"],
  ["a word of the language", "digraph { node -> b }"],
  ["an unknown layout", "digraph { layout=neat\n a -> b }"],
  ["an attribute of another layout", "digraph { layout=neato\n rankdir=LR\n a -> b }"],
  ["an unknown attribute", "digraph { a [colour=blue] }"],
  ["an attribute of another thing", "digraph { a [arrowhead=vee] }"],
  ["an unknown shape", "digraph { a [shape=bxo] }"],
  ["an unknown style", "digraph { a [style=fild] }"],
  ["a style misspelt at its end", "digraph { a [style=roundd] }"],
  ["a line's width as a style", 'digraph { a -> b [style="setlinewidth(3)"] }'],
  ["an unknown arrow", "digraph { a -> b [arrowhead=ve] }"],
  ["the word for all arrows", "digraph { a -> b [arrowhead=arow] }"],
  ["an unknown colour", "digraph { a [color=oragne] }"],
  ["no number", "digraph { a [penwidth=thick] }"],
  ["a number below zero", "digraph { a [penwidth=-1] }"],
  ["a size of no page", "digraph { a [width=400] }"],
  ["a scheme of colours", 'digraph { a [color="/blues9/3"] }'],
  ["a font", "digraph { node [fontname=Helvetica] a }"],
  ["a size of paper", 'digraph { size="6,4" a }'],
  ["a link", 'digraph { a [URL="javascript:alert(1)"] }'],
  ["a tip", 'digraph { a [tooltip="more"] }'],
  ["a picture", 'digraph { a [image="a.png"] }'],
  ["a shape from a file", 'digraph { a [shapefile="a.ps"] }'],
  ["a style sheet", 'digraph { stylesheet="a.css" a }'],
  ["a picture in a label", 'digraph { a [label=<<TABLE><TR><TD><IMG SRC="a.png"/></TD></TR></TABLE>>] }'],
  ["an element of no label", "digraph {\n  a [label=<<script>x</script>>]\n}"],
  ["elements crossed", "digraph { a [label=<<B><I>x</B></I>>] }"],
  ["a row never closed", "digraph { a [label=<<TABLE><TR><TD>x</TD></TABLE>>] }"],
  ["a sign that is no entity", "digraph { a [label=<x & y>] }"],
  ["an unknown entity", "digraph { a [label=<x &foo; y>] }"],
  ["an empty table", "digraph { a [label=<<TABLE></TABLE>>] }"],
  [
    "a cell too small",
    'digraph { a -> b [label=<<TABLE><TR><TD FIXEDSIZE="TRUE" WIDTH="2" HEIGHT="2">x</TD></TR></TABLE>>] }',
  ],
  ["words beside a graph's table", "digraph {\n  a\n  label=<x<TABLE><TR><TD>y</TD></TR></TABLE>>\n}"],
  ["a node too small", 'digraph { "the press" [fixedsize=true, width=0.3, label="a long label"] }'],
  ["a brace of a record", 'digraph { a [shape=record, label="{x"] }'],
  ["a link in a label", 'digraph { a [label=<<TABLE HREF="https://example.org"><TR><TD>x</TD></TR></TABLE>>] }'],
  ["a table in a line", "digraph { a [label=<x<TABLE><TR><TD>y</TD></TR></TABLE>>] }"],
  ["a subgraph's label", "digraph { subgraph depot { label=Depot; a } }"],
  ["a node in two clusters", "digraph {\n  subgraph cluster_a { a }\n  subgraph cluster_b { b -> a }\n}"],
  ["an edge to a cluster", "digraph { subgraph cluster_a { a } b -> cluster_a }"],
  ["an end at no cluster", "digraph { compound=true subgraph cluster_a { a } b -> a [lhead=cluster_b] }"],
  ["an end at a box, not compound", "digraph { subgraph cluster_a { a } b -> a [lhead=cluster_a] }"],
  ["a port that isn't there", 'digraph {\n  a [shape=record, label="<x> 1"]\n  b -> a:y\n}'],
  ["a port of several", 'digraph {\n  a [shape=record, label="<x> 1|<y> 2"]\n  z -> b\n  a:z -> b\n}'],
  ["a port of a cell", 'digraph { a [label=<<TABLE><TR><TD PORT="left">1</TD></TR></TABLE>>]; b -> a:lft }'],
  ["a port of what has none", "digraph { b -> a:top }"],
  ["two ports", "digraph { a:x -> b:y }"],
  ["a side that isn't there", "digraph { a -> b:x:up }"],
  ["drawn by lot", "graph { layout=neato start=rand a -- b }"],
  ...["-7", "foo", "true", "rand7", "random x 7", "random", ""].map(
    (start) => [`drawn by lot, by \`${start}\``, `graph { layout=fdp start="${start}" a -- b }`] as const,
  ),
  ["a value for the name of an attribute", 'digraph { a [{{text "color"}}=blue] }'],
  ["a value that no message shows as a mark", 'digraph { {{text "a"}} [shape={{text "bxo"}}] }\ndigraph { }'],
  ["a node called as a word of Graphviz's", "digraph { in -> a; a [label=<x<TABLE><TR><TD>y</TD></TR></TABLE>>] }"],
  ["an unknown value", 'digraph {\n  a [label="{{number given.orchard.tres digits=0}}"]\n}'],
  ["a value without a format", "digraph { a [penwidth={{given.orchard.trees}}] }"],
  ["a word for a number", 'digraph { a [penwidth={{text "thick"}}] }'],
  ["backslashes in braces", 'digraph {\n  a [label="{{text \\"box\\"}}"]\n}'],
  ["braces beside each other", 'digraph { a [shape=record, label="{{x|y}|z}"] }'],
  ["too many nodes", `digraph {\n${Array.from({ length: 4999 }, (_, n) => `  n${n} -> n${n + 1}\n`).join("")}}`],
  ["no id", "digraph { a }", 'dot {caption="c" alt="a"}'],
  ["an id of no figure", "digraph { a }", 'dot {#way caption="c" alt="a"}'],
  ["no alternative text", "digraph { a }", 'dot {#fig-way caption="c"}'],
  ["no caption", "digraph { a }", 'dot {#fig-way alt="a"}'],
  ["an unknown option", "digraph { a }", 'dot {#fig-way caption="c" alt="a" widht=50%}'],
  ["a width of no share", "digraph { a }", 'dot {#fig-way caption="c" alt="a" width=50px}'],
  ["a class", "digraph { a }", 'dot {#fig-way .wide caption="c" alt="a"}'],
  ["no braces", "digraph { a }", "dot"],
  ["another program's language", "graph TD; a-->b", "mermaid"],
  ["Quarto's braces", "digraph { a }", "{dot}"],
];

const { scope } = await computeMemo(projectOf(BASE), {});

/** What is told of a chapter with such a diagram: when it is read, and where that finds nothing, when it is drawn. */
const told = (source: string, head = HEAD): Promise<string> => toldOf(chapter(fence(head, source), "@fig-way"));

async function toldOf(text: string): Promise<string> {
  const file = "chapters/03-juice.md";
  const { chapters, diagnostics } = readChapters(new Map([[file, text]]));
  const known = {
    names: new Set([...scope.names, "given"]),
    sources: new Set<string>(),
    targets: new Set(["fig-way"]),
  };
  const { templates, diagnostics: inProse } = prepareChapters(chapters, known);
  const found = [...diagnostics, ...inProse];
  if (found.length === 0) await diagramFigures(templates, scope, undefined, (d) => found.push(d));
  return formatDiagnostics(found, { sources: new Map([[file, text]]) });
}

it("is told at its place, with what was expected", async () => {
  const messages: string[] = [];
  for (const [what, source, head] of WRONG) {
    const message = await told(source, head);
    expect(message, what).toMatch(/^error\[/m);
    messages.push(`# ${what}\n${message.trim()}\n`);
  }
  matchGolden(join(import.meta.dirname, "golden/messages.txt"), messages.join("\n"));
}, 30_000);

it.each([
  ["a quotation", "> ", "8:8"],
  ["an item of a list", "  ", "8:8"],
])("is told at its place within %s", async (_, indent, at) => {
  const source = fence(HEAD, 'digraph {\n\n  a [shpe={{text "box"}}, label="ä"]\n}').replaceAll("\n", `\n${indent}`);
  const message = await toldOf(chapter(`${indent === "> " ? indent : "- "}${source}`, "@fig-way"));
  expect(message).toContain(`error[diagrams/attribute] chapters/03-juice.md:${at}\n`);
  expect(message.match(/^error/gm)).toHaveLength(1);
});

it("takes seeds that are the same each time", async () => {
  for (const start of ["7", "random7", "self", "regular"])
    expect(await told(`graph { layout=neato start=${start} a -- b }`), start).toBe("");
});

it("tells nothing that hangs on values of a memo that can't be run", async () => {
  const files = {
    ...BASE,
    "chapters/03-juice.md": chapter(
      fence("ts {#juice}", "const litres = given.orchard.tres * 12;"),
      fence(
        HEAD,
        `digraph {
  layout="{{litres}}"; compound="{{litres}}"
  subgraph cluster_a { {{litres}} -> "{{litres}}" }
  subgraph cluster_b { {{litres}} [label=<<TABLE BGCOLOR="{{litres}}"><TR><TD>x</TD></TR></TABLE>>] }
  subgraph "cluster_{{litres}}" { a }
  subgraph "{{litres}}" { label="x"; a }
  a -> b:x:{{litres}} [len=2, lhead=cluster_c]
  a -> "cluster_{{litres}}" [color="{{litres}}", penwidth={{litres}}]
}`,
      ),
      "@fig-way",
    ),
  };
  const failed = await computeMemo(projectOf(files), {}).catch((error: unknown) => error);
  expect((failed as MemoError).diagnostics.map(({ rule, message }) => [rule, message])).toEqual([
    ["notebook/unknown-assumption", expect.anything()],
  ]);
});

it("is told where a memo can't be run too, but for what hangs on its values", async () => {
  const files = {
    ...BASE,
    "chapters/03-juice.md": chapter(
      fence("ts {#juice}", "const litres = given.orchard.tres * 12;"),
      fence(
        HEAD,
        'digraph {\n  a [shape={{text "box"}}, label="{{number given.orchard.trees digits=0}}"]\n  a -> b [arowhead=vee]\n}',
      ),
      "@fig-way",
    ),
  };
  const failed = await computeMemo(projectOf(files), {}).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(MemoError);
  expect((failed as MemoError).diagnostics.map(({ rule, place }) => [rule, place?.start.line])).toEqual([
    ["notebook/unknown-assumption", 6],
    ["diagrams/attribute", 12],
  ]);
});
