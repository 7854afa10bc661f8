import { BlockError } from "../library/reasons.js";
import { type CompiledBlock, compileBlock, mayGoOn, type RunnableBlock } from "../run/compile.js";
import { HELPERS } from "../run/helpers.js";
import type { Outside } from "../run/outside.js";
import { NEVER, NOTHING_TO_WAIT_FOR, Patience } from "../run/patience.js";
import { keptCopy, type Snapshot } from "../run/purity.js";
import { type DriverBlock, type DriverOutput, globalsIn } from "./driver.js";

/** A block with its code, and where what it takes and gives stands. */
interface Compiled {
  block: RunnableBlock;
  call: CompiledBlock["call"];
  driver: DriverBlock;
  /** `mayGoOn`. */
  waits: boolean;
}

/** Blocks that could not be computed: those that threw, with what, and all that rest on one. */
export interface Failed {
  threw: ReadonlyMap<string, unknown>;
  all: ReadonlySet<string>;
}

/** The blocks of an evaluation, compiled once, and the slots that hold what they define. */
export class Blocks {
  readonly compiled: Compiled[] = [];
  readonly constants: unknown[] = [];
  readonly slots: unknown[] = [];
  given: object = {};
  private readonly slotOf = new Map<string, number>();
  private readonly patience = new Patience();
  private stray: { reason: unknown } | undefined;
  private running = false;

  constructor(
    private readonly library: ReadonlyMap<string, unknown>,
    private readonly outside: Pick<Outside, "compile" | "turn">,
  ) {}

  /** Whether a block's code may be running. */
  get isRunning(): boolean {
    return this.running;
  }

  /** Compiles blocks in an order in which each follows those that it rests on. */
  async compile(blocks: readonly RunnableBlock[]): Promise<void> {
    for (const [index, block] of blocks.entries()) this.compiled.push(await this.compileOne(block, index));
  }

  script(text: string, filename: string): Promise<unknown> {
    return this.outside.compile({ text, filename, lineOffset: 0 });
  }

  /** Where a name's value stands, or the outcome of the claim of a block; -1 for what no block defines. */
  slot(name: string): number {
    return this.slotOf.get(name) ?? -1;
  }

  valueOf({ slot, keys }: DriverOutput): unknown {
    return keys.reduce(
      (value: unknown, key) => (value as Record<string, unknown> | null | undefined)?.[key],
      this.slots[slot],
    );
  }

  private async compileOne(block: RunnableBlock, index: number): Promise<Compiled> {
    const names = globalsIn(block.source);
    const values = (await this.script(`[${names.join(", ")}]`, "memo:names")) as unknown[];
    const { parameters, call } = await compileBlock(
      block,
      this.outside.compile,
      new Map(names.map((name, at) => [name, values[at]])),
    );
    const results = block.kind === "claim" ? [{ name: "__result", slot: this.newSlot(slotOfClaim(block.id)) }] : [];
    return {
      block,
      call,
      driver: {
        index,
        parameters: parameters.map((name) => {
          if (name === "given") return name;
          const slot = this.slotOf.get(name);
          if (slot !== undefined) return { slot };
          return { constant: this.constants.push(HELPERS.get(name) ?? this.library.get(name)) - 1 };
        }),
        returns: [...block.defines.map((name) => ({ name, slot: this.newSlot(name) })), ...results],
      },
      waits: mayGoOn(block),
    };
  }

  private newSlot(name: string): number {
    const slot = this.slots.push(undefined) - 1;
    this.slotOf.set(name, slot);
    return slot;
  }

  /**
   * Runs blocks one by one: at the base, where blocks wait, and where one threw, to tell which it was and what doesn't rest on it.
   */
  async run(indices: Iterable<number>): Promise<Failed> {
    const threw = new Map<string, unknown>();
    const all = new Set<string>();
    for (const index of indices) {
      const compiled = this.compiled[index];
      if (!compiled) continue;
      const { id, dependsOn } = compiled.block;
      if (dependsOn.some((other) => all.has(other))) {
        all.add(id);
        continue;
      }
      this.running = true;
      try {
        const returned = await this.runOne(compiled);
        for (const { name, slot } of compiled.driver.returns) this.slots[slot] = returned[name];
      } catch (thrown) {
        threw.set(id, thrown);
        all.add(id);
      } finally {
        this.running = false;
      }
    }
    return { threw, all };
  }

  private async runOne({ block, call, driver, waits }: Compiled): Promise<Record<string, unknown>> {
    const values = driver.parameters.map((parameter) => {
      if (parameter === "given") return this.given;
      return "slot" in parameter ? this.slots[parameter.slot] : this.constants[parameter.constant];
    });
    const returned = call(...values);
    if (!waits) return returned as Record<string, unknown>;
    const settled = block.isAsync ? await this.patience.settled(returned) : returned;
    if (settled === NEVER)
      throw new BlockError("it awaits a promise that never settles", { hint: NOTHING_TO_WAIT_FOR });
    // Promises that nobody awaits are reported one turn later.
    await this.outside.turn();
    const { stray } = this;
    this.stray = undefined;
    if (stray) throw stray.reason;
    return settled as Record<string, unknown>;
  }

  /** For the process's unhandled rejections. */
  rejected(reason: unknown): void {
    this.stray ??= { reason };
  }

  /** For a process with nothing left to do: the promise that is awaited will never settle. */
  abandon(): boolean {
    return this.patience.end();
  }

  /** What the names of all blocks hold now. */
  snapshot(): Snapshot {
    return new Map(
      this.compiled.map(({ block, driver }) => [
        block.id,
        new Map(driver.returns.map(({ name, slot }) => [name, keptCopy(this.slots[slot])])),
      ]),
    );
  }
}

/** Under which name a claim's outcome has its slot. */
export const slotOfClaim = (blockId: string): string => `__result of ${blockId}`;
