import type { Diagnostic } from "../../diagnostic.js";
import type { RunnableBlock } from "../run/compile.js";
import { Execution } from "../run/execute.js";
import { Evaluation, TooLong } from "./evaluation.js";
import type { EvaluationJob, EvaluationReply, EvaluationRequest } from "./types.js";

/** Answers the requests of an evaluator, wherever it runs. */
export class EvaluationServer {
  private evaluation: Evaluation | undefined;

  /**
   * @param libraryFor the library as the blocks use it.
   * @param tell gets what comes before an answer.
   * @param runs told what is going to run blocks.
   */
  constructor(
    private readonly libraryFor: (blocks: readonly RunnableBlock[]) => Promise<ReadonlyMap<string, unknown>>,
    private readonly tell: (reply: EvaluationReply | { type: "start"; index: number }) => void,
    private readonly runs: (runner: Pick<Execution, "isRunning" | "rejected" | "abandon">) => void = () => {},
  ) {}

  /** @throws when a request comes out of turn; the evaluator is done for then. */
  async answer(request: EvaluationRequest): Promise<EvaluationReply> {
    if (request.type === "evaluator") return this.open(request.job);
    const { evaluation } = this;
    if (!evaluation) throw new Error("nothing was opened to evaluate");
    switch (request.type) {
      case "vary":
        evaluation.vary(request.variation);
        return { type: "varied" };
      case "points":
        try {
          const { points, count, first } = request;
          const rows = await evaluation.points(points, count, first, (done) => this.tell({ type: "progress", done }));
          return { type: "rows", rows };
        } catch (thrown) {
          if (thrown instanceof TooLong) return { type: "too-long", draw: thrown.draw, index: thrown.index };
          throw thrown;
        }
      case "settle":
        return { type: "settled", unchanged: await evaluation.settle() };
      case "purity":
        return { type: "purity", diagnostics: await evaluation.purity(request.variation) };
    }
  }

  private async open(job: EvaluationJob): Promise<EvaluationReply> {
    const library = await this.libraryFor(job.blocks);
    const diagnostics = await this.check(job, library);
    if (diagnostics.some(({ severity }) => severity === "error")) return { type: "opened", diagnostics, texts: [] };
    this.evaluation = new Evaluation(job, library);
    this.runs(this.evaluation);
    const opened = await this.evaluation.open();
    return { type: "opened", texts: opened.texts, diagnostics: [...diagnostics, ...opened.diagnostics] };
  }

  /** One run of the base as a build does it, with frozen values, so that what blocks do wrong is found and said the same way. */
  private async check(
    { blocks, given }: EvaluationJob,
    library: ReadonlyMap<string, unknown>,
  ): Promise<readonly Diagnostic[]> {
    const execution = new Execution(
      { blocks, idle: new Set(), supplied: new Map(), keep: new Set(), given, want: [], trace: false },
      { library, onStart: (index) => this.tell({ type: "start", index }) },
    );
    this.runs(execution);
    const { records } = await execution.run();
    return records.flatMap((record) => record.diagnostics);
  }
}
