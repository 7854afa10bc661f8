import { performance } from "node:perf_hooks";
import type { Diagnostic } from "../diagnostic.js";
import { type BuildRequest, buildMemo } from "../memo/build.js";
import type { CommandOptions } from "../memo/compute.js";
import { jsonReport } from "../render/data/json-report.js";
import { counted } from "../text/counts.js";
import { type Running, runCommand } from "./runner.js";
import { printDiagnostics, type Terminal } from "./terminal/terminal.js";

export interface BuildOptions extends CommandOptions, Pick<BuildRequest, "out" | "only" | "adopt" | "live"> {
  json: boolean;
  /** Print hints too. */
  hints?: boolean;
}

/** `memo build`: computes the memo and replaces the output folder when everything succeeded. Returns the exit code. */
export function build(options: BuildOptions, terminal: Terminal): Promise<number> {
  const started = performance.now();
  const isShown = ({ severity }: Diagnostic): boolean => options.hints || severity !== "hint";
  const work = async ({ project: read, sources, step, done }: Running): Promise<undefined> => {
    const built = await buildMemo(read(options.folder), { ...options, sources, step });
    done();
    for (const { blockId, text } of built.printed) terminal.err(`${blockId}: ${text.replaceAll("\n", "\n  ")}\n`);
    const seconds = (performance.now() - started) / 1000;
    const { diagnostics, files, blocks } = built;
    if (options.json) {
      terminal.out(jsonReport(true, diagnostics, { out: options.out, files, seconds }));
      return;
    }
    printDiagnostics(terminal, diagnostics.filter(isShown), sources);
    const version = built.scenario === undefined ? built.version : `${built.version}, scenario ${built.scenario}`;
    terminal.out(
      `${options.out}: ${counted(files.length, "file")} from ${counted(built.chapters, "chapter")}, assumptions ${version}; ${blocks.ran} of ${blocks.all} blocks ran; ${seconds.toFixed(1)} s\n`,
    );
  };
  return runCommand(terminal, work, { json: options.json, isShown, closing: `${options.out} is left as it was\n` });
}
