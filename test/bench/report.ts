import { memoSize } from "./generate.js";

/** What was measured of one command. */
export interface Measured {
  name: string;
  /** Best of its runs, in seconds. */
  seconds: number;
  /** Against the row that it is told against. */
  ratio?: number;
  /** MB, of all its processes together. */
  megabytes?: number;
}

export interface Section {
  title: string;
  /** What ratios are against. */
  against?: string;
  rows: readonly Measured[];
}

export interface Report {
  node: string;
  cores: number;
  /** Runs of which the best counts. */
  rounds: number;
  sections: readonly Section[];
}

const times = (ratio: number | undefined): string => (ratio === undefined ? "" : `${ratio.toFixed(2)}×`);
const seconds = (value: number): string => `${value.toFixed(value < 1 ? 2 : 1)} s`;
const megabytes = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? "" : `${Math.round(value)} MB`;

/** The report as one Markdown table a section; ratios first, since seconds are this machine's. */
export function reportTable({ node, cores, rounds, sections }: Report): string {
  const { chapters, blocks, charts, tables, quotes } = memoSize(1);
  const lines = [
    `Node ${node}, ${cores} cores; best of ${rounds} runs (fewer for larger memos); memory of all processes together. The generated memo of 1×`,
    `has ${chapters} chapters, ${blocks} blocks, ${charts} charts, ${tables} tables and ${quotes} quoted values.`,
  ];
  for (const { title, against, rows } of sections)
    lines.push(
      "",
      ...columns([
        [title, against === undefined ? "" : `of ${against}`, "time", "memory"],
        ...rows.map((row) => [row.name, times(row.ratio), seconds(row.seconds), megabytes(row.megabytes)]),
      ]),
    );
  return `${lines.join("\n")}\n`;
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1, 2, 3].map((i) => Math.max(4, ...rows.map((row) => (row[i] ?? "").length)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, i) => (i === 0 ? (cells[i] ?? "").padEnd(width) : (cells[i] ?? "").padStart(width))).join(" | ")} |`;
  const [head = [], ...body] = rows;
  const rule = `|${widths.map((width, i) => (i === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [line(head), rule, ...body.map(line)];
}

const START = "<!-- bench -->";
const END = "<!-- /bench -->";

/** A README with the table between its marks; undefined when it has no marks. */
export function withTable(readme: string, table: string): string | undefined {
  const from = readme.indexOf(START);
  const to = readme.indexOf(END);
  if (from === -1 || to < from) return undefined;
  return `${readme.slice(0, from + START.length)}\n${table}${readme.slice(to)}`;
}
