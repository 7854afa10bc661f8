import type { RunnableBlock } from "../run/compile.js";
import { thrownDiagnostic } from "../run/stack.js";
import { MOST_FAILURES } from "./failures.js";
import type { EvaluatedRows, EvaluationFailure } from "./types.js";

interface Counted {
  count: number;
  first: number;
}

/** What goes wrong at some rows of a sweep. */
export class Tally {
  readonly failures: EvaluationFailure[] = [];
  readonly texts: string[][];
  failedDraws = 0;
  private lastFailed = -1;
  private readonly failed = new Map<string, Counted>();
  private readonly odd = new Map<number, Counted>();

  /**
   * @param first the row of the sweep at which these rows begin.
   * @param told how many of each block's failures earlier rows have told; counts on.
   */
  constructor(
    private readonly blocks: readonly RunnableBlock[],
    columns: number,
    private readonly first: number,
    private readonly told: Map<string, number>,
  ) {
    this.texts = Array.from({ length: columns }, () => []);
  }

  /** A block failed at a row. */
  fail(row: number, blockId: string, thrown: unknown): void {
    const draw = this.first + row;
    if (draw !== this.lastFailed) this.failedDraws++;
    this.lastFailed = draw;
    add(this.failed, blockId, draw);
    const block = this.blocks.find(({ id }) => id === blockId);
    const told = this.told.get(blockId) ?? 0;
    if (!block || told >= MOST_FAILURES) return;
    this.told.set(blockId, told + 1);
    const { message, place } = thrownDiagnostic(thrown, block, this.blocks);
    this.failures.push({ draw, blockId, message, place: place ?? block.place });
  }

  /** The output in a column came to no finite number, or to no text where it is one. */
  nonFinite(column: number, row: number): void {
    add(this.odd, column, this.first + row);
  }

  summary(): Omit<EvaluatedRows, "outputs" | "margins"> {
    return {
      newTexts: this.texts,
      failures: this.failures,
      failureCounts: this.blocks.flatMap(({ id }) => {
        const counted = this.failed.get(id);
        return counted ? [{ blockId: id, ...counted }] : [];
      }),
      failedDraws: this.failedDraws,
      nonFinite: [...this.odd].map(([column, counted]) => ({ column, ...counted })),
    };
  }
}

function add<K>(counts: Map<K, Counted>, key: K, draw: number): void {
  const counted = counts.get(key);
  if (counted) counted.count++;
  else counts.set(key, { count: 1, first: draw });
}
