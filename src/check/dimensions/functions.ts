import { entriesOf } from "../../keys/ordered.js";
import * as claims from "../../notebook/run/claims.js";
import { HELPERS } from "../../notebook/run/helpers.js";
import { type Arithmetic, isUnknown, reduced, sideOf, wrap } from "./arithmetic.js";
import { chartStub } from "./chart-stub.js";
import { carried, deep, origins, plain, Quantity } from "./quantity.js";
import { seriesFunctions } from "./series-functions.js";
import type { AnyFunction, Printed, Site, Sited } from "./sites.js";
import { statistics } from "./statistics.js";
import { temperatureIn, zeroOf } from "./temperature.js";
import { isFree, raised, type Unit } from "./unit.js";

/** No place: a function that was handed on and is called from elsewhere. */
const NOWHERE = -1;

const PRESERVING = ["abs", "ceil", "floor", "round", "trunc", "fround"] as const;
const UNIFYING = ["min", "max", "hypot"] as const;

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
    const make = (f: Sited): AnyFunction => this.make(f);
    const names = new Map<string, unknown>([
      ...library,
      ...seriesFunctions(library, arithmetic, make),
      ...this.declaring(library),
    ]);
    names.set("Math", this.math());
    names.set("Number", this.number());
    const d3 = library.get("d3");
    if (d3) names.set("d3", statistics(d3 as Record<string, AnyFunction>, arithmetic, make, this.sited));
    if (library.has("Plot"))
      names.set(
        "Plot",
        chartStub(
          (stub, call) => this.sited.set(stub, call),
          (site, value) => this.drawn(site, value),
          NOWHERE,
        ),
      );
    for (const [name, helper] of HELPERS) names.set(name, helper);
    names.set(
      "__compare",
      this.make((site, [operator, a, b]) => {
        const sign = String(operator);
        if ((typeof a === "number" || a instanceof Quantity) && (typeof b === "number" || b instanceof Quantity))
          arithmetic.unify(site, a, b);
        return claims.compare(sign, plain(a), plain(b));
      }),
    );
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
        if (name !== "abs" && zeroOf(a) === "point")
          return this.arithmetic.noTemperature(site, [a], Math[name](a.number));
        return new Quantity(Math[name](a.number), a.unit, a.literals, a.from);
      });
    for (const name of UNIFYING)
      made[name] = this.make((site, values) => {
        const result = Math[name](...(values.map(plain) as number[]));
        const warm = name === "hypot" ? temperatureIn(values) : undefined;
        if (warm) return this.arithmetic.noTemperature(site, [warm], result);
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
        if (zeroOf(a) === "point") return this.arithmetic.noTemperature(site, [a], of(a.number));
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
}
