import { fileURLToPath } from "node:url";
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { textBoxes } from "../../src/figures/layout.js";
import type { PlotLibrary } from "../../src/figures/plot.js";
import { drawChart, plot } from "../../src/figures/render.js";
import type { StudyDrawing } from "../../src/figures/studies/index.js";
import { compact } from "../../src/figures/studies/parts/numbers.js";
import { tickFormatOf } from "../../src/figures/studies/parts/output-labels.js";
import { palette, seriesColors } from "../../src/figures/theme.js";
import { matchGolden } from "../golden.js";
import {
  bar,
  claim,
  drawing,
  draws,
  elasticity,
  numbers,
  scenarios,
  studies,
  texts,
  tornado,
  twoWay,
} from "./studies.js";

const Plot = plot as unknown as PlotLibrary;
const golden = (name: string): string => fileURLToPath(new URL(`golden/study-${name}.svg`, import.meta.url));

/** As a chapter's sweep comes to be drawn: through JSON, where what is undefined in a list is null. */
const draw = (study: StudyDrawing) =>
  drawChart(Plot.study(JSON.parse(JSON.stringify(study)) as StudyDrawing), { id: "fig-s", alt: "A study" });
const parse = (svg: string): Element => {
  const root = new JSDOM(svg, { contentType: "image/svg+xml" }).window.document.documentElement;
  return root;
};
const words = (study: StudyDrawing): string[] => textBoxes(parse(draw(study).svg)).map(({ text }) => text);

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}
const meet = (a: Box, b: Box): boolean =>
  Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 &&
  Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5;

const number = (element: Element, name: string): number => Number(element.getAttribute(name) ?? 0);
const rectangles = (root: Element): (Box & { fill: string })[] =>
  [...root.querySelectorAll("rect")].slice(1).map((rect) => ({
    left: number(rect, "x"),
    right: number(rect, "x") + number(rect, "width"),
    top: number(rect, "y"),
    bottom: number(rect, "y") + number(rect, "height"),
    fill: rect.getAttribute("fill") ?? rect.parentElement?.getAttribute("fill") ?? "",
  }));
const box = (study: StudyDrawing, text: string): Box => {
  const found = textBoxes(parse(draw(study).svg)).find((one) => one.text === text);
  if (!found) throw new Error(`no text ${text}`);
  return found;
};

/** Charts whose text has its place in cells or bars. */
const INSIDE = /^(two-way|shares)/;

describe.each(Object.entries(studies))("the chart of %s", (name, study) => {
  const { svg, warnings } = draw(study);
  const root = parse(svg);
  const boxes = textBoxes(root);

  test("is the golden file", () => {
    matchGolden(golden(name), svg);
  });

  test("gives no warning", () => {
    expect(warnings).toEqual([]);
  });

  test("has no text over other text", () => {
    const pairs = boxes.flatMap((a, i) => boxes.slice(i + 1).flatMap((b) => (meet(a, b) ? [[a.text, b.text]] : [])));
    expect(pairs).toEqual([]);
  });

  test.skipIf(INSIDE.test(name))("has no text over a bar", () => {
    const over = rectangles(root).flatMap((rect) => boxes.filter((one) => meet(one, rect)).map(({ text }) => text));
    expect(over).toEqual([]);
  });

  test("holds colours of the palette only", () => {
    const known = new Set(palette.map(({ light }) => light));
    const used = [...svg.matchAll(/ (?:fill|stroke)="([^"]*)"/g)].map((match) => match[1] ?? "");
    expect(used.filter((color) => color !== "none" && !known.has(color))).toEqual([]);
  });
});

// The values of twelve columns have no room on a phone: such a map is drawn once, and scrolls.
const TOO_WIDE = ["two-way-many"];
test.each(Object.keys(studies).filter((name) => !TOO_WIDE.includes(name)))(
  "the study %s is drawn for a phone too, all its words inside",
  (name) => {
    const { narrow = "", warnings } = draw(studies[name] as StudyDrawing);
    expect(warnings).toEqual([]);
    expect(narrow).toMatch(/viewBox="0 0 360 /);
    expect(textBoxes(parse(narrow)).filter(({ left, right }) => left < -1 || right > 361)).toEqual([]);
  },
);

describe("ticks of an output's axis", () => {
  test("are printed as its values are, with the digits they have", () => {
    const shown = words(studies["histogram-of-shares"] as StudyDrawing);
    expect(shown).toEqual(expect.arrayContaining(["P10 2%", "5%", "15%"]));
    expect(shown).not.toContain("0.05");
    expect(words(studies["fan-of-shares"] as StudyDrawing)).toEqual(expect.arrayContaining(["0%", "1%", "7%"]));
  });

  test.each([
    ["percent", 0.005, "0.5%"],
    ["percent", 0.05, "5%"],
    ["percent", -0.3, "−30%"],
    ["times", 2.5, "2.5×"],
    ["dollars", 1200, "$1,200"],
    ["unit", 2.5, undefined],
  ] as const)("have the digits they need, in %s", (style, value, expected) => {
    const { tickFormat } = tickFormatOf("x", { x: { label: "X", unit: "1", format: { style, digits: 0 } } }, [-1, 1]);
    expect(tickFormat?.(value)).toBe(expected);
  });

  test.each([1e-6, -1e-6, 3, 1e17, 0])("lie around the single value %d", (value) => {
    const one = {
      ...numbers("multiple", [value, value, value, value, value]),
      bins: [{ from: value, to: value, count: 4096 }],
    };
    const { svg, warnings } = draw(draws([one]));
    expect(warnings).toEqual([]);
    expect(svg).not.toMatch(/NaN|Infinity/);
    // At least two ticks, told apart.
    const ticks = textBoxes(parse(svg))
      .map(({ text }) => text)
      .filter((text) => /^[−\d]/.test(text) && !text.endsWith("%"));
    expect(new Set(ticks).size).toBe(ticks.length);
    expect(ticks.length).toBeGreaterThan(1);
    // An axis about as wide as the value is large doesn't reach zero.
    if (value !== 0) expect(ticks.filter((tick) => Number(tick.replace("−", "-")) === 0)).toEqual([]);
  });
});

describe("a tornado", () => {
  test("prints two ends on one side of the base as one text, smaller first", () => {
    expect(words(tornado([bar("a", "A", 25, 22, [1, 2])]))).toContain("22.0×, 25.0×");
    expect(words(tornado([bar("a", "A", 12, 18, [1, 2])]))).toContain("12.0×, 18.0×");
  });

  test("shows bars that are too short to be seen", () => {
    const root = parse(draw(tornado([bar("a", "A", 10, 90), bar("b", "B", 20.2999, 20.3001)])).svg);
    const widths = rectangles(root).map(({ left, right }) => right - left);
    expect(Math.min(...widths)).toBeGreaterThan(2);
  });

  test("tells assumptions of one name apart", () => {
    const shown = words(tornado([bar("gw.a", "Power", 10, 30), bar("gw.b", "Power", 12, 25)]));
    expect(shown).toEqual(expect.arrayContaining(["Power (gw.a)", "Power (gw.b)"]));
  });

  test("says the range in its unit where the label leaves room", () => {
    const [wide, narrow] = ["W".repeat(36), "Price"].map((label) =>
      words(tornado([bar("a", label, 10, 30, [40, 90], "USD/MWh")])),
    );
    expect(narrow).toContain("40 to 90 $/MWh");
    expect(wide).not.toContain("40 to 90 $/MWh");
  });

  test("of a claim measures its margin", () => {
    const study = {
      kind: "tornado",
      result: { output: "bandwidth-lags", base: 2, holds: true, bars: [bar("a", "A", 1, 3)], unmoved: [], left: [] },
    } as const;
    expect(words(drawing(study))).toContain("Bandwidth lags: margin");
  });
});

test("values of scenarios stand on the side away from the base", () => {
  const study = scenarios(2, [
    ["less", 1.4],
    ["more", 2.6],
  ]);
  const circles = [...parse(draw(study).svg).querySelectorAll("circle")].map((dot) => number(dot, "cx"));
  expect(box(study, "1.4×").right).toBeLessThan(circles[0] ?? 0);
  expect(box(study, "2.6×").left).toBeGreaterThan(circles[1] ?? 0);
});

describe("a heat map", () => {
  const cells = [1, 2, 3, 4].map((y) => [1, 2, 3, 4, 5].map((x) => x * y));

  test("draws the claim's flip where it lies between the places, whatever their spacing", () => {
    // Halfway from 3 to 5 across, the border of the second and third column; from the first row to the last.
    const study = twoWay(cells, {
      base: undefined,
      holds: cells.map((row) => row.map(() => true)),
      flips: [
        [
          [4, 0.6],
          [4, 2.5],
        ],
      ],
    });
    const root = parse(draw(study).svg);
    const columns = [...new Set(rectangles(root).map(({ left }) => left))].sort((a, b) => a - b);
    const rows = [...new Set(rectangles(root).map(({ top, bottom }) => (top + bottom) / 2))].sort((a, b) => a - b);
    const path = root.querySelector("path")?.getAttribute("d") ?? "";
    const [x1, y1, x2, y2] = (path.match(/[\d.]+/g) ?? []).map(Number);
    expect(x1).toBeCloseTo((columns[2] ?? 0) - 0.75, 0);
    expect(x2).toBe(x1);
    expect(y1).toBeCloseTo(rows.at(-1) ?? 0, 0);
    expect(y2).toBeCloseTo(rows[0] ?? 0, 0);
  });

  test("names both sides of a flip in the cells", () => {
    const study = twoWay(cells, { holds: cells.map((row) => row.map((value) => value > 6)) });
    expect(
      words(study)
        .filter((word) => word === "holds" || word === "fails")
        .sort(),
    ).toEqual(["fails", "holds"]);
  });

  test("has its rows' name across the top left", () => {
    const { left, right, top, bottom } = box(
      studies["two-way"] as StudyDrawing,
      "Model efficiency factor, however it comes about",
    );
    expect(left).toBeLessThan(8);
    expect(right - left).toBeGreaterThan(10 * (bottom - top));
    expect(top).toBeLessThan(8);
  });

  test("draws no line where the places run up and down", () => {
    const rows = { id: "r", label: "R", unit: "1", how: "value", values: [1, 3, 2, 4], written: [] } as const;
    const study = twoWay(cells, {
      rows,
      base: undefined,
      holds: cells.map((row) => row.map(() => true)),
      flips: [
        [
          [4, 1],
          [4, 2.5],
        ],
      ],
    });
    expect(draw(study).svg).not.toContain("<path");
  });
});

describe("draws", () => {
  const fills = (study: StudyDrawing): string[] => {
    const root = parse(draw(study).svg);
    return rectangles(root)
      .slice(0, 3)
      .map(({ fill }) => fill);
  };

  test("a word keeps its colour whichever is most frequent", () => {
    const one = draws([texts("binding.2026", { b: 0.6, a: 0.3, c: 0.1 })]);
    const other = draws([texts("binding.2026", { c: 0.6, b: 0.3, a: 0.1 })]);
    const [blue, orange, green] = seriesColors.map(({ light }) => light);
    expect(fills(one)).toEqual([blue, orange, green]);
    expect(fills(other)).toEqual(fills(one));
  });

  test("more words than colours: the rarest are put together", () => {
    const shown = words(studies["shares-of-many"] as StudyDrawing);
    expect(shown).toContain("other");
    expect(shown).not.toContain("cause 0");
  });

  test("a fan is named after its series, with its years as ticks", () => {
    const shown = words(studies.fan as StudyDrawing);
    expect(shown).toEqual(expect.arrayContaining(["Tightness", "2026", "2027", "2028", "2029"]));
    const declared = (year: number) =>
      ({ label: `Tightness, ${year}`, unit: "GW", format: { style: "number" } }) as const;
    const named = {
      ...(studies.fan as StudyDrawing),
      outputs: Object.fromEntries([2026, 2027, 2028, 2029].map((y) => [`tightness.${y}`, declared(y)])),
    };
    expect(words(named)).toContain("Tightness (GW)");
  });

  test("a fan by ratio begins and ends at a tick of 1, 2 or 5, and so shows the 1 that ratios are read against", () => {
    const ends = (p10: number, p90: number): string[] => {
      const fan = [2026, 2027].map((year) => numbers(`tightness.${year}`, [p10, p10, p10, p90, p90]));
      const ticks = textBoxes(parse(draw(draws(fan)).svg)).filter(
        ({ text }) => /^[\d.,]+$/.test(text) && !/^20\d\d$/.test(text),
      );
      return ticks.map(({ text }) => text);
    };
    expect(ends(1.03, 17.9)).toEqual(["1", "2", "5", "10", "20"]);
    expect(ends(0.11, 2)).toEqual(["0.1", "0.2", "0.5", "1", "2"]);
    expect(ends(1000, 13_000)).toEqual(["1,000", "2,000", "5,000", "10,000", "20,000"]);
  });

  test("claims are called as the sweep calls them", () => {
    const study = draws([claim("at-10", 0.2), claim("at-20", 0.4)], { "at-10": { label: "£10,000" } });
    expect(words(study)).toEqual(expect.arrayContaining(["£10,000", "At 20"]));
  });

  test("shares that would round to nothing or to everything say so", () => {
    const shown = words(draws([claim("a", 0.0002), claim("b", 0.9998), claim("c", 1)]));
    expect(shown).toEqual(expect.arrayContaining(["<0.1%", ">99.9%", "100%"]));
  });
});

test("an elasticity that prints as nothing is left out", () => {
  expect(
    words(
      elasticity([
        ["Seen", 0.005],
        ["Unseen", -0.0049],
      ]),
    ),
  ).toEqual(expect.arrayContaining(["Seen"]));
  expect(
    words(
      elasticity([
        ["Seen", 0.005],
        ["Unseen", -0.0049],
      ]),
    ),
  ).not.toContain("Unseen");
  expect(words(elasticity([["Unseen", -0.0049]]))).toEqual(["No assumption moves it by itself."]);
});

test("lines of a spider are named at their ends, without a key", () => {
  const study = studies.spider as StudyDrawing;
  const { left } = box(study, "Memory bandwidth");
  expect(left).toBeGreaterThan(box(study, "base").right);
  expect(rectangles(parse(draw(study).svg))).toEqual([]);
});

test("what knowing is worth never reads as nothing where it is something", () => {
  const shown = words(studies["information-of-little"] as StudyDrawing);
  expect(shown).toEqual(expect.arrayContaining(["£0.9k", "£0.7k", "£0.004k", "<£0.002k"]));
});

test("a break-even has no chart", () => {
  expect(() => Plot.study(drawing({ kind: "break-even" } as never))).toThrow(
    "a break-even has no chart; give it an id without `fig-` and quote it",
  );
});

test.each([
  [999, "1k"],
  [994, "990"],
  [999_999, "1M"],
  [-999_999, "−1M"],
  [949_999, "950k"],
  [999_999_999, "1B"],
  [1234, "1.2k"],
  [9_960_000_000_000, "10,000B"],
])("%d is %s where there is little room", (value, said) => {
  expect(compact(value)).toBe(said);
});
