import type { CodeNode } from "../../document/tree.js";
import { anchors, type PageContext } from "./context.js";
import { escapeAttribute, escapeText } from "./escape.js";
import { isColoured, tokensOf } from "./highlight.js";

const KINDS: Readonly<Record<CodeNode["kind"], string>> = {
  compute: "Computation",
  claim: "Claim",
  chart: "Chart",
  table: "Table",
  formula: "Formula",
  sql: "Query",
  sweep: "Sweep",
  graph: "Graph",
  diagram: "Diagram",
  picture: "Picture",
  layout: "Figures side by side",
};

/** The blocks of a section, folded away below its prose in one line. */
export function writeComputed(nodes: readonly CodeNode[], context: PageContext): string {
  return writeFold(nodes.length, nodes.map((node) => writeFolded(node, context)).join("\n"));
}

/** The fold around so many blocks. */
export function writeFold(count: number, blocks: string): string {
  return `<details class="computed" data-aid><summary>How this is computed <span class="count">(${count})</span></summary>\n${blocks}\n</details>`;
}

/** Code without the lines that say what the page prints beside it: caption, alternative text, source. */
function shownCode({ text }: CodeNode): string {
  const bare = text.replace(/^(?:[ \t]*(?:\/\/|#|--)\|[^\n]*(?:\n|$))+/, "");
  return (bare.trim() === "" ? text : bare).replace(/\n$/, "");
}

/** One block in the fold: its source is coloured by the script when the fold opens. */
function writeFolded(node: CodeNode, context: PageContext): string {
  const code = shownCode(node);
  const id = context.ids.of("block", node.blockId);
  return `<div class="block" id="${id}"><p>${anchors(id, context)}${KINDS[node.kind]} <code>${escapeText(node.blockId)}</code></p><pre${isColoured(node.language) ? ` data-code="${node.language}"` : ""}>${
    // A line break right behind the tag would be dropped.
    code.startsWith("\n") ? "\n" : ""
  }${escapeText(code)}</pre></div>`;
}

/** A block that is meant to be read, where it stands. */
export function writeEcho(node: CodeNode, context: PageContext): string {
  const html = coloured(shownCode(node), node.language);
  const id = context.ids.of("block", node.blockId);
  return `<pre class="echo" id="${id}" role="region" aria-label="${escapeAttribute(`Code of ${node.blockId}`)}" data-aid>${anchors(id, context)}${html}</pre>`;
}

/** What languages are called behind a fence that are coloured like another. */
const LIKE: Readonly<Record<string, string>> = {
  typescript: "ts",
  tsx: "ts",
  js: "ts",
  javascript: "ts",
  json: "ts",
  yml: "yaml",
};

/** Code with what stands out in it coloured, where its language is known. */
export function coloured(code: string, language = ""): string {
  const name = language.toLowerCase();
  let html = "";
  let at = 0;
  for (const { kind, from, to } of tokensOf(code, LIKE[name] ?? name)) {
    html += `${escapeText(code.slice(at, from))}<i class="${kind}">${escapeText(code.slice(from, to))}</i>`;
    at = to;
  }
  return html + escapeText(code.slice(at));
}
