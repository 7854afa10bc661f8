import { type Arithmetic, isUnknown, wrap } from "./arithmetic.js";
import { carried, mapped, origins, plain, Quantity } from "./quantity.js";
import type { AnyFunction, Sited } from "./sites.js";
import { temperatureIn } from "./temperature.js";
import { alike, raised, type Unit } from "./unit.js";

/** What something a second measures; powers of base dimensions are in the order of mathjs, in which time is the third. */
const PER_TIME: Unit = { symbols: [], dimensions: [0, 0, -1], factor: 1 };

/** What the library computes of series, each with what it does to units. */
export function seriesFunctions(
  library: ReadonlyMap<string, unknown>,
  arithmetic: Arithmetic,
  make: (f: Sited) => AnyFunction,
): Map<string, unknown> {
  const native = (name: string): ((...values: unknown[]) => unknown) =>
    library.get(name) as (...values: unknown[]) => unknown;
  const over = (name: string, f: Sited): [string, unknown] => [name, make(f)];
  const shared = (site: number, source: unknown, ...more: readonly unknown[]) =>
    arithmetic.unifyAll(site, [...more, ...Object.values(source as object)]);
  const refuseTemperatures = (site: number, values: readonly unknown[]): void => {
    const warm = temperatureIn(values);
    if (warm) arithmetic.tell(site, "temperature", [warm]);
  };
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
      const warm = temperatureIn(Object.values(source as object));
      return warm ? arithmetic.noTemperature(site, [warm], sum) : wrap(sum, shared(site, source), fromOf(source));
    }),
    over("cumulative", (site, [source, start]) => {
      refuseTemperatures(site, Object.values(source as object));
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
      if (ratios) refuseTemperatures(site, Object.values(points as object));
      const from = fromOf(points);
      if (typeof result === "number") return wrap(result, unit, from);
      return mapped(result as Record<string, number>, (one) => wrap(one, unit, from));
    }),
    over("growth", (site, [source]) => {
      refuseTemperatures(site, Object.values(source as object));
      shared(site, source);
      return native("growth")(plainSeries(source));
    }),
    over("cagr", (site, [source, end, span]) => {
      const isSeries = typeof source === "object" && !(source instanceof Quantity);
      refuseTemperatures(site, isSeries ? Object.values(source as object) : [source, end]);
      if (!isSeries) {
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

function plainSeries(source: unknown): Record<string, unknown> {
  return mapped(source as Record<string, unknown>, plain);
}
