import { describeNumber } from "../../../assumptions/register/describe.js";
import { roundedTo, roundedToSignificant } from "../../../text/decimal.js";
import { type Draws, drawInputs } from "../../draws.js";
import { type Input, pathsOf } from "../../inputs.js";
import type { Evaluations, OutputColumn } from "../../points.js";
import { refuse } from "../../refusals.js";
import type { Sampled } from "../../sampled.js";
import type { Sampling } from "./asked.js";

/** Draws of all inputs together. */
export function drawnTogether<Result>(
  { draws: n, seed, design, correlations }: Sampling,
  all: readonly Input[],
  conclude: (draws: Draws, columns: readonly OutputColumn[], evaluations: Evaluations) => Result,
): Sampled<Result> {
  const draws = drawInputs(all, { n, seed, design, correlations });
  const width = pathsOf(draws.inputs).length;
  return {
    inputs: draws.inputs,
    runs: n,
    points: (from, to) => draws.points.subarray(from * width, to * width),
    conclude: (columns, evaluations) => conclude(draws, columns, evaluations),
  };
}

/** Refuses a study that is left with nothing. */
export function someDraws(name: string, count: number, why: string | undefined): void {
  if (count === 0)
    refuse("sensitivity/no-draws", `no draw has a result for \`${name}\``, {
      about: name,
      expected: "a result at some of them",
      ...(why === undefined ? {} : { notes: [`at the first: ${why}`] }),
    });
}

/** What ± says where a table has it. */
export const PLUS_MINUS =
  "± is the standard error of independent draws; these are spread more evenly, so that it is rather too large.";

/** A share of draws: what isn't none or all of them is never printed as it. */
export function shareText(x: number): string {
  const tenths = roundedTo(100 * x, 1);
  if (tenths === 0 && x > 0) return "less than 0.1%";
  if (tenths === 100 && x < 1) return "more than 99.9%";
  return `${describeNumber(tenths)}%`;
}

/** Its standard error: to tenths as the share, and at least two significant digits. */
export function shareErrorText(error: number): string {
  const percent = 100 * error;
  return `${describeNumber(percent < 1 ? roundedToSignificant(percent, 2) : roundedTo(percent, 1))}%`;
}
