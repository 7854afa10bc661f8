import type { CommandOptions } from "../../memo/compute.js";
import { statusText } from "../../memo/shown/status-text.js";
import { statusOf } from "../../memo/status.js";
import { jsonReport } from "../../render/data/json-report.js";
import { type Running, runCommand } from "../runner.js";
import { printDiagnostics, type Terminal } from "../terminal/terminal.js";

export interface StatusOptions extends CommandOptions {
  json: boolean;
}

/** `memo status`: versions, what is stale, which claims are about to flip. Returns the exit code. */
export function status(options: StatusOptions, terminal: Terminal): Promise<number> {
  const work = async ({ project: read, sources, step, done }: Running): Promise<number> => {
    const project = read(options.folder);
    const { status: found, broken } = await statusOf(project, options, step);
    done();
    if (options.json) terminal.out(jsonReport(!broken, broken?.diagnostics ?? [], { ...found }));
    else terminal.out(statusText(found, terminal.columns ?? 80));
    if (broken && !options.json) {
      terminal.err("\n");
      printDiagnostics(terminal, broken.diagnostics, sources);
    }
    return broken?.exitCode ?? 0;
  };
  return runCommand(terminal, work, options);
}
