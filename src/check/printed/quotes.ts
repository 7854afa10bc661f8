import { figuresOf, type InlineNode, type MemoTree, type QuoteNode, visitLines } from "../../document/tree.js";

/** A quoted value where it is printed. */
export interface PrintedQuote {
  quote: QuoteNode;
  /** What stands right before it in its line, other values included, and right behind it. */
  before: string;
  behind: string;
  /** Whether another value stands right behind it. */
  meetsAnother: boolean;
}

/** Stands for what is no text: a note, a formula, raised letters. */
const OTHER = "\ufffc";
/** No word that says something of a number stands further off. */
const FAR = 60;

const known = new WeakMap<MemoTree, readonly PrintedQuote[]>();

/** Every value that the memo quotes, in reading order, those of alternative texts behind all others: the same list whenever the same tree is. */
export function printedQuotes(tree: MemoTree): readonly PrintedQuote[] {
  const found = known.get(tree) ?? quotesOf(tree);
  known.set(tree, found);
  return found;
}

function quotesOf(tree: MemoTree): PrintedQuote[] {
  const found: PrintedQuote[] = [];
  const line = (nodes: readonly InlineNode[]): void => {
    const pieces = nodes.flatMap(piecesOf);
    for (const [i, quote] of pieces.entries())
      if (typeof quote !== "string")
        found.push({
          quote,
          before: near(pieces, i, -1).slice(-FAR),
          behind: near(pieces, i, 1).slice(0, FAR),
          meetsAnother: typeof pieces[i + 1] === "object",
        });
  };
  visitLines(tree, line);
  for (const { spoken } of figuresOf(tree)) if (spoken) line(spoken);
  return found;
}

/** Enough of the text on one side of a piece. */
function near(pieces: readonly (string | QuoteNode)[], at: number, step: 1 | -1): string {
  let text = "";
  for (let i = at + step; i >= 0 && i < pieces.length && text.length < FAR; i += step) {
    const piece = pieces[i] ?? "";
    const more = typeof piece === "string" ? piece : piece.text;
    text = step === 1 ? text + more : more + text;
  }
  return text;
}

function piecesOf(node: InlineNode): (string | QuoteNode)[] {
  switch (node.type) {
    case "quote-value":
      return [node];
    case "text":
      return [node.text];
    case "emphasis":
    case "strong":
    case "strikethrough":
    case "link":
      return node.children.flatMap(piecesOf);
    case "change":
      return node.kind === "deleted" ? [] : node.children.flatMap(piecesOf);
    case "subscript":
    case "superscript":
    case "key":
    case "math":
      return [OTHER, ...node.children.flatMap((child) => [...piecesOf(child), OTHER])];
    default:
      return [OTHER];
  }
}
