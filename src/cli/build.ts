import { performance } from "node:perf_hooks";
import { type Diagnostic, MemoError, sortDiagnostics } from "../diagnostic.js";
import { folderToWrite, replaceFolder, restoreFolder } from "../files/index.js";
import { type CommandOptions, computeMemo, computeOptions, sourcesOf } from "../memo/compute.js";
import { readProject } from "../memo/project.js";
import { OUTPUT_KINDS, type OutputKind, writeOutputs } from "../memo/write.js";
import { jsonReport } from "./terminal/json-report.js";
import { Progress, printDiagnostics, type Terminal } from "./terminal/terminal.js";

export interface BuildOptions extends CommandOptions {
  out: string;
  only?: readonly OutputKind[];
  /** Overwrite files of the names that memo writes, whoever wrote them. */
  adopt?: boolean;
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
    const place = { memo: project.root };
    // Said before the work; looked at again when it is done.
    await restoreFolder(folderToWrite(options.out, place), options.out);
    const computed = await computeMemo(project, {
      ...computeOptions(project, options),
      check: true,
      step: (text) => progress.step(text),
    });
    progress.step("writing page, PDF, Markdown and data");
    const kinds = new Set<OutputKind>(options.only ?? OUTPUT_KINDS);
    const files = await writeOutputs(computed.tree, kinds);
    const { out: name, only, adopt } = options;
    const replacement = { name, files, keepOthers: only !== undefined, adopt };
    const left = await replaceFolder(folderToWrite(name, place), replacement);
    const diagnostics = sortDiagnostics([...computed.diagnostics, ...left]);
    progress.clear();
    for (const { blockId, text } of computed.run.printed) terminal.err(`${blockId}: ${text}\n`);
    const seconds = (performance.now() - started) / 1000;
    const ran = computed.run.status.filter((s) => s.state === "ran").length;
    const { tree } = computed;
    const version = tree.register.scenario
      ? `${tree.register.version}, scenario ${tree.register.scenario.name}`
      : tree.register.version;
    if (options.json)
      terminal.out(jsonReport(true, diagnostics, { out: options.out, files: [...files.keys()].sort(), seconds }));
    else {
      const shown = diagnostics.filter(isShown);
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
