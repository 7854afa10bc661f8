import { type Arithmetic, wrap } from "./arithmetic.js";
import { deep, origins, plain, Quantity, takenOut } from "./quantity.js";
import type { AnyFunction, Sited } from "./sites.js";
import { temperatureIn } from "./temperature.js";
import { raised, withZero } from "./unit.js";

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

/**
 * The functions of d3-array, each with what it does to units.
 *
 * @param sited takes what is told the place of a call to a function that stays itself
 */
export function statistics(
  d3: Readonly<Record<string, AnyFunction>>,
  arithmetic: Arithmetic,
  make: (f: Sited) => AnyFunction,
  sited: Map<unknown, Sited>,
): object {
  const made: Record<string, unknown> = {};
  for (const [name, f] of Object.entries(d3)) {
    const native = f as (...values: unknown[]) => unknown;
    if (typeof f !== "function") made[name] = f;
    else if (HANDING_ON.has(name)) {
      // The function itself stays: others tell by its length what it is.
      made[name] = f;
      sited.set(f, (site, values) => {
        arithmetic.note(site, true);
        return native(...values);
      });
    } else if (STATISTICS[name] !== undefined) made[name] = make(statistic(name, STATISTICS[name], native, arithmetic));
    else if (CHOOSING.has(name)) made[name] = make(choosing(native, arithmetic));
    else
      made[name] = make((site, values) => {
        const { result, took } = takenOut(() => native(...values));
        if (!took) return result;
        arithmetic.note(site, false);
        return deep(result, (one) => new Quantity(Number(plain(one)), undefined));
      });
  }
  return Object.freeze(made);
}

function statistic(
  name: string,
  position: number,
  native: (...values: unknown[]) => unknown,
  arithmetic: Arithmetic,
): Sited {
  return (site, values) => {
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
    const shared = arithmetic.unifyAll(site, met);
    const from = origins(met.find((one) => one instanceof Quantity));
    const warm = temperatureIn(met);
    if (warm && SUMMING.has(name)) {
      arithmetic.tell(site, "temperature", [warm]);
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
  };
}

function choosing(native: (...values: unknown[]) => unknown, arithmetic: Arithmetic): Sited {
  return (site, [values, ...by]) => {
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
    arithmetic.unifyAll(site, met.length > 0 ? met : [...(values as unknown[])]);
    return result;
  };
}
