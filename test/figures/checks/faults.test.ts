import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as Library from "@observablehq/plot";
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { explain } from "../../../src/check/types/explain.js";
import { authorsMarks, drawnFindings, writtenFindings } from "../../../src/figures/checks/findings.js";
import {
  axisOptions,
  facetOptions,
  markOptions,
  plotOptions,
  scaleOptions,
} from "../../../src/figures/checks/option-names.js";
import { watched } from "../../../src/figures/checks/watch.js";
import type { PlotLibrary } from "../../../src/figures/plot.js";
import { drawChart, plot, scalesOf } from "../../../src/figures/render.js";
import type { ChartFinding } from "../../../src/notebook/types.js";

type Options = Record<string, unknown>;
type Call = (data: unknown, options?: Options) => unknown;
const Plot = plot as unknown as PlotLibrary & Record<string, Call>;

interface Row {
  at: number;
  to: number;
  value: number | null;
  more: number;
  name: string;
  path: string;
}

const row = (i: number, value: number | null): Row => ({
  at: i + 1,
  to: i + 2,
  value,
  more: i * 2 + 4,
  name: `n${i}`,
  path: `root/${i}`,
});
const values = [3, 1, 4, 2, 6, 5];
const good = values.map((value, i) => row(i, value));
const one = good.map((each, i) => (i === 2 ? { ...each, value: Number.NaN } : each));
const all = good.map((each) => ({ ...each, value: Number.NaN }));

// One drawing without the theme, which has the room for its text fitted in several more, is enough to see what becomes of rows.
const page = new JSDOM("").window.document;
const judged = (mark: unknown, options: Options = {}) => {
  const { options: all } = Plot.plot({ ...options, marks: [mark] } as never);
  const authors = authorsMarks(all.marks);
  const [marks, records] = watched(all.marks ?? [], new Set(authors.flatMap((author) => author.marks)));
  const written = writtenFindings(all, authors);
  try {
    const drawing = Library.plot({ ...all, marks: marks as Library.Markish[], document: page, figure: false });
    return [...written, ...drawnFindings(authors, records, scalesOf(drawing, all))];
  } catch (error) {
    if (written.length > 0) return written;
    throw error;
  }
};

/** A chart of one mark. */
const chart = (mark: unknown, options: Options = {}) =>
  drawChart(Plot.plot({ x: { label: "x" }, y: { label: "y" }, ...options, marks: [mark] } as never), {
    id: "fig-x",
    alt: "x",
  });
const words = ({ severity, message, hint }: ChartFinding): string =>
  `${severity}: ${message}${hint ? ` | ${hint}` : ""}`;
/** What is told of a mark before anything is drawn. */
const read = (mark: unknown): string[] => {
  const { options } = Plot.plot({ marks: [mark] } as never);
  return writtenFindings(options, authorsMarks(options.marks)).map(words);
};
const told = (mark: unknown, options: Options = {}): string[] =>
  (options.y === undefined ? judged(mark, options) : chart(mark, options).findings).map(words);

/** Every kind of mark with channels that draw the good rows; `value` is the one that is spoilt. `each`: it draws a shape, or a point, for each row. */
const kinds: Record<
  string,
  { call: string; options: Options; each?: boolean; transform?: (options: Options) => Options }
> = {
  line: { call: "line", options: { x: "at", y: "value" } },
  lineY: { call: "lineY", options: { x: "at", y: "value" } },
  lineX: { call: "lineX", options: { y: "at", x: "value" } },
  areaY: { call: "areaY", options: { x: "at", y: "value" }, each: true },
  areaX: { call: "areaX", options: { y: "at", x: "value" }, each: true },
  band: { call: "areaY", options: { x: "at", y1: "value", y2: "more" } },
  barY: { call: "barY", options: { x: "name", y: "value" }, each: true },
  barX: { call: "barX", options: { y: "name", x: "value" }, each: true },
  range: { call: "barX", options: { y: "name", x1: "value", x2: "more" }, each: true },
  rect: { call: "rect", options: { x1: "at", x2: "to", y1: "value", y2: "more" }, each: true },
  rectY: { call: "rectY", options: { x1: "at", x2: "to", y: "value" }, each: true },
  cell: { call: "cell", options: { x: "name", y: "value" }, each: true },
  dot: { call: "dot", options: { x: "at", y: "value" }, each: true },
  dotX: { call: "dotX", options: { x: "value" }, each: true },
  circle: { call: "circle", options: { x: "at", y: "value", r: "more" }, each: true },
  text: { call: "text", options: { x: "at", y: "value", text: "name" }, each: true },
  ruleX: { call: "ruleX", options: { x: "value" }, each: true },
  ruleY: { call: "ruleY", options: { y: "at", x1: "value", x2: "more" }, each: true },
  tickX: { call: "tickX", options: { x: "value", y: "name" }, each: true },
  tickY: { call: "tickY", options: { y: "value" }, each: true },
  arrow: { call: "arrow", options: { x1: "at", x2: "to", y1: "value", y2: "more" }, each: true },
  link: { call: "link", options: { x1: "at", x2: "to", y1: "value", y2: "more" }, each: true },
  vector: { call: "vector", options: { x: "at", y: "value", length: "more" }, each: true },
  spike: { call: "spike", options: { x: "at", y: "value", length: "more" }, each: true },
  image: { call: "image", options: { x: "at", y: "value", src: () => "data:image/png;base64,AA==" }, each: true },
  boxY: { call: "boxY", options: { y: "value" }, each: true },
  boxX: { call: "boxX", options: { x: "value" }, each: true },
  density: { call: "density", options: { x: "at", y: "value" }, each: true },
  contour: { call: "contour", options: { x: "at", y: "more", fill: "value" } },
  delaunay: { call: "delaunayMesh", options: { x: "at", y: "value" }, each: true },
  links: { call: "delaunayLink", options: { x: "at", y: "value" }, each: true },
  voronoi: { call: "voronoi", options: { x: "at", y: "value" }, each: true },
  hull: { call: "hull", options: { x: "at", y: "value" }, each: true },
  waffleY: { call: "waffleY", options: { x: "name", y: "value" }, each: true },
  waffleX: { call: "waffleX", options: { y: "name", x: "value" }, each: true },
  regression: { call: "linearRegressionY", options: { x: "at", y: "value" }, each: true },
  difference: { call: "differenceY", options: { x: "at", y1: "value", y2: "more" }, each: true },
  bollinger: { call: "bollingerY", options: { x: "at", y: "value", n: 2 }, each: true },
  auto: { call: "auto", options: { x: "at", y: "value", mark: "dot" }, each: true },
  grouped: {
    call: "barY",
    options: { x: "name", y: "value" },
    each: true,
    transform: (o) => Plot.groupX({ y: "sum" }, o as never) as Options,
  },
  binned: {
    call: "rectY",
    options: { x: "at", y: "value" },
    each: true,
    transform: (o) => Plot.binX({ y: "sum" }, o as never) as Options,
  },
  stacked: {
    call: "areaY",
    options: { x: "at", y: "value", z: "path" },
    each: true,
    transform: (o) => Plot.stackY({ ...o, z: null } as never) as Options,
  },
  window: {
    call: "lineY",
    options: { x: "at", y: "value" },
    each: true,
    transform: (o) => Plot.windowY(2, o as never) as Options,
  },
  normalized: {
    call: "lineY",
    options: { x: "at", y: "value" },
    each: true,
    transform: (o) => Plot.normalizeY("max", o as never) as Options,
  },
  mapped: {
    call: "lineY",
    options: { x: "at", y: "value" },

    transform: (o) => Plot.mapY("cumsum", o as never) as Options,
  },
  hexbin: {
    call: "dot",
    options: { x: "at", y: "value" },
    each: true,
    transform: (o) => Plot.hexbin({ r: "count" }, o as never) as Options,
  },
  dodge: { call: "dot", options: { x: "value" }, each: true, transform: (o) => Plot.dodgeY(o as never) as Options },
};

const draw = (name: string, rows: readonly object[], change: (options: Options) => Options = (o) => o): unknown => {
  const { call, options, transform = (o: Options) => o } = kinds[name] ?? { call: "", options: {} };
  return (Plot[call] as Call)(rows, transform(change(options)));
};
const isSpoilt = (value: unknown): boolean => value === "value";

describe.each(Object.keys(kinds))("a mark of kind %s", (name) => {
  test("says nothing of rows that it draws, whatever realm and container they come in", () => {
    expect(told(draw(name, good))).toEqual([]);
  });

  test("names the field that no row has", () => {
    const misspelt = (o: Options): Options =>
      Object.fromEntries(Object.entries(o).map(([key, value]) => [key, isSpoilt(value) ? "valuee" : value]));
    expect(told(draw(name, good, misspelt))[0]).toMatch(
      /^error: mark 1 draws 0 of 6 rows: no row has `valuee`(, and it is no colour)? \| did you mean `value`\?$/,
    );
  });

  test("draws nothing where no value is a number", () => {
    expect(told(draw(name, all))[0]).toMatch(/^error: mark 1 draws 0 of 6 rows: `value` is NaN/);
  });

  test("counts the rows that it leaves out", () => {
    const { each } = kinds[name] ?? {};
    expect(told(draw(name, one))[0]).toMatch(
      each
        ? /^warning: mark 1 draws 5 of 6 rows: `value` is NaN in row 3/
        : /^warning: mark 1 draws \d of 6 rows: .*`value` is NaN in rows? 3/,
    );
  });

  test("given no rows, leaves the chart without any", () => {
    expect(told(draw(name, []))[0]).toMatch(/^error: the chart has no rows to draw/);
  });

  test("names an option that doesn't exist", () => {
    expect(read(draw(name, good, (o) => ({ ...o, strok: "blue" })))).toContain(
      `error: mark 1: \`Plot.${kinds[name]?.call}\` has no option \`strok\` | did you mean \`stroke\`?`,
    );
  });
});

const channels = [
  ..."x y x1 x2 y1 y2 z fx fy fill stroke r rotate length symbol text title href ariaLabel opacity fillOpacity strokeOpacity".split(
    " ",
  ),
  ..."strokeWidth sort filter src weight".split(" "),
];

describe.each(channels)("the channel %s", (channel) => {
  test.each(["dot", "line", "barY", "text"])("of `Plot.%s` names the field that no row has", (call) => {
    const { options } = kinds[call] ?? { options: {} };
    const messages = read((Plot[call] as Call)(good, { ...options, [channel]: "vlaue" }));
    expect(messages.join("\n")).toMatch(/^error: mark 1.*no row has `vlaue`.* \| did you mean `value`\?/m);
  });
});

describe("what keeps rows from being drawn is said", () => {
  const xy = { x: "at", y: "value" };
  const with3 = (value: unknown) => good.map((each, i) => (i === 2 ? { ...each, value } : each));
  test.each<[string, unknown, Options]>([
    ["`value` is missing in row 3", Plot.dot(with3(null), xy), {}],
    ["`value` is missing in row 3", Plot.dot(with3(undefined), xy), {}],
    ["`value` is missing in row 3", Plot.barY?.(with3(null), { x: "name", y: "value" }), {}],
    ["`value` is Infinity in row 3", Plot.dot(with3(Number.POSITIVE_INFINITY), xy), {}],
    ['`value` is the text "many" in row 3, which is no number', Plot.dot(with3("many"), xy), {}],
    [
      "`value` is no valid date in row 3",
      Plot.dot(
        good.map((each, i) => ({ ...each, value: new Date(i === 2 ? Number.NaN : i) })),
        xy,
      ),
      {},
    ],
    [
      "`value` is 0 in row 3, for which a logarithmic axis has no place",
      Plot.dot(with3(0), xy),
      { y: { label: "y", type: "log" } },
    ],
    [
      "`value` is -2 in row 3, for which a logarithmic axis has no place",
      Plot.line(with3(-2), xy),
      { y: { label: "y", type: "log" } },
    ],
    [
      "`value` is -2 in row 1, for which a logarithmic axis has no place",
      Plot.dot([row(0, -2), ...good.slice(1)], xy),
      { y: { label: "y", type: "log" } },
    ],
    [
      "`value` is 6 in row 5 outside the domain of `y`, 0 to 5",
      Plot.dot(good, xy),
      { y: { label: "y", domain: [0, 5] } },
    ],
    [
      "`value` lies in rows 3 and 5 outside the domain of `y`, 3.5 to 0",
      Plot.dot(good.slice(0, 5), xy),
      { y: { label: "y", domain: [3.5, 0] } },
    ],
    [
      '`name` is "n5" in row 6, which is not in the domain of `x`',
      Plot.dot(good, { x: "name", y: "value" }),
      { x: { domain: ["n0", "n1", "n2", "n3", "n4"] } },
    ],
    ["no panel shows row 6", Plot.dot(good, { ...xy, fx: "name" }), { fx: { domain: ["n0", "n1", "n2", "n3", "n4"] } }],
    [
      "the points of rows 1 and 3 stand alone, and a line needs two",
      Plot.line(
        good.map((each, i) => (i === 1 || i === 3 ? { ...each, value: null } : each)),
        xy,
      ),
      {},
    ],
    ["the point of row 6 stands alone, and a line needs two", Plot.line(good, { ...xy, z: (d: Row) => d.at > 5 }), {}],
    ["`fill` is missing in row 3", Plot.dot(good, { ...xy, fill: (_: Row, i: number) => (i === 2 ? null : "a") }), {}],
    [
      "`more` is NaN in row 3",
      Plot.dot(
        good.map((each, i) => ({ ...each, more: i === 2 ? Number.NaN : 2 })),
        { ...xy, r: "more" },
      ),
      {},
    ],
  ])("%s", (words, mark, options) => {
    expect(told(mark, options).join("\n")).toContain(words);
    expect(told(mark, options).join("\n")).toMatch(/^warning: mark 1 draws \d of \d rows: /);
  });

  test.each<[string, unknown, Options]>([
    [
      "mark 1 draws 0 of 2 rows: `interval` has no place for `month`, which has to be a date or a number",
      Plot.rectY?.(
        ["2026-10", "2026-11"].map((month) => ({ month, value: 2 })),
        { x: "month", y: "value", interval: "month" },
      ),
      {},
    ],
    [
      "mark 1 draws 0 of 6 rows: they start at zero, for which a logarithmic axis has no place | bars, areas and rules that are given one end start at zero",
      Plot.barY?.(good, { x: "name", y: "value" }),
      { y: { label: "y", type: "log" } },
    ],
    [
      "mark 1 draws 0 of 6 rows: they start at zero, outside the domain of `y`, 0.5 to 10 | bars, areas and rules that are given one end start at zero; let the domain hold it",
      Plot.barY?.(good, { x: "name", y: "value" }),
      { y: { label: "y", domain: [0.5, 10] } },
    ],
    [
      "mark 1 draws 0 of 6 rows: `value` lies outside the domain of `y`, 20 to 30",
      Plot.dot(good, xy),
      { y: { label: "y", domain: [20, 30] } },
    ],
    [
      "mark 1 draws 0 of 1 row: a line needs two points side by side | add `marker: true`",
      Plot.line(good.slice(0, 1), xy),
      {},
    ],
    [
      "mark 1 draws 0 of 1 row: an area needs two points side by side",
      Plot.areaY?.(good.slice(0, 1), { x: "at", y: "value" }),
      {},
    ],
    [
      "mark 1 draws 0 of 6 rows: no row has `grene`, and it is no colour | did you mean `green`?",
      Plot.dot(good, { ...xy, fill: "grene" }),
      {},
    ],
    [
      "mark 1 draws 0 of 6 rows: no row has `cirle`, and it is no symbol | did you mean `circle`?",
      Plot.dot(good, { ...xy, symbol: "cirle" }),
      {},
    ],
    [
      "mark 1 draws 0 of 6 rows: tips follow a pointer, which a report's picture doesn't have",
      Plot.tip?.(good, xy),
      {},
    ],
    ["mark 1 draws 0 of 6 rows", Plot.dot(good, Plot.pointerX(xy) as never), {}],
    [
      "no row of the facets has `naem`, which `facet.x` names | did you mean `name`?",
      Plot.dot(good, xy),
      { facet: { data: good, x: "naem" } },
    ],
  ])("%s", (words, mark, options) => {
    expect(told(mark, options).join("\n")).toContain(`error: ${words}`);
  });

  test("a chart without marks", () => {
    expect(drawChart(Plot.plot({}), { id: "x", alt: "x" }).findings.map(({ message }) => message)).toEqual([
      "the chart has no marks: it draws nothing",
    ]);
  });

  test("marks count from one as their author wrote them, a box plot once, what is left out not at all", () => {
    const marks = [null, [Plot.boxY?.(good, { y: "value" }), [Plot.dot(good, { x: "at", y: "valu" })]]];
    expect(
      drawChart(Plot.plot({ y: { label: "y" }, marks: marks as never }), { id: "x", alt: "x" }).findings,
    ).toMatchObject([{ message: "mark 2 draws 0 of 6 rows: no row has `valu`", hint: "did you mean `value`?" }]);
  });

  test("a mark without rows beside one that draws is a warning", () => {
    const marks = [Plot.dot(good, xy), Plot.text([], { ...xy, text: "name" })];
    expect(
      drawChart(Plot.plot({ y: { label: "y" }, x: { label: "x" }, marks }), { id: "x", alt: "x" }).findings,
    ).toMatchObject([{ severity: "warning", message: "mark 2 has no rows to draw" }]);
  });
});

describe("what is meant is not told", () => {
  const xy = { x: "at", y: "value" };
  test.each<[string, unknown, Options]>([
    ["a filter", Plot.dot(one, { ...xy, filter: (d: Row) => d.at !== 3 }), {}],
    ["a selection", Plot.dot(good, Plot.selectLast(xy) as never), {}],
    ["a strict window", Plot.lineY?.(good, Plot.windowY({ k: 3, strict: true }, xy) as never), {}],
    ["a clip", Plot.line(good, { ...xy, clip: true }), { y: { label: "y", domain: [0, 3] } }],
    ["a clamp", Plot.dot(good, xy), { y: { label: "y", domain: [0, 3], clamp: true } }],
    ["labels for some rows", Plot.text(good, { ...xy, text: (d: Row) => (d.at > 3 ? d.name : null) }), {}],
    ["a size of zero", Plot.dot(good, { ...xy, r: (d: Row) => d.at - 1 }), {}],
    ["a marker on a single point", Plot.line(good.slice(0, 1), { ...xy, marker: true }), {}],
    ["a bar of zero", Plot.barY?.([row(0, 0), row(1, 2)], { x: "name", y: "value" }), {}],
    [
      "rows that a generator gives",
      Plot.line(
        (function* () {
          yield* good;
        })() as never,
        xy,
      ),
      {},
    ],
    ["a set of rows", Plot.line(new Set(good) as never, xy), {}],
    ["pairs of numbers", Plot.dot(good.map(({ at, value }) => [at, value])), {}],
    ["plain numbers", Plot.barY?.(values), {}],
    [
      "constants and arrays as channels",
      Plot.dot(good, { x: good.map(({ at }) => at), y: 3, fill: "blue", symbol: "star" }),
      {},
    ],
    ["a frame", [Plot.frame(), Plot.dot(good, xy)], {}],
    ["a tree", Plot.tree?.(["a/b", "a/c"]), {}],
    [
      "names that transforms gave",
      Plot.rectY?.(good, { ...(Plot.binX({ y: "count" }, { x: "at" } as never) as object), fill: "blue" }),
      {},
    ],
  ])("%s", (_, mark, options) => {
    expect(told(mark, options)).toEqual([]);
  });
});

describe("options", () => {
  test.each([
    ["tpye", "ScaleOptions", "type"],
    ["domian", "ScaleOptions", "domain"],
    ["mraks", "PlotOptions", "marks"],
    ["fil", "LineYOptions", "fill"],
  ])("that the types refuse have their nearest named too: %s in %s", (name, type, near) => {
    const text = `Object literal may only specify known properties, and '${name}' does not exist in type '${type}'.`;
    const place = { file: "chapters/01.md", start: { line: 1, column: 1 } };
    const { hint } = explain({ code: 2353, texts: [text] } as never, { place, about: undefined, owner: undefined });
    expect(hint).toBe(`did you mean \`${near}\`?`);
  });

  /** Property names of the library's own declarations. */
  const declared = (): Map<string, string[]> => {
    const folder = dirname(createRequire(import.meta.url).resolve("@observablehq/plot"));
    const found = new Map<string, string[]>();
    for (const file of readdirSync(folder, { recursive: true }) as string[]) {
      if (!file.endsWith(".d.ts")) continue;
      const text = readFileSync(join(folder, file), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
      for (const [, name = "", body = ""] of text.matchAll(/interface (\w+)[^{]*\{([\s\S]*?)\n\}/g))
        found.set(
          name,
          [...body.matchAll(/^ {2}"?(\w+)"?\?\s*:/gm)].map(([, property = ""]) => property),
        );
    }
    return found;
  };
  const groups: Record<string, ReadonlySet<string>> = {
    PlotOptions: plotOptions,
    PlotFacetOptions: facetOptions,
    ScaleOptions: scaleOptions,
    ScaleDefaults: scaleOptions,
    LegendOptions: scaleOptions,
    AxisOptions: axisOptions,
    GridOptions: axisOptions,
  };
  const aside =
    /^(Channel|Channel\w+|Context|Dimensions|Plot|Scale|ProjectionOptions|\w+Implementation|\w+Reducer|AutoSpec)$/;

  test("are all that the library's types have", () => {
    const names = declared();
    expect(names.size).toBeGreaterThan(70);
    const unlisted = [...names].flatMap(([group, properties]) =>
      aside.test(group)
        ? []
        : properties.filter((name) => !(groups[group] ?? markOptions).has(name)).map((name) => `${group}.${name}`),
    );
    expect(unlisted).toEqual([]);
  });

  test.each([
    [{ mark: [] }, "`Plot.plot` has no option `mark` | did you mean `marks`?"],
    [{ y: { domian: [0, 1] } }, "`Plot.plot` has no option `y.domian` | did you mean `domain`?"],
    [{ x: { tpye: "log" } }, "`Plot.plot` has no option `x.tpye` | did you mean `type`?"],
    [{ color: { legned: true } }, "`Plot.plot` has no option `color.legned` | did you mean `legend`?"],
    [
      { facet: { data: good, x: "name", marginLft: 3 } },
      "`Plot.plot` has no option `facet.marginLft` | did you mean `marginLeft`?",
    ],
  ])("that don't exist are named: %j", (options, message) => {
    expect(told(Plot.dot(good, { x: "at", y: "value" }), options)).toContain(`error: ${message}`);
  });
});

/** Ways to paint a mark so that nothing of it is seen. */
const UNSEEN: Record<string, Options> = {
  opacity: { opacity: 0 },
  "no fill and no stroke": { fill: "none", stroke: "none" },
  "clear fill and stroke": { fillOpacity: 0, strokeOpacity: 0 },
  "no fill, a stroke without width": { fill: "none", stroke: "red", strokeWidth: 0 },
};
const PAINTED = ["lineY", "areaY", "barY", "barX", "rectY", "cell", "dot", "text", "ruleX", "tickX", "arrow", "link"];

describe.each(Object.keys(UNSEEN))("painted with %s", (way) => {
  test.each(PAINTED)("%s is told to be unseen, and is left in peace with paint", (name) => {
    const kind = kinds[name];
    if (!kind) throw new Error(`no kind ${name}`);
    const of = (options: Options): string[] =>
      judged(Plot[kind.call]?.(good, { ...kind.options, ...options })).map(words);
    expect(of(UNSEEN[way] ?? {})).toEqual([
      expect.stringMatching(/^error: mark 1 draws 0 of 6 rows: they are drawn without fill, stroke or opacity/),
    ]);
    expect(of({})).toEqual([]);
    expect(
      of({ fill: "red", stroke: "none", ...(/line|rule|tick|arrow|link/.test(name) ? { stroke: "red" } : {}) }),
    ).toEqual([]);
  });
});

describe("painted in the colour of the paper", () => {
  const of = (name: string, paint: string): unknown => {
    const kind = kinds[name];
    return kind && Plot[kind.call]?.(good, { ...kind.options, fill: paint, stroke: paint });
  };

  test.each(
    PAINTED.flatMap((name) => ["white", "#fff", "#ffffff", "rgb(255, 255, 255)"].map((paint) => [name, paint])),
  )("%s in %s is told to be unseen on paper, and is left in peace over an area", (name = "", paint = "") => {
    const mark = of(name, paint);
    expect(judged(mark).map(words)).toEqual([
      expect.stringMatching(/^error: mark 1 draws 0 of 6 rows: they are drawn in the colour of the paper/),
    ]);
    const onBars = judged([
      Plot.barY(good, { x: "name", y: "value" }),
      Plot.text(good, { x: "name", y: "value", fill: paint }),
    ]);
    expect(onBars.map(words)).toEqual([]);
  });

  test("an outline of letters that nothing fills is told over an area too", () => {
    const onBars = (options: Options) =>
      judged([Plot.barY(good, { x: "name", y: "value" }), Plot.text(good, { x: "name", y: "value", ...options })]).map(
        words,
      );
    expect(onBars({ stroke: "white", strokeWidth: 4 })).toEqual([
      expect.stringMatching(/^error: mark 2 draws 0 of 6 rows: their letters are outlined in the colour of the paper/),
    ]);
    expect(onBars({ stroke: "white", fill: "black" })).toEqual([]);
    expect(onBars({ stroke: "white", fill: "white" })).toEqual([]);
    expect(onBars({ stroke: "black" })).toEqual([]);
  });

  test("by a scale of its own is told as well", () => {
    const dots = Plot.dot(good, { x: "at", y: "value", fill: "name" });
    expect(judged(dots, { color: { type: "ordinal", range: ["white"] } }).map(words)).toEqual([
      expect.stringMatching(/drawn in the colour of the paper/),
    ]);
  });
});

test.each([
  ["binX", () => Plot.rectY?.([1, 2, 2, 3], Plot.binX({ y: "count" } as never) as Options)],
  ["groupX", () => Plot.barY?.(["a", "b", "b"], Plot.groupX({ y: "count" } as never) as Options)],
  ["groupZ", () => Plot.dot([1, 2], { ...(Plot.groupZ({ r: "count" } as never) as object), x: (d: number) => d })],
])("what %s gives out is no field, also where it is told nothing else", (_, mark) => {
  expect(read(mark())).toEqual([]);
});
