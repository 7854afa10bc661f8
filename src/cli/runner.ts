import { type Diagnostic, MemoError } from "../diagnostic.js";
import { FrameTexts } from "../memo/frame-texts.js";
import { boundHeap } from "../memo/passes/heap.js";
import { type Project, readProject } from "../memo/project.js";
import { openWord } from "../notebook/walls/ladder.js";
import { jsonReport } from "../render/data/json-report.js";
import { noteStep } from "./limits/whole.js";
import { Progress, printDiagnostics, type Terminal } from "./terminal/terminal.js";

/** What a command is run with. */
export interface Running {
  /** Reads a memo's folder. Messages show lines of its files from then on. */
  project(folder: string): Project;
  /** Files as messages show them; a command that makes up texts puts them here. */
  sources: Map<string, string>;
  /** Says on a terminal what is going on. */
  step(text: string): void;
  /** Takes that line away, before anything else is printed. */
  done(): void;
}

interface RunOptions {
  /** Print what went wrong as JSON, on standard output. */
  json?: boolean;
  /** Which diagnostics are shown; all unless told. */
  isShown?: (diagnostic: Diagnostic) => boolean;
  /** What is said below them where the memo, and not the call, is wrong. */
  closing?: string;
  /** The exit code of an error; its own unless told. */
  exitCode?: (error: MemoError) => number;
}

/**
 * Runs a command: its line of progress, the diagnostics of a MemoError with lines of the memo's files, and the exit code.
 *
 * @param work gives the exit code, or nothing for 0; other errors than a MemoError are the program's own and go on.
 */
export async function runCommand(
  terminal: Terminal,
  work: (running: Running) => Promise<number | undefined> | number | undefined,
  { json = false, isShown = () => true, closing, exitCode = (error) => error.exitCode }: RunOptions = {},
): Promise<number> {
  const progress = new Progress(terminal);
  const sources = new FrameTexts();
  const running: Running = {
    sources,
    project: (folder) => {
      const project = readProject(folder);
      boundHeap(project);
      sources.add(project);
      return project;
    },
    step: (text) => {
      noteStep(text);
      progress.step(text);
    },
    done: () => progress.clear(),
  };
  try {
    const code = await work(running);
    progress.clear();
    return code ?? 0;
  } catch (error) {
    progress.clear();
    if (!(error instanceof MemoError)) throw error;
    if (json) terminal.out(jsonReport(false, error.diagnostics, {}));
    else {
      printDiagnostics(terminal, error.diagnostics.filter(isShown), sources);
      if (closing !== undefined && error.exitCode === 1) terminal.err(closing);
    }
    return exitCode(error);
  } finally {
    const word = terminal.told && !json ? openWord() : undefined;
    if (word !== undefined) terminal.err(`note: ${word}\n`);
  }
}
