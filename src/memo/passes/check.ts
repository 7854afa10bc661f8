import { LOCK_FILE } from "../../assumptions/data/file.js";
import type { Coverage, checkDimensions } from "../../check/dimensions/index.js";
import type { Exception } from "../../check/index.js";
import { type Diagnostic, MemoError } from "../../diagnostic.js";
import type { ProseScope } from "../../document/prose-scope.js";
import type { MemoTree } from "../../document/tree.js";
import { append } from "../../lists.js";
import type { RunResult } from "../../notebook/types.js";
import { begin, whyUnread } from "../../review/reading/unread.js";
import { isError } from "../../rules/rule.js";
import { applySeverities } from "../../rules/severities.js";
import { namedData } from "../data-folder.js";
import { versionOf } from "../default-version.js";
import { sourcesOf } from "../project.js";
import type { Analysed } from "./analyse.js";
import type { Ordered } from "./order.js";
import { isRefusal, type Job } from "./pass.js";
import type { Read } from "./read.js";

/** What is begun while there is something to wait for, and ends when all else is there. */
export interface CheckedMeanwhile {
  /** Absent without checks. */
  measuring?: ReturnType<typeof checkDimensions>;
}

/** What was found by looking at all that a memo came to. */
export interface Checked {
  /** Warnings and hints that no exception lets stand. */
  found: readonly Diagnostic[];
  exceptions: readonly Exception[];
  coverage?: Coverage;
}

/**
 * Checks types, in a process of its own.
 *
 * @throws MemoError where one is wrong: what blocks come to says nothing new then.
 */
export async function checkMeanwhile(job: Job, memo: Read & Analysed): Promise<void> {
  const { check: isAsked, incremental, cacheFolder } = job.options;
  if (!isAsked) return;
  const { chapters, program, register, templates, severities } = memo;
  const { checkTypes, keptFindings } = await import("../../check/types/index.js");
  const typed = { chapters, program, register, templates };
  const found = await (incremental ? incremental.checkTypes(typed) : checkTypes(typed, keptFindings(cacheFolder)));
  job.reportChecked(applySeverities(found, severities));
  job.failOnErrors();
}

/** Begins to check dimensions, in a process of its own, where that isn't begun. */
export function measure(job: Job, memo: Read & Analysed & CheckedMeanwhile): CheckedMeanwhile {
  const { check: isAsked, cacheFolder, limits } = job.options;
  if (!isAsked || memo.measuring) return {};
  const { program, register, templates, studies } = memo;
  const measuring = import("../../check/dimensions/index.js").then(({ checkDimensions, keptRuns }) =>
    checkDimensions({ program, register, templates, studies }, { limits, kept: keptRuns(cacheFolder) }),
  );
  measuring.catch(() => {});
  return { measuring };
}

/** What ended the run of the blocks would end that over quantities too. */
const ENDED: ReadonlySet<string> = new Set(["notebook/time-limit", "notebook/memory-limit", "notebook/crashed"]);

/**
 * Fails where something is wrong. Errors of the model's dimensions come with it, since a unit that changed is the cause of much that can't be
 * printed then; of one place the earlier word holds.
 *
 * @throws MemoError with all that was found, if errors are among it
 */
export async function failMeasured(job: Job, { measuring, severities }: Ordered & CheckedMeanwhile): Promise<void> {
  if (!job.hasErrors()) return;
  if (!job.diagnostics.some(({ rule }) => ENDED.has(rule))) {
    const measured = await measuring;
    const at = ({ place }: Diagnostic): string =>
      `${place?.file}:${place?.start.line}:${place?.start.column}:${place?.end?.line}:${place?.end?.column}`;
    const told = new Set(job.diagnostics.filter(isError).map(at));
    job.report(applySeverities(measured?.diagnostics ?? [], severities).filter((one) => !told.has(at(one))));
  }
  job.fail();
}

type Needed = Read & Analysed & CheckedMeanwhile & { run: RunResult; scope: ProseScope; tree: MemoTree };

/** Checks dimensions, prose, figures and what is unused, and applies the exceptions that the sources make. */
export async function check(job: Job, memo: Needed): Promise<Checked> {
  const { project, options, diagnostics } = job;
  if (!options.check) return { found: diagnostics, exceptions: [] };
  const { chapters, program, studies, register, templates, tree, scope, run, severities, measuring } = memo;
  job.step("checking dimensions and prose");
  const measured = await measuring;
  job.reportChecked(applySeverities(measured?.diagnostics ?? [], severities));
  const { checkMemo } = await import("../../check/index.js");
  const sources = sourcesOf(project);
  const named = new Set([LOCK_FILE, ...namedData(project).map(({ path }) => path)]);
  const dataFiles = [...(project.data?.keys() ?? [])].filter((path) => !named.has(path));
  const input = { chapters, program, studies, register, templates, tree, scope, run, sources, dataFiles };
  const own = versionOf(project);
  const plain = register.version === own && !register.scenario && register.sets.length === 0;
  const checked = checkMemo({ ...input, plain, severities }, diagnostics, await ruleIds(sources));
  const found = [...checked.diagnostics, ...applySeverities(plain ? await toBeRead(project, tree) : [], severities)];
  if (options.keepRefused) append(job.refused, found.filter(isRefusal));
  else if (found.some(isError)) throw new MemoError(found);
  return {
    found: options.keepRefused ? found.filter((one) => !isRefusal(one)) : found,
    exceptions: checked.exceptions,
    coverage: measured?.coverage,
  };
}

/** Passages that nobody read as they stand, in a memo that keeps readings. */
async function toBeRead({ readings }: Job["project"], tree: MemoTree): Promise<Diagnostic[]> {
  if (readings === undefined) return [];
  const { parsed, unread } = (await import("../reading.js")).readingState(tree, readings);
  if (parsed.problems.length > 0) return [...parsed.problems];
  return unread.map(
    (one): Diagnostic => ({
      rule: "read/again",
      severity: "warning",
      message: `${one.passage.section}: “${begin(one.passage.text)}” is to be read: ${whyUnread(one)}`,
      expected: "a passage that somebody read with the values that it has",
      hint: `read it, and confirm it with \`memo read ${one.passage.place.file}:${one.passage.place.start.line}\``,
      place: one.passage.place,
    }),
  );
}

/** Ids of all rules, for the nearest one to a misspelt exception; a memo without exceptions needs none. */
async function ruleIds(sources: ReadonlyMap<string, string>): Promise<string[]> {
  if (![...sources.values()].some((text) => text.includes("memo-ignore"))) return [];
  const { RULES } = await import("../../rules/index.js");
  return RULES.map(({ id }) => id);
}
