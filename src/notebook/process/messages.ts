import type { EvaluationReply, EvaluationRequest } from "../evaluate/types.js";
import type { ExecutionJob, ExecutionResult } from "../run/execute.js";
import type { GivenTree } from "../run/trace.js";
import { sentGiven } from "./wire.js";

/** What the parent sends. */
export type Request =
  /** Load a figure module ahead of the job. */
  | { type: "preload"; figureModule: string }
  | { type: "job"; job: ExecutionJob; figureModule?: string; lasting?: true }
  /** Run blocks in another way than the usual one: by a module's `perform(input, onBlock)`. */
  | { type: "task"; module: string; input: unknown }
  | EvaluationRequest;

/** What the child sends back. */
export type Reply =
  | { type: "ready" }
  /** The block at this index of the job is about to run; written before it does. */
  | { type: "start"; index: number }
  | { type: "answer"; result: ExecutionResult }
  | { type: "done"; result: unknown }
  | EvaluationReply
  /** The child can't do the job, by no fault of a block. */
  | { type: "failed"; message: string };

/** A request whose assumptions keep the order of their keys on the way. */
export function inTransit(request: Request): Request {
  if (request.type === "job") return { ...request, job: { ...request.job, given: sentGiven(request.job.given) } };
  if (request.type === "evaluator") return { ...request, job: { ...request.job, given: sentGiven(request.job.given) } };
  if (request.type !== "task" || !hasGiven(request.input)) return request;
  return { ...request, input: { ...request.input, given: sentGiven(request.input.given) } };
}

const hasGiven = (input: unknown): input is { given: GivenTree } =>
  typeof input === "object" && input !== null && "given" in input && typeof input.given === "object";
