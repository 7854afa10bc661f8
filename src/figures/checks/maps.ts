import * as Plot from "@observablehq/plot";
import { type Position, wound } from "../../assumptions/data/geographic/winding.js";
import { didYouMean } from "../../diagnostic.js";
import type { ChartFinding } from "../../notebook/types.js";
import type { AuthorsMark } from "./findings.js";
import { type Origin, rowsOf } from "./origin.js";

/** Names of the library's projections of the globe, and of those that leave positions in their plane. */
const GLOBAL =
  "albers albers-usa azimuthal-equal-area azimuthal-equidistant conic-conformal conic-equal-area conic-equidistant equal-earth equirectangular gnomonic mercator orthographic stereographic transverse-mercator".split(
    " ",
  );
const PLANAR = ["identity", "reflect-y"];

/** What is wrong with a map before it is drawn: a projection that isn't there, positions that are none of the globe, rings wound the other way. */
export function mapFindings({ projection }: Plot.PlotOptions, authors: readonly AuthorsMark[]): ChartFinding[] {
  const named =
    typeof projection === "object" && projection !== null && "type" in projection ? projection.type : projection;
  if (typeof named !== "string") return [];
  const name = named.toLowerCase();
  if (PLANAR.includes(name)) return [];
  if (!GLOBAL.includes(name))
    return [
      {
        rule: "notebook/chart-option",
        severity: "error",
        message: `\`projection\` is \`${named}\`, which the library doesn't have`,
        hint: didYouMean(named, [...GLOBAL, ...PLANAR]) ?? `it has ${[...GLOBAL, ...PLANAR].join(", ")}`,
      },
    ];
  return authors.flatMap(({ number, origin }): ChartFinding[] => {
    if (origin?.call !== "geo") return [];
    const polygons = shapesOf(origin).flatMap(polygonsIn);
    const outside = polygons.flat(2).find(([x, y]) => Math.abs(x) > 180 || Math.abs(y) > 90);
    if (outside)
      return [
        {
          rule: "notebook/chart-option",
          severity: "error",
          message: `mark ${number} has a position at ${outside[0]}, ${outside[1]}, which is no longitude and latitude, and \`${named}\` is a projection of the globe`,
          hint: 'for positions of a plane: `projection: {type: "reflect-y", domain: …}`',
          at: origin.at,
        },
      ];
    const turned = polygons.find((rings) => rings.some((ring, i) => isTurned(ring, i > 0)));
    if (!turned) return [];
    return [
      {
        rule: "notebook/chart-option",
        severity: "error",
        message: `mark ${number} has a ring, from ${turned[0]?.[0]?.join(", ")}, that is wound so that all of the globe but what it encloses is drawn`,
        hint: "turn its positions round: outer rings go clockwise, holes the other way; shapes of data files are turned as they are read",
        at: origin.at,
      },
    ];
  });
}

function shapesOf({ data, options }: Origin): unknown[] {
  const rows = rowsOf(data) ?? [];
  if (options.geometry === undefined) return [...rows];
  try {
    return Array.from(
      (Plot.valueof(rows as unknown[], options.geometry as Plot.ChannelValue) ?? []) as Iterable<unknown>,
    );
  } catch {
    // An accessor that throws is told where the chart is drawn.
    return [];
  }
}

type Rings = readonly (readonly Position[])[];
interface Shape {
  type?: unknown;
  coordinates?: unknown;
  geometry?: unknown;
  geometries?: unknown[];
  features?: unknown[];
}

function polygonsIn(value: unknown): Rings[] {
  if (typeof value !== "object" || value === null) return [];
  const { type, coordinates, geometry, geometries, features } = value as Shape;
  if (type === "Polygon" && Array.isArray(coordinates)) return [coordinates as Rings];
  if (type === "MultiPolygon" && Array.isArray(coordinates)) return coordinates as Rings[];
  return [geometry, ...(geometries ?? []), ...(features ?? [])].flatMap(polygonsIn);
}

function isTurned(ring: readonly Position[], isHole: boolean): boolean {
  const right = wound(ring, isHole, false);
  return (right ?? []).some(([x, y], i) => x !== ring[i]?.[0] || y !== ring[i]?.[1]);
}
