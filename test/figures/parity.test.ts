import * as Library from "@observablehq/plot";
import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { drawChart, plot } from "../../src/figures/render.js";
import { normalizeSvg } from "../../src/figures/svg.js";
import { FRAME, ROWS, specs } from "./parity-specs.js";

const DRAWN = /^\s*<(path|rect|circle|line|polygon|text|image|use)/;

/** Shapes and their places, whatever they are painted with. */
const shapes = (svg: string): string[] =>
  svg
    .split("\n")
    .slice(2)
    .filter((line) => DRAWN.test(line))
    .map((line) =>
      line
        .trim()
        .replace(/ (r|fill|stroke|font)[\w-]*="[^"]*"/g, "")
        .replace(/url\(#[^)]*\)/g, "url"),
    );

/** What code with a call of Plot.plot at its end comes to. */
const inBlock = (code: string, library: object): unknown =>
  new Function("Plot", code.replace("Plot.plot(", "return Plot.plot("))(library);

const page = new JSDOM("").window.document;

test.each(Object.keys(specs))("%s stands where the library alone would put it", (name) => {
  const [marks, options = ""] = specs[name] ?? ["", ""];
  const code = `${ROWS} Plot.plot({ ${FRAME}, ${options}, marks: [${marks}] })`.replace(", ,", ",");
  const ours = drawChart(inBlock(code, plot), { id: "fig-x", alt: "x" });
  const alone = {
    ...Library,
    plot: (given: Library.PlotOptions) => Library.plot({ ...given, document: page, figure: false }),
  };
  const plain = inBlock(code, alone) as SVGElement;
  const expected = shapes(normalizeSvg(plain, { id: "fig-x", alt: "x" }).svg);
  expect(expected.length).toBeGreaterThan(0);
  expect(shapes(ours.svg)).toEqual(expected);
  expect(ours.findings).toEqual([]);
});
