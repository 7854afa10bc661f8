import type { Diagnostic } from "../../diagnostic.js";
import { isError } from "../../rules/rule.js";
import { Execution } from "../run/execute.js";
import type { Sealed } from "../run/freeze.js";
import type { Outside } from "../run/outside.js";
import type { Realm } from "../run/realm.js";
import { Evaluation } from "./evaluation.js";
import { wholeRows } from "./rows.js";
import type { EvaluationJob, EvaluationReply, EvaluationRequest } from "./types.js";

/** What an evaluation takes from around it. */
export interface EvaluationEffects {
  library: ReadonlyMap<string, unknown>;
  realm: Realm;
  sealed: Sealed;
  outside: Outside;
  /** Milliseconds; what is computed doesn't depend on it. */
  clock: () => number;
  /** Told what is going to run blocks. */
  runs(runner: Execution | Evaluation): void;
}

/** Answers the requests of an evaluator, in the realm of its blocks. */
export class EvaluationServer {
  private evaluation: Evaluation | undefined;

  constructor(private readonly effects: EvaluationEffects) {}

  /** @throws when a request comes out of turn; the evaluator is done for then. */
  async answer(request: EvaluationRequest): Promise<EvaluationReply> {
    if (request.type === "evaluator") return this.open(request.job);
    const { evaluation } = this;
    if (!evaluation) throw new Error("nothing was opened to evaluate");
    switch (request.type) {
      case "vary":
        await evaluation.vary(request);
        return { type: "varied" };
      case "record":
        evaluation.recordBy(request.sources);
        return { type: "varied" };
      case "points": {
        const { points, count, first } = request;
        const { outside } = this.effects;
        const tell = (done: number): Promise<void> => outside.progress(done);
        return { type: "rows", rows: await evaluation.points(wholeRows(points, count), count, first, tell) };
      }
      case "settle":
        return { type: "settled", unchanged: await evaluation.settle() };
      case "purity":
        return { type: "purity", diagnostics: await evaluation.purity(request.moving) };
    }
  }

  /** Where it is, for when a point doesn't end. */
  tooLong(): EvaluationReply {
    return { type: "too-long", ...(this.evaluation?.at ?? { draw: 0, index: 0 }) };
  }

  private async open(job: EvaluationJob): Promise<EvaluationReply> {
    const diagnostics = await this.check(job);
    if (diagnostics.some(isError)) return { type: "opened", diagnostics, texts: [] };
    const { library, outside, clock, runs } = this.effects;
    this.evaluation = new Evaluation(job, library, outside, clock);
    runs(this.evaluation);
    const opened = await this.evaluation.open();
    return { type: "opened", texts: opened.texts, diagnostics: [...diagnostics, ...opened.diagnostics] };
  }

  /** One run of the base as a build does it, with frozen values, so that what blocks do wrong is found and said the same way. */
  private async check({ blocks, given }: EvaluationJob): Promise<readonly Diagnostic[]> {
    const execution = new Execution(
      { blocks, idle: new Set(), supplied: new Map(), keep: new Set(), given, want: [], trace: false },
      this.effects,
    );
    this.effects.runs(execution);
    const { records } = await execution.run();
    return records.flatMap((record) => ("again" in record ? [] : record.diagnostics));
  }
}
