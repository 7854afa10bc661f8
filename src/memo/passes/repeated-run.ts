import { isDeepStrictEqual } from "node:util";
import type { Program, ProgramBlock } from "../../notebook/analyse/program.js";
import { run } from "../../notebook/run/runner.js";
import type { FigureResult, RunResult } from "../../notebook/types.js";
import { isError } from "../../rules/rule.js";

/** Runs blocks in a process that does so again and again. */
export interface RepeatedRun {
  run: typeof run;
  /** Runs blocks, and leaves as they were drawn before what charts can be: those whose own code is the same, and behind which nothing else stands. */
  runUndrawn: typeof run;
  /** Ids of the charts that it left since this was asked last. */
  takeLeft(): ReadonlySet<string>;
}

/** Runs of one memo: of the very same nothing runs again. */
export function repeatedRun(): RepeatedRun {
  let last: { program: Program; given: unknown; want: ReadonlySet<string>; result: RunResult } | undefined;
  const drawn = new Map<string, { source: string; figure: FigureResult; reads: readonly string[] }>();
  const known: typeof run = async (program, job) => {
    if (
      last?.program === program &&
      job.want.every((name) => last?.want.has(name)) &&
      (last.given === job.given || isDeepStrictEqual(last.given, job.given))
    )
      return last.result;
    const result = await run(program, job);
    if (result.undrawn) return result;
    last = result.diagnostics.some(isError)
      ? undefined
      : { program, given: job.given, want: new Set(job.want), result };
    const failed = new Set(
      result.diagnostics.flatMap(({ severity, about }) => (severity === "error" && about ? about : [])),
    );
    if (last) drawn.clear();
    for (const { block, source } of program.blocks) {
      const [figure, reads] = [result.figures.get(block.id), result.reads.get(block.id)];
      if (block.kind === "chart" && figure && reads) drawn.set(block.id, { source, figure, reads });
      // What blocks told no error of may not have been reached.
      else if (failed.has(block.id)) drawn.delete(block.id);
    }
    return result;
  };
  let left: ReadonlySet<string> = new Set();
  return {
    takeLeft: () => {
      const taken = left;
      left = new Set();
      return taken;
    },
    run: known,
    runUndrawn: async (program, job) => {
      const used = new Set([...job.want, ...program.blocks.flatMap(({ uses }) => uses)]);
      const isSame = ({ block, source, defines }: ProgramBlock): boolean =>
        block.kind === "chart" && drawn.get(block.id)?.source === source && !defines.some((name) => used.has(name));
      const later = new Set(program.blocks.filter(isSame).map(({ block }) => block.id));
      const result = await known(program, { ...job, later });
      left = result.undrawn ?? new Set();
      const [figures, reads] = [new Map(result.figures), new Map(result.reads)];
      for (const id of result.undrawn ?? []) {
        const before = drawn.get(id);
        if (!before) continue;
        figures.set(id, before.figure);
        reads.set(id, before.reads);
      }
      return result.undrawn ? { ...result, figures, reads } : result;
    },
  };
}
