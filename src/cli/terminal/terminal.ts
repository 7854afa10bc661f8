import { type Diagnostic, formatDiagnostics } from "../../diagnostic.js";
import { countsOf } from "../../text/counts.js";

/** Where a command writes, and what the reader's end can show. Passed in, so that a test can read it. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
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

export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  // Who reads may have had enough, as `head` has.
  stdout.on("error", endQuietly);
  const noColor = (env.NO_COLOR ?? "") !== "" || env.TERM === "dumb";
  return {
    out: (text) => {
      stdout.write(text);
    },
    err: (text) => {
      stderr.write(text);
    },
    told: stderr.isTTY === true || (env.CI ?? "") !== "",
    live: stderr.isTTY === true && env.TERM !== "dumb",
    color: stderr.isTTY === true && !noColor,
    width: stderr.columns ?? 80,
    ...(stdout.columns === undefined ? {} : { columns: stdout.columns, outColor: !noColor }),
  };
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
    this.terminal.err(`\r\u001b[2K${text.slice(0, this.terminal.width - 1)}`);
    this.shown = true;
  }

  clear(): void {
    if (this.shown) this.terminal.err("\r\u001b[2K");
    this.shown = false;
  }
}

/** Diagnostics with their code frames and a closing count, on standard error. */
export function printDiagnostics(
  terminal: Terminal,
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
): void {
  if (diagnostics.length === 0) return;
  terminal.err(`${formatDiagnostics(diagnostics, { color: terminal.color, sources })}\n\n`);
  const count = (severity: Diagnostic["severity"]): number => diagnostics.filter((d) => d.severity === severity).length;
  const counts = (["error", "warning", "hint"] as const).map((severity) => [count(severity), severity] as const);
  terminal.err(`${countsOf(counts)}
`);
}
