import type { AimRow } from "./aims.js";
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
  return tablesUnder(
    [
      `Node ${node}, ${cores} cores; best of ${rounds} runs (fewer for larger memos); memory of all processes together. The generated memo of 1×`,
      `has ${chapters} chapters, ${blocks} blocks, ${charts} charts, ${tables} tables and ${quotes} quoted values.`,
    ],
    sections,
  );
}

/** The report beside Astro. */
export function peersTable({ node, cores, rounds, sections }: Report): string {
  return tablesUnder(
    [
      `Node ${node}, ${cores} cores; best of ${rounds} runs, turn by turn; memory of all processes together. Astro writes the same words, values, charts`,
      "and tables as HTML, a page a chapter; it has no PDF, no Markdown and no results, and checks nothing.",
    ],
    sections,
  );
}

/** What is aimed at. Of what isn't reached, the floor says how much of it nobody can take away. */
export function aimsTable(
  { node, cores }: Pick<Report, "node" | "cores">,
  rows: readonly AimRow[],
  before: string | undefined,
): string {
  const cell = (value: number | undefined, unit: AimRow["unit"]): string =>
    value === undefined || Number.isNaN(value)
      ? "–"
      : unit === "MB"
        ? megabytes(value)
        : unit === "s"
          ? seconds(value)
          : times(value);
  const lines = [
    `Node ${node}, ${cores} cores, measured in one run${before === undefined ? "" : `; before: ${before} on the same machine, its own memo and the generated one, beside the same Astro`}. Floor: what a`,
    "process takes that does nothing but what no build can do without.",
    "",
    ...columns([
      ["aim", ...(before === undefined ? [] : ["before"]), "now", "aimed at", "floor"],
      ...rows.map(({ name, aim, unit, now, floor, ...row }) => [
        name,
        ...(before === undefined ? [] : [cell(row.before, unit)]),
        cell(now, unit),
        `≤ ${cell(aim, unit)}`,
        floor === undefined || !(now !== undefined && now > aim) ? "" : `${cell(floor, unit)} (${row.left})`,
      ]),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

/** The report on large data files. */
export function dataTable({ node, cores, rounds, sections }: Report): string {
  return tablesUnder(
    [
      `Node ${node}, ${cores} cores; best of ${rounds} rounds in which each row has its turn. The memo is that of \`memo init\`.`,
    ],
    sections,
  );
}

/** The report on reviews. */
export function reviewTable({ node, cores, rounds, sections }: Report): string {
  return tablesUnder(
    [
      `Node ${node}, ${cores} cores; best of ${rounds} runs. The memo on a branch with one assumption changed, compared with where it left.`,
    ],
    sections,
  );
}

/** The report on the preview. */
export function previewTable({ node, cores, rounds, sections }: Report): string {
  return tablesUnder(
    [
      `Node ${node}, ${cores} cores; medians of ${rounds} edits, from the write of the file to the frame that shows it.`,
    ],
    sections,
  );
}

/** The report on the walls around blocks. */
export function blocksTable({ node, cores, rounds, sections }: Report): string {
  return tablesUnder(
    [`Node ${node}, ${cores} cores; best of ${rounds + 1} processes, from their start to the result.`],
    sections,
  );
}

/** The report on many runs of one model. */
export function runsTable({ node, cores, rounds, sections }: Report): string {
  return tablesUnder(
    [
      `Node ${node}, ${cores} cores, one of them used; times are the best of ${rounds} rounds in which each row has its turn, ratios the median of`,
      "the rounds'. Draws are the first 10,000 of 16,384 quasi-random points over the register's ranges. The hand-written functions come to the",
      "same as the blocks, to twelve digits.",
    ],
    sections,
  );
}

function tablesUnder(lines: readonly string[], sections: readonly Section[]): string {
  const all = [...lines];
  for (const { title, against, rows } of sections) {
    const weighed = rows.some((row) => row.megabytes !== undefined);
    all.push(
      "",
      ...columns([
        [title, against === undefined ? "" : `of ${against}`, "time", ...(weighed ? ["memory"] : [])],
        ...rows.map((row) => [
          row.name,
          times(row.ratio),
          seconds(row.seconds),
          ...(weighed ? [megabytes(row.megabytes)] : []),
        ]),
      ]),
    );
  }
  return `${all.join("\n")}\n`;
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(4, ...rows.map((row) => (row[i] ?? "").length)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, i) => (i === 0 ? (cells[i] ?? "").padEnd(width) : (cells[i] ?? "").padStart(width))).join(" | ")} |`;
  const [head = [], ...body] = rows;
  const rule = `|${widths.map((width, i) => (i === 0 ? "-".repeat(width + 2) : `${"-".repeat(width + 1)}:`)).join("|")}|`;
  return [line(head), rule, ...body.map(line)];
}

/**
 * A README with a table between the marks `<!-- bench -->` and `<!-- /bench -->`, or those of another name; undefined when it has no
 * such marks.
 */
export function withTable(readme: string, table: string, name = "bench"): string | undefined {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = readme.indexOf(start);
  const to = readme.indexOf(end);
  if (from === -1 || to < from) return undefined;
  return `${readme.slice(0, from + start.length)}\n${table}${readme.slice(to)}`;
}
