import type { Request } from "../process/messages.js";
import type { ExecutionEffects, Running } from "./execute.js";
import type { ExecutionJob, SentResult } from "./job.js";
import { KeptBlocks } from "./kept-blocks.js";
import type { Outside } from "./outside.js";

type Job = Extract<Request, { type: "job" }>;

/** Functions of blocks that so many jobs didn't ask for are let go. */
const KEPT_FOR = 8;
/** What is at work for so long is told. */
const TOLD_EACH_MS = 8;

/**
 * Jobs that are done one after the other in the same realm, none of which draws: what the first of them loaded is there for all, and a block is compiled
 * once. A block of the same program that would come to what it came to is not called again (`KeptBlocks`). What they could remember of each other is what a
 * block could leave to another of the same run, for which the realm is frozen; the chart library counts what it draws, so that charts are drawn in realms of their own.
 */
export class RepeatedJobs {
  /** Whether another job may follow: all went well so far. */
  lasts = true;
  private library: ReadonlyMap<string, unknown> | undefined;
  private about:
    | (Pick<ExecutionJob, "blocks" | "places"> & {
        number: number;
        authored: Map<string, boolean>;
        kept: KeptBlocks<Running>;
      })
    | undefined;
  private readonly compiled = new Map<string, { value: unknown; asked: number }>();
  private jobs = 0;

  constructor(
    private readonly execute: (
      job: ExecutionJob,
      library: ReadonlyMap<string, unknown>,
      effects: Pick<ExecutionEffects, "outside" | "authored" | "before">,
    ) => Promise<SentResult>,
    /** Loads all that blocks can calculate with. */
    private readonly prepare: (sqlite: string | undefined) => Promise<ReadonlyMap<string, unknown>>,
    private readonly outside: Pick<Outside, "compile" | "turn" | "start">,
    /** Milliseconds. */
    private readonly clock: () => number,
  ) {}

  /** @param known which blocks the job is about, and whether they are those of the job before */
  async answer(job: ExecutionJob, known: NonNullable<Job["blocks"]>, sqlite?: string): Promise<{ type: string }> {
    this.lasts = false;
    if (!known.known)
      this.about = {
        number: known.number,
        blocks: job.blocks,
        places: job.places,
        authored: new Map(),
        kept: new KeptBlocks(job.blocks),
      };
    const { about } = this;
    if (about?.number !== known.number) throw new Error("these blocks are not known");
    this.library ??= await this.prepare(sqlite);
    this.jobs++;
    const { blocks, places } = about;
    const { outside, compile } = this;
    const result = await this.execute({ ...job, blocks, places }, this.library, {
      outside: { compile, turn: () => outside.turn(), start: this.announcing() },
      authored: about.authored,
      before: { kept: about.kept, clock: this.clock },
    });
    for (const [text, { asked }] of this.compiled) if (asked < this.jobs - KEPT_FOR) this.compiled.delete(text);
    this.lasts = result.records.every((record) => "again" in record || record.diagnostics.length === 0);
    return { type: "answer", result, ...(this.lasts ? { knows: about.number } : {}) } as { type: string };
  }

  /** Of blocks that are over in no time only the first of each while is told: to say so takes longer than they do. */
  private announcing(): Outside["start"] {
    let told = Number.NEGATIVE_INFINITY;
    return async (index) => {
      const now = this.clock();
      if (now - told < TOLD_EACH_MS) return;
      told = now;
      await this.outside.start(index);
    };
  }

  private readonly compile: Outside["compile"] = async (script) => {
    const key = `${script.filename}\n${script.lineOffset}\n${script.text}`;
    const known = this.compiled.get(key);
    const value = known ? known.value : await this.outside.compile(script);
    this.compiled.set(key, { value, asked: this.jobs });
    return value;
  };
}
