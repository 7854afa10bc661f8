import { type Diagnostic, formatDiagnostics } from "../../diagnostic.js";
import { countsOf } from "../../text/counts.js";
import { onOneLine, onTerminal, withoutCommands } from "../../text/shown.js";
import { pageThrough } from "./pager.js";

/** Where a command writes, and what the reader's end can show. Passed in, so that a test can read it. */
export interface Terminal {
  /** @param commands lines of it are commands to what keeps a workflow's log, and made as such. */
  out(text: string, commands?: boolean): void;
  err(text: string): void;
  /** Standard output for a long text: through a pager, where a person reads it at a terminal. */
  page?(text: string): void;
  /** Standard error is a terminal that can redraw a line. */
  live: boolean;
  /** Somebody reads what is said beside results: a person at a terminal, or the log of a workflow. */
  told?: boolean;
  color: boolean;
  width: number;
  /** Columns of standard output where it is a terminal too, and whether it shows colours. */
  columns?: number;
  outColor?: boolean;
}

/** @param beforeReading called before a pager opens: from there on a person takes the time */
export function processTerminal(beforeReading: () => void = () => {}): Terminal {
  const { stdout, stderr, env } = process;
  // Who reads may have had enough, as `head` has.
  stdout.on("error", endQuietly);
  const noColor = (env.NO_COLOR ?? "") !== "" || env.TERM === "dumb";
  return guarded({
    out: (text) => {
      stdout.write(text);
    },
    err: (text) => {
      stderr.write(text);
    },
    page: (text) => {
      if (stdout.isTTY !== true || !pageThrough(text, stdout.rows, env, beforeReading)) stdout.write(text);
    },
    told: stderr.isTTY === true || (env.CI ?? "") !== "",
    live: stderr.isTTY === true && env.TERM !== "dumb",
    color: stderr.isTTY === true && !noColor,
    width: stderr.columns ?? 80,
    ...(stdout.columns === undefined ? {} : { columns: stdout.columns, outColor: !noColor }),
  });
}

/** What messages and reviews paint with; whatever else an escape begins is not the tool's own. */
const COLORS = "(\u001b\\[(?:0|1|2|31|32|33|36|1;31|1;33|1;36)m)";
const REDRAW = "\r\u001b[2K";

/**
 * A terminal that acts on nothing which is written to it but the tool's own colours, where it shows any, and its line of progress; and a log in which
 * only those lines are commands that were made to be.
 */
export function guarded(terminal: Terminal): Terminal {
  const guard = (text: string, colors: boolean, commands = false): string => {
    const shown = colors
      ? text
          .split(new RegExp(COLORS))
          .map((piece, at) => (at % 2 === 1 ? piece : onTerminal(piece)))
          .join("")
      : onTerminal(text);
    return commands ? shown : withoutCommands(shown);
  };
  return {
    ...terminal,
    page: (text) => outPaged(terminal, guard(text, terminal.outColor === true)),
    out: (text, commands) => terminal.out(guard(text, terminal.outColor === true, commands)),
    err: (text) => {
      const redraw = terminal.live && text.startsWith(REDRAW) ? REDRAW : "";
      terminal.err(redraw + guard(text.slice(redraw.length), terminal.color));
    },
  };
}

/** A long text where one reads it: through a pager if there is one. */
export function outPaged(terminal: Terminal, text: string): void {
  if (terminal.page) terminal.page(text);
  else terminal.out(text);
}

function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit();
}

/** One line that says what is going on, on a terminal; nothing elsewhere. */
export class Progress {
  private shown = false;
  constructor(private readonly terminal: Terminal) {}

  step(text: string): void {
    if (!this.terminal.live) return;
    this.terminal.err(`${REDRAW}${onOneLine(text).slice(0, this.terminal.width - 1)}`);
    this.shown = true;
  }

  clear(): void {
    if (this.shown) this.terminal.err(REDRAW);
    this.shown = false;
  }
}

/** The columns that messages fit: those of a terminal that somebody looks at. A log keeps its lines whole. */
export const widthOf = ({ live, width }: Pick<Terminal, "live" | "width">): { width?: number } =>
  live ? { width } : {};

/** Diagnostics with their code frames and a closing count, on standard error. */
export function printDiagnostics(
  terminal: Terminal,
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
): void {
  if (diagnostics.length === 0) return;
  terminal.err(`${formatDiagnostics(diagnostics, { color: terminal.color, sources, ...widthOf(terminal) })}\n\n`);
  const count = (severity: Diagnostic["severity"]): number => diagnostics.filter((d) => d.severity === severity).length;
  const counts = (["error", "warning", "hint"] as const).map((severity) => [count(severity), severity] as const);
  terminal.err(`${countsOf(counts)}
`);
}
