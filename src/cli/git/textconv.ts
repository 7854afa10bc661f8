import { readFileSync } from "node:fs";
import { parseSnapshot, type Snapshot } from "../../review/snapshot.js";
import type { Terminal } from "../terminal/terminal.js";

/** `memo git textconv`: a results.json as lines for a diff. Returns the exit code. */
export function textconv(file: string, terminal: Terminal): number {
  const text = readFileSync(file, "utf8");
  terminal.out(linesOf(text, file));
  return 0;
}

/** What people read of results, a line each; results that can't be read are shown as they are. */
export function linesOf(text: string, file: string): string {
  let snapshot: Snapshot;
  try {
    snapshot = parseSnapshot(text, file);
  } catch {
    return text;
  }
  const { title, version, scenario, outputs, claims, figures, assumptions } = snapshot;
  const lines = [
    `${title}, ${version}${scenario ? `, ${scenario.name}` : ""}`,
    ...[...outputs.values()].map(({ name, label, text: shown }) => `output ${name}: ${label}: ${shown}`),
    ...[...claims.values()].map(
      ({ id, holds, expression }) => `claim ${id}: ${holds ? "holds" : "fails"}: ${expression}`,
    ),
    ...[...assumptions.values()].map((one) => {
      const range = one.low === undefined ? "" : `, ${said(one.low)} to ${said(one.high)}`;
      const value = one.said ? String(one.said.content) : one.data ? `${one.data.rows} rows` : said(one.value);
      return `assumption ${one.id}: ${value} ${one.unit}${range}; ${one.kind}, ${one.asOf}`;
    }),
    ...[...figures.values()].flatMap(({ id, kind, data }) =>
      data.flatMap(({ rows }) => rows.map((row) => `${kind} ${id}: ${row.map(said).join(" | ")}`)),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

const said = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
