import { describeNumber, describeUnit } from "../assumptions/register/describe.js";
import { fromBlocks } from "../assumptions/units/block-units.js";
import { type FormatContext, type FormatSpec, formatValue, ofDifference } from "../notebook/library/format.js";
import type { Cell, Column, DataTable, OutputDeclaration } from "../notebook/types.js";
import { gapsOf } from "./gaps.js";
import { isMet, placeOf } from "./numerics/roots.js";
import { refuse } from "./refusals.js";
import type { StudyRequest } from "./request.js";
import type { StudyResult } from "./result.js";
import { breakEvenWords } from "./studies/break-even-words.js";
import { sizeOf } from "./studies/elasticity.js";
import type { Importance } from "./studies/importance.js";
import { levelOf, MEANING, type NumberSummary, type Summary } from "./studies/monte-carlo.js";
import type { ScenarioCell } from "./studies/scenarios.js";
import type { SpiderLine } from "./studies/spider.js";
import type { Bar, Tornado } from "./studies/tornado.js";
import { type ResultNames, resultLabel } from "./words.js";

/** How results are named and printed. */
export interface Naming extends ResultNames {
  outputs: ReadonlyMap<string, OutputDeclaration>;
  convert: FormatContext["convert"];
  /** The block that holds a result, so that it can be named where a number is missing. */
  blockOf?(name: string): string | undefined;
}

/** What a study gives to prose, and its rows. */
export interface Presented {
  /** Plain data to be quoted by path. */
  value: Readonly<Record<string, unknown>>;
  table: DataTable;
  /** Said beside the study: what was left out, what a share of draws means. */
  remarks: readonly string[];
  /** Where it had no finite result and went on without: those of the remarks that whoever builds the memo must hear of. */
  gaps: readonly string[];
}

/** `mef.base` as a path segment of prose: `mef_base`. */
export const keyOf = (name: string): string => name.replace(/[^A-Za-z0-9]+/g, "_");

/** An output's number as it is declared to be printed; six significant digits where nothing is declared. */
export function printOutput(name: string, value: number | undefined, { outputs, convert }: Naming): string {
  if (value === undefined || !Number.isFinite(value)) return "\u2013";
  const declared = outputs.get(name);
  if (!declared || declared.format.style === "text") return describeNumber(Number(value.toPrecision(4)));
  return formatValue(value, declared.format, { unit: declared.unit, convert });
}

/** The unit of an assumption's number, and the one people see. */
export interface PrintedIn {
  unit: string;
  shown?: string | undefined;
}

const PURE: PrintedIn = { unit: "1" };

/**
 * A difference of two of an output's numbers, such as what it is worth to know more, with as many digits as it takes for what isn't 0 not
 * to read as 0.
 */
export function printDifference(name: string, value: number, naming: Naming): string {
  const declared = naming.outputs.get(name);
  if (!declared || declared.format.style === "text") return printOutput(name, value, naming);
  const { unit, shown } = declared;
  const format = ofDifference(declared.format);
  const print = (digits: number): string =>
    formatValue(
      value,
      { ...format, digits },
      { unit, ...(shown === undefined ? {} : { shown }), convert: naming.convert },
    );
  const least = format.digits ?? 0;
  let digits = least;
  while (value !== 0 && digits < 12 && !/[1-9]/.test(print(digits).replace(/\D*$/, ""))) digits++;
  return digits > least
    ? print(digits)
    : formatValue(value, format, { unit, ...(shown === undefined ? {} : { shown }), convert: naming.convert });
}

/** A standard error of a result to two significant digits, in the unit that the result is printed in. */
function printError(name: string, error: number, naming: Naming): string {
  const declared = naming.outputs.get(name);
  if (!declared || declared.format.style === "text" || !Number.isFinite(error))
    return Number.isFinite(error) ? describeNumber(Number(error.toPrecision(2))) : "\u2013";
  const { digits: _, sign: __, ...format } = ofDifference(declared.format);
  const { unit, shown } = declared;
  return formatValue(
    error,
    { ...format, significant: 2 },
    { unit, ...(shown === undefined ? {} : { shown }), convert: naming.convert },
  );
}

/** An assumption's number with its unit, to three significant digits. */
export function printInput(value: number, { unit, shown }: PrintedIn, how: string): string {
  const seen = how === "value" ? fromBlocks(value, shown) : value;
  const number = describeNumber(Number(seen.toPrecision(3)));
  if (how === "position")
    return value === 0
      ? "the base"
      : Math.abs(value) === 1
        ? `its ${value < 0 ? "low" : "high"} end`
        : `${number} of the way to its ${value < 0 ? "low" : "high"} end`.replace("\u2212", "");
  if (how === "factor") return `${number} times the base`;
  const printed = describeUnit(shown ?? unit);
  if (printed === "") return number;
  if (/^[%\u2030]/.test(printed)) return number + printed;
  // "$4", "$4M", "$4/W": money stands before its amount.
  const money = /^([$\u20ac\u00a3\u00a5])([kMBT]?)(.*)$/.exec(printed);
  if (!money) return `${number} ${printed}`;
  const [, sign = "", scale = "", rest = ""] = money;
  return `${sign}${number}${scale}${rest}`.replace(`${sign}\u2212`, `\u2212${sign}`);
}

const MOST_NAMED = 3;

/** How a remark on series begins that are drawn otherwise than single numbers. */
export const AS_A_WHOLE = "Drawn as a whole, as often below the register's values as above them: ";

function drawnAsWhole(ids: readonly string[] = []): string[] {
  if (ids.length === 0) return [];
  const more = ids.length - MOST_NAMED;
  const named = more > 0 ? [...ids.slice(0, MOST_NAMED), `${more} more series and tables`] : ids;
  return [`${AS_A_WHOLE}${listed(named)}; single numbers follow their distribution, however unlike its two sides.`];
}

/** `a, b and c`. */
const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;

const text = (key: string, label: string): Column => ({ key, label, align: "left" });
const number = (key: string, label: string, format?: FormatSpec, unit?: string): Column => ({
  key,
  label,
  align: "right",
  format,
  ...(unit !== undefined && unit !== "1" ? { unit } : {}),
});

/** The rows of a study and its values for prose. Rows beyond `top` are left out of the table and said to be. */
export function present(study: StudyResult, request: StudyRequest, naming: Naming): Presented {
  const presented = presentFound(study, request, naming);
  const gaps = gapsOf(study, request.outputs[0] ?? "", {
    label: (name) => resultLabel(name, naming),
    blockOf: (name) => naming.blockOf?.(name),
    input: printInput,
  });
  return { ...presented, remarks: [...presented.remarks, ...drawnAsWhole(study.unlike), ...gaps], gaps };
}

function presentFound(study: StudyResult, request: StudyRequest, naming: Naming): Omit<Presented, "gaps"> {
  const [output = ""] = request.outputs;
  const declared = naming.outputs.get(output);
  const format = declared?.format.style === "text" ? undefined : declared?.format;
  const unit = declared?.unit;
  const result = (key: string, label: string): Column => number(key, label, format, unit);
  const byId = <T extends { id: string }>(list: readonly T[]): Record<string, T> =>
    Object.fromEntries(list.map((one) => [keyOf(one.id), one]));
  const cut = <T>(list: readonly T[]): { shown: readonly T[]; remarks: string[] } => ({
    shown: list.slice(0, request.top),
    remarks:
      list.length > request.top
        ? [
            list.length - request.top === 1
              ? "1 that moves it less is left out."
              : `${list.length - request.top} that move it less are left out.`,
          ]
        : [],
  });
  // What was asked for by name is named; of the whole register, how many there are for each reason.
  const leftOut = (left: readonly { id: string; reason: string }[]): string[] => {
    if (left.length === 0) return [];
    if (request.over !== undefined || left.length <= MOST_NAMED)
      return [`Not tried: ${left.map(({ id, reason }) => `${id} (${reason})`).join(", ")}.`];
    return [...new Set(left.map(({ reason }) => reason))].map((reason) => {
      const count = left.filter((one) => one.reason === reason).length;
      return count === 1 ? `1 is not tried, because ${reason}.` : `${count} are not tried, each because ${reason}.`;
    });
  };

  switch (study.kind) {
    case "tornado": {
      const { bars, base, unmoved, left } = study.result;
      const { shown, remarks } = cut(bars);
      const print = (y: number): string => printOutput(output, y, naming);
      const turning = shown.some((bar) => turnsOf(bar, print).length > 0);
      return {
        value: { base, first: bars[0], bars, by: byId(bars), count: bars.length, unmoved, left },
        table: {
          columns: [
            text("label", "Assumption"),
            text("low", "Low end"),
            text("high", "High end"),
            result("at_low", "At the low end"),
            result("at_high", "At the high end"),
            ...(turning ? [text("inside", "Between them")] : []),
            number("reach", "Moves it by", format && ofDifference(format), unit),
          ],
          rows: shown.map((bar) => [
            bar.label,
            bar.low.value === undefined ? "low path" : printInput(bar.low.value, bar, "value"),
            bar.high.value === undefined ? "high path" : printInput(bar.high.value, bar, "value"),
            bar.low.output ?? null,
            bar.high.output ?? null,
            ...(turning ? [turnsOf(bar, print).join(", ") || null] : []),
            bar.reach,
          ]),
        },
        remarks: [
          ...remarks,
          ...tornadoRemarks(study.result, shown, print),
          ...(unmoved.length > 0
            ? [`${unmoved.length} with a range leave${unmoved.length === 1 ? "s" : ""} it where it is.`]
            : []),
          ...leftOut(left),
        ],
      };
    }
    case "two-way": {
      const { rows, columns, cells, base, baseValue, holds, flips } = study.result;
      const place = (axis: typeof rows, index: number): string =>
        `${printInput(axis.values[index] ?? 0, axis, axis.how)}${axis.base === index ? " (base)" : ""}`;
      return {
        value: { base: baseValue, rows: rows.values, columns: columns.values, cells, holds, flips },
        table: {
          columns: [text("row", rows.label), ...columns.values.map((_, j) => result(`c${j}`, place(columns, j)))],
          rows: cells.map((row, i) => [place(rows, i), ...row.map((cell) => cell ?? null)]),
        },
        remarks: base ? [`Down: ${rows.label}. Across: ${columns.label}.`] : [],
      };
    }
    case "break-even": {
      const found = study.result;
      const words = breakEvenWords(found, {
        input: (x) => printInput(x, found.input, found.input.how),
        output: (y) => (found.claim ? describeNumber(Number(y.toPrecision(3))) : printOutput(output, y, naming)),
      });
      const met = found.roots.filter((root) => found.claim || isMet(root));
      const places = met.map(placeOf);
      return {
        value: {
          at: places[0],
          roots: places,
          reached: places.length > 0,
          kinds: met.map(({ kind }) => kind),
          passed: found.roots.filter((root) => !met.includes(root)).map(placeOf),
          more: found.more,
          words,
          base: found.base.at,
          binds: found.binds ?? found.binding[0]?.label,
          gaps: found.gaps,
        },
        table: {
          columns: [text("output", "Result"), text("input", "Assumption"), text("words", "Where")],
          rows: [[resultLabel(output, naming), found.input.label, words]],
        },
        remarks: [],
      };
    }
    case "scenarios": {
      const { columns, base, rows } = study.result;
      const kept = columns.flatMap((column, index) => (column.kind === "margin" ? [] : [{ column, index }]));
      const cellOf = (cell: ScenarioCell | undefined, kind: string): Cell =>
        cell?.failure !== undefined
          ? "no result"
          : kind === "claim"
            ? cell?.holds
              ? "holds"
              : "fails"
            : kind === "text"
              ? (cell?.text ?? null)
              : (cell?.value ?? null);
      const values = (cells: readonly ScenarioCell[]): Record<string, Cell> =>
        Object.fromEntries(
          kept.map(({ column, index }) => [
            keyOf(column.name),
            column.kind === "claim" ? (cells[index]?.holds ?? null) : cellOf(cells[index], column.kind),
          ]),
        );
      const changes = (cells: readonly ScenarioCell[]): Record<string, number | null> =>
        Object.fromEntries(
          kept.flatMap(({ column, index }) =>
            column.kind === "number" ? [[keyOf(column.name), cells[index]?.difference ?? null]] : [],
          ),
        );
      const differences = request.kind === "scenarios" && request.differences === true;
      const all = [base, ...rows];
      return {
        value: {
          ...Object.fromEntries(
            all.map((row) => [
              keyOf(row.name),
              {
                ...values(row.cells),
                change: changes(row.cells),
                title: row.title,
                broken: row.broken,
                mended: row.mended,
              },
            ]),
          ),
          rows: rows.map((row) => ({ name: row.name, title: row.title, ...values(row.cells) })),
          count: rows.length,
        },
        table: {
          columns: [
            text("scenario", "Scenario"),
            ...kept.flatMap(({ column }) => {
              const about = naming.outputs.get(column.name);
              const label = resultLabel(column.name, naming);
              if (column.kind !== "number") return [text(column.name, label)];
              const signed = about?.format && { ...ofDifference(about.format), sign: true };
              return [
                number(column.name, label, about?.format, about?.unit),
                ...(differences ? [number(`${column.name}_change`, "against base", signed, about?.unit)] : []),
              ];
            }),
          ],
          rows: all.map((row) => [
            row.title,
            ...kept.flatMap(({ column, index }) => [
              cellOf(row.cells[index], column.kind),
              ...(differences && column.kind === "number"
                ? [row === base ? null : (row.cells[index]?.difference ?? null)]
                : []),
            ]),
          ]),
        },
        remarks: [],
      };
    }
    case "monte-carlo": {
      const { n, seed, drawn, summaries } = study.result;
      for (const { name, count, gaps } of summaries) someDraws(name, count, gaps.first[0]?.message);
      const numbers = summaries.filter((s): s is NumberSummary => s.kind === "number");
      const shares = summaries.flatMap(sharesOf);
      const label = (name: string): string => resultLabel(name, naming);
      return {
        value: {
          n,
          seed,
          drawn,
          meaning: MEANING,
          ...Object.fromEntries(
            numbers.map((s) => [
              keyOf(s.name),
              {
                mean: s.mean.value,
                sd: s.standardDeviation,
                least: s.least,
                most: s.most,
                ...Object.fromEntries(s.quantiles.map((q) => [`p${100 * q.level}`, q.value])),
                error: levelOf(s, 0.5).error,
                errors: Object.fromEntries([
                  ["mean", s.mean.error],
                  ...s.quantiles.map((q) => [`p${100 * q.level}`, q.error]),
                ]),
              },
            ]),
          ),
          ...Object.fromEntries(
            summaries.flatMap((s) =>
              s.kind === "claim"
                ? [[keyOf(s.name), { probability: s.probability.value, error: s.probability.error }]]
                : [],
            ),
          ),
          ...Object.fromEntries(
            summaries.flatMap((s) =>
              s.kind === "text"
                ? [[keyOf(s.name), Object.fromEntries(s.frequencies.map((f) => [keyOf(f.text), f.value]))]]
                : [],
            ),
          ),
        },
        table:
          numbers.length > 0
            ? {
                columns: [
                  text("result", "Result"),
                  ...["P10", "± P10", "P50", "± P50", "P90", "± P90", "P50 of half"].map((l) => ({
                    key: l,
                    label: l,
                    align: "right" as const,
                  })),
                  ...(shares.length > 0
                    ? [
                        { key: "share", label: "Share of draws", align: "right" as const },
                        { key: "share_error", label: "± share", align: "right" as const },
                      ]
                    : []),
                ],
                rows: [
                  ...numbers.map((s) => [
                    label(s.name),
                    ...([0.1, 0.5, 0.9] as const).flatMap((level) => {
                      const { value, error } = levelOf(s, level);
                      return [printOutput(s.name, value, naming), printError(s.name, error, naming)];
                    }),
                    printOutput(s.name, levelOf(s, 0.5).half, naming),
                    ...(shares.length > 0 ? [null, null] : []),
                  ]),
                  ...shares.map((s) => [
                    `${label(s.name)}${s.text === undefined ? "" : `: ${s.text}`}`,
                    ...Array.from({ length: 7 }, () => null),
                    shareText(s.value),
                    shareErrorText(s.error),
                  ]),
                ],
              }
            : {
                columns: [
                  text("result", "Result"),
                  ...["Share of draws", "± share", "Share of half the draws"].map((l) => ({
                    key: l,
                    label: l,
                    align: "right" as const,
                  })),
                ],
                rows: shares.map((s) => [
                  `${label(s.name)}${s.text === undefined ? "" : `: ${s.text}`}`,
                  shareText(s.value),
                  shareErrorText(s.error),
                  shareText(s.half),
                ]),
              },
        remarks: [
          `${describeNumber(n)} draws of ${drawn} assumptions, seed ${seed}.`,
          ...fewDraws(numbers),
          PLUS_MINUS,
          MEANING,
        ],
      };
    }
    case "importance": {
      const { inputs, mean, gaps, correlated } = study.result;
      someDraws(output, Number.isNaN(mean) ? 0 : 1, gaps.first[0]?.message);
      const { shown, remarks } = cut(inputs);
      return {
        value: { mean, first: inputs[0], inputs, by: byId(inputs) },
        table: {
          columns: [
            text("label", "Assumption"),
            number("first", "First-order share", { style: "percent", digits: 1 }),
            number("first_error", "± share", { style: "percent", digits: 1 }),
            number("rank", "Rank correlation", { style: "number", digits: 2 }),
            number("rank_error", "± rank", { style: "number", digits: 2 }),
            result("low", "Mean, lowest tenth"),
            result("high", "Mean, highest tenth"),
            { key: "mean_error", label: "± mean", align: "right" },
          ],
          rows: shown.map((i) => [
            i.label,
            i.firstOrder,
            i.firstOrderError,
            i.spearman,
            i.spearmanError,
            i.low,
            i.high,
            printError(output, Math.max(i.lowError, i.highError), naming),
          ]),
        },
        remarks: [
          ...remarks,
          PLUS_MINUS,
          MEANING,
          ...humps(shown, (y) => printOutput(output, y, naming)),
          ...(correlated ? ["Inputs are correlated: each also has the share of what it goes with."] : []),
        ],
      };
    }
    case "sobol": {
      const { inputs, n, runs, mean, variance, pairs, droppedRows, gaps } = study.result;
      someDraws(output, n - droppedRows, gaps.first[0]?.message);
      const sorted = [...inputs].sort((a, b) => b.total.value - a.total.value);
      const { shown, remarks } = cut(sorted);
      const share = (key: string, label: string): Column => number(key, label, { style: "number", digits: 3 });
      return {
        value: {
          mean,
          variance,
          n,
          runs,
          first: sorted[0],
          inputs: sorted,
          by: byId(sorted),
          pairs: Object.fromEntries(pairs.map(({ a, b, share }) => [`${keyOf(a)}_${keyOf(b)}`, share])),
        },
        table: {
          columns: [
            text("label", "Assumption"),
            share("first", "First order"),
            share("first_low", "First order from"),
            share("first_high", "First order to"),
            share("total", "Total"),
            share("total_low", "Total from"),
            share("total_high", "Total to"),
          ],
          rows: shown.map(({ label, first, total }) => [
            label,
            first.value,
            first.low,
            first.high,
            total.value,
            total.low,
            total.high,
          ]),
        },
        remarks: [
          ...remarks,
          `N = ${n}, ${describeNumber(runs)} runs; 95% intervals by bootstrap.`,
          ...(inputs.length === 0 ? ["It is the same in every run, so there is no variance to share."] : []),
          ...largestPairs(pairs),
          ...(droppedRows > 0
            ? [
                `${describeNumber(droppedRows)} of the ${n} rows, each with a run that gives no finite number, are left out.`,
              ]
            : []),
        ],
      };
    }
    case "elasticity": {
      const { inputs, base, left } = study.result;
      const { shown, remarks } = cut(inputs.filter((one) => sizeOf(one) !== 0));
      const two = (key: string, label: string): Column => number(key, label, { style: "number", digits: 2 });
      return {
        value: { base, first: inputs[0], inputs, by: byId(inputs), left },
        table: {
          columns: [
            text("label", "Assumption"),
            two("value", "Elasticity"),
            two("below", "from below"),
            two("above", "from above"),
          ],
          rows: shown.map((i) => [i.label, i.value, i.below, i.above]),
        },
        remarks: [
          ...remarks,
          ...(shown.some(({ kinked }) => kinked)
            ? [
                `At a kink, where its two sides are what tells: ${listed(shown.filter(({ kinked }) => kinked).map((i) => i.label))}.`,
              ]
            : []),
          ...leftOut(left),
        ],
      };
    }
    case "spider": {
      const { lines, base, by, left } = study.result;
      const head = (x: number): string =>
        by === "percent"
          ? `${x > 0 ? "+" : ""}${describeNumber(Number((100 * x).toPrecision(3)))}%`
          : describeNumber(Number(x.toPrecision(3)));
      const { shown, remarks } = cut(
        lines.filter(
          ({ least, most, points }) => most.output !== least.output || points.some((p) => p.output === undefined),
        ),
      );
      const [first] = shown;
      return {
        value: { base, lines, by: byId(lines), left },
        table: {
          columns: [text("label", "Assumption"), ...(first?.points ?? []).map(({ x }, i) => result(`p${i}`, head(x)))],
          rows: shown.map(({ label, points }) => [label, ...points.map((p) => p.output ?? null)]),
        },
        remarks: [...remarks, ...between(shown, by, (y) => printOutput(output, y, naming)), ...leftOut(left)],
      };
    }
    case "information": {
      const { options, choice, perfect, inputs, noise } = study.result;
      const { shown, remarks } = cut(inputs);
      const rows = [{ label: "everything", ...perfect }, ...shown];
      // What the draws can't tell from nothing isn't nothing: it is said in words, and then so is the rest of its column.
      const inWords = rows.some(({ value, error }) => value < 2 * error);
      const worth = ({ value, error }: { value: number; error: number }): string =>
        value < 2 * error
          ? `less than ${printDifference(output, 2 * error, naming)}`
          : printDifference(output, value, naming);
      const column = (key: string, label: string): Column =>
        inWords ? { key, label, align: "right" } : number(key, label, format && ofDifference(format), unit);
      return {
        value: { choice, perfect: perfect.value, error: perfect.error, options, inputs, by: byId(inputs), noise },
        table: {
          columns: [text("label", "Knowing"), column("value", "is worth"), column("error", "Standard error")],
          rows: rows.map((row): Cell[] => [
            row.label,
            inWords ? worth(row) : row.value,
            row.error === 0 ? null : inWords ? printDifference(output, row.error, naming) : row.error,
          ]),
        },
        remarks: [
          ...remarks,
          ...(noise > 0 ? [`Up to ${printDifference(output, noise, naming)} is what chance alone gives.`] : []),
          MEANING,
        ],
      };
    }
  }
}

/** A place along an assumption's range, as a phrase. */
const placeWords = ({ position, value }: { position: number; value?: number }, about: PrintedIn): string =>
  value === undefined || position === 0 ? printInput(position, PURE, "position") : printInput(value, about, "value");

/** What an output comes to between the ends of a range where that is more than at the ends: "36.0 at 6". */
function turnsOf(
  bar: Pick<Bar, "least" | "most" | "monotone" | "low" | "high" | "unit" | "shown">,
  print: (y: number) => string,
): string[] {
  const { least, most, monotone, low, high } = bar;
  if (monotone && low.failure === undefined && high.failure === undefined) return [];
  // A base case between two ends that move it alike is the turn itself.
  return [least, most].flatMap((turn) =>
    Math.abs(turn.position) === 1 ||
    (monotone && turn.position === 0) ||
    turn.output === low.output ||
    turn.output === high.output
      ? []
      : [`${print(turn.output)} at ${placeWords(turn, bar)}`],
  );
}

/** What a tornado's ends don't tell. */
function tornadoRemarks({ holds }: Tornado, shown: readonly Bar[], print: (y: number) => string): string[] {
  const turns = shown.flatMap((bar) => {
    const found = bar.unbounded ? [] : turnsOf(bar, print);
    return found.length === 0 ? [] : [`${bar.label} (${found.join(", ")})`];
  });
  const flipping = shown.filter(({ flips, low, high }) => flips && low.holds !== !holds && high.holds !== !holds);
  return [
    ...(turns.length > 0 ? [`Further between the ends of the range than at them: ${listed(turns)}.`] : []),
    ...shown.flatMap(({ label, unit, shown, unbounded }) =>
      unbounded
        ? [
            `${label} takes it past all bounds near ${placeWords(unbounded, { unit, shown })}; its bar ends at the places tried.`,
          ]
        : [],
    ),
    ...(flipping.length > 0
      ? [`It flips between the ends of the range, not at them: ${listed(flipping.map(({ label }) => label))}.`]
      : []),
  ];
}

/** Where lines go further between their points than at them. */
function between(lines: readonly SpiderLine[], by: "range" | "percent", print: (y: number) => string): string[] {
  const place = (x: number): string =>
    by === "range" ? printInput(x, PURE, "position") : printInput(1 + x, PURE, "factor");
  const turns = lines.flatMap(({ label, points, least, most, unbounded }) => {
    const found = [least, most].filter(({ x, output }) => output !== undefined && !points.some((p) => p.x === x));
    const said = found.map(({ x, output = 0 }) => `${print(output)} at ${place(x)}`);
    return unbounded ? [`${label} (past all bounds)`] : said.length === 0 ? [] : [`${label} (${said.join(", ")})`];
  });
  return turns.length === 0 ? [] : [`Further between the places shown than at them: ${listed(turns)}.`];
}

/** Refuses a study that is left with nothing. */
function someDraws(name: string, count: number, why: string | undefined): void {
  if (count === 0)
    refuse("sensitivity/no-draws", `no draw has a result for \`${name}\``, {
      expected: "a result at some of them",
      ...(why === undefined ? {} : { notes: [`at the first: ${why}`] }),
    });
}

/** The shares that pairs have beyond those of each, as a sentence. */
function largestPairs(pairs: readonly { a: string; b: string; share: number }[]): string[] {
  if (pairs.length === 0) return [];
  const sorted = [...pairs].sort((p, q) => q.share - p.share).slice(0, MOST_NAMED);
  const said = sorted.map(({ a, b, share }) => `${a} with ${b} ${describeNumber(Number(share.toFixed(3)))}`);
  return [`Pairs beyond each alone: ${said.join(", ")}.`];
}

/** A share of draws: what isn't none or all of them is never printed as it. */
function shareText(x: number): string {
  const tenths = Number((100 * x).toFixed(1));
  if (tenths === 0 && x > 0) return "less than 0.1%";
  if (tenths === 100 && x < 1) return "more than 99.9%";
  return `${describeNumber(tenths)}%`;
}

const shareErrorText = (error: number): string => `${describeNumber(Number((100 * error).toPrecision(2)))}%`;

/** What ± says where a table has it. */
const PLUS_MINUS = "± is a standard error, as if draws were independent; these do better.";

/** Draws beyond a quantile below which it is told how few there are. */
const FEW = 10;

function fewDraws(summaries: readonly NumberSummary[]): string[] {
  const beyond = Math.min(...summaries.map(({ count }) => Math.floor(count / 10)));
  return summaries.length > 0 && beyond < FEW
    ? [
        `Too few draws for P10 and P90: ${beyond === 0 ? "none lies" : beyond === 1 ? "one lies" : `${beyond} lie`} beyond each.`,
      ]
    : [];
}

/** Inputs between whose lowest and highest tenth the mean goes further than in both, by more than the draws leave open. */
function humps(inputs: readonly Importance[], print: (y: number) => string): string[] {
  const found = inputs.flatMap(({ label, means, meanErrors, low, high, lowError, highError }) =>
    [1, -1].flatMap((way) => {
      const [end, endError] = way * low > way * high ? [low, lowError] : [high, highError];
      const best = means.reduce((at, mean, i) => (way * mean > way * (means[at] ?? mean) ? i : at), 0);
      const beyond = way * ((means[best] ?? end) - end);
      return beyond > 3 * Math.hypot(endError, meanErrors[best] ?? 0)
        ? [`${label} (${print(means[best] ?? end)} in its ${ORDINALS[best] ?? `${best + 1}th`} tenth)`]
        : [];
    }),
  );
  return found.length === 0 ? [] : [`Further in between than in its lowest and highest tenth: ${listed(found)}.`];
}

const ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/** Claims and texts as shares of draws. */
function sharesOf(summary: Summary): { name: string; text?: string; value: number; error: number; half: number }[] {
  if (summary.kind === "claim") return [{ name: summary.name, ...summary.probability }];
  if (summary.kind === "text") return summary.frequencies.map((f) => ({ name: summary.name, ...f }));
  return [];
}
