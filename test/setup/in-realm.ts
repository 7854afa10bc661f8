import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Script } from "node:vm";
import { inject } from "vitest";
import type { DimensionJob, DimensionRun } from "../../src/check/dimensions/run.js";
import type { EvaluationRequest } from "../../src/notebook/evaluate/types.js";
import { besideBytes } from "../../src/notebook/process/bytes.js";
import { type Reply, type Request, requestMessage } from "../../src/notebook/process/messages.js";
import { readReply } from "../../src/notebook/process/reply.js";
import { BlockRealm, realmScript } from "../../src/notebook/realm/block-realm.js";
import type { ExecutionJob, ExecutionResult } from "../../src/notebook/run/job.js";
import { defaultLimits, type Runner } from "../../src/notebook/run/runner.js";
import { asker, hooks } from "./asker.js";

// Blocks in a realm of their own as in a build, but in this process: a build takes a tenth of a second. A realm that is asked what another was asked
// before is not made.

let script: Script | undefined;

/** A realm that nothing has run in yet. */
export function freshRealm(queries = false): BlockRealm {
  script ??= realmScript(readFileSync(join(inject("compiled"), "dist/realm/compiled/realm.js"), "utf8"));
  return new BlockRealm(script, queries);
}

/** What a realm said on its way to a reply, and the reply. */
interface Told {
  said: readonly string[];
  last: string;
  /** Whom it was told last. */
  to: string;
}

/** A request as it is sent, with what comes beside its text. */
interface Sent {
  text: string;
  beside: Buffer;
}

/** What realms told, by a digest of all that each was asked up to then. */
const told = new Map<string, Told>();
let letters = 0;

/** Letters of replies that are kept before all are let go of. */
const MOST = 64_000_000;

/** Lets go of all replies: for tests of whether blocks come to the same when they run again. */
export function askAnew(): void {
  told.clear();
  letters = 0;
}

function keep(key: string, one: Told): void {
  const length = one.said.reduce((sum, text) => sum + text.length, one.last.length);
  if (letters + length > MOST) askAnew();
  letters += length;
  told.set(key, one);
}

/** How long something takes hangs on the machine. */
const isLate = (reply: string): boolean => reply.includes('"too-long"');

/** @throws Error where a realm replied something else to what another was asked: blocks don't come to the same each time then */
function expectSame(before: string, now: string): void {
  if (before !== now && !isLate(now))
    throw new Error(`a realm that was asked the same replied something else:\n${before}\n${now}`);
}

/**
 * A realm whose replies are those of an earlier one that was asked the same from its beginning: what a block comes to hangs on nothing else, and a
 * realm takes longer to make than most blocks to run. Hundreds of tests change a word of the same memo. It is made once it is asked something new, or
 * what its own test, or what ran before it, was told already: a test compares no reply with itself.
 */
class AskedRealm {
  private key = "";
  private readonly unasked: { sent: Sent; last: string }[] = [];
  private realm: BlockRealm | undefined;

  async perform(request: Request, say: (reply: string) => void): Promise<string> {
    const { text, parts } = requestMessage(request);
    const sent = { text, beside: Buffer.concat(besideBytes(parts)) };
    const digest = createHash("sha256").update(`${this.key}${text.length}\0`).update(text).update(sent.beside);
    this.key = digest.digest("base64");
    const known = told.get(this.key);
    if (known && !this.realm && known.to !== asker() && known.to !== hooks()) {
      known.to = asker();
      this.unasked.push({ sent, last: known.last });
      for (const reply of known.said) say(reply);
      return known.last;
    }
    this.realm ??= freshRealm(/[JF]/.test((this.unasked[0]?.sent ?? sent).text.slice(0, 1)));
    for (const before of this.unasked.splice(0)) expectSame(before.last, await ask(this.realm, before.sent, () => {}));
    const said: string[] = [];
    const last = await ask(this.realm, sent, (reply) => {
      said.push(reply);
      say(reply);
    });
    if (known) expectSame(known.last, last);
    if (!isLate(last)) keep(this.key, { said, last, to: asker() });
    return last;
  }
}

const ask = (realm: BlockRealm, { text, beside }: Sent, say: (reply: string) => void): Promise<string> =>
  realm.perform(text.slice(1), say, beside.toString("utf16le"));

/** What a realm, a fresh one unless told, replies to a request; `hear` gets what comes before its last word. */
export async function inRealm(
  request: Request,
  hear: (reply: Reply) => void = () => {},
  inside = new AskedRealm(),
): Promise<Reply> {
  const job = request.type === "job" ? request.job : undefined;
  const reply = readReply(await inside.perform(request, (said) => hear(readReply(said))), job);
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
      const realm = new AskedRealm();
      let turn: Promise<void> = Promise.resolve();
      return {
        expect: () => {},
        send: (request) => {
          turn = turn.then(async () => {
            if (stopped) return;
            hears(request as EvaluationRequest);
            try {
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
