import { LineMap, type Place } from "../../../diagnostic.js";
import { GEOMETRY_MARK } from "../../../keys/geometry.js";
import type { RawData } from "../declared.js";
import { JsonRefusal } from "../json-scanner.js";
import type { DataProblems } from "../problems.js";
import type { RawCell, RawTable } from "../raw-table.js";
import { MOST_TOLD, tooMany } from "../separated.js";
import { JsonObject, type JsonValue, jsonTree } from "./json-tree.js";
import { isShapeType, refuseType, type Shape, type ShapeReading, shapeOf } from "./shape.js";
import { objectOf, topologyReader } from "./topology.js";

/** What a GeoJSON or TopoJSON file has at its top. */
const GEOGRAPHIC = /"type"\s*:\s*"(?:FeatureCollection|Topology|Feature)"/;
/** Whether a text of JSON is of this kind, and no array of rows. */
export const isGeographic = (text: string): boolean => /^\s*\{/.test(text) && GEOGRAPHIC.test(text);

const EXPECTED = "a FeatureCollection of GeoJSON, or a topology of TopoJSON";

/** A feature, from either format: where it stands, and its shape, made when asked for. */
interface Feature {
  object: JsonObject;
  shape(): Shape | null;
}

/**
 * A file of features as rows: one a feature, with its properties, its `id` where features have one, and its geometry as text (`GEOMETRY_MARK` and
 * GeoJSON). Where a property is called `id` or `geometry` too, those are `feature.id` and `feature.geometry`. Undefined where it can't be read.
 */
export function readGeographic(
  file: string,
  text: string,
  declared: Pick<RawData, "object" | "planar" | "ignore">,
  problems: DataProblems,
): RawTable | undefined {
  const lines = new LineMap(text);
  const placeAt = (offset: number, length = 1): Place => {
    const start = lines.at(offset);
    return { file, start, end: { line: start.line, column: start.column + Math.max(1, length) } };
  };
  let told = 0;
  const refused = (error: unknown, subject: string): void => {
    if (!(error instanceof JsonRefusal)) throw error;
    if (told++ < MOST_TOLD)
      problems.error("geometry", `${subject}${error.message}`, placeAt(error.offset, error.length), {
        expected: EXPECTED,
        hint: error.hint,
      });
  };
  let features: Feature[];
  const reading: ShapeReading = { planar: declared.planar === true, points: 0 };
  try {
    let root: JsonValue;
    try {
      root = jsonTree(text);
    } catch (error) {
      if (!(error instanceof JsonRefusal)) throw error;
      throw new JsonRefusal(`is no JSON: ${error.message}`, error.offset, error.length, error.hint);
    }
    features = featuresOf(root, declared, reading);
  } catch (error) {
    refused(error, `${file} `);
    return undefined;
  }
  const columns = columnsOf(features, new Set(declared.ignore?.map(({ text }) => text)), (error, row) =>
    refused(error, `feature ${row + 1} of ${file} `),
  );
  if (told > MOST_TOLD) problems.rest(file, "geometry", told - MOST_TOLD, "features that can't be read");
  if (told > 0 || tooMany(file, features.length, columns.length, problems)) return undefined;
  return {
    headers: columns.map(({ header }) => header),
    headerPlace: (column) => placeAt(columns[column]?.at ?? 0, columns[column]?.length),
    rows: features.length,
    columns: columns.map(({ cells }) => cells),
    place: (row, column) => placeAt(columns[column]?.starts[row] ?? features[row]?.object.at ?? 0),
    isText: false,
    geometry: columns.find(({ isGeometry }) => isGeometry)?.header,
  };
}

function featuresOf(root: JsonValue, { object: name }: Pick<RawData, "object">, reading: ShapeReading): Feature[] {
  if (!(root instanceof JsonObject)) throw new JsonRefusal("is no object", 0);
  const type = root.get("type");
  if (type === "Topology") {
    const object = objectOf(root, name?.text);
    const coordinates = topologyReader(root);
    const shape = (geometry: JsonObject): Shape | null => madeShape(geometry, reading, coordinates);
    return collected(object.get("type") === "GeometryCollection" ? object.get("geometries") : [object], object).map(
      (one) => ({ object: one, shape: () => (one.get("type") === null ? null : shape(one)) }),
    );
  }
  if (name)
    throw new JsonRefusal(
      `has no objects to choose from, and \`object: ${name.text}\` is declared`,
      root.where("type"),
    );
  if (type !== "FeatureCollection")
    throw new JsonRefusal(
      typeof type === "string" ? `is a ${type}, and no FeatureCollection` : "has no type",
      root.where("type"),
      1,
      'write it into one: `{"type": "FeatureCollection", "features": [{"type": "Feature", …}]}`',
    );
  refuseOtherGrids(root, reading.planar);
  return collected(root.get("features"), root).map((feature) => ({
    object: feature,
    shape: () => {
      if (feature.get("type") !== "Feature") throw new JsonRefusal("has not the type `Feature`", feature.where("type"));
      const geometry = feature.get("geometry");
      if (geometry === null || geometry === undefined) return null;
      if (!(geometry instanceof JsonObject))
        throw new JsonRefusal("has a geometry that is no object", feature.where("geometry"));
      return madeShape(geometry, reading, (_, one) => one.get("coordinates"));
    },
  }));
}

function collected(list: JsonValue | undefined, of: JsonObject): JsonObject[] {
  if (!Array.isArray(list)) throw new JsonRefusal("has no list of features", of.at);
  return list.map((one, index) => {
    if (!(one instanceof JsonObject)) throw new JsonRefusal(`has a feature ${index + 1} that is no object`, of.at);
    return one;
  });
}

/** An older file may say that its positions are those of another grid. */
function refuseOtherGrids(root: JsonObject, planar: boolean): void {
  const crs = root.get("crs");
  if (planar || !(crs instanceof JsonObject)) return;
  const properties = crs.get("properties");
  const name = properties instanceof JsonObject ? properties.get("name") : undefined;
  if (typeof name === "string" && /CRS:*84$|EPSG:*4326$/.test(name)) return;
  throw new JsonRefusal(
    `has positions of the grid \`${typeof name === "string" ? name : "crs"}\``,
    root.where("crs"),
    1,
    'bring it to longitude and latitude (EPSG:4326), or declare `planar: true`, for a chart with `projection: {type: "reflect-y", …}`',
  );
}

type Coordinates = (type: Exclude<Shape["type"], "GeometryCollection">, geometry: JsonObject) => unknown;

function madeShape(geometry: JsonObject, reading: ShapeReading, coordinates: Coordinates): Shape {
  const type = geometry.get("type");
  if (isShapeType(type)) {
    const at = geometry.where(geometry.get("coordinates") === undefined ? "arcs" : "coordinates");
    return shapeOf(type, coordinates(type, geometry), at, reading);
  }
  const parts = geometry.get("geometries");
  if (type !== "GeometryCollection") return refuseType(type, geometry.where("type"));
  if (!Array.isArray(parts) || parts.length === 0)
    throw new JsonRefusal("has a GeometryCollection without geometries", geometry.at);
  return {
    type,
    geometries: parts.map((part) => {
      if (!(part instanceof JsonObject)) throw new JsonRefusal("has a geometry that is no object", geometry.at);
      return madeShape(part, reading, coordinates);
    }),
  };
}

interface Column {
  header: string;
  /** Where its name stands first, and how long it is. */
  at: number;
  length: number;
  cells: RawCell[];
  starts: (number | undefined)[];
  isGeometry?: boolean;
}

/** Columns of all features, in order of appearance, the geometry last. What a feature's part is refused for is told to `refused`. */
function columnsOf(
  features: readonly Feature[],
  ignored: ReadonlySet<string>,
  refused: (error: unknown, row: number) => void,
): Column[] {
  const columns = new Map<string, Column>();
  const put = (key: string, header: string, row: number, cell: RawCell, at: number, start: number): void => {
    let column = columns.get(key);
    if (!column) {
      column = { header, at, length: header.length + 2, cells: new Array(features.length), starts: [] };
      columns.set(key, column);
    }
    column.cells[row] = cell;
    column.starts[row] = start;
  };
  for (const [row, { object }] of features.entries()) {
    try {
      const id = object.get("id");
      if (id !== undefined)
        put(
          "id of the feature",
          "id",
          row,
          single(id, "id", object, ignored),
          object.nameAt.get("id") ?? 0,
          object.where("id"),
        );
      const properties = object.get("properties") ?? null;
      if (properties === null) continue;
      if (!(properties instanceof JsonObject))
        throw new JsonRefusal("has properties that are no object", object.where("properties"));
      for (const [name, value] of properties.members)
        put(
          `.${name}`,
          name,
          row,
          single(value, name, properties, ignored),
          properties.nameAt.get(name) ?? 0,
          properties.where(name),
        );
    } catch (error) {
      refused(error, row);
    }
  }
  const id = columns.get("id of the feature");
  if (id && columns.has(".id")) id.header = "feature.id";
  const geometry: Column = {
    header: columns.has(".geometry") ? "feature.geometry" : "geometry",
    at: features[0]?.object.at ?? 0,
    length: 1,
    cells: [],
    starts: features.map(({ object }) => object.where("geometry")),
    isGeometry: true,
  };
  if (!ignored.has(geometry.header))
    for (const [row, feature] of features.entries())
      try {
        const shape = feature.shape();
        geometry.cells[row] = shape && GEOMETRY_MARK + JSON.stringify(shape);
      } catch (error) {
        refused(error, row);
      }
  return [...columns.values(), geometry];
}

function single(value: JsonValue, name: string, of: JsonObject, ignored: ReadonlySet<string>): RawCell {
  if (typeof value !== "object" || value === null) return value;
  if (ignored.has(name)) return null;
  throw new JsonRefusal(
    `has a property \`${name}\` that is ${value instanceof JsonObject ? "an object" : "an array"}, and no single value`,
    of.where(name),
    1,
    `to leave it out, write \`ignore: [${/^[\w-]+$/.test(name) ? name : JSON.stringify(name)}]\``,
  );
}
