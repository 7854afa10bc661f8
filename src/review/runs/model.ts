import {
  type AssumptionFiles,
  besidesOf,
  derivations,
  givenTree,
  type Register,
  readAssumptions,
  versionNames,
} from "../../assumptions/index.js";
import { type Block, type Chapter, computes, libraryBlocks, readChapters } from "../../chapters/index.js";
import { givenReads, type Program } from "../../notebook/analyse/program.js";
import { openEvaluator } from "../../notebook/evaluate/evaluator.js";
import { numbersOf, type SourceOptions } from "../attribution-source.js";
import type { SourceTexts } from "../sources/types.js";

/** The sources of a side, ready to be run with any version and scenario, or with some blocks of another side. */
export class Model {
  readonly chapters: readonly Chapter[];
  /** Blocks that compute: sweeps and graphs are none. */
  readonly blocks: readonly Block[];
  private files: AssumptionFiles | undefined;

  constructor(private readonly texts: SourceTexts) {
    this.chapters = readChapters(texts.chapters).chapters;
    this.blocks = [...libraryBlocks(texts.library), ...this.chapters.flatMap(({ blocks }) => blocks)].filter(
      ({ kind }) => computes(kind),
    );
  }

  get versions(): string[] {
    return versionNames(this.texts.assumptions);
  }

  /** Undefined where it can't be read. */
  register(version?: string, scenario?: string): Register | undefined {
    this.files ??= readAssumptions(this.texts.assumptions, { data: this.texts.data });
    return this.files.register({ version: version ?? this.chapters[0]?.front.memo?.assumptions, scenario }).register;
  }
}

/** What a register says that is no number and blocks can read, as one text. */
const wordsOf = (register: Register, reads: readonly string[]): string =>
  JSON.stringify(
    [...register.assumptions.values(), ...besidesOf(register, reads).values()].flatMap(({ id, said, data }) =>
      said || data ? [[id, said, data]] : [],
    ),
  );

/** What one run came to: numbers, truth values of claims as 1 and 0, texts; undefined where a block failed. */
export type RunValues = ReadonlyMap<string, number | string | undefined>;

/**
 * What outputs and claims come to with a register, and with others of the same assumptions in its place.
 *
 * @throws MemoError where the blocks can't be run with the first.
 */
export async function runAt(
  program: Program,
  base: Register,
  others: readonly Register[],
  names: readonly string[],
  { limits, runner }: SourceOptions,
): Promise<RunValues[]> {
  const reads = givenReads(program);
  const numbers = (register: Register): Map<string, number> =>
    new Map(
      [...register.assumptions.values()]
        .filter(({ expression }) => expression === undefined)
        .concat([...besidesOf(register, reads).values()])
        .flatMap(({ id, value }) => [...numbersOf(id, value)]),
    );
  // Of words and data files no numbers are put in their place: a register that has others is run by itself.
  const apart = others.filter((one) => wordsOf(one, reads) !== wordsOf(base, reads));
  if (apart.length > 0) {
    const near = others.filter((one) => !apart.includes(one));
    const [first, ...rest] = await runAt(program, base, near, names, { limits, runner });
    const own = new Map<Register, RunValues>(near.map((one, at) => [one, rest[at] ?? new Map()]));
    for (const one of apart) own.set(one, (await runAt(program, one, [], names, { limits, runner }))[0] ?? new Map());
    return [first ?? new Map(), ...others.map((one) => own.get(one) ?? new Map())];
  }
  const start = numbers(base);
  const moved = others.map(numbers);
  const paths = [...start.keys()].filter((path) => moved.some((one) => one.get(path) !== start.get(path)));
  const rows = [start, ...moved];
  const points = Float64Array.from(
    rows.flatMap((row) => paths.map((path) => row.get(path) ?? start.get(path) ?? Number.NaN)),
  );
  const evaluator = await openEvaluator(program, {
    given: givenTree(base, reads),
    outputs: names,
    derivations: derivations(base),
    limits,
    runner: runner?.(),
  });
  try {
    const { outputs, texts } = await evaluator.evaluate(points, rows.length, paths);
    return rows.map(
      (_, row) =>
        new Map(
          names.map((name, column) => {
            const value = outputs[row * names.length + column];
            const words = texts[column];
            if (value === undefined || Number.isNaN(value)) return [name, undefined] as const;
            return [name, words ? words[value] : value] as const;
          }),
        ),
    );
  } finally {
    evaluator.close();
  }
}
