import { DEFAULT_DRAWS } from "../../draws.js";
import type { Design } from "../../numerics/sobol-points.js";
import { DEFAULT_SEED, TOP } from "./asked.js";

/** A key of a fence: what may stand there, as its reader takes it and the reference of studies tells it. */
export interface StudyKey {
  value: string;
  needed?: true;
  /** What it is where it is left out. */
  default?: string | number | boolean;
  about: string;
}

export type StudyKeys = Readonly<Record<string, StudyKey>>;

/** What prose can quote of a study, by its path; `<…>` stands for a name, with `_` for all signs but letters and digits. */
export interface Quotable {
  /** How the reference prints it; without it, it has parts of its own or is there in some studies only. */
  print?: string;
  /** What it is a number of, or all numbers below it, where it is in a unit of the model: the result, or the assumption that `vary` names. */
  of?: "result" | "varied";
  about: string;
}

export type Quotables = Readonly<Record<string, Quotable>>;

export const OUTPUT: StudyKey = {
  value: "a name",
  needed: true,
  about: "The output or claim that it is about; a number of a block too, `tightness.2026`.",
};

export const OUTPUTS: StudyKey = {
  value: "a name or a list",
  needed: true,
  about: "The outputs and claims it is about.",
};

const OVER: StudyKey = {
  value: "ids, or `all`",
  default: "all",
  about: "Assumptions that it may move, or single numbers of them, `fuel.price.2027`; not groups.",
};

const ROWS: StudyKey = {
  value: "a whole number above 0",
  default: TOP,
  about: "Rows of the table and bars of the chart; those left out are counted below.",
};

/** Keys of studies that move what assumptions they are given. */
export const BOUNDED: StudyKeys = { over: OVER, top: ROWS };

/**
 * Keys of studies that draw.
 *
 * @param designs those that the study can follow, the default first
 */
export const samplingKeys = (
  draws: number = DEFAULT_DRAWS,
  designs: readonly [Design, ...Design[]] = ["keyed", "joint"],
): StudyKeys => ({
  draws: { value: "a power of two", default: draws, about: "How many draws." },
  seed: {
    value: "a whole number above 0",
    default: DEFAULT_SEED,
    about: "What the draws begin with; the same seed, the same draws.",
  },
  design: {
    value: designs.map((design) => `\`${design}\``).join(" or "),
    default: designs[0],
    about:
      designs.length === 1
        ? "One joint set of points, on which the indices rest."
        : "`keyed`: an assumption's draws hang on its name, so that another one leaves them. `joint`: one joint set of points.",
  },
  correlations: {
    value: "a list of `{between: [a, b], spearman: 0.5}`",
    about: "Rank correlations of pairs, from -1 to 1.",
  },
  over: OVER,
});

/** Keys of every sweep, whatever it asks. */
export const EVERY_STUDY: StudyKeys = {
  name: {
    value: "letters, digits and `_`",
    about: "What it is quoted by; without it the id, less `fig-` or `tbl-`, with `_` for each hyphen.",
  },
  caption: {
    value: "a sentence",
    about: "Caption; needed where the id begins with `fig-` or `tbl-`, which makes it a figure.",
  },
  alt: { value: "a sentence", about: "Alternative text; needed where the id begins with `fig-`." },
  source: { value: "a text", about: 'The line below, after the word "Source".' },
  labels: { value: "a map of results to texts", about: "What it calls its results, in place of their labels." },
  thresholds: {
    value: "`true` or `false`",
    default: true,
    about: "Whether the chart marks where claims about the result flip.",
  },
};

export const MOVED: Readonly<Record<"id" | "label", Quotable>> = {
  id: { print: "text", about: "its id" },
  label: { print: "text", about: "its label" },
};

/** A list of what moves, its first and each by its id; `item` are the paths of one of them. */
export const listOf = (name: string, what: string, item: Quotables): Quotables => ({
  ...Object.fromEntries(
    Object.entries(item).map(([path, one]) => [`first.${path}`, { ...one, about: `Of the first: ${one.about}.` }]),
  ),
  [name]: { about: `${what}, as a list: \`${name}.0.label\`.` },
  "by.<assumption>": { about: "The same by id: `by.plan_growth.label`." },
});

export const LEFT: Quotables = { left: { about: "What was not tried, as a list: `left.0.id`, `left.0.reason`." } };

export const BASE: Quotables = { base: { print: "number 4sf", of: "result", about: "The result in the base case." } };
