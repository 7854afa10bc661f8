import { SHARD_EXPECTED, type Shard, shardIn } from "../../../text/shard.js";
import type { RankCorrelation } from "../../numerics/copula.js";
import type { Design } from "../../numerics/sobol-points.js";
import { type Bounds, DEFAULT_SEED, type Sampling, TOP } from "./asked.js";

/** An option of a study on the command line, as data. */
export interface OptionData {
  /** As its help has it: `--rows <axis>`. */
  flags: string;
  about: string;
  /**
   * Its value is one of these, or what `parse` makes of its text; a flag has neither.
   *
   * @param before what the same option came to before, where it is repeated
   * @throws WrongValue
   */
  choices?: readonly string[];
  parse?(text: string, before: unknown): unknown;
  default?: unknown;
  required?: boolean;
  conflicts?: string;
}

/** A text on the command line that can't be the value of its option; the message says what is expected. */
export class WrongValue extends Error {}

type Options = Readonly<Record<string, OptionData>>;

/** What an option comes to; undefined where it is not given and has no default. */
type Given<O extends OptionData> =
  | (O extends { choices: readonly (infer Choice)[] }
      ? Choice
      : O extends { parse(text: string, before: never): infer Value }
        ? Value
        : O extends { flags: `${string}<${string}` }
          ? string
          : boolean)
  | (O extends { required: true } | { default: unknown } ? never : undefined);

interface Spec<O extends Options, Request> {
  /** What the study is, in its help. */
  about: string;
  /** The results it names before its options; none without it. */
  results?: { many: boolean; about: string };
  /** By the names that commander gives them, in the order of its help. */
  options: O;
  request(results: readonly string[], given: { [K in keyof O]: Given<O[K]> }): Request;
}

/** How a study is asked for on the command line. */
export interface CommandLine<Request> extends Omit<Spec<Options, Request>, "request"> {
  request(results: readonly string[], given: Readonly<Record<string, unknown>>): Request;
}

/** Ties what a request is made of to the types of its options. */
export const commandLine = <const O extends Options, Request>(spec: Spec<O, Request>): CommandLine<Request> =>
  spec as unknown as CommandLine<Request>;

export const ONE_RESULT = { many: false, about: "an output or a claim" };

/** `a,b` as names. */
export function parseNames(text: string): string[] {
  const names = text
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.length === 0) throw new WrongValue("Expected names, separated by commas.");
  return names;
}

export function parseNumber(text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new WrongValue("Expected a number.");
  return value;
}

/** A whole number above zero. */
export function parseWhole(text: string): number {
  const value = Number(text);
  if (!(Number.isSafeInteger(value) && value > 0)) throw new WrongValue("Expected a whole number above zero.");
  return value;
}

/** `a,b=0.5`: a rank correlation between two assumptions. */
export function parseCorrelation(text: string, before: readonly RankCorrelation[] = []): RankCorrelation[] {
  const [, a, b, rank] = /^([^,=]+),([^,=]+)=(.+)$/.exec(text) ?? [];
  const spearman = Number(rank);
  if (!a || !b || !(spearman >= -1 && spearman <= 1))
    throw new WrongValue("Expected one,another=0.5 with a rank correlation from -1 to 1.");
  return [...before, { a: a.trim(), b: b.trim(), spearman }];
}

/** `2/8`: the second of eight parts. */
export function parseShard(text: string): Shard {
  const shard = shardIn(text);
  if (!shard) throw new WrongValue(SHARD_EXPECTED);
  return shard;
}

/** Options of studies that move what assumptions they are given. */
export const BOUNDS = {
  over: {
    flags: "--over <ids>",
    about: "assumptions it may move, separated by commas (default: all)",
    parse: parseNames,
  },
  top: { flags: "--top <n>", about: "rows of the table; csv and json have all", parse: parseWhole, default: TOP },
} as const;

export const boundsOf = ({ over, top }: { over: string[] | undefined; top: number }): Bounds => ({
  over: over?.length === 1 && over[0] === "all" ? undefined : over,
  top,
});

/**
 * Options of studies that draw. The one for a part of the draws is read by who runs the study.
 *
 * @param designs those that the study can follow, the default first
 */
export const samplingOptions = <D extends Design>(draws: number, what: string, designs: readonly [D, ...D[]]) =>
  ({
    ...BOUNDS,
    draws: { flags: "--draws <n>", about: what, parse: parseWhole, default: draws },
    seed: { flags: "--seed <n>", about: "of the draws", parse: parseNumber, default: DEFAULT_SEED },
    design: {
      flags: "--design <kind>",
      about: designs.length === 1 ? "one joint set; the indices rest on it" : "keyed by name, or one joint set",
      choices: designs,
      default: designs[0],
    },
    correlate: {
      flags: "--correlate <a,b=rank>",
      about: "rank correlation of two; may be repeated",
      parse: parseCorrelation,
      default: [],
    },
    shard: {
      flags: "--shard <i/n>",
      about: "run this part of the draws and write it to --out",
      parse: parseShard,
      conflicts: "format",
    },
  }) as const;

/** The options of a study whose draws may be keyed by name. */
export const DRAWS = samplingOptions(4096, "draws, a power of two", ["keyed", "joint"]);

export const samplingOf = ({
  draws,
  seed,
  design,
  correlate,
}: Omit<Sampling, "correlations"> & { correlate: readonly RankCorrelation[] }): Sampling => ({
  draws,
  seed,
  design,
  correlations: correlate,
});
