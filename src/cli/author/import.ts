import { importInto } from "../../memo/importing/import.js";
import { counted } from "../../text/counts.js";
import { onOneLine } from "../../text/shown.js";
import { printDiagnostics, type Terminal } from "../terminal/terminal.js";

/** `memo import`: writes chapters made of a notebook or of another program's Markdown, and says what is left to do. Returns the exit code. */
export async function importReport(file: string, { folder }: { folder: string }, terminal: Terminal): Promise<number> {
  const today = new Date().toISOString().slice(0, 10);
  const { files, left, diagnostics, texts } = await importInto(folder, file, today);
  terminal.out(`${files.map((path) => `${path}\n`).join("")}`);
  if (left.length > 0)
    terminal.out(
      `\n${counted(left.length, "thing")} left to you:\n${left.map(({ at, what }) => `  ${onOneLine(at)}: ${onOneLine(what)}\n`).join("")}`,
    );
  if (diagnostics.length > 0) {
    terminal.out("\nand in what was written:\n");
    printDiagnostics(terminal, diagnostics, texts);
  }
  terminal.out(
    "\nA first draft: numbers in it are typed, and wait for blocks that compute them. `memo build` tells the rest.\n",
  );
  return 0;
}
