import * as Plot from "@observablehq/plot";
import { channelOptions } from "./option-names.js";

/** A channel as the author wrote it, before a transform put columns of its own in its place. */
export interface Written {
  /** `x`, `fill`, …; names under `channels` too. */
  option: string;
  value: unknown;
}

/** Where a mark came from. */
export interface Origin {
  /** The function of the library: `line`, `barY`. */
  call: string;
  /** What it was given as data; null for decorations that have none. */
  data: unknown;
  options: Readonly<Record<string, unknown>>;
  written: readonly Written[];
  /** The transforms that the options went through, innermost first: `groupX`. */
  transforms: readonly string[];
  /** Made at the call, so that its stack tells the line in the chapter. */
  at: Error;
}

// Options that a transform gives are often spread into others: a property goes along where an identity would be lost.
const PAST = Symbol("channels as written, and transforms");
type Past = Pick<Origin, "written" | "transforms">;
type Traced = Record<string | symbol, unknown> & { [PAST]?: Past };

const origins = new WeakMap<object, Origin>();

/** Where a mark, or the marks that one call gives together, came from. */
export const originOf = (mark: object): Origin | undefined => origins.get(mark);

/** Notes what a call of the library was given, on the mark or the options that it gave. */
export function trace(call: string, values: readonly unknown[], result: unknown): void {
  if (typeof result !== "object" || result === null) return;
  // The last object: a transform's outputs come before its options, and may stand alone.
  const objects = values.filter((value) => isOptions(value));
  const last = OF_OUTPUTS.test(call) && objects.length === 1 ? {} : objects.at(-1);
  const options = (last ?? {}) as Traced;
  const past = { written: writtenIn(options), transforms: options[PAST]?.transforms ?? [] };
  if (isMarks(result)) {
    const data = values[0] === options ? null : values[0];
    origins.set(result, { call, data, options, ...past, at: new Error() });
  } else if (isOptions(result) && last !== undefined) {
    const own = result as Traced;
    const isStrict = (values[0] as { strict?: unknown } | null | undefined)?.strict === true;
    if (Object.isExtensible(own))
      own[PAST] = { ...past, transforms: [...past.transforms, isStrict ? `${call} strict` : call] };
  }
}

/** Transforms that take what they give out before the options of the mark. */
const OF_OUTPUTS = /^(?:bin[XY]?|group[XYZ]?|hexbin)$/;

const isMarks = (value: object): boolean =>
  value instanceof Plot.Mark || (Array.isArray(value) && value.some((one) => one instanceof Plot.Mark));

/** An options object, as against data, an interval or a column. */
const isOptions = (value: unknown): value is Traced =>
  typeof value === "object" &&
  value !== null &&
  Object.getPrototypeOf(value) === Object.prototype &&
  !("transform" in value && Object.keys(value).every((key) => key === "transform" || key === "label")) &&
  !isGeometry(value);

/** The library takes a single piece of GeoJSON as data. */
const isGeometry = (value: unknown): value is { type: string; features?: unknown[]; geometries?: unknown[] } =>
  typeof value === "object" &&
  value !== null &&
  /^(Feature|FeatureCollection|GeometryCollection|(Multi)?(Point|LineString|Polygon)|Sphere)$/.test(
    String((value as { type?: unknown }).type),
  );

function writtenIn(options: Traced): Written[] {
  const all = [...(options[PAST]?.written ?? [])];
  const add = (option: string, given: unknown): void => {
    const value = isOptions(given) && "value" in given ? given.value : given;
    const isChannel = typeof value === "string" || typeof value === "function" || isList(value);
    if (isChannel && !all.some((one) => one.option === option && one.value === value)) all.push({ option, value });
  };
  for (const [option, value] of Object.entries(options)) if (channelOptions.has(option)) add(option, value);
  const { channels } = options;
  if (isOptions(channels)) for (const [name, value] of Object.entries(channels)) add(name, value);
  return all;
}

const isList = (value: unknown): boolean => Array.isArray(value) || ArrayBuffer.isView(value);

/** The rows of a mark's data as the library will read them; undefined where it has none. */
export function rowsOf(data: unknown): readonly unknown[] | undefined {
  if (data === null || data === undefined) return undefined;
  if (isGeometry(data)) return data.features ?? data.geometries ?? [data];
  if (Array.isArray(data)) return data;
  if (ArrayBuffer.isView(data)) return Array.from(data as unknown as ArrayLike<unknown>);
  const isCounted = typeof data === "object" && (Symbol.iterator in data || "length" in data);
  return isCounted ? Array.from(data as ArrayLike<unknown>) : undefined;
}
