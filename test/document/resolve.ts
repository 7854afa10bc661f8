import { readChapters } from "../../src/chapters/index.js";
import { type Diagnostic, formatDiagnostics } from "../../src/diagnostic.js";
import { prepareChapters } from "../../src/document/prepare.js";
import { resolveMemo } from "../../src/document/resolve.js";
import type { BlockNode, InlineNode, MemoTree } from "../../src/document/tree.js";
import { analyse } from "../../src/notebook/analyse/analyse.js";
import { GLOBAL_NAMES, LIBRARY_NAMES } from "../../src/notebook/library/library-names.js";
import type { DataTable, FigureResult } from "../../src/notebook/types.js";
import { assumption, claim, register, scopeOf, source } from "./prose-scope.js";

/** What blocks would have come to: nothing is run here. */
export interface Results {
  /** Of every table block; one of numbers where it is absent. */
  table?: DataTable;
  values?: Readonly<Record<string, unknown>>;
  claims?: Readonly<Record<string, boolean>>;
}

const SOURCES = [
  source("survey", { author: "Grid Institute", title: "Queue survey", date: "2026-02" }),
  source("sequel", { author: "Grid Institute", title: "Queue survey, continued", date: "2026-05" }),
  source("older", { author: "Grid Institute", title: "First survey", date: "2024" }),
  source("many", { author: "Ames, A.; Brown, B.; Clark, C.", title: "Three on chips", date: "2025" }),
  source("short", { author: "The Very Long Name of an Agency", short: "Agency", title: "Outlook" }),
  source("register", { publisher: "House", title: "Cited by the register alone", date: "2023" }),
];

const BOOK = register(
  [
    assumption("gw.add", {
      shape: "series",
      keys: ["2026"],
      value: { 2026: 18 },
      unit: "GW/year",
      sources: ["register"],
    }),
    assumption("gw.unused", { sources: ["older"] }),
  ],
  SOURCES,
);

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" role="img" aria-label="drawn before"></svg>';

/** Chapters to the resolved tree, with results made up: every chart is an empty picture, every table two rows. */
export function resolve(
  chapters: Readonly<Record<string, string>>,
  { values = {}, claims = {}, table: given }: Results = {},
): { tree: MemoTree; diagnostics: Diagnostic[]; said: string } {
  const files = new Map(Object.entries(chapters));
  const { chapters: read, diagnostics } = readChapters(files);
  const program = analyse(
    read.flatMap(({ blocks }) => blocks),
    { givenPaths: new Set(["gw.add", "gw.add.2026"]), library: LIBRARY_NAMES, globals: GLOBAL_NAMES },
  );
  const scope = scopeOf(values, {
    register: BOOK,
    claims: new Map(Object.entries(claims).map(([id, holds]) => [id, claim(id, holds)])),
    restsOn: (blockId) => (program.blocks.some(({ block }) => block.id === blockId) ? ["gw.add"] : []),
    valueRestsOn: (path) => (program.names.has(path.split(".")[0] ?? "") ? ["gw.add"] : []),
  });
  const { templates, diagnostics: inProse } = prepareChapters(read, {
    names: new Set(scope.names),
    sources: new Set(BOOK.sources.keys()),
  });
  const table = {
    columns: [
      { key: "year", label: "Year", align: "left" },
      { key: "gw", label: "Capacity", unit: "GW", format: { style: "number", digits: 1 }, align: "right" },
    ],
    rows: [
      ["2026", 18],
      ["2027", null],
    ],
  } as const;
  const figures = program.blocks.flatMap(({ block }): [string, FigureResult][] => {
    if (block.kind === "chart") return [[block.id, { kind: "chart", blockId: block.id, svg: SVG, data: [table] }]];
    return block.kind === "table" ? [[block.id, { kind: "table", blockId: block.id, table: given ?? table }]] : [];
  });
  const { tree, diagnostics: resolved } = resolveMemo({
    templates,
    program,
    register: BOOK,
    scope,
    run: {
      values: scope.values,
      reads: new Map(),
      claims: scope.claims,
      figures: new Map(figures),
      status: [],
      printed: [],
      diagnostics: [],
    },
  });
  const all = [...diagnostics, ...program.diagnostics, ...inProse, ...resolved];
  return { tree, diagnostics: all, said: formatDiagnostics(all, { sources: files }) };
}

/** A resolved tree as an outline a person can check: a line a node, what is inside it further in. */
export function outline(tree: MemoTree): string {
  const lines = tree.chapters.flatMap(({ heading, id, children }) => [
    `chapter #${id} ${heading.number ?? "–"} ${inlines(heading.children)}`,
    ...indent(blocks(children)),
  ]);
  for (const { number, children } of tree.footnotes) lines.push(`footnote ${number}`, ...indent(blocks(children)));
  for (const {
    key,
    number,
    source: { title },
  } of tree.references)
    lines.push(`reference ${number} ${key}: ${title}`);
  for (const { id, rows } of tree.appendix)
    for (const row of rows) lines.push(`register ${id}: ${row.assumption.id} from ${row.sources}`);
  return `${lines.join("\n")}\n`;
}

const indent = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

/** Nodes a line each, with what they hold. */
export function blocks(nodes: readonly BlockNode[]): string[] {
  return nodes.flatMap((node): string[] => {
    switch (node.type) {
      case "heading":
        return [`h${node.level} #${node.id} ${node.number ?? "–"} ${inlines(node.children)}`];
      case "paragraph":
        return [`p ${inlines(node.children)}`];
      case "list": {
        const kind = `${node.ordered ? `ol from ${node.start}` : "ul"}${node.tight ? "" : ", loose"}`;
        return [kind, ...node.items.flatMap((item) => ["  li", ...indent(indent(blocks(item)))])];
      }
      case "definitions":
        return [
          "dl",
          ...node.items.flatMap(({ term, details }) => [
            `  dt ${inlines(term)}`,
            ...details.flatMap((detail) => ["  dd", ...indent(indent(blocks(detail)))]),
          ]),
        ];
      case "quote":
        return ["quote", ...indent(blocks(node.children))];
      case "verbatim":
        return [`verbatim ${node.language ?? "–"} ${JSON.stringify(node.text)}`];
      case "rule":
        return ["rule"];
      case "markdownTable":
        return [
          `table ${node.align.join(" ")}`,
          ...[node.head, ...node.rows].map((row) => `  ${row.map(inlines).join(" | ")}`),
        ];
      case "figure":
        return [
          `${node.kind} #${node.id} ${node.number}`,
          `  caption ${inlines(node.caption)}`,
          `  alt ${JSON.stringify(node.alt)}`,
          `  source ${inlines(node.source)}`,
          ...(node.svg ? [`  svg ${/aria-label="[^"]*"/.exec(node.svg)?.[0]}`] : []),
          ...(node.table?.rows ?? []).map((row) => `  ${row.map(({ text }) => text).join(" | ")}`),
        ];
      case "formula":
        return [`formula #${node.id} ${node.number} ${node.expression}`];
      case "code":
        return [`code ${node.kind} ${node.blockId}`];
      default:
        throw new Error("a node this test doesn't know");
    }
  });
}

/** Inline nodes on one line: `<em …>`, `[[value]]`, `(→target text)`, `(cite …)`, `(note n)`. */
export function inlines(nodes: readonly InlineNode[]): string {
  return nodes
    .map((node): string => {
      switch (node.type) {
        case "text":
          return node.text;
        case "emphasis":
          return `<em ${inlines(node.children)}>`;
        case "strong":
          return `<strong ${inlines(node.children)}>`;
        case "strikethrough":
          return `<s ${inlines(node.children)}>`;
        case "codespan":
          return `<code ${node.text}>`;
        case "link":
          return `<a ${node.href}${node.title ? ` "${node.title}"` : ""} ${inlines(node.children)}>`;
        case "break":
          return "<br>";
        case "quote-value":
          return `[[${node.id} ${node.text}]]`;
        case "reference":
          return `(→${node.target} ${node.text})`;
        case "citation":
          return `(cite ${node.items.map(({ key, text, locator }) => `${key}=${text}${locator ? `, ${locator}` : ""}`).join("; ")})`;
        case "footnoteReference":
          return `(note ${node.number})`;
        default:
          throw new Error("a node this test doesn't know");
      }
    })
    .join("");
}
