import { editAssumptions } from "../../assumptions/edit/index.js";
import { type Diagnostic, MemoError } from "../../diagnostic.js";
import { replaceSource } from "../../memo/replace-source.js";
import { editText } from "../../memo/shown/edit-text.js";
import { ownVersion } from "../../memo/versions/own-version.js";
import { isError } from "../../rules/rule.js";
import { lineDiff } from "../../text/line-diff.js";
import { runCommand } from "../runner.js";
import { printDiagnostics, type Terminal } from "../terminal/terminal.js";

export interface SetOptions {
  folder: string;
  assumptions?: string;
  source?: readonly string[];
  asOf?: string;
  because?: string;
  low?: string;
  high?: string;
  distribution?: string;
  dryRun: boolean;
}

/** `memo set`: writes values, and where they come from, into the file of a version. Returns the exit code. */
export function set(words: readonly string[], options: SetOptions, terminal: Terminal): Promise<number> {
  return runCommand(terminal, async ({ project: read, sources }) => {
    const values = pairs(words, options);
    const project = read(options.folder);
    const result = editAssumptions(project.assumptions, {
      version: options.assumptions ?? ownVersion(project).version,
      values,
      data: project.data,
      low: options.low,
      high: options.high,
      distribution: options.distribution,
      sources: options.source,
      asOf: options.asOf,
      because: options.because?.replace(/\s+/g, " ").trim(),
    });
    const { file, text, diagnostics } = result;
    const before = project.assumptions.get(file) ?? text;
    if (diagnostics.some(isError)) {
      const edited = text === before ? "" : ", and the lines above are as they would have been";
      printDiagnostics(terminal, diagnostics, file === "" ? sources : new Map(sources).set(file, text));
      terminal.err(`nothing is written${edited}\n`);
      return 1;
    }
    const changed = text !== before;
    if (changed && !options.dryRun) await replaceSource(project, file, before, text);
    printDiagnostics(terminal, diagnostics, new Map());
    terminal.out(changed ? editText(result, terminal.columns ?? 80) : `${file} says so already; nothing is written\n`);
    if (changed && options.dryRun) {
      for (const { sign, line, text: shown } of lineDiff(before, text))
        terminal.out(`${String(line).padStart(5)} ${sign} ${shown}\n`);
      terminal.out("a dry run; nothing is written\n");
    }
    return 0;
  });
}

/** Names and values in turn. */
function pairs(
  words: readonly string[],
  { because, low, high, distribution }: SetOptions,
): { path: string; text: string }[] {
  const wrong = (diagnostic: Pick<Diagnostic, "message" | "expected" | "hint">): MemoError =>
    MemoError.of({ rule: "set/usage", ...diagnostic }, 2);
  const joined = words.find((word) => /^[A-Za-z][\w.]*=/.test(word));
  if (joined !== undefined)
    throw wrong({
      message: `\`${joined}\` is one word`,
      expected: "an assumption and its value",
      hint: `write \`${joined.replace("=", " ")}\``,
    });
  if (words.length % 2 === 1)
    throw wrong({
      message: `\`${words.at(-1)}\` has no value after it`,
      expected: "an assumption and its value, in turn",
      ...(words.length > 2 ? { hint: "a value with a unit needs quotes: '26 GW/year'" } : {}),
    });
  if (because?.trim() === "") throw wrong({ message: "`--because` is empty", expected: "why the value changes" });
  if (words.length > 2 && [low, high, distribution].some((end) => end !== undefined))
    throw wrong({
      message: "a range is given for several assumptions",
      expected: "`--low`, `--high` and `--distribution` with one of them",
    });
  return Array.from({ length: words.length / 2 }, (_, i) => ({
    path: words[2 * i] ?? "",
    text: (words[2 * i + 1] ?? "").trim(),
  }));
}
