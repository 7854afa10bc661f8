import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import type { PlotLibrary } from "../../../src/figures/plot.js";
import { drawChart, plot } from "../../../src/figures/render.js";

type Options = Record<string, unknown>;
type Call = (data: unknown, options?: Options) => unknown;
const Plot = plot as unknown as PlotLibrary & Record<string, Call>;
const page = new JSDOM("").window;

/** A chart of marks, with what was told of it and the extents of its bars. */
function drawn(marks: unknown, options: Options = {}) {
  const { svg, findings } = drawChart(
    Plot.plot({ x: { label: "x" }, y: { label: "y" }, ...options, marks: [marks] } as never),
    { id: "fig-x", alt: "x" },
  );
  const element = new page.DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  const count = (selector: string): number => element.querySelectorAll(selector).length;
  const told = findings.map(({ severity, message, hint }) => `${severity}: ${message}${hint ? ` | ${hint}` : ""}`);
  return { svg, element, count, told };
}
const call = (name: string, rows: unknown, options: Options): unknown => (Plot[name] as Call)(rows, options);

describe("what stretches along an axis whose values are all the same is as long as they say, not as the chart", () => {
  const rows = (value: number) => ["p", "q"].map((name, i) => ({ name, at: i + 1, value }));
  const kinds: Record<string, { along: "x" | "y"; options: Options; only?: number }> = {
    barY: { along: "y", options: { x: "name", y: "value" }, only: 0 },
    barX: { along: "x", options: { y: "name", x: "value" }, only: 0 },
    rectY: { along: "y", options: { x1: "at", x2: (d: { at: number }) => d.at + 1, y: "value" }, only: 0 },
    rectX: { along: "x", options: { y1: "at", y2: (d: { at: number }) => d.at + 1, x: "value" }, only: 0 },
    "rectY between": {
      along: "y",
      options: { x1: "at", x2: (d: { at: number }) => d.at + 1, y1: "value", y2: "value" },
    },
    "barX between": { along: "x", options: { y: "name", x1: "value", x2: "value" } },
    "ruleX to": { along: "y", options: { x: "at", y: "value", stroke: "blue" }, only: 0 },
    "ruleY to": { along: "x", options: { y: "at", x: "value", stroke: "blue" }, only: 0 },
  };
  const cases = Object.entries(kinds).flatMap(([name, { only }]) =>
    [0, 5, -2, 1e9].filter((value) => only === undefined || value === only).map((value) => [name, value] as const),
  );
  test.each(cases)("%s at %d", (name, value) => {
    const { along, options } = kinds[name] ?? { along: "y", options: {} };
    const { element } = drawn(call(name.split(" ")[0] ?? "", rows(value), options));
    const lengths = [...element.querySelectorAll("rect[x], line")].flatMap((shape) => {
      const of = (attribute: string): number => Number(shape.getAttribute(attribute) ?? 0);
      const fill = shape.getAttribute("fill") ?? shape.parentElement?.getAttribute("fill");
      const stroke = shape.getAttribute("stroke") ?? shape.parentElement?.getAttribute("stroke");
      if (shape.localName === "rect") return fill === "#ffffff" ? [] : [of(along === "y" ? "height" : "width")];
      const isData = stroke !== "#e4e7eb" && stroke !== "#8a929c";
      return isData ? [Math.abs(of(`${along}2`) - of(`${along}1`))] : [];
    });
    expect(lengths).toHaveLength(2);
    expect(Math.max(...lengths)).toBeLessThan(1);
  });

  test("percentages open to the whole", () => {
    const { element } = drawn(call("barY", rows(0), { x: "name", y: "value" }), { y: { label: "%", percent: true } });
    expect(element.textContent).toContain("100");
  });

  test("what has no length stays as it was: a dot and a line in the middle of one tick", () => {
    const { element, told } = drawn(call("dot", rows(5), { x: "at", y: "value" }));
    expect(told).toEqual([]);
    expect([...element.querySelectorAll("text")].filter(({ textContent }) => textContent === "5")).toHaveLength(1);
  });

  test.each([[[0, 0]], [[7, 7]]])("a domain of the author's own that ends where it begins is refused: %j", (domain) => {
    const { told } = drawn(call("barY", rows(3), { x: "name", y: "value" }), { y: { label: "y", domain } });
    expect(told).toEqual([
      `error: \`y.domain\` begins and ends at ${domain[0]}, so that whatever has a length fills the chart | let it end elsewhere, or leave it out`,
    ]);
  });
});

describe("objects where values belong are told", () => {
  const values: Record<string, [value: unknown, what: string, hint: string]> = {
    "an object": [{ base: 1 }, "an object", " | show one of its values: (d) => d.b.base"],
    "an array": [[1, 2], "an array", " | show one of its values: (d) => d.b[0]"],
    "a function": [() => 1, "a function", ""],
    "a map": [new Map([[1, 2]]), "an object", ""],
    "an empty object": [{}, "an object", ""],
  };
  const channels: Record<string, [name: string, options: Options]> = {
    "barY y": ["barY", { x: "a", y: "b" }],
    "barX x": ["barX", { y: "a", x: "b" }],
    "dot y": ["dot", { x: "a", y: "b" }],
    "lineY y": ["lineY", { x: "a", y: "b" }],
    "areaY y": ["areaY", { x: "a", y: "b" }],
    "cell fill": ["cell", { x: "a", y: "c", fill: "b" }],
    "dot r": ["dot", { x: "a", y: "c", r: "b" }],
    "text text": ["text", { x: "a", y: "c", text: "b" }],
    "dot x": ["dot", { x: "b", y: "c" }],
    "dot fx": ["dot", { x: "a", y: "c", fx: "b" }],
  };
  const cases = Object.keys(values).flatMap((value) => Object.keys(channels).map((channel) => [value, channel]));
  test.each(cases)("%s as %s", (value = "", channel = "") => {
    const [object, what, hint] = values[value] ?? [];
    const [mark = "", options = {}] = channels[channel] ?? [];
    const all = ["p", "q"].map((a, i) => ({ a, b: object, c: i + 1 }));
    expect(drawn(call(mark, all, options)).told[0]).toBe(`error: mark 1 draws 0 of 2 rows: \`b\` is ${what}${hint}`);
    const some = [...all, { a: "r", b: 3, c: 3 }, { a: "s", b: 4, c: 4 }];
    expect(drawn(call(mark, some, options)).told).toContain(
      `warning: mark 1 draws 2 of 4 rows: \`b\` is ${what} in rows 1 and 2${hint}`,
    );
  });

  test("dates, what stands for a number, and shapes of a map are no such objects", () => {
    const of = (b: (i: number) => unknown) => [1, 2].map((a) => ({ a, b: b(a) }));
    expect(
      drawn(
        call(
          "dot",
          of((i) => new Date(Date.UTC(2026, i))),
          { x: "a", y: "b" },
        ),
      ).told,
    ).toEqual([]);
    expect(
      drawn(
        call(
          "dot",
          of((i) => ({ valueOf: () => i })),
          { x: "a", y: "b" },
        ),
      ).told,
    ).toEqual([]);
  });
});

describe("a logarithmic scale has no place for values of the other sign", () => {
  const scales: Record<string, [options: Options, mark: string]> = {
    x: [{ x: "v", y: "at" }, "dot"],
    y: [{ x: "at", y: "v" }, "dot"],
    "y of symbols": [{ x: "at", y: "v", symbol: "name" }, "dot"],
    "y of text": [{ x: "at", y: "v", text: "name" }, "text"],
    color: [{ x: "at", y: "name", fill: "v" }, "cell"],
    "color of dots": [{ x: "at", y: "at", stroke: "v" }, "dot"],
    r: [{ x: "at", y: "at", r: "v" }, "dot"],
    opacity: [{ x: "at", y: "at", fillOpacity: "v" }, "dot"],
  };
  const series = [
    [-1, 2],
    [2, -1],
    [0, 2],
    [2, 0],
    [-1, 2, 20],
    [2, 20, -1],
    [5, 0, 5],
  ];
  const cases = Object.keys(scales).flatMap((scale) => series.map((values) => [scale, values] as const));
  test.each(cases)("%s of %j", (scale, values) => {
    const [options, mark] = scales[scale] ?? [{}, ""];
    const [name = ""] = scale.split(" ");
    const rows = values.map((v, i) => ({ v, at: i + 1, name: `n${i}` }));
    const { told } = drawn(call(mark, rows, options), { [name]: { label: name, type: "log" } });
    const wrong = values.findIndex((value) => value <= 0);
    const isAxis = name === "x" || name === "y";
    expect(told).toEqual([
      `warning: mark 1 draws ${values.length - 1} of ${values.length} rows: \`v\` is ${values[wrong]} in row ${wrong + 1}, for which a logarithmic ${isAxis ? "axis" : "scale"} has no place | leave these rows out, or use a linear or \`symlog\` ${isAxis ? "axis" : "scale"}`,
    ]);
  });

  test("a single value is drawn, alone of those that there are", () => {
    const rows = [-1, 2].map((v, at) => ({ v, at }));
    expect(drawn(call("dot", rows, { x: "v", y: "at" }), { x: { label: "x", type: "log" } }).count("circle")).toBe(1);
  });

  test("several values are named with what they are", () => {
    const rows = [-1, 2, -5, 0, 3].map((v, at) => ({ v, at }));
    expect(drawn(call("dot", rows, { x: "v", y: "at" }), { x: { label: "x", type: "log" } }).told[0]).toContain(
      "`v` is -1, -5 or 0 in rows 1, 3 and 4",
    );
  });

  test.each<[string, Options]>([
    ["barY", { x: "name", y: "v" }],
    ["areaY", { x: "at", y: "v" }],
    ["rectY", { x: "at", y: "v", interval: 1 }],
    ["ruleX", { x: "at", y: "v" }],
    ["barY", { x: "name", y1: 0, y2: "v" }],
  ])("%s %j starts at zero, which is no fault of the rows", (name, options) => {
    const rows = [3, 40].map((v, i) => ({ v, at: i + 1, name: `n${i}` }));
    expect(drawn(call(name, rows, options), { y: { label: "y", type: "log" } }).told).toEqual([
      "error: mark 1 draws 0 of 2 rows: they start at zero, for which a logarithmic axis has no place | bars, areas and rules that are given one end start at zero; use dots or lines, give both ends, or use a linear axis",
    ]);
  });

  test.each<[string, unknown[], string]>([
    ["y", [0, 100], "is 0 to 100, and a logarithmic axis never reaches 0 | begin it"],
    ["y", [100, 0], "is 100 to 0, and a logarithmic axis never reaches 0 | end it"],
    ["x", [-1, 100], "is -1 to 100, and a logarithmic axis has values of one sign only | show one sign"],
    ["color", [0, 5], "is 0 to 5, and a logarithmic scale never reaches 0 | begin it"],
    ["y", [Number.NaN, 5], "holds NaN | give it numbers"],
  ])("a domain that it can't have is what is wrong: %s %j", (name, domain, words) => {
    const rows = [3, 40].map((v) => ({ v }));
    const { told } = drawn(call("dot", rows, { x: "v", y: "v", fill: "v" }), {
      [name]: { label: "a", type: "log", domain },
    });
    expect(told).toEqual([expect.stringContaining(`error: \`${name}.domain\` ${words}`)]);
  });
});

describe("what a map has no place for", () => {
  const point = (lon: number, lat: number) => ({ lon, lat, type: "Point", coordinates: [lon, lat] });
  const places = [point(-100, 40), point(10, 50), point(-90, 35)];
  const marks: Record<string, (rows: unknown) => unknown> = {
    geo: (rows) => call("geo", rows, {}),
    dot: (rows) => call("dot", rows, { x: "lon", y: "lat" }),
    text: (rows) => call("text", rows, { x: "lon", y: "lat", text: "type" }),
  };
  test.each(Object.keys(marks))("is told of a %s", (name) => {
    const told = (rows: unknown) => drawn(marks[name]?.(rows), { projection: "albers-usa" }).told;
    expect(told(places)).toEqual(["warning: mark 1 draws 2 of 3 rows: the map's projection has no place for row 2"]);
    expect(told([places[1]])).toEqual(["error: mark 1 draws 0 of 1 row: the map's projection has no place for them"]);
    expect(told([places[0], places[2]])).toEqual([]);
  });
});

describe("what is there and not seen", () => {
  const rows = ["p", "z", "q"].map((name, i) => ({ name, at: i + 1, none: 0 }));
  const marks: Record<string, Options> = {
    barY: { x: "name", y: "at", fill: "name" },
    barX: { y: "name", x: "at", fill: "name" },
    dot: { x: "at", y: "at", fill: "name" },
    cell: { x: "name", y: "at", fill: "name" },
    text: { x: "at", y: "at", text: "name", fill: "name" },
    ruleX: { x: "at", stroke: "name" },
    tickX: { x: "at", y: "name", stroke: "name" },
  };
  test.each(Object.keys(marks).flatMap((name) => ["none", "transparent"].map((unknown) => [name, unknown])))(
    "%s in a colour that is %s, and in another",
    (name = "", unknown = "") => {
      const color = { domain: ["p", "q"], range: ["green", "blue"], unknown };
      expect(drawn(call(name, rows, marks[name] ?? {}), { color }).told).toEqual([
        'warning: mark 1 draws 2 of 3 rows: `name` is "z" in row 2, which is not in the domain of `color`, and has no paint',
      ]);
      expect(drawn(call(name, rows, marks[name] ?? {}), { color: { ...color, unknown: "gray" } }).told).toEqual([]);
    },
  );

  test.each<[string, Options, string]>([
    ["dot", { x: "at", y: "at", r: 0 }, "r"],
    ["dot", { x: "at", y: "at", r: "none" }, "none"],
    ["circle", { x: "at", y: "at", r: 0 }, "r"],
    ["text", { x: "at", y: "at", text: "name", fontSize: 0 }, "fontSize"],
    ["vector", { x: "at", y: "at", length: 0 }, "length"],
    ["image", { x: "at", y: "at", src: () => "data:image/png;base64,AA==", width: 0 }, "width"],
  ])("%s %j has no size", (name, options, said) => {
    expect(drawn(call(name, rows, options)).told).toEqual([
      `error: mark 1 draws 0 of 3 rows: \`${said}\` is 0, so nothing of them is seen`,
    ]);
  });

  test("a value that is missing in two ways is missing once", () => {
    const missing = [undefined, null].map((a) => ({ a, b: 1 }));
    expect(drawn(call("dot", missing, { x: "a", y: "b" })).told).toEqual([
      "error: mark 1 draws 0 of 2 rows: `a` is missing",
    ]);
  });

  test.each(["axisX", "axisY", "gridX", "gridY"])("an axis that nothing is measured by: %s", (name) => {
    const axis = name.at(-1)?.toLowerCase();
    expect(drawn([Plot.frame(), (Plot[name] as Call)({})]).told).toEqual([
      `error: mark 2, \`Plot.${name}\`, needs a scale \`${axis}\`, and no mark shows anything on it | add a mark that has \`${axis}\`, or leave this one out`,
    ]);
  });
});
