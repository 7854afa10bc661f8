import { readFileSync } from "node:fs";
import type { EvaluationReply, EvaluationRequest } from "../evaluate/types.js";
import { compiledRealm } from "../realm/compiled.js";
import type { RunnableBlock } from "../run/compile.js";
import type { ExecutionJob, ExecutionResult } from "../run/job.js";
import type { GivenTree } from "../run/trace.js";
import { Beside } from "./bytes.js";
import { dataToText } from "./text.js";
import { sentGiven } from "./wire.js";

/** What the parent sends; `sqlite` is the script of what runs queries, where blocks have any. */
export type Request =
  /** Make a realm ready ahead of the job, with what draws charts in it. */
  | { type: "preload" }
  | {
      type: "job";
      job: ExecutionJob;
      draws?: boolean;
      /** The process stays for further jobs. */
      lasting?: true;
      /** The number of what the job says of its blocks; without that where the realm has it from the job before. */
      blocks?: { number: number; known: boolean };
      sqlite?: string;
    }
  /** Run blocks in another way than the usual one, which the realm has by this name. */
  | { type: "task"; task: "dimensions"; input: unknown; sqlite?: string }
  | EvaluationRequest;

/** What the child sends back. */
export type Reply =
  | { type: "ready" }
  /** The block at this index of the job is about to run; written before it does. In a realm that stays, those that soon follow it are not told. */
  | { type: "start"; index: number }
  | {
      type: "answer";
      result: ExecutionResult;
      /** The number of what the realm knows of blocks, where it stays. */
      knows?: number;
    }
  | { type: "done"; result: unknown }
  | EvaluationReply
  /** The child can't do the job, by no fault of a block. */
  | { type: "failed"; message: string };

/** As `bytesToText`, which does without Node's function and takes a hundred times as long. */
const nodesBase64 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("base64");

/** Bytes from which on a part of a request is sent beside its text. */
const LARGE = 256;

/** A request as it is sent: its text, and large parts that are named in it. */
export function requestMessage(request: Request): { text: string; parts: readonly Uint8Array[] } {
  const beside = new Beside();
  const text = requestText(request, (bytes) => (bytes.length < LARGE ? nodesBase64(bytes) : beside.add(bytes)));
  return { text, parts: beside.parts };
}

/**
 * A request as text whose first letter says which realm it is for: a fresh one, the one that was last in use, or the one that stays for jobs that draw
 * nothing. It is a capital where that has to have WebAssembly, for queries.
 */
export function requestText(request: Request, lettersOf = nodesBase64): string {
  const fresh = request.type === "job" || request.type === "task" || request.type === "evaluator";
  const last = request.type === "job" && !request.lasting;
  const stays = request.type === "job" && request.blocks !== undefined;
  const letter = request.type === "preload" ? "p" : stays ? "l" : fresh ? (last ? "j" : "f") : "e";
  const queries = hasQueries(request);
  const sent = queries ? { ...request, sqlite: sqliteScript() } : request;
  return (queries ? letter.toUpperCase() : letter) + dataToText(inTransit(sent), lettersOf);
}

/** Whether any block that is to run is a query. */
function hasQueries(request: Request): boolean {
  if (request.type === "job")
    return request.job.blocks.some(({ id, kind }) => kind === "sql" && !request.job.idle.has(id));
  const job = request.type === "evaluator" ? request.job : request.type === "task" ? request.input : undefined;
  return (
    (job as { blocks?: readonly RunnableBlock[] } | undefined)?.blocks?.some(({ kind }) => kind === "sql") ?? false
  );
}

let sqlite: string | undefined;

function sqliteScript(): string {
  const path = compiledRealm().sqlite;
  try {
    sqlite ??= readFileSync(path, "utf8");
  } catch {
    throw new Error("the package sql.js, which runs queries, is not installed: `npm ci` brings it");
  }
  return sqlite;
}

/** A request whose assumptions keep the order of their keys on the way. */
export function inTransit(request: Request): Request {
  if (request.type === "job") {
    const { job, blocks } = request;
    const about = blocks?.known ? { blocks: [], places: undefined } : {};
    return { ...request, job: { ...job, ...about, given: sentGiven(job.given) } };
  }
  if (request.type === "evaluator") return { ...request, job: { ...request.job, given: sentGiven(request.job.given) } };
  if (request.type !== "task" || !hasGiven(request.input)) return request;
  return { ...request, input: { ...request.input, given: sentGiven(request.input.given) } };
}

const hasGiven = (input: unknown): input is { given: GivenTree } =>
  typeof input === "object" && input !== null && "given" in input && typeof input.given === "object";
