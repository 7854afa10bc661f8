import { describeNumber } from "../../../assumptions/register/describe.js";
import type { Gap } from "../../points.js";
import type { Naming } from "../../printing.js";
import { resultLabel } from "../../words.js";

/** Places that are named. */
export const SHOWN = 3;

/** Says where a study has no result, in sentences that stand beside it. */
export class GapWords {
  constructor(
    /** The first of the outputs asked for. */
    readonly output: string,
    private readonly naming: Naming,
  ) {}

  label(name: string): string {
    return resultLabel(name, this.naming);
  }

  why(name: string, { blockId = this.naming.blockOf?.(name), message }: Pick<Gap, "blockId" | "message">): string {
    return blockId === undefined || message.startsWith("block `") ? message : `block \`${blockId}\`: ${message}`;
  }

  /** @param values of the first draw, as ", at …" */
  draws(name: string, count: number, first: readonly Gap[], values = "", noun = "draw"): string[] {
    const [gap] = first;
    return gap === undefined
      ? []
      : [
          `${describeNumber(count)} ${noun}${count === 1 ? " has" : "s have"} no result for ${this.label(name)} and ${count === 1 ? "is" : "are"} left out; the first is ${noun} ${gap.draw}${values} (${this.why(name, gap)}).`,
        ];
  }

  /** @param left what the study does without them */
  places(list: readonly { where: string; message: string }[], left: string): string[] {
    return list.length === 0
      ? []
      : [
          `There is no result for ${this.label(this.output)} ${list
            .slice(0, SHOWN)
            .map(({ where, message }) => `${where} (${this.why(this.output, { message })})`)
            .join(", ")}${list.length > SHOWN ? ` and at ${list.length - SHOWN} more` : ""}; ${left}.`,
        ];
  }
}
