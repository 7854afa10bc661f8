import type { ResultRow } from "./results-table-row.js";
import { SECTIONS } from "./results-table-rows.js";

const HEAD = ["Source", "Figure", "Expected", "Computed", "Error", "Verdict"];
const ABOUT = `# Results beside the reference

Every figure of the reference results, and every statement that the sources compute themselves, beside what the memo has on the assumptions of
2026-03. A figure agrees when the memo's value, rounded to the digits printed, reads the same; a text as it stands. Figures that come of random draws
agree within three standard errors of the difference (s.e.). The error is computed less expected: relative, or in points for a share. Names that begin with
\`given\` are assumptions, carried over and not computed. \`expected-claims.json\` says how statements are judged.`;

const cellsOf = ({ source, figure, expected, computed, error, verdict }: ResultRow): string[] => [
  source,
  figure,
  expected,
  computed,
  error,
  verdict,
];

/** Sections in order, with their rows; those without rows are left out. */
const grouped = (rows: readonly ResultRow[]): [string, ResultRow[]][] =>
  [...SECTIONS.keys()]
    .map((section): [string, ResultRow[]] => [section, rows.filter((row) => row.section === section)])
    .filter(([, of]) => of.length > 0);

const titleOf = (section: string): string =>
  [/^\d/.test(section) ? section : "", SECTIONS.get(section)].join(" ").trim();

/** "94 figures: 92 agreeing, 1 differing, 1 not computed". */
export function counted(rows: readonly ResultRow[]): string {
  const of = (agrees: boolean | undefined): number => rows.filter((row) => row.agrees === agrees).length;
  const parts = [`${of(true)} agreeing`];
  if (of(false) > 0) parts.push(`${of(false)} differing`);
  if (of(undefined) > 0) parts.push(`${of(undefined)} not computed`);
  return `${rows.length} figures: ${parts.join(", ")}`;
}

/** The whole table as Markdown: a summary by section, then the rows of each. */
export function markdownOf(rows: readonly ResultRow[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const summary = grouped(rows).map(([section, of]) => `- ${titleOf(section)}: ${counted(of)}`);
  const sections = grouped(rows).map(([section, of]) =>
    [
      `## ${titleOf(section)}`,
      "",
      line(HEAD),
      line(["---", "---", "---:", "---:", "---:", "---"]),
      ...of.map((row) => line(cellsOf(row))),
    ].join("\n"),
  );
  return `${[ABOUT, [...summary, `- All: ${counted(rows)}`].join("\n"), ...sections].join("\n\n")}\n`;
}

/** For a terminal: a line a section, and the rows that differ; or, where `whole`, all rows. */
export function terminalTextOf(rows: readonly ResultRow[], whole: boolean): string {
  const titles = grouped(rows).map(([section]) => titleOf(section));
  const wide = Math.max(...titles.map(({ length }) => length));
  const lines = grouped(rows).flatMap(([section, of]) => {
    const shown = whole ? of : of.filter(({ agrees }) => agrees === false);
    return [`${titleOf(section).padEnd(wide)}  ${counted(of)}`, ...aligned(shown)];
  });
  return [...lines, `${"All".padEnd(wide)}  ${counted(rows)}`].join("\n");
}

/** Longest cell that others are aligned with. */
const WIDEST = 90;

function aligned(rows: readonly ResultRow[]): string[] {
  if (rows.length === 0) return [];
  const table = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, i) => Math.max(...table.map((cells) => Math.min(WIDEST, cells[i]?.length ?? 0))));
  const isNumber = (i: number): boolean => i >= 2 && i <= 4;
  return table.map((cells) =>
    `  ${cells.map((cell, i) => (isNumber(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join("  ")}`.trimEnd(),
  );
}
