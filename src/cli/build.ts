import { resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
import { type Diagnostic, MemoError } from "../diagnostic.js";
import { OUTPUT_KINDS, type OutputKind, writeOutputs } from "./outputs.js";
import { type CommandOptions, computeMemo, computeOptions, sourcesOf } from "./pipeline.js";
import { readProject } from "./project.js";
import { replaceFolder } from "./replace.js";
import { jsonReport } from "./report.js";
import { Progress, printDiagnostics, type Terminal } from "./terminal.js";

export interface BuildOptions extends CommandOptions {
  out: string;
  only?: readonly OutputKind[];
  json: boolean;
  /** Print hints too. */
  hints?: boolean;
}

/** `memo build`: computes the memo and replaces the output folder when everything succeeded. Returns the exit code. */
export async function build(options: BuildOptions, terminal: Terminal): Promise<number> {
  const started = performance.now();
  let sources: ReadonlyMap<string, string> = new Map();
  const progress = new Progress(terminal);
  const isShown = ({ severity }: Diagnostic): boolean => options.hints || severity !== "hint";
  try {
    const project = readProject(options.folder);
    sources = sourcesOf(project);
    const computed = await computeMemo(project, {
      ...computeOptions(project, options),
      check: true,
      step: (text) => progress.step(text),
    });
    progress.step("writing page, PDF, Markdown and data");
    const kinds = new Set<OutputKind>(options.only ?? OUTPUT_KINDS);
    const files = await writeOutputs(computed.tree, kinds);
    // A signal that came while this thread was busy is dealt with before anything is replaced.
    await setImmediate();
    replaceFolder(resolve(project.root, options.out), files, options.only !== undefined);
    progress.clear();
    for (const { blockId, text } of computed.run.printed) terminal.err(`${blockId}: ${text}\n`);
    const seconds = (performance.now() - started) / 1000;
    const ran = computed.run.status.filter((s) => s.state === "ran").length;
    const { tree } = computed;
    const version = tree.register.scenario
      ? `${tree.register.version}, scenario ${tree.register.scenario.name}`
      : tree.register.version;
    if (options.json)
      terminal.out(
        jsonReport(true, computed.diagnostics, { out: options.out, files: [...files.keys()].sort(), seconds }),
      );
    else {
      const shown = computed.diagnostics.filter(isShown);
      printDiagnostics(terminal, shown, sources);
      terminal.out(
        `${options.out}: ${files.size} files from ${tree.chapters.length} chapters, assumptions ${version}; ${ran} of ${computed.run.status.length} blocks ran; ${seconds.toFixed(1)} s\n`,
      );
    }
    return 0;
  } catch (error) {
    progress.clear();
    if (!(error instanceof MemoError)) throw error;
    if (options.json) terminal.out(jsonReport(false, error.diagnostics, {}));
    else {
      printDiagnostics(terminal, error.diagnostics.filter(isShown), sources);
      if (error.exitCode === 1) terminal.err(`${options.out} is left as it was\n`);
    }
    return error.exitCode;
  }
}
