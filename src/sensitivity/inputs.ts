import { pathsUnder } from "../assumptions/register/given.js";
import type { Assumption, Distribution, Register, Value } from "../assumptions/register/types.js";
import { declaredUnit, hasZero, shownUnit } from "../assumptions/units/block-units.js";
import { type Diagnostic, didYouMean, MemoError } from "../diagnostic.js";
import { at } from "./cells.js";
import { refuse } from "./refusals.js";

/**
 * One thing that varies: an assumption as a whole, or one number of a series. A series or table is moved by one coordinate, its position: −1 at
 * the low path, 0 at the register's values, 1 at the high path, straight lines between and beyond.
 */
export interface Input {
  /** Id of the assumption, or of one of its numbers: `gw.add`, `gw.add.2027`. */
  id: string;
  label: string;
  unit: string;
  /** The unit that people type and read its numbers in, where that is another: `%`. */
  shown?: string | undefined;
  /** Its numbers, of all the assumption's, that were written in another unit. */
  converted?: readonly number[] | undefined;
  shape: "scalar" | "path";
  /** Paths under `given` of the numbers it sets. */
  paths: readonly string[];
  /** The register's values, one for each path. */
  base: readonly number[];
  /** The ends of the range; both or neither. */
  low?: readonly number[];
  high?: readonly number[];
  distribution: Distribution;
  /** Stretches of `paths`, from and to, whose numbers are shares of one whole. */
  mixes: readonly (readonly [number, number])[];
  /** Some of its numbers are temperatures on a scale with a zero of its own, of which no factor or percent says anything. */
  hasOwnZero?: true;
  /** Why draws leave it at its value, as a phrase; absent when it is drawn. A range can be read at its ends all the same. */
  held?: string;
}

/** How an input is moved: to a value (scalars), to a position between its ends, or by a factor on all its numbers. */
export type Coordinate = "value" | "position" | "factor";

/** Whether an assumption has numbers of its own that a study could move. */
const isInput = ({ restsOn, expression, said, data }: Assumption): boolean =>
  restsOn === undefined && expression === undefined && !said && !data;

/**
 * The inputs called `ids`, or every assumption of the register that is a number and not derived, in declared order.
 *
 * @throws MemoError listing every id that is unknown, a group, derived from others, or part of another one in the list.
 */
export function inputsOf({ assumptions }: Pick<Register, "assumptions">, ids?: readonly string[]): readonly Input[] {
  const all = found.get(assumptions) ?? new Map<string, readonly Input[]>();
  found.set(assumptions, all);
  const key = JSON.stringify(ids ?? null);
  const known = all.get(key) ?? newInputs(assumptions, ids);
  all.set(key, known);
  return known;
}

/** Studies of a memo ask for the same again and again; what is drawn of them is known by their list. */
const found = new WeakMap<Register["assumptions"], Map<string, readonly Input[]>>();

function newInputs(assumptions: Register["assumptions"], ids?: readonly string[]): readonly Input[] {
  if (!ids) return [...assumptions.values()].filter(isInput).map(whole);
  const problems: Diagnostic[] = [];
  const out: Input[] = [];
  for (const id of new Set(ids)) {
    const one = find(assumptions, id);
    if ("rule" in one) problems.push(one);
    else out.push(one);
  }
  if (problems.length > 0) throw new MemoError(problems);
  const set = new Map<string, string>();
  for (const { id, paths } of out)
    for (const path of paths) {
      const other = set.get(path);
      if (other !== undefined)
        refuse("sensitivity/overlap", `\`${other}\` and \`${id}\` both set \`${path}\``, {
          about: other,
          expected: "each number in one input",
        });
      set.set(path, id);
    }
  return out;
}

function find(assumptions: ReadonlyMap<string, Assumption>, id: string): Input | Diagnostic {
  const problem = (rule: Diagnostic["rule"], message: string, detail: Partial<Diagnostic>): Diagnostic => ({
    rule,
    severity: "error",
    message,
    about: id,
    ...detail,
  });
  const assumption =
    assumptions.get(id) ??
    [...assumptions.values()].find((a) => id.startsWith(`${a.id}.`) && pathsUnder(a).includes(id));
  if (!assumption) {
    const inside = [...assumptions.keys()].filter((other) => other.startsWith(`${id}.`));
    if (inside.length > 0)
      return problem("sensitivity/group", `\`${id}\` is a group`, {
        expected: `one assumption, such as ${inside
          .slice(0, 3)
          .map((x) => `\`${x}\``)
          .join(", ")}`,
      });
    const hint = didYouMean(id, assumptions.keys()) ?? didYouMean(id, [...assumptions.values()].flatMap(pathsUnder));
    return problem("sensitivity/unknown-assumption", `unknown assumption \`${id}\``, {
      expected: "the dotted id of an assumption",
      hint,
    });
  }
  if (assumption.said || assumption.data)
    return problem(
      "sensitivity/no-number",
      `\`${id}\` is ${assumption.data ? "a data file" : `a ${assumption.said?.type}`}, which is not drawn`,
      {
        place: assumption.place,
        expected: assumption.data
          ? "a number; one that a block computes from the file moves results by a factor of its own"
          : "a number; scenarios set texts, booleans, dates and choices",
      },
    );
  if (assumption.expression !== undefined)
    return problem("sensitivity/derived", `\`${id}\` is derived from other assumptions`, {
      place: assumption.place,
      expected: `what it rests on: ${(assumption.restsOn ?? []).map((x) => `\`${x}\``).join(", ")}`,
    });
  if (assumption.id === id) return whole(assumption);
  if (assumption.mix)
    return problem("sensitivity/one-share", `\`${id}\` is one share of a mix`, {
      place: assumption.place,
      expected: `\`${assumption.id}\`, which moves all shares and keeps their sum`,
    });
  return single(assumption, id);
}

function whole(assumption: Assumption): Input {
  const { id, value, low, high, keys, columns, mix, shape } = assumption;
  const base = flat(value);
  const width = shape === "table" ? (columns?.length ?? 0) : keys.length;
  const mixes: [number, number][] = [];
  if (mix) for (let from = 0; from < base.length; from += width) mixes.push([from, from + width]);
  return withEnds(
    {
      id,
      label: nameOf(assumption),
      unit: assumption.unit,
      ...shownOf(assumption),
      ...ownZero([undefined, ...(columns ?? [])].some((column) => hasZero(declaredUnit(assumption, column)))),
      shape: shape === "scalar" ? "scalar" : "path",
      paths: pathsUnder(assumption),
      base,
      distribution: assumption.distribution,
      mixes,
    },
    low === undefined ? undefined : flat(low),
    high === undefined ? undefined : flat(high),
  );
}

const shownOf = (assumption: Assumption, column?: string): Pick<Input, "shown" | "converted"> => {
  const shown = shownUnit(declaredUnit(assumption, column));
  const { converted } = assumption;
  return { ...(shown === undefined ? {} : { shown }), ...(converted ? { converted } : {}) };
};

const ownZero = (is: boolean): { hasOwnZero?: true } => (is ? { hasOwnZero: true } : {});

/** Why an input isn't moved by a percent or a factor; undefined where it can be. */
export const withoutFactor = ({ mixes, hasOwnZero }: Input): string | undefined =>
  mixes.length > 0
    ? "it is a mix, whose shares can't all rise"
    : hasOwnZero
      ? "it is a temperature, of which a percent says nothing"
      : undefined;

const nameOf = ({ id, label, short }: Assumption): string => short ?? label ?? id;

/** One number of a series or table; the ends of paths are no bounds of it. */
function single(assumption: Assumption, path: string): Input {
  const { id, columns = [] } = assumption;
  const i = pathsUnder(assumption).indexOf(path);
  const rest = path.slice(id.length + 1);
  const unit = assumption.columnUnits?.[columns[i % Math.max(1, columns.length)] ?? ""] ?? assumption.unit;
  const end = (value: Value | undefined): number[] | undefined =>
    value === undefined || assumption.ends === "paths" ? undefined : [at(flat(value), i)];
  return withEnds(
    {
      id: path,
      label: `${nameOf(assumption)}, ${rest.replaceAll(".", " ")}`,
      unit,
      ...shownOf(assumption, columns[i % Math.max(1, columns.length)]),
      ...ownZero(hasZero(declaredUnit(assumption, columns[i % Math.max(1, columns.length)]))),
      shape: "scalar",
      paths: [path],
      base: [at(flat(assumption.value), i)],
      distribution: assumption.distribution,
      mixes: [],
    },
    end(assumption.low),
    end(assumption.high),
  );
}

/** Why an input with equal ends is held. */
export const NO_WIDTH = "its range has no width";

function withEnds(input: Input, low: number[] | undefined, high: number[] | undefined): Input {
  if (!low || !high) return { ...input, held: "it has no range" };
  const out: Input = { ...input, low, high };
  if (low.every((x, i) => x === high[i] && x === input.base[i])) return { ...out, held: NO_WIDTH };
  if (input.distribution.name === "point") return { ...out, held: "it is declared a point" };
  return out;
}

/** The numbers of a value, in the order of `pathsUnder`. */
export function flat(value: Value): number[] {
  if (typeof value === "number") return [value];
  return Object.values(value).flatMap((inner) => flat(inner as Value));
}

/** The columns of the points of these inputs: the paths under `given`, input by input. */
export const pathsOf = (inputs: readonly Input[]): string[] => inputs.flatMap(({ paths }) => paths);

/** One point with every input at the register's value. */
export const basePoint = (inputs: readonly Input[]): Float64Array =>
  Float64Array.from(inputs.flatMap(({ base }) => base));

/** The column of each input's first path, by id. */
export function offsets(inputs: readonly Input[]): Map<string, number> {
  const out = new Map<string, number>();
  let next = 0;
  for (const { id, paths } of inputs) {
    out.set(id, next);
    next += paths.length;
  }
  return out;
}

/**
 * Writes an input's numbers at coordinate `x` into `out` from `offset` on. A mix keeps its sum, and no share goes below 0.
 *
 * @throws MemoError when the coordinate doesn't fit: a value for a series, a position where there is no range, a factor for a mix.
 */
export function moveTo(input: Input, how: Coordinate, x: number, out: Float64Array, offset: number): void {
  const { base } = input;
  if (how === "value") {
    if (input.shape !== "scalar")
      refuse("sensitivity/value", `\`${input.id}\` is a series and has no one value`, {
        about: input.id,
        expected: "a position between its low path (-1) and its high path (1), or a factor",
        hint: `or one of its numbers: \`${input.paths[0]}\``,
      });
    out[offset] = x;
    return;
  }
  if (how === "factor") {
    if (input.mixes.length > 0)
      refuse("sensitivity/factor", `\`${input.id}\` is a mix: a factor on all its shares changes nothing`, {
        about: input.id,
        expected: "a position between its low path (-1) and its high path (1)",
      });
    for (const [k, b] of base.entries()) out[offset + k] = b * x;
    return;
  }
  const { low, high } = ends(input);
  const geometric = input.distribution.name === "lognormal";
  const towards = x < 0 ? low : high;
  const share = Math.abs(x);
  for (let k = 0; k < base.length; k++) {
    const b = base[k] as number;
    const end = towards[k] as number;
    out[offset + k] = share === 0 ? b : share === 1 ? end : geometric ? b * (end / b) ** share : b + share * (end - b);
  }
  for (const [from, to] of input.mixes) rescale(input, out, offset, from, to);
}

function rescale({ base }: Input, out: Float64Array, offset: number, from: number, to: number): void {
  let sum = 0;
  let whole = 0;
  for (let k = from; k < to; k++) {
    const share = Math.max(0, at(out, offset + k));
    out[offset + k] = share;
    sum += share;
    whole += at(base, k);
  }
  // Shares are of 1 or, in percent, of 100; what the written shares miss that by is rounding.
  const total = Math.abs(whole - 1) < 1e-6 ? 1 : Math.abs(whole - 100) < 1e-4 ? 100 : whole;
  if (sum === total) return;
  for (let k = from; k < to; k++) out[offset + k] = (at(out, offset + k) / sum) * total;
}

/** The ends of an input's range. @throws MemoError when it has none. */
export function ends(input: Input): { low: readonly number[]; high: readonly number[] } {
  const { low, high } = input;
  if (!low || !high)
    refuse("sensitivity/no-range", `\`${input.id}\` has no range`, {
      about: input.id,
      expected: "low and high in the register, or values given here",
    });
  return { low, high };
}
