import { describeNumber } from "../../assumptions/register/describe.js";
import { type Diagnostic, MemoError } from "../../diagnostic.js";
import { type DrawnStudy, printInput, type StudyResult, valuesAt } from "../../sensitivity/index.js";
import type { SweepContext } from "./context.js";

/** A point at which a result is missing, in words. */
interface Lack {
  where: string;
  why: string;
  values?: readonly string[];
}

const SHOWN = 5;

/**
 * What a study had no result for: how often, where, with which values and in which block. It went on without.
 *
 * @throws MemoError when nothing is left of it.
 */
export function troubles(study: StudyResult, context: SweepContext, drawn: DrawnStudy | undefined): Diagnostic[] {
  const [output = ""] = context.request.outputs;
  const nameless = (name: string, message: string): string =>
    message.startsWith("block `") ? message : `block \`${context.blocks[name] ?? name}\`: ${message}`;
  const because = (name: string, { blockId, message }: { blockId?: string; message: string }): string =>
    blockId === undefined ? nameless(name, message) : `block \`${blockId}\`: ${message}`;
  const of = (name: string, count: number, total: string, lacks: readonly Lack[], left: string): Diagnostic[] => {
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
  };
  const draws = (
    name: string,
    { count, first }: { count: number; first: readonly { draw: number; blockId?: string; message: string }[] },
    total: number,
    kept = total - count,
    left = "they are left out",
    noun = "draw",
  ): Diagnostic[] => {
    if (kept <= 0)
      throw new MemoError([
        {
          rule: "sweep/no-draws",
          severity: "error",
          message: `no ${noun} gives a finite \`${name}\``,
          expected: "a finite number at some of them",
          notes: first.slice(0, 1).map((gap) => `${noun} ${gap.draw}, ${because(name, gap)}`),
        },
      ]);
    const lacks = first.map((gap) => ({
      where: `${noun} ${gap.draw}`,
      why: because(name, gap),
      values:
        drawn &&
        valuesAt(drawn, gap.draw).map(
          ({ id, unit, shown, value }) => `${id} = ${printInput(value, { unit, shown }, "value")}`,
        ),
    }));
    return of(name, count, `${describeNumber(total)} ${noun}s`, lacks, left);
  };

  switch (study.kind) {
    case "tornado": {
      const lacks = study.result.bars.flatMap(({ id, low, high, unit, shown }) =>
        (["low", "high"] as const).flatMap((side): Lack[] => {
          const { failure, value } = side === "low" ? low : high;
          if (failure === undefined) return [];
          const at = value === undefined ? `its ${side} path` : printInput(value, { unit, shown }, "value");
          return [{ where: `${id} at ${at}`, why: nameless(output, failure) }];
        }),
      );
      const between = study.result.bars.flatMap(({ id, missing, unit, shown }): Lack[] => {
        if (missing === undefined) return [];
        const { count, tried, value, position, failure } = missing;
        const at =
          value === undefined
            ? printInput(position, { unit: "1" }, "position")
            : printInput(value, { unit, shown }, "value");
        return [{ where: `${id} at ${count} of ${tried} places, first ${at}`, why: nameless(output, failure) }];
      });
      return [
        ...of(output, lacks.length, `${2 * study.result.bars.length} ends`, lacks, "they count as the base case"),
        ...of(output, between.length, "the ranges between their ends", between, "the bars leave that out"),
      ];
    }
    case "spider": {
      const { lines, by } = study.result;
      const lacks = lines.flatMap(({ id, points }) =>
        points.flatMap(({ x, failure }): Lack[] =>
          failure === undefined
            ? []
            : [
                {
                  where: `${id} at ${by === "range" ? printInput(x, { unit: "1" }, "position") : printInput(1 + x, { unit: "1" }, "factor")}`,
                  why: nameless(output, failure),
                },
              ],
        ),
      );
      const all = lines.reduce((sum, { points }) => sum + points.length, 0);
      return of(output, lacks.length, `${describeNumber(all)} points`, lacks, "they are left out");
    }
    case "elasticity": {
      const lacks = study.result.left
        .filter(({ reason }) => reason.startsWith("the model fails"))
        .map(({ id, reason }) => ({ where: id, why: reason }));
      const all = study.result.inputs.length + study.result.left.length;
      return of(output, lacks.length, `${all} assumptions`, lacks, "they are left out");
    }
    case "two-way": {
      const { rows, columns, gaps } = study.result;
      const width = columns.values.length;
      const place = (axis: typeof rows, index: number): string =>
        `${axis.id} = ${printInput(axis.values[index] ?? 0, axis, axis.how)}`;
      const lacks = gaps.first.map((gap) => ({
        where: `${place(rows, Math.floor(gap.draw / width))}, ${place(columns, gap.draw % width)}`,
        why: because(output, gap),
      }));
      return of(output, gaps.count, `${describeNumber(rows.values.length * width)} cells`, lacks, "they are empty");
    }
    case "break-even": {
      const { gaps, failure, input } = study.result;
      const place = (x: number): string => printInput(x, input, input.how);
      if (!failure) return [];
      const lacks = [{ where: `${input.id} at ${place(failure.at)}`, why: because(output, failure) }];
      const stretches = gaps
        .map(({ from, to }) => (from === to ? place(from) : `${place(from)} to ${place(to)}`))
        .join(", ");
      return [
        {
          rule: "sweep/no-result",
          severity: "warning",
          message: `\`${output}\` has no finite result with ${input.id} ${stretches === "" ? "at some places" : `at ${stretches}`}; nothing is found there`,
          notes: lacks.map(({ where, why }) => `${where}: ${why}`),
        },
      ];
    }
    case "scenarios": {
      const { columns, base, rows } = study.result;
      return columns.flatMap(({ name, kind }, j) => {
        if (kind === "margin") return [];
        const lacks = [base, ...rows].flatMap((row): Lack[] => {
          const failure = row.cells[j]?.failure;
          return failure === undefined
            ? []
            : [{ where: row.name === "base" ? "base case" : `scenario ${row.name}`, why: nameless(name, failure) }];
        });
        return of(name, lacks.length, `${rows.length + 1} scenarios`, lacks, "they have none in the table");
      });
    }
    case "monte-carlo": {
      const { summaries, n } = study.result;
      return summaries.flatMap((s, index) =>
        s.kind === "margin" && summaries[index - 1]?.name === s.name ? [] : draws(s.name, s.gaps, n, s.count),
      );
    }
    case "importance":
      return draws(output, study.result.gaps, drawn?.runs ?? 0);
    case "sobol": {
      const { gaps, runs, n, droppedRows } = study.result;
      return draws(output, gaps, runs, n - droppedRows, `${droppedRows} of ${n} rows are left out`, "run");
    }
    case "information":
      return draws(output, study.result.gaps, drawn?.runs ?? 0);
  }
}
