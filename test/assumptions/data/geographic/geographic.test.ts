import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { GEOMETRY_MARK } from "../../../../src/keys/geometry.js";
import { receivedGiven } from "../../../../src/notebook/process/wire.js";
import { rowChanges } from "../../../../src/review/runs/data-rows.js";
import { column, declared } from "../files.js";

type Ring = [number, number][];
const square = (x: number, y: number, side = 1): Ring => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
];
const feature = (geometry: unknown, properties: unknown = { n: 1 }, more: object = {}): object => ({
  type: "Feature",
  ...more,
  properties,
  geometry,
});
const collection = (...features: unknown[]): string =>
  `${JSON.stringify({ type: "FeatureCollection", features: "…" }).replace(
    '"…"',
    `[\n${features.map((one) => JSON.stringify(one)).join(",\n")}\n]`,
  )}\n`;
const polygon = (...rings: Ring[]): object => ({ type: "Polygon", coordinates: rings });
const COLUMNS = 'columns: {n: {unit: "1"}, shape: {type: geometry}}';
const ONLY = "columns: {shape: {type: geometry}}, ignore: n";

const read = (text: string, declaration = COLUMNS, name = "a.geojson") =>
  declared(`data: ${name}, ${declaration}`, { [name]: text });
/** The shapes as they are drawn, or the messages. */
const shapes = (...given: Parameters<typeof read>): unknown[] =>
  column("shape", read(...given)).map((cell) =>
    typeof cell === "string" && cell.startsWith(GEOMETRY_MARK) ? JSON.parse(cell.slice(1)) : cell,
  );
/** "rule file:line:column message (hint)" of all that is wrong. */
const wrong = (...given: Parameters<typeof read>): string[] =>
  read(...given).diagnostics.map(
    ({ rule, place, message, hint }) =>
      `${rule} ${place?.file}:${place?.start.line}:${place?.start.column} ${message}${hint ? ` (${hint})` : ""}`,
  );

describe("a GeoJSON file", () => {
  it("gives a row a feature: properties, the feature's id and its shape", () => {
    const island = readFileSync(new URL("island.geojson", import.meta.url), "utf8");
    const result = read(
      island,
      'columns: {id: {type: text}, name: {type: text}, people: {unit: "1"}, rate: {unit: "%", missing: allowed}, shape: {type: geometry}}, key: id',
    );
    expect(result.diagnostics).toEqual([]);
    expect(column("id", result)).toEqual(["R1", "R2", "R3", "R4", "R5", "R6"]);
    expect(column("rate", result)).toEqual([0.12, 0.31, null, 0.22, 0.08, 0.27]);
    expect(column("shape", result).map((cell) => /"type":"(\w+)"/.exec(String(cell))?.[1])).toEqual([
      ...Array(5).fill("Polygon"),
      "MultiPolygon",
    ]);
  });

  it("is told from an array of rows by what it holds, where its name ends in .json", () => {
    const text = collection(feature({ type: "Point", coordinates: [1, 2] }));
    expect(shapes(text, COLUMNS, "a.json")).toEqual([{ type: "Point", coordinates: [1, 2] }]);
    expect(column("n", read('[{"n": 3}]', 'columns: {n: {unit: "1"}}', "a.json"))).toEqual([3]);
  });

  it("gives every kind of shape back, each position two numbers", () => {
    const all = [
      { type: "Point", coordinates: [1, 2] },
      { type: "MultiPoint", coordinates: [[1, 2]] },
      {
        type: "LineString",
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
      {
        type: "MultiLineString",
        coordinates: [
          [
            [1, 2],
            [3, 4],
          ],
        ],
      },
      { type: "GeometryCollection", geometries: [{ type: "Point", coordinates: [5, 6] }] },
    ];
    expect(shapes(collection(...all.map((one) => feature(one))))).toEqual(all);
    expect(shapes(collection(feature({ type: "Point", coordinates: [1, 2, 300] })))).toEqual([all[0]]);
  });

  it("winds rings by what they enclose, however the file has them: outer ones clockwise, holes the other way", () => {
    const [outer, hole] = [square(0, 0, 4), square(1, 1)];
    const meant = polygon([...outer].reverse(), hole);
    for (const rings of [
      [outer, hole],
      [[...outer].reverse(), hole],
      [outer, [...hole].reverse()],
      [[...outer].reverse(), [...hole].reverse()],
    ])
      for (const planar of ["", ", planar: true"])
        expect(shapes(collection(feature(polygon(...(rings as Ring[])))), COLUMNS + planar)).toEqual([meant]);
  });

  it("winds a ring across the antimeridian, and one round a pole, as they lie on the globe", () => {
    const across: Ring = [
      [179, 0],
      [-179, 0],
      [-179, 2],
      [179, 2],
      [179, 0],
    ];
    const round = (latitude: number): Ring => [
      [-180, latitude],
      [-60, latitude],
      [60, latitude],
      [180, latitude],
      [180, Math.sign(latitude) * 90],
      [-180, Math.sign(latitude) * 90],
      [-180, latitude],
    ];
    for (const turn of [(ring: Ring) => ring, (ring: Ring) => [...ring].reverse()]) {
      expect(shapes(collection(feature(polygon(turn(across)))))).toEqual([polygon([...across].reverse())]);
      expect(shapes(collection(feature(polygon(turn(round(-70))))))).toEqual([polygon(round(-70))]);
      expect(shapes(collection(feature(polygon(turn(round(70))))))).toEqual([polygon([...round(70)].reverse())]);
    }
  });

  it("takes a feature without a shape as a missing value", () => {
    const text = collection(feature(null), feature({ type: "Point", coordinates: [1, 2] }));
    expect(wrong(text)).toEqual([
      "data/missing-value data/a.geojson:2:51 `shape` in row 1 of data/a.geojson has no value (where values may be missing, declare `missing: allowed` for the column)",
    ]);
    expect(shapes(text, 'columns: {n: {unit: "1"}, shape: {type: geometry, missing: allowed}}')[0]).toBeNull();
  });

  it("calls a feature's id and shape otherwise where properties have their names", () => {
    const text = collection(
      feature({ type: "Point", coordinates: [1, 2] }, { id: "own", geometry: "flat" }, { id: "X" }),
    );
    const result = read(
      text,
      "columns: {id: {type: text}, kind: {type: text, header: geometry}, code: {type: text, header: feature.id}, shape: {type: geometry}}",
    );
    expect(result.diagnostics).toEqual([]);
    expect(["id", "kind", "code"].map((name) => column(name, result))).toEqual([["own"], ["flat"], ["X"]]);
  });

  it("reads no shapes where they are ignored, and has nested properties only where they are", () => {
    const nested = feature({ type: "Point", coordinates: [999, 2] }, { n: 1, box: [1, 2] });
    expect(wrong(collection(nested), 'columns: {n: {unit: "1"}}, ignore: geometry')).toEqual([
      "data/geometry data/a.geojson:2:45 feature 1 of data/a.geojson has a property `box` that is an array, and no single value (to leave it out, write `ignore: [box]`)",
    ]);
    expect(column("n", read(collection(nested), 'columns: {n: {unit: "1"}}, ignore: [geometry, box]'))).toEqual([1]);
  });

  it("gives blocks shapes that nothing can change, in rows and columns the same", () => {
    const table = read(collection(feature(polygon(square(0, 0))))).register?.assumptions.get("sales")?.table;
    const { sales } = receivedGiven({ sales: table ?? new Map() }) as unknown as {
      sales: { rows: { shape: { coordinates: number[][][] } }[]; columns: { shape: unknown[] } };
    };
    const shape = sales.rows[0]?.shape;
    expect(shape).toEqual(polygon([...square(0, 0)].reverse()));
    expect(sales.columns.shape[0]).toBe(shape);
    for (const part of [shape, shape?.coordinates, shape?.coordinates[0], shape?.coordinates[0]?.[0]])
      expect(Object.isFrozen(part)).toBe(true);
  });

  it("has a row that changed where a shape did, and none where a ring was only turned round", () => {
    const [old, now, turned] = [square(0, 0), square(0, 1), [...square(0, 0)].reverse()].map(
      (ring) => read(collection(feature(polygon(ring)))).register?.assumptions.get("sales")?.table ?? new Map(),
    );
    const changes = (table: typeof now): string | undefined =>
      rowChanges({ file: "data/a.geojson", key: ["n"] }, old ?? new Map(), table ?? new Map());
    expect(changes(now)).toBe("data/a.geojson: 1 of 1 row changed");
    expect(changes(turned)).toBe("data/a.geojson: the same rows, written otherwise");
  });

  it("of positions of a plane has any numbers", () => {
    const metres = { type: "Point", coordinates: [500_000, 5_400_000] };
    expect(shapes(collection(feature(metres)), `${COLUMNS}, planar: true`)).toEqual([metres]);
  });
});

describe("a GeoJSON file that can't be drawn is refused at its place", () => {
  const of = (geometry: unknown): string => collection(feature(geometry));
  const ring = (...positions: unknown[]): string => of({ type: "Polygon", coordinates: [positions] });
  const F = "feature 1 of data/a.geojson has ";
  it.each<[string, string, string]>([
    [
      "cut off",
      '{"type": "FeatureCollection", "features": [',
      "1:44 data/a.geojson is no JSON: the end where a value should stand",
    ],
    ["an array", "[]", "1:1 data/a.geojson is no object"],
    [
      "one feature",
      '{"type": "Feature"}',
      '1:10 data/a.geojson is a Feature, and no FeatureCollection (write it into one: `{"type": "FeatureCollection", "features": [{"type": "Feature", …}]}`)',
    ],
    ["no features", '{"type": "FeatureCollection"}', "1:1 data/a.geojson has no list of features"],
    [
      "a name twice",
      '{"type": "FeatureCollection", "type": 1}',
      "1:31 data/a.geojson is no JSON: `type` stands twice in one object",
    ],
    [
      "an unknown type",
      of({ type: "Poligon", coordinates: [] }),
      `2:59 ${F}a geometry of the type \`Poligon\`, which GeoJSON doesn't know (did you mean \`Polygon\`?)`,
    ],
    [
      "no type",
      of({}),
      `2:51 ${F}a geometry without a type (it is one of Point, MultiPoint, LineString, MultiLineString, Polygon, MultiPolygon, GeometryCollection)`,
    ],
    ["no feature", collection({ type: "Point" }), "2:9 feature 1 of data/a.geojson has not the type `Feature`"],
    [
      "a text for a number",
      of({ type: "Point", coordinates: ["1", 2] }),
      `2:81 ${F}a position that is ["1",2], and no two numbers`,
    ],
    [
      "latitude first",
      of({ type: "Point", coordinates: [52, 130] }),
      `2:81 ${F}a position at longitude 52, latitude 130 (longitude comes first, latitude second)`,
    ],
    [
      "metres",
      of({ type: "Point", coordinates: [500000, 5400000] }),
      `2:81 ${F}a position at longitude 500000, latitude 5400000 (if its numbers are those of a plane, such as metres of a national grid, declare \`planar: true\`)`,
    ],
    ["a short line", of({ type: "LineString", coordinates: [[1, 2]] }), `2:86 ${F}a line of one position`],
    [
      "an open ring",
      ring([0, 0], [1, 0], [1, 1], [0, 1]),
      `2:83 ${F}a ring that isn't closed: it begins at 0, 0 and ends at 0, 1 (its last position is its first once more)`,
    ],
    [
      "two corners",
      ring([0, 0], [1, 0], [0, 0]),
      `2:83 ${F}a ring of 3 positions (a triangle has four, with the first once more)`,
    ],
    [
      "a flat ring",
      ring([0, 0], [1, 1], [2, 2], [0, 0]),
      `2:83 ${F}a ring that encloses nothing (for the outline of the globe draw \`Plot.sphere()\`)`,
    ],
    [
      "the globe",
      ring([-180, -60], [180, -60], [180, 60], [-180, 60], [-180, -60]),
      `2:83 ${F}a ring that encloses nothing (for the outline of the globe draw \`Plot.sphere()\`)`,
    ],
    [
      "a long edge",
      ring([-150, -60], [150, -60], [150, 60], [-150, 60], [-150, -60]),
      `2:83 ${F}an edge from longitude -150 to 150, more than half of the globe (projections draw it the short way, across the antimeridian: put points between its ends)`,
    ],
    [
      "nothing in it",
      of({ type: "Polygon", coordinates: [] }),
      `2:83 ${F}a polygon without anything in it (a feature without a shape says \`null\`)`,
    ],
    ["no list", of({ type: "MultiPoint", coordinates: 3 }), `2:86 ${F}a list of points that is no array`],
    [
      "an empty collection",
      of({ type: "GeometryCollection", geometries: [] }),
      `2:51 ${F}a GeometryCollection without geometries`,
    ],
  ])("%s", (_, text, message) => {
    expect(wrong(text, ONLY)).toEqual([`data/geometry data/a.geojson:${message}`]);
  });

  it("another grid", () => {
    const crs = (name: string): string =>
      collection(feature({ type: "Point", coordinates: [5, 6] })).replace(
        '"features"',
        `"crs": {"type": "name", "properties": {"name": "${name}"}}, "features"`,
      );
    expect(wrong(crs("urn:ogc:def:crs:EPSG::25832"))[0]).toMatch(
      /^data\/geometry data\/a.geojson:1:36 data\/a.geojson has positions of the grid `urn:ogc:def:crs:EPSG::25832` \(bring it to longitude and latitude/,
    );
    expect(wrong(crs("urn:ogc:def:crs:OGC:1.3:CRS84"))).toEqual([]);
    expect(wrong(crs("urn:ogc:def:crs:EPSG::25832"), `${COLUMNS}, planar: true`)).toEqual([]);
  });

  it("more points than are drawn", () => {
    const points = Array.from({ length: 100_001 }, (_, at) => [at / 1000, 0]);
    expect(wrong(of({ type: "MultiPoint", coordinates: points }))[0]).toMatch(
      /feature 1 of data\/a.geojson has the 100,001st point of the file \(simplify the shapes before/,
    );
  });

  it("each feature by itself, the first eight of them", () => {
    const open = feature(polygon(square(0, 0).slice(0, 4)));
    const told = wrong(collection(...Array(11).fill(open)));
    expect(told).toHaveLength(9);
    expect(told[0]).toBe("data/geometry data/a.geojson:1:1 data/a.geojson has 3 more features that can't be read");
  });

  it("what is declared of it and can't be", () => {
    const good = collection(feature({ type: "Point", coordinates: [1, 2] }));
    const at = (declaration: string, name = "a.geojson", text = good): string[] =>
      wrong(text, declaration, name).map((one) => one.replace(/^(\S+ )\S+ /, "$1"));
    expect(at("columns: {shape: {type: geometry}}", "a.csv", "shape\n1\n")).toEqual([
      "data/geometry column `shape` is declared to be shapes, and data/a.csv has no features",
    ]);
    expect(at("columns: {n: {type: text}}, planar: true", "a.csv", "n\n1\n")).toEqual([
      "data/geometry `planar` is declared, and data/a.csv has no features",
    ]);
    expect(at("columns: {a: {type: geometry}, b: {type: geometry}}, ignore: n")).toEqual([
      "data/geometry column `b` is declared to be shapes, which `a` is",
    ]);
    expect(at("columns: {n: {type: geometry, header: n}}")).toEqual([
      "data/geometry column `n` is declared to be shapes, which `n` of data/a.geojson is not",
    ]);
    expect(at("columns: {geometry: {type: text}}, ignore: n")).toEqual([
      "data/geometry column `geometry` is declared to be text, and holds the shapes of data/a.geojson",
    ]);
    expect(at('columns: {n: {unit: "1"}}')).toEqual([
      "data/unknown-column data/a.geojson has a column `geometry`, which `sales` doesn't declare (To leave it out, write `ignore: [geometry]`)",
    ]);
    expect(at(`${COLUMNS}, object: land`)).toEqual([
      "data/geometry data/a.geojson has no objects to choose from, and `object: land` is declared",
    ]);
  });
});

describe("a TopoJSON file", () => {
  // Two squares side by side, which share arc 1; quantised to halves, from (10, 20).
  const topology = (more: object = {}, objects: object = {}) =>
    JSON.stringify({
      type: "Topology",
      transform: { scale: [0.5, 0.5], translate: [10, 20] },
      objects: {
        squares: {
          type: "GeometryCollection",
          geometries: [
            { type: "Polygon", id: "W", properties: { n: 1 }, arcs: [[0, 1]] },
            { type: "Polygon", id: "E", properties: { n: 2 }, arcs: [[2, -2]] },
            { type: "Point", id: "P", properties: { n: 3 }, coordinates: [1, 1] },
            { type: "MultiLineString", id: "L", properties: { n: 4 }, arcs: [[1], [~1]] },
          ],
        },
        ...objects,
      },
      arcs: [
        [
          [2, 2],
          [-2, 0],
          [0, -2],
          [2, 0],
        ],
        [
          [2, 0],
          [0, 2],
        ],
        [
          [2, 0],
          [2, 0],
          [0, 2],
          [-2, 0],
        ],
      ],
      ...more,
    });
  const T = `columns: {id: {type: text}, n: {unit: "1"}, shape: {type: geometry}}`;

  it("is decoded: arcs joined and turned round, deltas summed, positions scaled", () => {
    const [west, east, point, lines] = shapes(topology(), T, "a.topojson") as { coordinates: unknown }[];
    expect(west).toEqual(
      polygon([
        [11, 21],
        [11, 20],
        [10, 20],
        [10, 21],
        [11, 21],
      ]),
    );
    expect(east).toEqual(
      polygon([
        [11, 20],
        [11, 21],
        [12, 21],
        [12, 20],
        [11, 20],
      ]),
    );
    expect(point).toEqual({ type: "Point", coordinates: [10.5, 20.5] });
    expect(lines?.coordinates).toEqual([
      [
        [11, 20],
        [11, 21],
      ],
      [
        [11, 21],
        [11, 20],
      ],
    ]);
    expect(column("id", read(topology(), T, "a.json"))).toEqual(["W", "E", "P", "L"]);
  });

  it("gives the object that is chosen, and asks for a choice where there are several", () => {
    const two = topology({}, { dots: { type: "Point", id: "D", properties: { n: 9 }, coordinates: [0, 0] } });
    expect(shapes(two, `${T}, object: dots`, "a.topojson")).toEqual([{ type: "Point", coordinates: [10, 20] }]);
    expect(wrong(two, T, "a.topojson")[0]).toMatch(
      /^data\/geometry .* has 2 objects: `squares` and `dots` \(declare which one: `object: squares`\)$/,
    );
    expect(wrong(two, `${T}, object: dot`, "a.topojson")[0]).toMatch(/has no object `dot` \(did you mean `dots`\?\)/);
  });

  it.each([
    ["an arc that isn't there", { arcs: [] }, "feature 1 of data/a.topojson names an arc 0, and the file has 0 arcs"],
    [
      "a transform without numbers",
      { transform: { scale: [1], translate: [0, 0] } },
      "data/a.topojson has a transform whose scale is no two numbers",
    ],
    ["no objects", { objects: {} }, "data/a.topojson is a topology without objects"],
    [
      "an arc that is none",
      { arcs: [[["a", 1]], [[1, 1]], [[1, 1]]] },
      "feature 1 of data/a.topojson has an arc 0 with a position that is no two numbers",
    ],
  ])("with %s is refused", (_, more, message) => {
    expect(read(topology(more), T, "a.topojson").diagnostics.map((one) => one.message)).toContain(message);
  });
});
