import { splitMarks } from "../../document/template/marks.js";
import type { InlineNode, TexMathNode } from "../../document/tree.js";
import { citationText, plainText } from "../../document/words.js";
import { citationParts, unknownNode } from "../text.js";
import { codeSpan, destination, escapeText } from "./escape.js";
import { SOFT_SPACE } from "./sentences.js";

/** Marks in force: repeating one inside itself would end it. */
type Mark = "emphasis" | "strong" | "strikethrough";

interface Setting {
  marks: readonly Mark[];
  inLink: boolean;
}

const TOP: Setting = { marks: [], inLink: false };

const SIGNS = {
  emphasis: ["*", "em"],
  strong: ["**", "strong"],
  strikethrough: ["~~", "del"],
} as const;

/** Inline nodes as Markdown; spaces where a line may break are `SOFT_SPACE`. Throws on a node it doesn't know. */
export function writeInlines(nodes: readonly InlineNode[], setting: Setting = TOP): string {
  let out = "";
  nodes.forEach((node, i) => {
    const next = nodes[i + 1];
    out += writeInline(node, setting, out.at(-1) ?? "", next ? (plainText([next])[0] ?? "") : "");
  });
  return out;
}

/** Inline nodes on one line, for headings and cells. */
export function writeLine(nodes: readonly InlineNode[]): string {
  return writeInlines(nodes).replaceAll(SOFT_SPACE, " ").replace(/\\\n/g, "<br>");
}

function writeInline(node: InlineNode, setting: Setting, before: string, after: string): string {
  switch (node.type) {
    case "text": {
      const text = escapeText(node.text.replace(/\s*\n\s*/g, " "));
      return setting === TOP ? text.replaceAll(" ", SOFT_SPACE) : text;
    }
    case "quote-value":
      return escapeText(node.text);
    case "emphasis":
    case "strong":
    case "strikethrough":
      return writeMarked(node.type, node.children, setting, before, after);
    case "codespan":
      return codeSpan(node.text);
    case "link": {
      const inside = writeInlines(node.children, { ...setting, inLink: true });
      if (setting.inLink) return inside;
      const title = node.title ? ` "${node.title.replace(/["\\]/g, "\\$&").replaceAll("\n", " ")}"` : "";
      return `[${inside}](${destination(node.href)}${title})`;
    }
    case "subscript":
    case "superscript":
    case "key": {
      const tag = { subscript: "sub", superscript: "sup", key: "kbd" }[node.type];
      return `<${tag}>${writeInlines(node.children, setting)}</${tag}>`;
    }
    case "task":
      return `[${node.done ? "x" : " "}] `;
    case "break":
      return "\\\n";
    case "math":
      return writeTexMath(node);
    case "reference":
      return link(escapeText(node.text), `#${node.target}`, setting);
    case "citation":
      return `(${node.items
        .map((item) => {
          const text = link(escapeText(item.text), `#ref-${item.key}`, setting);
          return citationText(citationParts(item, escapeText, text));
        })
        .join("; ")})`;
    case "footnoteReference":
      return `[^${node.number}]`;
    case "change": {
      const tag = node.kind === "inserted" ? "ins" : "del";
      return `<${tag}>${writeInlines(node.children, setting)}</${tag}>`;
    }
    default:
      throw unknownNode(node, "Markdown");
  }
}

function link(text: string, href: string, setting: Setting): string {
  return setting.inLink ? text : `[${text}](${destination(href)})`;
}

/** Marks hug their text; where the neighbours would keep them from being read as marks, HTML says it. */
function writeMarked(
  mark: Mark,
  children: readonly InlineNode[],
  setting: Setting,
  before: string,
  after: string,
): string {
  const inside = writeInlines(children, { ...setting, marks: [...setting.marks, mark] });
  const [, lead = "", text = "", trail = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(inside) ?? [];
  if (text === "" || setting.marks.includes(mark)) return inside;
  const [sign, tag] = SIGNS[mark];
  const blocked = (outside: string, edge: string): boolean =>
    /[\p{L}\p{N}*_~]/u.test(outside) && !/[\p{L}\p{N}]/u.test(edge);
  const opens = lead !== "" || !blocked(before, text[0] ?? "");
  const closes = trail !== "" || !blocked(after, text.at(-1) ?? "");
  return opens && closes ? `${lead}${sign}${text}${sign}${trail}` : `${lead}<${tag}>${text}</${tag}>${trail}`;
}

/** Mathematics as GitHub reads it: it takes dollars beside code marks for no money; a value stands in it as words. */
function writeTexMath({ tex, children, display }: TexMathNode): string {
  const written = splitMarks(tex)
    .map((piece) =>
      typeof piece === "string"
        ? piece
        : `\\text{${plainText(children.slice(piece.index, piece.index + 1)).replace(/[\\{}#$%&^~_]/g, "\\$&")}}`,
    )
    .join("");
  if (!display) return /[`\n]/.test(written) ? `$${written}$` : `$\`${written}\`$`;
  return `$$\n${written}${display.number === undefined ? "" : ` \\tag{${display.number}}`}\n$$`;
}
