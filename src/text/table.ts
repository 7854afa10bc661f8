import { largest } from "../lists.js";
/** A column of a table of text. */
export interface TextColumn {
  head: string;
  align: "left" | "right";
}

const GAP = "  ";
/** A column of words is made no narrower than this, nor than its longest word up to so much. */
const NARROWEST = 16;
const LONGEST_WORD = 28;
/** Lines of a head, before columns go on below instead. */
const MOST_LINES = 6;

/**
 * A table in so many columns of a terminal. Words are wrapped; where that isn't enough, the columns go on below, each time with the first one.
 */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[], width: number): string {
  if (columns.length === 0) return "";
  const widths = fitted(columns, rows, width);
  const [first = 0] = widths;
  const groups: number[][] = [];
  let used = width + 1;
  for (let j = 1; j < columns.length; j++) {
    const next = GAP.length + (widths[j] ?? 0);
    if (used + next > width) {
      groups.push([0]);
      used = first;
    }
    groups.at(-1)?.push(j);
    used += next;
  }
  if (groups.length === 0) groups.push([0]);
  return groups
    .map((group) => {
      const head = line(
        group.map((j) => wrap(columns[j]?.head ?? "", widths[j] ?? 0)),
        group,
        columns,
        widths,
        "bottom",
      );
      const rule = group.map((j) => "─".repeat(widths[j] ?? 0)).join(GAP);
      const body = rows.flatMap((row) =>
        line(
          group.map((j) => wrap(row[j] ?? "", widths[j] ?? 0)),
          group,
          columns,
          widths,
          "top",
        ),
      );
      return `${[...head, rule, ...body].join("\n")}\n`;
    })
    .join("\n");
}

/** Widths of the columns: of their cells, with heads on as few lines as there is room for. */
function fitted(columns: readonly TextColumn[], rows: readonly (readonly string[])[], width: number): number[] {
  const room = width - GAP.length * (columns.length - 1);
  const cells = columns.map((_, j) => Math.max(0, largest(rows.map((row) => length(row[j] ?? "")))));
  const words = columns.map((_, j) =>
    Math.max(NARROWEST, largest(rows.map((row) => Math.min(LONGEST_WORD, longestWord(row[j] ?? ""))))),
  );
  let widths: number[] = [];
  for (let lines = 1; lines <= MOST_LINES; lines++) {
    const heads = columns.map(({ head }) => headWidth(head, lines));
    const least = heads.map((head, j) => Math.max(head, words[j] ?? 0));
    widths = columns.map((_, j) => Math.max(cells[j] ?? 0, heads[j] ?? 0));
    // Too wide: the widest column of words gives way.
    for (let over = sum(widths) - room; over > 0; over = sum(widths) - room) {
      const widest = widths.reduce(
        (best, w, j) => (columns[j]?.align === "left" && w > Math.max(least[j] ?? 0, widths[best] ?? 0) ? j : best),
        -1,
      );
      if (widest < 0) break;
      widths[widest] = Math.max(least[widest] ?? 0, (widths[widest] ?? 0) - over);
    }
    if (sum(widths) <= room) return widths;
  }
  return widths;
}

/** The least width at which a head takes so many lines. */
function headWidth(head: string, lines: number): number {
  let w = Math.max(longestWord(head), Math.ceil(length(head) / lines));
  while (wrap(head, w).length > lines) w++;
  return w;
}

const longestWord = (text: string): number => largest(text.split(" ").map(length));

const sum = (widths: readonly number[]): number => widths.reduce((total, w) => total + w, 0);

function line(
  cells: readonly (readonly string[])[],
  group: readonly number[],
  columns: readonly TextColumn[],
  widths: readonly number[],
  align: "top" | "bottom",
): string[] {
  const height = largest(cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, k) =>
    group
      .map((j, g) => {
        const lines = cells[g] ?? [];
        const text = lines[align === "top" ? k : k - height + lines.length] ?? "";
        const pad = " ".repeat(Math.max(0, (widths[j] ?? 0) - length(text)));
        return columns[j]?.align === "right" ? pad + text : text + pad;
      })
      .join(GAP)
      .trimEnd(),
  );
}

/** A text on lines of at most `width` characters. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of text.split(" ")) {
    if (current !== "" && length(current) + 1 + length(word) <= width) {
      current += ` ${word}`;
      continue;
    }
    if (current !== "") lines.push(current);
    let rest = [...word];
    while (rest.length > width && width > 0) {
      lines.push(rest.slice(0, width).join(""));
      rest = rest.slice(width);
    }
    current = rest.join("");
  }
  return [...lines, current];
}

const length = (text: string): number => [...text].length;
