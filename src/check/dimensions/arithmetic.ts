import { holdsFor } from "../../notebook/run/claims.js";
import { carried, isGivenZero, origins, plain, Quantity } from "./quantity.js";
import { bridge, common, MOST_LITERALS, without } from "./scale.js";
import type { Finding, Side, Site } from "./sites.js";
import { isInCelsius, isTemperature, withoutZero, zeroOf, zeroOfSum } from "./temperature.js";
import { alike, isFree, over, raised, times, type Unit, unitText, withZero } from "./unit.js";

/** What a place was seen to do: nothing yet, arithmetic whose units are known, or some whose units are not. */
const UNSEEN = 0;
export const CHECKED = 1;
const BLIND = 2;

/** Units that two values share, and the written numbers still open to be conversions. */
interface Shared {
  unit: Unit | undefined;
  literals: readonly number[] | undefined;
  /** Nothing more can be said of the result. */
  unknown: boolean;
}

const NOTHING_KNOWN: Shared = { unit: undefined, literals: [], unknown: true };

type Comparison = "<" | "<=" | ">" | ">=" | "==" | "!=" | "===" | "!==";

/**
 * The operations of JavaScript over numbers, quantities and anything else. Of numbers and anything else they give what JavaScript
 * gives; of quantities a quantity with that number and its unit. What doesn't fit is noted once a place, and what comes of it has no
 * known unit, so that nothing else is said of it.
 */
export class Arithmetic {
  readonly findings: Finding[] = [];
  /** By place. */
  readonly seen: Uint8Array;
  /** Places where a yearly flow was taken for what a year brings, or the other way round. */
  readonly stepped = new Set<number>();
  private readonly told = new Set<number>();
  private readonly holding: unknown[] = [];

  /**
   * @param steps the unit of time that a block says its model steps in, by block: there a flow per step may be added to a stock.
   * @param silent blocks whose findings are not wanted.
   * @param things which of the base dimensions are things counted: people, wafers.
   */
  constructor(
    private readonly sites: readonly Site[],
    private readonly steps: readonly (Unit | undefined)[],
    private readonly silent: readonly boolean[],
    private readonly things: readonly boolean[] = [],
  ) {
    this.seen = new Uint8Array(sites.length);
  }

  /** Says that something at a place doesn't fit, unless its block is not checked or the place has had its say. */
  tell(site: number, rule: Finding["rule"], sides: readonly unknown[], ratio?: number): void {
    this.note(site, true);
    if (this.told.has(site) || site < 0 || this.silent[this.sites[site]?.block ?? -1]) return;
    this.told.add(site);
    this.findings.push({ site, rule, sides: sides.map(sideOf), ratio });
  }

  /** The same of a temperature on a scale with a zero of its own, with which that can't be done; nothing is known of what comes of it. */
  noTemperature(site: number, values: readonly unknown[], result: number): Quantity {
    this.tell(site, "temperature", values);
    return new Quantity(result, undefined);
  }

  /** Counts a place as reached; `known` says whether all units there are known. */
  note(site: number, known: boolean): void {
    if (!known) this.seen[site] = BLIND;
    else if (this.seen[site] === UNSEEN) this.seen[site] = CHECKED;
  }

  /**
   * What two sides of a sum or comparison have in common. Zero and the infinities fit anything, and a number written in the code
   * may be what converts one side's unit to the other's.
   */
  unify(site: number, a: number | Quantity, b: number | Quantity): Shared {
    if (isUnknown(a) || isUnknown(b)) {
      this.note(site, false);
      return NOTHING_KNOWN;
    }
    this.note(site, true);
    if (typeof a === "number" && typeof b === "number") return { unit: undefined, literals: [], unknown: false };
    const zeros = [zeroOf(a), zeroOf(b)];
    if (zeros.includes("point") && zeros.includes("difference")) {
      this.tell(site, "temperature", [a, b]);
      return NOTHING_KNOWN;
    }
    if (fitsAll(a) && b instanceof Quantity) return { ...b, unknown: false };
    if (fitsAll(b) && a instanceof Quantity) return { ...a, unknown: false };
    const [left, right] = [unitOf(a), unitOf(b)];
    const flow = alike(left, right) ? "none" : this.flow(site, left, right);
    const ratio = flow && ratioOf(left, right, flow, this.stepAt(site));
    const [inLeft, inRight] = [literalsOf(a), literalsOf(b)];
    const conversions = ratio === undefined ? undefined : bridge(ratio, inLeft, inRight);
    // A pure number and a time are alike only where the time is exactly one step.
    const pure = flow !== "none" && (isFree(left) || isFree(right));
    if (flow === undefined || (pure && !conversions)) {
      this.tell(site, "unlike", [a, b]);
      return NOTHING_KNOWN;
    }
    if (!conversions) {
      this.tell(site, "scale", [a, b], ratio);
      return NOTHING_KNOWN;
    }
    if (flow !== "none") this.stepped.add(site);
    if (pure) return { unit: undefined, literals: [], unknown: false };
    const fromRight =
      flow === "left" || (flow === "none" && conversions.right.length === 0 && conversions.left.length > 0);
    const unit = unitOrNone(fromRight || (zeros[1] === "point" && zeros[0] === undefined) ? b : a);
    if (!inLeft || !inRight) return { unit, literals: undefined, unknown: false };
    const rest = common(without(inLeft, conversions.left), without(inRight, conversions.right));
    return { unit, literals: [...(fromRight ? conversions.right : conversions.left), ...rest], unknown: false };
  }

  private stepAt(site: number): Unit | undefined {
    return this.steps[this.sites[site]?.block ?? -1];
  }

  private flow(site: number, left: Unit, right: Unit): Flow | undefined {
    const step = this.stepAt(site);
    return step && flowOf(left, right, step);
  }

  /** As `unify`, for all that stand in one list. */
  unifyAll(site: number, values: readonly unknown[]): Shared {
    let shared: number | Quantity = 0;
    let some: Shared = { unit: undefined, literals: [], unknown: false };
    for (const value of values) {
      if (typeof value !== "number" && !(value instanceof Quantity)) continue;
      // As the cells of a column are, which are many: all is as with the one before.
      if (value instanceof Quantity && isLike(shared, value)) continue;
      some = this.unify(site, shared, value);
      if (some.unknown) return some;
      const from = origins(shared, value);
      const size: unknown = typeof shared === "number" && fitsAll(shared) ? plain(value) : plain(shared);
      shared = some.unit ? new Quantity(Number(size), some.unit, some.literals, from) : Number(size);
    }
    return some;
  }

  private sum(
    site: number,
    a: unknown,
    b: unknown,
    number: (a: number, b: number) => number,
    sign: "+" | "-" | "%",
  ): unknown {
    if (!isNumeric(a) || !isNumeric(b)) {
      this.note(site, true);
      return number(a as number, b as number);
    }
    if (isTemperature(a) && isTemperature(b)) {
      const value = number(Number(plain(a)), Number(plain(b)));
      const zero = isInCelsius(a, b, sign) ? "difference" : zeroOfSum(zeroOf(a), zeroOf(b), sign);
      if (zero === "none") {
        return this.noTemperature(site, [a, b], value);
      }
      const shared = this.unify(site, withoutZero(a), withoutZero(b));
      const made = wrap(value, shared, origins(a, b));
      return made instanceof Quantity && made.unit
        ? new Quantity(value, withZero(made.unit, zero), made.literals, made.from)
        : made;
    }
    const value = number(Number(plain(a)), Number(plain(b)));
    const shared = this.unify(site, a, b);
    return wrap(shared.unit ? value : carried(value, a, b), shared, origins(a, b));
  }

  readonly add = (site: number, a: unknown, b: unknown): unknown => {
    if (typeof a === "number" && typeof b === "number") {
      this.note(site, true);
      return carried(a + b, a, b);
    }
    return this.sum(site, a, b, (x, y) => x + y, "+");
  };

  readonly subtract = (site: number, a: unknown, b: unknown): unknown => {
    if (typeof a === "number" && typeof b === "number") {
      this.note(site, true);
      return carried(a - b, a, b);
    }
    return this.sum(site, a, b, (x, y) => x - y, "-");
  };

  readonly remainder = (site: number, a: unknown, b: unknown): unknown => this.sum(site, a, b, (x, y) => x % y, "%");

  readonly multiply = (site: number, a: unknown, b: unknown): unknown => {
    if (typeof a === "number" && typeof b === "number") {
      this.note(site, true);
      // Of nothing it is nothing.
      return isNothing(a) || isNothing(b) ? a * b + 0 : carried(a * b, a, b);
    }
    return this.product(site, a, b, (x, y) => x * y, times, false);
  };

  readonly divide = (site: number, a: unknown, b: unknown): unknown => {
    if (typeof a === "number" && typeof b === "number") {
      this.note(site, true);
      return carried(a / (b + 0), a);
    }
    return this.product(site, a, b, (x, y) => x / y, over, true);
  };

  private product(
    site: number,
    a: unknown,
    b: unknown,
    number: (a: number, b: number) => number,
    unit: (a: Unit | undefined, b: Unit | undefined) => Unit,
    inverse: boolean,
  ): unknown {
    if (!isNumeric(a) || !isNumeric(b)) {
      this.note(site, true);
      return number(a as number, b as number);
    }
    const value = number(Number(plain(a)), Number(plain(b)));
    if (isUnknown(a) || isUnknown(b)) {
      this.note(site, false);
      return new Quantity(value, undefined);
    }
    if (zeroOf(a) === "point" || zeroOf(b) === "point") {
      return this.noTemperature(site, [a, b], value);
    }
    this.note(site, true);
    // Nothing of anything stays that; no bound is none, in any unit, and a share of it nothing.
    if (isNothing(a) || (isNothing(b) && !inverse) || isEndless(a) || isEndless(b)) return value + 0;
    const { left, right } = this.sites[site] ?? {};
    const ofA = typeof a === "number" ? left : a.literals;
    const ofB = typeof b === "number" ? right : inverse ? b.literals?.map((one) => 1 / one) : b.literals;
    const open = (a instanceof Quantity && !a.literals) || (b instanceof Quantity && !b.literals);
    const literals = open ? undefined : [...(ofA ?? []), ...(ofB ?? [])];
    const made = reduced(value, unit(unitOrNone(a), unitOrNone(b)), literals, origins(a, b));
    // A multiple of a difference is one.
    const zero =
      zeroOf(a) && typeof b === "number" ? zeroOf(a) : typeof a === "number" && !inverse ? zeroOf(b) : undefined;
    return zero && made instanceof Quantity && made.unit
      ? new Quantity(value, withZero(made.unit, zero), made.literals, made.from)
      : made;
  }

  readonly power = (site: number, a: unknown, b: unknown): unknown => {
    if (!isNumeric(a) || !isNumeric(b)) return (a as number) ** (b as number);
    const value = Number(plain(a)) ** Number(plain(b));
    if (isUnknown(a) || isUnknown(b)) {
      this.note(site, false);
      return new Quantity(value, undefined);
    }
    if (b instanceof Quantity) {
      this.tell(site, "exponent", [a, b]);
      return new Quantity(value, undefined);
    }
    if (zeroOf(a) === "point") {
      return this.noTemperature(site, [a], value);
    }
    this.note(site, true);
    if (typeof a === "number" || !a.unit) return carried(value, a);
    const whole = Number.isInteger(b) && Math.abs(b) <= 3;
    const literals = whole ? a.literals?.map((one) => one ** b) : a.literals?.length === 0 ? [] : undefined;
    return reduced(value, raised(a.unit, b), literals, a.from);
  };

  private compared(site: number, a: unknown, b: unknown, operator: Comparison): boolean {
    if (isNumeric(a) && isNumeric(b)) this.unify(site, a, b);
    else this.note(site, true);
    return holdsFor(operator, plain(a), plain(b));
  }

  readonly less = (site: number, a: unknown, b: unknown): boolean => this.compared(site, a, b, "<");
  readonly atMost = (site: number, a: unknown, b: unknown): boolean => this.compared(site, a, b, "<=");
  readonly more = (site: number, a: unknown, b: unknown): boolean => this.compared(site, a, b, ">");
  readonly atLeast = (site: number, a: unknown, b: unknown): boolean => this.compared(site, a, b, ">=");
  readonly equal = (site: number, a: unknown, b: unknown): boolean => this.compared(site, a, b, "==");
  readonly unequal = (site: number, a: unknown, b: unknown): boolean => this.compared(site, a, b, "!=");
  readonly same = (site: number, a: unknown, b: unknown): boolean => this.compared(site, a, b, "===");
  readonly different = (site: number, a: unknown, b: unknown): boolean => this.compared(site, a, b, "!==");

  readonly negative = (site: number, a: unknown): unknown => {
    this.note(site, !isUnknown(a));
    if (!(a instanceof Quantity)) return typeof a === "number" ? carried(-a, a) : -(a as number);
    if (zeroOf(a) === "point") {
      return this.noTemperature(site, [a], -a.number);
    }
    return new Quantity(-a.number, a.unit, a.literals, a.from);
  };
  readonly positive = (a: unknown): unknown => (a instanceof Quantity ? a : +(a as number));
  readonly kind = (a: unknown): string => (a instanceof Quantity ? "number" : typeof a);
  readonly truth = (a: unknown): boolean => Boolean(plain(a));
  readonly whole = (a: unknown): unknown => a;
  /** Keeps the left side of `&&` where that is what it comes to. */
  readonly and = (a: unknown): boolean => {
    const stays = !this.truth(a);
    if (stays) this.holding.push(a);
    return stays;
  };
  readonly or = (a: unknown): boolean => {
    const stays = this.truth(a);
    if (stays) this.holding.push(a);
    return stays;
  };
  readonly held = (): unknown => this.holding.pop();

  /**
   * What an annotation says: a pure number counts in its unit; a quantity must be in it, or in what a step of it brings. It may also say
   * for each of what, or of what, a value is counted: W may be W/package.
   */
  readonly counts = (site: number, value: unknown): unknown => {
    const unit = this.sites[site]?.unit;
    if (typeof value === "number") {
      this.note(site, true);
      return unit ? new Quantity(plain(value), unit) : value;
    }
    if (!(value instanceof Quantity)) return value;
    const says = new Quantity(value.number, unit ?? PURE, [], value.from);
    if (isUnknown(value)) return unit ? says : value.number;
    const ratio = this.fits(site, this.counted(value, says.unit ?? PURE), says.unit ?? PURE);
    if (ratio !== 1) this.tell(site, "annotation", [value, says], ratio);
    return unit ? says : value.number;
  };

  /** A value with the things counted that a unit has. */
  private counted(value: Quantity, { dimensions }: Unit): Quantity {
    const { unit } = value;
    if (!unit) return value;
    const own = unit.dimensions;
    const length = Math.max(own.length, dimensions.length);
    const changed = Array.from({ length }, (_, i) => (this.things[i] ? (dimensions[i] ?? 0) : (own[i] ?? 0)));
    return new Quantity(value.number, { ...unit, dimensions: changed }, value.literals, value.from);
  }

  /**
   * Whether a value is in a unit that is declared for it: undefined when it is not, else the ratio of their sizes that no number
   * written in the code explains, which is 1 when all is well.
   */
  fits(site: number, value: number | Quantity, declared: Unit): number | undefined {
    this.note(site, true);
    if (typeof value === "number") return fitsAll(value) || isFree(declared) ? 1 : undefined;
    if (zeroOf(value) === "difference" && declared.zero === "point") return undefined;
    const unit = value.unit ?? PURE;
    const flow = alike(unit, declared) ? "none" : this.flow(site, unit, declared);
    if (!flow) return undefined;
    const ratio = ratioOf(unit, declared, flow, this.stepAt(site));
    const fits = bridge(ratio, value.literals, []) !== undefined;
    if (flow !== "none" && !fits && (isFree(unit) || isFree(declared))) return undefined;
    if (flow !== "none" && fits) this.stepped.add(site);
    return fits ? 1 : ratio;
  }
}

/** A pure number's unit, where one is needed. */
export const PURE: Unit = { symbols: [], dimensions: [], factor: 1 };

const isNumeric = (value: unknown): value is number | Quantity =>
  typeof value === "number" || value instanceof Quantity;

export const isUnknown = (value: unknown): boolean => value instanceof Quantity && value.unit === undefined;

const unitOrNone = (value: number | Quantity): Unit | undefined => (typeof value === "number" ? undefined : value.unit);

const unitOf = (value: number | Quantity): Unit => unitOrNone(value) ?? PURE;

const literalsOf = (value: number | Quantity): readonly number[] | undefined =>
  typeof value === "number" ? [] : value.literals;

const isNothing = (value: number | Quantity): boolean => value === 0 && !isGivenZero(value);

/** Nothing of anything is nothing, or as good as nothing, and no bound is none. */
export const fitsAll = (value: number | Quantity): boolean =>
  typeof value === "number" && ((Math.abs(value) <= Number.EPSILON && !isGivenZero(value)) || !Number.isFinite(value));

/** Whether a value has the very unit of another that was unified, comes from the same, and no number written in the code is in either. */
const isLike = (shared: number | Quantity, { unit, literals, from }: Quantity): boolean =>
  shared instanceof Quantity &&
  unit !== undefined &&
  shared.unit === unit &&
  shared.from === from &&
  shared.literals?.length === 0 &&
  literals?.length === 0;

const isEndless = (value: number | Quantity): boolean => Math.abs(Number(plain(value))) === Number.POSITIVE_INFINITY;

/** A number with what is known of its unit. */
export function wrap(number: number, { unit, literals, unknown }: Shared, from: readonly string[]): number | Quantity {
  if (unknown) return new Quantity(number, undefined);
  return unit ? new Quantity(number, unit, literals, from) : number;
}

/** A number with a unit, which is no unit any more where all of it cancels. */
export function reduced(
  number: number,
  unit: Unit,
  literals: readonly number[] | undefined,
  from: readonly string[],
): number | Quantity {
  const kept = literals && literals.length <= MOST_LITERALS ? literals : undefined;
  if (isFree(unit) && bridge(unit.factor, kept, [])) return number;
  return new Quantity(number, unit, kept, from);
}

/** Which side is a flow of the other, of which it has one step of time more below the line. */
type Flow = "none" | "left" | "right";

function flowOf(left: Unit, right: Unit, step: Unit): "left" | "right" | undefined {
  if (alike(times(left, step), right)) return "left";
  return alike(times(right, step), left) ? "right" : undefined;
}

/** How much larger the left unit is; a flow counts as what one step of it brings. */
function ratioOf(left: Unit, right: Unit, flow: Flow, step: Unit | undefined): number {
  const size = step?.factor ?? 1;
  return (left.factor / right.factor) * (flow === "left" ? size : flow === "right" ? 1 / size : 1);
}

/** A value as a finding tells it. */
export function sideOf(value: unknown): Side {
  if (value instanceof Quantity) {
    const { unit, number, from, literals } = value;
    const isTemperature = unit?.zero === "point" || undefined;
    return { unit: unitText(unit), number, from, literals: literals?.length ? literals : undefined, isTemperature };
  }
  return { unit: "1", number: Number(value), from: [] };
}
