import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { setImmediate } from "node:timers/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import { type Diagnostic, MemoError } from "../diagnostic.js";
import { whyNot, whyUnreadable } from "../files/problems.js";
import { compileAsCommand, compileAsUsual, LONG } from "../late-compilation.js";
import { asksForMany } from "../memo/matrix/asked.js";
import { OUTPUT_KINDS, type OutputKind } from "../memo/write.js";
import type { Limits } from "../notebook/run/runner.js";
import { jsonReport } from "../render/data/json-report.js";
import { SHARD_EXPECTED, type Shard, shardIn } from "../text/shard.js";
import { addAuthoring } from "./author/command.js";
import type { MatrixOptions } from "./build-matrix.js";
import { addCheck } from "./check/command.js";
import { addComment } from "./comment/command.js";
import type { CommandContext } from "./context.js";
import { addData } from "./data/command.js";
import { addDev } from "./dev/command.js";
import { addDiff } from "./diff/command.js";
import { addDoctor } from "./doctor/command.js";
import { addGit } from "./git/command.js";
import { fitted, groupCommands, HELP } from "./help.js";
import { SECONDS_BESIDE_BLOCKS, usualMegabytes, watchWhole } from "./limits/whole.js";
import { addNews } from "./news/command.js";
import { addPublish } from "./publish/command.js";
import { addPreviews } from "./publish/previews.js";
import { addShowing } from "./show/command.js";
import { addSweep } from "./sweep/command.js";
import { printDiagnostics, processTerminal } from "./terminal/terminal.js";
import { addVerify } from "./verify/command.js";

compileAsCommand();
// What runs long runs its functions often.
setTimeout(compileAsUsual, LONG.command).unref();

// Commands are loaded when they are called, so that `--help` loads nothing but what reads the command line.

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

/** Takes the limits of the whole command away: what a person reads in a pager takes as long as it takes. */
let unwatch = (): void => {};
const terminal = processTerminal(() => unwatch());

function parseSet(text: string, before: { id: string; text: string }[]): { id: string; text: string }[] {
  const at = text.indexOf("=");
  if (at < 1) throw new InvalidArgumentError("Expected id=value, as in gw.stock=8 or gw.stock='8 GW'.");
  return [...before, { id: text.slice(0, at).trim(), text: text.slice(at + 1).trim() }];
}

function parseOnly(text: string): OutputKind[] {
  return text.split(",").map((word) => {
    const kind = OUTPUT_KINDS.find((known) => known === word.trim());
    if (!kind) throw new InvalidArgumentError(`Expected ${OUTPUT_KINDS.join(", ")}, separated by commas.`);
    return kind;
  });
}

function parsePart(text: string): Shard {
  const shard = shardIn(text);
  if (!shard) throw new InvalidArgumentError(SHARD_EXPECTED);
  return shard;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError("Expected a number above zero.");
  return value;
}

/** Options of every command that computes the memo. */
function computing(command: Command): Command {
  return command
    .option("-C, --folder <dir>", "the memo's folder", ".")
    .option("-a, --assumptions <version>", "version of the assumptions (default: the memo's own, or the latest)")
    .option("-s, --scenario <name>", "a scenario of assumptions/scenarios.yaml")
    .option("--set <id=value>", "override one assumption; may be repeated", parseSet, [])
    .option("--no-cache", "run every block, and draw every chart")
    .option("--time-limit <seconds>", "for running all blocks", positive, 60)
    .option("--memory-limit <MB>", "for running all blocks", positive, 1024)
    .option(
      "--whole-time-limit <seconds>",
      `for the whole command (default: --time-limit and ${SECONDS_BESIDE_BLOCKS} more)`,
      positive,
    )
    .option("--whole-memory-limit <MB>", "for the whole command (default: 4096, or what Node may hold)", positive)
    .option("--require-sandbox", "run no block unless the system keeps it from all that it must not reach", false);
}

interface ComputingOptions {
  folder: string;
  assumptions?: string;
  scenario?: string;
  set: { id: string; text: string }[];
  cache: boolean;
  timeLimit: number;
  memoryLimit: number;
}

type BuildCall = ComputingOptions & Pick<MatrixOptions, "out" | "shard" | "only" | "adopt" | "json" | "hints">;

const limitsIn = ({ timeLimit, memoryLimit }: ComputingOptions): Limits => ({
  seconds: timeLimit,
  megabytes: memoryLimit,
});

const program = new Command("memo")
  .description("Literate reports: Markdown chapters and versioned assumptions in, page and PDF out.")
  .version(version)
  .showHelpAfterError("(memo --help lists the commands)")
  .configureHelp(HELP)
  .addHelpText(
    "after",
    "\nExit codes: 0 done; 1 the memo, or what was asked of it, has errors, and nothing was replaced; 2 the command was called wrongly.",
  )
  // Both before the commands are made, which take them over.
  .configureOutput({
    writeErr: (text) => terminal.err(text),
    writeOut: (text) => terminal.out(fitted(text, terminal.columns)),
  })
  // Commander has printed what was wrong with the call.
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

computing(program.command("build"))
  .description("compute the memo and write it to out/")
  .option("-o, --out <dir>", "write to a folder of another name (default: out)")
  .option("--shard <i/n>", "of many combinations, every n-th from the i-th on", parsePart)
  .option("--no-live", "a page whose assumptions its reader can't change")
  .option("--adopt", "overwrite files of the names that memo writes, whoever wrote or changed them", false)
  .option("--only <kinds>", `some of ${OUTPUT_KINDS.join(",")}; other files stay as they are`, parseOnly)
  .option("--json", "print result and diagnostics as JSON", false)
  .option("--hints", "print hints", false)
  .addHelpText(
    "after",
    "\n`-a '*'` builds every version and `-s '*'` the base and every scenario, each into a folder of its own in --out, with a list of them all.",
  )
  .action(async (given: BuildCall) => {
    const options = { ...given, limits: limitsIn(given) };
    if (asksForMany(given) || given.shard) {
      const { buildEvery } = await import("./build-matrix.js");
      process.exitCode = await buildEvery({ ...options, next: () => watch(given) }, terminal);
      return;
    }
    const { build } = await import("./build.js");
    process.exitCode = await build({ ...options, out: given.out ?? "out" }, terminal);
  });

computing(program.command("why"))
  .description("what a value, claim or figure rests on, and why its block ran")
  .argument("<value>", "a name, such as multiples or multiples.2029; the id of a claim or figure; an assumption")
  .addOption(new Option("--json", "print as JSON").default(false))
  .action(async (value: string, options: ComputingOptions & { json: boolean }) => {
    const { why } = await import("./why.js");
    process.exitCode = await why(value, { ...options, limits: limitsIn(options) }, terminal);
  });

const context: CommandContext = {
  program,
  computing: {
    add: computing,
    read: (given) => {
      const options = given as typeof given & ComputingOptions;
      return { ...options, limits: limitsIn(options) };
    },
  },
  terminal,
  exit: (code) => {
    process.exitCode = code;
  },
};
addCheck(context);
addDev(context);
const completeSweep = addSweep(context);
addDiff(context);
addPublish(context);
addGit(context);
addVerify(context);
addAuthoring(context);
addData(context);
addShowing(context);
addComment(context);
addPreviews(context);
addNews(context);
addDoctor(context);

program
  .command("explain")
  .description("say what a rule is there for, with a memo that breaks it and one that keeps it")
  .argument(
    "[rule]",
    "its id, such as prose/claim-fails, or a room such as prose: a list of its rules (default: a list of all)",
  )
  .option("--json", "print as JSON", false)
  .action(async (rule: string | undefined, options: { json: boolean }) => {
    const { explain } = await import("./explain.js");
    process.exitCode = explain(rule, options, terminal);
  });

program
  .command("init")
  .description("write a small working memo to start from")
  .argument("<dir>", "a folder that is empty, holds .git alone, or is not there yet")
  .addOption(
    new Option("--ci <forge>", "workflows too that check, review and publish it there").choices(["github", "gitlab"]),
  )
  .option(
    "--engine <owner/name@ref>",
    "with --ci: the repository on GitHub that holds the engine, and its tag or commit",
  )
  .action(async (folder: string, { ci, engine }: { ci?: "github" | "gitlab"; engine?: string }) => {
    const [{ init }, { ciOptions }] = await Promise.all([import("./init.js"), import("./ci/files.js")]);
    process.exitCode = await init(folder, terminal, ciOptions(ci, engine));
  });

groupCommands(program);

/** What goes wrong before the command itself begins is told as JSON. */
let asJson = false;

interface Watched extends Partial<ComputingOptions> {
  wholeTimeLimit?: number;
  wholeMemoryLimit?: number;
  json?: boolean;
}

/** Begins the time of a command, or of the next part of it. */
function watch({ timeLimit = 0, wholeTimeLimit, wholeMemoryLimit, json }: Watched): void {
  unwatch();
  unwatch = watchWhole(
    { seconds: wholeTimeLimit ?? timeLimit + SECONDS_BESIDE_BLOCKS, megabytes: wholeMemoryLimit ?? usualMegabytes() },
    terminal,
    json === true,
  );
}

program.hook("preAction", (_, command) => {
  const options = command.opts<Watched>();
  // A preview has no end of its own.
  if (options.timeLimit !== undefined && command.name() !== "dev") watch(options);
});

program.hook("preAction", async (_, command) => {
  const options = command.opts<{ requireSandbox?: boolean; json?: boolean }>();
  if (options.requireSandbox !== true) return;
  asJson = options.json === true;
  const { requireSandbox } = await import("../notebook/walls/sandbox.js");
  await requireSandbox();
});

// A terminal that is closed ends it too.
process.once("SIGHUP", () => process.exit(129));
// Listeners of `exit` take unfinished files and child processes away.
process.once("SIGINT", () => process.exit(130));
process.once("SIGTERM", () => process.exit(143));

/** Runs the command that this process was called with. */
export async function run(): Promise<void> {
  try {
    // `help` shows a command without calling it.
    if (process.argv[2] === "help") await completeSweep();
    await program.parseAsync();
    // A signal that came while this thread was busy to the end still counts.
    await setImmediate();
  } catch (error) {
    if (error instanceof MemoError) {
      if (asJson) terminal.out(jsonReport(false, error.diagnostics, {}));
      else printDiagnostics(terminal, error.diagnostics, new Map());
      process.exitCode = error.exitCode;
    } else {
      printDiagnostics(terminal, [unread(error) ?? failure(error)], new Map());
      process.exitCode = 1;
    }
  }
}

/** An error of the file system's, where it is one. */
function unread(error: unknown): Diagnostic | undefined {
  const { syscall, path } = (error ?? {}) as NodeJS.ErrnoException;
  const about = { rule: "project/unreadable", severity: "error" } as const;
  if (syscall === "uv_cwd")
    return {
      ...about,
      message: "the folder in which this was called is gone",
      hint: "`cd .` leads into the one that has its name now: a build puts a new `out/` in the place of the old one",
    };
  if (path === undefined || whyNot(error) === undefined) return undefined;
  const message = `${relative(process.cwd(), path) || "this folder"} ${whyUnreadable(path, error)}`;
  return { ...about, message, expected: "a file that can be read" };
}

/** An error of the tool's own: what was thrown, and where in the tool. Where the tool itself is does nobody else's log good. */
function failure(error: unknown): Diagnostic {
  const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
  const calls = stack
    .split("\n")
    .flatMap((line) => /^\s+at (?:.*\()?.*[\\/]((?:src|dist|node_modules)[\\/].*?:\d+:\d+)\)?$/.exec(line)?.[1] ?? []);
  return {
    rule: "project/failed",
    severity: "error",
    message: `memo itself has failed: ${message.slice(0, 500)}`,
    notes: [...new Set(calls)].slice(0, 6).map((call) => `in ${call}`),
  };
}
