import { type Command, Option } from "commander";
import type { CommandOptions } from "../../memo/compute.js";
import type { RankCorrelation, StudyRequest } from "../../sensitivity/index.js";
import type { Terminal } from "../terminal/terminal.js";
import {
  type AxisArgument,
  type OptionArgument,
  parseAxis,
  parseCorrelation,
  parseNames,
  parseNumber,
  parseOption,
  parseShard,
  parseWhole,
} from "./arguments.js";
import type { SweepFormat, SweepOptions } from "./sweep.js";

// What the command line says; everything that computes is loaded when a study is called for.

const FORMATS: readonly SweepFormat[] = ["table", "csv", "json"];

/** How the command line's own options come to be those of a command. */
export interface Computing {
  /** Adds the options of every command that computes the memo. */
  add(command: Command): Command;
  read(options: Record<string, unknown>): CommandOptions;
}

interface Given {
  format: SweepFormat;
  out?: string;
  force: boolean;
  over?: string[];
  top: number;
  draws: number;
  seed: number;
  design: "keyed" | "joint";
  correlate: RankCorrelation[];
  shard?: { i: number; of: number };
}

/** Adds `memo sweep`, a command for each study and one that merges parts. */
export function addSweep(
  program: Command,
  { add, read }: Computing,
  terminal: Terminal,
  done: (code: number) => void,
): void {
  const sweep = program
    .command("sweep")
    .description("run a study of what moves a result: tornado, two-way, break-even, …")
    .configureHelp({ sortSubcommands: false })
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

  const study = (name: string, description: string): Command =>
    add(sweep.command(name))
      .description(description)
      .addOption(new Option("-f, --format <form>", "table, csv or json").choices(FORMATS).default("table"))
      .option("-o, --out <file>", "write to a file instead of standard output")
      .option("--force", "overwrite a file that memo did not write, or that was changed since", false);
  const top = (command: Command): Command =>
    command
      .option("--over <ids>", "assumptions it may move, separated by commas (default: all)", parseNames)
      .option("--top <n>", "rows of the table; csv and json have all", parseWhole, 12);
  const sampling = (
    command: Command,
    draws: number,
    what = "draws, a power of two",
    designs: readonly Given["design"][] = ["keyed", "joint"],
  ): Command =>
    top(command)
      .option("--draws <n>", what, parseWhole, draws)
      .option("--seed <n>", "of the draws", parseNumber, 1)
      .addOption(
        new Option(
          "--design <kind>",
          designs.length === 1 ? "one joint set; the indices rest on it" : "keyed by name, or one joint set",
        )
          .choices(designs)
          .default(designs[0]),
      )
      .option("--correlate <a,b=rank>", "rank correlation of two; may be repeated", parseCorrelation, [])
      .addOption(
        new Option("--shard <i/n>", "run this part of the draws and write it to --out")
          .argParser(parseShard)
          .conflicts("format"),
      );
  const run = async (request: StudyRequest, options: Given): Promise<void> => {
    const { sweep: start } = await import("./sweep.js");
    const { format, out, force, shard } = options;
    const all: SweepOptions = { ...read({ ...options }), format, out, force, shard };
    done(await start(request, all, terminal));
  };
  const common = ({ over, top: most }: Given): { over?: string[]; top: number } => ({
    over: over?.length === 1 && over[0] === "all" ? undefined : over,
    top: most,
  });
  const sampled = ({ draws, seed, design, correlate }: Given) => ({ draws, seed, design, correlations: correlate });
  const OUTPUT = "an output or a claim";

  top(study("tornado", "each assumption from its low to its high end, widest first"))
    .argument("<output>", OUTPUT)
    .action((output: string, o: Given) => run({ kind: "tornado", outputs: [output], ...common(o) }, o));

  study("two-way", "an output for every pair of places of two assumptions")
    .argument("<output>", OUTPUT)
    .requiredOption("--rows <axis>", "id, id=0.6,1,2.5 or id=2..12/5; :ratio, :position, :factor", parseAxis)
    .requiredOption("--columns <axis>", "the same for the columns", parseAxis)
    .action((output: string, o: Given & { rows: AxisArgument; columns: AxisArgument }) =>
      run(
        {
          kind: "two-way",
          outputs: [output],
          rows: { ...o.rows, withBase: true },
          columns: { ...o.columns, withBase: true },
          top: 12,
        },
        o,
      ),
    );

  study("break-even", "where an output comes to a target, or a claim flips")
    .argument("<output>", OUTPUT)
    .requiredOption("--vary <id>", "the assumption that is moved")
    .option("--target <number>", "what the output is to come to; not for a claim", parseNumber)
    .option("--from <number>", "where to look from (default: its low end)", parseNumber)
    .option("--to <number>", "where to look to (default: its high end)", parseNumber)
    .option("--text <output>", "a text output that names what binds")
    .action(
      (output: string, o: Given & { vary: string; target?: number; from?: number; to?: number; text?: string }) => {
        const { vary, target, from, to, text } = o;
        return run({ kind: "break-even", outputs: [output], vary, target, from, to, text, top: 12 }, o);
      },
    );

  study("scenarios", "outputs and claims in each scenario")
    .argument("<outputs...>", "outputs and claims")
    .option("--scenarios <names>", "separated by commas (default: all)", parseNames)
    .option("--differences", "beside each number what it is more than in the base case; csv and json have that anyway")
    .action((outputs: string[], o: Given & { scenarios?: string[]; differences?: boolean }) =>
      run(
        {
          kind: "scenarios",
          outputs: [...new Set(outputs)],
          scenarios: o.scenarios,
          ...(o.differences ? { differences: true } : {}),
          top: 12,
        },
        o,
      ),
    );

  sampling(study("monte-carlo", "what the ranges imply together: quantiles, and how often a claim holds"), 4096)
    .argument("<outputs...>", "outputs, claims and texts")
    .action((outputs: string[], o: Given) =>
      run({ kind: "monte-carlo", outputs: [...new Set(outputs)], ...sampled(o), ...common(o) }, o),
    );

  sampling(study("importance", "first-order share and rank correlation of each assumption"), 4096)
    .argument("<output>", OUTPUT)
    .action((output: string, o: Given) =>
      run({ kind: "importance", outputs: [output], ...sampled(o), ...common(o) }, o),
    );

  sampling(study("sobol", "first-order and total Sobol' indices"), 1024, "N, a power of two; it takes N (D + 2) runs", [
    "joint",
  ])
    .argument("<output>", OUTPUT)
    .option("--second-order", "also what pairs have together; twice the runs", false)
    .action((output: string, o: Given & { secondOrder: boolean }) =>
      run({ kind: "sobol", outputs: [output], secondOrder: o.secondOrder, ...sampled(o), ...common(o) }, o),
    );

  top(study("elasticity", "percent by which an output moves for one percent of each assumption"))
    .argument("<output>", OUTPUT)
    .action((output: string, o: Given) => run({ kind: "elasticity", outputs: [output], ...common(o) }, o));

  top(study("spider", "an output along each assumption's range"))
    .argument("<output>", OUTPUT)
    .addOption(
      new Option("--by <what>", "along the range, or by the same percentages")
        .choices(["range", "percent"])
        .default("range"),
    )
    .action((output: string, o: Given & { by: "range" | "percent" }) =>
      run({ kind: "spider", outputs: [output], by: o.by, ...common(o) }, o),
    );

  sampling(study("information", "what knowing an assumption before a decision would be worth"), 4096)
    .requiredOption("--option <name=output>", "an option and the output that says what it pays; repeated", parseOption)
    .addOption(
      new Option("--goal <which>", "the best pays most, or costs least").choices(["most", "least"]).default("most"),
    )
    .action((o: Given & { option: OptionArgument[]; goal: "most" | "least" }) =>
      run(
        {
          kind: "information",
          outputs: o.option.map(({ output }) => output),
          options: o.option,
          goal: o.goal,
          ...sampled(o),
          ...common(o),
        },
        o,
      ),
    );

  sweep
    .command("merge")
    .description("put the parts of a study together; the same bytes as one run")
    .argument("<parts...>", "every file that --shard wrote")
    .addOption(new Option("-f, --format <form>", "table, csv or json").choices(FORMATS).default("table"))
    .option("-o, --out <file>", "write to a file instead of standard output")
    .option("--force", "overwrite a file that memo did not write, or that was changed since", false)
    .action(async (parts: string[], o: { format: SweepFormat; out?: string; force: boolean }) => {
      const { mergeParts } = await import("./merge.js");
      done(await mergeParts(parts, o, terminal));
    });
}
