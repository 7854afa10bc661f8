import type { Register } from "../../assumptions/index.js";
import type { Block } from "../../chapters/index.js";
import type { Program } from "../../notebook/analyse/program.js";
import { blocksBehind, findOutputs } from "../../notebook/evaluate/scope.js";
import { canonicalCode, languageOf } from "../sources/code.js";
import { programOf } from "./programs.js";

/** Programs of some blocks of the new side and the others of the old one, over the assumptions of both. */
export class MixedBlocks {
  /** The new side's assumptions, and those that only the old one has. */
  readonly register: Register;
  private readonly before: ReadonlyMap<string, Block>;
  private readonly after: ReadonlyMap<string, Block>;
  /** Ids of blocks that are other ones, or that only one side has. */
  private readonly changed: ReadonlySet<string>;
  private readonly oldProgram: Program;

  constructor(
    private readonly now: Program,
    register: Register,
    old: { blocks: readonly Block[]; register: Register },
  ) {
    this.register = { ...register, assumptions: new Map([...old.register.assumptions, ...register.assumptions]) };
    this.before = byId(old.blocks);
    this.after = byId(now.blocks.map(({ block }) => block));
    const ids = new Set([...this.after.keys(), ...this.before.keys()]);
    this.changed = new Set([...ids].filter((id) => saidBy(this.before.get(id)) !== saidBy(this.after.get(id))));
    this.oldProgram = this.changed.size === 0 ? now : this.program(new Set());
  }

  /** Changed blocks that an output rests on, on either side. */
  behind(output: string): string[] {
    if (this.changed.size === 0) return [];
    const ids = [this.now, this.oldProgram].flatMap((program) =>
      blocksBehind(program, findOutputs(program, [output]).outputs).blocks.map(({ block }) => block.id),
    );
    return [...new Set(ids)].filter((id) => this.changed.has(id)).sort();
  }

  /** The blocks with those of `taken` as the new side has them, the other changed ones as the old side has. */
  program(taken: ReadonlySet<string>): Program {
    const ids = [...new Set([...this.before.keys(), ...this.after.keys()])];
    const blocks = ids.flatMap((id) => {
      const side = this.changed.has(id) && !taken.has(id) ? this.before : this.after;
      return side.get(id) ?? [];
    });
    return programOf(blocks, this.register);
  }
}

const byId = (blocks: readonly Block[]): ReadonlyMap<string, Block> =>
  new Map(blocks.map((block) => [block.id, block]));

const saidBy = (block: Block | undefined): string =>
  block === undefined
    ? ""
    : JSON.stringify([
        block.kind,
        canonicalCode(block.code.replace(/^\s*#\|.*$/gm, ""), languageOf(block.kind)),
        block.kind === "sql" ? block.code.match(/^\s*--\|.*$/gm) : undefined,
      ]);
