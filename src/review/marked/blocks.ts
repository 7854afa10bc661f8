import {
  type BlockNode,
  type CodeNode,
  displayedIn,
  type FigureNode,
  type InlineNode,
  type LayoutNode,
  type MarkdownTableNode,
  type TableCell,
} from "../../document/tree.js";
import { plainText } from "../../document/words.js";
import { figureLabel } from "../../render/text.js";
import { alignPassages, type PassageWords, passageWords } from "../passages.js";
import { compareLines } from "../sources/code.js";
import { blockKey, cellKey, cellsKey, drawnKey, saidBy, wordsOf } from "./alike.js";
import { markGroups } from "./groups.js";
import { markText, textKey, wholeText } from "./inlines.js";
import type { Marks } from "./marks.js";
import { asItWas, linesOf, plainBlock } from "./older.js";

type Kind = "inserted" | "deleted";

/** The newer of two sequences of blocks with what went and came in its place. */
export function markBlocks(old: readonly BlockNode[], now: readonly BlockNode[], marks: Marks): BlockNode[] {
  return alignPassages(old.map(wordsOf), now.map(wordsOf)).flatMap(([i, j]) => {
    const [before, after] = [old[i ?? -1], now[j ?? -1]];
    if (after?.type === "heading") marks.section = sectionName(after);
    if (before && after) return markBlock(before, after, marks);
    if (after) return [wholeBlock("inserted", after, marks)];
    return before ? [wholeBlock("deleted", before, marks)] : [];
  });
}

export const sectionName = ({ number, children }: { number?: string; children: readonly InlineNode[] }): string =>
  number === undefined ? plainText(children) : `${number} ${plainText(children)}`;

/** A block that both sides have. */
function markBlock(old: BlockNode, now: BlockNode, marks: Marks): BlockNode[] {
  if (blockKey(old) === blockKey(now)) return [now];
  if (old.type === "paragraph" && now.type === "paragraph" && !displayedIn(old.children) && !displayedIn(now.children))
    return [{ ...now, children: marked(old.children, now.children, marks) }];
  if (old.type === "heading" && now.type === "heading")
    return [{ ...now, children: marked(old.children, now.children, marks) }];
  if (old.type === "list" && now.type === "list") return [{ ...now, items: markItems(old.items, now.items, marks) }];
  if (old.type === "quote" && now.type === "quote" && old.callout === now.callout)
    return [{ ...now, children: markBlocks(old.children, now.children, marks) }];
  if (old.type === "definitions" && now.type === "definitions" && old.items.length === now.items.length) {
    const items = now.items.map(({ term, details }, at) => {
      const before = old.items[at];
      return {
        term: before ? marked(before.term, term, marks) : term,
        details: markItems(before?.details ?? [], details, marks),
      };
    });
    return [{ ...now, items }];
  }
  if (old.type === "markdownTable" && now.type === "markdownTable" && old.head.length === now.head.length)
    return [markMarkdownTable(old, now, marks)];
  if (old.type === "figure" && now.type === "figure") return markFigure(old, now, marks);
  if (old.type === "layout" && now.type === "layout") return markLayout(old, now, marks);
  if (old.type === "code" && now.type === "code") return [...changedCode(old, now, marks), now];
  return [wholeBlock("deleted", old, marks), wholeBlock("inserted", now, marks)];
}

/** A text with its changes, noted where there are any. */
export function marked(old: readonly InlineNode[], now: readonly InlineNode[], marks: Marks): readonly InlineNode[] {
  const found = markText(old, now, () => marks.add(""));
  if (found) marks.tell(found.said);
  return found?.children ?? now;
}

function markItems(
  old: readonly (readonly BlockNode[])[],
  now: readonly (readonly BlockNode[])[],
  marks: Marks,
): BlockNode[][] {
  const quotes = (items: readonly (readonly BlockNode[])[]) =>
    items.map((children) => wordsOf({ type: "quote", children }));
  return alignPassages(quotes(old), quotes(now)).map(([i, j]) => {
    const [before, after] = [old[i ?? -1], now[j ?? -1]];
    if (before && after) return markBlocks(before, after, marks);
    const kind: Kind = after ? "inserted" : "deleted";
    return (after ?? before ?? []).map((block) => wholeBlock(kind, block, marks));
  });
}

function markMarkdownTable(old: MarkdownTableNode, now: MarkdownTableNode, marks: Marks): MarkdownTableNode {
  const row = (before: readonly (readonly InlineNode[])[], after: readonly (readonly InlineNode[])[]) =>
    after.map((cell, at) => marked(before[at] ?? [], cell, marks));
  const words = (rows: MarkdownTableNode["rows"]): PassageWords[] =>
    rows.map((cells) => ({
      ...passageWords({ tokens: [cells.map(plainText).join(" ")] }),
      text: JSON.stringify(cells.map(textKey)),
    }));
  const rows = alignPassages(words(old.rows), words(now.rows)).map(([i, j]) => {
    const [before, after] = [old.rows[i ?? -1], now.rows[j ?? -1]];
    if (before && after) return row(before, after);
    const id = marks.add(`${after ? "row" : "without row"} “${(after ?? before ?? []).map(plainText).join(" | ")}”`);
    return (after ?? before ?? []).map((cell, at) =>
      wholeText(after ? "inserted" : "deleted", cell, at === 0 && cell.length > 0 ? () => id : undefined),
    );
  });
  return { ...now, head: row(old.head, now.head), rows };
}

/** What a figure's name is for in the list: "Figure 3". */
function markFigure(old: FigureNode, now: FigureNode, marks: Marks): BlockNode[] {
  const label = figureLabel(now);
  const caption = marked(old.caption, now.caption, marks);
  const table = old.table && now.table && cellsKey(old) !== cellsKey(now) ? markCells(old, now, marks) : now.table;
  const source = marked(old.source, now.source, marks);
  const figure: FigureNode = { ...now, caption, source, ...(table ? { table } : {}) };
  const isDrawnOtherwise = drawnKey(old) !== drawnKey(now) || (old.table === undefined) !== (now.table === undefined);
  if (!isDrawnOtherwise) return [figure];
  const id = marks.add(`${label} is drawn otherwise: as it was, and as it is`);
  return [{ type: "changed", kind: "deleted", id, children: [asItWas(old)] }, figure];
}

/** Figures side by side: what is said of all of them, and each with its namesake. */
function markLayout(old: LayoutNode, now: LayoutNode, marks: Marks): BlockNode[] {
  const { whole } = now;
  const before = old.whole;
  const gone = before && !whole ? [wholeBlock("deleted", before, marks)] : [];
  const said = whole && {
    ...whole,
    caption: marked(before?.caption ?? [], whole.caption, marks),
    source: marked(before?.source ?? [], whole.source, marks),
  };
  const children = markBlocks(old.children, now.children, marks);
  return [...gone, { ...now, ...(said ? { whole: said } : {}), children }];
}

/** The cells of a computed table with what they were; rows find each other by what their first cell says. */
function markCells(old: FigureNode, now: FigureNode, marks: Marks): FigureNode["table"] {
  if (!old.table || !now.table) return now.table;
  const label = figureLabel(now);
  const before = old.table;
  const column = now.table.columns.map(({ key }) => before.columns.findIndex((one) => one.key === key));
  const words = (table: NonNullable<FigureNode["table"]>): PassageWords[] =>
    table.rows.map((row) => {
      const name = row[0]?.text ?? "";
      return { ...passageWords({ tokens: [name] }), text: name };
    });
  const said: string[] = [];
  let first: { id?: string } = { id: marks.add("") };
  /** The list leads to the first cell. */
  const place = (): { id?: string } => {
    const here = first;
    first = {};
    return here;
  };
  const pairs = alignPassages(words(before), words(now.table));
  const rows = pairs.map(([i, j]): TableCell[] => {
    const [was, is] = [before.rows[i ?? -1], now.table?.rows[j ?? -1]];
    if (!is) {
      said.push(`without “${was?.[0]?.text ?? ""}”`);
      return column.map((at): TableCell => {
        const cell = was?.[at];
        return cell ? { ...cell, change: "gone" } : { text: "", value: null };
      });
    }
    return is.map((cell, c) => {
      const old = was?.[column[c] ?? -1];
      const text = old?.text;
      if (text === cell.text) {
        if (cellKey(old ?? cell) === cellKey(cell)) return cell;
        // The words are the same: emphasis, or where a link leads, is another.
        said.push(`“${cell.text}” in another form`);
        return { ...cell, change: { was: "", ...place() } };
      }
      said.push(text === undefined ? `“${cell.text}”` : `${text} → ${cell.text}`);
      return { ...cell, change: { was: text ?? "", ...place() } };
    });
  });
  const gone = before.columns.filter(({ key }) => !now.table?.columns.some((one) => one.key === key));
  const called = now.table.columns.flatMap(({ label }, at) => {
    const was = before.columns[column[at] ?? -1]?.label;
    return was === label ? [] : [was === undefined ? `column “${label}”` : `column “${was}” → “${label}”`];
  });
  const { said: moved, ...groups } = markGroups(before, now.table, pairs);
  const texts = [...said, ...moved, ...called, ...gone.map(({ label }) => `without the column “${label}”`)];
  // Without a cell that differs the list leads to the table.
  marks.tell(`${label}: ${texts.join("; ")}`, first.id === undefined ? undefined : now.id);
  return { ...now.table, rows, ...groups };
}

function changedCode(old: CodeNode, now: CodeNode, marks: Marks): BlockNode[] {
  const id = marks.add(`the code of ${now.blockId}`);
  const lines = compareLines(old.text, now.text).map(({ type, text }) => `${type === "inserted" ? "+" : "-"} ${text}`);
  const head: InlineNode[] = [
    { type: "text", text: "Code of " },
    { type: "codespan", text: now.blockId },
    { type: "text", text: " that is other:" },
  ];
  return [
    { type: "paragraph", children: [{ type: "change", kind: "inserted", id, children: head }] },
    { type: "verbatim", language: "diff", text: lines.join("\n") },
  ];
}

/** A block that one side alone has. */
function wholeBlock(kind: Kind, block: BlockNode, marks: Marks): BlockNode {
  const said = saidBy(block).replace(/\s+/g, " ").trim();
  const note = (): string => marks.add(kind === "inserted" ? `“${said}”` : `without “${said}”`);
  switch (block.type) {
    case "paragraph":
      // A displayed equation has its number and its place as long as it is all that its paragraph holds.
      return kind === "inserted" && displayedIn(block.children)
        ? { type: "changed", kind, id: note(), children: [block] }
        : { ...block, children: wholeText(kind, block.children, note) };
    case "heading": {
      const children = wholeText(kind, block.children, note);
      // What went has no number and no place among the sections.
      return kind === "inserted"
        ? { ...block, children }
        : { type: "paragraph", children: [{ type: "strong", children }] };
    }
    case "list":
      return { ...block, items: block.items.map((item) => item.map((one) => wholeBlock(kind, one, marks))) };
    case "figure":
      return {
        type: "changed",
        kind,
        id: marks.add(kind === "inserted" ? figureLabel(block) : `without ${figureLabel(block)}`),
        children: kind === "inserted" ? [block] : block.isWhole ? linesOf(block) : [asItWas(block)],
      };
    case "formula":
      return kind === "inserted"
        ? { type: "changed", kind, id: note(), children: [block] }
        : {
            type: "paragraph",
            children: [{ type: "change", kind, id: note(), children: [{ type: "codespan", text: block.expression }] }],
          };
    case "code":
      return kind === "inserted"
        ? { type: "changed", kind, id: marks.add(`code of ${block.blockId}`), children: [{ ...block }] }
        : {
            type: "changed",
            kind,
            id: marks.add(`without the code of ${block.blockId}`),
            children: [{ type: "verbatim", text: block.text, language: block.language }],
          };
    case "changed":
      return block;
    case "rule":
    case "pageBreak":
      return block;
    default:
      return { type: "changed", kind, id: note(), children: [kind === "inserted" ? block : plainBlock(block)] };
  }
}
