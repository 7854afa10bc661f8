import { InvalidArgumentError, Option } from "commander";
import type { CommandOptions } from "../../memo/compute.js";
import { FAIL_ON, type FailOn } from "../../memo/sides/fail-on.js";
import { SPEC_HELP } from "../../memo/sides/spec.js";
import { isPdf, REVIEW_FORMATS, reviewFormatOf } from "../../review/forms/names.js";
import type { CommandContext } from "../context.js";
import type { DiffOptions } from "./diff.js";

interface DiffCall extends Omit<DiffOptions, keyof CommandOptions> {
  out: string[];
}

/** Adds `memo diff`. */
export function addDiff({ program, computing, terminal, exit }: CommandContext): void {
  computing
    .add(program.command("diff"))
    .description("what changed between two sides of the memo, by how much, because of what, and which claims fell")
    .argument("[old]", "what to compare with (default: where this branch left the main branch)")
    .argument("[new]", "what to review (default: the working tree)")
    .addOption(new Option("-f, --format <form>", "of standard output").choices(REVIEW_FORMATS).default("terminal"))
    .option("-o, --out <file>", "write to a .md, .html, .json or .txt file too; may be repeated", parseOutput, [])
    .addOption(new Option("--output <file>", "its former name").argParser(parseOutput).default([]).hideHelp())
    .option(
      "--page <file>",
      "write the whole memo too, with what changed marked in its places, to an .html or .pdf file",
      parsePage,
    )
    .option("--force", "overwrite files of --out that memo did not write, or that were changed since", false)
    .option(
      "--link <address>",
      "of a source line in Markdown, with {line} in it, and {file}: its path in the repository",
    )
    .option("--fail-on <kinds>", `exit 3 on some of ${FAIL_ON.join(",")}; may be repeated`, parseFailOn, [])
    .addHelpText(
      "after",
      `
${SPEC_HELP}

-a, -s and --set hold for both sides, where a side doesn't name its own. Both sides are computed by the engine at hand, or taken from the
cache; the new one is checked too, and what a build would refuse in it is told beside what it comes to. Where the old one is a git revision
whose out/results.json is of its sources, what stands there is the old value, and what the engine makes otherwise of the same sources is told
apart from what the change did.

--fail-on claims: a claim flips, or the new side states one that doesn't hold; material: an output moves by more than its tolerance;
stale: a changed assumption, or one that wasn't so before, is older than the register allows.

On a terminal a long review is shown by the pager of PAGER, or less; PAGER=cat asks for none.

Exit codes: 0 compared; 1 a side could not be read or built, or the new one is refused by checks, and the verdict says why; 2 the command was
called wrongly; 3 compared, and --fail-on is met. A claim that falls is no reason for 1.

  memo diff                            the working tree against where its branch left main
  memo diff 2026-03 2026-05            one version of the assumptions against a later one
  memo diff main:2026-03 .:2026-03     the same version then and now
  memo diff . bear -f markdown         what a scenario changes
  memo diff --page changes.html        the whole memo, with changes marked in their places
  memo diff HEAD~3 HEAD -o review.html -o review.md --fail-on claims`,
    )
    .action(async (old: string | undefined, now: string | undefined, given: DiffCall) => {
      const [{ diff }, output] = [await import("./diff.js"), [...given.out, ...given.output]];
      exit(await diff(old, now, { ...computing.read(given), output }, terminal));
    });
}

function parseOutput(text: string, before: string[]): string[] {
  if (reviewFormatOf(text) === undefined)
    throw new InvalidArgumentError("Expected a file that ends in .md, .html, .json or .txt.");
  return [...before, text];
}

function parsePage(text: string): string {
  if (!isPdf(text) && reviewFormatOf(text) !== "html")
    throw new InvalidArgumentError("Expected a file that ends in .html or .pdf.");
  return text;
}

function parseFailOn(text: string, before: FailOn[]): FailOn[] {
  const found = text.split(",").map((word) => {
    const kind = FAIL_ON.find((known) => known === word.trim());
    if (!kind) throw new InvalidArgumentError(`Expected ${FAIL_ON.join(", ")}, separated by commas.`);
    return kind;
  });
  return [...new Set([...before, ...found])];
}
