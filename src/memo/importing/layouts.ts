import { largest } from "../../lists.js";
import { type Attributes, othersOf } from "./attributes.js";
import type { ImportedLine } from "./notebook.js";

/** Figures side by side in a text of Quarto: its pictures, and the words behind and among them. */
export interface SideBySide {
  attributes: Attributes;
  pictures: readonly ImportedLine[];
  /** Paragraphs before the last picture. */
  words: readonly ImportedLine[];
  /** The last paragraph, behind all pictures. */
  last: readonly ImportedLine[];
  /** Index of the line that closes it. */
  end: number;
}

const LAYOUT = ["layout-ncol", "layout-nrow", "layout"] as const;

/** Whether attributes of a division put its figures side by side. */
export const isSideBySide = ({ options }: Attributes): boolean => LAYOUT.some((one) => options.has(one));

/**
 * The figures that a division holds, where it holds pictures and paragraphs alone.
 *
 * @param first index of the line that opens it
 */
export function sideBySide(
  lines: readonly ImportedLine[],
  first: number,
  attributes: Attributes,
  isPicture: (text: string) => boolean,
): SideBySide | undefined {
  const end = lines.findIndex(({ text }, n) => n > first && /^\s*:{3,}/.test(text));
  if (end < 0 || !/^\s*:{3,}\s*$/.test(lines[end]?.text ?? "")) return undefined;
  const inside = lines.slice(first + 1, end);
  if (inside.some(({ text }) => /^\s*(?:`{3}|~{3}|\||#|>|[-*+]\s|\d+[.)]\s|\$\$)/.test(text))) return undefined;
  const at = inside.flatMap(({ text }, n) => (isPicture(text) ? [n] : []));
  if (at.length < 2) return undefined;
  const behind = inside.slice((at.at(-1) ?? 0) + 1);
  const from = behind.findLastIndex(({ text }, n) => text.trim() !== "" && (behind[n - 1]?.text.trim() ?? "") === "");
  const isCaption = attributes.id !== undefined && !attributes.options.has("fig-cap");
  const last = isCaption && from >= 0 ? behind.slice(from).filter(({ text }) => text.trim() !== "") : [];
  const words = [
    ...inside.filter(({ text }, n) => n < (at.at(-1) ?? 0) && !isPicture(text)),
    ...(last.length > 0 ? behind.slice(0, from) : behind),
  ].filter(({ text }) => text.trim() !== "");
  return { attributes, pictures: at.flatMap((n) => inside[n] ?? []), words, last, end };
}

/** How many stand in a row, and what of how they were to stand is lost; undefined for one below the other. */
export function columnsOf(
  { classes, options }: Attributes,
  count: number,
): { columns: number; lost: string[] } | undefined {
  const lost: string[] = [];
  const columns = Number(options.get("layout-ncol") ?? Number.NaN);
  const rows = Number(options.get("layout-nrow") ?? Number.NaN);
  const own = options.get("layout");
  const widest = own
    ? largest(
        [...own.matchAll(/\[([^[\]]*)\]/g)].map(
          ([, row = ""]) => row.split(",").filter((one) => !one.trim().startsWith("-")).length,
        ),
      )
    : undefined;
  const wanted = widest ?? (Number.isFinite(columns) ? columns : Math.ceil(count / Math.max(1, rows || 1)));
  if (own) lost.push(`rows of their own, \`layout=${own}\`: as many in each as in the longest`);
  else if (!Number.isFinite(columns)) lost.push(`\`layout-nrow=${options.get("layout-nrow")}\`, as so many in a row`);
  if (wanted < 2) return undefined;
  const used = Math.min(3, Math.max(2, wanted));
  if (wanted !== used) lost.push(`${wanted} in a row, of which a memo has two or three`);
  const others = othersOf({ classes, options }, [...LAYOUT, "fig-cap"]);
  if (others !== "") lost.push(others);
  return { columns: used, lost };
}
