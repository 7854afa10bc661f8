import { Argument, type Command, Option } from "commander";
import type { SchemaName } from "../../assumptions/files/schema.js";
import type { CommandContext } from "../context.js";
import type { GraphOptions } from "../graph.js";

/** Adds what looks at a memo and what an editor knows of it: `show`, `graph`, `schema` and `declare`. */
export function addShowing(context: CommandContext): void {
  for (const add of [addShow, addGraph, addSchema, addDeclare]) add(context);
}

function addShow({ program, computing, terminal, exit }: CommandContext): void {
  computing
    .add(program.command("show"))
    .description("print a value, an assumption, the data of a figure, a claim, a source, a scenario or a section")
    .argument(
      "<name>",
      "a name, such as multiples or multiples.2029; the id of an assumption, figure, claim, source, scenario or section",
    )
    .option("--json", "print as JSON", false)
    .action(async (name: string, options: { json: boolean }) => {
      const { show } = await import("./run.js");
      exit(await show(name, computing.read(options), terminal));
    });
}

function addGraph({ program, terminal, exit }: CommandContext): void {
  program
    .command("graph")
    .description("what the memo is made of and what flows where: all of it, or what lies before and behind some names")
    .argument("[names...]", "values, blocks, assumptions or chapters")
    .option("-C, --folder <dir>", "the memo's folder", ".")
    .option("-a, --assumptions <version>", "version of the assumptions (default: the memo's own, or the latest)")
    .addOption(
      new Option("-f, --format <form>", "text, dot, mermaid or svg")
        .choices(["text", "dot", "mermaid", "svg"])
        .default("text"),
    )
    .addOption(
      new Option("--of <kind>", "what the names are, where several things have one name").choices([
        "value",
        "block",
        "assumption",
        "chapter",
      ]),
    )
    .addOption(new Option("--only <way>", "up: what they come from; down: what comes of them").choices(["up", "down"]))
    .addOption(new Option("--level <level>", "chapters, or the blocks in them").choices(["chapters", "blocks"]))
    .addHelpText(
      "after",
      `
A picture (svg) is of chapters. In DOT and Mermaid the whole memo is shown by chapters too, unless told.

  memo graph saving --only up
  memo graph use.distance --only down --format mermaid
  memo graph --format svg > graph.svg`,
    )
    .action(async (names: string[], options: Omit<GraphOptions, "names">, command: Command) => {
      if (options.format === "svg" && options.level === "blocks")
        command.error("error: a picture is of chapters; give blocks as text, dot or mermaid");
      const { graph } = await import("../graph.js");
      exit(await graph({ ...options, names }, terminal));
    });
}

function addSchema({ program, terminal, exit }: CommandContext): void {
  program
    .command("schema")
    .description("JSON Schemas of the assumption files, with which editors complete and check them")
    .addArgument(
      new Argument("[which]", "assumptions (the version files), scenarios or sources")
        .choices(["assumptions", "scenarios", "sources"])
        .default("assumptions"),
    )
    .option("-C, --folder <dir>", "the memo's folder", ".")
    .option("--write", "write all of them into schema/", false)
    .option("--force", "overwrite schemas that memo did not write, or that were changed since", false)
    .action(async (which: SchemaName, options: { folder: string; write: boolean; force: boolean }) => {
      const { schema } = await import("../schema.js");
      exit(await schema(which, options, terminal));
    });
}

function addDeclare({ program, terminal, exit }: CommandContext): void {
  program
    .command("declare")
    .description("TypeScript declarations of what blocks see, with which editors complete them")
    .option("-C, --folder <dir>", "the memo's folder", ".")
    .option("-a, --assumptions <version>", "version of the assumptions (default: the memo's own, or the latest)")
    .option("--write", "write them, and a module a block, into .memo/", false)
    .option("--adopt", "overwrite files of the names that are written, whoever wrote or changed them", false)
    .action(async (options: { folder: string; assumptions?: string; write: boolean; adopt: boolean }) => {
      const { declare } = await import("../declare.js");
      exit(await declare(options, terminal));
    });
}
