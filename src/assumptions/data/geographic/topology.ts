import { didYouMean } from "../../../diagnostic.js";
import { quoted } from "../../../yaml/problems.js";
import { JsonRefusal } from "../json-scanner.js";
import { JsonObject, type JsonValue } from "./json-tree.js";
import type { ShapeType } from "./shape.js";

type Point = readonly number[];

/** An object of a topology by its name; with one object it need not be named. */
export function objectOf(topology: JsonObject, name: string | undefined): JsonObject {
  const objects = topology.get("objects");
  if (!(objects instanceof JsonObject) || objects.members.size === 0)
    throw new JsonRefusal("is a topology without objects", topology.where("objects"));
  const names = [...objects.members.keys()];
  const [only] = names;
  if (name === undefined && names.length > 1)
    throw new JsonRefusal(
      `has ${names.length} objects: ${quoted(names.slice(0, 8), "and")}`,
      topology.where("objects"),
      1,
      `declare which one: \`object: ${only}\``,
    );
  const found = objects.get(name ?? only ?? "");
  if (!(found instanceof JsonObject))
    throw new JsonRefusal(
      found === undefined ? `has no object \`${name}\`` : `has an object \`${name ?? only}\` that is none`,
      topology.where("objects"),
      1,
      (name === undefined ? undefined : didYouMean(name, names)) ?? `it has ${quoted(names.slice(0, 8), "and")}`,
    );
  return found;
}

/**
 * What gives the coordinates of a topology's geometries: arcs joined, deltas summed, quantised positions scaled and moved (the TopoJSON
 * Format Specification, 2.1 and 2.2).
 *
 * @throws JsonRefusal where its arcs or its transform are none
 */
export function topologyReader(topology: JsonObject): (type: ShapeType, geometry: JsonObject) => unknown {
  const place = transformOf(topology);
  const arcs = (topology.get("arcs") ?? []) as JsonValue;
  const refuse = (message: string, at = topology.where("arcs")): never => {
    throw new JsonRefusal(message, at);
  };
  if (!Array.isArray(arcs)) refuse("has arcs that are no array");
  const isPoint = (value: unknown): value is Point =>
    Array.isArray(value) && value.length >= 2 && value.every((one) => typeof one === "number");
  const decoded = new Map<number, readonly Point[]>();
  const arc = (index: number): readonly Point[] => {
    const known = decoded.get(index);
    if (known) return known;
    let [x, y] = [0, 0];
    const points = (arcs as JsonValue[])[index];
    if (!Array.isArray(points)) return refuse(`has an arc ${index} that is no array`);
    const made = points.map((point): Point => {
      if (!isPoint(point)) return refuse(`has an arc ${index} with a position that is no two numbers`);
      const [dx = 0, dy = 0] = point;
      if (!place) return [dx, dy];
      x += dx;
      y += dy;
      return place([x, y]);
    });
    decoded.set(index, made);
    return made;
  };
  return (type, geometry) => {
    const at = geometry.where(geometry.get("arcs") === undefined ? "coordinates" : "arcs");
    const joined = (value: unknown): Point[] => {
      const out: Point[] = [];
      if (!Array.isArray(value)) return refuse("has arcs that are no array", at);
      for (const index of value as unknown[]) {
        const from = typeof index === "number" ? (index < 0 ? ~index : index) : Number.NaN;
        if (!(Number.isInteger(from) && from < (arcs as JsonValue[]).length))
          return refuse(
            `names an arc ${JSON.stringify(index)}, and the file has ${(arcs as JsonValue[]).length} arcs`,
            at,
          );
        const points = (index as number) < 0 ? [...arc(from)].reverse() : arc(from);
        // An arc begins where the one before it ends.
        for (const point of out.length > 0 ? points.slice(1) : points) out.push(point);
      }
      return out;
    };
    const each = (value: unknown, of: (one: unknown) => unknown): unknown[] =>
      Array.isArray(value) ? value.map(of) : refuse("has arcs that are no array", at);
    const placed = (value: unknown): unknown => (place && isPoint(value) ? place(value) : value);
    switch (type) {
      case "Point":
        return placed(geometry.get("coordinates"));
      case "MultiPoint":
        return each(geometry.get("coordinates"), placed);
      case "LineString":
        return joined(geometry.get("arcs"));
      case "MultiLineString":
      case "Polygon":
        return each(geometry.get("arcs"), joined);
      case "MultiPolygon":
        return each(geometry.get("arcs"), (rings) => each(rings, joined));
    }
  };
}

function transformOf(topology: JsonObject): ((point: Point) => Point) | undefined {
  const transform = topology.get("transform");
  if (transform === undefined) return undefined;
  const pair = (name: string): [number, number] => {
    const value = transform instanceof JsonObject ? transform.get(name) : undefined;
    const [x, y] = Array.isArray(value) ? value : [];
    if (typeof x !== "number" || typeof y !== "number")
      throw new JsonRefusal(`has a transform whose ${name} is no two numbers`, topology.where("transform"));
    return [x, y];
  };
  const [scale, move] = [pair("scale"), pair("translate")];
  // Twelve decimals: what is lost by scaling back leads no ring across the antimeridian or a pole.
  const tidy = (value: number): number => Number(value.toFixed(12));
  return ([x = 0, y = 0]) => [tidy(x * scale[0] + move[0]), tidy(y * scale[1] + move[1])];
}
