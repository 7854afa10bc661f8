import { setImmediate } from "node:timers/promises";
import { type Diagnostic, MemoError } from "../../diagnostic.js";
import { withoutMarks } from "../../document/private-use.js";
import { checkOutput, writeOutput } from "../../files/index.js";
import type { CommandOptions } from "../../memo/compute.js";
import { outputOf, sourcesOf } from "../../memo/project.js";
import { embeddedIn } from "../../memo/repository/clone.js";
import { prefixForTools } from "../../memo/repository/place.js";
import { type FailOn, metBy } from "../../memo/sides/fail-on.js";
import { type ReviewOutcome, reviewOf } from "../../memo/sides/review.js";
import { isPdf, type ReviewFormat, reviewFormatOf } from "../../review/forms/names.js";
import { type Written, writeReview } from "../../review/forms/write.js";
import { outPaged, Progress, printDiagnostics, type Terminal } from "../terminal/terminal.js";

export interface DiffOptions extends CommandOptions {
  /** Of standard output. */
  format: ReviewFormat;
  /** Files to write besides, in the forms that their endings name; seen from the memo's folder. */
  output: readonly string[];
  /** Overwrites files there that memo did not write. */
  force?: boolean;
  failOn: readonly FailOn[];
  /** File of the whole memo with what changed marked in its places, a page or a PDF; seen from the memo's folder. */
  page?: string;
  /** Address of a source line, with {file} and {line} in it. */
  link?: string;
}

const COMPARED = 0;
const NOT_BUILT = 1;
const MET = 3;

/** `memo diff`: compares two sides of a memo and prints the review. Returns the exit code. */
export async function diff(
  oldText: string | undefined,
  newText: string | undefined,
  options: DiffOptions,
  terminal: Terminal,
): Promise<number> {
  const progress = new Progress(terminal);
  const outputs = options.output.map((given) => ({ ...outputOf(options), given, force: options.force }));
  const page =
    options.page === undefined ? undefined : { ...outputOf(options), given: options.page, force: options.force };
  try {
    for (const output of page ? [...outputs, page] : outputs) checkOutput(output);
    const formats = new Set([options.format, ...options.output.map(formatOf)]);
    const outcome = await reviewOf(oldText, newText, options, (text) => progress.step(text));
    const marked =
      page && !outcome.failures ? await markedOf(page.given, outcome, (text) => progress.step(text)) : undefined;
    progress.step("writing the review");
    const written = await writeReview(outcome.review, formats, {
      sides: outcome.failures ? undefined : { old: outcome.old.side, now: outcome.now.side },
      diagnostics: diagnosticsOf(outcome),
      compared: !outcome.failures,
      link: options.link,
      prefix: prefixForTools(options.folder),
      terminal,
    });
    // A signal that came while this thread was busy still counts.
    await setImmediate();
    for (const output of outputs) await writeOutput(output, textFor(formatOf(output.given), written));
    if (page && marked !== undefined) await writeOutput(page, marked);
    progress.clear();
    printDiagnostics(terminal, embeddedIn(options.folder), new Map());
    tell(outcome, terminal);
    const { format } = options;
    if (format === "terminal") outPaged(terminal, written.shown);
    else terminal.out(textFor(format, written), format === "github");
    if (outcome.failures) return NOT_BUILT;
    const met = metBy(options.failOn, outcome.review, outcome.old, outcome.now);
    for (const line of met) terminal.err(`${line}\n`);
    if (outcome.now.refused.length > 0) return NOT_BUILT;
    return met.length > 0 ? MET : COMPARED;
  } catch (error) {
    progress.clear();
    if (!(error instanceof MemoError)) throw error;
    printDiagnostics(terminal, error.diagnostics, new Map());
    return error.exitCode;
  }
}

/** The form that a file of `--out` gets; the command line takes no other endings. */
const formatOf = (file: string): ReviewFormat => reviewFormatOf(file) ?? "terminal";

const textFor = (format: ReviewFormat, { texts }: Written): string => texts.get(format) ?? "";

async function markedOf(
  file: string,
  { old, now, review }: ReviewOutcome & { failures?: undefined },
  step: (text: string) => void,
): Promise<string | Uint8Array> {
  const { markedPageOf, markedPdfOf } = await import("../../memo/sides/marked.js");
  if (isPdf(file)) return markedPdfOf(old, now, review, step);
  return withoutMarks(await markedPageOf(old, now, review, step), "page of changes");
}

const diagnosticsOf = (outcome: ReviewOutcome): Diagnostic[] =>
  outcome.failures
    ? outcome.failures.flatMap(({ diagnostics }) => diagnostics)
    : [...outcome.now.refused, ...outcome.now.fallen];

/** Standard error: what is wrong with a side, with its code. */
function tell(outcome: ReviewOutcome, terminal: Terminal): void {
  if (!outcome.failures) {
    const { fallen, refused, sources } = outcome.now;
    printDiagnostics(terminal, [...refused, ...fallen], sources ? sourcesOf(sources.project) : new Map());
    return;
  }
  for (const { label, diagnostics, sources } of outcome.failures) {
    terminal.err(`${label}:\n`);
    printDiagnostics(terminal, diagnostics, sources);
  }
}
