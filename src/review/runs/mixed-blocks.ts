import type { Assumption, Register } from "../../assumptions/index.js";
import { ABOUT, RANGE, TOLD } from "../../assumptions/register/ranges.js";
import type { Block } from "../../chapters/index.js";
import { append } from "../../lists.js";
import { pathsOverlap } from "../../notebook/analyse/paths.js";
import type { Program } from "../../notebook/analyse/program.js";
import { blocksBehind, findOutputs } from "../../notebook/evaluate/scope.js";
import { inCode } from "../pairing/renames.js";
import { canonicalCode, languageOf } from "../sources/code.js";
import { renamedCode } from "../sources/under-names.js";
import type { Rename } from "../types.js";
import { withNamesOf } from "./declared-now.js";
import { programOf } from "./programs.js";

/** The old side, as its blocks can be run again. */
export interface OldBlocks {
  blocks: readonly Block[];
  register: Register;
  /** What the new side calls otherwise. */
  renames?: readonly Rename[];
}

/** Programs of some blocks of the new side and the others of the old one, over the assumptions of both. */
export class MixedBlocks {
  /** The new side's assumptions, and those that only the old one has; one that is only called otherwise is the new side's under both names. */
  readonly register: Register;
  /** The old name of an assumption that has another one, and of what is read of its range and source, by the new. */
  readonly oldNames: ReadonlyMap<string, string>;
  /** The old side's assumptions, those that have another name now under both. */
  readonly old: Register;
  private readonly before: ReadonlyMap<string, Block>;
  private readonly after: ReadonlyMap<string, Block>;
  /** Ids of blocks that are other ones, or that only one side has. */
  private readonly changed: ReadonlySet<string>;
  private readonly oldProgram: Program;

  constructor(
    private readonly now: Program,
    register: Register,
    { blocks, register: oldRegister, renames = [] }: OldBlocks,
  ) {
    const both = bothNames(oldRegister, register, renames);
    this.oldNames = new Map(
      both.flatMap(({ from, to }) => [[to, from] as const, ...BESIDE.map((of) => [of(to), of(from)] as const)]),
    );
    this.register = {
      ...register,
      assumptions: new Map([
        ...oldRegister.assumptions,
        ...both.map(({ from, now }): [string, Assumption] => [from, { ...now, id: from }]),
        ...[...register.assumptions].map(([id, one]): [string, Assumption] => [
          id,
          withNamesOf(one, oldRegister.assumptions.get(this.oldNames.get(id) ?? id), false),
        ]),
      ]),
    };
    this.old = {
      ...oldRegister,
      assumptions: new Map([
        ...[...oldRegister.assumptions].map(([id, one]): [string, Assumption] => [
          id,
          withNamesOf(one, register.assumptions.get(id), true),
        ]),
        ...both.map(({ to, was }): [string, Assumption] => [to, { ...was, id: to }]),
      ]),
    };
    const outputs = renames.filter(({ kind }) => kind === "output");
    const ways = [inCode(renames.filter(({ kind }) => kind === "assumption")), inCode(outputs)];
    const is = byId(now.blocks.map(({ block }) => block));
    const was = underNewIds(byId(blocks), is, ways);
    // Blocks of either side find an output by the name that they know.
    this.before = withNames(was, new Map(outputs.map(({ from, to }) => [from, to])));
    this.after = withNames(is, new Map(outputs.map(({ from, to }) => [to, from])));
    const ids = new Set([...is.keys(), ...was.keys()]);
    this.changed = new Set([...ids].filter((id) => !areOne(was.get(id), is.get(id), ways)));
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

  /** Whether a changed block reads an assumption itself, on either side. */
  reads(id: string, assumption: string): boolean {
    const names = [assumption, this.oldNames.get(assumption) ?? assumption];
    return [this.now, this.oldProgram].some(({ blocks }) =>
      blocks.some(
        ({ block, givenPaths }) =>
          block.id === id && givenPaths.some((path) => names.some((name) => pathsOverlap(path, name))),
      ),
    );
  }

  /** Some changed blocks in groups, of which each only runs as a whole: names went from one to another, or are called otherwise in all. */
  tied(ids: readonly string[]): string[][] {
    const groups = new Map(ids.map((id) => [id, [id]]));
    const tie = (a: string, b: string): void => {
      const [one, other] = [groups.get(a), groups.get(b)];
      if (!one || !other || one === other) return;
      append(one, other);
      for (const id of other) groups.set(id, one);
    };
    const [before, after] = [this.oldProgram, this.program(this.changed)];
    for (const [here, there] of [
      [before, after],
      [after, before],
    ] as const) {
      const elsewhere = new Map(there.blocks.flatMap(({ block, defines }) => defines.map((name) => [name, block.id])));
      for (const { block, defines } of here.blocks)
        for (const name of defines) {
          const other = elsewhere.get(name);
          if (other !== undefined) tie(block.id, other);
          else for (const { block: user, uses } of here.blocks) if (uses.includes(name)) tie(block.id, user.id);
        }
    }
    return [...new Set(groups.values())].map((group) => group.sort());
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

/** The old side's blocks by the ids that those which only have another one bear on the new side. */
function underNewIds(
  old: ReadonlyMap<string, Block>,
  now: ReadonlyMap<string, Block>,
  ways: readonly ((text: string) => string)[],
): ReadonlyMap<string, Block> {
  const free = new Map([...now].filter(([id]) => !old.has(id)));
  return new Map(
    [...old].map(([id, block]) => {
      const to = now.has(id) ? undefined : [...free].find(([, other]) => areOne(block, other, ways))?.[0];
      if (to === undefined) return [id, block];
      free.delete(to);
      return [to, { ...block, id: to }];
    }),
  );
}

/** Blocks that give each output that they declare under its other name too. */
function withNames(
  blocks: ReadonlyMap<string, Block>,
  others: ReadonlyMap<string, string>,
): ReadonlyMap<string, Block> {
  const more = ({ code }: Block): string[] =>
    [...code.matchAll(/(?<![\p{L}\p{N}_$.])([\p{L}_$][\p{L}\p{N}_$]*)\s*(?::[^=;]*)?=\s*output\s*\(/gu)].flatMap(
      ([, name = ""]) => (others.has(name) ? [`const ${others.get(name)} = ${name};`] : []),
    );
  return new Map(
    [...blocks].map(([id, block]) => {
      const lines = more(block);
      return [id, lines.length === 0 ? block : { ...block, code: [block.code, ...lines].join("\n") }];
    }),
  );
}

/** The ids under which an assumption's range is read, and what is told of it. */
const BESIDE = [
  (id: string): string => `${RANGE}.${id}`,
  ...TOLD.map(
    (name) =>
      (id: string): string =>
        `${ABOUT}.${id}.${name}`,
  ),
];

/** Assumptions that the new side calls otherwise, with what they are on each; old blocks have them in the new side's units, as those that kept their names. */
function bothNames(
  old: Register,
  now: Register,
  renames: readonly Rename[],
): { from: string; to: string; was: Assumption; now: Assumption }[] {
  return renames.flatMap(({ kind, from, to }) => {
    const [was, is] = [old.assumptions.get(from), now.assumptions.get(to)];
    if (kind !== "assumption" || !was || !is || was.shape !== is.shape) return [];
    return [{ from, to, was, now: is }];
  });
}

/** Whether two blocks compute the same from the same, whatever they call assumptions and outputs. */
function areOne(old: Block | undefined, now: Block | undefined, ways: readonly ((text: string) => string)[]): boolean {
  if (!old || !now || old.kind !== now.kind) return old === now;
  const [before, after] = [saidBy(old), saidBy(now)];
  return before.settings === after.settings && renamedCode(before.code, after.code, ...ways) === after.code;
}

const saidBy = ({ kind, code }: Block): { code: string; settings: string } => ({
  code: canonicalCode(code.replace(/^\s*#\|.*$/gm, ""), languageOf(kind)),
  settings: kind === "sql" ? (code.match(/^\s*--\|.*$/gm) ?? []).join("\n") : "",
});
