import { type CommandOptions, type Computed, computeMemo, computeOptions } from "../../memo/compute.js";
import { graphSources } from "../../memo/graphs/graph-sources.js";
import { partsOf } from "../../memo/name-path.js";
import { find } from "../../memo/shown/find.js";
import { showText } from "../../memo/shown/text.js";
import { asJson } from "../../text/shown.js";
import { type Running, runCommand } from "../runner.js";
import type { Terminal } from "../terminal/terminal.js";

export interface ShowOptions extends CommandOptions {
  json: boolean;
}

/** `memo show`: prints a value, an assumption, a figure's data, a claim, a source, a scenario or a section. Returns the exit code. */
export function show(name: string, options: ShowOptions, terminal: Terminal): Promise<number> {
  const work = async ({ project: readFolder, step, done }: Running): Promise<undefined> => {
    const project = readFolder(options.folder);
    const asked = computeOptions(project, options);
    const read = graphSources(project, asked);
    const compute = (): Promise<Computed> =>
      computeMemo(project, {
        ...asked,
        onlyLooking: true,
        want: partsOf(name).slice(0, 1),
        step,
      });
    const found = await find(name, read, compute);
    done();
    terminal.out(options.json ? `${asJson(found)}\n` : showText(found, terminal.columns ?? 80));
  };
  return runCommand(terminal, work, options);
}
