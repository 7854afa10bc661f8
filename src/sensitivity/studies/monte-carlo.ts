import { describeNumber } from "../../assumptions/register/describe.js";
import { least } from "../../lists.js";
import type { Cell, DataTable } from "../../notebook/types.js";
import { likeWritten } from "../../text/counts.js";
import { type Bin, MOST_BINS } from "../methods/histogram.js";
import {
  type Estimate,
  LEVELS,
  levelOf,
  MEANING,
  type NumberSummary,
  type Summary,
  summarise,
} from "../methods/monte-carlo.js";
import { shareError } from "../numerics/statistics.js";
import type { OutputColumn } from "../points.js";
import { keyOf, type Naming, printError, printExact, printOutput } from "../printing.js";
import { refuse } from "../refusals.js";
import { resultLabel } from "../words.js";
import type { Asked, Sampling } from "./parts/asked.js";
import { printed, text } from "./parts/columns.js";
import { boundsOf, commandLine, DRAWS, samplingOf } from "./parts/command-line.js";
import { drawnTogether, PLUS_MINUS, shareErrorText, shareText, someDraws } from "./parts/draws.js";
import { SHOWN } from "./parts/gap-words.js";
import { OUTPUTS, samplingKeys } from "./parts/keys.js";
import { type DataRows, dataRows } from "./parts/rows.js";
import type { StudyType } from "./study-type.js";

export interface MonteCarloRequest extends Asked<"monte-carlo">, Sampling {
  /** How the one number it is about lies, bin by bin, instead of its quantiles. */
  show?: "histogram";
}

const SHOWN_AS = ["quantiles", "histogram"] as const;

export interface MonteCarlo {
  /** Draws, the seed of them, and assumptions that were drawn. */
  n: number;
  seed: number;
  drawn: number;
  summaries: readonly Summary[];
}

/** What the ranges imply together. */
export const monteCarlo: StudyType<MonteCarloRequest, MonteCarlo> = {
  title: "Monte Carlo",
  hasChart: true,

  keys: {
    outputs: { ...OUTPUTS, about: "The outputs, claims and texts it is about." },
    show: {
      value: "`quantiles` or `histogram`",
      about:
        "What chart and table show: unless told P10, P50 and P90, or of one number the share of draws in each bin, as wide as the rule of Freedman and Diaconis has it; where the middle half of them is one value, that of Scott; and at most 60 of them.",
    },
    ...samplingKeys(),
  },
  quotes: {
    n: { print: "number 0", about: "Draws." },
    seed: { print: "number 0", about: "Their seed." },
    drawn: { print: "number 0", about: "Assumptions that were drawn." },
    meaning: { print: "text", about: "What a share of draws means, in a sentence." },
    ...Object.fromEntries(
      (
        [
          ["mean", "The mean."],
          ["sd", "The standard deviation."],
          ["least", "The lowest of all draws."],
          ["most", "The highest."],
          ...LEVELS.map((level): [string, string] => [`p${100 * level}`, `${100 * level} of 100 draws are lower.`]),
          ["error", "Standard error of `p50`."],
        ] as const
      ).map(([key, about]) => [`<number>.${key}`, { print: "number 4sf", of: "result", about }]),
    ),
    "<number>.errors": { of: "result", about: "Standard errors of mean and quantiles: `errors.mean`, `errors.p90`." },
    "<number>.bins": {
      about: "With `show: histogram`: the bins as a list, `bins.0.from`, `bins.0.to` and `bins.0.share`.",
    },
    "<number>.histogram": { about: "With `show: histogram`: the bins in words, for an alternative text." },
    "<claim>.probability": { print: "percent 0", about: "The share of draws in which it holds." },
    "<claim>.error": { print: "percent 1", about: "The standard error of that share." },
    "<text>.<words>": { about: "Of an output that is a text: the share of draws in which it says these words." },
  },
  read: (settings, bounds) => {
    const isHistogram = settings.choice("show", SHOWN_AS) === "histogram";
    return {
      kind: "monte-carlo",
      outputs: isHistogram ? settings.one("outputs") : settings.some("outputs"),
      ...(isHistogram ? { show: "histogram" as const } : {}),
      ...settings.sampling(),
      ...bounds,
    };
  },
  commandLine: commandLine({
    about: "what the ranges imply together: quantiles, and how often a claim holds",
    results: { many: true, about: "outputs, claims and texts" },
    options: DRAWS,
    request: (outputs, given): MonteCarloRequest => ({
      kind: "monte-carlo",
      outputs,
      ...samplingOf(given),
      ...boundsOf(given),
    }),
  }),

  draw: (request, all) =>
    drawnTogether(request, all, (draws, columns, runs) => ({
      n: request.draws,
      seed: request.seed,
      drawn: draws.inputs.length,
      summaries: summarise(draws, columns, runs, { binned: isBinned(request, columns) }),
    })),
  quotesDraws: ({ summaries }) => summaries.some(({ gaps }) => gaps.count > 0),

  valueType: () => "any",

  says: (value, { outputs }) =>
    outputs.flatMap((output) => {
      const { p10, p90 } = (value[keyOf(output)] ?? {}) as { p10?: unknown; p90?: unknown };
      return typeof p10 === "number" && typeof p90 === "number" ? [[output, { band: [p10, p90] }] as const] : [];
    }),

  show: ({ n, seed, drawn, summaries }, _, naming) => {
    for (const { name, count, gaps } of summaries) someDraws(name, count, gaps.first[0]?.message);
    const numbers = summaries.filter((s): s is NumberSummary => s.kind === "number");
    return {
      value: {
        n,
        seed,
        drawn,
        meaning: MEANING,
        ...Object.fromEntries(numbers.map((s) => [keyOf(s.name), numberValue(s, naming)])),
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
      table: numbers[0]?.bins
        ? binTable(numbers[0], naming)
        : numbers.length > 0
          ? quantileTable(numbers, summaries, naming)
          : shareTable(summaries, naming),
      remarks: [
        `${describeNumber(n)} draws of ${drawn} assumptions, seed ${seed}.`,
        ...fewDraws(numbers),
        ...(numbers[0]?.bins ? binRemarks(numbers[0]) : []),
        PLUS_MINUS,
        MEANING,
      ],
    };
  },

  gaps: ({ summaries }, words) =>
    summaries.flatMap(({ kind, name, gaps }) => {
      // A claim's margin lacks what the claim lacks.
      if (kind === "margin") return [];
      const values = (gaps.first[0]?.inputs ?? []).flatMap(({ id, value }) =>
        value === undefined ? [] : [`${id} ${describeNumber(likeWritten(value))}`],
      );
      return words.draws(
        name,
        gaps.count,
        gaps.first,
        values.length > 0 ? `, at ${values.slice(0, SHOWN).join(", ")}` : "",
      );
    }),
  troubles: ({ summaries, n }, troubles) =>
    summaries.flatMap(({ kind, name, gaps, count }, index) =>
      kind === "margin" && summaries[index - 1]?.name === name ? [] : troubles.draws(gaps, n, { name, kept: count }),
    ),

  rows: ({ summaries }) => summaryRows(summaries),
};

/** @throws MemoError for a histogram of what is no number. */
function isBinned({ show }: MonteCarloRequest, [column]: readonly OutputColumn[]): boolean {
  if (show === "histogram" && column && column.kind !== "number")
    refuse("sensitivity/output-kind", `\`${column.name}\` is a ${column.kind}, and has no histogram`, {
      about: column.name,
      expected: "an output that is a number, or `show: quantiles`",
    });
  return show === "histogram";
}

const numberValue = (s: NumberSummary, naming: Naming): Record<string, unknown> => ({
  ...(s.bins
    ? {
        bins: s.bins.map(({ from, to, count }) => ({ from, to, share: count / s.count })),
        histogram: binWords(s, naming),
      }
    : {}),
  mean: s.mean.value,
  sd: s.standardDeviation,
  least: s.least,
  most: s.most,
  ...Object.fromEntries(s.quantiles.map((q) => [`p${100 * q.level}`, q.value])),
  error: levelOf(s, 0.5).error,
  errors: Object.fromEntries([["mean", s.mean.error], ...s.quantiles.map((q) => [`p${100 * q.level}`, q.error])]),
});

const RULES = { "freedman-diaconis": "Freedman and Diaconis (1981)", scott: "Scott (1979)" } as const;

/** The share of draws in one bin from which on bins say little. */
const NEARLY_ALL = 0.95;

/** How wide bins are, and whether they say how draws lie, beside every histogram. */
function binRemarks({ bins = [], binWidth, count }: NumberSummary): string[] {
  if (!binWidth || binWidth.rule === "single") return ["All draws come to one value, whose bin has no width."];
  if (binWidth.rule === "whole") return ["All draws are whole numbers, each with a bin of its own."];
  const rule = RULES[binWidth.rule];
  const fullest = bins.reduce((most, one) => Math.max(most, one.count), 0);
  return [
    binWidth.isCapped
      ? `Bins are wider than the rule of ${rule} has it, so that there are at most ${MOST_BINS} between round numbers.`
      : `Bins are as wide as the rule of ${rule} has it, between round numbers.`,
    ...(bins.length > 1 && fullest >= NEARLY_ALL * count
      ? [
          `One of the ${bins.length} bins holds ${shareText(fullest / count)} of the draws, and how those lie is not to be seen; P10, P50 and P90 tell more.`,
        ]
      : []),
  ];
}

/** "12 bins from $1,000 to $2,200; most draws, 18.2%, lie from $1,500 to $1,600". */
function binWords({ name, bins = [], count }: NumberSummary, naming: Naming): string {
  const print = edges(name, bins, naming);
  const fullest = bins.reduce<Bin | undefined>(
    (best, one) => (best && best.count >= one.count ? best : one),
    undefined,
  );
  const [first, last] = [bins[0], bins.at(-1)];
  if (!fullest || !first || !last) return "no bin";
  if (first.from === last.to) return `all draws come to ${print(first.from)}`;
  const share = shareText(fullest.count / count);
  return `${bins.length === 1 ? "one bin" : `${bins.length} bins`} from ${print(first.from)} to ${print(last.to)}; the fullest, with ${share} of the draws, reaches from ${print(fullest.from)} to ${print(fullest.to)}`;
}

const edges = (name: string, bins: readonly Bin[], naming: Naming): ((value: number) => string) =>
  printExact(name, [...bins.map(({ from }) => from), bins.at(-1)?.to ?? 0], naming);

/** A row for each bin. */
const binTable = ({ name, bins = [], count }: NumberSummary, naming: Naming): DataTable => {
  const print = edges(name, bins, naming);
  const heads = [`${resultLabel(name, naming)}: from`, "To", "Share of draws", "\u00b1 share"];
  return {
    columns: heads.map((head) => printed(head, head)),
    rows: bins.map((one) => [
      print(one.from),
      print(one.to),
      shareText(one.count / count),
      shareErrorText(shareError(one.count / count, count)),
    ]),
  };
};

/** Numbers by their quantiles, with shares of claims and texts below them. */
function quantileTable(numbers: readonly NumberSummary[], summaries: readonly Summary[], naming: Naming): DataTable {
  const shares = sharesOf(summaries, naming);
  const some = shares.length > 0;
  const heads = ["P10", "± P10", "P50", "± P50", "P90", "± P90", "P50, half the draws"];
  return {
    columns: [
      text("result", "Result"),
      ...heads.map((head) => printed(head, head)),
      ...(some ? [printed("share", "Share of draws"), printed("share_error", "± share")] : []),
    ],
    rows: [
      ...numbers.map((s) => [
        resultLabel(s.name, naming),
        ...([0.1, 0.5, 0.9] as const).flatMap((level) => {
          const { value, error } = levelOf(s, level);
          return [printOutput(s.name, value, naming), printError(s.name, error, naming)];
        }),
        printOutput(s.name, levelOf(s, 0.5).half, naming),
        ...(some ? [null, null] : []),
      ]),
      ...shares.map((s) => [s.label, ...heads.map(() => null), shareText(s.value), shareErrorText(s.error)]),
    ],
  };
}

function shareTable(summaries: readonly Summary[], naming: Naming): DataTable {
  const heads = ["Share of draws", "± share", "Share of half the draws"];
  return {
    columns: [text("result", "Result"), ...heads.map((head) => printed(head, head))],
    rows: sharesOf(summaries, naming).map((s) => [
      s.label,
      shareText(s.value),
      shareErrorText(s.error),
      shareText(s.half),
    ]),
  };
}

/** Claims and texts as shares of draws. */
function sharesOf(summaries: readonly Summary[], naming: Naming): (Estimate & { label: string })[] {
  return summaries.flatMap((s) => {
    const label = resultLabel(s.name, naming);
    if (s.kind === "claim") return [{ ...s.probability, label }];
    return s.kind === "text" ? s.frequencies.map((f) => ({ ...f, label: `${label}: ${f.text}` })) : [];
  });
}

/** Draws beyond a quantile below which it is told how few there are. */
const FEW = 10;

function fewDraws(summaries: readonly NumberSummary[]): string[] {
  const beyond = least(summaries.map(({ count }) => Math.floor(count / 10)));
  return summaries.length > 0 && beyond < FEW
    ? [
        `Too few draws for P10 and P90: ${beyond === 0 ? "none lies" : beyond === 1 ? "one lies" : `${beyond} lie`} beyond each.`,
      ]
    : [];
}

/** A row for each figure of a run, with its standard error and the same from half the draws. */
function summaryRows(summaries: readonly Summary[]): DataRows {
  const rows = summaries.flatMap((s): (Cell | undefined)[][] => {
    const row = (kind: string, { value, error, half }: Estimate, of?: Cell): (Cell | undefined)[] => [
      s.name,
      kind,
      of,
      value,
      error,
      half,
      s.count,
      s.gaps.count,
    ];
    if (s.kind === "claim") return [row("probability", s.probability)];
    if (s.kind === "text") return s.frequencies.map((f) => row("frequency", f, f.text));
    const of = s.kind === "margin" ? "margin " : "";
    return [
      row(`${of}mean`, s.mean),
      [s.name, `${of}standard deviation`, null, s.standardDeviation, null, null, s.count, s.gaps.count],
      ...s.quantiles.map((q) => row(`${of}quantile`, q, q.level)),
      ...(s.bins ?? []).map(({ from, to, count }): (Cell | undefined)[] => {
        const share = count / s.count;
        return [s.name, "bin", `${from} to ${to}`, share, shareError(share, s.count), null, s.count, s.gaps.count];
      }),
    ];
  });
  const names = ["output", "figure", "of", "value", "error", "half", "draws", "left_out"];
  return dataRows({ column: "output" }, names, rows);
}
