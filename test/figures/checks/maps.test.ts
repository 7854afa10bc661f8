import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Position, wound } from "../../../src/assumptions/data/geographic/winding.js";
import { drawChart, plot } from "../../../src/figures/render.js";

const ISLAND = JSON.parse(
  readFileSync(new URL("../../assumptions/data/geographic/island.geojson", import.meta.url), "utf8"),
) as { features: { properties: object; geometry: { type: string; coordinates: Position[][] } }[] };

/** Rows as a data file of the island gives them. */
const ROWS = ISLAND.features
  .filter(({ geometry }) => geometry.type === "Polygon")
  .map(({ properties, geometry }) => ({
    ...(properties as { name: string; people: number; rate: number | null }),
    shape: { type: "Polygon", coordinates: geometry.coordinates.map((ring, i) => wound(ring, i > 0, false) ?? []) },
  }));
const domain = { type: "GeometryCollection", geometries: ROWS.map(({ shape }) => shape) };
const globe = (coordinates: Position[][]): object => ({ type: "Polygon", coordinates });
const SQUARE: Position[] = [
  [0, 0],
  [0, 9],
  [9, 9],
  [9, 0],
  [0, 0],
];

const Plot = plot as unknown as Record<"geo" | "plot", (...given: unknown[]) => unknown>;
const geo = (data: unknown, options: object = { geometry: "shape", fill: "people" }): unknown =>
  Plot.geo(data, options);
const drawn = (projection: unknown, mark = geo(ROWS)) =>
  drawChart(Plot.plot({ projection, marks: [mark] }), { id: "fig-map", alt: "A map" });
const told = (...given: Parameters<typeof drawn>): string[] =>
  drawn(...given).findings.map(({ rule, severity, message, hint }) => `${severity} ${rule} ${message} (${hint ?? ""})`);
/** The shares of the chart's area that lie within the boxes of its paths. */
const boxes = (svg: string): number[] =>
  [...svg.matchAll(/<path[^>]* d="([^"]+)"/g)].map(([, d = ""]) => {
    const numbers = [...d.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    const span = (axis: 0 | 1): number =>
      Math.max(...numbers.map((one) => one[axis])) - Math.min(...numbers.map((one) => one[axis]));
    const [, width = "1", height = "1"] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
    return (span(0) * span(1)) / (Number(width) * Number(height));
  });

describe("a map", () => {
  it.each([
    "albers",
    "azimuthal-equal-area",
    "azimuthal-equidistant",
    "conic-conformal",
    "conic-equal-area",
    "conic-equidistant",
    "equal-earth",
    "equirectangular",
    "gnomonic",
    "mercator",
    "orthographic",
    "stereographic",
    "transverse-mercator",
    "reflect-y",
  ])("draws each region apart by %s, and none of them is the rest of the globe", (type) => {
    const { svg, findings } = drawn({ type, rotate: type === "reflect-y" ? undefined : [-13, -51], domain });
    expect(findings).toEqual([]);
    expect(boxes(svg)).toHaveLength(ROWS.length);
    for (const share of boxes(svg)) {
      expect(share).toBeGreaterThan(0.02);
      expect(share).toBeLessThan(0.5);
    }
  });

  it("has rows behind it that are what the regions are, and no positions", () => {
    expect(drawn({ type: "mercator", domain }).data[0]?.columns.map(({ key }) => key)).toEqual([
      "name",
      "people",
      "rate",
    ]);
  });

  it("tells of a region without a value, and of a column that isn't there", () => {
    expect(told({ type: "mercator", domain }, geo(ROWS, { geometry: "shape", fill: "rate" }))).toEqual([
      "warning notebook/dropped-rows mark 1 draws 4 of 5 rows: `rate` is missing in row 3 ()",
    ]);
    expect(told({ type: "mercator", domain }, geo(ROWS, { geometry: "shap", fill: "people" }))).toEqual([
      "error notebook/empty-mark mark 1 draws 0 of 5 rows: no row has `shap` (did you mean `shape`?)",
    ]);
  });

  it("is refused where its projection isn't there", () => {
    expect(told("mercatr")).toEqual([
      "error notebook/chart-option `projection` is `mercatr`, which the library doesn't have (did you mean `mercator`?)",
    ]);
    expect(told({ type: "robinson", domain })[0]).toMatch(
      /`robinson`, which the library doesn't have \(it has albers, /,
    );
  });

  it("is refused where positions of a plane are to be those of the globe", () => {
    const metres = globe([SQUARE.map(([x, y]) => [500_000 + x, 5_400_000 + y] as const)]);
    expect(told("mercator", geo([metres], {}))).toEqual([
      'error notebook/chart-option mark 1 has a position at 500000, 5400000, which is no longitude and latitude, and `mercator` is a projection of the globe (for positions of a plane: `projection: {type: "reflect-y", domain: …}`)',
    ]);
    expect(told({ type: "reflect-y", domain: metres }, geo([metres], {}))).toEqual([]);
  });

  it.each([
    ["by itself", (shape: object) => shape],
    ["in a feature", (shape: object) => ({ type: "Feature", properties: {}, geometry: shape })],
    ["in a collection", (shape: object) => ({ type: "GeometryCollection", geometries: [shape] })],
  ])("is refused where a ring of a block's own would be drawn as the rest of the globe: %s", (_, around) => {
    const turned = globe([[...SQUARE].reverse()]);
    expect(told("mercator", geo(around(turned), {}))).toEqual([
      "error notebook/chart-option mark 1 has a ring, from 0, 0, that is wound so that all of the globe but what it encloses is drawn (turn its positions round: outer rings go clockwise, holes the other way; shapes of data files are turned as they are read)",
    ]);
    expect(told("mercator", geo(around(globe([SQUARE])), {}))).toEqual([]);
    expect(told({ type: "reflect-y", domain: turned }, geo(around(turned), {}))).toEqual([]);
  });
});
