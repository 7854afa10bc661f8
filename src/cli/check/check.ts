import { resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { checkGithub } from "../../check/forms/github.js";
import { checkJson } from "../../check/forms/json.js";
import { type CheckFormat, type CheckReport, summaryOf } from "../../check/forms/report.js";
import { checkSarif } from "../../check/forms/sarif.js";
import { type Diagnostic, formatDiagnostics, MemoError, type Severity, sortDiagnostics } from "../../diagnostic.js";
import { entryAt, restoreFolder } from "../../files/index.js";
import { type CommandOptions, type Computed, computeMemo, computeOptions } from "../../memo/compute.js";
import { versionOf } from "../../memo/default-version.js";
import { ENGINE } from "../../memo/inputs.js";
import { carriesModelAt } from "../../memo/live/carries-model.js";
import { type Project, readProject, sourcesOf } from "../../memo/project.js";
import { checkOut } from "../../memo/repository/committed.js";
import { prefixForTools } from "../../memo/repository/place.js";
import { writeOutputs } from "../../memo/write.js";
import { applySeverities } from "../../rules/severities.js";
import { Progress, type Terminal, widthOf } from "../terminal/terminal.js";

export interface CheckOptions extends CommandOptions {
  out: string;
  /** Warnings fail the check as errors do. */
  strict: boolean;
  hints: boolean;
  /** Write what can be put right without changing what the report says. */
  fix: boolean;
  format: CheckFormat;
}

/**
 * `memo check`: everything a build checks, without writing, and that the output folder is what the sources give. The folder is compared
 * only for the memo's own version without changes, of which it is. Returns the exit code: 1 for errors, and with `strict` for warnings.
 */
export async function check(options: CheckOptions, terminal: Terminal): Promise<number> {
  const started = performance.now();
  const progress = new Progress(terminal);
  let sources: ReadonlyMap<string, string> = new Map();
  let found: readonly Diagnostic[];
  let computed: Computed | undefined;
  let code = 0;
  let fixed = 0;
  try {
    let project = readProject(options.folder);
    sources = sourcesOf(project);
    const step = (text: string): void => progress.step(text);
    // What is in the folder is compared with what a build in the same way would give.
    const live = carriesModelAt(resolve(project.root, options.out, "index.html"));
    const compute = (): Promise<Computed> =>
      computeMemo(project, { ...computeOptions(project, options), onlyLooking: true, check: true, live, step });
    computed = await compute();
    if (options.fix && computed.diagnostics.some(({ fix }) => fix)) {
      const { applyFixes } = await import("../../memo/fix.js");
      fixed = (await applyFixes(project, computed.diagnostics)).length;
      project = readProject(options.folder);
      sources = sourcesOf(project);
      computed = await compute();
    }
    step(`comparing ${options.out}/`);
    found = sortDiagnostics([...computed.diagnostics, ...(await compare(project, computed, options))]);
  } catch (error) {
    if (!(error instanceof MemoError)) throw error;
    computed = undefined;
    found = sortDiagnostics(error.diagnostics);
    code = error.exitCode;
  } finally {
    progress.clear();
  }
  const count = (severity: Severity): number => found.filter((d) => d.severity === severity).length;
  const counts = { error: count("error"), warning: count("warning"), hint: count("hint") };
  if (counts.error > 0 || (options.strict && counts.warning > 0)) code ||= 1;
  const report: CheckReport = {
    diagnostics: options.hints ? found : found.filter(({ severity }) => severity !== "hint"),
    counts,
    fixed,
    exceptions: computed?.exceptions ?? [],
    ...(computed
      ? {
          computed: {
            outputs: computed.tree.outputs.length,
            claims: computed.tree.claims.length,
            coverage: computed.coverage,
          },
        }
      : {}),
    seconds: (performance.now() - started) / 1000,
    sources,
    prefix: prefixForTools(options.folder),
  };
  await print(report, options.format, code === 0, terminal);
  return code;
}

async function compare(project: Project, { tree, severities }: Computed, options: CheckOptions): Promise<Diagnostic[]> {
  const { register } = tree;
  if (register.version !== versionOf(project) || register.scenario || register.sets.length > 0) return [];
  const folder = resolve(project.root, options.out);
  await restoreFolder(folder, options.out);
  const files = entryAt(folder)
    ? await writeOutputs(tree, new Set(["md", "data"]), { sources: sourcesOf(project) })
    : new Map<string, string>();
  return applySeverities(checkOut(folder, options.out, files), severities);
}

async function print(report: CheckReport, format: CheckFormat, ok: boolean, terminal: Terminal): Promise<void> {
  switch (format) {
    case "json":
      return terminal.out(checkJson(report, ok));
    case "github":
      return terminal.out(checkGithub(report), true);
    case "sarif": {
      const { RULES } = await import("../../rules/index.js");
      return terminal.out(checkSarif(report, RULES, ENGINE));
    }
    default:
      if (report.diagnostics.length > 0) {
        const { color } = terminal;
        terminal.err(
          `${formatDiagnostics(report.diagnostics, { color, sources: report.sources, ...widthOf(terminal) })}\n\n`,
        );
      }
      terminal.out(`${summaryOf(report)}\n`);
  }
}
