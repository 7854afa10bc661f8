import type { TexMathNode } from "../../document/tree.js";
import { plainText } from "../../document/words.js";
import { largest } from "../../lists.js";
import { type LetterStyle, type TexNode, texWords } from "../../mathematics/index.js";
import { unknownNode } from "../text.js";
import type { PdfContext } from "./context.js";
import { array, literal } from "./strings.js";

/** Mathematics as a Typst call, with the formula in words as its alternative text. */
export function writeTexMath(node: TexMathNode, context: PdfContext): string {
  const { math, children, display } = node;
  const value = (index: number): string => plainText(children.slice(index, index + 1));
  const alt = literal(texWords(math, value));
  const body = writeTex(math, (index) => context.text(value(index)), context);
  if (!display) return `#math-inline(${alt}, ${body});`;
  const { id, number } = display;
  const placed = context.placing(number === undefined ? "a formula" : `Equation ${number}`, id);
  return `#math-displayed(${literal(placed)}, ${number ?? "none"}, ${alt}, ${body})`;
}

const FACES: Readonly<Record<LetterStyle, string>> = {
  italic: "italic",
  upright: "upright",
  bold: "bold",
  double: "bb",
  script: "cal",
  fraktur: "frak",
  sans: "sans",
  mono: "mono",
};

const ACCENT_CODES: Readonly<Record<string, string>> = {
  "^": "0302",
  "~": "0303",
  "¯": "0304",
  "→": "20d7",
  "˙": "0307",
  "¨": "0308",
  ˇ: "030c",
  "˘": "0306",
  "´": "0301",
  "`": "0300",
};

/** A node as a Typst expression in code mode. */
function writeTex(node: TexNode, value: (index: number) => string, context: PdfContext): string {
  const write = (part: TexNode): string => writeTex(part, value, context);
  switch (node.type) {
    case "row":
      return node.children.length === 0 ? "[]" : `(${node.children.map(write).join(" + ")})`;
    case "letter":
      return [...node.text].length > 1 && node.style === "upright"
        ? `math-words(${context.text(node.text)})`
        : `math.${FACES[node.style]}(${literal(node.text)})`;
    case "number":
      return `math.upright(${literal(node.text)})`;
    case "sign":
      return sign(node);
    case "function":
      return `math.op(math.upright(${literal(node.name)}), limits: ${node.limits})`;
    case "words":
      return node.style === "upright"
        ? `math-words(${context.text(node.text)})`
        : `${node.style === "bold" ? "strong" : "emph"}(math-words(${context.text(node.text)}))`;
    case "value":
      return `math-words(${value(node.index)})`;
    case "space":
      return `h(${Math.round(node.width * 1000) / 1000}em)`;
    case "fraction": {
      const { over, under, line, size } = node;
      const fraction = `math.${line ? "frac" : "binom"}(${write(over)}, ${write(under)})`;
      return size ? `math.${size === "display" ? "display" : "inline"}(${fraction})` : fraction;
    }
    case "root":
      return node.degree ? `math.root(${write(node.degree)}, ${write(node.of)})` : `math.sqrt(${write(node.of)})`;
    case "scripts":
      return scripts(node, write);
    case "fenced":
      // Of two over each other without a line between them the parentheses are Typst's own.
      return node.of.type === "fraction" && !node.of.line
        ? write(node.of)
        : fenced(node.open, node.close, write(node.of));
    case "accent":
      return `math.accent(${write(node.of)}, "\\u{${ACCENT_CODES[node.mark]}}"${node.wide ? "" : ", size: 0%"})`;
    case "bar":
      return `math.${node.over ? "overline" : "underline"}(${write(node.of)})`;
    case "brace":
      return `math.${node.over ? "overbrace" : "underbrace"}(${write(node.of)}${node.note ? `, ${write(node.note)}` : ""})`;
    case "stack":
      return `math.attach(math.limits(${write(node.of)})${node.over ? `, t: ${write(node.over)}` : ""}${node.under ? `, b: ${write(node.under)}` : ""})`;
    case "table":
      return table(node, write);
    default:
      throw unknownNode(node, "PDF");
  }
}

function sign({ text, class: kind }: TexNode & { type: "sign" }): string {
  // Within a call that says their class they would stay as small as they are in a line.
  if (kind === "large" || kind === "integral") return plain(text);
  return `math.class("${kind === "ordinary" ? "normal" : kind}", ${literal(text)})`;
}

const plain = (text: string): string => `[#symbol(${literal(text)});]`;

function scripts(
  { base, sub, sup, primes, limits }: TexNode & { type: "scripts" },
  write: (part: TexNode) => string,
): string {
  const above = [...(primes > 0 ? [`math.primes(${primes})`] : []), ...(sup ? [write(sup)] : [])].join(" + ");
  const isSign = base.type === "sign";
  const bounds =
    limits ?? (isSign && base.class === "large" ? "large" : isSign && base.class === "integral" ? false : undefined);
  const one = write(base);
  const written =
    bounds === "large"
      ? `math.limits(inline: false, ${one})`
      : bounds === true
        ? `math.limits(${one})`
        : bounds === false
          ? `math.scripts(${one})`
          : one;
  return `math.attach(${written}${sub ? `, b: ${write(sub)}` : ""}${above === "" ? "" : `, t: ${above}`})`;
}

function fenced(open: string, close: string, body: string): string {
  return `math.lr(${[open === "" ? "" : plain(open), body, close === "" ? "" : plain(close)].filter((part) => part !== "").join(" + ")})`;
}

function table({ rows, kind, open, close }: TexNode & { type: "table" }, write: (part: TexNode) => string): string {
  if (kind === "aligned" || kind === "gathered")
    return rows.map((cells) => cells.map(write).join(" + math-align + ")).join(" + linebreak() + ");
  const width = largest(rows.map((cells) => cells.length));
  const body = rows.map((cells) =>
    array(Array.from({ length: width }, (_, column) => (cells[column] ? write(cells[column]) : "[]"))),
  );
  const align = kind === "cases" ? "align: left, column-gap: 1em, " : "";
  return fenced(open, close, `math.mat(delim: none, ${align}${body.join(", ")})`);
}
