import { entriesOf, keyed } from "../../keys/ordered.js";
import { listedForLoop } from "../../notebook/library/series-keys.js";
import * as claims from "../../notebook/run/claims.js";
import { LOOP_HELPER } from "../../notebook/run/compile.js";
import { type Arithmetic, isUnknown, reduced, sideOf, wrap, zeroOf } from "./arithmetic.js";
import { chartStub } from "./chart-stub.js";
import { carried, origins, plain, Quantity, takenOut } from "./quantity.js";
import type { Printed, Site } from "./sites.js";
import { alike, isFree, raised, type Unit, withZero } from "./unit.js";

/** A function that is told the place it is called from. */
type Sited = (site: number, values: readonly unknown[]) => unknown;
type AnyFunction = (...values: never[]) => unknown;

/** No place: a function that was handed on and is called from elsewhere. */
const NOWHERE = -1;

const PRESERVING = ["abs", "ceil", "floor", "round", "trunc", "fround"] as const;
const UNIFYING = ["min", "max", "hypot"] as const;

/** Statistics of d3-array whose result is in the unit of the values, with the position of the accessor. */
const STATISTICS: Readonly<Record<string, number>> = {
  sum: 1,
  fsum: 1,
  mean: 1,
  median: 1,
  mode: 1,
  min: 1,
  max: 1,
  extent: 1,
  deviation: 1,
  variance: 1,
  cumsum: 1,
  fcumsum: 1,
  quantile: 2,
};
const SUMMING = new Set(["sum", "fsum", "cumsum", "fcumsum"]);
/** Functions of d3-array that compare what an accessor gives and hand on the values themselves. */
const CHOOSING = new Set(["sort", "least", "greatest", "leastIndex", "greatestIndex", "minIndex", "maxIndex"]);
/** Functions of d3-array that hand on what they get, or what functions of the block make of it. */
const HANDING_ON = new Set(
  (
    "ascending descending group groups rollup rollups index indexes flatGroup flatRollup groupSort count cross zip transpose pairs merge " +
    "permute reverse shuffle shuffler filter map reduce every some superset subset disjoint union intersection difference " +
    "bisect bisectLeft bisectRight bisectCenter bisector InternMap InternSet range"
  ).split(" "),
);

/** What something a second measures; powers of base dimensions are in the order of mathjs, in which time is the third. */
const PER_TIME: Unit = { symbols: [], dimensions: [0, 0, -1], factor: 1 };

/** What blocks find by name, knowing quantities. */
export class Functions {
  private readonly sited = new Map<unknown, Sited>();
  readonly printed = new Map<string, Printed>();
  /** Library and globals by name. */
  readonly names: ReadonlyMap<string, unknown>;

  /**
   * @param library the standard library as blocks have it in a plain run.
   * @param outputs the declared unit of each output.
   */
  constructor(
    private readonly arithmetic: Arithmetic,
    private readonly sites: readonly Site[],
    library: ReadonlyMap<string, unknown>,
    private readonly outputs: ReadonlyMap<string, Unit>,
  ) {
    const names = new Map<string, unknown>([...library, ...this.series(library), ...this.declaring(library)]);
    names.set("Math", this.math());
    names.set("Number", this.number());
    const d3 = library.get("d3");
    if (d3) names.set("d3", this.statistics(d3 as Record<string, AnyFunction>));
    if (library.has("Plot"))
      names.set(
        "Plot",
        chartStub(
          (stub, call) => this.sited.set(stub, call),
          (site, value) => this.drawn(site, value),
          NOWHERE,
        ),
      );
    names.set(
      "__compare",
      this.make((site, [operator, a, b]) => {
        const sign = String(operator);
        if ((typeof a === "number" || a instanceof Quantity) && (typeof b === "number" || b instanceof Quantity))
          arithmetic.unify(site, a, b);
        return claims.compare(sign, plain(a), plain(b));
      }),
    );
    names.set(LOOP_HELPER, listedForLoop);
    names.set("__all", claims.all);
    names.set("__any", claims.any);
    names.set("__not", claims.not);
    this.names = names;
  }

  /** The operations a rewritten block calls. */
  operations(): object {
    const { sited } = this;
    const at = (site: number, called: unknown): unknown => {
      const known = sited.get(called);
      return known ? (...values: unknown[]) => known(site, values) : called;
    };
    return Object.assign(Object.create(null), this.arithmetic, { at });
  }

  /** A chart draws the number that blocks count in: of a temperature on a scale with a zero of its own its kelvins. */
  private drawn(site: number, value: unknown): void {
    if (site !== NOWHERE) this.arithmetic.note(site, true);
    if (zeroOf(value) === "point") this.arithmetic.tell(site, "temperature", [value]);
  }

  private make(f: Sited): AnyFunction {
    const made = (...values: unknown[]): unknown => f(NOWHERE, values);
    this.sited.set(made, f);
    return made as AnyFunction;
  }

  private math(): object {
    const made: Record<string, unknown> = {};
    for (const name of Object.getOwnPropertyNames(Math)) {
      const own: unknown = Math[name as keyof Math];
      made[name] = typeof own === "function" ? this.pureOnly(own as (...values: number[]) => number) : own;
    }
    for (const name of PRESERVING)
      made[name] = this.make((site, [a]) => {
        this.arithmetic.note(site, !isUnknown(a));
        if (!(a instanceof Quantity)) return carried(Math[name](a as number), a);
        // Kelvins are rounded elsewhere than degrees.
        if (name !== "abs" && zeroOf(a) === "point") return this.noTemperature(site, a, Math[name](a.number));
        return new Quantity(Math[name](a.number), a.unit, a.literals, a.from);
      });
    for (const name of UNIFYING)
      made[name] = this.make((site, values) => {
        const result = Math[name](...(values.map(plain) as number[]));
        const warm = name === "hypot" ? Functions.temperatureIn(values) : undefined;
        if (warm) return this.noTemperature(site, warm, result);
        return wrap(
          carried(result, ...values),
          this.arithmetic.unifyAll(site, values),
          origins(values.find((one) => one instanceof Quantity)),
        );
      });
    const root = (exponent: number, of: (x: number) => number): AnyFunction =>
      this.make((site, [a]) => {
        this.arithmetic.note(site, !isUnknown(a));
        if (!(a instanceof Quantity)) return carried(of(a as number), a);
        if (!a.unit) return new Quantity(of(a.number), undefined);
        if (zeroOf(a) === "point") return this.noTemperature(site, a, of(a.number));
        return reduced(
          of(a.number),
          raised(a.unit, exponent),
          a.literals?.map((one) => one ** exponent),
          a.from,
        );
      });
    made.sqrt = root(1 / 2, Math.sqrt);
    made.cbrt = root(1 / 3, Math.cbrt);
    made.sign = this.make((_, [a]) => carried(Math.sign(plain(a) as number), a));
    made.pow = this.make((site, [a, b]) => this.arithmetic.power(site, a, b));
    made.atan2 = this.make((site, [a, b]) => {
      if (a instanceof Quantity || b instanceof Quantity) this.arithmetic.unifyAll(site, [a, b]);
      return Math.atan2(plain(a) as number, plain(b) as number);
    });
    return Object.freeze(made);
  }

  /** Says that a function takes no temperature on a scale with a zero of its own. */
  private noTemperature(site: number, value: unknown, result: number): Quantity {
    this.arithmetic.tell(site, "temperature", [value]);
    return new Quantity(result, undefined);
  }

  /** The first of some values that is such a temperature. */
  private static temperatureIn(values: readonly unknown[]): unknown {
    return values.find((one) => zeroOf(one) === "point");
  }

  /** A function of pure numbers, such as the exponential. */
  private pureOnly(f: (...values: number[]) => number): AnyFunction {
    return this.make((site, values) => {
      const result = f(...(values.map(plain) as number[]));
      this.arithmetic.note(site, !values.some(isUnknown));
      if (values.some(isUnknown)) return new Quantity(result, undefined);
      const wrong = values.find((one) => one instanceof Quantity);
      if (wrong === undefined) return carried(result, ...values);
      this.arithmetic.tell(site, "function", [wrong]);
      return new Quantity(result, undefined);
    });
  }

  private number(): object {
    const convert = this.make((_, [a]) => (a instanceof Quantity ? a : Number(a))) as AnyFunction;
    for (const name of Object.getOwnPropertyNames(Number)) {
      if (name === "prototype" || name === "length" || name === "name") continue;
      const own: unknown = Number[name as "isNaN"];
      const native = own as AnyFunction;
      const value =
        typeof own !== "function"
          ? own
          : this.make((site, [a, ...rest]) => {
              this.arithmetic.note(site, true);
              return native(plain(a) as never, ...(rest as never[]));
            });
      Object.defineProperty(convert, name, { value });
    }
    Object.defineProperty(convert, "prototype", { value: Number.prototype });
    return convert;
  }

  private series(library: ReadonlyMap<string, unknown>): Map<string, unknown> {
    const { arithmetic } = this;
    const native = (name: string): ((...values: unknown[]) => unknown) =>
      library.get(name) as (...values: unknown[]) => unknown;
    const over = (name: string, f: Sited): [string, unknown] => [name, this.make(f)];
    const shared = (site: number, source: unknown, ...more: readonly unknown[]) =>
      arithmetic.unifyAll(site, [...more, ...Object.values(source as object)]);
    const fromOf = (source: unknown): readonly string[] =>
      origins(Object.values(source as object).find((one) => one instanceof Quantity));
    return new Map([
      ...["years", "months", "quarters", "dates"].map((name) =>
        over(name, (_, values) => native(name)(...values.map(plain))),
      ),
      over("regroup", (site, [source, period, options]) => {
        const unit = shared(site, source);
        const grouped = native("regroup")(plainSeries(source), period, options) as Record<string, number>;
        return mapped(grouped, (one) => wrap(one, unit, fromOf(source)));
      }),
      over("sumSeries", (site, [source]) => {
        const sum = native("sumSeries")(plainSeries(source)) as number;
        const warm = Functions.temperatureIn(Object.values(source as object));
        return warm ? this.noTemperature(site, warm, sum) : wrap(sum, shared(site, source), fromOf(source));
      }),
      over("cumulative", (site, [source, start]) => {
        const warm = Functions.temperatureIn(Object.values(source as object));
        if (warm) this.arithmetic.tell(site, "temperature", [warm]);
        const sums = native("cumulative")(plainSeries(source), plain(start)) as Record<string, number>;
        const unit = shared(site, source, start ?? 0);
        return mapped(sums, (sum) => wrap(sum, unit, fromOf(source)));
      }),
      over("interpolate", (site, [points, at, options]) => {
        const unit = shared(site, points);
        const single = at instanceof Quantity || typeof at !== "object" || at === null;
        const where = single ? plain(at) : [...(at as unknown[])].map(plain);
        const result = native("interpolate")(plainSeries(points), where, options);
        const ratios = (options as { method?: unknown } | undefined)?.method === "geometric";
        const warm = ratios ? Functions.temperatureIn(Object.values(points as object)) : undefined;
        if (warm) arithmetic.tell(site, "temperature", [warm]);
        const from = fromOf(points);
        if (typeof result === "number") return wrap(result, unit, from);
        return mapped(result as Record<string, number>, (one) => wrap(one, unit, from));
      }),
      over("growth", (site, [source]) => {
        const warm = Functions.temperatureIn(Object.values(source as object));
        if (warm) arithmetic.tell(site, "temperature", [warm]);
        shared(site, source);
        return native("growth")(plainSeries(source));
      }),
      over("cagr", (site, [source, end, span]) => {
        const values =
          typeof source !== "object" || source instanceof Quantity ? [source, end] : Object.values(source as object);
        const warm = Functions.temperatureIn(values);
        if (warm) arithmetic.tell(site, "temperature", [warm]);
        if (typeof source !== "object" || source instanceof Quantity) {
          arithmetic.unifyAll(site, [source, end]);
          return native("cagr")(plain(source), plain(end), plain(span));
        }
        shared(site, source);
        return native("cagr")(plainSeries(source));
      }),
      over("doublingTime", (site, [rate]) => {
        const result = native("doublingTime")(plain(rate)) as number;
        if (!(rate instanceof Quantity)) return result;
        // Of a share a year it is years, of a pure number as many steps.
        const isRate = rate.unit !== undefined && alike(rate.unit, PER_TIME);
        arithmetic.note(site, !isUnknown(rate));
        if (!isRate && !isUnknown(rate)) arithmetic.tell(site, "function", [rate]);
        return new Quantity(result, isRate && rate.unit ? raised(rate.unit, -1) : undefined);
      }),
      over("clamp", (site, values) =>
        wrap(
          carried(native("clamp")(...values.map(plain)) as number, ...values),
          arithmetic.unifyAll(site, values),
          origins(values[0], values[1]),
        ),
      ),
    ]);
  }

  private declaring(library: ReadonlyMap<string, unknown>): Map<string, unknown> {
    const native = library.get("format") as (value: unknown, format: unknown, options?: object) => string;
    return new Map<string, unknown>([
      ["output", this.make((site, [value]) => this.declared(site, value))],
      [
        "format",
        this.make((site, [value, format, options]) => {
          const { unit } = (options ?? {}) as { unit?: unknown };
          this.arithmetic.note(site, !isUnknown(value));
          this.print(site, value, { format, unit });
          return native(plain(value), format, options as object);
        }),
      ],
      ["table", this.make((site, [rows, options]) => this.tabulate(site, rows, options))],
    ]);
  }

  /** The value of an output, in the unit it is declared in. */
  private declared(site: number, value: unknown): unknown {
    const name = this.sites[site]?.output;
    const unit = name === undefined ? undefined : this.outputs.get(name);
    this.arithmetic.note(site, true);
    if (!unit) return value;
    return deep(value, (one) => {
      if (isUnknown(one)) {
        this.arithmetic.note(site, false);
        return one;
      }
      const ratio = this.arithmetic.fits(site, one, unit);
      if (ratio === 1)
        return isFree(unit) && unit.factor === 1
          ? plain(one)
          : new Quantity(Number(plain(one)), unit, [], origins(one));
      const apart = zeroOf(one) === "difference" && unit.zero === "point";
      this.arithmetic.tell(site, apart ? "temperature" : "output", [one, new Quantity(0, unit)], ratio);
      return new Quantity(Number(plain(one)), undefined);
    });
  }

  private tabulate(site: number, rows: unknown, options: unknown): undefined {
    const { columns, totals } = (options ?? {}) as { columns?: unknown; totals?: unknown };
    const list: [string, unknown][] = Array.isArray(columns)
      ? columns.map((one) =>
          typeof one === "string" ? [one, undefined] : [String((one as { key?: unknown }).key), one],
        )
      : entriesOf((columns ?? {}) as Record<string, unknown>);
    for (const row of [...(Array.isArray(rows) ? rows : []), ...(totals === undefined ? [] : [totals].flat())])
      for (const [key, column] of list) {
        if (typeof column !== "object" || column === null) continue;
        const { unit, format } = column as { unit?: unknown; format?: unknown };
        this.print(site, (row as Record<string, unknown>)[key], { column: key, unit, format });
      }
    this.arithmetic.note(site, true);
    return undefined;
  }

  private print(
    site: number,
    value: unknown,
    { column, unit, format }: { column?: string; unit?: unknown; format?: unknown },
  ): void {
    if (site === NOWHERE || (typeof value !== "number" && !(value instanceof Quantity)) || isUnknown(value)) return;
    if (Number(plain(value)) === 0) return;
    const side = sideOf(value);
    const key = JSON.stringify([site, column, unit, format, side.unit]);
    if (this.printed.has(key)) return;
    this.printed.set(key, {
      site,
      side,
      unit: value instanceof Quantity ? value.unit : undefined,
      ...(value instanceof Quantity && value.literals ? { literals: value.literals } : {}),
      column,
      ...(typeof unit === "string" ? { unitText: unit } : {}),
      ...(typeof format === "string" ? { format } : {}),
    });
  }

  private statistics(d3: Readonly<Record<string, AnyFunction>>): object {
    const made: Record<string, unknown> = {};
    for (const [name, f] of Object.entries(d3)) {
      const native = f as (...values: unknown[]) => unknown;
      if (typeof f !== "function") made[name] = f;
      else if (HANDING_ON.has(name)) {
        // The function itself stays: others tell by its length what it is.
        made[name] = f;
        this.sited.set(f, (site, values) => {
          this.arithmetic.note(site, true);
          return native(...values);
        });
      } else if (STATISTICS[name] !== undefined) made[name] = this.statistic(name, STATISTICS[name], native);
      else if (CHOOSING.has(name)) made[name] = this.choosing(native);
      else
        made[name] = this.make((site, values) => {
          const { result, took } = takenOut(() => native(...values));
          if (!took) return result;
          this.arithmetic.note(site, false);
          return deep(result, (one) => new Quantity(Number(plain(one)), undefined));
        });
    }
    return Object.freeze(made);
  }

  private statistic(name: string, position: number, native: (...values: unknown[]) => unknown): AnyFunction {
    return this.make((site, values) => {
      const met: unknown[] = [];
      const accessor = values[position] as ((...parts: unknown[]) => unknown) | undefined;
      const seen = (...parts: unknown[]): unknown => {
        const one = accessor ? accessor(...parts) : parts[0];
        met.push(one);
        return plain(one);
      };
      const given = [...values];
      given[position] = seen;
      const result = native(...given.map((one, at) => (at === 0 || at === position ? one : plain(one))));
      const shared = this.arithmetic.unifyAll(site, met);
      const from = origins(met.find((one) => one instanceof Quantity));
      const warm = Functions.temperatureIn(met);
      if (warm && SUMMING.has(name)) {
        this.arithmetic.tell(site, "temperature", [warm]);
        return deep(result, (one) => new Quantity(Number(plain(one)), undefined));
      }
      if (!shared.unit && !shared.unknown) return result;
      const unit =
        name === "variance" && shared.unit
          ? raised(shared.unit, 2)
          : name === "deviation" && shared.unit?.zero
            ? withZero(shared.unit, "difference")
            : shared.unit;
      const one = (x: unknown): unknown => (typeof x === "number" ? wrap(x, { ...shared, unit }, from) : x);
      if (typeof result === "number") return one(result);
      return ArrayBuffer.isView(result) || Array.isArray(result) ? Array.from(result as number[], one) : result;
    });
  }

  private choosing(native: (...values: unknown[]) => unknown): AnyFunction {
    return this.make((site, [values, ...by]) => {
      const met: unknown[] = [];
      const accessors = by.map((f) =>
        // By how many arguments it takes the library tells an accessor from a comparison.
        typeof f === "function" && f.length === 1
          ? (value: unknown) => {
              const one = (f as (value: unknown) => unknown)(value);
              met.push(one);
              return plain(one);
            }
          : f,
      );
      const result = native(values, ...accessors);
      this.arithmetic.unifyAll(site, met.length > 0 ? met : [...(values as unknown[])]);
      return result;
    });
  }
}

function plainSeries(source: unknown): Record<string, unknown> {
  return mapped(source as Record<string, unknown>, plain);
}

function mapped<T, U>(source: Readonly<Record<string, T>>, f: (value: T) => U): Record<string, U> {
  return keyed(entriesOf(source).map(([key, value]) => [key, f(value)]));
}

/** Applies `f` to every number and quantity of a value. */
function deep(value: unknown, f: (one: number | Quantity) => unknown): unknown {
  if (typeof value === "number" || value instanceof Quantity) return f(value);
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value as unknown[], (one) => deep(one, f));
  if (typeof value !== "object" || value === null) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return value;
  return mapped(value as Record<string, unknown>, (one) => deep(one, f));
}
