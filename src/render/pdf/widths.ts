import { chartFont } from "../../figures/chart-font.js";
import { largest } from "../../lists.js";
import { A4, type PageRoom } from "./page.js";

/** How a table is set. */
export interface TablePlan {
  /** Over the margin column too, or in the text column only. */
  wide: boolean;
  /** On a page of its own, turned by a quarter. */
  turned: boolean;
  /** Typst column widths. */
  columns: string[];
  /** Typst alignments. */
  align: string[];
  /** Font size, a Typst length. */
  size: string;
  /** The space on either side of a cell, a Typst length. */
  padding: string;
  /** Whether it may not break across pages. */
  whole: boolean;
  /** Whether its cells may break too, since one is so tall that it might fit no page. */
  tall: boolean;
  /** Whether a cell has a word that may break anywhere: in all others the typesetter need not look for one. */
  words: boolean;
  /** What it needs and what there is, in points, where it fits no page. */
  tooWide?: { needs: number; room: number };
}

/** The space around a cell, in points: usually, and where room is short. */
const CELL_PADDING = 14;
const SMALL_PADDING = 8;

/** Advance of a tabular figure of Inter, in ems; letters run a little narrower. */
const ADVANCE = 0.62;

/** Type sizes tried in turn, in points. */
const SIZES = [8.5, 7.5, 6.8] as const;
/** The smallest type that is still read, for tables that would fit no page otherwise. */
const SMALLEST = 6;

/** A cell of more characters than this may wrap where the table doesn't fit otherwise. */
const LONGEST_UNWRAPPED = 28;

/** A word in a table of more characters than this may break anywhere. */
export const LONGEST_WORD = 20;

/** Whether a text of a table has a longer word. */
export const hasLongWord = (text: string): boolean => LONG_WORD.test(text);

/** White space as the typesetter sees it. */
const LONG_WORD = new RegExp(`\\P{White_Space}{${LONGEST_WORD + 1}}`, "u");

/** The height that a table which need not break across pages leaves of one, in points. */
const BESIDE_WHOLE = 277;
/** The height of a row that need not, in points. */
const TALLEST_ROW = 200;
/** What more the head of a group has above it than a row, in points (`row-group` in document.typ). */
const ABOVE_GROUP = 4;
/** Rows above which a table may break wherever it stands. */
const MOST_ROWS_WHOLE = 16;

/**
 * Sets the texts of a table (its head first). A table that fits the text column stands in it, at its own width when that is little;
 * one that doesn't takes the margin too, then smaller type; then its columns wrap, on a turned page at last. Numbers never wrap.
 *
 * @param alone whether it may have a page to itself: not within a list, a quotation or a note
 * @param page what there is room for
 * @param groups what heads groups of rows, each in a row of its own over all columns
 */
export function tablePlan(
  texts: readonly (readonly string[])[],
  align: readonly ("left" | "right" | "center")[],
  alone = true,
  page: PageRoom = A4,
  groups: readonly string[] = [],
): TablePlan {
  const longest = align.map((_, column) =>
    texts.reduce((most, row) => Math.max(most, lineLength(row[column] ?? "")), 1),
  );
  const plan = (
    size: number,
    padding: number,
    room: number,
    columns: string[],
    widths: readonly number[],
  ): TablePlan => {
    const heights = rowHeights(texts, widths, size, padding);
    const heads = rowHeights(
      groups.map((text) => [text]),
      [widths.length > 0 ? sum(widths) : room],
      size,
      padding,
    ).map((height) => height + ABOVE_GROUP);
    return {
      wide: room > page.text,
      turned: room > page.full,
      columns,
      align: [...align],
      size: `${size}pt`,
      padding: `${padding / 2}pt`,
      whole:
        texts.length - 1 + groups.length <= MOST_ROWS_WHOLE &&
        sum([...heights, ...heads]) <= page.height - BESIDE_WHOLE,
      tall: largest([...heights, ...heads]) > TALLEST_ROW,
      words: [...texts.flat(), ...groups].some(hasLongWord),
    };
  };
  for (const size of SIZES) {
    const widths = longest.map((length) => Math.ceil(length * ADVANCE * size + CELL_PADDING));
    const total = sum(widths);
    if (total <= page.full) {
      const stretched = total > 0.6 * page.text;
      const columns = stretched ? widths.map((width) => `${width}fr`) : widths.map(() => "auto");
      return plan(size, CELL_PADDING, total > page.text ? page.full : page.text, columns, widths);
    }
  }
  const tries: readonly (readonly [size: number, padding: number, room: number])[] = [
    [7.5, CELL_PADDING, page.full],
    [6.8, SMALL_PADDING, page.full],
    ...(alone
      ? ([
          [7.5, CELL_PADDING, page.turned],
          [6.8, SMALL_PADDING, page.turned],
          [SMALLEST, SMALL_PADDING, page.turned],
        ] as const)
      : []),
  ];
  let needs = Number.POSITIVE_INFINITY;
  for (const [size, padding, room] of tries) {
    const least = align.map((side, column) => width(texts, column, (text) => unbreakable(text, side), size) + padding);
    needs = sum(least);
    if (needs > room) continue;
    const most = align.map((_, column) => width(texts, column, (text) => text.split("\n"), size) + padding);
    const widths = shared(least, most, room);
    return plan(
      size,
      padding,
      room,
      widths.map((points) => `${points}pt`),
      widths,
    );
  }
  const room = alone ? page.turned : page.full;
  return {
    ...plan(
      SMALLEST,
      SMALL_PADDING,
      room,
      align.map(() => "1fr"),
      [],
    ),
    tooWide: { needs, room },
  };
}

/** Shares what is left over the least widths among the columns by what more they would need, and no column gets more than that. */
function shared(least: readonly number[], most: readonly number[], room: number): number[] {
  const spare = room - sum(least);
  const wanted = least.map((width, column) => Math.max(0, (most[column] ?? width) - width));
  // Long columns count by the root of what they want, so that one of long texts leaves some to those of short ones.
  const weights = wanted.map(Math.sqrt);
  let widths = [...least];
  let rest = spare;
  const open = new Set(wanted.keys());
  for (;;) {
    const total = sum([...open].map((column) => weights[column] ?? 0));
    if (total === 0 || rest <= 0) break;
    const full = [...open].filter((column) => (weights[column] ?? 0) * (rest / total) >= (wanted[column] ?? 0));
    if (full.length === 0) {
      widths = widths.map((width, column) =>
        open.has(column) ? width + ((weights[column] ?? 0) * rest) / total : width,
      );
      break;
    }
    for (const column of full) {
      widths[column] = (least[column] ?? 0) + (wanted[column] ?? 0);
      rest -= wanted[column] ?? 0;
      open.delete(column);
    }
  }
  return widths.map((width) => Math.floor(width * 100) / 100);
}

/** The pieces of a cell that stay on one line: a number whole, of words what stands between blanks. */
function unbreakable(text: string, side: "left" | "right" | "center"): string[] {
  if (side === "right" && text.length <= LONGEST_UNWRAPPED && /\d/.test(text)) return text.split("\n");
  return text.split(/[\s\u200b]+/).flatMap((word) => {
    if (word.length <= LONGEST_WORD) return word.split(/(?<=[-\u2013\u2014/])/);
    return word.split(/(?<=[-./_?&=:,;|)])/).map((part) => (part.length <= LONGEST_WORD ? part : part.slice(0, 2)));
  });
}

/** The widest piece of a column, in points; heads are bold. */
function width(
  texts: readonly (readonly string[])[],
  column: number,
  pieces: (text: string) => readonly string[],
  size: number,
): number {
  const widest = (row: readonly string[], n: number): number =>
    pieces(row[column] ?? "").reduce((most, piece) => Math.max(most, textWidth(piece, size, n === 0)), 0);
  return texts.reduce((most, row, n) => Math.max(most, widest(row, n)), size);
}

/** Kerning can make a text a little wider than its letters are; figures are tabular. */
const KERNING = 1.015;

function textWidth(text: string, size: number, bold: boolean): number {
  const figures = text.replace(/[^0-9]/g, "").length;
  const others = text.replace(/[0-9]/g, "");
  return KERNING * (chartFont().width(others, size, bold ? 600 : 400) + figures * (bold ? 0.66 : ADVANCE) * size);
}

/** About how tall each row gets, in points. */
function rowHeights(
  texts: readonly (readonly string[])[],
  widths: readonly number[],
  size: number,
  padding: number,
): number[] {
  const lines = (text: string, column: number): number => {
    const room = (widths[column] ?? A4.text) - padding;
    return sum(text.split("\n").map((line) => Math.max(1, Math.ceil((1.1 * textWidth(line, size, false)) / room))));
  };
  return texts.map((row) => Math.max(1, largest(row.map(lines))) * 1.25 * size + 7.2);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function lineLength(text: string): number {
  return largest(text.split("\n").map((line) => line.length));
}
