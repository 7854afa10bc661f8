import { describeNumber } from "../assumptions/register/describe.js";
import type { Gap } from "./points.js";
import type { StudyResult } from "./result.js";
import { inSentence } from "./words.js";

/** How what is missing is named. */
export interface GapNaming {
  /** An output or claim, as a reader knows it. */
  label(name: string): string;
  /** The block that holds a result. */
  blockOf(name: string): string | undefined;
  /** A value, position or factor of an input. */
  input(x: number, about: { unit: string; shown?: string | undefined }, how: "value" | "position" | "factor"): string;
}

const SHOWN = 3;

/**
 * Where a study had no finite result and went on without: how often, at what first, in which block and why. One sentence for each output; none
 * for a study that lacks nothing.
 */
export function gapsOf(study: StudyResult, output: string, naming: GapNaming): string[] {
  const why = (name: string, { blockId = naming.blockOf(name), message }: Pick<Gap, "blockId" | "message">): string =>
    blockId === undefined || message.startsWith("block `") ? message : `block \`${blockId}\`: ${message}`;
  const draws = (name: string, count: number, first: readonly Gap[], values = "", noun = "draw"): string[] => {
    const [gap] = first;
    return gap === undefined
      ? []
      : [
          `${describeNumber(count)} ${noun}${count === 1 ? " has" : "s have"} no result for ${naming.label(name)} and ${count === 1 ? "is" : "are"} left out; the first is ${noun} ${gap.draw}${values} (${why(name, gap)}).`,
        ];
  };
  const places = (list: readonly { where: string; message: string }[], left: string): string[] =>
    list.length === 0
      ? []
      : [
          `There is no result for ${naming.label(output)} ${list
            .slice(0, SHOWN)
            .map(({ where, message }) => `${where} (${why(output, { message })})`)
            .join(", ")}${list.length > SHOWN ? ` and at ${list.length - SHOWN} more` : ""}; ${left}.`,
        ];

  switch (study.kind) {
    case "tornado":
      return [
        ...places(
          study.result.bars.flatMap(({ label, unit, shown, low, high }) =>
            [low, high].flatMap(({ failure, value }, end) =>
              failure === undefined
                ? []
                : [
                    {
                      where: `with ${inSentence(label)} at ${value === undefined ? `its ${end === 0 ? "low" : "high"} end` : naming.input(value, { unit, shown }, "value")}`,
                      message: failure,
                    },
                  ],
            ),
          ),
          "the bar ends at the base",
        ),
        ...places(
          study.result.bars.flatMap(({ label, unit, shown, missing }) =>
            missing === undefined
              ? []
              : [
                  {
                    where: `at ${missing.count} of ${missing.tried} places between the ends of ${inSentence(label)}, first at ${missing.value === undefined ? naming.input(missing.position, { unit: "1" }, "position") : naming.input(missing.value, { unit, shown }, "value")}`,
                    message: missing.failure,
                  },
                ],
          ),
          "the bar leaves that out",
        ),
      ];
    case "spider": {
      const how = study.result.by === "range" ? "position" : "factor";
      return places(
        study.result.lines.flatMap(({ label, points }) =>
          points.flatMap(({ x, failure }) =>
            failure === undefined
              ? []
              : [
                  {
                    where: `with ${inSentence(label)} at ${naming.input(how === "factor" ? 1 + x : x, { unit: "1" }, how)}`,
                    message: failure,
                  },
                ],
          ),
        ),
        "the lines leave that out",
      );
    }
    case "two-way": {
      const { rows, columns, gaps } = study.result;
      const [gap] = gaps.first;
      if (!gap) return [];
      const width = columns.values.length;
      const place = (axis: typeof rows, index: number): string =>
        `${inSentence(axis.label)} at ${naming.input(axis.values[index] ?? 0, axis, axis.how)}`;
      return [
        `${gaps.count} cell${gaps.count === 1 ? " has" : "s have"} no result for ${naming.label(output)}; the first is with ${place(rows, Math.floor(gap.draw / width))} and ${place(columns, gap.draw % width)} (${why(output, gap)}).`,
      ];
    }
    case "break-even": {
      const { gaps, failure, input } = study.result;
      if (!failure) return [];
      const place = (x: number): string => naming.input(x, input, input.how);
      const stretches = gaps.map(({ from, to }) => (from === to ? place(from) : `${place(from)} to ${place(to)}`));
      return [
        `There is no result for ${naming.label(output)} with ${inSentence(input.label)} at ${stretches.length === 0 ? place(failure.at) : stretches.join(", ")} (${why(output, failure)}); nothing is found there.`,
      ];
    }
    case "scenarios": {
      const { columns, base, rows } = study.result;
      return columns.flatMap(({ name, kind }, j) => {
        if (kind === "margin") return [];
        const failed = [base, ...rows].flatMap(({ title, cells }) => {
          const message = cells[j]?.failure;
          return message === undefined ? [] : [`${title} (${why(name, { message })})`];
        });
        return failed.length === 0 ? [] : [`There is no result for ${naming.label(name)} in ${failed.join(", ")}.`];
      });
    }
    case "monte-carlo":
      return study.result.summaries.flatMap(({ kind, name, gaps }) => {
        // A claim's margin lacks what the claim lacks.
        if (kind === "margin") return [];
        const values = (gaps.first[0]?.inputs ?? []).flatMap(({ id, value }) =>
          value === undefined ? [] : [`${id} ${describeNumber(Number(value.toPrecision(3)))}`],
        );
        return draws(
          name,
          gaps.count,
          gaps.first,
          values.length > 0 ? `, at ${values.slice(0, SHOWN).join(", ")}` : "",
        );
      });
    case "sobol":
      return draws(output, study.result.gaps.count, study.result.gaps.first, "", "run");
    case "importance":
    case "information":
      return draws(output, study.result.gaps.count, study.result.gaps.first);
    case "elasticity":
      return [];
  }
}
