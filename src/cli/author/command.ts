import { InvalidArgumentError } from "commander";
import type { CommandContext } from "../context.js";
import type { SetOptions } from "./set.js";

/** Adds `set`, `new-version`, `import`, `read` and `status` to a program. */
export function addAuthoring(context: CommandContext): void {
  for (const add of [addSet, addImport, addNewVersion, addRead, addStatus]) add(context);
}

function addSet({ program, terminal, exit }: CommandContext): void {
  program
    .command("set")
    .description("write a value, and where it comes from, into a version of the assumptions")
    .argument("<values...>", "an assumption and its value, in turn: supply.added.2027 26 supply.stock '8 GW'")
    .option("-C, --folder <dir>", "the memo's folder", ".")
    .option("-a, --assumptions <version>", "version to write into (default: the memo's own, or the latest)")
    .option("--source <keys>", "keys of sources.yaml, separated by commas", parseKeys)
    .option("--as-of <date>", "date for which the value holds")
    .option("--because <text>", "why; a version that extends another needs it for what it changes")
    .option("--low <value>", "low end of the range")
    .option("--high <value>", "high end of the range")
    .option("--distribution <name>", "what the range means, where it is new")
    .option("--dry-run", "show what would be written", false)
    .addHelpText(
      "after",
      `
The value of a series may name keys: supply.added 2027:26,2028:30.
Shares of a mix are set together, so that they sum to 1:
  memo set share.2027.old 0.25 share.2027.new 0.75
A version that extends another gets an entry for what it doesn't change yet.
Nothing is written that \`memo build\` would refuse.`,
    )
    .action(async (words: string[], options: SetOptions) => {
      const { set } = await import("./set.js");
      exit(await set(words, options, terminal));
    });
}

function addImport({ program, terminal, exit }: CommandContext): void {
  program
    .command("import")
    .description("write chapters made of a notebook or of another program's Markdown, and say what is left to do")
    .argument("<file>", "a .ipynb, .qmd, .Rmd or .md file")
    .option("-C, --folder <dir>", "the memo's folder, or one that is to hold a memo", ".")
    .action(async (file: string, options: { folder: string }) => {
      const { importReport } = await import("./import.js");
      exit(await importReport(file, options, terminal));
    });
}

function addNewVersion({ program, terminal, exit }: CommandContext): void {
  program
    .command("new-version")
    .description("write a version of the assumptions that extends another")
    .argument("<name>", "its name, such as 2026-06")
    .option("-C, --folder <dir>", "the memo's folder", ".")
    .option("--from <version>", "the version it extends (default: the memo's own, or the latest)")
    .option(
      "--as-of <date>",
      "date of the report (default: the name where it is a date, or the date of the version it extends)",
    )
    .option("--title <text>", "what it is called in the report")
    .option("--default", "build the memo with it from now on", false)
    .action(
      async (
        name: string,
        options: { folder: string; from?: string; asOf?: string; title?: string; default: boolean },
      ) => {
        const { newVersion } = await import("./new-version.js");
        exit(await newVersion(name, options, terminal));
      },
    );
}

function addRead({ program, computing, terminal, exit }: CommandContext): void {
  computing
    .add(
      program
        .command("read")
        .argument("[place...]", "chapters/02-cost.md, a line of it (…:12), a heading's or figure's id"),
    )
    .description("what is to be read again because values in it moved, and who read it")
    .option("--all", "confirm every passage that quotes a value", false)
    .option("--by <name>", "who read it (default: git's user.name)")
    .option("--on <day>", "when (default: today)")
    .option("--json", "print as JSON", false)
    .addHelpText(
      "after",
      `
Without a place it lists the passages that are to be read: those whose words are new, and those in which an output moved by
more than its tolerance, or another value is printed otherwise, since somebody confirmed them. With a place it writes to
assumptions/read.yaml that they were read as they stand now. \`memo check\`, \`memo status\` and \`memo diff\` list them
too, in a memo that has this file; \`memo read --all\` begins one.`,
    )
    .action(async (places: string[], options: { all: boolean; by?: string; on?: string; json: boolean }) => {
      const { read } = await import("./read.js");
      exit(await read(places, computing.read(options), terminal));
    });
}

function addStatus({ program, computing, terminal, exit }: CommandContext): void {
  computing
    .add(program.command("status"))
    .description("versions, stale assumptions, and claims about to flip")
    .option("--json", "print as JSON", false)
    .action(async (options: { json: boolean }) => {
      const { status } = await import("./status.js");
      exit(await status(computing.read(options), terminal));
    });
}

function parseKeys(text: string, before: string[] | undefined): string[] {
  const keys = text
    .split(",")
    .map((key) => key.trim())
    .filter(Boolean);
  if (keys.length === 0) throw new InvalidArgumentError("Expected keys of sources.yaml, separated by commas.");
  return [...new Set([...(before ?? []), ...keys])];
}
