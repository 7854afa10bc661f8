import { describeNumber } from "../../../assumptions/register/describe.js";
import { type Diagnostic, MemoError } from "../../../diagnostic.js";
import type { Gap } from "../../points.js";
import { printInput } from "../../printing.js";
import { type Sampled, valuesAt } from "../../sampled.js";

/** A point at which a result is missing, in words. */
export interface Lack {
  where: string;
  why: string;
  values?: readonly string[];
}

const SHOWN = 5;

/** Reports where a study has no result: how often, where, with which values and in which block. */
export class Troubles {
  constructor(
    /** The first of the outputs asked for. */
    readonly output: string,
    /** The block of each result. */
    private readonly blockOf: (name: string) => string | undefined,
    /** The study's points, if it draws them. */
    readonly drawn: Pick<Sampled<unknown>, "inputs" | "points" | "runs"> | undefined,
  ) {}

  /** Why the study's own output is missing, or another. */
  because({ blockId, message }: Pick<Gap, "blockId" | "message">, name = this.output): string {
    if (blockId === undefined && message.startsWith("block `")) return message;
    return `block \`${blockId ?? this.blockOf(name) ?? name}\`: ${message}`;
  }

  /**
   * @param total what was tried, as "8 ends"
   * @param left what the study does without them
   */
  of(count: number, total: string, lacks: readonly Lack[], left: string, name = this.output): Diagnostic[] {
    if (count === 0) return [];
    const shown = lacks.slice(0, SHOWN);
    return [
      {
        rule: "sweep/no-result",
        severity: "warning",
        message: `\`${name}\` has no finite result at ${describeNumber(count)} of ${total}; ${left}`,
        notes: [
          ...shown.flatMap(({ where, why, values = [] }) => [
            `${where}: ${why}`,
            ...(values.length > 0 ? [`  with ${values.join(", ")}`] : []),
          ]),
          ...(count > shown.length ? [`and ${describeNumber(count - shown.length)} more`] : []),
        ],
      },
    ];
  }

  /**
   * Draws of `total` that have no result.
   *
   * @param kept those that the study goes on with
   * @throws MemoError when there are none.
   */
  draws(
    { count, first }: { count: number; first: readonly Gap[] },
    total: number,
    { name = this.output, kept = total - count, left = "they are left out", noun = "draw" }: DrawWords = {},
  ): Diagnostic[] {
    if (kept <= 0)
      throw MemoError.of({
        rule: "sweep/no-draws",
        message: `no ${noun} gives a finite \`${name}\``,
        about: name,
        expected: "a finite number at some of them",
        notes: first.slice(0, 1).map((gap) => `${noun} ${gap.draw}, ${this.because(gap, name)}`),
      });
    const { drawn } = this;
    const lacks = first.map((gap) => ({
      where: `${noun} ${gap.draw}`,
      why: this.because(gap, name),
      values:
        drawn &&
        valuesAt(drawn, gap.draw).map(
          ({ id, unit, shown, value }) => `${id} = ${printInput(value, { unit, shown }, "value")}`,
        ),
    }));
    return this.of(count, `${describeNumber(total)} ${noun}s`, lacks, left, name);
  }
}

interface DrawWords {
  name?: string;
  kept?: number;
  left?: string;
  noun?: string;
}
