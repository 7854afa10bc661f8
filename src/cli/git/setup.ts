import { fileURLToPath } from "node:url";
import { entryAt } from "../../files/index.js";
import { embeddedIn, gitFolder } from "../../memo/repository/clone.js";
import { setUpGit } from "../../memo/repository/setup.js";
import { counted } from "../../text/counts.js";
import { quotedForShell } from "../../text/shell.js";
import { runCommand } from "../runner.js";
import { printDiagnostics, type Terminal } from "../terminal/terminal.js";

/** `memo git setup`: the configuration of a clone, and the attributes that are committed. Returns the exit code. */
export function setup(options: { folder: string; hook: boolean }, terminal: Terminal): Promise<number> {
  return runCommand(terminal, async ({ project: read }) => {
    const { root } = read(options.folder);
    gitFolder(root);
    printDiagnostics(terminal, embeddedIn(root), new Map());
    const added = await setUpGit(root, ownCommand(), options.hook);
    terminal.out(
      [
        "git shows results.json as values, and merges what builds write",
        added === 0 ? ".gitattributes says so already" : `.gitattributes: ${counted(added, "line")} more; commit it`,
        ...(options.hook ? ["`memo check` runs before each commit"] : []),
      ]
        .map((line) => `${line}\n`)
        .join(""),
    );
    return 0;
  });
}

/** How this program is called again, by nothing that is looked for from the folder it is called in: git calls it in that of a memo. */
function ownCommand(): string {
  const main = fileURLToPath(new URL("../main.js", import.meta.url));
  const source = fileURLToPath(new URL("../from-source.mjs", import.meta.url));
  return [process.execPath, entryAt(main) ? main : source].map(quotedForShell).join(" ");
}
