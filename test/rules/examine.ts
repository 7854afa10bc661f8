import { execFileSync } from "node:child_process";
import { devNull } from "node:os";
import { join, relative } from "node:path";
import { Command } from "commander";
import { vi } from "vitest";
import { checkDimensions, DimensionProcess } from "../../src/check/dimensions/index.js";
import { addAuthoring } from "../../src/cli/author/command.js";
import { build } from "../../src/cli/build.js";
import { buildEvery } from "../../src/cli/build-matrix.js";
import { addCheck } from "../../src/cli/check/command.js";
import { comment } from "../../src/cli/comment/run.js";
import type { CommandContext } from "../../src/cli/context.js";
import { addData } from "../../src/cli/data/command.js";
import { addDiff } from "../../src/cli/diff/command.js";
import { explain } from "../../src/cli/explain.js";
import { addGit } from "../../src/cli/git/command.js";
import { init } from "../../src/cli/init.js";
import { addPublish } from "../../src/cli/publish/command.js";
import { addShowing } from "../../src/cli/show/command.js";
import { addSweep } from "../../src/cli/sweep/command.js";
import { printDiagnostics, type Terminal } from "../../src/cli/terminal/terminal.js";
import { addVerify } from "../../src/cli/verify/command.js";
import { why } from "../../src/cli/why.js";
import { type Diagnostic, formatDiagnostics, MemoError } from "../../src/diagnostic.js";
import { prepareChapters } from "../../src/document/prepare.js";
import { type CommandOptions, type Computed, computeMemo } from "../../src/memo/compute.js";
import { BASE } from "../../src/rules/base.js";
import type { Example } from "../../src/rules/rule.js";
import { projectOf, Recorder, type Sources, temporaryFolder, write } from "../cli/memo.js";
import { runSweepsHere } from "../sensitivity/sweeps.js";
import { dimensionsInRealm } from "../setup/in-realm.js";

/** What an example comes to: the message a person reads, and the rule and severity of each diagnostic in it. */
export interface Examined {
  message: string;
  found: readonly { rule: string; severity: string }[];
}

/** Of the shell that an example's lines are typed into: git with a fixed identity, and no configuration but the repository's. */
const ENVIRONMENT = {
  PATH: process.env.PATH,
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_NOSYSTEM: "1",
  // No sample of a hook is copied into each repository.
  GIT_TEMPLATE_DIR: "",
  ...Object.fromEntries(
    ["AUTHOR", "COMMITTER"].flatMap((who) => [
      [`GIT_${who}_NAME`, "A. Grower"],
      [`GIT_${who}_EMAIL`, "grower@example.org"],
      [`GIT_${who}_DATE`, "1700000000 +0000"],
    ]),
  ),
};

/** The head of a diagnostic in what a command prints. */
export const DIAGNOSTIC = /^(error|warning|hint)\[([^\]]+)\]/gm;

/** The files of an example: the base memo's, and its own over them. */
export function filesOf({ files, without = [] }: Example): Sources {
  return Object.fromEntries(Object.entries({ ...BASE, ...files }).filter(([path]) => !without.includes(path)));
}

/** What is looked for beyond what a build needs to know. */
export type Check = "none" | "all" | "dimensions";

/** Builds the memo of an example up to its resolved document, or runs its command in a folder that holds it. */
export async function examine(example: Example, check: Check = "none"): Promise<Examined> {
  const files = filesOf(example);
  const message = example.command || example.before ? await commanded(example, files) : await built(files, check);
  return {
    message,
    found: [...message.matchAll(DIAGNOSTIC)].map(([, severity = "", rule = ""]) => ({
      rule,
      severity,
    })),
  };
}

/** Runs blocks, sweeps and what follows units in this process until the mocks are restored. */
export function runHere(): void {
  runSweepsHere();
  vi.spyOn(DimensionProcess.prototype, "start").mockReturnValue(undefined);
  vi.spyOn(DimensionProcess.prototype, "perform").mockImplementation(async (job) => ({
    type: "done",
    run: await dimensionsInRealm(job),
  }));
}

async function built(files: Sources, check: Check): Promise<string> {
  const sources = new Map(Object.entries(files));
  const project = projectOf(files);
  let diagnostics: readonly Diagnostic[];
  try {
    const computed = await computeMemo(project, { check: check === "all" });
    diagnostics = check === "dimensions" ? await dimensionsOf(computed) : computed.diagnostics;
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    ({ diagnostics } = error);
  }
  return formatDiagnostics(diagnostics, { sources });
}

async function dimensionsOf({ chapters, program, register }: Computed): Promise<readonly Diagnostic[]> {
  const names = new Set([...program.names.keys(), "given"]);
  const { templates } = prepareChapters(chapters, { names, sources: new Set(register.sources.keys()) });
  return (await checkDimensions({ program, register, templates })).diagnostics;
}

async function commanded(
  { before = [], command = ["build", "--only", "md"] }: Example,
  files: Sources,
): Promise<string> {
  const folder = write(temporaryFolder(), files);
  // Lines of the shell that follow each other are run by one, up to the first that fails.
  let lines: string[] = [];
  const shell = (): void => {
    if (lines.length > 0)
      execFileSync("/bin/sh", ["-ec", lines.join("\n")], { cwd: folder, env: ENVIRONMENT, stdio: "pipe" });
    lines = [];
  };
  for (const line of before)
    if (line.startsWith("memo ")) {
      shell();
      await run(line.slice("memo ".length).split(" "), folder);
    } else lines.push(line);
  shell();
  return run(command, folder);
}

/** What a command says on standard error. */
async function run(command: readonly string[], folder: string): Promise<string> {
  const terminal = new Recorder();
  const words = command.map((word, at) => (command[at - 1] === "-C" ? join(folder, word) : word));
  try {
    await commands(folder, terminal).parseAsync(words, { from: "user" });
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    printDiagnostics(terminal, error.diagnostics, new Map());
  }
  // A person is in the folder, and sees neither its path nor ids that depend on nothing but the test.
  return [relative(process.cwd(), folder), folder]
    .reduce((text, path) => text.replaceAll(`${path}/`, "").replaceAll(path, "this folder"), terminal.stderr)
    .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{7}\b/g, "1a2b3c4")
    .trimEnd();
}

/** Stands for GitHub: one repository may not be written to. */
export function fakeGitHub(address: string | URL | Request): Promise<Response> {
  const refused = String(address instanceof Request ? address.url : address).includes("/neighbour/");
  const body = refused ? { message: "Resource not accessible by integration" } : { head: { sha: "2".repeat(40) } };
  return Promise.resolve(Response.json(body, { status: refused ? 403 : 200 }));
}

/** The commands as `src/cli/commands.ts` has them, for a memo's folder. */
export function commands(folder: string, terminal: Terminal): Command {
  const program = new Command("memo").exitOverride((error) => {
    throw error;
  });
  const computing: CommandContext["computing"] = {
    add: (command) =>
      command
        .option("-C, --folder <dir>", "", folder)
        .option("-a, --assumptions <version>")
        .option("-s, --scenario <name>")
        .option(
          "--set <id=value>",
          "",
          (text: string, sets: { id: string; text: string }[]) => {
            const at = text.indexOf("=");
            return [...sets, { id: text.slice(0, at), text: text.slice(at + 1) }];
          },
          [],
        )
        .option("--no-cache")
        .option("--time-limit <seconds>", "", Number, 60)
        .option("--memory-limit <MB>", "", Number, 1024),
    read: (given) => {
      const options = given as typeof given & CommandOptions & { timeLimit: number; memoryLimit: number };
      return { ...options, cache: false, limits: { seconds: options.timeLimit, megabytes: options.memoryLimit } };
    },
  };
  const { read } = computing;
  const context: CommandContext = { program, computing, terminal, exit: () => {} };
  computing
    .add(program.command("build"))
    .option("-o, --out <dir>")
    .option("--only <kinds>", "", (text: string) => [text as "md"])
    .action(async (options: Record<string, unknown> & { out?: string; only?: ["md"] }) => {
      const { out, only } = options;
      if (options.scenario === "*") await buildEvery({ ...read(options), out, only, json: false }, terminal);
      else await build({ ...read(options), out: out ?? "out", only, json: false }, terminal);
    });
  computing
    .add(program.command("why"))
    .argument("<value>")
    .action(async (value: string, options: Record<string, unknown>) => {
      await why(value, { ...read(options), json: false }, terminal);
    });
  program
    .command("init")
    .argument("<dir>")
    .option("--ci <forge>")
    .option("--engine <name>")
    .action(async (dir: string, { ci, engine }: { ci?: "github"; engine?: string }) => {
      await init(join(folder, dir), terminal, ci && { forge: ci, engine });
    });
  program
    .command("explain")
    .argument("[rule]")
    .action((rule: string | undefined) => {
      explain(rule, { json: false }, terminal);
    });
  program
    .command("comment")
    .argument("<file>")
    .option("--repository <name>")
    .option("--head <commit>")
    .option("--run <number>", "", Number)
    .option("--pull <number>", "", Number)
    .action(async (file: string, o: { repository: string; head: string; run: number; pull: number }) => {
      const github = { api: "http://127.0.0.1:1", token: "token" };
      await comment(join(folder, file), { ...o, author: "github-actions[bot]", github }, terminal);
    });
  addCheck(context);
  addSweep(context);
  addDiff(context);
  addAuthoring(context);
  addData(context);
  addPublish(context);
  addVerify(context);
  addShowing(context);
  addGit(context);
  // Commands of their own may come to a command when it is called.
  program.hook("preSubcommand", (_, called) => inFolder(called, folder));
  return program;
}

/** Commands take paths from where they are called, which is the memo's folder. */
function inFolder(command: Command, folder: string): void {
  if (command.name() === "merge")
    command.hook("preAction", (_, called) => {
      called.processedArgs[0] = (called.processedArgs[0] as string[]).map((path) => join(folder, path));
    });
  else if (command.options.some(({ long }) => long === "--folder")) command.setOptionValue("folder", folder);
  if (command.name() === "verify")
    command.hook("preAction", (_, called) => {
      called.processedArgs[0] = join(folder, called.processedArgs[0] as string);
    });
  for (const one of command.commands) inFolder(one, folder);
}
