import { describe, expect, it } from "vitest";
import { drawChart, plot as Plot } from "../../src/figures/render.js";

const rows = [
  { year: "2026", part: "old", gw: 12.34567 },
  { year: "2026", part: "new", gw: 3 },
  { year: "2027", part: "old", gw: 15 },
  { year: "2027", part: "new", gw: -2500 },
];
// biome-ignore lint/suspicious/noExplicitAny: the library as blocks see it.
const P = Plot as any;
const tips = (options: object): string[] =>
  (drawChart(P.plot(options), { id: "fig-a", alt: "a" }).tips ?? []).map(({ text }) => text);

describe("what a reader's pointer is told", () => {
  it("names the item, then what is measured, in the axis's words, without noise", () => {
    const said = tips({ y: { label: "GW" }, marks: [P.dot(rows, { x: "year", y: "gw", stroke: "part" })] });
    expect(said).toHaveLength(4);
    expect(said).toEqual(expect.arrayContaining(["2026, old: GW 12.35", "2027, new: GW −2500"]));
  });

  it("cuts no digit before the point", () => {
    const large = [
      { year: "2026", gw: 7411321 },
      { year: "2027", gw: 7411320.6 },
    ];
    expect(tips({ y: { label: "GW" }, marks: [P.dot(large, { x: "year", y: "gw" })] })).toEqual([
      "2026: GW 7,411,321",
      "2027: GW 7,411,321",
    ]);
  });

  it("of a stacked bar tells the part, not where it ends", () => {
    const stacked = rows.slice(0, 3);
    expect(tips({ y: { label: "GW" }, marks: [P.barY(stacked, { x: "year", y: "gw", fill: "part" })] })).toContain(
      "2026, new: GW 3",
    );
  });

  it("stands at its item", () => {
    const drawn = drawChart(P.plot({ marks: [P.dot(rows, { x: "year", y: "gw" })] }), { id: "fig-a", alt: "a" });
    const circles = [...drawn.svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)"/g)].map(
      ([, x, y]) => `${Math.round(Number(x))} ${Math.round(Number(y))}`,
    );
    expect(circles.length).toBe(4);
    expect((drawn.tips ?? []).map(({ x, y }) => `${x} ${y}`).sort()).toEqual([...new Set(circles)].sort());
  });

  it("of a map names the region and stands in the middle of its largest part", () => {
    const square = (x: number, y: number, side: number) => [
      [x, y],
      [x, y + side],
      [x + side, y + side],
      [x + side, y],
      [x, y],
    ];
    const regions = [
      { name: "West", people: 1200, shape: { type: "Polygon", coordinates: [square(0, 0, 10)] } },
      {
        name: "East",
        people: 30,
        shape: { type: "MultiPolygon", coordinates: [[square(28, 8, 2)], [square(10, 0, 10)]] },
      },
    ];
    const drawn = drawChart(
      P.plot({
        projection: {
          type: "equirectangular",
          domain: {
            type: "MultiPoint",
            coordinates: [
              [0, 0],
              [30, 10],
            ],
          },
        },
        color: { label: "People" },
        marks: [P.geo(regions, { geometry: "shape", fill: "people", title: "name" })],
      }),
      { id: "fig-a", alt: "a" },
    );
    const [west, east] = drawn.tips ?? [];
    expect([west?.text, east?.text]).toEqual(["West: people 1200", "East: people 30"]);
    const width = Number(/viewBox="0 0 ([\d.]+)/.exec(drawn.svg)?.[1]);
    expect(Math.abs((west?.x ?? 0) / width - 1 / 6)).toBeLessThan(0.02);
    expect(Math.abs((east?.x ?? 0) / width - 1 / 2)).toBeLessThan(0.02);
  });

  it("is nothing of labels, and of clouds", () => {
    expect(tips({ marks: [P.text(rows, { x: "year", y: "gw", text: "part" })] })).toEqual([]);
    const cloud = Array.from({ length: 900 }, (_, i) => ({ x: i, y: (i * 37) % 101 }));
    expect(tips({ marks: [P.dot(cloud, { x: "x", y: "y" })] })).toEqual([]);
  });
});
