import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Script } from "node:vm";
import { inject } from "vitest";
import type { DimensionJob, DimensionRun } from "../../src/check/dimensions/run.js";
import type { EvaluationRequest } from "../../src/notebook/evaluate/types.js";
import { type Reply, type Request, requestText } from "../../src/notebook/process/messages.js";
import { readReply } from "../../src/notebook/process/reply.js";
import { BlockRealm, realmScript } from "../../src/notebook/realm/block-realm.js";
import type { ExecutionJob, ExecutionResult } from "../../src/notebook/run/execute.js";
import { defaultLimits, type Runner } from "../../src/notebook/run/runner.js";

// Blocks in a realm of their own as in a build, but in this process: a build takes a tenth of a second.

let script: Script | undefined;

/** A realm that nothing has run in yet. */
export function freshRealm(queries = false): BlockRealm {
  script ??= realmScript(readFileSync(join(inject("compiled"), "dist/realm/compiled/realm.js"), "utf8"));
  return new BlockRealm(script, queries);
}

/** What a realm, a fresh one unless told, replies to a request; `hear` gets what comes before its last word. */
export async function inRealm(
  request: Request,
  hear: (reply: Reply) => void = () => {},
  inside?: BlockRealm,
): Promise<Reply> {
  const sent = requestText(request);
  const text = sent.slice(1);
  const realm = inside ?? freshRealm(/[JF]/.test(sent.slice(0, 1)));
  const job = request.type === "job" ? request.job : undefined;
  const reply = readReply(await realm.perform(text, (said) => hear(readReply(said))), job);
  if (reply.type === "failed") throw new Error(reply.message);
  return reply;
}

/** Runs a job as the process of blocks does. */
export async function runInRealm(job: ExecutionJob, draws = true): Promise<ExecutionResult> {
  const reply = await inRealm({ type: "job", job, draws });
  if (reply.type !== "answer") throw new Error(`it replied ${reply.type}`);
  return reply.result;
}

/** Runs jobs and evaluates in this process. */
export function realmRunner(hears: (request: EvaluationRequest) => void = () => {}): Runner {
  let stopped = false;
  return {
    megabytes: defaultLimits.megabytes,
    preload: () => {},
    stop: () => {
      stopped = true;
    },
    execute: async (job, _limits, draws) => ({ type: "answer", result: await runInRealm(job, draws) }),
    converse: (_limits, hear, ended) => {
      const say = (reply: Reply): void => {
        if (!stopped) hear(reply);
      };
      let realm: BlockRealm | undefined;
      let turn: Promise<void> = Promise.resolve();
      return {
        expect: () => {},
        send: (request) => {
          turn = turn.then(async () => {
            if (stopped) return;
            hears(request as EvaluationRequest);
            try {
              realm ??= freshRealm(/[JF]/.test(requestText(request).slice(0, 1)));
              say(await inRealm(request, say, realm));
            } catch (thrown) {
              ended({ type: "crashed", message: String(thrown) });
            }
          });
        },
      };
    },
  };
}

/** What blocks come to over quantities. */
export async function dimensionsInRealm(job: DimensionJob): Promise<DimensionRun> {
  const reply = await inRealm({ type: "task", task: "dimensions", input: job });
  if (reply.type !== "done") throw new Error(`it replied ${reply.type}`);
  return reply.result as DimensionRun;
}
