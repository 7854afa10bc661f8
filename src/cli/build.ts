import { performance } from "node:perf_hooks";
import { type Diagnostic, sortDiagnostics } from "../diagnostic.js";
import { folderToWrite, replaceFolder, restoreFolder } from "../files/index.js";
import { type CommandOptions, computeMemo, computeOptions } from "../memo/compute.js";
import { keptInGit } from "../memo/git.js";
import { inFolder, OUTPUT_KINDS, type OutputKind, UNCOMMITTED, writeOutputs } from "../memo/write.js";
import { jsonReport } from "../render/data/json-report.js";
import { type Running, runCommand } from "./runner.js";
import { printDiagnostics, type Terminal } from "./terminal/terminal.js";

export interface BuildOptions extends CommandOptions {
  out: string;
  only?: readonly OutputKind[];
  /** Overwrite files of the names that memo writes, whoever wrote them. */
  adopt?: boolean;
  /** False for a page that stays as it is. */
  live?: boolean;
  json: boolean;
  /** Print hints too. */
  hints?: boolean;
}

/** `memo build`: computes the memo and replaces the output folder when everything succeeded. Returns the exit code. */
export function build(options: BuildOptions, terminal: Terminal): Promise<number> {
  const started = performance.now();
  const isShown = ({ severity }: Diagnostic): boolean => options.hints || severity !== "hint";
  const work = async ({ project: read, sources, step, done }: Running): Promise<undefined> => {
    const project = read(options.folder);
    const place = { memo: project.root };
    // Said before the work; looked at again when it is done.
    await restoreFolder(folderToWrite(options.out, place), options.out);
    const computed = await computeMemo(project, {
      ...computeOptions(project, options),
      check: true,
      live: options.live !== false,
      step,
    });
    step("writing page, PDF, Markdown and data");
    const kinds = new Set<OutputKind>(options.only ?? OUTPUT_KINDS);
    const files = await writeOutputs(computed.tree, kinds, { sources });
    const { out: name, only, adopt } = options;
    const folder = folderToWrite(name, place);
    const left = await replaceFolder(folder, {
      name,
      files: inFolder(files, folder),
      keepOthers: only !== undefined,
      adopt,
      // Of data that an earlier build left, the sources aren't known here.
      uncommitted: { paths: UNCOMMITTED, inputs: kinds.has("data") ? computed.tree.origin?.inputs : undefined },
      isKept: (paths) => keptInGit(folder, paths),
    });
    const diagnostics = sortDiagnostics([...computed.diagnostics, ...left]);
    done();
    for (const { blockId, text } of computed.run.printed)
      terminal.err(`${blockId}: ${text.replaceAll("\n", "\n  ")}\n`);
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
  };
  return runCommand(terminal, work, { json: options.json, isShown, closing: `${options.out} is left as it was\n` });
}
