import { MemoError } from "../../diagnostic.js";
import { type CommandOptions, type Computed, computeMemo, computeOptions } from "../../memo/compute.js";
import { computedStatus, registerStatus, type Status } from "../../memo/status.js";
import { ownVersion, registerOf } from "../../memo/versions/own-version.js";
import { jsonReport } from "../../render/data/json-report.js";
import { type Running, runCommand } from "../runner.js";
import { printDiagnostics, type Terminal } from "../terminal/terminal.js";
import { statusText } from "./status-text.js";

export interface StatusOptions extends CommandOptions {
  json: boolean;
}

/** `memo status`: versions, what is stale, which claims are about to flip. Returns the exit code. */
export function status(options: StatusOptions, terminal: Terminal): Promise<number> {
  const work = async ({ project: read, sources, step, done }: Running): Promise<number> => {
    const project = read(options.folder);
    const own = ownVersion(project);
    const register = registerOf(project, options.assumptions ?? own.version);
    let computed: Computed | undefined;
    let broken: MemoError | undefined;
    try {
      computed = await computeMemo(project, {
        ...computeOptions(project, options),
        onlyLooking: true,
        step,
      });
    } catch (error) {
      if (!(error instanceof MemoError)) throw error;
      broken = error;
    }
    done();
    const plain = register.version === own.version && options.scenario === undefined && options.set.length === 0;
    const found: Status = {
      ...registerStatus(project, register, own, computed),
      ...(options.scenario === undefined ? {} : { scenario: options.scenario }),
      ...(computed ? { computed: await computedStatus(project, register, computed, plain) } : {}),
    };
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
