import { type Command, InvalidArgumentError, Option } from "commander";
import { STUDIES } from "../../chapters/types.js";
import type { OptionData, StudyRequest, StudyType } from "../../sensitivity/index.js";
import type { Shard } from "../../text/shard.js";
import type { CommandContext } from "../context.js";
import type { SweepFormat } from "./sweep.js";

// What the command line says; everything that computes is loaded when a study is called for.

const FORMATS: readonly SweepFormat[] = ["table", "csv", "json"];

/** Options of a study's command that aren't the study's own. */
interface Given {
  format: SweepFormat;
  out?: string;
  force: boolean;
  shard?: Shard;
}

type Line = StudyType<StudyRequest, unknown>["commandLine"];

/**
 * Adds `memo sweep`, a command for each study and one that merges parts. These come to it when it is called, or when what is given back is: studies
 * say themselves what they are asked, and take time to load.
 */
export function addSweep({ program, computing, terminal, exit }: CommandContext): () => Promise<void> {
  const sweep = program
    .command("sweep")
    .description("run a study of what moves a result: tornado, two-way, break-even, …")
    .addHelpText(
      "after",
      `
An output is the name of one, a claim's id, or a value and its keys, as in multiples.2029.

  memo sweep tornado saving --over use.distance,energy.diesel
  memo sweep two-way saving --rows use.years=4,6,8 --columns energy.diesel=1.2..2/5
  memo sweep break-even electric-is-cheaper --vary use.distance
  memo sweep monte-carlo saving electric-is-cheaper --draws 8192 --seed 7 --format csv
  memo sweep monte-carlo saving --shard 1/4 --out part-1.sweep`,
    );

  const complete = async (): Promise<void> => {
    if (sweep.commands.length > 0) return;
    const { studyType, WrongValue } = await import("../../sensitivity/index.js");
    const optionOf = ({ flags, about, choices, parse, ...said }: OptionData): Option => {
      const option = new Option(flags, about);
      if (choices) option.choices(choices);
      if (parse)
        option.argParser((text: string, before: unknown) => {
          try {
            return parse(text, before);
          } catch (error) {
            throw error instanceof WrongValue ? new InvalidArgumentError(error.message) : error;
          }
        });
      if (said.default !== undefined) option.default(said.default);
      if (said.conflicts !== undefined) option.conflicts(said.conflicts);
      return option.makeOptionMandatory(said.required ?? false);
    };
    for (const kind of STUDIES) addStudy(kind, studyType(kind).commandLine, optionOf);
    addMerge();
  };
  program.hook("preSubcommand", async (_, called) => {
    if (called === sweep) await complete();
  });

  const printing = (command: Command): Command =>
    command
      .addOption(new Option("-f, --format <form>", "table, csv or json").choices(FORMATS).default("table"))
      .option("-o, --out <file>", "write to a file instead of standard output")
      .option("--force", "overwrite a file that memo did not write, or that was changed since", false);

  const addStudy = (kind: string, line: Line, optionOf: (data: OptionData) => Option): void => {
    const { about, results, options, request } = line;
    const command = printing(computing.add(sweep.command(kind)).description(about));
    for (const option of Object.values(options)) command.addOption(optionOf(option));
    if (results) command.argument(results.many ? "<outputs...>" : "<output>", results.about);
    command.action(async () => {
      const given: Given & Record<string, unknown> = command.opts();
      const { format, out, force, shard } = given;
      const asked = request([...new Set(command.args)], given);
      const { sweep: start } = await import("./sweep.js");
      exit(await start(asked, { ...computing.read(given), format, out, force, shard }, terminal));
    });
  };

  const addMerge = (): Command =>
    printing(sweep.command("merge"))
      .description("put the parts of a study together; the same bytes as one run")
      .argument("<parts...>", "every file that --shard wrote")
      .action(async (parts: string[], o: { format: SweepFormat; out?: string; force: boolean }) => {
        const { mergeParts } = await import("./merge.js");
        exit(await mergeParts(parts, o, terminal));
      });
  return complete;
}
