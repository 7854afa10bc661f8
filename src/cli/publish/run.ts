import { folderToWrite, restoreFolder } from "../../files/index.js";
import { type PublishOptions, publishInto } from "../../memo/publishing/publish.js";
import { type Running, runCommand } from "../runner.js";
import { printDiagnostics, type Terminal } from "../terminal/terminal.js";

/** `memo publish`. Returns the exit code. */
export function publish(options: PublishOptions, terminal: Terminal): Promise<number> {
  const work = async ({ project: read, step, done, sources }: Running): Promise<undefined> => {
    const project = read(options.folder);
    const folder = folderToWrite(options.to, { memo: project.root });
    await restoreFolder(folder, options.to);
    const said = await publishInto(folder, project, options, step);
    done();
    printDiagnostics(
      terminal,
      said.diagnostics.filter(({ severity }) => severity !== "hint"),
      sources,
    );
    terminal.out(`${options.to}: ${said.text}\n`);
  };
  return runCommand(terminal, work, { closing: `${options.to} is left as it was\n` });
}
