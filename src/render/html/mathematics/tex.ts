import type { TexMathNode } from "../../../document/tree.js";
import { plainText } from "../../../document/words.js";
import { type LetterStyle, type TexNode, texWords } from "../../../mathematics/index.js";
import { unknownNode } from "../../text.js";
import { escapeAttribute, escapeText } from "../escape.js";

/** Letters from which on a formula in a sentence may be broken behind its relations, and a displayed one is set smaller on phones. */
const LONG = 24;

/**
 * Mathematics as MathML, with the formula in words as its alternative text.
 *
 * @param value writes a quoted value of it
 */
export function writeTexMath(node: TexMathNode, value: (index: number) => string): string {
  const { math, children, display } = node;
  const words = (part: TexNode): string => texWords(part, (index) => plainText(children.slice(index, index + 1)));
  const alt = words(math);
  const write = (part: TexNode): string => writeTex(part, value);
  if (display) {
    const size = alt.length > 2 * LONG ? " widest" : alt.length > 1.3 * LONG ? " wide" : "";
    return `<math display="block" class="tex${size}" alttext="${escapeAttribute(alt)}">${write(math)}</math>`;
  }
  const pieces = alt.length > LONG ? atRelations(math) : [math];
  return pieces
    .map((piece) => `<math class="tex" alttext="${escapeAttribute(words(piece))}">${write(piece)}</math>`)
    .join("<wbr>");
}

/** A formula in pieces that end with a relation: browsers break no formula themselves. */
function atRelations(math: TexNode): TexNode[] {
  if (math.type !== "row") return [math];
  const pieces: TexNode[][] = [[]];
  for (const child of math.children) {
    pieces.at(-1)?.push(child);
    if (child.type === "sign" && child.class === "relation") pieces.push([]);
  }
  return pieces.filter((children) => children.length > 0).map((children) => ({ type: "row", children }));
}

function writeTex(node: TexNode, value: (index: number) => string): string {
  const write = (part: TexNode): string => writeTex(part, value);
  /** As one element. */
  const one = (part: TexNode): string => (part.type === "row" ? `<mrow>${inRow(part.children)}</mrow>` : write(part));
  const inRow = (children: readonly TexNode[]): string =>
    children
      .map((child, i) =>
        child.type === "sign" && child.class === "binary" && leads(children[i - 1])
          ? `<mo form="prefix">${escapeText(child.text)}</mo>`
          : write(child),
      )
      .join("");
  switch (node.type) {
    case "row":
      return `<mrow>${inRow(node.children)}</mrow>`;
    case "letter":
      return letter(node.text, node.style);
    case "number":
      return `<mn>${node.text}</mn>`;
    case "sign":
      return sign(node);
    case "function":
      return `<mi>${escapeText(node.name)}</mi>${'<mspace width="0.17em"></mspace>'}`;
    case "words":
      return `<mtext${node.style === "upright" ? "" : ` class="${node.style === "bold" ? "b" : "v"}"`}>${escapeText(node.text.replaceAll(" ", "\u00a0"))}</mtext>`;
    case "value":
      return `<mtext>${value(node.index)}</mtext>`;
    case "space":
      return `<mspace width="${round(node.width)}em"></mspace>`;
    case "fraction": {
      const fraction = `<mfrac${node.line ? "" : ' linethickness="0"'}>${one(node.over)}${one(node.under)}</mfrac>`;
      return node.size ? `<mstyle displaystyle="${node.size === "display"}">${fraction}</mstyle>` : fraction;
    }
    case "root":
      return node.degree ? `<mroot>${one(node.of)}${one(node.degree)}</mroot>` : `<msqrt>${one(node.of)}</msqrt>`;
    case "scripts":
      return scripts(node, one);
    case "fenced":
      return `<mrow>${fence(node.open, "prefix")}${one(node.of)}${fence(node.close, "postfix")}</mrow>`;
    case "accent":
      return `<mover accent="true">${one(node.of)}<mo stretchy="${node.wide}">${escapeText(node.mark)}</mo></mover>`;
    case "bar":
      return `<mrow class="${node.over ? "over" : "under"}">${one(node.of)}</mrow>`;
    case "brace": {
      const [tag, brace] = node.over ? ["mover", "⏞"] : ["munder", "⏟"];
      const braced = `<${tag}>${one(node.of)}<mo stretchy="true">${brace}</mo></${tag}>`;
      return node.note ? `<${tag}>${braced}${one(node.note)}</${tag}>` : braced;
    }
    case "stack":
      return node.over
        ? `<mover>${one(node.of)}${one(node.over)}</mover>`
        : `<munder>${one(node.of)}${node.under ? one(node.under) : "<mrow></mrow>"}</munder>`;
    case "table":
      return table(node, one);
    default:
      throw unknownNode(node, "page");
  }
}

/** Whether a plus or minus behind this is a sign of what follows. */
const leads = (before: TexNode | undefined): boolean =>
  before === undefined ||
  (before.type === "sign" && !["ordinary", "closing"].includes(before.class)) ||
  before.type === "space";

const round = (width: number): number => Math.round(width * 1000) / 1000;

function fence(text: string, form: "prefix" | "postfix"): string {
  return text === "" ? "" : `<mo form="${form}" fence="true" stretchy="true">${escapeText(text)}</mo>`;
}

function sign({ text, class: kind }: TexNode & { type: "sign" }): string {
  const words = escapeText(text);
  switch (kind) {
    case "ordinary":
      return `<mi mathvariant="normal">${words}</mi>`;
    case "punctuation":
      return `<mo separator="true">${words}</mo>`;
    case "opening":
      return `<mo form="prefix" stretchy="false">${words}</mo>`;
    case "closing":
      return `<mo form="postfix" stretchy="false">${words}</mo>`;
    case "relation":
      return `<mo form="infix" lspace="0.28em" rspace="0.28em" stretchy="false">${words}</mo>`;
    case "binary":
      return `<mo form="infix" lspace="0.22em" rspace="0.22em">${words}</mo>`;
    default:
      return `<mo movablelimits="${kind === "large"}">${words}</mo>`;
  }
}

function scripts(
  { base, sub, sup, primes, limits }: TexNode & { type: "scripts" },
  one: (part: TexNode) => string,
): string {
  const over: TexNode | undefined =
    primes === 0
      ? sup
      : {
          type: "row",
          children: [{ type: "sign", text: "′".repeat(primes), class: "ordinary" }, ...(sup ? [sup] : [])],
        };
  const bounds =
    limits ??
    ((base.type === "sign" && base.class === "large") ||
      (base.type === "function" && base.limits) ||
      base.type === "stack");
  const written =
    base.type === "function"
      ? `<mo form="prefix" lspace="0" rspace="0.17em" movablelimits="${limits === undefined}">${escapeText(base.name)}</mo>`
      : limits && base.type === "sign"
        ? `<mo movablelimits="false">${escapeText(base.text)}</mo>`
        : one(base);
  const [below, above, both] = bounds ? ["munder", "mover", "munderover"] : ["msub", "msup", "msubsup"];
  if (sub && over) return `<${both}>${written}${one(sub)}${one(over)}</${both}>`;
  if (sub) return `<${below}>${written}${one(sub)}</${below}>`;
  return over ? `<${above}>${written}${one(over)}</${above}>` : written;
}

function table({ rows, kind, open, close }: TexNode & { type: "table" }, one: (part: TexNode) => string): string {
  const cell = (part: TexNode, column: number): string => {
    const side = kind === "cases" ? "l" : kind === "aligned" ? (column % 2 === 0 ? "r" : "l") : "";
    return `<mtd${side === "" ? "" : ` class="${side}"`}>${one(part)}</mtd>`;
  };
  const lines = kind === "aligned" || kind === "gathered" ? ' displaystyle="true"' : "";
  const body = rows.map((cells) => `<mtr>${cells.map(cell).join("")}</mtr>`).join("");
  const written = `<mtable class="${kind}"${lines}>${body}</mtable>`;
  return open === "" && close === ""
    ? written
    : `<mrow>${fence(open, "prefix")}${written}${fence(close, "postfix")}</mrow>`;
}

/** Where the letters of a style begin in Unicode, capitals and small ones, and those that stand elsewhere. */
const ALPHABETS: Readonly<Partial<Record<LetterStyle, readonly [capital: number, small: number, other: string]>>> = {
  double: [0x1d538, 0x1d552, "CℂHℍNℕPℙQℚRℝZℤ"],
  script: [0x1d49c, 0x1d4b6, "BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ"],
  fraktur: [0x1d504, 0x1d51e, "CℭHℌIℑRℜZℨ"],
};

/**
 * Letters of italics, bold and other types come from the text's fonts: without `mathvariant` browsers replace one by its mathematical twin, which the
 * page's fonts don't hold.
 */
function letter(text: string, style: LetterStyle): string {
  const [capital = 0, small = 0, other] = ALPHABETS[style] ?? [];
  if (other !== undefined) {
    const signs = [...text].map((c) => {
      const at = other.indexOf(c);
      if (at !== -1 && at % 2 === 0) return other[at + 1] ?? c;
      if (/[A-Z]/.test(c)) return String.fromCodePoint(capital + c.charCodeAt(0) - 65);
      return /[a-z]/.test(c) ? String.fromCodePoint(small + c.charCodeAt(0) - 97) : c;
    });
    return `<mi mathvariant="normal">${signs.join("")}</mi>`;
  }
  const words = escapeText(text);
  if (style === "upright")
    return [...text].length === 1 ? `<mi mathvariant="normal">${words}</mi>` : `<mi>${words}</mi>`;
  const name = style === "italic" ? "v" : style === "bold" ? "b" : style;
  return `<mi mathvariant="normal" class="${name}">${words}</mi>`;
}
