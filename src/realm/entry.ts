// What is evaluated, as one script, in the realm that blocks run in: the library, the chart library, and all of the engine that touches values of
// blocks. Nothing here may be of the host's: it gets texts and gives texts, see notebook/realm/inside.ts.

import type { DimensionJob } from "../check/dimensions/run.js";
import { perform } from "../check/dimensions/run.js";
import { EvaluationServer } from "../notebook/evaluate/server.js";
import { createLibrary } from "../notebook/library/library.js";
import { partOf, textToBytes } from "../notebook/process/bytes.js";
import type { Request } from "../notebook/process/messages.js";
import { dataToText, textToData } from "../notebook/process/text.js";
import { Border, type Inside } from "../notebook/realm/inside.js";
import { mayDraw, type RunnableBlock } from "../notebook/run/compile.js";
import { Execution, type ExecutionEffects } from "../notebook/run/execute.js";
import { Sealed } from "../notebook/run/freeze.js";
import type { ExecutionJob, SentResult } from "../notebook/run/job.js";
import { noteProxy } from "../notebook/run/kinds.js";
import { letShadow, prepareRealm, type Realm } from "../notebook/run/realm.js";
import { RepeatedJobs } from "../notebook/run/repeated-jobs.js";
import { queryRunner } from "../notebook/sql/run.js";
import type { Sqlite } from "../notebook/sql/sqlite.js";
import { QUERY_HELPER } from "../notebook/sql/types.js";
import type { FigureRenderer } from "../notebook/types.js";

/** Instances of the libraries' classes may have of their own what their frozen prototype has, as a mark has an author's `render`. */
function letInstancesDiffer(held: readonly unknown[], realm: Readonly<Record<string, unknown>>): void {
  // Modules give names to the language's own classes too, and to what stands for them.
  const language = new Set<unknown>(
    [Object.getPrototypeOf(Uint8Array), ...Object.getOwnPropertyNames(realm).map((name) => realm[name])].map((one) =>
      typeof one === "function" ? one.prototype : undefined,
    ),
  );
  for (const one of held) {
    const prototype: unknown = typeof one === "function" ? one.prototype : undefined;
    if (typeof prototype !== "object" || prototype === null || language.has(prototype)) continue;
    const names = Object.getOwnPropertyNames(prototype);
    // Most have their constructor alone.
    if (names.length > 1)
      letShadow(
        prototype,
        names.filter((name) => name !== "constructor"),
      );
  }
}

/** Which libraries blocks use: that for charts only where they are drawn. */
function usedBy(blocks: readonly RunnableBlock[], draws = false): { charts: boolean; statistics: boolean } {
  const uses = (name: string): boolean => blocks.some(({ library }) => library.includes(name));
  return { charts: draws && mayDraw(blocks), statistics: uses("d3") };
}

type Runs = Pick<Execution, "rejected" | "abandon"> & Partial<Pick<Execution, "print">>;

/**
 * Opens the realm to the host.
 *
 * @param realm its global object.
 * @param clock the one thing that is the same on no run; only sweeps look at it, to tell of their progress.
 * @param wasm what blocks don't have, and queries are run by.
 * @param libraries what the modules of this script hold by name, to be frozen.
 */
export function openRealm(
  realm: Record<string, unknown>,
  clock: () => number,
  wasm: typeof WebAssembly,
  libraries: () => Iterable<unknown>,
): Inside {
  const border = new Border(dataToText);
  const sealed = new Sealed();
  let running: Runs | undefined;
  let figures: FigureRenderer | undefined;
  let d3: object | undefined;
  let prepared: Realm | undefined;
  let evaluation: EvaluationServer | undefined;

  const loadFigures = async (): Promise<void> => {
    figures ??= (await import("../figures/render.js")) as unknown as FigureRenderer;
  };
  const openQueries = async (sqlite: string): Promise<unknown> => {
    const open = await border.compile({ text: sqlite, filename: "memo:sqlite", lineOffset: 0 });
    return queryRunner(await (open as (by: typeof WebAssembly) => Promise<Sqlite>)(wasm));
  };
  /** Loads what is asked for and makes the realm ready for blocks; once, before any of them is compiled. */
  const prepare = async ({
    charts,
    statistics,
    sqlite,
  }: {
    charts: boolean;
    statistics: boolean;
    sqlite: string | undefined;
  }): Promise<ReadonlyMap<string, unknown>> => {
    if (charts) await loadFigures();
    if (statistics) d3 = { ...(await import("d3-array")) };
    const library = new Map<string, unknown>(
      createLibrary({ ...(d3 ? { d3 } : {}), ...(figures ? { Plot: figures.plot } : {}) }),
    );
    if (sqlite !== undefined) library.set(QUERY_HELPER, await openQueries(sqlite));
    const held = [...library.values(), ...libraries()];
    letInstancesDiffer(held, realm);
    Object.defineProperty(realm, "__work", { value: () => border.work() });
    prepared = prepareRealm(
      realm,
      {
        print: (values) => running?.print?.(values),
        guard: (value, kind, method) => sealed.guard(value, kind, method),
        proxied: noteProxy,
      },
      held,
    );
    return library;
  };

  const execute = async (
    job: ExecutionJob,
    library: ReadonlyMap<string, unknown>,
    effects: Pick<ExecutionEffects, "outside" | "authored" | "before">,
  ): Promise<SentResult> => {
    if (!prepared) throw new Error("the realm is not ready");
    const execution = new Execution(job, {
      library,
      realm: prepared,
      sealed,
      ...effects,
      ...(figures ? { renderer: figures } : {}),
    });
    running = execution;
    return execution.run();
  };
  const repeated = new RepeatedJobs(
    execute,
    (sqlite) => prepare({ charts: false, statistics: true, sqlite }),
    border,
    clock,
  );

  const answer = async (request: Request): Promise<{ type: string }> => {
    switch (request.type) {
      case "preload":
        await loadFigures();
        return { type: "preloaded" };
      case "job": {
        const { draws = false, blocks, sqlite } = request;
        if (blocks) return repeated.answer(request.job, blocks, sqlite);
        const { job } = request;
        const toRun = job.blocks.filter(({ id }) => !job.idle.has(id));
        const library = await prepare({ ...usedBy(toRun, draws), sqlite });
        return { type: "answer", result: await execute(job, library, { outside: border }) } as { type: string };
      }
      case "task": {
        const job = request.input as DimensionJob;
        const library = await prepare({ ...usedBy(job.blocks), sqlite: request.sqlite });
        running = { rejected: () => {}, abandon: () => false };
        const drawn = job.blocks.some((block) => block.library.includes("Plot"));
        const run = await perform(job, drawn ? new Map([...library, ["Plot", {}]]) : library, border);
        return { type: "done", result: run } as { type: string };
      }
      case "evaluator": {
        const library = await prepare({ ...usedBy(request.job.blocks), sqlite: request.sqlite });
        if (!prepared) throw new Error("the realm is not ready");
        evaluation = new EvaluationServer({
          library,
          realm: prepared,
          sealed,
          outside: border,
          clock,
          runs: (runner) => {
            running = runner;
          },
        });
        return evaluation.answer(request);
      }
      default:
        if (!evaluation) throw new Error("nothing was opened to evaluate");
        return evaluation.answer(request);
    }
  };

  const failed = (thrown: unknown): { type: string } => {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return { type: "failed", message } as { type: string };
  };

  return {
    begin(request, beside) {
      const bytesOf = (letters: string): Uint8Array<ArrayBuffer> =>
        letters.startsWith("@") ? partOf(beside, letters) : textToBytes(letters);
      const work = async (): Promise<void> => {
        let reply: { type: string };
        try {
          reply = await answer(textToData(request, bytesOf) as Request);
        } catch (thrown) {
          reply = failed(thrown);
        }
        try {
          border.end(reply);
        } catch (thrown) {
          border.end(failed(thrown));
        }
      };
      void work();
    },
    next: () => border.next(),
    go: (value) => border.go(value),
    refuse: (message) => border.refuse(message),
    late: () => dataToText(evaluation?.tooLong() ?? failed(new Error("it took too long"))),
    noImport: () => new TypeError("import() finds nothing"),
    lasts: () => repeated.lasts,
    rejected: (reason) => {
      repeated.lasts = false;
      running?.rejected(reason);
    },
    abandon: () => running?.abandon() ?? false,
  };
}
