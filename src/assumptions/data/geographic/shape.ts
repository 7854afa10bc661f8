import { didYouMean } from "../../../diagnostic.js";
import { grouped } from "../../../text/counts.js";
import { JsonRefusal } from "../json-scanner.js";
import { type Position, wound } from "./winding.js";

/** What a shape is made of: geometries of GeoJSON (RFC 7946). */
const SHAPES = ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"] as const;
export type ShapeType = (typeof SHAPES)[number];
const TYPES = [...SHAPES, "GeometryCollection"];

/** The most points of a file: each is drawn, in page and PDF. */
const MOST_POINTS = 100_000;

/** A geometry as a row has it, GeoJSON with two numbers a position. */
export type Shape =
  | { type: ShapeType; coordinates: unknown }
  | { type: "GeometryCollection"; geometries: readonly Shape[] };

/** How a file's shapes are read. */
export interface ShapeReading {
  /** Positions are those of a plane, in any unit. */
  planar: boolean;
  /** Points so far. */
  points: number;
}

export const isShapeType = (type: unknown): type is ShapeType => SHAPES.includes(type as ShapeType);

/** @throws JsonRefusal for a type that GeoJSON has not */
export function refuseType(type: unknown, at: number): never {
  throw new JsonRefusal(
    typeof type === "string"
      ? `has a geometry of the type \`${type}\`, which GeoJSON doesn't know`
      : "has a geometry without a type",
    at,
    1,
    (typeof type === "string" ? didYouMean(type, TYPES) : undefined) ?? `it is one of ${TYPES.join(", ")}`,
  );
}

/** How near to the antimeridian both ends of an edge lie that leads across it, in degrees. */
const ACROSS = 5;

/** An edge of a ring that leads more than half of the way round the globe, and neither across the antimeridian nor along a pole. */
function longEdge(ring: readonly Position[]): [Position, Position] | undefined {
  for (const [index, to] of ring.entries()) {
    const from = ring[index - 1];
    if (!from || Math.abs(to[0] - from[0]) <= 180 || (Math.abs(to[1]) === 90 && from[1] === to[1])) continue;
    if (Math.min(Math.abs(from[0]), Math.abs(to[0])) < 180 - ACROSS) return [from, to];
  }
  return undefined;
}

/**
 * A geometry's coordinates as they are drawn: positions of two numbers, rings closed and wound as the projections of charts want them.
 *
 * @param at where they stand in the file
 * @throws JsonRefusal for what is no such thing
 */
export function shapeOf(type: ShapeType, coordinates: unknown, at: number, reading: ShapeReading): Shape {
  const refuse = (message: string, hint?: string): never => {
    throw new JsonRefusal(message, at, 1, hint);
  };
  const list = (value: unknown, what: string): readonly unknown[] => {
    if (!Array.isArray(value)) return refuse(`has ${what} that is no array`);
    if (value.length === 0)
      return refuse(`has ${what} without anything in it`, "a feature without a shape says `null`");
    return value;
  };
  const position = (value: unknown): Position => {
    const [x, y] = Array.isArray(value) ? value : [];
    if (typeof x !== "number" || typeof y !== "number")
      return refuse(`has a position that is ${JSON.stringify(value)?.slice(0, 40)}, and no two numbers`);
    if (!reading.planar && (Math.abs(x) > 180 || Math.abs(y) > 90))
      return refuse(
        `has a position at longitude ${x}, latitude ${y}`,
        Math.abs(x) <= 90 && Math.abs(y) <= 180
          ? "longitude comes first, latitude second"
          : "if its numbers are those of a plane, such as metres of a national grid, declare `planar: true`",
      );
    if (++reading.points > MOST_POINTS)
      return refuse(
        `has the ${grouped(MOST_POINTS + 1)}st point of the file`,
        "simplify the shapes before: `mapshaper in.geojson -simplify 10% -o out.geojson`",
      );
    return [x, y];
  };
  const line = (value: unknown): Position[] => {
    const positions = list(value, "a line").map(position);
    if (positions.length < 2) return refuse("has a line of one position");
    return positions;
  };
  const polygon = (value: unknown): Position[][] =>
    list(value, "a polygon").map((one, index) => {
      const ring = list(one, "a ring").map(position);
      const [first, last] = [ring[0], ring.at(-1)];
      if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1])
        return refuse(
          `has a ring that isn't closed: it begins at ${first?.join(", ")} and ends at ${last?.join(", ")}`,
          "its last position is its first once more",
        );
      if (ring.length < 4)
        return refuse(`has a ring of ${ring.length} positions`, "a triangle has four, with the first once more");
      const long = reading.planar ? undefined : longEdge(ring);
      if (long)
        return refuse(
          `has an edge from longitude ${long[0][0]} to ${long[1][0]}, more than half of the globe`,
          "projections draw it the short way, across the antimeridian: put points between its ends",
        );
      return (
        wound(ring, index > 0, reading.planar) ??
        refuse("has a ring that encloses nothing", "for the outline of the globe draw `Plot.sphere()`")
      );
    });
  switch (type) {
    case "Point":
      return { type, coordinates: position(coordinates) };
    case "MultiPoint":
      return { type, coordinates: list(coordinates, "a list of points").map(position) };
    case "LineString":
      return { type, coordinates: line(coordinates) };
    case "MultiLineString":
      return { type, coordinates: list(coordinates, "a list of lines").map(line) };
    case "Polygon":
      return { type, coordinates: polygon(coordinates) };
    case "MultiPolygon":
      return { type, coordinates: list(coordinates, "a list of polygons").map(polygon) };
  }
}
