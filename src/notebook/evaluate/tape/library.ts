import { keysOf } from "../../../keys/ordered.js";
import { asKey, fromEntries, type Key, listedForLoop, ownKeys } from "../../library/series-keys.js";
import { LOOP_HELPER } from "../../run/compile.js";
import { checkedCompare } from "../../run/helpers.js";
import { LISTING } from "./names.js";
import { isRecorded, NotHere } from "./recorded.js";
import type { Recorder } from "./recorder.js";

type AnyFunction = (...values: unknown[]) => unknown;
type Functions = Readonly<Record<string, AnyFunction>>;
type Series = Readonly<Record<string, unknown>>;

/**
 * What blocks find by name, for numbers that vary: functions that compute with numbers or look at them are written down in the steps in which the library takes
 * them; all others hand numbers on, or fail at them.
 */
export function recordedNames(recorder: Recorder, library: ReadonlyMap<string, unknown>): Map<string, unknown> {
  const names = new Map<string, unknown>([...library, ...javascript(recorder)]);
  for (const [name, f] of Object.entries(series(recorder)))
    names.set(name, whereRecorded(library.get(name) as AnyFunction, f));
  const d3 = library.get("d3") as Functions | undefined;
  if (d3) {
    const computing = Object.entries(statistics(recorder, d3)).map(([name, f]) => [name, asLong(f, d3[name])]);
    names.set("d3", Object.freeze({ ...d3, ...Object.fromEntries(computing) }));
  }
  names.set(LOOP_HELPER, listedForLoop);
  names.set("__compare", comparison(recorder));
  const refuse = (): never => recorder.refuse("a claim of several comparisons");
  for (const name of ["__all", "__any", "__not"]) names.set(name, refuse);
  return names;
}

/** With as many parameters as the function has in whose place it stands: d3 tells by them what a function is for. */
const asLong = <F extends AnyFunction>(f: F, plain: unknown): F =>
  Object.defineProperty(f, "length", { value: typeof plain === "function" ? plain.length : 0 });

/** The library's own function where no number varies. */
const whereRecorded = (plain: AnyFunction, recorded: AnyFunction): AnyFunction =>
  asLong(
    (...values) =>
      values.some(
        (value) =>
          isRecorded(value) || (typeof value === "object" && value !== null && Object.values(value).some(isRecorded)),
      )
        ? recorded(...values)
        : plain(...values),
    plain,
  );

/** Whether a number that varies is anywhere in it, or may be below what is looked into. */
const hasRecorded = (value: unknown, depth = 0): boolean =>
  typeof value === "object" &&
  value !== null &&
  (depth > 6 || isRecorded(value) || Object.values(value).some((one) => hasRecorded(one, depth + 1)));

/** `Math`, `Number` and what else JavaScript has that looks at numbers and would take a recorded one for an object. */
function javascript(recorder: Recorder): [string, unknown][] {
  const math: Record<string, unknown> = {};
  for (const name of Object.getOwnPropertyNames(Math)) {
    const own: unknown = Math[name as keyof Math];
    const f = own as (...values: number[]) => number;
    math[name] =
      typeof own === "function" ? asLong((...values) => recorder.called(`Math.${name}`, f, values), own) : own;
  }
  /** The parts of a constructor in another function's place. */
  const withParts = (
    f: AnyFunction,
    from: object,
    part: (name: string, own: unknown) => unknown = (_, own) => own,
  ): AnyFunction => {
    for (const name of Object.getOwnPropertyNames(from)) {
      if (name === "length" || name === "name") continue;
      Object.defineProperty(f, name, { value: part(name, (from as Record<string, unknown>)[name]) });
    }
    return f;
  };
  const guarded =
    (name: string, f: AnyFunction): AnyFunction =>
    (...values) =>
      values.some((value) => hasRecorded(value)) ? recorder.refuse(`${name} of a number that varies`) : f(...values);
  const question =
    (name: string, f: unknown): AnyFunction =>
    (value) =>
      recorder.asked(name, f as (value: unknown) => boolean, value);
  // What is read of such an object may be something else each time.
  const unknown = (): never => recorder.refuse("an object with accessors");
  return [
    ["Math", Object.freeze(math)],
    [
      "Number",
      withParts(
        asLong((...values) => (isRecorded(values[0]) ? values[0] : Number(...values)), Number),
        Number,
        (name, own) => (name.startsWith("is") ? question(`Number.${name}`, own) : own),
      ),
    ],
    // biome-ignore lint/suspicious/noGlobalIsNan: what blocks have under this name
    ["isNaN", question("Number.isNaN", isNaN)],
    // biome-ignore lint/suspicious/noGlobalIsFinite: likewise
    ["isFinite", question("Number.isFinite", isFinite)],
    ["Boolean", recorder.truth],
    ["Array", withParts(guarded("Array", Array as unknown as AnyFunction), Array)],
    [
      "Object",
      withParts(guarded("Object", Object as unknown as AnyFunction), Object, (name, own) =>
        LISTING.has(name) ? own : name.startsWith("define") ? unknown : guarded(`Object.${name}`, own as AnyFunction),
      ),
    ],
  ];
}

/** A comparison of a claim: whether it holds, and by how much, as run/claims.ts has it; a number that varies, and no condition. */
export interface RecordedComparison {
  holds: unknown;
  margin: unknown;
}

export const isComparison = (value: unknown): value is RecordedComparison => value instanceof Compared;

class Compared implements RecordedComparison {
  constructor(
    readonly holds: unknown,
    readonly margin: unknown,
  ) {}
}

function comparison(recorder: Recorder): AnyFunction {
  return (operator, left, right) => {
    if (!isRecorded(left) && !isRecorded(right)) return checkedCompare(operator as string, left, right);
    const sign = operator as string;
    const [a, b] = sign.startsWith("<") ? [right, left] : [left, right];
    if (!/^[<>]=?$/.test(sign)) return recorder.refuse("a claim of equality");
    const margin = recorder.subtract(a, b);
    if (!recorder.asked("Number.isFinite", Number.isFinite, margin)) throw new NotHere();
    const holds = recorder.called(
      sign,
      sign.endsWith("=")
        ? (x, y) => Number(sign === "<=" ? x <= y : x >= y)
        : (x, y) => Number(sign === "<" ? x < y : x > y),
      [left, right],
    );
    return new Compared(holds, margin);
  };
}

/** The library's functions that compute. */
function series(recorder: Recorder): Functions {
  const { add, subtract, multiply, divide, power } = recorder;
  const number = (value: unknown, caller: string): unknown =>
    typeof value === "number" || isRecorded(value) ? value : recorder.refuse(`${caller}() of what is no number`);
  const entries = (source: unknown, caller: string): [Key, unknown][] =>
    ownKeys(source as object, `${caller}()`).map((key) => [asKey(key), number((source as Series)[key], caller)]);
  const byYear = (source: unknown, caller: string): [number, unknown][] =>
    entries(source, caller).map(([key, value]) => [
      typeof key === "number" ? key : recorder.refuse(`${caller}() by what are no years`),
      value,
    ]);
  /** What the library refuses at a row is for the block to tell. */
  const must = (holds: boolean, caller: string): void => {
    if (!holds) recorder.refuse(`${caller}() of what it refuses`);
  };
  const compound = (end: unknown, start: unknown, span: unknown): unknown =>
    subtract(power(divide(end, start), divide(1, span)), 1);

  return {
    sumSeries: (source) =>
      keysOf(source as object).reduce<unknown>((sum, key) => add(sum, number((source as Series)[key], "sumSeries")), 0),
    cumulative: (source, start = 0) => {
      let sum = start;
      const sums = entries(source, "cumulative").map(([key, value]): [Key, unknown] => {
        sum = add(sum, value);
        return [key, sum];
      });
      return fromEntries(sums, "cumulative()");
    },
    growth: (source) => {
      const all = byYear(source, "growth");
      const steps = all.slice(1).map(([year, value], index): [Key, unknown] => {
        const [before, base] = all[index] as [number, unknown];
        must(!recorder.less(base, 0), "growth");
        return [year, compound(value, base, year - before)];
      });
      return fromEntries(steps, "growth()");
    },
    cagr: (source, end, span) => {
      if (typeof source === "number" || isRecorded(source)) {
        must(recorder.more(number(span, "cagr"), 0), "cagr");
        must(!recorder.less(source, 0), "cagr");
        return compound(number(end, "cagr"), source, span);
      }
      const all = byYear(source, "cagr");
      const [first, last] = [all[0], all.at(-1)];
      if (!first || !last || !(last[0] > first[0])) return recorder.refuse("cagr() of what it refuses");
      must(!recorder.less(first[1], 0), "cagr");
      return compound(last[1], first[1], last[0] - first[0]);
    },
    doublingTime: (rate) => {
      must(recorder.more(number(rate, "doublingTime"), 0), "doublingTime");
      return divide(Math.LN2, recorder.called("Math.log1p", Math.log1p, [rate]));
    },
    clamp: (value, low, high) => {
      must(!recorder.more(number(low, "clamp"), number(high, "clamp")), "clamp");
      const raised = recorder.called("Math.max", Math.max, [number(value, "clamp"), low]);
      return recorder.called("Math.min", Math.min, [raised, high]);
    },
    interpolate: (points, at, options = {}) => {
      const { method = "linear", outside = "refuse" } = options as { method?: string; outside?: string };
      const all = byYear(points, "interpolate").sort(([a], [b]) => a - b);
      const [first, last] = [all[0], all.at(-1)];
      if (!first || !last) return recorder.refuse("interpolate() of what it refuses");
      if (method === "geometric") for (const [, value] of all) must(!recorder.atMost(value, 0), "interpolate");
      const one = (x: unknown): unknown => {
        must(!recorder.asked("Number.isNaN", Number.isNaN, number(x, "interpolate")), "interpolate");
        const isBefore = recorder.less(x, first[0]);
        if (isBefore || recorder.more(x, last[0])) {
          must(outside === "hold", "interpolate");
          return isBefore ? first[1] : last[1];
        }
        const right = all.findIndex(([key]) => !recorder.less(key, x));
        const [x1, y1] = all[right] as [number, unknown];
        if (recorder.same(x1, x)) return y1;
        const [x0, y0] = all[right - 1] as [number, unknown];
        const share = divide(subtract(x, x0), x1 - x0);
        if (method === "geometric") return multiply(y0, power(divide(y1, y0), share));
        return add(y0, multiply(subtract(y1, y0), share));
      };
      if (typeof at === "number" || isRecorded(at)) return one(at);
      if (!Array.isArray(at) || at.some((key) => typeof key !== "number"))
        return recorder.refuse("interpolate() at what are no years");
      return fromEntries(
        at.map((key: number): [Key, unknown] => [key, one(key)]),
        "interpolate()",
      );
    },
  };
}

/** Numbers in place of an array of d3's that holds no recorded ones: what such an array does otherwise than others, it refuses. */
function typed(recorder: Recorder, list: readonly unknown[]): object {
  const refuse = (): never => recorder.refuse("what d3.cumsum gives, in a way that is not known");
  return new Proxy(
    {},
    {
      get: (_, key) => {
        if (key === Symbol.iterator) return () => list[Symbol.iterator]();
        if (key === Symbol.isConcatSpreadable) return undefined;
        if (key === "length") return list.length;
        return typeof key === "string" && /^\d+$/.test(key) ? list[Number(key)] : refuse();
      },
      has: refuse,
      set: refuse,
      defineProperty: refuse,
      deleteProperty: refuse,
      ownKeys: refuse,
      getOwnPropertyDescriptor: refuse,
    },
  );
}

/** Functions of d3-array that compute with numbers or ask whether they are true; all others fail at numbers that vary. */
function statistics(recorder: Recorder, d3: Functions): Functions {
  const { add, divide } = recorder;
  type Values = Iterable<unknown>;
  const isNone = (value: unknown): boolean => recorder.asked("Number.isNaN", Number.isNaN, value);
  /** The values as an accessor gives them, where one of them varies. */
  const over =
    (name: string, recorded: (list: readonly unknown[]) => unknown): AnyFunction =>
    (values, accessor) => {
      const list = Array.from(values as Values, (value, index) =>
        typeof accessor === "function" ? accessor(value, index, values) : value,
      );
      if (!list.some(isRecorded)) return d3[name]?.(list);
      for (const value of list)
        if (typeof value !== "number" && !isRecorded(value)) recorder.refuse(`d3.${name} of what is no number`);
      return recorded(list);
    };
  const plus = (sum: unknown, value: unknown): unknown =>
    recorder.called("d3.sum", (x, y) => (y ? x + y : x), [sum, value]);
  const bound =
    (operation: string, f: (a: number, b: number) => number) =>
    (a: unknown, b: unknown): unknown => {
      if (a === undefined) return isNone(b) ? a : b;
      return recorder.called(operation, f, [a, b]);
    };
  // With a number that is none as d3-array has it, and not as `Math.min` does.
  // biome-ignore lint/complexity/useMathMinMax: see above
  const least = bound("d3.min", (x, y) => (x > y ? y : x));
  // biome-ignore lint/complexity/useMathMinMax: see above
  const most = bound("d3.max", (x, y) => (x < y ? y : x));
  const asking =
    (name: string): AnyFunction =>
    (values, test) =>
      d3[name]?.(values, (...given: unknown[]) => recorder.truth((test as AnyFunction)(...given)));
  const order = (a: unknown, b: unknown): number => (recorder.less(a, b) ? -1 : recorder.more(a, b) ? 1 : 0);
  const compared =
    (name: string, sign: 1 | -1): AnyFunction =>
    (a, b) => {
      if (!isRecorded(a) && !isRecorded(b)) return d3[name]?.(a, b);
      if (isNone(a) || isNone(b)) recorder.refuse(`d3.${name} of what is no number`);
      return sign * order(a, b) + 0;
    };
  const sorted = (...values: unknown[]) => d3.sort?.(...values) as unknown[];
  const ascending = asLong(compared("ascending", 1), d3.ascending);
  const descending = asLong(compared("descending", -1), d3.descending);
  /** The element that comes first, or last, by what an accessor or a function that orders says. */
  const furthest =
    (sign: 1 | -1): AnyFunction =>
    (values, by = ascending) => {
      const f = by as AnyFunction;
      const [key, place] = f.length === 1 ? [f, ascending] : [(value: unknown) => value, f];
      let found: { element: unknown; value: unknown } | undefined;
      for (const element of values as Values) {
        const value = key(element);
        const placed = place(value, found ? found.value : value);
        const isFurther = sign === 1 ? recorder.more(placed, 0) : recorder.less(placed, 0);
        if (found ? isFurther : recorder.same(placed, 0)) found = { element, value };
      }
      return found?.element;
    };
  return {
    sum: over("sum", (list) => list.reduce(plus, 0)),
    cumsum: over("cumsum", (list) => {
      let sum: unknown = 0;
      const sums = list.map((value) => {
        sum = plus(sum, value);
        return sum;
      });
      return typed(recorder, sums);
    }),
    mean: over("mean", (list) => {
      const there = list.filter((value) => !isNone(value));
      return there.length === 0 ? undefined : divide(there.reduce(add, 0), there.length);
    }),
    min: over("min", (list) => list.reduce(least, undefined)),
    max: over("max", (list) => list.reduce(most, undefined)),
    extent: over("extent", (list) => [list.reduce(least, undefined), list.reduce(most, undefined)]),
    ascending,
    descending,
    least: furthest(-1),
    greatest: furthest(1),
    // These take what a function that orders gives for a number, without a word.
    leastIndex: () => recorder.refuse("d3.leastIndex"),
    greatestIndex: () => recorder.refuse("d3.greatestIndex"),
    scan: () => recorder.refuse("d3.scan"),
    // It knows d3's own.
    bisector: (by) => d3.bisector?.(by === ascending ? d3.ascending : by === descending ? d3.descending : by),
    filter: asking("filter"),
    every: asking("every"),
    some: asking("some"),
    sort: (values, ...by) => {
      const list = [...(values as Values)];
      const [accessor] = by;
      const keys =
        by.length === 1 && typeof accessor === "function" && accessor.length !== 2
          ? list.map((value, at) => accessor(value, at, list))
          : [];
      if (keys.length === 0) return sorted(list, ...by);
      // No key is asked for twice.
      if (!keys.some(isRecorded))
        return sorted([...list.keys()], (at: unknown) => keys[at as number]).map((at) => list[at as number]);
      if (keys.some((key) => (typeof key !== "number" && !isRecorded(key)) || isNone(key)))
        recorder.refuse("d3.sort by what is no number");
      return [...list.keys()].sort((a, b) => order(keys[a], keys[b])).map((at) => list[at]);
    },
  };
}
